/* ballot add, edit: preparing what is put to the vote. */
#include <stdio.h>

#include "client-cli/ballot_view.h"
#include "client-cli/invite.h"
#include "client-cli/preparation.h"

/* What has been done and what was not, if the ideas are there and the ballot is not. */
static void say_added(const struct cli *cli, const struct preparation *prepared)
{
	char list[400] = "";
	size_t used = 0;
	for (uint32_t i = 0; i < prepared->added_count && used < sizeof list - 16; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s#%u", i ? ", " : "",
					 prepared->added[i]);
	if (prepared->added_count)
		cli_say(cli, "The idea%s %s stand%s on the board all the same.",
			prepared->added_count == 1 ? "" : "s", list,
			prepared->added_count == 1 ? "s" : "");
}

static json_t *added_json(const struct preparation *prepared)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < prepared->added_count; i++)
		json_array_append_new(list, json_integer((json_int_t)prepared->added[i]));
	return list;
}

/* ---- ballot add ---- */

/* Ideas must not be added for a ballot that will be refused. */
static int may_prepare(const struct client *client, const struct row_ballot *ballot)
{
	int status = invite_moderators_only(client);
	if (!status && ballot->id.n && ballot->state != ballot_state_prepared)
		status = cli_fail(
			client->cli, exit_conflict, "ballot_begun",
			"ballot #%u has been opened already; 'bogen ballot again' prepares "
			"another round",
			ballot->id.n);
	return status;
}

static int add(struct client *client)
{
	const struct cli *cli = client->cli;
	const struct row_ballot nothing = {0};
	struct preparation *prepared = preparation_new(&nothing);
	uint32_t created = 0;
	int status = may_prepare(client, &nothing);
	if (!status)
		status = preparation_read(prepared, client);
	if (!status)
		status = client_command(client, command_kind_ballot_add, &prepared->args, &created);
	if (status)
		say_added(cli, prepared);
	else if (cli->json)
		cli_print_json(json_pack("{s:I,s:o}", "id", (json_int_t)created, "ideas",
					 added_json(prepared)));
	else
		printf("#%u\n", created);
	if (!status && !cli->json)
		cli_say(cli, "Prepared; bogen ballot open %u", created);
	preparation_free(prepared);
	return status;
}

static int ballot_add(struct cli *cli)
{
	struct client client;
	if (!cli_option(cli, "title"))
		return cli_misuse(cli, "what is asked? --title T");
	if (!cli_option(cli, "method"))
		return cli_misuse(cli, "how is voted? --method opinion, approval, yesno, dots, "
				       "resistance, ranking, choose or budget");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = add(&client);
	client_end(&client);
	return status;
}

#define PREPARED_OPTIONS                                                                           \
	{"title", "T", "what is asked", 0, false},                                                 \
		{"method", "M",                                                                    \
		 "opinion, approval, yesno, dots, resistance, ranking, choose or budget", 0,       \
		 false},                                                                           \
		{"secrecy", "LEVEL", "named, plain or confidential (plain)", 0, false},            \
		{"hidden", NULL, "results are shown at the closing only", 0, false},               \
		{"live", NULL, "results are shown all along (unless confidential)", 0, false},     \
		{"board", "X", "where it is held, and whose ideas are the options", 0, false},     \
		{"phase", "P", "in which phase it is to be held", 0, false},                       \
		{"topic", "X", "the options are the ideas under this topic", 0, false},            \
		{"stage", "S", "only ideas at this stage", 0, true},                               \
		{"idea-sort", "X", "only ideas of this sort, such as measures", 0, false},         \
		{"option", "ID[=COST]", "this idea is an option, at this cost", 0, true},          \
		{"text", "TEXT", "a new option: it becomes an idea on the board", 0, true},        \
		{"roles", "R,R", "only these roles may vote", 0, true},                            \
		{"voters", "BOARD", "only members of this board or town may vote", 0, true},       \
		{"points", "N", "dots: how many points everybody has", 0, false},                  \
		{"heap", "N", "dots: at most so many on one option", 0, false},                    \
		{"picks", "K", "choose, budget: how many one may choose", 0, false},               \
		{"places", "K", "how many win", 0, false},                                         \
		{"rule", "RULE", "what counts across towns: people, towns or every-town (people)", \
		 0, false},                                                                        \
		{"threshold", "2/3", "yesno: the share of yes that carries (more than half)", 0,   \
		 false},                                                                           \
		{"quorum", "N", "nothing is carried with fewer papers", 0, false},                 \
		{"budget", "SUM", "budget: what can be spent, as 100000 or 1234.50", 0, false},    \
		{"budget-rule", "RULE", "greedy, shares, add1, add1-exhaustive or add1-votes", 0,  \
		 false},                                                                           \
		{"utility", "U", "budget: what a project is worth to a voter: cost or count", 0,   \
		 false},                                                                           \
	{                                                                                          \
		"weight", "TOWN=N", "budget: the towns' shares of it under the rule towns", 0,     \
			true                                                                       \
	}

