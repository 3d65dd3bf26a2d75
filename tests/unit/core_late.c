/* Guests who come in the middle of something: pieces half sent, rows just erased, boards closed. */
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

static char long_text[6000];

static void add_long_ideas(struct guest *guest, uint64_t number, uint32_t count)
{
	memset(long_text, 'a', sizeof long_text);
	for (size_t i = 0; i < sizeof long_text; i += 3)
		memcpy(long_text + i, "€", 3);
	for (uint32_t i = 0; i < count; i++) {
		GUEST_DO(guest, number + i, idea_add, {1}, {0}, TEXT_OF(""),
			 {long_text, sizeof long_text}, {0});
		if (i % 8 == 7)
			desk_run(guest->desk);
	}
	desk_run(guest->desk);
}

struct late {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia;
};

static struct late late_open(uint32_t ideas)
{
	struct late late = {.desk = desk_open()};
	late.session = desk_make_session(late.desk, late.code);
	late.mia = guest_return(late.desk, late.session, TOKEN_OF("m"));
	add_long_ideas(late.mia, 1, ideas);
	return late;
}

static uint32_t ideas_of(const struct guest *guest)
{
	const struct row **rows;
	uint32_t count = replica_rows(guest->replica, row_kind_idea, &rows);
	free(rows);
	return count;
}

static struct frame_hello hello_with_code(const struct late *late)
{
	return (struct frame_hello){.version = PROTOCOL_VERSION,
				    .code = {late->code, CODE_CHARACTERS},
				    .language = language_en,
				    .device = {7},
				    .watch = true,
				    .client = TEXT_OF("")};
}

static void joining_between_pieces_loses_nothing(void **state)
{
	(void)state;
	struct late late = late_open(40);
	struct guest *vera = guest_connect(late.desk, 0);
	struct frame_hello hello = hello_with_code(&late);
	vera->takes = 2; /* the welcome and one piece */
	guest_say_hello(vera, &hello);
	desk_run(late.desk);
	GUEST_DO(vera, 1, join, TOKEN_OF("v"), TEXT_OF("Vera"), {1}, TEXT_OF(""));
	desk_run(late.desk);
	guest_drain(vera);
	desk_run(late.desk);
	assert_int_equal(ideas_of(vera), 40);
	desk_close(late.desk);
}

static void own_rows_do_not_starve_everyones(void **state)
{
	(void)state;
	struct late late = late_open(60);
	struct guest *kai = guest_join(late.desk, late.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	guest_visit(late.desk, late.code); /* pieces are kept for a crowd */
	struct guest *loading = guest_connect(late.desk, 0);
	struct frame_hello hello = hello_with_code(&late);
	hello.code = TEXT_OF("");
	hello.session.n = late.session;
	hello.token = TOKEN_OF("m");
	loading->takes = 1;
	guest_say_hello(loading, &hello);
	desk_run(late.desk);
	uint32_t rounds = 0;
	while (ideas_of(loading) == 0 && rounds++ < 40) {
		GUEST_DO(kai, 100 + rounds, idea_add, {2}, {0}, TEXT_OF(""),
			 {long_text, sizeof long_text}, {0});
		desk_run(late.desk);
		loading->takes = 1;
		guest_drain(loading);
		desk_run(late.desk);
	}
	assert_true(ideas_of(loading) >= 60);
	desk_close(late.desk);
}

static bool was_sent(const struct guest *guest, const char *words)
{
	return memmem(guest->raw.at, guest->raw.size, words, strlen(words)) != NULL;
}

static void what_was_erased_is_not_sent_again(void **state)
{
	(void)state;
	struct late late = late_open(0);
	struct guest *kai =
		guest_join(late.desk, late.code, TOKEN_OF("k"), TEXT_OF("Kunigunde"), 1);
	GUEST_DO(kai, 2, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("taken back"), {0});
	desk_run(late.desk);
	add_long_ideas(late.mia, 1, 40);
	struct guest *before = guest_visit(late.desk, late.code);
	assert_true(was_sent(before, "Kunigunde") && was_sent(before, "taken back"));
	GUEST_DO(kai, 3, idea_remove, {1});
	desk_run(late.desk);
	assert_done(kai, 3);
	GUEST_DO(kai, 4, leave, true);
	desk_run(late.desk);
	assert_done(kai, 4);
	struct guest *after = guest_visit(late.desk, late.code);
	assert_false(was_sent(after, "Kunigunde"));
	assert_false(was_sent(after, "taken back"));
	desk_close(late.desk);
}

static void slow_guests_learn_who_is_here(void **state)
{
	(void)state;
	struct late late = late_open(0);
	struct guest *slow = guest_visit(late.desk, late.code);
	struct row_presence presence;
	desk_wait(late.desk, 2000);
	slow->full = true;
	guest_join(late.desk, late.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	desk_wait(late.desk, 2000);
	guest_drain(slow);
	desk_wait(late.desk, 2000);
	guest_get(slow, row_kind_presence, 1, 0, 0, &presence);
	assert_int_equal(presence.here, 1);
	desk_close(late.desk);
}

static void only_members_write_on_their_board(void **state)
{
	(void)state;
	struct late late = late_open(0);
	struct guest *zoe = guest_join(late.desk, late.code, TOKEN_OF("z"), TEXT_OF("Zoe"), 2);
	GUEST_DO(zoe, 2, idea_add, {2}, {0}, TEXT_OF(""), TEXT_OF("from outside"), {0});
	desk_run(late.desk);
	assert_refused(zoe, 2, err_not_found);
	GUEST_DO(zoe, 3, idea_add, {3}, {0}, TEXT_OF(""), TEXT_OF("from within"), {0});
	desk_run(late.desk);
	assert_done(zoe, 3);
	desk_close(late.desk);
}

static void hosts_stay_hosts(void **state)
{
	(void)state;
	struct late late = late_open(0);
	struct guest *host = guest_return(late.desk, 0, TOKEN_OF("h"));
	GUEST_DO(host, 1, leave, true);
	desk_run(late.desk);
	assert_refused(host, 1, err_not_joined);
	desk_close(late.desk);
}

int core_late(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[ROW-4] joining between two pieces loses nothing",
		      joining_between_pieces_loses_nothing),
		CLAIM("[ROW-5] rows for few do not starve everyone's",
		      own_rows_do_not_starve_everyones),
		CLAIM("what was erased or taken back is sent to nobody who comes later",
		      what_was_erased_is_not_sent_again),
		CLAIM("[ROW-3] who was passed by learns who is here",
		      slow_guests_learn_who_is_here),
		CLAIM("a members' board is written on by members alone",
		      only_members_write_on_their_board),
		CLAIM("a host cannot leave the directory", hosts_stay_hosts),
	};
	return cmocka_run_group_tests_name("late", tests, NULL, NULL);
}
