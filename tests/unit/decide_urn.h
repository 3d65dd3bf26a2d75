/* What voting needs of a hall: the running count of its opinions, and keys with which papers are
 * sealed. The cipher is a toy that notices a wrong key, person or paper; what it hides is not
 * secret. */
#ifndef BOGEN_TESTS_UNIT_DECIDE_URN_H
#define BOGEN_TESTS_UNIT_DECIDE_URN_H

#include "decide_hall.h"

/* Gives the hall's view its running count, seal and unseal. */
void urn_furnish(struct hall *hall);
/* Makes and destroys the keys that the last decision asks for. */
void urn_take_keys(struct hall *hall);
bool urn_has_key(const struct hall *hall, uint32_t ballot);
void urn_free(struct hall *hall);

/* Choices of a paper, borrowed until the eighth list after it: CHOICES({4, 1}, {7, 2}). */
struct pairs urn_choices(const struct pair *pairs, uint32_t count);
#define CHOICES(...)                                                                               \
	urn_choices((const struct pair[]){__VA_ARGS__},                                            \
		    sizeof((const struct pair[]){__VA_ARGS__}) / sizeof(struct pair))
#define NO_CHOICES ((struct pairs){(const uint8_t *)"", 0})
/* Numbers of rows, borrowed as choices are. */
struct ids urn_ids(const uint32_t *ids, uint32_t count);
#define IDS_OF(...)                                                                                \
	urn_ids((const uint32_t[]){__VA_ARGS__},                                                   \
		sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

#endif
