/* See http.h. */
#include "server/edge/http.h"

#include <stdlib.h>
#include <string.h>

#include "server/edge/listener.h"
#include "server/edge/upgrade.h"

#define CHUNK_BYTES     65536u
#define STALLED_SECONDS 20 /* for the reader of a file to take the next chunk */

struct site http_site(const struct edge *edge)
{
	return (struct site){.files = edge->files,
			     .statements = edge->statements,
			     .tls = edge->tls,
			     .draining = edge->draining};
}

/* ---- responses ---- */

static void body_done(struct conn *conn)
{
	web_files_drop(conn->files);
	conn->files = NULL;
	conn->body = NULL;
	conn->body_left = 0;
}

/* True: the transaction goes on or is over and the connection stays. */
static bool write_body(struct conn *conn)
{
	while (conn->body_left) {
		if (lws_partial_buffered(conn->wsi) || lws_send_pipe_choked(conn->wsi)) {
			lws_set_timeout(conn->wsi, PENDING_TIMEOUT_HTTP_CONTENT, STALLED_SECONDS);
			lws_callback_on_writable(conn->wsi);
			return true;
		}
		size_t size = conn->body_left < CHUNK_BYTES ? conn->body_left : CHUNK_BYTES;
		/* Not written to: a body has no header in front of it. */
		unsigned char *at = (unsigned char *)(uintptr_t)conn->body;
		if (lws_write(conn->wsi, at, size, LWS_WRITE_HTTP) < 0)
			return false;
		conn->body += size;
		conn->body_left -= size;
	}
	body_done(conn);
	return lws_http_transaction_completed(conn->wsi) == 0;
}

bool http_respond(struct conn *conn, const struct response *response)
{
	unsigned char head[LWS_PRE + RESPONSE_HEAD_BYTES];
	memcpy(head + LWS_PRE, response->head, response->head_size);
	if (lws_write(conn->wsi, head + LWS_PRE, response->head_size, LWS_WRITE_HTTP_HEADERS) < 0)
		return false;
	body_done(conn);
	if (conn->edge->files)
		conn->files = web_files_hold(conn->edge->files);
	conn->body = response->body;
	conn->body_left = response->body_size;
	return write_body(conn);
}

/* ---- requests ---- */

/* Copies a header; empty if it is missing or too long to be sensible. */
static void copy_header(struct lws *wsi, enum lws_token_indexes which, char *out, int size)
{
	if (lws_hdr_copy(wsi, out, size, which) <= 0)
		out[0] = '\0';
}

static bool take_request(struct conn *conn, const char *path)
{
	struct lws *wsi = conn->wsi;
	char host[256], accept_encoding[256], if_none_match[256];
	char *uri;
	int uri_size, method = lws_http_get_uri_and_method(wsi, &uri, &uri_size);
	copy_header(wsi, WSI_TOKEN_HOST, host, sizeof host);
	copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accept_encoding, sizeof accept_encoding);
	copy_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, if_none_match, sizeof if_none_match);
	struct request request = {.get = method == LWSHUMETH_GET,
				  .head = method == LWSHUMETH_HEAD,
				  .path = path,
				  .host = host,
				  .accept_encoding = accept_encoding,
				  .if_none_match = if_none_match};
	struct site site = http_site(conn->edge);
	struct response response;
	figure_add(&conn->edge->figures.requests, 1);
	response_to(&site, &request, &response);
	return http_respond(conn, &response);
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
		  size_t size)
{
	(void)user;
	(void)size;
	struct conn *conn = lws_get_opaque_user_data(wsi);
	switch (reason) {
	case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
		return conn ? upgrade_confirm(conn) : -1;
	case LWS_CALLBACK_HTTP:
		return conn && take_request(conn, in) ? 0 : -1;
	case LWS_CALLBACK_HTTP_WRITEABLE:
		if (!conn || !conn->body_left)
			return 0;
		return write_body(conn) ? 0 : -1;
	case LWS_CALLBACK_WSI_DESTROY:
		if (conn)
			listener_forget(conn);
		return 0;
	/* A WebSocket of the wrong subprotocol, and CONNECT: not served. */
	case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
	case LWS_CALLBACK_ESTABLISHED:
	case LWS_CALLBACK_RAW_ADOPT:
	case LWS_CALLBACK_RAW_RX:
		return -1;
	default:
		return 0;
	}
}
