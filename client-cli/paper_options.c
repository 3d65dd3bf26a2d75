#include "client-cli/paper_options.h"

#include <stdlib.h>

#include "client-cli/ballot_view.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"

static void add(struct paper_options *options, const struct replica *replica, struct pair option)
{
	const uint32_t key[ROW_KEY_PARTS] = {option.id};
	struct row_idea idea;
	struct text title = {"", 0};
	if (replica_get(replica, row_kind_idea, key, &idea))
		title = ideas_view_title(&idea);
	options->at = realloc(options->at, (options->count + 1) * sizeof *options->at);
	if (!options->at)
		abort();
	options->at[options->count++] = (struct paper_option){option.id, option.number, title};
}

static void add_fitting(struct paper_options *options, const struct replica *replica,
			const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_idea idea;
	find_all_start(&all, replica, row_kind_idea);
	while (find_all_next(&all, &idea))
		if (idea.hold == hold_none && idea.merged_into.n == 0 &&
		    ballot_view_fits(ballot, &idea))
			add(options, replica, (struct pair){idea.id.n, 0});
}

void paper_options_make(struct paper_options *options, const struct replica *replica,
			const struct row_ballot *ballot)
{
	*options = (struct paper_options){0};
	for (uint32_t i = 0; i < ballot->options.count; i++)
		add(options, replica, pairs_get(ballot->options, i));
	bool none = options->count == 0;
	if (none && ballot->method == ballot_method_opinion)
		add_fitting(options, replica, ballot);
	if (ballot->method == ballot_method_resistance ||
	    (none && ballot->method == ballot_method_yesno))
		add(options, replica, (struct pair){0, 0});
}

void paper_options_free(struct paper_options *options)
{
	free(options->at);
	*options = (struct paper_options){0};
}

uint32_t paper_options_find(const struct paper_options *options, uint32_t number)
{
	uint32_t at = 0;
	while (at < options->count && options->at[at].number != number)
		at++;
	return at;
}
