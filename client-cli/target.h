/* Where a document goes: standard output, or a file that takes an older one's place when it is
 * whole. */
#ifndef BOGEN_CLI_TARGET_H
#define BOGEN_CLI_TARGET_H

#include <stdbool.h>
#include <stdio.h>

#include "client-cli/cli.h"

struct target {
	const char *path; /* NULL: standard output */
	char *new_path;   /* owned */
	FILE *to;
};

/* `path`: NULL or "-" for standard output. Files are for the user alone: they hold names and
 * choices. Returns 0, or an exit code after saying why. */
int target_open(const struct cli *cli, struct target *target, const char *path);
/* With `keep` false, or if it could not be written whole, an older file stays. */
int target_close(const struct cli *cli, struct target *target, bool keep);

#endif
