#include "client-cli/ballot_view.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_words.h"
#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/row_json.h"
#include "client-cli/rule.h"

/* Adds to what stands in `out` already, as far as there is room. */
static void append(char *out, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *out, size_t size, const char *format, ...)
{
	size_t used = strlen(out);
	va_list values;
	va_start(values, format);
	vsnprintf(out + used, size - used, format, values);
	va_end(values);
}

static void append_text(char *out, size_t size, struct text text)
{
	append(out, size, "%.*s", (int)text.size, text.at);
}

/* ---- which ballot, which options ---- */

int ballot_view_find(const struct client *client, struct row_ballot *ballot)
{
	*ballot = (struct row_ballot){0};
	return find_ballot(client->cli, client->replica, cli_argument(client->cli, 0), ballot);
}

bool ballot_view_read(const struct client *client, struct row_ballot *ballot)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot->id.n};
	struct row_ballot now;
	if (!replica_get(client->replica, row_kind_ballot, key, &now))
		return false;
	*ballot = now;
	return true;
}

bool ballot_view_fits(const struct row_ballot *ballot, const struct row_idea *idea)
{
	struct pair pair;
	if (ballot->options.count > 0)
		return pairs_find(ballot->options, idea->id.n, &pair);
	return (ballot->board.n == 0 || ballot->board.n == idea->board.n) &&
	       (ballot->topic.n == 0 || ballot->topic.n == idea->topic.n) &&
	       (ballot->sort.n == 0 || ballot->sort.n == idea->sort.n) &&
	       (ballot->stages == 0 || ballot->stages >> idea->stage & 1u);
}

static struct text option_title(const struct client *client, const struct row_ballot *ballot,
				uint32_t option)
{
	const uint32_t key[ROW_KEY_PARTS] = {option};
	struct row_idea idea;
	if (option == 0)
		return ballot->method == ballot_method_resistance ? cli_text("deciding nothing")
								  : ballot->title;
	if (!replica_get(client->replica, row_kind_idea, key, &idea))
		return (struct text){"", 0};
	return ideas_view_title(&idea);
}

void ballot_view_option(const struct client *client, const struct row_ballot *ballot,
			uint32_t option, char *out, size_t out_size)
{
	char *title = render_line(option_title(client, ballot, option));
	if (option)
		snprintf(out, out_size, "#%u%s%.80s", option, title[0] ? " " : "", title);
	else
		snprintf(out, out_size, "%.80s", title);
	free(title);
}

json_t *ballot_view_option_json(const struct client *client, const struct row_ballot *ballot,
				uint32_t option)
{
	return row_json_text(option_title(client, ballot, option));
}

/* ---- which ideas, which people ---- */

/* ", topic Traffic" */
static void append_label(const struct client *client, enum row_kind kind, const char *what,
			 uint32_t number, char *out, size_t out_size)
{
	if (number == 0)
		return;
	struct text title = find_label(client->replica, kind, "title", number);
	append(out, out_size, "%s%s ", out[0] ? ", " : "", what);
	append_text(out, out_size, title);
}

void ballot_view_source(const struct client *client, const struct row_ballot *ballot, char *out,
			size_t out_size)
{
	out[0] = '\0';
	append_label(client, row_kind_board, "board", ballot->board.n, out, out_size);
	append_label(client, row_kind_topic, "topic", ballot->topic.n, out, out_size);
	append_label(client, row_kind_idea_sort, "sort", ballot->sort.n, out, out_size);
	if (ballot->stages) {
		char stages[120];
		row_json_join(row_json_set(&words_stage, ballot->stages), stages, sizeof stages);
		append(out, out_size, "%sstage %s", out[0] ? ", " : "", stages);
	}
	if (!out[0])
		append(out, out_size, "all boards");
}

static void append_voters(const struct client *client, const char *before, uint32_t board,
			  char *out, size_t out_size)
{
	append(out, out_size, "%s", before);
	append_text(out, out_size, find_label(client->replica, row_kind_board, "title", board));
}

void ballot_view_voters(const struct client *client, const struct row_ballot *ballot, char *out,
			size_t out_size)
{
	out[0] = '\0';
	if (ballot->audience == audience_members)
		append_label(client, row_kind_board, "members of", ballot->board.n, out, out_size);
	for (uint32_t i = 0; i < ballot->voters.count; i++)
		append_voters(client,
			      i        ? " or "
			      : out[0] ? ", members of "
				       : "members of ",
			      ids_get(ballot->voters, i), out, out_size);
	if (ballot->roles) {
		char roles[120];
		row_json_join(row_json_set(&words_role, ballot->roles), roles, sizeof roles);
		append(out, out_size, "%s%s", out[0] ? "; only " : "only ", roles);
	}
	if (!out[0])
		append(out, out_size, "everybody but observers");
}

/* ---- who has voted ---- */

