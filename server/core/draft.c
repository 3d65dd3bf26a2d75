#include "draft.h"

#include <string.h>

void draft_begin(struct draft *draft, const struct state *state)
{
	*draft = (struct draft){.state = state};
}

void draft_end(struct draft *draft)
{
	row_map_free(&draft->rows);
	kinship_free(&draft->kinship);
}

const struct row *draft_find(const void *context, enum row_kind kind,
			     const uint32_t key[ROW_KEY_PARTS])
{
	const struct draft *draft = context;
	const struct row *row = row_map_find(&draft->rows, kind, key);
	return row ? row : state_find(draft->state, kind, key);
}

uint32_t draft_next_id(const void *context, enum row_kind kind)
{
	const struct draft *draft = context;
	uint32_t drafted = draft->id_max[kind], known = draft->state->id_max[kind];
	return (drafted > known ? drafted : known) + 1;
}

uint32_t draft_next_child(const void *context, enum row_kind kind, uint32_t idea, uint32_t after)
{
	const struct draft *draft = context;
	uint32_t drafted = kinship_next(&draft->kinship, kind, idea, after);
	uint32_t known = kinship_next(&draft->state->kinship, kind, idea, after);
	return drafted && (known == 0 || drafted < known) ? drafted : known;
}

const struct sheet *draft_sheet(const void *context, uint32_t ballot)
{
	const struct draft *draft = context;
	return counting_sheet(&draft->state->counting, ballot);
}

static void note_kinship(struct draft *draft, const struct row_view *view)
{
	union any_row fields;
	bool refers = view->kind == row_kind_idea || view->kind == row_kind_comment;
	if (refers && codec_row_fields(view->whole.at, view->whole.size, view->kind, &fields))
		kinship_note(&draft->kinship, view->kind, &fields);
}

void draft_put(struct draft *draft, struct arena *arena, struct bytes frame)
{
	struct row_view view;
	if (!codec_row_view(frame.at, frame.size, &view))
		return;
	struct row *row = arena_take(arena, sizeof *row);
	*row = (struct row){.revision = view.revision,
			    .kind = (uint8_t)view.kind,
			    .removed = view.removed,
			    .size = frame.size,
			    .bytes = frame.at};
	memcpy(row->key, view.key, sizeof row->key);
	row_map_put(&draft->rows, row);
	note_kinship(draft, &view);
	if (view.key[0] > draft->id_max[view.kind])
		draft->id_max[view.kind] = view.key[0];
}
