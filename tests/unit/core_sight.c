/* Who sees what, and when: audiences, owners, derived and passing rows. */
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

struct meeting {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia, *kai, *zoe, *visitor; /* moderator, of Ahausen, of Bedorf, nobody */
};

static struct meeting meeting_open(void)
{
	struct meeting meeting = {.desk = desk_open()};
	meeting.session = desk_make_session(meeting.desk, meeting.code);
	meeting.mia = guest_return(meeting.desk, meeting.session, TOKEN_OF("m"));
	meeting.kai = guest_join(meeting.desk, meeting.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	meeting.zoe = guest_join(meeting.desk, meeting.code, TOKEN_OF("z"), TEXT_OF("Zoe"), 2);
	meeting.visitor = guest_visit(meeting.desk, meeting.code);
	return meeting;
}

static void add_idea(struct guest *guest, uint64_t number, uint32_t board)
{
	GUEST_DO(guest, number, idea_add, {board}, {0}, TEXT_OF(""), TEXT_OF("Bench"), {0});
	desk_run(guest->desk);
	assert_done(guest, number);
}

/* Whoever looked on sees what they would see if they came now. */
static void assert_as_if_new(struct meeting *meeting)
{
	struct guest *mia = guest_return(meeting->desk, meeting->session, TOKEN_OF("m"));
	struct guest *kai = guest_return(meeting->desk, meeting->session, TOKEN_OF("k"));
	struct guest *zoe = guest_return(meeting->desk, meeting->session, TOKEN_OF("z"));
	struct guest *visitor = guest_visit(meeting->desk, meeting->code);
	assert_true(replica_digest(mia->replica, false) ==
		    replica_digest(meeting->mia->replica, false));
	assert_true(replica_digest(kai->replica, false) ==
		    replica_digest(meeting->kai->replica, false));
	assert_true(replica_digest(zoe->replica, false) ==
		    replica_digest(meeting->zoe->replica, false));
	assert_true(replica_digest(visitor->replica, false) ==
		    replica_digest(meeting->visitor->replica, false));
}

static void assert_seen(const struct meeting *meeting, enum row_kind kind, uint32_t a, uint32_t b,
			uint32_t c, const char *by)
{
	const struct guest *guests[] = {meeting->mia, meeting->kai, meeting->zoe, meeting->visitor};
	static const char letters[] = "mkzv";
	for (size_t i = 0; i < 4; i++) {
		bool sees = guest_has(guests[i], kind, a, b, c);
		if (sees != (strchr(by, letters[i]) != NULL))
			fail_msg("%s %u %u %u: %c %s it", row_shapes[kind].name, a, b, c,
				 letters[i], sees ? "sees" : "does not see");
	}
}

/* ---- [SEE-1] ---- */

static void each_sees_what_is_for_them(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	add_idea(meeting.kai, 11, 1);
	add_idea(meeting.kai, 12, 2); /* Ahausen's board: members only */
	GUEST_DO(meeting.kai, 13, comment_add, {2}, TEXT_OF("Yes"), {0});
	GUEST_DO(meeting.kai, 14, vote, {1}, {1}, choice_agree, {0});
	GUEST_DO(meeting.kai, 15, vote, {2}, {1}, choice_agree, {0});
	desk_run(meeting.desk);
	assert_done(meeting.kai, 15);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mkzv");
	assert_seen(&meeting, row_kind_total, 1, 1, 0, "mkzv");
	assert_seen(&meeting, row_kind_tally, 1, 1, 1, "m"); /* of one person */
	assert_seen(&meeting, row_kind_idea, 2, 0, 0, "mk");
	assert_seen(&meeting, row_kind_comment, 1, 0, 0, "mk");
	assert_seen(&meeting, row_kind_comment_count, 2, 0, 0, "mk");
	assert_seen(&meeting, row_kind_total, 1, 2, 0, "mk");
	assert_seen(&meeting, row_kind_tally, 1, 2, 1, "m");
	assert_seen(&meeting, row_kind_vote, 1, 1, 2, "k");
	assert_seen(&meeting, row_kind_vote, 1, 2, 2, "k");
	assert_seen(&meeting, row_kind_person, 2, 0, 0, "mk");
	assert_seen(&meeting, row_kind_person, 3, 0, 0, "mz");
	assert_seen(&meeting, row_kind_author, 2, 0, 0, "mkzv");
	assert_seen(&meeting, row_kind_author, 3, 0, 0, "");
	for (uint32_t person = 1; person <= 3; person++)
		for (uint32_t slot = 0; slot < 32; slot++)
			assert_seen(&meeting, row_kind_answer, person, 1002, slot, "");
	assert_seen(&meeting, row_kind_secret, 1, 0, 0, "");
	assert_seen(&meeting, row_kind_epoch, 1, 0, 0, "");
	assert_as_if_new(&meeting);
	desk_close(meeting.desk);
}

static void unseen_rows_are_not_found(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	add_idea(meeting.kai, 11, 2);
	GUEST_DO(meeting.zoe, 11, comment_add, {1}, TEXT_OF("I saw it"), {0});
	GUEST_DO(meeting.zoe, 12, vote, {1}, {1}, choice_agree, {0});
	GUEST_DO(meeting.mia, 11, comment_add, {1}, TEXT_OF("I may"), {0});
	desk_run(meeting.desk);
	assert_refused(meeting.zoe, 11, err_not_found);
	assert_refused(meeting.zoe, 12, err_not_found);
	assert_done(meeting.mia, 11);
	desk_close(meeting.desk);
}

/* ---- [SEE-2] ---- */

static struct row_idea idea_now(const struct guest *guest, uint32_t id)
{
	struct row_idea idea;
	guest_get(guest, row_kind_idea, id, 0, 0, &idea);
	return idea;
}

/* Another process withholds the idea, or shows it again; this one learns of it when it writes. */
static void set_audience(struct meeting *meeting, uint64_t number, enum audience audience)
{
	struct row_idea idea = idea_now(meeting->mia, 1);
	char text[16];
	memcpy(text, idea.text.at, idea.text.size);
	idea.text.at = text;
	idea.title = TEXT_OF("");
	idea.audience = audience;
	desk_write_foreign(meeting->desk, meeting->session, row_kind_idea, &idea);
	GUEST_DO(meeting->mia, number, topic_add, TEXT_OF("Go on"), {0});
	desk_run(meeting->desk);
	assert_done(meeting->mia, number);
}

static void what_is_withheld_is_gone_for_others(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	add_idea(meeting.kai, 11, 1);
	GUEST_DO(meeting.zoe, 11, vote, {1}, {1}, choice_agree, {0});
	GUEST_DO(meeting.zoe, 12, comment_add, {1}, TEXT_OF("Yes"), {0});
	desk_run(meeting.desk);
	assert_done(meeting.zoe, 12);
	uint64_t revision =
		replica_row(meeting.visitor->replica, row_kind_idea, (const uint32_t[]){1, 0, 0})
			->revision;
	set_audience(&meeting, 21, audience_withheld);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mk");
	assert_seen(&meeting, row_kind_total, 1, 1, 0, "mk");
	assert_seen(&meeting, row_kind_comment_count, 1, 0, 0, "mk");
	const struct row *gone =
		replica_row(meeting.visitor->replica, row_kind_idea, (const uint32_t[]){1, 0, 0});
	assert_true(gone && gone->removed && gone->revision > revision);
	assert_as_if_new(&meeting);
	set_audience(&meeting, 22, audience_everyone);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mkzv");
	assert_seen(&meeting, row_kind_total, 1, 1, 0, "mkzv");
	assert_as_if_new(&meeting);
	desk_close(meeting.desk);
}

static void who_slept_learns_what_is_gone(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	add_idea(meeting.kai, 11, 1);
	guest_hang_up(meeting.visitor);
	guest_hang_up(meeting.kai);
	desk_run(meeting.desk);
	struct frame_hello as_kai = guest_hello_again(meeting.kai, meeting.session, TOKEN_OF("k"));
	set_audience(&meeting, 21, audience_withheld);
	desk_restart(meeting.desk);
	struct guest *kai = guest_connect(meeting.desk, 0);
	replica_free(kai->replica);
	kai->replica = meeting.kai->replica;
	meeting.kai->replica = replica_new();
	guest_say_hello(kai, &as_kai);
	desk_run(meeting.desk);
	assert_true(kai->welcome.resumed);
	assert_true(guest_has(kai, row_kind_idea, 1, 0, 0)); /* the author keeps it */
	struct frame_hello as_visitor =
		guest_hello_again(meeting.visitor, 0, (struct bytes){NULL, 0});
	as_visitor.code = (struct text){meeting.code, CODE_CHARACTERS};
	struct guest *visitor = guest_connect(meeting.desk, 0);
	replica_free(visitor->replica);
	visitor->replica = meeting.visitor->replica;
	meeting.visitor->replica = replica_new();
	guest_say_hello(visitor, &as_visitor);
	desk_run(meeting.desk);
	assert_true(visitor->welcome.resumed);
	assert_false(guest_has(visitor, row_kind_idea, 1, 0, 0));
	desk_close(meeting.desk);
}

/* ---- owners ---- */

static void owners_get_their_rows_on_all_connections(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	struct row_vote vote;
	struct row_total total;
	add_idea(meeting.zoe, 11, 1);
	struct guest *phone = guest_return(meeting.desk, meeting.session, TOKEN_OF("k"));
	guest_forget_heard(phone);
	GUEST_DO(meeting.kai, 11, vote, {1}, {1}, choice_disagree, {0});
	desk_run(meeting.desk);
	guest_get(phone, row_kind_vote, 1, 1, 2, &vote);
	assert_int_equal(vote.choice, choice_disagree);
	assert_true(replica_seq(phone->replica) >= guest_answer(meeting.kai, 11)->seq);
	guest_get(meeting.visitor, row_kind_total, 1, 1, 0, &total);
	assert_int_equal(total.disagree, 1);
	assert_int_equal(total.agree, 0);
	GUEST_DO(meeting.kai, 12, vote, {1}, {1}, choice_pass, {0});
	desk_run(meeting.desk);
	guest_get(meeting.visitor, row_kind_total, 1, 1, 0, &total);
	assert_int_equal(total.disagree, 0);
	assert_int_equal(total.pass, 1);
	guest_get(phone, row_kind_vote, 1, 1, 2, &vote);
	assert_int_equal(vote.choice, choice_pass);
	assert_as_if_new(&meeting);
	desk_close(meeting.desk);
}

/* One connection's command is done, the other's in the same batch is refused: the rows that both
 * are sent must be closed for both. */
static void own_rows_are_closed_for_who_was_refused(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	struct row_person kai;
	struct guest *phone = guest_return(meeting.desk, meeting.session, TOKEN_OF("k"));
	GUEST_DO(meeting.kai, 11, person_edit, TEXT_OF("Kai B."), TEXT_OF(""));
	GUEST_DO(phone, 11, idea_remove, {999});
	desk_run(meeting.desk);
	assert_done(meeting.kai, 11);
	assert_refused(phone, 11, err_not_found);
	guest_get(phone, row_kind_person, 2, 0, 0, &kai);
	assert_memory_equal(kai.name.at, "Kai B.", 6);
	assert_true(replica_seq(phone->replica) >= guest_answer(meeting.kai, 11)->seq);
	desk_close(meeting.desk);
}

/* ---- derived rows ---- */

static void what_is_derived_goes_with_its_idea(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	struct row_comment_count count;
	struct row_attendance attendance;
	add_idea(meeting.kai, 11, 1);
	GUEST_DO(meeting.kai, 12, vote, {1}, {1}, choice_agree, {0});
	GUEST_DO(meeting.zoe, 12, vote, {1}, {1}, choice_disagree, {0});
	GUEST_DO(meeting.zoe, 13, comment_add, {1}, TEXT_OF("One"), {0});
	GUEST_DO(meeting.zoe, 14, comment_add, {1}, TEXT_OF("Two"), {0});
	desk_run(meeting.desk);
	guest_get(meeting.visitor, row_kind_comment_count, 1, 0, 0, &count);
	assert_int_equal(count.comments, 2);
	GUEST_DO(meeting.zoe, 15, comment_remove, {1});
	desk_run(meeting.desk);
	guest_get(meeting.visitor, row_kind_comment_count, 1, 0, 0, &count);
	assert_int_equal(count.comments, 1);
	guest_get(meeting.visitor, row_kind_attendance, 2, 0, 0, &attendance);
	assert_int_equal(attendance.persons, 1);
	guest_get(meeting.visitor, row_kind_attendance, 0, 0, 0, &attendance);
	assert_int_equal(attendance.persons, 1); /* the moderator, of no town */
	assert_seen(&meeting, row_kind_total, 1, 1, 0, "mkzv");
	assert_as_if_new(&meeting);
	GUEST_DO(meeting.kai, 13, idea_remove, {1});
	desk_run(meeting.desk);
	assert_done(meeting.kai, 13);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "");
	assert_seen(&meeting, row_kind_total, 1, 1, 0, "");
	assert_seen(&meeting, row_kind_tally, 1, 1, 1, "");
	assert_seen(&meeting, row_kind_tally, 1, 1, 2, "");
	assert_seen(&meeting, row_kind_comment_count, 1, 0, 0, "");
	assert_as_if_new(&meeting);
	desk_restart(meeting.desk);
	struct guest *visitor = guest_visit(meeting.desk, meeting.code);
	assert_true(replica_digest(visitor->replica, true) ==
		    replica_digest(meeting.visitor->replica, true));
	desk_close(meeting.desk);
}

