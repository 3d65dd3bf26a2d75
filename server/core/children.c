#include "children.h"

#include <stdlib.h>
#include <string.h>

/* The first place whose number is above `id`. */
static uint32_t place_after(const struct child_list *list, uint32_t id)
{
	uint32_t low = 0, high = list->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (list->ids[middle] <= id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void list_add(struct child_list *list, uint32_t id)
{
	uint32_t at = place_after(list, id);
	if (at > 0 && list->ids[at - 1] == id)
		return;
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 4;
		list->ids = realloc(list->ids, list->room * sizeof *list->ids);
		if (!list->ids)
			abort();
	}
	memmove(list->ids + at + 1, list->ids + at, (list->count - at) * sizeof *list->ids);
	list->ids[at] = id;
	list->count++;
}

static void children_note(struct children *children, uint32_t idea, uint32_t id)
{
	if (idea >= children->room) {
		uint32_t room = children->room ? children->room : 64;
		while (room <= idea)
			room *= 2;
		children->of = realloc(children->of, room * sizeof *children->of);
		if (!children->of)
			abort();
		memset(children->of + children->room, 0,
		       (room - children->room) * sizeof *children->of);
		children->room = room;
	}
	list_add(&children->of[idea], id);
}

void kinship_note(struct kinship *kinship, enum row_kind kind, const union any_row *row)
{
	if (kind == row_kind_comment)
		children_note(&kinship->comments, row->comment.idea.n, row->comment.id.n);
	if (kind == row_kind_idea && row->idea.merged_into.n)
		children_note(&kinship->merged, row->idea.merged_into.n, row->idea.id.n);
}

uint32_t kinship_next(const struct kinship *kinship, enum row_kind kind, uint32_t idea,
		      uint32_t after)
{
	const struct children *children =
		kind == row_kind_comment ? &kinship->comments : &kinship->merged;
	if (idea >= children->room)
		return 0;
	const struct child_list *list = &children->of[idea];
	uint32_t at = place_after(list, after);
	return at < list->count ? list->ids[at] : 0;
}

static void children_free(struct children *children)
{
	for (uint32_t i = 0; i < children->room; i++)
		free(children->of[i].ids);
	free(children->of);
}

void kinship_free(struct kinship *kinship)
{
	children_free(&kinship->comments);
	children_free(&kinship->merged);
}
