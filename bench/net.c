/* WebSocket client connections on one epoll loop. A connection goes
 *
 *   connecting ──► (securing ──►) upgrading ──► open ──► gone
 *
 * and is freed at the end of the turn in which conn_close() was called, so that a handler may close
 * whatever it likes. */
#include "net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "protocol/codec.h"
#include "tls.h"
#include "wsframe.h"

#define READ_BYTES          (256u * 1024)
#define EVENTS_MAX          512
#define SLICE_EVENTS        32 /* handled before a look at those in a hurry */
#define CONNS_PER_SOURCE    8000u
#define SOURCES_MAX         200u
#define HANDSHAKE_BYTES_MAX 4096u

enum conn_state { conn_connecting, conn_securing, conn_upgrading, conn_opened, conn_gone };

struct conn {
	struct net *net;
	const struct conn_handler *handler;
	void *context;
	struct tls *tls;
	struct conn *next; /* in the list of those to write to, or of those to free */
	struct buffer out;
	size_t out_done;
	struct buffer rest;    /* the beginning of a frame whose end has not come */
	struct buffer message; /* fragments */
	int fd;
	enum conn_state state;
	bool closing, to_write, wants_write, hurried;
};

struct net {
	struct net_target target;
	int epoll, hurried; /* the first one wakes for the second too */
	struct conn *to_write, *to_free;
	uint64_t opened, bytes_read, read_ns;
	bool loopback;
	uint8_t read[READ_BYTES];
};

bool net_target_read(const char *url, struct net_target *target, char *reason, size_t reason_size)
{
	memset(target, 0, sizeof *target);
	const char *host = strstr(url, "://");
	if (!host || (strncmp(url, "http:", 5) != 0 && strncmp(url, "https:", 6) != 0)) {
		snprintf(reason, reason_size, "%s is no address like http://127.0.0.1:8080", url);
		return false;
	}
	target->tls = url[4] == 's';
	host += 3;
	size_t size = strcspn(host, "/");
	if (size >= sizeof target->host - 8)
		size = sizeof target->host - 8;
	memcpy(target->host, host, size);
	char name[sizeof target->host];
	memcpy(name, target->host, sizeof name);
	char *colon = strrchr(name, ':');
	const char *port = colon ? colon + 1 : target->tls ? "443" : "80";
	if (colon)
		*colon = '\0';
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	int failed = getaddrinfo(name, port, &hints, &found);
	if (failed) {
		snprintf(reason, reason_size, "%s: %s", target->host, gai_strerror(failed));
		return false;
	}
	memcpy(&target->address, found->ai_addr, sizeof target->address);
	freeaddrinfo(found);
	return true;
}

uint32_t net_raise_descriptors(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return 1024;
	struct rlimit more = {.rlim_cur = 1u << 20, .rlim_max = 1u << 20};
	if (setrlimit(RLIMIT_NOFILE, &more) == 0)
		return 1u << 20;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	return (uint32_t)limit.rlim_cur;
}

struct net *net_new(const struct net_target *target)
{
	struct net *net = calloc(1, sizeof *net);
	if (!net)
		abort();
	net->target = *target;
	net->loopback = ntohl(target->address.sin_addr.s_addr) >> 24 == 127;
	net->epoll = epoll_create1(EPOLL_CLOEXEC);
	net->hurried = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event wake = {.events = EPOLLIN, .data.ptr = NULL};
	if (net->epoll < 0 || net->hurried < 0 ||
	    epoll_ctl(net->epoll, EPOLL_CTL_ADD, net->hurried, &wake) != 0) {
		perror("epoll");
		abort();
	}
	return net;
}

static void free_closed(struct net *net)
{
	while (net->to_free) {
		struct conn *conn = net->to_free;
		net->to_free = conn->next;
		buffer_free(&conn->out);
		buffer_free(&conn->rest);
		buffer_free(&conn->message);
		free(conn);
	}
}

