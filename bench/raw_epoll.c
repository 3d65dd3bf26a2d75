/* bench-raw-epoll: the least a server can do, as the measure for bogend.
 *
 * It speaks just enough of the protocol for `bogen-swarm fanout --raw`: a handshake, a welcome, and
 * for each edit of an idea the row and update frames that bogend would send, framed once. All
 * sockets are written to from one buffer; everything that waits for a socket goes out in one
 * write. There are no sessions, rights, rules, rows or log. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "bench/net.h"
#include "bench/wsframe.h"
#include "protocol/codec.h"

#define RING_BYTES (64u * 1024 * 1024) /* a power of two */
#define EVENTS_MAX 512
#define READ_BYTES (64u * 1024)
#define CREATED_MS UINT64_C(1790000000000)

struct peer {
	int fd;
	uint32_t index; /* in `peers` */
	bool upgraded, subscribes, blocked;
	uint64_t sent; /* of the ring: all before it is written */
	struct buffer rest, own;
};

struct raw {
	int epoll, listener;
	struct peer **peers;
	uint32_t peer_count, peer_room;
	uint8_t *ring;
	uint64_t ring_end; /* counts on, never wraps */
	uint64_t seq;
	uint32_t ideas;
	struct codec_reader *reader;
	struct buffer scratch, framed;
};

static void watch(struct raw *raw, struct peer *peer, int operation, bool write)
{
	struct epoll_event event = {.events = EPOLLIN | (write ? (uint32_t)EPOLLOUT : 0u),
				    .data.ptr = peer};
	epoll_ctl(raw->epoll, operation, peer->fd, &event);
	peer->blocked = write;
}

static void drop(struct raw *raw, struct peer *peer)
{
	close(peer->fd);
	raw->peers[peer->index] = raw->peers[--raw->peer_count];
	raw->peers[peer->index]->index = peer->index;
	buffer_free(&peer->rest);
	buffer_free(&peer->own);
	peer->fd = -1;
}

/* ---- writing ---- */

static bool write_own(struct peer *peer)
{
	if (peer->own.size == 0)
		return true;
	ssize_t sent = send(peer->fd, peer->own.at, peer->own.size, MSG_NOSIGNAL);
	if (sent != (ssize_t)peer->own.size)
		return false; /* answers are few and small: whoever does not read them is dropped */
	buffer_clear(&peer->own);
	return true;
}

/* Everything that waits for this socket, in one write. */
static bool write_ring(struct raw *raw, struct peer *peer)
{
	uint64_t waiting = raw->ring_end - peer->sent;
	if (!peer->subscribes || waiting == 0)
		return true;
	if (waiting > RING_BYTES)
		return false;
	size_t at = peer->sent & (RING_BYTES - 1);
	size_t first = waiting < RING_BYTES - at ? (size_t)waiting : RING_BYTES - at;
	struct iovec parts[2] = {{raw->ring + at, first}, {raw->ring, (size_t)waiting - first}};
	struct msghdr message = {.msg_iov = parts, .msg_iovlen = parts[1].iov_len ? 2 : 1};
	ssize_t sent = sendmsg(peer->fd, &message, MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN)
		return false;
	if (sent > 0)
		peer->sent += (uint64_t)sent;
	bool left = peer->sent != raw->ring_end;
	if (left != peer->blocked)
		watch(raw, peer, EPOLL_CTL_MOD, left);
	return true;
}

static void fan_out(struct raw *raw)
{
	for (uint32_t i = 0; i < raw->peer_count; i++) {
		struct peer *peer = raw->peers[i];
		if (peer->subscribes && !peer->blocked && !write_ring(raw, peer)) {
			drop(raw, peer);
			free(peer);
			i--;
		}
	}
}

/* ---- commands ---- */

static void answer(struct raw *raw, struct peer *peer, enum frame_kind kind, const void *frame)
{
	buffer_clear(&raw->scratch);
	codec_write_frame(&raw->scratch, kind, frame);
	ws_write(&peer->own, ws_binary, false, raw->scratch.at, raw->scratch.size);
}

/* Frames the changed row once, for everybody. */
static void publish(struct raw *raw, const struct command_idea_edit *edit)
{
	uint8_t cursor[CURSOR_BYTES];
	struct row_idea row = {.id = edit->idea,
			       .board = {1},
			       .author = {2},
			       .town = {1},
			       .audience = audience_everyone,
			       .stage = stage_idea,
			       .text = edit->text,
			       .created_ms = CREATED_MS,
			       .edited_ms = CREATED_MS + raw->seq};
	codec_cursor_write(&(struct cursor){.epoch = CREATED_MS << 8, .seq = raw->seq}, cursor);
	struct frame_update update = {.cursor = {cursor, CURSOR_BYTES}, .seq = raw->seq};
	buffer_clear(&raw->scratch);
	codec_write_row(&raw->scratch, row_kind_idea, raw->seq, &row);
	codec_write_frame(&raw->scratch, frame_kind_update, &update);
	buffer_clear(&raw->framed);
	ws_write(&raw->framed, ws_binary, false, raw->scratch.at, raw->scratch.size);
	for (size_t i = 0; i < raw->framed.size; i++)
		raw->ring[raw->ring_end++ & (RING_BYTES - 1)] = raw->framed.at[i];
}

static void take_hello(struct raw *raw, struct peer *peer, const struct frame_hello *hello)
{
	struct frame_welcome welcome = {.version = PROTOCOL_VERSION,
					.session = {1},
					.person = {hello->watch ? 0 : 2},
					.role = hello->watch ? role_viewer : role_citizen};
	peer->subscribes = hello->watch;
	peer->sent = raw->ring_end;
	answer(raw, peer, frame_kind_welcome, &welcome);
}

