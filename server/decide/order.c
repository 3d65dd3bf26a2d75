/* Keeping order: what is hidden, shown, redacted and locked. */
#include <string.h>

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

/* Moderators let through and show again; what was written in silence its author shows too. */
enum err decide_idea_show(const struct view *view, const struct command_idea_show *command,
			  struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	bool own_alone = idea.hold == hold_alone && idea.author.n == view->actor.person.n;
	if (view->actor.role != role_moderator && !own_alone)
		return err_not_moderator;
	if (idea.hold == hold_none)
		return err_shown_already;
	idea.hold = hold_none;
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

static bool same_text(struct text a, struct text b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

/* An idea and what was sent up from it say the same. */
static bool is_copy(const struct row_idea *other, const struct row_idea *idea)
{
	bool sent = other->id.n == idea->sent_up_to.n || other->sent_up_to.n == idea->id.n;
	return sent && same_text(other->title, idea->title) && same_text(other->text, idea->text);
}

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
	uint32_t end = view->next_id(view->context, row_kind_idea);
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	redact(view, idea, command, changes);
	for (uint32_t id = 1; id < end && changes->erased_count < ERASED_MAX; id++) {
		struct row_idea other;
		if (view_get_idea(view, ROW_KEY(id), &other) && is_copy(&other, &idea))
			redact(view, other, command, changes);
	}
	return err_none;
}

/* ---- comments ---- */

static void put_comment(const struct view *view, struct row_comment *comment,
			struct changes *changes)
{
	struct row_idea idea;
	struct row_board board;
	comment->audience = audience_withheld;
	if (view_get_idea(view, ROW_KEY(comment->idea.n), &idea) && idea.hold == hold_none &&
	    view_get_board(view, ROW_KEY(idea.board.n), &board))
		comment->audience = display_audience(&board, comment->hold);
	changes_put_comment(changes, comment);
}

enum err decide_comment_hide(const struct view *view, const struct command_comment_hide *command,
			     struct changes *changes)
{
	struct row_comment comment;
	view_get_comment(view, ROW_KEY(command->comment.n), &comment);
	if (comment.hold == hold_hidden)
		return err_hidden_already;
	comment.hold = hold_hidden;
	comment.reason = command->reason;
	put_comment(view, &comment, changes);
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
	put_comment(view, &comment, changes);
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
