/* Many subscribers: slices and turns of fan-outs, comings and goings, ends. */
#include "edge_world.h"

#include <stdlib.h>

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

/* The same numbers each time. */
static uint32_t roll(uint32_t *dice)
{
	*dice = *dice * 1664525u + 1013904223u;
	return *dice >> 8;
}

/* Who stays from beginning to end gets each fan-out once, in order; the others a part of them. */
static void members_change_under_way(void **state)
{
	(void)state;
	uint32_t dice = 1, position = 10;
	int next = 1500;
	for (int i = 0; i < next; i++)
		live(i, 7, 0, 10);
	while (position < 40) {
		position++;
		fan_begin(7, (char)('A' + position - 11), position);
		subscribers_step(world.subscribers);
		for (int i = 0; i < 40; i++)
			subscribers_remove(world.subscribers,
					   world.sockets[roll(&dice) % 1500].conn);
		while (world.to_core)
			expect_fanned(7);
		struct socket *entered = live(next++, 7, 0, position);
		assert_int_equal(entered->written_count, 0);
	}
	steps();
	uint32_t stayed = 0;
	for (int i = 0; i < 1500; i++) {
		struct socket *socket = &world.sockets[i];
		if (subscribers_socket(world.subscribers, socket->conn) != socket)
			continue;
		stayed++;
		expect_written(socket, "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^");
	}
	assert_in_range(stayed, 400, 1200);
	for (int i = 1500; i < next; i++)
		expect_written(&world.sockets[i], &"ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^"[i - 1499]);
}

/* The first 256 are visited for the first alone, all others once for both. */
static void one_round_for_two(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	subscribers_step(world.subscribers);
	fan_begin(7, 'b', 12);
	steps();
	expect_fanned(7);
	expect_fanned(7);
	expect_nothing_for_core();
	uint32_t together = 0, apart = 0;
	for (int i = 0; i < 1000; i++) {
		expect_written(&world.sockets[i], "ab");
		together += world.sockets[i].rounds == 1;
		apart += world.sockets[i].rounds == 0;
	}
	assert_int_equal(apart, SUBSCRIBERS_SLICE);
	assert_int_equal(together, 1000 - SUBSCRIBERS_SLICE);
}

static void endless_rounds(void **state)
{
	(void)state;
	char all[101] = "";
	for (int i = 0; i < 700; i++)
		live(i, 7, 0, 10);
	for (int fans = 0; fans < 100; fans++) {
		all[fans] = (char)('!' + fans % 90);
		fan_begin(7, all[fans], 11 + (uint64_t)fans);
		subscribers_step(world.subscribers);
	}
	steps();
	for (int i = 0; i < 100; i++)
		expect_fanned(7);
	expect_nothing_for_core();
	for (int i = 0; i < 700; i++)
		expect_written(&world.sockets[i], all);
}

static void full_in_the_middle(void **state)
{
	(void)state;
	struct socket *socket = live(0, 7, 0, 10);
	socket->room = socket_filled;
	fan_begin(7, 'a', 11);
	fan_begin(7, 'b', 12);
	steps();
	expect_written(socket, "a");
	expect_fanned(7);
	expect_fanned(7);
	room_again(socket);
	expect_want(socket, 11);
}

static void named_after_another(void **state)
{
	(void)state;
	for (int i = 0; i < 600; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	subscribers_step(world.subscribers);
	struct edge_message *message = fan_message(7, 'n', 12);
	message->for_all = false;
	message->only_count = 2;
	message->only = calloc(2, sizeof *message->only);
	message->only[0] = world.sockets[0].conn; /* the last to be visited */
	message->only[1] = world.sockets[599].conn;
	subscribers_take(world.subscribers, message);
	fan_begin(7, 'b', 13);
	steps();
	expect_written(&world.sockets[0], "anb");
	expect_written(&world.sockets[599], "anb");
	expect_written(&world.sockets[300], "ab");
	for (int i = 0; i < 3; i++)
		expect_fanned(7);
}

static void passing_in_a_shared_round(void **state)
{
	(void)state;
	for (int i = 0; i < 600; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	subscribers_step(world.subscribers);
	struct edge_message *message = fan_message(7, 'x', 0);
	message->passing = true;
	subscribers_take(world.subscribers, message);
	fan_begin(7, 'b', 12);
	steps();
	for (int i = 0; i < 600; i++)
		expect_written(&world.sockets[i], "axb");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a fan-out yields after 256, and sessions take turns", slices),
		CLAIM("answers go out between two slices", answers_between_slices),
		CLAIM("who stays gets a fan-out once, whoever comes and goes meanwhile",
		      members_change_under_way),
		CLAIM_MANY("a fan-out joins the round under way, and shares its writes",
			   one_round_for_two),
		CLAIM("100 fan-outs that follow each other reach everybody in order",
		      endless_rounds),
		CLAIM_MANY("a socket that fills up in the middle of a batch is passed by after it",
			   full_in_the_middle),
		CLAIM("who is named gets first what others are still to get", named_after_another),
		CLAIM("passing rows come once in a shared round", passing_in_a_shared_round),
		CLAIM("a fan-out to nobody is finished at once", empty_session),
		CLAIM("a close comes after what waits, and nothing after it", close_comes_last),
		CLAIM("a message to a connection that is gone is dropped", late_messages),
		CLAIM("500 sessions at once are each served", many_sessions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
