/* HTTP over libwebsockets: requests to responses, upgrades to live connections, and the life of
 * what was accepted. */
#ifndef BOGEN_SERVER_EDGE_HTTP_H
#define BOGEN_SERVER_EDGE_HTTP_H

#include "server/edge/internal.h"
#include "server/edge/response.h"

/* What libwebsockets calls for everything but the subprotocol. */
int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
		  size_t size);

/* Writes head and as much of the body as there is room for. False if the connection is to be closed
 * now. Holds the files until the rest of the body is out. */
bool http_respond(struct conn *conn, const struct response *response);

struct site http_site(const struct edge *edge);

#endif
