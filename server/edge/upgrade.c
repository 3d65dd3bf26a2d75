/* See upgrade.h. */
#include "server/edge/upgrade.h"

#include <string.h>
#include <strings.h>

#include "server/edge/http.h"

/* Whether a comma-separated list has a word. */
static bool list_has(const char *list, const char *word)
{
	size_t wanted = strlen(word);
	while (*list) {
		list += strspn(list, " \t,");
		size_t size = strcspn(list, " \t,");
		if (size == wanted && strncmp(list, word, size) == 0)
			return true;
		list += size;
	}
	return false;
}

/* What stands behind "http://" or "https://"; NULL if neither. */
static const char *behind_scheme(const char *url)
{
	if (strncasecmp(url, "https://", 8) == 0)
		return url + 8;
	return strncasecmp(url, "http://", 7) == 0 ? url + 7 : NULL;
}

/* Programs send no origin. A browser must come from a page of this server's own. */
static bool origin_is_ours(const char *origin, const char *host, const char *public_url)
{
	const char *from = behind_scheme(origin);
	if (!*origin)
		return true;
	if (!from)
		return false;
	if (*host && strcasecmp(from, host) == 0)
		return true;
	const char *ours = public_url ? behind_scheme(public_url) : NULL;
	if (!ours)
		return false;
	size_t size = strcspn(ours, "/");
	return (from - origin) == (ours - public_url) && strlen(from) == size &&
	       strncasecmp(from, ours, size) == 0;
}

int upgrade_check(const struct upgrade *upgrade, const char *public_url, const char **sentence)
{
	if (strcmp(upgrade->path, "/live") != 0) {
		*sentence = "There is no WebSocket here.\n";
		return 404;
	}
	if (!upgrade->get) {
		*sentence = "A WebSocket begins with GET.\n";
		return 405;
	}
	if (strcmp(upgrade->version, "13") != 0) {
		*sentence = "Only version 13 of WebSocket is spoken here.\n";
		return 426;
	}
	if (strlen(upgrade->key) != 24) {
		*sentence = "The WebSocket key is missing or wrong.\n";
		return 400;
	}
	if (!list_has(upgrade->subprotocols, PROTOCOL_NAME)) {
		*sentence = "Only the subprotocol " PROTOCOL_NAME " is spoken here.\n";
		return 400;
	}
	if (!origin_is_ours(upgrade->origin, upgrade->host, public_url)) {
		*sentence = "Pages of other servers may not connect here.\n";
		return 403;
	}
	return 0;
}

/* False if a header is there but longer than its room. */
static bool copy(struct lws *wsi, enum lws_token_indexes which, char *out, int size)
{
	out[0] = '\0';
	return !lws_hdr_total_length(wsi, which) || lws_hdr_copy(wsi, out, size, which) > 0;
}

static int refuse(struct conn *conn, int status, const char *sentence)
{
	struct site site = http_site(conn->edge);
	struct response response;
	response_refuse(&site, status, sentence,
			status == 426 ? "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" : "",
			&response);
	figure_add(&conn->edge->figures.turned_away, 1);
	unsigned char bytes[LWS_PRE + RESPONSE_HEAD_BYTES + 256];
	unsigned char *at = bytes + LWS_PRE;
	memcpy(at, response.head, response.head_size);
	memcpy(at + response.head_size, response.body, response.body_size);
	int sent =
		lws_write(conn->wsi, at, response.head_size + response.body_size, LWS_WRITE_HTTP);
	return sent < 0 ? -1 : 1;
}

int upgrade_confirm(struct conn *conn)
{
	struct lws *wsi = conn->wsi;
	char word[16], version[8], subprotocols[128], key[32], host[256], origin[512];
	char *path = NULL, path_copy[32];
	int path_size = 0;
	/* libwebsockets goes on with a header that it has let go of if it is any other word. */
	if (!copy(wsi, WSI_TOKEN_UPGRADE, word, sizeof word) || strcasecmp(word, "websocket") != 0)
		return -1;
	bool whole = copy(wsi, WSI_TOKEN_VERSION, version, sizeof version);
	whole = copy(wsi, WSI_TOKEN_PROTOCOL, subprotocols, sizeof subprotocols) && whole;
	whole = copy(wsi, WSI_TOKEN_KEY, key, sizeof key) && whole;
	whole = copy(wsi, WSI_TOKEN_HOST, host, sizeof host) && whole;
	whole = copy(wsi, WSI_TOKEN_ORIGIN, origin, sizeof origin) && whole;
	int method = lws_http_get_uri_and_method(wsi, &path, &path_size);
	if (!whole || method < 0 || !path)
		return refuse(conn, 400, "A header is too long.\n");
	lws_strncpy(path_copy, path, sizeof path_copy);
	struct upgrade upgrade = {.get = method == LWSHUMETH_GET,
				  .path = path_copy,
				  .version = version,
				  .subprotocols = subprotocols,
				  .key = key,
				  .host = host,
				  .origin = origin};
	const char *sentence;
	int status = upgrade_check(&upgrade, conn->edge->public_url, &sentence);
	if (status)
		return refuse(conn, status, sentence);
	if (conn->edge->draining)
		return refuse(conn, 503, "The server is being stopped.\n");
	return 0;
}
