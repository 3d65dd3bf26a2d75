/* The log in one SQLite file, DIR/bogen.db; SQLite is known to the files log_sqlite*.c only. */
#ifndef BOGEN_SERVER_LOG_LOG_SQLITE_H
#define BOGEN_SERVER_LOG_LOG_SQLITE_H

#include "server/log/log.h"

/* Opens or creates the database in a directory that exists, takes its lock, and compares its heads
 * with DIR/head. Returns owned, or NULL with the reason. A database that lies behind DIR/head has
 * lost its tail: refused unless `accept_lost_tail`. */
struct log *log_sqlite_open(const char *directory, bool accept_lost_tail, struct failure *failure);

/* Writes a copy of the database of `directory` to a new file while a server may be using it:
 * another process, never the one that has the log open. */
bool log_sqlite_backup(const char *directory, const char *file, struct failure *failure);

struct log_verified {
	uint64_t sessions, entries, parts, blanked_parts, rows;
};

/* Recomputes every hash chain and every sum of a database or a backup, and that the current rows
 * are those that the history put last. Changes nothing, and checks one state of it if another
 * process writes meanwhile. False with the first thing found wrong. `head_file` may be NULL. */
bool log_sqlite_verify(const char *file, const char *head_file, struct log_verified *verified,
		       struct failure *failure);

struct row_map; /* protocol/row_map.h */

/* Looks further at the current rows of a session that was found sound; borrowed for the call. False
 * with the reason ends the verification. */
typedef bool log_session_fn(void *context, struct session_id session, const struct row_map *rows,
			    struct failure *failure);
/* The same, and `look` at each session. */
bool log_sqlite_verify_each(const char *file, const char *head_file, log_session_fn *look,
			    void *context, struct log_verified *verified, struct failure *failure);

#endif
