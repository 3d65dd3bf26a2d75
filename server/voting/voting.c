/* The table of methods, and what they check alike: that a ballot has options and a paper speaks of
 * each at most once. */
#include <stddef.h>

#include "server/voting/method.h"

static const struct voting_method *const methods[] = {
	[ballot_method_opinion] = &method_opinion,
	[ballot_method_approval] = &method_approval,
	[ballot_method_yesno] = &method_yesno,
	[ballot_method_dots] = &method_dots,
	[ballot_method_resistance] = &method_resistance,
	[ballot_method_ranking] = &method_ranking,
	[ballot_method_choose] = &method_choose,
	[ballot_method_budget] = &method_budget,
};

const struct voting_method *voting_method(enum ballot_method method)
{
	size_t at = (size_t)method;
	return at < sizeof methods / sizeof *methods ? methods[at] : NULL;
}

/* ---- options ---- */

uint32_t voting_option_count(const struct row_ballot *ballot)
{
	const struct voting_method *method = voting_method(ballot->method);
	uint32_t count = ballot->options.count;
	if (!method || method->grows)
		return 0;
	if (method->passive)
		return count + 1;
	return count == 0 && method->question_if_empty ? 1 : count;
}

uint32_t voting_option(const struct row_ballot *ballot, uint32_t index)
{
	return index < ballot->options.count ? pairs_get(ballot->options, index).id : 0;
}

/* A ballot's options by number, on the stack: a paper is checked in one pass over both. */
#define SET_SLOTS 2048u
struct option_set {
	uint32_t id[SET_SLOTS];
	uint8_t state[SET_SLOTS]; /* enum option_state */
};

enum option_state { option_absent, option_there, option_named };

static uint32_t slot_of(const struct option_set *set, uint32_t id)
{
	uint32_t at = (id * UINT32_C(0x9E3779B9)) >> 21;
	while (set->state[at] != option_absent && set->id[at] != id)
		at = (at + 1) % SET_SLOTS;
	return at;
}

static void option_set_make(struct option_set *set, const struct row_ballot *ballot)
{
	uint32_t count = voting_option_count(ballot);
	for (uint32_t i = 0; i < SET_SLOTS; i++)
		set->state[i] = option_absent;
	for (uint32_t i = 0; i < count && i <= BALLOT_OPTIONS_MAX; i++) {
		uint32_t id = voting_option(ballot, i), at = slot_of(set, id);
		set->id[at] = id;
		set->state[at] = option_there;
	}
}

/* ---- checks ---- */

enum err voting_check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	const struct voting_method *method = voting_method(ballot->method);
	*detail = 0;
	if (!method)
		return err_argument_wrong;
	if (ballot->options.count > BALLOT_OPTIONS_MAX) {
		*detail = BALLOT_OPTIONS_MAX;
		return err_options_too_many;
	}
	if (ballot->options.count == 0 && !method->question_if_empty && !method->grows)
		return err_options_missing;
	struct option_set seen = {.state = {option_absent}};
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		uint32_t id = pairs_get(ballot->options, i).id, at = slot_of(&seen, id);
		*detail = id;
		if (id == 0)
			return err_option_foreign;
		if (seen.state[at] != option_absent)
			return err_option_twice;
		seen.id[at] = id;
		seen.state[at] = option_there;
	}
	*detail = 0;
	return method->check_ballot ? method->check_ballot(ballot, detail) : err_none;
}

static enum err check_choices(const struct row_ballot *ballot, const struct voting_method *method,
			      struct pairs choices, uint64_t *detail)
{
	struct option_set set;
	option_set_make(&set, ballot);
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair choice = pairs_get(choices, i);
		uint32_t at = slot_of(&set, choice.id);
		*detail = choice.id;
		if (set.state[at] == option_absent)
			return err_option_foreign;
		if (set.state[at] == option_named)
			return err_option_twice;
		set.state[at] = option_named;
		enum err err = method->check_choice(ballot, choice, detail);
		if (err != err_none)
			return err;
	}
	return err_none;
}

enum err voting_check_paper(const struct row_ballot *ballot, struct pairs choices, uint64_t *detail)
{
	const struct voting_method *method = voting_method(ballot->method);
	*detail = 0;
	if (!method || method->grows)
		return err_method_differs;
	enum err err = check_choices(ballot, method, choices, detail);
	if (err == err_none && method->check_paper)
		err = method->check_paper(ballot, choices, detail);
	if (err == err_none)
		*detail = 0;
	return err;
}

/* ---- what several methods share ---- */

enum err method_check_one(const struct row_ballot *ballot, struct pair choice, uint64_t *detail)
{
	(void)ballot;
	*detail = choice.id;
	return choice.number == 1 ? err_none : err_value_wrong;
}

enum err method_check_picks(const struct row_ballot *ballot, struct pairs choices, uint64_t *detail)
{
	*detail = ballot->picks;
	return ballot->picks == 0 || choices.count <= ballot->picks ? err_none : err_picks_too_many;
}

void method_count_agree(struct cell *cell, uint64_t value, uint64_t step)
{
	(void)value;
	cell->agree += step;
}

void method_count_answer(struct cell *cell, uint64_t value, uint64_t step)
{
	cell->answers += step;
	if (value == choice_agree)
		cell->agree += step;
	else if (value == choice_disagree)
		cell->disagree += step;
	else
		cell->pass += step;
}

struct share method_share_agree(const struct row_ballot *ballot, struct cell cell)
{
	(void)ballot;
	return (struct share){cell.agree, cell.answers, 1};
}
