/* See edge.h. The loop of one edge: its inbox, its timers, its beginning and its end. */
#include "server/edge/edge.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/edge/http.h"
#include "server/edge/internal.h"
#include "server/edge/library_log.h"
#include "server/edge/listener.h"
#include "server/edge/live.h"
#include "server/edge/socket.h"
#include "server/edge/tls.h"

#define TICK_MS           100u
#define DRAIN_MS          4000u /* for answers under way to go out */
#define GOODBYE_MS        1000u
#define FRAMES_PER_SECOND 1000u
#define FRAMES_BURST      2000u
#define FRAMES_BURST_MAX  1000000u /* counted in thousandths, in 32 bits */

/* Small, because each connection has a buffer of this size; messages are put together by us. */
#define RECEIVE_BYTES  512
#define TRANSMIT_BYTES 65536
#define SERVICE_BYTES  65536 /* one for the thread: what is read at once */
#define HEADER_BYTES   8192  /* of one request, together */

void edge_report(struct edge *edge, const char *format, ...)
{
	char line[600];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	edge->config.report(edge->config.context, line);
}

static void to_core(void *context, struct core_message *message)
{
	struct edge *edge = context;
	edge->config.to_core(edge->config.context, message);
}

/* ---- what goes on in the loop ---- */

void edge_stir(struct conn *conn)
{
	struct edge *edge = conn->edge;
	if (conn->stirred)
		return;
	conn->stirred = true;
	conn->next_stirred = edge->stirred;
	edge->stirred = conn;
}

void edge_settle(struct edge *edge)
{
	while (edge->stirred) {
		struct conn *conn = edge->stirred;
		edge->stirred = conn->next_stirred;
		conn->stirred = false;
		live_go_on(conn);
	}
}

static void go_on_fanning(struct edge *edge);

static void on_fanning(uv_idle_t *idle)
{
	go_on_fanning(idle->data);
}

/* One slice, then whatever else is ready has its turn. */
static void go_on_fanning(struct edge *edge)
{
	bool more = subscribers_step(edge->subscribers);
	if (more && !uv_is_active((uv_handle_t *)&edge->fanning))
		uv_idle_start(&edge->fanning, on_fanning);
	else if (!more)
		uv_idle_stop(&edge->fanning);
}

static void take_inbox(struct edge *edge, struct edge_message *message)
{
	while (message) {
		struct edge_message *next = message->next;
		live_notice(edge, message);
		subscribers_take(edge->subscribers, message);
		message = next;
	}
	go_on_fanning(edge);
	edge_settle(edge);
}

static void load_files(struct edge *edge)
{
	struct failure failure;
	struct web_files *files = web_files_load(edge->web, &failure);
	if (!files) {
		edge_report(edge, "the browser client stays as it was: %s", failure.message);
		return;
	}
	web_files_drop(edge->files);
	edge->files = files;
}

static void load_certificate(struct edge *edge)
{
	struct failure failure;
	if (tls_check(edge->tls_cert, edge->tls_key, &failure))
		lws_tls_cert_updated(edge->context, edge->tls_cert, edge->tls_key, NULL, 0, NULL,
				     0);
	else
		edge_report(edge, "the certificate stays as it was: %s", failure.message);
}

/* Connections without a download under way, or all. */
static void close_http(struct edge *edge, bool all)
{
	for (struct conn *conn = edge->conns; conn; conn = conn->after)
		if (conn->wsi && conn->stage == conn_http && (all || !conn->body_left))
			live_kill(conn);
}

static void begin_drain(struct edge *edge, uint64_t retry_ms)
{
	if (edge->draining)
		return;
	edge->draining = true;
	edge->retry_ms = retry_ms;
	edge->drain_until_ms = uv_now(&edge->loop) + DRAIN_MS;
	listener_stop(edge);
	for (struct conn *conn = edge->conns; conn; conn = conn->after)
		live_drain(conn);
	close_http(edge, false);
}

