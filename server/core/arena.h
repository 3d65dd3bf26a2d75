/* Memory that is given back all at once: what a batch needs until its answers are out. */
#ifndef BOGEN_SERVER_CORE_ARENA_H
#define BOGEN_SERVER_CORE_ARENA_H

#include <stddef.h>

/* Zeroed is empty. `blocks` is the chain that disk_append_free() gives back. */
struct arena {
	void *blocks;
	char *next;
	size_t left;
};

/* Zeroed memory, aligned for anything. */
void *arena_take(struct arena *arena, size_t size);
void *arena_copy(struct arena *arena, const void *from, size_t size);

/* Gives back all of it. */
void arena_free(struct arena *arena);

#endif