static bool is_member(const struct client *client, struct board_id id,
		      const struct row_person *person)
{
	const uint32_t key[ROW_KEY_PARTS] = {id.n}, seat_key[ROW_KEY_PARTS] = {person->id.n};
	struct row_board board;
	struct row_seat seat = {0};
	if (!replica_get(client->replica, row_kind_board, key, &board))
		return false;
	switch (board.sort) {
	case board_sort_plenary:
		return true;
	case board_sort_town:
		return person->town.n == board.town.n;
	case board_sort_steering:
		return person->role == role_steering;
	default:
		replica_get(client->replica, row_kind_seat, seat_key, &seat);
		return seat.team.n == id.n || seat.table.n == id.n;
	}
}

bool ballot_view_may_vote(const struct client *client, const struct row_ballot *ballot,
			  const struct row_person *person)
{
	bool named = ballot->voters.count == 0;
	if (person->left || person->kept_out || person->role == role_observer ||
	    (ballot->roles && !(ballot->roles >> person->role & 1u)))
		return false;
	if (ballot->audience == audience_members && person->role != role_moderator &&
	    !is_member(client, ballot->board, person))
		return false;
	for (uint32_t i = 0; i < ballot->voters.count && !named; i++)
		named = is_member(client, (struct board_id){ids_get(ballot->voters, i)}, person);
	return named;
}

bool ballot_view_has_voted(const struct client *client, const struct row_ballot *ballot,
			   struct person_id person)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot->id.n, person.n};
	struct row_voted voted;
	return replica_get(client->replica, row_kind_voted, key, &voted) && !voted.withdrawn;
}

bool ballot_view_voted(const struct client *client, const struct row_ballot *ballot)
{
	return ballot_view_has_voted(client, ballot, client->welcome.person);
}

static uint64_t eligible_seen(const struct client *client, const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_person person;
	uint64_t eligible = 0;
	find_all_start(&all, client->replica, row_kind_person);
	while (find_all_next(&all, &person))
		eligible += ballot_view_may_vote(client, ballot, &person) ||
			    ballot_view_has_voted(client, ballot, person.id);
	return eligible;
}

/* By who has joined which boards; 0 where that does not tell. */
static uint64_t eligible_about(const struct client *client, const struct row_ballot *ballot)
{
	struct row_board board = {0};
	uint64_t people = 0, more;
	uint64_t ordinary = UINT64_C(1) << role_citizen;
	if (ballot->roles && !(ballot->roles & ordinary))
		return 0;
	if (ballot->audience == audience_members || ballot->voters.count == 0) {
		board.id = ballot->audience == audience_members ? ballot->board
								: find_plenary(client->replica);
		board_view_read(client, &board);
		return board_view_people(client, &board, (struct town_id){0}, &people) ? people : 0;
	}
	for (uint32_t i = 0; i < ballot->voters.count; i++) {
		board = (struct row_board){.id = {ids_get(ballot->voters, i)}};
		board_view_read(client, &board);
		if (!board_view_people(client, &board, (struct town_id){0}, &more))
			return 0;
		people += more;
	}
	return people;
}

static uint64_t papers_of(const struct client *client, const struct row_ballot *ballot,
			  uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot->id.n, town};
	struct row_turnout turnout;
	return replica_get(client->replica, row_kind_turnout, key, &turnout) ? turnout.papers : 0;
}

struct ballot_turnout ballot_view_turnout(const struct client *client,
					  const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_turnout row;
	struct ballot_turnout turnout = {0};
	if (ballot->state == ballot_state_closed)
		return (struct ballot_turnout){ballot->papers, ballot->eligible, true};
	find_all_start(&all, client->replica, row_kind_turnout);
	while (find_all_next(&all, &row))
		if (row.ballot.n == ballot->id.n)
			turnout.papers += row.papers;
	turnout.exact = client->welcome.role == role_moderator;
	turnout.eligible =
		turnout.exact ? eligible_seen(client, ballot) : eligible_about(client, ballot);
	if (turnout.eligible && turnout.eligible < turnout.papers)
		turnout.eligible = turnout.papers;
	return turnout;
}

json_t *ballot_view_turnout_json(const struct client *client, const struct row_ballot *ballot)
{
	struct find_all all;
	struct row_town town;
	json_t *towns = json_object();
	find_all_start(&all, client->replica, row_kind_town);
	while (find_all_next(&all, &town)) {
		char *name = strndup(town.name.at, town.name.size);
		json_object_set_new(towns, name ? name : "",
				    json_integer((json_int_t)papers_of(client, ballot, town.id.n)));
		free(name);
	}
	if (papers_of(client, ballot, 0))
		json_object_set_new(towns, "",
				    json_integer((json_int_t)papers_of(client, ballot, 0)));
	return towns;
}

void ballot_view_turnout_say(const struct client *client, const struct row_ballot *ballot,
			     char *out, size_t out_size)
{
	struct ballot_turnout turnout = ballot_view_turnout(client, ballot);
	const char *name, *before = " (";
	json_t *towns = ballot_view_turnout_json(client, ballot), *papers;
	snprintf(out, out_size, "%llu", (unsigned long long)turnout.papers);
	if (turnout.eligible)
		append(out, out_size, " of %s%llu", turnout.exact ? "" : "about ",
		       (unsigned long long)turnout.eligible);
	bool one = (turnout.eligible ? turnout.eligible : turnout.papers) == 1;
	append(out, out_size, " %s voted",
	       one && turnout.papers == 1 ? "person has" : "people have");
	json_object_foreach(towns, name, papers)
	{
		if (json_integer_value(papers) == 0)
			continue;
		append(out, out_size, "%s%s %lld", before, name[0] ? name : "no town",
		       (long long)json_integer_value(papers));
		before = ", ";
	}
	if (before[0] == ',')
		append(out, out_size, ")");
	json_decref(towns);
}

