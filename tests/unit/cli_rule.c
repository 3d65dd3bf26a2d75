/* Claims about the rules across towns, against figures worked out by hand. */
#include "testing.h"

#include <math.h>

#include "client-cli/rule.h"

/* Three towns: 8 of 10 agree, 1 of 2, and 0 of 4. */
static const struct counts towns[] = {{8, 1, 1}, {1, 1, 0}, {0, 4, 0}};

static void assert_near(double got, double expected)
{
	assert_true(fabs(got - expected) < 1e-9);
}

static void one_person_one_vote_counts_everybody(void **state)
{
	(void)state;
	assert_near(rule_score(town_rule_people, towns, 3, (struct counts){0}), 9.0 / 16);
	/* Somebody of no town agrees. */
	assert_near(rule_score(town_rule_people, towns, 3, (struct counts){1, 0, 0}), 10.0 / 17);
}

static void equal_towns_average_their_shares(void **state)
{
	(void)state;
	assert_near(rule_score(town_rule_towns, towns, 3, (struct counts){5, 0, 0}),
		    (0.8 + 0.5 + 0) / 3);
	const struct counts silent[] = {{8, 2, 0}, {0, 0, 0}};
	assert_near(rule_score(town_rule_towns, silent, 2, (struct counts){0}), 0.8);
}

static void every_town_takes_the_geometric_mean(void **state)
{
	(void)state;
	/* (9/12 · 2/4 · 1/6) ^ (1/3) */
	assert_near(rule_score(town_rule_every_town, towns, 3, (struct counts){0}),
		    cbrt(9.0 / 12 * 2.0 / 4 * 1.0 / 6));
	/* A town in which nobody answered is undecided: 1/2. */
	const struct counts silent[] = {{8, 2, 0}, {0, 0, 0}};
	assert_near(rule_score(town_rule_every_town, silent, 2, (struct counts){0}),
		    sqrt(9.0 / 12 * 1.0 / 2));
}

static void one_town_against_cannot_be_outvoted(void **state)
{
	(void)state;
	const struct counts divided[] = {{900, 100, 0}, {0, 50, 0}};
	const struct counts shared[] = {{500, 500, 0}, {25, 25, 0}};
	struct counts none = {0};
	assert_true(rule_score(town_rule_people, divided, 2, none) >
		    rule_score(town_rule_people, shared, 2, none));
	assert_true(rule_score(town_rule_every_town, divided, 2, none) <
		    rule_score(town_rule_every_town, shared, 2, none));
}

static void without_answers_the_score_is_nothing(void **state)
{
	(void)state;
	const struct counts silent[] = {{0, 0, 0}, {0, 0, 0}};
	for (int rule = 0; rule < rules_end; rule++)
		assert_near(rule_score((enum town_rule)rule, silent, 2, (struct counts){0}), 0);
	assert_near(rule_score(town_rule_every_town, silent, 0, (struct counts){0}), 0);
	assert_near(rule_least_share(silent, 2), 0);
}

static void the_badge_says_where_it_is_carried(void **state)
{
	(void)state;
	assert_near(rule_least_share(towns, 3), 0);
	assert_near(rule_least_share(towns, 2), 0.5);
	/* 8 of 10 is more than half; 1 of 2 is not. */
	assert_int_equal(rule_carried(towns, 3), 1);
}

static void ties_share_a_rank(void **state)
{
	(void)state;
	const double scores[] = {0.9, 0.1 + 0.2, 0.3, 0.2, 0, 0};
	uint32_t ranks[6];
	rule_ranks(scores, 6, ranks);
	const uint32_t expected[] = {1, 2, 2, 4, 5, 5};
	for (int i = 0; i < 6; i++)
		assert_int_equal(ranks[i], expected[i]);
}

static void rules_are_known_by_name(void **state)
{
	(void)state;
	enum town_rule rule;
	for (int i = 0; i < rules_end; i++) {
		assert_true(rule_read(rule_names[i], &rule));
		assert_int_equal(rule, i);
		assert_non_null(rule_sentences[i]);
	}
	assert_false(rule_read("most", &rule));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("people: one person, one vote", one_person_one_vote_counts_everybody),
		CLAIM("towns: the mean of the shares of towns that answered",
		      equal_towns_average_their_shares),
		CLAIM("every-town: the geometric mean of (a + 1) / (n + 2)",
		      every_town_takes_the_geometric_mean),
		CLAIM("every-town: a town that is against cannot be outvoted",
		      one_town_against_cannot_be_outvoted),
		CLAIM("without answers the score is 0", without_answers_the_score_is_nothing),
		CLAIM("least share and badge leave out towns without answers",
		      the_badge_says_where_it_is_carried),
		CLAIM("ties share a rank, but for rounding", ties_share_a_rank),
		CLAIM("rules are known by their names", rules_are_known_by_name),
	};
	return cmocka_run_group_tests_name("cli rule", tests, NULL, NULL);
}
