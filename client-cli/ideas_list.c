/* ideas, idea show: reading ideas. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- sorting ---- */

static int64_t support(const struct ideas_view_idea *idea)
{
	return (int64_t)idea->all.agree - (int64_t)idea->all.disagree;
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
	if (x->all.agree != y->all.agree)
		return x->all.agree > y->all.agree ? -1 : 1;
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

/* ---- choosing ---- */

struct filter {
	struct board_id board;
	struct topic_id topic;
	struct town_id town;
};

static int read_filter(const struct client *client, struct filter *filter)
{
	const struct cli *cli = client->cli;
	const char *board = cli_option(cli, "board"), *topic = cli_option(cli, "topic");
	const char *town = cli_option(cli, "town");
	int status = exit_done;
	if (board)
		status = find_board(cli, client->replica, board, &filter->board);
	if (!status && topic)
		status = find_topic(cli, client->replica, topic, &filter->topic);
	if (!status && town)
		status = find_town(cli, client->replica, town, &filter->town);
	return status;
}

static bool passes(const struct filter *filter, const struct row_idea *idea)
{
	return (!filter->board.n || filter->board.n == idea->board.n) &&
	       (!filter->topic.n || filter->topic.n == idea->topic.n) &&
	       (!filter->town.n || filter->town.n == idea->town.n);
}

/* ---- ideas ---- */

static void print_table(const struct cli *cli, const struct ideas_view *view,
			struct ideas_view_idea *const *ideas, uint32_t count)
{
	struct render_table *table =
		render_table_new(">#|Town|>agree|>disagree|>pass|>comments|Idea");
	for (uint32_t i = 0; i < count; i++) {
		const struct ideas_view_idea *idea = ideas[i];
		render_cell(table, "%u", idea->row.id.n);
		render_cell_text(
			table, find_label(view->replica, row_kind_town, "name", idea->row.town.n));
		render_cell(table, "%llu", (unsigned long long)idea->all.agree);
		render_cell(table, "%llu", (unsigned long long)idea->all.disagree);
		render_cell(table, "%llu", (unsigned long long)idea->all.pass);
		render_cell(table, "%llu", (unsigned long long)idea->comments);
		render_cell_text(table, ideas_view_title(&idea->row));
	}
	render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
}

static int list(struct client *client, const struct order *order)
{
	const struct cli *cli = client->cli;
	struct filter filter = {0};
	struct ideas_view view;
	int status = read_filter(client, &filter);
	if (status)
		return status;
	ideas_view_make(&view, client->replica, ideas_view_ballot(client->replica));
	struct ideas_view_idea **ideas = calloc(view.idea_count + 1, sizeof(*ideas));
	uint32_t count = 0;
	if (!ideas)
		abort();
	for (uint32_t i = 0; i < view.idea_count; i++)
		if (passes(&filter, &view.ideas[i].row))
			ideas[count++] = &view.ideas[i];
	qsort(ideas, count, sizeof(*ideas), order->compare);
	if (cli->json) {
		json_t *all = json_array();
		for (uint32_t i = 0; i < count; i++)
			json_array_append_new(all, ideas_view_json(&view, ideas[i]));
		cli_print_json(all);
	} else {
		print_table(cli, &view, ideas, count);
		cli_say(cli, "%u ideas, %s.", count, order->sentence);
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
		    {"sort", "ORDER", "new, support or town (new)", 0, false}},
	.examples = {"bogen ideas --sort support", "bogen ideas --topic Traffic --json"},
	.notes = "support: agree minus disagree; equal ones by agree.",
	.run = ideas_run,
};

/* ---- idea show ---- */

static json_t *comments_json(const struct replica *replica, struct idea_id idea)
{
	struct find_all all;
	struct row_comment comment;
	json_t *comments = json_array();
	find_all_start(&all, replica, row_kind_comment);
	while (find_all_next(&all, &comment)) {
		if (comment.idea.n != idea.n)
			continue;
		struct text author = find_label(replica, row_kind_author, "name", comment.author.n);
		struct text town = find_label(replica, row_kind_town, "name", comment.town.n);
		json_array_append_new(
			comments, json_pack("{s:I,s:o,s:o,s:o,s:I}", "id", (json_int_t)comment.id.n,
					    "text", row_json_text(comment.text), "author",
					    author.size ? row_json_text(author) : json_null(),
					    "town", town.size ? row_json_text(town) : json_null(),
					    "created_ms", (json_int_t)comment.created_ms));
	}
	return comments;
}

static json_t *links_json(const struct replica *replica, struct idea_id idea)
{
	struct find_all all;
	struct row_link link;
	json_t *links = json_array();
	find_all_start(&all, replica, row_kind_link);
	while (find_all_next(&all, &link)) {
		const char *relation = words_name(&words_relation, link.relation);
		if (link.from.n == idea.n || link.to.n == idea.n)
			json_array_append_new(links, json_pack("{s:I,s:s,s:I}", "from",
							       (json_int_t)link.from.n, "relation",
							       relation ? relation : "", "to",
							       (json_int_t)link.to.n));
	}
	return links;
}

static void print_byline(const struct replica *replica, struct person_id author,
			 struct town_id town, uint64_t created_ms)
{
	char when[32];
	char *name = render_line(find_label(replica, row_kind_author, "name", author.n));
	char *place = render_line(find_label(replica, row_kind_town, "name", town.n));
	render_time(created_ms, when, sizeof when);
	printf("%s%s%s, %s", name, place[0] ? ", " : "", place, when);
	free(name);
	free(place);
}

static void print_opinions(const struct cli *cli, const struct ideas_view *view,
			   const struct ideas_view_idea *idea)
{
	struct render_table *table = render_table_new("Town|>agree|>disagree|>pass");
	for (uint32_t i = 0; i <= view->town_count; i++) {
		struct counts counts = i < view->town_count ? idea->towns[i] : idea->all;
		if (i < view->town_count)
			render_cell_text(table, view->towns[i].name);
		else
			render_cell(table, "All");
		render_cell(table, "%llu", (unsigned long long)counts.agree);
		render_cell(table, "%llu", (unsigned long long)counts.disagree);
		render_cell(table, "%llu", (unsigned long long)counts.pass);
	}
	render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
}

static void print_idea(const struct cli *cli, const struct ideas_view *view,
		       const struct ideas_view_idea *idea)
{
	const struct replica *replica = view->replica;
	struct find_all all;
	struct row_comment comment;
	struct row_link link;
	struct text title = ideas_view_title(&idea->row);
	render_heading(stdout, cli->styled, "#%u %.*s", idea->row.id.n, (int)title.size, title.at);
	print_byline(replica, idea->row.author, idea->row.town, idea->row.created_ms);
	putchar('\n');
	if (idea->row.title.size) {
		putchar('\n');
		render_text(stdout, "", idea->row.text);
	}
	putchar('\n');
	print_opinions(cli, view, idea);
	find_all_start(&all, replica, row_kind_link);
	while (find_all_next(&all, &link))
		if (link.from.n == idea->row.id.n || link.to.n == idea->row.id.n)
			printf("\n#%u %s #%u\n", link.from.n,
			       words_name(&words_relation, link.relation), link.to.n);
	find_all_start(&all, replica, row_kind_comment);
	while (find_all_next(&all, &comment)) {
		if (comment.idea.n != idea->row.id.n)
			continue;
		printf("\nComment #%u: ", comment.id.n);
		print_byline(replica, comment.author, comment.town, comment.created_ms);
		putchar('\n');
		render_text(stdout, "  ", comment.text);
	}
}

static int show(struct client *client, uint32_t number)
{
	struct ideas_view view;
	struct row_idea row;
	uint64_t revision;
	int status = find_idea(client->cli, client->replica, number, &row, &revision);
	if (status)
		return status;
	ideas_view_make(&view, client->replica, ideas_view_ballot(client->replica));
	for (uint32_t i = 0; i < view.idea_count; i++) {
		const struct ideas_view_idea *idea = &view.ideas[i];
		if (idea->row.id.n != number)
			continue;
		if (!client->cli->json) {
			print_idea(client->cli, &view, idea);
			continue;
		}
		json_t *object = ideas_view_json(&view, idea);
		json_object_set_new(object, "by_town", ideas_view_towns_json(&view, idea));
		json_object_set_new(object, "comment_list", comments_json(client->replica, row.id));
		json_object_set_new(object, "links", links_json(client->replica, row.id));
		cli_print_json(object);
	}
	ideas_view_free(&view);
	return exit_done;
}

static int idea_show(struct cli *cli)
{
	struct client client;
	uint32_t number;
	int status = cli_argument_number(cli, 0, "an idea", &number);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = show(&client, number);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_idea_show = {
	.name = "idea show",
	.arguments = "ID",
	.purpose = "Show an idea with opinions by town, links and comments",
	.examples = {"bogen idea show 12", "bogen idea show '#12' --json"},
	.run = idea_show,
};
