/* Claims about budget ballots, against an example worked out by hand. */
#include "testing.h"

#include <stdio.h>

#include "voting_desk.h"

/* 100,000 euros. Town 1: 60 people want lights (1: 60,000), 55 of them a stage too (2: 40,000).
 * Town 2: 40 want a shelter (3: 30,000), 35 of them a swing too (4: 8,000). Nobody wants 5 (1,000).
 *
 *     people, greedy   lights, stage: all is spent
 *     people, shares   everybody has 1,000. By cost the price is 1/supporters: lights first, then
 *                      nobody in town 1 has anything; shelter (750 each), swing (229 each)
 *     add1             raised by a euro at a time; town 1 can pay the stage from 1,727.27… each,
 *                      which is beyond the budget: 98,000 stays
 *     towns, shares    50,000 for each town: 833.33… and 1,250 each; the lights cannot be paid. Of
 *                      the stage, with 55 supporters, and the rest every one can */
static struct desk *example(enum budget_rule rule)
{
	static const struct pair costs[] = {
		{1, 6000000}, {2, 4000000}, {3, 3000000}, {4, 800000}, {5, 100000}};
	struct desk *desk = desk_new(ballot_method_budget, 5);
	desk->ballot.options = desk_pairs(desk, 5, costs);
	desk->ballot.budget = 10000000;
	desk->ballot.budget_rule = rule;
	desk->ballot.towns = 2;
	desk_begin(desk);
	CAST(desk, 55, 1, {1, 1}, {2, 1});
	CAST(desk, 5, 1, {1, 1});
	CAST(desk, 35, 2, {3, 1}, {4, 1});
	CAST(desk, 5, 2, {3, 1});
	return desk;
}

static const struct row_outcome *outcome_of(const struct desk *desk, enum rule rule,
					    enum budget_rule by)
{
	for (uint32_t i = 0; i < desk->result->outcome_count; i++)
		if (desk->result->outcomes[i].rule == rule &&
		    desk->result->outcomes[i].budget_rule == by)
			return &desk->result->outcomes[i];
	fail();
	return NULL;
}

/* The winners' numbers in the order in which they were bought. */
static const char *winners(const struct desk *desk, enum rule rule, enum budget_rule by)
{
	static char out[32];
	const struct row_outcome *row = outcome_of(desk, rule, by);
	for (uint32_t i = 0; i <= row->winners.count; i++)
		out[i] = i < row->winners.count ? (char)('0' + ids_get(row->winners, i)) : '\0';
	return out;
}

static void conclude(struct desk *desk)
{
	desk_conclude(desk, (struct ids){0});
}

static void people_have_equal_parts(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_shares);
	conclude(desk);
	assert_int_equal(desk->result->outcome_count, 11);
	assert_string_equal(winners(desk, rule_people, budget_rule_greedy), "12");
	assert_string_equal(winners(desk, rule_people, budget_rule_shares), "134");
	assert_string_equal(winners(desk, rule_people, budget_rule_add1), "134");
	assert_string_equal(winners(desk, rule_people, budget_rule_add1_exhaustive), "134");
	assert_string_equal(winners(desk, rule_people, budget_rule_add1_votes), "134");
	const struct row_outcome *shares = outcome_of(desk, rule_people, budget_rule_shares);
	assert_int_equal(shares->cost, 9800000);
	assert_int_equal(shares->per_voter, UINT64_C(100000) * 1000000);
	/* 1,727.27… is too much, 1,727 is not. */
	assert_int_equal(outcome_of(desk, rule_people, budget_rule_add1)->per_voter,
			 UINT64_C(172700) * 1000000);
	assert_int_equal(outcome_of(desk, rule_people, budget_rule_greedy)->per_voter, 0);
	desk_free(desk);
}