static void go_on_draining(struct edge *edge)
{
	uint64_t now_ms = uv_now(&edge->loop);
	/* Once all have been told, only their goodbyes are awaited. */
	if (!edge->live_count && edge->drain_until_ms > now_ms + GOODBYE_MS)
		edge->drain_until_ms = now_ms + GOODBYE_MS;
	if (!edge->conn_count) {
		uv_stop(&edge->loop);
	} else if (now_ms >= edge->drain_until_ms) {
		for (struct conn *conn = edge->conns; conn; conn = conn->after)
			if (conn->wsi)
				live_kill(conn);
		if (now_ms >= edge->drain_until_ms + GOODBYE_MS)
			uv_stop(&edge->loop);
	}
}

static void on_tick(uv_timer_t *timer)
{
	struct edge *edge = timer->data;
	live_tick(edge);
	edge_settle(edge);
	if (edge->draining)
		go_on_draining(edge);
	else
		listener_start(edge); /* where it had run out of descriptors */
}

static void on_wake(uv_async_t *wake)
{
	struct edge *edge = wake->data;
	pthread_mutex_lock(&edge->lock);
	struct edge_message *inbox = edge->inbox;
	bool reload = edge->reload_asked, drain = edge->drain_asked;
	struct statements fresh = edge->fresh;
	uint64_t retry_ms = edge->retry_ms;
	edge->inbox = NULL;
	edge->inbox_end = &edge->inbox;
	edge->reload_asked = edge->drain_asked = false;
	edge->fresh = (struct statements){{NULL}};
	pthread_mutex_unlock(&edge->lock);
	take_inbox(edge, inbox);
	if (reload) {
		statements_clear(&edge->statements);
		edge->statements = fresh;
	}
	if (reload && edge->web)
		load_files(edge);
	if (reload && edge->tls)
		load_certificate(edge);
	if (drain) {
		begin_drain(edge, retry_ms);
		edge_settle(edge);
		uv_timer_start(&edge->tick, on_tick, 20, 20); /* to notice the end soon */
	}
}

/* ---- beginning ---- */

static const struct lws_protocols protocols[] = {
	{.name = "http", .callback = http_callback, .tx_packet_size = TRANSMIT_BYTES},
	{.name = PROTOCOL_NAME,
	 .callback = live_callback,
	 .rx_buffer_size = RECEIVE_BYTES,
	 .tx_packet_size = TRANSMIT_BYTES},
	{0}};

static bool open_context(struct edge *edge, struct failure *failure)
{
	void *loops[] = {&edge->loop};
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN_SERVER,
		.vhost_name = "bogen",
		.protocols = protocols,
		.gid = -1,
		.uid = -1,
		.options = LWS_SERVER_OPTION_LIBUV,
		.foreign_loops = loops,
		.pcontext = &edge->context,
		.pt_serv_buf_size = SERVICE_BYTES,
		.max_http_header_data2 = HEADER_BYTES,
		.timeout_secs = 10,
		.keepalive_timeout = 20,
		.alpn = "http/1.1",
	};
	if (edge->tls) {
		info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
		info.ssl_cert_filepath = edge->tls_cert;
		info.ssl_private_key_filepath = edge->tls_key;
		info.ssl_options_set = tls_options();
	}
	edge->context = lws_create_context(&info);
	if (edge->context)
		edge->vhost = lws_get_vhost_by_name(edge->context, "bogen");
	if (edge->vhost)
		return true;
	snprintf(failure->message, sizeof failure->message, "cannot start libwebsockets: %.300s",
		 library_log_last());
	return false;
}

static char *copy(const char *text)
{
	char *copied = text ? strdup(text) : NULL;
	if (text && !copied)
		abort();
	return copied;
}

