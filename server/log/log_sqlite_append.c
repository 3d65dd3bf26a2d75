/* Appending entries: one transaction for all that came together. */
#include <stdlib.h>
#include <string.h>

#include "server/log/entry.h"
#include "server/log/log_sqlite_store.h"

static int put_rows(struct log_sqlite *log, struct session_id session, const struct log_part *part)
{
	sqlite3_stmt *statement = log->statements[st_put_row];
	int result = SQLITE_OK;

	store_bind_number(statement, 1, session.n);
	for (uint32_t i = 0; i < part->row_count && result == SQLITE_OK; i++) {
		const struct log_row *row = &part->rows[i];

		store_bind_number(statement, 2, row->kind);
		for (uint32_t k = 0; k < ROW_KEY_PARTS; k++)
			store_bind_number(statement, (int)(3 + k), row->key[k]);
		store_bind_bytes(statement, 6, row->frame.at, row->frame.size);
		result = store_run(log, st_put_row);
	}
	return result;
}

static int put_entry(struct log_sqlite *log, const struct log_append *append,
		     const uint8_t chain[LOG_HASH_BYTES])
{
	sqlite3_stmt *entry = log->statements[st_put_entry];
	sqlite3_stmt *head = log->statements[st_put_head];
	uint64_t seq = append->expected_seq + 1;

	store_bind_number(entry, 1, append->session.n);
	store_bind_number(entry, 2, seq);
	store_bind_number(entry, 3, append->epoch);
	store_bind_number(entry, 4, append->time_ms);
	store_bind_bytes(entry, 5, chain, LOG_HASH_BYTES);
	store_bind_bytes(entry, 6, log->parts.at, log->parts.size);
	int result = store_run(log, st_put_entry);
	if (result != SQLITE_OK)
		return result;
	store_bind_number(head, 1, append->session.n);
	store_bind_number(head, 2, seq);
	store_bind_bytes(head, 3, chain, LOG_HASH_BYTES);
	store_bind_bytes(head, 4, append->sum, LOG_HASH_BYTES);
	return store_run(log, st_put_head);
}

static int append_one(struct log_sqlite *log, const struct log_append *append, bool *lost)
{
	struct log_head head;
	struct entry_place place = {append->session, append->epoch, append->expected_seq + 1,
				    append->time_ms};
	int result = store_read_head(log, append->session, &head);

	*lost = result == SQLITE_OK && head.seq != append->expected_seq;
	if (result != SQLITE_OK || *lost)
		return result;
	buffer_clear(&log->parts);
	entry_write_parts(&log->parts, append->parts, append->part_count);
	if (!entry_chain(head.chain, &place,
			 (struct bytes){log->parts.at, (uint32_t)log->parts.size}))
		return SQLITE_TOOBIG;
	result = put_entry(log, append, head.chain);
	for (uint32_t i = 0; i < append->part_count && result == SQLITE_OK; i++)
		result = put_rows(log, append->session, &append->parts[i]);
	return result;
}

static bool in_unit(const struct log_append *appends, uint32_t first, uint32_t i)
{
	return i == first ||
	       (i > first && appends[first].group != 0 && appends[i].group == appends[first].group);
}

static bool is_first_of_unit(const struct log_append *appends, uint32_t i)
{
	for (uint32_t before = 0; before < i; before++) {
		if (in_unit(appends, before, i))
			return false;
	}
	return true;
}

/* Appends an entry, or all of a group, or nothing of it. An error is returned only if it spoils the
 * whole transaction. */
static int append_unit(struct log_sqlite *log, struct log_append *appends, uint32_t count,
		       uint32_t first, struct failure *failure)
{
	enum log_outcome outcome = log_appended;
	bool lost = false;
	int result = store_run(log, st_save);

	for (uint32_t i = first; i < count && result == SQLITE_OK && !lost; i++) {
		if (in_unit(appends, first, i))
			result = append_one(log, &appends[i], &lost);
	}
	if (result == SQLITE_TOOBIG || (result & 0xff) == SQLITE_CONSTRAINT) {
		outcome = log_failed;
		store_failed(log, "appending", failure);
		result = sqlite3_get_autocommit(log->db) != 0 ? result : SQLITE_OK;
	} else if (lost) {
		outcome = log_lost;
	}
	if (result == SQLITE_OK && outcome != log_appended)
		result = store_run(log, st_undo);
	if (result == SQLITE_OK)
		result = store_run(log, st_release);
	for (uint32_t i = first; i < count; i++) {
		if (in_unit(appends, first, i))
			appends[i].outcome = outcome;
	}
	return result;
}

static void set_outcomes(struct log_append *appends, uint32_t count, enum log_outcome outcome)
{
	for (uint32_t i = 0; i < count; i++)
		appends[i].outcome = outcome;
}

/* One transaction for all. */
static int append_all(struct log_sqlite *log, struct log_append *appends, uint32_t count,
		      struct failure *failure)
{
	enum log_outcome outcome = log_failed;
	int result = store_run(log, st_begin);

	for (uint32_t i = 0; i < count && result == SQLITE_OK; i++) {
		if (is_first_of_unit(appends, i))
			result = append_unit(log, appends, count, i, failure);
	}
	if (result == SQLITE_OK) {
		result = store_commit(log, &outcome, failure);
	} else {
		store_abandon(log, result, "appending", failure);
	}
	if (outcome != log_appended)
		set_outcomes(appends, count, outcome);
	return result;
}

void log_sqlite_append(struct log *base, struct log_append *appends, uint32_t count,
		       struct failure *failure)
{
	struct log_sqlite *log = store_of(base);

	if (store_is_broken(log, failure)) {
		set_outcomes(appends, count, log_unknown);
		return;
	}
	if (!store_wal_has_room(log, failure)) {
		set_outcomes(appends, count, log_failed);
		return;
	}
	int result = append_all(log, appends, count, failure);
	if (store_give_reserve(log))
		result = append_all(log, appends, count, failure);
	log->heads_changed |= result == SQLITE_OK;
}
