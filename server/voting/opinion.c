/* Opinion: agree, disagree or pass, idea by idea, for every idea that fits the ballot. */
#include "server/voting/method.h"

const struct voting_method method_opinion = {
	.grows = true,
	.count = method_count_answer,
	.support = method_share_agree,
};
