/* One run of Equal Shares; budget_run.h says how it is exact. */
#include "server/voting/budget_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHIFT_MAX 61
#define NOT_YET   UINT32_MAX
#define NOTHING   (-1) /* nobody's money is below 0 */

/* Conversions to double and one division each lose less than 2^-52 of a number. */
#define BELOW (1 - 0x1p-50)
#define ABOVE (1 + 0x1p-50)

__extension__ typedef __int128 wide;

/* A supporter who has something left. */
struct payer {
	uint32_t group, utility, persons;
	int64_t money;
};

/* A project that is computed exactly: its price is top / (bottom · denominator). */
struct candidate {
	uint32_t project;
	mpz_t top, fall; /* fall: by how much the top sinks if everybody gets one more */
	uint64_t bottom;
	uint64_t rich;  /* utility of those not found too poor: the next bottom */
	int64_t price;  /* rounded down */
	uint32_t *poor; /* groups that cannot pay it in full */
	uint32_t poor_count;
};

struct budget_run {
	const struct budget_case *of;
	int shift;
	mpz_t denominator;
	mpz_t *endowments;  /* by purse, over the denominator */
	mpz_t *prices;      /* by step, over the denominator */
	mpz_t *falls;       /* by step, over the denominator: of the price, for one more each */
	uint32_t *poors;    /* by step: how many groups could not pay in full */
	mpz_t first, whole; /* the first purse's endowment at the start, and its denominator */
	uint32_t *order;    /* by step: the project */
	double *paid;       /* by step: its price per utility, not rounded down */
	uint32_t steps;
	uint64_t cost;
	int64_t rounding; /* U */

	int64_t *money; /* by group; NOTHING where nothing is left, exactly */
	uint32_t *step_of;
	int64_t *costs;          /* by project, in units, rounded down */
	int64_t *bound;          /* by project: of its price */
	double *least;           /* by project: of its price per utility */
	uint32_t *fresh, *exact; /* by project: the step, from 1, at which it was looked at */
	uint32_t *active;
	uint32_t active_count;

	struct payer *payers;
	uint64_t *purse_counts, *step_counts;
	struct candidate best, other;
	mpz_t left, right, scaled;
};

static mpz_t *numbers_new(uint32_t count)
{
	mpz_t *numbers = budget_room(count, sizeof *numbers);
	for (uint32_t i = 0; i < count; i++)
		mpz_init(numbers[i]);
	return numbers;
}

static void numbers_free(mpz_t *numbers, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		mpz_clear(numbers[i]);
	free(numbers);
}

struct budget_run *budget_run_new(const struct budget_case *of)
{
	struct budget_run *run = budget_room(1, sizeof *run);
	uint32_t projects = of->count, groups = of->group_count;
	*run = (struct budget_run){.of = of};
	mpz_inits(run->denominator, run->best.top, run->best.fall, run->other.top, run->other.fall,
		  run->first, run->whole, run->left, run->right, run->scaled, NULL);
	run->endowments = numbers_new(of->purse_count);
	run->prices = numbers_new(projects);
	run->falls = numbers_new(projects);
	run->poors = budget_room(projects, sizeof *run->poors);
	run->order = budget_room(projects, sizeof *run->order);
	run->paid = budget_room(projects, sizeof *run->paid);
	run->money = budget_room(groups, sizeof *run->money);
	run->step_of = budget_room(projects, sizeof *run->step_of);
	run->costs = budget_room(projects, sizeof *run->costs);
	run->bound = budget_room(projects, sizeof *run->bound);
	run->least = budget_room(projects, sizeof *run->least);
	run->fresh = budget_room(projects, sizeof *run->fresh);
	run->exact = budget_room(projects, sizeof *run->exact);
	run->active = budget_room(projects, sizeof *run->active);
	run->payers = budget_room((size_t)groups + 1, sizeof *run->payers);
	run->purse_counts = budget_room(of->purse_count, sizeof *run->purse_counts);
	run->step_counts = budget_room(projects, sizeof *run->step_counts);
	run->best.poor = budget_room(groups, sizeof *run->best.poor);
	run->other.poor = budget_room(groups, sizeof *run->other.poor);
	return run;
}

