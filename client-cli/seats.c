/* seat, unseat, seat list: who works in which team and sits at which table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* ---- seat, unseat ---- */

/* "[PERSON] BOARD": the board is always the last. Nobody named: oneself. */
static int read_seat(const struct client *client, struct person_id *person, struct row_board *board)
{
	const struct cli *cli = client->cli;
	uint32_t last = cli->options.argument_count - 1;
	int status = board_view_find(client, cli_argument(cli, last), board);
	*person = (struct person_id){0};
	if (!status && last == 1)
		status = find_person(cli, client->replica, cli_argument(cli, 0), person);
	return status;
}

/* The team or table that the person had, as far as one sees it. */
static struct board_id place_of(const struct client *client, struct person_id person,
				enum board_sort sort)
{
	const uint32_t key[ROW_KEY_PARTS] = {person.n ? person.n : client->welcome.person.n};
	struct row_seat seat;
	if (!replica_get(client->replica, row_kind_seat, key, &seat))
		return (struct board_id){0};
	return sort == board_sort_team ? seat.team : seat.table;
}

static int say_seat(const struct client *client, struct person_id person, struct board_id before,
		    const struct row_board *board, bool seated)
{
	const struct cli *cli = client->cli;
	bool own = person.n == 0 || person.n == client->welcome.person.n;
	uint64_t people;
	if (person.n == 0)
		person = client->welcome.person;
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I}", "board", (json_int_t)board->id.n,
						"person", (json_int_t)person.n));
	char name[400];
	struct text left = find_label(client->replica, row_kind_board, "title", before.n);
	if (before.n == board->id.n || !seated)
		left.size = 0;
	find_person_called(client->replica, person, name, sizeof name);
	board_view_people(client, board, (struct town_id){0}, &people);
	cli_say(cli, "%.*s: %s %s %s%s%.*s%s; %llu %s there now.", (int)board->title.size,
		board->title.at, own ? "you" : name, own ? "have" : "has",
		seated ? "a place" : "left", left.size ? " and no longer one at '" : "",
		(int)left.size, left.at, left.size ? "'" : "", (unsigned long long)people,
		people == 1 ? "is" : "are");
	return exit_done;
}

static int change_seat(struct cli *cli, bool seated)
{
	struct client client;
	struct row_board board;
	struct person_id person;
	uint32_t created;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = read_seat(&client, &person, &board);
	const struct board_id before = place_of(&client, person, board.sort);
	const struct command_seat_take take = {board.id, person};
	const struct command_seat_leave leave = {board.id, person};
	if (!status && seated)
		status = client_command(&client, command_kind_seat_take, &take, &created);
	else if (!status)
		status = client_command(&client, command_kind_seat_leave, &leave, &created);
	if (!status)
		status = client_wait_shown(&client);
	if (!status)
		status = say_seat(&client, person, before, &board, seated);
	client_end(&client);
	return status;
}

static int seat(struct cli *cli)
{
	return change_seat(cli, true);
}

static int unseat(struct cli *cli)
{
	return change_seat(cli, false);
}

const struct subcommand subcommand_seat = {
	.name = "seat",
	.arguments = "[PERSON] BOARD",
	.purpose = "Take a place in a team or at a table, or give one to somebody",
	.examples = {"bogen seat Mobility", "bogen seat 'Table 3'", "bogen seat Anna Mobility",
		     "bogen seat 17 'Table 3'"},
	.notes = "The board comes last, as in a sentence: seat Anna at 'Table 3'. Without PERSON "
		 "you take\nthe place yourself, where places are free to choose. Places are given "
		 "by moderators and\nby the board's leader. A person can be in one team and at one "
		 "table.",
	.run = seat,
};

const struct subcommand subcommand_unseat = {
	.name = "unseat",
	.arguments = "[PERSON] BOARD",
	.purpose = "Leave a team or table, or take somebody out",
	.examples = {"bogen unseat 'Table 3'", "bogen unseat Anna Mobility"},
	.run = unseat,
};

/* ---- seat list ---- */

static bool sits_at(const struct row_seat *seat, struct board_id board)
{
	return seat->team.n == board.n || seat->table.n == board.n;
}

