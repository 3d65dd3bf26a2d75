/* What one client says: messages to frames to core_messages, and when to stop listening.
 *
 * Owns the account of one connection: whether it has said hello, what is unanswered, how fast it
 * speaks. Knows nothing of sockets; the clock is handed in. */
#ifndef BOGEN_SERVER_EDGE_TALK_H
#define BOGEN_SERVER_EDGE_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/core/message.h"

/* A connection with this much unanswered is not listened to [CMD-1]. */
#define TALK_UNANSWERED_BYTES_MAX 65536u

struct talk_env {
	struct codec_reader *reader; /* borrowed; used during a call only */
	uint32_t frames_per_second, frames_burst;
	uint64_t now_ms;  /* of a clock that never goes back */
	uint64_t time_ms; /* since 1970 [WIRE-6] */
	void *context;
	void (*to_core)(void *context, struct core_message *message); /* takes */
	void (*answer)(void *context, struct edge_message *message);  /* takes: a pong */
	/* How many messages wait for the connection's socket. */
	uint32_t (*waiting)(void *context, struct conn_id conn);
};

struct talk {
	struct conn_id conn;
	enum language language; /* of the hello; language_none before */
	bool greeted;
	bool page_owed; /* a read is unanswered */
	uint32_t unanswered, unanswered_bytes;
	uint32_t allowance; /* thousandths of a frame */
	uint64_t allowed_at_ms;
};

enum talk_next {
	talk_done, /* all of the message was taken */
	talk_wait, /* stop listening until answers have gone out */
	talk_rest, /* stop listening for a moment: too many frames a second */
	talk_close /* close with `err` and `detail` */
};

/* Why a connection is to be closed. */
struct talk_end {
	enum err err;
	const char *detail; /* English words, static or borrowed from the reader; "" if none */
};

void talk_begin(struct talk *talk, struct conn_id conn, const struct talk_env *env);

/* Takes the frames of a whole message, or of what was left of one. `*used` is how many bytes of it
 * were taken; the rest is to be given again later. */
enum talk_next talk_take(struct talk *talk, const struct talk_env *env, const uint8_t *at,
			 size_t size, size_t *used, struct talk_end *end);

/* An answer to so many commands has gone out. */
void talk_answered(struct talk *talk, uint32_t commands);

/* Whether it may be listened to as far as what it is owed goes. */
bool talk_may_go_on(const struct talk *talk, const struct talk_env *env);

#endif
