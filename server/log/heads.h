/* DIR/head: the heads of all sessions outside the database, so that a database that lost its tail
 * is noticed. A text file, replaced as a whole:
 *
 *   bogen heads 1
 *   SESSION SEQ CHAIN          one line for each session; CHAIN in 64 hexadecimal digits
 *   end SHA256                 of all lines before this one
 *
 * Knows nothing of the database. */
#ifndef BOGEN_SERVER_LOG_HEADS_H
#define BOGEN_SERVER_LOG_HEADS_H

#include "server/log/log.h"

struct heads_line {
	struct session_id session;
	uint64_t seq;
	uint8_t chain[LOG_HASH_BYTES];
};

/* Zeroed is empty. */
struct heads {
	struct heads_line *at;
	uint32_t count, room;
};

void heads_add(struct heads *heads, const struct heads_line *line);
void heads_free(struct heads *heads);

/* Writes a new file beside it, syncs it and puts it in its place. */
bool heads_write(const char *directory, const struct heads *heads, struct failure *failure);

enum heads_read {
	heads_read_ok,
	heads_read_none,    /* there is no such file */
	heads_read_damaged, /* it is not what heads_write wrote */
	heads_read_failed   /* it cannot be read */
};

/* Adds the lines of a file to empty `heads`. */
enum heads_read heads_read(const char *file, struct heads *heads, struct failure *failure);

#endif
