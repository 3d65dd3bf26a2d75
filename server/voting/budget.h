/* Spending a budget: greedily, and by the Method of Equal Shares with its completions.
 *
 * Pure functions of projects and papers. Knows neither rows nor files, so a ballot and a .pb file
 * are counted by the same code. Money is whole numbers of one smallest unit throughout.
 *
 * Greedy: the highest score first, which is the strength unless others are given; what no longer
 * fits is skipped.
 *
 * Equal Shares (Peters, Pierczyński, Skowron 2021): everybody gets an endowment. A project of cost
 * K is affordable at price r if its supporters, each paying min(money left, r · utility), bring up
 * K exactly. The affordable project with the lowest r is bought, its supporters pay, and so on
 * until none is affordable. All of it is exact: see budget_run.h.
 *
 * Completions. `none`: endowments are exactly budget/n (or budget · weight / (all weights · n of
 * the town)), and money may be left. `add1`: endowments begin rounded down to whole currency units,
 * everybody's is raised by one unit, and the last result before the first that costs more than the
 * budget counts; or the first in which everything is bought that anybody supports.
 * `add1_exhaustive` ends already where no project, supported or not, fits into what is left of the
 * budget. `add1_votes`: add1, then greedily with what is left. Reference implementations round and
 * stop in the same way.
 *
 * Ties, which are exact equality and nothing else: lower cost, then more strength, then a lot; or
 * the name as a string of bytes alone. The lot is drawn from names and strengths: every project's
 * number is a hash of its name and of all names with their strengths, in whatever order they come,
 * and the lower number wins. So it is fixed for all reruns and every recount, on every machine, and
 * nobody knows it before the last paper is in. It is no secret from somebody who knows all other
 * papers. */
#ifndef BOGEN_SERVER_VOTING_BUDGET_H
#define BOGEN_SERVER_VOTING_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#define BUDGET_MONEY_MAX  ((UINT64_C(1) << 53) - 1) /* the budget; all costs together */
#define BUDGET_POINTS_MAX UINT32_C(1000000000)      /* of one paper to one project */

enum budget_utility {
	budget_utility_cost,  /* a supported project is worth what it costs */
	budget_utility_count, /* … as much as any other */
	budget_utility_points /* … the points on the paper; without points it is not supported */
};

enum budget_completion {
	budget_none,
	budget_add1,
	budget_add1_exhaustive,
	budget_add1_votes,
	budget_completions
};

enum budget_ties { budget_ties_cost_votes, budget_ties_name };

struct budget_project {
	const char *name; /* no two are the same */
	uint64_t cost;    /* a project that costs nothing is bought if anybody supports it */
};

struct budget_choice {
	uint32_t project; /* its index */
	uint32_t points;  /* 1 on an approval */
};

/* Projects and papers; equal papers are kept once. */
struct budget;

/* `unit` is what add1 adds: how many of the smallest unit make one of the currency. With `scored`
 * a project's strength is its points, else the number of papers with it. Copies. Returns owned. */
struct budget *budget_new(uint64_t money, uint64_t unit, bool scored,
			  const struct budget_project *projects, uint32_t count);
void budget_free(struct budget *budget);

/* A paper, also one without choices: its voter has an endowment too. No project twice. `town` is
 * any number; it matters with weights only. Copies. */
void budget_add_paper(struct budget *budget, uint32_t town, const struct budget_choice *choices,
		      uint32_t count);

struct budget_weight {
	uint32_t town;
	uint64_t weight;
};

struct budget_how {
	enum budget_utility utility;
	enum budget_ties ties;
	/* With towns: a town's voters share its part of the budget equally; whose town is not among
	 * these, or weighs 0, has no endowment. Towns without papers get no part. */
	const struct budget_weight *weights;
	uint32_t weight_count;  /* 0: equal endowments */
	const uint64_t *scores; /* by project, for greedy and add1_votes; NULL: strengths */
	bool unwanted; /* these buy what has the score 0 too, as reference implementations do */
};

struct budget_outcome {
	uint32_t *winners; /* owned; in the order in which they were bought */
	uint32_t count;
	uint64_t cost;
	/* The endowment of a voter, exactly: part / of; with towns, the mean of all voters that
	 * have one. 0/1 where nobody has one, and for greedy. */
	uint64_t part, of;
	uint32_t runs; /* how often Equal Shares was computed */
};

void budget_outcome_free(struct budget_outcome *outcome);

void budget_greedy(struct budget *budget, const struct budget_how *how,
		   struct budget_outcome *outcome);

/* Every completion whose bit (1 << completion) is in `wanted`, at its place in `outcomes`; together
 * they cost little more than add1 alone. */
void budget_equal_shares(struct budget *budget, const struct budget_how *how, uint32_t wanted,
			 struct budget_outcome outcomes[budget_completions]);

#endif
