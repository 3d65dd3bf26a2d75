/* Claims about spending a budget: against a plain slow count, and about what must not matter. Each
 * round has its own seed, which a failure names. */
#include "testing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/voting/budget.h"
#include "voting_budget_slow.h"
#include "voting_desk.h"

#define ROUNDS     1000u
#define RAISES_MAX 150u /* that a plain count has patience for */

/* ---- random instances ---- */

enum scale { scale_small, scale_alike, scale_vast, scale_poor, scales };

static uint64_t random_cost(enum scale scale, uint64_t *seed)
{
	switch (scale) {
	case scale_alike: /* costs that differ in the last digits only */
		return UINT64_C(1000000007) + desk_below(seed, 3);
	case scale_vast: /* beyond what 64 bits tell apart */
		return (UINT64_C(1) << 49) + desk_below(seed, 5);
	case scale_poor:
		return 1 + desk_below(seed, 4);
	default:
		return 1 + desk_below(seed, 30);
	}
}

/* Half of what all costs together, or so; a unit that leads beyond it in RAISES_MAX raises. */
static void choose_money(struct slow_budget *slow, uint64_t *seed)
{
	uint64_t all = 0;
	for (uint32_t i = 0; i < slow->project_count; i++)
		all += slow->cost[i];
	slow->money = all / 8 * (1 + desk_below(seed, 6)) + desk_below(seed, 10);
	slow->unit = all / RAISES_MAX + 1 + desk_below(seed, 3);
}

static void make_slow(struct slow_budget *slow, enum scale scale, uint64_t *seed)
{
	memset(slow, 0, sizeof *slow);
	slow->project_count = 2 + desk_below(seed, SLOW_PROJECTS_MAX - 2);
	slow->voter_count = 1 + desk_below(seed, 14);
	for (uint32_t i = 0; i < slow->project_count; i++)
		slow->cost[i] = random_cost(scale, seed);
	uint32_t rarity = 1 + desk_below(seed, 4);
	for (uint32_t i = 0; i < slow->voter_count; i++) {
		slow->town[i] = desk_below(seed, SLOW_TOWNS_MAX);
		for (uint32_t j = 0; j < slow->project_count; j++)
			if (desk_below(seed, 4) >= rarity)
				slow->points[i][j] = 1;
	}
	/* Some papers twice: they are counted together. */
	for (uint32_t i = 1; i < slow->voter_count; i++)
		if (desk_below(seed, 3) == 0) {
			memcpy(slow->points[i], slow->points[i - 1], sizeof slow->points[i]);
			slow->town[i] = slow->town[i - 1];
		}
	slow->by_towns = desk_below(seed, 3) == 0;
	for (uint32_t i = 0; i < SLOW_TOWNS_MAX; i++)
		slow->weight[i] = desk_below(seed, 4);
	choose_money(slow, seed);
}

static void name_projects(char (*names)[16], uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		snprintf(names[i], sizeof names[i], "p%02" PRIu32, i);
}

/* Voters and projects come in these orders, one entry for each; NULL: as they are. */
static struct budget *make_fast(const struct slow_budget *slow, const uint32_t *voters,
				const uint32_t *projects)
{
	struct budget_project list[SLOW_PROJECTS_MAX];
	uint32_t place[SLOW_PROJECTS_MAX];
	char names[SLOW_PROJECTS_MAX][16];
	name_projects(names, slow->project_count);
	for (uint32_t i = 0; i < slow->project_count; i++) {
		uint32_t project = projects ? projects[i] : i;
		list[i] = (struct budget_project){names[project], slow->cost[project]};
		place[project] = i;
	}
	struct budget *budget =
		budget_new(slow->money, slow->unit, false, list, slow->project_count);
	for (uint32_t i = 0; i < slow->voter_count; i++) {
		uint32_t voter = voters ? voters[i] : i, count = 0;
		struct budget_choice choices[SLOW_PROJECTS_MAX];
		for (uint32_t j = 0; j < slow->project_count; j++)
			if (slow->points[voter][j])
				choices[count++] = (struct budget_choice){
					place[j], (uint32_t)slow->points[voter][j]};
		budget_add_paper(budget, slow->town[voter], choices, count);
	}
	return budget;
}

