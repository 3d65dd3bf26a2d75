/* Reads files of pabulib.org: the three parts, their columns, and what a broken line says. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "client-cli/pb_file.h"
#include "client-cli/pb_names.h"
#include "client-cli/pb_number.h"
#include "client-cli/spreadsheet_scan.h"

enum part { part_none, part_meta, part_projects, part_votes };

static const char *const part_names[] = {"", "META", "PROJECTS", "VOTES"};

/* The columns that mean something; the others are passed by. */
enum column {
	column_key,
	column_value,
	column_project_id,
	column_cost,
	column_name,
	column_votes,
	column_score,
	column_selected,
	column_voter_id,
	column_vote,
	column_points,
	column_neighborhood,
	columns
};

static const char *const column_names[columns] = {
	[column_key] = "key",
	[column_value] = "value",
	[column_project_id] = "project_id",
	[column_cost] = "cost",
	[column_name] = "name",
	[column_votes] = "votes",
	[column_score] = "score",
	[column_selected] = "selected",
	[column_voter_id] = "voter_id",
	[column_vote] = "vote",
	[column_points] = "points",
	[column_neighborhood] = "neighborhood",
};

#define NO_COLUMN UINT32_MAX

struct reading {
	struct pb_file *file;
	enum part part;
	bool seen[4], headed;
	uint32_t place[columns], column_count;
	uint32_t line; /* of what was read last */

	struct pb_names projects, voters, facts; /* projects are sorted before the first vote */
	struct pb_number budget, points_all;     /* of META; points_all: no paper may have more */
	bool has_type, has_budget, has_points_all;
	struct pb_number *costs, *scores_told; /* by project, at their own decimals */
	struct pb_number *points;              /* by choice */
	size_t costs_room, points_room;

	char *reason;
	size_t reason_size;
	bool failed;
};

__attribute__((format(printf, 3, 4))) static bool
fail(struct reading *reading, struct spreadsheet_place at, const char *format, ...)
{
	char message[400];
	va_list values;
	if (reading->failed)
		return false;
	va_start(values, format);
	vsnprintf(message, sizeof message, format, values);
	va_end(values);
	reading->failed = true;
	if (at.column > 0)
		snprintf(reading->reason, reading->reason_size,
			 "line %" PRIu32 ", column %" PRIu32 ": %s", at.line, at.column, message);
	else
		snprintf(reading->reason, reading->reason_size, "line %" PRIu32 ": %s", at.line,
			 message);
	return false;
}

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- cells ---- */

/* A cell, or an item of one, without the white space around it. */
struct piece {
	char text[1024];
	struct spreadsheet_place at;
};

static uint32_t characters(const char *from, const char *to)
{
	uint32_t count = 0;
	for (; from < to; from++)
		count += ((unsigned char)*from & 0xC0) != 0x80;
	return count;
}

