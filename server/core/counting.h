/* The running counts of a state's ballots, and the derived rows that show them: tally, total,
 * turnout and voted. Owns a sheet for each ballot that is or was open.
 *
 * Which of these rows there are follows from the logged rows alone: a turnout for each town that a
 * paper or vote names, and, as soon as the ballot's counts may be seen and there is something to
 * count, a total for each option and a tally for each option and town of a paper (in an opinion
 * ballot: of a vote for it; in a confidential one: of a published paper). */
#ifndef BOGEN_SERVER_CORE_COUNTING_H
#define BOGEN_SERVER_CORE_COUNTING_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/records.h"

struct state;
struct sheet;

struct count; /* of one ballot */

struct counting {
	struct count **at; /* by the ballot's number */
	uint32_t room;
	bool loading; /* rows are counted now and shown by counting_show_all() */
};

void counting_free(struct counting *counting);

/* The sheet of a ballot; NULL if it was never open. */
const struct sheet *counting_sheet(const struct counting *counting, uint32_t ballot);

/* A row was put: `old` and `now` are NULL where it was not there or is removed. */
void counting_ballot(struct state *state, uint32_t id, const struct row_ballot *now);
void counting_vote(struct state *state, uint64_t revision, const struct row_vote *old,
		   const struct row_vote *now);
void counting_paper(struct state *state, uint64_t revision, const struct row_paper *old,
		    const struct row_paper *now);
void counting_published(struct state *state, const struct row_published *now);

/* Who sees an idea has changed, or it is gone, or back: what opinion ballots say of it follows. */
void counting_idea(struct state *state, uint64_t revision, uint32_t idea);

/* All rows of an entry have been put: shows what its papers have moved. */
void counting_settle(struct state *state, uint64_t revision);

/* After loading: shows all counts at the head's revision. */
void counting_show_all(struct state *state, uint64_t seq);

#endif
