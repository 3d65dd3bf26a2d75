#include "client-cli/table.h"

#include <string.h>

#define SUBCOMMAND(name) extern const struct subcommand subcommand_##name;
#include "client-cli/subcommands.def"

const struct subcommand *const table_subcommands[] = {
#define SUBCOMMAND(name) &subcommand_##name,
#include "client-cli/subcommands.def"
};
const uint32_t table_count = sizeof table_subcommands / sizeof table_subcommands[0];

const struct option_spec table_globals[] = {
	{"server", "URL", "the server (or BOGEN_SERVER; else the one in the profile)", 0, false},
	{"profile", "NAME", "whose rights to use (or BOGEN_PROFILE; else default)", 0, false},
	{"json", NULL, "print JSON", 0, false},
	{"quiet", NULL, "say nothing but results and errors", 'q', false},
	{"no-input", NULL, "never ask anything", 0, false},
	{"timeout", "SECONDS", "how long to wait for the server (30)", 0, false},
	{"help", NULL, "say how it is used", 'h', false},
	{"version", NULL, "print the version", 0, false},
	{NULL, NULL, NULL, 0, false},
};

#define WORDS_MAX  64u
#define WORD_BYTES 24u

/* The first word of a name, copied. */
static void first_word(const char *name, char out[WORD_BYTES])
{
	snprintf(out, WORD_BYTES, "%.*s", (int)strcspn(name, " "), name);
}

static const char *second_word(const char *name)
{
	const char *blank = strchr(name, ' ');
	return blank ? blank + 1 : NULL;
}

/* The different first words of all subcommands, and "help". */
static uint32_t list_families(char storage[WORDS_MAX][WORD_BYTES], const char *words[WORDS_MAX])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < table_count; i++) {
		first_word(table_subcommands[i]->name, storage[count]);
		bool known = false;
		for (uint32_t j = 0; j < count; j++)
			known = known || strcmp(storage[j], storage[count]) == 0;
		if (known)
			continue;
		words[count] = storage[count];
		count++;
	}
	words[count++] = "help";
	return count;
}

static bool in_family(const struct subcommand *subcommand, const char *family)
{
	char word[WORD_BYTES];
	first_word(subcommand->name, word);
	return strcmp(word, family) == 0;
}

static const char *explain(enum word_match match, const char *what, const char *word,
			   const char *hint, char *reason, size_t reason_size)
{
	if (match == word_match_many)
		snprintf(reason, reason_size, "'%s%s' is ambiguous: could be %s", what, word, hint);
	else if (hint[0])
		snprintf(reason, reason_size, "there is no '%s%s'; did you mean '%s%s'?", what,
			 word, what, hint);
	else
		snprintf(reason, reason_size, "there is no '%s%s'; 'bogen help' lists all", what,
			 word);
	return reason;
}

/* The subcommand of a family that the word at argv[*at] names. */
static const struct subcommand *find_in_family(const char *family, char *const *argv, int argc,
					       int *at, char *reason, size_t reason_size)
{
	const struct subcommand *alone = NULL, *members[WORDS_MAX];
	const char *words[WORDS_MAX];
	uint32_t count = 0, index = 0;
	for (uint32_t i = 0; i < table_count; i++) {
		if (!in_family(table_subcommands[i], family))
			continue;
		const char *second = second_word(table_subcommands[i]->name);
		if (!second) {
			alone = table_subcommands[i];
			continue;
		}
		members[count] = table_subcommands[i];
		words[count++] = second;
	}
	if (*at >= argc || options_is_option(argv[*at]) || count == 0)
		return alone;
	char hint[200], before[WORD_BYTES + 1];
	enum word_match match = options_match(argv[*at], words, count, &index, hint, sizeof hint);
	/* Beside a subcommand of one word that takes arguments only the whole second word counts:
	 * `comment 7 …`. One that takes none leaves the word to its family: `hand lis`. */
	bool takes_word = alone && alone->arguments[0];
	if (match == word_match_one && (!takes_word || strcmp(words[index], argv[*at]) == 0)) {
		++*at;
		return members[index];
	}
	if (takes_word)
		return alone;
	snprintf(before, sizeof before, "%s ", family);
	explain(match, before, argv[*at], hint, reason, reason_size);
	return NULL;
}

