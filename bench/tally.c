/* bench-tally: what it takes to count one more paper, for each method, and to conclude. Prints
 * Markdown to paste into README.md. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/clock.h"
#include "server/voting/voting.h"

#define VOTERS      10000u
#define PASSES      21u
#define OPTIONS_MAX 5000u

struct trial {
	const char *title;
	enum ballot_method method;
	uint32_t options, choices, towns;
};

static const struct trial trials[] = {
	{"opinion", ballot_method_opinion, 5000, 1, 24},
	{"approval", ballot_method_approval, 20, 5, 3},
	{"approval", ballot_method_approval, 500, 100, 24},
	{"yesno", ballot_method_yesno, 1, 1, 24},
	{"yesno", ballot_method_yesno, 100, 100, 24},
	{"dots", ballot_method_dots, 100, 10, 24},
	{"resistance", ballot_method_resistance, 20, 20, 3},
	{"resistance", ballot_method_resistance, 100, 100, 24},
	{"choose", ballot_method_choose, 20, 10, 3},
	{"budget", ballot_method_budget, 100, 15, 24},
	{"ranking", ballot_method_ranking, 8, 8, 3},
	{"ranking", ballot_method_ranking, 40, 40, 24},
	{"ranking", ballot_method_ranking, 100, 10, 24},
};

struct pile {
	struct row_ballot ballot;
	uint8_t options[BALLOT_OPTIONS_MAX * PAIR_BYTES];
	uint8_t *choices; /* of all voters, one after the other */
};

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* SplitMix64. */
static uint32_t below(uint64_t *seed, uint32_t bound)
{
	uint64_t mixed = *seed += UINT64_C(0x9E3779B97F4A7C15);
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((mixed ^ mixed >> 31) % bound);
}

/* Neighbours from a random one on: what people choose differs. */
static void fill_paper(const struct trial *trial, uint8_t *out, uint64_t *seed)
{
	uint32_t from = below(seed, trial->options);
	for (uint32_t i = 0; i < trial->choices; i++) {
		uint32_t option = (from + i * 7) % trial->options;
		uint64_t value = trial->method == ballot_method_ranking ? i + 1 : 1;
		pair_write(out + (size_t)i * PAIR_BYTES, (struct pair){1 + option, value});
	}
}

static void pile_make(struct pile *pile, const struct trial *trial)
{
	uint64_t seed = 1;
	size_t paper_bytes = (size_t)trial->choices * PAIR_BYTES;
	*pile = (struct pile){.ballot = {.id = {1},
					 .method = trial->method,
					 .points = 100,
					 .picks = trial->choices,
					 .places = 5,
					 .towns = trial->towns}};
	if (trial->method != ballot_method_opinion)
		for (uint32_t i = 0; i < trial->options; i++)
			pair_write(pile->options + (size_t)i * PAIR_BYTES,
				   (struct pair){i + 1, 100});
	pile->ballot.options = (struct pairs){
		pile->options, trial->method == ballot_method_opinion ? 0 : trial->options};
	pile->choices = must_have(malloc(VOTERS * paper_bytes));
	for (uint32_t i = 0; i < VOTERS; i++)
		fill_paper(trial, pile->choices + i * paper_bytes, &seed);
}

static void count(const struct trial *trial, const struct pile *pile, struct sheet *sheet,
		  uint32_t voter, int by)
{
	uint32_t town = 1 + voter % trial->towns;
	struct pairs choices = {pile->choices + (size_t)voter * trial->choices * PAIR_BYTES,
				trial->choices};
	if (trial->method != ballot_method_opinion) {
		sheet_count_paper(sheet, town, choices, by);
		return;
	}
	sheet_count_vote(sheet, town, pairs_get(choices, 0).id, choice_agree, by);
	sheet_count_voter(sheet, town, by);
}

/* Everybody changes their paper: the old one out, the new one in. */
static double change_ns(const struct trial *trial, const struct pile *pile, struct sheet *sheet)
{
	uint64_t from = clock_ns();
	for (uint32_t i = 0; i < VOTERS; i++) {
		count(trial, pile, sheet, i, -1);
		count(trial, pile, sheet, i, 1);
	}
	return (double)(clock_ns() - from) / (2.0 * VOTERS);
}

static double check_ns(const struct trial *trial, const struct pile *pile)
{
	uint64_t from = clock_ns(), detail = 0;
	size_t paper_bytes = (size_t)trial->choices * PAIR_BYTES;
	if (trial->method == ballot_method_opinion)
		return 0;
	for (uint32_t i = 0; i < VOTERS; i++)
		if (voting_check_paper(
			    &pile->ballot,
			    (struct pairs){pile->choices + i * paper_bytes, trial->choices},
			    &detail) != err_none)
			abort();
	return (double)(clock_ns() - from) / VOTERS;
}

/* Without the papers: what a budget buys has a benchmark of its own. */
static double conclude_ms(const struct trial *trial, const struct pile *pile,
			  const struct sheet *sheet)
{
	static uint8_t list[OPTIONS_MAX * ID_BYTES];
	for (uint32_t i = 0; i < trial->options; i++)
		id_write(list + (size_t)i * ID_BYTES, i + 1);
	uint64_t from = clock_ns();
	voting_result_free(voting_result_new(&pile->ballot, sheet, (struct voting_papers){0},
					     (struct ids){list, trial->options}));
	return (double)(clock_ns() - from) / 1e6;
}

static int number_order(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return (a > b) - (a < b);
}

static void measure(const struct trial *trial)
{
	struct pile pile;
	double ns[PASSES], checks[PASSES], ms[PASSES];
	pile_make(&pile, trial);
	struct sheet *sheet = sheet_new(&pile.ballot);
	for (uint32_t i = 0; i < VOTERS; i++)
		count(trial, &pile, sheet, i, 1);
	for (uint32_t i = 0; i < PASSES; i++) {
		ns[i] = change_ns(trial, &pile, sheet);
		checks[i] = check_ns(trial, &pile);
		ms[i] = conclude_ms(trial, &pile, sheet);
	}
	qsort(ns, PASSES, sizeof *ns, number_order);
	qsort(checks, PASSES, sizeof *checks, number_order);
	qsort(ms, PASSES, sizeof *ms, number_order);
	/* A ranking speaks of every option, also of those left out. */
	double changed = trial->method == ballot_method_ranking ? trial->options : trial->choices;
	printf("| %s | %" PRIu32 " | %" PRIu32 " | %" PRIu32
	       " | %.0f | %.0f / %.0f | %.1f | %.2f |\n",
	       trial->title, trial->options, trial->choices, trial->towns, checks[PASSES / 2],
	       ns[PASSES / 2], ns[PASSES - 1], ns[PASSES / 2] / changed, ms[PASSES / 2]);
	fflush(stdout);
	sheet_free(sheet);
	free(pile.choices);
}

int main(void)
{
	printf("%u voters, each paper taken out and counted in again\n\n", VOTERS);
	printf("| method | options | on a paper | towns | check, ns a paper | count, ns a paper "
	       "p50 / "
	       "max | ns an option | conclude, ms |\n|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < sizeof trials / sizeof *trials; i++)
		measure(&trials[i]);
	return 0;
}
