#include "client-cli/paper_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_words.h"
#include "client-cli/cli.h"
#include "client-cli/find.h"
#include "client-cli/paper_read.h"
#include "client-cli/spreadsheet.h"
#include "protocol/text.h"
#include "server/voting/voting.h"

#define PROBLEMS_SHOWN 20u
#define WORDS_MAX      (BALLOT_OPTIONS_MAX + 1u)

void paper_table_problem(struct paper_table *table, const char *format, ...)
{
	char line[600], *joined = NULL;
	va_list values;
	va_start(values, format);
	vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (table->problem_count++ >= PROBLEMS_SHOWN)
		return;
	bool first = !table->problems || !table->problems[0];
	if (asprintf(&joined, "%s%s%s", first ? "" : table->problems, first ? "" : "\n", line) < 0)
		abort();
	free(table->problems);
	table->problems = joined;
}

/* ---- columns ---- */

enum column_use { column_unknown, column_slip, column_choices, column_option };

struct column {
	enum column_use use;
	uint32_t option; /* its number */
	char name[8];    /* as a spreadsheet calls it */
};

struct reading {
	struct paper_table *table;
	const struct row_ballot *ballot;
	const struct paper_options *options;
	enum language language;
	struct column *columns;
	size_t column_count;
	struct paper *paper; /* of the line being read */
};

static bool is_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (find_same(cli_text(*words), text, false))
			return true;
	return false;
}

/* The option that a heading names: by number, by a word for the option that is no idea, or by its
 * title. NO_OPTION if it names none, or several. */
static uint32_t find_option(const struct reading *reading, const char *heading)
{
	static const char *const passive[] = {"passive", "nothing", "passiv", "nichts",
					      "0",       "#0",      NULL};
	static const char *const question[] = {"question", "frage", "0", "#0", NULL};
	const struct paper_options *options = reading->options;
	bool none = reading->ballot->method == ballot_method_resistance;
	uint32_t number = 0, found = NO_OPTION, at;
	bool asks = ballot_words_asks_itself(reading->ballot) &&
		    find_same(reading->ballot->title, heading, false);
	if (asks || is_any(heading, none ? passive : question))
		at = paper_options_find(options, 0);
	else
		at = cli_number(heading, &number) ? paper_options_find(options, number)
						  : options->count;
	if (at < options->count)
		return options->at[at].number;
	for (uint32_t i = 0; i < options->count; i++) {
		if (!find_same(options->at[i].title, heading, false))
			continue;
		if (found != NO_OPTION)
			return NO_OPTION;
		found = options->at[i].number;
	}
	return found;
}

static bool is_there(const struct reading *reading, size_t before, enum column_use use,
		     uint32_t option)
{
	for (size_t i = 0; i < before; i++)
		if (reading->columns[i].use == use && reading->columns[i].option == option)
			return true;
	return false;
}

static void read_heading(struct reading *reading, size_t at, const char *text, uint32_t line)
{
	static const char *const slips[] = {"slip", "zettel", "zettelnummer", "nr", NULL};
	static const char *const choices[] = {"choices", "stimmen", "auswahl", NULL};
	struct column *column = &reading->columns[at];
	char *heading = text_tidy(text, strlen(text));
	if (!heading)
		abort(); /* JSON strings are UTF-8 */
	spreadsheet_column(at, column->name);
	uint32_t option = find_option(reading, heading);
	if (is_any(heading, slips)) {
		column->use = column_slip;
	} else if (is_any(heading, choices)) {
		column->use = column_choices;
	} else if (option != NO_OPTION) {
		column->use = column_option;
		column->option = option;
	} else {
		paper_table_problem(reading->table,
				    "line %u, column %s: '%s' is neither 'slip' nor one option of "
				    "this ballot, by number or title",
				    line, column->name, heading);
	}
	if (column->use != column_unknown && is_there(reading, at, column->use, column->option))
		paper_table_problem(reading->table, "line %u, column %s: '%s' stands twice", line,
				    column->name, heading);
	free(heading);
}

