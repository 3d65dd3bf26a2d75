/* Putting a board's people at tables below it, round after round. */
#include <stdio.h>
#include <stdlib.h>

#include "server/decide/board.h"
#include "server/decide/decide.h"
#include "server/decide/seating.h"

#define ROUNDS_CONSIDERED 10u /* who sat together longer ago may well meet again */

/* All that one seating is made of. Arrays are owned. */
struct setting {
	const struct view *view;
	struct row_board board;
	struct row_session session;
	struct row_person *persons; /* texts are borrowed */
	struct seating_person *people;
	uint32_t person_count;
	struct row_board *tables; /* those there are, then new ones */
	uint32_t table_count, tables_known;
	uint32_t *town_tables;
	uint32_t town_count;
	uint32_t **rounds;
	uint32_t round_count;
	uint32_t *table; /* of each person, from 0 on */
};

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void setting_free(struct setting *setting)
{
	for (uint32_t i = 0; i < setting->round_count; i++)
		free(setting->rounds[i]);
	free(setting->rounds);
	free(setting->persons);
	free(setting->people);
	free(setting->tables);
	free(setting->town_tables);
	free(setting->table);
}

/* ---- who is to be seated ---- */

static bool is_seated(const struct view *view, const struct row_board *board,
		      const struct row_person *person, bool here)
{
	bool takes_part = !person->left && !person->kept_out && person->role != role_moderator &&
			  person->role != role_observer && person->role != role_helper;
	return takes_part && board_has_member(view, board, person) &&
	       (!here || person->assisted || view->is_here(view->here_context, person->id));
}

static void find_people(struct setting *setting, bool here)
{
	const struct view *view = setting->view;
	uint32_t end = view->next_id(view->context, row_kind_person);
	setting->persons = must_have(calloc(end, sizeof *setting->persons));
	for (uint32_t id = 1; id < end; id++) {
		struct row_person *person = &setting->persons[setting->person_count];
		if (view_get_person(view, ROW_KEY(id), person) &&
		    is_seated(view, &setting->board, person, here))
			setting->person_count++;
	}
}

/* Mixed, everybody without a town is a town of their own; alike, they sit together. */
static void describe_people(struct setting *setting, enum arrangement arrangement)
{
	uint32_t towns = setting->view->next_id(setting->view->context, row_kind_town) - 1;
	setting->town_count = towns + 1;
	setting->people = must_have(calloc(setting->person_count + 1u, sizeof *setting->people));
	for (uint32_t i = 0; i < setting->person_count; i++) {
		uint32_t town = setting->persons[i].town.n;
		uint32_t nowhere = arrangement == arrangement_mixed ? towns + i : towns;
		setting->people[i].town = town ? town - 1 : nowhere;
	}
}

/* ---- the tables ---- */

static void find_tables(struct setting *setting)
{
	const struct view *view = setting->view;
	uint32_t end = view->next_id(view->context, row_kind_board);
	setting->tables = must_have(calloc(end + setting->person_count, sizeof *setting->tables));
	for (uint32_t id = 1; id < end; id++) {
		struct row_board *table = &setting->tables[setting->tables_known];
		if (view_get_board(view, ROW_KEY(id), table) && table->sort == board_sort_table &&
		    table->parent.n == setting->board.id.n)
			setting->tables_known++;
	}
}

static void find_hosts(struct setting *setting)
{
	for (uint32_t t = 0; t < setting->table_count && t < setting->tables_known; t++)
		for (uint32_t i = 0; i < setting->person_count; i++)
			if (setting->tables[t].leader.n == setting->persons[i].id.n)
				setting->people[i].host = t + 1;
}

/* A new table begins in the phase in which the board above it is. All tables of a board are read by
 * the same people: further ones are like the first. */
