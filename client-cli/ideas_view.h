/* The ideas of a session with what belongs to each: names, comments, opinions per town. Borrows
 * everything from the replica, which must not change meanwhile. */
#ifndef BOGEN_CLI_IDEAS_VIEW_H
#define BOGEN_CLI_IDEAS_VIEW_H

#include <jansson.h>

#include "client-cli/ballot_cells.h"
#include "protocol/replica.h"

struct ideas_view_idea {
	struct row_idea row;
	struct row_ballot ballot;  /* whose opinions these are; id 0: none takes the idea */
	struct option_cells cells; /* by the index in `ideas_view.towns` */
	uint64_t comments;
};

struct ideas_view {
	const struct replica *replica;
	struct row_ballot *ballots; /* opinion ballots, the one to be looked at first in front */
	uint32_t ballot_count;
	struct row_town *towns;
	uint32_t town_count;
	struct ideas_view_idea *ideas; /* by number */
	uint32_t idea_count;
	struct town_cell *cells; /* where `cells.towns` of the ideas stand */
};

/* Opinions are those of the ballot that takes the idea: one that is open, else the one opened last.
 */
void ideas_view_make(struct ideas_view *view, const struct replica *replica);
void ideas_view_free(struct ideas_view *view);

/* The idea as the CLI's JSON names it. Returns owned. */
json_t *ideas_view_json(const struct ideas_view *view, const struct ideas_view_idea *idea);
/* {"TOWN": {"agree", …}, …}, null where too few people answered to be shown; people of no town, if
 * any, under "". Returns owned. */
json_t *ideas_view_towns_json(const struct ideas_view *view, const struct ideas_view_idea *idea);

/* What stands for the idea in one line: its title, or its text. */
struct text ideas_view_title(const struct row_idea *idea);

#define IDEAS_VIEW_STATE_BYTES 120u
/* What sets it apart, "hidden, locked, merged into #3"; "" for an idea like any other. */
void ideas_view_state(const struct row_idea *idea, char out[IDEAS_VIEW_STATE_BYTES]);

#endif
