/* Counting votes: what a paper may say in each method, how papers add up, and what comes of them.
 *
 * Pure functions of ballots and papers. Knows the rows of a ballot and nothing of sessions, people,
 * storage or connections, so the server, its check of the log and the command-line client count
 * alike. One file for each method behind one table (voting.c).
 *
 * What the counts mean:
 *
 *     method      agree             disagree  pass     answers           sum
 *     opinion     agree             disagree  pass     all three         0
 *     approval    papers with it    0         0        the ballot's papers  0
 *     choose      papers with it    0         0        the ballot's papers  0
 *     budget      papers with it    0         0        the ballot's papers  0
 *     yesno       yes               no        abstain  all three         0
 *     dots        papers with it    0         0        the ballot's papers  its points
 *     resistance  0                 0         0        papers with it    its resistance
 *     ranking     papers with it    0         0        the ballot's papers  twice its Borda points
 *
 * A paper's choices are pairs of an option and: 1 where it is approved or chosen; yes 1, no 2,
 * abstain 3; points from 1; resistance 0 to 10; a rank from 1, several may share one, and what is
 * not ranked is behind all that is. Options are ideas; in yesno without options the question itself
 * is the only one, in resistance deciding nothing is one more: their number is 0. */
#ifndef BOGEN_SERVER_VOTING_VOTING_H
#define BOGEN_SERVER_VOTING_VOTING_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/errors.h"
#include "protocol/records.h"

#define CELL_PERSONS_MIN 5u /* fewer people's choices are not shown by town */

struct cell {
	uint64_t agree, disagree, pass, answers, sum;
};

/* Whether a ballot is complete enough to be opened: options, points, budget … `*detail` is the
 * number that the refusal's sentence names, 0 if it names none. */
enum err voting_check_ballot(const struct row_ballot *ballot, uint64_t *detail);

/* Whether a paper fits the ballot (any method but opinion). */
enum err voting_check_paper(const struct row_ballot *ballot, struct pairs choices,
			    uint64_t *detail);

/* The options that a paper may speak about: those of the row, then 0 where the method has it. */
uint32_t voting_option_count(const struct row_ballot *ballot);
uint32_t voting_option(const struct row_ballot *ballot, uint32_t index);

/* ---- the sheet: the running count of one ballot ---- */

struct sheet;

/* Copies what it needs of the ballot. Returns owned. */
struct sheet *sheet_new(const struct row_ballot *ballot);
void sheet_free(struct sheet *sheet);

/* Counts a paper in (`by` 1) or out again (-1). `town` may be 0. */
void sheet_count_paper(struct sheet *sheet, uint32_t town, struct pairs choices, int by);
/* The same for an opinion of one idea; counts nothing but the idea's cell. */
void sheet_count_vote(struct sheet *sheet, uint32_t town, uint32_t idea, enum choice choice,
		      int by);
/* Counts a person's paper of an opinion ballot: their first opinion. */
void sheet_count_voter(struct sheet *sheet, uint32_t town, int by);

/* The counts of an option in a town; zeros where nobody answered. */
struct cell sheet_cell(const struct sheet *sheet, uint32_t option, uint32_t town);
struct cell sheet_total(const struct sheet *sheet, uint32_t option);
uint64_t sheet_papers(const struct sheet *sheet, uint32_t town);
uint64_t sheet_papers_all(const struct sheet *sheet);

/* The next option after `after` that was ever counted, in the order of numbers, for opinion
 * ballots; false at the end. `*option` 0 begins. */
bool sheet_next_idea(const struct sheet *sheet, uint32_t *option);

/* Which towns' numbers may be shown to everybody: those of at least CELL_PERSONS_MIN people, unless
 * what is left out is itself fewer than that; then the smallest of the others is left out too, so
 * that nobody can subtract. `persons` and `shown` have `count` entries, by town. */
void voting_mask(const uint64_t *persons, uint32_t count, bool *shown);

/* ---- the result ---- */

struct voting_paper {
	uint32_t town;
	struct pairs choices;
};

struct voting_papers {
	const struct voting_paper *at;
	uint32_t count;
};

/* Rows without board, author and audience; what they borrow is in the result. */
struct voting_result {
	struct row_result *options; /* in the order of voting_option() or of `ideas` */
	uint32_t option_count;
	struct row_outcome *outcomes; /* budget only */
	uint32_t outcome_count;
	struct row_score *scores; /* of what was withheld */
	uint32_t score_count;
	uint8_t *lists; /* that options and outcomes borrow */
};

/* What comes of the papers, under each of the rules people, towns and every_town (rules.c).
 *
 * Scores are the share of those who answered that agree; of the points that could be given, in
 * dots; the acceptance, in resistance; the share of the Borda points that could be had, in ranking.
 * The best score has rank 1, equals share a rank; rankings rank by Schulze instead, under people
 * and towns.
 *
 * Decisions: yesno carries what meets its threshold, resistance what is more acceptable than
 * deciding nothing (as acceptable: tied; the passive option itself: none), the others, if the
 * ballot has places, what anybody supports, and otherwise say none. Of what is carried so far only
 * the best `places` stay, where the ballot has places: who is equal on both sides of the cut is
 * tied. Fewer papers than the quorum: all is lost. No towns: nothing under their rules. A budget
 * carries what its announced rule buys (budget.c).
 *
 * `carried` counts the towns that carry an option by their own papers alone: the threshold; more
 * acceptable than their own passive option; among their first places, ties included (a ranking
 * without places: their first); otherwise with more than half of the answers.
 *
 * `ballot->towns` is the number of towns that count; `papers` are needed
 * for a budget, `ideas` (those to be ranked) for an opinion ballot. Returns owned. */
struct voting_result *voting_result_new(const struct row_ballot *ballot, const struct sheet *sheet,
					struct voting_papers papers, struct ids ideas);
void voting_result_free(struct voting_result *result);

/* Takes out of the options what would tell how few people of a town voted, as voting_mask() has it,
 * and puts it into `scores`: the figures across towns, not the ranks and decisions that follow from
 * them. Confidential ballots have left such towns out before counting. */
void voting_result_withhold(struct voting_result *result, const struct row_ballot *ballot,
			    const struct sheet *sheet);

#endif
