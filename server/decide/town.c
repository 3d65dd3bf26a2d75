/* Towns, with their boards. */
#include "town.h"

#include <string.h>

#include "server/decide/board.h"
#include "server/decide/decide.h"

void town_put(struct town_id id, struct board_id board, struct text name, enum audience audience,
	      const struct row_phase *phase, struct changes *changes)
{
	struct row_town town = {.id = id, .name = name};
	struct row_board workshop = {.id = board,
				     .title = name,
				     .sort = board_sort_town,
				     .town = id,
				     .audience = audience,
				     .parent = {1}};
	board_enter_phase(phase, &workshop);
	changes_put_town(changes, &town);
	changes_put_board(changes, &workshop);
}

/* Whether another town than `self` has this name. */
static bool name_taken(const struct view *view, struct town_id self, struct text name)
{
	uint32_t end = view->next_id(view->context, row_kind_town);
	for (uint32_t id = 1; id < end; id++) {
		struct row_town town;
		if (id != self.n && view_get_town(view, ROW_KEY(id), &town) &&
		    text_same(town.name, name))
			return true;
	}
	return false;
}

/* The first town's board, from which a new one takes audience and phase. */
static bool first_workshop(const struct view *view, struct row_board *board)
{
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++)
		if (view_get_board(view, ROW_KEY(id), board) && board->sort == board_sort_town)
			return true;
	return false;
}

/* ---- the ballots of a town ---- */

static bool board_has_alike(const struct view *view, struct board_id board,
			    const struct row_ballot *ballot)
{
	uint32_t end = view->next_id(view->context, row_kind_ballot);
	for (uint32_t id = 1; id < end; id++) {
		struct row_ballot other;
		if (view_get_ballot(view, ROW_KEY(id), &other) && other.board.n == board.n &&
		    other.method == ballot->method && text_same(other.title, ballot->title))
			return true;
	}
	return false;
}

/* Whether every town has such a ballot: the method has prepared it for each, or the moderators. */
static bool each_town_has(const struct view *view, const struct row_ballot *ballot)
{
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(id), &board) && board.sort == board_sort_town &&
		    !board_has_alike(view, board.id, ballot))
			return false;
	}
	return true;
}

/* What its own members vote on there, the new board's vote on here. */
static struct ids move_voters(struct ids voters, struct board_id from, struct board_id to,
			      uint8_t *room)
{
	for (uint32_t i = 0; i < voters.count; i++) {
		uint32_t board = ids_get(voters, i);
		id_write(room + i * ID_BYTES, board == from.n ? to.n : board);
	}
	return (struct ids){room, voters.count};
}

/* Prepares for the new board what the first town's has like all others. Options are that town's
 * ideas, so they are not taken along; nor are later rounds. */
static void copy_ballots(const struct view *view, struct board_id from, struct board_id to,
			 enum audience audience, struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_ballot), next = end;
	for (uint32_t id = 1; id < end; id++) {
		uint8_t room[LINES_MAX * ID_BYTES];
		struct row_ballot old;
		if (!view_get_ballot(view, ROW_KEY(id), &old) || old.board.n != from.n ||
		    old.previous.n || !each_town_has(view, &old))
			continue;
		struct row_ballot ballot = old;
		ballot.id.n = next++;
		ballot.board = to;
		ballot.audience = audience;
		ballot.state = ballot_state_prepared;
		ballot.opened_ms = ballot.closed_ms = 0;
		ballot.options = (struct pairs){0};
		ballot.gathered = false;
		ballot.voters = move_voters(old.voters, from, to, room);
		ballot.papers = ballot.eligible = ballot.towns = 0;
		changes_put_ballot(changes, &ballot);
	}
}

enum err decide_town_add(const struct view *view, const struct command_town_add *command,
			 struct changes *changes)
{
	struct town_id id = {view->next_id(view->context, row_kind_town)};
	struct board_id board = {view->next_id(view->context, row_kind_board)};
	struct row_board like = {.audience = audience_everyone, .phase = {1}};
	struct row_phase phase = {.id = {1}};
	if (name_taken(view, id, command->name))
		return refuse_with(changes, err_name_taken, command->name);
	if (id.n > LINES_MAX)
		return refuse_with(changes, err_too_many_towns, (struct text){"24", 2});
	bool others = first_workshop(view, &like);
	view_get_phase(view, ROW_KEY(like.phase.n), &phase);
	town_put(id, board, command->name, like.audience, &phase, changes);
	if (others)
		copy_ballots(view, like.id, board, like.audience, changes);
	changes->result = id.n;
	return err_none;
}

enum err decide_town_edit(const struct view *view, const struct command_town_edit *command,
			  struct changes *changes)
{
	if (name_taken(view, command->town, command->name))
		return refuse_with(changes, err_name_taken, command->name);
	struct row_town town = {.id = command->town, .name = command->name};
	changes_put_town(changes, &town);
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (!view_get_board(view, ROW_KEY(id), &board) || board.sort != board_sort_town ||
		    board.town.n != command->town.n)
			continue;
		board.title = command->name;
		changes_put_board(changes, &board);
	}
	return err_none;
}
