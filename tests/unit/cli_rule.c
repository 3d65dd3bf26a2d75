/* Claims about what an open ballot's counts come to under the rules across towns, against figures
 * worked out by hand. */
#include "testing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_count.h"
#include "client-cli/rule.h"

/* ---- a session's rows ---- */

static struct replica *replica;

static void hold(enum row_kind kind, const void *row)
{
	struct buffer frame = {0};
	struct row_view view;
	codec_write_row(&frame, kind, 1, row);
	assert_true(codec_row_view(frame.at, frame.size, &view));
	replica_hold(replica, &view);
	buffer_free(&frame);
}

static struct text text(const char *terminated)
{
	return (struct text){terminated, (uint32_t)strlen(terminated)};
}

static int begin(void **state)
{
	(void)state;
	const char *const names[] = {"Trier", "Hamm", "Merseburg"};
	replica = replica_new();
	for (uint32_t i = 0; i < 3; i++) {
		struct row_town town = {.id = {i + 1}, .name = text(names[i])};
		hold(row_kind_town, &town);
	}
	return 0;
}

static int end(void **state)
{
	(void)state;
	replica_free(replica);
	return 0;
}

static void put(void)
{
	uint8_t bytes[CURSOR_BYTES];
	codec_cursor_write(&(struct cursor){7, 1, 1}, bytes);
	replica_put(replica, (struct bytes){bytes, CURSOR_BYTES}, 1);
}

static void hold_idea(uint32_t id)
{
	struct row_idea idea = {.id = {id},
				.board = {1},
				.author = {1},
				.audience = audience_everyone,
				.stage = stage_idea,
				.text = text("An idea")};
	hold(row_kind_idea, &idea);
}

static void hold_tally(uint32_t idea, uint32_t town, struct cell cell)
{
	struct row_tally tally = {.ballot = {1},
				  .idea = {idea},
				  .town = {town},
				  .board = {1},
				  .author = {1},
				  .audience = audience_everyone,
				  .agree = cell.agree,
				  .disagree = cell.disagree,
				  .pass = cell.pass,
				  .answers = cell.answers,
				  .sum = cell.sum};
	hold(row_kind_tally, &tally);
}

static void hold_total(uint32_t idea, struct cell cell)
{
	struct row_total total = {.ballot = {1},
				  .idea = {idea},
				  .audience = audience_everyone,
				  .agree = cell.agree,
				  .disagree = cell.disagree,
				  .pass = cell.pass,
				  .answers = cell.answers,
				  .sum = cell.sum};
	hold(row_kind_total, &total);
}

static void hold_turnout(uint32_t town, uint64_t papers)
{
	struct row_turnout turnout = {
		.ballot = {1}, .town = {town}, .audience = audience_everyone, .papers = papers};
	hold(row_kind_turnout, &turnout);
}

/* An opinion of n answers: `agree` of them, the others disagree. */
static struct cell opinion(uint64_t agree, uint64_t answers)
{
	return (struct cell){agree, answers - agree, 0, answers, 0};
}

/* Three towns: 8 of 10 agree, 1 of 2, and 0 of 4. */
static void hold_opinions(uint32_t idea)
{
	hold_idea(idea);
	hold_tally(idea, 1, opinion(8, 10));
	hold_tally(idea, 2, opinion(1, 2));
	hold_tally(idea, 3, opinion(0, 4));
	hold_total(idea, opinion(9, 16));
}

static const struct row_ballot opinions = {
	.id = {1}, .method = ballot_method_opinion, .state = ballot_state_open};

static void count_opinions(struct ballot_count *count)
{
	hold_turnout(1, 10);
	hold_turnout(2, 2);
	hold_turnout(3, 4);
	put();
	ballot_count_make(count, replica, &opinions);
}

static void assert_near(double got, double expected)
{
	assert_true(fabs(got - expected) < 1e-9);
}

static void assert_scores(const struct ballot_count *count, uint32_t index, double people,
			  double towns, double every_town)
{
	assert_near(ballot_count_standing(count, index, rule_people).score, people);
	assert_near(ballot_count_standing(count, index, rule_towns).score, towns);
	assert_near(ballot_count_standing(count, index, rule_every_town).score, every_town);
}

/* ---- opinions ---- */

