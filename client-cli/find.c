#include "client-cli/find.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "protocol/text.h"

/* ---- all rows of a kind ---- */

void find_all_start(struct find_all *all, const struct replica *replica, enum row_kind kind)
{
	all->at = 0;
	all->count = replica_rows(replica, kind, &all->rows);
}

void find_all_stop(struct find_all *all)
{
	free(all->rows);
	all->rows = NULL;
	all->count = all->at = 0;
}

bool find_all_next(struct find_all *all, void *row)
{
	while (all->at < all->count)
		if (row_fields(all->rows[all->at++], row))
			return true;
	find_all_stop(all);
	return false;
}

/* ---- names ---- */

/* One character of valid UTF-8. */
static wint_t read_character(const char **at, const char *end)
{
	const unsigned char *byte = (const unsigned char *)*at;
	uint32_t size = byte[0] < 0x80 ? 1 : byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
	uint32_t value = size == 1 ? byte[0] : byte[0] & (0xFFu >> (size + 1));
	if (*at + size > end)
		size = 1;
	for (uint32_t i = 1; i < size; i++)
		value = value << 6 | (byte[i] & 0x3Fu);
	*at += size;
	return (wint_t)value;
}

bool find_same(struct text name, const char *typed, bool prefix)
{
	static locale_t locale; /* glibc brings this one along, whatever is installed */
	if (!locale)
		locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	const char *a = name.at, *a_end = name.at + name.size;
	const char *b = typed, *b_end = typed + strlen(typed);
	while (a < a_end && b < b_end) {
		wint_t x = read_character(&a, a_end), y = read_character(&b, b_end);
		if (x != y && (!locale || towlower_l(x, locale) != towlower_l(y, locale)))
			return false;
	}
	return b == b_end && (prefix || a == a_end);
}

static struct text label_of(const struct row *row, const char *label)
{
	union any_row fields;
	const struct field *field = shape_field(row_shape(row->kind), label);
	struct text text = {"", 0};
	if (field && row_fields(row, &fields))
		memcpy(&text, (const char *)&fields + field->offset, sizeof text);
	return text;
}

struct text find_label(const struct replica *replica, enum row_kind kind, const char *label,
		       uint32_t number)
{
	const uint32_t key[ROW_KEY_PARTS] = {number};
	const struct row *row = replica_row(replica, kind, key);
	return row && !row->removed ? label_of(row, label) : (struct text){"", 0};
}

char *find_names(const struct replica *replica, enum row_kind kind, const char *label)
{
	const struct row **rows;
	uint32_t count = replica_rows(replica, kind, &rows);
	char *names = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&names, &size);
	if (!to)
		abort();
	for (uint32_t i = 0; i < count; i++) {
		struct text name = label_of(rows[i], label);
		fprintf(to, "%s%.*s", i ? ", " : "", (int)name.size, name.at);
	}
	if (count == 0)
		fputs("none yet", to);
	fclose(to);
	free(rows);
	return names;
}

/* How many rows fit; the first one's number and the names of all. */
static uint32_t fitting(const struct row **rows, uint32_t count, const char *label,
			const char *typed, bool prefix, uint32_t *number, char *names, size_t size)
{
	uint32_t found = 0;
	size_t used = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct text name = label_of(rows[i], label);
		if (!find_same(name, typed, prefix))
			continue;
		if (found++ == 0)
			*number = rows[i]->key[0];
		int wrote = snprintf(names + used, size - used, "%s#%u %.*s", used ? ", " : "",
				     rows[i]->key[0], (int)name.size, name.at);
		used = used + (size_t)wrote < size ? used + (size_t)wrote : size - 1;
	}
	return found;
}

#define NAMES_LISTED_MAX 24u

