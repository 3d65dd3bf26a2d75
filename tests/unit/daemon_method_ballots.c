/* Claims about the ballots that a method's file prepares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/decide/method.h"

static char directory[64];
static char path[128];
static struct failure failure;

static int make_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof directory, "daemon-ballots-XXXXXX");
	bool made = mkdtemp(directory) != NULL;
	snprintf(path, sizeof path, "%s/a.json", directory);
	return made ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory);
}

#define BOTH(text) "{\"en\":\"" text "\",\"de\":\"" text "\"}"

/* A file with a plenary, towns, a team and a steering group, and this list of ballots. */
static struct methods *load(const char *ballots)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file,
		"{\"title\":" BOTH("T") ",\"purpose\":" BOTH("P") ",\"ballot\":" BOTH(
			"B") ","
			     "\"towns\":{\"audience\":\"members\"},"
			     "\"sorts\":[{\"key\":\"wish\",\"title\":" BOTH(
				     "Wish") "}],"
					     "\"boards\":[{\"key\":\"ways\",\"sort\":\"team\","
					     "\"title\":" BOTH(
						     "Ways") ","
							     "\"audience\":\"everyone\"},{\"key\":"
							     "\"circle\",\"sort\":\"steering\","
							     "\"title\":" BOTH(
								     "Circle") ",\"audience\":"
									       "\"members\"}],"
									       "\"topics\":[{"
									       "\"title\":" BOTH(
										       "Schools") "},"
												  "{\"key\":\"roads\",\"title\":" BOTH(
													  "Roads") "}],"
														   "\"phases\":[{\"key\":\"weigh\",\"title\":" BOTH("W") ",\"prompt\":" BOTH("W") ",\"help\":" BOTH(
															   "W") ",\"allows\":[],\"boards\":[\"plenary\",\"town\"]},"
																"{\"key\":\"meet\",\"title\":" BOTH("M") ",\"prompt\":" BOTH(
																	"M") ",\"help\":" BOTH("M") ",\"allows\":[],\"boards\":[\"team\",\"steering\"]}],"
																				    "\"ballots\":%s}",
		ballots);
	fclose(file);
	return methods_load(directory, &failure);
}

/* Loads a list of ballots that is fine. */
static struct methods *load_good(const char *ballots)
{
	struct methods *methods = load(ballots);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	return methods;
}

#define BIT(number) (UINT64_C(1) << (number))

static void a_ballot_says_what_its_file_says(void **state)
{
	(void)state;
	struct methods *methods = load_good("[{\"key\":\"dots\",\"title\":" BOTH(
		"Dots") ",\"method\":\"dots\","
			"\"secrecy\":\"named\",\"hidden\":true,\"board\":\"towns\",\"phase\":"
			"\"weigh\","
			"\"topic\":\"roads\",\"stages\":[\"idea\",\"profile\"],\"sort\":\"wish\","
			"\"roles\":[\"citizen\",\"member\"],\"voters\":[\"members\",\"circle\"],"
			"\"points\":5,\"heap\":2,\"places\":3,\"quorum\":12,"
			"\"rule\":\"every_town\"},"
			"{\"key\":\"money\",\"title\":" BOTH(
				"Money") ",\"method\":\"budget\","
					 "\"board\":\"circle\",\"phase\":\"meet\",\"picks\":4,"
					 "\"budget\":4000000000,"
					 "\"budget_rule\":\"add1_votes\",\"utility\":\"count\"}]");
	assert_int_equal(methods->at[0].ballot_count, 2);
	const struct method_ballot *dots = &methods->at[0].ballots[0];
	assert_string_equal(dots->key, "dots");
	assert_string_equal(dots->title[language_de], "Dots");
	assert_int_equal(dots->method, ballot_method_dots);
	assert_int_equal(dots->secrecy, secrecy_named);
	assert_true(dots->hidden);
	assert_true(dots->each_town);
	assert_int_equal(dots->board, 0);
	assert_int_equal(dots->phase, 1);
	assert_int_equal(dots->topic, 2);
	assert_int_equal(dots->stages, BIT(stage_idea) | BIT(stage_profile));
	assert_int_equal(dots->sort, 1);
	assert_int_equal(dots->roles, BIT(role_citizen) | BIT(role_member));
	assert_true(dots->of_members);
	assert_int_equal(dots->voters, BIT(2));
	assert_int_equal(dots->points, 5);
	assert_int_equal(dots->heap, 2);
	assert_int_equal(dots->places, 3);
	assert_int_equal(dots->quorum, 12);
	assert_int_equal(dots->rule, rule_every_town);
	const struct method_ballot *money = &methods->at[0].ballots[1];
	assert_int_equal(money->method, ballot_method_budget);
	assert_false(money->each_town);
	assert_int_equal(money->board, 2);
	assert_int_equal(money->phase, 2);
	assert_int_equal(money->picks, 4);
	assert_int_equal(money->budget, 4000000000);
	assert_int_equal(money->budget_rule, budget_rule_add1_votes);
	assert_int_equal(money->utility, utility_count);
	methods_free(methods);
}