static void three_rules_score_opinions(void **state)
{
	(void)state;
	struct ballot_count count;
	hold_opinions(5);
	count_opinions(&count);
	assert_int_equal(count.option_count, 1);
	/* 9/16; (0.8 + 0.5 + 0) / 3; (9/12 · 2/4 · 1/6) ^ (1/3) */
	assert_scores(&count, 0, 9.0 / 16, 1.3 / 3, cbrt(9.0 / 12 * 2.0 / 4 * 1.0 / 6));
	assert_int_equal(count.options[0].result.carried, 1);
	assert_int_equal(count.options[0].result.least, 0);
	ballot_count_free(&count);
}

static void nobodys_town_counts_as_people_alone(void **state)
{
	(void)state;
	struct ballot_count count;
	hold_idea(5);
	hold_tally(5, 1, opinion(8, 10));
	hold_tally(5, 0, opinion(1, 1));
	hold_total(5, opinion(9, 11));
	hold_turnout(0, 1);
	hold_turnout(1, 10);
	put();
	ballot_count_make(&count, replica, &opinions);
	/* Hamm and Merseburg are silent: 1/2 each. */
	assert_scores(&count, 0, 9.0 / 11, 0.8, cbrt(9.0 / 12 * 0.5 * 0.5));
	ballot_count_free(&count);
}

static void what_is_kept_back_is_not_guessed(void **state)
{
	(void)state;
	struct ballot_count count;
	hold_idea(5);
	hold_tally(5, 1, opinion(8, 10));
	hold_total(5, opinion(9, 16));
	count_opinions(&count);
	assert_false(count.towns_known);
	assert_true(count.options[0].cells.towns[0].known);
	assert_false(count.options[0].cells.towns[1].known);
	assert_false(count.options[0].cells.towns[2].known);
	assert_true(ballot_count_holds(&count, rule_people));
	assert_false(ballot_count_holds(&count, rule_towns));
	assert_near(ballot_count_standing(&count, 0, rule_people).score, 9.0 / 16);
	json_t *towns = ballot_cells_towns_json(&count.ballot, count.towns, count.town_count,
						&count.options[0].cells);
	assert_int_equal(
		json_integer_value(json_object_get(json_object_get(towns, "Trier"), "agree")), 8);
	assert_true(json_is_null(json_object_get(towns, "Hamm")));
	json_decref(towns);
	ballot_count_free(&count);
}

static void equal_scores_share_a_rank(void **state)
{
	(void)state;
	struct ballot_count count;
	hold_opinions(5);
	hold_opinions(6);
	hold_idea(7);
	hold_tally(7, 1, opinion(10, 10));
	hold_total(7, opinion(10, 10));
	count_opinions(&count);
	ballot_count_sort(&count, rule_people);
	const uint32_t ideas[] = {7, 5, 6}, ranks[] = {1, 2, 2};
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(count.options[i].number, ideas[i]);
		assert_int_equal(ballot_count_standing(&count, i, rule_people).rank, ranks[i]);
	}
	ballot_count_free(&count);
}

static bool is_not_seven(const struct ballot_option *option, const void *context)
{
	(void)context;
	return option->number != 7;
}

static void ranks_are_those_among_what_is_kept(void **state)
{
	(void)state;
	struct ballot_count count;
	hold_opinions(5);
	hold_idea(7);
	hold_tally(7, 1, opinion(10, 10));
	hold_total(7, opinion(10, 10));
	count_opinions(&count);
	ballot_count_keep(&count, is_not_seven, NULL);
	assert_int_equal(count.option_count, 1);
	assert_int_equal(ballot_count_standing(&count, 0, rule_people).rank, 1);
	ballot_count_free(&count);
}

/* ---- other methods ---- */

static uint8_t option_bytes[2 * PAIR_BYTES];

static struct row_ballot two_options(enum ballot_method method)
{
	pair_write(option_bytes, (struct pair){5, 0});
	pair_write(option_bytes + PAIR_BYTES, (struct pair){6, 0});
	return (struct row_ballot){.id = {1},
				   .method = method,
				   .state = ballot_state_open,
				   .options = {option_bytes, 2},
				   .points = 3};
}

/* Trier 4 papers, Hamm 2. */
static void count_two(struct ballot_count *count, const struct row_ballot *ballot)
{
	hold_idea(5);
	hold_idea(6);
	hold_turnout(1, 4);
	hold_turnout(2, 2);
	put();
	ballot_count_make(count, replica, ballot);
}

/* ---- which rule counts ---- */

