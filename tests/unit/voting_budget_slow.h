/* A plain, slow way to spend a budget, to compare the fast one with: every voter by themselves,
 * fractions for all money, every endowment one by one. Shares no code with the fast one. */
#ifndef BOGEN_TESTS_UNIT_VOTING_BUDGET_SLOW_H
#define BOGEN_TESTS_UNIT_VOTING_BUDGET_SLOW_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

#define SLOW_PROJECTS_MAX 12u
#define SLOW_VOTERS_MAX   40u
#define SLOW_TOWNS_MAX    4u

struct slow_budget {
	uint64_t money, unit;
	uint32_t project_count, voter_count;
	uint64_t cost[SLOW_PROJECTS_MAX];
	uint32_t tie[SLOW_PROJECTS_MAX]; /* a project's place where prices are equal */
	uint64_t points[SLOW_VOTERS_MAX][SLOW_PROJECTS_MAX]; /* 0: not on the paper */
	uint32_t town[SLOW_VOTERS_MAX];
	bool by_towns;
	uint64_t weight[SLOW_TOWNS_MAX]; /* by town; 0: no part */
	enum { slow_cost, slow_count, slow_points } utility;
};

struct slow_outcome {
	uint32_t winners[SLOW_PROJECTS_MAX];
	uint32_t count;
	uint64_t cost;
	mpq_t mean; /* endowment; initialised by the caller */
	uint64_t raises;
};

enum slow_completion { slow_none, slow_add1, slow_add1_exhaustive, slow_add1_votes };

void slow_spend(const struct slow_budget *budget, enum slow_completion completion,
		struct slow_outcome *outcome);
void slow_greedy(const struct slow_budget *budget, struct slow_outcome *outcome);

#endif
