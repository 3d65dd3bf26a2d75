/* What decisions ask of boards: who belongs to one, and what entering a phase does to it. */
#ifndef BOGEN_SERVER_DECIDE_BOARD_H
#define BOGEN_SERVER_DECIDE_BOARD_H

#include "server/decide/view.h"

/* Whether the person belongs to the board: to the plenary everybody, to a workshop its town's
 * people, to the steering group those with its role, to a team or table who has a seat there. */
bool board_has_member(const struct view *view, const struct row_board *board,
		      const struct row_person *person);

/* The same for who gives the command; moderators belong to every board. */
bool board_has_actor(const struct view *view, const struct row_board *board);

/* Whether who gives the command may put something on the board: teams, tables and the steering
 * group write themselves, and so do the members of a board that only they read. */
bool board_takes_from_actor(const struct view *view, const struct row_board *board);

/* Boards are read by everyone or by their members. */
bool board_audience_fits(enum audience audience);

/* Whether the sender leads the board, or the one that this table is below; who leads belongs there.
 * Moderators lead every board. */
bool board_is_led(const struct view *view, const struct row_board *board);

/* Whether the sender may put something on the board as far as mute and locks go; moderators may. */
enum err board_is_open(const struct view *view, const struct row_board *board,
		       struct changes *changes);

/* The board is led to a phase: it takes over the phase's rules, is open again, and its timer is
 * off. Whoever was done is not any more: `step` counts up. */
void board_enter_phase(const struct row_phase *phase, struct row_board *board);

/* Calls `visit` for each board whose parent this is. */
typedef void board_visit_fn(const struct view *view, struct row_board *board,
			    struct changes *changes, void *context);
void board_for_each_below(const struct view *view, struct board_id parent, struct changes *changes,
			  board_visit_fn *visit, void *context);

#endif
