/* Verifying a database: every hash chain, every sum, and that the current rows are those that the
 * history put last. Reads one consistent state, whoever writes meanwhile. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/row_map.h"
#include "server/log/entry.h"
#include "server/log/failure.h"
#include "server/log/log_sqlite.h"
#include "server/log/log_sqlite_db.h"
#include "server/log/rowsum.h"

/* A current row, and whether the history's newest put of it is the same. */
struct checked_row {
	struct row row;
	bool confirmed;
	uint8_t bytes[];
};

struct verifier {
	sqlite3 *db;
	sqlite3_stmt *head, *rows, *entries;
	struct log_verified *counts;
	struct failure *failure;
	log_session_fn *look; /* may be NULL */
	void *look_context;
	/* of the session at hand */
	struct session_id session;
	struct log_head stored, computed; /* head as stored; as far as recomputed */
	struct row_map current;           /* of checked_row, owned */
	uint64_t *blanked;                /* numbers of the entries with blanked parts, rising */
	uint32_t blanked_count, blanked_room;
};

static bool wrong(struct verifier *verifier, uint64_t seq, const char *what)
{
	return failure_set(verifier->failure, "%s: session %" PRIu32 ", entry %" PRIu64 ": %s",
			   sqlite3_db_filename(verifier->db, "main"), verifier->session.n, seq,
			   what);
}

static bool wrong_row(struct verifier *verifier, const struct log_row *row, const char *what)
{
	return failure_set(verifier->failure,
			   "%s: session %" PRIu32 ", row %u %" PRIu32 " %" PRIu32 " %" PRIu32
			   ": %s",
			   sqlite3_db_filename(verifier->db, "main"), verifier->session.n,
			   row->kind, row->key[0], row->key[1], row->key[2], what);
}

/* ---- the current rows ---- */

static struct log_row row_of(const struct checked_row *checked)
{
	struct log_row row = {.kind = checked->row.kind,
			      .frame = {checked->row.bytes, checked->row.size}};

	memcpy(row.key, checked->row.key, sizeof(row.key));
	return row;
}

static bool take_row(struct verifier *verifier, const struct log_row *row)
{
	uint64_t revision;

	if (!entry_row_fits(row, &revision))
		return wrong_row(verifier, row, "damaged");
	if (revision > verifier->stored.seq)
		return wrong_row(verifier, row, "newer than the session's last entry");

	struct checked_row *checked = malloc(sizeof(*checked) + row->frame.size);
	if (checked == NULL)
		abort();
	checked->confirmed = false;
	checked->row = (struct row){.revision = revision,
				    .kind = row->kind,
				    .size = row->frame.size,
				    .bytes = checked->bytes};
	memcpy(checked->row.key, row->key, sizeof(row->key));
	memcpy(checked->bytes, row->frame.at, row->frame.size);
	free(row_map_put(&verifier->current, &checked->row));
	rowsum_add(verifier->computed.sum, row->frame.at, row->frame.size);
	verifier->counts->rows++;
	return true;
}

static bool take_rows(struct verifier *verifier)
{
	sqlite3_stmt *statement = verifier->rows;
	int result;

	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, verifier->session.n);
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		struct log_row row;

		if (!db_column_row(statement, &row))
			return wrong_row(verifier, &row, "no row can have this key");
		if (!take_row(verifier, &row))
			return false;
	}
	return result == SQLITE_DONE || db_failed(verifier->db, "reading rows", verifier->failure);
}

/* ---- the history ---- */

static bool check_put(struct verifier *verifier, uint64_t seq, const struct log_row *put)
{
	uint64_t revision;

	if (!entry_row_fits(put, &revision) || (revision != 0 && revision != seq))
		return wrong(verifier, seq, "it puts a damaged row");

	struct row *row = row_map_find(&verifier->current, (enum row_kind)put->kind, put->key);
	struct checked_row *checked = (struct checked_row *)row;
	if (checked == NULL)
		return wrong_row(verifier, put, "missing, although the history puts it");
	bool same =
		row->size == put->frame.size && memcmp(row->bytes, put->frame.at, row->size) == 0;
	if (row->revision == seq || row->revision == 0)
		checked->confirmed = same;
	else if (row->revision < seq)
		return wrong_row(verifier, put, "older than what the history put last");
	return true;
}

static void note_blanked(struct verifier *verifier, uint64_t seq)
{
	verifier->counts->blanked_parts++;
	if (verifier->blanked_count > 0 && verifier->blanked[verifier->blanked_count - 1] == seq)
		return;
	if (verifier->blanked_count == verifier->blanked_room) {
		verifier->blanked_room =
			verifier->blanked_room > 0 ? verifier->blanked_room * 2 : 64;
		verifier->blanked = realloc(verifier->blanked,
					    verifier->blanked_room * sizeof(*verifier->blanked));
		if (verifier->blanked == NULL)
			abort();
	}
	verifier->blanked[verifier->blanked_count++] = seq;
}

