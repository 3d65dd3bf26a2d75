/* vote, ballot: opinions and what comes of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/idea_filter.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- vote ---- */

static int read_choice(const struct cli *cli, const char *typed, enum choice *choice)
{
	const char *names[8];
	char hint[100];
	uint32_t count = words_choice.count < 8 ? words_choice.count : 8, index = 0;
	for (uint32_t i = 0; i < count; i++)
		names[i] = words_choice.words[i].name;
	if (options_match(typed, names, count, &index, hint, sizeof hint) != word_match_one)
		return cli_misuse(cli, "'%s': write agree, disagree or pass", typed);
	*choice = (enum choice)words_choice.words[index].number;
	return exit_done;
}

/* The ballot that is named, else the open one. */
static int choose_ballot(const struct client *client, struct ballot_id *ballot)
{
	struct find_all all;
	struct row_ballot row;
	const char *typed = cli_option(client->cli, "ballot");
	uint32_t open = 0;
	if (typed) {
		int status = find_ballot(client->cli, client->replica, typed, &row);
		*ballot = row.id;
		return status;
	}
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &row)) {
		if (row.method != ballot_method_opinion || row.state != ballot_state_open)
			continue;
		open++;
		*ballot = row.id;
	}
	if (open == 0)
		return cli_fail(client->cli, exit_conflict, "ballot_not_open",
				"no opinion ballot is open");
	return open == 1 ? exit_done
			 : cli_misuse(client->cli, "%u ballots are open; which one? --ballot B",
				      open);
}

static int vote(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_vote args = {0};
	int status = cli_argument_number(cli, 0, "an idea", &args.idea.n);
	if (!status)
		status = read_choice(cli, cli_argument(cli, 1), &args.choice);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = choose_ballot(&client, &args.ballot);
	if (!status)
		status = find_person_option(cli, client.replica, &args.person);
	if (!status)
		status = client_command(&client, command_kind_vote, &args, &created);
	client_end(&client);
	if (status)
		return status;
	const char *choice = words_name(&words_choice, args.choice);
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I,s:s}", "ballot",
						(json_int_t)args.ballot.n, "idea",
						(json_int_t)args.idea.n, "choice", choice));
	cli_say(cli, "Opinion of #%u: %s.", args.idea.n, choice);
	return exit_done;
}

const struct subcommand subcommand_vote = {
	.name = "vote",
	.arguments = "ID CHOICE",
	.purpose = "Say what you think of an idea: agree, disagree or pass",
	.options = {{"ballot", "B", "in this ballot (the open one)", 0, false},
		    {"person", "NAME", "for an assisted person (moderators)", 0, false}},
	.examples = {"bogen vote 12 agree", "bogen vote 12 pass"},
	.notes = "A later opinion of the same idea replaces the earlier one.",
	.run = vote,
};

/* ---- ballot list ---- */

static int ballot_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|Method|State|Ballot");
	find_all_start(&all, client.replica, row_kind_ballot);
	while (find_all_next(&all, &ballot)) {
		const char *method = words_name(&words_ballot_method, ballot.method);
		const char *state = words_name(&words_ballot_state, ballot.state);
		json_array_append_new(
			list, json_pack("{s:I,s:o,s:s,s:s,s:I,s:I}", "id", (json_int_t)ballot.id.n,
					"title", row_json_text(ballot.title), "method",
					method ? method : "", "state", state ? state : "",
					"opened_ms", (json_int_t)ballot.opened_ms, "closed_ms",
					(json_int_t)ballot.closed_ms));
		render_cell(table, "%u", ballot.id.n);
		render_cell(table, "%s", method ? method : "");
		render_cell(table, "%s", state ? state : "");
		render_cell_text(table, ballot.title);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_list = {
	.name = "ballot list",
	.arguments = "",
	.purpose = "List the ballots",
	.examples = {"bogen ballot list"},
	.run = ballot_list,
};

/* ---- ballot open, close ---- */

static int turn(struct cli *cli, bool open)
{
	struct client client;
	uint32_t created;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = find_ballot(cli, client.replica, cli_argument(cli, 0), &ballot);
	/* Two structs with one member of the same type. */
	struct command_ballot_open args = {ballot.id};
	struct command_ballot_close close_args = {ballot.id};
	if (!status && open)
		status = client_command(&client, command_kind_ballot_open, &args, &created);
	else if (!status)
		status = client_command(&client, command_kind_ballot_close, &close_args, &created);
	client_end(&client);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:s}", "id", (json_int_t)ballot.id.n, "state",
						open ? "open" : "closed"));
	cli_say(cli, "Ballot #%u is %s.", ballot.id.n, open ? "open" : "closed");
	return exit_done;
}

