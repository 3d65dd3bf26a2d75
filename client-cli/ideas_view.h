/* The ideas of a session with what belongs to each: names, comments, opinions per town. Borrows
 * everything from the replica, which must not change meanwhile. */
#ifndef BOGEN_CLI_IDEAS_VIEW_H
#define BOGEN_CLI_IDEAS_VIEW_H

#include <jansson.h>

#include "client-cli/rule.h"
#include "protocol/replica.h"

struct ideas_view_idea {
	struct row_idea row;
	struct counts *towns;    /* by the index in `ideas_view.towns` */
	struct counts elsewhere; /* of people of no town */
	struct counts all;
	uint64_t comments;
};

struct ideas_view {
	const struct replica *replica;
	struct ballot_id ballot; /* whose opinions these are; 0: none */
	struct row_town *towns;
	uint32_t town_count;
	struct ideas_view_idea *ideas; /* by number */
	uint32_t idea_count;
	struct counts *cells; /* where `towns` of the ideas stand */
};

/* The opinion ballot that is open, else the one opened last, else any. */
struct ballot_id ideas_view_ballot(const struct replica *replica);

void ideas_view_make(struct ideas_view *view, const struct replica *replica,
		     struct ballot_id ballot);
void ideas_view_free(struct ideas_view *view);

/* The idea as the CLI's JSON names it. Returns owned. */
json_t *ideas_view_json(const struct ideas_view *view, const struct ideas_view_idea *idea);
json_t *ideas_view_counts_json(struct counts counts);
/* {"TOWN": {"agree", …}, …}; people of no town, if any, under "". Returns owned. */
json_t *ideas_view_towns_json(const struct ideas_view *view, const struct ideas_view_idea *idea);

/* What stands for the idea in one line: its title, or its text. */
struct text ideas_view_title(const struct row_idea *idea);

#define IDEAS_VIEW_STATE_BYTES 120u
/* What sets it apart, "hidden, locked, merged into #3"; "" for an idea like any other. */
void ideas_view_state(const struct row_idea *idea, char out[IDEAS_VIEW_STATE_BYTES]);

#endif
