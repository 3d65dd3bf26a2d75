#include "choices.h"

#include <stddef.h>
#include <stdlib.h>

#define LISTS   32u
#define ENTRIES 32u

static uint8_t *next_list(uint32_t count)
{
	static uint8_t lists[LISTS][ENTRIES * PAIR_BYTES];
	static uint32_t last;
	if (count > ENTRIES)
		abort();
	return lists[last++ % LISTS];
}

struct pairs choices_of(const struct pair *pairs, uint32_t count)
{
	uint8_t *list = next_list(count);
	for (uint32_t i = 0; i < count; i++)
		pair_write(list + (size_t)i * PAIR_BYTES, pairs[i]);
	return (struct pairs){list, count};
}

struct ids ids_of(const uint32_t *ids, uint32_t count)
{
	uint8_t *list = next_list(count);
	for (uint32_t i = 0; i < count; i++)
		id_write(list + (size_t)i * ID_BYTES, ids[i]);
	return (struct ids){list, count};
}