static void take_command(struct raw *raw, struct peer *peer, uint64_t number)
{
	union any_command command;
	const char *field;
	struct frame_done done = {.number = number, .seq = ++raw->seq};
	if (codec_reader_command(raw->reader, &command, &field) != err_none)
		return;
	answer(raw, peer, frame_kind_done, &done);
	publish(raw, &command.idea_edit);
}

static void take_message(struct raw *raw, struct peer *peer, const struct ws_view *message)
{
	struct frame frame;
	if (codec_reader_start(raw->reader, message->at, message->size))
		return;
	while (codec_reader_next(raw->reader, &frame) == codec_next_frame) {
		if (frame.kind == frame_kind_hello)
			take_hello(raw, peer, &frame.hello);
		else if (frame.kind == frame_kind_command &&
			 frame.command.kind == command_kind_idea_edit)
			take_command(raw, peer, frame.command.number);
		else if (frame.kind == frame_kind_command &&
			 frame.command.kind == command_kind_idea_add)
			answer(raw, peer, frame_kind_done,
			       &(struct frame_done){.number = frame.command.number,
						    .seq = ++raw->seq,
						    .result = ++raw->ideas});
	}
}

/* ---- reading ---- */

static size_t upgrade(struct peer *peer, const uint8_t *at, size_t size)
{
	static const char reply[] =
		"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
		"Connection: Upgrade\r\nSec-WebSocket-Accept: " NET_HANDSHAKE_ACCEPT "\r\n"
		"Sec-WebSocket-Protocol: " PROTOCOL_NAME "\r\n\r\n";
	const uint8_t *end = memmem(at, size, "\r\n\r\n", 4);
	if (!end)
		return 0;
	buffer_append(&peer->own, reply, sizeof reply - 1);
	peer->upgraded = true;
	return (size_t)(end - at) + 4;
}

static bool read_in(struct raw *raw, struct peer *peer)
{
	static uint8_t read[READ_BYTES];
	ssize_t got = recv(peer->fd, read, sizeof read, 0);
	if (got <= 0)
		return got < 0 && errno == EAGAIN;
	buffer_append(&peer->rest, read, (size_t)got);
	size_t done = 0;
	if (!peer->upgraded)
		done = upgrade(peer, peer->rest.at, peer->rest.size);
	struct ws_view message;
	for (size_t used; peer->upgraded && (used = ws_read(peer->rest.at + done,
							    peer->rest.size - done, &message));) {
		done += used;
		if (message.opcode == ws_close)
			return false;
		if (message.opcode == ws_binary)
			take_message(raw, peer, &message);
	}
	memmove(peer->rest.at, peer->rest.at + done, peer->rest.size - done);
	peer->rest.size -= done;
	if (peer->rest.size == 0)
		buffer_free(&peer->rest);
	return write_own(peer);
}

static void accept_all(struct raw *raw)
{
	for (;;) {
		int fd = accept4(raw->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return;
		int on = 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		struct peer *peer = calloc(1, sizeof *peer);
		if (raw->peer_count == raw->peer_room) {
			raw->peer_room = raw->peer_room ? raw->peer_room * 2 : 1024;
			raw->peers = realloc(raw->peers, raw->peer_room * sizeof(*raw->peers));
		}
		if (!peer || !raw->peers)
			abort();
		peer->fd = fd;
		peer->index = raw->peer_count;
		raw->peers[raw->peer_count++] = peer;
		watch(raw, peer, EPOLL_CTL_ADD, false);
	}
}

static void turn(struct raw *raw)
{
	struct epoll_event events[EVENTS_MAX];
	uint64_t end = raw->ring_end;
	int count = epoll_wait(raw->epoll, events, EVENTS_MAX, -1);
	for (int i = 0; i < count; i++) {
		struct peer *peer = events[i].data.ptr;
		if (!peer) {
			accept_all(raw);
			continue;
		}
		bool ok = true;
		if (events[i].events & EPOLLOUT)
			ok = write_ring(raw, peer);
		if (ok && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
			ok = read_in(raw, peer);
		if (!ok) {
			/* epoll names a socket once in a turn, so it can be freed right away. */
			drop(raw, peer);
			free(peer);
		}
	}
	if (raw->ring_end != end)
		fan_out(raw);
}

static bool listen_on(struct raw *raw, const char *text)
{
	char host[64];
	snprintf(host, sizeof host, "%s", text);
	char *colon = strrchr(host, ':');
	struct sockaddr_in address = {.sin_family = AF_INET};
	int on = 1;
	if (!colon)
		return false;
	*colon = '\0';
	address.sin_port = htons((uint16_t)atoi(colon + 1));
	if (inet_pton(AF_INET, host, &address.sin_addr) != 1)
		return false;
	raw->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(raw->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(raw->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(raw->listener, 4096) != 0)
		return false;
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
	return epoll_ctl(raw->epoll, EPOLL_CTL_ADD, raw->listener, &event) == 0;
}

int main(int count, char **arguments)
{
	if (count != 2) {
		fprintf(stderr, "usage: bench-raw-epoll ADDRESS:PORT\n");
		return 2;
	}
	static struct raw raw;
	struct rlimit limit;
	signal(SIGPIPE, SIG_IGN);
	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	raw.epoll = epoll_create1(EPOLL_CLOEXEC);
	raw.ring = malloc(RING_BYTES);
	raw.reader = codec_reader_new();
	if (raw.epoll < 0 || !raw.ring || !listen_on(&raw, arguments[1])) {
		fprintf(stderr, "bench-raw-epoll: cannot listen on %s: %s\n", arguments[1],
			strerror(errno));
		return 2;
	}
	fprintf(stderr, "bench-raw-epoll: listening on %s\n", arguments[1]);
	for (;;)
		turn(&raw);
}
