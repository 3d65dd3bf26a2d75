/* The log in one SQLite file: opening and closing, reading, keeping the files in order.
 *
 * One connection writes and runs every checkpoint. Commits sync the write-ahead log before they
 * return; checkpoints move it into the database between rounds, in small steps. */
#include "server/log/log_sqlite.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/log/directory.h"
#include "server/log/entry.h"
#include "server/log/failure.h"
#include "server/log/heads.h"
#include "server/log/log_sqlite_db.h"
#include "server/log/log_sqlite_store.h"

#define HEADS_INTERVAL_MS   1000u
#define WARNING_INTERVAL_MS 60000u

/* ---- reading ---- */

static bool take_row(sqlite3_stmt *statement, struct log_row *row)
{
	uint64_t revision;

	return db_column_row(statement, row) && entry_row_fits(row, &revision);
}

/* The head must be that of the last entry: it is what the next one is decided on. */
static bool check_head(struct log_sqlite *log, struct session_id session, struct log_head *head,
		       struct failure *failure)
{
	sqlite3_stmt *statement = log->statements[st_last];
	uint8_t chain[LOG_HASH_BYTES];
	int read = store_read_head(log, session, head);
	bool same = read == SQLITE_OK;

	store_bind_number(statement, 1, session.n);
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW)
		same &= (uint64_t)sqlite3_column_int64(statement, 0) == head->seq &&
			db_column_hash(statement, 1, chain) &&
			memcmp(chain, head->chain, LOG_HASH_BYTES) == 0;
	else
		same &= head->seq == 0;
	bool failed = (read != SQLITE_OK && read != SQLITE_CORRUPT) ||
		      (result != SQLITE_ROW && result != SQLITE_DONE);
	if (failed)
		store_failed(log, "reading a head", failure);
	else if (!same)
		failure_set(failure, "%s: session %" PRIu32 ": the head is damaged", log->directory,
			    session.n);
	sqlite3_reset(statement);
	return same && !failed;
}

static bool sqlite_read(struct log *base, struct session_id session, struct log_head *head,
			log_row_fn *each, void *context, struct failure *failure)
{
	struct log_sqlite *log = store_of(base);
	sqlite3_stmt *statement = log->statements[st_rows];
	struct log_row row = {0};
	bool ok = true, more = true;
	int result;

	if (store_is_broken(log, failure))
		return false;
	if (!check_head(log, session, head, failure))
		return false;
	store_bind_number(statement, 1, session.n);
	while (ok && more && (result = sqlite3_step(statement)) != SQLITE_DONE) {
		if (result != SQLITE_ROW)
			ok = store_failed(log, "reading rows", failure);
		else if (!take_row(statement, &row))
			ok = failure_set(failure,
					 "%s: session %" PRIu32 ": row %u %" PRIu32 " is damaged",
					 log->directory, session.n, row.kind, row.key[0]);
		else
			more = each(context, &row);
	}
	sqlite3_reset(statement);
	return ok;
}

/* ---- tending ---- */

static bool write_heads(struct log_sqlite *log, struct failure *failure)
{
	sqlite3_stmt *statement = log->statements[st_heads];
	struct heads heads = {0};
	int result;

	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		struct heads_line line = {
			.session = {(uint32_t)sqlite3_column_int64(statement, 0)},
			.seq = (uint64_t)sqlite3_column_int64(statement, 1),
		};

		if (!db_column_hash(statement, 2, line.chain)) {
			result = SQLITE_CORRUPT;
			break;
		}
		heads_add(&heads, &line);
	}
	sqlite3_reset(statement);
	bool ok = result == SQLITE_DONE ? heads_write(log->directory, &heads, failure)
					: store_failed(log, "reading the heads", failure);
	heads_free(&heads);
	log->heads_changed &= !ok;
	return ok;
}

static bool tend_wal(struct log_sqlite *log, struct failure *failure)
{
	if (!log->empty_wal && log->wal_frames < WAL_FRAMES_TENDED)
		return true;
	int mode = log->empty_wal ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
	int result = store_checkpoint(log, mode);
	if (store_give_reserve(log))
		result = store_checkpoint(log, mode);
	return result == SQLITE_OK || result == SQLITE_BUSY ||
	       store_failed(log, "emptying the write-ahead log", failure);
}

