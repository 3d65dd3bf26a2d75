#include "replica.h"

#include <stdlib.h>
#include <string.h>

struct held {
	struct row_view view; /* `whole` is an offset into held_bytes until it is put */
	size_t offset;
};

struct replica {
	struct row_map rows;
	struct held *held;
	uint32_t held_count, held_room;
	struct buffer held_bytes;
	uint8_t cursor[CURSOR_BYTES];
	uint32_t cursor_size;
	uint64_t seq;
	uint64_t scope;          /* of the cursor */
	uint64_t scope_welcomed; /* of the last welcome */
	replica_changed_fn *changed;
	void *context;
};

struct replica *replica_new(void)
{
	struct replica *replica = calloc(1, sizeof *replica);
	if (!replica)
		abort();
	return replica;
}

static void drop_rows(struct replica *replica)
{
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(&replica->rows, &at));)
		free(row);
	row_map_free(&replica->rows);
}

void replica_free(struct replica *replica)
{
	if (!replica)
		return;
	drop_rows(replica);
	free(replica->held);
	buffer_free(&replica->held_bytes);
	free(replica);
}

void replica_watch(struct replica *replica, replica_changed_fn *changed, void *context)
{
	replica->changed = changed;
	replica->context = context;
}

void replica_welcome(struct replica *replica, bool resumed, uint64_t scope)
{
	replica->held_count = 0;
	buffer_clear(&replica->held_bytes);
	replica->scope_welcomed = scope;
	if (resumed)
		return;
	drop_rows(replica);
	replica->cursor_size = 0;
	replica->seq = 0;
}

static struct row *row_copy(const struct row_view *view)
{
	struct row *row = malloc(sizeof *row + view->whole.size);
	if (!row)
		abort();
	uint8_t *bytes = (uint8_t *)(row + 1);
	memcpy(bytes, view->whole.at, view->whole.size);
	*row = (struct row){.revision = view->revision,
			    .kind = (uint8_t)view->kind,
			    .removed = view->removed,
			    .size = view->whole.size,
			    .bytes = bytes};
	memcpy(row->key, view->key, sizeof row->key);
	return row;
}

/* Rule [ROW-2]; passing rows have no revision and always replace. */
static bool is_newer(const struct row_view *view, const struct row *present)
{
	if (!present || view->revision == 0)
		return true;
	if (view->revision != present->revision)
		return view->revision > present->revision;
	return present->removed && !view->removed;
}

/* Most rows change without changing their size: a tally counts one more. */
static bool put_row(struct replica *replica, const struct row_view *view)
{
	struct row *row = row_map_find(&replica->rows, view->kind, view->key);
	if (!is_newer(view, row))
		return false;
	if (row && row->size == view->whole.size) {
		memcpy(row + 1, view->whole.at, view->whole.size);
		row->revision = view->revision;
		row->removed = view->removed;
	} else {
		row = row_copy(view);
		free(row_map_put(&replica->rows, row));
	}
	if (replica->changed)
		replica->changed(replica->context, row);
	return true;
}

void replica_hold(struct replica *replica, const struct row_view *view)
{
	if (view->revision == 0) {
		put_row(replica, view);
		return;
	}
	if (replica->held_count == replica->held_room) {
		replica->held_room = replica->held_room ? replica->held_room * 2 : 16;
		replica->held = realloc(replica->held, replica->held_room * sizeof *replica->held);
		if (!replica->held)
			abort();
	}
	replica->held[replica->held_count++] = (struct held){*view, replica->held_bytes.size};
	buffer_append(&replica->held_bytes, view->whole.at, view->whole.size);
}

uint32_t replica_put(struct replica *replica, struct bytes cursor, uint64_t seq)
{
	uint32_t changed = 0, kept = 0;
	for (uint32_t i = 0; i < replica->held_count; i++) {
		struct held held = replica->held[i];
		if (held.view.revision > seq) {
			replica->held[kept++] = held;
			continue;
		}
		held.view.whole.at = replica->held_bytes.at + held.offset;
		changed += put_row(replica, &held.view);
	}
	replica->held_count = kept;
	if (kept == 0)
		buffer_clear(&replica->held_bytes);
	replica->cursor_size = cursor.size <= CURSOR_BYTES ? cursor.size : 0;
	if (replica->cursor_size > 0)
		memcpy(replica->cursor, cursor.at, replica->cursor_size);
	replica->seq = seq;
	replica->scope = replica->scope_welcomed;
	return changed;
}

uint64_t replica_scope(const struct replica *replica)
{
	return replica->scope;
}

uint64_t replica_seq(const struct replica *replica)
{
	return replica->seq;
}

struct bytes replica_cursor(const struct replica *replica)
{
	return (struct bytes){replica->cursor, replica->cursor_size};
}

const struct row *replica_row(const struct replica *replica, enum row_kind kind,
			      const uint32_t key[ROW_KEY_PARTS])
{
	return row_map_find(&replica->rows, kind, key);
}

bool replica_get(const struct replica *replica, enum row_kind kind,
		 const uint32_t key[ROW_KEY_PARTS], void *out)
{
	const struct row *row = replica_row(replica, kind, key);
	return row && row_fields(row, out);
}

static int compare_rows(const void *a, const void *b)
{
	const struct row *row_a = *(const struct row *const *)a;
	const struct row *row_b = *(const struct row *const *)b;
	return row_compare((enum row_kind)row_a->kind, row_a->key, (enum row_kind)row_b->kind,
			   row_b->key);
}

uint32_t replica_rows(const struct replica *replica, enum row_kind kind, const struct row ***rows)
{
	uint32_t count = 0, at = 0;
	const struct row **found = malloc((replica->rows.count + 1) * sizeof(const struct row *));
	if (!found)
		abort();
	for (const struct row *row; (row = row_map_next(&replica->rows, &at));)
		if (row->kind == kind && !row->removed)
			found[count++] = row;
	qsort(found, count, sizeof *found, compare_rows);
	*rows = found;
	return count;
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static uint64_t hash_bytes(uint64_t hash, const void *from, size_t size)
{
	const uint8_t *byte = from;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ byte[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/* Whether everyone is sent the row: some kinds say so in each row. */
static bool is_for_everyone(const struct shape *shape, const struct row *row)
{
	union any_row fields;
	if (shape->row.audience != row_audience_held)
		return shape->row.audience == row_audience_everyone;
	if (!row_fields(row, &fields))
		return false;
	enum audience audience = *(const enum audience *)((const char *)&fields +
							  shape_field(shape, "audience")->offset);
	return audience == audience_none || audience == audience_everyone;
}

uint64_t replica_digest(const struct replica *replica, bool public_only)
{
	uint64_t digest = 0;
	uint32_t at = 0;
	for (const struct row *row; (row = row_map_next(&replica->rows, &at));) {
		const struct shape *shape = &row_shapes[row->kind];
		if (row->removed || row->revision == 0 ||
		    (public_only && !is_for_everyone(shape, row)))
			continue;
		struct row_view view;
		if (!codec_row_view(row->bytes, row->size, &view))
			continue;
		uint64_t hash = UINT64_C(0xCBF29CE484222325);
		hash = hash_bytes(hash, &row->kind, sizeof row->kind);
		hash = hash_bytes(hash, row->key, sizeof row->key);
		/* A derived row's revision is the head's after the server has loaded the session
		 * anew, so only that of logged rows is the same everywhere. */
		if (shape->row.sort == row_sort_logged)
			hash = hash_bytes(hash, &row->revision, sizeof row->revision);
		digest += hash_bytes(hash, view.fields.at, view.fields.size);
	}
	return digest;
}
