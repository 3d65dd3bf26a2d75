/* A budget's projects and papers, and what one way of spending it makes of them: who has which
 * endowment, what a project is worth to whom, and who wins a tie.
 *
 * Owns both; knows nothing of how money is spent. For budget*.c only. */
#ifndef BOGEN_SERVER_VOTING_BUDGET_CASE_H
#define BOGEN_SERVER_VOTING_BUDGET_CASE_H

#include <gmp.h>

#include "server/voting/budget.h"

/* Voters with the same paper and town. */
struct budget_group {
	uint32_t town;
	uint32_t persons;
	size_t first; /* of its choices, by project */
	uint32_t count;
};

struct budget {
	uint64_t money, unit;
	bool scored;
	uint32_t count; /* of projects */
	char **names;
	uint64_t *costs;
	uint64_t *strengths;
	struct budget_group *groups;
	uint32_t group_count, group_room;
	struct budget_choice *choices;
	size_t choice_count, choice_room;
	uint32_t grouped; /* so many groups in front are sorted and differ */
};

/* A project that a group supports; its utility is 1 where all supporters gain the same. */
struct budget_share {
	uint32_t project, utility;
};

struct budget_supporter {
	uint32_t group, utility, persons;
};

/* Voters with equal endowments: all, or those of one town. */
struct budget_purse {
	uint32_t town;
	uint64_t persons, weight;
};

struct budget_case {
	const struct budget *budget;
	uint32_t count;     /* of projects */
	uint64_t *divisors; /* by project: a voter's utility is its share's times this */
	uint32_t *order;    /* by project: who has the lower number wins a tie */
	uint64_t *support;  /* by project: utility of all its supporters together */
	uint32_t *largest;  /* by project: the largest utility of one supporter */

	uint32_t group_count; /* of those that have an endowment and support anything */
	uint32_t *persons;    /* by group */
	uint32_t *purse_of;   /* by group */
	size_t *group_first;  /* by group, and one more: into `shares` */
	struct budget_share *shares;
	size_t *project_first; /* by project, and one more: into `supporters` */
	struct budget_supporter *supporters;

	struct budget_purse *purses;
	uint32_t purse_count;
	uint64_t persons_all; /* of all purses */
	uint64_t weight_all;
};

/* Sorts the papers and puts equal ones together. */
void budget_group_papers(struct budget *budget);
/* By project: its place in the order in which ties are decided. Returns owned. */
uint32_t *budget_tie_order(const struct budget *budget, enum budget_ties ties);

/* Borrows the budget. Returns owned. */
struct budget_case *budget_case_new(struct budget *budget, const struct budget_how *how);
void budget_case_free(struct budget_case *of);

/* The endowments exactly: numerators by purse, one denominator. */
void budget_endowments(const struct budget_case *of, mpz_t *parts, mpz_t whole);
/* The same, rounded down to whole currency units. */
void budget_endowments_floor(const struct budget_case *of, mpz_t *parts, mpz_t whole);

void *budget_room(size_t count, size_t size); /* zeros; aborts without memory */

#endif
