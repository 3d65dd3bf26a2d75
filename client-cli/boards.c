/* board list, add, remove, edit, lead, rules: the boards beside the plenary. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

/* ---- board list ---- */

static void list_board(const struct client *client, const struct row_board *board,
		       struct render_table *table)
{
	char title[1000], left[32], done[48], towns[256];
	struct row_progress progress;
	uint32_t held = board_view_held(client, board);
	const char *sort = words_name(&words_board_sort, board->sort);
	board_view_title(client, board, title, sizeof title);
	board_view_left(client, board, left, sizeof left);
	board_view_done(client, board, done, sizeof done);
	board_view_towns(client, board, towns, sizeof towns);
	board_view_progress(client, board, &progress);
	render_cell(table, "%u", board->id.n);
	render_cell_text(table, cli_text(title));
	render_cell(table, "%s", sort ? sort : "");
	render_cell_text(table, board_view_phase(client, board));
	render_cell(table, "%s", left);
	render_cell_text(table, find_person_name(client->replica, board->leader));
	render_cell(table, "%llu", (unsigned long long)progress.ideas);
	if (held)
		render_cell(table, "%u", held);
	else
		render_cell(table, "%s", "");
	render_cell(table, "%s", done);
	render_cell(table, "%s", board->locked ? "locked" : "");
	render_cell_text(table, cli_text(towns));
}

static int board_list(struct cli *cli)
{
	struct client client;
	struct find_all all;
	struct row_board board;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	json_t *list = json_array();
	struct render_table *table = render_table_new(
		">#|Board|Sort|Phase|>Timer|Leader|>Ideas|>Held|>Ready|Input|People by town");
	find_all_start(&all, client.replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		json_array_append_new(list, board_view_json(&client, &board));
		list_board(&client, &board, table);
	}
	status = cli_print_list(cli, list, table);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_board_list = {
	.name = "board list",
	.arguments = "",
	.purpose = "List the boards: phase, timer, leader, how far each is, who is there",
	.examples = {"bogen board list",
		     "bogen board list --json | jq '.[] | {title, ideas, ready}'"},
	.notes = "Ready is how many of a board's people have said that they are done (bogen "
		 "ready). Held "
		 "are\nideas that not everybody sees: they wait for approval, were written in "
		 "silence "
		 "or are hidden.",
	.run = board_list,
};

/* ---- what changes a board ---- */

typedef int board_fn(struct client *client, struct row_board *board);

/* Connects, finds the board that the first argument names, and goes on. */
static int with_board(struct cli *cli, board_fn *go)
{
	struct client client;
	struct row_board board;
	int status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = board_view_find(&client, cli_argument(cli, 0), &board);
	if (!status)
		status = go(&client, &board);
	client_end(&client);
	return status;
}

/* Gives the command; then the board is as the server has it. */
static int change(struct client *client, enum command_kind kind, const void *args,
		  struct row_board *board)
{
	uint32_t created;
	int status = client_command(client, kind, args, &created);
	if (!status)
		status = client_wait_shown(client);
	if (!status && created)
		board->id.n = created;
	if (!status)
		board_view_read(client, board);
	return status;
}

/* ---- board add ---- */

/* A count given as an option; what was there before if it was not. */
static int read_count(const struct cli *cli, const char *option, uint64_t max, uint64_t *count)
{
	const char *typed = cli_option(cli, option);
	uint32_t number = 0;
	if (!typed)
		return exit_done;
	if ((strcmp(typed, "0") != 0 && !cli_number(typed, &number)) || number > max)
		return cli_misuse(cli, "--%s %s: write a number from 0 to %llu", option, typed,
				  (unsigned long long)max);
	*count = number;
	return exit_done;
}

static int add(struct client *client, const char *title)
{
	struct cli *cli = client->cli;
	struct row_board board = {0};
	uint8_t sort = 0;
	struct command_board_add args = {.title = cli_text(title),
					 .audience = cli_flag(cli, "members") ? audience_members
									      : audience_everyone};
	const char *typed = cli_option(cli, "sort"), *under = cli_option(cli, "under");
	if (!typed)
		return cli_misuse(cli, "which sort of board? --sort team, table or steering");
	int status = cli_read_word(cli, &words_board_sort,
				   1u << board_sort_plenary | 1u << board_sort_town, typed,
				   "a sort of board", &sort);
	args.sort = (enum board_sort)sort;
	if (!status && under)
		status = find_board(cli, client->replica, under, &args.parent);
	if (!status)
		status = read_count(cli, "places", COUNT_MAX, &args.places);
	if (!status)
		status = change(client, command_kind_board_add, &args, &board);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I}", "id", (json_int_t)board.id.n));
	printf("#%u\n", board.id.n);
	return exit_done;
}