static void put_new_tables(struct setting *setting, const struct command_tables_set *command,
			   struct changes *changes)
{
	const struct view *view = setting->view;
	struct row_phase phase = {.id = setting->board.phase};
	uint32_t next = view->next_id(view->context, row_kind_board);
	const char *word = setting->session.language == language_de ? "Tisch" : "Table";
	enum audience audience =
		setting->tables_known ? setting->tables[0].audience : command->audience;
	view_get_phase(view, ROW_KEY(setting->board.phase.n), &phase);
	for (uint32_t t = setting->tables_known; t < setting->table_count; t++) {
		char title[24];
		int size = snprintf(title, sizeof title, "%s %u", word, t + 1);
		struct row_board table = {.id = {next++},
					  .title = {title, (uint32_t)size},
					  .sort = board_sort_table,
					  .audience = audience,
					  .parent = setting->board.id};
		board_enter_phase(&phase, &table);
		if (command->arrangement == arrangement_choice)
			table.places = command->size;
		changes_put_board(changes, &table);
		setting->tables[t] = table;
		setting->tables[t].title = (struct text){"", 0}; /* `title` ends here */
	}
}

/* ---- who sits where ---- */

static void find_rounds(struct setting *setting)
{
	uint32_t last = (uint32_t)setting->board.rounds;
	uint32_t first = last > ROUNDS_CONSIDERED ? last - ROUNDS_CONSIDERED + 1 : 1;
	setting->rounds = must_have(calloc(ROUNDS_CONSIDERED, sizeof *setting->rounds));
	for (uint32_t round = first; round <= last; round++) {
		uint32_t *tables = must_have(calloc(setting->person_count, sizeof *tables));
		for (uint32_t i = 0; i < setting->person_count; i++) {
			struct row_sitting sitting;
			if (view_get_sitting(
				    setting->view,
				    ROW_KEY(setting->persons[i].id.n, setting->board.id.n, round),
				    &sitting))
				tables[i] = sitting.table.n;
		}
		setting->rounds[setting->round_count++] = tables;
	}
}

static uint64_t seed_of(const struct view *view)
{
	uint64_t seed = 0;
	for (uint32_t i = 0; i < sizeof seed; i++)
		seed = seed << 8 | view->random[i];
	return seed;
}

/* Returns how many pairs meet again. */
static uint64_t seat_all(struct setting *setting, const struct command_tables_set *command)
{
	struct seating seating = {.people = setting->people,
				  .person_count = setting->person_count,
				  .seed = seed_of(setting->view)};
	find_rounds(setting);
	seating.rounds = (const uint32_t *const *)setting->rounds;
	seating.round_count = setting->round_count;
	setting->table = must_have(calloc(setting->person_count, sizeof *setting->table));
	setting->town_tables = must_have(calloc(setting->town_count, sizeof(uint32_t)));
	bool alike = command->arrangement == arrangement_alike;
	uint32_t size = (uint32_t)command->size;
	setting->table_count = seating.table_count =
		alike ? seating_town_tables(&seating, size, setting->town_count,
					    setting->town_tables)
		      : seating_table_count(setting->person_count, size);
	find_hosts(setting);
	if (alike)
		seating_alike(&seating, setting->town_count, setting->town_tables, setting->table);
	else
		seating_mixed(&seating, setting->table);
	return seating_repeats(&seating, setting->table);
}

static void put_seats(const struct setting *setting, struct changes *changes)
{
	for (uint32_t i = 0; i < setting->person_count; i++) {
		struct person_id person = setting->persons[i].id;
		struct board_id table = setting->tables[setting->table[i]].id;
		struct row_seat seat = {.person = person};
		struct row_sitting sitting = {.person = person,
					      .board = setting->board.id,
					      .round = {(uint32_t)setting->board.rounds},
					      .table = table};
		view_get_seat(setting->view, ROW_KEY(person.n), &seat);
		if (seat.table.n != table.n) {
			ready_clear(setting->view, seat.table, person, changes);
			seat.table = table;
			changes_put_seat(changes, &seat);
		}
		changes_put_sitting(changes, &sitting);
	}
}

