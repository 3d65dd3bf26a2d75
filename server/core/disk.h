/* The requests that the core makes of the disk thread, and their answers: the same struct goes
 * there and comes back. */
#ifndef BOGEN_SERVER_CORE_DISK_H
#define BOGEN_SERVER_CORE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "server/core/arena.h"
#include "server/core/keys.h"
#include "server/log/log.h"

/* The file of a ballot's key, as it was read or is to be written. Only the core looks into it. */
struct disk_key {
	struct session_id session;
	uint32_t ballot;
	uint32_t size;                        /* of the record; larger if the file is */
	uint8_t record[KEY_RECORD_BYTES + 1]; /* one more shows a file that is too long */
};

/* Zeroed is empty. */
struct disk_keys {
	struct disk_key *at; /* owned, wiped when it is freed */
	uint32_t count;
};

/* Read a session. The disk thread fills in everything below the line. */
struct disk_load {
	struct session_id session;
	/* ---- */
	bool ok;
	struct failure failure; /* unless ok */
	struct log_head head;
	struct buffer frames; /* the encoded row frames one behind the other */
	uint32_t row_count;
	struct disk_keys keys; /* of the session's ballots, whatever they hold */
};

/* Append entries (usually one). `appends`, their parts, rows and frames all lie in memory that
 * this request owns. */
struct disk_append {
	struct log_append *appends;
	uint32_t count;
	struct arena arena; /* where all of that lies */
	/* Keys that must be on disk before: the append has failed if one cannot be written. They
	 * are removed again if it is not appended. */
	struct disk_keys keys_made;
	/* Ballots whose keys are destroyed as soon as it is appended, before anybody hears of it.
	 */
	uint32_t *keys_dropped; /* owned */
	uint32_t keys_dropped_count;
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

/* Which keys there are, of any session; their records are not read. */
struct disk_key_list {
	bool ok;
	struct failure failure; /* unless ok */
	struct disk_keys keys;
};

/* A key that no open ballot needs. */
struct disk_drop_key {
	struct session_id session;
	uint32_t ballot;
};

enum disk_message_kind {
	disk_message_load,
	disk_message_append,
	disk_message_blank,
	disk_message_list_keys,
	disk_message_drop_key
};

struct disk_message {
	struct disk_message *next; /* the queue's */
	enum disk_message_kind kind;
	union {
		struct disk_load *load;     /* owned */
		struct disk_append *append; /* owned */
		struct disk_blank blank;
		struct disk_key_list *key_list; /* owned */
		struct disk_drop_key drop_key;
	};
};

struct disk_message *disk_message_new(enum disk_message_kind kind); /* returns owned, zeroed */
void disk_message_free(struct disk_message *message);
void disk_load_free(struct disk_load *load);
void disk_append_free(struct disk_append *append);
void disk_key_list_free(struct disk_key_list *list);

void disk_keys_add(struct disk_keys *keys, const struct disk_key *key); /* copies */
void disk_keys_free(struct disk_keys *keys);

#endif
