#include "arena.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES 16384u
#define ALIGNMENT   16u

void *arena_take(struct arena *arena, size_t size)
{
	size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (size > arena->left) {
		size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
		char *block = calloc(1, ALIGNMENT + room);
		if (!block)
			abort();
		*(void **)(void *)block = arena->blocks;
		arena->blocks = block;
		arena->next = block + ALIGNMENT;
		arena->left = room;
	}
	void *taken = arena->next;
	arena->next += size;
	arena->left -= size;
	return taken;
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
	void *to = arena_take(arena, size);
	if (size > 0)
		memcpy(to, from, size);
	return to;
}

void arena_free(struct arena *arena)
{
	for (void *block = arena->blocks; block;) {
		void *next = *(void **)block;
		free(block);
		block = next;
	}
	*arena = (struct arena){0};
}
