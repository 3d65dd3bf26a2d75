/* Claims about method files. */
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

#define TEXTS(text) "{\"en\":\"" text "\",\"de\":\"" text "\"}"
#define PHASE       "{\"title\":" TEXTS("P") ",\"prompt\":" TEXTS("Q") ",\"allows\":[\"ideas\"]}"
#define METHOD(title, boards, ballot, phases, topics)                                              \
	"{\"title\":" title ",\"town_boards\":" boards ",\"ballot\":" ballot ",\"phases\":" phases \
	",\"topics\":" topics "}"
#define GOOD(phases) METHOD(TEXTS("T"), "\"members\"", TEXTS("B"), phases, "[]")

static struct text text_of(const char *at)
{
	return (struct text){.at = at, .size = (uint32_t)strlen(at)};
}

static void the_methods_that_come_along_are_all_well_formed(void **state)
{
	(void)state;
	struct methods *methods = methods_load(METHODS_FOLDER, &failure);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	const struct method *open = methods_find(methods, text_of("open"));
	assert_non_null(open);
	assert_true(open->phase_count >= 1);
	assert_non_null(open->title[language_de]);
	assert_non_null(open->title[language_en]);
	assert_int_equal(open->phases[0].allows,
			 1u << action_ideas | 1u << action_comments | 1u << action_votes);
	assert_null(methods_find(methods, text_of("ope")));
	assert_null(methods_find(methods, text_of("open.json")));
	methods_free(methods);
}

static void a_method_says_what_its_file_says(void **state)
{
	(void)state;
	write_method("two.json", METHOD(TEXTS("Zukunft"), "\"members\"", TEXTS("Frage"),
					"[" PHASE ",{\"title\":" TEXTS("P2") ",\"prompt\":" TEXTS(
						"Q2") ",\"allows\":[],\"minutes\":90}]",
					"[{\"title\":" TEXTS("Verkehr") "}]"));
	struct methods *methods = methods_load(directory, &failure);
	if (methods == NULL)
		fail_msg("%s", failure.message);
	assert_int_equal(methods->count, 1);
	const struct method *two = &methods->at[0];
	assert_string_equal(two->name, "two");
	assert_string_equal(two->title[language_de], "Zukunft");
	assert_int_equal(two->town_boards, audience_members);
	assert_int_equal(two->phase_count, 2);
	assert_int_equal(two->phases[0].minutes, 0);
	assert_int_equal(two->phases[1].minutes, 90);
	assert_int_equal(two->phases[1].allows, 0);
	assert_int_equal(two->topic_count, 1);
	assert_string_equal(two->topics[0].title[language_en], "Verkehr");
	methods_free(methods);
}

static void whatever_is_wrong_is_named_with_file_place_and_reason(void **state)
{
	(void)state;
	static const struct {
		const char *name, *text, *place;
	} wrong[] = {
		{"a.json", "{", "a.json: line 1: "},
		{"a.json", "[]", "a.json: an object is needed"},
		{"a.json", "{}", "\"title\" is missing"},
		{"a.json", "{\"a\":1,\"a\":2}", "duplicate"},
		{"a.json",
		 METHOD(TEXTS("T"), "\"everyone\"", TEXTS("B"), "[" PHASE "]", "[],\"extra\":1"),
		 "a.json: \"extra\" is not known here"},
		{"a.json",
		 METHOD("{\"en\":\"T\"}", "\"everyone\"", TEXTS("B"), "[" PHASE "]", "[]"),
		 "a.json: title: \"de\" is missing"},
		{"a.json",
		 METHOD("{\"en\":\"T\",\"de\":\"\"}", "\"everyone\"", TEXTS("B"), "[" PHASE "]",
			"[]"),
		 "a.json: title.de: the text is empty"},
		{"a.json",
		 METHOD("{\"en\":\"T\",\"de\":\"T\",\"fr\":\"T\"}", "\"everyone\"", TEXTS("B"),
			"[" PHASE "]", "[]"),
		 "a.json: title: \"fr\" is not known here"},
		{"a.json", METHOD(TEXTS("T"), "\"nobody\"", TEXTS("B"), "[" PHASE "]", "[]"),
		 "a.json: town_boards: either"},
		{"a.json", METHOD(TEXTS("T"), "1", TEXTS("B"), "[" PHASE "]", "[]"),
		 "a.json: town_boards: either"},
		{"a.json", GOOD("[]"), "a.json: phases: a list of at least one phase"},
		{"a.json", GOOD("{}"), "a.json: phases: a list of at least one phase"},
		{"a.json",
		 GOOD("[" PHASE ",{\"title\":" TEXTS("P") ",\"prompt\":" TEXTS(
			 "Q") ",\"allows\":[\"ideas\",\"shouting\"]}]"),
		 "a.json: phases[1].allows[1]: \"shouting\" is no action"},
		{"a.json",
		 GOOD("[{\"title\":" TEXTS("P") ",\"prompt\":" TEXTS(
			 "Q") ",\"allows\":[\"ideas\",\"ideas\"]}]"),
		 "a.json: phases[0].allows[1]: \"ideas\" stands here twice"},
		{"a.json",
		 GOOD("[{\"title\":" TEXTS("P") ",\"prompt\":" TEXTS(
			 "Q") ",\"allows\":[],\"minutes\":0}]"),
		 "a.json: phases[0].minutes: a whole number"},
		{"a.json",
		 GOOD("[{\"title\":" TEXTS("P\\nQ") ",\"prompt\":" TEXTS("Q") ",\"allows\":[]}]"),
		 "a.json: phases[0].title.en: the text has characters that are not allowed"},
		{"a.json", METHOD(TEXTS("T"), "\"everyone\"", TEXTS("B"), "[" PHASE "]", "[1]"),
		 "a.json: topics[0]: an object is needed"},
		{"Big Name.json", GOOD("[" PHASE "]"), "Big Name.json: a method's file is named"},
		{".json", GOOD("[" PHASE "]"), "there is no method in"},
		{"a.txt", GOOD("[" PHASE "]"), "there is no method in"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		write_method(wrong[i].name, wrong[i].text);
		if (methods_load(directory, &failure) != NULL)
			fail_msg("number %zu was taken; it should say: %s", i, wrong[i].place);
		if (strstr(failure.message, wrong[i].place) == NULL)
			fail_msg("\"%s\" does not say: %s", failure.message, wrong[i].place);
	}
}

static void a_folder_that_is_not_there_is_named(void **state)
{
	(void)state;
	assert_null(methods_load("no-such-folder", &failure));
	assert_non_null(strstr(failure.message, "no-such-folder"));
}

#define CLAIM(test) cmocka_unit_test_setup_teardown(test, make_directory, remove_directory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM(the_methods_that_come_along_are_all_well_formed),
		CLAIM(a_method_says_what_its_file_says),
		CLAIM(whatever_is_wrong_is_named_with_file_place_and_reason),
		CLAIM(a_folder_that_is_not_there_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
