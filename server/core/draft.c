#include "draft.h"

#include <string.h>

void draft_begin(struct draft *draft, const struct state *state)
{
	*draft = (struct draft){.state = state};
}

void draft_end(struct draft *draft)
{
	row_map_free(&draft->rows);
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
	if (view.key[0] > draft->id_max[view.kind])
		draft->id_max[view.kind] = view.key[0];
}