static int ballot_open(struct cli *cli)
{
	return turn(cli, true);
}

static int ballot_close(struct cli *cli)
{
	return turn(cli, false);
}

const struct subcommand subcommand_ballot_open = {
	.name = "ballot open",
	.arguments = "BALLOT",
	.purpose = "Open a ballot, or open it again (moderators)",
	.examples = {"bogen ballot open 1"},
	.run = ballot_open,
};

const struct subcommand subcommand_ballot_close = {
	.name = "ballot close",
	.arguments = "BALLOT",
	.purpose = "Close a ballot (moderators)",
	.examples = {"bogen ballot close 1"},
	.run = ballot_close,
};

/* ---- ballot results ---- */

struct result {
	const struct ideas_view_idea *idea;
	double score;
};

static int better_first(const void *a, const void *b)
{
	const struct result *x = a, *y = b;
	if (!rule_equal(x->score, y->score))
		return x->score > y->score ? -1 : 1;
	return x->idea->row.id.n < y->idea->row.id.n ? -1 : 1;
}

/* Keeps the ideas that are meant. Merged ones stand for themselves no more; what few may see is
 * left out unless asked for, since results are shown on walls. */
static void keep(struct ideas_view *view, const struct idea_filter *filter)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < view->idea_count; i++)
		if (idea_filter_passes(filter, &view->ideas[i].row))
			view->ideas[kept++] = view->ideas[i];
	view->idea_count = kept;
}

static bool on_one_board(const struct ideas_view *view)
{
	for (uint32_t i = 1; i < view->idea_count; i++)
		if (view->ideas[i].row.board.n != view->ideas[0].row.board.n)
			return false;
	return true;
}

/* Sorted by score. Returns owned. */
static struct result *rank(const struct ideas_view *view, enum town_rule rule, uint32_t *ranks)
{
	struct result *results = calloc(view->idea_count + 1, sizeof *results);
	double *scores = calloc(view->idea_count + 1, sizeof *scores);
	if (!results || !scores)
		abort();
	for (uint32_t i = 0; i < view->idea_count; i++) {
		const struct ideas_view_idea *idea = &view->ideas[i];
		results[i].idea = idea;
		results[i].score = rule_score(rule, idea->towns, view->town_count, idea->elsewhere);
	}
	qsort(results, view->idea_count, sizeof *results, better_first);
	for (uint32_t i = 0; i < view->idea_count; i++)
		scores[i] = results[i].score;
	rule_ranks(scores, view->idea_count, ranks);
	free(scores);
	return results;
}

static struct text board_of(const struct ideas_view *view, const struct ideas_view_idea *idea)
{
	return find_label(view->replica, row_kind_board, "title", idea->row.board.n);
}

static void print_results_json(const struct ideas_view *view, const struct row_ballot *ballot,
			       enum town_rule rule, const struct result *results, const uint32_t *ranks)
{
	json_t *options = json_array();
	const char *method = words_name(&words_ballot_method, ballot->method);
	for (uint32_t i = 0; i < view->idea_count; i++) {
		const struct ideas_view_idea *idea = results[i].idea;
		json_array_append_new(
			options,
			json_pack("{s:I,s:o,s:o,s:o,s:o,s:f,s:I,s:f,s:I}", "idea",
				  (json_int_t)idea->row.id.n, "title",
				  row_json_text(ideas_view_title(&idea->row)), "board",
				  row_json_text(board_of(view, idea)), "counts",
				  ideas_view_counts_json(idea->all), "by_town",
				  ideas_view_towns_json(view, idea), "score", results[i].score,
				  "rank", (json_int_t)ranks[i], "least_share",
				  rule_least_share(idea->towns, view->town_count), "carried",
				  (json_int_t)rule_carried(idea->towns, view->town_count)));
	}
	cli_print_json(json_pack("{s:I,s:s,s:s,s:I,s:o}", "ballot", (json_int_t)ballot->id.n,
				 "method", method ? method : "", "rule", rule_names[rule], "towns",
				 (json_int_t)view->town_count, "options", options));
}