/* ---- [ROW-3] ---- */

static uint64_t here(const struct guest *guest, uint32_t town)
{
	struct row_presence presence;
	guest_get(guest, row_kind_presence, town, 0, 0, &presence);
	return presence.here;
}

static void presence_comes_at_most_once_a_second(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	desk_wait(meeting.desk, 5000);
	assert_int_equal(here(meeting.visitor, 1), 1);
	assert_int_equal(here(meeting.visitor, 2), 1);
	uint32_t before = meeting.desk->fans_passing;
	for (uint32_t i = 0; i < 20; i++) {
		struct guest *phone = guest_return(meeting.desk, meeting.session, TOKEN_OF("k"));
		desk_wait(meeting.desk, 50);
		guest_hang_up(meeting.zoe);
		guest_hang_up(phone);
		desk_wait(meeting.desk, 49);
	}
	assert_true(meeting.desk->fans_passing - before <= 3);
	desk_wait(meeting.desk, 1000);
	assert_int_equal(here(meeting.visitor, 1), 1); /* two phones are one person */
	assert_int_equal(here(meeting.visitor, 2), 0);
	assert_int_equal(here(meeting.mia, 2), 0);
	uint32_t quiet = meeting.desk->fans_passing;
	desk_wait(meeting.desk, 60000);
	assert_int_equal(meeting.desk->fans_passing, quiet);
	desk_close(meeting.desk);
}