static void towns_have_equal_parts(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_shares);
	conclude(desk);
	assert_string_equal(winners(desk, rule_towns, budget_rule_shares), "234");
	/* The mean of 60 times 833.33… and 40 times 1,250 is still 1,000. */
	assert_int_equal(outcome_of(desk, rule_towns, budget_rule_shares)->per_voter,
			 UINT64_C(100000) * 1000000);
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 1)->decision_towns, decision_lost);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_lost);
	assert_int_equal(desk_row(desk, 2)->decision_towns, decision_carried);
	desk_free(desk);
}

static void weights_move_money_between_towns(void **state)
{
	(void)state;
	static const struct pair weights[] = {{1, 9}, {2, 1}};
	struct desk *desk = example(budget_rule_shares);
	desk->ballot.weights = desk_pairs(desk, 2, weights);
	conclude(desk);
	/* Town 1 has 90,000: lights, and 30,000 are not enough for the stage; town 2 has 10,000. */
	assert_string_equal(winners(desk, rule_towns, budget_rule_shares), "14");
	assert_string_equal(winners(desk, rule_people, budget_rule_shares), "134");
	desk_free(desk);
}

static void the_announced_rule_decides(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_greedy);
	conclude(desk);
	assert_int_equal(desk_row(desk, 1)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 2)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, 3)->decision_people, decision_lost);
	desk_free(desk);
}

static void too_few_papers_buy_nothing(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_shares);
	desk->ballot.quorum = 101;
	conclude(desk);
	for (uint32_t option = 1; option <= 5; option++)
		assert_int_equal(desk_row(desk, option)->decision_people, decision_lost);
	desk_free(desk);
}

static void what_nobody_supports_is_not_bought(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_add1_votes);
	conclude(desk);
	for (uint32_t i = 0; i < desk->result->outcome_count; i++)
		assert_false(ids_hold(desk->result->outcomes[i].winners, 5));
	assert_int_equal(desk_row(desk, 5)->decision_every_town, decision_lost);
	desk_free(desk);
}

static void people_without_a_town_count_among_people_only(void **state)
{
	(void)state;
	struct desk *desk = example(budget_rule_shares);
	CAST(desk, 100, 0, {5, 1});
	conclude(desk);
	assert_true(ids_hold(outcome_of(desk, rule_people, budget_rule_shares)->winners, 5));
	assert_string_equal(winners(desk, rule_towns, budget_rule_shares), "234");
	assert_false(ids_hold(outcome_of(desk, rule_every_town, budget_rule_greedy)->winners, 5));
	desk_free(desk);
}

static void without_towns_there_are_no_outcomes_of_towns(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_budget, 2);
	desk->ballot.budget = 100;
	desk->ballot.towns = 0;
	desk_begin(desk);
	CAST(desk, 3, 0, {1, 1});
	conclude(desk);
	assert_int_equal(desk->result->outcome_count, 5);
	assert_string_equal(winners(desk, rule_people, budget_rule_shares), "1");
	assert_int_equal(desk_row(desk, 1)->decision_towns, decision_none);
	desk_free(desk);
}

static void a_budget_needs_money_and_costs(void **state)
{
	(void)state;
	static const struct pair one_free[] = {{1, 100}, {2, 0}};
	uint64_t detail = 0;
	struct desk *desk = desk_new(ballot_method_budget, 2);
	desk->ballot.budget = 0;
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_budget_missing);
	desk->ballot.budget = 100;
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_none);
	desk->ballot.options = desk_pairs(desk, 2, one_free);
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_cost_missing);
	assert_int_equal(detail, 2);
	desk->ballot.options = (struct pairs){0};
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_options_missing);
	desk_free(desk);
}

static void a_paper_names_options_once_and_not_too_many(void **state)
{
	(void)state;
	uint64_t detail = 0;
	struct desk *desk = desk_new(ballot_method_budget, 3);
	desk->ballot.picks = 2;
	assert_int_equal(CHECK(desk, &detail, {1, 1}, {3, 1}), err_none);
	assert_int_equal(CHECK(desk, &detail, {1, 2}), err_value_wrong);
	assert_int_equal(CHECK(desk, &detail, {1, 1}, {2, 1}, {3, 1}), err_picks_too_many);
	assert_int_equal(CHECK(desk, &detail, {4, 1}), err_option_foreign);
	desk->ballot.picks = 0;
	assert_int_equal(CHECK(desk, &detail, {1, 1}, {2, 1}, {3, 1}), err_none);
	desk_free(desk);
}

