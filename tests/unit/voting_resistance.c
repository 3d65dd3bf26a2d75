/* Claims about systemic consensus, against an example worked out by hand. */
#include "testing.h"

#include "voting_desk.h"

/* Three options and deciding nothing (0), two towns and one person of none.
 *
 *             option 1   option 2   option 3   nothing
 *   town 1        2          0         10          8
 *                 3          9          –         10
 *   town 2        1          5          –          4
 *                 –          6          2          6
 *   no town       4          0          7          2
 *
 *   W            10         20         19         30
 *   n             4          5          3          5
 *   acceptance   30/40      30/50      11/30      20/50
 *   town 1       15/20      11/20       0/10       2/20
 *   town 2        9/10       9/20       8/10      10/20 */
static struct desk *example(void)
{
	struct desk *desk = desk_new(ballot_method_resistance, 3);
	desk->ballot.towns = 2;
	CAST(desk, 1, 1, {1, 2}, {2, 0}, {3, 10}, {0, 8});
	CAST(desk, 1, 1, {1, 3}, {2, 9}, {0, 10});
	CAST(desk, 1, 2, {1, 1}, {2, 5}, {0, 4});
	CAST(desk, 1, 2, {2, 6}, {3, 2}, {0, 6});
	CAST(desk, 1, 0, {1, 4}, {2, 0}, {3, 7}, {0, 2});
	desk_conclude(desk, (struct ids){0});
	return desk;
}

static void acceptance_is_of_those_who_answered(void **state)
{
	(void)state;
	struct desk *desk = example();
	assert_int_equal(desk_row(desk, 1)->sum, 10);
	assert_int_equal(desk_row(desk, 1)->answers, 4);
	assert_int_equal(desk_row(desk, 1)->score_people, 750000000);
	assert_int_equal(desk_row(desk, 2)->score_people, 600000000);
	assert_int_equal(desk_row(desk, 3)->score_people, 366666667);
	assert_int_equal(desk_row(desk, 0)->score_people, 400000000);
	desk_free(desk);
}

static void what_is_better_than_nothing_can_be_carried(void **state)
{
	(void)state;
	struct desk *desk = example();
	assert_int_equal(desk_row(desk, 1)->rank_people, 1);
	assert_int_equal(desk_row(desk, 2)->rank_people, 2);
	assert_int_equal(desk_row(desk, 0)->rank_people, 3);
	assert_int_equal(desk_row(desk, 3)->rank_people, 4);
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 3)->decision_people, decision_lost);
	assert_int_equal(desk_row(desk, 0)->decision_people, decision_none);
	desk_free(desk);
}

static void towns_are_equal_or_all_of_them_count(void **state)
{
	(void)state;
	struct desk *desk = example();
	/* Means: (3/4 + 9/10)/2, (11/20 + 9/20)/2, (0 + 4/5)/2, (1/10 + 1/2)/2. */
	assert_int_equal(desk_row(desk, 1)->score_towns, 825000000);
	assert_int_equal(desk_row(desk, 2)->score_towns, 500000000);
	assert_int_equal(desk_row(desk, 3)->score_towns, 400000000);
	assert_int_equal(desk_row(desk, 0)->score_towns, 300000000);
	assert_int_equal(desk_row(desk, 3)->decision_towns, decision_carried);
	/* a_t = n_t - W_t/10: sqrt((1.5+1)/4 * (0.9+1)/3) and so on. */
	assert_int_equal(desk_row(desk, 1)->score_every_town, 629152870);
	assert_int_equal(desk_row(desk, 2)->score_every_town, 499374609);
	assert_int_equal(desk_row(desk, 3)->score_every_town, 447213595);
	assert_int_equal(desk_row(desk, 0)->score_every_town, 387298335);
	desk_free(desk);
}

static void each_town_has_its_own_passive_option(void **state)
{
	(void)state;
	struct desk *desk = example();
	assert_int_equal(desk_row(desk, 1)->carried, 2);
	assert_int_equal(desk_row(desk, 2)->carried, 1); /* 9/20 is less than town 2's 10/20 */
	assert_int_equal(desk_row(desk, 3)->carried, 1);
	assert_int_equal(desk_row(desk, 0)->carried, 0);
	assert_int_equal(desk_row(desk, 2)->least, 450000000);
	assert_int_equal(desk_row(desk, 3)->least, 0);
	desk_free(desk);
}

static void as_acceptable_as_nothing_is_a_tie(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_resistance, 2);
	CAST(desk, 1, 1, {1, 4}, {2, 0}, {0, 6});
	CAST(desk, 1, 1, {1, 6}, {0, 4});
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_tied);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_carried);
	desk_free(desk);
}

static void places_choose_among_what_can_be_carried(void **state)
{
	(void)state;
	struct desk *desk = example();
	desk->ballot.places = 1;
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_lost);
	desk_free(desk);
}

static void without_answers_there_is_nothing_to_compare(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_resistance, 2);
	CAST(desk, 2, 1, {1, 3});
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_none);
	CAST(desk, 1, 1, {0, 5});
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_lost);
	assert_int_equal(desk_row(desk, 2)->score_people, 0);
	desk_free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("acceptance is of those who answered", acceptance_is_of_those_who_answered),
		CLAIM("what is more acceptable than deciding nothing can be carried",
		      what_is_better_than_nothing_can_be_carried),
		CLAIM("towns are equal, or all of them count",
		      towns_are_equal_or_all_of_them_count),
		CLAIM("each town compares with its own passive option",
		      each_town_has_its_own_passive_option),
		CLAIM("as acceptable as deciding nothing is a tie",
		      as_acceptable_as_nothing_is_a_tie),
		CLAIM("places choose among what can be carried",
		      places_choose_among_what_can_be_carried),
		CLAIM("where nobody answered there is nothing to compare",
		      without_answers_there_is_nothing_to_compare),
	};
	return cmocka_run_group_tests_name("voting resistance", tests, NULL, NULL);
}
