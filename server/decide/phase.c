/* Phases and timers: each board has its own. */
#include "server/decide/decide.h"

#define TIMER_MS_MIN 1000u

/* Two moderators may press "next" at the same moment: the command says from which phase, and only
 * the first finds the board there. */
enum err decide_phase_go(const struct view *view, const struct command_phase_go *command,
			 struct changes *changes)
{
	struct row_board board;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	if (board.phase.n != command->from.n) {
		struct row_phase now;
		struct text title = {"", 0};
		if (view_get_phase(view, ROW_KEY(board.phase.n), &now))
			title = now.title;
		return refuse_with(changes, err_phase_moved, title);
	}
	board.phase = command->to;
	board.timer_end_ms = 0;
	changes_put_board(changes, &board);
	return err_none;
}

enum err decide_timer_start(const struct view *view, const struct command_timer_start *command,
			    struct changes *changes)
{
	struct row_board board;
	if (command->duration_ms < TIMER_MS_MIN)
		return err_timer_too_short;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	board.timer_end_ms = view->now_ms + command->duration_ms;
	changes_put_board(changes, &board);
	return err_none;
}

enum err decide_timer_stop(const struct view *view, const struct command_timer_stop *command,
			   struct changes *changes)
{
	struct row_board board;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	board.timer_end_ms = 0;
	changes_put_board(changes, &board);
	return err_none;
}
