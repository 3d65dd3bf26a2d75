/* Who is who in a replay, on disk: `{"ideas":{"comment-id":id},"persons":{"voter-id":id}, …}` and
 * what a later run needs to go on: session, code, towns, and the seed that tokens and devices are
 * made from. Whoever holds the file holds the persons' tokens, so its mode is 600. */
#ifndef BOGEN_BENCH_MAP_H
#define BOGEN_BENCH_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/dataset.h"
#include "bench/session.h"

struct map {
	struct seed seed;
	uint64_t data_hash;
	uint32_t session; /* 0: not made yet */
	uint32_t towns;
	char code[CODE_CHARACTERS + 1];
	uint32_t *ideas;   /* by index in the dataset; 0: not known yet; owned */
	uint32_t *persons; /* likewise */
};

void map_init(struct map *map, const struct dataset *dataset, uint32_t towns);
void map_free(struct map *map);

enum map_found { map_new, map_read, map_unusable };

/* Fills an initialised map from the file. If there is none, the map is a new one. A map of other
 * data is unusable. */
enum map_found map_load(struct map *map, const struct dataset *dataset, const char *path,
			char *reason, size_t reason_size);

/* Writes it durably: whoever reads the file finds the old one or the new one. */
bool map_store(const struct map *map, const struct dataset *dataset, const char *path, char *reason,
	       size_t reason_size);

#endif
