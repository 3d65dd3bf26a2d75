#include "ballot_maker.h"

#include <stdlib.h>

static uint32_t below(struct command_maker *maker, uint32_t end)
{
	return maker->below(maker->context, end);
}

/* ---- which ballot ---- */

/* Any of those that fit, or the one that is named already. */
static struct ballot_id pick_ballot(struct command_maker *maker, struct ballot_id named,
				    bool (*fits)(const struct row_ballot *ballot))
{
	const struct row **rows;
	uint32_t count = replica_rows(maker->known, row_kind_ballot, &rows), seen = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct row_ballot ballot;
		if (row_fields(rows[i], &ballot) && fits(&ballot) && below(maker, ++seen) == 0)
			named = ballot.id;
	}
	free(rows);
	return named;
}

static bool is_prepared(const struct row_ballot *ballot)
{
	return ballot->state == ballot_state_prepared;
}

static bool may_be_opened(const struct row_ballot *ballot)
{
	return ballot->state == ballot_state_prepared ||
	       (ballot->state == ballot_state_closed && !ballot->hidden);
}

static bool is_open(const struct row_ballot *ballot)
{
	return ballot->state == ballot_state_open;
}

static bool is_over(const struct row_ballot *ballot)
{
	return ballot->state == ballot_state_closed || ballot->state == ballot_state_void;
}

static bool takes_opinions(const struct row_ballot *ballot)
{
	return is_open(ballot) && ballot->method == ballot_method_opinion;
}

static bool takes_papers(const struct row_ballot *ballot)
{
	return is_open(ballot) && ballot->method != ballot_method_opinion;
}

/* ---- preparing ---- */

/* The arguments of ballot_add and ballot_edit, which have the same names. */
struct made {
	struct command_maker *maker;
	const struct shape *shape;
	union any_command *command;
};

static void *at(const struct made *made, const char *name)
{
	return (char *)made->command + shape_field(made->shape, name)->offset;
}

static void set_number(const struct made *made, const char *name, uint64_t number)
{
	*(uint64_t *)at(made, name) = number;
}

static void set_word(const struct made *made, const char *name, unsigned word)
{
	*(unsigned *)at(made, name) = word;
}

/* What most ballots leave open. */
static void forget_often(const struct made *made)
{
	static const char *const ids[] = {"phase", "topic", "sort"};
	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
		if (below(made->maker, 8))
			*(uint32_t *)at(made, ids[i]) = 0;
	if (below(made->maker, 8))
		set_number(made, "stages", 0);
	if (below(made->maker, 4))
		set_number(made, "roles", 0);
	if (below(made->maker, 4))
		((struct ids *)at(made, "voters"))->count = 0;
	if (below(made->maker, 2))
		((struct pairs *)at(made, "options"))->count = 0;
	if (below(made->maker, 4))
		((struct pairs *)at(made, "weights"))->count = 0;
}

static void fit_ballot(const struct made *made)
{
	struct command_maker *maker = made->maker;
	enum ballot_method method = *(enum ballot_method *)at(made, "method");
	struct pairs options = *(struct pairs *)at(made, "options");
	forget_often(made);
	set_word(made, "secrecy", method == ballot_method_opinion ? 0 : below(maker, 4));
	set_word(made, "budget_rule", below(maker, 6));
	set_word(made, "utility", below(maker, 3));
	set_word(made, "rule", below(maker, 4));
	set_number(made, "points", method == ballot_method_dots ? 1 + below(maker, 6) : 0);
	set_number(made, "heap", method == ballot_method_dots ? below(maker, 3) : 0);
	set_number(made, "picks", method == ballot_method_choose ? 1 + below(maker, 3) : 0);
	set_number(made, "places", below(maker, 3));
	set_number(made, "threshold", below(maker, 4));
	set_number(made, "threshold_of", below(maker, 2) ? 4 : 0);
	set_number(made, "quorum", below(maker, 3));
	set_number(made, "budget", method == ballot_method_budget ? 1 + below(maker, 20) : 0);
	if (*(uint64_t *)at(made, "threshold_of") == 0)
		set_number(made, "threshold", 0);
	if (method == ballot_method_budget) /* its options have costs, so they are named */
		*(struct pairs *)at(made, "options") = options;
}

/* ---- voting ---- */

