/* Gathering ideas: moved, merged, sent up, and how far they have come. */
#include <string.h>

#include "server/decide/ballot_ask.h"
#include "server/decide/board.h"
#include "server/decide/copies.h"
#include "server/decide/decide.h"
#include "server/decide/display.h"

static void put_link(const struct view *view, struct idea_id from, struct idea_id to,
		     enum relation relation, struct changes *changes)
{
	struct row_link link = {.from = from,
				.to = to,
				.relation = relation,
				.person = view->actor.person,
				.created_ms = view->now_ms};
	changes_put_link(changes, &link);
}

/* What has been merged into an idea moves with it: a merged idea stands on its target's board. */
static void move_merged(const struct view *view, const struct row_idea *target,
			struct changes *changes)
{
	struct row_idea idea = {.id = {0}};
	while (view_next_merged(view, target->id, &idea)) {
		if (idea.board.n == target->board.n)
			continue;
		idea.board = target->board;
		display_put_idea(view, &idea, changes);
	}
}

enum err decide_idea_move(const struct view *view, const struct command_idea_move *command,
			  struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (idea.merged_into.n)
		return refuse_with_number(changes, err_merged, idea.merged_into.n);
	bool elsewhere = idea.board.n != command->board.n;
	if (!elsewhere && idea.topic.n == command->topic.n)
		return err_none;
	idea.board = command->board;
	idea.topic = command->topic;
	display_put_idea(view, &idea, changes);
	if (elsewhere)
		move_merged(view, &idea, changes);
	return err_none;
}

enum err decide_idea_merge(const struct view *view, const struct command_idea_merge *command,
			   struct changes *changes)
{
	struct row_idea idea, into, merged = {.id = {0}};
	struct row_ballot ballot;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	view_get_idea(view, ROW_KEY(command->into.n), &into);
	if (idea.id.n == into.id.n)
		return err_merge_to_itself;
	if (idea.merged_into.n)
		return refuse_with_number(changes, err_merged, idea.merged_into.n);
	if (into.merged_into.n)
		return refuse_with_number(changes, err_merged, into.merged_into.n);
	if (idea.board.n != into.board.n)
		return err_boards_differ;
	if (idea.hold != hold_none || into.hold != hold_none)
		return err_held_back;
	if (view_next_merged(view, idea.id, &merged))
		return err_built_on;
	if (ballot_holds_idea(view, idea.id, false, &ballot))
		return refuse_with(changes, err_on_ballot, ballot.title);
	idea.merged_into = into.id;
	changes_put_idea(changes, &idea);
	put_link(view, idea.id, into.id, relation_merged_into, changes);
	return err_none;
}

enum err decide_idea_unmerge(const struct view *view, const struct command_idea_unmerge *command,
			     struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (!idea.merged_into.n)
		return err_not_merged;
	changes_remove(changes, row_kind_link,
		       ROW_KEY(idea.id.n, idea.merged_into.n, relation_merged_into));
	idea.merged_into.n = 0;
	changes_put_idea(changes, &idea);
	return err_none;
}

/* ---- sending up ---- */

/* The board above takes what its boards report; any other, what the sender may write there. */
static enum err find_upper(const struct view *view, const struct command_idea_send_up *command,
			   const struct row_idea *idea, struct row_board *upper,
			   struct changes *changes)
{
	struct row_board board;
	view_get_board(view, ROW_KEY(idea->board.n), &board);
	uint32_t to = command->to.n ? command->to.n : board.parent.n;
	if (to == 0 || to == board.id.n || !view_get_board(view, ROW_KEY(to), upper))
		return refuse_with(changes, err_no_parent, board.title);
	if (to != board.parent.n && !board_takes_from_actor(view, upper))
		return refuse_with(changes, err_not_member, upper->title);
	return board_is_open(view, upper, changes);
}

/* The idea stays on its board as what was said there. A second one goes before the other board: its
 * author's and town's, with a link to where it comes from. */
enum err decide_idea_send_up(const struct view *view, const struct command_idea_send_up *command,
			     struct changes *changes)
{
	struct row_idea idea, sent;
	struct row_board upper = {.id = {0}};
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (idea.merged_into.n)
		return refuse_with_number(changes, err_merged, idea.merged_into.n);
	if (idea.hold != hold_none)
		return err_held_back;
	if (view_get_idea(view, ROW_KEY(idea.sent_up_to.n), &sent))
		return refuse_with_number(changes, err_sent_up_already, sent.id.n);
	enum err err = find_upper(view, command, &idea, &upper, changes);
	if (err)
		return err;

	sent = idea;
	sent.id = (struct idea_id){view->next_id(view->context, row_kind_idea)};
	sent.board = upper.id;
	sent.phase.n = 0; /* it was added in none of the board's, and takes nobody's place there */
	sent.hold = hold_of_new(view, &upper) == hold_waiting ? hold_waiting : hold_none;
	sent.audience = display_audience(&upper, sent.hold);
	sent.created_ms = view->now_ms;
	sent.edited_ms = 0;
	sent.locked = false;
	sent.sent_up_to.n = 0;
	idea.sent_up_to = sent.id;
	changes_put_idea(changes, &idea);
	changes_put_idea(changes, &sent);
	put_link(view, sent.id, idea.id, relation_sent_up_from, changes);
	changes->result = sent.id.n;
	return err_none;
}

/* The steering group selects from what was sent to it; what it decides holds for the thought,
 * wherever it stands. */
enum err decide_idea_stage(const struct view *view, const struct command_idea_stage *command,
			   struct changes *changes)
{
	uint32_t copies[COPIES_MAX];
	uint32_t count = copies_find(view, command->idea.n, copies);
	for (uint32_t i = 0; i < count; i++) {
		struct row_idea idea;
		if (!view_get_idea(view, ROW_KEY(copies[i]), &idea) || idea.stage == command->stage)
			continue;
		idea.stage = command->stage;
		changes_put_idea(changes, &idea);
	}
	return err_none;
}
