/* ballot show, list, missing: what is put to the vote, and who has voted. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_cells.h"
#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/money.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"
#include "client-cli/rule.h"

/* ---- ballot show ---- */

static void paragraph(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void paragraph(const char *format, ...)
{
	char text[3000];
	va_list values;
	va_start(values, format);
	vsnprintf(text, sizeof text, format, values);
	va_end(values);
	render_paragraph(stdout, "", cli_text(text), render_columns(stdout));
}

static void print_options(const struct client *client, const struct row_ballot *ballot)
{
	bool costs = ballot->method == ballot_method_budget;
	char source[600];
	if (ballot_words_asks_itself(ballot)) {
		puts("The question itself is what is voted on.");
		return;
	}
	if (ballot->options.count == 0) {
		ballot_view_source(client, ballot, source, sizeof source);
		if (ballot->method == ballot_method_opinion)
			paragraph("It takes every idea of: %s; later ones too.", source);
		else
			paragraph("At the opening the ideas that there are then become the "
				  "options: %s.",
				  source);
		return;
	}
	putchar('\n');
	struct render_table *table = render_table_new(costs ? ">#|>Cost|Option" : ">#|Option");
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		const uint32_t key[ROW_KEY_PARTS] = {option.id};
		struct row_idea idea = {0};
		char cost[MONEY_TEXT_BYTES];
		replica_get(client->replica, row_kind_idea, key, &idea);
		money_show(option.number, cost);
		render_cell(table, "%u", option.id);
		if (costs)
			render_cell(table, "%s", cost);
		render_cell_text(table, ideas_view_title(&idea));
	}
	render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
	if (ballot->method == ballot_method_resistance)
		puts("and deciding nothing ('passive')");
}

static void print_weights(const struct client *client, const struct row_ballot *ballot)
{
	for (uint32_t i = 0; i < ballot->weights.count; i++) {
		struct pair weight = pairs_get(ballot->weights, i);
		char *name =
			render_line(find_label(client->replica, row_kind_town, "name", weight.id));
		printf("%s%s %llu", i ? ", " : "Weights of the towns' shares: ", name,
		       (unsigned long long)weight.number);
		free(name);
	}
	if (ballot->weights.count)
		putchar('\n');
}

static void print_place(const struct client *client, const struct row_ballot *ballot)
{
	char *board =
		render_line(find_label(client->replica, row_kind_board, "title", ballot->board.n));
	char *phase =
		render_line(find_label(client->replica, row_kind_phase, "title", ballot->phase.n));
	if (board[0] || phase[0])
		printf("Held %s%s%s%s%s\n", board[0] ? "on " : "", board,
		       board[0] && phase[0] ? ", " : "", phase[0] ? "in the phase " : "", phase);
	free(board);
	free(phase);
}

static void print_state(const struct client *client, const struct row_ballot *ballot)
{
	char opened[32], closed[32], next[200];
	const char *method = words_name(&words_ballot_method, ballot->method);
	const char *state = words_name(&words_ballot_state, ballot->state);
	render_time(ballot->opened_ms, opened, sizeof opened);
	render_time(ballot->closed_ms, closed, sizeof closed);
	printf("Ballot #%u, %s, %s", ballot->id.n, method ? method : "", state ? state : "");
	if (opened[0])
		printf(", opened %s", opened);
	if (closed[0])
		printf(", closed %s", closed);
	putchar('\n');
	if (ballot->previous.n)
		printf("Round %llu; the round before was ballot #%u.\n",
		       (unsigned long long)ballot->round, ballot->previous.n);
	ballot_words_next(ballot, next, sizeof next);
	if (ballot->state == ballot_state_open)
		printf("%s: %s\n",
		       ballot_view_voted(client, ballot) ? "You have voted; to change it"
							 : "To vote",
		       next);
	else if (ballot->state == ballot_state_closed)
		printf("What came of it: bogen ballot results %u\n", ballot->id.n);
	else if (ballot->state == ballot_state_void)
		puts("Its key was lost: nothing can be counted.");
}

/* Where there is one town, all rules across towns are the same. */
static void print_rule(const struct client *client, const struct row_ballot *ballot)
{
	uint32_t towns = 0;
	enum rule rule = rule_announced(ballot);
	free(ballot_cells_towns(client->replica, &towns));
	if (towns < 2)
		return;
	paragraph("What counts across the towns: rule %s, %s.%s", rule_name(rule),
		  rule_sentence(rule),
		  rule != rule_people && ballot->secrecy == secrecy_confidential
			  ? " If only few people of some town vote in this confidential ballot, "
			    "rule people decides."
			  : "");
}

static void print_turnout(const struct client *client, const struct row_ballot *ballot)
{
	char turnout[2000];
	if (ballot->state == ballot_state_prepared)
		return;
	ballot_view_turnout_say(client, ballot, turnout, sizeof turnout);
	paragraph("%s.", turnout);
	if (ballot->state == ballot_state_open)
		puts("It is open until a moderator closes it.");
}

static void print_ballot(const struct client *client, const struct row_ballot *ballot)
{
	char how[600], decides[800], voters[700];
	enum secrecy secrecy = ballot_words_secrecy(ballot);
	ballot_words_how(ballot, how, sizeof how);
	ballot_words_decides(ballot, decides, sizeof decides);
	ballot_view_voters(client, ballot, voters, sizeof voters);
	render_heading(stdout, client->cli->styled, "%.*s", (int)ballot->title.size,
		       ballot->title.at);
	print_state(client, ballot);
	print_place(client, ballot);
	putchar('\n');
	paragraph("%s%s%s", how, decides[0] ? " " : "", decides);
	print_weights(client, ballot);
	print_rule(client, ballot);
	print_options(client, ballot);
	putchar('\n');
	paragraph("Who may vote: %s.", voters);
	paragraph("Results: %s.",
		  ballot_words_hidden(ballot) ? "shown at the closing" : "shown all along");
	paragraph("Secrecy: %s: %s. %s", words_name(&words_secrecy, secrecy),
		  ballot_words_promise(secrecy), ballot_words_danger(secrecy));
	print_turnout(client, ballot);
}

