/* The subscribers' state machine over sockets that the test opens and fills by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka's header needs those above before it. */
#include <cmocka.h>

#include "server/edge/subscribers.h"

#define SOCKETS_MAX 2000
#define EDGE        3u

struct socket {
	enum socket_room room; /* what the next write meets */
	uint32_t asked;        /* calls of write */
	char written[256];     /* packets, one letter each */
	uint32_t written_count;
	bool closed;
	uint32_t answered; /* commands */
	struct conn_id conn;
};

static struct {
	struct socket sockets[SOCKETS_MAX];
	struct subscribers *subscribers;
	struct core_message *to_core, **to_core_end;
	uint32_t writes; /* of all sockets */
} world;

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

static int setup(void **state)
{
	(void)state;
	memset(&world, 0, sizeof world);
	world.to_core_end = &world.to_core;
	struct subscribers_env env = {&world, write_socket, answered, close_socket, to_core};
	world.subscribers = subscribers_new(EDGE, &env);
	for (int i = 0; i < SOCKETS_MAX; i++)
		world.sockets[i].room = socket_free;
	return 0;
}

static int teardown(void **state)
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

static struct packet *packet(char letter)
{
	return packet_new(&letter, 1);
}

static struct socket *connect_socket(int i)
{
	world.sockets[i].conn = subscribers_add(world.subscribers, &world.sockets[i]);
	return &world.sockets[i];
}

static void send_kind(struct socket *socket, enum edge_message_kind kind, char letter)
{
	struct edge_message *message = edge_message_new(kind);
	message->conn = socket->conn;
	message->packet = letter ? packet(letter) : NULL;
	message->answered = kind == edge_message_send;
	subscribers_take(world.subscribers, message);
}

static void welcome(struct socket *socket, uint32_t session, uint32_t list)
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

static void piece(struct socket *socket, char letter, bool last, uint64_t position)
{
	struct edge_message *message = edge_message_new(edge_message_piece);
	message->conn = socket->conn;
	message->packet = packet(letter);
	message->last = last;
	message->position = position;
	subscribers_take(world.subscribers, message);
}

static struct edge_message *fan_message(uint32_t session, char letter, uint64_t position)
{
	struct edge_message *message = edge_message_new(edge_message_fan);
	message->session.n = session;
	message->packet = letter ? packet(letter) : NULL;
	message->position = position;
	message->for_all = true;
	return message;
}

static void fan_begin(uint32_t session, char letter, uint64_t position)
{
	subscribers_take(world.subscribers, fan_message(session, letter, position));
}

static void steps(void)
{
	while (subscribers_step(world.subscribers))
		;
}

static void fan(uint32_t session, char letter, uint64_t position)
{
	fan_begin(session, letter, position);
	steps();
}

static void room_again(struct socket *socket)
{
	socket->room = socket_free;
	subscribers_writable(world.subscribers, socket->conn);
}

static void expect_written(struct socket *socket, const char *letters)
{
	assert_string_equal(socket->written, letters);
}

static void expect_nothing_for_core(void)
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

static void expect_want(struct socket *socket, uint64_t position)
{
	struct core_message *message = take_from_core(core_message_want);
	assert_int_equal(message->conn.slot, socket->conn.slot);
	assert_int_equal(message->conn.generation, socket->conn.generation);
	assert_int_equal(message->conn.edge, EDGE);
	assert_true(message->position == position);
	core_message_free(message);
}

static void expect_fanned(uint32_t session)
{
	struct core_message *message = take_from_core(core_message_fanned);
	assert_int_equal(message->fanned.session.n, session);
	assert_int_equal(message->fanned.edge, EDGE);
	core_message_free(message);
}

/* A connection that is up to date. */
static struct socket *live(int i, uint32_t session, uint32_t list, uint64_t position)
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

/* ---- the arrows ---- */

static void welcome_wants(void **state)
{
	(void)state;
	struct socket *socket = connect_socket(0);
	welcome(socket, 7, 0);
	expect_written(socket, "w");
	expect_want(socket, POSITION_GO_ON);
	fan(7, 'a', 1);
	expect_written(socket, "w");
	expect_fanned(7);
	expect_nothing_for_core();
}