static void print_results(const struct cli *cli, const struct ideas_view *view,
			  const struct row_ballot *ballot, enum town_rule rule,
			  const struct result *results, const uint32_t *ranks)
{
	bool one_board = on_one_board(view);
	struct render_table *table = render_table_new(
		one_board ? ">Rank|>Score|>agree|>disagree|>pass|>Least|Carried|>#|Idea"
			  : ">Rank|>Score|>agree|>disagree|>pass|>Least|Carried|Board|>#|Idea");
	for (uint32_t i = 0; i < view->idea_count; i++) {
		const struct ideas_view_idea *idea = results[i].idea;
		render_cell(table, "%u", ranks[i]);
		render_cell(table, "%.3f", results[i].score);
		render_cell(table, "%llu", (unsigned long long)idea->all.agree);
		render_cell(table, "%llu", (unsigned long long)idea->all.disagree);
		render_cell(table, "%llu", (unsigned long long)idea->all.pass);
		render_cell(table, "%.0f %%",
			    100 * rule_least_share(idea->towns, view->town_count));
		render_cell(table, "%u of %u", rule_carried(idea->towns, view->town_count),
			    view->town_count);
		if (!one_board)
			render_cell_text(table, board_of(view, idea));
		render_cell(table, "%u", idea->row.id.n);
		render_cell_text(table, ideas_view_title(&idea->row));
	}
	render_heading(stdout, cli->styled, "%.*s", (int)ballot->title.size, ballot->title.at);
	printf("Rule %s: %s.\n", rule_names[rule], rule_sentences[rule]);
	if (ballot->state == ballot_state_open)
		puts("The ballot is still open.");
	putchar('\n');
	render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
}

static int ballot_results(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	struct ideas_view view;
	struct idea_filter filter;
	enum town_rule rule = town_rule_people;
	const char *typed = cli_option(cli, "rule");
	if (typed && !rule_read(typed, &rule))
		return cli_misuse(cli, "--rule %s: write people, towns or every-town", typed);
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = find_ballot(cli, client.replica, cli_argument(cli, 0), &ballot);
	if (!status)
		status = idea_filter_read(&filter, cli, client.replica);
	if (!status) {
		filter.held_too = filter.merged_too;
		ideas_view_make(&view, client.replica, ballot.id);
		keep(&view, &filter);
		uint32_t *ranks = calloc(view.idea_count + 1, sizeof *ranks);
		if (!ranks)
			abort();
		struct result *results = rank(&view, rule, ranks);
		if (cli->json)
			print_results_json(&view, &ballot, rule, results, ranks);
		else
			print_results(cli, &view, &ballot, rule, results, ranks);
		free(results);
		free(ranks);
		ideas_view_free(&view);
	}
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_results = {
	.name = "ballot results",
	.arguments = "BALLOT",
	.purpose = "Show what came of a ballot, ranked by a rule across towns",
	.options = {{"rule", "RULE", "people, towns or every-town (people)", 0, false},
		    {"board", "X", "only ideas of this board or town's board", 0, false},
		    {"topic", "X", "only ideas under this topic", 0, false},
		    {"idea-sort", "X", "only ideas of this sort, such as measures", 0, false},
		    {"all", NULL, "merged ideas too, and what is hidden or waits", 0, false}},
	.examples = {"bogen ballot results 1",
		     "bogen ballot results 1 --board Plenary --rule every-town",
		     "bogen ballot results 1 --idea-sort Measure"},
	.notes = "people      one person, one vote: the share of those who answered that agree\n"
		 "towns       towns are equal: the mean of the towns' shares\n"
		 "every-town  carried in every town: the geometric mean of\n"
		 "            (agree + 1) / (answers + 2) over all towns\n"
		 "Least is the smallest town's share; an idea is carried in a town where more than "
		 "half\n"
		 "of those who answered agree. Equal scores share a rank.",
	.run = ballot_results,
};
