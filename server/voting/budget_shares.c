/* Greedy, and Equal Shares with its completions: which endowments are tried. */
#include <stdlib.h>
#include <string.h>

#include "server/voting/budget_run.h"

void budget_outcome_free(struct budget_outcome *outcome)
{
	free(outcome->winners);
	*outcome = (struct budget_outcome){0};
}

/* ---- greedy ---- */

struct candidate {
	uint32_t project, order;
	uint64_t score;
};

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* Adds to the outcome what still fits, the highest score first. */
static void fill(const struct budget *budget, const struct budget_how *how,
		 struct budget_outcome *outcome)
{
	const uint64_t *scores = how->scores ? how->scores : budget->strengths;
	struct candidate *all = budget_room(budget->count, sizeof *all);
	bool *bought = budget_room(budget->count, sizeof *bought);
	uint32_t *order = budget_tie_order(budget, how->ties);
	for (uint32_t i = 0; i < outcome->count; i++)
		bought[outcome->winners[i]] = true;
	for (uint32_t i = 0; i < budget->count; i++)
		all[i] = (struct candidate){i, order[i], scores[i]};
	qsort(all, budget->count, sizeof *all, compare_candidates);
	for (uint32_t i = 0; i < budget->count; i++) {
		uint32_t project = all[i].project;
		if (bought[project] || (all[i].score == 0 && !how->unwanted) ||
		    budget->costs[project] > budget->money - outcome->cost)
			continue;
		outcome->winners[outcome->count++] = project;
		outcome->cost += budget->costs[project];
	}
	free(order);
	free(bought);
	free(all);
}

void budget_greedy(struct budget *budget, const struct budget_how *how,
		   struct budget_outcome *outcome)
{
	*outcome = (struct budget_outcome){.of = 1};
	outcome->winners = budget_room(budget->count, sizeof *outcome->winners);
	fill(budget, how, outcome);
}

/* ---- the end of completing ---- */

/* Whether everything is bought that anybody who has an endowment supports. */
static bool all_bought(const struct budget_case *of, const struct budget_run *run)
{
	for (uint32_t i = 0; i < of->count; i++)
		if (of->support[i] > 0 && !budget_run_bought(run, i))
			return false;
	return true;
}

static bool is_exhaustive(const struct budget_case *of, const struct budget_run *run)
{
	uint64_t left = of->budget->money - budget_run_cost(run);
	for (uint32_t i = 0; i < of->count; i++)
		if (!budget_run_bought(run, i) && of->budget->costs[i] <= left)
			return false;
	return true;
}

/* So many raises make everybody rich enough to buy all alone. */
static uint64_t raises_max(const struct budget_case *of)
{
	uint64_t all = 0;
	for (uint32_t i = 0; i < of->count; i++)
		all += of->budget->costs[i];
	return all / of->budget->unit + 1;
}

/* ---- endowments and outcomes ---- */

struct path {
	const struct budget_case *of;
	mpz_t *start; /* endowments before the first raise, by purse */
	mpz_t *at;
	mpz_t whole, sum;
	struct budget_run *run, *next;
	uint64_t raises; /* of `run` */
	uint32_t runs;
};

static void path_start(struct path *path, const struct budget_case *of)
{
	*path = (struct path){.of = of};
	path->start = budget_room(of->purse_count, sizeof *path->start);
	path->at = budget_room(of->purse_count, sizeof *path->at);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_inits(path->start[i], path->at[i], NULL);
	mpz_inits(path->whole, path->sum, NULL);
	path->run = budget_run_new(of);
	path->next = budget_run_new(of);
}

static void path_end(struct path *path)
{
	for (uint32_t i = 0; i < path->of->purse_count; i++)
		mpz_clears(path->start[i], path->at[i], NULL);
	mpz_clears(path->whole, path->sum, NULL);
	free(path->start);
	free(path->at);
	budget_run_free(path->run);
	budget_run_free(path->next);
}

/* Endowments after so many raises. */
static void path_raise(struct path *path, uint64_t raises)
{
	mpz_set_ui(path->sum, raises);
	mpz_mul_ui(path->sum, path->sum, path->of->budget->unit);
	for (uint32_t i = 0; i < path->of->purse_count; i++)
		mpz_add(path->at[i], path->start[i], path->sum);
}

/* The mean of the endowments in `at`, as a fraction in lowest terms; should its parts be too large
 * for 64 bits, rounded down. */
