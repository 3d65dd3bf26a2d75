/* hand, ready: who wants to speak, and who is done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

typedef int floor_fn(struct client *client, struct row_board *board);

/* Connects, finds the board of --board, and goes on. */
static int on_board(struct cli *cli, floor_fn *go)
{
	struct client client;
	struct row_board board;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = board_view_chosen(&client, &board);
	if (!status)
		status = go(&client, &board);
	client_end(&client);
	return status;
}

/* Gives the command and waits for what it changes; `*result` may be NULL. */
static int give(struct client *client, enum command_kind kind, const void *args, uint32_t *result)
{
	uint32_t created;
	int status = client_command(client, kind, args, result ? result : &created);
	return status ? status : client_wait_shown(client);
}

/* ---- the fair order ---- */

struct raised {
	struct row_hand row;
	uint64_t called;  /* how often somebody of the town has been */
	uint64_t counted; /* the same when those before in the order will have been too */
};

struct hands {
	struct raised *at;
	uint32_t count;
};

static int order_numbers(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Whose town has spoken least, then who has waited longest; as `hand_call` calls them. */
static int order_hands(const struct raised *a, const struct raised *b)
{
	int order = order_numbers(a->counted, b->counted);
	if (order == 0)
		order = order_numbers(a->row.raised_ms, b->row.raised_ms);
	return order ? order : order_numbers(a->row.person.n, b->row.person.n);
}

/* One after the other: each call counts for the town before the next is made. */
static void order_as_called(struct hands *hands)
{
	for (uint32_t place = 0; place < hands->count; place++) {
		uint32_t next = place;
		for (uint32_t i = place + 1; i < hands->count; i++)
			if (order_hands(&hands->at[i], &hands->at[next]) < 0)
				next = i;
		struct raised called = hands->at[next];
		hands->at[next] = hands->at[place];
		hands->at[place] = called;
		for (uint32_t i = place + 1; i < hands->count; i++)
			hands->at[i].counted += hands->at[i].row.town.n == called.row.town.n;
	}
}

static uint64_t turns_of(const struct client *client, struct board_id board, struct town_id town)
{
	const uint32_t key[ROW_KEY_PARTS] = {board.n, town.n};
	struct row_turns turns;
	return replica_get(client->replica, row_kind_turns, key, &turns) ? turns.called : 0;
}

static struct hands hands_of(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_hand hand;
	struct hands hands = {0};
	find_all_start(&all, client->replica, row_kind_hand);
	hands.at = calloc(all.count + 1u, sizeof *hands.at);
	if (!hands.at)
		abort();
	while (find_all_next(&all, &hand))
		if (hand.board.n == board->id.n) {
			uint64_t called = turns_of(client, board->id, hand.town);
			hands.at[hands.count++] = (struct raised){hand, called, called};
		}
	order_as_called(&hands);
	return hands;
}

/* ---- hand ---- */

static int raise_hand(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	const struct command_hand_raise args = {board->id};
	int status = give(client, command_kind_hand_raise, &args, NULL);
	find_say_seat(cli, client->replica, client->welcome.person, board->id,
		      "asks to speak there");
	if (status)
		return status;
	struct hands hands = hands_of(client, board);
	uint32_t place = 0;
	for (uint32_t i = 0; i < hands.count; i++)
		if (hands.at[i].row.person.n == client->welcome.person.n)
			place = i + 1;
	if (cli->json)
		cli_print_json(json_pack("{s:I,s:I,s:I,s:I}", "board", (json_int_t)board->id.n,
					 "person", (json_int_t)client->welcome.person.n, "place",
					 (json_int_t)place, "hands", (json_int_t)hands.count));
	else
		cli_say(cli, "%.*s: your hand is raised; you are number %u of %u.",
			(int)board->title.size, board->title.at, place, hands.count);
	free(hands.at);
	return exit_done;
}

static int hand(struct cli *cli)
{
	return on_board(cli, raise_hand);
}

#define BOARD_OPTION                                                                               \
	{                                                                                          \
		"board", "X", "the board or town (the plenary)", 0, false                          \
	}

const struct subcommand subcommand_hand = {
	.name = "hand",
	.arguments = "",
	.purpose = "Raise your hand: ask to speak",
	.options = {BOARD_OPTION},
	.examples = {"bogen hand", "bogen hand --board Mobility"},
	.notes = "Whose town has spoken least comes first, then who has waited longest.",
	.run = hand,
};

static int lower_hand(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	struct command_hand_lower args = {.board = board->id};
	int status = exit_done;
	if (cli_argument(cli, 0))
		status = find_person(cli, client->replica, cli_argument(cli, 0), &args.person);
	if (!status)
		status = give(client, command_kind_hand_lower, &args, NULL);
	if (status)
		return status;
	bool own = args.person.n == 0;
	if (own)
		args.person = client->welcome.person;
	char name[400];
	find_person_called(client->replica, args.person, name, sizeof name);
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I}", "board", (json_int_t)board->id.n,
						"person", (json_int_t)args.person.n));
	cli_say(cli, "%.*s: %s%s hand is down.", (int)board->title.size, board->title.at,
		own ? "your" : name, own ? "" : "'s");
	return exit_done;
}

