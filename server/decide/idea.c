/* Ideas. */
#include "server/decide/ballot_ask.h"
#include "server/decide/board.h"
#include "server/decide/decide.h"
#include "server/decide/display.h"
#include "server/decide/quota.h"

/* Which topics are on the table is the phase's matter; moderators may file under any. */
static bool topic_is_on(const struct view *view, struct topic_id id, const struct row_board *board)
{
	struct row_topic topic;
	return view->actor.role == role_moderator || id.n == 0 ||
	       !view_get_topic(view, ROW_KEY(id.n), &topic) || topic.phase.n == 0 ||
	       topic.phase.n == board->phase.n;
}

enum err decide_idea_add(const struct view *view, const struct command_idea_add *command,
			 struct changes *changes)
{
	struct row_board board;
	struct row_person author;
	struct row_phase phase = {.id = {0}};
	enum err err = person_acting(view, command->person, &author);
	if (err)
		return err;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	view_get_phase(view, ROW_KEY(board.phase.n), &phase);
	if (!board_takes_from_actor(view, &board))
		return refuse_with(changes, err_not_member, board.title);
	if (!topic_is_on(view, command->topic, &board))
		return err_topic_not_now;
	err = quota_take(view, &board, quota_idea, changes);
	if (err)
		return err;
	struct row_idea idea = {.id = {view->next_id(view->context, row_kind_idea)},
				.board = command->board,
				.topic = command->topic,
				.author = author.id,
				.town = author.town,
				.hold = hold_of_new(view, &board),
				.stage = stage_idea,
				.title = command->title,
				.text = command->text,
				.created_ms = view->now_ms,
				.phase = board.phase,
				.sort = phase.sort};
	idea.audience = display_audience(&board, idea.hold);
	changes_put_idea(changes, &idea);
	if (idea.hold == hold_none) /* what nobody sees names nobody */
		person_contributes(&author, changes);
	changes->result = idea.id.n;
	return err_none;
}

/* Its author, or any moderator. */
static bool may_change(const struct view *view, struct person_id author)
{
	return author.n == view->actor.person.n || view->actor.role == role_moderator;
}

enum err decide_idea_edit(const struct view *view, const struct command_idea_edit *command,
			  struct changes *changes)
{
	const struct row *present =
		view->find(view->context, row_kind_idea, ROW_KEY(command->idea.n));
	struct row_idea idea;
	struct row_board board = {.hold = hold_none};
	struct row_ballot ballot;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	view_get_board(view, ROW_KEY(idea.board.n), &board);
	if (!may_change(view, idea.author))
		return err_not_yours;
	if (command->topic.n != idea.topic.n && !topic_is_on(view, command->topic, &board))
		return err_topic_not_now;
	if (command->revision && command->revision != present->revision)
		return err_changed_meanwhile;
	/* What is or was voted on says what it said; moderators mend a slip of the pen. */
	if (view->actor.role != role_moderator && ballot_holds_idea(view, idea.id, true, &ballot))
		return refuse_with(changes, err_on_ballot, ballot.title);
	idea.topic = command->topic;
	idea.title = command->title;
	idea.text = command->text;
	idea.edited_ms = view->now_ms;
	/* What waits for approval was read as it was: changed, it waits again. */
	if (idea.hold == hold_none && hold_of_new(view, &board) == hold_waiting) {
		idea.hold = hold_waiting;
		display_put_idea(view, &idea, changes);
	} else {
		changes_put_idea(changes, &idea);
	}
	return err_none;
}

static void remove_comments(const struct view *view, struct idea_id idea, struct changes *changes)
{
	struct row_comment comment = {.id = {0}};
	while (view_next_comment(view, idea, &comment))
		changes_remove(changes, row_kind_comment, ROW_KEY(comment.id.n));
}

enum err decide_idea_remove(const struct view *view, const struct command_idea_remove *command,
			    struct changes *changes)
{
	struct row_idea idea, merged = {.id = {0}};
	struct row_ballot ballot;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (!may_change(view, idea.author))
		return err_not_yours;
	if (view_next_merged(view, idea.id, &merged))
		return err_built_on;
	if (ballot_holds_idea(view, idea.id, true, &ballot))
		return refuse_with(changes, err_on_ballot, ballot.title);
	remove_comments(view, idea.id, changes);
	changes_remove(changes, row_kind_idea, ROW_KEY(idea.id.n));
	quota_give_back(view, &idea, changes);
	return err_none;
}

enum err decide_idea_link(const struct view *view, const struct command_idea_link *command,
			  struct changes *changes)
{
	struct row_link present;
	if (command->from.n == command->to.n)
		return err_link_to_itself;
	if (view_get_link(view, ROW_KEY(command->from.n, command->to.n, command->relation),
			  &present))
		return err_link_exists;
	struct row_link link = {.from = command->from,
				.to = command->to,
				.relation = command->relation,
				.person = view->actor.person,
				.created_ms = view->now_ms};
	changes_put_link(changes, &link);
	return err_none;
}

enum err decide_idea_unlink(const struct view *view, const struct command_idea_unlink *command,
			    struct changes *changes)
{
	struct row_link present;
	const uint32_t *key = ROW_KEY(command->from.n, command->to.n, command->relation);
	if (!view_get_link(view, key, &present))
		return refuse_with(changes, err_not_found, (struct text){"link", 4});
	changes_remove(changes, row_kind_link, key);
	return err_none;
}
