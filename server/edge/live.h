/* Live connections: WebSockets from their upgrade to their end. */
#ifndef BOGEN_SERVER_EDGE_LIVE_H
#define BOGEN_SERVER_EDGE_LIVE_H

#include "server/edge/internal.h"

#define LIVE_HELLO_MS     5000u  /* to say hello in */
#define LIVE_QUIET_MS     25000u /* of silence, then a ping */
#define LIVE_PINGED_MS    35000u /* of silence after that, then hang up */
#define LIVE_LEAVING_MS   5000u  /* for a close to go out */
#define LIVE_RESTING_MS   125u
#define LIVE_COME_BACK_MS 1000u

/* What libwebsockets calls for the subprotocol. */
int live_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
		  size_t size);

/* A message from the core, before the subscribers take it. */
void live_notice(struct edge *edge, const struct edge_message *message);

/* See struct subscribers_env. */
void live_answered(void *context, void *socket, uint32_t commands);

/* Takes what is left of a message, and listens again if all of it could be taken. */
void live_go_on(struct conn *conn);

/* Says why in a frame `closing`, then closes with the WebSocket's `code`. */
void live_close(struct conn *conn, enum err err, const char *detail, uint16_t code,
		uint64_t retry_ms);

/* Tells it to come back, now or once its commands are answered. */
void live_drain(struct conn *conn);

/* Whoever is late or silent. */
void live_tick(struct edge *edge);

/* Closes the socket without ceremony. */
void live_kill(struct conn *conn);

#endif
