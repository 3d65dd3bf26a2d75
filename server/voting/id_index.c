#include "server/voting/id_index.h"

#include <stddef.h>
#include <stdlib.h>

#define SHIFT_FIRST 28u /* 16 slots */

static uint32_t slot_count(const struct id_index *index)
{
	return index->slots ? UINT32_C(1) << (32 - index->shift) : 0;
}

/* The slot of the number, or the free one where it would go. Multiplying by 2^32 over the golden
 * ratio spreads numbers that follow each other, which these mostly do. */
static struct id_slot *slot_of(const struct id_index *index, uint32_t id)
{
	uint32_t mask = slot_count(index) - 1;
	uint32_t at = (id * UINT32_C(0x9E3779B9)) >> index->shift;
	while (index->slots[at].place && index->slots[at].id != id)
		at = (at + 1) & mask;
	return &index->slots[at];
}

void id_index_free(struct id_index *index)
{
	free(index->slots);
	*index = (struct id_index){0};
}

bool id_index_find(const struct id_index *index, uint32_t id, uint32_t *at)
{
	if (!index->slots)
		return false;
	const struct id_slot *slot = slot_of(index, id);
	if (!slot->place)
		return false;
	*at = slot->place - 1;
	return true;
}

static void grow(struct id_index *index)
{
	struct id_index larger = {.count = index->count,
				  .shift = index->slots ? index->shift - 1 : SHIFT_FIRST};
	larger.slots = calloc((size_t)1 << (32 - larger.shift), sizeof *larger.slots);
	if (!larger.slots)
		abort();
	for (uint32_t i = 0; i < slot_count(index); i++)
		if (index->slots[i].place)
			*slot_of(&larger, index->slots[i].id) = index->slots[i];
	free(index->slots);
	*index = larger;
}

void id_index_add(struct id_index *index, uint32_t id, uint32_t at)
{
	if (index->count * 2 >= slot_count(index))
		grow(index);
	*slot_of(index, id) = (struct id_slot){id, at + 1};
	index->count++;
}
