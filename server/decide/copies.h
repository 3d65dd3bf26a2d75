/* One thought on several boards: an idea, and what was sent up from it. */
#ifndef BOGEN_SERVER_DECIDE_COPIES_H
#define BOGEN_SERVER_DECIDE_COPIES_H

#include "server/decide/view.h"

#define COPIES_MAX ERASED_MAX /* all of them must leave the history in one redaction */

/* The idea that was written first, and all that were sent up from it and from one another, this one
 * among them; those taken back too. Each has a higher number than its source. Returns how many. */
uint32_t copies_find(const struct view *view, uint32_t id, uint32_t copies[COPIES_MAX]);

#endif
