/* merge, unmerge, move, send-up, stage: where ideas belong and how far they have come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/render.h"
#include "client-cli/several.h"

/* Joins in, does it for each idea, and prints them with what `more` adds. Frees `several`. */
static int arrange(struct client *client, struct several *several, several_each *each,
		   void *context, json_t *more, const char *sentence)
{
	const struct cli *cli = client->cli;
	int status = several_do(client, several, each, context);
	if (!status && cli->json) {
		json_t *object = several_json(several);
		json_object_update(object, more);
		status = cli_print_json(object);
	} else if (!status) {
		char *subject = several_subject(several);
		cli_say(cli, "%s %s.", subject, sentence);
		free(subject);
	}
	json_decref(more);
	return status;
}

/* ---- merge, unmerge ---- */

static int merge_one(struct client *client, uint32_t number, void *context)
{
	uint32_t created;
	struct command_idea_merge args = {{number}, *(const struct idea_id *)context};
	return client_command(client, command_kind_idea_merge, &args, &created);
}

static int merge(struct cli *cli)
{
	struct client client;
	struct several several;
	struct idea_id into = {0};
	char sentence[40];
	const char *typed = cli_option(cli, "into");
	int status = several_read(cli, &several);
	if (!status && (!typed || !cli_number(typed, &into.n)))
		status = cli_misuse(cli, "into which idea? --into ID");
	if (!status)
		status = client_join_in(&client, cli, false);
	if (!status) {
		snprintf(sentence, sizeof sentence, "merged into #%u", into.n);
		status = arrange(&client, &several, merge_one, &into,
				 json_pack("{s:I}", "into", (json_int_t)into.n), sentence);
		client_end(&client);
	}
	several_free(&several);
	return status;
}

const struct subcommand subcommand_merge = {
	.name = "merge",
	.arguments = "ID...",
	.purpose = "Merge ideas into another of the same board (moderators, leaders)",
	.options = {{"into", "ID", "the idea that stays", 0, false}},
	.examples = {"bogen merge 12 15 --into 3"},
	.notes = "'bogen idea show' names what was merged; 'bogen unmerge' restores it.",
	.run = merge,
};

static int unmerge_one(struct client *client, uint32_t number, void *context)
{
	uint32_t created;
	struct command_idea_unmerge args = {{number}};
	(void)context;
	return client_command(client, command_kind_idea_unmerge, &args, &created);
}

static int unmerge(struct cli *cli)
{
	struct client client;
	struct several several;
	int status = several_read(cli, &several);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (!status) {
		status = arrange(&client, &several, unmerge_one, NULL, json_pack("{s:n}", "into"),
				 several.count == 1 ? "an idea of its own again"
						    : "ideas of their own again");
		client_end(&client);
	}
	several_free(&several);
	return status;
}

const struct subcommand subcommand_unmerge = {
	.name = "unmerge",
	.arguments = "ID...",
	.purpose = "Make merged ideas stand for themselves again (moderators, leaders)",
	.examples = {"bogen unmerge 12"},
	.notes = "'bogen ideas --all' lists merged ideas too.",
	.run = unmerge,
};

/* ---- move ---- */

/* Where to; what is not named stays as it is. */
struct destination {
	struct board_id board;
	struct topic_id topic;
	bool topic_named;
};

static int read_destination(const struct client *client, struct destination *to)
{
	const struct cli *cli = client->cli;
	const char *board = cli_option(cli, "board"), *topic = cli_option(cli, "topic");
	int status = exit_done;
	*to = (struct destination){.topic_named = topic != NULL};
	if (board)
		status = find_board(cli, client->replica, board, &to->board);
	if (!status && topic && strcmp(topic, "-") != 0 && strcmp(topic, "none") != 0)
		status = find_topic(cli, client->replica, topic, &to->topic);
	return status;
}

/* "on Saalfeld, under Traffic now". Returns owned. */
static char *describe_destination(const struct client *client, const struct destination *to)
{
	const struct replica *replica = client->replica;
	char *sentence = NULL;
	char *board = render_line(find_label(replica, row_kind_board, "title", to->board.n));
	char *topic = render_line(find_label(replica, row_kind_topic, "title", to->topic.n));
	if (asprintf(&sentence, "%s%s%s%s%s now", board[0] ? "on " : "", board,
		     board[0] && to->topic_named ? ", " : "",
		     !to->topic_named ? ""
		     : topic[0]       ? "under "
				      : "under no topic",
		     topic) < 0)
		abort();
	free(board);
	free(topic);
	return sentence;
}

static int move_one(struct client *client, uint32_t number, void *context)
{
	const struct destination *to = context;
	struct row_idea idea;
	uint64_t revision;
	uint32_t created;
	int status = find_idea(client->cli, client->replica, number, &idea, &revision);
	struct command_idea_move args = {
		.idea = {number},
		.board = to->board.n ? to->board : idea.board,
		.topic = to->topic_named ? to->topic : idea.topic,
	};
	return status ? status : client_command(client, command_kind_idea_move, &args, &created);
}

