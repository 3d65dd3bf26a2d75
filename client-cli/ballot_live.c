/* The server's own code counts papers. A client has only sums, so it hands that code papers that
 * add up to them: which person chose which two options together makes no difference to any rule,
 * but for a ranking's pairs and a budget's purchases, which are left to the closing. */
#include "client-cli/ballot_live.h"

#include <stdlib.h>

#include "client-cli/ballot_count.h"
#include "server/voting/share.h"

static uint64_t papers_of(const struct ballot_count *count, uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {count->ballot.id.n, town};
	struct row_turnout turnout;
	return replica_get(count->replica, row_kind_turnout, key, &turnout) ? turnout.papers : 0;
}

static uint64_t papers_all(const struct ballot_count *count)
{
	uint64_t papers = papers_of(count, 0);
	for (uint32_t i = 0; i < count->town_count; i++)
		papers += papers_of(count, count->towns[i].id.n);
	return papers;
}

/* ---- papers that add up ---- */

/* What the nth of the papers says to an option; false for nothing. */
static bool value_of(enum ballot_method method, const struct cell *cell, uint64_t nth,
		     uint64_t *value)
{
	*value = 1;
	switch (method) {
	case ballot_method_yesno:
		if (nth >= cell->agree)
			*value = nth < cell->agree + cell->disagree ? 2 : 3;
		return nth < cell->answers;
	case ballot_method_dots:
		if (nth == 0)
			*value = cell->sum - (cell->agree - 1);
		return nth < cell->agree;
	case ballot_method_resistance:
		*value = nth == 0 ? cell->sum : 0;
		return nth < cell->answers;
	default:
		return nth < cell->agree;
	}
}

/* Papers of a town (the index; with all of them as people of no town: of everybody). */
static void count_papers(const struct ballot_count *count, struct sheet *sheet, uint32_t index,
			 bool all, uint64_t papers)
{
	uint32_t town = all || index == count->town_count ? 0 : count->towns[index].id.n;
	uint8_t *bytes = malloc((count->option_count + 1u) * PAIR_BYTES);
	if (!bytes)
		abort();
	for (uint64_t nth = 0; nth < papers; nth++) {
		struct pairs choices = {bytes, 0};
		for (uint32_t i = 0; i < count->option_count; i++) {
			const struct option_cells *cells = &count->options[i].cells;
			struct pair choice = {count->options[i].number, 0};
			if (value_of(count->ballot.method,
				     all ? &cells->all : &cells->towns[index].cell, nth,
				     &choice.number))
				pair_write(bytes + (size_t)choices.count++ * PAIR_BYTES, choice);
		}
		sheet_count_paper(sheet, town, choices, 1);
	}
	free(bytes);
}

static void count_opinions(const struct ballot_count *count, struct sheet *sheet, uint32_t index,
			   bool all, uint64_t papers)
{
	uint32_t town = all || index == count->town_count ? 0 : count->towns[index].id.n;
	for (uint64_t nth = 0; nth < papers; nth++)
		sheet_count_voter(sheet, town, 1);
	for (uint32_t i = 0; i < count->option_count; i++) {
		const struct option_cells *cells = &count->options[i].cells;
		struct cell cell = all ? cells->all : cells->towns[index].cell;
		struct idea_id idea = {count->options[i].number};
		for (uint64_t nth = 0; nth < cell.agree; nth++)
			sheet_count_vote(sheet, town, idea.n, choice_agree, 1);
		for (uint64_t nth = 0; nth < cell.disagree; nth++)
			sheet_count_vote(sheet, town, idea.n, choice_disagree, 1);
		for (uint64_t nth = 0; nth < cell.pass; nth++)
			sheet_count_vote(sheet, town, idea.n, choice_pass, 1);
	}
}

static void fill(const struct ballot_count *count, struct sheet *sheet)
{
	void (*take)(const struct ballot_count *, struct sheet *, uint32_t, bool, uint64_t) =
		count->ballot.method == ballot_method_opinion ? count_opinions : count_papers;
	if (!count->towns_known) {
		take(count, sheet, 0, true, papers_all(count));
		return;
	}
	for (uint32_t i = 0; i <= count->town_count; i++)
		take(count, sheet, i, false,
		     papers_of(count, i < count->town_count ? count->towns[i].id.n : 0));
}

static uint8_t *list_ideas(const struct ballot_count *count, struct ids *ideas)
{
	uint8_t *bytes = malloc((count->option_count + 1u) * ID_BYTES);
	if (!bytes)
		abort();
	*ideas = (struct ids){bytes, count->option_count};
	for (uint32_t i = 0; i < count->option_count; i++)
		id_write(bytes + (size_t)i * ID_BYTES, count->options[i].number);
	return bytes;
}

static void reckon_by_papers(struct ballot_count *count)
{
	struct sheet *sheet = sheet_new(&count->ballot);
	struct ids ideas;
	uint8_t *list = list_ideas(count, &ideas);
	fill(count, sheet);
	count->counted = voting_result_new(&count->ballot, sheet, (struct voting_papers){0}, ideas);
	/* Both are in the order of the ballot's options, or of `ideas`. */
	for (uint32_t i = 0; i < count->option_count && i < count->counted->option_count; i++) {
		count->options[i].result = count->counted->options[i];
		if (count->ballot.method == ballot_method_budget) {
			count->options[i].result.decision_people = decision_none;
			count->options[i].result.decision_towns = decision_none;
			count->options[i].result.decision_every_town = decision_none;
		}
	}
	count->ranked = true;
	sheet_free(sheet);
	free(list);
}

/* ---- rankings ---- */

/* A town's share of the Borda points that could be had. */
static struct share borda(const struct ballot_count *count, struct cell cell)
{
	uint64_t most = count->option_count > 1 ? 2 * ((uint64_t)count->option_count - 1) : 1;
	return (struct share){cell.sum, cell.answers * most, most};
}

static void reckon_borda(const struct ballot_count *count, struct ballot_option *option)
{
	struct share_mean mean = {0};
	struct share_product product = share_product_none();
	uint64_t least = SCORE_ONE;
	uint32_t answered = 0;
	for (uint32_t i = 0; i < count->town_count; i++) {
		struct share share = borda(count, option->cells.towns[i].cell);
		share_mean_add(&mean, share);
		if (share.whole == 0)
			continue;
		share_product_times(&product, share);
		least = share_billionths(share) < least ? share_billionths(share) : least;
		answered++;
	}
	for (uint64_t i = answered; answered > 0 && i < count->ballot.towns; i++)
		share_product_times(&product, (struct share){0, 0, 1});
	option->result = (struct row_result){
		.score_people = share_billionths(borda(count, option->cells.all)),
		.score_towns = share_mean_billionths(&mean),
		.score_every_town = share_product_billionths(&product),
		.least = answered ? least : 0,
	};
}

void ballot_live_reckon(struct ballot_count *count)
{
	if (count->ballot.method != ballot_method_ranking) {
		reckon_by_papers(count);
		return;
	}
	for (uint32_t i = 0; i < count->option_count; i++)
		reckon_borda(count, &count->options[i]);
}
