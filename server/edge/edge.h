/* An edge: one thread that serves connections. HTTP for the browser client's files, WebSocket for
 * everything live.
 *
 * Owns its listener, its sockets, TLS, framing, and what waits to be written. Knows nothing of
 * ideas or votes: frames become core_messages, edge_messages become bytes. libwebsockets is known
 * in this folder only.
 *
 *   bytes ──► upgrade.c  who may open a WebSocket
 *             live.c     messages of a WebSocket, deadlines, rates
 *             talk.c     frames to core_messages
 *   core  ──► edge.c     inbox ──► subscribers.c ──► socket.c ──► bytes */
#ifndef BOGEN_SERVER_EDGE_EDGE_H
#define BOGEN_SERVER_EDGE_EDGE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "server/core/message.h"
#include "server/edge/statements.h"
#include "server/log/log.h"

struct edge;

/* Strings and the address are copied. */
struct edge_config {
	uint32_t number; /* of this edge; several on one port share the connections */

	/* Where to listen. Each edge binds its own socket to the same address; with port 0 the
	 * first one picks a port (edge_port) that the others are given. */
	const struct sockaddr *address;
	socklen_t address_size;
	int listener; /* a descriptor that listens already (socket activation), taken; else -1 */

	const char *web;        /* directory of the browser client; NULL: none */
	const char *public_url; /* what people's browsers show, such as https://bogen.example.org;
				   NULL: only the Host header counts */
	const char *tls_cert, *tls_key; /* both or neither */
	struct statements statements;

	uint32_t connections_max;             /* 0: what the descriptor limit allows */
	uint32_t connections_per_address_max; /* 0: no limit; loopback has none */
	uint32_t frames_per_second;           /* of one connection, on average; 0: 1000 */
	uint32_t frames_burst;                /* at once; 0: 2000 */

	void *context;
	void (*to_core)(void *context, struct core_message *message); /* takes; any thread */
	void (*report)(void *context, const char *line); /* for the operator; the edge's thread */
};

/* Binds, loads certificate and files, and starts the thread. Returns owned, or NULL with what could
 * not be had and why. */
struct edge *edge_start(const struct edge_config *config, struct failure *failure);

/* The port it listens on. */
uint16_t edge_port(const struct edge *edge);

/* Takes the message; any thread. */
void edge_post(struct edge *edge, struct edge_message *message);

/* Loads certificate and web files again, and copies where the statements are now; any thread. What
 * cannot be loaded is reported and stays as it was. */
void edge_reload(struct edge *edge, const struct statements *statements);

/* Stops accepting and reading, lets answers under way go out, tells every client to come back after
 * `retry_ms`, closes, and ends the thread: within about 5 seconds. Any thread; returns at once. */
void edge_drain(struct edge *edge, uint64_t retry_ms);

/* Waits for the end of a drained edge's thread. Messages posted later are dropped. */
void edge_join(struct edge *edge);

/* After edge_join, when nobody posts any more. NULL is allowed. */
void edge_free(struct edge *edge);

struct edge_figures {
	uint64_t connections; /* WebSockets now */
	uint64_t accepted;    /* sockets so far */
	uint64_t turned_away; /* sockets and upgrades refused */
	uint64_t messages_in; /* WebSocket messages so far */
	uint64_t messages_out;
	uint64_t bytes_out;
	uint64_t passed_by; /* writes that found the socket full */
	uint64_t requests;  /* HTTP */
};
/* As they are now; any thread. */
struct edge_figures edge_figures(const struct edge *edge);

#endif
