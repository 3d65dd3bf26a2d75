/* See talk.h. */
#include "server/edge/talk.h"

#include <stdlib.h>
#include <string.h>

#define THOUSAND 1000u

/* ---- how fast ---- */

static void allow(struct talk *talk, const struct talk_env *env)
{
	uint64_t passed_ms = env->now_ms - talk->allowed_at_ms;
	uint64_t most = (uint64_t)env->frames_burst * THOUSAND;
	uint64_t now = talk->allowance + passed_ms * env->frames_per_second;
	talk->allowance = (uint32_t)(now < most ? now : most);
	talk->allowed_at_ms = env->now_ms;
}

/* ---- how much ---- */

void talk_begin(struct talk *talk, struct conn_id conn, const struct talk_env *env)
{
	*talk = (struct talk){.conn = conn,
			      .allowance = env->frames_burst * THOUSAND,
			      .allowed_at_ms = env->now_ms};
}

void talk_answered(struct talk *talk, uint32_t commands)
{
	talk->page_owed = false;
	talk->unanswered -= commands < talk->unanswered ? commands : talk->unanswered;
	if (!talk->unanswered)
		talk->unanswered_bytes = 0;
}

bool talk_may_go_on(const struct talk *talk, const struct talk_env *env)
{
	return !talk->page_owed && talk->unanswered < COMMANDS_UNANSWERED_MAX &&
	       talk->unanswered_bytes < TALK_UNANSWERED_BYTES_MAX &&
	       env->waiting(env->context, talk->conn) < COMMANDS_UNANSWERED_MAX;
}

/* ---- what ---- */

static enum talk_next refuse(struct talk_end *end, enum err err, const char *detail)
{
	*end = (struct talk_end){err, detail};
	return talk_close;
}

static enum talk_next take_hello(struct talk *talk, const struct talk_env *env,
				 const struct frame_hello *hello, struct talk_end *end)
{
	if (talk->greeted)
		return refuse(end, err_malformed, "a second hello");
	talk->language = hello->language;
	if (hello->version != PROTOCOL_VERSION)
		return refuse(end, err_version_unknown, "");
	talk->greeted = true;
	env->to_core(env->context, core_message_of_hello(talk->conn, hello));
	return talk_done;
}

static enum talk_next take_command(struct talk *talk, const struct talk_env *env,
				   struct bytes whole, struct talk_end *end)
{
	struct core_message *message = core_message_of_command(talk->conn, whole);
	if (!message)
		return refuse(end, err_malformed, "a command without its arguments");
	talk->unanswered++;
	talk->unanswered_bytes += whole.size;
	env->to_core(env->context, message);
	return talk_done;
}

static enum talk_next take_read(struct talk *talk, const struct talk_env *env,
				const struct frame_read *read)
{
	struct core_message *message = core_message_new(core_message_read);
	message->conn = talk->conn;
	message->read = *read;
	talk->page_owed = true;
	env->to_core(env->context, message);
	return talk_done;
}

/* [TIME-1] */
static enum talk_next take_ping(struct talk *talk, const struct talk_env *env,
				const struct frame_ping *ping)
{
	struct frame_pong pong = {.client_ms = ping->client_ms, .server_ms = env->time_ms};
	struct buffer bytes = {0};
	codec_write_frame(&bytes, frame_kind_pong, &pong);
	struct edge_message *answer = edge_message_new(edge_message_send);
	answer->conn = talk->conn;
	answer->packet = packet_new(bytes.at, bytes.size);
	buffer_free(&bytes);
	env->answer(env->context, answer);
	return talk_done;
}

static enum talk_next take_frame(struct talk *talk, const struct talk_env *env,
				 const struct frame *frame, struct talk_end *end)
{
	if (frame->kind == frame_kind_hello)
		return take_hello(talk, env, &frame->hello, end);
	if (!talk->greeted)
		return refuse(end, err_malformed, "the first frame is no hello");
	switch (frame->kind) {
	case frame_kind_none:
		return talk_done;
	case frame_kind_command:
		return take_command(talk, env, frame->whole, end);
	case frame_kind_read:
		return take_read(talk, env, &frame->read);
	case frame_kind_ping:
		return take_ping(talk, env, &frame->ping);
	default:
		return refuse(end, err_malformed, "a frame that only servers send");
	}
}

/* What keeps a connection from being listened to now; talk_done: nothing. */
static enum talk_next pause(struct talk *talk, const struct talk_env *env)
{
	if (!talk_may_go_on(talk, env))
		return talk_wait;
	allow(talk, env);
	return talk->allowance < THOUSAND ? talk_rest : talk_done;
}

static enum talk_next take_next(struct talk *talk, const struct talk_env *env, const uint8_t *at,
				size_t *used, bool *over, struct talk_end *end)
{
	struct frame frame;
	switch (codec_reader_next(env->reader, &frame)) {
	case codec_next_end:
		*over = true;
		return talk_done;
	case codec_next_malformed:
		return refuse(end, err_malformed, codec_reader_reason(env->reader));
	case codec_next_unknown: /* a newer client's [WIRE-3] */
	case codec_next_frame:
		break;
	}
	talk->allowance -= THOUSAND;
	*used = (size_t)(frame.whole.at - at) + frame.whole.size;
	return take_frame(talk, env, &frame, end);
}

enum talk_next talk_take(struct talk *talk, const struct talk_env *env, const uint8_t *at,
			 size_t size, size_t *used, struct talk_end *end)
{
	*used = 0;
	const char *reason = codec_reader_start(env->reader, at, size);
	if (reason)
		return refuse(end, err_malformed, reason);
	if (!size)
		return refuse(end, err_malformed, "an empty message");
	for (;;) {
		if (*used == size)
			return talk_done;
		enum talk_next next = pause(talk, env);
		if (next != talk_done)
			return next;
		bool over = false;
		next = take_next(talk, env, at, used, &over, end);
		if (over)
			*used = size;
		if (next != talk_done || over)
			return next;
	}
}