void budget_run_free(struct budget_run *run)
{
	if (!run)
		return;
	mpz_clears(run->denominator, run->best.top, run->best.fall, run->other.top, run->other.fall,
		   run->first, run->whole, run->left, run->right, run->scaled, NULL);
	numbers_free(run->endowments, run->of->purse_count);
	numbers_free(run->prices, run->of->count);
	numbers_free(run->falls, run->of->count);
	free(run->poors);
	free(run->order);
	free(run->paid);
	free(run->money);
	free(run->step_of);
	free(run->costs);
	free(run->bound);
	free(run->least);
	free(run->fresh);
	free(run->exact);
	free(run->active);
	free(run->payers);
	free(run->purse_counts);
	free(run->step_counts);
	free(run->best.poor);
	free(run->other.poor);
	free(run);
}

const uint32_t *budget_run_winners(const struct budget_run *run, uint32_t *count)
{
	*count = run->steps;
	return run->order;
}

uint64_t budget_run_cost(const struct budget_run *run)
{
	return run->cost;
}

bool budget_run_bought(const struct budget_run *run, uint32_t project)
{
	return run->step_of[project] != NOT_YET;
}

/* ---- the beginning ---- */

/* floor(top / bottom · 2^shift) */
static int64_t in_units(struct budget_run *run, const mpz_t top, const mpz_t bottom)
{
	if (run->shift >= 0) {
		mpz_mul_2exp(run->scaled, top, (mp_bitcnt_t)run->shift);
		mpz_fdiv_q(run->scaled, run->scaled, bottom);
	} else {
		mpz_fdiv_q(run->scaled, top, bottom);
		mpz_fdiv_q_2exp(run->scaled, run->scaled, (mp_bitcnt_t)-run->shift);
	}
	return mpz_get_si(run->scaled);
}

/* So that all money together stays below 2^61 units. */
static int choose_shift(struct budget_run *run)
{
	const struct budget_case *of = run->of;
	mpz_set_ui(run->left, 0);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_addmul_ui(run->left, run->endowments[i], of->purses[i].persons);
	long bits =
		(long)mpz_sizeinbase(run->left, 2) - (long)mpz_sizeinbase(run->denominator, 2) + 1;
	return bits > 0 ? (int)(SHIFT_MAX - bits) : SHIFT_MAX;
}

/* Its cost in units; false if all money together cannot pay it. */
static bool cost_in_units(struct budget_run *run, uint64_t cost, int64_t *units)
{
	wide all = run->shift >= 0 ? (wide)cost << run->shift : (wide)cost >> -run->shift;
	*units = (int64_t)all;
	return all < (wide)1 << (SHIFT_MAX + 1);
}

static void start(struct budget_run *run, mpz_t *endowments, const mpz_t whole)
{
	const struct budget_case *of = run->of;
	mpz_set(run->denominator, whole);
	mpz_set(run->whole, whole);
	if (of->purse_count > 0)
		mpz_set(run->first, endowments[0]);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_set(run->endowments[i], endowments[i]);
	run->shift = choose_shift(run);
	run->steps = run->active_count = 0;
	run->cost = 0;
	run->rounding = 0;
	int64_t *units = budget_room(of->purse_count, sizeof *units);
	for (uint32_t i = 0; i < of->purse_count; i++)
		units[i] = in_units(run, run->endowments[i], whole);
	for (uint32_t i = 0; i < of->group_count; i++)
		run->money[i] = units[of->purse_of[i]];
	free(units);
	for (uint32_t i = 0; i < of->count; i++) {
		run->step_of[i] = NOT_YET;
		run->fresh[i] = run->exact[i] = 0;
		if (of->support[i] == 0 ||
		    !cost_in_units(run, of->budget->costs[i], &run->costs[i]))
			continue;
		/* What it would cost if everybody could pay in full. */
		run->bound[i] = (int64_t)((uint64_t)run->costs[i] / of->support[i]);
		run->least[i] = (double)run->bound[i] * BELOW / (double)of->divisors[i];
		run->active[run->active_count++] = i;
	}
}

static void drop(struct budget_run *run, uint32_t project)
{
	uint32_t at = 0;
	while (run->active[at] != project)
		at++;
	run->active[at] = run->active[--run->active_count];
}

/* ---- a bound in 64 bits ---- */

/* What a voter pays at this price, or a number above all money. */
static int64_t payment(uint32_t utility, int64_t price)
{
	if (utility == 1)
		return price;
	wide product = (wide)utility * price;
	return product > INT64_MAX ? INT64_MAX : (int64_t)product;
}

