/* Finds rows by what people type: a number (42, #42), a name, or the beginning of a name; upper and
 * lower case are the same. */
#ifndef BOGEN_CLI_FIND_H
#define BOGEN_CLI_FIND_H

#include "client-cli/cli.h"
#include "protocol/replica.h"

/* Finds the row of a kind whose field `label` is or begins with `typed`. Returns 0 and its
 * number, or an exit code after saying why and what there is. */
int find_number(const struct cli *cli, const struct replica *replica, enum row_kind kind,
		const char *label, const char *typed, uint32_t *number);

int find_town(const struct cli *cli, const struct replica *replica, const char *typed,
	      struct town_id *town);
int find_topic(const struct cli *cli, const struct replica *replica, const char *typed,
	       struct topic_id *topic);
/* Among those whose names one sees: everybody's, or the authors'. A number is passed on unseen: who
 * may not see the person is told so by the server. */
int find_person(const struct cli *cli, const struct replica *replica, const char *typed,
		struct person_id *person);
/* What --person names; 0 if it was not given. */
int find_person_option(const struct cli *cli, const struct replica *replica,
		       struct person_id *person);
/* `typed` may be NULL or "plenary": the plenary. A town's name means its board too. */
int find_board(const struct cli *cli, const struct replica *replica, const char *typed,
	       struct board_id *board);
/* The name, as far as one sees it; else "". Borrowed from the replica. */
struct text find_person_name(const struct replica *replica, struct person_id person);
/* That name, or "person 17". */
void find_person_called(const struct replica *replica, struct person_id person, char *out,
			size_t out_size);
/* Tells a person who did not name a board, and sits elsewhere than at this one, how to name that:
 * "You sit at Table 3; --board 'Table 3' writes there." */
void find_say_seat(const struct cli *cli, const struct replica *replica, struct person_id person,
		   struct board_id board, const char *does);
int find_ballot(const struct cli *cli, const struct replica *replica, const char *typed,
		struct row_ballot *ballot);
int find_idea(const struct cli *cli, const struct replica *replica, uint32_t number,
	      struct row_idea *idea, uint64_t *revision);

/* The names of all rows of a kind, "A, B, C". Returns owned. */
char *find_names(const struct replica *replica, enum row_kind kind, const char *label);

/* The text of a row's field, or "" if there is no such row; borrowed from the replica. */
struct text find_label(const struct replica *replica, enum row_kind kind, const char *label,
		       uint32_t number);

/* Whether two names are the same but for upper and lower case; `prefix`: whether `name` begins
 * with `typed`. */
bool find_same(struct text name, const char *typed, bool prefix);

/* The first board that is the plenary; 0 if there is none. */
struct board_id find_plenary(const struct replica *replica);

/* All rows of a kind decoded one by one: start with `*at` = 0. */
struct find_all {
	const struct row **rows;
	uint32_t count, at;
};
void find_all_start(struct find_all *all, const struct replica *replica, enum row_kind kind);
bool find_all_next(struct find_all *all, void *row); /* frees at the end */
void find_all_stop(struct find_all *all);            /* if it is left earlier */

#endif
