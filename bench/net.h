/* WebSocket client connections, thousands of them, on one epoll loop in one thread.
 *
 * Owns sockets, handshakes, framing and what waits to be written. Made to cost little, because
 * server and load share a machine: the mask is zero (the payload goes out as it is), the key of
 * the handshake is always the same, so its answer is too, and a turn writes at most once to each
 * connection. Knows nothing of what the messages mean. */
#ifndef BOGEN_BENCH_NET_H
#define BOGEN_BENCH_NET_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The key that every handshake carries, and what RFC 6455 makes of it. */
#define NET_HANDSHAKE_KEY    "AAAAAAAAAAAAAAAAAAAAAA=="
#define NET_HANDSHAKE_ACCEPT "ICX+Yqv66kxgM0FcWaLWlFLwTAI="

struct net_target {
	struct sockaddr_in address;
	char host[280]; /* as in the header Host */
	bool tls;
};

/* Reads "http://HOST:PORT" or "https://…" and looks the host up (IPv4). False with a reason. */
bool net_target_read(const char *url, struct net_target *target, char *reason, size_t reason_size);

struct net;
struct conn;

struct conn_handler {
	void (*opened)(void *context);
	/* One whole message, borrowed for the call. */
	void (*message)(void *context, const uint8_t *at, size_t size);
	/* The connection is gone, `why` says how; conn_close() does not call it. */
	void (*closed)(void *context, const char *why);
};

struct net *net_new(const struct net_target *target); /* copies the target; returns owned */
void net_free(struct net *net);

/* Raises the limit of descriptors as far as it goes; the number that may be open. */
uint32_t net_raise_descriptors(void);

/* Waits until something happens or `until_ns` (clock.h) has come, handles it and writes what was
 * sent meanwhile. */
void net_turn(struct net *net, uint64_t until_ns);

/* When the bytes that are being handled were read: spares a look at the clock for each message. */
uint64_t net_read_ns(const struct net *net);

/* Bytes read from all connections so far, framing included. */
uint64_t net_bytes_read(const struct net *net);

/* Begins to connect. To a server on the same machine it takes a new source address every few
 * thousand connections, or the ports would run out. Borrows the handler. Returns owned; it stays
 * until conn_close(). */
struct conn *conn_open(struct net *net, const struct conn_handler *handler, void *context);
void conn_close(struct conn *conn);

/* Lets a connection go first: what comes for it is read before what comes for others, however much
 * that is. Else the thousand clients of one process, each with its rows to put, would delay the
 * answer that one of them waits for, as a thousand machines would not. */
void conn_hurry(struct conn *conn, bool hurried);

/* One binary message; copies it. Goes out at the end of the turn. */
void conn_send(struct conn *conn, const void *at, size_t size);

#endif
