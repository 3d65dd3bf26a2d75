/* Opening the database, its format, its heads. */
#include "server/log/log_sqlite_db.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "server/log/failure.h"

/* PRAGMA application_id, "Bogn", tells our databases from others; PRAGMA user_version is the
 * version of the format. See README.md for what the columns hold. */
#define APPLICATION_ID 0x426f676e
#define FORMAT_VERSION 1

static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, session INTEGER NOT NULL,"
	" seq INTEGER NOT NULL, epoch INTEGER NOT NULL, time_ms INTEGER NOT NULL,"
	" chain BLOB NOT NULL, parts BLOB NOT NULL, UNIQUE (session, seq)) STRICT;"
	"CREATE TABLE row (session INTEGER NOT NULL, kind INTEGER NOT NULL,"
	" key1 INTEGER NOT NULL, key2 INTEGER NOT NULL, key3 INTEGER NOT NULL,"
	" frame BLOB NOT NULL, PRIMARY KEY (session, kind, key1, key2, key3))"
	" STRICT, WITHOUT ROWID;"
	"CREATE TABLE head (session INTEGER PRIMARY KEY, seq INTEGER NOT NULL,"
	" chain BLOB NOT NULL, sum BLOB NOT NULL) STRICT;"
	"PRAGMA application_id = 0x426f676e;"
	"PRAGMA user_version = 1;"
	"COMMIT";

bool db_failed(sqlite3 *db, const char *doing, struct failure *failure)
{
	return failure_set(failure, "%s: %s: %s (SQLite error %d)", sqlite3_db_filename(db, "main"),
			   doing, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
}

bool db_exec(sqlite3 *db, const char *sql, struct failure *failure)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || db_failed(db, sql, failure);
}

sqlite3_stmt *db_prepare(sqlite3 *db, const char *sql, struct failure *failure)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
	    SQLITE_OK)
		db_failed(db, sql, failure);
	return statement;
}

bool db_column_hash(sqlite3_stmt *statement, int column, uint8_t hash[LOG_HASH_BYTES])
{
	const void *at = sqlite3_column_blob(statement, column);

	if (at == NULL || sqlite3_column_bytes(statement, column) != LOG_HASH_BYTES)
		return false;
	memcpy(hash, at, LOG_HASH_BYTES);
	return true;
}

bool db_column_row(sqlite3_stmt *statement, struct log_row *row)
{
	sqlite3_int64 kind = sqlite3_column_int64(statement, 0);
	bool ok = kind >= 0 && kind <= UINT8_MAX;

	row->kind = (uint8_t)kind;
	for (int k = 0; k < (int)ROW_KEY_PARTS; k++) {
		sqlite3_int64 part = sqlite3_column_int64(statement, 1 + k);

		ok &= part >= 0 && part <= UINT32_MAX;
		row->key[k] = (uint32_t)part;
	}
	row->frame.at = sqlite3_column_blob(statement, 4);
	row->frame.size = (uint32_t)sqlite3_column_bytes(statement, 4);
	return ok && row->frame.at != NULL;
}

/* ---- opening ---- */

static sqlite3 *open_with(const char *file, int flags, struct failure *failure)
{
	sqlite3 *db = NULL;
	int result = sqlite3_open_v2(file, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (result != SQLITE_OK) {
		failure_set(failure, "%s cannot be opened: %s", file,
			    db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(result));
		sqlite3_close(db);
		return NULL;
	}
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, DB_BUSY_MS);
	/* One connection runs every checkpoint, and only when it says so. */
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return db;
}

static bool read_number(sqlite3 *db, const char *sql, int64_t *number, struct failure *failure)
{
	sqlite3_stmt *statement = db_prepare(db, sql, failure);
	bool ok = statement != NULL;

	if (ok) {
		ok = sqlite3_step(statement) == SQLITE_ROW;
		if (ok)
			*number = sqlite3_column_int64(statement, 0);
		else
			db_failed(db, sql, failure);
	}
	sqlite3_finalize(statement);
	return ok;
}

/* Fails unless the database is ours, of this version; an empty one is given the tables if it may
 * be. */
static bool check_format(sqlite3 *db, bool create, struct failure *failure)
{
	const char *file = sqlite3_db_filename(db, "main");
	int64_t application = 0, version = 0, tables = 0;

	if (!read_number(db, "PRAGMA application_id", &application, failure) ||
	    !read_number(db, "PRAGMA user_version", &version, failure) ||
	    !read_number(db, "SELECT count(*) FROM sqlite_schema", &tables, failure))
		return false;
	if (create && application == 0 && version == 0 && tables == 0)
		return db_exec(db, schema, failure);
	if (application != APPLICATION_ID)
		return failure_set(failure, "%s is no database of Bogen", file);
	if (version != FORMAT_VERSION)
		return failure_set(failure,
				   "%s was written by another version of Bogen (format %" PRId64
				   ", this one knows format %d)",
				   file, version, FORMAT_VERSION);
	return true;
}

