/* Lists of rows' numbers inside a row or command, as they travel: borrowed bytes of a fixed size
 * each, so reading one allocates nothing. */
#ifndef BOGEN_PROTOCOL_LISTS_H
#define BOGEN_PROTOCOL_LISTS_H

#include <stdbool.h>
#include <stdint.h>

/* Numbers of rows, 4 bytes each, the highest byte first: as they travel. */
#define ID_BYTES 4u
struct ids {
	const uint8_t *at;
	uint32_t count;
};

/* Numbers of rows, each with a number: 4 and 8 bytes, the highest byte first. */
#define PAIR_BYTES 12u
struct pairs {
	const uint8_t *at;
	uint32_t count;
};

struct pair {
	uint32_t id;
	uint64_t number;
};

uint32_t ids_get(struct ids ids, uint32_t index);
struct pair pairs_get(struct pairs pairs, uint32_t index);
void id_write(uint8_t out[ID_BYTES], uint32_t id);
void pair_write(uint8_t out[PAIR_BYTES], struct pair pair);

/* Finds the pair with this id, the first if there are several; false if there is none. */
bool pairs_find(struct pairs pairs, uint32_t id, struct pair *out);
bool ids_hold(struct ids ids, uint32_t id);

#endif
