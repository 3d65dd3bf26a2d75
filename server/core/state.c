#include "state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/audience.h"

struct state *state_new(void)
{
	struct state *state = calloc(1, sizeof *state);
	if (!state)
		abort();
	state->everyone = row_list_new();
	state->exported = row_list_new();
	return state;
}

void state_free(struct state *state)
{
	if (!state)
		return;
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(&state->rows, &at));) {
		free((void *)(uintptr_t)row->bytes);
		free(row);
	}
	row_map_free(&state->rows);
	row_list_free(state->everyone);
	row_list_free(state->exported);
	for (uint32_t i = 0; i < state->list_count; i++)
		row_list_free(state->lists[i].rows);
	free(state->lists);
	free(state->owners_touched);
	kinship_free(&state->kinship);
	counting_free(&state->counting);
	free(state);
}

uint64_t state_position_behind(uint64_t seq)
{
	return ((seq + 1) << STATE_POSITION_BITS) - 1;
}

const struct row *state_find(const struct state *state, enum row_kind kind,
			     const uint32_t key[ROW_KEY_PARTS])
{
	return row_map_find(&state->rows, kind, key);
}

bool state_get(const struct state *state, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
	       void *out)
{
	const struct row *row = state_find(state, kind, key);
	return row && row_fields(row, out);
}

/* ---- lists ---- */

