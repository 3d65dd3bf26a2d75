/* ballot published, check: papers that everybody sees, with names in a named ballot, with check
 * numbers in a confidential one after its closing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_view.h"
#include "client-cli/check_number.h"
#include "client-cli/find.h"
#include "client-cli/receipt.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- published ---- */

/* "#12 3 points, #14 1 point" */
static char *choices_text(const struct row_ballot *ballot, struct pairs choices)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		abort();
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair choice = pairs_get(choices, i);
		char value[40];
		paper_value_show(ballot->method, choice.number, value, sizeof value);
		if (choice.id)
			fprintf(to, "%s#%u %s", i ? ", " : "", choice.id, value);
		else if (ballot->method == ballot_method_resistance)
			fprintf(to, "%sdeciding nothing %s", i ? ", " : "", value);
		else
			fprintf(to, "%s%s", i ? ", " : "", value);
	}
	fclose(to);
	return text;
}

static json_t *choices_json(struct pairs choices)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair choice = pairs_get(choices, i);
		json_array_append_new(list, json_pack("{s:I,s:I}", "idea", (json_int_t)choice.id,
						      "number", (json_int_t)choice.number));
	}
	return list;
}

static void check_text(const struct row_published *paper, char out[CHECK_TEXT_BYTES])
{
	out[0] = '\0';
	if (paper->check.size == CHECK_BYTES)
		check_number_write(paper->check.at, out);
}

static json_t *published_json(const struct client *client, const struct row_published *paper)
{
	char check[CHECK_TEXT_BYTES];
	check_text(paper, check);
	struct text town = find_label(client->replica, row_kind_town, "name", paper->town.n);
	return json_pack("{s:I,s:s,s:o,s:o}", "number", (json_int_t)paper->number.n, "check", check,
			 "town", paper->town.n ? row_json_text(town) : json_null(), "choices",
			 choices_json(paper->choices));
}

static int not_yet(const struct client *client, const struct row_ballot *ballot)
{
	return cli_fail(client->cli, exit_conflict, "not_published",
			"the papers are published when ballot #%u is closed", ballot->id.n);
}

/* Published are the papers of confidential ballots that are closed. */
static int must_be_published(const struct client *client, const struct row_ballot *ballot)
{
	const struct cli *cli = client->cli;
	if (ballot->secrecy != secrecy_confidential)
		return cli_fail(cli, exit_conflict, "not_published",
				"the papers of ballot #%u are not published: it is plain",
				ballot->id.n);
	if (ballot->state == ballot_state_void)
		return cli_fail(cli, exit_conflict, "ballot_is_void",
				"ballot #%u is void: its key was lost, and no paper can be read",
				ballot->id.n);
	if (ballot->state != ballot_state_closed)
		return not_yet(client, ballot);
	return exit_done;
}

static int print_published(const struct client *client, const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_published paper;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">No.|Check number|Town|Choices");
	find_all_start(&all, client->replica, row_kind_published);
	while (find_all_next(&all, &paper)) {
		char check[CHECK_TEXT_BYTES];
		if (paper.ballot.n != ballot->id.n)
			continue;
		check_text(&paper, check);
		json_array_append_new(list, published_json(client, &paper));
		char *choices = choices_text(ballot, paper.choices);
		render_cell(table, "%u", paper.number.n);
		render_cell(table, "%s", check);
		render_cell_text(table,
				 find_label(client->replica, row_kind_town, "name", paper.town.n));
		render_cell_text(table, cli_text(choices));
		free(choices);
	}
	return cli_print_list(client->cli, list, table);
}

static json_t *named_json(const struct client *client, const struct row_paper *paper)
{
	struct text town = find_label(client->replica, row_kind_town, "name", paper->town.n);
	return json_pack("{s:I,s:o,s:o,s:o}", "person", (json_int_t)paper->person.n, "name",
			 row_json_text(find_person_name(client->replica, paper->person)), "town",
			 paper->town.n ? row_json_text(town) : json_null(), "choices",
			 choices_json(paper->choices));
}

static int print_named(const struct client *client, const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_paper paper;
	json_t *list = json_array();
	struct render_table *table = render_table_new("Name|Town|Choices");
	find_all_start(&all, client->replica, row_kind_paper);
	while (find_all_next(&all, &paper)) {
		char name[400];
		if (paper.ballot.n != ballot->id.n || paper.withdrawn)
			continue;
		json_array_append_new(list, named_json(client, &paper));
		char *choices = choices_text(ballot, paper.choices);
		find_person_called(client->replica, paper.person, name, sizeof name);
		render_cell_text(table, cli_text(name));
		render_cell_text(table,
				 find_label(client->replica, row_kind_town, "name", paper.town.n));
		render_cell_text(table, cli_text(choices));
		free(choices);
	}
	return cli_print_list(client->cli, list, table);
}

/* Papers of a named ballot are published at once or, if it is hidden, at the closing. */
static int print_papers(const struct client *client, const struct row_ballot *ballot)
{
	bool early = ballot->state != ballot_state_closed &&
		     (ballot->hidden || ballot->state != ballot_state_open);
	if (ballot->secrecy == secrecy_named && !early)
		return print_named(client, ballot);
	if (ballot->secrecy == secrecy_named)
		return not_yet(client, ballot);
	int status = must_be_published(client, ballot);
	return status ? status : print_published(client, ballot);
}

