/* The line that `watch` prints for a row of a ballot: that it opened, how many have voted, what
 * came of it. Who chose what, town by town, is left to `ballot results`. */
#ifndef BOGEN_CLI_WATCH_BALLOT_H
#define BOGEN_CLI_WATCH_BALLOT_H

#include "client-cli/client.h"

/* False for a row that is none of these kinds; true also where nothing is worth a line. `named`:
 * with titles beside numbers. */
bool watch_ballot_print(const struct client *client, bool named, const struct row *row);

#endif
