/* Claims about method files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/decide/method.h"

static char directory[64];
static char path[128];
static struct failure failure;

static int make_directory(void **state)
{
	(void)state;
	snprintf(directory, sizeof directory, "daemon-method-XXXXXX");
	snprintf(path, sizeof path, "%s", "");
	return mkdtemp(directory) != NULL ? 0 : -1;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory);
}

static void write_method(const char *name, const char *text)
{
	unlink(path);
	snprintf(path, sizeof path, "%s/%s", directory, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* Says everything that a file can say. */
static const char good[] =
	"{\"$schema\":\"schema/method.schema.json\",\n"
	"\"title\":{\"en\":\"Future\",\"de\":\"Zukunft\"},\n"
	"\"purpose\":{\"en\":\"For thirty.\",\"de\":\"Für dreißig.\"},\n"
	"\"ballot\":{\"en\":\"Yes?\",\"de\":\"Ja?\"},\n"
	"\"plenary\":{\"phase\":\"talk\"},\n"
	"\"towns\":{\"audience\":\"members\",\"phase\":\"write\"},\n"
	"\"sorts\":[{\"key\":\"wish\",\"title\":{\"en\":\"Wish\",\"de\":\"Wunsch\"}},\n"
	" {\"key\":\"step\",\"title\":{\"en\":\"Step\",\"de\":\"Schritt\"}}],\n"
	"\"boards\":[{\"key\":\"ways\",\"sort\":\"team\",\"title\":{\"en\":\"Ways\",\"de\":"
	"\"Wege\"},"
	"\"audience\":\"everyone\",\"phase\":\"show\",\"places\":12},\n"
	" {\"sort\":\"steering\",\"title\":{\"en\":\"Steering\",\"de\":\"Steuerung\"},"
	"\"audience\":\"members\"}],\n"
	"\"topics\":[{\"title\":{\"en\":\"Roads\",\"de\":\"Straßen\"},\"phase\":\"talk\"},\n"
	" {\"title\":{\"en\":\"Schools\",\"de\":\"Schulen\"}}],\n"
	"\"phases\":[\n"
	"{\"key\":\"write\",\"title\":{\"en\":\"W\",\"de\":\"S\"},"
	"\"prompt\":{\"en\":\"Write.\",\"de\":\"Schreiben.\"},"
	"\"help\":{\"en\":\"Alone.\",\"de\":\"Allein.\"},\"allows\":[\"ideas\"],"
	"\"minutes\":90,\"boards\":[\"town\",\"team\"],\"ending\":\"next\",\"hold\":\"alone\","
	"\"ideas_max\":3,\"slow_s\":30,\"sort\":\"step\"},\n"
	"{\"key\":\"show\",\"title\":{\"en\":\"Sh\",\"de\":\"Z\"},"
	"\"prompt\":{\"en\":\"Read.\",\"de\":\"Lesen.\"},"
	"\"help\":{\"en\":\"All.\",\"de\":\"Alle.\"},\"allows\":[\"comments\",\"votes\"],"
	"\"boards\":[\"town\",\"team\",\"steering\"],\"reveal\":true,\"ending\":\"lock\"},\n"
	"{\"key\":\"talk\",\"title\":{\"en\":\"T\",\"de\":\"G\"},"
	"\"prompt\":{\"en\":\"Talk.\",\"de\":\"Reden.\"},"
	"\"help\":{\"en\":\"Mixed.\",\"de\":\"Gemischt.\"},\"allows\":[],\"hold\":\"waiting\","
	"\"boards\":[\"plenary\",\"table\"],\"tables\":\"mixed\",\"table_size\":5}]}\n";

static struct text text_of(const char *at)
{
	return (struct text){.at = at, .size = (uint32_t)strlen(at)};
}

/* Loads what was written last, as the folder is loaded at start. */
static struct methods *load(void)
{
	struct methods *methods = methods_load(directory, &failure);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	return methods;
}

