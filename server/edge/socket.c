/* See socket.h.
 *
 * A plain socket with nothing waiting is written to directly: the frame is the same for every
 * receiver, and libwebsockets with its look at the socket before each write takes a fifth more CPU.
 * What the socket does not take is handed to libwebsockets as raw bytes. From then on its list of
 * unsent bytes is not empty, and everything else, its own pings, pongs and closes too, goes behind
 * it or waits. So at most one frame is ever partly written, and libwebsockets owns the rest of it.
 */
#include "server/edge/socket.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define IOV_MANY 64u

static_assert(PACKET_HEADROOM >= LWS_PRE, "the frame header is written in front of the packet");

/* Writes the header of an unmasked, whole binary message in front of the packet. Returns its size.
 */
static size_t write_header(struct packet *packet)
{
	size_t size = packet->size;
	uint8_t *at = packet->bytes;
	if (size < 126) {
		at[-2] = 0x82;
		at[-1] = (uint8_t)size;
		return 2;
	}
	if (size < 65536) {
		at[-4] = 0x82;
		at[-3] = 126;
		at[-2] = (uint8_t)(size >> 8);
		at[-1] = (uint8_t)size;
		return 4;
	}
	at[-10] = 0x82;
	at[-9] = 127;
	for (int i = 1; i <= 8; i++, size >>= 8)
		at[-i] = (uint8_t)size;
	return 10;
}

static void ask_for_room(struct conn *conn)
{
	conn->asks_room = true;
	lws_callback_on_writable(conn->wsi);
}

