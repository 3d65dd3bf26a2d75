/* Who sees a contribution: what its hold and its board make of its audience. */
#ifndef BOGEN_SERVER_DECIDE_DISPLAY_H
#define BOGEN_SERVER_DECIDE_DISPLAY_H

#include "server/decide/view.h"

/* The audience of something on this board that is held back, or is not. */
enum audience display_audience(const struct row_board *board, enum hold hold);

/* How something that the sender writes on this board is held back: moderators' own is not. */
enum hold hold_of_new(const struct view *view, const struct row_board *board);

/* Puts an idea whose hold or board has changed, and with it those of its comments whose audience
 * changes: what is written about an idea is seen by whoever sees the idea. */
void display_put_idea(const struct view *view, struct row_idea *idea, struct changes *changes);

/* The same for a comment whose hold has changed. */
void display_put_comment(const struct view *view, struct row_comment *comment,
			 struct changes *changes);

/* Shows what was written in silence on several boards: `to` has the new hold by the board's number,
 * hold_alone where nothing is to change; it ends before `board_end`. */
void display_reveal(const struct view *view, const enum hold *to, uint32_t board_end,
		    struct changes *changes);

#endif
