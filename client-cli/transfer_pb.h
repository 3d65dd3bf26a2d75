/* Budgets as .pb files: from a session's ballot, and into a session. */
#ifndef BOGEN_CLI_TRANSFER_PB_H
#define BOGEN_CLI_TRANSFER_PB_H

#include <jansson.h>

#include "client-cli/client.h"

/* Reads such a file in the form of an export, for an import with the options --board, --town and
 * --with-votes. Connects to learn of the session's towns and hangs up again. 0 with `*file` owned,
 * or an exit code after saying why. */
int transfer_pb_read(struct client *client, const char *text, size_t size, const char *path,
		     json_t **file);

/* `bogen export --format pb`: writes the ballot that --ballot names, or the only one there is. */
int transfer_pb_export(struct cli *cli, const char *path);

#endif
