#include "client-cli/idea_filter.h"

#include "client-cli/find.h"

int idea_filter_read(struct idea_filter *filter, const struct cli *cli,
		     const struct replica *replica)
{
	const char *board = cli_option(cli, "board"), *topic = cli_option(cli, "topic");
	const char *town = cli_option(cli, "town"), *sort = cli_option(cli, "idea-sort");
	int status = exit_done;
	*filter = (struct idea_filter){.merged_too = cli_flag(cli, "all"), .held_too = true};
	if (board)
		status = find_board(cli, replica, board, &filter->board);
	if (!status && topic)
		status = find_topic(cli, replica, topic, &filter->topic);
	if (!status && town)
		status = find_town(cli, replica, town, &filter->town);
	if (!status && sort)
		status = find_number(cli, replica, row_kind_idea_sort, "title", sort,
				     &filter->sort.n);
	return status;
}

bool idea_filter_passes(const struct idea_filter *filter, const struct row_idea *idea)
{
	return (!filter->board.n || filter->board.n == idea->board.n) &&
	       (!filter->topic.n || filter->topic.n == idea->topic.n) &&
	       (!filter->town.n || filter->town.n == idea->town.n) &&
	       (!filter->sort.n || filter->sort.n == idea->sort.n) &&
	       (filter->merged_too || !idea->merged_into.n) &&
	       (filter->held_too || idea->hold == hold_none);
}
