/* Approval: any number of options; the score is the share of the papers that have it. */
#include "server/voting/method.h"

const struct voting_method method_approval = {
	.answers_are_papers = true,
	.check_choice = method_check_one,
	.count = method_count_agree,
	.support = method_share_agree,
};