static uint32_t find_payers(struct budget_run *run, uint32_t project)
{
	const struct budget_case *of = run->of;
	const struct budget_supporter *from = of->supporters + of->project_first[project];
	const struct budget_supporter *end = of->supporters + of->project_first[project + 1];
	struct payer *payer = run->payers;
	for (; from < end; from++) {
		payer->group = from->group;
		payer->utility = from->utility;
		payer->persons = from->persons;
		payer->money = run->money[from->group];
		payer += payer->money != NOTHING;
	}
	return (uint32_t)(payer - run->payers);
}

/* Raises the bound of a project's price to what everybody's largest possible money says. False if
 * it is certainly not affordable. */
static bool refresh(struct budget_run *run, uint32_t project)
{
	uint32_t count = find_payers(run, project);
	struct payer *payers = run->payers;
	int64_t all = 0, poor = 0, cost = run->costs[project], price = run->bound[project];
	uint64_t rich = 0;
	for (uint32_t i = 0; i < count; i++) {
		all += (payers[i].money + 1) * (int64_t)payers[i].persons;
		rich += (uint64_t)payers[i].utility * payers[i].persons;
	}
	if (all < cost)
		return false;
	for (bool changed = true; changed;) {
		uint32_t kept = 0;
		for (uint32_t i = 0; i < count; i++) {
			struct payer payer = payers[i];
			if (payer.money + 1 < payment(payer.utility, price)) {
				poor += (payer.money + 1) * (int64_t)payer.persons;
				rich -= (uint64_t)payer.utility * payer.persons;
			} else {
				payers[kept++] = payer;
			}
		}
		changed = false;
		count = kept;
		if (rich > 0 && cost > poor && (int64_t)((uint64_t)(cost - poor) / rich) > price) {
			price = (int64_t)((uint64_t)(cost - poor) / rich);
			changed = true;
		}
	}
	run->bound[project] = price;
	run->least[project] = (double)price * BELOW / (double)run->of->divisors[project];
	run->fresh[project] = run->steps + 1;
	return true;
}

/* ---- exactly ---- */

/* Notes that a group brings all it has left: an endowment less the prices it has paid. */
static void count_poor(struct budget_run *run, struct candidate *candidate, struct payer payer)
{
	const struct budget_case *of = run->of;
	run->purse_counts[of->purse_of[payer.group]] += payer.persons;
	for (size_t i = of->group_first[payer.group]; i < of->group_first[payer.group + 1]; i++) {
		struct budget_share share = of->shares[i];
		if (run->step_of[share.project] != NOT_YET)
			run->step_counts[run->step_of[share.project]] +=
				(uint64_t)share.utility * payer.persons;
	}
	candidate->poor[candidate->poor_count++] = payer.group;
	candidate->rich -= (uint64_t)payer.utility * payer.persons;
}

static void find_price(struct budget_run *run, struct candidate *candidate)
{
	mpz_mul_ui(candidate->top, run->denominator, run->of->budget->costs[candidate->project]);
	for (uint32_t i = 0; i < run->of->purse_count; i++)
		if (run->purse_counts[i])
			mpz_submul_ui(candidate->top, run->endowments[i], run->purse_counts[i]);
	for (uint32_t i = 0; i < run->steps; i++)
		if (run->step_counts[i])
			mpz_addmul_ui(candidate->top, run->prices[i], run->step_counts[i]);
	candidate->bottom = candidate->rich;
	mpz_mul_ui(run->right, run->denominator, candidate->bottom);
	candidate->price = in_units(run, candidate->top, run->right);
}

/* With one more for everybody, those who bring all they have bring one more, and what earlier
 * prices fall by. */
static void find_fall(struct budget_run *run, struct candidate *candidate)
{
	uint64_t persons = 0;
	for (uint32_t i = 0; i < run->of->purse_count; i++)
		persons += run->purse_counts[i];
	mpz_mul_ui(candidate->fall, run->denominator, persons);
	for (uint32_t i = 0; i < run->steps; i++)
		if (run->step_counts[i])
			mpz_addmul_ui(candidate->fall, run->falls[i], run->step_counts[i]);
}

