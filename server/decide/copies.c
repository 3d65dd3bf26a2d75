#include "server/decide/copies.h"

/* An idea that was sent up may be gone; the links still tell what came of it. */
static bool is_sent_from(const struct view *view, uint32_t sent, uint32_t source)
{
	struct row_link link;
	struct row_idea idea;
	return view_get_link(view, ROW_KEY(sent, source, relation_sent_up_from), &link) ||
	       (view_get_idea(view, ROW_KEY(source), &idea) && idea.sent_up_to.n == sent);
}

static uint32_t origin_of(const struct view *view, uint32_t id)
{
	for (uint32_t source = id - 1; source > 0; source--)
		if (is_sent_from(view, id, source))
			id = source;
	return id;
}

uint32_t copies_find(const struct view *view, uint32_t id, uint32_t copies[COPIES_MAX])
{
	uint32_t count = 0, end = view->next_id(view->context, row_kind_idea);
	copies[count++] = origin_of(view, id);
	for (uint32_t sent = copies[0] + 1; sent < end && count < COPIES_MAX; sent++)
		for (uint32_t i = 0; i < count; i++)
			if (is_sent_from(view, sent, copies[i])) {
				copies[count++] = sent;
				break;
			}
	return count;
}
