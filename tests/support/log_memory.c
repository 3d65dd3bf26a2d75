/* A log in memory. */
#include "tests/support/log_memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/row_map.h"
#include "server/log/entry.h"
#include "server/log/failure.h"
#include "server/log/rowsum.h"

struct stored_entry {
	struct entry_place place;
	struct buffer parts;
};

struct stored_session {
	struct session_id id;
	struct log_head head;
	struct stored_entry *entries;
	uint32_t entry_count, entry_room;
	struct row_map rows; /* owned, each one allocation */
};

struct log_memory {
	struct stored_session **sessions;
	uint32_t session_count;
	uint32_t planned_in; /* calls of append until the planned fault; 0: none is planned */
	enum log_memory_fault planned;
	bool open;
};

struct log_of_memory {
	struct log base;
	struct log_memory *memory;
	bool broken;
};

static void *some(void *at, size_t size)
{
	at = realloc(at, size);
	if (at == NULL)
		abort();
	return at;
}

static struct stored_session *find_session(const struct log_memory *memory, struct session_id id)
{
	for (uint32_t i = 0; i < memory->session_count; i++) {
		if (memory->sessions[i]->id.n == id.n)
			return memory->sessions[i];
	}
	return NULL;
}

static struct stored_session *need_session(struct log_memory *memory, struct session_id id)
{
	struct stored_session *session = find_session(memory, id);

	if (session == NULL) {
		session = some(NULL, sizeof(*session));
		*session = (struct stored_session){.id = id};
		memory->sessions = some(memory->sessions,
					(memory->session_count + 1) * sizeof(*memory->sessions));
		memory->sessions[memory->session_count++] = session;
	}
	return session;
}

/* ---- appending ---- */

static struct row *copy_row(const struct log_row *from, uint64_t revision)
{
	struct row *row = some(NULL, sizeof(*row) + from->frame.size);
	uint8_t *bytes = (uint8_t *)(row + 1);

	*row = (struct row){
		.revision = revision, .kind = from->kind, .size = from->frame.size, .bytes = bytes};
	memcpy(row->key, from->key, sizeof(row->key));
	memcpy(bytes, from->frame.at, from->frame.size);
	return row;
}

static void put_entry(struct stored_session *session, const struct log_append *append)
{
	struct stored_entry entry = {.place = {append->session, append->epoch,
					       append->expected_seq + 1, append->time_ms}};

	entry_write_parts(&entry.parts, append->parts, append->part_count);
	entry_chain(session->head.chain, &entry.place,
		    (struct bytes){entry.parts.at, (uint32_t)entry.parts.size});
	session->head.seq = entry.place.seq;
	memcpy(session->head.sum, append->sum, LOG_HASH_BYTES);
	if (session->entry_count == session->entry_room) {
		session->entry_room = session->entry_room > 0 ? session->entry_room * 2 : 16;
		session->entries =
			some(session->entries, session->entry_room * sizeof(*session->entries));
	}
	session->entries[session->entry_count++] = entry;
	for (uint32_t p = 0; p < append->part_count; p++) {
		for (uint32_t i = 0; i < append->parts[p].row_count; i++)
			free(row_map_put(&session->rows,
					 copy_row(&append->parts[p].rows[i], entry.place.seq)));
	}
}

static bool in_unit(const struct log_append *appends, uint32_t first, uint32_t i)
{
	return i == first ||
	       (appends[first].group != 0 && appends[i].group == appends[first].group);
}

/* Whether each entry of the unit fits on its session's head and on those of the unit before it. */
static bool unit_fits(const struct log_memory *memory, const struct log_append *appends,
		      uint32_t count, uint32_t first)
{
	for (uint32_t i = first; i < count; i++) {
		if (!in_unit(appends, first, i))
			continue;
		const struct stored_session *session = find_session(memory, appends[i].session);
		uint64_t seq = session != NULL ? session->head.seq : 0;

		for (uint32_t before = first; before < i; before++)
			seq += in_unit(appends, first, before) &&
			       appends[before].session.n == appends[i].session.n;
		if (appends[i].expected_seq != seq)
			return false;
	}
	return true;
}