static int hand_lower(struct cli *cli)
{
	return on_board(cli, lower_hand);
}

const struct subcommand subcommand_hand_lower = {
	.name = "hand lower",
	.arguments = "[PERSON]",
	.purpose = "Lower your hand, or somebody's (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen hand lower", "bogen hand lower Anna"},
	.run = hand_lower,
};

static void say_speaker(const struct client *client, const struct row_board *board)
{
	char name[400];
	find_person_called(client->replica, board->speaker, name, sizeof name);
	if (board->speaker.n)
		cli_say(client->cli, "%.*s: %s has the floor.", (int)board->title.size,
			board->title.at, name);
}

static void list_hand(const struct client *client, const struct raised *raised, uint32_t place,
		      json_t *list, struct render_table *table)
{
	char since[32] = "";
	struct text name = find_person_name(client->replica, raised->row.person);
	struct text town = find_label(client->replica, row_kind_town, "name", raised->row.town.n);
	uint64_t now_ms = client_server_ms(client);
	if (now_ms > raised->row.raised_ms)
		render_duration(now_ms - raised->row.raised_ms, since, sizeof since);
	json_array_append_new(list, json_pack("{s:I,s:o,s:o,s:I,s:I}", "person",
					      (json_int_t)raised->row.person.n, "name",
					      name.size ? row_json_text(name) : json_null(), "town",
					      town.size ? row_json_text(town) : json_null(),
					      "called", (json_int_t)raised->called, "raised_ms",
					      (json_int_t)raised->row.raised_ms));
	render_cell(table, "%u", place);
	render_cell(table, "%u", raised->row.person.n);
	render_cell_text(table, name);
	render_cell_text(table, town);
	render_cell(table, "%llu", (unsigned long long)raised->called);
	render_cell(table, "%s", since);
}

static int list_hands(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	struct hands hands = hands_of(client, board);
	json_t *list = json_array();
	struct render_table *table =
		render_table_new(">#|>Person|Name|Town|>Town has spoken|>Waiting");
	for (uint32_t i = 0; i < hands.count; i++)
		list_hand(client, &hands.at[i], i + 1, list, table);
	if (cli->json)
		cli_print_json(json_incref(list));
	else if (hands.count)
		render_table_print(table, stdout, cli->styled, render_columns(stdout));
	else
		cli_say(cli, "%.*s: no hand is raised.", (int)board->title.size, board->title.at);
	if (!cli->json)
		say_speaker(client, board);
	json_decref(list);
	render_table_free(table);
	free(hands.at);
	return exit_done;
}

static int hand_list(struct cli *cli)
{
	return on_board(cli, list_hands);
}

const struct subcommand subcommand_hand_list = {
	.name = "hand list",
	.arguments = "",
	.purpose = "List the raised hands in the order in which they are called",
	.options = {BOARD_OPTION},
	.examples = {"bogen hand list", "bogen hand list --board Saalfeld --json"},
	.notes = "Whose town has spoken least comes first, then who has waited longest; each call "
		 "counts\n"
		 "for the town, so towns take turns.",
	.run = hand_list,
};

