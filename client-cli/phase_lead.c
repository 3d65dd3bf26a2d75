/* phase next, prev, goto: leads a board, and those below it, from phase to phase. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

enum direction { direction_next, direction_previous, direction_to };

static int choose(const struct client *client, enum direction direction,
		  const struct row_board *board, struct phase_id *to)
{
	struct cli *cli = client->cli;
	struct row_phase phase;
	if (direction == direction_to)
		return find_number(cli, client->replica, row_kind_phase, "title",
				   cli_argument(cli, 0), &to->n);
	if (!board_view_neighbour(client, board, direction == direction_next, &phase))
		return cli_fail(cli, exit_conflict, "no_phase", "'%.*s' is the %s phase for '%.*s'",
				(int)board_view_phase(client, board).size,
				board_view_phase(client, board).at,
				direction == direction_next ? "last" : "first",
				(int)board->title.size, board->title.at);
	*to = phase.id;
	return exit_done;
}

/* The boards right below that are in the phase now. */
static json_t *followers(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_board other;
	json_t *boards = json_array();
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &other))
		if (other.parent.n == board->id.n && other.phase.n == board->phase.n)
			json_array_append_new(boards, json_integer((json_int_t)other.id.n));
	return boards;
}

/* A phase may be meant for other sorts of boards: it can be gone to, but rarely on purpose. */
static void say_not_meant(const struct client *client, const struct row_board *board,
			  const struct row_phase *phase, bool below)
{
	struct find_all all;
	struct row_board other;
	char sorts[200], titles[600];
	json_t *others = json_array();
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &other)) {
		bool led = other.id.n == board->id.n || (below && other.parent.n == board->id.n);
		bool meant = phase->boards == 0 || (phase->boards >> other.sort & 1u);
		if (led && !meant && other.phase.n == phase->id.n)
			json_array_append_new(others, row_json_text(other.title));
	}
	bool all_meant = json_array_size(others) == 0;
	row_json_join(others, titles, sizeof titles);
	row_json_join(row_json_set(&words_board_sort, phase->boards), sorts, sizeof sorts);
	if (!all_meant)
		cli_say(client->cli,
			"Note: this phase is meant for boards of the sort %s, not for %s.", sorts,
			titles);
}

/* What the phase foresees and does not do by itself. */
static void say_foreseen(const struct client *client, const struct row_board *board, bool below)
{
	const struct cli *cli = client->cli;
	const uint32_t key[ROW_KEY_PARTS] = {board->phase.n};
	struct row_phase phase;
	if (!replica_get(client->replica, row_kind_phase, key, &phase))
		return;
	say_not_meant(client, board, &phase, below);
	const char *tables = words_name(&words_arrangement, phase.tables);
	char duration[32], end[300];
	render_duration(phase.minutes * 60000, duration, sizeof duration);
	board_view_end(client, board, end, sizeof end);
	if (board->timer_end_ms)
		cli_say(cli, "%s from now; then %s.", duration, end);
	else if (phase.minutes)
		cli_say(cli, "It foresees %llu min: 'bogen timer start' starts them.",
			(unsigned long long)phase.minutes);
	if (tables && client->welcome.role == role_moderator)
		cli_say(cli, "It foresees tables (%s): 'bogen board tables' puts people at them.",
			tables);
}

/* ---- what ends with a phase ---- */

/* The board and those right below it, as they were. */
struct before {
	struct row_board *at;
	uint32_t count;
};

static struct before read_before(const struct client *client, const struct row_board *board,
				 bool below)
{
	struct find_all all;
	struct row_board other;
	struct before before = {0};
	find_all_start(&all, client->replica, row_kind_board);
	before.at = calloc(all.count + 1u, sizeof *before.at);
	if (!before.at)
		abort();
	while (find_all_next(&all, &other))
		if (other.id.n == board->id.n || (below && other.parent.n == board->id.n))
			before.at[before.count++] = other;
	return before;
}

