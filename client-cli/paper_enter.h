/* What entering one slip and entering many share. */
#ifndef BOGEN_CLI_PAPER_ENTER_H
#define BOGEN_CLI_PAPER_ENTER_H

#include "client-cli/client.h"
#include "client-cli/paper_journal.h"

/* A new check number, which this device makes; zeros where the ballot needs none. */
void paper_enter_check(const struct row_ballot *ballot, uint8_t check[CHECK_BYTES]);

/* The command that enters the slip; borrows choices and check. */
struct command_cast paper_enter_cast(const struct row_ballot *ballot, uint32_t slip,
				     struct pairs choices, const uint8_t check[CHECK_BYTES]);

/* What was entered in this ballot from this profile. 0, or an exit code after saying why. */
int paper_enter_open_journal(const struct client *client, const struct row_ballot *ballot,
			     struct paper_journal *journal);

#endif
