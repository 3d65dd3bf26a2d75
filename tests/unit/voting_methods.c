/* Claims about each method's result, against examples worked out by hand; resistance and ranking
 * have files of their own. */
#include "testing.h"

#include "voting_desk.h"

#define SHARE(part, whole) (((part)*2 * SCORE_ONE + (whole)) / (2 * (whole)))

static void assert_people(const struct desk *desk, uint32_t option, uint64_t score, uint32_t rank,
			  enum decision decision)
{
	const struct row_result *row = desk_row(desk, option);
	assert_int_equal(row->score_people, score);
	assert_int_equal(row->rank_people, rank);
	assert_int_equal(row->decision_people, decision);
}

static void approval_takes_the_best_places(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 4);
	desk->ballot.places = 2;
	CAST(desk, 3, 1, {1, 1}, {2, 1});
	CAST(desk, 2, 2, {1, 1});
	CAST(desk, 1, 0, {3, 1});
	BLANK(desk, 2, 2);
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 1, SHARE(5, 8), 1, decision_carried);
	assert_people(desk, 2, SHARE(3, 8), 2, decision_carried);
	assert_people(desk, 3, SHARE(1, 8), 3, decision_lost);
	assert_people(desk, 4, 0, 4, decision_lost);
	const struct row_result *first = desk_row(desk, 1);
	assert_int_equal(first->agree, 5);
	assert_int_equal(first->answers, 8);
	assert_int_equal(first->sum, 0);
	desk_free(desk);
}

static void a_tie_at_the_cut_is_named(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 4);
	desk->ballot.places = 2;
	CAST(desk, 2, 1, {1, 1}, {2, 1}, {3, 1});
	CAST(desk, 1, 1, {1, 1}, {4, 1});
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 1, SHARE(3, 3), 1, decision_carried);
	assert_people(desk, 2, SHARE(2, 3), 2, decision_tied);
	assert_people(desk, 3, SHARE(2, 3), 2, decision_tied);
	assert_people(desk, 4, SHARE(1, 3), 4, decision_lost);
	/* With room for both of them there is no tie. */
	desk->ballot.places = 3;
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 2, SHARE(2, 3), 2, decision_carried);
	assert_people(desk, 3, SHARE(2, 3), 2, decision_carried);
	desk_free(desk);
}

static void without_places_nothing_is_decided(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 2);
	CAST(desk, 3, 1, {1, 1});
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 1, SCORE_ONE, 1, decision_none);
	assert_people(desk, 2, 0, 2, decision_none);
	desk_free(desk);
}

static void what_nobody_wants_fills_no_place(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_choose, 3);
	desk->ballot.picks = 2;
	desk->ballot.places = 3;
	CAST(desk, 1, 1, {1, 1}, {3, 1});
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 1, SCORE_ONE, 1, decision_carried);
	assert_people(desk, 2, 0, 3, decision_lost);
	assert_people(desk, 3, SCORE_ONE, 1, decision_carried);
	desk_free(desk);
}

static void dots_are_shares_of_all_points(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_dots, 3);
	desk->ballot.points = 3;
	desk->ballot.places = 1;
	desk_begin(desk);
	CAST(desk, 2, 1, {1, 2}, {2, 1});
	CAST(desk, 1, 2, {2, 3});
	CAST(desk, 1, 2, {3, 1});
	desk_conclude(desk, (struct ids){0});
	/* 4, 5 and 1 of 12 points, from 2, 3 and 1 people. */
	assert_people(desk, 1, SHARE(4, 12), 2, decision_lost);
	assert_people(desk, 2, SHARE(5, 12), 1, decision_carried);
	assert_people(desk, 3, SHARE(1, 12), 3, decision_lost);
	const struct row_result *second = desk_row(desk, 2);
	assert_int_equal(second->agree, 3);
	assert_int_equal(second->sum, 5);
	assert_int_equal(second->answers, 4);
	/* Towns: 2 of 6 and 3 of 6 points; the smallest share of givers is 1 of 2. */
	assert_int_equal(second->score_towns, SHARE(5, 12));
	assert_int_equal(second->least, SCORE_ONE / 2);
	desk_free(desk);
}

