#include "client-cli/spreadsheet.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/text.h"

#define COLUMNS_MAX 512u

static bool is_formula(char first)
{
	return first != '\0' && strchr("=+-@\t\r", first) != NULL;
}

void spreadsheet_cell(FILE *to, struct text text)
{
	if (text.size == 0)
		return;
	fputc('"', to);
	if (is_formula(text.at[0]))
		fputc('\'', to);
	for (uint32_t i = 0; i < text.size; i++) {
		if (text.at[i] == '"')
			fputc('"', to);
		fputc(text.at[i], to);
	}
	fputc('"', to);
}

/* ---- reading ---- */

struct reading {
	json_t *lines, *cells;
	uint32_t line;  /* of the file, being read */
	uint32_t first; /* where the present row of the table begins */
	bool inside;    /* a row of the table that is not at its end */
	const char *wrong;
};

static void take_cell(void *at, size_t size, void *context)
{
	struct reading *reading = context;
	const char *text = at ? at : "";
	if (json_array_size(reading->cells) == COLUMNS_MAX)
		reading->wrong = "too many columns";
	if (size > 1 && text[0] == '\'' && is_formula(text[1])) {
		text++;
		size--;
	}
	json_t *cell = json_stringn(size ? text : "", size);
	if (!cell)
		reading->wrong = "not valid UTF-8";
	json_array_append_new(reading->cells, cell ? cell : json_string(""));
}

static void take_line(int end, void *context)
{
	struct reading *reading = context;
	(void)end;
	reading->inside = false;
	if (json_array_size(reading->cells) == 0)
		return;
	json_array_append_new(reading->lines,
			      json_pack("{s:I,s:o}", "line", (json_int_t)reading->first, "cells",
					reading->cells));
	reading->cells = json_array();
}

/* Which of ',' and ';' the first line has more of. */
static unsigned char find_separator(const char *at, size_t size)
{
	size_t commas = 0, semicolons = 0;
	for (size_t i = 0; i < size && at[i] != '\n'; i++) {
		commas += at[i] == ',';
		semicolons += at[i] == ';';
	}
	return semicolons > 0 && semicolons >= commas ? ';' : ',';
}

/* Blanks inside cells are text, not to be skipped. */
static int no_space(unsigned char character)
{
	(void)character;
	return 0;
}

/* Line by line, so that each row's place in the file is known. */
static void read_lines(struct csv_parser *parser, struct reading *reading, const char *at,
		       size_t size)
{
	const char *end = at + size;
	while (at < end && !reading->wrong) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		const char *next = feed ? feed + 1 : end;
		reading->line++;
		if (!reading->inside)
			reading->first = reading->line;
		reading->inside = true;
		if (csv_parse(parser, at, (size_t)(next - at), take_cell, take_line, reading) !=
		    (size_t)(next - at))
			reading->wrong = csv_strerror(csv_error(parser));
		/* libcsv passes over empty lines without a word. */
		if (next - at <= 1 || (next - at == 2 && at[0] == '\r'))
			reading->inside = reading->inside && reading->first != reading->line;
		at = next;
	}
	if (!reading->wrong && csv_fini(parser, take_cell, take_line, reading) != 0)
		reading->wrong = csv_strerror(csv_error(parser));
}

json_t *spreadsheet_lines(const char *at, size_t size, char *reason, size_t reason_size)
{
	struct csv_parser parser;
	struct reading reading = {.lines = json_array(), .cells = json_array()};
	if (size >= 3 && memcmp(at, SPREADSHEET_BOM, 3) == 0) {
		at += 3;
		size -= 3;
	}
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_delim(&parser, find_separator(at, size));
	csv_set_space_func(&parser, no_space);
	read_lines(&parser, &reading, at, size);
	csv_free(&parser);
	json_decref(reading.cells);
	if (!reading.wrong && json_array_size(reading.lines) == 0)
		reading.wrong = "the file is empty";
	if (!reading.wrong)
		return reading.lines;
	snprintf(reason, reason_size, "line %u: %s", reading.line ? reading.line : 1,
		 reading.wrong);
	json_decref(reading.lines);
	return NULL;
}

void spreadsheet_column(size_t place, char out[8])
{
	char letters[8];
	size_t count = 0;
	for (size_t left = place + 1; left > 0 && count < 7; left = (left - 1) / 26)
		letters[count++] = (char)('A' + (left - 1) % 26);
	for (size_t i = 0; i < count; i++)
		out[i] = letters[count - 1 - i];
	out[count] = '\0';
}

/* ---- columns by name ---- */

/* Returns owned. */
static char *name_of_column(const char *heading)
{
	char *name = text_tidy(heading, strlen(heading));
	if (!name)
		abort(); /* JSON strings are UTF-8 */
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return name;
}

json_t *spreadsheet_read(const char *at, size_t size, char *reason, size_t reason_size)
{
	json_t *lines = spreadsheet_lines(at, size, reason, reason_size), *rows = json_array();
	json_t *headings = json_object_get(json_array_get(lines, 0), "cells");
	for (size_t i = 1; i < json_array_size(lines); i++) {
		json_t *cell, *row = json_object();
		size_t place;
		json_array_foreach(json_object_get(json_array_get(lines, i), "cells"), place, cell)
		{
			if (place >= json_array_size(headings))
				break;
			char *name =
				name_of_column(json_string_value(json_array_get(headings, place)));
			json_object_set(row, name, cell);
			free(name);
		}
		json_array_append_new(rows, row);
	}
	if (lines) {
		json_decref(lines);
		return rows;
	}
	json_decref(rows);
	return NULL;
}