static void append_unit(struct log_memory *memory, struct log_append *appends, uint32_t count,
			uint32_t first)
{
	bool fits = unit_fits(memory, appends, count, first);

	for (uint32_t i = first; i < count; i++) {
		if (!in_unit(appends, first, i))
			continue;
		if (fits)
			put_entry(need_session(memory, appends[i].session), &appends[i]);
		appends[i].outcome = fits ? log_appended : log_lost;
	}
}

static bool was_in_earlier_unit(const struct log_append *appends, uint32_t i)
{
	for (uint32_t before = 0; before < i; before++) {
		if (in_unit(appends, before, i))
			return true;
	}
	return false;
}

static void append_all(struct log_memory *memory, struct log_append *appends, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!was_in_earlier_unit(appends, i))
			append_unit(memory, appends, count, i);
	}
}

static void append_as_other(struct log_memory *memory, struct session_id id)
{
	struct stored_session *session = need_session(memory, id);
	struct log_append other = {.session = id, .expected_seq = session->head.seq};

	memcpy(other.sum, session->head.sum, LOG_HASH_BYTES);
	put_entry(session, &other);
}

static enum log_memory_fault next_fault(struct log_memory *memory)
{
	if (memory->planned_in == 0 || --memory->planned_in > 0)
		return log_memory_well;
	return memory->planned;
}

static void memory_append(struct log *base, struct log_append *appends, uint32_t count,
			  struct failure *failure)
{
	struct log_of_memory *log = (struct log_of_memory *)base;
	enum log_outcome outcome = log_unknown;
	enum log_memory_fault fault =
		log->broken ? log_memory_unknown_unwritten : next_fault(log->memory);

	if (fault == log_memory_lost && count > 0)
		append_as_other(log->memory, appends[0].session);
	if (fault == log_memory_failed)
		outcome = log_failed;
	else if (fault != log_memory_unknown_unwritten)
		append_all(log->memory, appends, count);
	if (fault == log_memory_well || fault == log_memory_lost)
		return;

	failure_set(failure, "a planned fault");
	log->broken |= outcome == log_unknown;
	for (uint32_t i = 0; i < count; i++)
		appends[i].outcome = outcome;
}

/* ---- the other operations ---- */

static bool memory_read(struct log *base, struct session_id id, struct log_head *head,
			log_row_fn *each, void *context, struct failure *failure)
{
	struct log_of_memory *log = (struct log_of_memory *)base;
	const struct stored_session *session = find_session(log->memory, id);
	const struct row *row;
	uint32_t at = 0;
	bool more = true;

	if (log->broken)
		return failure_set(failure, "an append before ended unknown");
	*head = session != NULL ? session->head : (struct log_head){0};
	while (session != NULL && more && (row = row_map_next(&session->rows, &at)) != NULL) {
		struct log_row given = {.kind = row->kind, .frame = {row->bytes, row->size}};

		memcpy(given.key, row->key, sizeof(given.key));
		more = each(context, &given);
	}
	return true;
}

static bool memory_blank(struct log *base, struct session_id id, uint8_t kind,
			 const uint32_t key[ROW_KEY_PARTS], uint64_t before, uint32_t *blanked,
			 struct failure *failure)
{
	struct log_of_memory *log = (struct log_of_memory *)base;
	struct stored_session *session = find_session(log->memory, id);

	*blanked = 0;
	if (log->broken)
		return failure_set(failure, "an append before ended unknown");
	for (uint32_t i = 0; session != NULL && i < session->entry_count; i++) {
		struct stored_entry *entry = &session->entries[i];
		struct buffer parts = {0};

		if (entry->place.seq > before)
			break;
		*blanked += (uint32_t)entry_blank(
			&parts, (struct bytes){entry->parts.at, (uint32_t)entry->parts.size}, kind,
			key, entry->place.seq == before);
		buffer_free(&entry->parts);
		entry->parts = parts;
	}
	return true;
}

static bool memory_tend(struct log *base, uint64_t now_ms, struct failure *failure)
{
	struct log_of_memory *log = (struct log_of_memory *)base;

	(void)now_ms;
	return !log->broken || failure_set(failure, "an append before ended unknown");
}

