#include "client-cli/spreadsheet.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/text.h"

#define COLUMNS_MAX 64u

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
	json_t *rows, *row;
	char *columns[COLUMNS_MAX];
	uint32_t column_count, column;
	bool headed; /* the first line is behind us */
	uint32_t line;
	const char *wrong;
};

static char *lower(const char *at, size_t size)
{
	char *name = text_tidy(at, size);
	for (char *c = name; c && *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return name;
}

static void take_cell(void *at, size_t size, void *context)
{
	struct reading *reading = context;
	const char *text = at ? at : "";
	if (!reading->headed) {
		if (reading->column_count == COLUMNS_MAX)
			reading->wrong = "too many columns";
		else if (!(reading->columns[reading->column_count] = lower(text, size)))
			reading->wrong = "not valid UTF-8";
		else
			reading->column_count++;
		return;
	}
	uint32_t column = reading->column++;
	if (column >= reading->column_count)
		return;
	if (size > 1 && text[0] == '\'' && is_formula(text[1])) {
		text++;
		size--;
	}
	json_t *cell = json_stringn(size ? text : "", size);
	if (!cell)
		reading->wrong = "not valid UTF-8";
	else
		json_object_set_new(reading->row, reading->columns[column], cell);
}

static void take_line(int end, void *context)
{
	struct reading *reading = context;
	(void)end;
	reading->line++;
	if (reading->headed && reading->column > 0)
		json_array_append(reading->rows, reading->row);
	reading->headed = true;
	reading->column = 0;
	json_decref(reading->row);
	reading->row = json_object();
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

json_t *spreadsheet_read(const char *at, size_t size, char *reason, size_t reason_size)
{
	struct csv_parser parser;
	struct reading reading = {.rows = json_array(), .row = json_object()};
	if (size >= 3 && memcmp(at, SPREADSHEET_BOM, 3) == 0) {
		at += 3;
		size -= 3;
	}
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_delim(&parser, find_separator(at, size));
	csv_set_space_func(&parser, no_space);
	if (csv_parse(&parser, at, size, take_cell, take_line, &reading) != size ||
	    csv_fini(&parser, take_cell, take_line, &reading) != 0)
		reading.wrong = csv_strerror(csv_error(&parser));
	if (!reading.wrong && !reading.headed)
		reading.wrong = "the file is empty";
	if (reading.wrong)
		snprintf(reason, reason_size, "line %u: %s", reading.line + 1, reading.wrong);
	csv_free(&parser);
	for (uint32_t i = 0; i < reading.column_count; i++)
		free(reading.columns[i]);
	json_decref(reading.row);
	if (!reading.wrong)
		return reading.rows;
	json_decref(reading.rows);
	return NULL;
}
