/* Boards: teams, tables and steering groups beside the plenary and the towns' workshops. */
#include "server/decide/board.h"

#include "server/decide/audience.h"
#include "server/decide/ballot_ask.h"
#include "server/decide/decide.h"

/* ---- what boards are asked ---- */

bool board_has_member(const struct view *view, const struct row_board *board,
		      const struct row_person *person)
{
	struct row_seat seat;
	switch (board->sort) {
	case board_sort_town:
		return person->town.n == board->town.n;
	case board_sort_steering:
		return person->role == role_steering;
	case board_sort_team:
	case board_sort_table:
		return view_get_seat(view, ROW_KEY(person->id.n), &seat) &&
		       (seat.team.n == board->id.n || seat.table.n == board->id.n);
	default:
		return true;
	}
}

bool board_has_actor(const struct view *view, const struct row_board *board)
{
	const struct actor *actor = &view->actor;
	struct row_person person;
	if (actor->role == role_moderator)
		return true;
	return view_get_person(view, ROW_KEY(actor->person.n), &person) &&
	       board_has_member(view, board, &person);
}

bool board_takes_from_actor(const struct view *view, const struct row_board *board)
{
	bool for_all = board->sort == board_sort_plenary || board->sort == board_sort_town;
	return (for_all && board->audience == audience_everyone) || board_has_actor(view, board);
}

bool board_audience_fits(enum audience audience)
{
	return audience == audience_everyone || audience == audience_members;
}

static bool leads(const struct view *view, const struct row_board *board)
{
	return board->leader.n == view->actor.person.n && board_has_actor(view, board);
}

bool board_is_led(const struct view *view, const struct row_board *board)
{
	struct row_board above;
	if (view->actor.role == role_moderator || leads(view, board))
		return true;
	return board->sort == board_sort_table &&
	       view_get_board(view, ROW_KEY(board->parent.n), &above) && leads(view, &above);
}

enum err board_is_open(const struct view *view, const struct row_board *board,
		       struct changes *changes)
{
	struct row_session session;
	if (view->actor.role == role_moderator)
		return err_none;
	if (view->actor.muted)
		return err_muted;
	if (view_session(view, &session) && session.locked)
		return refuse_with(changes, err_locked, session.title);
	return board->locked ? refuse_with(changes, err_locked, board->title) : err_none;
}

void board_enter_phase(const struct row_phase *phase, struct row_board *board)
{
	board->phase = phase->id;
	board->ending = phase->ending;
	board->hold = board->approval ? hold_waiting : phase->hold;
	board->ideas_max = phase->ideas_max;
	board->slow_s = phase->slow_s;
	board->step++;
	board->locked = false;
	board->timer_end_ms = 0;
	board->speaker.n = 0;
}

void board_for_each_below(const struct view *view, struct board_id parent, struct changes *changes,
			  board_visit_fn *visit, void *context)
{
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(id), &board) && board.parent.n == parent.n)
			visit(view, &board, changes, context);
	}
}

/* ---- boards come and go ---- */

/* Moderators add teams, tables and steering boards; the plenary is one, towns bring theirs. */
static bool may_be_added(enum board_sort sort)
{
	return sort == board_sort_team || sort == board_sort_table || sort == board_sort_steering;
}

/* The first phase that is meant for boards of this sort. */
static bool first_phase(const struct view *view, enum board_sort sort, struct row_phase *phase)
{
	uint32_t end = view->next_id(view->context, row_kind_phase);
	for (uint32_t id = 1; id < end; id++)
		if (view_get_phase(view, ROW_KEY(id), phase) &&
		    (phase->boards == 0 || phase->boards & UINT64_C(1) << sort))
			return true;
	return view_get_phase(view, ROW_KEY(1), phase);
}

/* Boards are named by their titles: two of one name could not be told apart. */
static bool title_is_taken(const struct view *view, struct board_id but, struct text title)
{
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board other;
		if (id != but.n && view_get_board(view, ROW_KEY(id), &other) &&
		    text_same(other.title, title))
			return true;
	}
	return false;
}

enum err decide_board_add(const struct view *view, const struct command_board_add *command,
			  struct changes *changes)
{
	struct row_phase phase;
	if (!may_be_added(command->sort) || !board_audience_fits(command->audience))
		return refuse_with(changes, err_argument_wrong,
				   !board_audience_fits(command->audience)
					   ? (struct text){"audience", 8}
					   : (struct text){"sort", 4});
	if (title_is_taken(view, (struct board_id){0}, command->title))
		return refuse_with(changes, err_name_taken, command->title);
	struct row_board board = {.id = {view->next_id(view->context, row_kind_board)},
				  .title = command->title,
				  .sort = command->sort,
				  .audience = command->audience,
				  .phase = {1},
				  .parent = command->parent.n ? command->parent
							      : (struct board_id){1},
				  .places = command->places};
	if (first_phase(view, command->sort, &phase))
		board_enter_phase(&phase, &board);
	changes_put_board(changes, &board);
	changes->result = board.id.n;
	return err_none;
}

