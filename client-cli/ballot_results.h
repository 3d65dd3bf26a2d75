/* The result of a ballot as it is shown: as JSON and as text. */
#ifndef BOGEN_CLI_BALLOT_RESULTS_H
#define BOGEN_CLI_BALLOT_RESULTS_H

#include "client-cli/ballot_count.h"
#include "client-cli/client.h"

struct ballot_results {
	const struct client *client;
	struct ballot_count count; /* sorted by the rule */
	enum rule rule;
	bool has_before;
	struct ballot_count before; /* the round before, all of its options */
};

/* How an option stood in the round before; false if it did not. */
bool ballot_results_before(const struct ballot_results *results, uint32_t number,
			   struct ballot_standing *standing);

/* Returns owned. */
json_t *ballot_results_json(const struct ballot_results *results);
void ballot_results_print(const struct ballot_results *results);

#endif
