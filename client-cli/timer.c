/* timer: how long still, for how long, and what then. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/phases.h"
#include "client-cli/row_json.h"

/* What the timer was started with, and not what is left of it: that is a moment less. */
static int print_timer(const struct client *client, const struct row_board *board,
		       uint64_t duration_ms, bool below)
{
	const struct cli *cli = client->cli;
	const char *ending = words_name(&words_ending, board->ending);
	char left[32], when[32], end[300];
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I,s:o}", "board", (json_int_t)board->id.n,
						"timer_end_ms", (json_int_t)board->timer_end_ms,
						"ending",
						ending ? json_string(ending) : json_null()));
	render_duration(duration_ms, left, sizeof left);
	board_view_end(client, board, end, sizeof end);
	render_time(board->timer_end_ms, when, sizeof when);
	const char *with = below ? ", with the boards below it" : "";
	if (!board->timer_end_ms)
		cli_say(cli, "%.*s%s: the timer is stopped.", (int)board->title.size,
			board->title.at, with);
	else
		cli_say(cli, "%.*s%s: %s from now, until %s; then %s.", (int)board->title.size,
			board->title.at, with, left, strchr(when, ' ') ? strchr(when, ' ') + 1 : "",
			end);
	return exit_done;
}

/* What is left, and what comes then. */
static int show_timer(struct client *client)
{
	const struct cli *cli = client->cli;
	struct row_board board;
	struct row_phase phase = {0};
	char left[32], foreseen[32], end[300];
	int status = board_view_chosen(client, &board);
	if (status)
		return status;
	const char *ending = words_name(&words_ending, board.ending);
	uint64_t now_ms = client_server_ms(client);
	uint64_t left_ms = board.timer_end_ms > now_ms ? board.timer_end_ms - now_ms : 0;
	const uint32_t key[ROW_KEY_PARTS] = {board.phase.n};
	replica_get(client->replica, row_kind_phase, key, &phase);
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:I,s:I,s:o}", "board", (json_int_t)board.id.n,
				  "timer_end_ms", (json_int_t)board.timer_end_ms, "left_ms",
				  (json_int_t)left_ms, "minutes", (json_int_t)phase.minutes,
				  "ending", ending ? json_string(ending) : json_null()));
	char *title = render_line(board.title);
	board_view_left(client, &board, left, sizeof left);
	board_view_end(client, &board, end, sizeof end);
	render_duration(phase.minutes * 60000, foreseen, sizeof foreseen);
	if (left_ms)
		printf("%s: %s left; then %s.\n", title, left, end);
	else if (board.timer_end_ms)
		printf("%s: the time is over; %s.\n", title, end);
	else
		printf("%s: no timer is running.\n", title);
	if (!left_ms && phase.minutes)
		cli_say(cli, "The phase foresees %s: 'bogen timer start' starts it.", foreseen);
	free(title);
	return exit_done;
}

/* `duration_ms` 0: as long as the phase foresees. */
static int set_timer(struct client *client, uint64_t duration_ms, bool stops)
{
	struct cli *cli = client->cli;
	uint32_t created;
	struct row_board board;
	bool below = cli_flag(cli, "below");
	int status = board_view_chosen(client, &board);
	const struct command_timer_start start = {board.id, duration_ms, below};
	const struct command_timer_stop stop = {board.id, below};
	if (!status && stops)
		status = client_command(client, command_kind_timer_stop, &stop, &created);
	else if (!status)
		status = client_command(client, command_kind_timer_start, &start, &created);
	if (!status)
		status = client_wait_shown(client);
	if (status)
		return status;
	board_view_read(client, &board);
	if (stops)
		board.timer_end_ms = 0;
	const uint32_t key[ROW_KEY_PARTS] = {board.phase.n};
	struct row_phase phase = {0};
	replica_get(client->replica, row_kind_phase, key, &phase);
	return print_timer(client, &board, duration_ms ? duration_ms : phase.minutes * 60000,
			   below);
}

static int timer(struct cli *cli)
{
	struct client client;
	uint64_t duration_ms = 0;
	const char *typed = cli_argument(cli, 0);
	bool starts = typed && strcmp(typed, "start") == 0;
	bool stops = typed && strcmp(typed, "stop") == 0;
	if (typed && !starts && !stops && !phases_read_duration(typed, &duration_ms))
		return cli_misuse(cli,
				  "'%s' is no duration; write 90s, 5m or 1h30m, or start or stop",
				  typed);
	if (!typed && cli_flag(cli, "below"))
		return cli_misuse(cli, "--below starts or stops; what is meant?");
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = typed ? set_timer(&client, duration_ms, stops) : show_timer(&client);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_timer = {
	.name = "timer",
	.arguments = "[start|stop|DURATION]",
	.purpose = "Show a board's timer; start it anew or stop it (moderators, leaders)",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false},
		    {"below", NULL, "the boards right below it too", 0, false}},
	.examples = {"bogen timer", "bogen timer 5m", "bogen timer 1h30m --board Saalfeld",
		     "bogen timer start --below"},
	.notes = "Without an argument it only shows what is left. 'start' takes the time that the "
		 "phase\nforesees. What happens at the end is the phase's: the board stays, goes "
		 "on to the next\nphase, or takes no more input.",
	.run = timer,
};
