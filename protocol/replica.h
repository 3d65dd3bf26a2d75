/* What a client knows of a session: a map of rows and a cursor.
 *
 * Rows of an update are held back until the frame that closes it, then put all together. A row
 * replaces the one that is there if its revision is higher; at the same revision a row with
 * fields replaces a removed one. So it makes no difference in which order, or how often, the
 * pieces of an update arrive. Knows nothing of what the rows mean. */
#ifndef BOGEN_PROTOCOL_REPLICA_H
#define BOGEN_PROTOCOL_REPLICA_H

#include <stdbool.h>
#include <stdint.h>

#include "codec.h"
#include "row_map.h"

struct replica;

struct replica *replica_new(void); /* returns owned */
void replica_free(struct replica *replica);

/* Called for each row that a put changed, in the order in which they came. `row` is borrowed until
 * the next put. */
typedef void replica_changed_fn(void *context, const struct row *row);
void replica_watch(struct replica *replica, replica_changed_fn *changed, void *context);

/* A welcome: forgets what is held back, and unless it resumes all rows and the cursor too. `scope`
 * belongs to the cursors that come from now on. */
void replica_welcome(struct replica *replica, bool resumed, uint64_t scope);

/* Holds a row back (copies it); a passing row is put at once. */
void replica_hold(struct replica *replica, const struct row_view *row);

/* Puts what is held back with a revision of at most `seq`, and keeps cursor and seq. Returns how
 * many rows changed. */
uint32_t replica_put(struct replica *replica, struct bytes cursor, uint64_t seq);

/* Up to which sequence number all was put: what a `done` names has arrived once this is not less.
 */
uint64_t replica_seq(const struct replica *replica);

/* The cursor to say hello with: 0 or CURSOR_BYTES long, borrowed until the next put. */
struct bytes replica_cursor(const struct replica *replica);

/* The scope that belongs to the cursor. */
uint64_t replica_scope(const struct replica *replica);

/* The row, removed ones too, or NULL. Borrowed until the next put. */
const struct row *replica_row(const struct replica *replica, enum row_kind kind,
			      const uint32_t key[ROW_KEY_PARTS]);

/* Fills the struct of the kind; false if there is no such row or it is removed. Texts are
 * borrowed until the next put. */
bool replica_get(const struct replica *replica, enum row_kind kind,
		 const uint32_t key[ROW_KEY_PARTS], void *out);

/* All rows of a kind, removed ones left out, ordered by key. `*rows` is an owned array of borrowed
 * rows (free it); returns their number. */
uint32_t replica_rows(const struct replica *replica, enum row_kind kind, const struct row ***rows);

/* A hash over all rows, with the revisions of logged ones; the same for equal replicas whatever
 * their order. Removed and passing rows are no part of it; `public_only` leaves out what not
 * everyone is sent. */
uint64_t replica_digest(const struct replica *replica, bool public_only);

#endif
