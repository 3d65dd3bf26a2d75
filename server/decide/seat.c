/* Places in teams and at tables, taken or given one by one. */
#include "server/decide/board.h"
#include "server/decide/decide.h"

static bool has_seats(const struct row_board *board)
{
	return board->sort == board_sort_team || board->sort == board_sort_table;
}

static uint32_t *place_in(struct row_seat *seat, const struct row_board *board)
{
	return board->sort == board_sort_team ? &seat->team.n : &seat->table.n;
}

static uint64_t count_seated(const struct view *view, struct row_board *board)
{
	uint64_t count = 0;
	uint32_t end = view->next_id(view->context, row_kind_seat);
	for (uint32_t id = 1; id < end; id++) {
		struct row_seat seat;
		count += view_get_seat(view, ROW_KEY(id), &seat) &&
			 *place_in(&seat, board) == board->id.n;
	}
	return count;
}

/* Whom the command is for; others than oneself only moderators and the board's leader may place. */
static enum err person_placed(const struct view *view, struct person_id named,
			      const struct row_board *board, struct row_person *person,
			      struct changes *changes)
{
	const struct actor *actor = &view->actor;
	uint32_t id = named.n ? named.n : actor->person.n;
	if (!has_seats(board))
		return refuse_with(changes, err_board_sort_wrong, board->title);
	if (id != actor->person.n && !board_is_led(view, board))
		return refuse_with(changes, err_not_leader, board->title);
	if (!view_get_person(view, ROW_KEY(id), person) || person->left || person->kept_out ||
	    person->role == role_observer)
		return refuse_with(changes, err_not_found, (struct text){"person", 6});
	return err_none;
}

static enum err check_choice(const struct view *view, struct row_board *board,
			     struct changes *changes)
{
	if (view->actor.role == role_moderator || board->leader.n == view->actor.person.n)
		return err_none;
	if (board->places == 0)
		return refuse_with(changes, err_no_choice, board->title);
	if (count_seated(view, board) >= board->places)
		return refuse_with(changes, err_board_full, board->title);
	return err_none;
}

/* A leader takes nobody from another's board. */
static enum err check_taking_away(const struct view *view, struct row_seat *seat,
				  const struct row_board *board, struct person_id person,
				  struct changes *changes)
{
	struct row_board other;
	bool moderates = view->actor.role == role_moderator;
	if (moderates || person.n == view->actor.person.n ||
	    !view_get_board(view, ROW_KEY(*place_in(seat, board)), &other))
		return err_none;
	return refuse_with(changes, err_not_leader, other.title);
}

enum err decide_seat_take(const struct view *view, const struct command_seat_take *command,
			  struct changes *changes)
{
	struct row_board board;
	struct row_person person;
	struct row_seat seat = {.person = {0}};
	view_get_board(view, ROW_KEY(command->board.n), &board);
	enum err err = person_placed(view, command->person, &board, &person, changes);
	if (err)
		return err;
	view_get_seat(view, ROW_KEY(person.id.n), &seat);
	if (*place_in(&seat, &board) == board.id.n)
		return err_none;
	err = check_taking_away(view, &seat, &board, person.id, changes);
	if (!err)
		err = check_choice(view, &board, changes);
	if (err)
		return err;
	ready_clear(view, (struct board_id){*place_in(&seat, &board)}, person.id, changes);
	seat.person = person.id;
	*place_in(&seat, &board) = board.id.n;
	changes_put_seat(changes, &seat);
	if (board.sort == board_sort_team)
		person_contributes(&person, changes); /* who works in a team is known by name */
	return err_none;
}

enum err decide_seat_leave(const struct view *view, const struct command_seat_leave *command,
			   struct changes *changes)
{
	struct row_board board;
	struct row_person person;
	struct row_seat seat = {.person = {0}};
	view_get_board(view, ROW_KEY(command->board.n), &board);
	enum err err = person_placed(view, command->person, &board, &person, changes);
	if (err)
		return err;
	if (!view_get_seat(view, ROW_KEY(person.id.n), &seat) ||
	    *place_in(&seat, &board) != board.id.n)
		return refuse_with(changes, err_not_member, board.title);
	*place_in(&seat, &board) = 0;
	changes_put_seat(changes, &seat);
	ready_clear(view, board.id, person.id, changes);
	return err_none;
}
