/* See live.h.
 *
 * A connection's deadline stands in one queue at a time:
 *
 *   hello ──hello──► quiet ──25 s──► pinged ──35 s──► leaving ──5 s──► killed
 *     └─5 s─► leaving   ▲ anything heard │
 *                       └────────────────┘ */
#include "server/edge/live.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "server/edge/socket.h"

static uint64_t time_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static void to_core(void *context, struct core_message *message)
{
	struct edge *edge = context;
	edge->config.to_core(edge->config.context, message);
}

static void answer(void *context, struct edge_message *message)
{
	struct edge *edge = context;
	subscribers_take(edge->subscribers, message);
}

static uint32_t waiting(void *context, struct conn_id conn)
{
	struct edge *edge = context;
	return subscribers_waiting(edge->subscribers, conn);
}

static struct talk_env talk_env_of(struct edge *edge)
{
	return (struct talk_env){.reader = edge->reader,
				 .frames_per_second = edge->config.frames_per_second,
				 .frames_burst = edge->config.frames_burst,
				 .now_ms = uv_now(&edge->loop),
				 .time_ms = time_ms(),
				 .context = edge,
				 .to_core = to_core,
				 .answer = answer,
				 .waiting = waiting};
}

/* ---- beginning and end ---- */

static void live_begin(struct conn *conn)
{
	struct edge *edge = conn->edge;
	struct talk_env env = talk_env_of(edge);
	conn->stage = conn_live;
	conn->id = subscribers_add(edge->subscribers, conn);
	talk_begin(&conn->talk, conn->id, &env);
	deadline_set(&conn->deadline, &edge->hello, env.now_ms);
	edge->live_count++;
	figure_add(&edge->figures.connections, 1);
	if (edge->draining)
		live_drain(conn);
}

static void forget_message(struct conn *conn)
{
	free(conn->message);
	conn->message = NULL;
	conn->message_size = 0;
	conn->message_whole = false;
	conn->fragments = 0;
}

/* The connection is over for the core and the subscribers; its socket may still be closing. */
static void live_end(struct conn *conn)
{
	struct edge *edge = conn->edge;
	if (!subscribers_socket(edge->subscribers, conn->id))
		return;
	subscribers_remove(edge->subscribers, conn->id);
	deadline_clear(&conn->deadline);
	forget_message(conn);
	edge->live_count--;
	figure_add(&edge->figures.connections, UINT64_MAX); /* one less */
	if (conn->talk.greeted) {
		struct core_message *closed = core_message_new(core_message_closed);
		closed->conn = conn->id;
		to_core(edge, closed);
	}
}

void live_kill(struct conn *conn)
{
	conn->stage = conn->stage == conn_http ? conn_http : conn_over;
	lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	lws_cancel_service(conn->edge->context); /* it looks at its timers only when woken */
}

static void begin_to_leave(struct conn *conn)
{
	struct edge *edge = conn->edge;
	conn->stage = conn_leaving;
	deadline_set(&conn->deadline, &edge->leaving, uv_now(&edge->loop));
}

void live_close(struct conn *conn, enum err err, const char *detail, uint16_t code,
		uint64_t retry_ms)
{
	if (conn->stage != conn_live)
		return;
	char sentence[512];
	enum language language =
		conn->talk.language != language_none ? conn->talk.language : language_en;
	size_t size = err_sentence(err, language, detail, sentence, sizeof sentence);
	struct frame_closing closing = {
		.code = (uint64_t)err, .message = {sentence, (uint32_t)size}, .retry_ms = retry_ms};
	struct buffer bytes = {0};
	codec_write_frame(&bytes, frame_kind_closing, &closing);
	struct edge_message *message = edge_message_new(edge_message_close);
	message->conn = conn->id;
	message->packet = packet_new(bytes.at, bytes.size);
	buffer_free(&bytes);
	conn->close_code = code;
	begin_to_leave(conn);
	subscribers_take(conn->edge->subscribers, message);
}

void live_drain(struct conn *conn)
{
	if (conn->stage != conn_live)
		return;
	if (!conn->deaf) {
		conn->deaf = true;
		lws_rx_flow_control(conn->wsi, 0);
	}
	if (!conn->talk.unanswered)
		live_close(conn, err_draining, "", LWS_CLOSE_STATUS_GOINGAWAY,
			   conn->edge->retry_ms);
}

/* ---- messages from the core ---- */

