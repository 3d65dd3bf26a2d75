#include "client-cli/ballot_count.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_live.h"
#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/find.h"

static void *allocate(size_t count, size_t size)
{
	void *at = calloc(count ? count : 1, size);
	if (!at)
		abort();
	return at;
}

/* ---- which options ---- */

static struct ballot_option *add_option(struct ballot_count *count, uint32_t number, uint64_t cost)
{
	const uint32_t key[ROW_KEY_PARTS] = {number};
	struct ballot_option *option = &count->options[count->option_count++];
	*option = (struct ballot_option){.number = number, .cost = cost};
	if (number)
		replica_get(count->replica, row_kind_idea, key, &option->idea);
	return option;
}

/* Ideas that came after the closing were never put to the vote. */
static void list_ideas(struct ballot_count *count)
{
	struct find_all all;
	struct row_idea idea;
	const struct row_ballot *ballot = &count->ballot;
	find_all_start(&all, count->replica, row_kind_idea);
	count->options = allocate(all.count, sizeof *count->options);
	while (find_all_next(&all, &idea))
		if (ballot_view_fits(ballot, &idea) &&
		    (ballot->state != ballot_state_closed || idea.created_ms < ballot->closed_ms))
			add_option(count, idea.id.n, 0);
}

static void list_options(struct ballot_count *count)
{
	const struct row_ballot *ballot = &count->ballot;
	if (ballot->method == ballot_method_opinion) {
		list_ideas(count);
		return;
	}
	uint32_t options = voting_option_count(ballot);
	count->options = allocate(options, sizeof *count->options);
	for (uint32_t i = 0; i < options; i++)
		add_option(count, voting_option(ballot, i),
			   i < ballot->options.count ? pairs_get(ballot->options, i).number : 0);
}

/* ---- their counts ---- */

static void read_cells(struct ballot_count *count)
{
	size_t width = count->town_count + 1u;
	count->cells = allocate(count->option_count * width, sizeof *count->cells);
	count->towns_known = true;
	for (uint32_t i = 0; i < count->option_count; i++) {
		struct option_cells *cells = &count->options[i].cells;
		cells->towns = count->cells + i * width;
		ballot_cells_read(count->replica, &count->ballot, count->options[i].number,
				  count->towns, count->town_count, cells);
		count->towns_known = count->towns_known && cells->towns_known;
	}
}

/* What few people of a town said is kept from results; moderators have it beside them. */
static bool add_withheld(const struct ballot_count *count, struct row_result *result)
{
	const uint32_t key[ROW_KEY_PARTS] = {count->ballot.id.n, result->idea.n};
	struct row_score score;
	if (!replica_get(count->replica, row_kind_score, key, &score))
		return false;
	result->score_towns = score.score_towns;
	result->score_every_town = score.score_every_town;
	result->carried = score.carried;
	result->least = score.least;
	return true;
}

/* The frozen rows; an idea that nobody said anything of has none, and stands behind the others. */
static void read_results(struct ballot_count *count)
{
	count->towns_known = count->ballot.towns > 0;
	for (uint32_t i = 0; i < count->option_count; i++) {
		struct ballot_option *option = &count->options[i];
		const uint32_t key[ROW_KEY_PARTS] = {count->ballot.id.n, option->number};
		struct row_result *result = &option->result;
		if (!replica_get(count->replica, row_kind_result, key, result)) {
			*result = (struct row_result){.rank_people = UINT32_MAX,
						      .rank_towns = UINT32_MAX,
						      .rank_every_town = UINT32_MAX};
			continue;
		}
		option->cells.all = (struct cell){result->agree, result->disagree, result->pass,
						  result->answers, result->sum};
		count->withheld = count->withheld || result->withheld;
		if (result->withheld && !add_withheld(count, result))
			count->towns_known = false;
	}
	count->ranked = true;
}

static void read_outcomes(struct ballot_count *count)
{
	struct find_all all;
	struct row_outcome outcome;
	find_all_start(&all, count->replica, row_kind_outcome);
	count->outcomes = allocate(all.count, sizeof *count->outcomes);
	while (find_all_next(&all, &outcome))
		if (outcome.ballot.n == count->ballot.id.n)
			count->outcomes[count->outcome_count++] = outcome;
}

/* As many as the server counts at the closing: those whose boards vote, if only towns' boards do,
 * else all. */
