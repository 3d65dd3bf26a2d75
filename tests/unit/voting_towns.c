/* Claims about the rules across towns, and about which towns' numbers may be shown. */
#include "testing.h"

#include <math.h>

#include "server/voting/share.h"
#include "voting_desk.h"

/* ---- shares ---- */

static void shares_are_rounded_to_billionths(void **state)
{
	(void)state;
	assert_int_equal(share_billionths((struct share){2, 3, 1}), 666666667);
	assert_int_equal(share_billionths((struct share){1, 3, 1}), 333333333);
	assert_int_equal(share_billionths((struct share){1, 1024, 1}), 976563); /* 976562.5 */
	assert_int_equal(share_billionths((struct share){0, 0, 1}), 0);
	assert_int_equal(share_billionths((struct share){UINT64_MAX, UINT64_MAX, 1}), SCORE_ONE);
}

static void thirds_add_up_to_a_whole(void **state)
{
	(void)state;
	struct share_mean mean = {0};
	for (int i = 0; i < 3; i++)
		share_mean_add(&mean, (struct share){1, 3, 1});
	share_mean_add(&mean, (struct share){0, 0, 1}); /* nobody is no town */
	assert_int_equal(mean.count, 3);
	assert_true(share_mean_at_least(&mean, 1, 3));
	assert_false(share_mean_at_least(&mean, 333334, 1000000));
	struct share_mean halves = {0};
	share_mean_add(&halves, (struct share){1, 3, 1});
	share_mean_add(&halves, (struct share){2, 3, 1});
	assert_false(share_mean_more_than_half(&halves));
	assert_true(share_mean_at_least(&halves, 1, 2));
	share_mean_add(&halves, (struct share){501, 1000, 1});
	assert_true(share_mean_more_than_half(&halves));
}

static void a_geometric_mean_is_exact_where_it_is_a_number(void **state)
{
	(void)state;
	/* (1/4)^(1/1), (1/4 * 1/4)^(1/2), … up to more towns than a county has. */
	for (uint32_t towns = 1; towns <= 200; towns++) {
		struct share_product product = share_product_none();
		for (uint32_t i = 0; i < towns; i++)
			share_product_times(&product, (struct share){0, 2, 1});
		assert_int_equal(share_product_billionths(&product), SCORE_ONE / 4);
	}
	struct share_product none = share_product_none();
	assert_int_equal(share_product_billionths(&none), 0);
	share_product_halve(&none, UINT32_MAX);
	assert_int_equal(share_product_billionths(&none), SCORE_ONE / 2);
}

static void a_geometric_mean_is_what_the_library_says(void **state)
{
	(void)state;
	uint64_t seed = 20;
	for (int round = 0; round < 2000; round++) {
		struct share_product product = share_product_none();
		uint32_t towns = 1 + desk_below(&seed, 24);
		long double sum = 0;
		for (uint32_t i = 0; i < towns; i++) {
			uint64_t unit = 1 + desk_below(&seed, 10);
			uint64_t whole =
				unit * (1 + desk_below(&seed, 1u << desk_below(&seed, 20)));
			uint64_t part = desk_random(&seed) % (whole + 1);
			share_product_times(&product, (struct share){part, whole, unit});
			sum += logl((long double)(part + unit) / (long double)(whole + 2 * unit));
		}
		long double expected = expl(sum / towns) * SCORE_ONE;
		long double off = fabsl((long double)share_product_billionths(&product) - expected);
		if (off > 0.5L + 1e-6L)
			fail_msg("round %d: %.9Lf off", round, off);
	}
}

/* ---- three towns ---- */

/* 8 of 10, 1 of 2 and 0 of 4; one of no town for it. */
static struct desk *divided(void)
{
	struct desk *desk = desk_new(ballot_method_approval, 2);
	CAST(desk, 8, 1, {1, 1});
	BLANK(desk, 2, 1);
	CAST(desk, 1, 2, {1, 1}, {2, 1});
	BLANK(desk, 1, 2);
	BLANK(desk, 4, 3);
	CAST(desk, 1, 0, {1, 1});
	return desk;
}

static void the_three_rules_say_what_they_promise(void **state)
{
	(void)state;
	struct desk *desk = divided();
	desk_conclude(desk, (struct ids){0});
	const struct row_result *row = desk_row(desk, 1);
	assert_int_equal(row->score_people, 588235294);     /* 10/17 */
	assert_int_equal(row->score_towns, 433333333);      /* (8/10 + 1/2 + 0) / 3 */
	assert_int_equal(row->score_every_town, 396850263); /* (9/12 * 2/4 * 1/6) ^ (1/3) */
	assert_int_equal(row->carried, 1);
	assert_int_equal(row->least, 0);
	desk_free(desk);
}

