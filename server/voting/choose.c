/* Choose: at most `picks` of the options, as a steering group selects 10 of 20. */
#include "server/voting/method.h"

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	(void)detail;
	return ballot->picks > 0 ? err_none : err_picks_missing;
}

const struct voting_method method_choose = {
	.answers_are_papers = true,
	.check_ballot = check_ballot,
	.check_choice = method_check_one,
	.check_paper = method_check_picks,
	.count = method_count_agree,
	.support = method_share_agree,
};
