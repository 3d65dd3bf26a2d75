/* What the log may answer: appended, lost, failed, unknown. */
#include <string.h>

#include "core_desk.h"

static void add_topic(struct guest *guest, uint64_t number, struct text title)
{
	GUEST_DO(guest, number, topic_add, title, {0});
}

static uint32_t topics(const struct guest *guest)
{
	return guest_count_rows(guest, row_kind_topic);
}

/* All who look on see what somebody sees who has just come. */
static void assert_all_equal(struct room *room)
{
	struct guest *mia = guest_return(room->desk, room->session, TOKEN_OF("m"));
	assert_true(replica_digest(room->mia->replica, false) ==
		    replica_digest(mia->replica, false));
	assert_true(replica_digest(room->kai->replica, true) == replica_digest(mia->replica, true));
}

/* ---- lost ---- */

static void a_lost_append_is_decided_again(void **state)
{
	(void)state;
	struct room room = room_open();
	log_memory_plan(room.desk->memory, 1, log_memory_lost);
	uint32_t loads = room.desk->loads;
	add_topic(room.mia, 1, TEXT_OF("Trees"));
	add_topic(room.mia, 2, TEXT_OF("Ponds"));
	desk_run(room.desk);
	assert_int_equal(room.desk->loads, loads + 1);
	assert_done(room.mia, 1);
	assert_done(room.mia, 2);
	assert_int_equal(guest_answer(room.mia, 1)->result, 2);
	assert_int_equal(guest_answer(room.mia, 2)->result, 3);
	assert_int_equal(topics(room.kai), 3);
	assert_all_equal(&room);
	desk_close(room.desk);
}

static void what_the_other_wrote_counts(void **state)
{
	(void)state;
	struct room room = room_open();
	struct row_topic topic = {.id = {2}, .title = TEXT_OF("Of another process")};
	struct row_topic got;
	desk_write_foreign(room.desk, room.session, row_kind_topic, &topic);
	add_topic(room.mia, 1, TEXT_OF("Trees"));
	desk_run(room.desk);
	assert_done(room.mia, 1);
	assert_int_equal(guest_answer(room.mia, 1)->result, 3);
	guest_get(room.kai, row_kind_topic, 2, 0, 0, &got);
	assert_memory_equal(got.title.at, "Of another process", got.title.size);
	assert_all_equal(&room);
	desk_close(room.desk);
}

static void what_waits_stays_in_order(void **state)
{
	(void)state;
	struct room room = room_open();
	log_memory_plan(room.desk->memory, 1, log_memory_lost);
	room.desk->hold_disk = true;
	add_topic(room.mia, 1, TEXT_OF("A"));
	desk_run(room.desk);
	add_topic(room.mia, 2, TEXT_OF("B"));
	add_topic(room.mia, 3, TEXT_OF("C"));
	desk_run(room.desk);
	room.desk->hold_disk = false;
	desk_run(room.desk);
	for (uint64_t number = 1; number <= 3; number++)
		assert_int_equal(guest_answer(room.mia, number)->result, number + 1);
	assert_all_equal(&room);
	desk_close(room.desk);
}

static void lost_again_and_again(void **state)
{
	(void)state;
	struct room room = room_open();
	struct row_topic topic = {.id = {2}, .title = TEXT_OF("Other")};
	room.desk->hold_disk = true;
	add_topic(room.mia, 1, TEXT_OF("Mine"));
	desk_run(room.desk);
	for (uint32_t i = 0; i < 5; i++) {
		topic.id.n = 2 + i;
		desk_write_foreign(room.desk, room.session, row_kind_topic, &topic);
		room.desk->hold_disk = false;
		room.desk->hold_outcomes = true;
		desk_run(room.desk); /* the append is lost */
		room.desk->hold_outcomes = false;
		room.desk->hold_disk = true;
		desk_run(room.desk); /* asks for the rows */
		assert_null(guest_answer(room.mia, 1));
	}
	room.desk->hold_disk = false;
	desk_run(room.desk);
	assert_done(room.mia, 1);
	assert_int_equal(topics(room.kai), 7);
	assert_all_equal(&room);
	desk_close(room.desk);
}

/* ---- failed ---- */

