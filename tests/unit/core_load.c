/* Much at once, long silence, and slow sockets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

struct crowd {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia;
};

static struct crowd crowd_open(void)
{
	struct crowd crowd = {.desk = desk_open()};
	crowd.session = desk_make_session(crowd.desk, crowd.code);
	crowd.mia = guest_return(crowd.desk, crowd.session, TOKEN_OF("m"));
	return crowd;
}

static char *long_text(void)
{
	char *text = malloc(8001);
	for (size_t i = 0; i < 8000; i += 4)
		memcpy(text + i, "😀", 4);
	text[8000] = '\0';
	return text;
}

static void add_long_ideas(struct guest *guest, uint64_t number, uint32_t count, uint32_t board)
{
	char *text = long_text();
	for (uint32_t i = 0; i < count; i++)
		GUEST_DO(guest, number + i, idea_add, {board}, {0}, TEXT_OF(""), {text, 8000}, {0});
	free(text);
}

static uint32_t letters(const struct guest *guest, char letter)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < guest->heard_count; i++)
		count += guest->heard[i] == letter;
	return count;
}

/* ---- [ROW-5] ---- */

static void a_long_update_comes_in_pieces(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	add_long_ideas(crowd.mia, 1, 40, 1);
	desk_run(crowd.desk);
	assert_done(crowd.mia, 40);
	struct guest *guest = guest_visit(crowd.desk, crowd.code);
	assert_int_equal(guest_count_rows(guest, row_kind_idea), 40);
	assert_true(letters(guest, '.') >= 6);
	assert_int_equal(letters(guest, 'U'), 1);
	assert_true(guest->message_bytes_max <= MESSAGE_BYTES_MAX);
	assert_true(guest->message_bytes_max > MESSAGE_BYTES_MAX / 2);
	assert_true(replica_digest(guest->replica, true) ==
		    replica_digest(crowd.mia->replica, true));
	desk_close(crowd.desk);
}

