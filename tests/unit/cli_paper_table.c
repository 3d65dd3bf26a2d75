/* Claims about tables of voting papers, and the journal of what was entered. */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/paper_journal.h"
#include "client-cli/paper_table.h"
#include "client-cli/spreadsheet.h"

static uint8_t option_bytes[3 * PAIR_BYTES];
static struct paper_option shown[] = {
	{12, 0, {"Cycle path", 10}}, {14, 0, {"Bus; at night", 13}}, {9, 0, {"2030", 4}}};
static struct paper_options options = {shown, 3};

static struct row_ballot make_ballot(enum ballot_method method)
{
	for (uint32_t i = 0; i < 3; i++)
		pair_write(option_bytes + (size_t)i * PAIR_BYTES,
			   (struct pair){shown[i].number, 0});
	return (struct row_ballot){
		.id = {1}, .method = method, .options = {option_bytes, 3}, .points = 5, .heap = 3};
}

static void read_table(struct paper_table *table, enum ballot_method method, const char *text)
{
	char reason[200];
	struct row_ballot ballot = make_ballot(method);
	json_t *lines = spreadsheet_lines(text, strlen(text), reason, sizeof reason);
	assert_non_null(lines);
	paper_table_read(table, lines, &ballot, &options, language_en);
	json_decref(lines);
}

static void assert_choice(const struct paper_table *table, uint32_t line, uint32_t option,
			  uint64_t value)
{
	struct pair pair;
	assert_true(pairs_find(table->lines[line].choices, option, &pair));
	assert_int_equal(pair.number, value);
}

static void options_are_named_by_number_or_title(void **state)
{
	(void)state;
	struct paper_table table;
	read_table(&table, ballot_method_dots,
		   "Slip;#12;\"bus; AT night\";2030\n7;1;2;\n\n8;;;3\n");
	assert_string_equal(table.problems, "");
	assert_int_equal(table.count, 2);
	assert_int_equal(table.lines[0].slip, 7);
	assert_int_equal(table.lines[0].choices.count, 2);
	assert_choice(&table, 0, 12, 1);
	assert_choice(&table, 0, 14, 2);
	assert_int_equal(table.lines[1].line, 4);
	assert_choice(&table, 1, 9, 3);
	paper_table_free(&table);
}

static void the_order_of_columns_does_not_matter(void **state)
{
	(void)state;
	struct paper_table one, other;
	read_table(&one, ballot_method_dots, "slip,12,14\n1,2,1\n");
	read_table(&other, ballot_method_dots, "14,slip,12\n1,1,2\n");
	assert_int_equal(one.lines[0].choices.count, 2);
	assert_memory_equal(one.lines[0].choices.at, other.lines[0].choices.at, 2 * PAIR_BYTES);
	paper_table_free(&one);
	paper_table_free(&other);
}

static void two_columns_say_the_same_as_many(void **state)
{
	(void)state;
	struct paper_table many, two;
	read_table(&many, ballot_method_dots, "slip,12,14\n1,2,1\n2,,\n");
	read_table(&two, ballot_method_dots, "slip;choices\n1;14=1, 12=2\n2;\n");
	assert_string_equal(two.problems, "");
	assert_int_equal(two.count, 2);
	assert_int_equal(two.lines[1].choices.count, 0);
	assert_memory_equal(many.lines[0].choices.at, two.lines[0].choices.at, 2 * PAIR_BYTES);
	paper_table_free(&many);
	paper_table_free(&two);
}

static void opinions_are_words_of_either_language(void **state)
{
	(void)state;
	struct paper_table table;
	read_table(&table, ballot_method_opinion, "slip;12;14;2030\n1;agree;Dagegen;pa\n");
	assert_string_equal(table.problems, "");
	assert_choice(&table, 0, 12, choice_agree);
	assert_choice(&table, 0, 14, choice_disagree);
	assert_choice(&table, 0, 9, choice_pass);
	paper_table_free(&table);
}

/* A ballot that is its own question. */
static void read_question(struct paper_table *table, const char *text)
{
	char reason[200];
	struct paper_option question = {0, 0, {"", 0}};
	struct paper_options asked = {&question, 1};
	struct row_ballot ballot = {.id = {1}, .title = {"Shall we?", 9}};
	ballot.method = ballot_method_yesno;
	ballot.state = ballot_state_open;
	json_t *lines = spreadsheet_lines(text, strlen(text), reason, sizeof reason);
	assert_non_null(lines);
	paper_table_read(table, lines, &ballot, &asked, language_en);
	json_decref(lines);
}