void net_free(struct net *net)
{
	if (!net)
		return;
	free_closed(net);
	close(net->hurried);
	close(net->epoll);
	free(net);
}

uint64_t net_read_ns(const struct net *net)
{
	return net->read_ns;
}

uint64_t net_bytes_read(const struct net *net)
{
	return net->bytes_read;
}

/* ---- opening and closing ---- */

static void drop_socket(struct conn *conn)
{
	if (conn->tls)
		tls_close(conn->tls);
	conn->tls = NULL;
	if (conn->fd >= 0)
		close(conn->fd);
	conn->fd = -1;
	conn->state = conn_gone;
}

static void lose(struct conn *conn, const char *why)
{
	if (conn->state == conn_gone)
		return;
	drop_socket(conn);
	if (!conn->closing)
		conn->handler->closed(conn->context, why);
}

static void watch(struct conn *conn, int operation, bool write)
{
	struct epoll_event event = {.events = EPOLLIN | (write ? (uint32_t)EPOLLOUT : 0u),
				    .data.ptr = conn};
	int epoll = conn->hurried ? conn->net->hurried : conn->net->epoll;
	if (epoll_ctl(epoll, operation, conn->fd, &event) != 0) {
		perror("epoll_ctl");
		abort();
	}
	conn->wants_write = write;
}

static void bind_source(struct net *net, int fd)
{
	uint32_t source = (uint32_t)(net->opened / CONNS_PER_SOURCE) % SOURCES_MAX;
	struct sockaddr_in from = {.sin_family = AF_INET,
				   .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + source)};
	int on = 1;
	setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0)
		perror("bind");
}

