/* Where the entry of a number stands in an array: a small hash table of numbers. Knows nothing of
 * what is in the array. */
#ifndef BOGEN_SERVER_VOTING_ID_INDEX_H
#define BOGEN_SERVER_VOTING_ID_INDEX_H

#include <stdbool.h>
#include <stdint.h>

struct id_slot {
	uint32_t id;
	uint32_t place; /* one more than the index; 0: the slot is free */
};

/* Begins as {0}. */
struct id_index {
	struct id_slot *slots;
	uint32_t count, shift; /* 2^(32 - shift) slots */
};

void id_index_free(struct id_index *index);
bool id_index_find(const struct id_index *index, uint32_t id, uint32_t *at);
/* Adds a number that is not in it. */
void id_index_add(struct id_index *index, uint32_t id, uint32_t at);

#endif