static void exactly_one_half_is_no_majority(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_yesno, 0);
	CAST(desk, 3, 1, {0, 1});
	CAST(desk, 3, 1, {0, 2});
	CAST(desk, 4, 1, {0, 3});
	BLANK(desk, 1, 1);
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 0, SCORE_ONE / 2, 1, decision_lost);
	assert_int_equal(desk_row(desk, 0)->answers, 10);
	desk->ballot.threshold = 3;
	desk->ballot.threshold_of = 6;
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 0, SCORE_ONE / 2, 1, decision_lost);
	CAST(desk, 1, 2, {0, 1});
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 0, SHARE(4, 7), 1, decision_carried);
	desk_free(desk);
}

static void two_thirds_are_enough_where_asked_for(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_yesno, 2);
	desk->ballot.threshold = 2;
	desk->ballot.threshold_of = 3;
	CAST(desk, 2, 1, {1, 1}, {2, 1});
	CAST(desk, 1, 1, {1, 2}, {2, 1});
	CAST(desk, 2, 2, {1, 1}, {2, 1});
	CAST(desk, 1, 2, {1, 2}, {2, 2});
	desk_conclude(desk, (struct ids){0});
	/* 4 of 6 is two thirds exactly, also as the mean of 2 of 3 and 2 of 3. */
	assert_people(desk, 1, SHARE(2, 3), 2, decision_carried);
	assert_int_equal(desk_row(desk, 1)->decision_towns, decision_carried);
	assert_people(desk, 2, SHARE(5, 6), 1, decision_carried);
	/* In both of the towns that voted, but the third has not. */
	assert_int_equal(desk_row(desk, 1)->carried, 2);
	assert_int_equal(desk_row(desk, 1)->decision_every_town, decision_lost);
	desk->ballot.towns = 2;
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_every_town, decision_carried);
	/* One more no in town 1: 2 of 4. */
	CAST(desk, 1, 1, {1, 2});
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_lost);
	assert_int_equal(desk_row(desk, 1)->decision_every_town, decision_lost);
	assert_int_equal(desk_row(desk, 1)->carried, 1);
	desk_free(desk);
}

static void a_mean_of_towns_meets_its_threshold_exactly(void **state)
{
	(void)state;
	/* 1/3 + 2/3 + 1/2: the mean is exactly 1/2, and no decimal of the thirds is. */
	struct desk *desk = desk_new(ballot_method_yesno, 0);
	desk->ballot.threshold = 500001;
	desk->ballot.threshold_of = 1000000;
	CAST(desk, 1, 1, {0, 1});
	CAST(desk, 2, 1, {0, 2});
	CAST(desk, 2, 2, {0, 1});
	CAST(desk, 1, 2, {0, 2});
	CAST(desk, 1, 3, {0, 1});
	CAST(desk, 1, 3, {0, 2});
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 0)->score_towns, SCORE_ONE / 2);
	assert_int_equal(desk_row(desk, 0)->decision_towns, decision_lost);
	desk->ballot.threshold = 499999;
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 0)->decision_towns, decision_carried);
	/* One half means more than half. */
	desk->ballot.threshold = 500000;
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 0)->decision_towns, decision_lost);
	desk_free(desk);
	/* 2/3 and 2/3 and 2/3 are at least 2/3. */
	desk = desk_new(ballot_method_yesno, 0);
	desk->ballot.threshold = 2;
	desk->ballot.threshold_of = 3;
	for (uint32_t town = 1; town <= 3; town++) {
		CAST(desk, 2 * town, town, {0, 1});
		CAST(desk, town, town, {0, 2});
	}
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 0)->decision_towns, decision_carried);
	assert_int_equal(desk_row(desk, 0)->decision_every_town, decision_carried);
	desk_free(desk);
}

static void nobody_says_yes_or_no_and_nothing_is_carried(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_yesno, 0);
	CAST(desk, 3, 1, {0, 3});
	desk_conclude(desk, (struct ids){0});
	assert_people(desk, 0, 0, 1, decision_lost);
	assert_int_equal(desk_row(desk, 0)->decision_towns, decision_lost);
	assert_int_equal(desk_row(desk, 0)->decision_every_town, decision_lost);
	desk_free(desk);
}