/* The name that was probably meant, or "". */
static void nearest_name(const struct row **rows, uint32_t count, const char *label,
			 const char *typed, char *hint, size_t hint_size)
{
	uint32_t index;
	char **names = calloc(count, sizeof *names);
	if (!names)
		abort();
	for (uint32_t i = 0; i < count; i++) {
		struct text name = label_of(rows[i], label);
		names[i] = strndup(name.at, name.size);
		if (!names[i])
			abort();
	}
	hint[0] = '\0';
	if (options_match(typed, (const char *const *)names, count, &index, hint, hint_size) !=
	    word_match_none)
		hint[0] = '\0';
	for (uint32_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}

static const char *words_of_kind(enum row_kind kind)
{
	return kind == row_kind_idea_sort ? "sort of idea" : row_shape(kind)->name;
}

static int not_found(const struct cli *cli, const struct replica *replica, enum row_kind kind,
		     const char *label, const char *typed)
{
	const char *what = words_of_kind(kind);
	const struct row **rows;
	uint32_t count = replica_rows(replica, kind, &rows);
	char hint[400];
	if (count > NAMES_LISTED_MAX)
		nearest_name(rows, count, label, typed, hint, sizeof hint);
	free(rows);
	if (count > NAMES_LISTED_MAX)
		return cli_fail(cli, exit_missing, "not_found",
				"there is no %s '%s' among the %u there are%s%s%s", what, typed,
				count, hint[0] ? "; did you mean '" : "", hint,
				hint[0] ? "'?" : "");
	char *names = find_names(replica, kind, label);
	int status = cli_fail(cli, exit_missing, "not_found", "there is no %s '%s'; there is: %s",
			      what, typed, names);
	free(names);
	return status;
}

int find_number(const struct cli *cli, const struct replica *replica, enum row_kind kind,
		const char *label, const char *typed, uint32_t *number)
{
	char names[600] = "";
	const struct row **rows;
	const char *what = words_of_kind(kind);
	char *tidy = text_tidy(typed, strlen(typed));
	if (!tidy)
		return cli_misuse(cli, "the %s's name is not valid UTF-8", what);
	uint32_t count = replica_rows(replica, kind, &rows), typed_number = 0;
	uint32_t found = fitting(rows, count, label, tidy, false, number, names, sizeof names);
	if (found == 0 && cli_number(tidy, &typed_number)) {
		const uint32_t key[ROW_KEY_PARTS] = {typed_number};
		const struct row *row = replica_row(replica, kind, key);
		found = row && !row->removed ? 1 : 0;
		*number = typed_number;
	} else if (found == 0 && tidy[0]) {
		found = fitting(rows, count, label, tidy, true, number, names, sizeof names);
	}
	int status = exit_done;
	if (found == 0)
		status = not_found(cli, replica, kind, label, tidy);
	else if (found > 1)
		status = cli_misuse(cli, "%s '%s' is ambiguous: could be %s", what, tidy, names);
	free(rows);
	free(tidy);
	return status;
}

int find_town(const struct cli *cli, const struct replica *replica, const char *typed,
	      struct town_id *town)
{
	return find_number(cli, replica, row_kind_town, "name", typed, &town->n);
}

int find_topic(const struct cli *cli, const struct replica *replica, const char *typed,
	       struct topic_id *topic)
{
	return find_number(cli, replica, row_kind_topic, "title", typed, &topic->n);
}

static bool is_among(const struct replica *replica, enum row_kind kind, const char *typed)
{
	const struct row **rows;
	uint32_t count = replica_rows(replica, kind, &rows);
	bool found = false;
	for (uint32_t i = 0; i < count && !found; i++)
		found = find_same(label_of(rows[i], "name"), typed, true);
	free(rows);
	return found;
}

int find_person(const struct cli *cli, const struct replica *replica, const char *typed,
		struct person_id *person)
{
	if (cli_number(typed, &person->n))
		return exit_done;
	bool author = !is_among(replica, row_kind_person, typed) &&
		      is_among(replica, row_kind_author, typed);
	enum row_kind kind = author ? row_kind_author : row_kind_person;
	return find_number(cli, replica, kind, "name", typed, &person->n);
}

int find_person_option(const struct cli *cli, const struct replica *replica,
		       struct person_id *person)
{
	const char *typed = cli_option(cli, "person");
	*person = (struct person_id){0};
	return typed ? find_person(cli, replica, typed, person) : exit_done;
}

struct text find_person_name(const struct replica *replica, struct person_id person)
{
	struct text name = find_label(replica, row_kind_person, "name", person.n);
	return name.size ? name : find_label(replica, row_kind_author, "name", person.n);
}

void find_person_called(const struct replica *replica, struct person_id person, char *out,
			size_t out_size)
{
	struct text name = find_person_name(replica, person);
	if (name.size)
		snprintf(out, out_size, "%.*s", (int)name.size, name.at);
	else
		snprintf(out, out_size, "person %u", person.n);
}

struct board_id find_plenary(const struct replica *replica)
{
	struct find_all all;
	struct row_board board;
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, &board))
		if (board.sort == board_sort_plenary) {
			find_all_stop(&all);
			return board.id;
		}
	return (struct board_id){0};
}

/* The board of the only town whose name is what was typed. */
static struct board_id board_of_town(const struct replica *replica, const char *typed)
{
	struct find_all all;
	struct row_board board;
	struct board_id found = {0};
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		struct text town = find_label(replica, row_kind_town, "name", board.town.n);
		if (board.town.n && find_same(town, typed, false))
			found = board.id;
	}
	return found;
}

int find_board(const struct cli *cli, const struct replica *replica, const char *typed,
	       struct board_id *board)
{
	/* Whatever language the session speaks, scripts find its plenary by this word. */
	bool plenary = !typed || find_same(cli_text("plenary"), typed, false);
	*board = plenary ? find_plenary(replica) : board_of_town(replica, typed);
	if (board->n)
		return exit_done;
	if (!typed)
		return cli_fail(cli, exit_missing, "not_found", "this session has no plenary");
	return find_number(cli, replica, row_kind_board, "title", typed, &board->n);
}

void find_say_seat(const struct cli *cli, const struct replica *replica, struct person_id person,
		   struct board_id board, const char *does)
{
	const uint32_t key[ROW_KEY_PARTS] = {person.n};
	struct row_seat seat;
	if (cli->json || cli_option(cli, "board") ||
	    !replica_get(replica, row_kind_seat, key, &seat) || board.n == seat.table.n ||
	    board.n == seat.team.n)
		return;
	struct board_id own = seat.table.n ? seat.table : seat.team;
	struct text title = find_label(replica, row_kind_board, "title", own.n);
	if (title.size)
		cli_say(cli, "You %s %.*s; --board '%.*s' %s.",
			seat.table.n ? "sit at" : "are in the team", (int)title.size, title.at,
			(int)title.size, title.at, does);
}

int find_ballot(const struct cli *cli, const struct replica *replica, const char *typed,
		struct row_ballot *ballot)
{
	uint32_t key[ROW_KEY_PARTS] = {0};
	int status = find_number(cli, replica, row_kind_ballot, "title", typed, &key[0]);
	if (!status)
		replica_get(replica, row_kind_ballot, key, ballot);
	return status;
}

int find_idea(const struct cli *cli, const struct replica *replica, uint32_t number,
	      struct row_idea *idea, uint64_t *revision)
{
	const uint32_t key[ROW_KEY_PARTS] = {number};
	if (!replica_get(replica, row_kind_idea, key, idea))
		return cli_fail(cli, exit_missing, "not_found", "there is no idea #%u", number);
	*revision = replica_row(replica, row_kind_idea, key)->revision;
	return exit_done;
}
