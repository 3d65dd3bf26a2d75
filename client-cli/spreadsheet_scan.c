#include "client-cli/spreadsheet_scan.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/spreadsheet.h"
#include "protocol/text.h"

struct cell {
	size_t first, size; /* in `text` */
	struct spreadsheet_place at, inside;
};

struct scan {
	spreadsheet_row *row;
	void *context;
	bool stopped;
	const char *wrong;
	struct spreadsheet_place wrong_at;

	char *text; /* of the present row, each cell terminated */
	size_t text_size, text_room;
	struct cell *cells;
	struct spreadsheet_cell *given;
	uint32_t count, room;

	struct spreadsheet_place here, begin; /* the present character; where the cell begins */
	bool fresh;                           /* no cell has begun */
	bool quoted;                          /* the cell begins with a quote … */
	bool open;                            /* … that is not closed yet */
};

static void complain(struct scan *scan, const char *wrong, struct spreadsheet_place at)
{
	if (scan->wrong)
		return;
	scan->wrong = wrong;
	scan->wrong_at = at;
}

static void take_cell(void *at, size_t size, void *context)
{
	struct scan *scan = context;
	if (scan->stopped || scan->wrong)
		return;
	if (scan->count == scan->room) {
		scan->room = scan->room ? scan->room * 2 : 16;
		scan->cells = realloc(scan->cells, scan->room * sizeof *scan->cells);
		scan->given = realloc(scan->given, scan->room * sizeof *scan->given);
	}
	while (scan->text_room - scan->text_size < size + 1) {
		scan->text_room = scan->text_room ? scan->text_room * 2 : 4096;
		scan->text = realloc(scan->text, scan->text_room);
	}
	if (!scan->cells || !scan->given || !scan->text)
		abort();
	if (size > 0)
		memcpy(scan->text + scan->text_size, at, size);
	scan->text[scan->text_size + size] = '\0';
	if (memchr(scan->text + scan->text_size, '\0', size) != NULL ||
	    !text_is_utf8(scan->text + scan->text_size, size))
		complain(scan, "this is not UTF-8 text", scan->begin);
	struct spreadsheet_place inside = scan->begin;
	inside.column += scan->quoted;
	scan->cells[scan->count++] = (struct cell){scan->text_size, size, scan->begin, inside};
	scan->text_size += size + 1;
	scan->fresh = true;
}

static void take_row(int end, void *context)
{
	struct scan *scan = context;
	(void)end;
	for (uint32_t i = 0; i < scan->count; i++)
		scan->given[i] = (struct spreadsheet_cell){
			.text = scan->text + scan->cells[i].first,
			.size = scan->cells[i].size,
			.at = scan->cells[i].at,
			.inside = scan->cells[i].inside,
		};
	if (!scan->stopped && !scan->wrong && scan->count > 0)
		scan->stopped = !scan->row(scan->context, scan->given, scan->count);
	scan->count = 0;
	scan->text_size = 0;
}

static int no_space(unsigned char character)
{
	(void)character;
	return 0;
}

/* One character at a time, so that the place of each cell is known. */
static void read_character(struct csv_parser *parser, struct scan *scan, char character)
{
	bool feed = character == '\n' || character == '\r';
	if (scan->fresh) {
		scan->begin = scan->here;
		scan->quoted = character == '"';
		scan->open = false;
		scan->fresh = feed; /* an empty line is no cell; else take_cell() says so */
	}
	if (scan->quoted && character == '"')
		scan->open = !scan->open; /* two for one within close and open it again */
	if (csv_parse(parser, &character, 1, take_cell, take_row, scan) != 1)
		complain(scan, csv_strerror(csv_error(parser)), scan->here);
	if (character == '\n')
		scan->here = (struct spreadsheet_place){scan->here.line + 1, 1};
	else if (((unsigned char)character & 0xC0) != 0x80)
		scan->here.column++;
}

static void read_all(struct csv_parser *parser, struct scan *scan, const char *at, size_t size)
{
	scan->here = scan->begin = (struct spreadsheet_place){1, 1};
	scan->fresh = true;
	for (size_t i = 0; i < size && !scan->stopped && !scan->wrong; i++)
		read_character(parser, scan, at[i]);
	if (!scan->fresh && scan->open)
		complain(scan, "the quote that begins here is never closed", scan->begin);
	if (!scan->stopped && !scan->wrong && csv_fini(parser, take_cell, take_row, scan) != 0)
		complain(scan, csv_strerror(csv_error(parser)), scan->here);
}

bool spreadsheet_scan(const char *at, size_t size, char separator, spreadsheet_row *row,
		      void *context, struct spreadsheet_place *place, const char **reason)
{
	struct csv_parser parser;
	struct scan scan = {.row = row, .context = context};
	if (size >= 3 && memcmp(at, SPREADSHEET_BOM, 3) == 0) {
		at += 3;
		size -= 3;
	}
	/* Not strict: a quote inside a cell that does not begin with one is text. */
	if (csv_init(&parser, 0) != 0)
		abort();
	csv_set_delim(&parser, (unsigned char)separator);
	csv_set_space_func(&parser, no_space);
	read_all(&parser, &scan, at, size);
	csv_free(&parser);
	free(scan.text);
	free(scan.cells);
	free(scan.given);
	if (scan.wrong) {
		*reason = scan.wrong;
		*place = scan.wrong_at;
	}
	return !scan.wrong && !scan.stopped;
}
