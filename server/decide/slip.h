/* Whom a vote is for: oneself, an assisted person whom a moderator names, or whoever votes by a
 * numbered slip that a helper enters. */
#ifndef BOGEN_SERVER_DECIDE_SLIP_H
#define BOGEN_SERVER_DECIDE_SLIP_H

#include "server/decide/view.h"

struct voter {
	struct row_person person;
	char name[32]; /* of a person made for a slip, which the row borrows */
};

/* Finds the voter. For a slip that is used for the first time the person is made, and put. */
enum err voter_find(const struct view *view, struct person_id named, uint64_t slip,
		    struct voter *voter, struct changes *changes);

#endif
