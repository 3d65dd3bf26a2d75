/* Claims about what a ballot needs and what a paper may say. */
#include "testing.h"

#include "voting_desk.h"

static const enum ballot_method paper_methods[] = {
	ballot_method_approval,   ballot_method_yesno,   ballot_method_dots,
	ballot_method_resistance, ballot_method_ranking, ballot_method_choose,
	ballot_method_budget,
};

#define PAPER_METHODS (sizeof paper_methods / sizeof *paper_methods)

static struct desk *complete(enum ballot_method method, uint32_t options)
{
	struct desk *desk = desk_new(method, options);
	desk->ballot.points = 5;
	desk->ballot.heap = 2;
	desk->ballot.picks = 2;
	desk->ballot.budget = 250;
	desk_begin(desk);
	return desk;
}

static void assert_ballot(struct desk *desk, enum err expected, uint64_t expected_detail)
{
	uint64_t detail = 99;
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), expected);
	assert_int_equal(detail, expected_detail);
}

static void every_method_takes_a_complete_ballot(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAPER_METHODS; i++) {
		struct desk *desk = complete(paper_methods[i], 3);
		assert_ballot(desk, err_none, 0);
		desk_free(desk);
	}
}

static void a_blank_paper_is_a_paper(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAPER_METHODS; i++) {
		struct desk *desk = complete(paper_methods[i], 3);
		BLANK(desk, 1, 2);
		assert_int_equal(sheet_papers_all(desk->sheet), 1);
		assert_int_equal(sheet_papers(desk->sheet, 2), 1);
		desk_free(desk);
	}
}

static void foreign_options_and_twins_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAPER_METHODS; i++) {
		struct desk *desk = complete(paper_methods[i], 3);
		uint64_t detail = 0;
		assert_int_equal(CHECK(desk, &detail, {2, 1}, {4, 1}), err_option_foreign);
		assert_int_equal(detail, 4);
		assert_int_equal(CHECK(desk, &detail, {3, 1}, {3, 1}), err_option_twice);
		assert_int_equal(detail, 3);
		bool passive = paper_methods[i] == ballot_method_resistance;
		assert_int_equal(CHECK(desk, &detail, {0, 1}),
				 passive ? err_none : err_option_foreign);
		desk_free(desk);
	}
}

static void values_have_a_range_in_each_method(void **state)
{
	(void)state;
	static const struct {
		enum ballot_method method;
		uint64_t good[2], bad[2];
	} ranges[] = {
		{ballot_method_approval, {1, 1}, {0, 2}},
		{ballot_method_choose, {1, 1}, {0, 2}},
		{ballot_method_budget, {1, 1}, {0, 2}},
		{ballot_method_yesno, {1, 3}, {0, 4}},
		{ballot_method_resistance, {0, 10}, {11, UINT64_MAX}},
		{ballot_method_ranking, {1, 3}, {0, 4}},
		{ballot_method_dots, {1, 2}, {0, 0}},
	};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		struct desk *desk = complete(ranges[i].method, 3);
		for (size_t j = 0; j < 2; j++) {
			uint64_t detail = 0;
			assert_int_equal(CHECK(desk, &detail, {2, ranges[i].good[j]}), err_none);
			assert_int_equal(detail, 0);
			assert_int_equal(CHECK(desk, &detail, {2, ranges[i].bad[j]}),
					 err_value_wrong);
			assert_int_equal(detail, 2);
		}
		desk_free(desk);
	}
}

static void points_are_limited_in_all_and_on_one(void **state)
{
	(void)state;
	struct desk *desk = complete(ballot_method_dots, 4);
	uint64_t detail = 0;
	assert_int_equal(CHECK(desk, &detail, {1, 2}, {2, 2}, {3, 1}), err_none);
	assert_int_equal(CHECK(desk, &detail, {1, 2}, {2, 2}, {3, 2}), err_points_too_many);
	assert_int_equal(detail, 5);
	assert_int_equal(CHECK(desk, &detail, {1, 3}), err_points_heaped);
	assert_int_equal(detail, 2);
	desk->ballot.heap = 0;
	assert_int_equal(CHECK(desk, &detail, {1, 5}), err_none);
	assert_int_equal(CHECK(desk, &detail, {1, 6}), err_points_too_many);
	/* Two values whose sum is small again. */
	assert_int_equal(CHECK(desk, &detail, {1, UINT64_MAX}, {2, 2}), err_points_too_many);
	desk_free(desk);
}

static void picks_are_limited(void **state)
{
	(void)state;
	const enum ballot_method methods[] = {ballot_method_choose, ballot_method_budget};
	for (size_t i = 0; i < 2; i++) {
		struct desk *desk = complete(methods[i], 4);
		uint64_t detail = 0;
		assert_int_equal(CHECK(desk, &detail, {1, 1}, {2, 1}), err_none);
		assert_int_equal(CHECK(desk, &detail, {1, 1}, {2, 1}, {3, 1}), err_picks_too_many);
		assert_int_equal(detail, 2);
		desk_free(desk);
	}
	struct desk *desk = complete(ballot_method_budget, 4);
	uint64_t detail = 0;
	desk->ballot.picks = 0;
	assert_int_equal(CHECK(desk, &detail, {1, 1}, {2, 1}, {3, 1}, {4, 1}), err_none);
	desk_free(desk);
}

static void opinions_are_no_papers(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_opinion, 0);
	uint64_t detail = 0;
	assert_int_equal(CHECK(desk, &detail, {1, 1}), err_method_differs);
	assert_ballot(desk, err_none, 0);
	assert_int_equal(voting_option_count(&desk->ballot), 0);
	desk_free(desk);
}

