/* Budget: options that cost; a paper approves of any number of them, or of at most `picks`. */
#include "server/voting/method.h"

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	if (ballot->budget == 0)
		return err_budget_missing;
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		if (option.number == 0) {
			*detail = option.id;
			return err_cost_missing;
		}
	}
	return err_none;
}

const struct voting_method method_budget = {
	.answers_are_papers = true,
	.check_ballot = check_ballot,
	.check_choice = method_check_one,
	.check_paper = method_check_picks,
	.count = method_count_agree,
	.support = method_share_agree,
};
