#include "client-cli/render.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "protocol/text.h"

#define COLUMNS_MAX       16u
#define LAST_COLUMN_LEAST 16u /* cutting further helps nobody */
#define COLUMN_LEAST      12u
#define BOLD              "\033[1m"
#define PLAIN             "\033[0m"

struct render_table {
	char *headings[COLUMNS_MAX];
	bool right[COLUMNS_MAX];
	uint32_t column_count;
	char **cells;
	uint32_t cell_count;
};

static char *copy_owned(const char *at, size_t size)
{
	char *copy = malloc(size + 1);
	if (!copy)
		abort();
	memcpy(copy, at, size);
	copy[size] = '\0';
	return copy;
}

/* C0, DEL, and C1 (U+0080–U+009F, in UTF-8 C2 80 – C2 9F) can steer a terminal. */
static bool is_control(const char *at, const char *end, size_t *size)
{
	unsigned char first = (unsigned char)at[0];
	*size = 1;
	if (first < 0x20 || first == 0x7F)
		return true;
	if (first != 0xC2 || end - at < 2)
		return false;
	*size = 2;
	unsigned char second = (unsigned char)at[1];
	return second >= 0x80 && second <= 0x9F;
}

char *render_line(struct text text)
{
	char *line = copy_owned(text.at ? text.at : "", text.size), *to = line;
	const char *end = line + text.size;
	for (const char *at = line; at < end;) {
		size_t size;
		if (is_control(at, end, &size))
			*to++ = ' ';
		else
			for (size_t i = 0; i < size; i++)
				*to++ = at[i];
		at += size;
	}
	*to = '\0';
	return line;
}

void render_text(FILE *to, const char *indent, struct text text)
{
	const char *at = text.at, *end = text.at + text.size;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		char *line = render_line((struct text){at, (uint32_t)(stop - at)});
		fprintf(to, "%s%s\n", indent, line);
		free(line);
		at = stop + 1;
	}
}

/* How much of a line goes before the break: up to the last blank that fits, or all of a word that
 * is longer than that. */
static size_t line_part(const char *at, size_t size, size_t columns)
{
	size_t fits = render_prefix(at, size, columns);
	if (fits == size)
		return size;
	size_t part = fits;
	while (part > 0 && at[part] != ' ')
		part--;
	if (part > 0)
		return part;
	const char *blank = memchr(at + fits, ' ', size - fits);
	return blank ? (size_t)(blank - at) : size;
}

void render_paragraph(FILE *to, const char *indent, struct text text, uint32_t columns)
{
	size_t used = strlen(indent);
	const char *at = text.at, *end = text.at + text.size;
	if (columns <= used + LAST_COLUMN_LEAST) {
		render_text(to, indent, text);
		return;
	}
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		if (!stop)
			stop = end;
		char *line = render_line((struct text){at, (uint32_t)(stop - at)});
		const char *rest = line;
		do {
			size_t part = line_part(rest, strlen(rest), columns - used);
			fprintf(to, "%s%.*s\n", indent, (int)part, rest);
			rest += part;
			rest += *rest == ' ';
		} while (*rest);
		free(line);
		at = stop + 1;
	}
}

/* ---- tables ---- */

struct render_table *render_table_new(const char *headings)
{
	struct render_table *table = calloc(1, sizeof *table);
	if (!table)
		abort();
	for (;;) {
		uint32_t column = table->column_count++;
		size_t size;
		table->right[column] = headings[0] == '>';
		headings += table->right[column];
		size = strcspn(headings, "|");
		table->headings[column] = copy_owned(headings, size);
		headings += size;
		if (*headings == '\0' || table->column_count == COLUMNS_MAX)
			return table;
		headings++;
	}
}

void render_table_free(struct render_table *table)
{
	for (uint32_t i = 0; i < table->column_count; i++)
		free(table->headings[i]);
	for (uint32_t i = 0; i < table->cell_count; i++)
		free(table->cells[i]);
	free(table->cells);
	free(table);
}

void render_cell_text(struct render_table *table, struct text text)
{
	table->cells = realloc(table->cells, (table->cell_count + 1) * sizeof *table->cells);
	if (!table->cells)
		abort();
	table->cells[table->cell_count++] = render_line(text);
}

void render_cell(struct render_table *table, const char *format, ...)
{
	char cell[256];
	va_list values;
	va_start(values, format);
	vsnprintf(cell, sizeof cell, format, values);
	va_end(values);
	render_cell_text(table, (struct text){cell, (uint32_t)strlen(cell)});
}

