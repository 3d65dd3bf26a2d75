/* Reads options from a command line by the tables that describe them: --name VALUE, --name=VALUE,
 * -x VALUE, unique beginnings of long names, and "--" before arguments that begin with a hyphen.
 * Also finds a word among words: exactly, by its beginning, or the one that was probably meant. */
#ifndef BOGEN_CLI_OPTIONS_H
#define BOGEN_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OPTIONS_MAX 26u

struct option_spec {
	const char *name;  /* "town", without hyphens */
	const char *value; /* how help names its value; NULL for a flag */
	const char *purpose;
	char letter; /* 0 for none */
	bool repeated;
};

struct option_given {
	const struct option_spec *spec;
	const char *value; /* borrowed from the command line */
};

struct options {
	struct option_given *given;
	uint32_t given_count;
	const char **arguments;
	uint32_t argument_count;
};

void options_free(struct options *options);

/* The last value of an option, or NULL; "" for a flag that was given. */
const char *options_get(const struct options *options, const char *name);

/* Reads the option at argv[*at] and moves `*at` behind it. `lists` are tables ended by an entry
 * without a name. False with the reason. */
bool options_take(struct options *options, const struct option_spec *const *lists,
		  uint32_t list_count, char *const *argv, int argc, int *at, char *reason,
		  size_t reason_size);

/* Reads all that is left: options anywhere, the rest as arguments. */
bool options_take_all(struct options *options, const struct option_spec *const *lists,
		      uint32_t list_count, char *const *argv, int argc, int at, char *reason,
		      size_t reason_size);

/* Whether a word of the command line is an option: begins with a hyphen and is not "-" alone. */
bool options_is_option(const char *word);

/* How many arguments a pattern such as "ID [TEXT]" or "NAME..." asks for. */
void options_count(const char *pattern, uint32_t *least, uint32_t *most);

enum word_match { word_match_one, word_match_many, word_match_none };

/* Looks for `word` among `words`: the whole word, else the only one that begins with it. With
 * `word_match_many` the candidates are listed in `hint` ("add, edit"); with `word_match_none` hint
 * is the word that was probably meant, or "". */
enum word_match options_match(const char *word, const char *const *words, uint32_t count,
			      uint32_t *index, char *hint, size_t hint_size);

#endif
