/* phase, timer: what is being done, and for how long. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/phases.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

/* ---- phase list ---- */

/* The titles of the boards that are in a phase. */
static json_t *boards_in(const struct replica *replica, struct phase_id phase)
{
	struct find_all all;
	struct row_board board;
	json_t *titles = json_array();
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, &board))
		if (board.phase.n == phase.n)
			json_array_append_new(titles, row_json_text(board.title));
	return titles;
}

static json_t *allowed_in(const struct row_phase *phase)
{
	json_t *actions = json_array();
	for (uint32_t i = 0; i < words_action.count; i++)
		if (phase->allows >> words_action.words[i].number & 1u)
			json_array_append_new(actions, json_string(words_action.words[i].name));
	return actions;
}

/* "a, b" of a list of strings, into a cell; takes the list. */
static void cell_of_list(struct render_table *table, json_t *list)
{
	char text[512] = "";
	size_t index, used = 0;
	json_t *entry;
	json_array_foreach(list, index, entry)
	{
		int wrote = snprintf(text + used, sizeof text - used, "%s%s", used ? ", " : "",
				     json_string_value(entry));
		used = used + (size_t)wrote < sizeof text ? used + (size_t)wrote : sizeof text - 1;
	}
	render_cell_text(table, cli_text(text));
	json_decref(list);
}

static int phase_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_phase phase;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|Phase|Allows|>Minutes|Boards in it");
	find_all_start(&all, client.replica, row_kind_phase);
	while (find_all_next(&all, &phase)) {
		json_array_append_new(
			list, json_pack("{s:I,s:o,s:o,s:o,s:I,s:o}", "id", (json_int_t)phase.id.n,
					"title", row_json_text(phase.title), "prompt",
					row_json_text(phase.prompt), "allows", allowed_in(&phase),
					"minutes", (json_int_t)phase.minutes, "boards",
					boards_in(client.replica, phase.id)));
		render_cell(table, "%u", phase.id.n);
		render_cell_text(table, phase.title);
		cell_of_list(table, allowed_in(&phase));
		if (phase.minutes)
			render_cell(table, "%llu", (unsigned long long)phase.minutes);
		else
			render_cell(table, "-");
		cell_of_list(table, boards_in(client.replica, phase.id));
	}
	if (cli->json)
		cli_print_json(json_incref(list));
	else
		render_table_print(table, stdout, cli->styled, render_columns(stdout));
	json_decref(list);
	render_table_free(table);
	client_end(&client);
	return exit_done;
}

const struct subcommand subcommand_phase_list = {
	.name = "phase list",
	.arguments = "",
	.purpose = "List the phases, what each allows and which boards are in it",
	.examples = {"bogen phase list"},
	.run = phase_list,
};

/* ---- phase next, prev, goto ---- */

enum direction { direction_next, direction_previous, direction_to };

/* The phase before or after, in the order of their numbers. */
static int neighbour(const struct client *client, enum direction direction, uint32_t from,
		     uint32_t *to)
{
	const struct row **rows;
	uint32_t count = replica_rows(client->replica, row_kind_phase, &rows);
	*to = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = rows[i]->key[0];
		if (direction == direction_previous && number < from)
			*to = number;
		if (direction == direction_next && number > from && *to == 0)
			*to = number;
	}
	free(rows);
	if (*to)
		return exit_done;
	return cli_fail(client->cli, exit_conflict, "no_phase", "this is the %s phase",
			direction == direction_next ? "last" : "first");
}

static int go(struct client *client, enum direction direction)
{
	struct cli *cli = client->cli;
	uint32_t created;
	struct row_board board = {0};
	struct command_phase_go args = {0};
	int status = find_board(cli, client->replica, cli_option(cli, "board"), &args.board);
	if (status)
		return status;
	const uint32_t key[ROW_KEY_PARTS] = {args.board.n};
	replica_get(client->replica, row_kind_board, key, &board);
	args.from = board.phase;
	if (direction == direction_to)
		status = find_number(cli, client->replica, row_kind_phase, "title",
				     cli_argument(cli, 0), &args.to.n);
	else
		status = neighbour(client, direction, board.phase.n, &args.to.n);
	if (!status)
		status = client_command(client, command_kind_phase_go, &args, &created);
	if (status)
		return status;
	struct text title = find_label(client->replica, row_kind_phase, "title", args.to.n);
	struct text where = find_label(client->replica, row_kind_board, "title", args.board.n);
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I,s:o}", "board", (json_int_t)args.board.n,
						"phase", (json_int_t)args.to.n, "title",
						row_json_text(title)));
	cli_say(cli, "%.*s: now in phase %u, %.*s.", (int)where.size, where.at, args.to.n,
		(int)title.size, title.at);
	return exit_done;
}

