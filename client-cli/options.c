#include "client-cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD_BYTES_MAX 40u
#define CANDIDATES_MAX 64u

void options_free(struct options *options)
{
	free(options->given);
	free(options->arguments);
	*options = (struct options){0};
}

const char *options_get(const struct options *options, const char *name)
{
	for (uint32_t i = options->given_count; i > 0; i--)
		if (strcmp(options->given[i - 1].spec->name, name) == 0)
			return options->given[i - 1].value;
	return NULL;
}

bool options_is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static void *grow(void *at, size_t count, size_t size)
{
	void *grown = realloc(at, (count + 1) * size);
	if (!grown)
		abort();
	return grown;
}

static void add_given(struct options *options, const struct option_spec *spec, const char *value)
{
	options->given = grow(options->given, options->given_count, sizeof *options->given);
	options->given[options->given_count++] = (struct option_given){spec, value};
}

static void add_argument(struct options *options, const char *argument)
{
	options->arguments =
		grow(options->arguments, options->argument_count, sizeof *options->arguments);
	options->arguments[options->argument_count++] = argument;
}

/* ---- words ---- */

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters have to be changed, added, left out or swapped with their neighbour
 * (optimal string alignment distance). */
static size_t distance(const char *a, const char *b)
{
	size_t a_size = strlen(a), b_size = strlen(b);
	if (a_size >= WORD_BYTES_MAX || b_size >= WORD_BYTES_MAX)
		return WORD_BYTES_MAX;
	size_t cell[WORD_BYTES_MAX][WORD_BYTES_MAX];
	for (size_t i = 0; i <= a_size; i++)
		cell[i][0] = i;
	for (size_t j = 0; j <= b_size; j++)
		cell[0][j] = j;
	for (size_t i = 1; i <= a_size; i++)
		for (size_t j = 1; j <= b_size; j++) {
			size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
			size_t best = least_of(cell[i - 1][j] + 1, cell[i][j - 1] + 1);
			best = least_of(best, cell[i - 1][j - 1] + same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = least_of(best, cell[i - 2][j - 2] + 1);
			cell[i][j] = best;
		}
	return cell[a_size][b_size];
}

static void suggest(const char *word, const char *const *words, uint32_t count, char *hint,
		    size_t hint_size)
{
	/* A third of the letters may be wrong; beyond that a suggestion is a guess. */
	size_t best = strlen(word) / 3 + 1;
	hint[0] = '\0';
	for (uint32_t i = 0; i < count; i++) {
		size_t far = distance(word, words[i]);
		if (far > best || (far == best && hint[0]))
			continue;
		best = far;
		snprintf(hint, hint_size, "%s", words[i]);
	}
}

enum word_match options_match(const char *word, const char *const *words, uint32_t count,
			      uint32_t *index, char *hint, size_t hint_size)
{
	uint32_t found = 0;
	size_t used = 0;
	hint[0] = '\0';
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(words[i], word) == 0) {
			*index = i;
			return word_match_one;
		}
		if (strncmp(words[i], word, strlen(word)) != 0)
			continue;
		if (found++ == 0)
			*index = i;
		int wrote =
			snprintf(hint + used, hint_size - used, "%s%s", used ? ", " : "", words[i]);
		used = least_of(used + (size_t)wrote, hint_size - 1);
	}
	if (found == 1)
		return word_match_one;
	if (found > 1)
		return word_match_many;
	suggest(word, words, count, hint, hint_size);
	return word_match_none;
}

/* ---- options ---- */

static const struct option_spec *find_letter(const struct option_spec *const *lists,
					     uint32_t list_count, char letter)
{
	for (uint32_t i = 0; i < list_count; i++)
		for (const struct option_spec *spec = lists[i]; spec->name; spec++)
			if (spec->letter == letter)
				return spec;
	return NULL;
}