const struct subcommand *table_find(struct options *options, char *const *argv, int argc, int *at,
				    const char **family, char *reason, size_t reason_size)
{
	static char found[WORD_BYTES];
	char storage[WORDS_MAX][WORD_BYTES], hint[400];
	const char *words[WORDS_MAX];
	const struct option_spec *lists[] = {table_globals};
	uint32_t count = list_families(storage, words), index = 0;
	reason[0] = '\0';
	*family = NULL;
	enum word_match match = options_match(argv[*at], words, count, &index, hint, sizeof hint);
	if (match != word_match_one) {
		explain(match, "", argv[*at], hint, reason, reason_size);
		return NULL;
	}
	snprintf(found, sizeof found, "%s", words[index]);
	++*at;
	bool two_words = true;
	for (uint32_t i = 0; i < table_count; i++)
		if (strcmp(table_subcommands[i]->name, found) == 0)
			two_words = false;
	while (two_words && *at < argc && options_is_option(argv[*at]) &&
	       strcmp(argv[*at], "--") != 0)
		if (!options_take(options, lists, 1, argv, argc, at, reason, reason_size))
			return NULL;
	const struct subcommand *subcommand =
		find_in_family(found, argv, argc, at, reason, reason_size);
	if (!subcommand && !reason[0])
		*family = found;
	return subcommand;
}

/* ---- help ---- */

void table_print_usage(FILE *to, const struct subcommand *subcommand)
{
	fprintf(to, "Usage: bogen %s%s%s", subcommand->name, subcommand->arguments[0] ? " " : "",
		subcommand->arguments);
	for (const struct option_spec *spec = subcommand->options; spec->name; spec++)
		fprintf(to, " [--%s%s%s]%s", spec->name, spec->value ? " " : "",
			spec->value ? spec->value : "", spec->repeated ? "..." : "");
	fputc('\n', to);
}

static void print_options(FILE *to, const struct option_spec *spec)
{
	for (; spec->name; spec++) {
		char left[48];
		snprintf(left, sizeof left, "%c%c --%s%s%s", spec->letter ? '-' : ' ',
			 spec->letter ? spec->letter : ' ', spec->name, spec->value ? " " : "",
			 spec->value ? spec->value : "");
		fprintf(to, "  %-24s %s\n", left, spec->purpose);
	}
}

/* A word that is a subcommand by itself has no page of its family: its own names them. */
static void print_relatives(FILE *to, const struct subcommand *subcommand)
{
	bool first = true;
	if (second_word(subcommand->name))
		return;
	for (uint32_t i = 0; i < table_count; i++) {
		const struct subcommand *other = table_subcommands[i];
		if (other == subcommand || !in_family(other, subcommand->name))
			continue;
		fprintf(to, "%s  %-16s %s\n", first ? "\nSee also:\n" : "", other->name,
			other->purpose);
		first = false;
	}
}

void table_print_help(FILE *to, const struct subcommand *subcommand)
{
	fprintf(to, "%s.\n\n", subcommand->purpose);
	table_print_usage(to, subcommand);
	fprintf(to, "\nExamples:\n");
	for (uint32_t i = 0; i < 4 && subcommand->examples[i]; i++)
		fprintf(to, "  %s\n", subcommand->examples[i]);
	if (subcommand->notes)
		fprintf(to, "\n%s\n", subcommand->notes);
	if (subcommand->options[0].name) {
		fprintf(to, "\nOptions:\n");
		print_options(to, subcommand->options);
	}
	fprintf(to, "\nFor all subcommands:\n");
	print_options(to, table_globals);
	print_relatives(to, subcommand);
}

void table_print_family(FILE *to, const char *family)
{
	fprintf(to, "Usage: bogen %s SUBCOMMAND ...\n\n", family);
	for (uint32_t i = 0; i < table_count; i++)
		if (in_family(table_subcommands[i], family))
			fprintf(to, "  %-16s %s\n", table_subcommands[i]->name,
				table_subcommands[i]->purpose);
	fprintf(to, "\n'bogen %s SUBCOMMAND --help' says more.\n", family);
}

void table_print_overview(FILE *to)
{
	fprintf(to, "Bogen: towns working on their future together.\n\n"
		    "Usage: bogen SUBCOMMAND ...\n\n"
		    "Examples:\n"
		    "  bogen join KBWF-3N7Q --name Anna --town Rudolstadt\n"
		    "  bogen idea add 'A cycle path between our three towns'\n"
		    "  bogen ideas --sort support\n\n"
		    "Subcommands:\n");
	for (uint32_t i = 0; i < table_count; i++)
		fprintf(to, "  %-16s %s\n", table_subcommands[i]->name,
			table_subcommands[i]->purpose);
	fprintf(to, "  %-16s %s\n", "help", "Say how a subcommand is used");
	fprintf(to, "\nOptions:\n");
	print_options(to, table_globals);
	fprintf(to, "\nExit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 not allowed,\n"
		    "5 server not reached, 6 refused by a rule, 130 interrupted.\n");
}