static void what_is_left_out_is_the_simplest(void **state)
{
	(void)state;
	struct methods *methods = load_good("[{\"key\":\"a\",\"title\":" BOTH(
		"A") ",\"method\":\"opinion\"},"
		     "{\"key\":\"b\",\"title\":" BOTH("A") ",\"method\":\"approval\","
							   "\"board\":\"plenary\",\"roles\":[],"
							   "\"voters\":[],\"stages\":[]}]");
	for (uint32_t i = 0; i < 2; i++) {
		const struct method_ballot *ballot = &methods->at[0].ballots[i];
		assert_int_equal(ballot->secrecy, secrecy_none);
		assert_int_equal(ballot->rule, rule_none);
		assert_false(ballot->hidden || ballot->each_town || ballot->of_members);
		assert_int_equal(ballot->board + ballot->phase + ballot->topic + ballot->sort, 0);
		assert_int_equal(ballot->stages | ballot->roles | ballot->voters, 0);
		assert_int_equal(ballot->places + ballot->quorum + ballot->threshold_of, 0);
	}
	methods_free(methods);
	methods = load_good("[]");
	assert_int_equal(methods->at[0].ballot_count, 0);
	methods_free(methods);
}

static void a_confidential_ballot_is_hidden(void **state)
{
	(void)state;
	struct methods *methods = load_good("[{\"key\":\"a\",\"title\":" BOTH(
		"A") ",\"method\":\"ranking\",\"secrecy\":\"confidential\"}]");
	assert_int_equal(methods->at[0].ballots[0].secrecy, secrecy_confidential);
	assert_true(methods->at[0].ballots[0].hidden);
	methods_free(methods);
}

static void a_threshold_is_a_fraction(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t share, of;
	} good[] = {
		{"1/2", 1, 2}, {"2/3", 2, 3}, {"1/1", 1, 1}, {"999999/1000000", 999999, 1000000}};
	static const struct {
		const char *text, *says;
	} wrong[] = {
		{"\"0/3\"", "a share such as \"2/3\" is needed"},
		{"\"1/0\"", "a share such as"},
		{"\"01/2\"", "a share such as"},
		{"\"/2\"", "a share such as"},
		{"\"2/\"", "a share such as"},
		{"\"2\"", "a share such as"},
		{"\"2/3 \"", "a share such as"},
		{"\" 2/3\"", "a share such as"},
		{"\"-1/2\"", "a share such as"},
		{"\"2/3/4\"", "a share such as"},
		{"\"99999999/99999999\"", "a share such as"},
		{"0.5", "a share such as"},
		{"\"3/2\"", "a share is at most 1, and in parts of at most 1000000"},
		{"\"1/1000001\"", "a share is at most 1, and in parts of at most 1000000"},
	};
	char ballots[200];
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		snprintf(ballots, sizeof ballots,
			 "[{\"key\":\"a\",\"title\":" BOTH(
				 "A") ",\"method\":\"yesno\",\"threshold\":\"%s\"}]",
			 good[i].text);
		struct methods *methods = load_good(ballots);
		assert_int_equal(methods->at[0].ballots[0].threshold, good[i].share);
		assert_int_equal(methods->at[0].ballots[0].threshold_of, good[i].of);
		methods_free(methods);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		snprintf(ballots, sizeof ballots,
			 "[{\"key\":\"a\",\"title\":" BOTH(
				 "A") ",\"method\":\"yesno\",\"threshold\":%s}]",
			 wrong[i].text);
		assert_null(load(ballots));
		if (strstr(failure.message, wrong[i].says) == NULL)
			fail_msg("%s: %s", wrong[i].text, failure.message);
		assert_non_null(strstr(failure.message, "a.json: ballots[0].threshold: "));
	}
}

