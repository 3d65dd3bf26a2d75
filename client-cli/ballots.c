/* ballot open, close, again, remove: what a ballot goes through. */
#include <stdio.h>

#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/render.h"

/* Says what has been done, once the rows show it. */
typedef void turned_fn(const struct client *client, const struct row_ballot *ballot);

/* Gives a command that names the ballot and nothing else; `number` is then that of the ballot, or
 * of the new one. */
static int turn(struct cli *cli, enum command_kind kind, turned_fn *say)
{
	struct client client;
	struct row_ballot ballot;
	uint32_t created = 0;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = ballot_view_find(&client, &ballot);
	/* All of these commands have this one argument. */
	struct command_ballot_open args = {ballot.id};
	if (!status)
		status = client_command(&client, kind, &args, &created);
	if (!status && kind != command_kind_ballot_remove)
		status = client_wait_shown(&client);
	if (!status) {
		if (created)
			ballot.id.n = created;
		if (kind != command_kind_ballot_remove)
			ballot_view_read(&client, &ballot);
		const char *state = words_name(&words_ballot_state, ballot.state);
		if (kind == command_kind_ballot_remove)
			state = "removed";
		if (cli->json)
			cli_print_json(json_pack("{s:I,s:s}", "id", (json_int_t)ballot.id.n,
						 "state", state ? state : ""));
		else
			say(&client, &ballot);
	}
	client_end(&client);
	return status;
}

/* ---- open ---- */

static void say_opened(const struct client *client, const struct row_ballot *ballot)
{
	char next[200];
	ballot_words_next(ballot, next, sizeof next);
	cli_say(client->cli, "Ballot #%u is open.", ballot->id.n);
	if (ballot->method != ballot_method_opinion && ballot->options.count)
		cli_say(client->cli, "%u option%s: bogen ballot show %u", ballot->options.count,
			ballot->options.count == 1 ? "" : "s", ballot->id.n);
	cli_say(client->cli, "To vote: %s", next);
}

static int ballot_open(struct cli *cli)
{
	return turn(cli, command_kind_ballot_open, say_opened);
}

const struct subcommand subcommand_ballot_open = {
	.name = "ballot open",
	.arguments = "BALLOT",
	.purpose = "Open a ballot, or open it again (moderators)",
	.examples = {"bogen ballot open 1"},
	.notes = "One whose results were seen all along may be opened again: its result goes, and "
		 "comes\nanew when it is closed. One that was hidden or confidential is closed for "
		 "good; 'bogen\nballot again' prepares another round.",
	.run = ballot_open,
};

/* ---- close ---- */

static void say_closed(const struct client *client, const struct row_ballot *ballot)
{
	char turnout[2000];
	ballot_view_turnout_say(client, ballot, turnout, sizeof turnout);
	cli_say(client->cli, "Ballot #%u is closed; %s.", ballot->id.n, turnout);
	cli_say(client->cli, "What came of it: bogen ballot results %u", ballot->id.n);
}

static int ballot_close(struct cli *cli)
{
	return turn(cli, command_kind_ballot_close, say_closed);
}

const struct subcommand subcommand_ballot_close = {
	.name = "ballot close",
	.arguments = "BALLOT",
	.purpose = "Close a ballot and count it (moderators)",
	.examples = {"bogen ballot close 1"},
	.notes = "The result stays as it is counted now. Of a confidential ballot the papers are "
		 "published\nwithout names, and the key that could tell whose is which is "
		 "destroyed.",
	.run = ballot_close,
};

/* ---- again ---- */

static void say_again(const struct client *client, const struct row_ballot *ballot)
{
	printf("#%u\n", ballot->id.n);
	cli_say(client->cli, "Round %llu is prepared; bogen ballot edit %u, bogen ballot open %u",
		(unsigned long long)ballot->round, ballot->id.n, ballot->id.n);
}

static int ballot_again(struct cli *cli)
{
	return turn(cli, command_kind_ballot_repeat, say_again);
}

const struct subcommand subcommand_ballot_again = {
	.name = "ballot again",
	.arguments = "BALLOT",
	.purpose = "Prepare another round of a closed ballot (moderators)",
	.examples = {"bogen ballot again 3"},
	.notes = "The new ballot's number is printed. Options that were not named are looked for "
		 "anew "
		 "at its\nopening; its result shows how options have moved since the round before.",
	.run = ballot_again,
};

/* ---- remove ---- */

static void say_removed(const struct client *client, const struct row_ballot *ballot)
{
	cli_say(client->cli, "Ballot #%u is removed.", ballot->id.n);
}

static int ballot_remove(struct cli *cli)
{
	return turn(cli, command_kind_ballot_remove, say_removed);
}

const struct subcommand subcommand_ballot_remove = {
	.name = "ballot remove",
	.arguments = "BALLOT",
	.purpose = "Remove a ballot that has not been opened (moderators)",
	.examples = {"bogen ballot remove 3"},
	.run = ballot_remove,
};