/* ---- well-formed files ---- */

static void the_methods_that_come_along_are_all_well_formed(void **state)
{
	(void)state;
	static const char *const names[] = {
		"consensus", "dots",       "esslingen",       "future-conference",
		"merseburg", "open",       "future-workshop", "one-two-four-all",
		"swot",      "saalebogen", "trier",           "world-cafe"};
	struct methods *methods = methods_load(METHODS_FOLDER, &failure);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (methods_find(methods, text_of(names[i])) == NULL)
			fail_msg("%s is not there", names[i]);
	assert_int_equal(methods->count, sizeof names / sizeof names[0]);
	assert_null(methods_find(methods, text_of("ope")));
	assert_null(methods_find(methods, text_of("open.json")));
	methods_free(methods);
}

static void the_open_board_takes_everything_first(void **state)
{
	(void)state;
	struct methods *methods = methods_load_file(METHODS_FOLDER "/open.json", &failure);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	const struct method *open = &methods->at[0];
	assert_string_equal(open->name, "open");
	assert_int_equal(open->phase_count, 3);
	assert_int_equal(open->phases[0].allows,
			 1u << action_ideas | 1u << action_comments | 1u << action_votes);
	methods_free(methods);
}

static void a_method_says_what_its_file_says(void **state)
{
	(void)state;
	write_method("two.json", good);
	struct methods *methods = load();
	assert_int_equal(methods->count, 1);
	const struct method *two = &methods->at[0];
	assert_string_equal(two->name, "two");
	assert_string_equal(two->title[language_de], "Zukunft");
	assert_string_equal(two->title[language_en], "Future");
	assert_string_equal(two->purpose[language_de], "Für dreißig.");
	assert_string_equal(two->ballot[language_en], "Yes?");
	assert_int_equal(two->plenary_phase, 3);
	assert_int_equal(two->town_audience, audience_members);
	assert_int_equal(two->town_phase, 1);
	assert_int_equal(two->sort_count, 2);
	assert_string_equal(two->sorts[1].title[language_de], "Schritt");
	assert_int_equal(two->topic_count, 2);
	assert_string_equal(two->topics[0].title[language_en], "Roads");
	assert_int_equal(two->topics[0].phase, 3);
	assert_int_equal(two->topics[1].phase, 0);
	methods_free(methods);
}

static void a_phase_says_what_its_file_says(void **state)
{
	(void)state;
	write_method("two.json", good);
	struct methods *methods = load();
	const struct method_phase *phases = methods->at[0].phases;
	assert_int_equal(methods->at[0].phase_count, 3);
	assert_string_equal(phases[0].prompt[language_de], "Schreiben.");
	assert_string_equal(phases[0].help[language_en], "Alone.");
	assert_int_equal(phases[0].allows, 1u << action_ideas);
	assert_int_equal(phases[0].boards, 1u << board_sort_town | 1u << board_sort_team);
	assert_int_equal(phases[0].minutes, 90);
	assert_int_equal(phases[0].ending, ending_next);
	assert_int_equal(phases[0].hold, hold_alone);
	assert_int_equal(phases[0].ideas_max, 3);
	assert_int_equal(phases[0].slow_s, 30);
	assert_int_equal(phases[0].sort, 2);
	assert_false(phases[0].reveal);
	assert_int_equal(phases[0].tables, arrangement_none);
	assert_true(phases[1].reveal);
	assert_int_equal(phases[1].ending, ending_lock);
	assert_int_equal(phases[1].minutes, 0);
	assert_int_equal(phases[2].allows, 0);
	assert_int_equal(phases[2].hold, hold_waiting);
	assert_int_equal(phases[2].tables, arrangement_mixed);
	assert_int_equal(phases[2].table_size, 5);
	methods_free(methods);
}

