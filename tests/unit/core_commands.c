/* Commands on their way through the core: numbers, batches, refusals, pages, leaving. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

/* ---- [CMD-2] ---- */

static void nothing_shows_before_it_is_durable(void **state)
{
	(void)state;
	struct room room = room_open();
	room.desk->hold_disk = true;
	guest_add_idea(room.kai, 1, "Bench");
	GUEST_DO(room.kai, 2, idea_remove, {999});
	desk_run(room.desk);
	desk_wait(room.desk, 100);
	assert_null(strpbrk(room.kai->heard, "DRrU"));
	assert_null(strpbrk(room.mia->heard, "DRrU"));
	assert_int_equal(guest_count_rows(guest_visit(room.desk, room.code), row_kind_idea), 0);
	room.desk->hold_disk = false;
	room.desk->hold_outcomes = true; /* durable, but the core does not know yet */
	desk_run(room.desk);
	assert_null(strpbrk(room.kai->heard, "DRrU"));
	room.desk->hold_outcomes = false;
	desk_run(room.desk);
	assert_done(room.kai, 1);
	assert_refused(room.kai, 2, err_not_found);
	assert_int_equal(guest_count_rows(room.kai, row_kind_idea), 1);
	assert_int_equal(guest_count_rows(room.mia, row_kind_idea), 1);
	assert_true(replica_seq(room.kai->replica) >= guest_answer(room.kai, 1)->seq);
	desk_close(room.desk);
}

static void answers_come_in_the_order_of_deciding(void **state)
{
	(void)state;
	struct room room = room_open();
	for (uint64_t number = 1; number <= 32; number++) {
		if (number % 3)
			guest_add_idea(room.kai, number, "Bench");
		else
			GUEST_DO(room.kai, number, idea_remove, {999});
	}
	desk_run(room.desk);
	assert_int_equal(room.kai->answer_count, 32 + 1); /* and the join's */
	for (uint64_t number = 1; number <= 32; number++) {
		assert_int_equal(room.kai->answers[number].number, number);
		assert_int_equal(room.kai->answers[number].done, number % 3 > 0);
	}
	assert_true(strrchr(room.kai->heard, 'D') < strrchr(room.kai->heard, 'U'));
	desk_close(room.desk);
}

static void a_done_is_followed_by_its_cursor(void **state)
{
	(void)state;
	struct room room = room_open();
	GUEST_DO(room.kai, 1, person_edit, TEXT_OF("Kai B."), TEXT_OF(""));
	desk_run(room.desk);
	assert_done(room.kai, 1);
	assert_true(replica_seq(room.kai->replica) >= guest_answer(room.kai, 1)->seq);
	/* One that changed nothing too: its number is below what has been seen. */
	guest_add_idea(room.kai, 2, "Bench");
	GUEST_DO(room.kai, 3, vote, {1}, {1}, choice_agree, {0});
	desk_run(room.desk);
	GUEST_DO(room.kai, 4, vote, {1}, {1}, choice_agree, {0});
	desk_run(room.desk);
	assert_done(room.kai, 4);
	assert_true(replica_seq(room.kai->replica) >= guest_answer(room.kai, 4)->seq);
	desk_close(room.desk);
}

/* ---- drafts ---- */

