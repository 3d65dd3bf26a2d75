#include "keys_memory.h"

#include <stdio.h>

void keys_memory_free(struct keys_memory *memory)
{
	disk_keys_free(&memory->files);
}

struct disk_key *keys_memory_find(struct keys_memory *memory, struct session_id session,
				  uint32_t ballot)
{
	for (uint32_t i = 0; i < memory->files.count; i++)
		if (memory->files.at[i].session.n == session.n &&
		    memory->files.at[i].ballot == ballot)
			return &memory->files.at[i];
	return NULL;
}

void keys_memory_drop(struct keys_memory *memory, struct session_id session, uint32_t ballot)
{
	struct disk_key *file = keys_memory_find(memory, session, ballot);
	if (file && !memory->destroy_fails)
		*file = memory->files.at[--memory->files.count];
}

static void drop_made(struct keys_memory *memory, const struct disk_append *append)
{
	for (uint32_t i = 0; i < append->keys_made.count; i++)
		keys_memory_drop(memory, append->keys_made.at[i].session,
				 append->keys_made.at[i].ballot);
}

static bool write_made(struct keys_memory *memory, struct disk_append *append)
{
	if (append->keys_made.count > 0 && memory->write_fails) {
		snprintf(append->failure.message, sizeof append->failure.message,
			 "no key can be written");
		return false;
	}
	drop_made(memory, append);
	for (uint32_t i = 0; i < append->keys_made.count; i++)
		disk_keys_add(&memory->files, &append->keys_made.at[i]);
	return true;
}

void keys_memory_append(struct keys_memory *memory, struct log *log, struct disk_append *append)
{
	if (!write_made(memory, append)) {
		for (uint32_t i = 0; i < append->count; i++)
			append->appends[i].outcome = log_failed;
		return;
	}
	log->ops->append(log, append->appends, append->count, &append->failure);
	enum log_outcome outcome = append->appends[0].outcome;
	if (outcome == log_lost || outcome == log_failed)
		drop_made(memory, append);
	for (uint32_t i = 0; outcome == log_appended && i < append->keys_dropped_count; i++)
		keys_memory_drop(memory, append->appends[0].session, append->keys_dropped[i]);
}

void keys_memory_load(const struct keys_memory *memory, struct disk_load *load)
{
	load->ok = load->ok && !memory->read_fails;
	for (uint32_t i = 0; i < memory->files.count; i++)
		if (memory->files.at[i].session.n == load->session.n)
			disk_keys_add(&load->keys, &memory->files.at[i]);
}

void keys_memory_list(const struct keys_memory *memory, struct disk_key_list *list)
{
	list->ok = !memory->read_fails;
	for (uint32_t i = 0; i < memory->files.count; i++)
		disk_keys_add(&list->keys, &memory->files.at[i]);
}