void live_notice(struct edge *edge, const struct edge_message *message)
{
	if (message->kind != edge_message_welcome && message->kind != edge_message_close)
		return;
	struct conn *conn = subscribers_socket(edge->subscribers, message->conn);
	if (!conn || conn->stage != conn_live)
		return;
	if (message->kind == edge_message_close)
		begin_to_leave(conn);
	else if (message->language != language_none)
		conn->talk.language = message->language;
}

void live_answered(void *context, void *socket, uint32_t commands)
{
	(void)context;
	struct conn *conn = socket;
	talk_answered(&conn->talk, commands);
	if (conn->deaf)
		edge_stir(conn);
}

/* ---- listening ---- */

static struct conn *conn_of(struct deadline *deadline)
{
	return (struct conn *)((char *)deadline - offsetof(struct conn, deadline));
}

static void on_rest(uv_timer_t *timer)
{
	struct edge *edge = timer->data;
	uint64_t now_ms = uv_now(&edge->loop);
	struct deadline *due;
	while ((due = deadline_take_due(&edge->resting, now_ms))) {
		deadline_set(due, &edge->quiet, now_ms);
		live_go_on(conn_of(due));
	}
	if (!edge->resting.first)
		uv_timer_stop(timer);
	edge_settle(edge);
}

static void stop_listening(struct conn *conn, enum talk_next why)
{
	struct edge *edge = conn->edge;
	if (!conn->deaf) {
		conn->deaf = true;
		lws_rx_flow_control(conn->wsi, 0);
	}
	if (why != talk_rest)
		return;
	deadline_set(&conn->deadline, &edge->resting, uv_now(&edge->loop));
	if (!uv_is_active((uv_handle_t *)&edge->rest))
		uv_timer_start(&edge->rest, on_rest, LIVE_RESTING_MS, LIVE_RESTING_MS);
}

/* Keeps the rest of a message, which may be part of what is kept already. */
static void keep_rest(struct conn *conn, const uint8_t *at, size_t size)
{
	uint8_t *rest = malloc(size);
	if (!rest)
		abort();
	memcpy(rest, at, size);
	forget_message(conn);
	conn->message = rest;
	conn->message_size = (uint32_t)size;
	conn->message_whole = true;
}

static uint16_t close_code_of(enum err err)
{
	switch (err) {
	case err_malformed:
		return LWS_CLOSE_STATUS_PROTOCOL_ERR;
	case err_message_too_large:
		return LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE;
	default:
		return LWS_CLOSE_STATUS_POLICY_VIOLATION;
	}
}

/* Takes a whole message, or what was left of one. */
static void take_message(struct conn *conn, const uint8_t *at, size_t size)
{
	struct talk_env env = talk_env_of(conn->edge);
	struct talk_end end;
	size_t used;
	enum talk_next next = talk_take(&conn->talk, &env, at, size, &used, &end);
	switch (next) {
	case talk_done:
		forget_message(conn);
		return;
	case talk_wait:
	case talk_rest:
		if (used < size)
			keep_rest(conn, at + used, size - used);
		else
			forget_message(conn);
		stop_listening(conn, next);
		return;
	case talk_close:
		live_close(conn, end.err, end.detail, close_code_of(end.err), 0);
		forget_message(conn);
		return;
	}
}

/* The close has been written: listens for the client's, but not for long. */
static void await_close(struct conn *conn)
{
	struct edge *edge = conn->edge;
	if (!subscribers_socket(edge->subscribers, conn->id))
		return;
	live_end(conn);
	deadline_set(&conn->deadline, &edge->leaving, uv_now(&edge->loop));
	if (conn->deaf)
		lws_rx_flow_control(conn->wsi, 1);
	conn->deaf = false;
}

void live_go_on(struct conn *conn)
{
	struct talk_env env = talk_env_of(conn->edge);
	if (conn->stage == conn_closed)
		await_close(conn);
	if (conn->stage != conn_live || !conn->deaf)
		return;
	if (conn->edge->draining) {
		live_drain(conn);
		return;
	}
	if (!talk_may_go_on(&conn->talk, &env) || conn->deadline.queue == &conn->edge->resting)
		return;
	if (conn->message_whole)
		take_message(conn, conn->message, conn->message_size);
	if (conn->message_whole || conn->stage != conn_live)
		return;
	conn->deaf = false;
	lws_rx_flow_control(conn->wsi, 1);
}

