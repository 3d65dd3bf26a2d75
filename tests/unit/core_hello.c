/* Saying hello to the core: who one is, and whether one goes on. */
#include <string.h>

#include "core_desk.h"
#include "server/core/disk.h"

static struct guest *hello_with(struct desk *desk, struct frame_hello hello)
{
	struct guest *guest = guest_connect(desk, 0);
	guest_say_hello(guest, &hello);
	desk_run(desk);
	return guest;
}

static struct frame_hello hello_in_german(void)
{
	return (struct frame_hello){
		.version = PROTOCOL_VERSION, .language = language_de, .device = {5}, .watch = true};
}

static void code_makes_a_visitor(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	struct guest *guest = guest_visit(desk, code);
	assert_int_equal(guest->welcome.session.n, session);
	assert_int_equal(guest->welcome.person.n, 0);
	assert_int_equal(guest->welcome.role, role_viewer);
	assert_int_equal(guest->welcome.version, PROTOCOL_VERSION);
	assert_int_equal(guest->welcome.server_ms, desk->now_ms);
	assert_false(guest->welcome.resumed);
	assert_int_not_equal(guest->welcome.scope, 0);
	assert_true(guest_has(guest, row_kind_town, 2, 0, 0));
	assert_true(guest_has(guest, row_kind_presence, 1, 0, 0));
	char shown[CODE_CHARACTERS + 2];
	memcpy(shown, code, 4);
	shown[4] = '-';
	memcpy(shown + 5, code + 4, 5);
	assert_int_equal(guest_visit(desk, shown)->welcome.session.n, session);
	desk_close(desk);
}