static struct budget_how how_of(const struct slow_budget *slow, struct budget_weight *weights,
				enum budget_ties ties)
{
	struct budget_how how = {.ties = ties, .unwanted = true};
	how.utility = slow->utility == slow_cost    ? budget_utility_cost
		      : slow->utility == slow_count ? budget_utility_count
						    : budget_utility_points;
	if (!slow->by_towns)
		return how;
	for (uint32_t i = 0; i < SLOW_TOWNS_MAX; i++)
		weights[i] = (struct budget_weight){i, slow->weight[i]};
	how.weights = weights;
	how.weight_count = SLOW_TOWNS_MAX;
	return how;
}

/* What a failure is about. */
struct trial {
	uint32_t seed;
	const char *way;
};

static void assert_same(struct trial trial, const struct slow_outcome *slow,
			const struct budget_outcome *fast)
{
	bool same = fast->cost == slow->cost && fast->count == slow->count;
	for (uint32_t i = 0; same && i < slow->count; i++)
		same = fast->winners[i] == slow->winners[i];
	if (!same)
		fail_msg("seed %" PRIu32 ", %s: %" PRIu32 " for %" PRIu64 ", not %" PRIu32
			 " for %" PRIu64,
			 trial.seed, trial.way, fast->count, fast->cost, slow->count, slow->cost);
}

static void assert_endowment(struct trial trial, const struct slow_outcome *slow,
			     const struct budget_outcome *fast)
{
	mpq_t mean;
	mpq_init(mean);
	mpq_set_ui(mean, fast->part, fast->of);
	mpq_canonicalize(mean);
	bool same = mpq_equal(mean, slow->mean);
	mpq_clear(mean);
	if (!same)
		fail_msg("seed %" PRIu32 ", %s: the endowment is %" PRIu64 "/%" PRIu64, trial.seed,
			 trial.way, fast->part, fast->of);
}

static void compare_all(struct slow_budget *slow, uint32_t seed)
{
	static const char *const ways[] = {"none", "add1", "add1-exhaustive", "add1-votes"};
	struct budget_weight weights[SLOW_TOWNS_MAX];
	struct budget_outcome fast[budget_completions], greedy;
	struct slow_outcome outcome;
	struct budget_how how = how_of(slow, weights, budget_ties_name);
	struct budget *budget = make_fast(slow, NULL, NULL);
	mpq_init(outcome.mean);
	for (uint32_t i = 0; i < slow->project_count; i++)
		slow->tie[i] = i; /* as their names */
	budget_greedy(budget, &how, &greedy);
	slow_greedy(slow, &outcome);
	assert_same((struct trial){seed, "greedy"}, &outcome, &greedy);
	budget_outcome_free(&greedy);
	budget_equal_shares(budget, &how, (1u << budget_completions) - 1, fast);
	for (enum slow_completion i = slow_none; i <= slow_add1_votes; i++) {
		slow_spend(slow, i, &outcome);
		assert_same((struct trial){seed, ways[i]}, &outcome, &fast[i]);
		assert_endowment((struct trial){seed, ways[i]}, &outcome, &fast[i]);
		budget_outcome_free(&fast[i]);
	}
	mpq_clear(outcome.mean);
	budget_free(budget);
}

static void agrees_with_a_slow_count(void **state)
{
	(void)state;
	struct slow_budget slow;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t seed = round;
		make_slow(&slow, round % scales, &seed);
		slow.utility = round / scales % 2 ? slow_count : slow_cost;
		compare_all(&slow, round);
	}
}

static void agrees_with_a_slow_count_of_points(void **state)
{
	(void)state;
	struct slow_budget slow;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t seed = 1000000 + round;
		make_slow(&slow, round % scales, &seed);
		slow.utility = slow_points;
		for (uint32_t i = 0; i < slow.voter_count; i++)
			for (uint32_t j = 0; j < slow.project_count; j++)
				slow.points[i][j] *=
					round % 3 ? 1 + desk_below(&seed, 5)
						  : BUDGET_POINTS_MAX - desk_below(&seed, 3);
		compare_all(&slow, round);
	}
}

