/* The inside of a sheet, for the files that conclude from it: each option's counts by town, each
 * town's papers and, for rankings, how many there prefer which option to which. */
#ifndef BOGEN_SERVER_VOTING_SHEET_H
#define BOGEN_SERVER_VOTING_SHEET_H

#include "server/voting/id_index.h"
#include "server/voting/voting.h"

struct voting_method;

struct sheet_option {
	uint32_t id;
	uint32_t town_count; /* cells at `towns`; towns beyond have not answered */
	struct cell total;
	struct cell *towns; /* by the town's index in the sheet */
};

struct sheet_town {
	uint32_t id;
	uint64_t papers;
	uint64_t votes; /* opinions of ideas */
	uint32_t *wins; /* rankings: [option][other], how many prefer it to the other */
};

/* Rankings: memory to sort one paper in. */
struct sheet_sorting {
	uint32_t *rank;  /* by option; 0: left out */
	uint32_t *begin; /* by rank */
	uint32_t *order; /* options, the best first */
};

struct sheet {
	const struct voting_method *method;
	struct sheet_option *options;
	uint32_t option_count, option_capacity;
	struct id_index option_index;
	uint32_t *by_number; /* the options' indexes, rising by number */
	struct sheet_town *towns;
	uint32_t town_count, town_capacity;
	struct id_index town_index;
	uint64_t papers;
	struct sheet_sorting sorting;
};

/* How many in the town prefer the option with that index to another; NULL if nobody has voted. */
const uint32_t *sheet_wins(const struct sheet *sheet, uint32_t town);

#endif
