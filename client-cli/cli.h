/* What every subcommand is given: what was asked for, how to print, and how to fail.
 *
 * Data goes to standard output, messages to standard error. Knows nothing of servers. */
#ifndef BOGEN_CLI_CLI_H
#define BOGEN_CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "client-cli/options.h"
#include "protocol/errors.h"
#include "protocol/records.h"

/* What scripts rely on. */
enum {
	exit_done = 0,
	exit_failed = 1,
	exit_usage = 2,
	exit_missing = 3,
	exit_forbidden = 4,
	exit_unreachable = 5,
	exit_conflict = 6,
	exit_interrupted = 130
};

struct cli {
	const struct subcommand *subcommand;
	struct options options;
	bool json;
	bool quiet;
	bool may_ask; /* somebody sits at a terminal and has not said --no-input */
	bool styled;  /* standard output takes escape sequences */
	uint32_t timeout_s;
	enum language language; /* of the server's sentences */
	const char *profile_name;
	const char *server; /* --server or BOGEN_SERVER; NULL if neither was given */
	/* What was typed and is not kept anywhere yet: an error says it again. NULL for nothing. */
	const char *hand_back;
};

/* One row of the table of subcommands; it stands in front of its function. */
struct subcommand {
	const char *name;      /* "idea add" */
	const char *arguments; /* "ID TEXT"; [X] may be missing, X... may be repeated */
	const char *purpose;
	struct option_spec options[OPTIONS_MAX]; /* the first without a name ends them */
	const char *examples[4];
	const char *notes;           /* NULL, or paragraphs for --help */
	int (*run)(struct cli *cli); /* returns the exit code */
};

/* The text of an option, or NULL; whether it was given. */
const char *cli_option(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);
/* The argument at this place, or NULL. */
const char *cli_argument(const struct cli *cli, uint32_t index);

/* Says why it failed and returns `exit`: a line, or with --json the error object. */
int cli_fail(const struct cli *cli, int exit, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same for what a server refused or closed with; `retry_ms`: how long to wait, if that helps.
 */
int cli_refuse(const struct cli *cli, uint64_t err, const char *message, uint64_t retry_ms);
/* A usage error: the message, and how the subcommand is used. */
int cli_misuse(const struct cli *cli, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A message for people; nothing with --quiet. */
void cli_say(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints one JSON document and frees it; returns 0. */
int cli_print_json(json_t *document);

struct render_table;
/* What a subcommand lists: prints the document with --json, else the table; takes both. Returns 0.
 */
int cli_print_list(const struct cli *cli, json_t *list, struct render_table *table);

/* Asks for a line. Returns owned; NULL if there was none. Only if `may_ask`. */
char *cli_ask(const struct cli *cli, const char *question);
/* Whether to go on with what cannot be undone: asks at a terminal, unless --yes was given. */
bool cli_confirm(const struct cli *cli, const char *question);

/* A text given as an argument, tidied: "-" reads standard input. Returns 0 and `*out` owned, or an
 * exit code after saying why. `what` names it in messages. */
int cli_read_text(const struct cli *cli, const char *argument, const char *what, char **out);
/* A secret given as an argument; "-" reads standard input, "@FILE" a file. */
int cli_read_secret(const struct cli *cli, const char *argument, const char *what, char **out);

/* Reads a whole file, terminated. Returns owned; NULL with errno set. "-" is standard input. */
char *cli_read_file(const char *path, size_t *size);

/* "42" or "#42". False if it is no number from 1 to ID_MAX. */
bool cli_number(const char *text, uint32_t *number);
/* The argument at this place as a number; 0, or an exit code after saying why. */
int cli_argument_number(const struct cli *cli, uint32_t index, const char *what, uint32_t *number);

/* One of the words, or the only one that begins as `typed` does; a hyphen stands for '_'. Words
 * whose bit (1 << number) is in `without` are not offered. `what` names it: "a role". */
int cli_read_word(const struct cli *cli, const struct words *words, uint32_t without,
		  const char *typed, const char *what, uint8_t *number);

struct text cli_text(const char *terminated);

#endif
