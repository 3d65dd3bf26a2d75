#include "row_map.h"

#include <stdlib.h>
#include <string.h>

bool row_fields(const struct row *row, void *out)
{
	return codec_row_fields(row->bytes, row->size, (enum row_kind)row->kind, out);
}

int row_compare(enum row_kind kind_a, const uint32_t key_a[ROW_KEY_PARTS], enum row_kind kind_b,
		const uint32_t key_b[ROW_KEY_PARTS])
{
	if (kind_a != kind_b)
		return kind_a < kind_b ? -1 : 1;
	for (uint32_t i = 0; i < ROW_KEY_PARTS; i++)
		if (key_a[i] != key_b[i])
			return key_a[i] < key_b[i] ? -1 : 1;
	return 0;
}

/* The finalizer of MurmurHash3 over kind and key: every bit of the input moves every bit. */
static uint64_t hash_key(enum row_kind kind, const uint32_t key[ROW_KEY_PARTS])
{
	uint64_t hash = (uint64_t)key[0] << 32 | key[1];
	hash ^= ((uint64_t)key[2] << 8 | (uint64_t)kind) * UINT64_C(0x9E3779B97F4A7C15);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xFF51AFD7ED558CCD);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xC4CEB9FE1A85EC53);
	return hash ^ hash >> 33;
}

static uint32_t tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 32);
}

/* The slot of the key, or the empty one where it would go. Linear probing; rows are never taken
 * out, so there are no gaps to skip. */
static struct row_slot *slot_of(const struct row_map *map, uint64_t hash, enum row_kind kind,
				const uint32_t key[ROW_KEY_PARTS])
{
	uint32_t mask = map->capacity - 1, at = (uint32_t)hash & mask;
	for (;; at = (at + 1) & mask) {
		struct row_slot *slot = &map->slots[at];
		const struct row *row = slot->row;
		if (!row || (slot->tag == tag_of(hash) &&
			     row_compare((enum row_kind)row->kind, row->key, kind, key) == 0))
			return slot;
	}
}

static void grow(struct row_map *map)
{
	struct row_map larger = {.capacity = map->capacity ? map->capacity * 2 : 64,
				 .count = map->count};
	larger.slots = calloc(larger.capacity, sizeof *larger.slots);
	if (!larger.slots)
		abort();
	for (uint32_t i = 0; i < map->capacity; i++) {
		const struct row *row = map->slots[i].row;
		if (!row)
			continue;
		uint64_t hash = hash_key((enum row_kind)row->kind, row->key);
		*slot_of(&larger, hash, (enum row_kind)row->kind, row->key) = map->slots[i];
	}
	free(map->slots);
	*map = larger;
}

void row_map_free(struct row_map *map)
{
	free(map->slots);
	*map = (struct row_map){0};
}

struct row *row_map_find(const struct row_map *map, enum row_kind kind,
			 const uint32_t key[ROW_KEY_PARTS])
{
	return map->capacity ? slot_of(map, hash_key(kind, key), kind, key)->row : NULL;
}

struct row *row_map_put(struct row_map *map, struct row *row)
{
	if (map->count * 4 >= map->capacity * 3)
		grow(map);
	uint64_t hash = hash_key((enum row_kind)row->kind, row->key);
	struct row_slot *slot = slot_of(map, hash, (enum row_kind)row->kind, row->key);
	struct row *replaced = slot->row;
	*slot = (struct row_slot){row, tag_of(hash)};
	if (!replaced)
		map->count++;
	return replaced;
}

struct row *row_map_next(const struct row_map *map, uint32_t *at)
{
	while (*at < map->capacity) {
		struct row *row = map->slots[(*at)++].row;
		if (row)
			return row;
	}
	return NULL;
}