/* Index of the list with this number, or of where it would go. */
static uint32_t list_index(const struct state *state, uint32_t number)
{
	uint32_t low = 0, high = state->list_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (state->lists[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct row_list *state_list(const struct state *state, uint32_t number)
{
	if (number == LIST_EVERYONE)
		return state->everyone;
	uint32_t index = list_index(state, number);
	bool found = index < state->list_count && state->lists[index].number == number;
	return found ? state->lists[index].rows : NULL;
}

static struct row_list *list_get(struct state *state, uint32_t number)
{
	if (number == LIST_EVERYONE)
		return state->everyone;
	uint32_t index = list_index(state, number);
	if (index < state->list_count && state->lists[index].number == number)
		return state->lists[index].rows;
	if (state->list_count == state->list_room) {
		state->list_room = state->list_room ? state->list_room * 2 : 16;
		state->lists = realloc(state->lists, state->list_room * sizeof *state->lists);
		if (!state->lists)
			abort();
	}
	struct state_list *at = &state->lists[index];
	memmove(at + 1, at, (state->list_count - index) * sizeof *at);
	*at = (struct state_list){number, row_list_new()};
	state->list_count++;
	return at->rows;
}

bool state_is_listed(const struct state_row *row, const struct row_list *list)
{
	if (row->row.removed)
		return false;
	for (uint32_t i = 0; i < row->hook_count; i++)
		if (row->hooks[i].list == list)
			return !row->hooks[i].gone;
	return false;
}

/* Closes a list's gaps; the rows' hooks follow. */
static void list_compact(struct row_list *list)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		struct state_row *row = list->slots[i].row;
		if (!row)
			continue;
		for (uint32_t k = 0; k < row->hook_count; k++)
			if (row->hooks[k].list == list && row->hooks[k].slot == i)
				row->hooks[k].slot = kept;
		list->slots[kept++] = list->slots[i];
	}
	list->count = kept;
	list->holes = 0;
}

static void unhook(struct state_row *row)
{
	for (uint32_t i = 0; i < row->hook_count; i++) {
		struct row_list *list = row->hooks[i].list;
		row_list_release(list, row->hooks[i].slot);
		if (row_list_sparse(list))
			list_compact(list);
	}
	row->hook_count = 0;
}

static void hook(struct state *state, struct state_row *row, struct row_list *list, bool gone)
{
	assert(row->hook_count < STATE_HOOKS_MAX);
	uint32_t slot = row_list_append(list, row, state->position);
	row->hooks[row->hook_count++] = (struct state_hook){list, slot, gone};
}

static void note_owner(struct state *state, uint32_t list)
{
	uint32_t count = state->owners_touched_count;
	if (!(list & LIST_OF_OWNER) || (count > 0 && state->owners_touched[count - 1] == list))
		return;
	if (count == state->owners_touched_room) {
		state->owners_touched_room = count ? count * 2 : 32;
		state->owners_touched =
			realloc(state->owners_touched,
				state->owners_touched_room * sizeof *state->owners_touched);
		if (!state->owners_touched)
			abort();
	}
	state->owners_touched[state->owners_touched_count++] = list;
}

/* A paper that is its owner's alone has never been more than that. */
static bool was_ever_shown(const struct audience_lists *lists)
{
	return lists->count == 0 || !(lists->at[0] & LIST_OF_OWNER);
}

/* A removed row, a held one that not everyone sees, and a seat stand in everyone's list as gone:
 * whoever saw the row before learns of it there, also when the server has been started in between.
 * Rule [ROW-2] lets those who still see the row keep it. */
static void hook_all(struct state *state, struct state_row *row)
{
	enum row_kind kind = (enum row_kind)row->row.kind;
	const struct shape *shape = &row_shapes[kind];
	union any_row fields;
	struct audience_lists lists = {0};
	if (shape->row.audience == row_audience_server)
		return;
	if (row_fields(&row->row, &fields)) {
		lists = audience_of(kind, &fields);
		kinship_note(&state->kinship, kind, &fields);
	}
	bool held_back =
		shape->row.audience == row_audience_seated ||
		(shape->row.audience == row_audience_held &&
		 (lists.count == 0 || lists.at[0] != LIST_EVERYONE) && was_ever_shown(&lists));
	if (row->row.removed || held_back)
		hook(state, row, state->everyone, true);
	for (uint32_t i = 0; i < lists.count; i++) {
		hook(state, row, list_get(state, lists.at[i]), false);
		note_owner(state, lists.at[i]);
	}
	if (shape->row.sort == row_sort_logged)
		hook(state, row, state->exported, false);
}

/* ---- putting ---- */

static void take_position(struct state *state, uint64_t revision)
{
	uint64_t first = revision << STATE_POSITION_BITS;
	assert(first >= state->position >> STATE_POSITION_BITS << STATE_POSITION_BITS);
	state->position = state->position < first ? first : state->position + 1;
}

static void keep_bytes(struct state_row *row, const struct row_view *view)
{
	uint8_t *bytes = (uint8_t *)(uintptr_t)row->row.bytes;
	if (view->whole.size > row->bytes_room) {
		free(bytes);
		bytes = malloc(view->whole.size);
		if (!bytes)
			abort();
		row->bytes_room = view->whole.size;
	}
	memcpy(bytes, view->whole.at, view->whole.size);
	row->row.bytes = bytes;
	row->row.size = view->whole.size;
}

void state_put(struct state *state, const struct row_view *view)
{
	struct state_row *row =
		(struct state_row *)row_map_find(&state->rows, view->kind, view->key);
	if (!row) {
		row = calloc(1, sizeof *row);
		if (!row)
			abort();
		row->row.kind = (uint8_t)view->kind;
		memcpy(row->row.key, view->key, sizeof row->row.key);
		row_map_put(&state->rows, &row->row);
	}
	unhook(row);
	keep_bytes(row, view);
	row->row.revision = view->revision;
	row->row.removed = view->removed;
	if (view->key[0] > state->id_max[view->kind])
		state->id_max[view->kind] = view->key[0];
	take_position(state, view->revision);
	hook_all(state, row);
	state->rows_put++;
}

static bool same_fields(const struct row *present, const struct row_view *view)
{
	struct row_view old;
	return present && codec_row_view(present->bytes, present->size, &old) &&
	       old.fields.size == view->fields.size &&
	       memcmp(old.fields.at, view->fields.at, view->fields.size) == 0;
}

void state_put_derived(struct state *state, enum row_kind kind, uint64_t revision,
		       const uint32_t key[ROW_KEY_PARTS], const void *row)
{
	struct buffer frame = {0};
	struct row_view view;
	if (row)
		codec_write_row(&frame, kind, revision, row);
	else
		codec_write_removed(&frame, kind, revision, key);
	codec_row_view(frame.at, frame.size, &view);
	if (!same_fields(state_find(state, kind, key), &view))
		state_put(state, &view);
	buffer_free(&frame);
}
