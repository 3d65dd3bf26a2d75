/* Ranking: the options in an order, several may share a rank, and those left out come last.
 *
 * The rule people ranks by Schulze over everybody's pairwise preferences, the rule towns by Schulze
 * over the mean of the towns' shares of them; the scores are shares of the Borda points that could
 * be had. A town carries the options among its own first places; without places, its first. */
#include "server/voting/ranking.h"

#include <stdlib.h>
#include <string.h>

#include "server/voting/method.h"

/* ---- one paper ---- */

void ranking_sort(struct sheet_sorting *sorting, uint32_t count)
{
	/* By counting: the options of rank r begin at begin[r]; those left out have the last. */
	memset(sorting->begin, 0, (count + 3u) * sizeof *sorting->begin);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t rank = sorting->rank[i] ? sorting->rank[i] : count + 1;
		sorting->begin[rank + 1]++;
	}
	for (uint32_t rank = 1; rank < count + 3; rank++)
		sorting->begin[rank] += sorting->begin[rank - 1];
	for (uint32_t i = 0; i < count; i++) {
		uint32_t rank = sorting->rank[i] ? sorting->rank[i] : count + 1;
		sorting->order[sorting->begin[rank]++] = i;
	}
	/* Each begin has moved to its end, which is where the next one begins. */
	memmove(sorting->begin + 1, sorting->begin, (count + 2u) * sizeof *sorting->begin);
	sorting->begin[0] = 0;
}

static uint32_t rank_or_last(const struct sheet_sorting *sorting, uint32_t count, uint32_t option)
{
	return sorting->rank[option] ? sorting->rank[option] : count + 1;
}

void ranking_count_wins(const struct sheet_sorting *sorting, uint32_t count, uint32_t *wins,
			uint64_t step)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *row = wins + (size_t)sorting->order[i] * count;
		uint32_t behind =
			sorting->begin[rank_or_last(sorting, count, sorting->order[i]) + 1];
		for (uint32_t j = behind; j < count; j++)
			row[sorting->order[j]] += (uint32_t)step;
	}
}

uint64_t ranking_points(const struct sheet_sorting *sorting, uint32_t count, uint32_t option)
{
	uint32_t rank = rank_or_last(sorting, count, option);
	uint32_t before = sorting->begin[rank], behind = sorting->begin[rank + 1];
	/* Places before … behind - 1, of which place p gets count - 1 - p points. */
	return 2 * (uint64_t)count - 1 - before - behind;
}

/* ---- many ---- */

/* Paths by way of another option: as strong as the way there, or weaker where it goes on so. */
static void lengthen(uint32_t *restrict row, const uint32_t *restrict onward, uint32_t there,
		     uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t weakest = there < onward[i] ? there : onward[i];
		row[i] = row[i] > weakest ? row[i] : weakest;
	}
}

void ranking_schulze(const uint32_t *wins, uint32_t count, uint32_t *beaten_by)
{
	uint32_t *path = calloc((size_t)count * count + 1u, sizeof *path);
	if (!path)
		abort();
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			if (wins[i * count + j] > wins[j * count + i])
				path[i * count + j] = wins[i * count + j];
	for (size_t via = 0; via < count; via++)
		for (size_t i = 0; i < count; i++)
			if (i != via && path[i * count + via] > 0)
				lengthen(path + i * count, path + via * count,
					 path[i * count + via], count);
	for (size_t i = 0; i < count; i++) {
		beaten_by[i] = 0;
		for (size_t j = 0; j < count; j++)
			beaten_by[i] += j != i && path[j * count + i] > path[i * count + j];
	}
	free(path);
}

static uint32_t *matrix_new(uint32_t count)
{
	uint32_t *matrix = calloc((size_t)count * count + 1u, sizeof *matrix);
	if (!matrix)
		abort();
	return matrix;
}

static void ranks_by_schulze(const uint32_t *wins, uint32_t count, uint32_t *ranks)
{
	uint64_t *keys = calloc(count + 1u, sizeof *keys);
	if (!keys)
		abort();
	ranking_schulze(wins, count, ranks);
	for (uint32_t i = 0; i < count; i++)
		keys[i] = count - ranks[i];
	rules_rank(keys, count, ranks);
	free(keys);
}

