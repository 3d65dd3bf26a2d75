/* The open SQLite log, as the files log_sqlite*.c that implement `struct log_ops` share it. */
#ifndef BOGEN_SERVER_LOG_LOG_SQLITE_STORE_H
#define BOGEN_SERVER_LOG_LOG_SQLITE_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "server/log/log.h"

#define WAL_FRAME_BYTES (4096u + 24u)
#define WAL_FRAMES_TENDED                                                                          \
	2000u                /* longer: checkpointed between rounds; far longer brings stalls      \
			      */
#define WAL_FRAMES_MAX 4000u /* longer: only while the disk has room for as much again */
#define RESERVE_BYTES  (2u * WAL_FRAMES_MAX * WAL_FRAME_BYTES)

enum statement {
	st_begin,
	st_commit,
	st_rollback,
	st_save,
	st_release,
	st_undo,
	st_head,
	st_heads,
	st_last,
	st_put_head,
	st_put_entry,
	st_put_row,
	st_rows,
	st_history,
	st_put_parts,
	statements_end
};

/* After an error that leaves open what is on disk the log is *broken*: it answers nothing more, and
 * the files are left for the next process to recover from and verify. */
struct log_sqlite {
	struct log base;
	sqlite3 *db;
	sqlite3_stmt *statements[statements_end];
	char *directory;
	int lock;
	struct buffer parts; /* of the entry at hand; keeps its memory */
	uint32_t wal_frames; /* in the write-ahead log and not yet in the database, at most */
	bool empty_wal;      /* blanked bytes are still in it */
	bool heads_changed;
	uint64_t heads_ms, warned_ms;
	bool full; /* what the last write, commit or checkpoint said */
	bool broken;
};

/* The members of `struct log_ops` that have files of their own. */
void log_sqlite_append(struct log *base, struct log_append *appends, uint32_t count,
		       struct failure *failure);
bool log_sqlite_blank(struct log *base, struct session_id session, uint8_t kind,
		      const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked,
		      struct failure *failure);

static inline struct log_sqlite *store_of(struct log *log)
{
	return (struct log_sqlite *)log;
}

/* Prepares all statements. */
bool store_prepare(struct log_sqlite *log, struct failure *failure);

/* Fills the failure with what SQLite says; returns false. */
bool store_failed(struct log_sqlite *log, const char *doing, struct failure *failure);

/* Whether an earlier error leaves open what is on disk; fills the failure. */
bool store_is_broken(const struct log_sqlite *log, struct failure *failure);

/* ---- statements; results are SQLite's ---- */

void store_bind_number(sqlite3_stmt *statement, int at, uint64_t number);
void store_bind_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t size);

/* Runs a statement that returns no rows. */
int store_run(struct log_sqlite *log, enum statement which);

/* A session without entries has a head of zeros. */
int store_read_head(struct log_sqlite *log, struct session_id session, struct log_head *head);

/* Commits; what the result means for the transaction is `*outcome`. */
int store_commit(struct log_sqlite *log, enum log_outcome *outcome, struct failure *failure);

/* Ends a transaction after an error in it, before any commit. */
void store_abandon(struct log_sqlite *log, int result, const char *doing, struct failure *failure);

/* ---- the write-ahead log and the reserve ---- */

/* Keeps `wal_frames` from now on. */
void store_watch_wal(struct log_sqlite *log);

/* Moves the write-ahead log into the database, as far as readers (a backup) allow. */
int store_checkpoint(struct log_sqlite *log, int mode);

/* Gives the reserve away if the last error was that the disk (the quota, the largest file size) is
 * full, so that the write-ahead log can be emptied and the session goes on while somebody makes
 * room. True if trying again makes sense. */
bool store_give_reserve(struct log_sqlite *log);

/* False if the write-ahead log must not grow. */
bool store_wal_has_room(struct log_sqlite *log, struct failure *failure);

#endif
