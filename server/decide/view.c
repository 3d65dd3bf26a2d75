#include "view.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool view_get(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
	      void *out)
{
	const struct row *row = view->find(view->context, kind, key);
	return row && row_fields(row, out);
}

bool view_session(const struct view *view, struct row_session *session)
{
	uint32_t end = view->next_id(view->context, row_kind_session);
	return view_get_session(view, ROW_KEY(end - 1), session);
}

enum row_kind row_kind_named(const char *name)
{
	for (uint32_t kind = 1; kind < row_kinds_end; kind++)
		if (row_shapes[kind].name && strcmp(row_shapes[kind].name, name) == 0)
			return (enum row_kind)kind;
	return row_kind_none;
}

bool view_next_comment(const struct view *view, struct idea_id idea, struct row_comment *comment)
{
	uint32_t id = comment->id.n;
	while ((id = view->next_child(view->context, row_kind_comment, idea.n, id)))
		if (view_get_comment(view, ROW_KEY(id), comment))
			return true;
	return false;
}

bool view_next_merged(const struct view *view, struct idea_id into, struct row_idea *merged)
{
	uint32_t id = merged->id.n;
	while ((id = view->next_child(view->context, row_kind_idea, into.n, id)))
		if (view_get_idea(view, ROW_KEY(id), merged) && merged->merged_into.n == into.n)
			return true;
	return false;
}

void changes_clear(struct changes *changes)
{
	buffer_clear(&changes->frames);
	changes->count = 0;
	changes->result = 0;
	changes->detail[0] = '\0';
	changes->retry_ms = 0;
	changes->erased_count = 0;
	changes->is_final = false;
	changes->key_made = changes->key_dropped = 0;
}

void changes_free(struct changes *changes)
{
	buffer_free(&changes->frames);
	free(changes->at);
	*changes = (struct changes){0};
}

static struct change *change_new(struct changes *changes, enum row_kind kind)
{
	if (changes->count == changes->room) {
		changes->room = changes->room ? changes->room * 2 : 8;
		changes->at = realloc(changes->at, changes->room * sizeof *changes->at);
		if (!changes->at)
			abort();
	}
	struct change *change = &changes->at[changes->count++];
	*change = (struct change){.kind = kind, .offset = changes->frames.size};
	return change;
}

void changes_put(struct changes *changes, enum row_kind kind, const void *row)
{
	struct change *change = change_new(changes, kind);
	const struct shape *shape = &row_shapes[kind];
	for (uint32_t i = 0; i < shape->key_count; i++)
		change->key[i] = *(const uint32_t *)((const char *)row + shape->fields[i].offset);
	codec_write_row(&changes->frames, kind, changes->revision, row);
	change->size = changes->frames.size - change->offset;
}

void changes_remove(struct changes *changes, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS])
{
	struct change *change = change_new(changes, kind);
	memcpy(change->key, key, sizeof change->key);
	change->removed = true;
	codec_write_removed(&changes->frames, kind, changes->revision, key);
	change->size = changes->frames.size - change->offset;
}

bool changes_hold(const struct changes *changes, enum row_kind kind,
		  const uint32_t key[ROW_KEY_PARTS])
{
	for (uint32_t i = changes->count; i > 0; i--)
		if (changes->at[i - 1].kind == kind &&
		    memcmp(changes->at[i - 1].key, key, sizeof changes->at[i - 1].key) == 0)
			return true;
	return false;
}

void changes_erase(struct changes *changes, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS])
{
	assert(changes->erased_count < ERASED_MAX);
	struct erased *erased = &changes->erased[changes->erased_count++];
	erased->kind = kind;
	memcpy(erased->key, key, sizeof erased->key);
}

enum err refuse_with(struct changes *changes, enum err err, struct text detail)
{
	size_t size = detail.size < DETAIL_BYTES ? detail.size : DETAIL_BYTES - 1;
	while (size > 0 && size < detail.size && ((unsigned char)detail.at[size] & 0xC0) == 0x80)
		size--;
	memcpy(changes->detail, detail.at, size);
	changes->detail[size] = '\0';
	return err;
}

enum err refuse_with_number(struct changes *changes, enum err err, uint64_t number)
{
	char text[24];
	int size = snprintf(text, sizeof text, "%" PRIu64, number);
	return refuse_with(changes, err, (struct text){text, (uint32_t)size});
}
