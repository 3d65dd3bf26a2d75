/* Comments: they are seen by whoever sees their idea. */
#include "server/decide/decide.h"
#include "server/decide/display.h"
#include "server/decide/quota.h"

enum err decide_comment_add(const struct view *view, const struct command_comment_add *command,
			    struct changes *changes)
{
	struct row_idea idea;
	struct row_board board = {.hold = hold_none};
	struct row_person author;
	enum err err = person_acting(view, command->person, &author);
	if (err)
		return err;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	view_get_board(view, ROW_KEY(idea.board.n), &board);
	err = quota_take(view, &board, quota_comment, changes);
	if (err)
		return err;
	/* A comment waits for approval as ideas do; silence is for ideas. */
	enum hold hold = hold_of_new(view, &board);
	if (hold == hold_alone)
		hold = hold_none;
	struct row_comment comment = {.id = {view->next_id(view->context, row_kind_comment)},
				      .idea = command->idea,
				      .board = idea.board,
				      .author = author.id,
				      .town = author.town,
				      .audience =
					      hold == hold_none ? idea.audience : audience_withheld,
				      .hold = hold,
				      .text = command->text,
				      .created_ms = view->now_ms};
	changes_put_comment(changes, &comment);
	if (comment.audience != audience_withheld) /* what nobody sees names nobody */
		person_contributes(&author, changes);
	changes->result = comment.id.n;
	return err_none;
}

enum err decide_comment_remove(const struct view *view,
			       const struct command_comment_remove *command,
			       struct changes *changes)
{
	struct row_comment comment;
	view_get_comment(view, ROW_KEY(command->comment.n), &comment);
	if (comment.author.n != view->actor.person.n && view->actor.role != role_moderator)
		return err_not_yours;
	changes_remove(changes, row_kind_comment, ROW_KEY(command->comment.n));
	return err_none;
}