static void copy_config(struct edge *edge, const struct edge_config *config)
{
	struct edge_config *own = &edge->config;
	*own = *config;
	own->web = edge->web = copy(config->web);
	own->public_url = edge->public_url = copy(config->public_url);
	own->tls_cert = edge->tls_cert = copy(config->tls_cert);
	own->tls_key = edge->tls_key = copy(config->tls_key);
	edge->statements = statements_copy(&config->statements);
	own->statements = (struct statements){{NULL}}; /* they may change */
	edge->tls = config->tls_cert != NULL;
	edge->listener = config->listener;
	if (config->address) {
		void *address = malloc(config->address_size);
		if (!address)
			abort();
		own->address = memcpy(address, config->address, config->address_size);
	}
	if (!own->frames_per_second)
		own->frames_per_second = FRAMES_PER_SECOND;
	if (!own->frames_burst)
		own->frames_burst = FRAMES_BURST;
	if (own->frames_burst > FRAMES_BURST_MAX)
		own->frames_burst = FRAMES_BURST_MAX;
	edge->addresses.per_address_max = config->connections_per_address_max;
	edge->descriptors_max = listener_descriptors_max();
	edge->conns_max = config->connections_max ? config->connections_max : UINT32_MAX;
}

static void open_loop(struct edge *edge)
{
	if (uv_loop_init(&edge->loop) != 0 || uv_async_init(&edge->loop, &edge->wake, on_wake) != 0)
		abort();
	uv_timer_init(&edge->loop, &edge->tick);
	uv_timer_init(&edge->loop, &edge->rest);
	uv_idle_init(&edge->loop, &edge->fanning);
	edge->wake.data = edge->tick.data = edge->rest.data = edge->fanning.data = edge;
	edge->hello.duration_ms = LIVE_HELLO_MS;
	edge->quiet.duration_ms = LIVE_QUIET_MS;
	edge->pinged.duration_ms = LIVE_PINGED_MS;
	edge->leaving.duration_ms = LIVE_LEAVING_MS;
	edge->resting.duration_ms = LIVE_RESTING_MS;
}

static bool start_listening(struct edge *edge, struct failure *failure)
{
	if (!listener_open(edge, failure))
		return false;
	if (uv_poll_init(&edge->loop, &edge->listening, edge->listener) != 0) {
		snprintf(failure->message, sizeof failure->message,
			 "cannot wait for connections on the socket given");
		return false;
	}
	edge->listening.data = edge;
	listener_start(edge);
	return true;
}

static void *run(void *argument);

static bool start_thread(struct edge *edge, struct failure *failure)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are for the main thread */
	int error = pthread_create(&edge->thread, NULL, run, edge);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error)
		snprintf(failure->message, sizeof failure->message, "cannot start a thread: %s",
			 strerror(error));
	edge->started = !error;
	return edge->started;
}

static void close_loop(struct edge *edge);

struct edge *edge_start(const struct edge_config *config, struct failure *failure)
{
	struct edge *edge = calloc(1, sizeof *edge);
	if (!edge)
		abort();
	struct subscribers_env env = {.context = edge,
				      .write = socket_write,
				      .write_many = socket_write_many,
				      .answered = live_answered,
				      .close = socket_close,
				      .to_core = to_core};
	copy_config(edge, config);
	pthread_mutex_init(&edge->lock, NULL);
	edge->inbox_end = &edge->inbox;
	edge->subscribers = subscribers_new(config->number, &env);
	edge->reader = codec_reader_new();
	edge->together = edge->tls ? malloc(LWS_PRE + TOGETHER_BYTES) : NULL;
	if (edge->tls && !edge->together)
		abort();
	library_log_to(config->report, config->context);
	open_loop(edge);
	if ((edge->tls && !tls_check(edge->tls_cert, edge->tls_key, failure)) ||
	    (edge->web && !(edge->files = web_files_load(edge->web, failure))) ||
	    !open_context(edge, failure) || !start_listening(edge, failure) ||
	    !start_thread(edge, failure)) {
		listener_stop(edge);
		close_loop(edge);
		edge_free(edge);
		return NULL;
	}
	return edge;
}

/* ---- end ---- */

