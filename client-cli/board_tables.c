/* board tables: puts a board's people at tables, and says what has come of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* ---- what has come of it ---- */

#define SIZES_MAX 64u

struct size_count {
	uint64_t size;
	uint32_t tables;
};

struct outcome {
	json_t *tables;
	struct render_table *drawn;
	uint64_t people;
	uint64_t freed;                     /* who sat there, and now chooses anew */
	uint32_t again;                     /* pairs who have sat together before */
	struct size_count sizes[SIZES_MAX]; /* the largest first */
	uint32_t size_count, table_count;
};

static void count_size(struct outcome *outcome, uint64_t size)
{
	uint32_t at = 0;
	while (at < outcome->size_count && outcome->sizes[at].size > size)
		at++;
	if (at < outcome->size_count && outcome->sizes[at].size == size) {
		outcome->sizes[at].tables++;
		return;
	}
	if (outcome->size_count == SIZES_MAX)
		return;
	memmove(&outcome->sizes[at + 1], &outcome->sizes[at],
		(outcome->size_count - at) * sizeof outcome->sizes[0]);
	outcome->sizes[at] = (struct size_count){size, 1};
	outcome->size_count++;
}

static void add_table(const struct client *client, const struct row_board *table,
		      struct outcome *outcome)
{
	char towns[256];
	uint64_t people;
	struct text leader = find_person_name(client->replica, table->leader);
	board_view_people(client, table, (struct town_id){0}, &people);
	board_view_towns(client, table, towns, sizeof towns);
	outcome->people += people;
	outcome->table_count++;
	count_size(outcome, people);
	json_array_append_new(outcome->tables,
			      json_pack("{s:I,s:o,s:I,s:I,s:o,s:I}", "id", (json_int_t)table->id.n,
					"title", row_json_text(table->title), "people",
					(json_int_t)people, "places", (json_int_t)table->places,
					"by_town", board_view_towns_json(client, table), "leader",
					(json_int_t)table->leader.n));
	render_cell(outcome->drawn, "%u", table->id.n);
	render_cell_text(outcome->drawn, table->title);
	if (table->places)
		render_cell(outcome->drawn, "%llu/%llu", (unsigned long long)people,
			    (unsigned long long)table->places);
	else
		render_cell(outcome->drawn, "%llu", (unsigned long long)people);
	render_cell_text(outcome->drawn, leader);
	render_cell_text(outcome->drawn, cli_text(towns));
}

static uint64_t people_at_tables(const struct client *client, const struct row_board *parent)
{
	struct find_all all;
	struct row_board board;
	uint64_t people, sum = 0;
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		if (board.sort != board_sort_table || board.parent.n != parent->id.n)
			continue;
		board_view_people(client, &board, (struct town_id){0}, &people);
		sum += people;
	}
	return sum;
}

/* Tables that nobody sits at are left over from a larger round, unless people choose. */
static void add_tables(const struct client *client, const struct row_board *parent,
		       enum arrangement arrangement, struct outcome *outcome)
{
	struct find_all all;
	struct row_board board;
	uint64_t people;
	outcome->tables = json_array();
	outcome->drawn = render_table_new(">#|Table|>People|Leader|Towns");
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		if (board.sort != board_sort_table || board.parent.n != parent->id.n)
			continue;
		board_view_people(client, &board, (struct town_id){0}, &people);
		if (people || arrangement == arrangement_choice)
			add_table(client, &board, outcome);
	}
}

static void describe_sizes(const struct outcome *outcome, char *out, size_t out_size)
{
	size_t used = 0;
	out[0] = '\0';
	for (uint32_t i = 0; i < outcome->size_count; i++) {
		int wrote = snprintf(out + used, out_size - used, "%s%u of %llu", used ? ", " : "",
				     outcome->sizes[i].tables,
				     (unsigned long long)outcome->sizes[i].size);
		used = used + (size_t)wrote < out_size ? used + (size_t)wrote : out_size - 1;
	}
}

static int print_json(const struct row_board *board, enum arrangement arrangement,
		      const struct outcome *outcome)
{
	const char *word = words_name(&words_arrangement, arrangement);
	json_t *sizes = json_array();
	for (uint32_t i = 0; i < outcome->size_count; i++)
		json_array_append_new(sizes, json_pack("{s:I,s:I}", "size",
						       (json_int_t)outcome->sizes[i].size, "tables",
						       (json_int_t)outcome->sizes[i].tables));
	return cli_print_json(json_pack(
		"{s:I,s:s,s:I,s:I,s:O,s:o,s:I,s:I}", "board", (json_int_t)board->id.n,
		"arrangement", word ? word : "", "round", (json_int_t)board->rounds, "people",
		(json_int_t)outcome->people, "tables", outcome->tables, "sizes", sizes, "met_again",
		(json_int_t)outcome->again, "freed", (json_int_t)outcome->freed));
}