static void a_silent_town_is_undecided(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 1);
	desk->ballot.towns = 2;
	CAST(desk, 8, 1, {1, 1});
	BLANK(desk, 2, 1);
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->score_towns, 800000000);
	assert_int_equal(desk_row(desk, 1)->score_every_town, 612372436); /* sqrt(9/12 * 1/2) */
	assert_int_equal(desk_row(desk, 1)->least, 800000000);
	desk_free(desk);
}

static void a_town_that_took_all_back_is_none(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_yesno, 0);
	struct pairs yes = desk_pairs(desk, 1, (struct pair[]){{0, 1}});
	desk->ballot.towns = 1;
	sheet_count_paper(desk->sheet, 1, yes, 1);
	sheet_count_paper(desk->sheet, 2, yes, 1);
	sheet_count_paper(desk->sheet, 2, yes, -1);
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 0)->decision_every_town, decision_carried);
	assert_int_equal(desk_row(desk, 0)->score_every_town, 666666667);
	desk_free(desk);
}

static void opinions_stay_where_they_were_given(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_opinion, 0);
	/* One person, who moved from town 1 to town 2 in between. */
	sheet_count_vote(desk->sheet, 1, 8, choice_agree, 1);
	sheet_count_voter(desk->sheet, 1, 1);
	sheet_count_vote(desk->sheet, 2, 9, choice_agree, 1);
	desk->ballot.towns = 2;
	desk_conclude(desk, desk_ids(desk, 2, (const uint32_t[]){8, 9}));
	assert_int_equal(desk_row(desk, 8)->score_towns, SCORE_ONE);
	assert_int_equal(desk_row(desk, 9)->score_towns, SCORE_ONE);
	assert_int_equal(desk_row(desk, 9)->carried, 1);
	desk_free(desk);
}

static void without_towns_their_rules_decide_nothing(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 2);
	desk->ballot.towns = 0;
	desk->ballot.places = 1;
	CAST(desk, 3, 0, {1, 1});
	desk_conclude(desk, (struct ids){0});
	const struct row_result *row = desk_row(desk, 1);
	assert_int_equal(row->decision_people, decision_carried);
	assert_int_equal(row->decision_towns, decision_none);
	assert_int_equal(row->decision_every_town, decision_none);
	assert_int_equal(row->score_towns, 0);
	assert_int_equal(row->score_every_town, 0);
	desk_free(desk);
}

static void a_town_carries_its_own_first_places(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_approval, 3);
	desk->ballot.places = 1;
	CAST(desk, 3, 1, {1, 1});
	CAST(desk, 1, 1, {2, 1});
	CAST(desk, 2, 2, {2, 1}, {3, 1}); /* a tie for its first place */
	BLANK(desk, 2, 3);
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->carried, 1);
	assert_int_equal(desk_row(desk, 2)->carried, 1);
	assert_int_equal(desk_row(desk, 3)->carried, 1);
	/* Without places: more than half of a town's papers. */
	desk->ballot.places = 0;
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, 1)->carried, 1);
	assert_int_equal(desk_row(desk, 2)->carried, 1);
	desk_free(desk);
}

/* ---- against floating point ---- */

struct counts {
	double agree, answers;
};

/* By town; 0 are people of no town. */
static uint64_t expected_score(enum rule rule, const struct counts *towns, uint32_t count)
{
	double score = 0, answered = 0, agree = 0, answers = 0;
	for (uint32_t i = rule == rule_people ? 0 : 1; i < count; i++) {
		agree += towns[i].agree;
		answers += towns[i].answers;
		answered += towns[i].answers > 0;
		if (rule == rule_towns)
			score += towns[i].answers > 0 ? towns[i].agree / towns[i].answers : 0;
		if (rule == rule_every_town)
			score += log((towns[i].agree + 1) / (towns[i].answers + 2));
	}
	if (answers == 0)
		return 0;
	score = rule == rule_people  ? agree / answers
		: rule == rule_towns ? score / answered
				     : exp(score / (count - 1));
	return (uint64_t)llround(score * (double)SCORE_ONE);
}

