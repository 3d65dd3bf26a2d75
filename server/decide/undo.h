/* Undoing: with an action go the rows as they were before it, in a row of its own, so that nothing
 * need ever be dug out of the history. */
#ifndef BOGEN_SERVER_DECIDE_UNDO_H
#define BOGEN_SERVER_DECIDE_UNDO_H

#include "server/decide/view.h"

/* Adds to an accepted command's changes what would undo it; a command that cannot be undone, but is
 * the person's last action, takes the chance to undo the one before. */
void undo_remember(const struct view *view, enum command_kind kind, struct changes *changes);

/* No kept change may bring back what this row said before. */
void undo_forget(const struct view *view, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
		 struct changes *changes);

/* An action that is to be undone: its rows as they were before, and the same in the order of kind
 * and key. Borrows what it was read from. */
struct undo {
	struct row_change change;
	struct row_view *rows, *sorted; /* owned */
	uint32_t count;
};

/* Whether the action has touched this row. */
bool undo_holds(const struct undo *undo, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS]);

/* Whether something stands on what the action did: then it stays. */
bool undo_is_built_on(const struct view *view, const struct undo *undo);

#endif