static void memory_close(struct log *base)
{
	struct log_of_memory *log = (struct log_of_memory *)base;

	log->memory->open = false;
	free(log);
}

struct log *log_memory_open(struct log_memory *memory, struct failure *failure)
{
	static const struct log_ops ops = {memory_append, memory_read, memory_blank, memory_tend,
					   memory_close};

	if (memory->open) {
		failure_set(failure, "this memory is used by another log");
		return NULL;
	}
	struct log_of_memory *log = some(NULL, sizeof(*log));
	*log = (struct log_of_memory){.base = {&ops}, .memory = memory};
	memory->open = true;
	return &log->base;
}

struct log_memory *log_memory_new(void)
{
	struct log_memory *memory = some(NULL, sizeof(*memory));

	*memory = (struct log_memory){0};
	return memory;
}

void log_memory_free(struct log_memory *memory)
{
	if (memory == NULL)
		return;
	for (uint32_t s = 0; s < memory->session_count; s++) {
		struct stored_session *session = memory->sessions[s];
		struct row *row;
		uint32_t at = 0;

		for (uint32_t i = 0; i < session->entry_count; i++)
			buffer_free(&session->entries[i].parts);
		while ((row = row_map_next(&session->rows, &at)) != NULL)
			free(row);
		row_map_free(&session->rows);
		free(session->entries);
		free(session);
	}
	free(memory->sessions);
	free(memory);
}

void log_memory_plan(struct log_memory *memory, uint32_t nth, enum log_memory_fault fault)
{
	memory->planned_in = nth;
	memory->planned = fault;
}

/* ---- verifying ---- */

static bool session_contains(const struct stored_session *session, const void *bytes, size_t size)
{
	const struct row *row;
	uint32_t at = 0;

	for (uint32_t i = 0; i < session->entry_count; i++) {
		const struct buffer *parts = &session->entries[i].parts;

		if (parts->size > 0 && memmem(parts->at, parts->size, bytes, size) != NULL)
			return true;
	}
	while ((row = row_map_next(&session->rows, &at)) != NULL) {
		if (memmem(row->bytes, row->size, bytes, size) != NULL)
			return true;
	}
	return false;
}

bool log_memory_contains(const struct log_memory *memory, const void *bytes, size_t size)
{
	for (uint32_t i = 0; i < memory->session_count; i++) {
		if (session_contains(memory->sessions[i], bytes, size))
			return true;
	}
	return false;
}

static bool check_rows(const struct stored_session *session, const struct stored_entry *entry)
{
	struct entry_reader reader = {{entry->parts.at, (uint32_t)entry->parts.size}, false};
	struct entry_part part;
	struct log_row put;

	while (entry_next_part(&reader, &part)) {
		while (!part.blanked && entry_next_row(&part, &put)) {
			const struct row *row =
				row_map_find(&session->rows, (enum row_kind)put.kind, put.key);

			if (row == NULL || row->revision < entry->place.seq)
				return false;
		}
	}
	return !reader.damaged;
}

static bool check_session(const struct stored_session *session)
{
	struct log_head head = {0};
	const struct row *row;
	uint32_t at = 0;

	for (uint32_t i = 0; i < session->entry_count; i++) {
		const struct stored_entry *entry = &session->entries[i];

		head.seq++;
		if (entry->place.seq != head.seq ||
		    !entry_chain(head.chain, &entry->place,
				 (struct bytes){entry->parts.at, (uint32_t)entry->parts.size}) ||
		    !check_rows(session, entry))
			return false;
	}
	while ((row = row_map_next(&session->rows, &at)) != NULL)
		rowsum_add(head.sum, row->bytes, row->size);
	return head.seq == session->head.seq &&
	       memcmp(head.chain, session->head.chain, LOG_HASH_BYTES) == 0 &&
	       memcmp(head.sum, session->head.sum, LOG_HASH_BYTES) == 0;
}

bool log_memory_verify(const struct log_memory *memory, struct failure *failure)
{
	for (uint32_t i = 0; i < memory->session_count; i++) {
		if (!check_session(memory->sessions[i]))
			return failure_set(failure, "session %" PRIu32 " does not verify",
					   memory->sessions[i]->id.n);
	}
	return true;
}
