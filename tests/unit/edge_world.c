/* See edge_world.h. */
#include "edge_world.h"

#include <stdlib.h>
#include <string.h>

#define EDGE 3u

struct world world;

static enum socket_room write_socket(void *context, void *at, struct packet *packet)
{
	struct socket *socket = at;
	assert_ptr_equal(context, &world);
	world.writes++;
	socket->asked++;
	if (socket->room != socket_refused && socket->written_count < sizeof socket->written - 1)
		socket->written[socket->written_count++] = (char)packet->bytes[0];
	return socket->room;
}

/* As many as have letters up to the first that finds no room. */
static enum socket_room write_many(void *context, void *at, struct packet *const *packets,
				   uint32_t count, uint32_t *taken)
{
	struct socket *socket = at;
	enum socket_room room = socket_free;
	socket->rounds++;
	for (*taken = 0; *taken < count && room == socket_free; *taken += room != socket_refused)
		room = write_socket(context, at, packets[*taken]);
	return room;
}

static void answered(void *context, void *at, uint32_t commands)
{
	(void)context;
	((struct socket *)at)->answered += commands;
}

static void close_socket(void *context, void *at)
{
	(void)context;
	((struct socket *)at)->closed = true;
}

static void to_core(void *context, struct core_message *message)
{
	(void)context;
	message->next = NULL;
	*world.to_core_end = message;
	world.to_core_end = &message->next;
}

int setup(void **state)
{
	memset(&world, 0, sizeof world);
	world.to_core_end = &world.to_core;
	struct subscribers_env env = {.context = &world,
				      .write = write_socket,
				      .answered = answered,
				      .close = close_socket,
				      .to_core = to_core};
	env.write_many = *state ? write_many : NULL; /* see CLAIM_MANY */
	world.subscribers = subscribers_new(EDGE, &env);
	for (int i = 0; i < SOCKETS_MAX; i++)
		world.sockets[i].room = socket_free;
	return 0;
}

int teardown(void **state)
{
	(void)state;
	subscribers_free(world.subscribers);
	while (world.to_core) {
		struct core_message *message = world.to_core;
		world.to_core = message->next;
		core_message_free(message);
	}
	return 0;
}

/* ---- words of the tests ---- */

struct packet *packet(char letter)
{
	return packet_new(&letter, 1);
}

struct socket *connect_socket(int i)
{
	world.sockets[i].conn = subscribers_add(world.subscribers, &world.sockets[i]);
	return &world.sockets[i];
}

void send_kind(struct socket *socket, enum edge_message_kind kind, char letter)
{
	struct edge_message *message = edge_message_new(kind);
	message->conn = socket->conn;
	message->packet = letter ? packet(letter) : NULL;
	message->answered = kind == edge_message_send;
	subscribers_take(world.subscribers, message);
}

void welcome(struct socket *socket, uint32_t session, uint32_t list)
{
	struct edge_message *message = edge_message_new(edge_message_welcome);
	message->conn = socket->conn;
	message->session.n = session;
	message->watch = true;
	message->lists[0] = 1;
	message->lists[1] = list;
	message->list_count = list ? 2 : 1;
	message->packet = packet('w');
	subscribers_take(world.subscribers, message);
}

void piece(struct socket *socket, char letter, bool last, uint64_t position)
{
	struct edge_message *message = edge_message_new(edge_message_piece);
	message->conn = socket->conn;
	message->packet = packet(letter);
	message->last = last;
	message->position = position;
	subscribers_take(world.subscribers, message);
}

struct edge_message *fan_message(uint32_t session, char letter, uint64_t position)
{
	struct edge_message *message = edge_message_new(edge_message_fan);
	message->session.n = session;
	message->packet = letter ? packet(letter) : NULL;
	message->position = position;
	message->for_all = true;
	return message;
}

void fan_begin(uint32_t session, char letter, uint64_t position)
{
	subscribers_take(world.subscribers, fan_message(session, letter, position));
}

void steps(void)
{
	while (subscribers_step(world.subscribers))
		;
}

void fan(uint32_t session, char letter, uint64_t position)
{
	fan_begin(session, letter, position);
	steps();
}

void room_again(struct socket *socket)
{
	socket->room = socket_free;
	subscribers_writable(world.subscribers, socket->conn);
}

void expect_written(struct socket *socket, const char *letters)
{
	assert_string_equal(socket->written, letters);
}

void expect_nothing_for_core(void)
{
	assert_null(world.to_core);
}

static struct core_message *take_from_core(enum core_message_kind kind)
{
	struct core_message *message = world.to_core;
	assert_non_null(message);
	assert_int_equal(message->kind, kind);
	world.to_core = message->next;
	if (!world.to_core)
		world.to_core_end = &world.to_core;
	return message;
}

void expect_want(struct socket *socket, uint64_t position)
{
	struct core_message *message = take_from_core(core_message_want);
	assert_int_equal(message->conn.slot, socket->conn.slot);
	assert_int_equal(message->conn.generation, socket->conn.generation);
	assert_int_equal(message->conn.edge, EDGE);
	assert_true(message->position == position);
	core_message_free(message);
}

void expect_fanned(uint32_t session)
{
	struct core_message *message = take_from_core(core_message_fanned);
	assert_int_equal(message->fanned.session.n, session);
	assert_int_equal(message->fanned.edge, EDGE);
	core_message_free(message);
}

struct socket *live(int i, uint32_t session, uint32_t list, uint64_t position)
{
	struct socket *socket = connect_socket(i);
	welcome(socket, session, list);
	expect_want(socket, POSITION_GO_ON);
	piece(socket, 'p', true, position);
	memset(socket->written, 0, sizeof socket->written);
	socket->written_count = 0;
	socket->asked = 0;
	return socket;
}