struct conn *conn_open(struct net *net, const struct conn_handler *handler, void *context)
{
	struct conn *conn = calloc(1, sizeof *conn);
	if (!conn)
		abort();
	conn->net = net;
	conn->handler = handler;
	conn->context = context;
	conn->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (conn->fd < 0) {
		perror("socket");
		exit(1);
	}
	int on = 1;
	setsockopt(conn->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (net->loopback)
		bind_source(net, conn->fd);
	net->opened++;
	/* A refusal shows as an event too, so that handlers are only called from a turn. */
	if (connect(conn->fd, (struct sockaddr *)&net->target.address,
		    sizeof net->target.address) != 0 &&
	    errno != EINPROGRESS && errno != ECONNREFUSED) {
		perror("connect");
		exit(5);
	}
	watch(conn, EPOLL_CTL_ADD, true);
	return conn;
}

void conn_hurry(struct conn *conn, bool hurried)
{
	if (!conn || conn->state == conn_gone || conn->hurried == hurried)
		return;
	epoll_ctl(conn->hurried ? conn->net->hurried : conn->net->epoll, EPOLL_CTL_DEL, conn->fd,
		  NULL);
	conn->hurried = hurried;
	watch(conn, EPOLL_CTL_ADD, conn->wants_write);
}

void conn_close(struct conn *conn)
{
	if (!conn || conn->closing)
		return;
	conn->closing = true;
	drop_socket(conn);
	if (!conn->to_write) {
		conn->next = conn->net->to_free;
		conn->net->to_free = conn;
	}
}

/* ---- writing ---- */

static void mark_to_write(struct conn *conn)
{
	if (conn->to_write)
		return;
	conn->to_write = true;
	conn->next = conn->net->to_write;
	conn->net->to_write = conn;
}

void conn_send(struct conn *conn, const void *at, size_t size)
{
	if (conn->state == conn_gone)
		return;
	ws_write(&conn->out, ws_binary, true, at, size);
	mark_to_write(conn);
}

static ssize_t write_some(struct conn *conn, const uint8_t *at, size_t size)
{
	if (conn->tls)
		return tls_write(conn->tls, at, size);
	ssize_t sent = send(conn->fd, at, size, MSG_NOSIGNAL);
	if (sent >= 0)
		return sent;
	return errno == EAGAIN || errno == EWOULDBLOCK ? TLS_WANT_WRITE : TLS_CLOSED;
}

static void write_out(struct conn *conn)
{
	while (conn->out_done < conn->out.size) {
		ssize_t sent = write_some(conn, conn->out.at + conn->out_done,
					  conn->out.size - conn->out_done);
		if (sent == TLS_CLOSED) {
			lose(conn, "the server hung up");
			return;
		}
		if (sent < 0) {
			if (!conn->wants_write)
				watch(conn, EPOLL_CTL_MOD, true);
			return;
		}
		conn->out_done += (size_t)sent;
	}
	buffer_clear(&conn->out);
	conn->out_done = 0;
	if (conn->wants_write)
		watch(conn, EPOLL_CTL_MOD, false);
}

static void write_marked(struct net *net)
{
	while (net->to_write) {
		struct conn *conn = net->to_write;
		net->to_write = conn->next;
		conn->to_write = false;
		if (conn->closing) {
			conn->next = net->to_free;
			net->to_free = conn;
		} else if (conn->state == conn_opened && !conn->wants_write) {
			write_out(conn);
		}
	}
}

/* ---- reading ---- */

static void ask_upgrade(struct conn *conn)
{
	char request[512];
	int size = snprintf(request, sizeof request,
			    "GET /live HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\n"
			    "Connection: Upgrade\r\nSec-WebSocket-Key: " NET_HANDSHAKE_KEY "\r\n"
			    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " PROTOCOL_NAME
			    "\r\n\r\n",
			    conn->net->target.host);
	buffer_append(&conn->out, request, (size_t)size);
	conn->state = conn_upgrading;
	write_out(conn);
}

/* How many bytes the answer to the upgrade has; 0 while it is not whole. */
static size_t take_upgrade(struct conn *conn, const uint8_t *at, size_t size)
{
	const uint8_t *end = memmem(at, size, "\r\n\r\n", 4);
	if (!end) {
		if (size > HANDSHAKE_BYTES_MAX)
			lose(conn, "the server's handshake does not end");
		return 0;
	}
	size_t head = (size_t)(end - at) + 4;
	if (head < 12 || memcmp(at, "HTTP/1.1 101", 12) != 0 ||
	    !memmem(at, head, NET_HANDSHAKE_ACCEPT, sizeof NET_HANDSHAKE_ACCEPT - 1) ||
	    !memmem(at, head, PROTOCOL_NAME, sizeof PROTOCOL_NAME - 1)) {
		char why[128];
		int shown = (int)(head > 40 ? 40 : head);
		snprintf(why, sizeof why, "the server did not upgrade: %.*s", shown,
			 (const char *)at);
		why[strcspn(why, "\r\n")] = '\0';
		lose(conn, why);
		return 0;
	}
	conn->state = conn_opened;
	conn->handler->opened(conn->context);
	return head;
}

static void take_frame(struct conn *conn, const struct ws_view *frame)
{
	switch (frame->opcode) {
	case ws_binary:
		if (frame->last) {
			conn->handler->message(conn->context, frame->at, frame->size);
			return;
		}
		buffer_clear(&conn->message);
		buffer_append(&conn->message, frame->at, frame->size);
		return;
	case ws_continuation:
		buffer_append(&conn->message, frame->at, frame->size);
		if (frame->last)
			conn->handler->message(conn->context, conn->message.at, conn->message.size);
		return;
	case ws_ping:
		ws_write(&conn->out, ws_pong, true, frame->at, frame->size);
		mark_to_write(conn);
		return;
	case ws_close:
		lose(conn, "the server closed the connection");
		return;
	default:
		return;
	}
}

/* Handles what has come; keeps the rest for later. */
static void take_bytes(struct conn *conn, const uint8_t *at, size_t size)
{
	size_t done = 0;
	if (conn->state == conn_upgrading)
		done = take_upgrade(conn, at, size);
	while (conn->state == conn_opened) {
		struct ws_view frame;
		size_t used = ws_read(at + done, size - done, &frame);
		if (used == 0)
			break;
		done += used;
		take_frame(conn, &frame);
	}
	if (conn->state == conn_gone)
		return;
	if (done == size) {
		buffer_free(&conn->rest);
		return;
	}
	buffer_clear(&conn->rest);
	buffer_append(&conn->rest, at + done, size - done);
}

static ssize_t read_some(struct conn *conn, uint8_t *into, size_t size)
{
	if (conn->tls)
		return tls_read(conn->tls, into, size);
	ssize_t got = recv(conn->fd, into, size, 0);
	if (got > 0)
		return got;
	return got < 0 && (errno == EAGAIN || errno == EINTR) ? TLS_WANT_READ : TLS_CLOSED;
}

static void read_in(struct conn *conn)
{
	struct net *net = conn->net;
	do {
		size_t kept = conn->rest.size;
		if (kept)
			memcpy(net->read, conn->rest.at, kept);
		ssize_t got = read_some(conn, net->read + kept, READ_BYTES - kept);
		if (got == TLS_CLOSED) {
			lose(conn, "the server hung up");
			return;
		}
		if (got < 0)
			return;
		net->bytes_read += (uint64_t)got;
		net->read_ns = clock_ns();
		take_bytes(conn, net->read, kept + (size_t)got);
		/* What OpenSSL has already deciphered does not wake epoll again. */
	} while (conn->tls && conn->state != conn_gone);
}

/* ---- the turn ---- */

static void secure(struct conn *conn)
{
	int outcome = tls_handshake(conn->tls);
	if (outcome == 0)
		ask_upgrade(conn);
	else if (outcome == TLS_CLOSED)
		lose(conn, "the TLS handshake failed");
	else if ((outcome == TLS_WANT_WRITE) != conn->wants_write)
		watch(conn, EPOLL_CTL_MOD, outcome == TLS_WANT_WRITE);
}

static void take_event(struct conn *conn, uint32_t events)
{
	if (conn->state == conn_connecting) {
		int error = 0;
		socklen_t size = sizeof error;
		getsockopt(conn->fd, SOL_SOCKET, SO_ERROR, &error, &size);
		if (error || (events & (EPOLLERR | EPOLLHUP))) {
			lose(conn, error ? strerror(error) : "not reached");
			return;
		}
		if (conn->net->target.tls) {
			conn->tls = tls_open(conn->fd);
			conn->state = conn_securing;
		} else {
			ask_upgrade(conn);
			return;
		}
	}
	if (conn->state == conn_securing) {
		secure(conn);
		return;
	}
	if (events & EPOLLOUT)
		write_out(conn);
	if (conn->state != conn_gone && (events & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		read_in(conn);
}

static void handle(const struct epoll_event *event)
{
	struct conn *conn = event->data.ptr;
	if (conn && conn->state != conn_gone)
		take_event(conn, event->events);
}

static void handle_hurried(struct net *net)
{
	struct epoll_event events[EVENTS_MAX];
	int count = epoll_wait(net->hurried, events, EVENTS_MAX, 0);
	for (int i = 0; i < count; i++)
		handle(&events[i]);
}

void net_turn(struct net *net, uint64_t until_ns)
{
	write_marked(net);
	uint64_t now = clock_ns();
	uint64_t wait = until_ns > now ? until_ns - now : 0;
	if (wait > 1000000000u)
		wait = 1000000000u;
	struct timespec span = {.tv_sec = (time_t)(wait / 1000000000u),
				.tv_nsec = (long)(wait % 1000000000u)};
	struct epoll_event events[SLICE_EVENTS];
	int count = epoll_pwait2(net->epoll, events, SLICE_EVENTS, &span, NULL);
	handle_hurried(net);
	for (int i = 0; i < count; i++)
		handle(&events[i]);
	write_marked(net);
	free_closed(net);
}