static void below_its_quorum_nothing_is_carried(void **state)
{
	(void)state;
	const enum ballot_method methods[] = {ballot_method_approval, ballot_method_yesno,
					      ballot_method_choose, ballot_method_ranking};
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		struct desk *desk = desk_new(methods[i], 2);
		desk->ballot.picks = 1;
		desk->ballot.places = 1;
		desk->ballot.quorum = 4;
		desk->ballot.towns = 1;
		CAST(desk, 3, 1, {1, 1});
		desk_conclude(desk, (struct ids){0});
		assert_int_equal(desk_row(desk, 1)->decision_people, decision_lost);
		assert_int_equal(desk_row(desk, 1)->decision_towns, decision_lost);
		assert_int_equal(desk_row(desk, 1)->decision_every_town, decision_lost);
		BLANK(desk, 1, 1); /* counts for the quorum */
		desk_conclude(desk, (struct ids){0});
		assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
		assert_int_equal(desk_row(desk, 1)->decision_towns, decision_carried);
		assert_int_equal(desk_row(desk, 1)->decision_every_town, decision_carried);
		desk_free(desk);
	}
}

static void opinions_are_counted_idea_by_idea(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_opinion, 0);
	uint32_t next = 0;
	sheet_count_vote(desk->sheet, 2, 70, choice_agree, 1);
	sheet_count_voter(desk->sheet, 2, 1);
	sheet_count_vote(desk->sheet, 2, 30, choice_disagree, 1);
	sheet_count_vote(desk->sheet, 1, 70, choice_pass, 1);
	sheet_count_voter(desk->sheet, 1, 1);
	sheet_count_vote(desk->sheet, 1, 50, choice_agree, 1);
	sheet_count_vote(desk->sheet, 1, 50, choice_agree, -1);
	assert_true(sheet_next_idea(desk->sheet, &next) && next == 30);
	assert_true(sheet_next_idea(desk->sheet, &next) && next == 50);
	assert_true(sheet_next_idea(desk->sheet, &next) && next == 70);
	assert_false(sheet_next_idea(desk->sheet, &next));
	assert_int_equal(sheet_papers_all(desk->sheet), 2);
	/* 50 was taken back, and is not asked for. */
	desk_conclude(desk, desk_ids(desk, 2, (const uint32_t[]){70, 30}));
	assert_int_equal(desk->result->option_count, 2);
	assert_people(desk, 70, SCORE_ONE / 2, 1, decision_none);
	assert_people(desk, 30, 0, 2, decision_none);
	assert_int_equal(desk_row(desk, 70)->pass, 1);
	assert_int_equal(desk_row(desk, 70)->answers, 2);
	desk_free(desk);
}

static void a_cell_is_zero_where_nobody_answered(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 2);
	CAST(desk, 2, 3, {1, 1});
	struct cell nobody = sheet_cell(desk->sheet, 1, 2);
	assert_int_equal(nobody.agree + nobody.answers, 0);
	/* Who leaves an option out has answered. */
	struct cell left_out = sheet_cell(desk->sheet, 2, 3);
	assert_int_equal(left_out.agree, 0);
	assert_int_equal(left_out.answers, 2);
	desk_free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("approval: the best places are carried, blank papers count",
		      approval_takes_the_best_places),
		CLAIM("a tie at the cut is named, and none where there is room for all",
		      a_tie_at_the_cut_is_named),
		CLAIM("without places nothing is decided", without_places_nothing_is_decided),
		CLAIM("choose: what nobody wants fills no place", what_nobody_wants_fills_no_place),
		CLAIM("dots: scores are shares of all points, support is who gives any",
		      dots_are_shares_of_all_points),
		CLAIM("yesno: exactly one half is no majority", exactly_one_half_is_no_majority),
		CLAIM("yesno: two thirds are enough where they are asked for, in each town too",
		      two_thirds_are_enough_where_asked_for),
		CLAIM("yesno: a mean of towns meets its threshold exactly",
		      a_mean_of_towns_meets_its_threshold_exactly),
		CLAIM("yesno: where all abstain nothing is carried",
		      nobody_says_yes_or_no_and_nothing_is_carried),
		CLAIM("below its quorum nothing is carried; blank papers reach it",
		      below_its_quorum_nothing_is_carried),
		CLAIM("opinion: counted idea by idea, listed by number",
		      opinions_are_counted_idea_by_idea),
		CLAIM("a cell is zero where nobody answered", a_cell_is_zero_where_nobody_answered),
	};
	return cmocka_run_group_tests_name("voting methods", tests, NULL, NULL);
}