static void boards_begin_where_the_file_says_or_at_the_first_phase_for_them(void **state)
{
	(void)state;
	write_method("two.json", good);
	struct methods *methods = load();
	const struct method_board *boards = methods->at[0].boards;
	assert_int_equal(methods->at[0].board_count, 2);
	assert_int_equal(boards[0].sort, board_sort_team);
	assert_string_equal(boards[0].title[language_en], "Ways");
	assert_int_equal(boards[0].audience, audience_everyone);
	assert_int_equal(boards[0].phase, 2);
	assert_int_equal(boards[0].places, 12);
	assert_int_equal(boards[1].sort, board_sort_steering);
	assert_int_equal(boards[1].phase, 2);
	assert_int_equal(boards[1].places, 0);
	methods_free(methods);
}

/* The good file with the first `from` replaced by `to`. Returns owned. */
static char *spoil(const char *from, const char *to)
{
	const char *at = strstr(good, from);
	if (at == NULL)
		fail_msg("the good file has no %s", from);
	char *text = NULL;
	assert_true(asprintf(&text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from)) > 0);
	return text;
}

/* A line of the good file, and others that are as good. */
static void what_may_be_left_out_may_be_left_out(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"\"$schema\":\"schema/method.schema.json\",", ""},
		{"\"plenary\":{\"phase\":\"talk\"},", ""},
		{"\"plenary\":{\"phase\":\"talk\"},", "\"plenary\":{},"},
		{",\"phase\":\"write\"", ""},
		{"\"key\":\"ways\",", ""},
		{",\"places\":12", ""},
		{",\"phase\":\"talk\"}", "}"},
		{"\"minutes\":90,", ""},
		{"\"boards\":[\"town\",\"team\"],", "\"boards\":[],"},
		{"\"boards\":[\"town\",\"team\"],", ""},
		{"{\"$schema\"", "\xEF\xBB\xBF{\"$schema\""},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		char *text = spoil(pairs[i][0], pairs[i][1]);
		write_method("a.json", text);
		free(text);
		methods_free(load());
	}
}

/* ---- spoiled files ---- */

static void assert_refused(const char *says)
{
	struct methods *methods = methods_load(directory, &failure);
	if (methods != NULL)
		fail_msg("this was taken; it should say: %s", says);
	if (strstr(failure.message, says) == NULL)
		fail_msg("\"%s\" does not say: %s", failure.message, says);
}

