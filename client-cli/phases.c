/* phase list, phase show: what is done when, and what is asked now. Also how a duration is typed.
 */
#include "client-cli/phases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* ---- durations ---- */

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

/* "a, b" of a list of strings, into a cell; takes the list. */
static void cell_of_list(struct render_table *table, json_t *list)
{
	char text[512];
	row_json_join(list, text, sizeof text);
	render_cell_text(table, cli_text(text));
}

/* "mixed, 4 at each", or "". */
static void describe_tables(const struct row_phase *phase, char *out, size_t out_size)
{
	const char *word = words_name(&words_arrangement, phase->tables);
	out[0] = '\0';
	if (word && phase->table_size)
		snprintf(out, out_size, "%s, %llu at each", word,
			 (unsigned long long)phase->table_size);
	else if (word)
		snprintf(out, out_size, "%s", word);
}

/* Its row, and which boards are in it. `boards` was a list of titles before it was a field of the
 * row, and stays that; the sorts of boards that it is meant for are `for`. */
static json_t *phase_json(const struct replica *replica, const struct row_phase *phase)
{
	const uint32_t key[ROW_KEY_PARTS] = {phase->id.n};
	json_t *object = row_json(replica_row(replica, row_kind_phase, key));
	json_object_set_new(object, "boards", boards_in(replica, phase->id));
	json_object_set_new(object, "for", row_json_set(&words_board_sort, phase->boards));
	return object;
}

