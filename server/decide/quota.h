/* How much one person may add to a board, and how soon again. */
#ifndef BOGEN_SERVER_DECIDE_QUOTA_H
#define BOGEN_SERVER_DECIDE_QUOTA_H

#include "server/decide/view.h"

enum quota { quota_idea, quota_comment };

/* Counts a contribution of the sender, or refuses it: too many, or too soon after the last one.
 * Moderators are not counted. */
enum err quota_take(const struct view *view, const struct row_board *board, enum quota quota,
		    struct changes *changes);

/* An idea taken back makes room for another. */
void quota_give_back(const struct view *view, const struct row_idea *idea, struct changes *changes);

#endif
