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

/* Whose words everybody can read is known by name from then on. */
static void name_author(const struct view *view, struct person_id author, struct changes *changes)
{
	struct row_person person;
	if (view_get_person(view, ROW_KEY(author.n), &person) && !person.contributed &&
	    !changes_hold(changes, row_kind_person, ROW_KEY(author.n)))
		person_contributes(&person, changes);
}

static void put_comments(const struct view *view, const struct row_board *board,
			 const struct row_idea *idea, struct changes *changes)
{
	struct row_comment comment = {.id = {0}};
	while (view_next_comment(view, idea->id, &comment)) {
		enum audience audience = idea->hold == hold_none
						 ? display_audience(board, comment.hold)
						 : audience_withheld;
		if (comment.audience == audience && comment.board.n == board->id.n)
			continue;
		comment.audience = audience;
		comment.board = board->id;
		changes_put_comment(changes, &comment);
		if (audience != audience_withheld)
			name_author(view, comment.author, changes);
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
	if (idea->hold == hold_none)
		name_author(view, idea->author, changes);
}

void display_put_comment(const struct view *view, struct row_comment *comment,
			 struct changes *changes)
{
	struct row_idea idea;
	struct row_board board;
	comment->audience = audience_withheld;
	if (view_get_idea(view, ROW_KEY(comment->idea.n), &idea) && idea.hold == hold_none &&
	    view_get_board(view, ROW_KEY(idea.board.n), &board))
		comment->audience = display_audience(&board, comment->hold);
	changes_put_comment(changes, comment);
	if (comment->audience != audience_withheld)
		name_author(view, comment->author, changes);
}

void display_reveal(const struct view *view, const enum hold *to, uint32_t board_end,
		    struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_idea);
	for (uint32_t id = 1; id < end; id++) {
		struct row_idea idea;
		if (!view_get_idea(view, ROW_KEY(id), &idea) || idea.hold != hold_alone ||
		    idea.board.n >= board_end || to[idea.board.n] == hold_alone)
			continue;
		idea.hold = to[idea.board.n];
		display_put_idea(view, &idea, changes);
	}
}
