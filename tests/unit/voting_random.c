/* Claims about any ballot: random ones, compared with a plain slow count and with themselves. Each
 * round has its own seed, which a failure names. */
#include "testing.h"

#include <stdio.h>
#include <string.h>

#include "voting_desk.h"
#include "voting_slow.h"

#define ROUNDS 1000u

static const enum ballot_method methods[] = {
	ballot_method_opinion, ballot_method_approval,   ballot_method_yesno,
	ballot_method_dots,    ballot_method_resistance, ballot_method_ranking,
	ballot_method_choose,  ballot_method_budget,
};
#define METHODS (sizeof methods / sizeof *methods)

static uint64_t seed_of(enum ballot_method method, uint32_t round)
{
	return (uint64_t)method * 1000000 + round;
}

/* ---- any poll ---- */

static void make_choices(struct slow_poll *poll, struct slow_paper *paper, uint64_t *seed)
{
	const struct row_ballot *ballot = &poll->ballot;
	uint64_t points = ballot->points;
	uint32_t from = desk_below(seed, poll->option_count);
	for (uint32_t i = 0; i < poll->option_count; i++) {
		uint64_t value = 1;
		if (desk_below(seed, 3) == 0)
			continue;
		bool picked = ballot->method == ballot_method_choose ||
			      ballot->method == ballot_method_budget;
		if (picked && paper->count == ballot->picks)
			break;
		if (ballot->method == ballot_method_opinion ||
		    ballot->method == ballot_method_yesno)
			value = 1 + desk_below(seed, 3);
		if (ballot->method == ballot_method_resistance)
			value = desk_below(seed, 11);
		if (ballot->method == ballot_method_ranking)
			value = 1 + desk_below(seed, poll->option_count);
		if (ballot->method == ballot_method_dots) {
			uint64_t most =
				ballot->heap && ballot->heap < points ? ballot->heap : points;
			if (most == 0)
				break;
			value = 1 + desk_below(seed, (uint32_t)most);
			points -= value;
		}
		uint32_t option = poll->options[(from + i) % poll->option_count];
		paper->choices[paper->count++] = (struct pair){option, value};
	}
	/* There are no blank papers of opinions. */
	if (ballot->method == ballot_method_opinion && paper->count == 0)
		paper->choices[paper->count++] = (struct pair){poll->options[from], 1};
}

static void make_paper(struct slow_poll *poll, struct slow_paper *paper, uint64_t *seed)
{
	*paper = (struct slow_paper){.town = desk_below(seed, (uint32_t)poll->ballot.towns + 1)};
	make_choices(poll, paper, seed);
}

static void make_options(struct slow_poll *poll, uint32_t count, uint64_t *seed)
{
	for (uint32_t i = 0; i < count; i++)
		poll->options[i] = 1 + i * 7 + desk_below(seed, 7);
	for (uint32_t i = 0; i + 1 < count; i++) {
		uint32_t other = i + desk_below(seed, count - i), kept = poll->options[i];
		poll->options[i] = poll->options[other];
		poll->options[other] = kept;
	}
	poll->option_count = count;
	if (poll->ballot.method == ballot_method_resistance)
		poll->options[poll->option_count++] = 0;
}

static void make_poll(struct slow_poll *poll, enum ballot_method method, uint64_t *seed)
{
	uint32_t count = 1 + desk_below(seed, 6);
	*poll = (struct slow_poll){0};
	poll->ballot = (struct row_ballot){.id = {5},
					   .method = method,
					   .state = ballot_state_closed,
					   .towns = desk_below(seed, SLOW_TOWNS),
					   .points = 1 + desk_below(seed, 6),
					   .heap = desk_below(seed, 4),
					   .picks = 1 + desk_below(seed, count),
					   .places = desk_below(seed, count + 1),
					   .quorum = desk_below(seed, 8),
					   .budget = 250};
	if (desk_below(seed, 2)) {
		poll->ballot.threshold_of = 1 + desk_below(seed, 6);
		poll->ballot.threshold = 1 + desk_below(seed, (uint32_t)poll->ballot.threshold_of);
	}
	make_options(poll, count, seed);
	poll->paper_count = desk_below(seed, 13);
	for (uint32_t i = 0; i < poll->paper_count; i++)
		make_paper(poll, &poll->papers[i], seed);
}

/* ---- on a desk ---- */

static struct desk *desk_of(const struct slow_poll *poll)
{
	struct desk *desk = desk_new(poll->ballot.method, 0);
	struct pair options[SLOW_OPTIONS_MAX];
	uint32_t count = poll->option_count;
	uint64_t detail = 0;
	for (uint32_t i = 0; i < count; i++)
		options[i] = (struct pair){poll->options[i], 100};
	if (poll->ballot.method == ballot_method_resistance)
		count--;
	if (poll->ballot.method == ballot_method_opinion)
		count = 0;
	desk->ballot = poll->ballot;
	desk->ballot.options = desk_pairs(desk, count, options);
	assert_int_equal(voting_check_ballot(&desk->ballot, &detail), err_none);
	desk_begin(desk);
	return desk;
}

