/* A log in memory, for tests of what stands on a log: small, deterministic, and failing when told
 * to. It passes the same contract suite as the real ones (tests/contract).
 *
 * `struct log_memory` is the disk: what was appended outlives closing and opening again. */
#ifndef BOGEN_TESTS_SUPPORT_LOG_MEMORY_H
#define BOGEN_TESTS_SUPPORT_LOG_MEMORY_H

#include "server/log/log.h"

struct log_memory;

struct log_memory *log_memory_new(void); /* returns owned */
void log_memory_free(struct log_memory *memory);

/* Returns owned; close it before it is opened again (one writer), and before the memory is freed.
 */
struct log *log_memory_open(struct log_memory *memory, struct failure *failure);

enum log_memory_fault {
	log_memory_well,
	log_memory_lost,   /* another writer's entry without rows takes the first one's number */
	log_memory_failed, /* nothing is written */
	log_memory_unknown_written, /* said to be unknown, and written */
	log_memory_unknown_unwritten
};

/* The nth call of append from now (1: the next) ends so. Replaces what was planned before. */
void log_memory_plan(struct log_memory *memory, uint32_t nth, enum log_memory_fault fault);

/* Whether these bytes occur anywhere in history or current rows. */
bool log_memory_contains(const struct log_memory *memory, const void *bytes, size_t size);

/* Recomputes chains and sums, and that the current rows are those that the history put last. */
bool log_memory_verify(const struct log_memory *memory, struct failure *failure);

#endif
