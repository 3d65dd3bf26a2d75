/* Keeping order: what is hidden, shown, redacted and locked. */
#include "server/decide/board.h"
#include "server/decide/copies.h"
#include "server/decide/decide.h"
#include "server/decide/display.h"
#include "server/decide/undo.h"

#define NO_REASON ((struct text){"", 0})

enum err decide_idea_hide(const struct view *view, const struct command_idea_hide *command,
			  struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (idea.hold == hold_hidden)
		return err_hidden_already;
	idea.hold = hold_hidden;
	idea.reason = command->reason;
	display_put_idea(view, &idea, changes);
	return err_none;
}

/* Moderators let through and show again; what was written in silence its author shows too, to whom
 * it may concern: where moderators read first, it waits for them. */
enum err decide_idea_show(const struct view *view, const struct command_idea_show *command,
			  struct changes *changes)
{
	struct row_idea idea;
	struct row_board board = {.hold = hold_none};
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	bool own_alone = idea.hold == hold_alone && idea.author.n == view->actor.person.n;
	if (view->actor.role != role_moderator && !own_alone)
		return err_not_moderator;
	if (idea.hold == hold_none)
		return err_shown_already;
	view_get_board(view, ROW_KEY(idea.board.n), &board);
	enum err err = board_is_open(view, &board, changes);
	if (err)
		return err;
	idea.hold = hold_of_new(view, &board) == hold_waiting ? hold_waiting : hold_none;
	idea.reason = NO_REASON;
	display_put_idea(view, &idea, changes);
	return err_none;
}

enum err decide_idea_lock(const struct view *view, const struct command_idea_lock *command,
			  struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (idea.locked == command->locked)
		return err_none;
	idea.locked = command->locked;
	changes_put_idea(changes, &idea);
	return err_none;
}

/* ---- redacting ---- */

static void redact(const struct view *view, struct row_idea idea,
		   const struct command_idea_redact *command, struct changes *changes)
{
	idea.title = command->title;
	idea.text = command->text;
	idea.redacted = true;
	idea.edited_ms = view->now_ms;
	changes_put_idea(changes, &idea);
	changes_erase(changes, row_kind_idea, ROW_KEY(idea.id.n));
	undo_forget(view, row_kind_idea, ROW_KEY(idea.id.n), changes);
}

/* What it said before leaves the history, what was kept to undo its changes, and its copies. */
enum err decide_idea_redact(const struct view *view, const struct command_idea_redact *command,
			    struct changes *changes)
{
	struct row_idea idea;
	uint32_t copies[COPIES_MAX];
	uint32_t count = copies_find(view, command->idea.n, copies);
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	redact(view, idea, command, changes);
	for (uint32_t i = 0; i < count && changes->erased_count < ERASED_MAX; i++) {
		struct row_idea copy;
		if (copies[i] != idea.id.n && view_get_idea(view, ROW_KEY(copies[i]), &copy) &&
		    text_same(copy.title, idea.title) && text_same(copy.text, idea.text))
			redact(view, copy, command, changes);
	}
	return err_none;
}

/* ---- comments ---- */

enum err decide_comment_hide(const struct view *view, const struct command_comment_hide *command,
			     struct changes *changes)
{
	struct row_comment comment;
	view_get_comment(view, ROW_KEY(command->comment.n), &comment);
	if (comment.hold == hold_hidden)
		return err_hidden_already;
	comment.hold = hold_hidden;
	comment.reason = command->reason;
	display_put_comment(view, &comment, changes);
	return err_none;
}

enum err decide_comment_show(const struct view *view, const struct command_comment_show *command,
			     struct changes *changes)
{
	struct row_comment comment;
	view_get_comment(view, ROW_KEY(command->comment.n), &comment);
	if (comment.hold == hold_none)
		return err_shown_already;
	comment.hold = hold_none;
	comment.reason = NO_REASON;
	display_put_comment(view, &comment, changes);
	return err_none;
}

enum err decide_comment_redact(const struct view *view,
			       const struct command_comment_redact *command,
			       struct changes *changes)
{
	struct row_comment comment;
	view_get_comment(view, ROW_KEY(command->comment.n), &comment);
	comment.text = command->text;
	comment.redacted = true;
	changes_put_comment(changes, &comment);
	changes_erase(changes, row_kind_comment, ROW_KEY(comment.id.n));
	undo_forget(view, row_kind_comment, ROW_KEY(comment.id.n), changes);
	return err_none;
}