/* [{"id", "name", "town"}] of those whose seats one sees. Returns owned. */
static json_t *persons_at(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_seat seat;
	json_t *persons = json_array();
	find_all_start(&all, client->replica, row_kind_seat);
	while (find_all_next(&all, &seat)) {
		const uint32_t key[ROW_KEY_PARTS] = {seat.person.n};
		struct row_person person;
		struct row_author author = {.town = {0}};
		if (!sits_at(&seat, board->id))
			continue;
		replica_get(client->replica, row_kind_author, key, &author);
		if (replica_get(client->replica, row_kind_person, key, &person))
			author.town = person.town;
		struct text name = find_person_name(client->replica, seat.person);
		struct text town =
			find_label(client->replica, row_kind_town, "name", author.town.n);
		json_array_append_new(persons,
				      json_pack("{s:I,s:o,s:o}", "id", (json_int_t)seat.person.n,
						"name", row_json_text(name), "town",
						town.size ? row_json_text(town) : json_null()));
	}
	return persons;
}

static void list_seats(const struct client *client, const struct row_board *board, json_t *list,
		       struct render_table *table)
{
	char title[1000], towns[256], names[2000];
	uint64_t people;
	size_t index;
	json_t *persons = persons_at(client, board), *person, *named = json_array();
	json_array_foreach(persons, index, person)
		json_array_append(named, json_object_get(person, "name"));
	row_json_join(named, names, sizeof names);
	board_view_people(client, board, (struct town_id){0}, &people);
	board_view_towns(client, board, towns, sizeof towns);
	board_view_title(client, board, title, sizeof title);
	render_cell(table, "%u", board->id.n);
	render_cell_text(table, cli_text(title));
	if (board->places)
		render_cell(table, "%llu/%llu", (unsigned long long)people,
			    (unsigned long long)board->places);
	else
		render_cell(table, "%llu", (unsigned long long)people);
	render_cell_text(table, cli_text(towns));
	render_cell_text(table, cli_text(names));
	const char *sort = words_name(&words_board_sort, board->sort);
	json_array_append_new(
		list,
		json_pack("{s:I,s:o,s:s,s:I,s:I,s:I,s:o,s:o}", "board", (json_int_t)board->id.n,
			  "title", row_json_text(board->title), "sort", sort ? sort : "", "parent",
			  (json_int_t)board->parent.n, "places", (json_int_t)board->places,
			  "people", (json_int_t)people, "by_town",
			  board_view_towns_json(client, board), "persons", persons));
}

static bool has_seats(const struct row_board *board)
{
	return board->sort == board_sort_team || board->sort == board_sort_table;
}

static int print_seats(const struct client *client, const struct row_board *of)
{
	const struct cli *cli = client->cli;
	struct find_all all;
	struct row_board board;
	json_t *list = json_array();
	struct render_table *table = render_table_new(">#|Board|>People|Towns|Who");
	find_all_start(&all, client->replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		bool asked = of->id.n == 0 || board.id.n == of->id.n || board.parent.n == of->id.n;
		if (asked && has_seats(&board))
			list_seats(client, &board, list, table);
	}
	if (cli->json)
		cli_print_json(json_incref(list));
	else if (json_array_size(list))
		render_table_print(table, stdout, cli->styled, render_columns(stdout));
	else
		cli_say(cli, "There is no team and no table yet: 'bogen board add', 'bogen board "
			     "tables'.");
	json_decref(list);
	render_table_free(table);
	return exit_done;
}

static int seat_list(struct cli *cli)
{
	struct client client;
	struct row_board of = {0};
	const char *typed = cli_argument(cli, 0);
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	if (typed)
		status = board_view_find(&client, typed, &of);
	if (!status)
		status = print_seats(&client, &of);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_seat_list = {
	.name = "seat list",
	.arguments = "[BOARD]",
	.purpose = "List the teams and tables, and who is there (moderators see names)",
	.examples = {"bogen seat list", "bogen seat list Saalfeld", "bogen seat list 'Table 3'"},
	.notes = "With BOARD only that one and the boards below it.",
	.run = seat_list,
};
