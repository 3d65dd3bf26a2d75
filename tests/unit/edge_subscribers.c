/* The subscribers' state machine, one connection at a time: its arrows, whom a fan-out is for, the
 * order of answers. */
#include "edge_world.h"

#include <stdlib.h>

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

/* ---- answers ---- */

static void answers_in_order(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_filled;
	for (const char *letter = "abcdef"; *letter; letter++)
		send_kind(socket, edge_message_send, *letter);
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
		CLAIM("answers wait in order and none is lost", answers_in_order),
		CLAIM("an answer that waits goes before a later fan-out", answers_before_fan),
		CLAIM("an answer counts as given when the socket took it", refused_answer_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
