/* bench-seating: how long it takes to put people at tables, and how many pairs meet again. Prints
 * Markdown to paste into README.md. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "server/decide/seating.h"

#define SEEDS      21u
#define ROUNDS_MAX 11u
#define HOSTS_ALL  UINT32_MAX

struct trial {
	const char *title;
	uint32_t people, size, towns, round; /* the round that is measured; the first is 1 */
	bool unequal; /* a town has half of who is left, and each at least one person */
	bool hosts;
	bool alike;
};

static const struct trial trials[] = {
	{"16, 4 equal towns", 16, 4, 4, 2, false, false, false},
	{"16, 4 equal towns", 16, 4, 4, 3, false, false, false},
	{"16, 4 equal towns", 16, 4, 4, 4, false, false, false},
	{"20, 3 unequal towns", 20, 4, 3, 3, true, false, false},
	{"20, 3 unequal towns, hosts", 20, 4, 3, 3, true, true, false},
	{"20, 3 unequal towns", 20, 5, 3, 3, true, false, false},
	{"60, 3 unequal towns", 60, 4, 3, 3, true, false, false},
	{"60, 3 unequal towns, hosts", 60, 4, 3, 3, true, true, false},
	{"60, 3 unequal towns", 60, 5, 3, 3, true, false, false},
	{"60, 3 unequal towns", 60, 5, 3, 11, true, false, false},
	{"60, 3 unequal towns, alike", 60, 5, 3, 3, true, false, true},
	{"2,000, 3 unequal towns", 2000, 4, 3, 3, true, false, false},
	{"2,000, 3 unequal towns, hosts", 2000, 4, 3, 3, true, true, false},
	{"2,000, 3 unequal towns", 2000, 5, 3, 3, true, false, false},
	{"2,000, 3 unequal towns", 2000, 8, 3, 3, true, false, false},
	{"2,000, 44 equal towns", 2000, 4, 44, 3, false, false, false},
	{"2,000, 44 equal towns", 2000, 5, 44, 3, false, false, false},
	{"2,000, 44 equal towns", 2000, 8, 44, 3, false, false, false},
	{"2,000, 44 unequal towns", 2000, 4, 44, 3, true, false, false},
	{"2,000, 44 unequal towns", 2000, 8, 44, 3, true, false, false},
	{"2,000, 44 unequal towns, alike", 2000, 5, 44, 3, true, false, true},
	{"2,000, 3 unequal towns", 2000, 4, 3, 11, true, false, false},
	{"2,000, 3 unequal towns", 2000, 8, 3, 11, true, false, false},
	{"2,000, 44 equal towns", 2000, 8, 44, 11, false, false, false},
	{"2,000, 44 unequal towns", 2000, 8, 44, 11, true, false, false},
	{"2,000, 44 unequal towns, hosts", 2000, 8, 44, 11, true, true, false},
	{"2,000, 44 unequal towns, alike", 2000, 8, 44, 11, true, false, true},
	{"2,000, 3 unequal towns", 2000, 100, 3, 3, true, false, false},
};

struct crowd {
	struct seating seating;
	struct seating_person *people;
	uint32_t *rounds[ROUNDS_MAX];
	uint32_t *town_tables;
	uint32_t *table;
};

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void crowd_make(struct crowd *crowd, const struct trial *trial)
{
	uint32_t left = trial->people, town = 0, count = trial->people;
	*crowd = (struct crowd){.people = must_have(calloc(count, sizeof *crowd->people))};
	for (uint32_t i = 0; i < ROUNDS_MAX; i++)
		crowd->rounds[i] = must_have(calloc(count, sizeof(uint32_t)));
	crowd->table = must_have(calloc(count, sizeof(uint32_t)));
	crowd->town_tables = must_have(calloc(trial->towns, sizeof(uint32_t)));
	while (left > 0) {
		uint32_t after = trial->towns - town - 1;
		uint32_t size = trial->unequal ? (left + 1) / 2 : (left + after) / (after + 1);
		if (after == 0)
			size = left;
		else if (left - size < after)
			size = left - after;
		for (uint32_t i = 0; i < size; i++)
			crowd->people[--left].town = town;
		town++;
	}
	crowd->seating = (struct seating){
		.people = crowd->people,
		.person_count = count,
		.rounds = (const uint32_t *const *)crowd->rounds,
	};
	crowd->seating.table_count = trial->alike
					     ? seating_town_tables(&crowd->seating, trial->size,
								   trial->towns, crowd->town_tables)
					     : seating_table_count(count, trial->size);
	for (uint32_t i = 0; trial->hosts && i < crowd->seating.table_count; i++)
		crowd->people[(size_t)i * count / crowd->seating.table_count].host = i + 1;
}