/* ---- as JSON ---- */

static json_t *word_or_null(const struct words *words, uint32_t number)
{
	const char *name = words_name(words, number);
	return name ? json_string(name) : json_null();
}

static json_t *label_or_null(const struct client *client, enum row_kind kind, uint32_t number)
{
	struct text title = find_label(client->replica, kind, "title", number);
	return number ? row_json_text(title) : json_null();
}

static json_t *options_json(const struct client *client, const struct row_ballot *ballot)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		json_array_append_new(
			list, json_pack("{s:I,s:o,s:I}", "idea", (json_int_t)option.id, "title",
					ballot_view_option_json(client, ballot, option.id), "cost",
					(json_int_t)option.number));
	}
	return list;
}

static json_t *voters_json(const struct client *client, const struct row_ballot *ballot)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < ballot->voters.count; i++)
		json_array_append_new(
			list, label_or_null(client, row_kind_board, ids_get(ballot->voters, i)));
	return list;
}

static json_t *weights_json(const struct client *client, const struct row_ballot *ballot)
{
	json_t *towns = json_object();
	for (uint32_t i = 0; i < ballot->weights.count; i++) {
		struct pair weight = pairs_get(ballot->weights, i);
		struct text name = find_label(client->replica, row_kind_town, "name", weight.id);
		char *key = strndup(name.at, name.size);
		json_object_set_new(towns, key ? key : "", json_integer((json_int_t)weight.number));
		free(key);
	}
	return towns;
}

static void set_number(json_t *object, const char *name, uint64_t number)
{
	json_object_set_new(object, name, json_integer((json_int_t)number));
}

static void set_rules(json_t *object, const struct row_ballot *ballot)
{
	set_number(object, "points", ballot->points);
	set_number(object, "heap", ballot->heap);
	set_number(object, "picks", ballot->picks);
	set_number(object, "places", ballot->places);
	set_number(object, "threshold", ballot->threshold);
	set_number(object, "threshold_of", ballot->threshold_of);
	set_number(object, "quorum", ballot->quorum);
	set_number(object, "budget", ballot->budget);
	json_object_set_new(object, "budget_rule",
			    word_or_null(&words_budget_rule, ballot->budget_rule));
	json_object_set_new(object, "utility", word_or_null(&words_utility, ballot->utility));
	json_object_set_new(object, "rule", json_string(rule_name(rule_announced(ballot))));
}

json_t *ballot_view_json(const struct client *client, const struct row_ballot *ballot)
{
	json_t *object = json_object();
	struct ballot_turnout turnout = ballot_view_turnout(client, ballot);
	set_number(object, "id", ballot->id.n);
	json_object_set_new(object, "title", row_json_text(ballot->title));
	json_object_set_new(object, "method", word_or_null(&words_ballot_method, ballot->method));
	json_object_set_new(object, "state", word_or_null(&words_ballot_state, ballot->state));
	json_object_set_new(object, "secrecy",
			    word_or_null(&words_secrecy, ballot_words_secrecy(ballot)));
	json_object_set_new(object, "hidden", json_boolean(ballot_words_hidden(ballot)));
	json_object_set_new(object, "board",
			    label_or_null(client, row_kind_board, ballot->board.n));
	json_object_set_new(object, "phase",
			    label_or_null(client, row_kind_phase, ballot->phase.n));
	json_object_set_new(object, "topic",
			    label_or_null(client, row_kind_topic, ballot->topic.n));
	json_object_set_new(object, "stages", row_json_set(&words_stage, ballot->stages));
	json_object_set_new(object, "idea_sort",
			    label_or_null(client, row_kind_idea_sort, ballot->sort.n));
	json_object_set_new(object, "options", options_json(client, ballot));
	json_object_set_new(object, "roles", row_json_set(&words_role, ballot->roles));
	json_object_set_new(object, "voters", voters_json(client, ballot));
	set_rules(object, ballot);
	json_object_set_new(object, "weights", weights_json(client, ballot));
	json_object_set_new(object, "previous",
			    ballot->previous.n ? json_integer(ballot->previous.n) : json_null());
	set_number(object, "round", ballot->round);
	set_number(object, "opened_ms", ballot->opened_ms);
	set_number(object, "closed_ms", ballot->closed_ms);
	set_number(object, "papers", turnout.papers);
	json_object_set_new(object, "eligible",
			    turnout.eligible ? json_integer((json_int_t)turnout.eligible)
					     : json_null());
	json_object_set_new(object, "turnout", ballot_view_turnout_json(client, ballot));
	json_object_set_new(object, "voted", json_boolean(ballot_view_voted(client, ballot)));
	return object;
}