static void what_was_announced_decides(void **state)
{
	(void)state;
	struct row_ballot ballot = {.rule = rule_none, .state = ballot_state_open};
	assert_int_equal(rule_announced(&ballot), rule_people);
	assert_int_equal(rule_deciding(&ballot), rule_people);
	ballot.rule = rule_every_town;
	assert_int_equal(rule_deciding(&ballot), rule_every_town);
	ballot.state = ballot_state_closed;
	ballot.towns = 3;
	assert_int_equal(rule_deciding(&ballot), rule_every_town);
	/* As where some town may not be told. */
	ballot.towns = 0;
	assert_int_equal(rule_deciding(&ballot), rule_people);
	assert_int_equal(rule_announced(&ballot), rule_every_town);
}

static void dots_are_shares_of_all_points(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = two_options(ballot_method_dots);
	hold_tally(5, 1, (struct cell){3, 0, 0, 4, 7});
	hold_tally(5, 2, (struct cell){0, 0, 0, 2, 0});
	hold_total(5, (struct cell){3, 0, 0, 6, 7});
	hold_tally(6, 1, (struct cell){2, 0, 0, 4, 5});
	hold_tally(6, 2, (struct cell){2, 0, 0, 2, 6});
	hold_total(6, (struct cell){4, 0, 0, 6, 11});
	count_two(&count, &ballot);
	assert_near(ballot_count_standing(&count, 0, rule_people).score, 7.0 / 18);
	assert_near(ballot_count_standing(&count, 0, rule_towns).score, 7.0 / 12 / 2);
	assert_near(ballot_count_standing(&count, 1, rule_people).score, 11.0 / 18);
	/* Who gives any: (2+1)/(4+2), (2+1)/(2+2), Merseburg 1/2. */
	assert_near(ballot_count_standing(&count, 1, rule_every_town).score,
		    cbrt(3.0 / 6 * 3.0 / 4 * 0.5));
	ballot_count_free(&count);
}

static void resistance_is_compared_with_deciding_nothing(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = two_options(ballot_method_resistance);
	/* W of n: 6 of 4 people and 2 of 2; 30 of 3; nothing: 20 of 4 and 10 of 2. */
	hold_tally(5, 1, (struct cell){0, 0, 0, 4, 6});
	hold_tally(5, 2, (struct cell){0, 0, 0, 2, 2});
	hold_total(5, (struct cell){0, 0, 0, 6, 8});
	hold_tally(6, 1, (struct cell){0, 0, 0, 3, 30});
	hold_total(6, (struct cell){0, 0, 0, 3, 30});
	hold_tally(0, 1, (struct cell){0, 0, 0, 4, 20});
	hold_tally(0, 2, (struct cell){0, 0, 0, 2, 10});
	hold_total(0, (struct cell){0, 0, 0, 6, 30});
	count_two(&count, &ballot);
	assert_int_equal(count.option_count, 3);
	assert_near(ballot_count_standing(&count, 0, rule_people).score, 1 - 8.0 / 60);
	assert_int_equal(ballot_count_standing(&count, 0, rule_people).decision, decision_carried);
	assert_int_equal(ballot_count_standing(&count, 1, rule_people).decision, decision_lost);
	assert_int_equal(count.options[2].number, 0);
	assert_near(ballot_count_standing(&count, 2, rule_people).score, 0.5);
	assert_near(ballot_count_standing(&count, 0, rule_towns).score,
		    (1 - 6.0 / 40 + 1 - 2.0 / 20) / 2);
	ballot_count_free(&count);
}

static void a_yesno_question_needs_its_threshold(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = {.id = {1},
				    .method = ballot_method_yesno,
				    .state = ballot_state_open,
				    .threshold = 2,
				    .threshold_of = 3};
	hold_tally(0, 1, (struct cell){3, 1, 0, 4, 0});
	hold_tally(0, 2, (struct cell){1, 0, 1, 2, 0});
	hold_total(0, (struct cell){4, 1, 1, 6, 0});
	count_two(&count, &ballot);
	assert_int_equal(count.option_count, 1);
	assert_near(ballot_count_standing(&count, 0, rule_people).score, 0.8);
	assert_near(ballot_count_standing(&count, 0, rule_towns).score, (0.75 + 1) / 2);
	assert_int_equal(ballot_count_standing(&count, 0, rule_people).decision, decision_carried);
	ballot_count_free(&count);
}

