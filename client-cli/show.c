/* show, qr: a session at a glance, and how to get into it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_view.h"
#include "client-cli/ballot_words.h"
#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/qr.h"
#include "client-cli/row_json.h"

static bool session_row(const struct client *client, struct row_session *session)
{
	const uint32_t key[ROW_KEY_PARTS] = {client->welcome.session.n};
	return replica_get(client->replica, row_kind_session, key, session) &&
	       session->code.size == CODE_CHARACTERS;
}

static void join_url(const struct client *client, const struct row_session *session, char *code,
		     char *url, size_t url_size)
{
	code_show(session->code.at, code);
	snprintf(url, url_size, "%s/j/%s", client->identity.server, code);
}

static int no_session_row(const struct cli *cli)
{
	return cli_fail(cli, exit_failed, "session_missing", "the server sent no session");
}

/* ---- show, as JSON ---- */

static json_t *focus_json(const struct client *client, struct board_id board)
{
	const uint32_t key[ROW_KEY_PARTS] = {board.n};
	struct row_focus focus;
	char what[600];
	if (!replica_get(client->replica, row_kind_focus, key, &focus))
		return json_null();
	board_view_focus(client, &focus, what, sizeof what);
	json_t *shown = json_string(what);
	return json_pack("{s:I,s:I,s:I,s:o}", "idea", (json_int_t)focus.idea.n, "topic",
			 (json_int_t)focus.topic.n, "ballot", (json_int_t)focus.ballot.n, "what",
			 shown ? shown : json_string(""));
}

static json_t *phase_json(const struct client *client, struct phase_id id)
{
	const uint32_t key[ROW_KEY_PARTS] = {id.n};
	struct row_phase phase = {.id = id};
	replica_get(client->replica, row_kind_phase, key, &phase);
	return json_pack("{s:I,s:o,s:o,s:o}", "id", (json_int_t)id.n, "title",
			 row_json_text(phase.title), "prompt", row_json_text(phase.prompt), "help",
			 row_json_text(phase.help));
}

/* As `board list` has it, with what the phase asks. */
static json_t *board_json(const struct client *client, const struct row_board *board)
{
	json_t *object = board_view_json(client, board);
	json_object_set_new(object, "phase", phase_json(client, board->phase));
	json_object_set_new(object, "focus", focus_json(client, board->id));
	json_object_del(object, "phase_title");
	return object;
}

static uint64_t here_of(const struct client *client, struct town_id town, uint64_t *joined)
{
	const uint32_t key[ROW_KEY_PARTS] = {town.n};
	struct row_attendance attendance = {0};
	struct row_presence presence = {0};
	replica_get(client->replica, row_kind_attendance, key, &attendance);
	replica_get(client->replica, row_kind_presence, key, &presence);
	*joined = attendance.persons;
	return presence.here;
}

static json_t *towns_json(const struct client *client)
{
	struct find_all all;
	struct row_town town;
	json_t *list = json_array();
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		uint64_t joined, here = here_of(client, town.id, &joined);
		json_array_append_new(list,
				      json_pack("{s:I,s:o,s:I,s:I}", "id", (json_int_t)town.id.n,
						"name", row_json_text(town.name), "joined",
						(json_int_t)joined, "here", (json_int_t)here));
	}
	return list;
}

static int show_json(const struct client *client, const struct row_session *session,
		     const char *code, const char *url)
{
	struct find_all all;
	struct row_board board;
	struct row_ballot ballot;
	json_t *boards = json_array(), *ballots = json_array();
	const char *language = words_name(&words_language, session->language);
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board))
		json_array_append_new(boards, board_json(client, &board));
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &ballot))
		if (ballot.state == ballot_state_open)
			json_array_append_new(ballots, ballot_view_json(client, &ballot));
	return cli_print_json(json_pack(
		"{s:I,s:o,s:s,s:o,s:b,s:s,s:s,s:o,s:o,s:o}", "session", (json_int_t)session->id.n,
		"title", row_json_text(session->title), "language", language ? language : "",
		"method", row_json_text(session->method), "locked", session->locked, "code", code,
		"join_url", url, "boards", boards, "towns", towns_json(client), "open_ballots",
		ballots));
}

/* ---- show, for people ---- */

