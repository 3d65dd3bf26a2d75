/* The thread that reads and writes the log. Each round takes all requests that wait and appends
 * what all sessions have for it in one call, so that load makes transactions larger, not queues
 * longer.
 *
 * Owns the log, its queue and what waits there. */
#ifndef BOGEN_SERVER_DISK_THREAD_H
#define BOGEN_SERVER_DISK_THREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/disk.h"
#include "server/core/message.h"
#include "server/log/log.h"

struct disk_env {
	void *context;
	void (*to_core)(void *context, struct core_message *message); /* takes; any thread */
	const char *directory; /* borrowed: the data directory, where the keys are */
	/* One line for the operator: something failed that nobody is answered for. */
	void (*report)(void *context, const char *line);
};

struct disk_thread;

/* Takes the log. Returns owned. */
struct disk_thread *disk_thread_new(struct log *log, const struct disk_env *env);

/* Begins to run it, once everybody it talks to is there. False with the reason. */
bool disk_thread_start(struct disk_thread *thread, struct failure *failure);

/* Takes the request; any thread. */
void disk_thread_post(struct disk_thread *thread, struct disk_message *message);

/* Does what was posted, tends the log once more, and ends. Waits for that. The core must be there
 * to be answered until this returns. */
void disk_thread_stop(struct disk_thread *thread);

/* After a stop or instead of a start. Closes the log. */
void disk_thread_free(struct disk_thread *thread);

struct disk_figures {
	uint64_t rounds;           /* calls of append */
	uint64_t appends;          /* entries asked for */
	uint64_t appends_not_done; /* lost, failed or unknown */
	uint64_t loads;
	uint64_t append_us; /* time spent appending, microseconds */
	uint64_t waiting;   /* requests in the queue now */
};
struct disk_figures disk_thread_figures(struct disk_thread *thread);

#endif
