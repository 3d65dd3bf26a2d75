/* What is told of an option's votes: all together, and town by town as far as numbers are large
 * enough to be shown. Reads tally, total and turnout rows; reckons nothing. */
#ifndef BOGEN_CLI_BALLOT_CELLS_H
#define BOGEN_CLI_BALLOT_CELLS_H

#include <jansson.h>

#include "protocol/replica.h"
#include "server/voting/voting.h"

struct town_cell {
	struct cell cell;
	bool known; /* else too few people to be shown */
};

struct option_cells {
	struct cell all;
	bool known;              /* else nothing is shown before the closing */
	bool towns_known;        /* of all towns */
	struct town_cell *towns; /* by the index in `towns`; behind them people of no town */
};

/* `cells->towns` has room for `town_count` + 1. */
void ballot_cells_read(const struct replica *replica, const struct row_ballot *ballot,
		       uint32_t option, const struct row_town *towns, uint32_t town_count,
		       struct option_cells *cells);

/* All towns of a session, by number. Returns owned. */
struct row_town *ballot_cells_towns(const struct replica *replica, uint32_t *count);

/* The counts under their names: {"agree", "disagree", "pass"}, {"points", "givers"} …; null if
 * they are not known. Returns owned. */
json_t *ballot_cells_json(const struct row_ballot *ballot, struct cell cell, bool known);
/* {"TOWN": {counts}, …}; people of no town, if there are any, under "". Returns owned. */
json_t *ballot_cells_towns_json(const struct row_ballot *ballot, const struct row_town *towns,
				uint32_t town_count, const struct option_cells *cells);

#endif