static const struct option_spec *find_name(const struct option_spec *const *lists,
					   uint32_t list_count, const char *name, char *reason,
					   size_t reason_size)
{
	const struct option_spec *specs[CANDIDATES_MAX];
	const char *names[CANDIDATES_MAX];
	uint32_t count = 0, index = 0;
	for (uint32_t i = 0; i < list_count; i++)
		for (const struct option_spec *spec = lists[i];
		     spec->name && count < CANDIDATES_MAX; spec++) {
			specs[count] = spec;
			names[count++] = spec->name;
		}
	char hint[256];
	switch (options_match(name, names, count, &index, hint, sizeof hint)) {
	case word_match_one:
		return specs[index];
	case word_match_many:
		snprintf(reason, reason_size, "--%s is ambiguous: could be %s", name, hint);
		return NULL;
	case word_match_none:
		break;
	}
	if (hint[0])
		snprintf(reason, reason_size, "there is no option --%s; did you mean --%s?", name,
			 hint);
	else
		snprintf(reason, reason_size, "there is no option --%s", name);
	return NULL;
}

/* The value behind an option: what stands in the same word, else the next word. */
static bool take_value(struct options *options, const struct option_spec *spec, const char *inside,
		       char *const *argv, int argc, int *at, char *reason, size_t reason_size)
{
	if (!spec->value) {
		if (inside) {
			snprintf(reason, reason_size, "--%s takes no value", spec->name);
			return false;
		}
		add_given(options, spec, "");
		return true;
	}
	if (!inside) {
		if (*at >= argc) {
			snprintf(reason, reason_size, "--%s needs a value: --%s %s", spec->name,
				 spec->name, spec->value);
			return false;
		}
		inside = argv[(*at)++];
	}
	if (!spec->repeated && options_get(options, spec->name)) {
		snprintf(reason, reason_size, "--%s was given twice", spec->name);
		return false;
	}
	add_given(options, spec, inside);
	return true;
}

static bool take_letters(struct options *options, const struct option_spec *const *lists,
			 uint32_t list_count, char *const *argv, int argc, int *at, char *reason,
			 size_t reason_size)
{
	const char *letters = argv[(*at)++] + 1;
	for (; *letters; letters++) {
		const struct option_spec *spec = find_letter(lists, list_count, *letters);
		if (!spec) {
			snprintf(reason, reason_size, "there is no option -%c", *letters);
			return false;
		}
		const char *inside = spec->value && letters[1] ? letters + 1 : NULL;
		if (!take_value(options, spec, inside, argv, argc, at, reason, reason_size))
			return false;
		if (spec->value)
			break;
	}
	return true;
}

bool options_take(struct options *options, const struct option_spec *const *lists,
		  uint32_t list_count, char *const *argv, int argc, int *at, char *reason,
		  size_t reason_size)
{
	const char *word = argv[*at];
	if (word[1] != '-')
		return take_letters(options, lists, list_count, argv, argc, at, reason,
				    reason_size);
	char name[WORD_BYTES_MAX];
	const char *equals = strchr(word, '=');
	size_t name_size = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;
	if (name_size >= sizeof name) {
		snprintf(reason, reason_size, "there is no option %s", word);
		return false;
	}
	memcpy(name, word + 2, name_size);
	name[name_size] = '\0';
	(*at)++;
	const struct option_spec *spec = find_name(lists, list_count, name, reason, reason_size);
	return spec && take_value(options, spec, equals ? equals + 1 : NULL, argv, argc, at, reason,
				  reason_size);
}

bool options_take_all(struct options *options, const struct option_spec *const *lists,
		      uint32_t list_count, char *const *argv, int argc, int at, char *reason,
		      size_t reason_size)
{
	while (at < argc) {
		if (strcmp(argv[at], "--") == 0) {
			for (at++; at < argc; at++)
				add_argument(options, argv[at]);
			break;
		}
		if (!options_is_option(argv[at]))
			add_argument(options, argv[at++]);
		else if (!options_take(options, lists, list_count, argv, argc, &at, reason,
				       reason_size))
			return false;
	}
	return true;
}

void options_count(const char *pattern, uint32_t *least, uint32_t *most)
{
	*least = *most = 0;
	while (*pattern) {
		size_t size = strcspn(pattern, " ");
		bool repeated = size > 3 && memcmp(pattern + size - 3, "...", 3) == 0;
		if (pattern[0] != '[')
			++*least;
		*most = repeated ? UINT32_MAX : *most + 1;
		pattern += size;
		pattern += strspn(pattern, " ");
	}
}