static int board_add(struct cli *cli)
{
	struct client client;
	char *title = NULL;
	int status = cli_read_text(cli, cli_argument(cli, 0), "the title", &title);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (!status) {
		status = add(&client, title);
		client_end(&client);
	}
	free(title);
	return status;
}

const struct subcommand subcommand_board_add = {
	.name = "board add",
	.arguments = "TITLE",
	.purpose = "Add a board: a team across towns, a table, a steering group's (moderators)",
	.options = {{"sort", "SORT", "team, table or steering", 0, false},
		    {"members", NULL, "only its members see what is on it", 0, false},
		    {"under", "X", "the board that it sends its ideas up to (the plenary)", 0,
		     false},
		    {"places", "N", "people take a place themselves, as long as there are any", 0,
		     false}},
	.examples = {"bogen board add Mobility --sort team",
		     "bogen board add 'Table 1' --sort table --under Saalfeld --places 6",
		     "bogen board add 'Steering group' --sort steering --members"},
	.notes = "Its number is printed. Who is in a team or at a table: bogen seat, bogen board "
		 "tables.\nMembers of a steering board are the people with the role steering.",
	.run = board_add,
};

/* ---- board remove, edit, lead ---- */

static int remove_board(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	uint32_t created;
	struct command_board_remove args = {board->id};
	int status = client_command(client, command_kind_board_remove, &args, &created);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(json_pack("{s:I}", "id", (json_int_t)board->id.n));
	cli_say(cli, "The board '%.*s' is removed.", (int)board->title.size, board->title.at);
	return exit_done;
}

static int board_remove(struct cli *cli)
{
	return with_board(cli, remove_board);
}

const struct subcommand subcommand_board_remove = {
	.name = "board remove",
	.arguments = "BOARD",
	.purpose = "Remove a team, a table or a steering board that holds no ideas (moderators)",
	.examples = {"bogen board remove 'Table 5'", "bogen board remove 12"},
	.run = board_remove,
};

static int edit(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	struct command_board_edit args = {.board = board->id};
	char *title = NULL;
	int status = cli_read_text(cli, cli_argument(cli, 1), "the title", &title);
	if (!status) {
		args.title = cli_text(title);
		status = change(client, command_kind_board_edit, &args, board);
	}
	if (!status && cli->json)
		cli_print_json(
			json_pack("{s:I,s:s}", "id", (json_int_t)board->id.n, "title", title));
	else if (!status)
		cli_say(cli, "Board %u is '%s' now.", board->id.n, title);
	free(title);
	return status;
}

static int board_edit(struct cli *cli)
{
	return with_board(cli, edit);
}

const struct subcommand subcommand_board_edit = {
	.name = "board edit",
	.arguments = "BOARD TITLE",
	.purpose = "Give a board another title (moderators)",
	.examples = {"bogen board edit Mobility 'Getting around'"},
	.run = board_edit,
};

static int lead(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	const char *typed = cli_argument(cli, 1);
	struct command_board_lead args = {.board = board->id};
	int status = exit_done;
	if (strcmp(typed, "-") != 0)
		status = find_person(cli, client->replica, typed, &args.person);
	if (!status)
		status = change(client, command_kind_board_lead, &args, board);
	if (status)
		return status;
	struct text name = find_person_name(client->replica, args.person);
	if (cli->json)
		return cli_print_json(json_pack("{s:I,s:I,s:o}", "board", (json_int_t)board->id.n,
						"leader", (json_int_t)args.person.n, "leader_name",
						name.size ? row_json_text(name) : json_null()));
	if (args.person.n)
		cli_say(cli, "%.*s: %.*s leads now.", (int)board->title.size, board->title.at,
			(int)name.size, name.at);
	else
		cli_say(cli, "%.*s: nobody leads now.", (int)board->title.size, board->title.at);
	return exit_done;
}

