/* The rows that the server computes from logged ones: authors, attendance, comment counts, tallies.
 *
 * Which derived rows there are, removed ones too, follows from the logged rows alone, so a session
 * has the same ones after a restart and a client that slept through it misses no removal: an
 * attendance for each town that a person ever came from, with 0 for those of none, a comment count
 * for each idea, what counting.h says of ballots; those of an idea that was taken back are removed.
 */
#ifndef BOGEN_SERVER_CORE_DERIVE_H
#define BOGEN_SERVER_CORE_DERIVE_H

#include "server/core/state.h"

/* Part of every cursor: a server that derives differently makes clients start over. */
#define DERIVATIONS_VERSION 4u

/* Puts a logged row and the derived rows that it moves, at its revision; what papers move waits for
 * counting_settle(). */
void derive_put(struct state *state, const struct row_view *row);

/* After loading: puts all derived rows at the head's revision. */
void derive_all(struct state *state, uint64_t seq);

#endif
