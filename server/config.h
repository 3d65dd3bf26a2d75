/* The settings of bogend: flags over environment over file over presets (options.def).
 *
 * Owns their values. Knows nothing of what the values lead to: whether a directory is there and a
 * method is well-formed is for whoever opens them. */
#ifndef BOGEN_SERVER_CONFIG_H
#define BOGEN_SERVER_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "server/address.h"
#include "server/log/log.h"

enum config_option {
#define OPTION(id, name, argument, preset, where, purpose) config_##id,
#include "server/options.def"
	config_options_end
};

/* Those that name what every page links to. */
#define CONFIG_STATEMENTS 3
extern const enum config_option config_statements[CONFIG_STATEMENTS];

enum config_source { config_preset, config_from_file, config_from_environment, config_from_flag };

#define CONFIG_WORDS_MAX 256

struct config {
	/* As written; owned; NULL where nothing was said and there is no preset. */
	char *value[config_options_end];
	enum config_source source[config_options_end];

	/* What the values mean. */
	struct address listen;
	struct address metrics; /* size 0: no metrics */
	uint32_t edges;
	bool log_json;
	bool accept_lost_tail;

	/* What else stands on the command line. */
	const char *words[CONFIG_WORDS_MAX]; /* borrowed from argv */
	uint32_t word_count;
	bool help, version;

	int argc;          /* to read it all again */
	char *const *argv; /* borrowed */
};

/* Reads everything. False with the first thing wrong. Free it in either case. With --help or
 * --version nothing but the command line is looked at. */
bool config_read(struct config *config, int argc, char *const *argv, struct failure *failure);
void config_free(struct config *config);

/* The settings in force, in the form of the file, with where each comes from. */
void config_print(const struct config *config, FILE *out);

/* The options, one a line, for --help. */
void config_print_options(FILE *out);

/* "--listen", for messages. */
const char *config_option_name(enum config_option option);

#endif