static int lead(struct cli *cli, enum direction direction)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = go(&client, direction);
	client_end(&client);
	return status;
}

static int phase_next(struct cli *cli)
{
	return lead(cli, direction_next);
}

static int phase_prev(struct cli *cli)
{
	return lead(cli, direction_previous);
}

static int phase_goto(struct cli *cli)
{
	return lead(cli, direction_to);
}

const struct subcommand subcommand_phase_next = {
	.name = "phase next",
	.arguments = "",
	.purpose = "Lead a board to the next phase (moderators)",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false}},
	.examples = {"bogen phase next", "bogen phase next --board Saalfeld"},
	.run = phase_next,
};

const struct subcommand subcommand_phase_prev = {
	.name = "phase prev",
	.arguments = "",
	.purpose = "Lead a board back to the phase before (moderators)",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false}},
	.examples = {"bogen phase prev"},
	.run = phase_prev,
};

const struct subcommand subcommand_phase_goto = {
	.name = "phase goto",
	.arguments = "PHASE",
	.purpose = "Lead a board to a phase: its number or title (moderators)",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false}},
	.examples = {"bogen phase goto 3", "bogen phase goto Result"},
	.run = phase_goto,
};

/* ---- timer ---- */

bool phases_read_duration(const char *text, uint64_t *ms)
{
	uint64_t total_s = 0, part_s = UINT64_MAX;
	if (!*text)
		return false;
	while (*text) {
		uint64_t value = 0;
		const char *digits = text;
		for (; *text >= '0' && *text <= '9' && value < 1000000; text++)
			value = value * 10 + (uint64_t)(*text - '0');
		uint64_t unit_s = *text == 'd'   ? 86400
				  : *text == 'h' ? 3600
				  : *text == 'm' ? 60
				  : *text == 's' ? 1
						 : 0;
		/* Units from large to small, each once: 1h30m, not 30m1h. */
		if (text == digits || unit_s == 0 || unit_s >= part_s)
			return false;
		total_s += value * unit_s;
		part_s = unit_s;
		text++;
	}
	*ms = total_s * 1000;
	return total_s > 0 && *ms <= DURATION_MS_MAX;
}

static int set_timer(struct client *client, uint64_t duration_ms)
{
	struct cli *cli = client->cli;
	uint32_t created;
	struct row_board board = {0};
	struct command_timer_start start = {.duration_ms = duration_ms};
	int status = find_board(cli, client->replica, cli_option(cli, "board"), &start.board);
	if (status)
		return status;
	struct command_timer_stop stop = {.board = start.board};
	const uint32_t key[ROW_KEY_PARTS] = {start.board.n};
	if (duration_ms)
		status = client_command(client, command_kind_timer_start, &start, &created);
	else
		status = client_command(client, command_kind_timer_stop, &stop, &created);
	if (!status && duration_ms)
		status = client_wait_shown(client);
	if (status)
		return status;
	replica_get(client->replica, row_kind_board, key, &board);
	if (!duration_ms)
		board.timer_end_ms = 0;
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I}", "board", (json_int_t)start.board.n,
						"timer_end_ms", (json_int_t)board.timer_end_ms));
	char shown[32];
	render_duration(duration_ms, shown, sizeof shown);
	cli_say(cli, "%.*s: %s%s.", (int)board.title.size, board.title.at,
		duration_ms ? shown : "the timer is stopped", duration_ms ? " from now" : "");
	return exit_done;
}

static int timer(struct cli *cli)
{
	struct client client;
	uint64_t duration_ms = 0;
	const char *typed = cli_argument(cli, 0);
	if (strcmp(typed, "stop") != 0 && !phases_read_duration(typed, &duration_ms))
		return cli_misuse(cli, "'%s' is no duration; write 90s, 5m or 1h30m, or stop",
				  typed);
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = set_timer(&client, duration_ms);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_timer = {
	.name = "timer",
	.arguments = "DURATION|stop",
	.purpose = "Start a board's timer anew, or stop it (moderators)",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false}},
	.examples = {"bogen timer 5m", "bogen timer 1h30m --board Saalfeld", "bogen timer stop"},
	.run = timer,
};