static void commands_of_a_batch_see_each_other(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *one = guest_visit(room.desk, room.code);
	struct guest *other = guest_visit(room.desk, room.code);
	uint32_t appends = room.desk->appends;
	guest_add_idea(room.kai, 1, "One");
	guest_add_idea(room.mia, 1, "Other");
	GUEST_DO(room.mia, 2, comment_add, {2}, TEXT_OF("On the new one"), {0});
	GUEST_DO(room.mia, 3, phase_go, {1}, {1}, {2}, false, false);
	GUEST_DO(room.mia, 4, phase_go, {1}, {1}, {2}, false, false);
	guest_add_idea(room.kai, 2, "Too late");
	GUEST_DO(one, 1, join, TOKEN_OF("1"), TEXT_OF("One"), {1}, TEXT_OF(""));
	GUEST_DO(other, 1, join, TOKEN_OF("2"), TEXT_OF("Other"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_int_equal(room.desk->appends, appends + 1);
	assert_int_equal(guest_answer(room.kai, 1)->result, 1);
	assert_int_equal(guest_answer(room.mia, 1)->result, 2);
	assert_done(room.mia, 2);
	assert_done(room.mia, 3);
	assert_refused(room.mia, 4, err_phase_moved);
	assert_refused(room.kai, 2, err_phase_forbids);
	assert_string_equal(guest_answer(room.kai, 2)->message,
			    "The current phase “Vote” does not allow this.");
	assert_int_equal(guest_answer(one, 1)->result, 3);
	assert_int_equal(guest_answer(other, 1)->result, 4);
	desk_close(room.desk);
}

static void what_comes_meanwhile_goes_together_next(void **state)
{
	(void)state;
	struct room room = room_open();
	room.desk->hold_disk = true;
	uint32_t appends = room.desk->appends;
	guest_add_idea(room.kai, 1, "First");
	desk_run(room.desk);
	for (uint64_t number = 2; number <= 20; number++) {
		guest_add_idea(room.kai, number, "Meanwhile");
		desk_run(room.desk);
	}
	room.desk->hold_disk = false;
	desk_run(room.desk);
	assert_int_equal(room.desk->appends, appends + 2);
	assert_int_equal(guest_count_rows(room.mia, row_kind_idea), 20);
	assert_int_equal(guest_answer(room.kai, 2)->seq, guest_answer(room.kai, 20)->seq);
	desk_close(room.desk);
}

static void a_refused_command_leaves_no_trace_in_its_batch(void **state)
{
	(void)state;
	struct room room = room_open();
	uint32_t appends = room.desk->appends;
	GUEST_DO(room.kai, 1, topic_add, TEXT_OF("Not mine to add"), {0});
	desk_run(room.desk);
	assert_refused(room.kai, 1, err_not_moderator);
	assert_int_equal(room.desk->appends, appends);
	GUEST_DO(room.kai, 2, topic_add, TEXT_OF("Not mine to add"), {0});
	GUEST_DO(room.mia, 1, topic_add, TEXT_OF("Mine"), {0});
	desk_run(room.desk);
	assert_int_equal(guest_answer(room.mia, 1)->result, 2);
	desk_close(room.desk);
}

/* Two megabytes of ideas that all wait at once: each batch of about one is an append. */
static void a_batch_stops_growing(void **state)
{
	(void)state;
	struct room room = room_open();
	char text[2001 * 4];
	size_t size = 0;
	while (size < 2000 * 4)
		size += (size_t)snprintf(text + size, 5, "😀");
	uint32_t appends = room.desk->appends;
	for (uint64_t number = 1; number <= 250; number++)
		guest_add_idea(room.kai, number, text);
	desk_run(room.desk);
	assert_int_equal(room.desk->appends, appends + 2);
	assert_int_equal(guest_count_rows(room.mia, row_kind_idea), 250);
	desk_close(room.desk);
}

/* ---- arguments and devices ---- */

static void wrong_arguments_are_refused_in_their_turn(void **state)
{
	(void)state;
	struct room room = room_open();
	static const uint8_t unknown[] = {0x94, 2, 1, 0xcc, 200, 0x90};
	guest_send_command(room.kai, unknown, sizeof unknown);
	guest_add_idea(room.kai, 2, "");
	guest_add_idea(room.kai, 3, "a\x07");
	char *text = malloc(2002);
	memset(text, 'x', 2001);
	text[2001] = '\0';
	guest_add_idea(room.kai, 4, text);
	free(text);
	GUEST_DO(room.kai, 5, idea_add, {0}, {0}, TEXT_OF(""), TEXT_OF("x"), {0});
	guest_add_idea(room.kai, 6, "Good");
	desk_run(room.desk);
	assert_refused(room.kai, 1, err_command_unknown);
	assert_refused(room.kai, 2, err_text_missing);
	assert_string_equal(guest_answer(room.kai, 2)->message, "“text” must not be empty.");
	assert_refused(room.kai, 3, err_text_not_allowed);
	assert_refused(room.kai, 4, err_text_too_long);
	assert_refused(room.kai, 5, err_argument_wrong);
	assert_string_equal(guest_answer(room.kai, 5)->message,
			    "The value for “board” is not valid.");
	assert_done(room.kai, 6);
	assert_int_equal(guest_count_rows(room.kai, row_kind_idea), 1);
	desk_close(room.desk);
}

static void without_a_device_only_join_is_done(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *guest = guest_connect(room.desk, 1);
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .code = {room.code, CODE_CHARACTERS},
				    .language = language_de,
				    .watch = true};
	guest_say_hello(guest, &hello);
	GUEST_DO(guest, 1, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0});
	GUEST_DO(guest, 2, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_refused(guest, 1, err_device_missing);
	assert_done(guest, 2);
	GUEST_DO(guest, 3, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0});
	desk_run(room.desk);
	assert_refused(guest, 3, err_device_missing);
	assert_string_equal(guest_answer(guest, 3)->message,
			    "Das Hello nannte kein Gerät; Befehle können nicht nummeriert werden.");
	desk_close(room.desk);
}