/* Many raises between two changes: what is passed over must have been the same. */
static void nothing_is_passed_over(void **state)
{
	(void)state;
	struct slow_budget slow;
	struct slow_outcome outcome;
	struct budget_outcome fast[budget_completions];
	uint32_t runs = 0;
	uint64_t raises = 0;
	mpq_init(outcome.mean);
	for (uint32_t round = 0; round < 60; round++) {
		uint64_t seed = 5000000 + round;
		make_slow(&slow, round % 2 ? scale_small : scale_alike, &seed);
		if (slow.voter_count > 7)
			slow.voter_count = 7;
		slow.by_towns = false;
		slow.unit = slow.unit / 10 + 1;
		for (uint32_t i = 0; round % 2 && i < slow.project_count; i++)
			slow.cost[i] *= 100;
		slow.money *= round % 2 ? 100 : 1;
		for (uint32_t i = 0; i < slow.project_count; i++)
			slow.tie[i] = i;
		struct budget_how how = how_of(&slow, NULL, budget_ties_name);
		struct budget *budget = make_fast(&slow, NULL, NULL);
		budget_equal_shares(budget, &how, 1u << budget_add1, fast);
		slow_spend(&slow, slow_add1, &outcome);
		struct trial trial = {(uint32_t)seed, "add1"};
		assert_same(trial, &outcome, &fast[budget_add1]);
		assert_endowment(trial, &outcome, &fast[budget_add1]);
		runs += fast[budget_add1].runs;
		raises += outcome.raises;
		budget_outcome_free(&fast[budget_add1]);
		budget_free(budget);
	}
	mpq_clear(outcome.mean);
	print_message("%" PRIu64 " raises, %" PRIu32 " runs\n", raises, runs);
	assert_true(runs < raises / 2);
}

/* ---- what must not matter ---- */

static void shuffle(uint32_t *list, uint32_t count, uint64_t *seed)
{
	for (uint32_t i = 0; i < count; i++)
		list[i] = i;
	for (uint32_t i = count; i > 1; i--) {
		uint32_t other = desk_below(seed, i), last = list[i - 1];
		list[i - 1] = list[other];
		list[other] = last;
	}
}

static void order_does_not_matter(void **state)
{
	(void)state;
	struct slow_budget slow;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t seed = 2000000 + round;
		uint32_t voters[SLOW_VOTERS_MAX], projects[SLOW_PROJECTS_MAX];
		struct budget_weight weights[SLOW_TOWNS_MAX];
		struct budget_outcome one[budget_completions], other[budget_completions];
		make_slow(&slow, round % scales, &seed);
		struct budget_how how = how_of(&slow, weights, budget_ties_cost_votes);
		shuffle(voters, slow.voter_count, &seed);
		shuffle(projects, slow.project_count, &seed);
		struct budget *budget = make_fast(&slow, NULL, NULL);
		struct budget *shuffled = make_fast(&slow, voters, projects);
		budget_equal_shares(budget, &how, (1u << budget_completions) - 1, one);
		budget_equal_shares(shuffled, &how, (1u << budget_completions) - 1, other);
		for (uint32_t i = 0; i < budget_completions; i++) {
			assert_int_equal(one[i].count, other[i].count);
			for (uint32_t j = 0; j < one[i].count; j++)
				assert_int_equal(one[i].winners[j], projects[other[i].winners[j]]);
			assert_int_equal(one[i].part, other[i].part);
			assert_true(one[i].cost <= slow.money);
			budget_outcome_free(&one[i]);
			budget_outcome_free(&other[i]);
		}
		budget_free(budget);
		budget_free(shuffled);
	}
}

static bool has_won(const struct budget_outcome *outcome, uint32_t project)
{
	for (uint32_t i = 0; i < outcome->count; i++)
		if (outcome->winners[i] == project)
			return true;
	return false;
}