/* A person made moderator by another process sees at once what moderators see. */
static void a_new_role_shows_at_once(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	struct row_person zoe = {.id = {3},
				 .name = TEXT_OF("Zoe"),
				 .town = {2},
				 .role = role_moderator,
				 .joined_ms = 1};
	add_idea(meeting.kai, 11, 2);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mk");
	desk_write_foreign(meeting.desk, meeting.session, row_kind_person, &zoe);
	GUEST_DO(meeting.mia, 11, topic_add, TEXT_OF("Go on"), {0});
	desk_run(meeting.desk);
	assert_int_equal(meeting.zoe->welcome.role, role_moderator);
	assert_true(meeting.zoe->welcome.resumed);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mkz");
	assert_seen(&meeting, row_kind_person, 2, 0, 0, "mkz");
	zoe.role = role_citizen;
	desk_write_foreign(meeting.desk, meeting.session, row_kind_person, &zoe);
	GUEST_DO(meeting.mia, 12, topic_add, TEXT_OF("Go on"), {0});
	desk_run(meeting.desk);
	assert_false(meeting.zoe->welcome.resumed);
	assert_seen(&meeting, row_kind_idea, 1, 0, 0, "mk");
	assert_seen(&meeting, row_kind_person, 2, 0, 0, "mk");
	assert_as_if_new(&meeting);
	desk_close(meeting.desk);
}