static void note_endowment(struct path *path, struct budget_outcome *outcome)
{
	const struct budget_case *of = path->of;
	mpz_t of_all;
	mpz_init(of_all);
	mpz_set_ui(path->sum, 0);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_addmul_ui(path->sum, path->at[i], of->purses[i].persons);
	mpz_mul_ui(of_all, path->whole, of->persons_all);
	mpz_t common;
	mpz_init(common);
	mpz_gcd(common, path->sum, of_all);
	mpz_divexact(path->sum, path->sum, common);
	mpz_divexact(of_all, of_all, common);
	if (!mpz_fits_ulong_p(path->sum) || !mpz_fits_ulong_p(of_all)) {
		mpz_fdiv_q(path->sum, path->sum, of_all);
		mpz_set_ui(of_all, 1);
	}
	outcome->part = mpz_fits_ulong_p(path->sum) ? mpz_get_ui(path->sum) : UINT64_MAX;
	outcome->of = mpz_get_ui(of_all);
	mpz_clears(of_all, common, NULL);
}

static void note(struct path *path, const struct budget_run *run, struct budget_outcome *outcome)
{
	uint32_t count;
	const uint32_t *winners = budget_run_winners(run, &count);
	*outcome = (struct budget_outcome){
		.count = count, .cost = budget_run_cost(run), .of = 1, .runs = path->runs};
	outcome->winners = budget_room(path->of->count, sizeof *outcome->winners);
	if (count > 0)
		memcpy(outcome->winners, winners, count * sizeof *winners);
	if (path->of->persons_all > 0)
		note_endowment(path, outcome);
}

/* ---- completing ---- */

static void swap_runs(struct path *path)
{
	struct budget_run *run = path->run;
	path->run = path->next;
	path->next = run;
}

/* Goes on to a larger endowment that still keeps within the budget; false if the next raise leads
 * beyond it. Steps grow while the runs at both ends prove that all between them are the same, and
 * are halved when they do not; a step of one raise needs no proof. */
static bool path_advance(struct path *path, uint64_t *step, uint64_t raises_most)
{
	for (;;) {
		if (*step > raises_most - path->raises)
			*step = raises_most - path->raises;
		path_raise(path, path->raises + *step);
		path->runs++;
		bool same = budget_run_at(path->next, path->at, path->whole, path->run, *step > 1);
		if (!same && *step > 1) {
			*step /= 2;
			continue;
		}
		if (budget_run_cost(path->next) > path->of->budget->money)
			return false;
		path->raises += *step;
		swap_runs(path);
		*step = same ? *step * 2 : 1;
		return true;
	}
}

static void complete(struct path *path, uint32_t wanted,
		     struct budget_outcome outcomes[budget_completions])
{
	const struct budget_case *of = path->of;
	uint64_t raises_most = raises_max(of), step = 1;
	bool until_budget = (wanted & (1u << budget_add1 | 1u << budget_add1_votes)) != 0;
	bool exhausted = !(wanted & 1u << budget_add1_exhaustive);
	budget_endowments_floor(of, path->start, path->whole);
	path_raise(path, 0);
	path->runs++;
	budget_run_at(path->run, path->at, path->whole, NULL, false);
	for (;;) {
		bool done = all_bought(of, path->run) || path->raises >= raises_most;
		if (!exhausted && (done || is_exhaustive(of, path->run))) {
			path_raise(path, path->raises);
			note(path, path->run, &outcomes[budget_add1_exhaustive]);
			exhausted = true;
		}
		if (done || (exhausted && !until_budget))
			break;
		if (!path_advance(path, &step, raises_most))
			break;
	}
	path_raise(path, path->raises);
	if (!exhausted)
		note(path, path->run, &outcomes[budget_add1_exhaustive]);
	if (wanted & 1u << budget_add1)
		note(path, path->run, &outcomes[budget_add1]);
	if (wanted & 1u << budget_add1_votes)
		note(path, path->run, &outcomes[budget_add1_votes]);
}

void budget_equal_shares(struct budget *budget, const struct budget_how *how, uint32_t wanted,
			 struct budget_outcome outcomes[budget_completions])
{
	struct budget_case *of = budget_case_new(budget, how);
	struct path path;
	path_start(&path, of);
	for (uint32_t i = 0; i < budget_completions; i++)
		outcomes[i] = (struct budget_outcome){0};
	if (wanted & 1u << budget_none) {
		budget_endowments(of, path.at, path.whole);
		path.runs = 1;
		budget_run_at(path.run, path.at, path.whole, NULL, false);
		note(&path, path.run, &outcomes[budget_none]);
		path.runs = 0;
	}
	if (wanted & ~(1u << budget_none))
		complete(&path, wanted, outcomes);
	if (wanted & 1u << budget_add1_votes)
		fill(budget, how, &outcomes[budget_add1_votes]);
	path_end(&path);
	budget_case_free(of);
}
