/* What a ballot puts to the vote, in the order in which papers show it. */
#ifndef BOGEN_CLI_PAPER_OPTIONS_H
#define BOGEN_CLI_PAPER_OPTIONS_H

#include "protocol/replica.h"

struct paper_option {
	uint32_t number;   /* of the idea; 0: the question itself, or deciding nothing */
	uint64_t cost;     /* cents */
	struct text title; /* borrowed from the replica; "" for number 0 */
};

struct paper_options {
	struct paper_option *at;
	uint32_t count;
};

/* In an opinion ballot these are the ideas that fit it now; other ballots have theirs fixed when
 * they are opened. Free also if there are none. */
void paper_options_make(struct paper_options *options, const struct replica *replica,
			const struct row_ballot *ballot);
void paper_options_free(struct paper_options *options);

/* The place of the option with this number, or `count`. */
uint32_t paper_options_find(const struct paper_options *options, uint32_t number);

#endif