static void count_paper(struct desk *desk, const struct slow_paper *paper, int by)
{
	if (desk->ballot.method != ballot_method_opinion) {
		struct pairs choices = desk_pairs(desk, paper->count, paper->choices);
		uint64_t detail = 0;
		assert_int_equal(voting_check_paper(&desk->ballot, choices, &detail), err_none);
		sheet_count_paper(desk->sheet, paper->town, choices, by);
		if (by > 0)
			desk->papers[desk->paper_count++] =
				(struct voting_paper){paper->town, choices};
		return;
	}
	for (uint32_t i = 0; i < paper->count; i++)
		sheet_count_vote(desk->sheet, paper->town, paper->choices[i].id,
				 (enum choice)paper->choices[i].number, by);
	sheet_count_voter(desk->sheet, paper->town, by);
}

static void conclude(struct desk *desk, const struct slow_poll *poll)
{
	desk_conclude(desk, desk_ids(desk, poll->option_count, poll->options));
}

static struct desk *counted(const struct slow_poll *poll)
{
	struct desk *desk = desk_of(poll);
	for (uint32_t i = 0; i < poll->paper_count; i++)
		count_paper(desk, &poll->papers[i], 1);
	conclude(desk, poll);
	return desk;
}

/* ---- comparing ---- */

static void assert_same(const struct row_result *got, const struct row_result *expected,
			uint64_t seed)
{
	const struct shape *shape = &row_shapes[row_kind_result];
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		const char *a = (const char *)got + field->offset;
		const char *b = (const char *)expected + field->offset;
		uint64_t got_value = 0, expected_value = 0;
		if (field->type == field_type_pairs)
			continue;
		size_t size = field->type == field_type_number ? sizeof(uint64_t) : sizeof(int);
		memcpy(&got_value, a, size);
		memcpy(&expected_value, b, size);
		if (got_value != expected_value)
			fail_msg("seed %llu, option %u: %s is %llu, not %llu",
				 (unsigned long long)seed, got->idea.n, field->name,
				 (unsigned long long)got_value, (unsigned long long)expected_value);
	}
}

static void assert_same_results(const struct desk *got, const struct desk *expected, uint64_t seed)
{
	assert_int_equal(got->result->option_count, expected->result->option_count);
	for (uint32_t i = 0; i < got->result->option_count; i++) {
		const struct row_result *a = &got->result->options[i];
		const struct row_result *b = desk_row(expected, a->idea.n);
		assert_same(a, b, seed);
		assert_int_equal(a->beats.count, b->beats.count);
		assert_memory_equal(a->beats.at ? a->beats.at : (const uint8_t *)"",
				    b->beats.at ? b->beats.at : (const uint8_t *)"",
				    (size_t)a->beats.count * PAIR_BYTES);
	}
}

static void assert_beats(const struct slow_poll *poll, uint32_t option, struct pairs beats,
			 uint64_t seed)
{
	if (poll->ballot.method != ballot_method_ranking)
		return;
	assert_int_equal(beats.count, poll->option_count - 1);
	for (uint32_t other = 0; other < poll->option_count; other++) {
		struct pair pair;
		if (other == option)
			continue;
		if (!pairs_find(beats, poll->options[other], &pair) ||
		    pair.number != slow_prefer(poll, option, other))
			fail_msg("seed %llu: %u over %u", (unsigned long long)seed, option, other);
	}
}

/* ---- claims ---- */

static void every_result_is_that_of_a_slow_count(void **state)
{
	(void)state;
	for (size_t m = 0; m < METHODS; m++)
		for (uint32_t round = 0; round < ROUNDS; round++) {
			struct slow_poll poll;
			uint64_t name = seed_of(methods[m], round), seed = name;
			make_poll(&poll, methods[m], &seed);
			struct desk *desk = counted(&poll);
			slow_rank(&poll);
			assert_int_equal(desk->result->option_count, poll.option_count);
			for (uint32_t i = 0; i < poll.option_count; i++) {
				struct row_result expected = slow_result(&poll, i);
				struct row_result got = desk->result->options[i];
				if (methods[m] == ballot_method_budget)
					got.decision_people = got.decision_towns =
						got.decision_every_town = decision_none;
				assert_same(&got, &expected, name);
				assert_beats(&poll, i, got.beats, name);
			}
			desk_free(desk);
		}
}

