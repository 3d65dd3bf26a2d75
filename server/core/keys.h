/* Keys of confidential ballots: those in memory, and what stands in a key's file.
 *
 * Owns the memory that keys lie in, and wipes it. Knows nothing of sessions or of when a ballot has
 * a key (session_keys.h). */
#ifndef BOGEN_SERVER_CORE_KEYS_H
#define BOGEN_SERVER_CORE_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/records.h"

#define KEY_BYTES 32u

struct key {
	uint32_t ballot;
	bool pending; /* made by a batch whose outcome is not known yet */
	uint8_t bytes[KEY_BYTES];
};

/* Zeroed is empty. */
struct keys {
	struct key *at;
	uint32_t count, room;
};

/* The ballot's key, or NULL. */
const struct key *keys_find(const struct keys *keys, uint32_t ballot);
/* Copies; takes the place of the ballot's key if there is one. */
void keys_put(struct keys *keys, const struct key *key);
void keys_remove(struct keys *keys, uint32_t ballot);
void keys_clear(struct keys *keys);

/* A key's file: whose key it is, the key, and a check over both, so that a file that was cut short,
 * changed or put in another's place is seen to be no key of this ballot. */
#define KEY_RECORD_BYTES 80u

void key_record_write(struct session_id session, const struct key *key,
		      uint8_t record[KEY_RECORD_BYTES]);
/* Fills `key`; false if the record is not this ballot's. */
bool key_record_read(struct bytes record, struct session_id session, uint32_t ballot,
		     struct key *key);

#endif