static void list_phase(const struct replica *replica, const struct row_phase *phase,
		       struct render_table *table)
{
	char tables[48];
	const char *ending = words_name(&words_ending, phase->ending);
	describe_tables(phase, tables, sizeof tables);
	render_cell(table, "%u", phase->id.n);
	render_cell_text(table, phase->title);
	cell_of_list(table, row_json_set(&words_action, phase->allows));
	if (phase->minutes)
		render_cell(table, "%llu", (unsigned long long)phase->minutes);
	else
		render_cell(table, "-");
	render_cell(table, "%s", ending ? ending : "stay");
	render_cell(table, "%s", tables);
	if (phase->boards)
		cell_of_list(table, row_json_set(&words_board_sort, phase->boards));
	else
		render_cell(table, "all");
	cell_of_list(table, boards_in(replica, phase->id));
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
	struct render_table *table =
		render_table_new(">#|Phase|Allows|>Min|Then|Tables|For|Boards in it");
	find_all_start(&all, client.replica, row_kind_phase);
	while (find_all_next(&all, &phase)) {
		json_array_append_new(list, phase_json(client.replica, &phase));
		list_phase(client.replica, &phase, table);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_phase_list = {
	.name = "phase list",
	.arguments = "",
	.purpose = "List the phases: what each allows, for how long, and which boards are in it",
	.examples = {"bogen phase list", "bogen phase list --json | jq '.[] | {id, title, for}'"},
	.notes = "Then is what happens when the phase's timer ends: the board stays, goes on "
		 "to the\nnext phase, or takes no more input (lock). For is the sort of boards "
		 "that a "
		 "phase is meant for.",
	.run = phase_list,
};

/* ---- phase show ---- */

/* The topics under which ideas can be put in a phase. Returns owned. */
static json_t *topics_in(const struct replica *replica, struct phase_id phase)
{
	struct find_all all;
	struct row_topic topic;
	json_t *topics = json_array();
	find_all_start(&all, replica, row_kind_topic);
	while (find_all_next(&all, &topic))
		if (topic.phase.n == 0 || topic.phase.n == phase.n)
			json_array_append_new(topics,
					      json_pack("{s:I,s:o}", "id", (json_int_t)topic.id.n,
							"title", row_json_text(topic.title)));
	return topics;
}

static json_t *reference_json(bool there, const struct row_phase *phase)
{
	return there ? json_pack("{s:I,s:o}", "id", (json_int_t)phase->id.n, "title",
				 row_json_text(phase->title))
		     : json_null();
}

static int show_json(const struct client *client, const struct row_board *board,
		     const struct row_phase *phase)
{
	struct row_phase before, after;
	bool has_before = board_view_neighbour(client, board, false, &before);
	bool has_after = board_view_neighbour(client, board, true, &after);
	json_t *object = phase_json(client->replica, phase);
	json_object_set_new(object, "board", board_view_json(client, board));
	json_object_set_new(object, "topics", topics_in(client->replica, phase->id));
	json_object_set_new(object, "previous", reference_json(has_before, &before));
	json_object_set_new(object, "next", reference_json(has_after, &after));
	return cli_print_json(object);
}

static void print_fact(const char *what, const char *text)
{
	char *line = render_line(cli_text(text));
	if (line[0])
		printf("%-9s %s\n", what, line);
	free(line);
}

static void print_topics(const struct client *client, struct phase_id phase)
{
	json_t *topics = topics_in(client->replica, phase), *topic, *titles = json_array();
	size_t index;
	char text[1000];
	json_array_foreach(topics, index, topic)
		json_array_append(titles, json_object_get(topic, "title"));
	row_json_join(titles, text, sizeof text);
	print_fact("Topics", text);
	json_decref(topics);
}

static void print_timer(const struct client *client, const struct row_board *board,
			const struct row_phase *phase)
{
	char left[32], end[300], text[400];
	board_view_left(client, board, left, sizeof left);
	board_view_end(client, board, end, sizeof end);
	if (left[0])
		snprintf(text, sizeof text, "%s left; then %s", left, end);
	else if (phase->minutes)
		snprintf(text, sizeof text, "not started; %llu min are foreseen, then %s",
			 (unsigned long long)phase->minutes, end);
	else
		snprintf(text, sizeof text, "none");
	print_fact("Timer", text);
}

static void print_phase(const struct client *client, const struct row_board *board,
			const struct row_phase *phase)
{
	char text[512];
	struct row_phase next;
	render_heading(stdout, client->cli->styled, "%.*s: phase %u, %.*s", (int)board->title.size,
		       board->title.at, phase->id.n, (int)phase->title.size, phase->title.at);
	if (phase->prompt.size)
		render_paragraph(stdout, "", phase->prompt, render_columns(stdout));
	if (phase->help.size) {
		putchar('\n');
		render_paragraph(stdout, "  ", phase->help, render_columns(stdout));
	}
	putchar('\n');
	row_json_join(row_json_set(&words_action, phase->allows), text, sizeof text);
	print_fact("Allowed", text[0] ? text : "nothing but reading");
	struct text sort = find_label(client->replica, row_kind_idea_sort, "title", phase->sort.n);
	snprintf(text, sizeof text, "%.*s", (int)sort.size, sort.at);
	print_fact("Sort", text);
	print_topics(client, phase->id);
	print_timer(client, board, phase);
	board_view_rules(board, text, sizeof text);
	print_fact("Rules", text);
	describe_tables(phase, text, sizeof text);
	print_fact("Tables", text);
	board_view_done(client, board, text, sizeof text);
	print_fact("Ready", text);
	if (board_view_neighbour(client, board, true, &next)) {
		char *title = render_line(next.title);
		printf("%-9s phase %u, %s\n", "Next", next.id.n, title);
		free(title);
	}
}

static int phase_show(struct cli *cli)
{
	struct client client;
	struct row_board board;
	struct row_phase phase;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = board_view_chosen(&client, &board);
	const uint32_t key[ROW_KEY_PARTS] = {board.phase.n};
	if (!status && !replica_get(client.replica, row_kind_phase, key, &phase))
		status = cli_fail(cli, exit_missing, "not_found", "the board is in no phase");
	if (!status && cli->json)
		status = show_json(&client, &board, &phase);
	else if (!status)
		print_phase(&client, &board, &phase);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_phase_show = {
	.name = "phase show",
	.arguments = "",
	.purpose = "Show the phase that a board is in: what is asked, what is allowed, how long",
	.options = {{"board", "X", "the board or town (the plenary)", 0, false}},
	.examples = {"bogen phase show", "bogen phase show --board Saalfeld --json"},
	.run = phase_show,
};
