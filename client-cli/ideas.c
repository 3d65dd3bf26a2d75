/* idea add, edit, remove, link, unlink: writing ideas. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/render.h"

static int print_id(const struct cli *cli, uint32_t id)
{
	if (cli->json)
		return cli_print_json(json_pack("{s:I}", "id", (json_int_t)id));
	printf("#%u\n", id);
	return exit_done;
}

/* ---- add ---- */

/* Who has sent it to a board that was not meant sees so at once; scripts get the number alone. */
static int print_added(const struct client *client, uint32_t id, struct board_id board)
{
	const struct cli *cli = client->cli;
	print_id(cli, id);
	if (cli->json)
		return exit_done;
	char *title = render_line(find_label(client->replica, row_kind_board, "title", board.n));
	cli_say(cli, "It stands on %s.", title);
	free(title);
	return exit_done;
}

static int add(struct client *client, const char *text, const char *title)
{
	struct cli *cli = client->cli;
	const char *topic = cli_option(cli, "topic");
	uint32_t created;
	struct command_idea_add args = {.title = cli_text(title), .text = cli_text(text)};
	const char *board = cli_option(cli, "board");
	int status = exit_done;
	if (!board && client->profile.board)
		args.board.n = client->profile.board; /* join --board */
	else
		status = find_board(cli, client->replica, board, &args.board);
	if (!status && topic)
		status = find_topic(cli, client->replica, topic, &args.topic);
	if (!status)
		status = find_person_option(cli, client->replica, &args.person);
	if (status)
		return status;
	status = client_command(client, command_kind_idea_add, &args, &created);
	if (!status)
		print_added(client, created, args.board);
	if (args.person.n == 0)
		find_say_seat(cli, client->replica, client->welcome.person, args.board,
			      "writes there");
	return status;
}

static int idea_add(struct cli *cli)
{
	struct client client;
	char *text = NULL, *title = NULL;
	const char *typed = cli_option(cli, "title");
	int status = cli_read_text(cli, cli_argument(cli, 0), "the text", &text);
	cli->hand_back = text;
	if (!status)
		status = cli_read_text(cli, typed ? typed : "", "the title", &title);
	if (!status) {
		status = client_join_in(&client, cli, true);
		if (!status) {
			status = add(&client, text, title);
			client_end(&client);
		}
	}
	cli->hand_back = NULL;
	free(text);
	free(title);
	return status;
}

const struct subcommand subcommand_idea_add = {
	.name = "idea add",
	.arguments = "TEXT",
	.purpose = "Add an idea",
	.options = {{"title", "T", "a short title", 0, false},
		    {"topic", "X", "the topic it belongs to", 0, false},
		    {"board", "X", "the board or town it is for (that of join, or the plenary)", 0,
		     false},
		    {"person", "NAME", "for an assisted person (moderators)", 0, false}},
	.examples = {"bogen idea add 'A cycle path between our three towns' --topic Traffic",
		     "bogen idea add - --title 'Night bus' < text.txt"},
	.run = idea_add,
};

/* ---- edit ---- */

/* What is not given stays as it is. */
static int edit(struct client *client, uint32_t number, const char *text, const char *title)
{
	struct cli *cli = client->cli;
	const char *topic = cli_option(cli, "topic");
	struct row_idea idea;
	uint64_t revision;
	uint32_t created;
	int status = find_idea(cli, client->replica, number, &idea, &revision);
	if (status)
		return status;
	struct command_idea_edit args = {
		.idea = idea.id,
		.revision = revision,
		.topic = idea.topic,
		.title = title ? cli_text(title) : idea.title,
		.text = text ? cli_text(text) : idea.text,
	};
	if (topic && strcmp(topic, "none") == 0)
		args.topic.n = 0;
	else if (topic)
		status = find_topic(cli, client->replica, topic, &args.topic);
	/* The texts are the replica's, which moves on while the answer is awaited. */
	char *own_title = strndup(args.title.at ? args.title.at : "", args.title.size);
	char *own_text = strndup(args.text.at ? args.text.at : "", args.text.size);
	if (!own_title || !own_text)
		abort();
	args.title.at = own_title;
	args.text.at = own_text;
	if (!status)
		status = client_command(client, command_kind_idea_edit, &args, &created);
	free(own_title);
	free(own_text);
	if (!status && cli->json)
		return print_id(cli, number);
	if (!status)
		cli_say(cli, "Idea #%u is changed.", number);
	return status;
}

static int idea_edit(struct cli *cli)
{
	struct client client;
	uint32_t number;
	char *text = NULL, *title = NULL;
	const char *new_text = cli_option(cli, "text"), *new_title = cli_option(cli, "title");
	if (cli_argument(cli, 1))
		new_text = cli_argument(cli, 1);
	int status = cli_argument_number(cli, 0, "an idea", &number);
	if (!status && !new_text && !new_title && !cli_option(cli, "topic"))
		status = cli_misuse(cli, "what is to be changed? TEXT, --title or --topic");
	if (!status && new_text)
		status = cli_read_text(cli, new_text, "the text", &text);
	cli->hand_back = text;
	if (!status && new_title)
		status = cli_read_text(cli, new_title, "the title", &title);
	if (!status) {
		status = client_join_in(&client, cli, true);
		if (!status) {
			status = edit(&client, number, text, title);
			client_end(&client);
		}
	}
	cli->hand_back = NULL;
	free(text);
	free(title);
	return status;
}