/* A value that the option may have, within what is left of the points. */
static uint64_t pick_value(struct command_maker *maker, const struct row_ballot *ballot,
			   uint64_t *points)
{
	uint64_t value = 1, most = *points;
	switch (ballot->method) {
	case ballot_method_yesno:
		return 1 + below(maker, 3);
	case ballot_method_resistance:
		return below(maker, 11);
	case ballot_method_ranking:
		return 1 + below(maker, 4);
	case ballot_method_dots:
		if (ballot->heap && most > ballot->heap)
			most = ballot->heap;
		value = most ? 1 + below(maker, (uint32_t)most) : 0;
		*points -= value;
		return value;
	default:
		return value;
	}
}

static bool has_option_none(const struct row_ballot *ballot)
{
	return ballot->method == ballot_method_resistance ||
	       (ballot->method == ballot_method_yesno && ballot->options.count == 0);
}

static void fit_paper(struct command_maker *maker, struct command_cast *cast)
{
	struct row_ballot ballot;
	const uint32_t key[ROW_KEY_PARTS] = {cast->ballot.n};
	if (!replica_get(maker->known, row_kind_ballot, key, &ballot))
		return;
	uint8_t *list = maker->lists[maker->list_count++];
	uint64_t points = ballot.points;
	uint32_t options = ballot.options.count + has_option_none(&ballot);
	uint32_t most = MADE_ENTRIES_MAX;
	if (ballot.picks && ballot.picks < most)
		most = (uint32_t)ballot.picks;
	cast->choices = (struct pairs){list, 0};
	for (uint32_t i = 0; i < options && cast->choices.count < most; i++) {
		uint32_t option = i < ballot.options.count ? pairs_get(ballot.options, i).id : 0;
		uint64_t value = below(maker, 3) ? pick_value(maker, &ballot, &points) : 0;
		bool says = value > 0 ||
			    (ballot.method == ballot_method_resistance && below(maker, 4) == 0);
		if (says)
			pair_write(list + (size_t)PAIR_BYTES * cast->choices.count++,
				   (struct pair){option, value});
	}
	cast->check.size = ballot.secrecy == secrecy_confidential ? CHECK_BYTES : 0;
}

/* ---- all ---- */

static void fit_cast(struct command_maker *maker, struct command_cast *cast)
{
	cast->ballot = pick_ballot(maker, cast->ballot, takes_papers);
	cast->withdraw = below(maker, 6) == 0;
	cast->check.size = CHECK_BYTES;
	if (below(maker, 6))
		cast->slip = 0;
	if (below(maker, 8))
		fit_paper(maker, cast);
}

static void fit_vote(struct command_maker *maker, struct command_vote *vote)
{
	vote->ballot = pick_ballot(maker, vote->ballot, takes_opinions);
	if (below(maker, 8))
		vote->slip = 0;
}

void ballot_command_fit(struct command_maker *maker, enum command_kind kind,
			union any_command *command)
{
	bool fits = below(maker, 8);
	struct made made = {maker, command_shape(kind), command};
	switch (kind) {
	case command_kind_vote:
		fit_vote(maker, &command->vote);
		break;
	case command_kind_cast:
		fit_cast(maker, &command->cast);
		break;
	case command_kind_ballot_edit:
		command->ballot_edit.ballot =
			pick_ballot(maker, command->ballot_edit.ballot, is_prepared);
		if (fits)
			fit_ballot(&made);
		break;
	case command_kind_ballot_add:
		if (fits)
			fit_ballot(&made);
		break;
	case command_kind_ballot_open:
		command->ballot_open.ballot =
			pick_ballot(maker, command->ballot_open.ballot, may_be_opened);
		break;
	case command_kind_ballot_close:
		command->ballot_close.ballot =
			pick_ballot(maker, command->ballot_close.ballot, is_open);
		break;
	case command_kind_ballot_remove:
		command->ballot_remove.ballot =
			pick_ballot(maker, command->ballot_remove.ballot, is_prepared);
		break;
	case command_kind_ballot_repeat:
		command->ballot_repeat.ballot =
			pick_ballot(maker, command->ballot_repeat.ballot, is_over);
		break;
	default:
		break;
	}
}

enum command_kind ballot_kind_make(uint32_t (*chance)(void *context, uint32_t end), void *context)
{
	static const enum command_kind kinds[] = {
		command_kind_ballot_add,   command_kind_ballot_add,    command_kind_ballot_open,
		command_kind_ballot_open,  command_kind_ballot_open,   command_kind_ballot_close,
		command_kind_ballot_close, command_kind_ballot_repeat, command_kind_slips_add,
	};
	return kinds[chance(context, sizeof kinds / sizeof kinds[0])];
}