static bool is_blank(char character)
{
	return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

/* What stands between two places of a cell; longer texts are cut. */
static struct piece piece_of(const struct spreadsheet_cell *cell, const char *from, const char *to)
{
	struct piece piece = {.at = cell->inside};
	while (from < to && is_blank(*from))
		from++;
	while (to > from && is_blank(to[-1]))
		to--;
	piece.at.column += characters(cell->text, from);
	size_t size = (size_t)(to - from);
	if (size >= sizeof piece.text)
		for (size = sizeof piece.text - 1;
		     size > 0 && ((unsigned char)from[size] & 0xC0) == 0x80;)
			size--;
	memcpy(piece.text, from, size);
	return piece;
}

static struct piece whole_piece(const struct spreadsheet_cell *cell)
{
	return piece_of(cell, cell->text, cell->text + cell->size);
}

/* The cell of a column; empty, at the line's end, where the line is too short or the file has no
 * such column. */
static struct piece piece_at(const struct reading *reading, const struct spreadsheet_cell *cells,
			     uint32_t count, enum column column)
{
	uint32_t place = reading->place[column];
	if (place < count)
		return whole_piece(&cells[place]);
	struct piece none = whole_piece(&cells[count - 1]);
	none.text[0] = '\0';
	return none;
}

static bool is_none(const char *text)
{
	return text[0] == '\0' || strcasecmp(text, "none") == 0;
}

/* The next item of a list with commas; false behind the last. */
static bool next_item(const struct spreadsheet_cell *cell, const char **at, struct piece *item)
{
	const char *end = cell->text + cell->size;
	if (*at > end)
		return false;
	const char *comma = memchr(*at, ',', (size_t)(end - *at));
	*item = piece_of(cell, *at, comma ? comma : end);
	*at = comma ? comma + 1 : end + 1;
	return true;
}

/* An amount that is not negative. */
static bool read_number(struct reading *reading, struct piece piece, bool comma, const char *what,
			struct pb_number *number)
{
	if (piece.text[0] == '\0')
		return fail(reading, piece.at, "%s is missing", what);
	switch (pb_number_read(piece.text, comma, number)) {
	case pb_number_good:
		return true;
	case pb_number_negative:
		return fail(reading, piece.at, "%s is negative: %.60s", what, piece.text);
	case pb_number_large:
		return fail(reading, piece.at, "%s is too large: %.60s", what, piece.text);
	case pb_number_fine:
		return fail(reading, piece.at, "%s has more than %u decimals: %.60s", what,
			    PB_DECIMALS_MAX, piece.text);
	case pb_number_none:
		break;
	}
	return fail(reading, piece.at, "%s is no number: '%.60s'", what, piece.text);
}

/* ---- names ---- */

/* Sorts them; false if a name comes twice. */
static bool sort_names(struct reading *reading, struct pb_names *names, const char *what)
{
	const struct pb_named *twice = pb_names_sort(names);
	return !twice || fail(reading, twice->at, "%s '%.60s' is there twice", what, twice->name);
}

/* ---- META ---- */

static bool read_type(struct reading *reading, struct piece value)
{
	static const char *const types[] = {
		[pb_approval] = "approval",     [pb_choose_1] = "choose-1",
		[pb_cumulative] = "cumulative", [pb_scoring] = "scoring",
		[pb_ordinal] = "ordinal",
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (strcasecmp(value.text, types[i]) != 0)
			continue;
		reading->file->type = (enum pb_type)i;
		return reading->has_type = true;
	}
	return fail(reading, value.at,
		    "vote_type '%.60s' is none of approval, choose-1, cumulative, scoring, ordinal",
		    value.text);
}

static bool read_fact(struct reading *reading, const struct spreadsheet_cell *cells, uint32_t count)
{
	struct pb_file *file = reading->file;
	struct piece key = piece_at(reading, cells, count, column_key);
	struct piece value = piece_at(reading, cells, count, column_value);
	const struct {
		const char *key;
		char **text;
	} texts[] = {
		{"description", &file->description},
		{"country", &file->country},
		{"unit", &file->unit},
		{"instance", &file->instance},
		{"rule", &file->rule},
		{"date_begin", &file->date_begin},
		{"date_end", &file->date_end},
	};
	struct pb_number number;
	pb_names_add(&reading->facts, key.text, reading->facts.count, key.at);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcasecmp(key.text, texts[i].key) == 0)
			pb_file_set(texts[i].text, value.text);
	if (strcasecmp(key.text, "vote_type") == 0)
		return read_type(reading, value);
	if (strcasecmp(key.text, "budget") == 0) {
		reading->has_budget = true;
		return read_number(reading, value, true, "the budget", &reading->budget);
	}
	if (strcasecmp(key.text, "max_sum_points") == 0 && !is_none(value.text))
		reading->has_points_all =
			pb_number_read(value.text, true, &reading->points_all) == pb_number_good;
	if (strcasecmp(key.text, "max_length") == 0 &&
	    pb_number_read(value.text, true, &number) == pb_number_good && number.decimals == 0)
		file->max_length = number.digits < UINT32_MAX ? (uint32_t)number.digits : 0;
	return true;
}

/* ---- PROJECTS ---- */

