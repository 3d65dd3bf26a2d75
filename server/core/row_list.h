/* Rows in the order in which they last changed: what is new for a reader since it last looked is
 * the tail. A changed row moves to the end. Borrows its rows. */
#ifndef BOGEN_SERVER_CORE_ROW_LIST_H
#define BOGEN_SERVER_CORE_ROW_LIST_H

#include <stdbool.h>
#include <stdint.h>

struct state_row;

struct list_slot {
	struct state_row *row; /* NULL: the row has moved on */
	uint64_t position;     /* rising along the list */
};

struct row_list {
	struct list_slot *slots;
	uint32_t count, room;
	uint32_t holes;
};

struct row_list *row_list_new(void); /* returns owned */
void row_list_free(struct row_list *list);

/* Puts a row at the end; returns its slot. `position` is above all before. */
uint32_t row_list_append(struct row_list *list, struct state_row *row, uint64_t position);

/* Takes the row out of its slot. */
void row_list_release(struct row_list *list, uint32_t slot);

/* Whether so many slots are empty that closing the gaps pays. */
bool row_list_sparse(const struct row_list *list);

/* The first slot behind a position; list->count if there is none. */
uint32_t row_list_after(const struct row_list *list, uint64_t position);

#endif
