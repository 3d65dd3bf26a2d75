/* focus: what a board's people are asked to look at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* ---- focus ---- */

static json_t *focus_json(const struct client *client, const struct row_focus *focus)
{
	char what[600];
	struct text board = find_label(client->replica, row_kind_board, "title", focus->board.n);
	board_view_focus(client, focus, what, sizeof what);
	json_t *shown = json_string(what);
	return json_pack("{s:I,s:o,s:I,s:I,s:I,s:o,s:I,s:I}", "board", (json_int_t)focus->board.n,
			 "board_title", row_json_text(board), "idea", (json_int_t)focus->idea.n,
			 "topic", (json_int_t)focus->topic.n, "ballot", (json_int_t)focus->ballot.n,
			 "what", shown ? shown : json_string(""), "person",
			 (json_int_t)focus->person.n, "since_ms", (json_int_t)focus->since_ms);
}

static int print_focus(const struct client *client, struct board_id only)
{
	const struct cli *cli = client->cli;
	struct find_all all;
	struct row_focus focus;
	json_t *list = json_array();
	find_all_start(&all, client->replica, row_kind_focus);
	while (find_all_next(&all, &focus)) {
		char what[600], since[32];
		if (only.n && focus.board.n != only.n)
			continue;
		json_array_append_new(list, focus_json(client, &focus));
		if (cli->json)
			continue;
		char *title = render_line(
			find_label(client->replica, row_kind_board, "title", focus.board.n));
		board_view_focus(client, &focus, what, sizeof what);
		render_time(focus.since_ms, since, sizeof since);
		printf("%s: %s (since %s)\n", title, what, since);
		free(title);
	}
	if (!cli->json && json_array_size(list) == 0)
		cli_say(cli, "Nothing is in focus: everybody looks where they like.");
	if (cli->json)
		cli_print_json(json_incref(list));
	json_decref(list);
	return exit_done;
}

static int focus(struct cli *cli)
{
	struct client client;
	struct row_board board = {0};
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (cli_option(cli, "board"))
		status = board_view_chosen(&client, &board);
	if (!status)
		status = print_focus(&client, board.id);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_focus = {
	.name = "focus",
	.arguments = "",
	.purpose = "Show what people are asked to look at",
	.options = {{"board", "X", "only on this board", 0, false}},
	.examples = {"bogen focus", "bogen focus --json"},
	.run = focus,
};

/* ---- focus idea, topic, ballot, off ---- */

typedef int focus_fn(const struct client *client, const char *typed,
		     struct command_focus_set *args);

static int set_focus(struct client *client, focus_fn *choose)
{
	const struct cli *cli = client->cli;
	struct row_board board;
	uint32_t created;
	struct command_focus_set args = {0};
	int status = board_view_chosen(client, &board);
	args.board = board.id;
	if (!status && choose)
		status = choose(client, cli_argument(cli, 0), &args);
	if (!status)
		status = client_command(client, command_kind_focus_set, &args, &created);
	if (status)
		return status;
	struct row_focus row = {
		.board = args.board, .idea = args.idea, .topic = args.topic, .ballot = args.ballot};
	char what[600];
	board_view_focus(client, &row, what, sizeof what);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:I,s:I}", "board", (json_int_t)args.board.n, "idea",
				  (json_int_t)args.idea.n, "topic", (json_int_t)args.topic.n,
				  "ballot", (json_int_t)args.ballot.n));
	if (what[0])
		cli_say(cli, "%.*s: all eyes on %s.", (int)board.title.size, board.title.at, what);
	else
		cli_say(cli, "%.*s: everybody looks where they like.", (int)board.title.size,
			board.title.at);
	return exit_done;
}

static int with_focus(struct cli *cli, focus_fn *choose)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = set_focus(&client, choose);
	client_end(&client);
	return status;
}

static int choose_idea(const struct client *client, const char *typed,
		       struct command_focus_set *args)
{
	struct row_idea idea;
	uint64_t revision;
	int status = cli_argument_number(client->cli, 0, "an idea", &args->idea.n);
	(void)typed;
	return status ? status
		      : find_idea(client->cli, client->replica, args->idea.n, &idea, &revision);
}

static int choose_topic(const struct client *client, const char *typed,
			struct command_focus_set *args)
{
	return find_topic(client->cli, client->replica, typed, &args->topic);
}

static int choose_ballot(const struct client *client, const char *typed,
			 struct command_focus_set *args)
{
	struct row_ballot ballot = {0};
	int status = find_ballot(client->cli, client->replica, typed, &ballot);
	args->ballot = ballot.id;
	return status;
}

static int focus_idea(struct cli *cli)
{
	return with_focus(cli, choose_idea);
}

static int focus_topic(struct cli *cli)
{
	return with_focus(cli, choose_topic);
}

static int focus_ballot(struct cli *cli)
{
	return with_focus(cli, choose_ballot);
}

static int focus_off(struct cli *cli)
{
	return with_focus(cli, NULL);
}

#define BOARD_OPTION                                                                               \
	{                                                                                          \
		"board", "X", "whose people: the board or town (the plenary)", 0, false            \
	}

const struct subcommand subcommand_focus_idea = {
	.name = "focus idea",
	.arguments = "ID",
	.purpose = "All eyes on an idea (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen focus idea 12", "bogen focus idea 12 --board Saalfeld"},
	.notes = "Each screen shows it; everybody may look away and return.",
	.run = focus_idea,
};

const struct subcommand subcommand_focus_topic = {
	.name = "focus topic",
	.arguments = "TOPIC",
	.purpose = "All eyes on a topic and its ideas (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen focus topic Traffic", "bogen focus topic 3 --board Saalfeld"},
	.run = focus_topic,
};

const struct subcommand subcommand_focus_ballot = {
	.name = "focus ballot",
	.arguments = "BALLOT",
	.purpose = "All eyes on a ballot and its result (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen focus ballot 1"},
	.run = focus_ballot,
};

const struct subcommand subcommand_focus_off = {
	.name = "focus off",
	.arguments = "",
	.purpose = "Let everybody look where they like again (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen focus off", "bogen focus off --board Saalfeld"},
	.run = focus_off,
};
