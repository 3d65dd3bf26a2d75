/* What the log holds of ballots, checked: every closed one is counted again, and keys are there for
 * the open confidential ones and no others. */
#ifndef BOGEN_TESTS_SIM_URNS_H
#define BOGEN_TESTS_SIM_URNS_H

#include "tests/sim/client.h"

struct urns_account {
	uint64_t counted, sealed, voided;
};

/* Of session 1, when the world is at rest and was started with keys that can be destroyed. Returns
 * the rule that was broken, or NULL; adds to the account. */
const char *urns_check(const struct world *world, struct urns_account *account);

/* Makes the next step of a vote in confidence: who moderates prepares, opens and closes one, all
 * others put papers into it. False if there is nothing to do. */
struct urns_step {
	enum command_kind kind;
	union any_command command;
	uint8_t paper[PAIR_BYTES], check[CHECK_BYTES]; /* that the command borrows */
};
bool urns_next_step(struct client *client, struct urns_step *step);

#endif
