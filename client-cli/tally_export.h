/* Counts what an export says was decided again, and compares. */
#ifndef BOGEN_CLI_TALLY_EXPORT_H
#define BOGEN_CLI_TALLY_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "client-cli/cli.h"

/* Whether the file is JSON, as exports are. */
bool tally_export_is(const char *at, size_t size);

/* `bogen tally EXPORT.json [--ballot B]`: prints a line for each closed ballot, whether its result
 * is the same when it is counted again from its papers, or where it differs. 0 if all are, 1 if one
 * is not, else an exit code after saying why. */
int tally_export(const struct cli *cli, const char *at, size_t size, const char *path);

#endif