const struct subcommand subcommand_idea_edit = {
	.name = "idea edit",
	.arguments = "ID [TEXT]",
	.purpose = "Change an idea: its text, title or topic",
	.options = {{"text", "TEXT", "the new text, as the second argument", 0, false},
		    {"title", "T", "the new title; '' for none", 0, false},
		    {"topic", "X", "the new topic; 'none' for none", 0, false}},
	.examples = {"bogen idea edit 12 'A cycle path along the river'",
		     "bogen idea edit 12 --topic Traffic"},
	.notes = "If someone else changes the idea at the same moment, yours is refused (exit code "
		 "6).",
	.run = idea_edit,
};

/* ---- remove ---- */

static int idea_remove(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_idea_remove args;
	int status = cli_argument_number(cli, 0, "an idea", &args.idea.n);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_command(&client, command_kind_idea_remove, &args, &created);
	client_end(&client);
	if (!status && cli->json)
		return print_id(cli, args.idea.n);
	if (!status)
		cli_say(cli, "Idea #%u is taken back.", args.idea.n);
	return status;
}

const struct subcommand subcommand_idea_remove = {
	.name = "idea remove",
	.arguments = "ID",
	.purpose = "Take an idea back",
	.examples = {"bogen idea remove 12"},
	.run = idea_remove,
};

/* ---- link ---- */

static int read_link(const struct cli *cli, struct command_idea_link *args)
{
	uint8_t relation = 0;
	int status = cli_argument_number(cli, 0, "an idea", &args->from.n);
	if (!status)
		status = cli_read_word(cli, &words_relation, 0, cli_argument(cli, 1), "a relation",
				       &relation);
	args->relation = (enum relation)relation;
	return status ? status : cli_argument_number(cli, 2, "an idea", &args->to.n);
}

static int print_link(const struct cli *cli, const struct command_idea_link *args, bool linked)
{
	const char *relation = words_name(&words_relation, args->relation);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:s,s:b}", "from", (json_int_t)args->from.n, "to",
				  (json_int_t)args->to.n, "relation", relation, "linked", linked));
	cli_say(cli, "#%u %s #%u: %s.", args->from.n, relation, args->to.n,
		linked ? "linked" : "no longer linked");
	return exit_done;
}

static int idea_link(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_idea_link args;
	int status = read_link(cli, &args);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_command(&client, command_kind_idea_link, &args, &created);
	client_end(&client);
	return status ? status : print_link(cli, &args, true);
}

const struct subcommand subcommand_idea_link = {
	.name = "idea link",
	.arguments = "FROM RELATION TO",
	.purpose = "Say how two ideas belong together (moderators)",
	.examples = {"bogen idea link 12 part-of 3", "bogen idea link 12 turned-from 9"},
	.notes = "Relations: part-of, merged-into, sent-up-from, turned-from, continued-from.",
	.run = idea_link,
};

static int idea_unlink(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_idea_link args;
	int status = read_link(cli, &args);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	struct command_idea_unlink unlink = {args.from, args.to, args.relation};
	status = client_command(&client, command_kind_idea_unlink, &unlink, &created);
	client_end(&client);
	return status ? status : print_link(cli, &args, false);
}

const struct subcommand subcommand_idea_unlink = {
	.name = "idea unlink",
	.arguments = "FROM RELATION TO",
	.purpose = "Take a link between two ideas away (moderators)",
	.examples = {"bogen idea unlink 12 part-of 3"},
	.run = idea_unlink,
};

/* ---- comments ---- */

static int comment(struct cli *cli)
{
	struct client client;
	uint32_t created;
	char *text = NULL;
	struct command_comment_add args = {0};
	int status = cli_argument_number(cli, 0, "an idea", &args.idea.n);
	if (!status)
		status = cli_read_text(cli, cli_argument(cli, 1), "the text", &text);
	cli->hand_back = text;
	/* Names are found among the session's rows. */
	if (!status)
		status = client_join_in(&client, cli, cli_option(cli, "person") != NULL);
	if (!status) {
		args.text = cli_text(text);
		status = find_person_option(cli, client.replica, &args.person);
		if (!status)
			status = client_command(&client, command_kind_comment_add, &args, &created);
		client_end(&client);
	}
	cli->hand_back = NULL;
	free(text);
	return status ? status : print_id(cli, created);
}

const struct subcommand subcommand_comment = {
	.name = "comment",
	.arguments = "ID TEXT",
	.purpose = "Comment on an idea",
	.options = {{"person", "NAME", "for an assisted person (moderators)", 0, false}},
	.examples = {"bogen comment 12 'Our school would join in'",
		     "bogen comment 12 - < text.txt"},
	.run = comment,
};

static int comment_remove(struct cli *cli)
{
	struct client client;
	uint32_t created;
	struct command_comment_remove args;
	int status = cli_argument_number(cli, 0, "a comment", &args.comment.n);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	status = client_command(&client, command_kind_comment_remove, &args, &created);
	client_end(&client);
	if (!status && cli->json)
		return print_id(cli, args.comment.n);
	if (!status)
		cli_say(cli, "Comment #%u is taken back.", args.comment.n);
	return status;
}

const struct subcommand subcommand_comment_remove = {
	.name = "comment remove",
	.arguments = "ID",
	.purpose = "Take a comment back",
	.examples = {"bogen comment remove 7"},
	.run = comment_remove,
};