static void read_headings(struct reading *reading, const json_t *row)
{
	uint32_t line = (uint32_t)json_integer_value(json_object_get(row, "line"));
	const json_t *cells = json_object_get(row, "cells");
	reading->column_count = json_array_size(cells);
	reading->columns = calloc(reading->column_count + 1, sizeof *reading->columns);
	if (!reading->columns)
		abort();
	for (size_t i = 0; i < reading->column_count; i++)
		read_heading(reading, i, json_string_value(json_array_get(cells, i)), line);
	bool choices = is_there(reading, reading->column_count, column_choices, 0), option = false;
	for (size_t i = 0; i < reading->column_count; i++)
		option = option || reading->columns[i].use == column_option;
	if (!is_there(reading, reading->column_count, column_slip, 0))
		paper_table_problem(reading->table, "line %u: no column is named slip", line);
	else if (choices && option)
		paper_table_problem(reading->table,
				    "line %u: a column 'choices' and columns for options "
				    "contradict each other",
				    line);
	else if (!choices && !option)
		paper_table_problem(reading->table, "line %u: no column is named for an option",
				    line);
}

/* ---- lines ---- */

/* "12=3 14=1", with blanks, commas or semicolons between. */
static bool read_choices(struct reading *reading, char *cell, char *reason, size_t reason_size)
{
	static const char between[] = " \t\n,;";
	const char *words[WORDS_MAX];
	uint32_t count = 0;
	char *rest = NULL;
	for (char *word = strtok_r(cell, between, &rest); word;
	     word = strtok_r(NULL, between, &rest)) {
		if (count == WORDS_MAX) {
			snprintf(reason, reason_size, "too many choices");
			return false;
		}
		words[count++] = word;
	}
	return paper_table_read_words(reading->ballot, words, count, NULL, reading->paper, reason,
				      reason_size);
}

static bool read_cell(struct reading *reading, const struct column *column, const char *text,
		      struct paper_line *line)
{
	char reason[400] = "";
	bool good = true;
	if (column->use == column_slip && !cli_number(text, &line->slip)) {
		good = false;
		snprintf(reason, sizeof reason, "'%s' is not the number of a slip", text);
	} else if (column->use == column_choices) {
		char *copy = strdup(text);
		if (!copy)
			abort();
		good = read_choices(reading, copy, reason, sizeof reason);
		free(copy);
	} else if (column->use == column_option) {
		good = paper_table_read_cell(reading->ballot, column->option, text, reading->paper,
					     reason, sizeof reason);
	}
	if (!good)
		paper_table_problem(reading->table, "line %u, column %s: %s", line->line,
				    column->name, reason);
	return good;
}

static void check_line(struct reading *reading, const struct paper_line *line, struct pairs choices)
{
	struct paper_table *table = reading->table;
	char sentence[300], place[40] = "";
	uint32_t option;
	if (!paper_table_takes(reading->ballot, reading->options, choices, reading->language,
			       &option, sentence, sizeof sentence)) {
		for (size_t i = 0; i < reading->column_count && option != NO_OPTION; i++)
			if (reading->columns[i].use == column_choices ||
			    (reading->columns[i].use == column_option &&
			     reading->columns[i].option == option))
				snprintf(place, sizeof place, ", column %s",
					 reading->columns[i].name);
		paper_table_problem(table, "line %u%s: %s", line->line, place, sentence);
	}
	for (uint32_t i = 0; i < table->count; i++)
		if (table->lines[i].slip == line->slip) {
			paper_table_problem(table, "line %u: slip %u stands in line %u already",
					    line->line, line->slip, table->lines[i].line);
			return;
		}
}

static void keep_line(struct paper_table *table, struct paper_line line, struct pairs choices)
{
	uint8_t *copy = malloc(choices.count * (size_t)PAIR_BYTES + 1);
	table->lines = realloc(table->lines, (table->count + 1) * sizeof *table->lines);
	if (!copy || !table->lines)
		abort();
	if (choices.count)
		memcpy(copy, choices.at, choices.count * (size_t)PAIR_BYTES);
	line.choices = (struct pairs){copy, choices.count};
	table->lines[table->count++] = line;
}

