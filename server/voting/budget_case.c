/* The papers of a budget, put together, and how one way of spending it looks at them. */
#include "server/voting/budget_case.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(unsigned long) == 8, "GMP's small numbers must hold sums of papers");

void *budget_room(size_t count, size_t size)
{
	void *room = calloc(count ? count : 1, size);
	if (!room)
		abort();
	return room;
}

/* ---- projects and papers ---- */

struct budget *budget_new(uint64_t money, uint64_t unit, bool scored,
			  const struct budget_project *projects, uint32_t count)
{
	struct budget *budget = budget_room(1, sizeof *budget);
	*budget = (struct budget){.money = money, .unit = unit, .scored = scored, .count = count};
	budget->names = budget_room(count, sizeof *budget->names);
	budget->costs = budget_room(count, sizeof *budget->costs);
	budget->strengths = budget_room(count, sizeof *budget->strengths);
	for (uint32_t i = 0; i < count; i++) {
		budget->names[i] = strdup(projects[i].name);
		if (!budget->names[i])
			abort();
		budget->costs[i] = projects[i].cost;
	}
	return budget;
}

void budget_free(struct budget *budget)
{
	if (!budget)
		return;
	for (uint32_t i = 0; i < budget->count; i++)
		free(budget->names[i]);
	free(budget->names);
	free(budget->costs);
	free(budget->strengths);
	free(budget->groups);
	free(budget->choices);
	free(budget);
}

static int compare_choices(const void *left, const void *right)
{
	const struct budget_choice *a = left, *b = right;
	return (a->project > b->project) - (a->project < b->project);
}

void budget_add_paper(struct budget *budget, uint32_t town, const struct budget_choice *choices,
		      uint32_t count)
{
	if (budget->group_count == budget->group_room) {
		budget->group_room = budget->group_room ? budget->group_room * 2 : 256;
		budget->groups =
			realloc(budget->groups, budget->group_room * sizeof *budget->groups);
	}
	while (budget->choice_room - budget->choice_count < count) {
		budget->choice_room = budget->choice_room ? budget->choice_room * 2 : 2048;
		budget->choices =
			realloc(budget->choices, budget->choice_room * sizeof *budget->choices);
	}
	if (!budget->groups || (count > 0 && !budget->choices))
		abort();
	budget->groups[budget->group_count++] =
		(struct budget_group){town, 1, budget->choice_count, count};
	if (count == 0)
		return;
	struct budget_choice *own = budget->choices + budget->choice_count;
	memcpy(own, choices, count * sizeof *own);
	qsort(own, count, sizeof *own, compare_choices);
	budget->choice_count += count;
	for (uint32_t i = 0; i < count; i++)
		budget->strengths[own[i].project] += budget->scored ? own[i].points : 1;
}

static int compare_groups(const void *left, const void *right, void *context)
{
	const struct budget_group *a = left, *b = right;
	const struct budget_choice *choices = context;
	if (a->town != b->town)
		return a->town < b->town ? -1 : 1;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (uint32_t i = 0; i < a->count; i++) {
		struct budget_choice x = choices[a->first + i], y = choices[b->first + i];
		if (x.project != y.project)
			return x.project < y.project ? -1 : 1;
		if (x.points != y.points)
			return x.points < y.points ? -1 : 1;
	}
	return 0;
}

void budget_group_papers(struct budget *budget)
{
	if (budget->grouped == budget->group_count || budget->group_count == 0)
		return;
	qsort_r(budget->groups, budget->group_count, sizeof *budget->groups, compare_groups,
		budget->choices);
	uint32_t kept = 0;
	for (uint32_t i = 1; i < budget->group_count; i++) {
		struct budget_group *last = &budget->groups[kept], *next = &budget->groups[i];
		if (compare_groups(last, next, budget->choices) == 0)
			last->persons += next->persons;
		else
			budget->groups[++kept] = *next;
	}
	budget->group_count = budget->grouped = kept + 1;
}

/* ---- ties ---- */