/* 5 euros and 6 people: nobody's part is a whole euro, yet ten projects of half a euro are paid. */
static void small_parts_are_completed_too(void **state)
{
	(void)state;
	struct pair costs[12];
	for (uint32_t i = 0; i < 12; i++)
		costs[i] = (struct pair){i + 1, 50};
	struct desk *desk = desk_new(ballot_method_budget, 12);
	desk->ballot.options = desk_pairs(desk, 12, costs);
	desk->ballot.budget = 500;
	desk->ballot.budget_rule = budget_rule_add1;
	desk->ballot.towns = 1;
	desk_begin(desk);
	CAST(desk, 6, 1, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}, {6, 1}, {7, 1}, {8, 1}, {9, 1},
	     {10, 1}, {11, 1}, {12, 1});
	conclude(desk);
	for (enum budget_rule by = budget_rule_greedy; by <= budget_rule_add1_votes; by++)
		assert_int_equal(outcome_of(desk, rule_people, by)->cost, 500);
	desk_free(desk);
}

/* 3 people have 1.50 each, and the one project costs 4.50: at a whole euro nobody could pay it. */
static void completing_never_buys_less(void **state)
{
	(void)state;
	static const struct pair costs[] = {{1, 450}};
	struct desk *desk = desk_new(ballot_method_budget, 1);
	desk->ballot.options = desk_pairs(desk, 1, costs);
	desk->ballot.budget = 450;
	desk->ballot.towns = 1;
	desk_begin(desk);
	CAST(desk, 3, 1, {1, 1});
	conclude(desk);
	assert_string_equal(winners(desk, rule_people, budget_rule_shares), "1");
	assert_string_equal(winners(desk, rule_people, budget_rule_add1), "1");
	assert_string_equal(winners(desk, rule_people, budget_rule_add1_exhaustive), "1");
	desk_free(desk);
}

static void a_budget_is_of_a_hundred_options_at_most(void **state)
{
	(void)state;
	uint64_t detail = 0;
	struct pair costs[101];
	struct desk *desk = desk_new(ballot_method_budget, 2);
	for (uint32_t i = 0; i < 101; i++)
		costs[i] = (struct pair){i + 1, 50};
	desk->ballot.budget = 100;
	desk->ballot.options = desk_pairs(desk, 100, costs);
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_none);
	desk->ballot.options = desk_pairs(desk, 101, costs);
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_options_too_many);
	assert_int_equal(detail, 100);
	desk_free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("people have equal parts of the budget", people_have_equal_parts),
		CLAIM("towns have equal parts of the budget, and their people share them",
		      towns_have_equal_parts),
		CLAIM("weights move money between towns", weights_move_money_between_towns),
		CLAIM("the announced way of spending decides", the_announced_rule_decides),
		CLAIM("too few papers buy nothing", too_few_papers_buy_nothing),
		CLAIM("what nobody supports is bought in no way",
		      what_nobody_supports_is_not_bought),
		CLAIM("people without a town count among people only",
		      people_without_a_town_count_among_people_only),
		CLAIM("without towns there are no outcomes of towns",
		      without_towns_there_are_no_outcomes_of_towns),
		CLAIM("a budget ballot needs money, options and their costs",
		      a_budget_needs_money_and_costs),
		CLAIM("parts smaller than a whole unit are completed by cents",
		      small_parts_are_completed_too),
		CLAIM("completing never buys less", completing_never_buys_less),
		CLAIM("a budget ballot has 100 options at most",
		      a_budget_is_of_a_hundred_options_at_most),
		CLAIM("a paper names options of the ballot, `picks` at most",
		      a_paper_names_options_once_and_not_too_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
