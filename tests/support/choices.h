/* Lists of rows' numbers as tests write them: CHOICES({4, 1}, {7, 2}). Each is borrowed until the
 * 32nd after it. */
#ifndef BOGEN_TESTS_SUPPORT_CHOICES_H
#define BOGEN_TESTS_SUPPORT_CHOICES_H

#include "protocol/lists.h"

struct pairs choices_of(const struct pair *pairs, uint32_t count);
struct ids ids_of(const uint32_t *ids, uint32_t count);

#define CHOICES(...)                                                                               \
	choices_of((const struct pair[]){__VA_ARGS__},                                             \
		   sizeof((const struct pair[]){__VA_ARGS__}) / sizeof(struct pair))
#define NO_CHOICES ((struct pairs){(const uint8_t *)"", 0})
#define IDS_OF(...)                                                                                \
	ids_of((const uint32_t[]){__VA_ARGS__},                                                    \
	       sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

#endif