static int print_outcome(const struct client *client, const struct row_board *board,
			 enum arrangement arrangement, const struct outcome *outcome)
{
	const struct cli *cli = client->cli;
	char sizes[600];
	if (cli->json)
		return print_json(board, arrangement, outcome);
	render_table_print(outcome->drawn, stdout, cli->styled, render_columns(stdout));
	describe_sizes(outcome, sizes, sizeof sizes);
	if (arrangement == arrangement_choice)
		cli_say(cli,
			"%.*s: %u table%s to choose from; people take a place with 'bogen seat "
			"TABLE'.",
			(int)board->title.size, board->title.at, outcome->table_count,
			outcome->table_count == 1 ? "" : "s");
	else
		cli_say(cli, "%.*s, round %llu: %llu %s at %u table%s (%s).",
			(int)board->title.size, board->title.at, (unsigned long long)board->rounds,
			(unsigned long long)outcome->people,
			outcome->people == 1 ? "person" : "people", outcome->table_count,
			outcome->table_count == 1 ? "" : "s", sizes);
	if (outcome->freed)
		cli_say(cli, "%llu %s had a place at them: those are free again.",
			(unsigned long long)outcome->freed,
			outcome->freed == 1 ? "person" : "people");
	if (arrangement == arrangement_mixed && board->rounds > 1 && outcome->again)
		cli_say(cli, "%u pair%s met before.", outcome->again,
			outcome->again == 1 ? " has" : "s have");
	else if (arrangement == arrangement_mixed && board->rounds > 1)
		cli_say(cli, "Nobody meets anybody again.");
	return exit_done;
}

/* ---- what is wanted ---- */

static int read_arrangement(const struct cli *cli, const struct row_phase *phase,
			    enum arrangement *arrangement)
{
	static const struct {
		const char *option;
		enum arrangement arrangement;
	} offered[] = {{"alike", arrangement_alike},
		       {"mixed", arrangement_mixed},
		       {"choice", arrangement_choice}};
	uint32_t given = 0;
	*arrangement = phase->tables;
	for (size_t i = 0; i < sizeof offered / sizeof offered[0]; i++)
		if (cli_flag(cli, offered[i].option)) {
			*arrangement = offered[i].arrangement;
			given++;
		}
	if (given > 1)
		return cli_misuse(cli, "only one of --alike, --mixed and --choice");
	if (*arrangement == arrangement_none)
		return cli_misuse(cli,
				  "how? --alike, --mixed or --choice; the phase '%.*s' does "
				  "not say",
				  (int)phase->title.size, phase->title.at);
	return exit_done;
}

static int read_size(const struct cli *cli, const struct row_phase *phase, uint64_t *size)
{
	const char *typed = cli_option(cli, "size");
	uint32_t number;
	*size = phase->table_size;
	if (typed) {
		if (!cli_number(typed, &number) || number > 1000)
			return cli_misuse(cli, "--size %s: write a number from 1 to 1000", typed);
		*size = number;
	}
	if (*size == 0)
		return cli_misuse(cli,
				  "how many at a table? --size N; the phase '%.*s' does not say",
				  (int)phase->title.size, phase->title.at);
	return exit_done;
}

static int set_tables(struct client *client)
{
	struct cli *cli = client->cli;
	struct row_board board;
	struct row_phase phase = {0};
	struct outcome outcome = {0};
	uint32_t created;
	struct command_tables_set args = {.audience = cli_flag(cli, "members") ? audience_members
									       : audience_everyone,
					  .here = cli_flag(cli, "here")};
	int status = board_view_find(client, cli_argument(cli, 0), &board);
	if (status)
		return status;
	const uint32_t key[ROW_KEY_PARTS] = {board.phase.n};
	replica_get(client->replica, row_kind_phase, key, &phase);
	args.board = board.id;
	status = read_arrangement(cli, &phase, &args.arrangement);
	if (!status)
		status = read_size(cli, &phase, &args.size);
	if (status)
		return status;
	uint64_t before = people_at_tables(client, &board);
	status = client_command(client, command_kind_tables_set, &args, &created);
	if (!status)
		status = client_wait_shown(client);
	if (!status) {
		board_view_read(client, &board);
		add_tables(client, &board, args.arrangement, &outcome);
		bool choice = args.arrangement == arrangement_choice;
		outcome.again = choice ? 0 : created;
		outcome.freed = choice && before > outcome.people ? before - outcome.people : 0;
		status = print_outcome(client, &board, args.arrangement, &outcome);
		json_decref(outcome.tables);
		render_table_free(outcome.drawn);
	}
	return status;
}

static int board_tables(struct cli *cli)
{
	struct client client;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = set_tables(&client);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_board_tables = {
	.name = "board tables",
	.arguments = "[BOARD]",
	.purpose = "Put a board's people at tables (moderators)",
	.options = {{"alike", NULL, "each table of one town", 0, false},
		    {"mixed", NULL, "towns balanced, as few as possible meet twice", 0, false},
		    {"choice", NULL, "make the tables; people choose their places", 0, false},
		    {"size", "N", "how many at a table", 0, false},
		    {"members", NULL, "only those at a table see what is on it", 0, false},
		    {"here", NULL, "seat only those who are connected now", 0, false}},
	.examples = {"bogen board tables", "bogen board tables --mixed --size 4 --here",
		     "bogen board tables Saalfeld --choice --size 6"},
	.notes = "Without BOARD the plenary's. What is not given is as the board's phase foresees "
		 "it. Given\nagain it begins the next round at the same tables; leaders of tables "
		 "stay at theirs\nwhen towns are mixed; with --choice all places are free again. "
		 "Who sits where: bogen seat list.",
	.run = board_tables,
};
