/* Taking rows out of the history: their parts are replaced by hashes. */
#include "server/log/entry.h"
#include "server/log/log_sqlite_store.h"

static int put_parts(struct log_sqlite *log, int64_t id)
{
	sqlite3_stmt *statement = log->statements[st_put_parts];

	sqlite3_bind_int64(statement, 1, id);
	store_bind_bytes(statement, 2, log->parts.at, log->parts.size);
	return store_run(log, st_put_parts);
}

/* Each entry is changed in its place while the history is walked by number: the walk neither
 * moves nor meets an entry twice. */
static int blank_history(struct log_sqlite *log, struct session_id session, uint8_t kind,
			 const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked)
{
	sqlite3_stmt *statement = log->statements[st_history];
	int result;

	store_bind_number(statement, 1, session.n);
	store_bind_number(statement, 2, before);
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		struct bytes parts = {sqlite3_column_blob(statement, 2),
				      (uint32_t)sqlite3_column_bytes(statement, 2)};
		bool last = (uint64_t)sqlite3_column_int64(statement, 1) == before;

		buffer_clear(&log->parts);
		int64_t count = entry_blank(&log->parts, parts, kind, key, last);
		result = SQLITE_OK;
		if (count < 0)
			result = SQLITE_CORRUPT;
		else if (count > 0)
			result = put_parts(log, sqlite3_column_int64(statement, 0));
		if (result != SQLITE_OK)
			break;
		*blanked += (uint32_t)count;
	}
	sqlite3_reset(statement);
	return result == SQLITE_DONE ? SQLITE_OK : result;
}

bool log_sqlite_blank(struct log *base, struct session_id session, uint8_t kind,
		      const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked,
		      struct failure *failure)
{
	struct log_sqlite *log = store_of(base);
	enum log_outcome outcome = log_failed;

	*blanked = 0;
	if (store_is_broken(log, failure))
		return false;
	int result = store_run(log, st_begin);
	if (result == SQLITE_OK)
		result = blank_history(log, session, kind, key, before, blanked);
	if (result == SQLITE_OK)
		store_commit(log, &outcome, failure);
	else
		store_abandon(log, result, "blanking", failure);
	if (outcome != log_appended) {
		*blanked = 0;
		return false;
	}
	/* The old bytes leave database and write-ahead log by a checkpoint that empties it. If
	 * a backup is reading them, tend() does it as soon as that ends. */
	log->empty_wal = true;
	result = store_checkpoint(log, SQLITE_CHECKPOINT_TRUNCATE);
	return result == SQLITE_OK || result == SQLITE_BUSY ||
	       store_failed(log, "emptying the write-ahead log", failure);
}
