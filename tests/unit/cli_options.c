/* Claims about the command line: options, words, and the table of subcommands. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/phases.h"
#include "client-cli/table.h"

static const struct option_spec specs[] = {
	{"town", "T", "a town", 0, true},        {"title", "T", "a title", 't', false},
	{"timeout", "S", "seconds", 0, false},   {"json", NULL, "as JSON", 'j', false},
	{"quiet", NULL, "be quiet", 'q', false}, {NULL, NULL, NULL, 0, false},
};
static const struct option_spec *const lists[] = {specs};
static char reason[200];

static bool take(struct options *options, int argc, const char *const *argv)
{
	*options = (struct options){0};
	return options_take_all(options, lists, 1, (char *const *)argv, argc, 0, reason,
				sizeof reason);
}

static void options_stand_before_and_behind_arguments(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"--json", "first", "--title", "A b", "-", "--town=x", "-q", "last"};
	assert_true(take(&options, 8, argv));
	assert_int_equal(options.argument_count, 3);
	assert_string_equal(options.arguments[1], "-");
	assert_string_equal(options.arguments[2], "last");
	assert_string_equal(options_get(&options, "title"), "A b");
	assert_string_equal(options_get(&options, "town"), "x");
	assert_non_null(options_get(&options, "json"));
	assert_non_null(options_get(&options, "quiet"));
	assert_null(options_get(&options, "timeout"));
	options_free(&options);
}

static void two_hyphens_end_the_options(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"-q", "--", "--json", "-x"};
	assert_true(take(&options, 4, argv));
	assert_int_equal(options.argument_count, 2);
	assert_string_equal(options.arguments[0], "--json");
	assert_null(options_get(&options, "json"));
	options_free(&options);
}

static void a_unique_beginning_is_enough(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"--tow", "a", "--js"};
	assert_true(take(&options, 3, argv));
	assert_string_equal(options_get(&options, "town"), "a");
	assert_non_null(options_get(&options, "json"));
	options_free(&options);
	const char *ambiguous[] = {"--ti", "a"};
	assert_false(take(&options, 2, ambiguous));
	assert_string_equal(reason, "--ti is ambiguous: could be title, timeout");
	options_free(&options);
}

static void an_empty_value_is_a_value(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"--title=", "--town", ""};
	assert_true(take(&options, 3, argv));
	assert_string_equal(options_get(&options, "title"), "");
	assert_string_equal(options_get(&options, "town"), "");
	options_free(&options);
}

static void letters_may_stand_together(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"-qjtName", "x"};
	assert_true(take(&options, 2, argv));
	assert_string_equal(options_get(&options, "title"), "Name");
	assert_non_null(options_get(&options, "json"));
	assert_int_equal(options.argument_count, 1);
	options_free(&options);
}

static void wrong_options_are_explained(void **state)
{
	(void)state;
	static const struct {
		const char *argv[3];
		int argc;
		const char *reason;
	} cases[] = {
		{{"--titel", "x"}, 2, "there is no option --titel; did you mean --title?"},
		{{"--frobnicate"}, 1, "there is no option --frobnicate"},
		{{"--title"}, 1, "--title needs a value: --title T"},
		{{"--json=1"}, 1, "--json takes no value"},
		{{"--title=a", "--title=b"}, 2, "--title was given twice"},
		{{"-x"}, 1, "there is no option -x"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct options options;
		assert_false(take(&options, cases[i].argc, cases[i].argv));
		assert_string_equal(reason, cases[i].reason);
		options_free(&options);
	}
}

static void repeated_options_are_all_kept(void **state)
{
	(void)state;
	struct options options;
	const char *argv[] = {"--town", "a", "--town", "b"};
	assert_true(take(&options, 4, argv));
	assert_int_equal(options.given_count, 2);
	assert_string_equal(options.given[0].value, "a");
	assert_string_equal(options.given[1].value, "b");
	options_free(&options);
}

static void patterns_are_counted(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		uint32_t least, most;
	} cases[] = {{"", 0, 0}, {"ID", 1, 1}, {"ID [TEXT]", 1, 2}, {"NAME...", 1, UINT32_MAX}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		uint32_t least, most;
		options_count(cases[i].pattern, &least, &most);
		assert_int_equal(least, cases[i].least);
		assert_int_equal(most, cases[i].most);
	}
}

/* ---- the table ---- */

static const struct subcommand *find(int argc, const char *const *argv, int *at,
				     const char **family)
{
	struct options options = {0};
	*at = 0;
	const struct subcommand *found =
		table_find(&options, (char *const *)argv, argc, at, family, reason, sizeof reason);
	options_free(&options);
	return found;
}

static void every_subcommand_is_found_by_its_name(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < table_count; i++) {
		char name[40];
		const char *argv[2] = {name, NULL}, *family;
		int at, argc = 1;
		snprintf(name, sizeof name, "%s", table_subcommands[i]->name);
		char *blank = strchr(name, ' ');
		if (blank) {
			*blank = '\0';
			argv[argc++] = blank + 1;
		}
		assert_ptr_equal(find(argc, argv, &at, &family), table_subcommands[i]);
		assert_int_equal(at, argc);
	}
}