static bool is_due(uint64_t *last_ms, uint64_t now_ms, uint64_t interval_ms)
{
	bool due = *last_ms == 0 || now_ms < *last_ms || now_ms - *last_ms >= interval_ms;

	if (due)
		*last_ms = now_ms;
	return due;
}

static bool sqlite_tend(struct log *base, uint64_t now_ms, struct failure *failure)
{
	struct log_sqlite *log = store_of(base);

	if (store_is_broken(log, failure))
		return false;
	bool ok = tend_wal(log, failure);
	if (log->heads_changed && is_due(&log->heads_ms, now_ms, HEADS_INTERVAL_MS))
		ok &= write_heads(log, failure);
	if (ok && is_due(&log->warned_ms, now_ms, WARNING_INTERVAL_MS) &&
	    !directory_keep_reserve(log->directory, RESERVE_BYTES))
		ok = failure_set(failure,
				 "%s: the disk is nearly full: no room for a reserve of %u MiB",
				 log->directory, RESERVE_BYTES >> 20);
	return ok;
}

/* ---- opening and closing ---- */

/* Frees all; the files stay as they are. */
static void let_go(struct log_sqlite *log)
{
	for (int i = 0; i < statements_end; i++)
		sqlite3_finalize(log->statements[i]);
	sqlite3_close(log->db);
	if (log->lock >= 0)
		close(log->lock);
	buffer_free(&log->parts);
	free(log->directory);
	free(log);
}

static void sqlite_close(struct log *base)
{
	struct log_sqlite *log = store_of(base);
	struct failure failure;

	/* Whoever opens next finds out what an error here left; nothing is lost by it. */
	if (!log->broken) {
		if (log->heads_changed)
			write_heads(log, &failure);
		store_checkpoint(log, SQLITE_CHECKPOINT_TRUNCATE);
	}
	if (!log->broken)
		sqlite3_db_config(log->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	let_go(log);
}

static const struct log_ops ops = {log_sqlite_append, sqlite_read, log_sqlite_blank, sqlite_tend,
				   sqlite_close};

/* Refuses a database that is not what DIR/head says it was. */
static bool check_heads(struct log_sqlite *log, bool accept_lost_tail, struct failure *failure)
{
	char *file = directory_path(log->directory, "head");
	struct heads heads = {0};
	enum heads_read read = heads_read(file, &heads, failure);
	enum db_heads compared = db_heads_hold;

	if (read == heads_read_ok)
		compared = db_compare_heads(log->db, &heads, failure);
	log->heads_changed = read != heads_read_ok || compared != db_heads_hold;
	heads_free(&heads);
	free(file);
	if (compared == db_heads_failed || read == heads_read_failed)
		return false;
	return accept_lost_tail || (compared == db_heads_hold && read != heads_read_damaged);
}

static bool open_database(struct log_sqlite *log, bool accept_lost_tail, struct failure *failure)
{
	char *file = directory_path(log->directory, DB_FILE);

	log->lock = directory_lock(log->directory, failure);
	if (log->lock >= 0)
		log->db = db_open(file, failure);
	free(file);
	if (log->db == NULL || !store_prepare(log, failure) ||
	    !check_heads(log, accept_lost_tail, failure))
		return false;
	store_watch_wal(log);
	/* What was recovered from the write-ahead log goes into the database before it is served:
	 * after a failed sync it may be in memory only. */
	int result = store_checkpoint(log, SQLITE_CHECKPOINT_TRUNCATE);
	if (result != SQLITE_OK && result != SQLITE_BUSY && !log->full)
		return store_failed(log, "emptying the write-ahead log", failure);
	return !log->heads_changed || write_heads(log, failure);
}

struct log *log_sqlite_open(const char *directory, bool accept_lost_tail, struct failure *failure)
{
	struct log_sqlite *log = calloc(1, sizeof(*log));

	if (log == NULL)
		abort();
	log->base.ops = &ops;
	log->lock = -1;
	log->directory = strdup(directory);
	if (log->directory == NULL)
		abort();
	if (!open_database(log, accept_lost_tail, failure)) {
		let_go(log);
		return NULL;
	}
	return &log->base;
}