static void append(struct conn *conn, const void *at, size_t size, size_t to_come)
{
	uint8_t *message = realloc(conn->message, conn->message_size + size + to_come + 1);
	if (!message)
		abort();
	memcpy(message + conn->message_size, at, size);
	conn->message = message;
	conn->message_size += (uint32_t)size;
}

/* Anything heard shows that somebody is there. */
static void heard(struct conn *conn)
{
	struct edge *edge = conn->edge;
	if (conn->stage == conn_live && conn->talk.greeted &&
	    conn->deadline.queue != &edge->resting)
		deadline_set(&conn->deadline, &edge->quiet, uv_now(&edge->loop));
}

/* Part of a message, as much as libwebsockets has [WIRE-2]. */
static void receive(struct conn *conn, const uint8_t *at, size_t size)
{
	size_t to_come = lws_remaining_packet_payload(conn->wsi);
	if (!lws_frame_is_binary(conn->wsi)) {
		live_close(conn, err_malformed, "a text message",
			   LWS_CLOSE_STATUS_UNACCEPTABLE_OPCODE, 0);
		return;
	}
	if (to_come > MESSAGE_BYTES_MAX ||
	    conn->message_size + size + to_come > MESSAGE_BYTES_MAX ||
	    (!to_come && ++conn->fragments > MESSAGE_FRAGMENTS_MAX)) {
		live_close(conn, err_message_too_large, "", LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, 0);
		return;
	}
	bool whole = lws_is_final_fragment(conn->wsi);
	if (!whole || conn->message_size) {
		append(conn, at, size, to_come);
		at = conn->message;
		size = conn->message_size;
	}
	if (!whole)
		return;
	figure_add(&conn->edge->figures.messages_in, 1);
	take_message(conn, at, size);
	heard(conn);
}

/* ---- deadlines ---- */

/* A crowd that came together falls silent together. Its pings, and the pongs, are spread over some
 * seconds, so that nobody else waits for them. */
static uint32_t pings_at_once(const struct edge *edge)
{
	return 16 + subscribers_count(edge->subscribers) / 200;
}

void live_tick(struct edge *edge)
{
	uint64_t now_ms = uv_now(&edge->loop);
	struct deadline *due;
	uint32_t pings = pings_at_once(edge);
	while ((due = deadline_take_due(&edge->hello, now_ms)))
		live_close(conn_of(due), err_hello_late, "", LWS_CLOSE_STATUS_POLICY_VIOLATION, 0);
	while (pings-- > 0 && (due = deadline_take_due(&edge->quiet, now_ms))) {
		struct conn *conn = conn_of(due);
		/* Who is not listened to cannot be heard. */
		bool excused = conn->deaf && (conn->talk.unanswered || conn->talk.page_owed);
		deadline_set(due, excused ? &edge->quiet : &edge->pinged, now_ms);
		if (!excused)
			socket_ping(conn);
	}
	while ((due = deadline_take_due(&edge->pinged, now_ms)))
		live_close(conn_of(due), err_silent, "", LWS_CLOSE_STATUS_GOINGAWAY,
			   LIVE_COME_BACK_MS);
	while ((due = deadline_take_due(&edge->leaving, now_ms)))
		live_kill(conn_of(due));
}

/* ---- libwebsockets ---- */

static void writable(struct conn *conn)
{
	if (!conn->asks_room || lws_partial_buffered(conn->wsi))
		return;
	conn->asks_room = false;
	heard(conn); /* it reads, at least */
	subscribers_writable(conn->edge->subscribers, conn->id);
}

int live_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
		  size_t size)
{
	(void)user;
	struct conn *conn = lws_get_opaque_user_data(wsi);
	bool goes_on = true;
	if (!conn)
		return 0;
	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		live_begin(conn);
		break;
	case LWS_CALLBACK_RECEIVE:
		if (conn->stage == conn_live)
			receive(conn, in, size);
		break;
	case LWS_CALLBACK_RECEIVE_PONG:
		heard(conn);
		break;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		writable(conn);
		goes_on = conn->stage != conn_over;
		break;
	case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
		goes_on = conn->stage != conn_closed; /* else it is the answer to ours */
		live_end(conn);
		conn->stage = conn_over;
		break;
	case LWS_CALLBACK_CLOSED:
		live_end(conn);
		conn->stage = conn_over;
		break;
	default:
		break;
	}
	edge_settle(conn->edge);
	return goes_on ? 0 : -1;
}
