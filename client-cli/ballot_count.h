/* What came of a ballot, option by option: frozen once it is closed, else reckoned from what its
 * rows tell at the moment, by the same code as the server's. Borrows from the replica, which must
 * not change meanwhile. */
#ifndef BOGEN_CLI_BALLOT_COUNT_H
#define BOGEN_CLI_BALLOT_COUNT_H

#include "client-cli/ballot_cells.h"

/* How an option stands under one rule. */
struct ballot_standing {
	double score;
	uint32_t rank; /* among the options that are kept; 0: not known */
	enum decision decision;
};

struct ballot_option {
	uint32_t number;      /* of the idea; 0: the passive option, the ballot's own question */
	struct row_idea idea; /* id 0 if there is none, or one does not see it */
	uint64_t cost;
	struct option_cells cells;
	struct row_result result;
};

struct ballot_count {
	const struct replica *replica;
	struct row_ballot ballot; /* `towns` is filled in while it is open, too */
	bool shown;               /* else hidden until the closing, prepared or void */
	bool towns_known;         /* what the rules of towns say holds */
	bool withheld;            /* some figures across towns are moderators' alone */
	bool ranked;              /* ranks are known */
	struct row_town *towns;
	uint32_t town_count;
	struct ballot_option *options;
	uint32_t option_count;
	struct row_outcome *outcomes;
	uint32_t outcome_count;
	struct town_cell *cells;       /* where the options' towns stand */
	struct voting_result *counted; /* what results of an open ballot borrow */
};

void ballot_count_make(struct ballot_count *count, const struct replica *replica,
		       const struct row_ballot *ballot);
void ballot_count_free(struct ballot_count *count);

/* Drops the options that are not meant. */
typedef bool ballot_count_keeps(const struct ballot_option *option, const void *context);
void ballot_count_keep(struct ballot_count *count, ballot_count_keeps *keeps, const void *context);

/* Puts the best first by a rule. */
void ballot_count_sort(struct ballot_count *count, enum rule rule);

/* Whether ranks and decisions of the rule can be told, and whether scores can: these would tell
 * what few people of a town said. */
bool ballot_count_holds(const struct ballot_count *count, enum rule rule);
bool ballot_count_scores(const struct ballot_count *count, enum rule rule);
struct ballot_standing ballot_count_standing(const struct ballot_count *count, uint32_t index,
					     enum rule rule);

#endif