static void visitor_takes_no_part(void **state)
{
	(void)state;
	struct socket *socket = connect_socket(0);
	struct edge_message *message = edge_message_new(edge_message_welcome);
	message->conn = socket->conn;
	message->session.n = 7;
	message->packet = packet('w');
	subscribers_take(world.subscribers, message);
	fan(7, 'a', 1);
	piece(socket, 'p', true, 1);
	send_kind(socket, edge_message_rows, 'r');
	expect_written(socket, "w");
	expect_fanned(7);
	expect_nothing_for_core();
}

static void pieces_then_live(void **state)
{
	(void)state;
	struct socket *socket = connect_socket(0);
	welcome(socket, 7, 0);
	expect_want(socket, POSITION_GO_ON);
	piece(socket, '1', false, 0);
	expect_want(socket, POSITION_GO_ON);
	piece(socket, '2', true, 10);
	expect_nothing_for_core();
	fan(7, 'a', 11);
	expect_written(socket, "w12a");
	expect_fanned(7);
}

static void next_piece_waits_for_room(void **state)
{
	(void)state;
	struct socket *socket = connect_socket(0);
	welcome(socket, 7, 0);
	expect_want(socket, POSITION_GO_ON);
	socket->room = socket_filled;
	piece(socket, '1', false, 0);
	expect_nothing_for_core();
	room_again(socket);
	expect_want(socket, POSITION_GO_ON);
}

static void fan_finds_no_room(void **state)
{
	(void)state;
	struct socket *slow = live(0, 7, 0, 10), *quick = live(1, 7, 0, 10);
	slow->room = socket_refused;
	fan(7, 'a', 11);
	fan(7, 'b', 12);
	expect_written(slow, "");
	expect_written(quick, "ab");
	expect_fanned(7);
	expect_fanned(7);
	expect_nothing_for_core();
	room_again(slow);
	expect_want(slow, 10);
	fan(7, 'c', 13);
	expect_fanned(7);
	piece(slow, 'p', true, 13);
	fan(7, 'd', 14);
	expect_written(slow, "pd");
	expect_written(quick, "abcd");
}

static void filled_by_fan(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_filled;
	fan(7, 'a', 11);
	expect_fanned(7);
	socket->room = socket_free;
	fan(7, 'b', 12);
	expect_fanned(7);
	expect_written(socket, "a");
	room_again(socket);
	expect_want(socket, 11);
}

static void slow_costs_nothing(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_refused;
	for (uint64_t i = 11; i < 1011; i++)
		fan(7, 'a', i);
	assert_int_equal(socket->asked, 1);
	assert_int_equal(subscribers_waiting(world.subscribers, socket->conn), 0);
}

static void rows_find_no_room(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	send_kind(socket, edge_message_rows, 'r');
	expect_written(socket, "r");
	socket->room = socket_refused;
	send_kind(socket, edge_message_rows, 's');
	socket->room = socket_free;
	send_kind(socket, edge_message_rows, 't');
	fan(7, 'a', 11);
	expect_fanned(7);
	expect_written(socket, "r");
	room_again(socket);
	expect_want(socket, 10);
}

static void rows_without_packet(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	send_kind(socket, edge_message_rows, 0);
	expect_want(socket, 10);
	piece(socket, 'p', true, 10);
	expect_written(socket, "p");
}

static void position_rule(void **state)
{
	(void)state;
	struct socket *ahead = live(0, 7, 0, 11), *behind = live(1, 7, 0, 10);
	fan(7, 'a', 11);
	expect_written(ahead, "");
	expect_written(behind, "a");
	fan(7, 'b', 12);
	expect_written(ahead, "b");
}

static void passing_moves_nothing(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10), *other = connect_socket(1);
	welcome(other, 7, 0);
	expect_want(other, POSITION_GO_ON);
	for (int i = 0; i < 2; i++) {
		struct edge_message *message = fan_message(7, 'x', 0);
		message->passing = true;
		subscribers_take(world.subscribers, message);
		steps();
		expect_fanned(7);
	}
	expect_written(socket, "xx");
	expect_written(other, "w");
	fan(7, 'a', 11);
	expect_written(socket, "xxa");
}

