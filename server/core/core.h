/* The core: all sessions, all decisions. A deterministic function of the messages it takes and of
 * the clock and randomness that its environment hands in; one thread calls it. It knows nothing of
 * sockets, files or threads.
 *
 * Owns the sessions' state, who is connected to which of them, and what each has been sent. */
#ifndef BOGEN_SERVER_CORE_CORE_H
#define BOGEN_SERVER_CORE_CORE_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/disk.h"
#include "server/core/message.h"

struct methods; /* server/decide/method.h */

struct core_env {
	void *context;
	uint64_t (*now_ms)(void *context); /* since 1970, UTC */
	void (*random)(void *context, void *out, size_t size);
	void (*to_edge)(void *context, uint32_t edge, struct edge_message *message); /* takes */
	void (*to_disk)(void *context, struct disk_message *message);                /* takes */
	/* Something the operator must know: one English line, without personal data. `fatal`: the
	 * process cannot go on and must end with what is on disk (an unknown append). */
	void (*report)(void *context, bool fatal, const char *line);
	uint32_t edges;
	const struct methods *methods; /* borrowed */
};

struct core *core_new(const struct core_env *env); /* returns owned */
void core_free(struct core *core);

/* Takes a message and does all that follows from it without waiting. */
void core_take(struct core *core, struct core_message *message);

/* Decides what has come in since, sends what has changed, does what is due. Call it after each
 * handful of messages and when the time it returned has come (ms since 1970, UINT64_MAX: nothing
 * is due). */
uint64_t core_tick(struct core *core);

/* True once nothing is under way any more after a drain. */
bool core_idle(const struct core *core);

/* Makes a person with the role of host in the directory, unless there is a host already. The
 * answer comes through `made` once it is durable; `made(context, false)` if there was one. */
typedef void core_host_fn(void *context, bool made);
void core_make_host(struct core *core, const uint8_t token[TOKEN_BYTES], core_host_fn *made,
		    void *context);

struct core_figures {
	uint64_t commands, refusals, batches, rows_put, connections, sessions_loaded;
};
struct core_figures core_figures(const struct core *core);

#endif
