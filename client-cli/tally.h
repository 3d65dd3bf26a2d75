/* Counting what is in a file, without any server: one function for each kind of file. */
#ifndef BOGEN_CLI_TALLY_H
#define BOGEN_CLI_TALLY_H

#include "client-cli/cli.h"

/* A participatory budget (.pb): spends it as the options say. */
int tally_pb(struct cli *cli, const char *path, const char *at, size_t size);

#endif
