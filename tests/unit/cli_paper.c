/* Claims about what people type in ballots: papers, sums of money, check numbers, and the words
 * that tell them how. */
#include "testing.h"

#include <stdio.h>
#include <string.h>

#include "client-cli/ballot_words.h"
#include "client-cli/check_number.h"
#include "client-cli/money.h"
#include "client-cli/paper_read.h"

/* ---- money ---- */

static void assert_money(const char *text, uint64_t cents)
{
	uint64_t read = 0;
	assert_true(money_read(text, &read));
	assert_int_equal(read, cents);
}

static void sums_have_a_point_or_a_comma(void **state)
{
	(void)state;
	assert_money("1234", 123400);
	assert_money("1234.5", 123450);
	assert_money("1234,50", 123450);
	assert_money("0.07", 7);
	assert_money("0", 0);
	char shown[MONEY_TEXT_BYTES];
	money_show(123405, shown);
	assert_string_equal(shown, "1234.05");
	money_show(123400, shown);
	assert_string_equal(shown, "1234");
}

static void doubtful_sums_are_none(void **state)
{
	(void)state;
	const char *const doubtful[] = {"",      "1.234",       "1.234,50", "1,234.50",
					"-5",    "12.",         ".5",       "5 EUR",
					"1e6",   "0x10",        " 5",       "99999999999999999999",
					"1.2.3", "180143985095"};
	uint64_t read;
	for (size_t i = 0; i + 1 < sizeof doubtful / sizeof doubtful[0]; i++)
		assert_false(money_read(doubtful[i], &read));
	char text[40];
	snprintf(text, sizeof text, "%llu.%02u", (unsigned long long)(MONEY_MAX / 100),
		 (unsigned)(MONEY_MAX % 100));
	assert_money(text, MONEY_MAX);
	snprintf(text, sizeof text, "%llu", (unsigned long long)(MONEY_MAX / 100 + 1));
	assert_false(money_read(text, &read));
}

/* ---- check numbers ---- */

static void check_numbers_survive_being_written(void **state)
{
	(void)state;
	/* The page shows the same (client-web/test/link_text.test.ts). */
	const uint8_t checks[][CHECK_BYTES] = {
		{0},
		{0, 0, 0, 0, 0, 0, 0, 0x20},
		{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF},
		{0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF},
	};
	const char *const texts[] = {"00000-0000-0000", "00000-0000-0010", "FZZZZ-ZZZZ-ZZZZ",
				     "028T5-CY4T-QKFF"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char text[CHECK_TEXT_BYTES];
		uint8_t read[CHECK_BYTES];
		check_number_write(checks[i], text);
		assert_string_equal(text, texts[i]);
		assert_true(check_number_read(text, read));
		assert_memory_equal(read, checks[i], CHECK_BYTES);
	}
}