static void lists_of_few_come_in_pieces_too(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	add_long_ideas(crowd.mia, 1, 30, 2); /* Ahausen's board: members and moderators */
	desk_run(crowd.desk);
	struct guest *kai = guest_join(crowd.desk, crowd.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	struct guest *zoe = guest_join(crowd.desk, crowd.code, TOKEN_OF("z"), TEXT_OF("Zoe"), 2);
	assert_int_equal(guest_count_rows(kai, row_kind_idea), 30);
	assert_int_equal(guest_count_rows(zoe, row_kind_idea), 0);
	assert_int_equal(guest_count_rows(crowd.mia, row_kind_idea), 30);
	assert_true(kai->message_bytes_max <= MESSAGE_BYTES_MAX);
	assert_true(crowd.mia->message_bytes_max <= MESSAGE_BYTES_MAX);
	desk_close(crowd.desk);
}

static void rows_that_change_between_pieces_come_again(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	struct row_idea idea;
	add_long_ideas(crowd.mia, 1, 40, 1);
	desk_run(crowd.desk);
	struct guest *guest = guest_connect(crowd.desk, 0);
	guest->full = true;
	guest_say_hello(guest, &(struct frame_hello){.version = PROTOCOL_VERSION,
						     .code = {crowd.code, CODE_CHARACTERS},
						     .language = language_en,
						     .watch = true});
	desk_run(crowd.desk);
	for (uint64_t number = 100; number < 110; number++) {
		/* One message goes out, then an idea changes. */
		uint32_t heard = letters(guest, '.');
		guest_drain(guest);
		while (letters(guest, '.') == heard && crowd.desk->to_core)
			desk_run(crowd.desk);
		guest->full = true;
		GUEST_DO(crowd.mia, number, idea_edit, {1}, 0, {0}, TEXT_OF("New"), TEXT_OF("x"));
		GUEST_DO(crowd.mia, number + 100, idea_remove, {(uint32_t)(number - 70)});
		desk_run(crowd.desk);
	}
	guest_drain(guest);
	desk_run(crowd.desk);
	guest_get(guest, row_kind_idea, 1, 0, 0, &idea);
	assert_memory_equal(idea.title.at, "New", 3);
	assert_true(replica_digest(guest->replica, true) ==
		    replica_digest(crowd.mia->replica, true));
	desk_close(crowd.desk);
}

static void a_fan_out_beyond_a_message_is_fetched(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	struct guest *guest = guest_visit(crowd.desk, crowd.code);
	struct guest *other = guest_connect(crowd.desk, 1);
	guest_say_hello(other, &(struct frame_hello){.version = PROTOCOL_VERSION,
						     .code = {crowd.code, CODE_CHARACTERS},
						     .language = language_en,
						     .watch = true});
	desk_run(crowd.desk);
	uint32_t without = crowd.desk->fans_without_packet;
	add_long_ideas(crowd.mia, 1, 20, 1); /* 160 kB in one batch */
	desk_run(crowd.desk);
	assert_int_equal(crowd.desk->fans_without_packet, without + DESK_EDGES);
	assert_int_equal(guest_count_rows(guest, row_kind_idea), 20);
	assert_int_equal(guest_count_rows(other, row_kind_idea), 20);
	assert_int_equal(guest_count_rows(crowd.mia, row_kind_idea), 20);
	assert_true(guest->message_bytes_max <= MESSAGE_BYTES_MAX);
	assert_true(replica_digest(guest->replica, true) ==
		    replica_digest(crowd.mia->replica, true));
	assert_true(replica_digest(other->replica, true) ==
		    replica_digest(crowd.mia->replica, true));
	desk_close(crowd.desk);
}

static void a_slow_socket_gets_the_newest_state(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	struct guest *guest = guest_visit(crowd.desk, crowd.code);
	add_long_ideas(crowd.mia, 1, 1, 1);
	desk_run(crowd.desk);
	guest_forget_heard(guest);
	guest->full = true;
	for (uint64_t number = 2; number < 50; number++) {
		GUEST_DO(crowd.mia, number, idea_edit, {1}, 0, {0}, TEXT_OF(""), TEXT_OF("x"));
		desk_run(crowd.desk);
	}
	GUEST_DO(crowd.mia, 50, idea_edit, {1}, 0, {0}, TEXT_OF("Last"), TEXT_OF("x"));
	desk_run(crowd.desk);
	assert_string_equal(guest->heard, "");
	guest_drain(guest);
	desk_run(crowd.desk);
	assert_true(letters(guest, 'r') <= 2);
	assert_true(guest->bytes < 1000);
	struct row_idea idea;
	guest_get(guest, row_kind_idea, 1, 0, 0, &idea);
	assert_memory_equal(idea.title.at, "Last", 4);
	desk_close(crowd.desk);
}

/* ---- bounds ---- */

static void beyond_64_mib_the_server_is_busy(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	/* Surplus arguments fill the frame: 60 kB each, of a command that is refused. */
	struct buffer frame = {0};
	static const uint8_t head[] = {0x94, 2, 1, 18, 0x92, 0xcd, 0x03, 0xe7, 0xc5, 0xea, 0x60};
	buffer_append(&frame, head, sizeof head);
	uint8_t *filling = calloc(1, 60000);
	buffer_append(&frame, filling, 60000);
	free(filling);
	crowd.desk->hold_disk = true;
	GUEST_DO(crowd.mia, 1, topic_add, TEXT_OF("Under way"), {0});
	desk_run(crowd.desk);
	uint32_t sent = 0;
	while (crowd.mia->answer_count == 0 && sent < 1300) {
		for (uint32_t i = 0; i < 50; i++, sent++) {
			frame.at[2] = (uint8_t)(2 + sent % 100);
			guest_send_command(crowd.mia, frame.at, frame.size);
		}
		desk_run(crowd.desk);
	}
	assert_true(sent > 1000 && sent < 1200); /* 64 MiB are 1,118 of them */
	assert_int_equal(crowd.mia->answers[0].err, err_busy);
	assert_true(crowd.mia->answers[0].retry_ms > 0);
	crowd.mia->answer_count = 0;
	crowd.desk->hold_disk = false;
	guest_hang_up(crowd.mia); /* more answers than the guest remembers */
	desk_run(crowd.desk);
	struct guest *mia = guest_return(crowd.desk, crowd.session, TOKEN_OF("m"));
	GUEST_DO(mia, 1, topic_add, TEXT_OF("Again"), {0});
	desk_run(crowd.desk);
	assert_done(mia, 1);
	buffer_free(&frame);
	desk_close(crowd.desk);
}

/* ---- silence ---- */

static void an_idle_session_is_unloaded(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	uint64_t loaded = core_figures(crowd.desk->core).sessions_loaded;
	desk_wait(crowd.desk, 600000); /* somebody looks on */
	guest_hang_up(crowd.mia);
	desk_run(crowd.desk);
	assert_int_equal(crowd.desk->due_ms, crowd.desk->now_ms + 60000);
	desk_wait(crowd.desk, 59999);
	guest_hang_up(guest_visit(crowd.desk, crowd.code));
	desk_run(crowd.desk);
	assert_int_equal(core_figures(crowd.desk->core).sessions_loaded, loaded);
	desk_wait(crowd.desk, 60000);
	assert_true(crowd.desk->due_ms == UINT64_MAX);
	struct guest *mia = guest_return(crowd.desk, crowd.session, TOKEN_OF("m"));
	assert_int_equal(core_figures(crowd.desk->core).sessions_loaded, loaded + 1);
	assert_int_equal(mia->welcome.role, role_moderator);
	assert_true(replica_digest(mia->replica, false) ==
		    replica_digest(crowd.mia->replica, false));
	desk_close(crowd.desk);
}

static void a_quiet_core_has_nothing_due(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	guest_join(crowd.desk, crowd.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	desk_wait(crowd.desk, 5000);
	desk_wait(crowd.desk, 100000);
	uint32_t fans = crowd.desk->fans + crowd.desk->fans_passing;
	desk_wait(crowd.desk, 100000);
	assert_true(crowd.desk->due_ms == UINT64_MAX);
	assert_int_equal(crowd.desk->fans + crowd.desk->fans_passing, fans);
	desk_close(crowd.desk);
}

static void figures_count(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	struct core_figures before = core_figures(crowd.desk->core);
	struct guest *guest = guest_visit(crowd.desk, crowd.code);
	GUEST_DO(guest, 1, idea_remove, {1});
	GUEST_DO(crowd.mia, 1, topic_add, TEXT_OF("Trees"), {0});
	desk_run(crowd.desk);
	struct core_figures after = core_figures(crowd.desk->core);
	assert_int_equal(after.connections, before.connections + 1);
	assert_int_equal(after.commands, before.commands + 2);
	assert_int_equal(after.refusals, before.refusals + 1);
	assert_int_equal(after.batches, before.batches + 1);
	assert_true(after.rows_put > before.rows_put);
	guest_hang_up(guest);
	desk_run(crowd.desk);
	assert_int_equal(core_figures(crowd.desk->core).connections, before.connections);
	desk_close(crowd.desk);
}

static void late_messages_of_gone_connections_are_dropped(void **state)
{
	(void)state;
	struct crowd crowd = crowd_open();
	struct guest *guest = guest_visit(crowd.desk, crowd.code);
	struct conn_id gone = guest->conn;
	guest_hang_up(guest);
	desk_run(crowd.desk);
	struct guest *next = guest_visit(crowd.desk, crowd.code); /* in the same slot */
	assert_int_equal(next->conn.slot, gone.slot);
	static const enum core_message_kind kinds[] = {core_message_want, core_message_read,
						       core_message_closed};
	for (size_t i = 0; i < 3; i++) {
		struct core_message *message = core_message_new(kinds[i]);
		message->conn = gone;
		core_take(crowd.desk->core, message);
		message = core_message_new(kinds[i]);
		message->conn = (struct conn_id){DESK_EDGES - 1, 123456, 1};
		core_take(crowd.desk->core, message);
	}
	desk_run(crowd.desk);
	GUEST_DO(crowd.mia, 1, topic_add, TEXT_OF("Trees"), {0});
	desk_run(crowd.desk);
	assert_true(guest_has(next, row_kind_topic, 2, 0, 0));
	desk_close(crowd.desk);
}

int core_load(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[ROW-5] what is longer than a message comes in pieces, the last with the "
		      "cursor",
		      a_long_update_comes_in_pieces),
		CLAIM("[ROW-5] so do the rows of moderators and of a board's members",
		      lists_of_few_come_in_pieces_too),
		CLAIM("[ROW-5] rows that change between two pieces come again",
		      rows_that_change_between_pieces_come_again),
		CLAIM("a fan-out that is longer than a message makes everybody come for pieces",
		      a_fan_out_beyond_a_message_is_fetched),
		CLAIM("[ROW-6] a slow socket gets each row once, in its newest state",
		      a_slow_socket_gets_the_newest_state),
		CLAIM("beyond 64 MiB of waiting commands the server is busy, and goes on after",
		      beyond_64_mib_the_server_is_busy),
		CLAIM("a session that nobody looks at is unloaded after a minute",
		      an_idle_session_is_unloaded),
		CLAIM("a quiet core has nothing due", a_quiet_core_has_nothing_due),
		CLAIM("the figures count what happens", figures_count),
		CLAIM("late messages of gone connections are dropped",
		      late_messages_of_gone_connections_are_dropped),
	};
	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
