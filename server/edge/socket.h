/* Writes to sockets: the functions through which subscribers.c reaches the world. */
#ifndef BOGEN_SERVER_EDGE_SOCKET_H
#define BOGEN_SERVER_EDGE_SOCKET_H

#include "server/edge/internal.h"

/* See struct subscribers_env; `context` is the edge, `socket` the conn. */
enum socket_room socket_write(void *context, void *socket, struct packet *packet);
enum socket_room socket_write_many(void *context, void *socket, struct packet *const *packets,
				   uint32_t count, uint32_t *taken);
void socket_close(void *context, void *socket);

/* A WebSocket ping, if nothing waits to be written. */
void socket_ping(struct conn *conn);

#endif