static bool is_here_now(const struct setting *setting, uint32_t person)
{
	uint32_t low = 0, high = setting->person_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (setting->persons[middle].id.n < person)
			low = middle + 1;
		else
			high = middle;
	}
	return low < setting->person_count && setting->persons[low].id.n == person;
}

/* Who sat at one of the tables and is not seated anew keeps nobody's place. */
static void clear_absent(const struct setting *setting, struct changes *changes)
{
	const struct view *view = setting->view;
	uint32_t end = view->next_id(view->context, row_kind_seat);
	for (uint32_t id = 1; id < end; id++) {
		struct row_seat seat;
		struct row_board table;
		if (!view_get_seat(view, ROW_KEY(id), &seat) || is_here_now(setting, id) ||
		    !view_get_board(view, ROW_KEY(seat.table.n), &table) ||
		    table.parent.n != setting->board.id.n)
			continue;
		ready_clear(view, seat.table, (struct person_id){id}, changes);
		seat.table.n = 0;
		changes_put_seat(changes, &seat);
	}
}

/* ---- the command ---- */

/* The tables' leaders have a place there from the beginning; all others take one themselves. */
static void clear_seats(const struct setting *setting, struct changes *changes)
{
	const struct view *view = setting->view;
	uint32_t end = view->next_id(view->context, row_kind_person);
	for (uint32_t id = 1; id < end; id++) {
		struct row_seat seat = {.person = {id}};
		struct row_board table;
		struct board_id led = {0};
		for (uint32_t t = 0; t < setting->tables_known; t++)
			if (setting->tables[t].leader.n == id)
				led = setting->tables[t].id;
		bool sits_below = view_get_seat(view, ROW_KEY(id), &seat) &&
				  view_get_board(view, ROW_KEY(seat.table.n), &table) &&
				  table.parent.n == setting->board.id.n;
		if (seat.table.n == led.n || (!sits_below && led.n == 0))
			continue;
		ready_clear(view, seat.table, seat.person, changes);
		seat.table = led;
		changes_put_seat(changes, &seat);
	}
}

/* Tables at which everybody takes a place themselves. */
static void open_tables(struct setting *setting, const struct command_tables_set *command,
			struct changes *changes)
{
	setting->table_count = seating_table_count(setting->person_count, (uint32_t)command->size);
	for (uint32_t t = 0; t < setting->tables_known; t++) {
		setting->tables[t].places = command->size;
		changes_put_board(changes, &setting->tables[t]);
	}
	put_new_tables(setting, command, changes);
	clear_seats(setting, changes);
}

static enum err check_arguments(const struct view *view, const struct command_tables_set *command,
				struct setting *setting, struct changes *changes)
{
	view_get_board(view, ROW_KEY(command->board.n), &setting->board);
	view_session(view, &setting->session);
	if (command->size == 0)
		return refuse_with(changes, err_argument_wrong, (struct text){"size", 4});
	if (!board_audience_fits(command->audience))
		return refuse_with(changes, err_argument_wrong, (struct text){"audience", 8});
	if (setting->board.sort == board_sort_table)
		return refuse_with(changes, err_board_sort_wrong, setting->board.title);
	return err_none;
}

enum err decide_tables_set(const struct view *view, const struct command_tables_set *command,
			   struct changes *changes)
{
	struct setting setting = {.view = view};
	enum err err = check_arguments(view, command, &setting, changes);
	if (err)
		return err;
	find_people(&setting, command->here);
	if (setting.person_count == 0) {
		setting_free(&setting);
		return err_nobody_to_seat;
	}
	find_tables(&setting);
	if (command->arrangement == arrangement_choice) {
		open_tables(&setting, command, changes);
	} else {
		describe_people(&setting, command->arrangement);
		uint64_t repeats = seat_all(&setting, command);
		changes->result = repeats < ID_MAX ? (uint32_t)repeats : ID_MAX;
		setting.board.rounds++;
		changes_put_board(changes, &setting.board);
		put_new_tables(&setting, command, changes);
		put_seats(&setting, changes);
		clear_absent(&setting, changes);
	}
	setting_free(&setting);
	return err_none;
}
