/* person: who takes part, in which role, and who is kept out. */
#include <stdio.h>
#include <stdlib.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/invite.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- list and add ---- */

/* What keeps a person from taking part like others; "" for nothing. */
static void describe_state(const struct row_person *person, char *out, size_t out_size)
{
	const struct {
		bool holds;
		const char *word;
	} states[] = {
		{person->left, "left"},
		{person->kept_out, "removed"},
		{person->muted, "muted"},
		{person->assisted, "assisted"},
	};
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if (states[i].holds && used < out_size)
			used += (size_t)snprintf(out + used, out_size - used, "%s%s",
						 used ? ", " : "", states[i].word);
}

static json_t *person_json(const struct replica *replica, const struct row_person *person)
{
	const char *role = words_name(&words_role, person->role);
	struct text town = find_label(replica, row_kind_town, "name", person->town.n);
	return json_pack("{s:I,s:o,s:o,s:o,s:s,s:b,s:b,s:b,s:b}", "id", (json_int_t)person->id.n,
			 "name", row_json_text(person->name), "institution",
			 row_json_text(person->institution), "town",
			 town.size ? row_json_text(town) : json_null(), "role", role ? role : "",
			 "assisted", person->assisted, "left", person->left, "muted", person->muted,
			 "removed", person->kept_out);
}

static int person_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_person person;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|Town|Role|State|Name|Institution");
	find_all_start(&all, client.replica, row_kind_person);
	while (find_all_next(&all, &person)) {
		char state[64];
		const char *role = words_name(&words_role, person.role);
		json_array_append_new(list, person_json(client.replica, &person));
		describe_state(&person, state, sizeof state);
		render_cell(table, "%u", person.id.n);
		render_cell_text(table,
				 find_label(client.replica, row_kind_town, "name", person.town.n));
		render_cell(table, "%s", role ? role : "");
		render_cell(table, "%s", state);
		render_cell_text(table, person.name);
		render_cell_text(table, person.institution);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_person_list = {
	.name = "person list",
	.arguments = "",
	.purpose = "List the people (moderators: all, others: themselves)",
	.examples = {"bogen person list", "bogen person list --json"},
	.run = person_list,
};

static int add_person(struct client *client, const char *name, const char *institution)
{
	struct cli *cli = client->cli;
	uint32_t created;
	struct command_person_add args = {.name = cli_text(name),
					  .institution = cli_text(institution)};
	if (!cli_option(cli, "town"))
		return cli_misuse(cli, "for which town? --town T");
	int status = find_town(cli, client->replica, cli_option(cli, "town"), &args.town);
	if (!status)
		status = client_command(client, command_kind_person_add, &args, &created);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I}", "id", (json_int_t)created));
	printf("#%u\n", created);
	return exit_done;
}

