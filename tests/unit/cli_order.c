/* Claims about what people type for words, and what is said of ideas and lists of them. */
#include "testing.h"

#include <stdlib.h>

#include "client-cli/cli.h"
#include "client-cli/ideas_view.h"
#include "client-cli/several.h"

/* With JSON a usage error is one line on standard error. */
static const struct cli quiet = {.json = true};

static void words_are_found_by_their_beginning_and_with_hyphens(void **state)
{
	(void)state;
	uint8_t number = 0;
	assert_int_equal(cli_read_word(&quiet, &words_stage, 0, "sel", "a stage", &number), 0);
	assert_int_equal(number, stage_selected);
	assert_int_equal(cli_read_word(&quiet, &words_relation, 0, "sent-up-from", "", &number), 0);
	assert_int_equal(number, relation_sent_up_from);
	assert_int_equal(cli_read_word(&quiet, &words_relation, 0, "sent_up", "", &number), 0);
	assert_int_equal(number, relation_sent_up_from);
}

static void words_that_are_not_offered_are_not_found(void **state)
{
	(void)state;
	uint8_t number = 0;
	uint32_t without = 1u << role_viewer | 1u << role_host;
	assert_int_equal(cli_read_word(&quiet, &words_role, 0, "viewer", "", &number), 0);
	number = 0;
	assert_int_equal(cli_read_word(&quiet, &words_role, without, "viewer", "", &number),
			 exit_usage);
	assert_int_equal(number, 0);
	/* member and moderator */
	assert_int_equal(cli_read_word(&quiet, &words_role, without, "m", "", &number), exit_usage);
	assert_int_equal(cli_read_word(&quiet, &words_role, without, "mo", "", &number), 0);
	assert_int_equal(number, role_moderator);
}

static void an_idea_like_any_other_has_no_state(void **state)
{
	(void)state;
	char out[IDEAS_VIEW_STATE_BYTES] = "x";
	struct row_idea idea = {.stage = stage_idea};
	ideas_view_state(&idea, out);
	assert_string_equal(out, "");
}

static void a_state_names_all_that_sets_an_idea_apart(void **state)
{
	(void)state;
	char out[IDEAS_VIEW_STATE_BYTES];
	struct row_idea idea = {.stage = stage_selected,
				.hold = hold_hidden,
				.locked = true,
				.merged_into = {4294967295u},
				.sent_up_to = {4294967295u}};
	ideas_view_state(&idea, out);
	assert_string_equal(
		out, "hidden, locked, selected, merged into #4294967295, sent up as #4294967295");
}

static struct cli given(const char **arguments, uint32_t count)
{
	struct cli cli = {.json = true};
	cli.options.arguments = arguments;
	cli.options.argument_count = count;
	return cli;
}

static void several_numbers_are_named_one_by_one(void **state)
{
	(void)state;
	const char *typed[] = {"3", "#14"};
	struct cli cli = given(typed, 2);
	struct several several;
	assert_int_equal(several_read(&cli, &several), 0);
	char *subject = several_subject(&several);
	assert_string_equal(subject, "Ideas #3, #14 are");
	free(subject);
	several.count = 1;
	subject = several_subject(&several);
	assert_string_equal(subject, "Idea #3 is");
	free(subject);
	several_free(&several);
}

static void several_refuse_what_is_no_number(void **state)
{
	(void)state;
	const char *typed[] = {"3", "path"};
	struct cli cli = given(typed, 2);
	struct several several;
	assert_int_equal(several_read(&cli, &several), exit_usage);
	several_free(&several);
}

/* Stands for a command that is refused for the second idea. */
static int refuse_the_second(struct client *client, uint32_t number, void *context)
{
	uint32_t *given_for = context;
	assert_non_null(client->about);
	if (number == 4)
		return exit_conflict;
	*given_for = number;
	return exit_done;
}

static void the_first_refusal_ends_several(void **state)
{
	(void)state;
	const char *typed[] = {"3", "4", "5"};
	struct cli cli = given(typed, 3);
	struct client client = {.cli = &cli};
	struct several several;
	uint32_t given_for = 0;
	assert_int_equal(several_read(&cli, &several), 0);
	assert_int_equal(several_do(&client, &several, refuse_the_second, &given_for),
			 exit_conflict);
	assert_int_equal(several.done, 1);
	assert_int_equal(given_for, 3);
	assert_null(client.about);
	several_free(&several);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_found_by_their_beginning_and_with_hyphens),
		cmocka_unit_test(words_that_are_not_offered_are_not_found),
		cmocka_unit_test(an_idea_like_any_other_has_no_state),
		cmocka_unit_test(a_state_names_all_that_sets_an_idea_apart),
		cmocka_unit_test(several_numbers_are_named_one_by_one),
		cmocka_unit_test(several_refuse_what_is_no_number),
		cmocka_unit_test(the_first_refusal_ends_several),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