static bool check_parts(struct verifier *verifier, uint64_t seq, struct bytes parts)
{
	struct entry_reader reader = {parts, false};
	struct entry_part part;

	while (entry_next_part(&reader, &part)) {
		struct log_row row;
		uint32_t rows = 0;

		verifier->counts->parts++;
		if (part.blanked) {
			note_blanked(verifier, seq);
			continue;
		}
		for (; entry_next_row(&part, &row); rows++) {
			if (!check_put(verifier, seq, &row))
				return false;
		}
		if (part.rows.damaged || rows != part.part.row_count)
			return wrong(verifier, seq, "damaged");
	}
	return true;
}

static bool check_entry(struct verifier *verifier, sqlite3_stmt *entry)
{
	struct entry_place place = {.session = verifier->session,
				    .seq = (uint64_t)sqlite3_column_int64(entry, 0),
				    .epoch = (uint64_t)sqlite3_column_int64(entry, 1),
				    .time_ms = (uint64_t)sqlite3_column_int64(entry, 2)};
	struct bytes parts = {sqlite3_column_blob(entry, 4),
			      (uint32_t)sqlite3_column_bytes(entry, 4)};
	struct log_head *computed = &verifier->computed;
	uint8_t chain[LOG_HASH_BYTES];

	computed->seq++;
	verifier->counts->entries++;
	if (place.seq != computed->seq)
		return wrong(verifier, computed->seq, "missing");
	if (!entry_chain(computed->chain, &place, parts))
		return wrong(verifier, place.seq, "damaged");
	if (!db_column_hash(entry, 3, chain) || memcmp(chain, computed->chain, sizeof(chain)) != 0)
		return wrong(verifier, place.seq, "the hash chain breaks here");
	return check_parts(verifier, place.seq, parts);
}

static bool check_history(struct verifier *verifier)
{
	sqlite3_stmt *statement = verifier->entries;
	int result;

	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, verifier->session.n);
	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		if (!check_entry(verifier, statement))
			return false;
	}
	return result == SQLITE_DONE ||
	       db_failed(verifier->db, "reading entries", verifier->failure);
}

/* ---- a session ---- */

static bool was_blanked(const struct verifier *verifier, uint64_t seq)
{
	uint32_t from = 0, to = verifier->blanked_count;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (verifier->blanked[middle] < seq)
			from = middle + 1;
		else
			to = middle;
	}
	return from < verifier->blanked_count && verifier->blanked[from] == seq;
}

/* What put a row may have been blanked; then the sum alone vouches for the row. */
static bool check_confirmed(struct verifier *verifier)
{
	struct row *row;
	uint32_t at = 0;

	while ((row = row_map_next(&verifier->current, &at)) != NULL) {
		const struct checked_row *checked = (struct checked_row *)row;
		struct log_row named = row_of(checked);

		if (!checked->confirmed && row->revision != 0 &&
		    !was_blanked(verifier, row->revision))
			return wrong_row(verifier, &named, "not what the history put last");
	}
	return true;
}

static bool read_head(struct verifier *verifier)
{
	sqlite3_stmt *statement = verifier->head;

	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, verifier->session.n);
	int result = sqlite3_step(statement);
	if (result == SQLITE_DONE)
		return wrong(verifier, 0, "the session has no head");
	if (result != SQLITE_ROW)
		return db_failed(verifier->db, "reading a head", verifier->failure);
	verifier->stored.seq = (uint64_t)sqlite3_column_int64(statement, 0);
	return (db_column_hash(statement, 1, verifier->stored.chain) &&
		db_column_hash(statement, 2, verifier->stored.sum)) ||
	       wrong(verifier, verifier->stored.seq, "the head is damaged");
}

static bool compare_heads(struct verifier *verifier)
{
	const struct log_head *stored = &verifier->stored, *computed = &verifier->computed;

	if (stored->seq != computed->seq)
		return wrong(verifier, computed->seq, "the last one, but the head names another");
	if (memcmp(stored->chain, computed->chain, LOG_HASH_BYTES) != 0)
		return wrong(verifier, stored->seq, "the head has another chain hash");
	if (memcmp(stored->sum, computed->sum, LOG_HASH_BYTES) != 0)
		return wrong(verifier, stored->seq, "the rows do not add up to the head's sum");
	return true;
}

