/* What `watch` says of a changed row, in a line for people. */
#ifndef BOGEN_CLI_WATCH_LINE_H
#define BOGEN_CLI_WATCH_LINE_H

#include "client-cli/client.h"

/* Prints it; nothing for kinds that say nothing new beside others (counts, authors). `named` puts
 * titles beside the numbers of ideas and ballots. */
void watch_line_print(const struct client *client, bool named, const struct row *row);

#endif