const struct subcommand subcommand_ballot_add = {
	.name = "ballot add",
	.arguments = "",
	.purpose = "Prepare a ballot (moderators)",
	.options = {PREPARED_OPTIONS},
	.examples = {"bogen ballot add --title 'What first?' --method dots --points 5 --heap 2 "
		     "--topic Traffic",
		     "bogen ballot add --title 'Shall we found an association?' --method yesno "
		     "--threshold 2/3 --secrecy confidential",
		     "bogen ballot add --title 'Which ten?' --method choose --picks 10 --places 10 "
		     "--roles steering --stage profile --rule towns",
		     "bogen ballot add --title 'Small projects' --method budget --budget 10000 "
		     "--text 'Benches=3500' --text 'Trees=1234.50'"},
	.notes = "Its number is printed; 'bogen ballot open' opens it. Without --option and --text "
		 "the\n"
		 "options are the ideas that fit --board, --topic, --stage and --idea-sort at the\n"
		 "opening. An opinion ballot takes later ones too; a yesno ballot without all of "
		 "these\n"
		 "is its own question. Sums have a point or a comma before the decimals and "
		 "nothing\n"
		 "between thousands. For a budget the cost of a new option stands behind the last "
		 "'='.",
	.run = ballot_add,
};

/* ---- ballot edit ---- */

static int edit(struct client *client, const struct row_ballot *ballot)
{
	const struct cli *cli = client->cli;
	struct preparation *prepared = preparation_new(ballot);
	struct command_ballot_edit args = {.ballot = ballot->id};
	uint32_t created;
	int status = may_prepare(client, ballot);
	if (!status)
		status = preparation_read(prepared, client);
#define COPY(field) args.field = prepared->args.field;
	PREPARED(COPY)
#undef COPY
	if (!status)
		status = client_command(client, command_kind_ballot_edit, &args, &created);
	if (status)
		say_added(cli, prepared);
	else if (cli->json)
		cli_print_json(json_pack("{s:I,s:o}", "id", (json_int_t)ballot->id.n, "ideas",
					 added_json(prepared)));
	else
		cli_say(cli, "Ballot #%u is prepared anew; bogen ballot show %u", ballot->id.n,
			ballot->id.n);
	preparation_free(prepared);
	return status;
}

/* Whether any option is given that is not one of all subcommands. */
static bool wants_change(const struct cli *cli)
{
	for (const struct option_spec *spec = cli->subcommand->options; spec->name; spec++)
		if (cli_flag(cli, spec->name))
			return true;
	return false;
}

static int ballot_edit(struct cli *cli)
{
	struct client client;
	struct row_ballot ballot;
	if (!wants_change(cli))
		return cli_misuse(cli, "what is to change? as in --title 'Another question'");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	if (!status)
		status = edit(&client, &ballot);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_ballot_edit = {
	.name = "ballot edit",
	.arguments = "BALLOT",
	.purpose = "Change a ballot that has not been opened yet (moderators)",
	.options = {PREPARED_OPTIONS},
	.examples = {"bogen ballot edit 3 --points 7",
		     "bogen ballot edit 3 --option 12 --option 14",
		     "bogen ballot edit 3 --rule towns",
		     "bogen ballot edit 3 --topic none --roles none"},
	.notes = "What is not named stays. Lists are written anew as a whole; --text adds to the "
		 "options.\n'none' takes away a board, phase, topic, sort, all stages, roles, "
		 "voters, options or weights.",
	.run = ballot_edit,
};
