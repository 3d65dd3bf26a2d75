/* Dots: `points` over the options, at most `heap` on one where it is not 0.
 *
 * The score is the share of the points that the papers could have given; in the rule every_town an
 * option is supported by who gives it any. */
#include "server/voting/method.h"

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	(void)detail;
	return ballot->points > 0 ? err_none : err_points_missing;
}

static enum err check_choice(const struct row_ballot *ballot, struct pair choice, uint64_t *detail)
{
	if (choice.number == 0) {
		*detail = choice.id;
		return err_value_wrong;
	}
	if (ballot->heap > 0 && choice.number > ballot->heap) {
		*detail = ballot->heap;
		return err_points_heaped;
	}
	if (choice.number > ballot->points) {
		*detail = ballot->points;
		return err_points_too_many;
	}
	return err_none;
}

static enum err check_paper(const struct row_ballot *ballot, struct pairs choices, uint64_t *detail)
{
	uint64_t points = 0;
	for (uint32_t i = 0; i < choices.count; i++)
		points += pairs_get(choices, i).number;
	*detail = ballot->points;
	return points <= ballot->points ? err_none : err_points_too_many;
}

static void count(struct cell *cell, uint64_t value, uint64_t step)
{
	cell->agree += step;
	cell->sum += value * step;
}

static struct share worth(const struct row_ballot *ballot, struct cell cell)
{
	return (struct share){cell.sum, cell.answers * ballot->points, ballot->points};
}

const struct voting_method method_dots = {
	.answers_are_papers = true,
	.check_ballot = check_ballot,
	.check_choice = check_choice,
	.check_paper = check_paper,
	.count = count,
	.worth = worth,
	.support = method_share_agree,
};