static void crowd_free(struct crowd *crowd)
{
	free(crowd->town_tables);
	free(crowd->table);
	for (uint32_t i = 0; i < ROUNDS_MAX; i++)
		free(crowd->rounds[i]);
	free(crowd->people);
}

static void seat(const struct trial *trial, struct crowd *crowd)
{
	bool can = trial->alike ? seating_alike(&crowd->seating, trial->towns, crowd->town_tables,
						crowd->table)
				: seating_mixed(&crowd->seating, crowd->table);
	if (!can)
		abort();
}

/* All rounds of one seed: returns the ms of the last, and the repeats in it. */
static double play(const struct trial *trial, struct crowd *crowd, uint64_t seed, uint64_t *repeats)
{
	uint64_t from = 0;
	for (uint32_t i = 0; i < trial->round; i++) {
		crowd->seating.round_count = i;
		crowd->seating.seed = seed * 1000 + i;
		from = clock_ns();
		seat(trial, crowd);
		if (i + 1 == trial->round)
			break;
		for (uint32_t j = 0; j < trial->people; j++)
			crowd->rounds[i][j] = crowd->table[j] + 1;
	}
	double ms = (double)(clock_ns() - from) / 1e6;
	*repeats = seating_repeats(&crowd->seating, crowd->table);
	return ms;
}

/* The repeats of a last round that knows nothing of those before it. */
static uint64_t by_chance(const struct trial *trial, struct crowd *crowd, uint64_t seed)
{
	crowd->seating.round_count = 0;
	crowd->seating.seed = seed * 1000 + 999;
	seat(trial, crowd);
	crowd->seating.round_count = trial->round - 1;
	return seating_repeats(&crowd->seating, crowd->table);
}

static int number_order(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

static void measure(const struct trial *trial)
{
	struct crowd crowd;
	double ms[SEEDS], repeats[SEEDS], chance = 0;
	crowd_make(&crowd, trial);
	for (uint32_t i = 0; i < SEEDS; i++) {
		uint64_t met = 0;
		ms[i] = play(trial, &crowd, i + 1, &met);
		repeats[i] = (double)met;
		chance += (double)by_chance(trial, &crowd, i + 1) / SEEDS;
	}
	qsort(ms, SEEDS, sizeof *ms, number_order);
	qsort(repeats, SEEDS, sizeof *repeats, number_order);
	printf("| %s | %" PRIu32 " | %" PRIu32 " | %.2f / %.2f | %.0f / %.0f / %.0f | %.0f |\n",
	       trial->title, trial->size, trial->round, ms[SEEDS / 2], ms[SEEDS - 1], repeats[0],
	       repeats[SEEDS / 2], repeats[SEEDS - 1], chance);
	fflush(stdout);
	crowd_free(&crowd);
}

int main(void)
{
	printf("| people | table of | round | ms p50 / max | repeats least / p50 / most | by "
	       "chance "
	       "|\n|---|---|---|---|---|---|\n");
	for (uint32_t i = 0; i < sizeof trials / sizeof *trials; i++)
		measure(&trials[i]);
	return 0;
}
