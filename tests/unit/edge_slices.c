/* Many subscribers: slices and turns of fan-outs, comings and goings, ends. */
#include "edge_world.h"

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

static void members_change_under_way(void **state)
{
	(void)state;
	uint32_t dice = 1;
	for (int i = 0; i < 1500; i++)
		live(i, 7, 0, 10);
	fan_begin(7, 'a', 11);
	int next = 1500;
	bool more = true;
	while (more) {
		more = subscribers_step(world.subscribers);
		for (int i = 0; i < 40; i++)
			subscribers_remove(world.subscribers,
					   world.sockets[roll(&dice) % 1500].conn);
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
		CLAIM("a session's fan-outs run one after the other", one_after_the_other),
		CLAIM("a fan-out to nobody is finished at once", empty_session),
		CLAIM("a close comes after what waits, and nothing after it", close_comes_last),
		CLAIM("a message to a connection that is gone is dropped", late_messages),
		CLAIM("500 sessions at once are each served", many_sessions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
