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
	first_workshop(view, &like);
	view_get_phase(view, ROW_KEY(like.phase.n), &phase);
	town_put(id, board, command->name, like.audience, &phase, changes);
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
