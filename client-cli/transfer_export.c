/* export: a session as JSON that can be imported again, or its ideas as a spreadsheet. */
#include <stdio.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/row_json.h"
#include "client-cli/spreadsheet.h"
#include "client-cli/target.h"
#include "client-cli/transfer_pb.h"
#include "client-cli/transfer_results.h"

/* ---- what is written ---- */

static size_t write_json(const struct client *client, FILE *to)
{
	json_t *all = row_json_all(client->replica), *list;
	const char *kind;
	size_t rows = 0;
	json_object_foreach(all, kind, list) rows += json_array_size(list);
	json_dumpf(all, to, JSON_COMPACT);
	fputc('\n', to);
	json_decref(all);
	return rows;
}

static void write_number(FILE *to, uint64_t number, const char *after)
{
	fprintf(to, "%llu%s", (unsigned long long)number, after);
}

/* Whether it is held back and why, and where it went: so that nobody passes on what is hidden
 * without knowing it. */
static void write_order(FILE *to, const struct row_idea *row)
{
	const char *hold = words_name(&words_hold, row->hold);
	fprintf(to, "%s;", hold ? hold : "");
	spreadsheet_cell(to, row->reason);
	fputc(';', to);
	if (row->merged_into.n)
		write_number(to, row->merged_into.n, "");
	fputc(';', to);
	if (row->sent_up_to.n)
		write_number(to, row->sent_up_to.n, "");
	fputs("\r\n", to);
}

static size_t write_csv(const struct client *client, FILE *to)
{
	struct ideas_view view;
	ideas_view_make(&view, client->replica);
	fputs(SPREADSHEET_BOM "id;title;text;topic;board;author;town;stage;comments;agree;"
			      "disagree;pass;hold;reason;merged_into;sent_up_to\r\n",
	      to);
	for (uint32_t i = 0; i < view.idea_count; i++) {
		const struct ideas_view_idea *idea = &view.ideas[i];
		const struct row_idea *row = &idea->row;
		const struct text cells[] = {
			row->title,
			row->text,
			find_label(view.replica, row_kind_topic, "title", row->topic.n),
			find_label(view.replica, row_kind_board, "title", row->board.n),
			find_label(view.replica, row_kind_author, "name", row->author.n),
			find_label(view.replica, row_kind_town, "name", row->town.n),
		};
		const char *stage = words_name(&words_stage, row->stage);
		write_number(to, row->id.n, ";");
		for (size_t j = 0; j < sizeof cells / sizeof cells[0]; j++) {
			spreadsheet_cell(to, cells[j]);
			fputc(';', to);
		}
		fprintf(to, "%s;", stage ? stage : "");
		write_number(to, idea->comments, ";");
		write_number(to, idea->cells.all.agree, ";");
		write_number(to, idea->cells.all.disagree, ";");
		write_number(to, idea->cells.all.pass, ";");
		write_order(to, row);
	}
	size_t count = view.idea_count;
	ideas_view_free(&view);
	return count;
}

/* ---- export ---- */

enum wanted { wanted_rows, wanted_ideas, wanted_options };

static size_t write_wanted(const struct client *client, enum wanted wanted,
			   const struct row_ballot *ballot, FILE *to)
{
	switch (wanted) {
	case wanted_rows:
		return write_json(client, to);
	case wanted_ideas:
		return write_csv(client, to);
	case wanted_options:
		break;
	}
	return transfer_results_write(client->replica, ballot, to);
}

static int write_all(const struct client *client, enum wanted wanted,
		     const struct row_ballot *ballot, const char *path)
{
	static const char *const things[] = {"row", "idea", "option"};
	const struct cli *cli = client->cli;
	struct target target;
	char plural[16];
	int status = target_open(cli, &target, path);
	if (status)
		return status;
	size_t count = write_wanted(client, wanted, ballot, target.to);
	bool file = target.path != NULL;
	status = target_close(cli, &target, true);
	if (status || !file)
		return status;
	snprintf(plural, sizeof plural, "%ss", things[wanted]);
	if (cli->json)
		return cli_print_json(json_pack("{s:s,s:s,s:I}", "file", path, "format",
						wanted == wanted_rows ? "json" : "csv", plural,
						(json_int_t)count));
	cli_say(cli, "%zu %s written to %s.", count, count == 1 ? things[wanted] : plural, path);
	return exit_done;
}

static int export_run(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	const char *format = cli_option(cli, "format"), *path = cli_option(cli, "output");
	const char *typed = cli_option(cli, "ballot");
	bool json = !format || strcmp(format, "json") == 0;
	bool pb = format && strcmp(format, "pb") == 0;
	if (!json && !pb && strcmp(format, "csv") != 0)
		return cli_misuse(cli, "--format %s: write json, csv or pb", format);
	if (cli->json && !json && !path)
		return cli_misuse(cli, "--json and --format %s contradict each other; add -o FILE",
				  format);
	if (json && typed)
		return cli_misuse(cli, "--ballot is for --format csv and pb");
	if (pb)
		return transfer_pb_export(cli, path);
	/* All rows come in pages, on a connection that does not watch [PAGE-2]. */
	int status = client_join_in(&client, cli, !json);
	if (status)
		return status;
	if (json)
		status = client_read_pages(&client);
	if (!status && typed)
		status = find_ballot(cli, client.replica, typed, &ballot);
	enum wanted wanted = json ? wanted_rows : typed ? wanted_options : wanted_ideas;
	if (!status)
		status = write_all(&client, wanted, &ballot, path);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_export = {
	.name = "export",
	.arguments = "",
	.purpose =
		"Write the session as JSON (moderators), ideas or a result as CSV, a budget as .pb",
	.options = {{"format", "json|csv|pb", "what to write (json)", 0, false},
		    {"ballot", "B", "csv: what came of this ballot; pb: this budget", 0, false},
		    {"output", "FILE", "write to a file, only whole", 'o', false}},
	.examples = {"bogen export -o session.json", "bogen export --format csv -o ideas.csv",
		     "bogen export --format csv --ballot 2 -o result.csv",
		     "bogen export --format pb --ballot 3 -o budget.pb"},
	.notes = "JSON: one object with a list for each kind of row; 'bogen import' reads it "
		 "again.\n"
		 "CSV: UTF-8 with byte order mark, ';' between cells; cells that a spreadsheet "
		 "would\n"
		 "take for a formula begin with an apostrophe. With --ballot, what came of that "
		 "ballot;\n"
		 "what few people of a town said is left out.\n"
		 ".pb: a budget ballot as a file of pabulib.org (moderators): costs, papers, and "
		 "what the\n"
		 "announced rule buys. Votes stand without names and in no order of time, towns as "
		 "their\n"
		 "neighborhood where at least five people voted.",
	.run = export_run,
};