static void each_spoiled_place_is_named_with_its_reason(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *says;
	} spoiled[] = {
		{"\"title\":{\"en\":\"Future\"", "\"titel\":{\"en\":\"Future\"",
		 "a.json: \"titel\" is not known here"},
		{"\"ballot\":{\"en\":\"Yes?\",\"de\":\"Ja?\"},", "",
		 "a.json: \"ballot\" is missing"},
		{"\"purpose\":{\"en\":\"For thirty.\"", "\"purpose\":{\"en\":\"\"",
		 "a.json: purpose.en: the text is empty"},
		{"{\"en\":\"Future\",\"de\":\"Zukunft\"}", "{\"en\":\"Future\"}",
		 "a.json: title: \"de\" is missing"},
		{"{\"en\":\"Future\",", "{\"fr\":\"Avenir\",\"en\":\"Future\",",
		 "a.json: title: \"fr\" is not known here"},
		{"{\"en\":\"Future\",\"de\":\"Zukunft\"}", "\"Future\"",
		 "a.json: title: an object is needed"},
		{"\"en\":\"Future\"", "\"en\":1", "a.json: title.en: a text is needed"},
		{"\"en\":\"Future\"", "\"en\":\"Fu\\nture\"",
		 "a.json: title.en: the text has characters that are not allowed"},
		{"\"de\":\"Zukunft\"", "\"de\":\"U\\u0308ber\"",
		 "a.json: title.de: the text has characters that are not allowed, or is not in "
		 "normal form C"},
		{"\"en\":\"Future\"",
		 "\"en\":"
		 "\"0123456789012345678901234567890123456789012345678901234567890123456789012345678"
		 "90123456789012345678901234567890123456789x\"",
		 "a.json: title.en: the text is longer than 120 characters or 480 bytes"},
		{"\"towns\":{\"audience\":\"members\",\"phase\":\"write\"},", "",
		 "a.json: \"towns\" is missing"},
		{"\"towns\":{\"audience\":\"members\"", "\"towns\":{\"audience\":\"withheld\"",
		 "a.json: towns.audience: \"everyone\" or \"members\" is needed"},
		{"\"towns\":{\"audience\":\"members\"", "\"towns\":{\"audience\":1",
		 "a.json: towns.audience: \"everyone\" or \"members\" is needed"},
		{"\"towns\":{\"audience\":\"members\",", "\"towns\":{",
		 "a.json: towns: \"audience\" is missing"},
		{"\"phase\":\"write\"", "\"phase\":\"talk\"",
		 "a.json: towns.phase: the phase \"talk\" is not for boards of sort \"town\""},
		{"\"phase\":\"write\"", "\"phase\":\"wirte\"",
		 "a.json: towns.phase: no phase has the key \"wirte\""},
		{"\"plenary\":{\"phase\":\"talk\"}", "\"plenary\":{\"phase\":\"write\"}",
		 "a.json: plenary.phase: the phase \"write\" is not for boards of sort "
		 "\"plenary\""},
		{"\"plenary\":{\"phase\":\"talk\"}", "\"plenary\":{\"audience\":\"members\"}",
		 "a.json: plenary: \"audience\" is not known here"},
		{"\"plenary\":{\"phase\":\"talk\"}", "\"plenary\":[]",
		 "a.json: plenary: an object is needed"},
		{"\"key\":\"step\"", "\"key\":\"wish\"",
		 "a.json: sorts[1].key: \"wish\" stands here twice"},
		{"\"key\":\"step\"", "\"key\":\"Step\"",
		 "a.json: sorts[1].key: a key is needed: at most 40 of a-z, 0-9 and -"},
		{"\"key\":\"step\"", "\"key\":\"\"", "a.json: sorts[1].key: a key is needed"},
		{"\"key\":\"step\",", "", "a.json: sorts[1]: \"key\" is missing"},
		{"\"sorts\":[", "\"sorts\":[7,", "a.json: sorts[0]: an object is needed"},
		{"\"sort\":\"team\"", "\"sort\":\"town\"",
		 "a.json: boards[0].sort: \"team\" or \"steering\" is needed"},
		{"\"audience\":\"everyone\"", "\"audience\":\"all\"",
		 "a.json: boards[0].audience: \"everyone\" or \"members\" is needed"},
		{"\"phase\":\"show\"", "\"phase\":\"talk\"",
		 "a.json: boards[0].phase: the phase \"talk\" is not for boards of sort \"team\""},
		{"\"places\":12", "\"places\":0",
		 "a.json: boards[0].places: a whole number from 1 to 10000 is needed"},
		{"\"en\":\"Steering\"", "\"en\":\"Ways\"",
		 "a.json: boards[1].title: \"Ways\" stands here twice"},
		{"{\"sort\":\"steering\"", "{\"key\":\"towns\",\"sort\":\"steering\"",
		 "a.json: boards[1].key: \"towns\" cannot be the key of a board"},
		{"{\"sort\":\"steering\"", "{\"key\":\"ways\",\"sort\":\"steering\"",
		 "a.json: boards[1].key: \"ways\" stands here twice"},
		{"\"boards\":[\"town\",\"team\",\"steering\"]", "\"boards\":[\"town\",\"team\"]",
		 "a.json: boards[1]: no phase is for boards of sort \"steering\""},
		{",\"phase\":\"talk\"}", ",\"phase\":3}",
		 "a.json: topics[0].phase: no phase has the key \"\""},
		{"{\"title\":{\"en\":\"Schools\"", "{\"name\":{\"en\":\"Schools\"",
		 "a.json: topics[1]: \"name\" is not known here"},
		{"\"de\":\"Schulen\"", "\"de\":\"Straßen\"",
		 "a.json: topics[1].title: \"Straßen\" stands here twice"},
		{"\"topics\":[", "\"topics\":[1,", "a.json: topics[0]: an object is needed"},
		{"\"key\":\"show\"", "\"key\":\"write\"",
		 "a.json: phases[1].key: \"write\" stands here twice"},
		{"\"help\":{\"en\":\"Alone.\",\"de\":\"Allein.\"},", "",
		 "a.json: phases[0]: \"help\" is missing"},
		{"\"prompt\":{\"en\":\"Read.\",\"de\":\"Lesen.\"}",
		 "\"prompt\":{\"en\":\"Read.\",\"de\":\"\"}",
		 "a.json: phases[1].prompt.de: the text is empty"},
		{"\"allows\":[\"comments\",\"votes\"]", "\"allows\":[\"comments\",\"shouting\"]",
		 "a.json: phases[1].allows[1]: \"shouting\" is no action"},
		{"\"allows\":[\"comments\",\"votes\"]", "\"allows\":[\"votes\",\"votes\"]",
		 "a.json: phases[1].allows[1]: \"votes\" stands here twice"},
		{"\"allows\":[\"comments\",\"votes\"]", "\"allows\":\"votes\"",
		 "a.json: phases[1].allows: a list is needed"},
		{"\"boards\":[\"town\",\"team\"]", "\"boards\":[\"city\"]",
		 "a.json: phases[0].boards[0]: \"city\" is no sort of board"},
		{"\"boards\":[\"town\",\"team\"]", "\"boards\":[\"town\",\"town\"]",
		 "a.json: phases[0].boards[1]: \"town\" stands here twice"},
		{"\"minutes\":90", "\"minutes\":0",
		 "a.json: phases[0].minutes: a whole number from 1 to 525600 is needed"},
		{"\"minutes\":90", "\"minutes\":1.5", "a.json: phases[0].minutes: a whole number"},
		{"\"minutes\":90", "\"minutes\":\"90\"",
		 "a.json: phases[0].minutes: a whole number"},
		{"\"minutes\":90", "\"minute\":90",
		 "a.json: phases[0]: \"minute\" is not known here"},
		{"\"ending\":\"next\"", "\"ending\":\"stop\"",
		 "a.json: phases[0].ending: \"next\" or \"lock\" is needed"},
		{"\"hold\":\"alone\"", "\"hold\":\"hidden\"",
		 "a.json: phases[0].hold: \"waiting\" or \"alone\" is needed"},
		{"\"ideas_max\":3", "\"ideas_max\":-1",
		 "a.json: phases[0].ideas_max: a whole number from 1 to 1000 is needed"},
		{"\"slow_s\":30", "\"slow_s\":86401",
		 "a.json: phases[0].slow_s: a whole number from 1 to 86400 is needed"},
		{"\"sort\":\"step\"", "\"sort\":\"stepp\"",
		 "a.json: phases[0].sort: no sort has the key \"stepp\""},
		{"\"reveal\":true", "\"reveal\":1",
		 "a.json: phases[1].reveal: true or false is needed"},
		{"\"hold\":\"alone\",", "",
		 "a.json: phases[1].reveal: no phase before, for such boards, has \"hold\": "
		 "\"alone\""},
		{"\"boards\":[\"plenary\",\"table\"]",
		 "\"reveal\":true,\"boards\":[\"plenary\",\"table\"]",
		 "a.json: phases[2].reveal: no phase before, for such boards, has"},
		{"\"tables\":\"mixed\"", "\"tables\":\"rows\"",
		 "a.json: phases[2].tables: \"alike\", \"mixed\" or \"choice\" is needed"},
		{"\"tables\":\"mixed\",", "",
		 "a.json: phases[2].table_size: \"tables\" and \"table_size\" go together"},
		{",\"table_size\":5", "",
		 "a.json: phases[2].tables: \"tables\" and \"table_size\" go together"},
		{"\"table_size\":5", "\"table_size\":1",
		 "a.json: phases[2].table_size: a whole number from 2 to 1000 is needed"},
		{"\"boards\":[\"plenary\",\"table\"]", "\"boards\":[\"plenary\"]",
		 "a.json: phases[2].boards: a phase with tables needs \"table\" among its boards"},
	};
	for (size_t i = 0; i < sizeof spoiled / sizeof spoiled[0]; i++) {
		char *text = spoil(spoiled[i].from, spoiled[i].to);
		write_method("a.json", text);
		free(text);
		assert_refused(spoiled[i].says);
	}
}

