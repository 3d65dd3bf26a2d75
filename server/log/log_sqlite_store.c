/* The open SQLite log: statements, transactions, and how large the write-ahead log may become. */
#include "server/log/log_sqlite_store.h"

#include <errno.h>

#include "server/log/directory.h"
#include "server/log/failure.h"
#include "server/log/log_sqlite_db.h"

static const char *const sql[statements_end] = {
	[st_begin] = "BEGIN IMMEDIATE",
	[st_commit] = "COMMIT",
	[st_rollback] = "ROLLBACK",
	[st_save] = "SAVEPOINT unit",
	[st_release] = "RELEASE unit",
	[st_undo] = "ROLLBACK TO unit",
	[st_head] = "SELECT seq, chain, sum FROM head WHERE session = ?1",
	[st_heads] = "SELECT session, seq, chain FROM head ORDER BY session",
	[st_last] = "SELECT seq, chain FROM entry WHERE session = ?1 ORDER BY seq DESC LIMIT 1",
	[st_put_head] = "INSERT INTO head (session, seq, chain, sum) VALUES (?1, ?2, ?3, ?4)"
			" ON CONFLICT DO UPDATE SET seq = ?2, chain = ?3, sum = ?4",
	[st_put_entry] = "INSERT INTO entry (session, seq, epoch, time_ms, chain, parts)"
			 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[st_put_row] = "INSERT INTO row (session, kind, key1, key2, key3, frame)"
		       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		       " ON CONFLICT DO UPDATE SET frame = ?6",
	[st_rows] = "SELECT kind, key1, key2, key3, frame FROM row WHERE session = ?1",
	[st_history] = "SELECT id, seq, parts FROM entry WHERE session = ?1 AND seq <= ?2",
	[st_put_parts] = "UPDATE entry SET parts = ?2 WHERE id = ?1",
};

bool store_failed(struct log_sqlite *log, const char *doing, struct failure *failure)
{
	return db_failed(log->db, doing, failure);
}

bool store_is_broken(const struct log_sqlite *log, struct failure *failure)
{
	if (log->broken)
		failure_set(failure,
			    "%s: an earlier input or output error leaves open what is stored; "
			    "start again to find out",
			    log->directory);
	return log->broken;
}

/* ---- statements ---- */

bool store_prepare(struct log_sqlite *log, struct failure *failure)
{
	for (int i = 0; i < statements_end; i++) {
		log->statements[i] = db_prepare(log->db, sql[i], failure);
		if (log->statements[i] == NULL)
			return false;
	}
	return true;
}

void store_bind_number(sqlite3_stmt *statement, int at, uint64_t number)
{
	sqlite3_bind_int64(statement, at, (sqlite3_int64)number);
}

void store_bind_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t size)
{
	sqlite3_bind_blob64(statement, at, size > 0 ? bytes : "", size, SQLITE_STATIC);
}

