/* Tables for and from spreadsheets. libcsv is known in spreadsheet*.c only. */
#ifndef BOGEN_CLI_SPREADSHEET_H
#define BOGEN_CLI_SPREADSHEET_H

#include <jansson.h>
#include <stdio.h>

#include "protocol/records.h"

#define SPREADSHEET_BOM "\xEF\xBB\xBF"

/* Writes a cell in quotes if it needs them. One that a spreadsheet would take for a formula (it
 * begins with = + - @ tab CR) gets an apostrophe in front. */
void spreadsheet_cell(FILE *to, struct text text);

/* Reads a table; ',' or ';' between cells, whichever the first line has more of; a byte order mark
 * is skipped. An apostrophe before a formula sign goes. Returns an owned list of
 * {"line": N, "cells": [text, …]}, lines as an editor counts them, empty ones left out; or NULL
 * with the reason. */
json_t *spreadsheet_lines(const char *at, size_t size, char *reason, size_t reason_size);

/* The same with a first line that names the columns, as an owned list of objects {column: text};
 * the names in lower case. */
json_t *spreadsheet_read(const char *at, size_t size, char *reason, size_t reason_size);

/* What a spreadsheet calls the column at this place: "A", "AB". */
void spreadsheet_column(size_t place, char out[8]);

#endif