/* The finish of SplitMix64 (Steele, Lea, Flood 2014): every bit depends on every bit. */
static uint64_t mix(uint64_t number)
{
	number += UINT64_C(0x9E3779B97F4A7C15);
	number = (number ^ number >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	number = (number ^ number >> 27) * UINT64_C(0x94D049BB133111EB);
	return number ^ number >> 31;
}

static uint64_t mix_text(const char *text)
{
	uint64_t hash = 0;
	for (; *text; text++)
		hash = mix(hash ^ (unsigned char)*text);
	return hash;
}

struct tie {
	uint32_t project;
	bool by_name;
	uint64_t cost, strength, lot;
	const char *name;
};

static int compare_ties(const void *left, const void *right)
{
	const struct tie *a = left, *b = right;
	if (!a->by_name) {
		if (a->cost != b->cost)
			return a->cost < b->cost ? -1 : 1;
		if (a->strength != b->strength)
			return a->strength > b->strength ? -1 : 1;
		if (a->lot != b->lot)
			return a->lot < b->lot ? -1 : 1;
	}
	return strcmp(a->name, b->name);
}

uint32_t *budget_tie_order(const struct budget *budget, enum budget_ties ties)
{
	uint32_t *order = budget_room(budget->count, sizeof *order);
	struct tie *all = budget_room(budget->count, sizeof *all);
	uint64_t seed = 0; /* a sum: the order of projects does not matter */
	for (uint32_t i = 0; i < budget->count; i++)
		seed += mix(mix_text(budget->names[i]) + mix(budget->strengths[i]));
	for (uint32_t i = 0; i < budget->count; i++)
		all[i] = (struct tie){
			.project = i,
			.by_name = ties == budget_ties_name,
			.cost = budget->costs[i],
			.strength = budget->strengths[i],
			.lot = mix(mix_text(budget->names[i]) ^ seed),
			.name = budget->names[i],
		};
	qsort(all, budget->count, sizeof *all, compare_ties);
	for (uint32_t i = 0; i < budget->count; i++)
		order[all[i].project] = i;
	free(all);
	return order;
}

/* ---- one way of spending ---- */

#define NO_PURSE UINT32_MAX

/* The purse of a town; made at its first paper. */
static uint32_t purse_of_town(struct budget_case *of, const struct budget_how *how, uint32_t town)
{
	if (how->weight_count == 0) {
		of->purse_count = 1;
		of->purses[0].weight = 1;
		return 0;
	}
	for (uint32_t i = 0; i < of->purse_count; i++)
		if (of->purses[i].town == town)
			return i;
	for (uint32_t i = 0; i < how->weight_count; i++) {
		if (how->weights[i].town != town || how->weights[i].weight == 0)
			continue;
		of->purses[of->purse_count] =
			(struct budget_purse){.town = town, .weight = how->weights[i].weight};
		return of->purse_count++;
	}
	return NO_PURSE;
}

/* 0: the choice is no support. */
static uint32_t utility_of(const struct budget_how *how, struct budget_choice choice)
{
	return how->utility == budget_utility_points ? choice.points : 1;
}

static void take_groups(struct budget_case *of, const struct budget_how *how)
{
	const struct budget *budget = of->budget;
	size_t used = 0;
	for (uint32_t i = 0; i < budget->group_count; i++) {
		const struct budget_group *group = &budget->groups[i];
		uint32_t purse = purse_of_town(of, how, group->town);
		if (purse == NO_PURSE)
			continue;
		of->purses[purse].persons += group->persons;
		size_t before = used;
		for (uint32_t j = 0; j < group->count; j++) {
			struct budget_choice choice = budget->choices[group->first + j];
			uint32_t utility = utility_of(how, choice);
			if (utility == 0)
				continue;
			of->shares[used++] = (struct budget_share){choice.project, utility};
			of->support[choice.project] += (uint64_t)utility * group->persons;
			if (of->largest[choice.project] < utility)
				of->largest[choice.project] = utility;
			of->project_first[choice.project + 1]++;
		}
		if (used == before)
			continue;
		of->persons[of->group_count] = group->persons;
		of->purse_of[of->group_count++] = purse;
		of->group_first[of->group_count] = used;
	}
}

/* From lists by group to lists by project. */
static void turn_round(struct budget_case *of)
{
	size_t *next = budget_room(of->count, sizeof *next);
	for (uint32_t i = 0; i < of->count; i++) {
		of->project_first[i + 1] += of->project_first[i];
		next[i] = of->project_first[i];
	}
	for (uint32_t i = 0; i < of->group_count; i++)
		for (size_t j = of->group_first[i]; j < of->group_first[i + 1]; j++) {
			struct budget_share share = of->shares[j];
			of->supporters[next[share.project]++] =
				(struct budget_supporter){i, share.utility, of->persons[i]};
		}
	free(next);
}

struct budget_case *budget_case_new(struct budget *budget, const struct budget_how *how)
{
	struct budget_case *of = budget_room(1, sizeof *of);
	budget_group_papers(budget);
	*of = (struct budget_case){.budget = budget, .count = budget->count};
	of->order = budget_tie_order(budget, how->ties);
	of->divisors = budget_room(of->count, sizeof *of->divisors);
	of->support = budget_room(of->count, sizeof *of->support);
	of->largest = budget_room(of->count, sizeof *of->largest);
	of->persons = budget_room(budget->group_count, sizeof *of->persons);
	of->purse_of = budget_room(budget->group_count, sizeof *of->purse_of);
	of->group_first = budget_room((size_t)budget->group_count + 1, sizeof *of->group_first);
	of->shares = budget_room(budget->choice_count, sizeof *of->shares);
	of->project_first = budget_room((size_t)of->count + 1, sizeof *of->project_first);
	of->supporters = budget_room(budget->choice_count, sizeof *of->supporters);
	of->purses = budget_room((size_t)how->weight_count + 1, sizeof *of->purses);
	for (uint32_t i = 0; i < of->count; i++) {
		bool by_cost = how->utility == budget_utility_cost && budget->costs[i] > 0;
		of->divisors[i] = by_cost ? budget->costs[i] : 1;
	}
	take_groups(of, how);
	turn_round(of);
	for (uint32_t i = 0; i < of->purse_count; i++) {
		of->persons_all += of->purses[i].persons;
		of->weight_all += of->purses[i].weight;
	}
	return of;
}

void budget_case_free(struct budget_case *of)
{
	if (!of)
		return;
	free(of->order);
	free(of->divisors);
	free(of->support);
	free(of->largest);
	free(of->persons);
	free(of->purse_of);
	free(of->group_first);
	free(of->shares);
	free(of->project_first);
	free(of->supporters);
	free(of->purses);
	free(of);
}

/* ---- endowments: budget · weight / (all weights · persons) ---- */

void budget_endowments(const struct budget_case *of, mpz_t *parts, mpz_t whole)
{
	mpz_set_ui(whole, 1);
	for (uint32_t i = 0; i < of->purse_count; i++)
		mpz_lcm_ui(whole, whole, of->purses[i].persons);
	for (uint32_t i = 0; i < of->purse_count; i++) {
		mpz_divexact_ui(parts[i], whole, of->purses[i].persons);
		mpz_mul_ui(parts[i], parts[i], of->purses[i].weight);
		mpz_mul_ui(parts[i], parts[i], of->budget->money);
	}
	if (of->purse_count > 0)
		mpz_mul_ui(whole, whole, of->weight_all);
}

void budget_endowments_floor(const struct budget_case *of, mpz_t *parts, mpz_t whole)
{
	budget_endowments(of, parts, whole);
	mpz_mul_ui(whole, whole, of->budget->unit);
	for (uint32_t i = 0; i < of->purse_count; i++) {
		mpz_fdiv_q(parts[i], parts[i], whole);
		mpz_mul_ui(parts[i], parts[i], of->budget->unit);
	}
	mpz_set_ui(whole, 1);
}