static void a_ranking_has_no_ranks_before_its_closing(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = two_options(ballot_method_ranking);
	/* Of 2 options the first has 1 Borda point; sums are doubled. */
	hold_tally(5, 1, (struct cell){4, 0, 0, 4, 6});
	hold_tally(5, 2, (struct cell){2, 0, 0, 2, 0});
	hold_total(5, (struct cell){6, 0, 0, 6, 6});
	hold_tally(6, 1, (struct cell){4, 0, 0, 4, 2});
	hold_tally(6, 2, (struct cell){2, 0, 0, 2, 4});
	hold_total(6, (struct cell){6, 0, 0, 6, 6});
	count_two(&count, &ballot);
	assert_near(ballot_count_standing(&count, 0, rule_people).score, 0.5);
	assert_near(ballot_count_standing(&count, 0, rule_towns).score, (0.75 + 0) / 2);
	/* 3 of 4 papers, 0 of 2, and Merseburg is silent. */
	assert_near(ballot_count_standing(&count, 0, rule_every_town).score,
		    cbrt(4.0 / 6 * 1.0 / 4 * 0.5));
	assert_int_equal(ballot_count_standing(&count, 0, rule_people).rank, 0);
	ballot_count_free(&count);
}

/* ---- closed and hidden ---- */

static void a_closed_ballot_shows_what_was_frozen(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = two_options(ballot_method_approval);
	struct row_result frozen = {.ballot = {1},
				    .idea = {6},
				    .audience = audience_everyone,
				    .agree = 4,
				    .answers = 6,
				    .score_people = 666666667,
				    .score_towns = 123456789,
				    .rank_people = 1,
				    .rank_towns = 2,
				    .rank_every_town = 1,
				    .decision_people = decision_carried};
	ballot.state = ballot_state_closed;
	hold(row_kind_result, &frozen);
	/* What rows tell now makes no difference. */
	hold_total(6, (struct cell){1, 0, 0, 1, 0});
	count_two(&count, &ballot);
	assert_near(ballot_count_standing(&count, 1, rule_people).score, 0.666666667);
	assert_near(ballot_count_standing(&count, 1, rule_towns).score, 0.123456789);
	assert_int_equal(count.options[1].cells.all.agree, 4);
	ballot_count_free(&count);
}

static void a_hidden_ballot_shows_nothing(void **state)
{
	(void)state;
	struct ballot_count count;
	struct row_ballot ballot = two_options(ballot_method_approval);
	ballot.secrecy = secrecy_confidential;
	count_two(&count, &ballot);
	assert_false(count.shown);
	assert_false(ballot_count_holds(&count, rule_people));
	assert_false(count.options[0].cells.known);
	ballot_count_free(&count);
}

static void rules_are_known_by_name(void **state)
{
	(void)state;
	enum rule rule;
	for (enum rule known = rule_people; known <= rule_every_town; known++) {
		assert_true(rule_read(rule_name(known), &rule));
		assert_int_equal(rule, known);
		assert_true(strlen(rule_sentence(known)) > 10);
	}
	assert_false(rule_read("most", &rule));
}

#define COUNTED(sentence, function)                                                                \
	{                                                                                          \
		.name = (sentence), .test_func = (function), .setup_func = begin,                  \
		.teardown_func = end                                                               \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		COUNTED("opinions are scored under three rules", three_rules_score_opinions),
		COUNTED("people of no town count as people alone",
			nobodys_town_counts_as_people_alone),
		COUNTED("what is kept back is not guessed", what_is_kept_back_is_not_guessed),
		COUNTED("equal scores share a rank", equal_scores_share_a_rank),
		COUNTED("ranks are those among what is kept", ranks_are_those_among_what_is_kept),
		COUNTED("dots: shares of all points", dots_are_shares_of_all_points),
		COUNTED("resistance: compared with deciding nothing",
			resistance_is_compared_with_deciding_nothing),
		COUNTED("yesno: the threshold decides", a_yesno_question_needs_its_threshold),
		COUNTED("ranking: no ranks before the closing",
			a_ranking_has_no_ranks_before_its_closing),
		COUNTED("closed: what was frozen", a_closed_ballot_shows_what_was_frozen),
		COUNTED("hidden: nothing", a_hidden_ballot_shows_nothing),
		CLAIM("rules are known by their names", rules_are_known_by_name),
		CLAIM("[VOTE-23] the announced rule decides, or people where towns cannot",
		      what_was_announced_decides),
	};
	return cmocka_run_group_tests_name("cli rule", tests, NULL, NULL);
}
