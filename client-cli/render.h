/* Draws for people: tables whose columns stand under each other, cut to the terminal's width, and
 * bold headings where escape sequences are welcome. Text from elsewhere is made harmless. */
#ifndef BOGEN_CLI_RENDER_H
#define BOGEN_CLI_RENDER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "protocol/records.h"

struct render_table;

/* `headings` are separated by '|'; one that begins with '>' is a column of numbers, set to the
 * right. Returns owned. */
struct render_table *render_table_new(const char *headings);
void render_table_free(struct render_table *table);

/* The next cell, row by row. */
void render_cell(struct render_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void render_cell_text(struct render_table *table, struct text text);

/* Columns of the terminal that `to` is, or 0 if it is none. */
uint32_t render_columns(FILE *to);

/* Prints it so that no line is wider than `columns` (0: any width): columns in which nothing stands
 * are left out, then the last one is cut, then the others that hold text. */
void render_table_print(const struct render_table *table, FILE *to, bool styled, uint32_t columns);

void render_heading(FILE *to, bool styled, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Text with its line feeds, each line behind `indent`; control characters become '?'. */
void render_text(FILE *to, const char *indent, struct text text);

/* The same for prose: lines are broken between words so that none is wider than `columns` (0: no
 * breaks, which is what text to be copied needs). */
void render_paragraph(FILE *to, const char *indent, struct text text, uint32_t columns);

/* A copy fit for one line of a terminal: control characters and line feeds become blanks. Returns
 * owned. */
char *render_line(struct text text);

/* Prefix of at most `columns` terminal columns that does not cut a grapheme, in bytes. */
size_t render_prefix(const char *at, size_t size, size_t columns);

/* "3:05", "1:02:00". */
void render_duration(uint64_t ms, char *out, size_t out_size);
/* "2027-03-01 14:05", local time; "" for 0. */
void render_time(uint64_t ms, char *out, size_t out_size);

#endif