static void a_failed_append_changes_nothing(void **state)
{
	(void)state;
	struct room room = room_open();
	uint64_t digest = replica_digest(room.mia->replica, false);
	log_memory_plan(room.desk->memory, 1, log_memory_failed);
	add_topic(room.mia, 1, TEXT_OF("Trees"));
	GUEST_DO(room.kai, 2, topic_add, TEXT_OF("Not mine"), {0});
	desk_run(room.desk);
	assert_refused(room.mia, 1, err_not_stored);
	assert_true(guest_answer(room.mia, 1)->retry_ms > 0);
	assert_refused(room.kai, 2, err_not_moderator);
	assert_int_equal(room.desk->reports, 1);
	assert_false(room.desk->fatal);
	assert_true(replica_digest(room.mia->replica, false) == digest);
	assert_all_equal(&room);
	desk_close(room.desk);
}

static void a_join_that_was_not_stored_makes_nobody(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *guest = guest_visit(room.desk, room.code);
	log_memory_plan(room.desk->memory, 1, log_memory_failed);
	GUEST_DO(guest, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_refused(guest, 1, err_not_stored);
	assert_int_equal(guest->welcome.person.n, 0);
	assert_closed(guest_return(room.desk, room.session, TOKEN_OF("z")), err_token_unknown);
	GUEST_DO(guest, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_done(guest, 1);
	assert_int_equal(guest->welcome.person.n, 3);
	desk_close(room.desk);
}

/* It changes nothing, yet is decided on what the same batch would have changed. */
static void a_repeated_join_that_failed_joins_nobody(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *again = guest_visit(room.desk, room.code);
	log_memory_plan(room.desk->memory, 1, log_memory_failed);
	add_topic(room.mia, 1, TEXT_OF("Trees"));
	GUEST_DO(again, 1, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1}, TEXT_OF(""));
	desk_run(room.desk);
	assert_refused(room.mia, 1, err_not_stored);
	assert_refused(again, 1, err_not_stored);
	assert_int_equal(again->welcome.person.n, 0);
	GUEST_DO(again, 1, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1}, TEXT_OF(""));
	desk_run(room.desk);
	assert_done(again, 1);
	assert_int_equal(again->welcome.person.n, 2);
	desk_close(room.desk);
}

static void what_failed_may_be_given_again(void **state)
{
	(void)state;
	struct room room = room_open();
	add_topic(room.mia, 1, TEXT_OF("First"));
	desk_run(room.desk);
	log_memory_plan(room.desk->memory, 1, log_memory_failed);
	add_topic(room.mia, 2, TEXT_OF("Second"));
	add_topic(room.mia, 1, TEXT_OF("First"));
	desk_run(room.desk);
	assert_refused(room.mia, 2, err_not_stored);
	assert_done(room.mia, 1); /* that one was durable before */
	add_topic(room.mia, 2, TEXT_OF("Second"));
	desk_run(room.desk);
	assert_done(room.mia, 2);
	assert_int_equal(guest_answer(room.mia, 2)->result, 3);
	assert_int_equal(topics(room.kai), 3);
	assert_all_equal(&room);
	desk_close(room.desk);
}

static void a_session_is_made_wholly_or_not_at_all(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	struct guest *host = guest_return(desk, 0, TOKEN_OF("h"));
	const struct command_session_create create = {.title = TEXT_OF("Towns"),
						      .language = language_de,
						      .method = TEXT_OF("halls"),
						      .towns = {1, {TEXT_OF("Ahausen")}},
						      .name = TEXT_OF("Mia"),
						      .token = TOKEN_OF("m")};
	log_memory_plan(desk->memory, 1, log_memory_failed);
	guest_command(host, 1, command_kind_session_create, &create);
	guest_command(host, 2, command_kind_session_create, &create);
	desk_run(desk);
	assert_refused(host, 1, err_not_stored);
	assert_refused(host, 2, err_not_stored);
	assert_false(guest_has(host, row_kind_listing, 1, 0, 0));
	assert_closed(guest_return(desk, 1, TOKEN_OF("m")), err_token_unknown);
	guest_command(host, 1, command_kind_session_create, &create);
	guest_command(host, 2, command_kind_session_create, &create);
	desk_run(desk);
	assert_int_equal(guest_answer(host, 1)->result, 1);
	assert_int_equal(guest_answer(host, 2)->result, 2);
	assert_int_equal(guest_return(desk, 1, TOKEN_OF("m"))->welcome.role, role_moderator);
	assert_int_equal(guest_return(desk, 2, TOKEN_OF("m"))->welcome.role, role_moderator);
	desk_restart(desk);
	assert_int_equal(guest_return(desk, 2, TOKEN_OF("m"))->welcome.role, role_moderator);
	desk_close(desk);
}