static void check_numbers_are_read_as_typed(void **state)
{
	(void)state;
	uint8_t plain[CHECK_BYTES], read[CHECK_BYTES];
	assert_true(check_number_read("2H7QA-0MZX-9K41", plain));
	assert_true(check_number_read(" 2h7qa omzx 9k4l ", read));
	assert_memory_equal(plain, read, CHECK_BYTES);
	const char *const wrong[] = {"", "2H7QA-0MZX-9K4", "2H7QA-0MZX-9K412", "GH7QA-0MZX-9K41",
				     "2H7QA-0MZX-9K4U"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(check_number_read(wrong[i], read));
}

/* ---- papers ---- */

static struct paper paper;
static char reason[300];

static bool reads(enum ballot_method method, const char *typed, const char *order)
{
	char words[400], *list[40], *rest = NULL;
	uint32_t count = 0;
	snprintf(words, sizeof words, "%s", typed);
	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		list[count++] = word;
	const struct row_ballot ballot = {.method = method};
	return paper_read(&ballot, (const char *const *)list, count, order, &paper, reason,
			  sizeof reason);
}

/* "12=3 14=1", by number. */
static void assert_paper(const char *expected)
{
	char got[200] = "";
	for (uint32_t i = 0; i < paper.count; i++)
		snprintf(got + strlen(got), sizeof got - strlen(got), "%s%u=%llu", i ? " " : "",
			 paper.pairs[i].id, (unsigned long long)paper.pairs[i].number);
	assert_string_equal(got, expected);
}

static void each_method_has_its_values(void **state)
{
	(void)state;
	assert_true(reads(ballot_method_dots, "#14=1 12=3 9=0", NULL));
	assert_paper("12=3 14=1");
	assert_true(reads(ballot_method_resistance, "12=0 14=7 passive=5", NULL));
	assert_paper("0=5 12=0 14=7");
	assert_true(reads(ballot_method_resistance, "nothing=10", NULL));
	assert_paper("0=10");
	assert_true(reads(ballot_method_yesno, "12=yes 14=N 9=abstain", NULL));
	assert_paper("9=3 12=1 14=2");
	assert_true(reads(ballot_method_yesno, "yes", NULL));
	assert_paper("0=1");
	assert_true(reads(ballot_method_yesno, "Nein", NULL));
	assert_paper("0=2");
	assert_true(reads(ballot_method_yesno, "#0=enthaltung", NULL));
	assert_paper("0=3");
	assert_true(reads(ballot_method_resistance, "passiv=5", NULL));
	assert_paper("0=5");
	assert_true(reads(ballot_method_approval, "14 12=1 9=0 8=no", NULL));
	assert_paper("12=1 14=1");
	assert_true(reads(ballot_method_budget, "12=yes", NULL));
	assert_paper("12=1");
	assert_true(reads(ballot_method_ranking, "12=2 14=1 9=2", NULL));
	assert_paper("9=2 12=2 14=1");
	assert_true(reads(ballot_method_ranking, "", "12,14,9"));
	assert_paper("9=3 12=1 14=2");
}

static void what_the_server_judges_is_left_to_it(void **state)
{
	(void)state;
	assert_true(reads(ballot_method_dots, "12=3 12=900", NULL));
	assert_paper("12=3 12=900");
	assert_true(reads(ballot_method_ranking, "12=900", NULL));
	assert_paper("12=900");
}

static void what_makes_no_sense_is_said(void **state)
{
	(void)state;
	static const struct {
		enum ballot_method method;
		const char *typed, *order, *said;
	} wrong[] = {
		{ballot_method_dots, "12", NULL, "12=VALUE"},
		{ballot_method_dots, "12=-1", NULL, "'-1' does not fit"},
		{ballot_method_dots, "12=1.5", NULL, "'1.5' does not fit"},
		{ballot_method_dots, "12=", NULL, "'' does not fit"},
		{ballot_method_dots, "cycle=3", NULL, "'cycle' is not the number"},
		{ballot_method_dots, "passive=3", NULL, "'passive' is not the number"},
		{ballot_method_dots, "12=9999999999", NULL, "does not fit"},
		{ballot_method_yesno, "12=perhaps", NULL, "yes, no or abstain"},
		{ballot_method_yesno, "perhaps", NULL, "'perhaps' does not fit here; write yes,"},
		{ballot_method_yesno, "0=perhaps", NULL, "'perhaps' does not fit here; write yes,"},
		{ballot_method_resistance, "12=11", NULL, "from 0 to 10"},
		{ballot_method_ranking, "12=0", NULL, "1 for the best"},
		{ballot_method_approval, "12=2", NULL, "1 or 0"},
		{ballot_method_approval, "12=abstain", NULL, "1 or 0"},
		{ballot_method_approval, "12", "12,14", "--order is for rankings"},
		{ballot_method_ranking, "", "12,,14", "--order 12,,14"},
		{ballot_method_ranking, "", "12,best", "--order 12,best"},
		{ballot_method_opinion, "12=agree", NULL, "does not fit"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_false(reads(wrong[i].method, wrong[i].typed, wrong[i].order));
		assert_non_null(strstr(reason, wrong[i].said));
	}
}

static void papers_travel_and_come_back(void **state)
{
	(void)state;
	static struct paper other;
	assert_true(reads(ballot_method_dots, "14=1 12=3", NULL));
	paper_from(&other, paper_pairs(&paper));
	assert_true(paper_same(&paper, &other));
	other.pairs[1].number++;
	assert_false(paper_same(&paper, &other));
	other.count--;
	assert_false(paper_same(&paper, &other));
}

/* ---- words ---- */

/* What the words tell people to type must be a paper of that method. */
static void what_one_is_told_to_type_can_be_read(void **state)
{
	(void)state;
	uint8_t bytes[2 * PAIR_BYTES];
	pair_write(bytes, (struct pair){5, 0});
	pair_write(bytes + PAIR_BYTES, (struct pair){6, 0});
	for (enum ballot_method method = ballot_method_approval; method <= ballot_method_budget;
	     method++)
		for (uint32_t options = 0; options <= 2; options++) {
			struct row_ballot ballot = {
				.id = {3}, .method = method, .options = {bytes, options}};
			char next[200];
			ballot_words_next(&ballot, next, sizeof next);
			assert_memory_equal(next, "bogen cast 3 ", 13);
			assert_true(reads(method, next + 13, NULL));
			assert_true(paper.count > 0);
		}
}

static void exactly_half_is_not_enough(void **state)
{
	(void)state;
	char said[48];
	struct row_ballot ballot = {.method = ballot_method_yesno};
	ballot_words_threshold(&ballot, said, sizeof said);
	assert_string_equal(said, "more than half");
	ballot.threshold = 500000;
	ballot.threshold_of = 1000000;
	ballot_words_threshold(&ballot, said, sizeof said);
	assert_string_equal(said, "more than half");
	ballot.threshold = 2;
	ballot.threshold_of = 3;
	ballot_words_threshold(&ballot, said, sizeof said);
	assert_string_equal(said, "at least 2/3");
}

static void each_level_says_what_it_does_not_protect_from(void **state)
{
	(void)state;
	for (enum secrecy level = secrecy_none; level <= secrecy_confidential; level++) {
		assert_true(strlen(ballot_words_promise(level)) > 10);
		assert_non_null(strstr(ballot_words_danger(level), "does not protect from"));
	}
	struct row_ballot ballot = {.secrecy = secrecy_confidential};
	assert_true(ballot_words_hidden(&ballot));
	assert_int_equal(ballot_words_secrecy(&(struct row_ballot){0}), secrecy_plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("sums have a point or a comma before their decimals",
		      sums_have_a_point_or_a_comma),
		CLAIM("doubtful sums are none", doubtful_sums_are_none),
		CLAIM("check numbers survive being written", check_numbers_survive_being_written),
		CLAIM("check numbers are read as people type them",
		      check_numbers_are_read_as_typed),
		CLAIM("each method has its values", each_method_has_its_values),
		CLAIM("what the server judges is left to it", what_the_server_judges_is_left_to_it),
		CLAIM("what makes no sense is said", what_makes_no_sense_is_said),
		CLAIM("papers travel and come back", papers_travel_and_come_back),
		CLAIM("what one is told to type can be read", what_one_is_told_to_type_can_be_read),
		CLAIM("exactly half is not enough", exactly_half_is_not_enough),
		CLAIM("each level says what it does not protect from",
		      each_level_says_what_it_does_not_protect_from),
	};
	return cmocka_run_group_tests_name("cli paper", tests, NULL, NULL);
}
