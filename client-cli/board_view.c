#include "client-cli/board_view.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/row_json.h"

/* ---- which board ---- */

void board_view_read(const struct client *client, struct row_board *board)
{
	const uint32_t key[ROW_KEY_PARTS] = {board->id.n};
	struct row_board now;
	if (replica_get(client->replica, row_kind_board, key, &now))
		*board = now;
}

int board_view_find(const struct client *client, const char *typed, struct row_board *board)
{
	*board = (struct row_board){0};
	int status = find_board(client->cli, client->replica, typed, &board->id);
	if (!status)
		board_view_read(client, board);
	return status;
}

int board_view_chosen(const struct client *client, struct row_board *board)
{
	return board_view_find(client, cli_option(client->cli, "board"), board);
}

void board_view_title(const struct client *client, const struct row_board *board, char *out,
		      size_t out_size)
{
	struct text parent = find_label(client->replica, row_kind_board, "title", board->parent.n);
	if (board->parent.n == find_plenary(client->replica).n)
		parent.size = 0;
	snprintf(out, out_size, "%.*s%s%.*s%s", (int)board->title.size, board->title.at,
		 parent.size ? " (" : "", (int)parent.size, parent.at, parent.size ? ")" : "");
}

/* ---- phases ---- */

struct text board_view_phase(const struct client *client, const struct row_board *board)
{
	return find_label(client->replica, row_kind_phase, "title", board->phase.n);
}

bool board_view_neighbour(const struct client *client, const struct row_board *board, bool forward,
			  struct row_phase *phase)
{
	struct find_all all;
	struct row_phase other;
	bool found = false;
	find_all_start(&all, client->replica, row_kind_phase);
	while (find_all_next(&all, &other)) {
		bool meant = other.boards == 0 || (other.boards >> board->sort & 1u);
		bool ahead = forward ? other.id.n > board->phase.n : other.id.n < board->phase.n;
		/* Ordered by number: forward the first counts, backward the last. */
		if (meant && ahead && !(forward && found)) {
			*phase = other;
			found = true;
		}
	}
	return found;
}

/* ---- people ---- */

static uint64_t joined_from(const struct client *client, struct town_id town)
{
	struct find_all all;
	struct row_attendance attendance;
	uint64_t people = 0;
	find_all_start(&all, client->replica, row_kind_attendance);
	while (find_all_next(&all, &attendance))
		if (attendance.id.n != 0 && (town.n == 0 || attendance.id.n == town.n))
			people += attendance.persons;
	return people;
}

static uint64_t seated_at(const struct client *client, struct board_id board, struct town_id town)
{
	struct find_all all;
	struct row_seating seating;
	uint64_t people = 0;
	find_all_start(&all, client->replica, row_kind_seating);
	while (find_all_next(&all, &seating))
		if (seating.board.n == board.n && (town.n == 0 || seating.town.n == town.n))
			people += seating.persons;
	return people;
}

static uint64_t steering_from(const struct client *client, struct town_id town)
{
	struct find_all all;
	struct row_person person;
	uint64_t people = 0;
	find_all_start(&all, client->replica, row_kind_person);
	while (find_all_next(&all, &person))
		if (person.role == role_steering && !person.left && !person.kept_out &&
		    (town.n == 0 || person.town.n == town.n))
			people++;
	return people;
}

bool board_view_people(const struct client *client, const struct row_board *board,
		       struct town_id town, uint64_t *people)
{
	*people = 0;
	switch (board->sort) {
	case board_sort_plenary:
		*people = joined_from(client, town);
		return true;
	case board_sort_town:
		if (town.n == 0 || town.n == board->town.n)
			*people = joined_from(client, board->town);
		return true;
	case board_sort_steering:
		*people = steering_from(client, town);
		return client->welcome.role == role_moderator;
	default:
		*people = seated_at(client, board->id, town);
		return true;
	}
}

json_t *board_view_towns_json(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_town town;
	uint64_t people;
	json_t *towns = json_object();
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		if (!board_view_people(client, board, town.id, &people) || people == 0)
			continue;
		json_t *name = row_json_text(town.name);
		json_object_set_new(towns, json_string_value(name),
				    json_integer((json_int_t)people));
		json_decref(name);
	}
	return towns;
}

/* Appends to a buffer that may be full. */
static void __attribute__((format(printf, 3, 4)))
append(char *out, size_t out_size, const char *format, ...)
{
	size_t used = strlen(out);
	va_list values;
	va_start(values, format);
	vsnprintf(out + used, out_size - used, format, values);
	va_end(values);
}

void board_view_towns(const struct client *client, const struct row_board *board, char *out,
		      size_t out_size)
{
	json_t *towns = board_view_towns_json(client, board), *people;
	const char *name;
	out[0] = '\0';
	json_object_foreach(towns, name, people)
		append(out, out_size, "%s%s %lld", out[0] ? ", " : "", name,
		       (long long)json_integer_value(people));
	json_decref(towns);
}

/* ---- how far ---- */

void board_view_progress(const struct client *client, const struct row_board *board,
			 struct row_progress *progress)
{
	const uint32_t key[ROW_KEY_PARTS] = {board->id.n};
	*progress = (struct row_progress){.board = board->id};
	replica_get(client->replica, row_kind_progress, key, progress);
}

uint32_t board_view_held(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_idea idea;
	uint32_t count = 0;
	find_all_start(&all, client->replica, row_kind_idea);
	while (find_all_next(&all, &idea))
		count += idea.board.n == board->id.n && idea.hold != hold_none;
	return count;
}