static void a_ballot_says_what_it_lacks(void **state)
{
	(void)state;
	struct desk *desk = complete(ballot_method_dots, 2);
	desk->ballot.points = 0;
	assert_ballot(desk, err_points_missing, 0);
	desk->ballot.method = ballot_method_choose;
	desk->ballot.picks = 0;
	assert_ballot(desk, err_picks_missing, 0);
	desk->ballot.method = ballot_method_budget;
	desk->ballot.budget = 0;
	assert_ballot(desk, err_budget_missing, 0);
	desk->ballot.method = ballot_method_approval;
	desk->ballot.options.count = 0;
	assert_ballot(desk, err_options_missing, 0);
	desk->ballot.method = ballot_method_resistance;
	assert_ballot(desk, err_options_missing, 0);
	desk_free(desk);
}

static void nobody_orders_more_than_a_hundred(void **state)
{
	(void)state;
	struct desk *desk = complete(ballot_method_ranking, 100);
	assert_ballot(desk, err_none, 0);
	desk_free(desk);
	desk = complete(ballot_method_ranking, 101);
	assert_ballot(desk, err_options_too_many, 100);
	desk_free(desk);
}

static void a_ballots_options_differ(void **state)
{
	(void)state;
	struct desk *desk = complete(ballot_method_approval, 3);
	desk->ballot.options = desk_pairs(desk, 3, (struct pair[]){{5, 0}, {6, 0}, {5, 0}});
	assert_ballot(desk, err_option_twice, 5);
	desk->ballot.options = desk_pairs(desk, 2, (struct pair[]){{5, 0}, {0, 0}});
	assert_ballot(desk, err_option_foreign, 0);
	desk_free(desk);
}

static void a_threshold_is_a_share(void **state)
{
	(void)state;
	static const struct {
		uint64_t part, of;
		enum err err;
	} thresholds[] = {
		{0, 0, err_none},
		{2, 3, err_none},
		{1, 1, err_none},
		{3, 2, err_threshold_wrong},
		{1, 0, err_threshold_wrong},
		{0, 3, err_threshold_wrong},
	};
	struct desk *desk = complete(ballot_method_yesno, 0);
	for (size_t i = 0; i < sizeof thresholds / sizeof *thresholds; i++) {
		desk->ballot.threshold = thresholds[i].part;
		desk->ballot.threshold_of = thresholds[i].of;
		assert_ballot(desk, thresholds[i].err, 0);
	}
	desk_free(desk);
}

static void number_0_is_the_question_or_deciding_nothing(void **state)
{
	(void)state;
	struct desk *question = complete(ballot_method_yesno, 0);
	assert_int_equal(voting_option_count(&question->ballot), 1);
	assert_int_equal(voting_option(&question->ballot, 0), 0);
	CAST(question, 1, 1, {0, 1});
	assert_int_equal(sheet_total(question->sheet, 0).agree, 1);
	desk_free(question);
	struct desk *passive = complete(ballot_method_resistance, 2);
	assert_int_equal(voting_option_count(&passive->ballot), 3);
	assert_int_equal(voting_option(&passive->ballot, 1), 2);
	assert_int_equal(voting_option(&passive->ballot, 2), 0);
	desk_free(passive);
}

static void the_largest_ballot_is_checked_whole(void **state)
{
	(void)state;
	struct desk *desk = complete(ballot_method_resistance, BALLOT_OPTIONS_MAX);
	struct pair choices[BALLOT_OPTIONS_MAX + 2];
	uint64_t detail = 0;
	for (uint32_t i = 0; i <= BALLOT_OPTIONS_MAX; i++)
		choices[i] = (struct pair){i, 10};
	assert_ballot(desk, err_none, 0);
	struct pairs pairs = desk_pairs(desk, BALLOT_OPTIONS_MAX + 1, choices);
	assert_int_equal(voting_check_paper(&desk->ballot, pairs, &detail), err_none);
	choices[BALLOT_OPTIONS_MAX + 1] = (struct pair){7, 10};
	pairs = desk_pairs(desk, BALLOT_OPTIONS_MAX + 2, choices);
	assert_int_equal(voting_check_paper(&desk->ballot, pairs, &detail), err_option_twice);
	assert_int_equal(detail, 7);
	desk_free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every method takes a complete ballot", every_method_takes_a_complete_ballot),
		CLAIM("a blank paper is a paper", a_blank_paper_is_a_paper),
		CLAIM("an option of another ballot, or one named twice, is refused by number",
		      foreign_options_and_twins_are_refused),
		CLAIM("each method has a range of values", values_have_a_range_in_each_method),
		CLAIM("points are limited in all and on one", points_are_limited_in_all_and_on_one),
		CLAIM("picks are limited, in a budget where it says so", picks_are_limited),
		CLAIM("opinions are no papers", opinions_are_no_papers),
		CLAIM("a ballot says what it lacks", a_ballot_says_what_it_lacks),
		CLAIM("a ranking is of a hundred options at most",
		      nobody_orders_more_than_a_hundred),
		CLAIM("a ballot's options differ", a_ballots_options_differ),
		CLAIM("a threshold is a share, none is one half", a_threshold_is_a_share),
		CLAIM("number 0 is the question, or deciding nothing",
		      number_0_is_the_question_or_deciding_nothing),
		CLAIM("the largest ballot's papers are checked whole",
		      the_largest_ballot_is_checked_whole),
	};
	return cmocka_run_group_tests_name("voting papers", tests, NULL, NULL);
}