static bool read_project(struct reading *reading, const struct spreadsheet_cell *cells,
			 uint32_t count)
{
	struct pb_file *file = reading->file;
	struct piece id = piece_at(reading, cells, count, column_project_id);
	struct piece told;
	struct pb_number cost, number;
	if (id.text[0] == '\0')
		return fail(reading, id.at, "project_id is missing");
	if (strchr(id.text, ','))
		return fail(reading, id.at,
			    "project_id '%.60s' has a comma, so no vote can name it", id.text);
	if (!read_number(reading, piece_at(reading, cells, count, column_cost), true, "the cost",
			 &cost))
		return false;
	if (reading->costs_room == file->project_count) {
		reading->costs_room = reading->costs_room ? reading->costs_room * 2 : 64;
		reading->costs = must_have(
			realloc(reading->costs, reading->costs_room * sizeof *reading->costs));
		reading->scores_told = must_have(realloc(
			reading->scores_told, reading->costs_room * sizeof *reading->scores_told));
	}
	reading->costs[file->project_count] = cost;
	pb_names_add(&reading->projects, id.text, file->project_count, id.at);
	struct piece name = piece_at(reading, cells, count, column_name);
	struct pb_project *project = pb_file_add_project(file, id.text, name.text, 0);
	told = piece_at(reading, cells, count, column_votes);
	if (pb_number_read(told.text, true, &number) == pb_number_good && number.decimals == 0)
		project->votes_told = number.digits;
	told = piece_at(reading, cells, count, column_selected);
	if (pb_number_read(told.text, true, &number) == pb_number_good && number.decimals == 0 &&
	    number.digits < PB_SELECTED_UNTOLD)
		project->selected_told = (uint32_t)number.digits;
	told = piece_at(reading, cells, count, column_score);
	bool scored = pb_number_read(told.text, true, &number) == pb_number_good;
	project->score_told = scored ? 0 : PB_UNTOLD;
	reading->scores_told[file->project_count - 1] = number;
	return true;
}

/* ---- VOTES ---- */

static bool read_choice(struct reading *reading, const struct pb_vote *vote, struct piece item)
{
	struct pb_file *file = reading->file;
	uint32_t project;
	if (item.text[0] == '\0')
		return fail(reading, item.at, "there is no project between two commas");
	if (!pb_names_find(&reading->projects, item.text, &project))
		return fail(reading, item.at, "there is no project '%.60s'", item.text);
	for (uint32_t i = 0; i < vote->count; i++)
		if (file->choices[vote->first + i].project == project)
			return fail(reading, item.at, "project '%.60s' is there twice", item.text);
	if (file->type == pb_choose_1 && vote->count == 1)
		return fail(reading, item.at, "only one project can be chosen");
	if (file->max_length > 0 && vote->count == file->max_length)
		return fail(reading, item.at, "more than %" PRIu32 " projects (max_length)",
			    file->max_length);
	pb_file_add_choice(file, project, 1);
	return true;
}

static bool read_points(struct reading *reading, const struct spreadsheet_cell *cell,
			const struct pb_vote *vote)
{
	struct piece item;
	const char *at = cell->text;
	struct pb_number sum = {0};
	for (uint32_t i = 0; i < vote->count; i++) {
		size_t choice = vote->first + i;
		struct pb_number *number = &reading->points[choice];
		if (!next_item(cell, &at, &item))
			return fail(reading, item.at,
				    "%" PRIu32 " projects, but points for %" PRIu32, vote->count,
				    i);
		if (!read_number(reading, item, false, "the number of points", number))
			return false;
		if (!pb_number_add(&sum, *number) ||
		    (reading->has_points_all && pb_number_compare(sum, reading->points_all) > 0))
			return fail(reading, item.at, "too many points on one paper");
	}
	if (next_item(cell, &at, &item))
		return fail(reading, item.at, "points for more than %" PRIu32 " projects",
			    vote->count);
	return true;
}

static bool has_points(const struct pb_file *file)
{
	return file->type == pb_cumulative || file->type == pb_scoring;
}

