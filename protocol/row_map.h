/* A row in memory, and a hash map of rows by kind and key. */
#ifndef BOGEN_PROTOCOL_ROW_MAP_H
#define BOGEN_PROTOCOL_ROW_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "codec.h"

/* The row is kept as it travels; its fields are decoded when they are asked for. */
struct row {
	uint64_t revision;
	uint32_t key[ROW_KEY_PARTS];
	uint8_t kind; /* enum row_kind */
	bool removed;
	uint32_t size;
	const uint8_t *bytes; /* the encoded row frame */
};

/* Decodes the fields; see codec_row_fields. */
bool row_fields(const struct row *row, void *out);

/* Orders by kind, then key. */
int row_compare(enum row_kind kind_a, const uint32_t key_a[ROW_KEY_PARTS], enum row_kind kind_b,
		const uint32_t key_b[ROW_KEY_PARTS]);

/* Borrows the rows; the owner adds, removes and frees them. */
struct row_slot {
	struct row *row;
	uint32_t tag; /* of its hash: tells nearly all other keys apart without a look at the row */
};

struct row_map {
	struct row_slot *slots;
	uint32_t count, capacity;
};

void row_map_free(struct row_map *map); /* the map, not the rows */
struct row *row_map_find(const struct row_map *map, enum row_kind kind,
			 const uint32_t key[ROW_KEY_PARTS]);
/* Adds a row whose key is not in the map, or replaces the one with its key. Returns the replaced
 * row or NULL. */
struct row *row_map_put(struct row_map *map, struct row *row);
/* Walks the map in no particular order: start with *at = 0; NULL at the end. Nothing may be put
 * meanwhile. */
struct row *row_map_next(const struct row_map *map, uint32_t *at);

#endif
