#include "voting_budget_slow.h"

#include <stdlib.h>

struct state {
	mpq_t left[SLOW_VOTERS_MAX];
	bool bought[SLOW_PROJECTS_MAX];
};

static void utility_of(const struct slow_budget *budget, uint32_t voter, uint32_t project,
		       mpq_t out)
{
	uint64_t points = budget->points[voter][project];
	uint64_t utility = points == 0 ? 0 : 1;
	if (points > 0 && budget->utility == slow_cost)
		utility = budget->cost[project];
	if (budget->utility == slow_points)
		utility = points;
	mpq_set_ui(out, utility, 1);
}

/* The lowest price per utility at which the supporters bring up the cost: voters sorted by how much
 * they could pay per utility, the poorest pay all they have. */
static bool price_of(const struct slow_budget *budget, struct state *state, uint32_t project,
		     mpq_t price)
{
	uint32_t voters[SLOW_VOTERS_MAX], count = 0;
	mpq_t most[SLOW_VOTERS_MAX], utility, missing, all;
	bool found = false;
	mpq_inits(utility, missing, all, NULL);
	mpq_set_ui(missing, budget->cost[project], 1);
	for (uint32_t i = 0; i < budget->voter_count; i++) {
		mpq_init(most[i]);
		utility_of(budget, i, project, utility);
		if (mpq_sgn(utility) == 0)
			continue;
		mpq_div(most[i], state->left[i], utility);
		mpq_add(all, all, utility);
		uint32_t at = count++;
		for (; at > 0 && mpq_cmp(most[voters[at - 1]], most[i]) > 0; at--)
			voters[at] = voters[at - 1];
		voters[at] = i;
	}
	for (uint32_t i = 0; i < count && !found; i++) {
		mpq_div(price, missing, all);
		found = mpq_cmp(price, most[voters[i]]) <= 0;
		utility_of(budget, voters[i], project, utility);
		mpq_sub(all, all, utility);
		mpq_sub(missing, missing, state->left[voters[i]]);
	}
	for (uint32_t i = 0; i < budget->voter_count; i++)
		mpq_clear(most[i]);
	mpq_clears(utility, missing, all, NULL);
	return found;
}

static void pay(const struct slow_budget *budget, struct state *state, uint32_t project,
		const mpq_t price)
{
	mpq_t part;
	mpq_init(part);
	for (uint32_t i = 0; i < budget->voter_count; i++) {
		utility_of(budget, i, project, part);
		mpq_mul(part, part, price);
		if (mpq_cmp(part, state->left[i]) > 0)
			mpq_set(part, state->left[i]);
		mpq_sub(state->left[i], state->left[i], part);
	}
	mpq_clear(part);
}

static void buy(const struct slow_budget *budget, struct state *state, struct slow_outcome *outcome,
		uint32_t project)
{
	state->bought[project] = true;
	outcome->winners[outcome->count++] = project;
	outcome->cost += budget->cost[project];
}

static void run(const struct slow_budget *budget, struct state *state, struct slow_outcome *outcome)
{
	mpq_t price, best;
	mpq_inits(price, best, NULL);
	outcome->count = 0;
	outcome->cost = 0;
	for (uint32_t i = 0; i < budget->project_count; i++)
		state->bought[i] = false;
	for (;;) {
		uint32_t chosen = SLOW_PROJECTS_MAX;
		for (uint32_t i = 0; i < budget->project_count; i++) {
			if (state->bought[i] || !price_of(budget, state, i, price))
				continue;
			int order = chosen == SLOW_PROJECTS_MAX ? -1 : mpq_cmp(price, best);
			if (order < 0 || (order == 0 && budget->tie[i] < budget->tie[chosen])) {
				chosen = i;
				mpq_set(best, price);
			}
		}
		if (chosen == SLOW_PROJECTS_MAX)
			break;
		pay(budget, state, chosen, best);
		buy(budget, state, outcome, chosen);
	}
	mpq_clears(price, best, NULL);
}

/* ---- endowments ---- */

static uint32_t town_of(const struct slow_budget *budget, uint32_t voter)
{
	return budget->by_towns ? budget->town[voter] : 0;
}

static bool counts(const struct slow_budget *budget, uint32_t voter)
{
	return !budget->by_towns || budget->weight[budget->town[voter]] > 0;
}