static void welcome_anew(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	welcome(socket, 7, 0);
	expect_want(socket, 10); /* only the core knows which of its lists are new */
	fan(7, 'a', 11);
	expect_fanned(7);
	expect_written(socket, "w");
	piece(socket, 'p', true, 11);
	fan(7, 'b', 12);
	expect_fanned(7);
	expect_written(socket, "wpb");
	welcome(socket, 8, 0);
	expect_want(socket, POSITION_GO_ON);
	fan(7, 'c', 13);
	expect_written(socket, "wpbw");
}

static void welcome_crosses_want(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_refused;
	fan(7, 'a', 11);
	expect_fanned(7);
	room_again(socket);
	expect_want(socket, 10);
	welcome(socket, 8, 0);
	expect_nothing_for_core();
	piece(socket, 'p', true, 3);
	fan(7, 'b', 12);
	fan(8, 'c', 4);
	expect_written(socket, "wpc");
}

static void other_session(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	fan(8, 'a', 11);
	expect_fanned(8);
	expect_written(socket, "");
}

/* ---- whom a fan-out is for ---- */

static struct edge_message *for_lists(uint64_t position)
{
	struct edge_message *message = fan_message(7, 'z', position);
	message->for_all = false;
	message->list_packet_count = 2;
	message->list_packets = calloc(2, sizeof *message->list_packets);
	message->list_packets[0] = (struct edge_list_packet){50, packet('L')};
	message->list_packets[1] = (struct edge_list_packet){40, packet('M')};
	return message;
}

static void lists_before_packet(void **state)
{
	(void)state;
	struct socket *fifty = live(0, 7, 50, 10), *forty = live(1, 7, 40, 10);
	struct socket *none = live(2, 7, 0, 10), *all = live(3, 7, 50, 10);
	subscribers_take(world.subscribers, for_lists(11));
	steps();
	expect_written(fifty, "Lz");
	expect_written(forty, "Mz");
	expect_written(none, "");
	struct edge_message *message = for_lists(12);
	message->for_all = true;
	subscribers_take(world.subscribers, message);
	steps();
	expect_written(all, "LzLz");
	expect_written(none, "z");
}

static void list_fills_the_socket(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 50, 10);
	socket->room = socket_filled;
	subscribers_take(world.subscribers, for_lists(11));
	steps();
	expect_written(socket, "L");
	expect_fanned(7);
	room_again(socket);
	expect_want(socket, 10);
}

static void only_those_named(void **state)
{
	(void)state;
	struct socket *a = live(0, 7, 0, 10), *b = live(1, 7, 0, 10), *gone = live(2, 7, 0, 10);
	struct socket *elsewhere = live(3, 8, 0, 10);
	struct edge_message *message = fan_message(7, 'a', 11);
	message->for_all = false;
	message->only_count = 4;
	message->only = calloc(4, sizeof *message->only);
	message->only[0] = gone->conn;
	message->only[1] = b->conn;
	message->only[2] = elsewhere->conn;
	message->only[3] = b->conn;
	subscribers_remove(world.subscribers, gone->conn);
	subscribers_take(world.subscribers, message);
	steps();
	expect_fanned(7);
	expect_written(a, "");
	expect_written(b, "a");
	expect_written(gone, "");
	expect_written(elsewhere, "");
}

static void without_packet(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	fan(7, 0, 11);
	expect_want(socket, 10);
	expect_fanned(7);
}

/* ---- slices ---- */

