/* Claims about what two runs of Equal Shares say of those between them. */
#include "testing.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "server/voting/budget_run.h"
#include "voting_desk.h"

#define SEEDS    8000u /* from here on; among them are some that a line too steep gets wrong */
#define ROUNDS   5000u
#define PROJECTS 6u
#define BETWEEN  24u

static struct budget *make_budget(uint64_t *seed)
{
	struct budget_project projects[PROJECTS];
	char names[PROJECTS][4];
	uint32_t voters = 2 + desk_below(seed, 7), kind = desk_below(seed, 3);
	for (uint32_t i = 0; i < PROJECTS; i++) {
		names[i][0] = (char)('a' + i);
		names[i][1] = '\0';
		/* Costs that are close let prices fall side by side, and cross. */
		uint64_t cost = kind == 0   ? 2000 + desk_below(seed, 20)
				: kind == 1 ? 1000 + desk_below(seed, 300)
					    : 100 + desk_below(seed, 3000);
		projects[i] = (struct budget_project){names[i], cost};
	}
	struct budget *budget = budget_new(1000, 1, false, projects, PROJECTS);
	for (uint32_t i = 0; i < voters; i++) {
		struct budget_choice choices[PROJECTS];
		uint32_t count = 0;
		for (uint32_t j = 0; j < PROJECTS; j++)
			if (desk_below(seed, 5) < 3)
				choices[count++] =
					(struct budget_choice){j, 1 + desk_below(seed, 3)};
		budget_add_paper(budget, desk_below(seed, 2), choices, count);
	}
	return budget;
}

/* A run in which every purse begins with `base` times its number and has `more` on top. */
static bool run_at(struct budget_run *run, const struct budget_case *of, uint64_t base,
		   uint64_t more, const struct budget_run *before)
{
	mpz_t endowments[2], whole;
	mpz_inits(endowments[0], endowments[1], whole, NULL);
	mpz_set_ui(whole, 1);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_set_ui(endowments[i], base * (i + 1) + more);
	bool same = budget_run_at(run, endowments, whole, before, false);
	mpz_clears(endowments[0], endowments[1], whole, NULL);
	return same;
}

static bool buys_alike(const struct budget_run *one, const struct budget_run *other)
{
	uint32_t one_count, other_count;
	const uint32_t *one_list = budget_run_winners(one, &one_count);
	const uint32_t *other_list = budget_run_winners(other, &other_count);
	return one_count == other_count &&
	       memcmp(one_list, other_list, one_count * sizeof *one_list) == 0;
}

static void same_means_the_same_in_all_runs_between(void **state)
{
	(void)state;
	static const struct budget_weight towns[] = {{0, 1}, {1, 1}};
	uint32_t same = 0;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t seed = SEEDS + round;
		struct budget_how how = {.utility = (SEEDS + round) % 3};
		if (round % 2) {
			how.weights = towns;
			how.weight_count = 2;
		}
		struct budget *budget = make_budget(&seed);
		struct budget_case *of = budget_case_new(budget, &how);
		struct budget_run *first = budget_run_new(of), *last = budget_run_new(of),
				  *between = budget_run_new(of);
		uint64_t base = 100 + desk_below(&seed, 1200);
		uint64_t more = 1 + desk_below(&seed, 1u << desk_below(&seed, 10));
		run_at(first, of, base, 0, NULL);
		bool claimed = run_at(last, of, base, more, first);
		same += claimed;
		for (uint32_t i = 0; claimed && i <= BETWEEN; i++) {
			run_at(between, of, base, more * i / BETWEEN, NULL);
			if (!buys_alike(between, first))
				fail_msg("seed %" PRIu32 ": from %" PRIu64 " on, %" PRIu64
					 " of %" PRIu64 " more change it",
					 SEEDS + round, base, more * i / BETWEEN, more);
		}
		budget_run_free(first);
		budget_run_free(last);
		budget_run_free(between);
		budget_case_free(of);
		budget_free(budget);
	}
	print_message("%" PRIu32 " of %u pairs are the same between\n", same, ROUNDS);
	assert_true(same > ROUNDS / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("if two runs say that all between them are the same, they are",
		      same_means_the_same_in_all_runs_between),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
