/* paper: numbered slips for people without a phone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/invite.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- paper number ---- */

static int say_numbered(const struct client *client, const struct command_slips_add *args,
			uint32_t first)
{
	uint32_t last = first + (uint32_t)args->count - 1;
	struct text town = find_label(client->replica, row_kind_town, "name", args->town.n);
	if (client->cli->json)
		return cli_print_json(json_pack(
			"{s:I,s:I,s:I,s:o}", "first", (json_int_t)first, "last", (json_int_t)last,
			"count", (json_int_t)args->count, "town", row_json_text(town)));
	char *name = render_line(town);
	if (first == last)
		printf("Slip %u for %s\n", first, name);
	else
		printf("Slips %u to %u for %s\n", first, last, name);
	free(name);
	return exit_done;
}

static int paper_number(struct cli *cli)
{
	struct client client;
	struct command_slips_add args = {0};
	const char *town = cli_option(cli, "town"), *typed = cli_option(cli, "count");
	uint32_t count = 0, first = 0;
	if (!town)
		return cli_misuse(cli, "for which town? --town T");
	if (!typed || !cli_number(typed, &count))
		return cli_misuse(cli, "how many slips? --count N");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	args.count = count;
	status = find_town(cli, client.replica, town, &args.town);
	if (!status)
		status = client_command(&client, command_kind_slips_add, &args, &first);
	if (!status)
		status = say_numbered(&client, &args, first);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_paper_number = {
	.name = "paper number",
	.arguments = "",
	.purpose = "Number slips for people of a town who have no phone (moderators)",
	.options = {{"town", "T", "the town whose people vote by them", 0, false},
		    {"count", "N", "how many, at most 5000 at once", 0, false}},
	.examples = {"bogen paper number --town Saalfeld --count 50"},
	.notes = "Whoever gets a slip can vote by it in every ballot, once in each. A slip becomes "
		 "a person\n"
		 "of its town when it is first entered; 'bogen paper print' makes the sheets.",
	.run = paper_number,
};

/* ---- paper list ---- */

static bool is_withdrawn(const struct row *row)
{
	struct row_voted voted;
	return row_fields(row, &voted) && voted.withdrawn;
}

/* The ballots in which the slip's person has voted. Returns owned. */
static json_t *ballots_of(const struct row **voted, uint32_t count, const struct row_slip *slip)
{
	json_t *ballots = json_array();
	for (uint32_t i = 0; i < count && slip->person.n; i++)
		if (voted[i]->key[1] == slip->person.n && !is_withdrawn(voted[i]))
			json_array_append_new(ballots, json_integer((json_int_t)voted[i]->key[0]));
	return ballots;
}

static void render_slip(struct render_table *table, const struct replica *replica,
			const struct row_slip *slip, const json_t *ballots)
{
	char used[200] = "";
	size_t at, length = 0;
	json_t *ballot;
	json_array_foreach(ballots, at, ballot)
	{
		int wrote = snprintf(used + length, sizeof used - length, "%s#%lld",
				     length ? ", " : "", (long long)json_integer_value(ballot));
		length = length + (size_t)wrote < sizeof used ? length + (size_t)wrote
							      : sizeof used - 1;
	}
	render_cell(table, "%u", slip->id.n);
	render_cell_text(table, find_label(replica, row_kind_town, "name", slip->town.n));
	render_cell(table, "%s", used);
}

static int print_slips(const struct client *client, struct town_id town)
{
	const struct row **voted;
	struct find_all all;
	struct row_slip slip;
	uint32_t voted_count = replica_rows(client->replica, row_kind_voted, &voted);
	json_t *list = json_array();
	struct render_table *table = render_table_new(">Slip|Town|Entered in ballots");
	find_all_start(&all, client->replica, row_kind_slip);
	while (find_all_next(&all, &slip)) {
		if (town.n && slip.town.n != town.n)
			continue;
		json_t *ballots = ballots_of(voted, voted_count, &slip);
		render_slip(table, client->replica, &slip, ballots);
		json_array_append_new(
			list, json_pack("{s:I,s:o,s:o}", "slip", (json_int_t)slip.id.n, "town",
					row_json_text(find_label(client->replica, row_kind_town,
								 "name", slip.town.n)),
					"ballots", ballots));
	}
	free(voted);
	return cli_print_list(client->cli, list, table);
}

static int paper_list(struct cli *cli)
{
	struct client client;
	struct town_id town = {0};
	const char *typed = cli_option(cli, "town");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = invite_moderators_only(&client);
	if (!status && typed)
		status = find_town(cli, client.replica, typed, &town);
	if (!status)
		status = print_slips(&client, town);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_paper_list = {
	.name = "paper list",
	.arguments = "",
	.purpose = "List the slips and the ballots in which each was entered (moderators)",
	.options = {{"town", "T", "only the slips of this town", 0, false}},
	.examples = {"bogen paper list", "bogen paper list --town Saalfeld"},
	.run = paper_list,
};
