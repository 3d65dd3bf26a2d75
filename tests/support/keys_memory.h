/* The folder of keys, in memory: what the disk thread does with keys, for tests of the core. It
 * outlives the core, as a disk does. */
#ifndef BOGEN_TESTS_SUPPORT_KEYS_MEMORY_H
#define BOGEN_TESTS_SUPPORT_KEYS_MEMORY_H

#include "server/core/disk.h"

/* Zeroed is an empty folder. */
struct keys_memory {
	struct disk_keys files; /* owned */
	bool write_fails;       /* nothing can be written */
	bool destroy_fails;     /* nothing can be destroyed: a crash behind the append looks so */
	bool read_fails;
};

void keys_memory_free(struct keys_memory *memory);

/* Writes the append's keys, has the log append, and destroys what is not needed then. */
void keys_memory_append(struct keys_memory *memory, struct log *log, struct disk_append *append);
/* Adds a session's keys to what the log has read. */
void keys_memory_load(const struct keys_memory *memory, struct disk_load *load);
void keys_memory_list(const struct keys_memory *memory, struct disk_key_list *list);
void keys_memory_drop(struct keys_memory *memory, struct session_id session, uint32_t ballot);

/* The ballot's file, or NULL; borrowed, and may be changed. */
struct disk_key *keys_memory_find(struct keys_memory *memory, struct session_id session,
				  uint32_t ballot);

#endif
