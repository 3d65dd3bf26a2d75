/* What comes of a ballot: every option's counts, how it stands under each rule, and whether it is
 * carried.
 *
 * Decisions are made in this order: what the method lets through (a threshold, the passive option;
 * otherwise, in a ballot with places, whatever somebody supports); of that the best `places`, where
 * the ballot has places; and nothing at all if fewer have voted than the quorum. Under the rules of
 * towns nothing is decided where there are no towns. */
#include <stdlib.h>
#include <string.h>

#include "server/voting/method.h"
#include "server/voting/ranking.h"
#include "server/voting/sheet.h"

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- the frame ---- */

static int number_order(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return (a > b) - (a < b);
}

static uint32_t *list_options(const struct sheet *sheet, struct ids ideas, uint32_t *count)
{
	bool grows = sheet->method->grows;
	*count = grows ? ideas.count : sheet->option_count;
	uint32_t *options = must_have(calloc(*count + 1u, sizeof *options));
	for (uint32_t i = 0; i < *count; i++)
		options[i] = grows ? ids_get(ideas, i) : sheet->options[i].id;
	return options;
}

/* Rising, so that the result does not hang on which town came first. */
static uint32_t *list_towns(const struct sheet *sheet, uint32_t *count)
{
	uint32_t *towns = must_have(calloc(sheet->town_count + 1u, sizeof *towns));
	*count = 0;
	for (uint32_t i = 0; i < sheet->town_count; i++) {
		const struct sheet_town *town = &sheet->towns[i];
		/* Whoever moves on while they vote leaves votes where they have no paper. */
		if (town->id != 0 && (town->papers > 0 || town->votes > 0))
			towns[(*count)++] = town->id;
	}
	qsort(towns, *count, sizeof *towns, number_order);
	return towns;
}

static void conclusion_make(struct conclusion *conclusion, const struct row_ballot *ballot,
			    const struct sheet *sheet, struct ids ideas)
{
	*conclusion = (struct conclusion){.ballot = ballot, .sheet = sheet};
	conclusion->options = list_options(sheet, ideas, &conclusion->option_count);
	conclusion->towns = list_towns(sheet, &conclusion->town_count);
	if (ballot->towns == 0)
		conclusion->town_count = 0; /* what towns say is not told */
	conclusion->town_all = conclusion->town_count > ballot->towns ? conclusion->town_count
								      : (uint32_t)ballot->towns;
	size_t count = conclusion->option_count + 1u;
	for (uint32_t rule = 0; rule < RULES_COUNT; rule++)
		conclusion->standings[rule] = must_have(calloc(count, sizeof(struct standing)));
	conclusion->carried = must_have(calloc(count, sizeof(uint32_t)));
}

static void conclusion_free(struct conclusion *conclusion)
{
	free((void *)(uintptr_t)conclusion->options);
	free((void *)(uintptr_t)conclusion->towns);
	for (uint32_t rule = 0; rule < RULES_COUNT; rule++)
		free(conclusion->standings[rule]);
	free(conclusion->carried);
}

/* ---- ranks ---- */

static void rank_by_score(struct standing *standings, uint32_t count)
{
	uint64_t *scores = must_have(calloc(count + 1u, sizeof *scores));
	uint32_t *ranks = must_have(calloc(count + 1u, sizeof *ranks));
	for (uint32_t i = 0; i < count; i++)
		scores[i] = standings[i].score;
	rules_rank(scores, count, ranks);
	for (uint32_t i = 0; i < count; i++)
		standings[i].rank = ranks[i];
	free(ranks);
	free(scores);
}

static void rank(const struct conclusion *conclusion)
{
	for (uint32_t rule = 0; rule < RULES_COUNT; rule++)
		rank_by_score(conclusion->standings[rule], conclusion->option_count);
	if (conclusion->sheet->method->rank)
		conclusion->sheet->method->rank(conclusion);
}

/* ---- in how many towns ---- */

static void carries_places(const struct conclusion *conclusion, uint32_t town, bool *carries)
{
	const struct voting_method *method = conclusion->sheet->method;
	uint32_t count = conclusion->option_count;
	uint64_t *scores = must_have(calloc(count + 1u, sizeof *scores));
	uint32_t *ranks = must_have(calloc(count + 1u, sizeof *ranks));
	for (uint32_t i = 0; i < count; i++) {
		struct cell cell = sheet_cell(conclusion->sheet, conclusion->options[i], town);
		scores[i] = share_billionths((method->worth ? method->worth : method->support)(
			conclusion->ballot, cell));
		carries[i] = cell.agree > 0;
	}
	rules_rank(scores, count, ranks);
	for (uint32_t i = 0; i < count; i++)
		carries[i] = carries[i] && ranks[i] <= conclusion->ballot->places;
	free(ranks);
	free(scores);
}

static void carries_half(const struct conclusion *conclusion, uint32_t town, bool *carries)
{
	for (uint32_t i = 0; i < conclusion->option_count; i++)
		carries[i] = share_more_than_half(conclusion->sheet->method->support(
			conclusion->ballot,
			sheet_cell(conclusion->sheet, conclusion->options[i], town)));
}

