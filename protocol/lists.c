#include "lists.h"

#include <stddef.h>

static uint64_t read_number(const uint8_t *at, uint32_t size)
{
	uint64_t number = 0;
	for (uint32_t i = 0; i < size; i++)
		number = number << 8 | at[i];
	return number;
}

static void write_number(uint8_t *out, uint32_t size, uint64_t number)
{
	for (uint32_t i = size; i-- > 0; number >>= 8)
		out[i] = (uint8_t)(number & 0xff);
}

uint32_t ids_get(struct ids ids, uint32_t index)
{
	return (uint32_t)read_number(ids.at + (size_t)index * ID_BYTES, ID_BYTES);
}

struct pair pairs_get(struct pairs pairs, uint32_t index)
{
	const uint8_t *at = pairs.at + (size_t)index * PAIR_BYTES;
	return (struct pair){(uint32_t)read_number(at, ID_BYTES),
			     read_number(at + ID_BYTES, PAIR_BYTES - ID_BYTES)};
}

void id_write(uint8_t out[ID_BYTES], uint32_t id)
{
	write_number(out, ID_BYTES, id);
}

void pair_write(uint8_t out[PAIR_BYTES], struct pair pair)
{
	write_number(out, ID_BYTES, pair.id);
	write_number(out + ID_BYTES, PAIR_BYTES - ID_BYTES, pair.number);
}

bool pairs_find(struct pairs pairs, uint32_t id, struct pair *out)
{
	for (uint32_t i = 0; i < pairs.count; i++) {
		*out = pairs_get(pairs, i);
		if (out->id == id)
			return true;
	}
	return false;
}

bool ids_hold(struct ids ids, uint32_t id)
{
	for (uint32_t i = 0; i < ids.count; i++)
		if (ids_get(ids, i) == id)
			return true;
	return false;
}