static int ballot_published(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	if (!status)
		status = print_papers(&client, &ballot);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_published = {
	.name = "ballot published",
	.arguments = "BALLOT",
	.purpose = "List the papers of a named or confidential ballot",
	.examples = {"bogen ballot published 3", "bogen ballot published 3 --json"},
	.notes = "In a named ballot with the names of those who cast them. Those of a confidential "
		 "ballot after\nits closing: everybody can count them again, and find the own "
		 "paper by its "
		 "check\nnumber. Their order says nothing: it was shuffled. Where fewer than 5 "
		 "people of a town\nhave voted, the town is left out.",
	.run = ballot_published,
};

/* ---- check ---- */

static bool find_published(const struct client *client, const struct row_ballot *ballot,
			   const uint8_t check[CHECK_BYTES], struct row_published *found)
{
	struct find_all all;
	find_all_start(&all, client->replica, row_kind_published);
	while (find_all_next(&all, found))
		if (found->ballot.n == ballot->id.n && found->check.size == CHECK_BYTES &&
		    memcmp(found->check.at, check, CHECK_BYTES) == 0) {
			find_all_stop(&all);
			return true;
		}
	return false;
}

/* What was cast, if it is known: by a receipt, not by a number that was typed. */
static bool is_as_cast(const struct receipt *receipt, const struct row_published *published)
{
	struct paper *paper = calloc(1, sizeof *paper);
	if (!paper)
		abort();
	paper_from(paper, published->choices);
	bool same = (receipt->has_cast && paper_same(paper, &receipt->cast)) ||
		    (receipt->has_sent && paper_same(paper, &receipt->sent));
	free(paper);
	return same || (!receipt->has_cast && !receipt->has_sent);
}

static int say_found(const struct client *client, const struct row_ballot *ballot,
		     const struct receipt *receipt, const struct row_published *published)
{
	const struct cli *cli = client->cli;
	char check[CHECK_TEXT_BYTES];
	bool as_cast = is_as_cast(receipt, published);
	bool known = receipt->has_cast || receipt->has_sent;
	check_number_write(receipt->check, check);
	if (!as_cast)
		return cli_fail(cli, exit_conflict, "paper_differs",
				"the paper published under %s is not the one that was cast: see "
				"'bogen cast %u' and 'bogen ballot published %u'",
				check, ballot->id.n, ballot->id.n);
	if (cli->json)
		return cli_print_json(json_pack(
			"{s:I,s:s,s:s,s:o,s:I,s:o}", "ballot", (json_int_t)ballot->id.n, "check",
			check, "result", "found", "as_cast", known ? json_true() : json_null(),
			"number", (json_int_t)published->number.n, "choices",
			choices_json(published->choices)));
	char *choices = choices_text(ballot, published->choices);
	printf("Found: paper %u, check number %s%s\n  %s\n", published->number.n, check,
	       known ? ", as it was cast" : "", choices[0] ? choices : "nothing chosen");
	free(choices);
	return exit_done;
}

static int check(const struct client *client, const struct row_ballot *ballot,
		 struct receipt *receipt)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_argument(cli, 1);
	struct row_published published;
	char shown[CHECK_TEXT_BYTES];
	if (typed && !check_number_read(typed, receipt->check))
		return cli_misuse(cli, "'%s' is not a check number; one looks like 2H7QA-0MZX-9K4T",
				  typed);
	bool found = typed != NULL;
	int status = typed ? exit_done : receipt_read(client, ballot->id, receipt, &found);
	if (status)
		return status;
	if (!found)
		return cli_fail(cli, exit_missing, "receipt_missing",
				"this profile has no receipt of ballot #%u; with the check number: "
				"bogen ballot check %u NUMBER",
				ballot->id.n, ballot->id.n);
	status = must_be_published(client, ballot);
	if (status)
		return status;
	if (find_published(client, ballot, receipt->check, &published))
		return say_found(client, ballot, receipt, &published);
	check_number_write(receipt->check, shown);
	return cli_fail(cli, exit_missing, "paper_missing",
			"no paper with the check number %s is among those published", shown);
}

static int ballot_check(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	struct receipt *receipt = calloc(1, sizeof *receipt);
	if (!receipt)
		abort();
	int status = client_join_in(&client, cli, true);
	if (!status) {
		status = ballot_view_find(&client, &ballot);
		if (!status)
			status = check(&client, &ballot, receipt);
		client_end(&client);
	}
	free(receipt);
	return status;
}

const struct subcommand subcommand_ballot_check = {
	.name = "ballot check",
	.arguments = "BALLOT [NUMBER]",
	.purpose = "Look whether the paper that you cast was counted as you cast it",
	.examples = {"bogen ballot check 3", "bogen ballot check 3 2H7QA-0MZX-9K4T"},
	.notes =
		"For confidential ballots, after the closing: compares this profile's receipt with "
		"the\npublished papers. Ends with 0 if it is there as it was cast, with 3 if it is "
		"not there\n(or this profile has no receipt), with 6 if it differs. With a check "
		"number, as a voter\nby slip has it, the paper with that number is shown.",
	.run = ballot_check,
};
