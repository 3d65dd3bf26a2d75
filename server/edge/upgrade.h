/* Who may open a WebSocket. libwebsockets accepts more than the protocol allows (older versions, no
 * subprotocol, any origin), so all of it is looked at here. */
#ifndef BOGEN_SERVER_EDGE_UPGRADE_H
#define BOGEN_SERVER_EDGE_UPGRADE_H

#include "server/edge/internal.h"

/* For LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: 0 to go on, 1 if it was refused, -1 to hang up. */
int upgrade_confirm(struct conn *conn);

/* The headers of a request to upgrade; "" where one is missing. */
struct upgrade {
	bool get;
	const char *path, *version, *subprotocols, *key, *host, *origin;
};

/* 0 if the request is fine, else the HTTP status and one sentence. `public_url` may be NULL. */
int upgrade_check(const struct upgrade *upgrade, const char *public_url, const char **sentence);

#endif