static bool read_vote(struct reading *reading, const struct spreadsheet_cell *cells, uint32_t count)
{
	struct pb_file *file = reading->file;
	struct piece voter = piece_at(reading, cells, count, column_voter_id), item;
	struct piece town = piece_at(reading, cells, count, column_neighborhood);
	uint32_t place = reading->place[column_vote];
	if (voter.text[0])
		pb_names_add(&reading->voters, voter.text, file->vote_count, voter.at);
	pb_file_add_vote(file, voter.text, is_none(town.text) ? "" : town.text);
	struct pb_vote *vote = &file->votes[file->vote_count - 1];
	if (place >= count || is_none(whole_piece(&cells[place]).text))
		return true;
	const char *at = cells[place].text;
	while (next_item(&cells[place], &at, &item))
		if (!read_choice(reading, vote, item))
			return false;
	if (reading->points_room < file->choice_count) {
		reading->points_room = file->choice_count * 2;
		reading->points = must_have(
			realloc(reading->points, reading->points_room * sizeof *reading->points));
	}
	for (uint32_t i = 0; i < vote->count; i++)
		reading->points[vote->first + i] =
			(struct pb_number){file->type == pb_ordinal ? vote->count - 1 - i : 1, 0};
	if (!has_points(file))
		return true;
	place = reading->place[column_points];
	if (place >= count)
		return fail(reading, cells[count - 1].at, "points are missing");
	return read_points(reading, &cells[place], vote);
}

/* ---- parts ---- */

static bool read_headings(struct reading *reading, const struct spreadsheet_cell *cells,
			  uint32_t count)
{
	static const enum column needed[][3] = {
		[part_meta] = {column_key, column_value, columns},
		[part_projects] = {column_project_id, column_cost, columns},
		[part_votes] = {column_vote, columns},
	};
	reading->headed = true;
	reading->column_count = count;
	for (uint32_t i = 0; i < columns; i++)
		reading->place[i] = NO_COLUMN;
	for (uint32_t i = 0; i < count; i++) {
		struct piece name = whole_piece(&cells[i]);
		for (uint32_t j = 0; j < columns; j++) {
			if (strcasecmp(name.text, column_names[j]) != 0)
				continue;
			if (reading->place[j] != NO_COLUMN)
				return fail(reading, name.at, "column '%s' is there twice",
					    column_names[j]);
			reading->place[j] = i;
		}
	}
	for (const enum column *column = needed[reading->part]; *column != columns; column++)
		if (reading->place[*column] == NO_COLUMN)
			return fail(reading, cells[0].at, "%s has no column '%s'",
				    part_names[reading->part], column_names[*column]);
	if (reading->part == part_votes && has_points(reading->file) &&
	    reading->place[column_points] == NO_COLUMN)
		return fail(reading, cells[0].at, "VOTES has no column 'points'");
	return true;
}

static bool end_part(struct reading *reading, struct spreadsheet_place at)
{
	if (reading->part != part_none && !reading->headed)
		return fail(reading, at, "%s has no line that names its columns",
			    part_names[reading->part]);
	if (reading->part == part_meta) {
		if (!sort_names(reading, &reading->facts, "the key"))
			return false;
		if (!reading->has_budget)
			return fail(reading, at, "META says no budget");
		if (!reading->has_type)
			return fail(reading, at, "META says no vote_type");
	}
	if (reading->part == part_projects)
		return sort_names(reading, &reading->projects, "project");
	return reading->part != part_votes || sort_names(reading, &reading->voters, "voter");
}

static bool begin_part(struct reading *reading, enum part part, struct spreadsheet_place at)
{
	if (!end_part(reading, at))
		return false;
	if (reading->seen[part])
		return fail(reading, at, "%s is there twice", part_names[part]);
	if (part != part_meta && !reading->seen[part - 1])
		return fail(reading, at, "%s comes before %s", part_names[part],
			    part_names[part - 1]);
	reading->seen[part] = true;
	reading->part = part;
	reading->headed = false;
	return true;
}

static bool is_empty(const struct spreadsheet_cell *cells, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (whole_piece(&cells[i]).text[0])
			return false;
	return true;
}