#define TABLES_SHOWN_MAX 12u /* more would push everything else off the screen */

/* What the plenary does now, and the help that its people are given. */
static void show_phase(const struct client *client)
{
	const uint32_t key[ROW_KEY_PARTS] = {find_plenary(client->replica).n};
	struct row_board board;
	struct row_phase phase;
	if (!replica_get(client->replica, row_kind_board, key, &board))
		return;
	const uint32_t phase_key[ROW_KEY_PARTS] = {board.phase.n};
	if (!replica_get(client->replica, row_kind_phase, phase_key, &phase))
		return;
	render_heading(stdout, client->cli->styled, "%.*s: phase %u, %.*s", (int)board.title.size,
		       board.title.at, phase.id.n, (int)phase.title.size, phase.title.at);
	if (phase.prompt.size)
		render_paragraph(stdout, "  ", phase.prompt, render_columns(stdout));
	if (phase.help.size)
		render_paragraph(stdout, "  ", phase.help, render_columns(stdout));
	char left[32], end[300];
	board_view_left(client, &board, left, sizeof left);
	board_view_end(client, &board, end, sizeof end);
	if (left[0]) {
		char *line = render_line(cli_text(end));
		printf("  %s left; then %s.\n", left, line);
		free(line);
	}
	putchar('\n');
}

static uint32_t tables_of(const struct client *client)
{
	struct find_all all;
	struct row_board board;
	uint32_t tables = 0;
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board))
		tables += board.sort == board_sort_table;
	return tables;
}

static void cell_count(struct render_table *table, uint64_t count)
{
	if (count)
		render_cell(table, "%llu", (unsigned long long)count);
	else
		render_cell(table, "%s", "");
}

static void show_board(const struct client *client, const struct row_board *board,
		       struct render_table *table)
{
	char title[1000], left[32], done[48], rules[300];
	board_view_title(client, board, title, sizeof title);
	struct row_progress progress;
	uint64_t people;
	board_view_left(client, board, left, sizeof left);
	board_view_done(client, board, done, sizeof done);
	board_view_rules(board, rules, sizeof rules);
	board_view_progress(client, board, &progress);
	board_view_people(client, board, (struct town_id){0}, &people);
	render_cell_text(table, cli_text(title));
	render_cell_text(table, board_view_phase(client, board));
	render_cell(table, "%s", left);
	cell_count(table, people);
	cell_count(table, progress.ideas);
	cell_count(table, board_view_held(client, board));
	render_cell(table, "%s", done);
	cell_count(table, board_view_hands(client, board));
	render_cell_text(table, cli_text(rules));
}

static void show_boards(const struct client *client)
{
	struct find_all all;
	struct row_board board;
	uint32_t tables = tables_of(client);
	struct render_table *table =
		render_table_new("Board|Phase|>Timer|>People|>Ideas|>Held|>Ready|>Hands|Rules");
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board))
		if (board.sort != board_sort_table || tables <= TABLES_SHOWN_MAX)
			show_board(client, &board, table);
	render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
	if (tables > TABLES_SHOWN_MAX)
		printf("and %u tables: bogen board list\n", tables);
}

static void show_towns(const struct client *client)
{
	struct find_all all;
	struct row_town town;
	struct render_table *table = render_table_new("Town|>joined|>here");
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		uint64_t joined, here = here_of(client, town.id, &joined);
		render_cell_text(table, town.name);
		render_cell(table, "%llu", (unsigned long long)joined);
		render_cell(table, "%llu", (unsigned long long)here);
	}
	render_table_print(table, stdout, client->cli->styled, render_columns(stdout));
	render_table_free(table);
}

/* Who has the floor on a board, and what its people are asked to look at. */
static void show_floor(const struct client *client)
{
	struct find_all all;
	struct row_board board;
	const char *before = "\n";
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		const uint32_t key[ROW_KEY_PARTS] = {board.id.n};
		struct row_focus focus;
		char text[600];
		char *title = render_line(board.title);
		if (replica_get(client->replica, row_kind_focus, key, &focus)) {
			board_view_focus(client, &focus, text, sizeof text);
			printf("%sAll eyes in %s: %s\n", before, title, text);
			before = "";
		}
		if (board.speaker.n) {
			find_person_called(client->replica, board.speaker, text, sizeof text);
			char *name = render_line(cli_text(text));
			printf("%sThe floor in %s: %s\n", before, title, name);
			before = "";
			free(name);
		}
		free(title);
	}
}