static bool is_blank(const json_t *cells)
{
	for (size_t i = 0; i < json_array_size(cells); i++) {
		const char *text = json_string_value(json_array_get(cells, i));
		if (text[strspn(text, " \t")])
			return false;
	}
	return true;
}

/* So that the same choices are the same bytes, whatever the order of the columns. */
static int by_option(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void read_line(struct reading *reading, const json_t *row)
{
	struct paper_table *table = reading->table;
	struct paper_line line = {
		.line = (uint32_t)json_integer_value(json_object_get(row, "line"))};
	const json_t *cells = json_object_get(row, "cells");
	bool good = true;
	reading->paper->count = 0;
	if (is_blank(cells))
		return;
	for (size_t i = 0; i < reading->column_count; i++) {
		const char *text = json_string_value(json_array_get(cells, i));
		good = read_cell(reading, &reading->columns[i], text ? text : "", &line) && good;
	}
	if (json_array_size(cells) > reading->column_count) {
		good = false;
		paper_table_problem(table, "line %u: more cells than the first line has columns",
				    line.line);
	}
	if (!good)
		return;
	qsort(reading->paper->pairs, reading->paper->count, sizeof reading->paper->pairs[0],
	      by_option);
	struct pairs choices = paper_pairs(reading->paper);
	check_line(reading, &line, choices);
	keep_line(table, line, choices);
}

/* ---- all of it ---- */

static bool opinions_fit(const struct paper_options *options, struct pairs choices,
			 uint32_t *option, enum err *err)
{
	for (uint32_t i = 0; i < choices.count; i++) {
		struct pair found;
		struct pairs before = {choices.at, i};
		*option = pairs_get(choices, i).id;
		*err = err_option_foreign;
		if (paper_options_find(options, *option) == options->count)
			return false;
		*err = err_option_twice;
		if (pairs_find(before, *option, &found))
			return false;
	}
	return true;
}

/* The option on which too many points lie. */
static uint32_t find_heap(const struct row_ballot *ballot, struct pairs choices)
{
	for (uint32_t i = 0; i < choices.count; i++)
		if (pairs_get(choices, i).number > ballot->heap)
			return pairs_get(choices, i).id;
	return NO_OPTION;
}

bool paper_table_takes(const struct row_ballot *ballot, const struct paper_options *options,
		       struct pairs choices, enum language language, uint32_t *option,
		       char *sentence, size_t sentence_size)
{
	char number[24];
	uint64_t detail = 0;
	enum err err = err_none;
	if (ballot->method == ballot_method_opinion) {
		if (opinions_fit(options, choices, option, &err))
			return true;
		detail = *option;
	} else {
		err = voting_check_paper(ballot, choices, &detail);
		if (err == err_none)
			return true;
	}
	bool about_option =
		err == err_option_foreign || err == err_option_twice || err == err_value_wrong;
	*option = about_option               ? (uint32_t)detail
		  : err == err_points_heaped ? find_heap(ballot, choices)
					     : NO_OPTION;
	snprintf(number, sizeof number, "%llu", (unsigned long long)detail);
	err_sentence(err, language, number, sentence, sentence_size);
	return false;
}

void paper_table_read(struct paper_table *table, const json_t *lines,
		      const struct row_ballot *ballot, const struct paper_options *options,
		      enum language language)
{
	struct paper paper;
	struct reading reading = {.table = table,
				  .ballot = ballot,
				  .options = options,
				  .language = language,
				  .paper = &paper};
	*table = (struct paper_table){0};
	read_headings(&reading, json_array_get(lines, 0));
	/* What stands under wrong headings can only be misread. */
	bool readable = table->problem_count == 0;
	for (size_t i = 1; readable && i < json_array_size(lines); i++)
		read_line(&reading, json_array_get(lines, i));
	free(reading.columns);
	if (!table->problems && !(table->problems = strdup("")))
		abort();
}

void paper_table_free(struct paper_table *table)
{
	for (uint32_t i = 0; i < table->count; i++)
		free((void *)(uintptr_t)table->lines[i].choices.at);
	free(table->lines);
	free(table->problems);
	*table = (struct paper_table){0};
}