static void token_makes_its_person(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	guest_join(desk, code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	struct guest *mia = guest_return(desk, session, TOKEN_OF("m"));
	struct guest *kai = guest_return(desk, session, TOKEN_OF("k"));
	assert_int_equal(mia->welcome.person.n, 1);
	assert_int_equal(mia->welcome.role, role_moderator);
	assert_int_equal(kai->welcome.person.n, 2);
	assert_int_equal(kai->welcome.role, role_citizen);
	assert_int_equal(guest_return(desk, 0, TOKEN_OF("h"))->welcome.role, role_host);
	desk_close(desk);
}

static void unknown_codes_and_tokens_are_closed(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	static const char *const codes[] = {"00000000", "", "KBWF", "!!!!!!!!", "KBWF-3N7Q"};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		assert_closed(guest_visit(desk, codes[i]), err_code_unknown);
	assert_closed(guest_return(desk, session, TOKEN_OF("x")), err_token_unknown);
	assert_closed(guest_return(desk, session + 1, TOKEN_OF("m")), err_token_unknown);
	assert_closed(guest_return(desk, UINT32_MAX, TOKEN_OF("m")), err_token_unknown);
	assert_closed(guest_return(desk, 0, TOKEN_OF("m")), err_token_unknown);
	assert_closed(guest_return(desk, session, (struct bytes){TOKEN_OF("m").at, 15}),
		      err_token_unknown);
	desk_close(desk);
}

static void version_must_be_known(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	desk_make_session(desk, code);
	struct frame_hello hello = hello_in_german();
	hello.code = (struct text){code, CODE_CHARACTERS};
	hello.version = PROTOCOL_VERSION + 1;
	struct guest *guest = hello_with(desk, hello);
	assert_closed(guest, err_version_unknown);
	assert_string_equal(guest->closing, "Dieses Programm und der Server sprechen verschiedene "
					    "Versionen; bitte aktualisieren.");
	assert_string_equal(guest->heard, "C.");
	desk_close(desk);
}

static void hellos_and_commands_wait_for_rows(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	desk_restart_held(desk);
	struct guest *guest = guest_visit(desk, code);
	struct guest *mia = guest_return(desk, session, TOKEN_OF("m"));
	GUEST_DO(mia, 1, topic_add, TEXT_OF("Early"), {0});
	desk_run(desk);
	assert_string_equal(guest->heard, "");
	assert_int_equal(mia->answer_count, 0);
	desk->hold_disk = false;
	desk_run(desk);
	assert_int_equal(guest->welcome.session.n, session);
	assert_done(mia, 1);
	assert_true(guest_has(guest, row_kind_topic, 2, 0, 0));
	desk_close(desk);
}

static void draining_says_when_to_come_back(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	struct guest *mia = guest_return(desk, session, TOKEN_OF("m"));
	GUEST_DO(mia, 1, topic_add, TEXT_OF("Last"), {0});
	struct core_message *drain = core_message_new(core_message_drain);
	drain->retry_ms = 3000;
	core_take(desk->core, drain);
	struct guest *guest = guest_visit(desk, code);
	assert_closed(guest, err_draining);
	assert_int_equal(guest->closing_retry_ms, 3000);
	assert_done(mia, 1); /* what was under way is answered */
	assert_true(core_idle(desk->core));
	desk_close(desk);
}

static void without_watch_only_answers_come(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	struct frame_hello hello = hello_in_german();
	hello.session.n = session;
	hello.token = TOKEN_OF("m");
	hello.watch = false;
	struct guest *mia = hello_with(desk, hello);
	GUEST_DO(mia, 1, topic_add, TEXT_OF("Trees"), {0});
	GUEST_DO(mia, 2, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Idea"), {0});
	desk_run(desk);
	desk_wait(desk, 5000);
	assert_string_equal(mia->heard, "W.DD.");
	desk_close(desk);
}

/* ---- cursors ---- */

/* A guest, joined, who hung up; and a topic more than it knows. */
static struct guest *one_who_left(struct desk *desk, uint32_t *session)
{
	char code[CODE_CHARACTERS + 1];
	*session = desk_make_session(desk, code);
	struct guest *kai = guest_join(desk, code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	struct guest *mia = guest_return(desk, *session, TOKEN_OF("m"));
	guest_hang_up(kai);
	GUEST_DO(mia, 1, topic_add, TEXT_OF("Trees"), {0});
	desk_run(desk);
	assert_done(mia, 1);
	guest_hang_up(mia);
	desk_run(desk);
	return kai;
}

static struct guest *come_back(struct desk *desk, struct guest *before,
			       const struct frame_hello *hello)
{
	struct guest *guest = guest_connect(desk, 0);
	replica_free(guest->replica);
	guest->replica = before->replica; /* what it has kept */
	before->replica = replica_new();
	guest_say_hello(guest, hello);
	desk_run(desk);
	return guest;
}

static void good_cursor_resumes(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	uint32_t session;
	struct guest *before = one_who_left(desk, &session);
	struct frame_hello hello = guest_hello_again(before, session, TOKEN_OF("k"));
	struct guest *kai = come_back(desk, before, &hello);
	assert_true(kai->welcome.resumed);
	assert_string_equal(kai->heard, "Wpp.rUpp."); /* only the topic */
	assert_true(guest_has(kai, row_kind_topic, 2, 0, 0));
	struct guest *fresh = guest_return(desk, session, TOKEN_OF("k"));
	assert_true(replica_digest(kai->replica, false) == replica_digest(fresh->replica, false));
	desk_close(desk);
}

static void cursor_resumes_after_a_restart(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	uint32_t session;
	struct guest *before = one_who_left(desk, &session);
	desk_restart(desk);
	struct guest *mia = guest_return(desk, session, TOKEN_OF("m"));
	GUEST_DO(mia, 1, topic_add, TEXT_OF("In the next epoch"), {0});
	desk_run(desk);
	assert_done(mia, 1);
	struct frame_hello hello = guest_hello_again(before, session, TOKEN_OF("k"));
	struct guest *kai = come_back(desk, before, &hello);
	assert_true(kai->welcome.resumed);
	assert_true(guest_has(kai, row_kind_topic, 3, 0, 0));
	struct guest *fresh = guest_return(desk, session, TOKEN_OF("k"));
	assert_true(replica_digest(kai->replica, false) == replica_digest(fresh->replica, false));
	desk_close(desk);
}

static void spoil_cursor(uint32_t how, struct cursor *cursor)
{
	switch (how) {
	case 0:
		cursor->epoch++;
		break;
	case 1:
		cursor->epoch = 0;
		break;
	case 2:
		cursor->seq += 1000; /* beyond the head */
		break;
	case 3:
		cursor->seq = UINT64_MAX;
		break;
	default:
		cursor->derivations++;
		break;
	}
}

static void cursor_of_another_history_starts_over(void **state)
{
	(void)state;
	for (uint32_t how = 0; how < 5; how++) {
		struct desk *desk = desk_open();
		uint32_t session;
		struct guest *before = one_who_left(desk, &session);
		struct frame_hello hello = guest_hello_again(before, session, TOKEN_OF("k"));
		struct cursor cursor;
		uint8_t bytes[CURSOR_BYTES];
		assert_true(codec_cursor_read(hello.cursor, &cursor));
		spoil_cursor(how, &cursor);
		codec_cursor_write(&cursor, bytes);
		hello.cursor.at = bytes;
		struct guest *kai = come_back(desk, before, &hello);
		assert_false(kai->welcome.resumed);
		struct guest *fresh = guest_return(desk, session, TOKEN_OF("k"));
		assert_true(replica_digest(kai->replica, false) ==
			    replica_digest(fresh->replica, false));
		desk_close(desk);
	}
}

static void cursor_with_another_scope_starts_over(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	uint32_t session;
	struct guest *before = one_who_left(desk, &session);
	/* The moderator's view with a citizen's cursor: Mia would miss what only she may see. */
	struct frame_hello hello = guest_hello_again(before, session, TOKEN_OF("m"));
	struct guest *mia = come_back(desk, before, &hello);
	assert_int_equal(mia->welcome.role, role_moderator);
	assert_false(mia->welcome.resumed);
	assert_true(guest_has(mia, row_kind_person, 2, 0, 0));
	desk_close(desk);
}

static void joining_goes_on_with_more(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	desk_make_session(desk, code);
	struct guest *guest = guest_visit(desk, code);
	uint64_t scope = guest->welcome.scope;
	guest_forget_heard(guest);
	GUEST_DO(guest, 1, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1}, TEXT_OF(""));
	desk_run(desk);
	assert_done(guest, 1);
	assert_int_equal(guest_answer(guest, 1)->result, 2);
	assert_int_equal(guest->welcome.person.n, 2);
	assert_int_equal(guest->welcome.role, role_citizen);
	assert_true(guest->welcome.resumed); /* it keeps what it has */
	assert_true(guest->welcome.scope != scope);
	assert_true(guest_has(guest, row_kind_person, 2, 0, 0));
	assert_true(guest_has(guest, row_kind_topic, 1, 0, 0));
	assert_true(strchr(guest->heard, 'D') < strchr(guest->heard, 'W'));
	desk_close(desk);
}

/* ---- damage ---- */

static void flip_a_bit(struct disk_load *load)
{
	if (load->session.n != 0 && load->frames.size > 0)
		load->frames.at[load->frames.size / 2] ^= 1;
}

static void damaged_session_is_not_served(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	uint32_t session = desk_make_session(desk, code);
	desk_restart(desk);
	desk->spoil = flip_a_bit;
	struct guest *guest = guest_visit(desk, code);
	assert_closed(guest, err_session_damaged);
	assert_string_equal(guest->heard, "C.");
	assert_int_equal(desk->reports, 1);
	assert_false(desk->fatal);
	/* Nobody hangs who comes later either. */
	struct guest *later = guest_return(desk, session, TOKEN_OF("m"));
	assert_closed(later, err_session_damaged);
	guest_hang_up(guest);
	guest_hang_up(later);
	desk_run(desk);
	desk->spoil = NULL;
	desk_wait(desk, 120000);
	assert_int_equal(guest_visit(desk, code)->welcome.session.n, session);
	desk_close(desk);
}

static void flip_a_bit_of_the_directory(struct disk_load *load)
{
	if (load->session.n == 0)
		load->frames.at[load->frames.size / 2] ^= 1;
}

static void without_its_directory_the_process_ends(void **state)
{
	(void)state;
	struct desk *desk = desk_open();
	char code[CODE_CHARACTERS + 1];
	desk_make_session(desk, code);
	desk->spoil = flip_a_bit_of_the_directory;
	desk_restart(desk);
	assert_true(desk->fatal);
	assert_string_equal(guest_visit(desk, code)->heard, "");
	desk_close(desk);
}

int core_hello(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[HELLO-2] a code makes a visitor, with or without its hyphen",
		      code_makes_a_visitor),
		CLAIM("[HELLO-2] a token makes the person it belongs to", token_makes_its_person),
		CLAIM("[HELLO-2] unknown codes, tokens and sessions are closed",
		      unknown_codes_and_tokens_are_closed),
		CLAIM("[HELLO-2] an unknown version is closed, in the language of the hello",
		      version_must_be_known),
		CLAIM("hellos and commands wait until the directory and the session are read",
		      hellos_and_commands_wait_for_rows),
		CLAIM("[TIME-2] a draining server says when to come back, and answers what it has "
		      "taken",
		      draining_says_when_to_come_back),
		CLAIM("[HELLO-3] without watch only answers come", without_watch_only_answers_come),
		CLAIM("[HELLO-4] a good cursor resumes: only what changed since comes",
		      good_cursor_resumes),
		CLAIM("[HELLO-4] a cursor from before a restart resumes",
		      cursor_resumes_after_a_restart),
		CLAIM("[ROW-7] a cursor of another history, or of the future, starts over",
		      cursor_of_another_history_starts_over),
		CLAIM("[HELLO-4] a cursor with another scope starts over",
		      cursor_with_another_scope_starts_over),
		CLAIM("[HELLO-5] [CMD-4] who joins is welcomed again and keeps all rows",
		      joining_goes_on_with_more),
		CLAIM("a damaged session is not served, to nobody, and tried anew later",
		      damaged_session_is_not_served),
		CLAIM("without its directory the process ends",
		      without_its_directory_the_process_ends),
	};
	return cmocka_run_group_tests_name("hello", tests, NULL, NULL);
}