uint32_t board_view_hands(const struct client *client, const struct row_board *board)
{
	struct find_all all;
	struct row_hand hand;
	uint32_t count = 0;
	find_all_start(&all, client->replica, row_kind_hand);
	while (find_all_next(&all, &hand))
		count += hand.board.n == board->id.n;
	return count;
}

void board_view_left(const struct client *client, const struct row_board *board, char *out,
		     size_t out_size)
{
	int64_t left_ms = (int64_t)board->timer_end_ms - (int64_t)client_server_ms(client);
	out[0] = '\0';
	/* To the nearest second, for the clocks are never quite the same. */
	if (board->timer_end_ms && left_ms > 0)
		render_duration((uint64_t)(left_ms > 499 ? left_ms - 499 : 1), out, out_size);
	else if (board->timer_end_ms)
		snprintf(out, out_size, "over");
}

void board_view_done(const struct client *client, const struct row_board *board, char *out,
		     size_t out_size)
{
	struct row_progress progress;
	uint64_t people;
	bool known = board_view_people(client, board, (struct town_id){0}, &people);
	board_view_progress(client, board, &progress);
	out[0] = '\0';
	if (progress.ready && known)
		snprintf(out, out_size, "%llu/%llu", (unsigned long long)progress.ready,
			 (unsigned long long)people);
	else if (progress.ready)
		snprintf(out, out_size, "%llu", (unsigned long long)progress.ready);
}

void board_view_end(const struct client *client, const struct row_board *board, char *out,
		    size_t out_size)
{
	struct row_phase next;
	if (board->ending == ending_lock)
		snprintf(out, out_size, "it takes no more input");
	else if (board->ending != ending_next)
		snprintf(out, out_size, "it stays in this phase");
	else if (board_view_neighbour(client, board, true, &next))
		snprintf(out, out_size, "it goes on to phase %u, '%.*s'", next.id.n,
			 (int)next.title.size, next.title.at);
	else
		snprintf(out, out_size, "it stays in this phase, the last one");
}

void board_view_rules(const struct row_board *board, char *out, size_t out_size)
{
	out[0] = '\0';
	if (board->locked)
		append(out, out_size, "; locked");
	if (board->approval)
		append(out, out_size, "; ideas wait for approval");
	else if (board->hold == hold_waiting)
		append(out, out_size, "; ideas wait for approval in this phase");
	if (board->hold == hold_alone)
		append(out, out_size, "; ideas are written in silence");
	if (board->ideas_max)
		append(out, out_size, "; at most %llu idea%s each",
		       (unsigned long long)board->ideas_max, board->ideas_max == 1 ? "" : "s");
	if (board->slow_s)
		append(out, out_size, "; %llu s between two", (unsigned long long)board->slow_s);
	if (board->places)
		append(out, out_size, "; %llu place%s to take", (unsigned long long)board->places,
		       board->places == 1 ? "" : "s");
	if (board->audience == audience_members)
		append(out, out_size, "; for its members only");
	if (out[0])
		memmove(out, out + 2, strlen(out + 2) + 1);
}

void board_view_focus(const struct client *client, const struct row_focus *focus, char *out,
		      size_t out_size)
{
	const struct replica *replica = client->replica;
	const uint32_t key[ROW_KEY_PARTS] = {focus->idea.n};
	struct row_idea idea;
	struct text title = {"", 0};
	const char *what = focus->idea.n ? "idea" : focus->topic.n ? "topic" : "ballot";
	uint32_t number = focus->idea.n    ? focus->idea.n
			  : focus->topic.n ? focus->topic.n
					   : focus->ballot.n;
	out[0] = '\0';
	if (!number)
		return;
	if (!focus->idea.n)
		title = find_label(replica, focus->topic.n ? row_kind_topic : row_kind_ballot,
				   "title", number);
	else if (replica_get(replica, row_kind_idea, key, &idea))
		title = ideas_view_title(&idea);
	char *line = render_line(title);
	if (line[0])
		snprintf(out, out_size, "%s #%u '%s'", what, number, line);
	else
		snprintf(out, out_size, "%s #%u", what, number);
	free(line);
}

/* ---- as JSON ---- */

static void set_name(json_t *object, const char *key, struct text name)
{
	json_object_set_new(object, key, name.size ? row_json_text(name) : json_null());
}

json_t *board_view_json(const struct client *client, const struct row_board *board)
{
	const struct replica *replica = client->replica;
	const uint32_t key[ROW_KEY_PARTS] = {board->id.n};
	const struct row *row = replica_row(replica, row_kind_board, key);
	struct row_progress progress;
	uint64_t people;
	json_t *object = row ? row_json(row) : json_object();
	set_name(object, "town", find_label(replica, row_kind_town, "name", board->town.n));
	json_object_set_new(object, "town_id", json_integer((json_int_t)board->town.n));
	set_name(object, "phase_title", board_view_phase(client, board));
	set_name(object, "parent_title",
		 find_label(replica, row_kind_board, "title", board->parent.n));
	set_name(object, "leader_name", find_person_name(replica, board->leader));
	set_name(object, "speaker_name", find_person_name(replica, board->speaker));
	bool known = board_view_people(client, board, (struct town_id){0}, &people);
	json_object_set_new(object, "people",
			    known ? json_integer((json_int_t)people) : json_null());
	json_object_set_new(object, "by_town", board_view_towns_json(client, board));
	board_view_progress(client, board, &progress);
	json_object_set_new(object, "ideas", json_integer((json_int_t)progress.ideas));
	json_object_set_new(object, "held",
			    json_integer((json_int_t)board_view_held(client, board)));
	json_object_set_new(object, "ready", json_integer((json_int_t)progress.ready));
	json_object_set_new(object, "hands",
			    json_integer((json_int_t)board_view_hands(client, board)));
	return object;
}
