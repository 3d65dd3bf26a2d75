/* Whom a vote is for: oneself, an assisted person whom a moderator names, or whoever votes by a
 * numbered slip that a helper enters. */
#ifndef BOGEN_SERVER_DECIDE_SLIP_H
#define BOGEN_SERVER_DECIDE_SLIP_H

#include "server/decide/view.h"

struct voter {
	struct row_person person;
	struct row_slip slip; /* that is used for the first time; id 0: none */
	char name[32];        /* of a person made for a slip, which the row borrows */
};

/* Finds the voter; changes nothing. */
enum err voter_find(const struct view *view, struct person_id named, uint64_t slip,
		    struct voter *voter, struct changes *changes);

/* The voter votes: puts the person of a slip that is used for the first time and, if it is
 * `by_name`, makes public whoever was not so before. */
void voter_put(struct voter *voter, bool by_name, struct changes *changes);

#endif
