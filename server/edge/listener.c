/* See listener.h. */
#include "server/edge/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/edge/live.h"

#define BACKLOG            4096
#define ACCEPT_ROUND       256 /* then everybody else has a turn */
/* A socket takes no more while this much is unsent: a slow reader is then sent the newest state
 * later instead of a long past one from the kernel's buffer. */
#define UNSENT_BYTES_MAX   (128 << 10)
#define DESCRIPTORS_ENOUGH 65536u

uint32_t listener_descriptors_max(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 1024;
	rlim_t wanted = limit.rlim_max < DESCRIPTORS_ENOUGH ? limit.rlim_max : DESCRIPTORS_ENOUGH;
	if (limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted;
		if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
			getrlimit(RLIMIT_NOFILE, &limit);
	}
	return limit.rlim_cur < UINT32_MAX ? (uint32_t)limit.rlim_cur : UINT32_MAX;
}

/* ---- opening ---- */

static bool failed(const struct edge *edge, const char *what, struct failure *failure)
{
	const char *reason = strerror(errno);
	char host[64] = "?", port[16] = "?";
	if (edge->config.address)
		getnameinfo(edge->config.address, edge->config.address_size, host, sizeof host,
			    port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
	bool six = strchr(host, ':');
	snprintf(failure->message, sizeof failure->message, "cannot %s %s%s%s:%s: %s", what,
		 six ? "[" : "", host, six ? "]" : "", port, reason);
	return false;
}

static bool read_port(struct edge *edge, struct failure *failure)
{
	struct sockaddr_storage at = {0};
	socklen_t size = sizeof at;
	if (getsockname(edge->listener, (struct sockaddr *)&at, &size) != 0)
		return failed(edge, "ask for the port of", failure);
	if (at.ss_family == AF_INET)
		edge->port = ntohs(((struct sockaddr_in *)&at)->sin_port);
	else if (at.ss_family == AF_INET6)
		edge->port = ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
	return true;
}

bool listener_open(struct edge *edge, struct failure *failure)
{
	int on = 1;
	if (edge->listener >= 0)
		return read_port(edge, failure);
	const struct sockaddr *address = edge->config.address;
	edge->listener = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (edge->listener < 0)
		return failed(edge, "open a socket for", failure);
	setsockopt(edge->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	setsockopt(edge->listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
	if (bind(edge->listener, address, edge->config.address_size) != 0 ||
	    listen(edge->listener, BACKLOG) != 0)
		return failed(edge, "listen on", failure);
	return read_port(edge, failure);
}

/* ---- what was accepted ---- */

void listener_forget(struct conn *conn)
{
	struct edge *edge = conn->edge;
	deadline_clear(&conn->deadline);
	web_files_drop(conn->files);
	free(conn->message);
	addresses_leave(&edge->addresses, conn->address);
	if (conn->before)
		conn->before->after = conn->after;
	else
		edge->conns = conn->after;
	if (conn->after)
		conn->after->before = conn->before;
	if (edge->adopting == conn)
		edge->adopting = NULL;
	for (struct conn **at = &edge->stirred; conn->stirred && *at; at = &(*at)->next_stirred) {
		if (*at == conn) {
			*at = conn->next_stirred;
			break;
		}
	}
	edge->conn_count--;
	free(conn);
}

static struct conn *remember(struct edge *edge, uint64_t address)
{
	struct conn *conn = calloc(1, sizeof *conn);
	if (!conn)
		abort();
	conn->edge = edge;
	conn->address = address;
	conn->after = edge->conns;
	if (conn->after)
		conn->after->before = conn;
	edge->conns = conn;
	edge->conn_count++;
	return conn;
}

static void turn_away(struct edge *edge, int socket)
{
	static const char response[] = "HTTP/1.1 503 Service Unavailable\r\n"
				       "Retry-After: 10\r\nContent-Length: 0\r\n"
				       "Connection: close\r\n\r\n";
	figure_add(&edge->figures.turned_away, 1);
	if (!edge->tls)
		(void)!send(socket, response, sizeof response - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	close(socket);
}

static void adopt(struct edge *edge, int socket, uint64_t address)
{
	struct conn *conn = remember(edge, address);
	int on = 1, unsent = UNSENT_BYTES_MAX;
	setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
	lws_adopt_desc_t adoption = {.vh = edge->vhost,
				     .type = LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP |
					     LWS_ADOPT_ALLOW_SSL,
				     .fd.sockfd = socket,
				     .opaque = conn};
	edge->adopting = conn;
	struct lws *wsi = lws_adopt_descriptor_vhost_via_info(&adoption);
	/* Where adopting fails the socket is closed, and listener_forget() comes sooner or later.
	 */
	if (wsi && edge->adopting == conn)
		conn->wsi = wsi;
	edge->adopting = NULL;
}

static void take_socket(struct edge *edge, int socket, const struct sockaddr *from)
{
	uint64_t address = addresses_key(from);
	figure_add(&edge->figures.accepted, 1);
	if (edge->conn_count >= edge->conns_max ||
	    (uint32_t)socket + DESCRIPTORS_RESERVED >= edge->descriptors_max ||
	    !addresses_enter(&edge->addresses, address))
		turn_away(edge, socket);
	else
		adopt(edge, socket, address);
}

static void on_connection(uv_poll_t *poll, int status, int events)
{
	struct edge *edge = poll->data;
	(void)status;
	(void)events;
	for (int i = 0; i < ACCEPT_ROUND && edge->listener >= 0; i++) {
		struct sockaddr_storage from = {0};
		socklen_t size = sizeof from;
		int socket = accept4(edge->listener, (struct sockaddr *)&from, &size,
				     SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (socket >= 0) {
			take_socket(edge, socket, (struct sockaddr *)&from);
		} else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
			   errno == ENOMEM) {
			/* Trying again at once would only spin; the tick starts it again. */
			uv_poll_stop(poll);
			return;
		} else if (errno != EINTR && errno != ECONNABORTED) {
			return;
		}
	}
}

void listener_start(struct edge *edge)
{
	if (edge->listener >= 0 && !uv_is_active((uv_handle_t *)&edge->listening))
		uv_poll_start(&edge->listening, UV_READABLE, on_connection);
}

void listener_stop(struct edge *edge)
{
	if (edge->listener < 0)
		return;
	uv_poll_stop(&edge->listening);
	close(edge->listener);
	edge->listener = -1;
}