uint32_t render_columns(FILE *to)
{
	struct winsize size;
	if (!isatty(fileno(to)) || ioctl(fileno(to), TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

size_t render_prefix(const char *at, size_t size, size_t columns)
{
	size_t graphemes = text_graphemes(at, size), best = 0;
	for (size_t end = 1; end <= size; end++) {
		if (end < size && ((unsigned char)at[end] & 0xC0) == 0x80)
			continue;
		if (text_columns(at, end) > columns)
			break;
		if (text_graphemes(at, end) + text_graphemes(at + end, size - end) == graphemes)
			best = end;
	}
	return best;
}

static void measure(const struct render_table *table, size_t widths[COLUMNS_MAX])
{
	for (uint32_t i = 0; i < table->column_count; i++)
		widths[i] = text_columns(table->headings[i], strlen(table->headings[i]));
	for (uint32_t i = 0; i < table->cell_count; i++) {
		size_t width = text_columns(table->cells[i], strlen(table->cells[i]));
		if (width > widths[i % table->column_count])
			widths[i % table->column_count] = width;
	}
}

/* The widest column of texts that can still give way; the last one if there is none. */
static uint32_t widest(const struct render_table *table, const size_t widths[COLUMNS_MAX])
{
	uint32_t last = table->column_count - 1, found = last;
	size_t width = COLUMN_LEAST;
	for (uint32_t i = 0; i < last; i++)
		if (!table->right[i] && widths[i] > width) {
			width = widths[i];
			found = i;
		}
	return found;
}

static size_t width_before_last(const struct render_table *table, const size_t widths[COLUMNS_MAX])
{
	size_t before = 0;
	for (uint32_t i = 0; i + 1 < table->column_count; i++)
		before += widths[i] + 2;
	return before;
}

static bool is_too_wide(const struct render_table *table, const size_t widths[COLUMNS_MAX],
			uint32_t columns)
{
	return columns > 0 &&
	       width_before_last(table, widths) + widths[table->column_count - 1] > columns;
}

/* The last column gives way first, then whichever is the widest. */
static void fit(const struct render_table *table, size_t widths[COLUMNS_MAX], uint32_t columns)
{
	uint32_t last = table->column_count - 1;
	size_t before = width_before_last(table, widths);
	if (before + LAST_COLUMN_LEAST < columns) {
		widths[last] = columns - before;
		return;
	}
	if (widths[last] > LAST_COLUMN_LEAST)
		widths[last] = LAST_COLUMN_LEAST;
	for (size_t total = before + widths[last]; total > columns; total--) {
		uint32_t column = widest(table, widths);
		if (column == last)
			break;
		widths[column]--;
	}
}

static void print_cell(FILE *to, const char *cell, size_t width, bool right, bool last)
{
	size_t size = strlen(cell), shown = text_columns(cell, size);
	const char *more = "";
	if (shown > width) {
		size = render_prefix(cell, size, width - 1);
		shown = text_columns(cell, size) + 1;
		more = "…";
	}
	int blanks = (int)(width - shown);
	if (right)
		fprintf(to, "%*s", blanks, "");
	fprintf(to, "%.*s%s", (int)size, cell, more);
	if (!right && !last)
		fprintf(to, "%*s", blanks, "");
	fputs(last ? "\n" : "  ", to);
}

static void print_table(const struct render_table *table, const size_t widths[COLUMNS_MAX],
			FILE *to, bool styled)
{
	uint32_t count = table->column_count;
	if (styled)
		fputs(BOLD, to);
	for (uint32_t i = 0; i < count; i++)
		print_cell(to, table->headings[i], widths[i], table->right[i], i + 1 == count);
	if (styled)
		fputs(PLAIN, to);
	for (uint32_t i = 0; i < table->cell_count; i++) {
		uint32_t column = i % count;
		print_cell(to, table->cells[i], widths[column], table->right[column],
			   column + 1 == count);
	}
}

static bool is_empty(const struct render_table *table, uint32_t column)
{
	for (uint32_t i = column; i < table->cell_count; i += table->column_count)
		if (table->cells[i][0])
			return false;
	return table->cell_count > 0;
}

/* The table without columns in which nothing stands. Fills `narrow`, whose texts are borrowed; its
 * list of cells is owned. */
static void leave_out_empty(const struct render_table *table, struct render_table *narrow)
{
	bool empty[COLUMNS_MAX];
	*narrow = (struct render_table){
		.cells = malloc((table->cell_count + 1) * sizeof *narrow->cells)};
	if (!narrow->cells)
		abort();
	for (uint32_t i = 0; i < table->column_count; i++) {
		empty[i] = is_empty(table, i);
		if (empty[i])
			continue;
		narrow->right[narrow->column_count] = table->right[i];
		narrow->headings[narrow->column_count++] = table->headings[i];
	}
	for (uint32_t i = 0; i < table->cell_count; i++)
		if (!empty[i % table->column_count])
			narrow->cells[narrow->cell_count++] = table->cells[i];
}

void render_table_print(const struct render_table *table, FILE *to, bool styled, uint32_t columns)
{
	size_t widths[COLUMNS_MAX];
	measure(table, widths);
	if (is_too_wide(table, widths, columns)) {
		struct render_table narrow;
		leave_out_empty(table, &narrow);
		measure(&narrow, widths);
		if (is_too_wide(&narrow, widths, columns))
			fit(&narrow, widths, columns);
		print_table(&narrow, widths, to, styled);
		free(narrow.cells);
	} else {
		print_table(table, widths, to, styled);
	}
}

void render_heading(FILE *to, bool styled, const char *format, ...)
{
	char heading[1024];
	va_list values;
	va_start(values, format);
	vsnprintf(heading, sizeof heading, format, values);
	va_end(values);
	char *line = render_line((struct text){heading, (uint32_t)strlen(heading)});
	fprintf(to, "%s%s%s\n", styled ? BOLD : "", line, styled ? PLAIN : "");
	free(line);
}

/* ---- times ---- */

void render_duration(uint64_t ms, char *out, size_t out_size)
{
	uint64_t s = (ms + 999) / 1000;
	unsigned hours = (unsigned)(s / 3600), minutes = (unsigned)(s / 60 % 60);
	if (hours > 0)
		snprintf(out, out_size, "%u:%02u:%02u", hours, minutes, (unsigned)(s % 60));
	else
		snprintf(out, out_size, "%u:%02u", minutes, (unsigned)(s % 60));
}

void render_time(uint64_t ms, char *out, size_t out_size)
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm local;
	out[0] = '\0';
	if (ms > 0 && localtime_r(&seconds, &local))
		strftime(out, out_size, "%Y-%m-%d %H:%M", &local);
}