/* ---- leaving ---- */

static void who_leaves_is_a_visitor(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *phone = room_kai_again(&room);
	guest_add_idea(room.kai, 1, "Bench");
	GUEST_DO(room.kai, 2, leave, false);
	guest_add_idea(room.kai, 3, "In the same batch");
	desk_run(room.desk);
	assert_done(room.kai, 2);
	assert_refused(room.kai, 3, err_not_joined);
	assert_int_equal(room.kai->welcome.person.n, 0);
	assert_int_equal(room.kai->welcome.role, role_viewer);
	assert_int_equal(phone->welcome.person.n, 0); /* their other connections too */
	assert_false(guest_has(room.kai, row_kind_person, 2, 0, 0));
	assert_true(guest_has(room.kai, row_kind_author, 2, 0, 0));
	struct row_attendance attendance;
	guest_get(room.mia, row_kind_attendance, 1, 0, 0, &attendance);
	assert_int_equal(attendance.persons, 0);
	assert_int_equal(room.desk->blanks, 0);
	GUEST_DO(room.kai, 4, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1}, TEXT_OF(""));
	desk_run(room.desk);
	assert_int_equal(room.kai->welcome.person.n, 2);
	desk_close(room.desk);
}

static void erasing_blanks_the_history(void **state)
{
	(void)state;
	struct room room = room_open();
	struct row_author author;
	guest_add_idea(room.kai, 1, "Bench");
	desk_run(room.desk);
	GUEST_DO(room.kai, 2, leave, true);
	desk_run(room.desk);
	assert_done(room.kai, 2);
	assert_int_equal(room.desk->blanks, 1);
	assert_int_equal(room.desk->blanked[0].session.n, room.session);
	assert_int_equal(room.desk->blanked[0].kind, row_kind_person);
	assert_int_equal(room.desk->blanked[0].key[0], 2);
	assert_int_equal(room.desk->blanked[0].before, guest_answer(room.kai, 2)->seq);
	guest_get(room.mia, row_kind_author, 2, 0, 0, &author);
	assert_int_equal(author.name.size, 0);
	assert_true(guest_has(room.mia, row_kind_idea, 1, 0, 0));
	assert_closed(guest_return(room.desk, room.session, TOKEN_OF("k")), err_token_unknown);
	desk_restart(room.desk);
	assert_closed(guest_return(room.desk, room.session, TOKEN_OF("k")), err_token_unknown);
	desk_close(room.desk);
}

/* ---- [PAGE-1] ---- */

static void pages_are_for_moderators(void **state)
{
	(void)state;
	struct room room = room_open();
	guest_read(room.kai, 9, 0);
	guest_read(guest_visit(room.desk, room.code), 9, 0);
	desk_run(room.desk);
	assert_refused(room.kai, 9, err_not_moderator);
	desk_close(room.desk);
}

static struct guest *reader_of(const struct room *room)
{
	struct guest *reader = guest_connect(room->desk, 0);
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .session = {room->session},
				    .token = TOKEN_OF("m"),
				    .language = language_en,
				    .device = {55}};
	guest_say_hello(reader, &hello);
	desk_run(room->desk);
	return reader;
}