static void a_lost_session_is_made_anew(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	struct guest *host = guest_return(desk, 0, TOKEN_OF("h"));
	char code[CODE_CHARACTERS + 1];
	log_memory_plan(desk->memory, 1, log_memory_lost);
	GUEST_DO(host, 1, session_create, .title = TEXT_OF("Towns"), .language = language_de,
		 .method = TEXT_OF("halls"), .towns = {1, {TEXT_OF("Ahausen")}},
		 .name = TEXT_OF("Mia"), .token = TOKEN_OF("m"));
	desk_run(desk);
	assert_done(host, 1);
	assert_int_equal(guest_answer(host, 1)->result, 1);
	assert_true(guest_has(host, row_kind_listing, 1, 0, 0));
	assert_int_equal(guest_return(desk, 1, TOKEN_OF("m"))->welcome.role, role_moderator);
	assert_int_equal(desk_make_session(desk, code), 2);
	desk_close(desk);
}

/* ---- unknown ---- */

static void an_unknown_append_ends_the_process(void **state)
{
	(void)state;
	for (int written = 0; written < 2; written++) {
		struct room room = room_open();
		log_memory_plan(room.desk->memory, 1,
				written ? log_memory_unknown_written
					: log_memory_unknown_unwritten);
		add_topic(room.mia, 1, TEXT_OF("Trees"));
		desk_run(room.desk);
		assert_true(room.desk->fatal);
		assert_null(guest_answer(room.mia, 1));
		assert_int_equal(topics(room.kai), 1);
		desk_restart(room.desk);
		struct guest *mia = guest_connect(room.desk, 0);
		struct frame_hello hello = guest_hello_again(room.mia, room.session, TOKEN_OF("m"));
		hello.device.n = 1000 + 2; /* hers: she was the second guest */
		guest_say_hello(mia, &hello);
		add_topic(mia, 1, TEXT_OF("Trees"));
		desk_run(room.desk);
		assert_done(mia, 1);
		struct guest *fresh = guest_return(room.desk, room.session, TOKEN_OF("m"));
		assert_int_equal(topics(fresh), 2);
		desk_close(room.desk);
	}
}

/* ---- the host ---- */

static void note_host(void *context, bool made)
{
	*(int *)context = made;
}

static void a_host_is_made_once(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	int made = -1;
	core_make_host(desk->core, TOKEN_OF("x").at, note_host, &made);
	desk_run(desk);
	assert_int_equal(made, false);
	desk_restart(desk);
	made = -1;
	core_make_host(desk->core, TOKEN_OF("x").at, note_host, &made);
	desk_run(desk);
	assert_int_equal(made, false);
	assert_closed(guest_return(desk, 0, TOKEN_OF("x")), err_token_unknown);
	assert_int_equal(guest_return(desk, 0, TOKEN_OF("h"))->welcome.role, role_host);
	desk_close(desk);
}

int core_log(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[LOG-3] a lost append is decided again, over what the other wrote",
		      a_lost_append_is_decided_again),
		CLAIM("what another process wrote is seen by all, and counts",
		      what_the_other_wrote_counts),
		CLAIM("commands that wait stay in their order behind those of a lost append",
		      what_waits_stays_in_order),
		CLAIM("an append that is lost again and again is done in the end",
		      lost_again_and_again),
		CLAIM("a failed append refuses with not_stored and leaves the state",
		      a_failed_append_changes_nothing),
		CLAIM("a join that was not stored makes nobody",
		      a_join_that_was_not_stored_makes_nobody),
		CLAIM("a repeated join in a batch that failed is refused, and joins nobody yet",
		      a_repeated_join_that_failed_joins_nobody),
		CLAIM("what was not stored may be given again with its number",
		      what_failed_may_be_given_again),
		CLAIM("a new session and its listing are stored together or not at all",
		      a_session_is_made_wholly_or_not_at_all),
		CLAIM("a new session whose append was lost is made anew, once",
		      a_lost_session_is_made_anew),
		CLAIM("an unknown append is answered to nobody; after a restart it was done once",
		      an_unknown_append_ends_the_process),
		CLAIM("a host is made once", a_host_is_made_once),
	};
	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