static void close_handle(uv_handle_t *handle, void *edge)
{
	struct edge *own = edge;
	/* The others are libwebsockets'. */
	if ((handle == (uv_handle_t *)&own->wake || handle == (uv_handle_t *)&own->tick ||
	     handle == (uv_handle_t *)&own->rest || handle == (uv_handle_t *)&own->fanning ||
	     handle == (uv_handle_t *)&own->listening) &&
	    !uv_is_closing(handle))
		uv_close(handle, NULL);
}

/* On a loop that is not its own, libwebsockets closes its handles in some turns of the loop and
 * then wants to be told once more, from outside the loop. */
static void close_loop(struct edge *edge)
{
	if (edge->context)
		lws_context_destroy(edge->context);
	uv_walk(&edge->loop, close_handle, edge);
	for (int turn = 0; turn < 1000 && uv_run(&edge->loop, UV_RUN_NOWAIT); turn++)
		;
	if (edge->context)
		lws_context_destroy(edge->context);
	uv_loop_close(&edge->loop);
}

static void *run(void *argument)
{
	struct edge *edge = argument;
	pthread_setname_np(pthread_self(), "edge");
	uv_timer_start(&edge->tick, on_tick, TICK_MS, TICK_MS);
	uv_run(&edge->loop, UV_RUN_DEFAULT);
	/* Nobody may wake a loop that is closed. */
	pthread_mutex_lock(&edge->lock);
	edge->over = true;
	pthread_mutex_unlock(&edge->lock);
	close_loop(edge);
	return NULL;
}

void edge_join(struct edge *edge)
{
	if (edge->started)
		pthread_join(edge->thread, NULL);
	edge->started = false;
}

void edge_free(struct edge *edge)
{
	if (!edge)
		return;
	while (edge->inbox) {
		struct edge_message *message = edge->inbox;
		edge->inbox = message->next;
		edge_message_free(message);
	}
	subscribers_free(edge->subscribers);
	codec_reader_free(edge->reader);
	free(edge->together);
	addresses_free(&edge->addresses);
	web_files_drop(edge->files);
	pthread_mutex_destroy(&edge->lock);
	free(edge->web);
	free(edge->public_url);
	free(edge->tls_cert);
	free(edge->tls_key);
	statements_clear(&edge->statements);
	statements_clear(&edge->fresh);
	free((void *)(uintptr_t)edge->config.address);
	free(edge);
}

/* ---- from other threads ---- */

void edge_post(struct edge *edge, struct edge_message *message)
{
	message->next = NULL;
	pthread_mutex_lock(&edge->lock);
	if (edge->over) {
		edge_message_free(message);
	} else {
		bool first = !edge->inbox;
		*edge->inbox_end = message;
		edge->inbox_end = &message->next;
		if (first)
			uv_async_send(&edge->wake);
	}
	pthread_mutex_unlock(&edge->lock);
}

void edge_reload(struct edge *edge, const struct statements *statements)
{
	pthread_mutex_lock(&edge->lock);
	edge->reload_asked = true;
	statements_clear(&edge->fresh);
	edge->fresh = statements_copy(statements);
	if (!edge->over)
		uv_async_send(&edge->wake);
	pthread_mutex_unlock(&edge->lock);
}

void edge_drain(struct edge *edge, uint64_t retry_ms)
{
	pthread_mutex_lock(&edge->lock);
	edge->drain_asked = true;
	edge->retry_ms = retry_ms;
	if (!edge->over)
		uv_async_send(&edge->wake);
	pthread_mutex_unlock(&edge->lock);
}

uint16_t edge_port(const struct edge *edge)
{
	return edge->port;
}

struct edge_figures edge_figures(const struct edge *edge)
{
	return (struct edge_figures){.connections = edge->figures.connections,
				     .accepted = edge->figures.accepted,
				     .turned_away = edge->figures.turned_away,
				     .messages_in = edge->figures.messages_in,
				     .messages_out = edge->figures.messages_out,
				     .bytes_out = edge->figures.bytes_out,
				     .passed_by = edge->figures.passed_by,
				     .requests = edge->figures.requests};
}
