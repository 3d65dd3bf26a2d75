/* Yes or no to each option, or to the ballot's question; who abstains is counted and decides
 * nothing.
 *
 * Carried is what has at least the threshold's share of yes among yes and no, or more than half if
 * the threshold is one half: by people; by the mean of the towns' shares; in each of the towns. A
 * town in which nobody says yes or no carries nothing. */
#include "server/voting/method.h"

enum { value_abstain = 3 };

static bool is_half(const struct row_ballot *ballot)
{
	return ballot->threshold_of == 0 || 2 * ballot->threshold == ballot->threshold_of;
}

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	(void)detail;
	bool standard = ballot->threshold == 0 && ballot->threshold_of == 0;
	bool share = ballot->threshold > 0 && ballot->threshold <= ballot->threshold_of;
	return standard || share ? err_none : err_threshold_wrong;
}

static enum err check_choice(const struct row_ballot *ballot, struct pair choice, uint64_t *detail)
{
	(void)ballot;
	*detail = choice.id;
	return choice.number >= 1 && choice.number <= value_abstain ? err_none : err_value_wrong;
}

static struct share support(const struct row_ballot *ballot, struct cell cell)
{
	(void)ballot;
	return (struct share){cell.agree, cell.agree + cell.disagree, 1};
}

static bool meets(const struct row_ballot *ballot, struct share share)
{
	return is_half(ballot) ? share_more_than_half(share)
			       : share_at_least(share, ballot->threshold, ballot->threshold_of);
}

static bool mean_meets(const struct row_ballot *ballot, const struct share_mean *mean)
{
	return is_half(ballot) ? share_mean_more_than_half(mean)
			       : share_mean_at_least(mean, ballot->threshold, ballot->threshold_of);
}

static enum decision decision_of(bool carried)
{
	return carried ? decision_carried : decision_lost;
}

static void decide(const struct conclusion *conclusion)
{
	const struct row_ballot *ballot = conclusion->ballot;
	for (uint32_t i = 0; i < conclusion->option_count; i++) {
		uint32_t option = conclusion->options[i];
		struct share_mean mean = {0};
		for (uint32_t t = 0; t < conclusion->town_count; t++)
			share_mean_add(&mean, support(ballot, sheet_cell(conclusion->sheet, option,
									 conclusion->towns[t])));
		struct share all = support(ballot, sheet_total(conclusion->sheet, option));
		conclusion->standings[rule_people - 1][i].decision =
			decision_of(meets(ballot, all));
		conclusion->standings[rule_towns - 1][i].decision =
			decision_of(mean_meets(ballot, &mean));
		conclusion->standings[rule_every_town - 1][i].decision =
			decision_of(conclusion->carried[i] == conclusion->town_all);
	}
}

static void town_carries(const struct conclusion *conclusion, uint32_t town, bool *carries)
{
	for (uint32_t i = 0; i < conclusion->option_count; i++)
		carries[i] =
			meets(conclusion->ballot,
			      support(conclusion->ballot,
				      sheet_cell(conclusion->sheet, conclusion->options[i], town)));
}

const struct voting_method method_yesno = {
	.question_if_empty = true,
	.check_ballot = check_ballot,
	.check_choice = check_choice,
	.count = method_count_answer,
	.support = support,
	.decide = decide,
	.town_carries = town_carries,
};