static void a_question_is_answered_however_its_column_is_named(void **state)
{
	(void)state;
	static const char *const headings[] = {"choices", "0", "#0", "Frage", "shall WE?"};
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
		struct paper_table table;
		char text[100];
		snprintf(text, sizeof text, "slip;%s\n1;Ja\n2;no\n3;Enthaltung\n4;\n", headings[i]);
		read_question(&table, text);
		assert_string_equal(table.problems, "");
		assert_int_equal(table.count, 4);
		for (uint32_t line = 0; line < 3; line++)
			assert_choice(&table, line, 0, line + 1u);
		assert_int_equal(table.lines[3].choices.count, 0);
		paper_table_free(&table);
		snprintf(text, sizeof text, "slip;%s\n1;vielleicht\n", headings[i]);
		read_question(&table, text);
		assert_string_equal(table.problems,
				    "line 2, column B: 'vielleicht' does not fit here; write yes, "
				    "no or abstain");
		paper_table_free(&table);
	}
}

static void what_is_wrong_is_named_by_line_and_column(void **state)
{
	(void)state;
	static const struct {
		enum ballot_method method;
		const char *text, *problem;
	} cases[] = {
		{ballot_method_dots, "slip;13\n1;1\n", "line 1, column B: '13' is neither"},
		{ballot_method_dots, "12;14\n1;1\n", "line 1: no column is named slip"},
		{ballot_method_dots, "slip\n1\n", "line 1: no column is named for an option"},
		{ballot_method_dots, "slip;12;cycle PATH\n1;1;\n",
		 "line 1, column C: 'cycle PATH' stands twice"},
		{ballot_method_dots, "slip;choices;12\n1;;\n", "contradict each other"},
		{ballot_method_dots, "slip;12\n;1\n", "line 2, column A: '' is not the number"},
		{ballot_method_dots, "slip;12\n1;4\n", "line 2, column B: At most 3 points"},
		{ballot_method_dots, "slip;12;14\n1;3;3\n", "line 2: You have 5 points in all."},
		{ballot_method_dots, "slip;12\n\n1;two\n", "line 3, column B: 'two' does not fit"},
		{ballot_method_dots, "slip;12\n1;1;1\n", "line 2: more cells"},
		{ballot_method_dots, "slip;12\n1;1\n1;1\n",
		 "line 3: slip 1 stands in line 2 already"},
		{ballot_method_dots, "slip;choices\n1;13=1\n",
		 "line 2, column B: #13 is not put to the vote"},
		{ballot_method_dots, "slip;choices\n1;12=1 12=1\n",
		 "line 2, column B: #12 is named twice."},
		{ballot_method_resistance, "slip;12\n1;11\n",
		 "line 2, column B: '11' does not fit here; write 12=VALUE: a resistance from 0 to "
		 "10"},
		{ballot_method_opinion, "slip;12\n1;perhaps\n",
		 "line 2, column B: 'perhaps': write agree, disagree or pass"},
		{ballot_method_opinion, "slip;choices\n1;12=agree 13=pass\n",
		 "line 2, column B: #13 is not put to the vote"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct paper_table table;
		read_table(&table, cases[i].method, cases[i].text);
		if (!strstr(table.problems, cases[i].problem))
			fail_msg("'%s' does not say '%s'", table.problems, cases[i].problem);
		assert_true(table.problem_count > 0);
		paper_table_free(&table);
	}
}

static void all_wrong_lines_are_counted(void **state)
{
	(void)state;
	struct paper_table table;
	char text[2000] = "slip;12\n";
	for (int i = 1; i <= 30; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%d;x\n", i);
	read_table(&table, ballot_method_dots, text);
	assert_int_equal(table.problem_count, 30);
	assert_non_null(strstr(table.problems, "line 21,"));
	assert_null(strstr(table.problems, "line 22,"));
	paper_table_free(&table);
}

/* ---- the journal ---- */

static char path[40];

static int make_path(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "%s", "/tmp/cli-papers-XXXXXX");
	int made = mkstemp(path);
	close(made);
	return made < 0 ? -1 : unlink(path);
}

static int drop_path(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static struct paper_journal opened(void)
{
	struct paper_journal journal;
	assert_true(paper_journal_open(&journal, strdup(path)));
	return journal;
}

static void opinions_are_noted_one_by_one(void **state)
{
	(void)state;
	struct paper_journal journal = opened();
	const struct paper_entry one = {7, paper_entered, 5, {0}, 12};
	const struct paper_entry other = {7, paper_sent, 6, {0}, 14};
	paper_journal_note(&journal, &one);
	paper_journal_note(&journal, &other);
	assert_true(paper_journal_flush(&journal));
	paper_journal_close(&journal, false);
	journal = opened();
	assert_null(paper_journal_find(&journal, 7, 0));
	assert_int_equal(paper_journal_find(&journal, 7, 12)->state, paper_entered);
	assert_int_equal(paper_journal_find(&journal, 7, 12)->mark, 5);
	assert_int_equal(paper_journal_find(&journal, 7, 14)->state, paper_sent);
	assert_int_equal(paper_journal_find(&journal, 7, 14)->mark, 6);
	paper_journal_close(&journal, false);
}

static void the_last_word_on_a_slip_counts(void **state)
{
	(void)state;
	struct paper_journal journal = opened();
	const struct paper_entry sent = {
		7, paper_sent, UINT64_C(0xFEDCBA9876543210), {1, 2, 3, 4, 5, 6, 7, 255}, 0};
	const struct paper_entry done = {8, paper_entered, 5, {0}, 0};
	const struct paper_entry gone = {8, paper_refused, 0, {0}, 0};
	uint64_t salt = journal.salt;
	paper_journal_note(&journal, &sent);
	paper_journal_note(&journal, &done);
	paper_journal_note(&journal, &gone);
	assert_true(paper_journal_flush(&journal));
	paper_journal_close(&journal, false);
	journal = opened();
	assert_int_equal(journal.salt, salt);
	const struct paper_entry *found = paper_journal_find(&journal, 7, 0);
	assert_int_equal(found->state, paper_sent);
	assert_int_equal(found->mark, sent.mark);
	assert_memory_equal(found->check, sent.check, CHECK_BYTES);
	assert_int_equal(paper_journal_find(&journal, 8, 0)->state, paper_refused);
	assert_null(paper_journal_find(&journal, 9, 0));
	paper_journal_close(&journal, false);
}

static void a_settled_journal_knows_no_check_numbers(void **state)
{
	(void)state;
	struct paper_journal journal = opened();
	paper_journal_note(&journal,
			   &(struct paper_entry){7, paper_sent, 5, {0xAB, 0xCD, 0xEF}, 0});
	assert_true(paper_journal_flush(&journal));
	paper_journal_note(&journal,
			   &(struct paper_entry){7, paper_entered, 5, {0xAB, 0xCD, 0xEF}, 0});
	paper_journal_close(&journal, true); /* with a note that was not written yet */
	char text[300] = "";
	FILE *from = fopen(path, "r");
	assert_non_null(from);
	size_t size = fread(text, 1, sizeof text - 1, from);
	fclose(from);
	assert_true(size > 0);
	assert_null(strstr(text, "abcdef"));
	assert_memory_equal(text, "bogen-papers 1 ", 15);
	journal = opened();
	assert_int_equal(paper_journal_find(&journal, 7, 0)->state, paper_entered);
	paper_journal_close(&journal, false);
}

static void a_line_cut_off_does_not_count_and_a_wrong_one_is_said(void **state)
{
	(void)state;
	FILE *to = fopen(path, "w");
	assert_non_null(to);
	fputs("bogen-papers 1 00ff\nd 3 0005\nd 4 00", to);
	fclose(to);
	struct paper_journal journal = opened();
	assert_non_null(paper_journal_find(&journal, 3, 0));
	assert_null(paper_journal_find(&journal, 4, 0));
	paper_journal_close(&journal, false);
	to = fopen(path, "w");
	assert_non_null(to);
	fputs("bogen-papers 1 00ff\nd 3\n", to);
	fclose(to);
	assert_false(paper_journal_open(&journal, strdup(path)));
	paper_journal_close(&journal, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("options are named by number or title", options_are_named_by_number_or_title),
		CLAIM("the order of columns does not matter", the_order_of_columns_does_not_matter),
		CLAIM("two columns say the same as many", two_columns_say_the_same_as_many),
		CLAIM("opinions are words of either language",
		      opinions_are_words_of_either_language),
		CLAIM("a question is answered however its column is named",
		      a_question_is_answered_however_its_column_is_named),
		CLAIM("what is wrong is named by line and column",
		      what_is_wrong_is_named_by_line_and_column),
		CLAIM("all wrong lines are counted, the first are named",
		      all_wrong_lines_are_counted),
		{"the last word on a slip counts", the_last_word_on_a_slip_counts, make_path,
		 drop_path, NULL},
		{"opinions are noted one by one", opinions_are_noted_one_by_one, make_path,
		 drop_path, NULL},
		{"a settled journal knows no check numbers",
		 a_settled_journal_knows_no_check_numbers, make_path, drop_path, NULL},
		{"a line cut off does not count, and a wrong one is said",
		 a_line_cut_off_does_not_count_and_a_wrong_one_is_said, make_path, drop_path, NULL},
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
