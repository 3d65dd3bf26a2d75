/* Resistance (Systemisches Konsensieren): 0 to 10 against each option and against deciding nothing,
 * the passive option.
 *
 * An option's acceptance is 1 - W / (10 n): W is the resistance of the n people who answered to it;
 * who left it out is absent. Carried is what is more acceptable than deciding nothing, tied what is
 * as acceptable. The passive option has a rank among the others and no decision of its own; where
 * nobody answered to it there is nothing to compare with, and nothing is decided. */
#include <stdlib.h>

#include "server/voting/method.h"

#define RESISTANCE_MAX 10u

static enum err check_choice(const struct row_ballot *ballot, struct pair choice, uint64_t *detail)
{
	(void)ballot;
	*detail = choice.id;
	return choice.number <= RESISTANCE_MAX ? err_none : err_value_wrong;
}

static void count(struct cell *cell, uint64_t value, uint64_t step)
{
	cell->answers += step;
	cell->sum += value * step;
}

static struct share acceptance(const struct row_ballot *ballot, struct cell cell)
{
	(void)ballot;
	uint64_t most = cell.answers * RESISTANCE_MAX;
	return (struct share){cell.sum < most ? most - cell.sum : 0, most, RESISTANCE_MAX};
}

/* Answers under a rule: those of towns, or of everybody. */
static bool is_answered(const struct conclusion *conclusion, enum rule rule, uint32_t option)
{
	if (rule == rule_people)
		return sheet_total(conclusion->sheet, option).answers > 0;
	for (uint32_t i = 0; i < conclusion->town_count; i++)
		if (sheet_cell(conclusion->sheet, option, conclusion->towns[i]).answers > 0)
			return true;
	return false;
}

static uint32_t passive_index(const struct conclusion *conclusion)
{
	uint32_t i = 0;
	while (i < conclusion->option_count && conclusion->options[i] != 0)
		i++;
	return i;
}

static enum decision compared(uint64_t score, uint64_t passive)
{
	return score > passive ? decision_carried : score < passive ? decision_lost : decision_tied;
}

static void decide(const struct conclusion *conclusion)
{
	uint32_t passive = passive_index(conclusion);
	for (enum rule rule = rule_people; rule <= rule_every_town; rule++) {
		if (passive == conclusion->option_count || !is_answered(conclusion, rule, 0))
			continue;
		struct standing *standings = conclusion->standings[rule - 1];
		for (uint32_t i = 0; i < conclusion->option_count; i++)
			if (i != passive)
				standings[i].decision =
					is_answered(conclusion, rule, conclusion->options[i])
						? compared(standings[i].score,
							   standings[passive].score)
						: decision_lost;
	}
}

static void town_carries(const struct conclusion *conclusion, uint32_t town, bool *carries)
{
	struct share passive =
		acceptance(conclusion->ballot, sheet_cell(conclusion->sheet, 0, town));
	for (uint32_t i = 0; i < conclusion->option_count; i++) {
		struct share own =
			acceptance(conclusion->ballot,
				   sheet_cell(conclusion->sheet, conclusion->options[i], town));
		carries[i] =
			(share_wide)own.part * passive.whole > (share_wide)passive.part * own.whole;
	}
}

const struct voting_method method_resistance = {
	.passive = true,
	.check_choice = check_choice,
	.count = count,
	.support = acceptance,
	.decide = decide,
	.town_carries = town_carries,
};