static void clear_session(struct verifier *verifier)
{
	struct row *row;
	uint32_t at = 0;

	while ((row = row_map_next(&verifier->current, &at)) != NULL)
		free(row);
	row_map_free(&verifier->current);
	verifier->current = (struct row_map){0};
	verifier->computed = (struct log_head){0};
	verifier->blanked_count = 0;
}

static bool check_session(struct verifier *verifier, struct session_id session)
{
	verifier->session = session;
	verifier->counts->sessions++;
	bool ok = read_head(verifier) && take_rows(verifier) && check_history(verifier) &&
		  check_confirmed(verifier) && compare_heads(verifier) &&
		  (verifier->look == NULL || verifier->look(verifier->look_context, session,
							    &verifier->current, verifier->failure));
	clear_session(verifier);
	return ok;
}

/* ---- the database ---- */

static bool check_sessions(struct verifier *verifier)
{
	sqlite3_stmt *statement =
		db_prepare(verifier->db,
			   "SELECT session FROM head UNION SELECT session FROM entry"
			   " UNION SELECT session FROM row",
			   verifier->failure);
	bool ok = statement != NULL;
	int result = SQLITE_DONE;

	while (ok && (result = sqlite3_step(statement)) == SQLITE_ROW) {
		struct session_id session = {(uint32_t)sqlite3_column_int64(statement, 0)};

		ok = check_session(verifier, session);
	}
	if (ok && result != SQLITE_DONE)
		ok = db_failed(verifier->db, "reading sessions", verifier->failure);
	sqlite3_finalize(statement);
	return ok;
}

static bool check_integrity(struct verifier *verifier)
{
	sqlite3_stmt *statement =
		db_prepare(verifier->db, "PRAGMA integrity_check(1)", verifier->failure);
	bool ok = statement != NULL;

	if (ok && sqlite3_step(statement) != SQLITE_ROW) {
		ok = db_failed(verifier->db, "checking the database", verifier->failure);
	} else if (ok) {
		const char *said = (const char *)sqlite3_column_text(statement, 0);

		if (said == NULL || strcmp(said, "ok") != 0)
			ok = failure_set(verifier->failure, "%s is damaged: %s",
					 sqlite3_db_filename(verifier->db, "main"),
					 said != NULL ? said : "unreadable");
	}
	sqlite3_finalize(statement);
	return ok;
}

static bool prepare(struct verifier *verifier)
{
	struct failure *failure = verifier->failure;

	verifier->head = db_prepare(verifier->db,
				    "SELECT seq, chain, sum FROM head WHERE session = ?1", failure);
	verifier->rows = db_prepare(verifier->db,
				    "SELECT kind, key1, key2, key3, frame FROM row"
				    " WHERE session = ?1",
				    failure);
	verifier->entries = db_prepare(verifier->db,
				       "SELECT seq, epoch, time_ms, chain, parts FROM entry"
				       " WHERE session = ?1 ORDER BY seq",
				       failure);
	return verifier->head != NULL && verifier->rows != NULL && verifier->entries != NULL;
}

static bool check_all(struct verifier *verifier, const struct heads *heads)
{
	/* One transaction: one state, whatever is written meanwhile. */
	return db_exec(verifier->db, "BEGIN", verifier->failure) && prepare(verifier) &&
	       check_integrity(verifier) &&
	       db_compare_heads(verifier->db, heads, verifier->failure) == db_heads_hold &&
	       check_sessions(verifier);
}

bool log_sqlite_verify(const char *file, const char *head_file, struct log_verified *verified,
		       struct failure *failure)
{
	return log_sqlite_verify_each(file, head_file, NULL, NULL, verified, failure);
}

bool log_sqlite_verify_each(const char *file, const char *head_file, log_session_fn *look,
			    void *context, struct log_verified *verified, struct failure *failure)
{
	struct verifier verifier = {
		.counts = verified, .failure = failure, .look = look, .look_context = context};
	struct heads heads = {0};

	*verified = (struct log_verified){0};
	/* The heads are read first: the database may go on meanwhile, not they. */
	if (head_file != NULL) {
		enum heads_read read = heads_read(head_file, &heads, failure);

		if (read == heads_read_damaged || read == heads_read_failed) {
			heads_free(&heads);
			return false;
		}
	}
	verifier.db = db_open_to_read(file, failure);
	bool ok = verifier.db != NULL && check_all(&verifier, &heads);
	sqlite3_finalize(verifier.head);
	sqlite3_finalize(verifier.rows);
	sqlite3_finalize(verifier.entries);
	sqlite3_close(verifier.db);
	free(verifier.blanked);
	heads_free(&heads);
	return ok;
}