static void slices(void **state)
{
	(void)state;
	for (int i = 0; i < 600; i++)
		live(i, 7, 0, 10);
	struct socket *small = live(600, 8, 0, 10);
	uint32_t before = world.writes;
	fan_begin(7, 'a', 11);
	fan_begin(8, 'b', 11);
	assert_int_equal(world.writes, before);
	assert_true(subscribers_step(world.subscribers));
	assert_int_equal(world.writes - before, SUBSCRIBERS_SLICE);
	assert_true(subscribers_step(world.subscribers));
	expect_written(small, "b");
	expect_fanned(8);
	assert_true(subscribers_step(world.subscribers));
	expect_nothing_for_core();
	assert_false(subscribers_step(world.subscribers));
	expect_fanned(7);
	for (int i = 0; i < 600; i++)
		expect_written(&world.sockets[i], "a");
}

static void answers_between_slices(void **state)
{
	(void)state;
	for (int i = 0; i < 600; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	subscribers_step(world.subscribers);
	send_kind(&world.sockets[0], edge_message_send, '!');
	expect_written(&world.sockets[0], "!");
	steps();
	expect_written(&world.sockets[0], "!a");
}

static void members_change_under_way(void **state)
{
	(void)state;
	srand(1);
	for (int i = 0; i < 1500; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	int next = 1500;
	bool more = true;
	while (more) {
		more = subscribers_step(world.subscribers);
		for (int i = 0; i < 40; i++)
			subscribers_remove(world.subscribers, world.sockets[rand() % 1500].conn);
		if (more) {
			struct socket *entered = connect_socket(next++);
			welcome(entered, 7, 0);
			expect_want(entered, POSITION_GO_ON);
			piece(entered, 'p', true, 11);
		}
	}
	expect_fanned(7);
	uint32_t stayed = 0;
	for (int i = 0; i < 1500; i++) {
		struct socket *socket = &world.sockets[i];
		if (subscribers_socket(world.subscribers, socket->conn) != socket)
			continue;
		stayed++;
		expect_written(socket, "a");
	}
	assert_in_range(stayed, 1000, 1499);
	for (int i = 1500; i < next; i++)
		expect_written(&world.sockets[i], "wp");
}

static void one_after_the_other(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	fan_begin(7, 'b', 12);
	steps();
	expect_fanned(7);
	expect_fanned(7);
	for (int i = 0; i < 300; i++)
		expect_written(&world.sockets[i], "ab");
}

static void empty_session(void **state)
{
	(void)state;
	fan(7, 'a', 11);
	expect_fanned(7);
	struct socket *socket = live(0, 7, 0, 10);
	fan_begin(7, 'a', 11);
	subscribers_remove(world.subscribers, socket->conn);
	steps();
	expect_fanned(7);
	expect_nothing_for_core();
}

/* ---- answers ---- */

static void answers_in_order(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_filled;
	for (char letter = 'a'; letter < 'g'; letter++)
		send_kind(socket, edge_message_send, letter);
	expect_written(socket, "a");
	assert_int_equal(socket->answered, 1);
	assert_int_equal(subscribers_waiting(world.subscribers, socket->conn), 5);
	room_again(socket);
	expect_written(socket, "abcdef");
	assert_int_equal(socket->answered, 6);
	assert_int_equal(subscribers_waiting(world.subscribers, socket->conn), 0);
}

static void answers_before_fan(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_refused;
	send_kind(socket, edge_message_send, '!');
	fan(7, 'a', 11);
	expect_fanned(7);
	room_again(socket);
	expect_written(socket, "!");
	expect_want(socket, 10);
	piece(socket, 'p', true, 11);
	expect_written(socket, "!p");
}

static void refused_answer_stays(void **state)
{
	(void)state;
	struct socket *socket = connect_socket(0);
	socket->room = socket_refused;
	send_kind(socket, edge_message_send, 'a');
	subscribers_writable(world.subscribers, socket->conn);
	assert_int_equal(socket->answered, 0);
	room_again(socket);
	expect_written(socket, "a");
	assert_int_equal(socket->answered, 1);
}

/* ---- ends ---- */

static void close_comes_last(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_refused;
	send_kind(socket, edge_message_send, 'a');
	send_kind(socket, edge_message_close, 'c');
	send_kind(socket, edge_message_send, 'b');
	fan(7, 'x', 11);
	assert_false(socket->closed);
	room_again(socket);
	expect_written(socket, "ac");
	assert_true(socket->closed);
}

static void late_messages(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	struct conn_id old = socket->conn;
	subscribers_remove(world.subscribers, old);
	struct socket *next = connect_socket(1);
	assert_int_equal(next->conn.slot, old.slot);
	assert_int_not_equal(next->conn.generation, old.generation);
	socket->conn = old;
	send_kind(socket, edge_message_send, 'a');
	welcome(socket, 7, 0);
	subscribers_writable(world.subscribers, old);
	subscribers_remove(world.subscribers, old);
	expect_written(next, "");
	expect_written(socket, "");
	expect_nothing_for_core();
	assert_int_equal(subscribers_count(world.subscribers), 1);
}

static void many_sessions(void **state)
{
	(void)state;
	for (int i = 0; i < 500; i++)
		live(i, (uint32_t)i * 16 + 1, 0, 10);
	for (int i = 0; i < 500; i++)
		fan_begin((uint32_t)i * 16 + 1, 'a', 11);
	steps();
	for (int i = 0; i < 500; i++) {
		expect_fanned((uint32_t)i * 16 + 1);
		expect_written(&world.sockets[i], "a");
	}
	uint32_t at = 0, count = 0;
	struct conn_id conn;
	while (subscribers_next(world.subscribers, &at, &conn)) {
		subscribers_remove(world.subscribers, conn);
		count++;
	}
	assert_int_equal(count, 500);
	assert_int_equal(subscribers_count(world.subscribers), 0);
}

#define CLAIM(name, test)                                                                          \
	{                                                                                          \
		name, test, setup, teardown, NULL                                                  \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a welcome is behind: it wants, and no fan-out reaches it", welcome_wants),
		CLAIM("[HELLO-3] who does not watch is sent neither updates nor pieces",
		      visitor_takes_no_part),
		CLAIM("a piece is followed by a want until the last makes it live",
		      pieces_then_live),
		CLAIM("the next piece is wanted when the socket is free, not before",
		      next_piece_waits_for_room),
		CLAIM("[ROW-6] whom a fan-out passed by wants from where it stood",
		      fan_finds_no_room),
		CLAIM("a fan-out that fills the socket was written, the next one passes by",
		      filled_by_fan),
		CLAIM("a slow socket costs one try, however many fan-outs pass",
		      slow_costs_nothing),
		CLAIM("rows that find no room are dropped and wanted later", rows_find_no_room),
		CLAIM("rows without a packet send the connection for pieces", rows_without_packet),
		CLAIM("a fan-out is not written to who stands at its position", position_rule),
		CLAIM("[ROW-3] passing rows move no position and skip who is not live",
		      passing_moves_nothing),
		CLAIM("[HELLO-5] a second welcome is behind, from where it stood in the same "
		      "session",
		      welcome_anew),
		CLAIM("a welcome that crosses a want posts no second one", welcome_crosses_want),
		CLAIM("a session's fan-out stays in the session", other_session),
		CLAIM("the packets of a connection's lists come before the packet",
		      lists_before_packet),
		CLAIM("a list's packet that fills the socket leaves the rest to a want",
		      list_fills_the_socket),
		CLAIM("those named get the packet once, if they are still there", only_those_named),
		CLAIM("a fan-out without a packet sends everyone for pieces", without_packet),
		CLAIM("a fan-out yields after 256, and sessions take turns", slices),
		CLAIM("answers go out between two slices", answers_between_slices),
		CLAIM("who stays gets a fan-out once, whoever comes and goes meanwhile",
		      members_change_under_way),
		CLAIM("a session's fan-outs run one after the other", one_after_the_other),
		CLAIM("a fan-out to nobody is finished at once", empty_session),
		CLAIM("answers wait in order and none is lost", answers_in_order),
		CLAIM("an answer that waits goes before a later fan-out", answers_before_fan),
		CLAIM("an answer counts as given when the socket took it", refused_answer_stays),
		CLAIM("a close comes after what waits, and nothing after it", close_comes_last),
		CLAIM("a message to a connection that is gone is dropped", late_messages),
		CLAIM("500 sessions at once are each served", many_sessions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
