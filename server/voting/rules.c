/* In town t, a_t of the n_t people who answered are for an option.
 *
 *   people      the share of all, also of those who belong to no town
 *   towns       the mean of the shares of the towns in which anybody answered
 *   every_town  (product of (a_t + 1) / (n_t + 2)) ^ (1 / T) over all T towns; a town in which
 *               nobody answered is undecided, 1/2
 *
 * 0 where nobody has answered. */
#include "server/voting/rules.h"

#include <stdlib.h>

#include "server/voting/method.h"

static struct share worth(const struct conclusion *conclusion, struct cell cell)
{
	const struct voting_method *method = voting_method(conclusion->ballot->method);
	return method->worth ? method->worth(conclusion->ballot, cell)
			     : method->support(conclusion->ballot, cell);
}

uint64_t rules_score(const struct conclusion *conclusion, uint32_t index)
{
	const struct row_ballot *ballot = conclusion->ballot;
	const struct voting_method *method = voting_method(ballot->method);
	uint32_t option = conclusion->options[index], answered = 0;
	struct share_mean mean = {0};
	struct share_product product = share_product_none();
	uint64_t least = SCORE_ONE;
	for (uint32_t i = 0; i < conclusion->town_count; i++) {
		struct cell cell = sheet_cell(conclusion->sheet, option, conclusion->towns[i]);
		struct share support = method->support(ballot, cell);
		share_mean_add(&mean, worth(conclusion, cell));
		if (support.whole == 0)
			continue;
		uint64_t share = share_billionths(support);
		least = share < least ? share : least;
		share_product_times(&product, support);
		answered++;
	}
	if (answered > 0 && conclusion->town_all > answered)
		share_product_halve(&product, conclusion->town_all - answered);
	struct cell total = sheet_total(conclusion->sheet, option);
	conclusion->standings[rule_people - 1][index].score =
		share_billionths(worth(conclusion, total));
	conclusion->standings[rule_towns - 1][index].score = share_mean_billionths(&mean);
	conclusion->standings[rule_every_town - 1][index].score =
		share_product_billionths(&product);
	return answered ? least : 0;
}

struct keyed {
	uint64_t key;
	uint32_t index;
};

static int best_first(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	return (a->key < b->key) - (a->key > b->key);
}

void rules_rank(const uint64_t *keys, uint32_t count, uint32_t *ranks)
{
	struct keyed *sorted = calloc(count + 1u, sizeof *sorted);
	if (!sorted)
		abort();
	for (uint32_t i = 0; i < count; i++)
		sorted[i] = (struct keyed){keys[i], i};
	qsort(sorted, count, sizeof *sorted, best_first);
	for (uint32_t i = 0; i < count; i++)
		ranks[sorted[i].index] = i > 0 && sorted[i].key == sorted[i - 1].key
						 ? ranks[sorted[i - 1].index]
						 : i + 1;
	free(sorted);
}

void rules_cut(struct standing *standings, uint32_t count, uint32_t places)
{
	struct keyed *sorted = calloc(count + 1u, sizeof *sorted);
	uint32_t carried = 0;
	if (!sorted)
		abort();
	for (uint32_t i = 0; i < count; i++)
		if (standings[i].decision == decision_carried)
			sorted[carried++] = (struct keyed){UINT32_MAX - standings[i].rank, i};
	qsort(sorted, carried, sizeof *sorted, best_first);
	for (uint32_t i = 0, end; i < carried; i = end) {
		for (end = i; end < carried && sorted[end].key == sorted[i].key;)
			end++;
		enum decision decision = end <= places ? decision_carried
					 : i < places  ? decision_tied
						       : decision_lost;
		for (uint32_t j = i; j < end; j++)
			standings[sorted[j].index].decision = decision;
	}
	free(sorted);
}