static void the_order_of_papers_does_not_matter(void **state)
{
	(void)state;
	for (size_t m = 0; m < METHODS; m++)
		for (uint32_t round = 0; round < ROUNDS / 5; round++) {
			struct slow_poll poll;
			uint64_t name = seed_of(methods[m], round), seed = name;
			make_poll(&poll, methods[m], &seed);
			struct desk *first = counted(&poll);
			for (uint32_t i = 0; i + 1 < poll.paper_count; i++) {
				uint32_t other = i + desk_below(&seed, poll.paper_count - i);
				struct slow_paper kept = poll.papers[i];
				poll.papers[i] = poll.papers[other];
				poll.papers[other] = kept;
			}
			struct desk *second = counted(&poll);
			assert_same_results(second, first, name);
			desk_free(first);
			desk_free(second);
		}
}

static void assert_same_cells(const struct desk *got, const struct desk *expected,
			      const struct slow_poll *poll, uint64_t seed)
{
	for (uint32_t i = 0; i < poll->option_count; i++)
		for (uint32_t town = 0; town < SLOW_TOWNS; town++) {
			struct cell a = sheet_cell(got->sheet, poll->options[i], town);
			struct cell b = sheet_cell(expected->sheet, poll->options[i], town);
			if (memcmp(&a, &b, sizeof a) != 0)
				fail_msg("seed %llu: option %u in town %u",
					 (unsigned long long)seed, poll->options[i], town);
			assert_int_equal(sheet_papers(got->sheet, town),
					 sheet_papers(expected->sheet, town));
		}
}

/* Papers come, change and go; what is left is counted once more. */
static void incremental_equals_counting_again(void **state)
{
	(void)state;
	for (size_t m = 0; m < METHODS; m++)
		for (uint32_t round = 0; round < ROUNDS / 5; round++) {
			struct slow_poll poll;
			uint64_t name = seed_of(methods[m], round), seed = name;
			make_poll(&poll, methods[m], &seed);
			struct desk *running = counted(&poll);
			for (uint32_t change = 0; change < 60; change++) {
				uint32_t at = desk_below(&seed, poll.paper_count + 1);
				if (at < poll.paper_count) {
					count_paper(running, &poll.papers[at], -1);
					poll.papers[at] = poll.papers[--poll.paper_count];
				}
				if (desk_below(&seed, 3) > 0 && poll.paper_count < 20) {
					make_paper(&poll, &poll.papers[poll.paper_count], &seed);
					count_paper(running, &poll.papers[poll.paper_count++], 1);
				}
			}
			struct desk *again = counted(&poll);
			/* Papers of a budget are not on the sheet. */
			memcpy(running->papers, again->papers, sizeof running->papers);
			running->paper_count = again->paper_count;
			conclude(running, &poll);
			assert_same_cells(running, again, &poll, name);
			assert_same_results(running, again, name);
			desk_free(running);
			desk_free(again);
		}
}

/* Somebody new who gives an option all that one can. */
static void a_supporter_more_never_lowers_a_score(void **state)
{
	(void)state;
	const enum ballot_method supported[] = {ballot_method_approval, ballot_method_choose,
						ballot_method_dots, ballot_method_opinion,
						ballot_method_budget};
	for (size_t m = 0; m < sizeof supported / sizeof *supported; m++)
		for (uint32_t round = 0; round < ROUNDS / 5; round++) {
			struct slow_poll poll;
			uint64_t name = seed_of(supported[m], round), seed = name, most = 1;
			make_poll(&poll, supported[m], &seed);
			if (supported[m] == ballot_method_dots)
				most = poll.ballot.heap && poll.ballot.heap < poll.ballot.points
					       ? poll.ballot.heap
					       : poll.ballot.points;
			struct desk *before = counted(&poll);
			uint32_t option = poll.options[desk_below(&seed, poll.option_count)];
			poll.papers[poll.paper_count++] = (struct slow_paper){
				.town = desk_below(&seed, (uint32_t)poll.ballot.towns + 1),
				.count = 1,
				.choices = {{option, most}}};
			struct desk *after = counted(&poll);
			const struct row_result *low = desk_row(before, option);
			const struct row_result *high = desk_row(after, option);
			if (high->score_people < low->score_people ||
			    high->score_towns < low->score_towns ||
			    high->score_every_town < low->score_every_town)
				fail_msg("seed %llu", (unsigned long long)name);
			desk_free(before);
			desk_free(after);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("1,000 ballots of each method: every result is that of a slow count",
		      every_result_is_that_of_a_slow_count),
		CLAIM("the order of papers does not matter", the_order_of_papers_does_not_matter),
		CLAIM("counting as papers come, change and go equals counting again",
		      incremental_equals_counting_again),
		CLAIM("a supporter more never lowers an option's score",
		      a_supporter_more_never_lowers_a_score),
	};
	return cmocka_run_group_tests_name("voting random", tests, NULL, NULL);
}
