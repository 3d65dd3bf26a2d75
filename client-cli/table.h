/* All subcommands, how they are found and what --help says about them. */
#ifndef BOGEN_CLI_TABLE_H
#define BOGEN_CLI_TABLE_H

#include <stdio.h>

#include "client-cli/cli.h"

extern const struct subcommand *const table_subcommands[];
extern const uint32_t table_count;

/* Understood by every subcommand. */
extern const struct option_spec table_globals[];

/* Finds the subcommand whose words stand at argv[*at], and moves `*at` behind them; global options
 * may stand between the words and are taken into `options`. If NULL: `reason` says why, or is ""
 * when only the first word of a family was given; then `*family` is that word (static). */
const struct subcommand *table_find(struct options *options, char *const *argv, int argc, int *at,
				    const char **family, char *reason, size_t reason_size);

void table_print_overview(FILE *to);
void table_print_family(FILE *to, const char *family);
void table_print_usage(FILE *to, const struct subcommand *subcommand);
void table_print_help(FILE *to, const struct subcommand *subcommand);

#endif