/* Limits and locks are a phase's; approval is the moderators' until they end it. */
static void say_ended(const struct client *client, const struct row_board *was)
{
	const struct cli *cli = client->cli;
	struct row_board now = {.id = was->id};
	board_view_read(client, &now);
	if (now.step == was->step)
		return; /* it was not led along */
	char *title = render_line(now.title);
	bool ideas = was->ideas_max && now.ideas_max != was->ideas_max;
	bool slow = was->slow_s && now.slow_s != was->slow_s;
	if (was->locked && !now.locked)
		cli_say(cli, "%s: the lock has ended with the phase; input is taken again.", title);
	if (ideas)
		cli_say(cli, "%s: the limit of %llu idea%s each has ended with the phase.", title,
			(unsigned long long)was->ideas_max, was->ideas_max == 1 ? "" : "s");
	if (slow)
		cli_say(cli, "%s: the %llu s between two ideas have ended with the phase.", title,
			(unsigned long long)was->slow_s);
	if (now.approval)
		cli_say(cli, "%s: approval stays on; ideas wait for a moderator.", title);
	free(title);
}

static int print_lead(const struct client *client, const struct row_board *board, json_t *moved)
{
	const struct cli *cli = client->cli;
	struct text title = board_view_phase(client, board);
	const char *ending = words_name(&words_ending, board->ending);
	char below[48] = "";
	if (cli->json)
		return cli_print_json(json_pack(
			"{s:I,s:I,s:o,s:I,s:o,s:o}", "board", (json_int_t)board->id.n, "phase",
			(json_int_t)board->phase.n, "title", row_json_text(title), "timer_end_ms",
			(json_int_t)board->timer_end_ms, "ending",
			ending ? json_string(ending) : json_null(), "below", moved));
	size_t count = json_array_size(moved);
	json_decref(moved);
	if (count)
		snprintf(below, sizeof below, ", with %zu board%s below it", count,
			 count == 1 ? "" : "s");
	cli_say(cli, "%.*s: now in phase %u, '%.*s'%s.", (int)board->title.size, board->title.at,
		board->phase.n, (int)title.size, title.at, below);
	say_foreseen(client, board, count > 0);
	return exit_done;
}

static int go(struct client *client, enum direction direction)
{
	struct cli *cli = client->cli;
	uint32_t created;
	struct row_board board;
	struct command_phase_go args = {.below = cli_flag(cli, "below"),
					.timed = cli_flag(cli, "timer")};
	int status = board_view_chosen(client, &board);
	struct before before = {0};
	args.board = board.id;
	args.from = board.phase;
	if (!status)
		status = choose(client, direction, &board, &args.to);
	if (!status)
		before = read_before(client, &board, args.below);
	if (!status)
		status = client_command(client, command_kind_phase_go, &args, &created);
	if (!status)
		status = client_wait_shown(client);
	if (!status) {
		board_view_read(client, &board);
		/* Where it was led, also if somebody else has led it on since. */
		board.phase = args.to;
		status = print_lead(client, &board,
				    args.below ? followers(client, &board) : json_array());
	}
	for (uint32_t i = 0; !status && !cli->json && i < before.count; i++)
		say_ended(client, &before.at[i]);
	free(before.at);
	return status;
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

#define LEAD_OPTIONS                                                                               \
	{                                                                                          \
		{"board", "X", "the board or town (the plenary)", 0, false},                       \
			{"below", NULL, "lead the boards right below it too", 0, false},           \
			{"timer", NULL, "start the phase's timer", 0, false},                      \
	}

const struct subcommand subcommand_phase_next = {
	.name = "phase next",
	.arguments = "",
	.purpose = "Lead a board to the next phase (moderators, leaders)",
	.options = LEAD_OPTIONS,
	.examples = {"bogen phase next", "bogen phase next --board Saalfeld",
		     "bogen phase next --below --timer"},
	.notes = "The next phase is the one that is meant for this sort of board; 'bogen phase "
		 "list' shows all.",
	.run = phase_next,
};

const struct subcommand subcommand_phase_prev = {
	.name = "phase prev",
	.arguments = "",
	.purpose = "Lead a board back to the phase before (moderators, leaders)",
	.options = LEAD_OPTIONS,
	.examples = {"bogen phase prev", "bogen phase prev --board Saalfeld"},
	.run = phase_prev,
};

const struct subcommand subcommand_phase_goto = {
	.name = "phase goto",
	.arguments = "PHASE",
	.purpose = "Lead a board to a phase: its number or title (moderators, leaders)",
	.options = LEAD_OPTIONS,
	.examples = {"bogen phase goto 3", "bogen phase goto Result --below"},
	.run = phase_goto,
};