/* Whether a voter has less left than the price asks, exactly. */
static bool is_poor_exactly(struct budget_run *run, const struct candidate *candidate,
			    struct payer payer)
{
	const struct budget_case *of = run->of;
	mpz_set(run->left, run->endowments[of->purse_of[payer.group]]);
	for (size_t i = of->group_first[payer.group]; i < of->group_first[payer.group + 1]; i++) {
		struct budget_share share = of->shares[i];
		if (run->step_of[share.project] != NOT_YET)
			mpz_submul_ui(run->left, run->prices[run->step_of[share.project]],
				      share.utility);
	}
	mpz_mul_ui(run->left, run->left, candidate->bottom);
	mpz_mul_ui(run->right, candidate->top, payer.utility);
	return mpz_cmp(run->left, run->right) < 0;
}

static bool is_poor(struct budget_run *run, const struct candidate *candidate, struct payer payer)
{
	if (payer.money < payment(payer.utility, candidate->price))
		return true; /* left < money + 1 <= utility · price rounded down */
	if (payer.money - run->rounding >= payment(payer.utility, candidate->price + 1))
		return false;
	return is_poor_exactly(run, candidate, payer);
}

/* Computes a project's price. Begins with those who cannot pay even the bound, finds the price for
 * the others, and so on until nobody else is too poor for it. False: not affordable. */
static bool compute(struct budget_run *run, uint32_t project, struct candidate *candidate)
{
	uint32_t count = find_payers(run, project);
	candidate->project = project;
	candidate->poor_count = 0;
	candidate->price = run->bound[project];
	candidate->rich = 0;
	memset(run->purse_counts, 0, run->of->purse_count * sizeof *run->purse_counts);
	memset(run->step_counts, 0, run->steps * sizeof *run->step_counts);
	for (uint32_t i = 0; i < count; i++)
		candidate->rich += (uint64_t)run->payers[i].utility * run->payers[i].persons;
	for (bool computed = false, changed = true; changed;) {
		uint32_t kept = 0, before = count;
		for (uint32_t i = 0; i < count; i++) {
			struct payer payer = run->payers[i];
			bool poor =
				computed ? is_poor(run, candidate, payer)
					 : payer.money < payment(payer.utility, candidate->price);
			if (poor)
				count_poor(run, candidate, payer);
			else
				run->payers[kept++] = payer;
		}
		count = kept;
		if (count == 0)
			return false;
		changed = !computed || count < before;
		if (changed)
			find_price(run, candidate);
		computed = true;
	}
	find_fall(run, candidate);
	run->exact[project] = run->steps + 1;
	return true;
}

/* The price per utility in units, not rounded down. */
static double most(const struct budget_run *run, const struct candidate *candidate)
{
	return ((double)candidate->price + 1) * ABOVE /
	       (double)run->of->divisors[candidate->project];
}

static bool comes_first(struct budget_run *run, const struct candidate *a,
			const struct candidate *b)
{
	const struct budget_case *of = run->of;
	mpz_mul_ui(run->left, a->top, b->bottom);
	mpz_mul_ui(run->left, run->left, of->divisors[b->project]);
	mpz_mul_ui(run->right, b->top, a->bottom);
	mpz_mul_ui(run->right, run->right, of->divisors[a->project]);
	int order = mpz_cmp(run->left, run->right);
	return order < 0 || (order == 0 && of->order[a->project] < of->order[b->project]);
}

/* ---- purchases ---- */

static uint32_t find_least(const struct budget_run *run)
{
	uint32_t found = NOT_YET;
	for (uint32_t i = 0; i < run->active_count; i++) {
		uint32_t project = run->active[i];
		if (run->exact[project] != run->steps + 1)
			if (found == NOT_YET || run->least[project] < run->least[found])
				found = project;
	}
	return found;
}

static void swap_candidates(struct budget_run *run)
{
	struct candidate best = run->best;
	run->best = run->other;
	run->other = best;
}

/* Finds what is bought next, in `best`; false if nothing is affordable. */
static bool choose(struct budget_run *run)
{
	bool found = false;
	for (;;) {
		uint32_t project = find_least(run);
		if (project == NOT_YET || (found && run->least[project] > most(run, &run->best)))
			return found;
		if (run->fresh[project] != run->steps + 1) {
			if (!refresh(run, project))
				drop(run, project);
			continue;
		}
		if (!compute(run, project, &run->other)) {
			drop(run, project);
			continue;
		}
		if (!found || comes_first(run, &run->other, &run->best))
			swap_candidates(run);
		found = true;
	}
}