static void show_open_ballot(const struct client *client, const struct row_ballot *ballot)
{
	char next[200], turnout[2000];
	const char *method = words_name(&words_ballot_method, ballot->method);
	char *title = render_line(ballot->title);
	ballot_words_next(ballot, next, sizeof next);
	ballot_view_turnout_say(client, ballot, turnout, sizeof turnout);
	char *said = render_line(cli_text(turnout));
	printf("\nOpen ballot #%u (%s): %s\n", ballot->id.n, method ? method : "", title);
	printf("  %s\n", said);
	printf("  %s: %s\n",
	       ballot_view_voted(client, ballot) ? "You have voted; to change it" : "To vote",
	       next);
	free(title);
	free(said);
}

/* Whether a moderator would open it now: it was prepared for the phase that its board is in. */
static bool is_due(const struct client *client, const struct row_ballot *ballot)
{
	struct row_board board = {.id = ballot->board.n ? ballot->board
							: find_plenary(client->replica)};
	board_view_read(client, &board);
	return ballot->state == ballot_state_prepared && ballot->phase.n &&
	       ballot->phase.n == board.phase.n && client->welcome.role == role_moderator;
}

static void show_ballots(const struct client *client)
{
	struct find_all all;
	struct row_ballot ballot;
	find_all_start(&all, client->replica, row_kind_ballot);
	while (find_all_next(&all, &ballot)) {
		if (ballot.state == ballot_state_open)
			show_open_ballot(client, &ballot);
		if (is_due(client, &ballot)) {
			char *title = render_line(ballot.title);
			printf("\nPrepared for this phase: ballot #%u: %s\n  bogen ballot open "
			       "%u\n",
			       ballot.id.n, title, ballot.id.n);
			free(title);
		}
	}
}

static void show_text(const struct client *client, const struct row_session *session,
		      const char *code, const char *url)
{
	render_heading(stdout, client->cli->styled, "%.*s", (int)session->title.size,
		       session->title.at);
	printf("Join with %s at %s\n", code, url);
	if (session->locked)
		puts("Locked: only moderators can add anything ('bogen unlock').");
	putchar('\n');
	show_phase(client);
	show_boards(client);
	putchar('\n');
	show_towns(client);
	show_floor(client);
	show_ballots(client);
}

static int show(struct cli *cli)
{
	struct client client;
	struct row_session session;
	char code[CODE_TEXT_BYTES], url[SERVER_BYTES + 32];
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (!session_row(&client, &session)) {
		status = no_session_row(cli);
	} else {
		join_url(&client, &session, code, url, sizeof url);
		if (cli->json)
			status = show_json(&client, &session, code, url);
		else
			show_text(&client, &session, code, url);
	}
	client_end(&client);
	return status;
}

const struct subcommand subcommand_show = {
	.name = "show",
	.arguments = "",
	.purpose = "Show the session: phase, timers, progress of the boards, people by town",
	.examples = {"bogen show", "bogen show --json"},
	.run = show,
};

/* ---- qr ---- */

static int qr(struct cli *cli)
{
	struct client client;
	struct row_session session;
	char code[CODE_TEXT_BYTES], url[SERVER_BYTES + 32];
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (!session_row(&client, &session)) {
		status = no_session_row(cli);
	} else {
		join_url(&client, &session, code, url, sizeof url);
		if (cli->json)
			status = cli_print_json(
				json_pack("{s:s,s:s}", "code", code, "join_url", url));
		else if (qr_print(stdout, url))
			printf("%s   %s\n", code, url);
		else
			status = cli_fail(cli, exit_failed, "qr", "cannot draw a QR code of %s",
					  url);
	}
	client_end(&client);
	return status;
}

const struct subcommand subcommand_qr = {
	.name = "qr",
	.arguments = "",
	.purpose = "Draw the join link as a QR code",
	.examples = {"bogen qr"},
	.notes = "Dark and light are drawn for terminals with light text on dark ground, with the "
		 "quiet\n"
		 "zone that readers need.",
	.run = qr,
};
