#include "client-cli/import_pb.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/row_json.h"
#include "protocol/text.h"

#define SELF            1 /* whoever imports: a person of no town */
#define PLENARY         1
#define BALLOT          1
#define SLIPS_MAX       20000u /* a session takes no more */
#define TITLE_GRAPHEMES 120u
#define TITLE_BYTES     480u

struct making {
	const struct import_pb *import;
	const struct pb_file *pb;
	json_t *file;
	uint32_t *towns; /* by vote: the session's town */
	char *reason;
	size_t reason_size;
};

static bool fail(const struct making *making, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool fail(const struct making *making, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vsnprintf(making->reason, making->reason_size, format, values);
	va_end(values);
	return false;
}

static void add(const struct making *making, const char *kind, json_t *row)
{
	json_array_append_new(json_object_get(making->file, kind), row);
}

/* ---- money ---- */

/* Cents of an amount of the file's smallest unit. */
static bool to_cents(const struct pb_file *pb, uint64_t amount, uint64_t *cents)
{
	*cents = amount;
	for (uint32_t i = pb->decimals; i < 2; i++) {
		if (*cents > MONEY_MAX / 10)
			return false;
		*cents *= 10;
	}
	for (uint32_t i = 2; i < pb->decimals; i++) {
		if (*cents % 10)
			return false;
		*cents /= 10;
	}
	return *cents <= MONEY_MAX;
}

/* ---- projects ---- */

/* What fits a title, with "…" where it is cut. Returns owned. */
static char *title_of(const char *name)
{
	size_t size = strlen(name);
	char *title = NULL;
	if (size <= TITLE_BYTES && text_graphemes(name, size) <= TITLE_GRAPHEMES)
		title = strdup(name);
	while (!title &&
	       (size > TITLE_BYTES - 3 || text_graphemes(name, size) > TITLE_GRAPHEMES - 1))
		for (size--; size > 0 && ((unsigned char)name[size] & 0xC0) == 0x80;)
			size--;
	if (!title && asprintf(&title, "%.*s…", (int)size, name) < 0)
		abort();
	if (!title)
		abort();
	return title;
}

/* Returns owned. */
static char *name_of(const struct pb_project *project)
{
	char *name = NULL;
	char *tidy = text_tidy(project->name, strlen(project->name));
	if (tidy && tidy[0])
		return tidy;
	free(tidy);
	if (asprintf(&name, "Project %s", project->id) < 0)
		abort();
	return name;
}

static bool add_projects(const struct making *making, json_t *options)
{
	const struct pb_file *pb = making->pb;
	if (pb->project_count > BALLOT_OPTIONS_MAX)
		return fail(making, "there are %u projects; a ballot has at most %u options",
			    pb->project_count, BALLOT_OPTIONS_MAX);
	if (pb->project_count == 0)
		return fail(making, "there are no projects");
	for (uint32_t i = 0; i < pb->project_count; i++) {
		const struct pb_project *project = &pb->projects[i];
		uint64_t cents;
		if (!to_cents(pb, project->cost, &cents) || cents == 0)
			return fail(making, "project %s: the cost is nothing, or no whole cents",
				    project->id);
		char *name = name_of(project), *title = title_of(name);
		add(making, "idea",
		    json_pack("{s:I,s:I,s:i,s:i,s:s,s:s}", "id", (json_int_t)i + 1, "board",
			      json_integer_value(json_object_get(making->file, "at")), "topic", 0,
			      "author", SELF, "title", title, "text", name));
		json_array_append_new(options, json_pack("{s:I,s:I}", "idea", (json_int_t)i + 1,
							 "number", (json_int_t)cents));
		free(title);
		free(name);
	}
	return true;
}

/* ---- the ballot ---- */

/* How many projects a paper may name; 0 if the file's papers do not keep to it, or it says nothing.
 */
static uint32_t picks_of(const struct making *making)
{
	const struct pb_file *pb = making->pb;
	uint32_t most = 0;
	for (uint32_t i = 0; making->import->with_votes && i < pb->vote_count; i++)
		most = pb->votes[i].count > most ? pb->votes[i].count : most;
	return pb->max_length < pb->project_count && most <= pb->max_length ? pb->max_length : 0;
}

static const char *rule_of(const struct pb_file *pb)
{
	if (strcmp(pb->rule, "greedy") == 0)
		return "greedy";
	if (strcmp(pb->rule, "equalshares") == 0)
		return "shares";
	if (strcmp(pb->rule, "equalshares/add1-exhaustive") == 0)
		return "add1_exhaustive";
	if (strcmp(pb->rule, "equalshares/add1-votes") == 0)
		return "add1_votes";
	return strncmp(pb->rule, "equalshares/add1", 16) == 0 ? "add1" : NULL;
}

static bool add_ballot(const struct making *making)
{
	const struct pb_file *pb = making->pb;
	json_t *options = json_array();
	uint64_t budget;
	if (!add_projects(making, options)) {
		json_decref(options);
		return false;
	}
	if (!to_cents(pb, pb->budget, &budget) || budget == 0) {
		json_decref(options);
		return fail(making, "the budget is nothing, or no whole cents");
	}
	const char *called = pb->description[0] ? pb->description
			     : pb->unit[0]      ? pb->unit
						: "Participatory budget";
	char *tidy = text_tidy(called, strlen(called));
	char *title = title_of(tidy ? tidy : "");
	bool plenary = making->import->board.sort == board_sort_plenary;
	add(making, "ballot",
	    json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:o,s:I,s:I,s:s?,s:s}", "id", BALLOT, "title",
		      title, "method", "budget", "secrecy", "plain", "state",
		      making->import->with_votes ? "open" : "prepared", "board",
		      plenary ? (json_int_t)0
			      : json_integer_value(json_object_get(making->file, "at")),
		      "options", options, "budget", (json_int_t)budget, "picks",
		      (json_int_t)picks_of(making), "budget_rule", rule_of(pb), "utility", "cost"));
	free(title);
	free(tidy);
	return true;
}

