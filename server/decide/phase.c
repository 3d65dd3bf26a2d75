/* Phases and timers: each board has its own. */
#include <stdlib.h>

#include "server/decide/board.h"
#include "server/decide/decide.h"
#include "server/decide/display.h"

#define TIMER_MS_MIN 1000u
#define MINUTE_MS    UINT64_C(60000)

/* ---- phases ---- */

struct entering {
	struct row_phase phase;
	bool timed;
	enum hold *revealed; /* by the board's number: what silence ends in; owned */
	uint32_t board_end;
};

static uint64_t timer_of(const struct view *view, const struct row_phase *phase)
{
	return phase->minutes ? view->now_ms + phase->minutes * MINUTE_MS : 0;
}

static bool is_meant_for(const struct row_phase *phase, const struct row_board *board)
{
	return phase->boards == 0 || phase->boards & UINT64_C(1) << board->sort;
}

static void enter(const struct view *view, struct row_board *board, struct changes *changes,
		  void *context)
{
	const struct entering *entering = context;
	board_enter_phase(&entering->phase, board);
	if (entering->timed)
		board->timer_end_ms = timer_of(view, &entering->phase);
	changes_put_board(changes, board);
	if (entering->phase.reveal && board->hold != hold_alone)
		entering->revealed[board->id.n] = board->hold;
}

static void begin_entering(const struct view *view, struct entering *entering)
{
	entering->board_end = view->next_id(view->context, row_kind_board);
	entering->revealed = malloc(entering->board_end * sizeof *entering->revealed);
	if (!entering->revealed)
		abort();
	for (uint32_t id = 0; id < entering->board_end; id++)
		entering->revealed[id] = hold_alone;
}

/* What was written in silence is shown on all boards at once, or waits for approval. */
static void end_entering(const struct view *view, struct entering *entering,
			 struct changes *changes)
{
	if (entering->phase.reveal)
		display_reveal(view, entering->revealed, entering->board_end, changes);
	free(entering->revealed);
}

/* Boards below go along to phases that are meant for them; a moderator may lead each anywhere. */
static void enter_along(const struct view *view, struct row_board *board, struct changes *changes,
			void *context)
{
	const struct entering *entering = context;
	if (is_meant_for(&entering->phase, board))
		enter(view, board, changes, context);
}

/* Two moderators may press "next" at the same moment: the command says from which phase, and only
 * the first finds the board there. */
enum err decide_phase_go(const struct view *view, const struct command_phase_go *command,
			 struct changes *changes)
{
	struct row_board board;
	struct entering entering = {.timed = command->timed};
	view_get_board(view, ROW_KEY(command->board.n), &board);
	view_get_phase(view, ROW_KEY(command->to.n), &entering.phase);
	if (board.phase.n != command->from.n) {
		struct row_phase now;
		struct text title = {"", 0};
		if (view_get_phase(view, ROW_KEY(board.phase.n), &now))
			title = now.title;
		return refuse_with(changes, err_phase_moved, title);
	}
	begin_entering(view, &entering);
	enter(view, &board, changes, &entering);
	if (command->below)
		board_for_each_below(view, board.id, changes, enter_along, &entering);
	end_entering(view, &entering, changes);
	return err_none;
}

/* What is asked, in other words; boards that are in the phase stay as they are, with their clocks.
 */
enum err decide_phase_edit(const struct view *view, const struct command_phase_edit *command,
			   struct changes *changes)
{
	struct row_phase phase;
	view_get_phase(view, ROW_KEY(command->phase.n), &phase);
	phase.title = command->title;
	phase.prompt = command->prompt;
	phase.help = command->help;
	phase.minutes = command->minutes;
	changes_put_phase(changes, &phase);
	return err_none;
}

/* ---- timers ---- */

static void set_timer(const struct view *view, struct row_board *board, struct changes *changes,
		      void *end_ms)
{
	(void)view;
	board->timer_end_ms = *(const uint64_t *)end_ms;
	changes_put_board(changes, board);
}

static void set_timers(const struct view *view, struct board_id id, uint64_t end_ms, bool below,
		       struct changes *changes)
{
	struct row_board board;
	view_get_board(view, ROW_KEY(id.n), &board);
	set_timer(view, &board, changes, &end_ms);
	if (below)
		board_for_each_below(view, id, changes, set_timer, &end_ms);
}

enum err decide_timer_start(const struct view *view, const struct command_timer_start *command,
			    struct changes *changes)
{
	struct row_board board;
	struct row_phase phase = {.title = {"", 0}};
	uint64_t end_ms = view->now_ms + command->duration_ms;
	if (command->duration_ms > 0 && command->duration_ms < TIMER_MS_MIN)
		return err_timer_too_short;
	if (command->duration_ms == 0) {
		view_get_board(view, ROW_KEY(command->board.n), &board);
		view_get_phase(view, ROW_KEY(board.phase.n), &phase);
		end_ms = timer_of(view, &phase);
		if (end_ms == 0)
			return refuse_with(changes, err_timer_missing, phase.title);
	}
	set_timers(view, command->board, end_ms, command->below, changes);
	return err_none;
}

enum err decide_timer_stop(const struct view *view, const struct command_timer_stop *command,
			   struct changes *changes)
{
	set_timers(view, command->board, 0, command->below, changes);
	return err_none;
}

/* The phase after the board's that is meant for boards of its sort. */
static bool next_phase(const struct view *view, const struct row_board *board,
		       struct row_phase *phase)
{
	uint32_t end = view->next_id(view->context, row_kind_phase);
	for (uint32_t id = board->phase.n + 1; id < end; id++)
		if (view_get_phase(view, ROW_KEY(id), phase) && is_meant_for(phase, board))
			return true;
	return false;
}

/* Does nothing if the timer has been stopped or started anew since: whoever notices its end first
 * may say so, and one wins. A board without a further phase stays where it is. */
enum err decide_timer_end(const struct view *view, const struct command_timer_end *command,
			  struct changes *changes)
{
	struct row_board board;
	struct entering entering = {.timed = true};
	if (!view_get_board(view, ROW_KEY(command->board.n), &board) || board.timer_end_ms == 0 ||
	    board.timer_end_ms != command->end_ms || board.timer_end_ms > view->now_ms)
		return err_none;
	if (board.ending == ending_next && next_phase(view, &board, &entering.phase)) {
		begin_entering(view, &entering);
		enter(view, &board, changes, &entering);
		end_entering(view, &entering, changes);
		return err_none;
	}
	board.timer_end_ms = 0;
	board.locked = board.locked || board.ending == ending_lock;
	changes_put_board(changes, &board);
	return err_none;
}
