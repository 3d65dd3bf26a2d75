#include "row_list.h"

#include <stdlib.h>

struct row_list *row_list_new(void)
{
	struct row_list *list = calloc(1, sizeof *list);
	if (!list)
		abort();
	return list;
}

void row_list_free(struct row_list *list)
{
	if (!list)
		return;
	free(list->slots);
	free(list);
}

uint32_t row_list_append(struct row_list *list, struct state_row *row, uint64_t position)
{
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 8;
		list->slots = realloc(list->slots, list->room * sizeof *list->slots);
		if (!list->slots)
			abort();
	}
	list->slots[list->count] = (struct list_slot){row, position};
	return list->count++;
}

void row_list_release(struct row_list *list, uint32_t slot)
{
	list->slots[slot].row = NULL;
	list->holes++;
}

bool row_list_sparse(const struct row_list *list)
{
	return list->holes > 32 && list->holes > list->count / 2;
}

uint32_t row_list_after(const struct row_list *list, uint64_t position)
{
	uint32_t low = 0, high = list->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (list->slots[middle].position <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