static uint32_t towns_that_count(const struct ballot_count *count)
{
	struct ids voters = count->ballot.voters;
	uint32_t towns = 0;
	for (uint32_t i = 0; i < voters.count; i++) {
		const uint32_t key[ROW_KEY_PARTS] = {ids_get(voters, i)};
		struct row_board board;
		if (replica_get(count->replica, row_kind_board, key, &board) &&
		    board.sort == board_sort_town)
			towns++;
	}
	return towns > 0 && towns == voters.count ? towns : count->town_count;
}

void ballot_count_make(struct ballot_count *count, const struct replica *replica,
		       const struct row_ballot *ballot)
{
	*count = (struct ballot_count){.replica = replica, .ballot = *ballot};
	bool closed = ballot->state == ballot_state_closed;
	count->towns = ballot_cells_towns(replica, &count->town_count);
	if (!closed)
		count->ballot.towns = towns_that_count(count);
	list_options(count);
	read_cells(count);
	count->shown =
		closed || (ballot->state == ballot_state_open && !ballot_words_hidden(ballot));
	if (closed)
		read_results(count);
	else if (count->shown)
		ballot_live_reckon(count);
	read_outcomes(count);
}

void ballot_count_free(struct ballot_count *count)
{
	free(count->towns);
	free(count->options);
	free(count->outcomes);
	free(count->cells);
	voting_result_free(count->counted);
	*count = (struct ballot_count){0};
}

/* ---- choosing and ranking ---- */

void ballot_count_keep(struct ballot_count *count, ballot_count_keeps *keeps, const void *context)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < count->option_count; i++)
		if (keeps(&count->options[i], context))
			count->options[kept++] = count->options[i];
	count->option_count = kept;
}

static uint64_t rank_of(const struct row_result *result, enum rule rule)
{
	switch (rule) {
	case rule_towns:
		return result->rank_towns;
	case rule_every_town:
		return result->rank_every_town;
	case rule_people:
	case rule_none:
		break;
	}
	return result->rank_people;
}

static uint64_t score_of(const struct row_result *result, enum rule rule)
{
	switch (rule) {
	case rule_towns:
		return result->score_towns;
	case rule_every_town:
		return result->score_every_town;
	case rule_people:
	case rule_none:
		break;
	}
	return result->score_people;
}

static enum decision decision_of(const struct row_result *result, enum rule rule)
{
	switch (rule) {
	case rule_towns:
		return result->decision_towns;
	case rule_every_town:
		return result->decision_every_town;
	case rule_people:
	case rule_none:
		break;
	}
	return result->decision_people;
}

bool ballot_count_holds(const struct ballot_count *count, enum rule rule)
{
	return count->shown && (rule == rule_people || count->towns_known || count->withheld);
}

bool ballot_count_scores(const struct ballot_count *count, enum rule rule)
{
	return count->shown && (rule == rule_people || count->towns_known);
}

struct ballot_standing ballot_count_standing(const struct ballot_count *count, uint32_t index,
					     enum rule rule)
{
	const struct row_result *own = &count->options[index].result;
	struct ballot_standing standing = {.score = (double)score_of(own, rule) / (double)SCORE_ONE,
					   .rank = 1,
					   .decision = decision_of(own, rule)};
	for (uint32_t i = 0; i < count->option_count; i++)
		standing.rank += rank_of(&count->options[i].result, rule) < rank_of(own, rule);
	if (!count->ranked)
		standing.rank = 0;
	return standing;
}

struct sorting {
	const struct ballot_count *count;
	enum rule rule;
};

static int best_first(const void *a, const void *b, void *context)
{
	const struct sorting *by = context;
	const struct ballot_option *x = a, *y = b;
	uint64_t x_rank = rank_of(&x->result, by->rule), y_rank = rank_of(&y->result, by->rule);
	uint64_t x_score = score_of(&x->result, by->rule), y_score = score_of(&y->result, by->rule);
	if (by->count->ranked && x_rank != y_rank)
		return x_rank < y_rank ? -1 : 1;
	if (x_score != y_score)
		return x_score > y_score ? -1 : 1;
	/* Nobody's option stands behind ideas. */
	if (!x->number != !y->number)
		return x->number ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

void ballot_count_sort(struct ballot_count *count, enum rule rule)
{
	/* What one may not see by this rule is at least in an order that one may see. */
	struct sorting by = {count, ballot_count_holds(count, rule) ? rule : rule_people};
	qsort_r(count->options, count->option_count, sizeof *count->options, best_first, &by);
}
