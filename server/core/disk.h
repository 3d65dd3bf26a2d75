/* The requests that the core makes of the disk thread, and their answers: the same struct goes
 * there and comes back. */
#ifndef BOGEN_SERVER_CORE_DISK_H
#define BOGEN_SERVER_CORE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "server/core/arena.h"
#include "server/log/log.h"

/* Read a session. The disk thread fills in everything below the line. */
struct disk_load {
	struct session_id session;
	/* ---- */
	bool ok;
	struct failure failure; /* unless ok */
	struct log_head head;
	struct buffer frames; /* the encoded row frames one behind the other */
	uint32_t row_count;
};

/* Append entries (usually one). `appends`, their parts, rows and frames all lie in memory that
 * this request owns. */
struct disk_append {
	struct log_append *appends;
	uint32_t count;
	struct arena arena; /* where all of that lies */
	/* ---- */
	struct failure failure; /* of the first outcome that is failed or unknown */
};

/* A row whose older versions are to leave the history: follows the append that replaced it. */
struct disk_blank {
	struct session_id session;
	uint8_t kind;
	uint32_t key[ROW_KEY_PARTS];
	uint64_t before;
};

enum disk_message_kind { disk_message_load, disk_message_append, disk_message_blank };

struct disk_message {
	struct disk_message *next; /* the queue's */
	enum disk_message_kind kind;
	union {
		struct disk_load *load;     /* owned */
		struct disk_append *append; /* owned */
		struct disk_blank blank;
	};
};

struct disk_message *disk_message_new(enum disk_message_kind kind); /* returns owned, zeroed */
void disk_message_free(struct disk_message *message);
void disk_load_free(struct disk_load *load);
void disk_append_free(struct disk_append *append);

#endif
