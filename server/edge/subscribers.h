/* The subscribers among the connections of one edge: who is up to date, who is behind, and what is
 * still to be written to whom.
 *
 * Owns what waits for each connection (its outbox) and the fan-outs under way. Knows nothing of
 * libwebsockets, threads or clocks: it writes through a table of functions, and the same code runs
 * over simulated sockets.
 *
 *              fan-out finds the socket free: write, position = the fan-out's
 *              ┌──┐
 *   piece with │  ▼            fan-out or rows find the socket not free
 *   `last` ──► live ─────────────────────────────► behind ◄── welcome (position GO_ON)
 *     ▲                                              │
 *     └───────────── asked ◄─────────────────────────┘ socket free: post want(position)
 *                      │ ▲
 *                      └─┘ piece without `last`: write it; when the socket is free again post
 *                          want(GO_ON)
 *
 * A connection that is welcomed again in its session is behind at its old position: it is where it
 * stands with the lists that it had before; the core knows which are new.
 *
 * A connection has at most one want under way. A welcome that crosses a want on its way posts no
 * second one: the core takes the first want that reaches it after a welcome as the answer to that
 * welcome. A fan-out without a packet passes everybody by: it would have been too long for one
 * message. */
#ifndef BOGEN_SERVER_EDGE_SUBSCRIBERS_H
#define BOGEN_SERVER_EDGE_SUBSCRIBERS_H

#include <stdbool.h>
#include <stdint.h>

#include "server/core/message.h"

/* So many connections are looked at in one step of a fan-out. */
#define SUBSCRIBERS_SLICE 256u

/* What became of a message that was to be written. After anything but `socket_free` the owner of
 * the socket calls subscribers_writable() once there is room again, and nothing is written before.
 */
enum socket_room {
	socket_refused, /* there was no room: not a byte was taken */
	socket_filled,  /* taken whole, but part of it still waits to go out */
	socket_free     /* taken whole, and there is room for more */
};

/* None of these may call back into the module, nor remove a connection. `socket` is what
 * subscribers_add() was given. */
struct subscribers_env {
	void *context;
	/* Writes one message: borrows the packet; its headroom may be written to. */
	enum socket_room (*write)(void *context, void *socket, struct packet *packet);
	/* Writes several messages, as far as there is room: sets how many were taken. The last of
	 * them may be the one of which part still waits. May be NULL: then each is written by
	 * itself. */
	enum socket_room (*write_many)(void *context, void *socket, struct packet *const *packets,
				       uint32_t count, uint32_t *taken);
	/* An edge_message_send has gone out that answers so many commands (perhaps 0). */
	void (*answered)(void *context, void *socket, uint32_t commands);
	/* All there was to write has been written: close when it has gone out. */
	void (*close)(void *context, void *socket);
	void (*to_core)(void *context, struct core_message *message); /* takes */
};

struct subscribers;

/* Copies `env`. Returns owned. */
struct subscribers *subscribers_new(uint32_t edge, const struct subscribers_env *env);
void subscribers_free(struct subscribers *subscribers);

/* A new connection; its socket counts as free. It takes part in nothing until it is welcomed. */
struct conn_id subscribers_add(struct subscribers *subscribers, void *socket);

/* The socket is gone, and with it all that waited for it. The caller posts core_message_closed if
 * the core has heard of the connection. */
void subscribers_remove(struct subscribers *subscribers, struct conn_id conn);

/* The socket of a connection; NULL if the connection is gone. */
void *subscribers_socket(const struct subscribers *subscribers, struct conn_id conn);

/* Takes a message from the core, or one of the edge's own (an answer to a ping, a close). Answers,
 * welcomes, pieces and closes are written at once if the socket is free. A fan-out only begins
 * here: subscribers_step() writes it. Messages to connections that are gone are dropped. */
void subscribers_take(struct subscribers *subscribers, struct edge_message *message);

/* Writes one slice of a session's fan-outs; sessions take turns. True while there is more to do.
 * Posts core_message_fanned for each fan-out that is finished. Fan-outs of a session that begin
 * while another is under way share its round. */
bool subscribers_step(struct subscribers *subscribers);

/* There is room in the socket again: writes what waits, then asks the core for what was missed. */
void subscribers_writable(struct subscribers *subscribers, struct conn_id conn);

/* Messages that wait for a connection's socket. */
uint32_t subscribers_waiting(const struct subscribers *subscribers, struct conn_id conn);

/* Connections there are now. */
uint32_t subscribers_count(const struct subscribers *subscribers);

/* Walks all connections: start with *at = 0; false at the end. The current one may be removed. */
bool subscribers_next(const struct subscribers *subscribers, uint32_t *at, struct conn_id *conn);

#endif