static bool set_up(sqlite3 *db, struct failure *failure)
{
	sqlite3_stmt *statement = db_prepare(db, "PRAGMA journal_mode = WAL", failure);
	bool ok = statement != NULL;

	if (ok && (sqlite3_step(statement) != SQLITE_ROW ||
		   strcmp((const char *)sqlite3_column_text(statement, 0), "wal") != 0))
		ok = db_failed(db, "no write-ahead log on this file system", failure);
	sqlite3_finalize(statement);
	/* FULL: NORMAL lost acknowledged data in power cuts. Temporary data in memory: it may be
	 * personal, and belongs in no other folder. */
	return ok && db_exec(db,
			     "PRAGMA synchronous = FULL;"
			     "PRAGMA wal_autocheckpoint = 0;"
			     "PRAGMA journal_size_limit = 16777216;"
			     "PRAGMA secure_delete = ON;"
			     "PRAGMA temp_store = MEMORY;"
			     "PRAGMA mmap_size = 0;"
			     "PRAGMA foreign_keys = ON;"
			     "PRAGMA cell_size_check = ON;"
			     "PRAGMA cache_size = -65536",
			     failure);
}

sqlite3 *db_open(const char *file, struct failure *failure)
{
	/* SQLite gives its other files the mode of this one. */
	int created = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (created >= 0)
		close(created);
	else if (errno != EEXIST) {
		failure_set(failure, "%s cannot be created: %s", file, strerror(errno));
		return NULL;
	}

	sqlite3 *db = open_with(file, SQLITE_OPEN_READWRITE, failure);
	if (db != NULL && (!check_format(db, true, failure) || !set_up(db, failure))) {
		sqlite3_close(db);
		db = NULL;
	}
	return db;
}

sqlite3 *db_open_to_read(const char *file, struct failure *failure)
{
	sqlite3 *db = open_with(file, SQLITE_OPEN_READONLY, failure);

	if (db != NULL && (!db_exec(db, "PRAGMA cell_size_check = ON", failure) ||
			   !check_format(db, false, failure))) {
		sqlite3_close(db);
		db = NULL;
	}
	return db;
}

/* ---- heads ---- */

/* How far the session goes as `line` knows it: SQLITE_ROW and `*seq`, or an error. `same` is false
 * if it does not reach to the line's entry, or that is another. */
static int compare_line(sqlite3_stmt *statement, const struct heads_line *line, bool *same,
			uint64_t *seq)
{
	uint8_t chain[LOG_HASH_BYTES];

	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, line->session.n);
	sqlite3_bind_int64(statement, 2, (sqlite3_int64)line->seq);
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		*seq = (uint64_t)sqlite3_column_int64(statement, 0);
		*same = db_column_hash(statement, 1, chain) &&
			memcmp(chain, line->chain, LOG_HASH_BYTES) == 0;
	}
	return result;
}

static void describe_lost(const char *file, const struct heads_line *first, uint64_t seq,
			  uint32_t others, struct failure *failure)
{
	char rest[64] = "";

	if (others > 0)
		snprintf(rest, sizeof(rest),
			 ", and so are the last entries of %" PRIu32 " more sessions", others);
	if (seq < first->seq)
		failure_set(failure,
			    "%s has lost its tail: in session %" PRIu32 " the entries %" PRIu64
			    " to %" PRIu64 " are missing%s",
			    file, first->session.n, seq + 1, first->seq, rest);
	else
		failure_set(failure,
			    "%s has lost its tail: in session %" PRIu32 " entry %" PRIu64
			    " is not the one that was written there%s",
			    file, first->session.n, first->seq, rest);
}

enum db_heads db_compare_heads(sqlite3 *db, const struct heads *heads, struct failure *failure)
{
	static const char sql[] = "SELECT ifnull((SELECT seq FROM head WHERE session = ?1), 0),"
				  " (SELECT chain FROM entry WHERE session = ?1 AND seq = ?2)";
	const struct heads_line *first = NULL;
	uint64_t first_seq = 0;
	uint32_t lost = 0;
	sqlite3_stmt *statement = db_prepare(db, sql, failure);
	enum db_heads result = statement != NULL ? db_heads_hold : db_heads_failed;

	for (uint32_t i = 0; i < heads->count && result == db_heads_hold; i++) {
		bool same = false;
		uint64_t seq = 0;

		if (compare_line(statement, &heads->at[i], &same, &seq) != SQLITE_ROW) {
			db_failed(db, "comparing with DIR/head", failure);
			result = db_heads_failed;
		} else if (!same && lost++ == 0) {
			first = &heads->at[i];
			first_seq = seq;
		}
	}
	if (result == db_heads_hold && lost > 0) {
		describe_lost(sqlite3_db_filename(db, "main"), first, first_seq, lost - 1, failure);
		result = db_heads_behind;
	}
	sqlite3_finalize(statement);
	return result;
}