/* A ballot of that method with more to say. */
static void each_wrong_ballot_is_named_with_its_reason(void **state)
{
	(void)state;
	static const struct {
		const char *method, *more, *says;
	} wrong[] = {
		{"vote", "",
		 ".method: \"opinion\", \"approval\", \"yesno\", \"dots\", \"resistance\", "
		 "\"ranking\", \"choose\" or \"budget\" is needed"},
		{"dots", "", ": a ballot of method \"dots\" needs \"points\""},
		{"choose", "", ": a ballot of method \"choose\" needs \"picks\""},
		{"dots", ",\"points\":0", ".points: a whole number from 1 to 1000 is needed"},
		{"dots", ",\"points\":1001", ".points: a whole number from 1 to 1000 is needed"},
		{"dots", ",\"points\":3,\"heap\":4", ".heap: there are no more than 3 points"},
		{"dots", ",\"points\":3,\"picks\":2",
		 ".picks: a ballot of method \"dots\" has no use for this"},
		{"approval", ",\"points\":3",
		 ".points: a ballot of method \"approval\" has no use"},
		{"approval", ",\"heap\":3", ".heap: a ballot of method \"approval\" has no use"},
		{"approval", ",\"threshold\":\"1/2\"",
		 ".threshold: a ballot of method \"approval\""},
		{"approval", ",\"budget\":5", ".budget: a ballot of method \"approval\""},
		{"choose", ",\"picks\":3,\"budget_rule\":\"greedy\"", ".budget_rule: a ballot of"},
		{"dots", ",\"points\":3,\"utility\":\"cost\"", ".utility: a ballot of method"},
		{"opinion", ",\"quorum\":5", ".quorum: a ballot of method \"opinion\""},
		{"yesno", ",\"places\":1", ".places: a ballot of method \"yesno\""},
		{"budget", ",\"places\":1", ".places: a ballot of method \"budget\""},
		{"approval", ",\"places\":501", ".places: a whole number from 1 to 500 is needed"},
		{"budget", ",\"budget_rule\":\"fair\"",
		 ".budget_rule: \"greedy\", \"shares\", \"add1\", \"add1_exhaustive\" or "
		 "\"add1_votes\" is needed"},
		{"budget", ",\"utility\":\"love\"", ".utility: \"cost\" or \"count\" is needed"},
		{"yesno", ",\"rule\":\"every-town\"",
		 ".rule: \"people\", \"towns\" or \"every_town\" is needed"},
		{"opinion", ",\"secrecy\":\"confidential\"", ".secrecy: \"plain\" is needed"},
		{"opinion", ",\"secrecy\":\"named\"", ".secrecy: \"plain\" is needed"},
		{"yesno", ",\"secrecy\":\"secret\"",
		 ".secrecy: \"named\", \"plain\" or \"confidential\" is needed"},
		{"yesno", ",\"secrecy\":\"confidential\",\"hidden\":false",
		 ".hidden: a confidential ballot shows nothing before it closes"},
		{"yesno", ",\"hidden\":1", ".hidden: true or false is needed"},
		{"yesno", ",\"phase\":\"wiegh\"", ".phase: no phase has the key \"wiegh\""},
		{"yesno", ",\"phase\":\"meet\"",
		 ".phase: the phase \"meet\" is not for boards of sort \"plenary\""},
		{"yesno", ",\"board\":\"towns\",\"phase\":\"meet\"",
		 ".phase: the phase \"meet\" is not for boards of sort \"town\""},
		{"yesno", ",\"board\":\"circle\",\"phase\":\"weigh\"",
		 ".phase: the phase \"weigh\" is not for boards of sort \"steering\""},
		{"yesno", ",\"board\":\"square\"", ".board: no board has the key \"square\""},
		{"yesno", ",\"board\":1", ".board: no board has the key \"\""},
		{"yesno", ",\"topic\":\"Roads\"", ".topic: no topic has the key \"Roads\""},
		{"yesno", ",\"sort\":\"wishes\"", ".sort: no sort has the key \"wishes\""},
		{"yesno", ",\"stages\":[\"new\"]", ".stages[0]: \"new\" is no stage"},
		{"yesno", ",\"roles\":[\"observer\"]",
		 ".roles: viewers, observers and hosts have no vote"},
		{"yesno", ",\"roles\":[\"mayor\"]", ".roles[0]: \"mayor\" is no role"},
		{"yesno", ",\"voters\":[\"towns\"]", ".voters[0]: no board has the key \"towns\""},
		{"yesno", ",\"voters\":[\"ways\",\"ways\"]",
		 ".voters[1]: \"ways\" stands here twice"},
		{"yesno", ",\"voters\":[\"members\"]",
		 ".voters[0]: everybody is a member of the plenary"},
		{"yesno", ",\"board\":\"ways\",\"voters\":[\"members\",\"members\"]",
		 ".voters[1]: \"members\" stands here twice"},
		{"yesno", ",\"voters\":\"members\"", ".voters: a list is needed"},
		{"yesno", ",\"colour\":1", ": \"colour\" is not known here"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char ballots[300];
		snprintf(ballots, sizeof ballots,
			 "[{\"key\":\"a\",\"title\":" BOTH("A") ",\"method\":\"%s\"%s}]",
			 wrong[i].method, wrong[i].more);
		if (load(ballots) != NULL)
			fail_msg("%s%s was taken", wrong[i].method, wrong[i].more);
		const char *at = strstr(failure.message, "a.json: ballots[0]");
		assert_non_null(at);
		if (strncmp(at + strlen("a.json: ballots[0]"), wrong[i].says,
			    strlen(wrong[i].says)) != 0)
			fail_msg("\"%s\" does not say: %s", failure.message, wrong[i].says);
	}
}

static void what_every_ballot_needs_and_how_many_there_can_be(void **state)
{
	(void)state;
	assert_null(load("[{\"title\":" BOTH("A") ",\"method\":\"yesno\"}]"));
	assert_non_null(strstr(failure.message, "ballots[0]: \"key\" is missing"));
	assert_null(load("[{\"key\":\"a\",\"method\":\"yesno\"}]"));
	assert_non_null(strstr(failure.message, "ballots[0]: \"title\" is missing"));
	assert_null(load("[{\"key\":\"a\",\"title\":" BOTH("A") "}]"));
	assert_non_null(strstr(failure.message, "ballots[0]: \"method\" is missing"));
#define YESNO(key) "{\"key\":\"" key "\",\"title\":" BOTH("A") ",\"method\":\"yesno\"}"
	assert_null(load("[" YESNO("a") "," YESNO("a") "]"));
	assert_non_null(strstr(failure.message, "ballots[1].key: \"a\" stands here twice"));
	methods_free(load_good(
		"[" YESNO("a") "," YESNO("b") "," YESNO("c") "," YESNO("d") "," YESNO("e") "," YESNO("f") "," YESNO(
			"g") "," YESNO("h") "," YESNO("i") "," YESNO("j") "," YESNO("k") "," YESNO("l") "]"));
	assert_null(load("[" YESNO("a") "," YESNO("b") "," YESNO("c") "," YESNO("d") "," YESNO("e") "," YESNO("f") "," YESNO(
		"g") "," YESNO("h") "," YESNO("i") "," YESNO("j") "," YESNO("k") "," YESNO("l") "," YESNO("m") "]"));
	assert_non_null(strstr(failure.message, "ballots: 13 are too many"));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(a_ballot_says_what_its_file_says),
		CLAIM(what_is_left_out_is_the_simplest),
		CLAIM(a_confidential_ballot_is_hidden),
		CLAIM(a_threshold_is_a_fraction),
		CLAIM(each_wrong_ballot_is_named_with_its_reason),
		CLAIM(what_every_ballot_needs_and_how_many_there_can_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