static void a_supporter_more_never_hurts(void **state)
{
	(void)state;
	struct slow_budget slow;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t seed = 3000000 + round;
		struct budget_how how = {.ties = budget_ties_name};
		struct budget_outcome before, after;
		make_slow(&slow, round % scales, &seed);
		struct budget *budget = make_fast(&slow, NULL, NULL);
		budget_greedy(budget, &how, &before);
		budget_free(budget);
		for (uint32_t i = 0; i < before.count; i++) {
			struct slow_budget more = slow;
			more.points[more.voter_count++][before.winners[i]] = 1;
			budget = make_fast(&more, NULL, NULL);
			budget_greedy(budget, &how, &after);
			assert_true(has_won(&after, before.winners[i]));
			budget_outcome_free(&after);
			budget_free(budget);
		}
		budget_outcome_free(&before);
	}
}

/* ---- by hand ---- */

static void add_papers(struct budget *budget, uint32_t times, uint32_t town, uint32_t count,
		       const uint32_t *projects)
{
	struct budget_choice choices[8];
	for (uint32_t i = 0; i < count; i++)
		choices[i] = (struct budget_choice){projects[i], 1};
	for (uint32_t i = 0; i < times; i++)
		budget_add_paper(budget, town, choices, count);
}
#define PAPERS(budget, times, town, ...)                                                           \
	add_papers(budget, times, town, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t),      \
		   (uint32_t[]){__VA_ARGS__})

/* What one way buys, as the projects' names. */
static const char *bought(struct budget *budget, const struct budget_how *how,
			  enum budget_completion completion, const char *names)
{
	static char out[32];
	struct budget_outcome outcomes[budget_completions];
	budget_equal_shares(budget, how, 1u << completion, outcomes);
	memset(out, 0, sizeof out);
	for (uint32_t i = 0; i < outcomes[completion].count; i++)
		out[i] = names[outcomes[completion].winners[i]];
	budget_outcome_free(&outcomes[completion]);
	return out;
}

static void ties_go_to_cost_then_votes_then_lot(void **state)
{
	(void)state;
	/* By cost every project has the price 1/supporters: a and b tie, and b is cheaper. */
	const struct budget_project projects[] = {{"a", 60}, {"b", 50}, {"c", 60}};
	struct budget *budget = budget_new(100, 1, false, projects, 3);
	struct budget_how how = {budget_utility_cost, budget_ties_cost_votes, NULL, 0, NULL, false};
	PAPERS(budget, 2, 0, 0, 1, 2);
	assert_string_equal(bought(budget, &how, budget_none, "abc"), "b");
	how.ties = budget_ties_name;
	assert_string_equal(bought(budget, &how, budget_none, "abc"), "a");
	budget_free(budget);
}

static void a_lot_is_fixed_by_names_and_votes_alone(void **state)
{
	(void)state;
	uint32_t first[2] = {0, 0};
	for (uint32_t round = 0; round < 200; round++) {
		char a[16], b[16];
		snprintf(a, sizeof a, "%" PRIu32, round);
		snprintf(b, sizeof b, "%" PRIu32, round + 1);
		const struct budget_project projects[] = {{a, 100}, {b, 100}};
		const struct budget_project turned[] = {{b, 100}, {a, 100}};
		struct budget_how how = {
			budget_utility_count, budget_ties_cost_votes, NULL, 0, NULL, false};
		struct budget *budget = budget_new(100, 1, false, projects, 2);
		struct budget *other = budget_new(100, 1, false, turned, 2);
		PAPERS(budget, 3, 0, 0, 1);
		PAPERS(other, 3, 0, 0, 1);
		char winner = bought(budget, &how, budget_none, "ab")[0];
		assert_int_equal(bought(other, &how, budget_none, "ba")[0], winner);
		first[winner - 'a']++;
		budget_free(budget);
		budget_free(other);
	}
	assert_true(first[0] > 60 && first[1] > 60); /* it is a lot */
}

