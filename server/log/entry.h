/* Entries as bytes, and their place in the hash chain: the same for every log.
 *
 * An entry's parts stand one behind the other; all numbers are little-endian:
 *
 *   part     u8 form   u32 size   `size` bytes
 *            form 1, full:     salt[16] u32 person u32 device u64 number u8 command u32 row_count,
 *                              then row_count rows
 *            form 2, blanked:  the 32 bytes of the part's hash
 *   row      u8 kind   u32 key[3]   u32 size   `size` bytes, the encoded row frame
 *
 *   hash of a part   = SHA-256(its `size` bytes while it was full)
 *   chain of entry n = SHA-256(chain of entry n-1 [32 zeros for the first], u32 session, u64 epoch,
 *                      u64 seq, u64 time_ms, u32 part_count, the hash of each part)
 *
 * Owns nothing; knows nothing of files. */
#ifndef BOGEN_SERVER_LOG_ENTRY_H
#define BOGEN_SERVER_LOG_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "server/log/log.h"

/* Appends the encoded parts to `parts`. */
void entry_write_parts(struct buffer *parts, const struct log_part *from, uint32_t count);

/* What the chain covers beside the parts. */
struct entry_place {
	struct session_id session;
	uint64_t epoch, seq, time_ms;
};

/* Moves the chain on by one entry. False if the bytes are no entry's parts. */
bool entry_chain(uint8_t chain[LOG_HASH_BYTES], const struct entry_place *place,
		 struct bytes parts);

/* Reads parts; begin with {parts, false}. */
struct entry_reader {
	struct bytes left; /* borrowed */
	bool damaged;      /* set when a next… function found bytes that make no sense */
};

struct entry_part {
	bool blanked;
	struct bytes body;    /* of a full part: what its hash is over; else the hash */
	struct log_part part; /* of a full part; `rows` is NULL: use entry_next_row */
	struct entry_reader rows;
};

/* False at the end and where the bytes are damaged. */
bool entry_next_part(struct entry_reader *reader, struct entry_part *part);

/* The rows of a full part; the frame is borrowed from the entry. */
bool entry_next_row(struct entry_part *part, struct log_row *row);

void entry_part_hash(const struct entry_part *part, uint8_t hash[LOG_HASH_BYTES]);

/* Appends the parts to `out`, with those that put the row replaced by their hashes; but if
 * `keep_last`, the last of them stays as it is. Returns how many were replaced; -1: damaged. */
int64_t entry_blank(struct buffer *out, struct bytes parts, uint8_t kind,
		    const uint32_t key[ROW_KEY_PARTS], bool keep_last);

/* Whether the frame is the encoded row of that kind and key; `revision` gets what it says. Rows of
 * a kind that this build does not know are taken on trust, with revision 0: a newer one wrote
 * them. */
bool entry_row_fits(const struct log_row *row, uint64_t *revision);

#endif