static void buy(struct budget_run *run)
{
	const struct budget_case *of = run->of;
	struct candidate *best = &run->best;
	uint32_t project = best->project;
	run->paid[run->steps] = ldexp(most(run, best), -run->shift);
	/* One denominator for all: that of the price divides it from now on. */
	uint64_t common = mpz_gcd_ui(NULL, best->top, best->bottom);
	common = mpz_gcd_ui(NULL, best->fall, common);
	uint64_t factor = best->bottom / common;
	mpz_divexact_ui(run->prices[run->steps], best->top, common);
	mpz_divexact_ui(run->falls[run->steps], best->fall, common);
	run->poors[run->steps] = best->poor_count;
	if (factor > 1) {
		mpz_mul_ui(run->denominator, run->denominator, factor);
		for (uint32_t i = 0; i < of->purse_count; i++)
			mpz_mul_ui(run->endowments[i], run->endowments[i], factor);
		for (uint32_t i = 0; i < run->steps; i++) {
			mpz_mul_ui(run->prices[i], run->prices[i], factor);
			mpz_mul_ui(run->falls[i], run->falls[i], factor);
		}
	}
	for (uint32_t i = 0; i < best->poor_count; i++)
		run->money[best->poor[i]] = NOTHING;
	for (size_t i = of->project_first[project]; i < of->project_first[project + 1]; i++) {
		struct budget_supporter from = of->supporters[i];
		if (run->money[from.group] != NOTHING)
			run->money[from.group] -= payment(from.utility, best->price);
	}
	run->rounding += of->largest[project];
	run->cost += of->budget->costs[project];
	run->order[run->steps] = project;
	run->step_of[project] = run->steps++;
	drop(run, project);
}

/* ---- two runs and those between ---- */

/* Whether the same voters could not pay in full in both runs so far: then what everybody has left
 * is a straight line between the two. */
static bool is_straight(const struct budget_run *run, const struct budget_run *before)
{
	for (uint32_t i = 0; i < run->steps; i++)
		if (run->poors[i] != before->poors[i])
			return false;
	return true;
}

/* Whether this project stays behind the one that both runs buy now, in all runs between them: its
 * bound for the earlier run is above what that one paid; or equal, and it loses the tie. */
static bool stays_behind(struct budget_run *run, const struct budget_run *before, uint32_t project,
			 bool straight)
{
	const struct budget_case *of = run->of;
	struct candidate *other = &run->other;
	uint32_t chosen = run->best.project;
	if (ldexp(run->least[project], -run->shift) > before->paid[run->steps])
		return true;
	if (!compute(run, project, other))
		return true;
	mpz_mul(run->left, other->top, run->whole);
	if (straight) {
		mpz_sub(run->scaled, run->first, before->first);
		mpz_addmul(run->left, other->fall, run->scaled);
	}
	mpz_mul(run->left, run->left, before->denominator);
	mpz_mul_ui(run->left, run->left, of->divisors[chosen]);
	mpz_mul(run->right, before->prices[run->steps], run->denominator);
	mpz_mul(run->right, run->right, run->whole);
	mpz_mul_ui(run->right, run->right, other->bottom);
	mpz_mul_ui(run->right, run->right, of->divisors[project]);
	int order = mpz_cmp(run->left, run->right);
	return order > 0 || (order == 0 && of->order[chosen] < of->order[project]);
}

static bool is_same_between(struct budget_run *run, const struct budget_run *before)
{
	uint32_t chosen = run->best.project;
	if (run->steps >= before->steps || before->order[run->steps] != chosen)
		return false;
	bool straight = is_straight(run, before);
	for (uint32_t i = 0; i < run->active_count;) {
		uint32_t project = run->active[i];
		if (project == chosen ||
		    ldexp(run->least[project], -run->shift) > before->paid[run->steps]) {
			i++;
		} else if (run->fresh[project] != run->steps + 1 && !refresh(run, project)) {
			drop(run, project); /* another one stands here now */
		} else if (stays_behind(run, before, project, straight)) {
			i++;
		} else {
			return false;
		}
	}
	return true;
}

bool budget_run_at(struct budget_run *run, mpz_t *endowments, const mpz_t whole,
		   const struct budget_run *before, bool or_stop)
{
	bool same = before != NULL;
	start(run, endowments, whole);
	while (choose(run)) {
		same = same && is_same_between(run, before);
		if (or_stop && !same)
			return false;
		buy(run);
	}
	return same && run->steps == before->steps;
}