static int person_add(struct cli *cli)
{
	struct client client;
	char *name = NULL, *institution = NULL;
	const char *typed = cli_option(cli, "institution");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = cli_read_text(cli, cli_argument(cli, 0), "the name", &name);
	if (!status)
		status = cli_read_text(cli, typed ? typed : "", "the institution", &institution);
	if (!status)
		status = add_person(&client, name, institution);
	free(name);
	free(institution);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_person_add = {
	.name = "person add",
	.arguments = "NAME",
	.purpose = "Add an assisted person: someone without a device (moderators)",
	.options = {{"town", "T", "the person's town", 0, false},
		    {"institution", "I", "for whom the person speaks", 0, false}},
	.examples = {"bogen person add 'Herta Lang' --town Saalfeld",
		     "bogen vote 12 agree --person 7"},
	.notes = "Ideas, comments and votes of an assisted person are entered with --person.",
	.run = person_add,
};

/* ---- what moderators do about one person ---- */

/* Joins in and finds whom the first argument means. Ends the client unless 0. */
static int begin_with_person(struct client *client, struct cli *cli, struct person_id *person)
{
	int status = client_join_in(client, cli, true);
	if (status)
		return status;
	status = find_person(cli, client->replica, cli_argument(cli, 0), person);
	if (status)
		client_end(client);
	return status;
}

/* "Anna", or "person #3" if the name is not seen. Returns owned. */
static char *name_of(const struct client *client, struct person_id person)
{
	char number[32];
	struct text name = find_person_name(client->replica, person);
	snprintf(number, sizeof number, "person #%u", person.n);
	return render_line(name.size ? name : cli_text(number));
}

/* Gives the command and says what is so now: `sentence` stands behind the name, `field` in JSON. */
static int say_of_person(struct client *client, enum command_kind kind, const void *args,
			 struct person_id person, const char *field, json_t *value,
			 const char *sentence)
{
	const struct cli *cli = client->cli;
	uint32_t created;
	char *name = name_of(client, person);
	int status = client_command(client, kind, args, &created);
	if (!status && cli->json)
		status = cli_print_json(
			json_pack("{s:I,s:O}", "person", (json_int_t)person.n, field, value));
	else if (!status)
		cli_say(cli, "%s %s.", name, sentence);
	json_decref(value);
	free(name);
	client_end(client);
	return status;
}

static int person_role(struct cli *cli)
{
	struct client client;
	struct command_person_role args = {0};
	uint8_t role = 0;
	char sentence[64];
	int status = cli_read_word(cli, &words_role, INVITE_ROLES_WITHOUT, cli_argument(cli, 1),
				   "a role", &role);
	if (!status)
		status = begin_with_person(&client, cli, &args.person);
	if (status)
		return status;
	args.role = (enum role)role;
	const char *word = words_name(&words_role, role);
	snprintf(sentence, sizeof sentence, "has the role %s now", word);
	return say_of_person(&client, command_kind_person_role, &args, args.person, "role",
			     json_string(word), sentence);
}

const struct subcommand subcommand_person_role = {
	.name = "person role",
	.arguments = "PERSON ROLE",
	.purpose = "Give a person another role (moderators)",
	.examples = {"bogen person role Anna steering", "bogen person role 7 observer"},
	.notes =
		"Roles: citizen, member (of an action team), steering, helper (enters slips too),\n"
		"observer (reads only), moderator. It counts at once, also on screens that are "
		"open.",
	.run = person_role,
};

static int set_muted(struct cli *cli, bool muted)
{
	struct client client;
	struct command_person_mute args = {.muted = muted};
	int status = begin_with_person(&client, cli, &args.person);
	return status ? status
		      : say_of_person(&client, command_kind_person_mute, &args, args.person,
				      "muted", json_boolean(muted),
				      muted ? "can read and vote, but add nothing"
					    : "can add ideas and comments again");
}

static int person_mute(struct cli *cli)
{
	return set_muted(cli, true);
}

static int person_unmute(struct cli *cli)
{
	return set_muted(cli, false);
}

const struct subcommand subcommand_person_mute = {
	.name = "person mute",
	.arguments = "PERSON",
	.purpose = "Take no more ideas and comments from a person (moderators)",
	.examples = {"bogen person mute Carl", "bogen person mute 7"},
	.run = person_mute,
};

const struct subcommand subcommand_person_unmute = {
	.name = "person unmute",
	.arguments = "PERSON",
	.purpose = "Take ideas and comments from a person again (moderators)",
	.examples = {"bogen person unmute Carl"},
	.run = person_unmute,
};

static int person_remove(struct cli *cli)
{
	struct client client;
	struct command_person_remove args;
	int status = begin_with_person(&client, cli, &args.person);
	return status ? status
		      : say_of_person(&client, command_kind_person_remove, &args, args.person,
				      "removed", json_true(),
				      "is removed and kept out; contributions stay");
}

static int person_admit(struct cli *cli)
{
	struct client client;
	struct command_person_admit args;
	int status = begin_with_person(&client, cli, &args.person);
	return status ? status
		      : say_of_person(&client, command_kind_person_admit, &args, args.person,
				      "removed", json_false(), "may come back in");
}

const struct subcommand subcommand_person_remove = {
	.name = "person remove",
	.arguments = "PERSON",
	.purpose = "Send a person away and keep them out (moderators)",
	.examples = {"bogen person remove Carl", "bogen person remove 7"},
	.notes = "What the person wrote stays; 'bogen hide' hides it. 'bogen person admit' lets "
		 "the\n"
		 "person back in.",
	.run = person_remove,
};

const struct subcommand subcommand_person_admit = {
	.name = "person admit",
	.arguments = "PERSON",
	.purpose = "Let a person back in who was sent away (moderators)",
	.examples = {"bogen person admit Carl"},
	.run = person_admit,
};
