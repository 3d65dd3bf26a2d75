/* The rules of counting written down a second time, as plainly and slowly as can be, to compare
 * with: no sheet, no tables, floating point. Knows nothing of server/voting but its contract. */
#ifndef BOGEN_TESTS_UNIT_VOTING_SLOW_H
#define BOGEN_TESTS_UNIT_VOTING_SLOW_H

#include <stdbool.h>

#include "protocol/records.h"

#define SLOW_OPTIONS_MAX 8u
#define SLOW_PAPERS_MAX  40u
#define SLOW_TOWNS       6u /* 0 … 5 */

struct slow_paper {
	uint32_t town;
	uint32_t count;
	struct pair choices[SLOW_OPTIONS_MAX]; /* of an opinion ballot: enum choice */
};

struct slow_poll {
	struct row_ballot ballot;
	uint32_t option_count;
	uint32_t options[SLOW_OPTIONS_MAX]; /* with the passive one */
	uint32_t paper_count;
	struct slow_paper papers[SLOW_PAPERS_MAX];
	uint64_t keys[4][SLOW_OPTIONS_MAX]; /* by rule: what slow_rank found to rank by */
};

/* To be called when the papers are complete, before asking. */
void slow_rank(struct slow_poll *poll);
/* The result of options[option], without beats and, for a budget, without decisions. */
struct row_result slow_result(const struct slow_poll *poll, uint32_t option);
/* How many prefer one option to the other. */
uint32_t slow_prefer(const struct slow_poll *poll, uint32_t option, uint32_t other);

#endif
