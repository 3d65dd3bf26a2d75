/* Counting again: every closed ballot of a session from its rows alone, compared with what was
 * frozen when it closed.
 *
 * Owns copies of the rows it is given. Does not know where they come from: a log, an export, the
 * rows a moderator sees. Rows may be nonsense; a ballot that cannot be counted is reported. */
#ifndef BOGEN_SERVER_VOTING_RECOUNT_H
#define BOGEN_SERVER_VOTING_RECOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/errors.h"
#include "protocol/records.h"

struct recount;
struct voting_result;

enum recount_finding {
	recount_same,
	recount_nothing, /* an opinion ballot that closed without results: there is nothing to say
			  */
	recount_unfit,   /* a row that no server accepts: `kind`, `key`, and why: `refusal` */
	recount_missing, /* a row that should be there: `kind`, `key` */
	recount_extra,   /* a row of which nothing was counted: `kind`, `key` */
	recount_differs  /* `field` of the row `kind`, `key`: `frozen` there, `counted` here */
};

struct recount_verdict {
	uint32_t ballot;
	const struct row_ballot *row; /* borrowed from the recount; NULL if there is none */
	uint64_t papers;              /* counted */
	enum recount_finding finding; /* the first; counts before what was made of them */
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
	enum err refusal;
	const struct field *field;
	uint64_t frozen, counted; /* of a list: the first numbers that differ, or their counts */
	const struct voting_result *result; /* what was counted; borrowed; NULL if nothing was */
};

/* Returns owned. */
struct recount *recount_new(void);
void recount_free(struct recount *recount);

/* Takes a row in, copied; rows come in any order, and of several with one key the last counts.
 * Kinds that have nothing to do with counting are left alone. Not after recount_run. */
void recount_add(struct recount *recount, enum row_kind kind, const union any_row *row);

/* Counts. Returns how many ballots there is a verdict on: those that are closed, and those that are
 * not but have results all the same, rising by number. */
uint32_t recount_run(struct recount *recount);
const struct recount_verdict *recount_verdict(const struct recount *recount, uint32_t index);

/* Whether nothing speaks against the ballot. */
bool recount_holds(const struct recount_verdict *verdict);
/* What was found, as a clause for people without a full stop: "the same", "option 12: score_people
 * is 400000000, counted 500000000". */
#define RECOUNT_CLAUSE_MAX 200u
void recount_say(const struct recount_verdict *verdict, char out[RECOUNT_CLAUSE_MAX]);

#endif