enum err decide_board_edit(const struct view *view, const struct command_board_edit *command,
			   struct changes *changes)
{
	struct row_board board;
	if (title_is_taken(view, command->board, command->title))
		return refuse_with(changes, err_name_taken, command->title);
	view_get_board(view, ROW_KEY(command->board.n), &board);
	board.title = command->title;
	changes_put_board(changes, &board);
	return err_none;
}

static bool is_in_use(const struct view *view, struct board_id board)
{
	uint32_t boards = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < boards; id++) {
		struct row_board other;
		if (view_get_board(view, ROW_KEY(id), &other) && other.parent.n == board.n)
			return true;
	}
	uint32_t ideas = view->next_id(view->context, row_kind_idea);
	for (uint32_t id = 1; id < ideas; id++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(id), &idea) && idea.board.n == board.n)
			return true;
	}
	return false;
}

/* Who sat there sits nowhere: a seat must not name a board that is gone. */
static void clear_seats(const struct view *view, struct board_id board, struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_seat);
	for (uint32_t id = 1; id < end; id++) {
		struct row_seat seat;
		if (!view_get_seat(view, ROW_KEY(id), &seat) ||
		    (seat.team.n != board.n && seat.table.n != board.n))
			continue;
		if (seat.team.n == board.n)
			seat.team.n = 0;
		if (seat.table.n == board.n)
			seat.table.n = 0;
		changes_put_seat(changes, &seat);
	}
}

enum err decide_board_remove(const struct view *view, const struct command_board_remove *command,
			     struct changes *changes)
{
	struct row_board board;
	struct row_ballot ballot = {.id = {0}};
	struct row_focus focus;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	if (!may_be_added(board.sort))
		return refuse_with(changes, err_board_sort_wrong, board.title);
	if (is_in_use(view, board.id))
		return refuse_with(changes, err_board_in_use, board.title);
	if (ballot_next_on_board(view, board.id, &ballot))
		return refuse_with(changes, err_on_ballot, ballot.title);
	clear_seats(view, board.id, changes);
	if (view_get_focus(view, ROW_KEY(board.id.n), &focus))
		changes_remove(changes, row_kind_focus, ROW_KEY(board.id.n));
	changes_remove(changes, row_kind_board, ROW_KEY(board.id.n));
	return err_none;
}

/* ---- who leads, and what holds ---- */

/* Who leads a team or table has a place there. */
static void seat_leader(const struct view *view, const struct row_board *board,
			struct person_id person, struct changes *changes)
{
	struct row_seat seat = {.person = person};
	view_get_seat(view, ROW_KEY(person.n), &seat);
	struct board_id *place = board->sort == board_sort_team ? &seat.team : &seat.table;
	if (place->n == board->id.n)
		return;
	ready_clear(view, *place, person, changes);
	*place = board->id;
	changes_put_seat(changes, &seat);
}

/* A leader's name is public: people must know whom to turn to. */
enum err decide_board_lead(const struct view *view, const struct command_board_lead *command,
			   struct changes *changes)
{
	struct row_board board;
	struct row_person person;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	bool has_seats = board.sort == board_sort_team || board.sort == board_sort_table;
	if (command->person.n) {
		view_get_person(view, ROW_KEY(command->person.n), &person);
		if (person.left || person.kept_out || person.role == role_observer)
			return refuse_with(changes, err_not_found, (struct text){"person", 6});
		if (!has_seats && person.role != role_moderator &&
		    !board_has_member(view, &board, &person))
			return refuse_with(changes, err_not_member, board.title);
		person_contributes(&person, changes);
		if (has_seats && person.role != role_moderator)
			seat_leader(view, &board, person.id, changes);
	}
	board.leader = command->person;
	changes_put_board(changes, &board);
	return err_none;
}

enum err decide_board_rules(const struct view *view, const struct command_board_rules *command,
			    struct changes *changes)
{
	struct row_board board;
	struct row_phase phase = {0};
	view_get_board(view, ROW_KEY(command->board.n), &board);
	view_get_phase(view, ROW_KEY(board.phase.n), &phase);
	board.places = command->places;
	board.ideas_max = command->ideas_max;
	board.slow_s = command->slow_s;
	/* What the phase says holds again when the moderator's own approval ends. */
	board.approval = command->approval;
	board.hold = command->approval ? hold_waiting : phase.hold;
	changes_put_board(changes, &board);
	return err_none;
}

enum err decide_board_lock(const struct view *view, const struct command_board_lock *command,
			   struct changes *changes)
{
	struct row_board board;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	if (board.locked == command->locked)
		return err_none;
	board.locked = command->locked;
	changes_put_board(changes, &board);
	return err_none;
}

enum err decide_session_lock(const struct view *view, const struct command_session_lock *command,
			     struct changes *changes)
{
	struct row_session session;
	if (!view_session(view, &session))
		return refuse_with(changes, err_not_found, (struct text){"session", 7});
	if (session.locked == command->locked)
		return err_none;
	session.locked = command->locked;
	changes_put_session(changes, &session);
	return err_none;
}
