/* What the log may answer: appended, lost, failed, unknown. */
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

struct place {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia, *kai;
};

static struct place place_open(void)
{
	struct place place = {.desk = desk_open()};
	place.session = desk_make_session(place.desk, place.code);
	place.mia = guest_return(place.desk, place.session, TOKEN_OF("m"));
	place.kai = guest_join(place.desk, place.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	return place;
}

static void add_topic(struct guest *guest, uint64_t number, struct text title)
{
	GUEST_DO(guest, number, topic_add, title);
}

static uint32_t topics(const struct guest *guest)
{
	const struct row **rows;
	uint32_t count = replica_rows(guest->replica, row_kind_topic, &rows);
	free(rows);
	return count;
}

/* All who look on see what somebody sees who has just come. */
static void assert_all_equal(struct place *place)
{
	struct guest *mia = guest_return(place->desk, place->session, TOKEN_OF("m"));
	assert_true(replica_digest(place->mia->replica, false) ==
		    replica_digest(mia->replica, false));
	assert_true(replica_digest(place->kai->replica, true) ==
		    replica_digest(mia->replica, true));
}

/* ---- lost ---- */

static void a_lost_append_is_decided_again(void **state)
{
	(void)state;
	struct place place = place_open();
	log_memory_plan(place.desk->memory, 1, log_memory_lost);
	uint32_t loads = place.desk->loads;
	add_topic(place.mia, 1, TEXT_OF("Trees"));
	add_topic(place.mia, 2, TEXT_OF("Ponds"));
	desk_run(place.desk);
	assert_int_equal(place.desk->loads, loads + 1);
	assert_done(place.mia, 1);
	assert_done(place.mia, 2);
	assert_int_equal(guest_answer(place.mia, 1)->result, 2);
	assert_int_equal(guest_answer(place.mia, 2)->result, 3);
	assert_int_equal(topics(place.kai), 3);
	assert_all_equal(&place);
	desk_close(place.desk);
}

static void what_the_other_wrote_counts(void **state)
{
	(void)state;
	struct place place = place_open();
	struct row_topic topic = {.id = {2}, .title = TEXT_OF("Of another process")};
	struct row_topic got;
	desk_write_foreign(place.desk, place.session, row_kind_topic, &topic);
	add_topic(place.mia, 1, TEXT_OF("Trees"));
	desk_run(place.desk);
	assert_done(place.mia, 1);
	assert_int_equal(guest_answer(place.mia, 1)->result, 3);
	guest_get(place.kai, row_kind_topic, 2, 0, 0, &got);
	assert_memory_equal(got.title.at, "Of another process", got.title.size);
	assert_all_equal(&place);
	desk_close(place.desk);
}

static void what_waits_stays_in_order(void **state)
{
	(void)state;
	struct place place = place_open();
	log_memory_plan(place.desk->memory, 1, log_memory_lost);
	place.desk->hold_disk = true;
	add_topic(place.mia, 1, TEXT_OF("A"));
	desk_run(place.desk);
	add_topic(place.mia, 2, TEXT_OF("B"));
	add_topic(place.mia, 3, TEXT_OF("C"));
	desk_run(place.desk);
	place.desk->hold_disk = false;
	desk_run(place.desk);
	for (uint64_t number = 1; number <= 3; number++)
		assert_int_equal(guest_answer(place.mia, number)->result, number + 1);
	assert_all_equal(&place);
	desk_close(place.desk);
}

static void lost_again_and_again(void **state)
{
	(void)state;
	struct place place = place_open();
	struct row_topic topic = {.id = {2}, .title = TEXT_OF("Other")};
	place.desk->hold_disk = true;
	add_topic(place.mia, 1, TEXT_OF("Mine"));
	desk_run(place.desk);
	for (uint32_t i = 0; i < 5; i++) {
		topic.id.n = 2 + i;
		desk_write_foreign(place.desk, place.session, row_kind_topic, &topic);
		place.desk->hold_disk = false;
		place.desk->hold_outcomes = true;
		desk_run(place.desk); /* the append is lost */
		place.desk->hold_outcomes = false;
		place.desk->hold_disk = true;
		desk_run(place.desk); /* asks for the rows */
		assert_null(guest_answer(place.mia, 1));
	}
	place.desk->hold_disk = false;
	desk_run(place.desk);
	assert_done(place.mia, 1);
	assert_int_equal(topics(place.kai), 7);
	assert_all_equal(&place);
	desk_close(place.desk);
}

/* ---- failed ---- */

static void a_failed_append_changes_nothing(void **state)
{
	(void)state;
	struct place place = place_open();
	uint64_t digest = replica_digest(place.mia->replica, false);
	log_memory_plan(place.desk->memory, 1, log_memory_failed);
	add_topic(place.mia, 1, TEXT_OF("Trees"));
	GUEST_DO(place.kai, 2, topic_add, TEXT_OF("Not mine"));
	desk_run(place.desk);
	assert_refused(place.mia, 1, err_not_stored);
	assert_true(guest_answer(place.mia, 1)->retry_ms > 0);
	assert_refused(place.kai, 2, err_not_moderator);
	assert_int_equal(place.desk->reports, 1);
	assert_false(place.desk->fatal);
	assert_true(replica_digest(place.mia->replica, false) == digest);
	assert_all_equal(&place);
	desk_close(place.desk);
}

static void a_join_that_was_not_stored_makes_nobody(void **state)
{
	(void)state;
	struct place place = place_open();
	struct guest *guest = guest_visit(place.desk, place.code);
	log_memory_plan(place.desk->memory, 1, log_memory_failed);
	GUEST_DO(guest, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(place.desk);
	assert_refused(guest, 1, err_not_stored);
	assert_int_equal(guest->welcome.person.n, 0);
	assert_closed(guest_return(place.desk, place.session, TOKEN_OF("z")), err_token_unknown);
	GUEST_DO(guest, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(place.desk);
	assert_done(guest, 1);
	assert_int_equal(guest->welcome.person.n, 3);
	desk_close(place.desk);
}

static void what_failed_may_be_given_again(void **state)
{
	(void)state;
	struct place place = place_open();
	add_topic(place.mia, 1, TEXT_OF("First"));
	desk_run(place.desk);
	log_memory_plan(place.desk->memory, 1, log_memory_failed);
	add_topic(place.mia, 2, TEXT_OF("Second"));
	add_topic(place.mia, 1, TEXT_OF("First"));
	desk_run(place.desk);
	assert_refused(place.mia, 2, err_not_stored);
	assert_done(place.mia, 1); /* that one was durable before */
	add_topic(place.mia, 2, TEXT_OF("Second"));
	desk_run(place.desk);
	assert_done(place.mia, 2);
	assert_int_equal(guest_answer(place.mia, 2)->result, 3);
	assert_int_equal(topics(place.kai), 3);
	assert_all_equal(&place);
	desk_close(place.desk);
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

/* ---- unknown ---- */

static void an_unknown_append_ends_the_process(void **state)
{
	(void)state;
	for (int written = 0; written < 2; written++) {
		struct place place = place_open();
		log_memory_plan(place.desk->memory, 1,
				written ? log_memory_unknown_written
					: log_memory_unknown_unwritten);
		add_topic(place.mia, 1, TEXT_OF("Trees"));
		desk_run(place.desk);
		assert_true(place.desk->fatal);
		assert_null(guest_answer(place.mia, 1));
		assert_int_equal(topics(place.kai), 1);
		desk_restart(place.desk);
		struct guest *mia = guest_connect(place.desk, 0);
		struct frame_hello hello =
			guest_hello_again(place.mia, place.session, TOKEN_OF("m"));
		hello.device.n = 1000 + 2; /* hers: she was the second guest */
		guest_say_hello(mia, &hello);
		add_topic(mia, 1, TEXT_OF("Trees"));
		desk_run(place.desk);
		assert_done(mia, 1);
		struct guest *fresh = guest_return(place.desk, place.session, TOKEN_OF("m"));
		assert_int_equal(topics(fresh), 2);
		desk_close(place.desk);
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
		CLAIM("what was not stored may be given again with its number",
		      what_failed_may_be_given_again),
		CLAIM("a new session and its listing are stored together or not at all",
		      a_session_is_made_wholly_or_not_at_all),
		CLAIM("an unknown append is answered to nobody; after a restart it was done once",
		      an_unknown_append_ends_the_process),
		CLAIM("a host is made once", a_host_is_made_once),
	};
	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
