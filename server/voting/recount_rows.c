#include "server/voting/recount_rows.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/row_map.h"

static bool is_counted(enum row_kind kind)
{
	return kind == row_kind_ballot || kind == row_kind_vote || kind == row_kind_paper ||
	       kind == row_kind_published || kind == row_kind_result || kind == row_kind_score ||
	       kind == row_kind_outcome;
}

void recount_rows_free(struct recount_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free((void *)(uintptr_t)rows->at[i].fields);
	free(rows->at);
	*rows = (struct recount_rows){0};
}

/* ---- copying ---- */

/* What a field borrows: `*at` points to where the row keeps the address. */
static size_t borrowed_size(const struct field *field, void *member)
{
	switch (field->type) {
	case field_type_line:
	case field_type_text:
		return ((struct text *)member)->size;
	case field_type_bytes:
		return ((struct bytes *)member)->size;
	case field_type_ids:
		return (size_t)((struct ids *)member)->count * ID_BYTES;
	case field_type_pairs:
		return (size_t)((struct pairs *)member)->count * PAIR_BYTES;
	default:
		return 0;
	}
}

static void move_borrowed(const struct field *field, void *member, uint8_t *to)
{
	switch (field->type) {
	case field_type_line:
	case field_type_text: {
		struct text *text = member;
		memcpy(to, text->at, text->size);
		text->at = (const char *)to;
		return;
	}
	case field_type_bytes: {
		struct bytes *bytes = member;
		memcpy(to, bytes->at, bytes->size);
		bytes->at = to;
		return;
	}
	case field_type_ids: {
		struct ids *ids = member;
		memcpy(to, ids->at, (size_t)ids->count * ID_BYTES);
		ids->at = to;
		return;
	}
	case field_type_pairs: {
		struct pairs *pairs = member;
		memcpy(to, pairs->at, (size_t)pairs->count * PAIR_BYTES);
		pairs->at = to;
		return;
	}
	default:
		return;
	}
}

static void *copy(const struct shape *shape, const union any_row *row)
{
	size_t size = shape->size;
	union any_row fields;
	memcpy(&fields, row, shape->size);
	for (uint32_t i = 0; i < shape->field_count; i++)
		size += borrowed_size(&shape->fields[i], (char *)&fields + shape->fields[i].offset);
	uint8_t *copied = malloc(size);
	if (!copied)
		abort();
	uint8_t *to = copied + shape->size;
	for (uint32_t i = 0; i < shape->field_count; i++) {
		void *member = (char *)&fields + shape->fields[i].offset;
		size_t borrowed = borrowed_size(&shape->fields[i], member);
		if (borrowed > 0)
			move_borrowed(&shape->fields[i], member, to);
		to += borrowed;
	}
	memcpy(copied, &fields, shape->size);
	return copied;
}

void recount_rows_add(struct recount_rows *rows, enum row_kind kind, const union any_row *row)
{
	if (!is_counted(kind))
		return;
	const struct shape *shape = &row_shapes[kind];
	if (rows->count == rows->capacity) {
		rows->capacity = rows->capacity ? rows->capacity * 2 : 64;
		rows->at = realloc(rows->at, rows->capacity * sizeof *rows->at);
		if (!rows->at)
			abort();
	}
	struct recount_row *added = &rows->at[rows->count];
	*added = (struct recount_row){.kind = kind, .number = rows->count};
	for (uint32_t i = 0; i < shape->key_count; i++)
		memcpy(&added->key[i], (const char *)row + shape->fields[i].offset,
		       sizeof added->key[i]);
	added->fields = copy(shape, row);
	rows->count++;
}

/* ---- sorting ---- */

static int compare(const struct recount_row *a, const struct recount_row *b)
{
	return row_compare(a->kind, a->key, b->kind, b->key);
}

static int last_comes_last(const void *left, const void *right)
{
	const struct recount_row *a = left, *b = right;
	int order = compare(a, b);
	return order ? order : (a->number > b->number) - (a->number < b->number);
}

void recount_rows_sort(struct recount_rows *rows)
{
	size_t kept = 0;
	if (rows->count > 0)
		qsort(rows->at, rows->count, sizeof *rows->at, last_comes_last);
	for (size_t i = 0; i < rows->count; i++) {
		if (i + 1 < rows->count && compare(&rows->at[i], &rows->at[i + 1]) == 0)
			free((void *)(uintptr_t)rows->at[i].fields);
		else
			rows->at[kept++] = rows->at[i];
	}
	rows->count = kept;
}

/* ---- asking ---- */

/* How many rows are before this kind and key. */
static size_t place_of(const struct recount_row *at, size_t count, enum row_kind kind,
		       const uint32_t key[ROW_KEY_PARTS])
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (row_compare(at[middle].kind, at[middle].key, kind, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct recount_range recount_rows_of(const struct recount_rows *rows, enum row_kind kind,
				     uint32_t ballot)
{
	const uint32_t first[ROW_KEY_PARTS] = {ballot, 0, 0};
	size_t from = place_of(rows->at, rows->count, kind, first), end = from;
	while (end < rows->count && rows->at[end].kind == kind && rows->at[end].key[0] == ballot)
		end++;
	return (struct recount_range){rows->at ? rows->at + from : NULL, (uint32_t)(end - from)};
}

const struct recount_row *recount_rows_find(struct recount_range range,
					    const uint32_t key[ROW_KEY_PARTS])
{
	if (range.count == 0)
		return NULL;
	size_t at = place_of(range.at, range.count, range.at[0].kind, key);
	bool found = at < range.count &&
		     row_compare(range.at[at].kind, range.at[at].key, range.at[0].kind, key) == 0;
	return found ? &range.at[at] : NULL;
}

bool recount_rows_next_ballot(const struct recount_rows *rows, uint32_t *ballot)
{
	const enum row_kind kinds[] = {row_kind_ballot, row_kind_result, row_kind_score,
				       row_kind_outcome};
	uint32_t next = 0;
	if (*ballot == UINT32_MAX)
		return false;
	const uint32_t after[ROW_KEY_PARTS] = {*ballot + 1, 0, 0};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t at = place_of(rows->at, rows->count, kinds[i], after);
		if (at < rows->count && rows->at[at].kind == kinds[i] &&
		    (next == 0 || rows->at[at].key[0] < next))
			next = rows->at[at].key[0];
	}
	*ballot = next;
	return next != 0;
}