static void endow(const struct slow_budget *budget, struct state *state, bool whole,
		  uint64_t raises, mpq_t mean)
{
	uint64_t persons[SLOW_TOWNS_MAX] = {0}, weights = 0, all = 0;
	mpq_t raise;
	mpz_t units;
	mpq_init(raise);
	mpz_init(units);
	for (uint32_t i = 0; i < budget->voter_count; i++) {
		uint32_t town = town_of(budget, i);
		if (!counts(budget, i))
			continue;
		if (persons[town]++ == 0)
			weights += budget->by_towns ? budget->weight[town] : 1;
		all++;
	}
	mpq_set_ui(mean, 0, 1);
	for (uint32_t i = 0; i < budget->voter_count; i++) {
		uint32_t town = town_of(budget, i);
		mpq_set_ui(state->left[i], 0, 1);
		if (!counts(budget, i))
			continue;
		mpq_set_ui(state->left[i], budget->money, 1);
		mpq_set_ui(raise, budget->by_towns ? budget->weight[town] : 1,
			   weights * persons[town]);
		mpq_canonicalize(raise);
		mpq_mul(state->left[i], state->left[i], raise);
		if (whole) {
			mpz_mul_ui(units, mpq_denref(state->left[i]), budget->unit);
			mpz_fdiv_q(units, mpq_numref(state->left[i]), units);
			mpz_add_ui(units, units, raises);
			mpz_mul_ui(units, units, budget->unit);
			mpq_set_z(state->left[i], units);
		}
		mpq_add(mean, mean, state->left[i]);
	}
	mpq_set_ui(raise, all ? all : 1, 1);
	mpq_div(mean, mean, raise);
	mpq_clear(raise);
	mpz_clear(units);
}

/* ---- completing ---- */

static void add_by_votes(const struct slow_budget *budget, struct state *state,
			 struct slow_outcome *outcome)
{
	uint64_t votes[SLOW_PROJECTS_MAX] = {0};
	bool seen[SLOW_PROJECTS_MAX] = {false};
	for (uint32_t i = 0; i < budget->project_count; i++)
		for (uint32_t j = 0; j < budget->voter_count; j++)
			votes[i] += budget->points[j][i] > 0;
	for (uint32_t step = 0; step < budget->project_count; step++) {
		uint32_t best = SLOW_PROJECTS_MAX;
		for (uint32_t i = 0; i < budget->project_count; i++) {
			if (seen[i])
				continue;
			if (best == SLOW_PROJECTS_MAX || votes[i] > votes[best] ||
			    (votes[i] == votes[best] && budget->tie[i] < budget->tie[best]))
				best = i;
		}
		seen[best] = true;
		if (!state->bought[best] && outcome->cost + budget->cost[best] <= budget->money)
			buy(budget, state, outcome, best);
	}
}

static bool is_exhaustive(const struct slow_budget *budget, const struct state *state,
			  uint64_t cost)
{
	for (uint32_t i = 0; i < budget->project_count; i++)
		if (!state->bought[i] && cost + budget->cost[i] <= budget->money)
			return false;
	return true;
}

static bool is_complete(const struct slow_budget *budget, const struct state *state)
{
	for (uint32_t i = 0; i < budget->project_count; i++)
		for (uint32_t j = 0; j < budget->voter_count; j++)
			if (!state->bought[i] && budget->points[j][i] > 0 && counts(budget, j))
				return false;
	return true;
}

static void complete(const struct slow_budget *budget, struct state *state, bool until_exhaustive,
		     struct slow_outcome *outcome)
{
	struct slow_outcome next = {0};
	struct state *trial = calloc(1, sizeof *trial);
	mpq_init(next.mean);
	for (uint32_t i = 0; i < SLOW_VOTERS_MAX; i++)
		mpq_init(trial->left[i]);
	endow(budget, state, true, 0, outcome->mean);
	run(budget, state, outcome);
	while (!is_complete(budget, state) &&
	       !(until_exhaustive && is_exhaustive(budget, state, outcome->cost))) {
		next.raises = outcome->raises + 1;
		endow(budget, trial, true, next.raises, next.mean);
		run(budget, trial, &next);
		if (next.cost > budget->money)
			break;
		outcome->count = next.count;
		outcome->cost = next.cost;
		outcome->raises = next.raises;
		mpq_set(outcome->mean, next.mean);
		for (uint32_t i = 0; i < SLOW_PROJECTS_MAX; i++) {
			outcome->winners[i] = next.winners[i];
			state->bought[i] = trial->bought[i];
		}
	}
	for (uint32_t i = 0; i < SLOW_VOTERS_MAX; i++)
		mpq_clear(trial->left[i]);
	mpq_clear(next.mean);
	free(trial);
}

void slow_spend(const struct slow_budget *budget, enum slow_completion completion,
		struct slow_outcome *outcome)
{
	struct state *state = calloc(1, sizeof *state);
	for (uint32_t i = 0; i < SLOW_VOTERS_MAX; i++)
		mpq_init(state->left[i]);
	outcome->raises = 0;
	if (completion == slow_none) {
		endow(budget, state, false, 0, outcome->mean);
		run(budget, state, outcome);
	} else {
		complete(budget, state, completion == slow_add1_exhaustive, outcome);
	}
	if (completion == slow_add1_votes)
		add_by_votes(budget, state, outcome);
	for (uint32_t i = 0; i < SLOW_VOTERS_MAX; i++)
		mpq_clear(state->left[i]);
	free(state);
}

void slow_greedy(const struct slow_budget *budget, struct slow_outcome *outcome)
{
	struct state *state = calloc(1, sizeof *state);
	outcome->count = 0;
	outcome->cost = 0;
	add_by_votes(budget, state, outcome);
	free(state);
}