static int board_lead(struct cli *cli)
{
	return with_board(cli, lead);
}

const struct subcommand subcommand_board_lead = {
	.name = "board lead",
	.arguments = "BOARD PERSON|-",
	.purpose = "Give a board a leader, or none (moderators)",
	.examples = {"bogen board lead Mobility Anna", "bogen board lead 'Table 1' 17",
		     "bogen board lead Mobility -"},
	.notes =
		"A leader leads the board through its phases, starts its timer, calls who wants to "
		"speak,\nmerges its ideas, sends them up and locks the board. Their name is "
		"public.",
	.run = board_lead,
};

/* ---- board rules ---- */

static int read_rules(const struct cli *cli, const struct row_board *board,
		      struct command_board_rules *args)
{
	*args = (struct command_board_rules){.board = board->id,
					     .places = board->places,
					     .ideas_max = board->ideas_max,
					     .slow_s = board->slow_s,
					     .approval = board->approval};
	bool yes = cli_flag(cli, "approval"), no = cli_flag(cli, "no-approval");
	if (yes && no)
		return cli_misuse(cli, "--approval and --no-approval contradict each other");
	if (yes || no)
		args->approval = yes;
	int status = read_count(cli, "places", COUNT_MAX, &args->places);
	if (!status)
		status = read_count(cli, "ideas", COUNT_MAX, &args->ideas_max);
	return status ? status : read_count(cli, "slow", 86400, &args->slow_s);
}

static bool wants_change(const struct cli *cli)
{
	static const char *const names[] = {"places", "ideas", "slow", "approval", "no-approval"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (cli_flag(cli, names[i]))
			return true;
	return false;
}

static int rule(struct client *client, struct row_board *board)
{
	const struct cli *cli = client->cli;
	struct command_board_rules args;
	char rules[300];
	int status = read_rules(cli, board, &args);
	if (!status && wants_change(cli))
		status = change(client, command_kind_board_rules, &args, board);
	if (status)
		return status;
	if (cli->json)
		return cli_print_json(
			json_pack("{s:I,s:I,s:I,s:I,s:b,s:b}", "board", (json_int_t)board->id.n,
				  "places", (json_int_t)board->places, "ideas_max",
				  (json_int_t)board->ideas_max, "slow_s", (json_int_t)board->slow_s,
				  "approval", board->approval, "locked", board->locked));
	board_view_rules(board, rules, sizeof rules);
	char *title = render_line(board->title);
	printf("%s: %s\n", title, rules[0] ? rules : "no rules");
	free(title);
	return exit_done;
}

static int board_rules(struct cli *cli)
{
	return with_board(cli, rule);
}

const struct subcommand subcommand_board_rules = {
	.name = "board rules",
	.arguments = "BOARD",
	.purpose = "Show or set a board's rules (moderators)",
	.options = {{"places", "N", "how many may take a place themselves; 0: nobody", 0, false},
		    {"ideas", "N", "how many ideas each may add in a phase; 0: any", 0, false},
		    {"slow", "SECONDS", "how long to wait between two ideas; 0: not at all", 0,
		     false},
		    {"approval", NULL, "ideas wait until a moderator lets them through", 0, false},
		    {"no-approval", NULL, "ideas are seen at once", 0, false}},
	.examples = {"bogen board rules Plenary", "bogen board rules Plenary --ideas 3 --slow 30",
		     "bogen board rules Saalfeld --approval"},
	.notes = "What is not given stays as it is. A phase brings its own limits along: they are "
		 "set anew\nwhen the board enters it. Approval stays on until it is taken off.",
	.run = board_rules,
};
