/* Commands that are decided, stored and answered together.
 *
 *     waiting ── batch_run() ──► on its way to the log ── batch_appended() ──► answered
 *        ▲                                      │
 *        └── lost: somebody else was faster ────┘
 */
#ifndef BOGEN_SERVER_CORE_BATCH_H
#define BOGEN_SERVER_CORE_BATCH_H

#include "protocol/errors.h"
#include "server/core/disk.h"
#include "server/core/message_queue.h"

struct session;

/* What a command of the batch under way will be answered. */
struct verdict {
	struct conn_id conn;
	uint64_t number;
	enum err err;
	char *detail; /* in the batch's arena */
	uint64_t retry_ms;
	uint64_t seq; /* done: of the entry, or of the one that a repeated command had */
	uint32_t result;
	enum command_kind command;
	uint8_t token_hash[32]; /* join */
};

struct batch {
	struct message_queue messages; /* kept until the outcome is known */
	struct verdict *verdicts;
	uint32_t count, room;
	struct disk_blank *blanks;
	uint32_t blank_count;
	uint32_t *keys_dropped; /* ballots that it ends */
	uint32_t keys_dropped_count;
};

void batch_take(struct session *session, struct core_message *command); /* takes */
void batch_run(struct session *session);
void batch_appended(struct session *session, struct disk_append *append); /* borrows */

/* Answers all verdicts of a batch that did not reach the log, or needed not to. */
void batch_answer(struct session *session, enum log_outcome outcome);

#endif