static void towns_share_by_weight(void **state)
{
	(void)state;
	/* 90 people of town 1 want a, 10 of town 2 want b; each costs half of the budget. */
	const struct budget_project projects[] = {{"a", 500}, {"b", 500}};
	const struct budget_weight alike[] = {{1, 1}, {2, 1}, {3, 7}};
	const struct budget_weight more[] = {{1, 3}, {2, 1}};
	struct budget_outcome outcomes[budget_completions];
	struct budget *budget = budget_new(1000, 1, false, projects, 2);
	struct budget_how how = {budget_utility_cost, budget_ties_name, NULL, 0, NULL, false};
	PAPERS(budget, 90, 1, 0);
	PAPERS(budget, 10, 2, 1);
	assert_string_equal(bought(budget, &how, budget_none, "ab"), "a"); /* 10 · 10 < 500 */
	how.weights = alike; /* town 3 has no papers, so its weight does not count */
	how.weight_count = 3;
	assert_string_equal(bought(budget, &how, budget_none, "ab"), "ab");
	how.weights = more;
	how.weight_count = 2;
	assert_string_equal(bought(budget, &how, budget_none, "ab"), "a");
	how.weight_count = 1; /* town 2 has no part */
	budget_equal_shares(budget, &how, 1u << budget_none, outcomes);
	assert_int_equal(outcomes[budget_none].part, 100); /* 1000/90 */
	assert_int_equal(outcomes[budget_none].of, 9);
	budget_outcome_free(&outcomes[budget_none]);
	budget_free(budget);
}

static void what_nobody_wants_is_not_bought(void **state)
{
	(void)state;
	const struct budget_project projects[] = {{"a", 10}, {"b", 10}};
	struct budget *budget = budget_new(100, 1, false, projects, 2);
	struct budget_how how = {budget_utility_cost, budget_ties_name, NULL, 0, NULL, false};
	struct budget_outcome outcome;
	PAPERS(budget, 3, 0, 0);
	assert_string_equal(bought(budget, &how, budget_add1_votes, "ab"), "a");
	budget_greedy(budget, &how, &outcome);
	assert_int_equal(outcome.count, 1);
	budget_outcome_free(&outcome);
	how.unwanted = true;
	assert_string_equal(bought(budget, &how, budget_add1_votes, "ab"), "ab");
	budget_free(budget);
}

static void nobody_buys_nothing(void **state)
{
	(void)state;
	const struct budget_project projects[] = {{"a", 10}};
	struct budget_how how = {.ties = budget_ties_name};
	struct budget *budget = budget_new(100, 1, false, projects, 1);
	for (uint32_t i = 0; i < budget_completions; i++)
		assert_string_equal(bought(budget, &how, i, "a"), "");
	budget_add_paper(budget, 0, NULL, 0);
	for (uint32_t i = 0; i < budget_completions; i++)
		assert_string_equal(bought(budget, &how, i, "a"), "");
	budget_free(budget);
}

/* 2^50 raises lie between the beginning and the end. */
static void completion_jumps(void **state)
{
	(void)state;
	struct slow_budget slow;
	uint64_t seed = 4000000;
	for (uint32_t round = 0; round < 100; round++) {
		struct budget_outcome outcomes[budget_completions];
		struct budget_how how = {.ties = budget_ties_cost_votes};
		make_slow(&slow, scale_vast, &seed);
		slow.unit = 1;
		struct budget *budget = make_fast(&slow, NULL, NULL);
		budget_equal_shares(budget, &how, 1u << budget_add1, outcomes);
		assert_in_range(outcomes[budget_add1].runs, 1, 20000);
		budget_outcome_free(&outcomes[budget_add1]);
		budget_free(budget);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("spending agrees with a plain slow count, in 1,000 random cases",
		      agrees_with_a_slow_count),
		CLAIM("so it does with points, in 1,000 more", agrees_with_a_slow_count_of_points),
		CLAIM("the order of voters and projects does not matter, and no result costs more "
		      "than there is",
		      order_does_not_matter),
		CLAIM("a supporter more never takes a greedy win away",
		      a_supporter_more_never_hurts),
		CLAIM("ties go to the lower cost, or to the first name",
		      ties_go_to_cost_then_votes_then_lot),
		CLAIM("a lot hangs on names and votes, not on their order",
		      a_lot_is_fixed_by_names_and_votes_alone),
		CLAIM("towns share the budget by weight", towns_share_by_weight),
		CLAIM("what nobody wants is bought only if asked for",
		      what_nobody_wants_is_not_bought),
		CLAIM("without votes nothing is bought", nobody_buys_nothing),
		CLAIM("nothing is passed over where completion jumps", nothing_is_passed_over),
		CLAIM("completion finds its end over any distance", completion_jumps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
