/* What this profile has cast in confidential ballots: ballot, check number and choices, so that the
 * own paper can be found among those published. Only here do person and choice stand side by side.
 *
 * One JSON file beside the profile, NAME.receipts, mode 600, written whole. A paper is noted before
 * it is sent (`sent`), since its answer may be lost, and again when it is answered (`cast`). */
#ifndef BOGEN_CLI_RECEIPT_H
#define BOGEN_CLI_RECEIPT_H

#include "client-cli/client.h"
#include "client-cli/paper_read.h"

struct receipt {
	uint8_t check[CHECK_BYTES];
	bool has_cast, has_sent;
	struct paper cast, sent;
};

/* Looks for the receipt of this ballot in the profile's session; 0 and whether there is one, or an
 * exit code after saying that the file is damaged. */
int receipt_read(const struct client *client, struct ballot_id ballot, struct receipt *receipt,
		 bool *found);
/* Keeps it in the place of an earlier one; 0, or an exit code after saying why. */
int receipt_keep(struct client *client, struct ballot_id ballot, const struct receipt *receipt);
int receipt_forget(struct client *client, struct ballot_id ballot);

/* A new check number. */
void receipt_make_check(uint8_t check[CHECK_BYTES]);

#endif
