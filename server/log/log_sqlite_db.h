/* What the files log_sqlite*.c share: opening the database, its format, its heads. Only they
 * include this header, and only they know SQLite. */
#ifndef BOGEN_SERVER_LOG_LOG_SQLITE_DB_H
#define BOGEN_SERVER_LOG_LOG_SQLITE_DB_H

#include <sqlite3.h>
#include <stdbool.h>

#include "server/log/heads.h"
#include "server/log/log.h"

#define DB_FILE    "bogen.db"
#define DB_BUSY_MS 2000 /* how long to wait for somebody's own sqlite3 on the database */

/* Opens a database for writing, creates it (readable by its owner only) if it is not there. It
 * never checkpoints by itself. Returns owned or NULL. */
sqlite3 *db_open(const char *file, struct failure *failure);

/* Opens a database that others may be writing to, without ever changing it. Returns owned or
 * NULL. */
sqlite3 *db_open_to_read(const char *file, struct failure *failure);

/* Fills the failure with what SQLite says; returns false. */
bool db_failed(sqlite3 *db, const char *doing, struct failure *failure);

bool db_exec(sqlite3 *db, const char *sql, struct failure *failure);

/* Returns owned (sqlite3_finalize) or NULL. */
sqlite3_stmt *db_prepare(sqlite3 *db, const char *sql, struct failure *failure);

/* The hash in a column; false if there is something else. */
bool db_column_hash(sqlite3_stmt *statement, int column, uint8_t hash[LOG_HASH_BYTES]);

/* The row in the columns kind, key1, key2, key3, frame; borrowed until the next step. False if
 * these are values that no row has. */
bool db_column_row(sqlite3_stmt *statement, struct log_row *row);

enum db_heads {
	db_heads_hold,   /* each entry that `heads` names is there */
	db_heads_behind, /* at least one is missing or another: the tail is lost */
	db_heads_failed  /* the database cannot be read */
};
enum db_heads db_compare_heads(sqlite3 *db, const struct heads *heads, struct failure *failure);

#endif