static void count_carried(const struct conclusion *conclusion)
{
	const struct voting_method *method = conclusion->sheet->method;
	bool *carries = must_have(calloc(conclusion->option_count + 1u, sizeof *carries));
	for (uint32_t t = 0; t < conclusion->town_count; t++) {
		uint32_t town = conclusion->towns[t];
		if (method->town_carries)
			method->town_carries(conclusion, town, carries);
		else if (conclusion->ballot->places > 0 && !method->grows)
			carries_places(conclusion, town, carries);
		else
			carries_half(conclusion, town, carries);
		for (uint32_t i = 0; i < conclusion->option_count; i++)
			conclusion->carried[i] += carries[i];
	}
	free(carries);
}

/* ---- decisions ---- */

static void decide_supported(const struct conclusion *conclusion)
{
	if (conclusion->ballot->places == 0)
		return;
	for (uint32_t i = 0; i < conclusion->option_count; i++) {
		uint32_t option = conclusion->options[i];
		uint64_t all = sheet_total(conclusion->sheet, option).agree;
		uint64_t in_towns = all - sheet_cell(conclusion->sheet, option, 0).agree;
		for (enum rule rule = rule_people; rule <= rule_every_town; rule++)
			conclusion->standings[rule - 1][i].decision =
				(rule == rule_people ? all : in_towns) > 0 ? decision_carried
									   : decision_lost;
	}
}

static void set_decisions(struct standing *standings, uint32_t count, enum decision decision)
{
	for (uint32_t i = 0; i < count; i++)
		standings[i].decision = decision;
}

static void decide(const struct conclusion *conclusion)
{
	const struct row_ballot *ballot = conclusion->ballot;
	uint32_t count = conclusion->option_count;
	if (conclusion->sheet->method->decide)
		conclusion->sheet->method->decide(conclusion);
	else
		decide_supported(conclusion);
	bool quorate = sheet_papers_all(conclusion->sheet) >= ballot->quorum;
	for (enum rule rule = rule_people; rule <= rule_every_town; rule++) {
		struct standing *standings = conclusion->standings[rule - 1];
		if (ballot->places > 0)
			rules_cut(standings, count, (uint32_t)ballot->places);
		if (rule != rule_people && conclusion->town_all == 0)
			set_decisions(standings, count, decision_none);
		else if (!quorate)
			set_decisions(standings, count, decision_lost);
	}
}

/* ---- the rows ---- */

static struct row_result row_of(const struct conclusion *conclusion, uint32_t index, uint64_t least)
{
	struct cell cell = sheet_total(conclusion->sheet, conclusion->options[index]);
	const struct standing *people = &conclusion->standings[rule_people - 1][index];
	const struct standing *towns = &conclusion->standings[rule_towns - 1][index];
	const struct standing *every_town = &conclusion->standings[rule_every_town - 1][index];
	return (struct row_result){
		.ballot = conclusion->ballot->id,
		.idea = {conclusion->options[index]},
		.agree = cell.agree,
		.disagree = cell.disagree,
		.pass = cell.pass,
		.answers = cell.answers,
		.sum = cell.sum,
		.score_people = people->score,
		.score_towns = towns->score,
		.score_every_town = every_town->score,
		.rank_people = people->rank,
		.rank_towns = towns->rank,
		.rank_every_town = every_town->rank,
		.decision_people = people->decision,
		.decision_towns = towns->decision,
		.decision_every_town = every_town->decision,
		.carried = conclusion->carried[index],
		.least = least,
	};
}

/* For each option how many prefer it to each other one. */
static void write_beats(struct voting_result *result, const struct sheet *sheet)
{
	uint32_t count = result->option_count;
	uint32_t *wins = ranking_wins_all(sheet);
	uint8_t *out = must_have(malloc((size_t)count * count * PAIR_BYTES + 1u));
	result->lists = out;
	for (uint32_t i = 0; i < count; i++) {
		result->options[i].beats = (struct pairs){out, count - 1};
		for (uint32_t j = 0; j < count; j++) {
			if (j == i)
				continue;
			pair_write(out, (struct pair){result->options[j].idea.n,
						      wins[(size_t)i * count + j]});
			out += PAIR_BYTES;
		}
	}
	free(wins);
}

struct voting_result *voting_result_new(const struct row_ballot *ballot, const struct sheet *sheet,
					struct voting_papers papers, struct ids ideas)
{
	struct voting_result *result = must_have(calloc(1, sizeof *result));
	struct conclusion conclusion;
	if (!sheet->method)
		return result;
	conclusion_make(&conclusion, ballot, sheet, ideas);
	uint64_t *least = must_have(calloc(conclusion.option_count + 1u, sizeof *least));
	for (uint32_t i = 0; i < conclusion.option_count; i++)
		least[i] = rules_score(&conclusion, i);
	rank(&conclusion);
	count_carried(&conclusion);
	decide(&conclusion);
	result->option_count = conclusion.option_count;
	result->options = must_have(calloc(result->option_count + 1u, sizeof *result->options));
	for (uint32_t i = 0; i < result->option_count; i++)
		result->options[i] = row_of(&conclusion, i, least[i]);
	if (sheet->method->pairwise)
		write_beats(result, sheet);
	if (sheet->method->finish)
		sheet->method->finish(ballot, papers, result);
	free(least);
	conclusion_free(&conclusion);
	return result;
}

void voting_result_free(struct voting_result *result)
{
	if (!result)
		return;
	free(result->options);
	free(result->outcomes);
	free(result->scores);
	free(result->lists);
	free(result);
}
