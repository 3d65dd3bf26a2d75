/* A ballot, its papers and what comes of them, for tests of counting. */
#ifndef BOGEN_TESTS_UNIT_VOTING_DESK_H
#define BOGEN_TESTS_UNIT_VOTING_DESK_H

#include "server/voting/voting.h"

#define DESK_PAPERS_MAX 4096u
#define DESK_BYTES_MAX  (1u << 20)

struct desk_vote {
	uint32_t town, idea;
	enum choice choice;
};

struct desk {
	struct row_ballot ballot;
	struct sheet *sheet;
	struct voting_result *result;
	struct voting_paper papers[DESK_PAPERS_MAX];
	uint32_t paper_count;
	uint8_t bytes[DESK_BYTES_MAX]; /* that lists borrow */
	size_t used;
};

/* A ballot of that method whose options are the ideas 1 to `options`, costing 100 each. Towns: 3.
 */
struct desk *desk_new(enum ballot_method method, uint32_t options);
void desk_free(struct desk *desk);
/* After a change of desk->ballot, before anything is counted. */
void desk_begin(struct desk *desk);

/* A list that lives as long as the desk. */
struct pairs desk_pairs(struct desk *desk, uint32_t count, const struct pair *list);
struct ids desk_ids(struct desk *desk, uint32_t count, const uint32_t *list);

void desk_cast(struct desk *desk, uint32_t town, uint32_t count, const struct pair *choices);
/* So many papers that say the same. */
#define CAST(desk, times, town, ...)                                                               \
	for (uint32_t cast_ = 0; cast_ < (times); cast_++)                                         \
	desk_cast(desk, town, sizeof(((struct pair[]){__VA_ARGS__})) / sizeof(struct pair),        \
		  ((struct pair[]){__VA_ARGS__}))
#define BLANK(desk, times, town)                                                                   \
	for (uint32_t cast_ = 0; cast_ < (times); cast_++)                                         \
	desk_cast(desk, town, 0, NULL)

/* Counts; `ideas` are for opinion ballots. */
void desk_conclude(struct desk *desk, struct ids ideas);
/* The result's row of that option. */
const struct row_result *desk_row(const struct desk *desk, uint32_t option);

/* Checks a paper, as a list of choices. */
#define CHECK(desk, detail, ...)                                                                   \
	voting_check_paper(                                                                        \
		&(desk)->ballot,                                                                   \
		desk_pairs(desk, sizeof(((struct pair[]){__VA_ARGS__})) / sizeof(struct pair),     \
			   ((struct pair[]){__VA_ARGS__})),                                        \
		detail)

/* Repeatable randomness: SplitMix64. */
uint64_t desk_random(uint64_t *seed);
/* 0 … bound - 1. */
uint32_t desk_below(uint64_t *seed, uint32_t bound);

#endif
