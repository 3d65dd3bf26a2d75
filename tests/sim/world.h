/* A simulated machine: the real core and the real subscribers, over a log in memory, sockets that
 * fill up, a clock that is set by hand, and queues that are emptied in any order a seed chooses.
 *
 * One seed gives one run, to the bit. */
#ifndef BOGEN_TESTS_SIM_WORLD_H
#define BOGEN_TESTS_SIM_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/core.h"
#include "server/edge/subscribers.h"
#include "tests/support/keys_memory.h"

/* ---- chance ---- */

uint64_t chance_next(uint64_t *state);                /* splitmix64 (Steele, Lea, Flood 2014) */
uint32_t chance_below(uint64_t *state, uint32_t end); /* 0 … end - 1 */
bool chance_percent(uint64_t *state, uint32_t percent);

/* ---- sockets ---- */

/* One end's view of a connection: what the server wrote and the client has not read. */
struct sim_socket {
	struct world *world;
	struct conn_id conn;
	bool open;
	bool said_hello;
	bool blocked;        /* the server found it full and waits */
	size_t room;         /* bytes until it is full */
	struct buffer inbox; /* messages, each behind its size */
	size_t inbox_read;
	struct codec_reader *reader;
};

void socket_connect(struct world *world, struct sim_socket *socket, size_t room);
void socket_disconnect(struct sim_socket *socket);
/* The client sends one message of one or more frames. */
void socket_send(struct sim_socket *socket, const struct buffer *message);
/* The client reads one message; false if there is none. Borrowed until the next call. */
bool socket_read(struct sim_socket *socket, struct bytes *message);
/* Tells the server that there is room again, if it waits for that. */
void socket_drain(struct sim_socket *socket);

/* ---- the machine ---- */

#define SIM_SOCKETS 16u

struct world {
	uint64_t chance;
	uint64_t now_ms;
	uint8_t host_token[TOKEN_BYTES];
	struct core *core;
	struct subscribers *subscribers;
	struct log_memory *memory;
	struct log *log;
	struct keys_memory keys;
	struct core_message *core_first, **core_last;
	struct edge_message *edge_first, **edge_last;
	struct disk_message *disk_first, **disk_last;
	struct sim_socket *sockets[SIM_SOCKETS];
	bool must_crash; /* the core said that it cannot go on */
	bool faults;     /* appends may fail */
	uint32_t crashes, failures, keys_lost;
	const struct methods *methods;
};

void world_begin(struct world *world, uint64_t seed, const struct methods *methods);
void world_end(struct world *world);

/* Something happens somewhere: a message is taken, an append ends, a fan-out goes on. False if
 * there was nothing to do. */
bool world_step(struct world *world);

/* Power off and on again: all but what is in the log is lost, and all connections with it. */
void world_crash(struct world *world);

#endif