static bool read_row(void *context, const struct spreadsheet_cell *cells, uint32_t count)
{
	struct reading *reading = context;
	struct piece first = whole_piece(&cells[0]);
	reading->line = cells[count - 1].at.line;
	if (is_empty(cells, count))
		return true;
	for (enum part part = part_meta; part <= part_votes; part++)
		if (strcasecmp(first.text, part_names[part]) == 0 && is_empty(cells + 1, count - 1))
			return begin_part(reading, part, first.at);
	if (reading->part == part_none)
		return fail(reading, first.at, "a .pb file begins with META");
	if (!reading->headed)
		return read_headings(reading, cells, count);
	for (uint32_t i = reading->column_count; i < count; i++)
		if (whole_piece(&cells[i]).text[0])
			return fail(reading, cells[i].at,
				    "a value too many: there are %" PRIu32 " columns",
				    reading->column_count);
	if (reading->part == part_meta)
		return read_fact(reading, cells, count);
	return reading->part == part_projects ? read_project(reading, cells, count)
					      : read_vote(reading, cells, count);
}

/* ---- the whole ---- */

/* Brings all amounts to the decimals of the one that has most. */
static bool scale(struct reading *reading)
{
	struct pb_file *file = reading->file;
	struct spreadsheet_place nowhere = {reading->line, 0};
	uint64_t all = 0;
	file->decimals = reading->budget.decimals;
	for (uint32_t i = 0; i < file->project_count; i++)
		if (file->decimals < reading->costs[i].decimals)
			file->decimals = reading->costs[i].decimals;
	for (size_t i = 0; i < file->choice_count; i++)
		if (file->point_decimals < reading->points[i].decimals)
			file->point_decimals = reading->points[i].decimals;
	if (!pb_number_scale(reading->budget, file->decimals, PB_MONEY_MAX, &file->budget))
		return fail(reading, nowhere, "the budget is too large");
	for (uint32_t i = 0; i < file->project_count; i++) {
		struct pb_project *project = &file->projects[i];
		if (!pb_number_scale(reading->costs[i], file->decimals, PB_MONEY_MAX - all,
				     &project->cost))
			return fail(reading, nowhere, "all costs together are too large");
		all += project->cost;
		if (project->score_told != PB_UNTOLD &&
		    !pb_number_scale(reading->scores_told[i], file->point_decimals, UINT64_MAX - 1,
				     &project->score_told))
			project->score_told = PB_UNTOLD;
	}
	for (size_t i = 0; i < file->choice_count; i++)
		if (!pb_number_scale(reading->points[i], file->point_decimals, PB_POINTS_MAX,
				     &file->choices[i].points))
			return fail(reading, nowhere, "points are too large");
	return true;
}

static bool finish(struct reading *reading)
{
	struct spreadsheet_place nowhere = {reading->line, 0};
	for (enum part part = part_meta; part <= part_votes; part++)
		if (!reading->seen[part])
			return fail(reading, nowhere, "the file ends without %s", part_names[part]);
	if (!end_part(reading, nowhere))
		return false;
	if (reading->file->project_count == 0)
		return fail(reading, nowhere, "there is no project");
	return scale(reading);
}

struct pb_file *pb_file_read(const char *at, size_t size, char *reason, size_t reason_size)
{
	struct reading reading = {
		.file = pb_file_new(pb_approval),
		.reason = reason,
		.reason_size = reason_size,
		.line = 1,
	};
	struct spreadsheet_place place;
	const char *wrong = NULL;
	bool good = spreadsheet_scan(at, size, ';', read_row, &reading, &place, &wrong);
	if (wrong)
		fail(&reading, place, "%s", wrong);
	good = good && finish(&reading);
	pb_names_free(&reading.projects);
	pb_names_free(&reading.voters);
	pb_names_free(&reading.facts);
	free(reading.costs);
	free(reading.scores_told);
	free(reading.points);
	if (good)
		return reading.file;
	pb_file_free(reading.file);
	return NULL;
}