/* The town of somebody whose name one sees. */
static struct text town_of(const struct client *client, struct person_id id)
{
	const uint32_t key[ROW_KEY_PARTS] = {id.n};
	struct row_person person = {0};
	struct row_author author = {0};
	replica_get(client->replica, row_kind_person, key, &person);
	replica_get(client->replica, row_kind_author, key, &author);
	return find_label(client->replica, row_kind_town, "name",
			  person.town.n ? person.town.n : author.town.n);
}

static int call_hand(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	struct command_hand_call args = {.board = board->id};
	struct person_id called = {0};
	char name[400];
	int status = exit_done;
	if (cli_argument(cli, 0))
		status = find_person(cli, client->replica, cli_argument(cli, 0), &args.person);
	if (!status)
		status = give(client, command_kind_hand_call, &args, &called.n);
	if (status)
		return status;
	uint32_t waiting = board_view_hands(client, board);
	struct text town = town_of(client, called);
	struct text known = find_person_name(client->replica, called);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:o,s:o,s:I}", "board", (json_int_t)board->id.n,
				  "person", (json_int_t)called.n, "name",
				  known.size ? row_json_text(known) : json_null(), "town",
				  town.size ? row_json_text(town) : json_null(), "hands",
				  (json_int_t)waiting));
	find_person_called(client->replica, called, name, sizeof name);
	cli_say(cli, "%.*s: %s%s%.*s%s has the floor; %u waiting.", (int)board->title.size,
		board->title.at, name, town.size ? " (" : "", (int)town.size, town.at,
		town.size ? ")" : "", waiting);
	return exit_done;
}

static int hand_call(struct cli *cli)
{
	return on_board(cli, call_hand);
}

const struct subcommand subcommand_hand_call = {
	.name = "hand call",
	.arguments = "[PERSON]",
	.purpose = "Call somebody to speak: the next in the fair order (moderators, leaders)",
	.options = {BOARD_OPTION},
	.examples = {"bogen hand call", "bogen hand call Anna", "bogen hand call --board Mobility"},
	.run = hand_call,
};

/* ---- ready ---- */

static int mark(struct client *client, const struct row_board *board, bool ready)
{
	const struct cli *cli = client->cli;
	const struct command_ready_mark args = {board->id, ready};
	struct row_progress progress;
	uint64_t people;
	int status = give(client, command_kind_ready_mark, &args, NULL);
	find_say_seat(cli, client->replica, client->welcome.person, board->id, "means that");
	if (status)
		return status;
	board_view_progress(client, board, &progress);
	bool known = board_view_people(client, board, (struct town_id){0}, &people);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:b,s:I,s:o}", "board", (json_int_t)board->id.n, "ready",
				  ready, "done", (json_int_t)progress.ready, "people",
				  known ? json_integer((json_int_t)people) : json_null()));
	char of[32] = "";
	if (known)
		snprintf(of, sizeof of, " of %llu", (unsigned long long)people);
	struct text phase = board_view_phase(client, board);
	cli_say(cli, "%.*s: you are %s with '%.*s'; %llu%s done.", (int)board->title.size,
		board->title.at, ready ? "done" : "not done", (int)phase.size, phase.at,
		(unsigned long long)progress.ready, of);
	return exit_done;
}

static int mark_done(struct client *client, struct row_board *board)
{
	return mark(client, board, true);
}

static int mark_not(struct client *client, struct row_board *board)
{
	return mark(client, board, false);
}

static int ready(struct cli *cli)
{
	return on_board(cli, mark_done);
}

static int ready_not(struct cli *cli)
{
	return on_board(cli, mark_not);
}

const struct subcommand subcommand_ready = {
	.name = "ready",
	.arguments = "",
	.purpose = "Say that you are done with a board's phase",
	.options = {BOARD_OPTION},
	.examples = {"bogen ready", "bogen ready --board 'Table 3'"},
	.notes = "It holds until the board goes on. 'bogen board list' shows how many are.",
	.run = ready,
};

const struct subcommand subcommand_ready_not = {
	.name = "ready not",
	.arguments = "",
	.purpose = "Say that you are not done yet after all",
	.options = {BOARD_OPTION},
	.examples = {"bogen ready not", "bogen ready not --board 'Table 3'"},
	.run = ready_not,
};
