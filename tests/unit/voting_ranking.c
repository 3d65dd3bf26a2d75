/* Claims about rankings: Schulze and Borda, against published figures and such worked out by
 * hand. */
#include "testing.h"

#include <string.h>

#include "voting_desk.h"

enum { a = 1, b, c, d, e };

/* A paper that ranks the letters one behind the other. */
static void rank(struct desk *desk, uint32_t times, uint32_t town, const char *letters)
{
	struct pair choices[5];
	uint32_t count = (uint32_t)strlen(letters);
	for (uint32_t i = 0; i < count; i++)
		choices[i] = (struct pair){(uint32_t)(letters[i] - 'A') + 1, i + 1};
	for (uint32_t i = 0; i < times; i++)
		desk_cast(desk, town, count, choices);
}

/* M. Schulze's first example: 45 voters, E > A > C > B > D. */
static struct desk *published(uint32_t town)
{
	struct desk *desk = desk_new(ballot_method_ranking, 5);
	rank(desk, 5, town, "ACBED");
	rank(desk, 5, town, "ADECB");
	rank(desk, 8, town, "BEDAC");
	rank(desk, 3, town, "CABED");
	rank(desk, 7, town, "CAEBD");
	rank(desk, 2, town, "CBADE");
	rank(desk, 7, town, "DCEBA");
	rank(desk, 8, town, "EBADC");
	return desk;
}

static void the_published_example_comes_out(void **state)
{
	(void)state;
	static const uint32_t order[] = {e, a, c, b, d};
	for (uint32_t town = 0; town < 2; town++) {
		struct desk *desk = published(town);
		desk->ballot.places = 2;
		desk_conclude(desk, (struct ids){0});
		for (uint32_t i = 0; i < 5; i++) {
			const struct row_result *row = desk_row(desk, order[i]);
			assert_int_equal(row->rank_people, i + 1);
			assert_int_equal(row->decision_people,
					 i < 2 ? decision_carried : decision_lost);
			/* A single town decides like its people; none leaves all of them equal. */
			assert_int_equal(row->rank_towns, town ? i + 1 : 1);
			assert_int_equal(row->carried, town && i < 2);
		}
		desk_free(desk);
	}
}

static void its_pairwise_figures_are_the_published_ones(void **state)
{
	(void)state;
	static const uint32_t wins[5][4] = {{20, 26, 30, 22},
					    {25, 16, 33, 18},
					    {19, 29, 17, 24},
					    {15, 12, 28, 14},
					    {23, 27, 21, 31}};
	struct desk *desk = published(1);
	desk_conclude(desk, (struct ids){0});
	for (uint32_t i = 0; i < 5; i++) {
		struct pairs beats = desk_row(desk, i + 1)->beats;
		uint32_t sum = 0;
		assert_int_equal(beats.count, 4);
		for (uint32_t j = 0; j < 4; j++) {
			struct pair pair = pairs_get(beats, j);
			assert_int_equal(pair.id, j < i ? j + 1 : j + 2);
			assert_int_equal(pair.number, wins[i][j]);
			sum += wins[i][j];
		}
		/* Borda points are the pairwise victories. */
		assert_int_equal(desk_row(desk, i + 1)->sum, 2 * sum);
		assert_int_equal(desk_row(desk, i + 1)->score_people,
				 ((uint64_t)sum * 2 * SCORE_ONE + 180) / 360);
	}
	desk_free(desk);
}

static void equals_share_their_points(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_ranking, 4);
	/* A alone in front, B and C side by side, D left out: 3, 3/2, 3/2, 0 points. */
	CAST(desk, 1, 1, {a, 1}, {b, 3}, {c, 3});
	assert_int_equal(sheet_cell(desk->sheet, a, 1).sum, 6);
	assert_int_equal(sheet_cell(desk->sheet, b, 1).sum, 3);
	assert_int_equal(sheet_cell(desk->sheet, c, 1).sum, 3);
	assert_int_equal(sheet_cell(desk->sheet, d, 1).sum, 0);
	/* D alone: the others share 2, 1 and 0. */
	CAST(desk, 1, 2, {d, 4});
	assert_int_equal(sheet_cell(desk->sheet, d, 2).sum, 6);
	assert_int_equal(sheet_cell(desk->sheet, a, 2).sum, 2);
	assert_int_equal(sheet_cell(desk->sheet, a, 2).agree, 0);
	/* A blank paper prefers nothing to anything. */
	BLANK(desk, 1, 3);
	assert_int_equal(sheet_cell(desk->sheet, a, 3).sum, 3);
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(pairs_get(desk_row(desk, b)->beats, 1).number, 0); /* over C */
	assert_int_equal(pairs_get(desk_row(desk, b)->beats, 2).number, 1); /* over D */
	assert_int_equal(desk_row(desk, d)->agree, 1);
	assert_int_equal(desk_row(desk, d)->answers, 3);
	desk_free(desk);
}

static void a_circle_of_equals_is_a_tie(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_ranking, 3);
	desk->ballot.places = 1;
	rank(desk, 1, 1, "ABC");
	rank(desk, 1, 2, "BCA");
	rank(desk, 1, 3, "CAB");
	desk_conclude(desk, (struct ids){0});
	for (uint32_t option = a; option <= c; option++) {
		assert_int_equal(desk_row(desk, option)->rank_people, 1);
		assert_int_equal(desk_row(desk, option)->decision_people, decision_tied);
		assert_int_equal(desk_row(desk, option)->rank_towns, 1);
		assert_int_equal(desk_row(desk, option)->carried, 1);
	}
	desk_free(desk);
}

static void a_small_town_weighs_as_much_as_a_large_one(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_ranking, 2);
	desk->ballot.towns = 3;
	rank(desk, 90, 1, "AB");
	rank(desk, 2, 2, "BA");
	rank(desk, 2, 3, "BA");
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, a)->rank_people, 1);
	assert_int_equal(desk_row(desk, b)->rank_towns, 1);
	assert_int_equal(desk_row(desk, a)->rank_towns, 2);
	/* (91/92 * 1/4 * 1/4) ^ (1/3) and (1/92 * 3/4 * 3/4) ^ (1/3) */
	assert_int_equal(desk_row(desk, a)->score_every_town, 395407158);
	assert_int_equal(desk_row(desk, b)->score_every_town, 182856990);
	assert_int_equal(desk_row(desk, a)->rank_every_town, 1);
	desk_free(desk);
}

static void one_option_is_no_division_by_zero(void **state)
{
	(void)state;
	struct desk *desk = desk_new(ballot_method_ranking, 1);
	desk->ballot.places = 1;
	rank(desk, 1, 1, "A");
	desk_conclude(desk, (struct ids){0});
	assert_int_equal(desk_row(desk, a)->rank_people, 1);
	assert_int_equal(desk_row(desk, a)->decision_people, decision_carried);
	assert_int_equal(desk_row(desk, a)->beats.count, 0);
	desk_free(desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("Schulze: the published 45 voters give E > A > C > B > D",
		      the_published_example_comes_out),
		CLAIM("the pairwise figures are the published ones, Borda their sums",
		      its_pairwise_figures_are_the_published_ones),
		CLAIM("equals share their points, those left out come last",
		      equals_share_their_points),
		CLAIM("a circle of equals is a tie", a_circle_of_equals_is_a_tie),
		CLAIM("towns: a small town weighs as much as a large one",
		      a_small_town_weighs_as_much_as_a_large_one),
		CLAIM("a ranking of one option has a result", one_option_is_no_division_by_zero),
	};
	return cmocka_run_group_tests_name("voting ranking", tests, NULL, NULL);
}
