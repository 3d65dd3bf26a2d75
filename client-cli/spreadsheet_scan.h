/* Reads a table cell by cell and says where in the file each stands. For formats whose lines mean
 * different things; knows nothing of what is in the cells. */
#ifndef BOGEN_CLI_SPREADSHEET_SCAN_H
#define BOGEN_CLI_SPREADSHEET_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From 1, as editors count: lines, and characters in the line. */
struct spreadsheet_place {
	uint32_t line, column;
};

struct spreadsheet_cell {
	const char *text; /* terminated; valid UTF-8 without zero bytes */
	size_t size;
	struct spreadsheet_place at;     /* where the cell begins */
	struct spreadsheet_place inside; /* where its text begins: behind the quote, if there is one
					  */
};

/* A line of the table with its cells; false stops. Empty lines do not come. */
typedef bool spreadsheet_row(void *context, const struct spreadsheet_cell *cells, uint32_t count);

/* Reads all lines; `separator` stands between cells, which may be quoted; a byte order mark is
 * skipped. False if the reader stopped (`reason` untouched) or the file is damaged (`reason` and
 * the place set). */
bool spreadsheet_scan(const char *at, size_t size, char separator, spreadsheet_row *row,
		      void *context, struct spreadsheet_place *place, const char **reason);

#endif