static void the_core_says_when_presence_is_due(void **state)
{
	(void)state;
	struct meeting meeting = meeting_open();
	desk_wait(meeting.desk, 5000);
	meeting.desk->now_ms += 5000;
	guest_hang_up(meeting.kai);
	desk_run(meeting.desk); /* goes out at once: the last is long ago */
	assert_int_equal(here(meeting.visitor, 1), 0);
	guest_hang_up(meeting.zoe);
	desk_run(meeting.desk);
	assert_int_equal(here(meeting.visitor, 2), 1);
	assert_int_equal(meeting.desk->due_ms, meeting.desk->now_ms + 1000);
	desk_wait(meeting.desk, 1000);
	assert_int_equal(here(meeting.visitor, 2), 0);
	desk_close(meeting.desk);
}

int core_sight(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[SEE-1] everyone, members, owners and moderators see what is for them",
		      each_sees_what_is_for_them),
		CLAIM("[CMD-7] what one cannot see is not found", unseen_rows_are_not_found),
		CLAIM("[SEE-2] what is withheld is gone for others, with what is derived from it, "
		      "and "
		      "comes back",
		      what_is_withheld_is_gone_for_others),
		CLAIM("[SEE-2] who slept through it and a restart learns it too",
		      who_slept_learns_what_is_gone),
		CLAIM("[HELLO-5] a role that another process gave or took shows at once",
		      a_new_role_shows_at_once),
		CLAIM("owners get their rows on all their connections, others the total",
		      owners_get_their_rows_on_all_connections),
		CLAIM("[ROW-4] own rows are closed by an update, also for who was refused "
		      "meanwhile",
		      own_rows_are_closed_for_who_was_refused),
		CLAIM("counts and tallies follow ideas, comments and votes, and go with the idea",
		      what_is_derived_goes_with_its_idea),
		CLAIM("[ROW-3] presence comes at most once a second, and counts people",
		      presence_comes_at_most_once_a_second),
		CLAIM("[ROW-3] the core says when presence is due",
		      the_core_says_when_presence_is_due),
	};
	return cmocka_run_group_tests_name("sight", tests, NULL, NULL);
}
