/* The rows of a recount: copies, sorted by kind and key. */
#ifndef BOGEN_SERVER_VOTING_RECOUNT_ROWS_H
#define BOGEN_SERVER_VOTING_RECOUNT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/records.h"

struct recount_row {
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
	size_t number;      /* in the order of coming */
	const void *fields; /* struct row_…, with all that it borrows behind it */
};

/* Begins as {0}. */
struct recount_rows {
	struct recount_row *at;
	size_t count, capacity;
};

struct recount_range {
	const struct recount_row *at;
	uint32_t count;
};

void recount_rows_free(struct recount_rows *rows);
/* Copies the row, if it is of a kind that counts. */
void recount_rows_add(struct recount_rows *rows, enum row_kind kind, const union any_row *row);
/* To be called once, between adding and asking. */
void recount_rows_sort(struct recount_rows *rows);

/* A ballot's rows of a kind, by key. */
struct recount_range recount_rows_of(const struct recount_rows *rows, enum row_kind kind,
				     uint32_t ballot);
const struct recount_row *recount_rows_find(struct recount_range range,
					    const uint32_t key[ROW_KEY_PARTS]);
/* The next number after *ballot that any ballot, result or outcome names. */
bool recount_rows_next_ballot(const struct recount_rows *rows, uint32_t *ballot);

#endif