static void a_page_has_all_but_the_servers_own(void **state)
{
	(void)state;
	struct room room = room_open();
	guest_add_idea(room.kai, 1, "Bench");
	GUEST_DO(room.kai, 2, vote, {1}, {1}, choice_agree, {0});
	GUEST_DO(room.kai, 3, comment_add, {1}, TEXT_OF("Yes"), {0});
	desk_run(room.desk);
	struct guest *reader = reader_of(&room);
	guest_forget_heard(reader);
	guest_read(reader, 1, 0);
	desk_run(room.desk);
	assert_int_equal(reader->page.number, 1);
	assert_int_equal(reader->page.next, 0);
	static const struct {
		enum row_kind kind;
		uint32_t count;
	} expected[] = {{row_kind_session, 1}, {row_kind_town, 2},  {row_kind_board, 3},
			{row_kind_phase, 2},   {row_kind_topic, 1}, {row_kind_person, 2},
			{row_kind_idea, 1},    {row_kind_vote, 1},  {row_kind_comment, 1},
			{row_kind_ballot, 1}};
	uint32_t all = 0, named = 0;
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		assert_int_equal(reader->page_rows[expected[i].kind], expected[i].count);
		named += expected[i].count;
	}
	for (uint32_t kind = 1; kind < row_kinds_end; kind++)
		all += reader->page_rows[kind];
	assert_int_equal(all, named); /* no token, answer, secret, tally, count … */
	desk_close(room.desk);
}

static void pages_follow_until_the_end(void **state)
{
	(void)state;
	struct room room = room_open();
	char text[2001];
	memset(text, 'x', 2000);
	text[2000] = '\0';
	for (uint64_t number = 1; number <= 100; number++)
		guest_add_idea(room.kai, number, text);
	desk_run(room.desk);
	struct guest *reader = reader_of(&room);
	guest_forget_heard(reader);
	uint64_t position = 0;
	uint32_t pages = 0;
	do {
		guest_read(reader, ++pages, position);
		desk_run(room.desk);
		assert_int_equal(reader->page.number, pages);
		position = reader->page.next;
		if (pages == 1) { /* a row that changes meanwhile comes again */
			GUEST_DO(room.kai, 200, idea_edit, {1}, 0, {0}, TEXT_OF("New"),
				 TEXT_OF("x"));
			desk_run(room.desk);
			assert_done(room.kai, 200);
		}
	} while (position && pages < 20);
	assert_int_equal(position, 0);
	assert_true(pages >= 4);
	assert_int_equal(reader->page_rows[row_kind_idea], 101);
	assert_true(reader->message_bytes_max <= MESSAGE_BYTES_MAX);
	desk_close(room.desk);
}

int core_commands(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[CMD-2] nothing, refusals included, shows before it is durable",
		      nothing_shows_before_it_is_durable),
		CLAIM("[CMD-2] answers come in the order of deciding, before the update",
		      answers_come_in_the_order_of_deciding),
		CLAIM("[CMD-2] after a done comes a cursor that has passed it",
		      a_done_is_followed_by_its_cursor),
		CLAIM("commands of one batch see each other: two new ideas get two numbers",
		      commands_of_a_batch_see_each_other),
		CLAIM("what comes while an append is under way goes together next",
		      what_comes_meanwhile_goes_together_next),
		CLAIM("[CMD-5] a refusal changes nothing and writes nothing",
		      a_refused_command_leaves_no_trace_in_its_batch),
		CLAIM("a batch stops growing at 1 MiB", a_batch_stops_growing),
		CLAIM("[CMD-5] [CMD-6] wrong arguments are refused in their turn, by name",
		      wrong_arguments_are_refused_in_their_turn),
		CLAIM("[HELLO-6] without a device only join is done",
		      without_a_device_only_join_is_done),
		CLAIM("[HELLO-5] who leaves is a visitor on all connections, and may come back",
		      who_leaves_is_a_visitor),
		CLAIM("erasing blanks the history and takes name and token",
		      erasing_blanks_the_history),
		CLAIM("[PAGE-1] pages are for moderators", pages_are_for_moderators),
		CLAIM("[PAGE-1] a page has all logged rows but the server's own",
		      a_page_has_all_but_the_servers_own),
		CLAIM("[PAGE-1] pages follow until the end; a row that changes comes again",
		      pages_follow_until_the_end),
	};
	return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