static void what_is_no_method_at_all_is_named(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text, *says;
	} wrong[] = {
		{"a.json", "", "a.json: line 1: "},
		{"a.json", "{", "a.json: line 1: "},
		{"a.json", "{\n\n\"title\" {} }", "a.json: line 3: "},
		{"a.json", "[]", "a.json: an object is needed"},
		{"a.json", "{}", "a.json: \"title\" is missing"},
		{"a.json", "{\"a\":1,\n\"a\":2}", "a.json: line 2: duplicate"},
		{"a.json", "{\"title\":\"\xFF\"}", "a.json: line 1: "},
		{"Big Name.json", good, "Big Name.json: a method's file is named"},
		{"a.b.json", good, "a.b.json: a method's file is named"},
		{".json", good, "there is no method in"},
		{"a.txt", good, "there is no method in"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		write_method(wrong[i].name, wrong[i].text);
		assert_refused(wrong[i].says);
	}
}

/* One more than a session should begin with. */
static void too_many_phases_are_refused(void **state)
{
	(void)state;
	char extra[41 * 160] = "";
	for (int i = 0; i < 38; i++) {
		size_t size = strlen(extra);
		snprintf(extra + size, sizeof extra - size,
			 ",{\"key\":\"more-%d\",\"title\":{\"en\":\"M\",\"de\":\"M\"},"
			 "\"prompt\":{\"en\":\"M\",\"de\":\"M\"},"
			 "\"help\":{\"en\":\"M\",\"de\":\"M\"},\"allows\":[]}",
			 i);
	}
	char *text = NULL;
	assert_true(asprintf(&text, "%.*s%s]}", (int)(sizeof good - 1 - strlen("]}\n")), good,
			     extra) > 0);
	write_method("a.json", text);
	assert_refused("a.json: phases: 41 are too many; at most 40 can stand here");

	free(text);
}

static void folders_below_and_folders_that_are_not_there(void **state)
{
	(void)state;
	char below[128];
	snprintf(below, sizeof below, "%s/schema", directory);
	assert_int_equal(mkdir(below, 0700), 0);
	write_method("two.json", good);
	struct methods *methods = load();
	assert_int_equal(methods->count, 1);
	methods_free(methods);
	rmdir(below);

	assert_null(methods_load("no-such-folder", &failure));
	assert_non_null(strstr(failure.message, "no-such-folder"));
	assert_null(methods_load_file("no-such-file.json", &failure));
	assert_string_equal(failure.message, "no-such-file.json: No such file or directory");
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(the_methods_that_come_along_are_all_well_formed),
		CLAIM(the_open_board_takes_everything_first),
		CLAIM(a_method_says_what_its_file_says),
		CLAIM(a_phase_says_what_its_file_says),
		CLAIM(boards_begin_where_the_file_says_or_at_the_first_phase_for_them),
		CLAIM(what_may_be_left_out_may_be_left_out),
		CLAIM(each_spoiled_place_is_named_with_its_reason),
		CLAIM(what_is_no_method_at_all_is_named),
		CLAIM(too_many_phases_are_refused),
		CLAIM(folders_below_and_folders_that_are_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