static int ballot_show(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	if (!status && cli->json)
		cli_print_json(ballot_view_json(&client, &ballot));
	else if (!status)
		print_ballot(&client, &ballot);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_show = {
	.name = "ballot show",
	.arguments = "BALLOT",
	.purpose = "Show a ballot: what it asks, how one votes, who learns what",
	.examples = {"bogen ballot show 3", "bogen ballot show 3 --json"},
	.notes = "In JSON, sums of money are in cents.",
	.run = ballot_show,
};

/* ---- ballot list ---- */

static void list_one(const struct client *client, const struct row_ballot *ballot,
		     struct render_table *table)
{
	const char *method = words_name(&words_ballot_method, ballot->method);
	const char *state = words_name(&words_ballot_state, ballot->state);
	enum secrecy secrecy = ballot_words_secrecy(ballot);
	struct ballot_turnout turnout = ballot_view_turnout(client, ballot);
	render_cell(table, "%u", ballot->id.n);
	render_cell(table, "%s", method ? method : "");
	render_cell(table, "%s", state ? state : "");
	render_cell(table, "%s",
		    secrecy == secrecy_plain ? "" : words_name(&words_secrecy, secrecy));
	render_cell(table, "%s", ballot_words_hidden(ballot) ? "at closing" : "");
	if (ballot->state == ballot_state_prepared)
		render_cell(table, "%s", "");
	else
		render_cell(table, "%llu", (unsigned long long)turnout.papers);
	render_cell(table, "%s", ballot_view_voted(client, ballot) ? "voted" : "");
	render_cell_text(table,
			 find_label(client->replica, row_kind_board, "title", ballot->board.n));
	if (ballot->round > 1)
		render_cell(table, "%llu", (unsigned long long)ballot->round);
	else
		render_cell(table, "%s", "");
	render_cell_text(table, ballot->title);
}

static int ballot_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table =
		render_table_new(">#|Method|State|Secrecy|Results|>Voted|You|Board|>Round|Ballot");
	find_all_start(&all, client.replica, row_kind_ballot);
	while (find_all_next(&all, &ballot)) {
		json_array_append_new(list, ballot_view_json(&client, &ballot));
		list_one(&client, &ballot, table);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_list = {
	.name = "ballot list",
	.arguments = "",
	.purpose = "List the ballots",
	.examples = {"bogen ballot list",
		     "bogen ballot list --json | jq '.[] | select(.state == \"open\") | .id'"},
	.run = ballot_list,
};

/* ---- ballot missing ---- */

/* Moderators see all persons; to others the few that they see would be no answer. */
static int list_missing(const struct client *client, const struct row_ballot *ballot)
{
	const struct cli *cli = client->cli;
	struct find_all all;
	struct row_person person;
	struct row_town *towns;
	uint32_t town_count = 0;
	struct ballot_turnout turnout = ballot_view_turnout(client, ballot);
	if (client->welcome.role != role_moderator)
		return cli_fail(cli, exit_forbidden, "not_moderator",
				"only moderators see who has not voted yet");
	if (ballot->state == ballot_state_prepared)
		return cli_fail(cli, exit_conflict, "ballot_prepared",
				"ballot #%u has not been opened yet", ballot->id.n);
	towns = ballot_cells_towns(client->replica, &town_count);
	json_t *list = json_array();
	struct render_table *table = render_table_new("Town|>Person|Name");
	for (uint32_t i = 0; i <= town_count; i++) {
		uint32_t town = i < town_count ? towns[i].id.n : 0;
		find_all_start(&all, client->replica, row_kind_person);
		while (find_all_next(&all, &person)) {
			if (person.town.n != town ||
			    !ballot_view_may_vote(client, ballot, &person) ||
			    ballot_view_has_voted(client, ballot, person.id))
				continue;
			struct text name = find_label(client->replica, row_kind_town, "name", town);
			json_array_append_new(list,
					      json_pack("{s:I,s:o,s:o,s:b}", "person",
							(json_int_t)person.id.n, "name",
							row_json_text(person.name), "town",
							town ? row_json_text(name) : json_null(),
							"assisted", person.assisted));
			render_cell_text(table, name);
			render_cell(table, "%u", person.id.n);
			render_cell_text(table, person.name);
		}
	}
	free(towns);
	size_t missing = json_array_size(list);
	if (cli->json) {
		render_table_free(table);
		return cli_print_json(json_pack("{s:I,s:I,s:I,s:o}", "ballot",
						(json_int_t)ballot->id.n, "eligible",
						(json_int_t)turnout.eligible, "voted",
						(json_int_t)turnout.papers, "missing", list));
	}
	if (missing)
		cli_print_list(cli, list, table);
	else
		render_table_free(table);
	if (!missing)
		json_decref(list);
	cli_say(cli, "%llu of %llu %s not voted yet.", (unsigned long long)missing,
		(unsigned long long)turnout.eligible, missing == 1 ? "has" : "have");
	return exit_done;
}

static int ballot_missing(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	if (!status)
		status = list_missing(&client, &ballot);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_missing = {
	.name = "ballot missing",
	.arguments = "BALLOT",
	.purpose = "List who has not voted yet, by town (moderators)",
	.examples = {"bogen ballot missing 3",
		     "bogen ballot missing 3 --json | jq -r '.missing[].name'"},
	.notes = "What those who voted have chosen is not told.",
	.run = ballot_missing,
};