static int move_all(struct client *client, struct several *several)
{
	struct destination to;
	int status = read_destination(client, &to);
	if (status)
		return status;
	json_t *more = json_object();
	if (to.board.n)
		json_object_set_new(more, "board_id", json_integer(to.board.n));
	if (to.topic_named)
		json_object_set_new(more, "topic_id", json_integer(to.topic.n));
	char *sentence = describe_destination(client, &to);
	status = arrange(client, several, move_one, &to, more, sentence);
	free(sentence);
	return status;
}

static int move(struct cli *cli)
{
	struct client client;
	struct several several;
	int status = several_read(cli, &several);
	if (!status && !cli_option(cli, "board") && !cli_option(cli, "topic"))
		status = cli_misuse(cli, "where to? --board X, --topic X");
	if (!status)
		status = client_join_in(&client, cli, true);
	if (!status) {
		status = move_all(&client, &several);
		client_end(&client);
	}
	several_free(&several);
	return status;
}

const struct subcommand subcommand_move = {
	.name = "move",
	.arguments = "ID...",
	.purpose = "Put ideas on another board or under another topic (moderators)",
	.options = {{"board", "X", "the board or town", 0, false},
		    {"topic", "X", "the topic; '-' or none: under none", 0, false}},
	.examples = {"bogen move 12 15 --topic Traffic", "bogen move 12 --board Plenary --topic -"},
	.notes = "What is not named stays as it is. To put an idea before another board and keep "
		 "it where\nit came from: bogen send-up.",
	.run = move,
};

/* ---- send-up ---- */

struct sending {
	struct board_id to;
	json_t *sent; /* [{"id", "sent_up_to"}, …] */
};

static int send_one(struct client *client, uint32_t number, void *context)
{
	struct sending *sending = context;
	uint32_t created;
	struct command_idea_send_up args = {{number}, sending->to};
	int status = client_command(client, command_kind_idea_send_up, &args, &created);
	if (status)
		return status;
	json_array_append_new(sending->sent, json_pack("{s:I,s:I}", "id", (json_int_t)number,
						       "sent_up_to", (json_int_t)created));
	if (!client->cli->json) {
		printf("#%u\n", created);
		cli_say(client->cli, "Idea #%u stands there as #%u.", number, created);
	}
	return exit_done;
}

static int send_all(struct client *client, struct several *several)
{
	struct cli *cli = client->cli;
	struct sending sending = {.sent = json_array()};
	const char *board = cli_option(cli, "to");
	int status = board ? find_board(cli, client->replica, board, &sending.to) : exit_done;
	if (!status)
		status = several_do(client, several, send_one, &sending);
	if (!status && cli->json)
		status = cli_print_json(json_incref(sending.sent));
	json_decref(sending.sent);
	return status;
}

static int send_up(struct cli *cli)
{
	struct client client;
	struct several several;
	int status = several_read(cli, &several);
	if (!status)
		status = client_join_in(&client, cli, cli_option(cli, "to") != NULL);
	if (!status) {
		status = send_all(&client, &several);
		client_end(&client);
	}
	several_free(&several);
	return status;
}

const struct subcommand subcommand_send_up = {
	.name = "send-up",
	.arguments = "ID...",
	.purpose = "Put ideas before the board above, such as the plenary (moderators, leaders)",
	.options = {{"to", "X", "before this board (the one above)", 0, false}},
	.examples = {"bogen send-up 12", "bogen send-up 12 15 --to Plenary"},
	.notes = "Prints the number that each has there. It keeps its author and town, and "
		 "'bogen idea show'\nsays where it came from.",
	.run = send_up,
};

/* ---- stage ---- */

static int stage(struct cli *cli)
{
	struct client client;
	struct command_idea_stage args = {0};
	uint32_t created;
	uint8_t word = 0;
	int status = cli_argument_number(cli, 0, "an idea", &args.idea.n);
	if (!status)
		status =
			cli_read_word(cli, &words_stage, 0, cli_argument(cli, 1), "a stage", &word);
	if (!status)
		status = client_join_in(&client, cli, false);
	if (status)
		return status;
	args.stage = (enum stage)word;
	status = client_command(&client, command_kind_idea_stage, &args, &created);
	client_end(&client);
	if (!status && cli->json)
		return cli_print_json(json_pack("{s:I,s:s}", "idea", (json_int_t)args.idea.n,
						"stage", words_name(&words_stage, word)));
	if (!status)
		cli_say(cli, "Idea #%u: %s.", args.idea.n, words_name(&words_stage, word));
	return status;
}

const struct subcommand subcommand_stage = {
	.name = "stage",
	.arguments = "ID STAGE",
	.purpose = "Say how far an idea has come (steering group, moderators)",
	.examples = {"bogen stage 12 selected", "bogen stage 12 running"},
	.notes = "Stages: idea, profile, selected, running, done, stopped.",
	.run = stage,
};