static void set_ranks(const uint32_t *wins, uint32_t count, struct standing *standings)
{
	uint32_t *ranks = calloc(count + 1u, sizeof *ranks);
	if (!ranks)
		abort();
	ranks_by_schulze(wins, count, ranks);
	for (uint32_t i = 0; i < count; i++)
		standings[i].rank = ranks[i];
	free(ranks);
}

uint32_t *ranking_wins_all(const struct sheet *sheet)
{
	uint32_t count = sheet->option_count;
	uint32_t *all = matrix_new(count);
	for (uint32_t t = 0; t < sheet->town_count; t++)
		for (size_t i = 0; sheet->towns[t].wins && i < (size_t)count * count; i++)
			all[i] += sheet->towns[t].wins[i];
	return all;
}

/* In billionths. */
static uint32_t *wins_mean(const struct conclusion *conclusion)
{
	uint32_t count = conclusion->sheet->option_count;
	uint32_t *all = matrix_new(count);
	for (size_t i = 0; i < (size_t)count * count; i++) {
		struct share_mean mean = {0};
		for (uint32_t t = 0; t < conclusion->town_count; t++) {
			const uint32_t *wins = sheet_wins(conclusion->sheet, conclusion->towns[t]);
			uint64_t papers = sheet_papers(conclusion->sheet, conclusion->towns[t]);
			if (wins)
				share_mean_add(&mean, (struct share){wins[i], papers, 1});
		}
		all[i] = (uint32_t)share_mean_billionths(&mean);
	}
	return all;
}

static void rank(const struct conclusion *conclusion)
{
	uint32_t *people = ranking_wins_all(conclusion->sheet), *towns = wins_mean(conclusion);
	set_ranks(people, conclusion->option_count, conclusion->standings[rule_people - 1]);
	set_ranks(towns, conclusion->option_count, conclusion->standings[rule_towns - 1]);
	free(people);
	free(towns);
}

static void town_carries(const struct conclusion *conclusion, uint32_t town, bool *carries)
{
	const uint32_t *wins = sheet_wins(conclusion->sheet, town);
	uint32_t count = conclusion->option_count;
	uint64_t places = conclusion->ballot->places ? conclusion->ballot->places : 1;
	uint32_t *ranks = calloc(count + 1u, sizeof *ranks);
	if (!ranks)
		abort();
	if (wins)
		ranks_by_schulze(wins, count, ranks);
	for (uint32_t i = 0; i < count; i++)
		carries[i] = wins && ranks[i] <= places &&
			     sheet_cell(conclusion->sheet, conclusion->options[i], town).agree > 0;
	free(ranks);
}

/* ---- the method ---- */

/* Nobody orders more; and pairs grow with the square, Schulze with the cube. */
#define RANKING_OPTIONS_MAX 100u

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	if (ballot->options.count <= RANKING_OPTIONS_MAX)
		return err_none;
	*detail = RANKING_OPTIONS_MAX;
	return err_options_too_many;
}

static enum err check_choice(const struct row_ballot *ballot, struct pair choice, uint64_t *detail)
{
	*detail = choice.id;
	return choice.number >= 1 && choice.number <= voting_option_count(ballot) ? err_none
										  : err_value_wrong;
}

/* The points and the pairs are the sheet's. */
static struct share borda(const struct row_ballot *ballot, struct cell cell)
{
	uint32_t count = voting_option_count(ballot);
	uint64_t most = count > 1 ? 2 * ((uint64_t)count - 1) : 1;
	return (struct share){cell.sum, cell.answers * most, most};
}

const struct voting_method method_ranking = {
	.pairwise = true,
	.answers_are_papers = true,
	.check_ballot = check_ballot,
	.check_choice = check_choice,
	.count = method_count_agree,
	.support = borda,
	.rank = rank,
	.town_carries = town_carries,
};
