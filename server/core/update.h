/* Rows on their way to viewers: pieces of an update, pages of an export. */
#ifndef BOGEN_SERVER_CORE_UPDATE_H
#define BOGEN_SERVER_CORE_UPDATE_H

#include "server/core/viewer.h"

#define UPDATE_BYTES_MAX (MESSAGE_BYTES_MAX - 1024u) /* leaves room for the closing frame */

/* Appends the rows of a list behind a position, at most up to `bytes_max` in all; returns the
 * position reached. `fresh` readers know nothing yet and are not told of what is gone. */
uint64_t update_append_rows(const struct row_list *list, uint64_t position, bool fresh,
			    size_t bytes_max, struct buffer *out);
void update_append_cursor(const struct session *session, struct buffer *out);
void update_append_presence(const struct session *session, struct buffer *out);
void update_want(struct viewer *viewer, uint64_t position);
/* Sends the viewer the rows of its own list behind a position, with its answers if it has any. */
void update_send_own(struct viewer *viewer, const struct row_list *own, uint64_t position);
void update_read_page(struct viewer *viewer, const struct frame_read *read);

#endif