int store_run(struct log_sqlite *log, enum statement which)
{
	int result = sqlite3_step(log->statements[which]);

	sqlite3_reset(log->statements[which]);
	return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* What the system last said to a failing write: `file` is SQLITE_FCNTL_JOURNAL_POINTER (the
 * write-ahead log) or SQLITE_FCNTL_FILE_POINTER (the database). sqlite3_system_errno() does not
 * know it after a COMMIT. */
static int system_error(struct log_sqlite *log, int file)
{
	sqlite3_file *opened = NULL;
	int error = 0;

	if (sqlite3_file_control(log->db, "main", file, &opened) == SQLITE_OK && opened != NULL &&
	    opened->pMethods != NULL)
		opened->pMethods->xFileControl(opened, SQLITE_FCNTL_LAST_ERRNO, &error);
	return error;
}

/* A write for which there was no room was not done, so a transaction that met it is certainly not
 * committed. After any other error of the disk nothing is tried again: a second fsync would say
 * that all is well although the first one lost pages. */
static void note_error(struct log_sqlite *log, int result, int file)
{
	int primary = result & 0xff;

	log->full = primary == SQLITE_FULL;
	if (result == SQLITE_IOERR_WRITE) {
		int error = system_error(log, file);

		log->full = error == EDQUOT || error == EFBIG;
	}
	log->broken |= primary == SQLITE_IOERR && !log->full;
}

static void roll_back(struct log_sqlite *log)
{
	if (sqlite3_get_autocommit(log->db) == 0 && store_run(log, st_rollback) != SQLITE_OK)
		log->broken = true;
}

void store_abandon(struct log_sqlite *log, int result, const char *doing, struct failure *failure)
{
	store_failed(log, doing, failure);
	note_error(log, result, SQLITE_FCNTL_JOURNAL_POINTER);
	roll_back(log);
}

int store_commit(struct log_sqlite *log, enum log_outcome *outcome, struct failure *failure)
{
	int result = store_run(log, st_commit);

	note_error(log, result, SQLITE_FCNTL_JOURNAL_POINTER);
	if (result != SQLITE_OK)
		store_failed(log, "committing", failure);
	if (result == SQLITE_OK) {
		*outcome = log_appended;
	} else if (log->full || (result & 0xff) == SQLITE_BUSY) {
		*outcome = log_failed;
		roll_back(log);
	} else {
		*outcome = log_unknown;
		log->broken = true;
	}
	return result;
}

int store_read_head(struct log_sqlite *log, struct session_id session, struct log_head *head)
{
	sqlite3_stmt *statement = log->statements[st_head];

	*head = (struct log_head){0};
	store_bind_number(statement, 1, session.n);
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		head->seq = (uint64_t)sqlite3_column_int64(statement, 0);
		bool ok = db_column_hash(statement, 1, head->chain) &&
			  db_column_hash(statement, 2, head->sum);
		result = ok ? SQLITE_OK : SQLITE_CORRUPT;
	} else if (result == SQLITE_DONE) {
		result = SQLITE_OK;
	}
	sqlite3_reset(statement);
	return result;
}

/* ---- the write-ahead log and the reserve ---- */

static int note_wal_frames(void *context, sqlite3 *db, const char *name, int frames)
{
	struct log_sqlite *log = context;

	(void)db;
	(void)name;
	log->wal_frames = (uint32_t)frames;
	return SQLITE_OK;
}

void store_watch_wal(struct log_sqlite *log)
{
	sqlite3_wal_hook(log->db, note_wal_frames, log);
}

int store_checkpoint(struct log_sqlite *log, int mode)
{
	int frames = 0, done = 0;

	/* Not to wait for a backup: appends would wait too. */
	sqlite3_busy_timeout(log->db, 0);
	int result = sqlite3_wal_checkpoint_v2(log->db, NULL, mode, &frames, &done);
	sqlite3_busy_timeout(log->db, DB_BUSY_MS);

	note_error(log, result, SQLITE_FCNTL_FILE_POINTER);
	if (result == SQLITE_OK) {
		log->wal_frames = frames > done ? (uint32_t)frames : 0;
		if (mode == SQLITE_CHECKPOINT_TRUNCATE)
			log->empty_wal = false;
	}
	return result;
}

bool store_give_reserve(struct log_sqlite *log)
{
	if (!log->full || log->broken || !directory_give_reserve(log->directory))
		return false;
	log->warned_ms = 0;
	store_checkpoint(log, SQLITE_CHECKPOINT_TRUNCATE);
	return !log->broken;
}

bool store_wal_has_room(struct log_sqlite *log, struct failure *failure)
{
	if (log->wal_frames <= WAL_FRAMES_MAX)
		return true;
	store_checkpoint(log, SQLITE_CHECKPOINT_PASSIVE);

	uint64_t bytes = (uint64_t)log->wal_frames * WAL_FRAME_BYTES;
	if (log->wal_frames <= WAL_FRAMES_MAX || directory_free_bytes(log->directory) >= bytes)
		return true;
	return failure_set(failure,
			   "%s: the write-ahead log cannot be emptied (is a backup under way?) and "
			   "the disk has no room for it to grow",
			   log->directory);
}
