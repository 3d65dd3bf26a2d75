/* The sealed paper of a confidential ballot: a check number, then the value of each option in the
 * order of voting_option(), all of one length. */
#ifndef BOGEN_SERVER_DECIDE_SEAL_H
#define BOGEN_SERVER_DECIDE_SEAL_H

#include "server/decide/view.h"

/* What an opened paper says. */
struct unsealed {
	uint8_t check[CHECK_BYTES];
	uint8_t choices[(BALLOT_OPTIONS_MAX + 1u) * PAIR_BYTES];
	uint32_t count; /* of choices */
};

/* Returns the sealed size; 0 if the ballot's key is not there. The choices have been checked. */
uint32_t seal_paper(const struct view *view, const struct row_ballot *ballot,
		    struct person_id person, struct bytes check, struct pairs choices,
		    uint8_t sealed[SEALED_BYTES_MAX]);

/* False if the key is not there, or this is no paper of that person in this ballot. */
bool unseal_paper(const struct view *view, const struct row_ballot *ballot, struct person_id person,
		  struct bytes sealed, struct unsealed *out);

#endif