static void every_subcommand_explains_itself(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < table_count; i++) {
		const struct subcommand *subcommand = table_subcommands[i];
		assert_non_null(subcommand->purpose);
		assert_non_null(subcommand->examples[0]);
		assert_non_null(subcommand->run);
		for (const struct option_spec *spec = subcommand->options; spec->name; spec++) {
			assert_non_null(spec->purpose);
			for (const struct option_spec *global = table_globals; global->name;
			     global++)
				assert_string_not_equal(spec->name, global->name);
		}
	}
}

static void options_may_stand_between_the_words(void **state)
{
	(void)state;
	const char *argv[] = {"idea", "--json", "add", "text"}, *family;
	int at;
	const struct subcommand *found = find(4, argv, &at, &family);
	assert_non_null(found);
	assert_string_equal(found->name, "idea add");
	assert_int_equal(at, 3);
}

static void beside_a_single_word_only_a_whole_second_word_counts(void **state)
{
	(void)state;
	const char *argv[] = {"comment", "rem"}, *family;
	int at;
	assert_string_equal(find(2, argv, &at, &family)->name, "comment");
	assert_int_equal(at, 1);
	argv[1] = "remove";
	assert_string_equal(find(2, argv, &at, &family)->name, "comment remove");
}

static void what_is_not_found_is_explained(void **state)
{
	(void)state;
	static const struct {
		const char *argv[2];
		int argc;
		const char *reason;
	} cases[] = {
		{{"vtoe"}, 1, "there is no 'vtoe'; did you mean 'vote'?"},
		{{"p"}, 1, "'p' is ambiguous: could be paper, phase, person"},
		{{"idea", "ad"}, 2, NULL},
		{{"idea", "lnik"}, 2, "there is no 'idea lnik'; did you mean 'idea link'?"},
		{{"phase", "zzzzzz"}, 2, "there is no 'phase zzzzzz'; 'bogen help' lists all"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *family;
		int at;
		const struct subcommand *found = find(cases[i].argc, cases[i].argv, &at, &family);
		assert_int_equal(found != NULL, cases[i].reason == NULL);
		if (cases[i].reason)
			assert_string_equal(reason, cases[i].reason);
	}
	const char *argv[] = {"idea"}, *family;
	int at;
	assert_null(find(1, argv, &at, &family));
	assert_string_equal(family, "idea");
	assert_string_equal(reason, "");
}

/* ---- values ---- */

static void numbers_may_carry_a_hash(void **state)
{
	(void)state;
	uint32_t number = 0;
	assert_true(cli_number("42", &number));
	assert_int_equal(number, 42);
	assert_true(cli_number("#4294967295", &number));
	assert_int_equal(number, UINT32_MAX);
	static const char *const wrong[] = {
		"", "#", "0", "-1", "4294967296", "4x", "##4", " 4", "99999999999999999999"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(cli_number(wrong[i], &number));
}

static void durations_are_read_from_large_to_small(void **state)
{
	(void)state;
	uint64_t ms = 0;
	assert_true(phases_read_duration("90s", &ms));
	assert_int_equal(ms, 90000);
	assert_true(phases_read_duration("5m", &ms));
	assert_int_equal(ms, 300000);
	assert_true(phases_read_duration("1h30m", &ms));
	assert_int_equal(ms, 5400000);
	assert_true(phases_read_duration("14d", &ms));
	assert_int_equal(ms, 1209600000);
	static const char *const wrong[] = {"",    "5",   "m",    "0s",           "30m1h", "1m1m",
					    "5m ", "-5m", "1.5h", "99999999999h", "367d",  "1h1d"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(phases_read_duration(wrong[i], &ms));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("options stand before and behind arguments",
		      options_stand_before_and_behind_arguments),
		CLAIM("-- ends the options", two_hyphens_end_the_options),
		CLAIM("a unique beginning of an option is enough", a_unique_beginning_is_enough),
		CLAIM("an empty value is a value", an_empty_value_is_a_value),
		CLAIM("letters may stand together", letters_may_stand_together),
		CLAIM("wrong options are explained", wrong_options_are_explained),
		CLAIM("repeated options are all kept", repeated_options_are_all_kept),
		CLAIM("patterns of arguments are counted", patterns_are_counted),
		CLAIM("every subcommand is found by its name",
		      every_subcommand_is_found_by_its_name),
		CLAIM("every subcommand explains itself and hides no global option",
		      every_subcommand_explains_itself),
		CLAIM("global options may stand between the words of a subcommand",
		      options_may_stand_between_the_words),
		CLAIM("beside a single word only a whole second word counts",
		      beside_a_single_word_only_a_whole_second_word_counts),
		CLAIM("what is not found is explained", what_is_not_found_is_explained),
		CLAIM("numbers may carry a hash sign, and nothing else", numbers_may_carry_a_hash),
		CLAIM("durations are read from large to small units",
		      durations_are_read_from_large_to_small),
	};
	return cmocka_run_group_tests_name("cli options", tests, NULL, NULL);
}
