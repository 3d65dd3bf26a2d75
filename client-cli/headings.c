/* topic, town: the headings under which a session gathers ideas and people. Both are lists of
 * names, so one set of functions serves them. */
#include <stdio.h>
#include <stdlib.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* Gives one command of a name: `args` is filled by the caller with the text. */
static int say_name(struct client *client, enum command_kind kind, const void *args,
		    uint32_t number)
{
	uint32_t created;
	int status = client_command(client, kind, args, &created);
	if (status)
		return status;
	if (number == 0)
		number = created;
	if (client->cli->json)
		return cli_print_json(json_pack("{s:I}", "id", (json_int_t)number));
	printf("#%u\n", number);
	return exit_done;
}

typedef int named_fn(struct client *client, const char *name);

/* Reads the name at an argument, connects and goes on. */
static int with_name(struct cli *cli, uint32_t argument, named_fn *go)
{
	struct client client;
	char *name = NULL;
	int status = cli_read_text(cli, cli_argument(cli, argument), "the name", &name);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (!status) {
		status = go(&client, name);
		client_end(&client);
	}
	free(name);
	return status;
}

/* ---- topics ---- */

static int add_topic(struct client *client, const char *title)
{
	struct command_topic_add args = {.title = cli_text(title)};
	const char *phase = cli_option(client->cli, "phase");
	int status = exit_done;
	if (phase)
		status = find_number(client->cli, client->replica, row_kind_phase, "title", phase,
				     &args.phase.n);
	return status ? status : say_name(client, command_kind_topic_add, &args, 0);
}

static int edit_topic(struct client *client, const char *title)
{
	struct command_topic_edit args = {.title = cli_text(title)};
	int status =
		find_topic(client->cli, client->replica, cli_argument(client->cli, 0), &args.topic);
	return status ? status : say_name(client, command_kind_topic_edit, &args, args.topic.n);
}

static int remove_topic(struct client *client, const char *typed)
{
	struct command_topic_remove args = {0};
	int status = find_topic(client->cli, client->replica, typed, &args.topic);
	return status ? status : say_name(client, command_kind_topic_remove, &args, args.topic.n);
}

static uint32_t ideas_under(const struct replica *replica, struct topic_id topic)
{
	struct find_all all;
	struct row_idea idea;
	uint32_t count = 0;
	find_all_start(&all, replica, row_kind_idea);
	while (find_all_next(&all, &idea))
		count += idea.topic.n == topic.n;
	return count;
}

static int topic_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_topic topic;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|>Ideas|Topic|Only in phase");
	find_all_start(&all, client.replica, row_kind_topic);
	while (find_all_next(&all, &topic)) {
		uint32_t ideas = ideas_under(client.replica, topic.id);
		json_array_append_new(
			list, json_pack("{s:I,s:o,s:I,s:I}", "id", (json_int_t)topic.id.n, "title",
					row_json_text(topic.title), "ideas", (json_int_t)ideas,
					"phase", (json_int_t)topic.phase.n));
		render_cell(table, "%u", topic.id.n);
		render_cell(table, "%u", ideas);
		render_cell_text(table, topic.title);
		render_cell_text(
			table, find_label(client.replica, row_kind_phase, "title", topic.phase.n));
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

static int topic_add(struct cli *cli)
{
	return with_name(cli, 0, add_topic);
}

static int topic_edit(struct cli *cli)
{
	return with_name(cli, 1, edit_topic);
}

static int topic_remove(struct cli *cli)
{
	return with_name(cli, 0, remove_topic);
}

const struct subcommand subcommand_topic_list = {
	.name = "topic list",
	.arguments = "",
	.purpose = "List the topics",
	.examples = {"bogen topic list"},
	.run = topic_list,
};

const struct subcommand subcommand_topic_add = {
	.name = "topic add",
	.arguments = "TITLE",
	.purpose = "Add a topic (moderators)",
	.options = {{"phase", "P", "only for this phase: its number or title", 0, false}},
	.examples = {"bogen topic add Traffic", "bogen topic add Risks --phase 3"},
	.run = topic_add,
};

const struct subcommand subcommand_topic_edit = {
	.name = "topic edit",
	.arguments = "TOPIC TITLE",
	.purpose = "Rename a topic (moderators)",
	.examples = {"bogen topic edit Traffic 'Getting around'"},
	.run = topic_edit,
};

const struct subcommand subcommand_topic_remove = {
	.name = "topic remove",
	.arguments = "TOPIC",
	.purpose = "Remove a topic that no idea stands under (moderators)",
	.examples = {"bogen topic remove Traffic"},
	.run = topic_remove,
};

/* ---- towns ---- */

static int add_town(struct client *client, const char *name)
{
	struct command_town_add args = {cli_text(name)};
	return say_name(client, command_kind_town_add, &args, 0);
}

static int edit_town(struct client *client, const char *name)
{
	struct command_town_edit args = {.name = cli_text(name)};
	int status =
		find_town(client->cli, client->replica, cli_argument(client->cli, 0), &args.town);
	return status ? status : say_name(client, command_kind_town_edit, &args, args.town.n);
}

static int town_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_town town;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|>Joined|Town");
	find_all_start(&all, client.replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		const uint32_t key[ROW_KEY_PARTS] = {town.id.n};
		struct row_attendance attendance = {0};
		replica_get(client.replica, row_kind_attendance, key, &attendance);
		json_array_append_new(list, json_pack("{s:I,s:o,s:I}", "id", (json_int_t)town.id.n,
						      "name", row_json_text(town.name), "joined",
						      (json_int_t)attendance.persons));
		render_cell(table, "%u", town.id.n);
		render_cell(table, "%llu", (unsigned long long)attendance.persons);
		render_cell_text(table, town.name);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

static int town_add(struct cli *cli)
{
	return with_name(cli, 0, add_town);
}

static int town_edit(struct cli *cli)
{
	return with_name(cli, 1, edit_town);
}

const struct subcommand subcommand_town_list = {
	.name = "town list",
	.arguments = "",
	.purpose = "List the towns",
	.examples = {"bogen town list"},
	.run = town_list,
};

const struct subcommand subcommand_town_add = {
	.name = "town add",
	.arguments = "NAME",
	.purpose = "Add a town, with its board (moderators)",
	.examples = {"bogen town add 'Bad Blankenburg'"},
	.run = town_add,
};

const struct subcommand subcommand_town_edit = {
	.name = "town edit",
	.arguments = "TOWN NAME",
	.purpose = "Correct a town's name (moderators)",
	.examples = {"bogen town edit Blankenburg 'Bad Blankenburg'"},
	.run = town_edit,
};
