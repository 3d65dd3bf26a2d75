#include "server/decide/display.h"

#include "server/decide/decide.h"

enum audience display_audience(const struct row_board *board, enum hold hold)
{
	return hold == hold_none ? board->audience : audience_withheld;
}

enum hold hold_of_new(const struct view *view, const struct row_board *board)
{
	bool approved = view->actor.role == role_moderator && board->hold == hold_waiting;
	return approved ? hold_none : board->hold;
}

static void put_comments(const struct view *view, const struct row_board *board,
			 const struct row_idea *idea, struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_comment);
	for (uint32_t id = 1; id < end; id++) {
		struct row_comment comment;
		if (!view_get_comment(view, ROW_KEY(id), &comment) || comment.idea.n != idea->id.n)
			continue;
		enum audience audience = idea->hold == hold_none
						 ? display_audience(board, comment.hold)
						 : audience_withheld;
		if (comment.audience == audience && comment.board.n == board->id.n)
			continue;
		comment.audience = audience;
		comment.board = board->id;
		changes_put_comment(changes, &comment);
	}
}

void display_put_idea(const struct view *view, struct row_idea *idea, struct changes *changes)
{
	struct row_board board;
	if (!view_get_board(view, ROW_KEY(idea->board.n), &board))
		return;
	idea->audience = display_audience(&board, idea->hold);
	changes_put_idea(changes, idea);
	put_comments(view, &board, idea, changes);
}

void display_reveal(const struct view *view, const struct row_board *board, struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_idea);
	for (uint32_t id = 1; id < end; id++) {
		struct row_idea idea;
		if (!view_get_idea(view, ROW_KEY(id), &idea) || idea.board.n != board->id.n ||
		    idea.hold != hold_alone)
			continue;
		idea.hold = hold_none;
		display_put_idea(view, &idea, changes);
	}
}