/* ---- votes ---- */

static uint32_t town_named(const struct import_pb *import, const char *name)
{
	struct find_all all;
	struct row_town town;
	find_all_start(&all, import->replica, row_kind_town);
	while (find_all_next(&all, &town))
		if (name[0] && find_same(town.name, name, false)) {
			find_all_stop(&all);
			return town.id.n;
		}
	return import->town.n;
}

static bool find_towns(struct making *making)
{
	const struct pb_file *pb = making->pb;
	making->towns = calloc(pb->vote_count + 1u, sizeof *making->towns);
	if (!making->towns)
		abort();
	if (pb->vote_count > SLIPS_MAX)
		return fail(making, "there are %u votes; a session takes at most %u slips",
			    pb->vote_count, SLIPS_MAX);
	for (uint32_t i = 0; i < pb->vote_count; i++) {
		making->towns[i] = town_named(making->import, pb->votes[i].town);
		if (making->towns[i])
			continue;
		if (pb->votes[i].town[0])
			return fail(making,
				    "voter %s: '%s' is no town of this session; --town T is for "
				    "all such",
				    pb->votes[i].voter, pb->votes[i].town);
		return fail(making, "voter %s has no town; --town T is for all such",
			    pb->votes[i].voter);
	}
	return true;
}

static json_t *choices_of(const struct pb_file *pb, const struct pb_vote *vote)
{
	json_t *choices = json_array();
	for (uint32_t i = 0; i < vote->count; i++) {
		const struct pb_choice *choice = &pb->choices[vote->first + i];
		/* Who is last in an order is chosen all the same; who has no points is not. */
		if (choice->points || pb->type == pb_ordinal)
			json_array_append_new(choices, json_pack("{s:I,s:i}", "idea",
								 (json_int_t)choice->project + 1,
								 "number", 1));
	}
	return choices;
}

/* A slip for each vote, town by town, so that each town's numbers follow one another. */
static void add_votes(const struct making *making)
{
	struct find_all all;
	struct row_town town;
	json_int_t slip = 0;
	find_all_start(&all, making->import->replica, row_kind_town);
	while (find_all_next(&all, &town))
		for (uint32_t i = 0; i < making->pb->vote_count; i++) {
			if (making->towns[i] != town.id.n)
				continue;
			json_int_t person = ++slip + SELF;
			add(making, "person",
			    json_pack("{s:I,s:s,s:I}", "id", person, "name", "–", "town",
				      (json_int_t)town.id.n));
			add(making, "slip",
			    json_pack("{s:I,s:I,s:I}", "id", slip, "town", (json_int_t)town.id.n,
				      "person", person));
			add(making, "paper",
			    json_pack("{s:i,s:I,s:o}", "ballot", BALLOT, "person", person,
				      "choices", choices_of(making->pb, &making->pb->votes[i])));
		}
}

/* ---- the file ---- */

/* The session's towns and the board, so that they are found there again. */
static void add_frame(const struct making *making)
{
	struct find_all all;
	struct row_town town;
	const struct row_board *board = &making->import->board;
	bool plenary = board->sort == board_sort_plenary;
	find_all_start(&all, making->import->replica, row_kind_town);
	while (find_all_next(&all, &town))
		add(making, "town",
		    json_pack("{s:I,s:o}", "id", (json_int_t)town.id.n, "name",
			      row_json_text(town.name)));
	add(making, "board", json_pack("{s:i,s:s}", "id", PLENARY, "sort", "plenary"));
	json_object_set_new(making->file, "at",
			    json_integer(plenary ? PLENARY : (json_int_t)board->id.n + PLENARY));
	if (!plenary)
		add(making, "board",
		    json_pack("{s:I,s:s,s:o,s:s,s:I,s:i,s:I}", "id",
			      (json_int_t)board->id.n + PLENARY, "sort",
			      words_name(&words_board_sort, board->sort), "title",
			      row_json_text(board->title), "audience",
			      words_name(&words_audience, board->audience), "town",
			      (json_int_t)board->town.n, "parent", PLENARY, "places",
			      (json_int_t)board->places));
	add(making, "person", json_pack("{s:i,s:i}", "id", SELF, "town", 0));
}

json_t *import_pb_file(const struct import_pb *import, const struct pb_file *file, char *reason,
		       size_t reason_size)
{
	struct making making = {
		.import = import,
		.pb = file,
		.file = json_pack("{s:[],s:[],s:[],s:[],s:[],s:[],s:[]}", "town", "board", "person",
				  "idea", "ballot", "slip", "paper"),
		.reason = reason,
		.reason_size = reason_size,
	};
	add_frame(&making);
	bool good = add_ballot(&making) && (!import->with_votes || find_towns(&making));
	if (good && import->with_votes)
		add_votes(&making);
	free(making.towns);
	json_object_del(making.file, "at");
	if (good)
		return making.file;
	json_decref(making.file);
	return NULL;
}