/* The socket is broken; libwebsockets will notice when it polls. Nothing more is written. */
static enum socket_room broken(struct conn *conn)
{
	conn->stage = conn_over;
	lws_set_timeout(conn->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
	return socket_refused;
}

static enum socket_room write_directly(struct conn *conn, struct packet *packet)
{
	size_t header = write_header(packet);
	uint8_t *at = packet->bytes - header;
	size_t size = packet->size + header;
	ssize_t sent = send(lws_get_socket_fd(conn->wsi), at, size, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (sent == (ssize_t)size)
		return socket_free;
	if (sent < 0) {
		if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
			return broken(conn);
		ask_for_room(conn);
		return socket_refused;
	}
	/* LWS_WRITE_HTTP is libwebsockets' word for bytes as they are. */
	if (lws_write(conn->wsi, at + sent, size - (size_t)sent, LWS_WRITE_HTTP) < 0)
		return broken(conn);
	ask_for_room(conn);
	return socket_filled;
}

static struct iovec frame_of(struct packet *packet)
{
	size_t header = write_header(packet);
	return (struct iovec){packet->bytes - header, packet->size + header};
}

/* Those that went out whole, and the one of which part did: libwebsockets is given its rest. */
static enum socket_room count_taken(struct conn *conn, const struct iovec *frames, uint32_t count,
				    size_t sent, uint32_t *taken)
{
	while (*taken < count && sent >= frames[*taken].iov_len)
		sent -= frames[(*taken)++].iov_len;
	if (*taken == count)
		return socket_free;
	ask_for_room(conn);
	if (!sent)
		return *taken ? socket_filled : socket_refused;
	const struct iovec *frame = &frames[(*taken)++];
	uint8_t *rest = (uint8_t *)frame->iov_base + sent;
	return lws_write(conn->wsi, rest, frame->iov_len - sent, LWS_WRITE_HTTP) < 0
		       ? broken(conn)
		       : socket_filled;
}

static enum socket_room write_many_directly(struct conn *conn, struct packet *const *packets,
					    uint32_t count, uint32_t *taken)
{
	struct iovec frames[IOV_MANY];
	if (count > IOV_MANY)
		count = IOV_MANY;
	for (uint32_t i = 0; i < count; i++)
		frames[i] = frame_of(packets[i]);
	struct msghdr message = {.msg_iov = frames, .msg_iovlen = count};
	ssize_t sent = sendmsg(lws_get_socket_fd(conn->wsi), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
		return broken(conn);
	return count_taken(conn, frames, count, sent < 0 ? 0 : (size_t)sent, taken);
}

static enum socket_room write_through_tls(struct conn *conn, struct packet *packet)
{
	if (lws_send_pipe_choked(conn->wsi)) {
		ask_for_room(conn);
		return socket_refused;
	}
	if (lws_write(conn->wsi, packet->bytes, packet->size, LWS_WRITE_BINARY) < 0)
		return broken(conn);
	if (!lws_partial_buffered(conn->wsi))
		return socket_free;
	ask_for_room(conn);
	return socket_filled;
}

/* As many as go into one piece of memory, and so into few records. */
static enum socket_room write_many_through_tls(struct conn *conn, struct packet *const *packets,
					       uint32_t count, uint32_t *taken)
{
	uint8_t *bytes = conn->edge->together + LWS_PRE;
	size_t size = 0;
	if (lws_send_pipe_choked(conn->wsi)) {
		ask_for_room(conn);
		return socket_refused;
	}
	for (; *taken < count; (*taken)++) {
		struct iovec frame = frame_of(packets[*taken]);
		if (size + frame.iov_len > TOGETHER_BYTES)
			break;
		memcpy(bytes + size, frame.iov_base, frame.iov_len);
		size += frame.iov_len;
	}
	if (lws_write(conn->wsi, bytes, size, LWS_WRITE_HTTP) < 0)
		return broken(conn);
	if (!lws_partial_buffered(conn->wsi))
		return socket_free;
	ask_for_room(conn);
	return socket_filled;
}

/* False: nothing may be written now. */
static bool has_room(struct conn *conn)
{
	if (conn->stage == conn_closed || conn->stage == conn_over)
		return false;
	if (!lws_partial_buffered(conn->wsi))
		return true;
	ask_for_room(conn);
	return false;
}

static void count_written(struct edge *edge, struct packet *const *packets, uint32_t taken)
{
	uint64_t bytes = 0;
	for (uint32_t i = 0; i < taken; i++)
		bytes += packets[i]->size;
	if (!taken)
		figure_add(&edge->figures.passed_by, 1);
	figure_add(&edge->figures.messages_out, taken);
	figure_add(&edge->figures.bytes_out, bytes);
}

enum socket_room socket_write(void *context, void *socket, struct packet *packet)
{
	struct edge *edge = context;
	struct conn *conn = socket;
	enum socket_room room = socket_refused;
	assert(packet->size <= MESSAGE_BYTES_MAX);
	if (has_room(conn))
		room = edge->tls ? write_through_tls(conn, packet) : write_directly(conn, packet);
	count_written(edge, &packet, room != socket_refused);
	return room;
}

enum socket_room socket_write_many(void *context, void *socket, struct packet *const *packets,
				   uint32_t count, uint32_t *taken)
{
	struct edge *edge = context;
	struct conn *conn = socket;
	enum socket_room room = socket_refused;
	*taken = 0;
	if (has_room(conn)) {
		do {
			uint32_t more = 0;
			room = (edge->tls ? write_many_through_tls : write_many_directly)(
				conn, packets + *taken, count - *taken, &more);
			*taken += more;
		} while (room == socket_free && *taken < count);
	}
	if (room == socket_refused && *taken)
		room = socket_filled;
	count_written(edge, packets, *taken);
	return room;
}

/* The close is written here and not by libwebsockets, because Debian's build of it (for debugging
 * its libuv part) closes twice what a callback asks it to close, and the second time without the
 * close frame. */
void socket_close(void *context, void *socket)
{
	struct edge *edge = context;
	struct conn *conn = socket;
	uint8_t space[LWS_PRE + 4], *frame = space + LWS_PRE;
	if (conn->stage == conn_over)
		return;
	if (!conn->close_code)
		conn->close_code = edge->draining ? LWS_CLOSE_STATUS_GOINGAWAY
						  : LWS_CLOSE_STATUS_POLICY_VIOLATION;
	frame[0] = 0x88;
	frame[1] = 2;
	frame[2] = (uint8_t)(conn->close_code >> 8);
	frame[3] = (uint8_t)conn->close_code;
	conn->stage = conn_closed;
	if (lws_write(conn->wsi, frame, 4, LWS_WRITE_HTTP) < 0)
		broken(conn);
	edge_stir(conn);
}

void socket_ping(struct conn *conn)
{
	/* The library says nothing of a pong without a byte. */
	uint8_t space[LWS_PRE + 1] = {0};
	if (!lws_partial_buffered(conn->wsi) &&
	    lws_write(conn->wsi, space + LWS_PRE, 1, LWS_WRITE_PING) < 0)
		broken(conn);
}
