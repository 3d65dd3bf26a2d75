/* What a voting method consists of: an entry of the table in voting.c, one file for each method.
 *
 * Owns the table's shape and what the methods' files share. Knows nothing of how a sheet keeps its
 * cells. */
#ifndef BOGEN_SERVER_VOTING_METHOD_H
#define BOGEN_SERVER_VOTING_METHOD_H

#include <stdbool.h>
#include <stdint.h>

#include "server/voting/rules.h"
#include "server/voting/share.h"
#include "server/voting/voting.h"

/* How an option stands under one rule. */
struct standing {
	uint64_t score; /* billionths */
	uint32_t rank;  /* 1 is the best; equals share a rank, the next is left out as often */
	enum decision decision; /* none where the ballot decides nothing */
};

#define RULES_COUNT 3u /* people, towns, every_town: standings of a rule are at [rule - 1] */

/* What a method's functions see of a ballot that is being concluded. */
struct conclusion {
	const struct row_ballot *ballot;
	const struct sheet *sheet;
	const uint32_t *options;
	uint32_t option_count;
	const uint32_t *towns; /* in which somebody has a paper or a vote, rising, without 0 */
	uint32_t town_count;
	uint32_t town_all;                       /* towns that count, also those that are silent */
	struct standing *standings[RULES_COUNT]; /* by option */
	uint32_t *carried;                       /* by option: in how many towns */
};

struct voting_method {
	bool pairwise;           /* the sheet keeps who is preferred to whom, and Borda points */
	bool answers_are_papers; /* who leaves an option out has answered too */
	bool question_if_empty;  /* without options the ballot's question is the only one */
	bool passive;            /* deciding nothing is one more option */
	bool grows;              /* every idea that is voted on is an option */

	/* What a ballot needs beyond options that differ; NULL: nothing. */
	enum err (*check_ballot)(const struct row_ballot *ballot, uint64_t *detail);
	/* One choice, whose option is on the ballot and named once. */
	enum err (*check_choice)(const struct row_ballot *ballot, struct pair choice,
				 uint64_t *detail);
	/* The paper as a whole, each choice of which fits; NULL: nothing more. */
	enum err (*check_paper)(const struct row_ballot *ballot, struct pairs choices,
				uint64_t *detail);

	/* Counts a choice in its option's cell. Adding `step` adds 1 or, wrapping, takes 1 away;
	 * adding `value * step` does so with the value. */
	void (*count)(struct cell *cell, uint64_t value, uint64_t step);

	/* What a cell is worth in the rules people and towns; NULL: as `support`. */
	struct share (*worth)(const struct row_ballot *ballot, struct cell cell);
	/* a_t of n_t in the rule every_town, and for the smallest town's share. */
	struct share (*support)(const struct row_ballot *ballot, struct cell cell);

	/* Ranks otherwise than by score; NULL: by score. Scores stand. */
	void (*rank)(const struct conclusion *conclusion);
	/* Which options may be carried, before places and quorum are looked at; ranks stand, and
	 * `carried`. NULL: all that somebody supports if the ballot has places, none if not. */
	void (*decide)(const struct conclusion *conclusion);
	/* Which options a town carries by its own count alone, by option; NULL: those among its
	 * first places or, without places, those that more than half support. */
	void (*town_carries)(const struct conclusion *conclusion, uint32_t town, bool *carries);
	/* More than options: sets outcomes and decisions, and allocates `result->outcomes` and
	 * `result->lists`. NULL: nothing. */
	void (*finish)(const struct row_ballot *ballot, struct voting_papers papers,
		       struct voting_result *result);
};

/* The table's entry; NULL for a method that this build does not know. */
const struct voting_method *voting_method(enum ballot_method method);

/* ---- for the methods' files ---- */

/* choose, approval, budget: the value is 1. */
enum err method_check_one(const struct row_ballot *ballot, struct pair choice, uint64_t *detail);
/* approval, choose, budget, dots: how many papers have it. */
void method_count_agree(struct cell *cell, uint64_t value, uint64_t step);
/* opinion and yesno: 1, 2, 3. */
void method_count_answer(struct cell *cell, uint64_t value, uint64_t step);
/* Those who agree, of those who answered. */
struct share method_share_agree(const struct row_ballot *ballot, struct cell cell);
/* `picks` at most, where it is not 0. */
enum err method_check_picks(const struct row_ballot *ballot, struct pairs choices,
			    uint64_t *detail);

extern const struct voting_method method_opinion, method_approval, method_yesno, method_dots,
	method_resistance, method_ranking, method_choose, method_budget;

#endif
