/* paper print: a sheet to print, with a voting paper for each numbered slip. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/invite.h"
#include "client-cli/paper_options.h"
#include "client-cli/paper_sheet.h"
#include "client-cli/target.h"

/* ---- which slips ---- */

struct choice_of_slips {
	struct town_id town; /* 0: all */
	uint32_t first, last;
};

/* "12", "12-40". */
static bool read_range(const char *typed, uint32_t *first, uint32_t *last)
{
	char left[16];
	const char *hyphen = strchr(typed, '-');
	size_t size = hyphen ? (size_t)(hyphen - typed) : strlen(typed);
	if (size >= sizeof left)
		return false;
	memcpy(left, typed, size);
	left[size] = '\0';
	if (!cli_number(left, first))
		return false;
	*last = *first;
	return !hyphen || (cli_number(hyphen + 1, last) && *first <= *last);
}

static int read_choice_of_slips(const struct client *client, struct choice_of_slips *choice)
{
	const struct cli *cli = client->cli;
	const char *town = cli_option(cli, "town"), *slips = cli_option(cli, "slips");
	*choice = (struct choice_of_slips){.first = 1, .last = ID_MAX};
	if (slips && !read_range(slips, &choice->first, &choice->last))
		return cli_misuse(cli, "--slips %s: write numbers, such as 1-50", slips);
	return town ? find_town(cli, client->replica, town, &choice->town) : exit_done;
}

/* ---- which ballot ---- */

static int find_ballot_to_print(const struct client *client, struct row_ballot *ballot)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_option(cli, "ballot");
	int status = find_ballot(cli, client->replica, typed, ballot);
	if (!status && ballot->state == ballot_state_prepared && ballot->options.count == 0 &&
	    ballot->method != ballot_method_opinion && ballot->method != ballot_method_yesno)
		status = cli_fail(cli, exit_conflict, "ballot_prepared",
				  "the options of ballot #%u are fixed when it is opened; open it "
				  "first, or name them",
				  ballot->id.n);
	return status;
}

/* ---- printing ---- */

static enum language language_of(const struct client *client)
{
	struct find_all all;
	struct row_session session;
	find_all_start(&all, client->replica, row_kind_session);
	if (!find_all_next(&all, &session))
		return client->cli->language;
	find_all_stop(&all);
	return session.language;
}

static uint32_t write_papers(const struct paper_sheet *sheet, const struct client *client,
			     const struct choice_of_slips *choice)
{
	struct find_all all;
	struct row_slip slip;
	uint32_t count = 0;
	paper_sheet_begin(sheet);
	find_all_start(&all, client->replica, row_kind_slip);
	while (find_all_next(&all, &slip)) {
		if ((choice->town.n && slip.town.n != choice->town.n) ||
		    slip.id.n < choice->first || slip.id.n > choice->last)
			continue;
		paper_sheet_add(sheet, slip.id.n,
				find_label(client->replica, row_kind_town, "name", slip.town.n));
		count++;
	}
	paper_sheet_end(sheet);
	return count;
}

static int print_papers(const struct client *client, const struct row_ballot *ballot,
			const struct choice_of_slips *choice)
{
	const struct cli *cli = client->cli;
	const char *path = cli_option(cli, "output");
	struct target target;
	struct paper_options options;
	int status = target_open(cli, &target, path);
	if (status)
		return status;
	paper_options_make(&options, client->replica, ballot);
	const struct paper_sheet sheet = {target.to, language_of(client), ballot, &options};
	uint32_t count = options.count ? write_papers(&sheet, client, choice) : 0;
	bool any_options = options.count > 0, file = target.path != NULL;
	paper_options_free(&options);
	status = target_close(cli, &target, count > 0);
	if (status)
		return status;
	if (!any_options)
		return cli_fail(cli, exit_conflict, "options_missing",
				"there is nothing to decide on in ballot #%u yet", ballot->id.n);
	if (count == 0)
		return cli_fail(cli, exit_missing, "not_found",
				"there are no such slips; 'bogen paper number' makes some");
	if (cli->json && file)
		return cli_print_json(json_pack("{s:s,s:I,s:I}", "file", path, "ballot",
						(json_int_t)ballot->id.n, "papers",
						(json_int_t)count));
	cli_say(cli, "%u paper%s%s%s. Print with a browser; cut along the dashed lines.", count,
		count == 1 ? "" : "s", file ? " written to " : "", file ? path : "");
	return exit_done;
}

static int paper_print(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	struct choice_of_slips choice;
	const char *path = cli_option(cli, "output");
	if (!cli_option(cli, "ballot"))
		return cli_misuse(cli, "papers for which ballot? --ballot B");
	if (cli->json && (!path || strcmp(path, "-") == 0))
		return cli_misuse(cli, "--json and a sheet on standard output contradict each "
				       "other; add -o FILE");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = invite_moderators_only(&client);
	if (!status)
		status = find_ballot_to_print(&client, &ballot);
	if (!status)
		status = read_choice_of_slips(&client, &choice);
	if (!status)
		status = print_papers(&client, &ballot, &choice);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_paper_print = {
	.name = "paper print",
	.arguments = "",
	.purpose = "Make voting papers for the slips, as a page to print (moderators)",
	.options = {{"ballot", "B", "the ballot", 0, false},
		    {"town", "T", "only for this town's slips", 0, false},
		    {"slips", "N-M", "only for the slips of these numbers", 0, false},
		    {"output", "FILE", "write to a file, only whole", 'o', false}},
	.examples = {"bogen paper print --ballot 2 -o papers.html",
		     "bogen paper print --ballot 2 --town Saalfeld --slips 1-50 -o papers.html"},
	.notes = "A page in the session's language that needs nothing but a browser: a paper for "
		 "each slip,\n"
		 "with the slip's number, how one votes, and the options. The number stands for "
		 "the person:\n"
		 "note no names beside it.",
	.run = paper_print,
};
