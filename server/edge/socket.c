/* See socket.h.
 *
 * A plain socket with nothing waiting is written to directly: the frame is the same for every
 * receiver, and what libwebsockets does around one send() costs a third as much as the send itself.
 * What the socket does not take is handed to libwebsockets as raw bytes. From then on its list of
 * unsent bytes is not empty, and everything else, its own pings, pongs and closes too, goes behind
 * it or waits. So at most one frame is ever partly written, and libwebsockets owns the rest of it.
 */
#include "server/edge/socket.h"

#include <assert.h>
#include <errno.h>
#include <sys/socket.h>

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

enum socket_room socket_write(void *context, void *socket, struct packet *packet)
{
	struct edge *edge = context;
	struct conn *conn = socket;
	enum socket_room room;
	if (conn->stage == conn_closed || conn->stage == conn_over)
		return socket_refused;
	if (lws_partial_buffered(conn->wsi)) {
		ask_for_room(conn);
		room = socket_refused;
	} else {
		room = edge->tls ? write_through_tls(conn, packet) : write_directly(conn, packet);
	}
	if (room == socket_refused) {
		figure_add(&edge->figures.passed_by, 1);
	} else {
		figure_add(&edge->figures.messages_out, 1);
		figure_add(&edge->figures.bytes_out, packet->size);
	}
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
	uint8_t space[LWS_PRE + 1];
	if (!lws_partial_buffered(conn->wsi) &&
	    lws_write(conn->wsi, space + LWS_PRE, 0, LWS_WRITE_PING) < 0)
		broken(conn);
}
