/* ideas: the list, chosen and sorted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/idea_filter.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"

/* ---- sorting ---- */

static int64_t support(const struct ideas_view_idea *idea)
{
	return (int64_t)idea->cells.all.agree - (int64_t)idea->cells.all.disagree;
}

static int newer_first(const void *a, const void *b)
{
	const struct row_idea *x = &(*(struct ideas_view_idea *const *)a)->row;
	const struct row_idea *y = &(*(struct ideas_view_idea *const *)b)->row;
	if (x->created_ms != y->created_ms)
		return x->created_ms > y->created_ms ? -1 : 1;
	return x->id.n > y->id.n ? -1 : x->id.n < y->id.n;
}

static int more_support_first(const void *a, const void *b)
{
	const struct ideas_view_idea *x = *(struct ideas_view_idea *const *)a;
	const struct ideas_view_idea *y = *(struct ideas_view_idea *const *)b;
	if (support(x) != support(y))
		return support(x) > support(y) ? -1 : 1;
	if (x->cells.all.agree != y->cells.all.agree)
		return x->cells.all.agree > y->cells.all.agree ? -1 : 1;
	return x->row.id.n < y->row.id.n ? -1 : x->row.id.n > y->row.id.n;
}

/* Towns in the order in which the session names them. */
static int by_town(const void *a, const void *b)
{
	const struct row_idea *x = &(*(struct ideas_view_idea *const *)a)->row;
	const struct row_idea *y = &(*(struct ideas_view_idea *const *)b)->row;
	if (x->town.n != y->town.n)
		return x->town.n < y->town.n ? -1 : 1;
	return newer_first(a, b);
}

struct order {
	const char *name, *sentence;
	int (*compare)(const void *a, const void *b);
};

static const struct order orders[] = {
	{"new", "newest first", newer_first},
	{"support", "by support: agree minus disagree, then agree", more_support_first},
	{"town", "by town, newest first", by_town},
};
#define ORDER_COUNT (uint32_t)(sizeof orders / sizeof orders[0])

static int read_order(const struct cli *cli, const struct order **order)
{
	const char *names[ORDER_COUNT], *typed = cli_option(cli, "sort");
	char hint[100];
	uint32_t index = 0;
	for (uint32_t i = 0; i < ORDER_COUNT; i++)
		names[i] = orders[i].name;
	if (typed &&
	    options_match(typed, names, ORDER_COUNT, &index, hint, sizeof hint) != word_match_one)
		return cli_misuse(cli, "--sort %s: write new, support or town", typed);
	*order = &orders[index];
	return exit_done;
}

/* ---- ideas ---- */

/* Columns that would be the same for all ideas are left out. */
struct columns {
	bool boards, states;
};

static struct columns choose_columns(struct ideas_view_idea *const *ideas, uint32_t count)
{
	struct columns columns = {0};
	for (uint32_t i = 0; i < count; i++) {
		char state[IDEAS_VIEW_STATE_BYTES];
		ideas_view_state(&ideas[i]->row, state);
		columns.boards |= ideas[i]->row.board.n != ideas[0]->row.board.n;
		columns.states |= state[0] != '\0';
	}
	return columns;
}

static void cell_opinions(struct render_table *table, const struct ideas_view_idea *idea,
			  uint64_t count)
{
	if (idea->ballot.id.n && !idea->cells.known)
		render_cell(table, "%s", "–");
	else
		render_cell(table, "%llu", (unsigned long long)count);
}

static void add_cells(struct render_table *table, const struct ideas_view *view,
		      const struct ideas_view_idea *idea, struct columns columns)
{
	char state[IDEAS_VIEW_STATE_BYTES];
	const struct replica *replica = view->replica;
	ideas_view_state(&idea->row, state);
	render_cell(table, "%u", idea->row.id.n);
	render_cell_text(table, find_label(replica, row_kind_town, "name", idea->row.town.n));
	if (columns.boards)
		render_cell_text(table,
				 find_label(replica, row_kind_board, "title", idea->row.board.n));
	cell_opinions(table, idea, idea->cells.all.agree);
	cell_opinions(table, idea, idea->cells.all.disagree);
	cell_opinions(table, idea, idea->cells.all.pass);
	render_cell(table, "%llu", (unsigned long long)idea->comments);
	if (columns.states)
		render_cell(table, "%s", state);
	render_cell_text(table, ideas_view_title(&idea->row));
}

static void print_table(const struct cli *cli, const struct ideas_view *view,
			struct ideas_view_idea *const *ideas, uint32_t count)
{
	char headings[120];
	struct columns columns = choose_columns(ideas, count);
	snprintf(headings, sizeof headings, ">#|Town|%s>agree|>disagree|>pass|>comments|%sIdea",
		 columns.boards ? "Board|" : "", columns.states ? "State|" : "");
	struct render_table *table = render_table_new(headings);
	for (uint32_t i = 0; i < count; i++)
		add_cells(table, view, ideas[i], columns);
	render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
}

static int list(struct client *client, const struct order *order)
{
	const struct cli *cli = client->cli;
	struct idea_filter filter;
	struct ideas_view view;
	bool waiting = cli_flag(cli, "waiting");
	int status = idea_filter_read(&filter, cli, client->replica);
	if (status)
		return status;
	ideas_view_make(&view, client->replica);
	struct ideas_view_idea **ideas = calloc(view.idea_count + 1, sizeof(*ideas));
	uint32_t count = 0, merged = 0;
	if (!ideas)
		abort();
	for (uint32_t i = 0; i < view.idea_count; i++) {
		const struct row_idea *idea = &view.ideas[i].row;
		if (idea_filter_passes(&filter, idea) && (!waiting || idea->hold == hold_waiting))
			ideas[count++] = &view.ideas[i];
		merged += idea->merged_into.n != 0;
	}
	qsort(ideas, count, sizeof(*ideas), order->compare);
	if (cli->json) {
		json_t *all = json_array();
		for (uint32_t i = 0; i < count; i++)
			json_array_append_new(all, ideas_view_json(&view, ideas[i]));
		cli_print_json(all);
	} else {
		print_table(cli, &view, ideas, count);
		cli_say(cli, "%u idea%s, %s%s.", count, count == 1 ? "" : "s", order->sentence,
			merged && !filter.merged_too ? "; --all lists merged ones too" : "");
	}
	free(ideas);
	ideas_view_free(&view);
	return exit_done;
}

static int ideas_run(struct cli *cli)
{
	struct client client;
	const struct order *order = &orders[0];
	int status = read_order(cli, &order);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = list(&client, order);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ideas = {
	.name = "ideas",
	.arguments = "",
	.purpose = "List the ideas",
	.options = {{"board", "X", "only of this board or town's board", 0, false},
		    {"topic", "X", "only under this topic", 0, false},
		    {"town", "X", "only from this town", 0, false},
		    {"idea-sort", "X", "only of this sort: what the method calls a goal, a measure",
		     0, false},
		    {"waiting", NULL, "only those that wait for approval", 0, false},
		    {"all", NULL, "merged ones too", 0, false},
		    {"sort", "ORDER", "new, support or town (new)", 0, false}},
	.examples = {"bogen ideas --sort support", "bogen ideas --topic Traffic --json",
		     "bogen ideas --board Saalfeld --idea-sort Measure"},
	.notes = "support: agree minus disagree; equal ones by agree. Ideas that were merged into "
		 "others\nare left out unless --all is given.",
	.run = ideas_run,
};
