/* The thread that runs the core: takes messages from its queue, wakes when something is due, and
 * ends once a drain has left nothing under way.
 *
 * Owns the core, its queue and what waits there. */
#ifndef BOGEN_SERVER_CORE_THREAD_H
#define BOGEN_SERVER_CORE_THREAD_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/core.h"
#include "server/log/log.h"

struct core_thread;

/* Makes the core and its queue. Copies `env`, whose clock and randomness are filled in here: those
 * of the machine. Returns owned. */
struct core_thread *core_thread_new(const struct core_env *env);

/* Begins to run it, once everybody it talks to is there. False with the reason. */
bool core_thread_start(struct core_thread *thread, struct failure *failure);

/* Takes the message; any thread. */
void core_thread_post(struct core_thread *thread, struct core_message *message);

/* See core_make_host(); waits until it is durable. True if the host was made. */
bool core_thread_make_host(struct core_thread *thread, const uint8_t token[TOKEN_BYTES]);

/* Tells everybody to come back after `retry_ms` and waits until nothing is under way. False if that
 * took longer than `wait_ms`; the thread then still runs and must not be freed. */
bool core_thread_drain(struct core_thread *thread, uint64_t retry_ms, uint64_t wait_ms);

/* After a drain or instead of a start, when nobody posts any more. */
void core_thread_free(struct core_thread *thread);

struct core_thread_figures {
	struct core_figures core;
	uint64_t messages; /* taken */
	uint64_t waiting;  /* in the queue now */
};
/* As they were after the last tick; any thread. */
struct core_thread_figures core_thread_figures(struct core_thread *thread);

#endif