static void opinions_are_scored_as_floating_point_says(void **state)
{
	(void)state;
	uint64_t seed = 7;
	for (int round = 0; round < 500; round++) {
		struct desk *desk = desk_new(ballot_method_opinion, 0);
		struct counts counts[5] = {{0}};
		uint32_t votes = desk_below(&seed, 40), carried = 0;
		desk->ballot.towns = 4;
		for (uint32_t i = 0; i < votes; i++) {
			uint32_t town = desk_below(&seed, 5);
			enum choice choice = (enum choice)(1 + desk_below(&seed, 3));
			sheet_count_vote(desk->sheet, town, 9, choice, 1);
			sheet_count_voter(desk->sheet, town, 1);
			counts[town].agree += choice == choice_agree;
			counts[town].answers++;
		}
		for (uint32_t town = 1; town < 5; town++)
			carried += 2 * counts[town].agree > counts[town].answers;
		desk_conclude(desk, desk_ids(desk, 1, (const uint32_t[]){9}));
		const struct row_result *row = desk_row(desk, 9);
		assert_int_equal(row->score_people, expected_score(rule_people, counts, 5));
		assert_int_equal(row->score_towns, expected_score(rule_towns, counts, 5));
		assert_int_equal(row->score_every_town, expected_score(rule_every_town, counts, 5));
		assert_int_equal(row->carried, carried);
		desk_free(desk);
	}
}

/* ---- what may be shown ---- */

/* What those see who know the whole and the shown towns: the sum of the others. */
static void assert_masked(const uint64_t *persons, uint32_t count)
{
	bool shown[8];
	uint64_t hidden = 0, hidden_large = 0;
	uint32_t shown_people = 0, hidden_small = 0;
	voting_mask(persons, count, shown);
	for (uint32_t i = 0; i < count; i++) {
		if (shown[i] && persons[i] > 0 && persons[i] < CELL_PERSONS_MIN)
			fail_msg("a town of %u is shown", (unsigned)persons[i]);
		shown_people += shown[i] && persons[i] > 0;
		hidden += shown[i] ? 0 : persons[i];
		hidden_large += !shown[i] && persons[i] >= CELL_PERSONS_MIN;
		hidden_small += !shown[i] && persons[i] < CELL_PERSONS_MIN;
	}
	/* Where any town is shown, what is left has at least five people, so none of them alone is
	 * told; and no more is left out than that takes. */
	if (hidden > 0 && hidden < CELL_PERSONS_MIN)
		assert_int_equal(shown_people, 0);
	assert_true(hidden_large <= 1);
	if (hidden_large)
		assert_true(hidden_small > 0);
}

static void a_few_people_cannot_be_found_by_subtraction(void **state)
{
	(void)state;
	uint64_t persons[4];
	for (uint32_t i = 0; i < 13 * 13 * 13 * 13; i++) {
		uint32_t rest = i;
		for (uint32_t town = 0; town < 4; town++, rest /= 13)
			persons[town] = rest % 13;
		assert_masked(persons, 4);
	}
}

static void the_smallest_of_the_others_is_left_out(void **state)
{
	(void)state;
	bool shown[4];
	voting_mask((const uint64_t[]){0, 30, 3, 9}, 4, shown);
	assert_true(shown[0] && shown[1] && !shown[2] && !shown[3]);
	/* 3 and 2 are five people together: nothing else has to go. */
	voting_mask((const uint64_t[]){2, 30, 3, 9}, 4, shown);
	assert_true(!shown[0] && shown[1] && !shown[2] && shown[3]);
	voting_mask((const uint64_t[]){5, 5}, 2, shown);
	assert_true(shown[0] && shown[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("shares are rounded to billionths, halves upwards",
		      shares_are_rounded_to_billionths),
		CLAIM("thirds add up to a whole", thirds_add_up_to_a_whole),
		CLAIM("a geometric mean that is a number is met exactly",
		      a_geometric_mean_is_exact_where_it_is_a_number),
		CLAIM("a geometric mean is what the C library says",
		      a_geometric_mean_is_what_the_library_says),
		CLAIM("the three rules say what they promise",
		      the_three_rules_say_what_they_promise),
		CLAIM("a silent town is undecided", a_silent_town_is_undecided),
		CLAIM("a town that took all its papers back is none",
		      a_town_that_took_all_back_is_none),
		CLAIM("opinions stay in the town where they were given",
		      opinions_stay_where_they_were_given),
		CLAIM("without towns their rules decide nothing",
		      without_towns_their_rules_decide_nothing),
		CLAIM("a town carries its own first places, ties included",
		      a_town_carries_its_own_first_places),
		CLAIM("opinions are scored as floating point says",
		      opinions_are_scored_as_floating_point_says),
		CLAIM("fewer than five people cannot be found by subtraction",
		      a_few_people_cannot_be_found_by_subtraction),
		CLAIM("the smallest of the others is left out too",
		      the_smallest_of_the_others_is_left_out),
	};
	return cmocka_run_group_tests_name("voting towns", tests, NULL, NULL);
}
