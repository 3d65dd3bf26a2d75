/* Which ideas are meant: the options --board, --topic, --town, --idea-sort and --all, as far as a
 * subcommand has them. */
#ifndef BOGEN_CLI_IDEA_FILTER_H
#define BOGEN_CLI_IDEA_FILTER_H

#include "client-cli/cli.h"
#include "protocol/replica.h"

struct idea_filter {
	struct board_id board; /* 0: any, as all of these */
	struct topic_id topic;
	struct town_id town;
	struct idea_sort_id sort;
	bool merged_too;
	bool held_too; /* what waits, was written alone or is hidden; read as true */
};

/* Returns 0, or an exit code after saying what there is not. */
int idea_filter_read(struct idea_filter *filter, const struct cli *cli,
		     const struct replica *replica);
bool idea_filter_passes(const struct idea_filter *filter, const struct row_idea *idea);

#endif
