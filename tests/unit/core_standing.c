/* What people see and may do follows their standing at once: roles, seats, boards of a group. */
#include <string.h>

#include "core_hall.h"

static bool was_welcomed(const struct guest *guest)
{
	return strchr(guest->heard, 'W') != NULL;
}

/* ---- roles ---- */

static void promotion_brings_the_rows(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_idea(&hall, hall.kai, 2, "For Ahausen");
	uint32_t hidden = hall_idea(&hall, hall.kai, 1, "Rude");
	HALL_DO(&hall, hall.mia, idea_hide, {hidden}, TEXT_OF("Be kind"));
	guest_forget_heard(hall.zoe);
	/* The command that they gave as moderator is decided behind the one that makes them so. */
	GUEST_DO(hall.mia, ++hall.number, person_role, {ZOE}, role_moderator);
	GUEST_DO(hall.zoe, hall.number, topic_add, TEXT_OF("Of Zoe"), {0});
	desk_run(hall.desk);
	assert_done(hall.mia, hall.number);
	assert_done(hall.zoe, hall.number);
	assert_int_equal(hall.zoe->welcome.role, role_moderator);
	assert_true(hall.zoe->welcome.resumed);
	assert_true(guest_has(hall.zoe, row_kind_idea, 1, 0, 0));
	assert_true(guest_has(hall.zoe, row_kind_idea, hidden, 0, 0));
	assert_true(guest_has(hall.zoe, row_kind_person, KAI, 0, 0));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void demotion_takes_them_at_once(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_author author;
	uint32_t hidden = hall_idea(&hall, hall.kai, 1, "Rude");
	HALL_DO(&hall, hall.mia, idea_hide, {hidden}, TEXT_OF("Be kind"));
	HALL_DO(&hall, hall.mia, person_role, {ZOE}, role_moderator);
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	/* Changed in the same batch, before and behind: neither may be seen. */
	GUEST_DO(hall.kai, ++hall.number, person_edit, TEXT_OF("Kai Before"), TEXT_OF("Club"));
	GUEST_DO(hall.mia, hall.number, person_role, {ZOE}, role_citizen);
	GUEST_DO(hall.kai, ++hall.number, person_edit, TEXT_OF("Kai"), TEXT_OF("Secret society"));
	size_t from = hall.zoe->raw.size;
	desk_run(hall.desk);
	assert_done(hall.kai, hall.number);
	struct guest *both[] = {hall.zoe, phone};
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(both[i]->welcome.role, role_citizen);
		assert_false(both[i]->welcome.resumed);
		assert_false(guest_has(both[i], row_kind_person, KAI, 0, 0));
		assert_false(guest_has(both[i], row_kind_idea, hidden, 0, 0));
		assert_true(guest_has(both[i], row_kind_person, ZOE, 0, 0));
		guest_get(both[i], row_kind_author, KAI, 0, 0, &author);
		hall_as_if_new(&hall, both[i], TOKEN_OF("z"));
	}
	assert_null(memmem(hall.zoe->raw.at + from, hall.zoe->raw.size - from, "Secret", 6));
	assert_null(memmem(hall.zoe->raw.at + from, hall.zoe->raw.size - from, "Club", 4));
	HALL_DO(&hall, hall.kai, person_edit, TEXT_OF("Kai"), TEXT_OF("Secret again"));
	HALL_DO(&hall, hall.mia, idea_redact, {hidden}, TEXT_OF(""), TEXT_OF("Secret text"));
	assert_null(memmem(hall.zoe->raw.at + from, hall.zoe->raw.size - from, "Secret", 6));
	desk_close(hall.desk);
}

static void what_a_demoted_one_had_said_is_refused(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	HALL_DO(&hall, hall.mia, person_role, {ZOE}, role_moderator);
	hall.desk->hold_disk = true;
	GUEST_DO(hall.mia, 1000, person_role, {ZOE}, role_citizen);
	GUEST_DO(hall.zoe, 1000, topic_add, TEXT_OF("In the batch"), {0});
	desk_run(hall.desk);
	GUEST_DO(hall.zoe, 1001, topic_add, TEXT_OF("Waiting"), {0});
	desk_run(hall.desk);
	hall.desk->hold_disk = false;
	desk_run(hall.desk);
	guest_read(hall.zoe, 1002, 0);
	desk_run(hall.desk);
	assert_done(hall.mia, 1000);
	assert_refused(hall.zoe, 1000, err_not_moderator);
	assert_refused(hall.zoe, 1001, err_not_moderator);
	assert_refused(hall.zoe, 1002, err_not_moderator);
	desk_close(hall.desk);
}

static void muting_holds_at_once_and_disturbs_nobody(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_idea(&hall, hall.kai, 1, "Bench");
	guest_forget_heard(hall.kai);
	GUEST_DO(hall.mia, ++hall.number, person_mute, {KAI}, true);
	GUEST_DO(hall.kai, hall.number, comment_add, {1}, TEXT_OF("And"), {0});
	GUEST_DO(hall.kai, hall.number + 1, vote, {1}, {1}, choice_agree, {0});
	desk_run(hall.desk);
	assert_refused(hall.kai, hall.number, err_muted);
	assert_done(hall.kai, ++hall.number);
	assert_false(was_welcomed(hall.kai));
	HALL_DO(&hall, hall.mia, person_mute, {KAI}, false);
	HALL_DO(&hall, hall.kai, comment_add, {1}, TEXT_OF("And"), {0});
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

/* ---- seats ---- */

static void a_seat_brings_the_teams_rows_and_leaving_takes_them(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_progress progress;
	uint32_t team = hall_team(&hall, "Energy", audience_members, 5);
	uint32_t idea = hall_idea(&hall, hall.mia, team, "For the team");
	HALL_DO(&hall, hall.mia, comment_add, {idea}, TEXT_OF("Mind the costs"), {0});
	hall_idea(&hall, hall.mia, 1, "For all");
	guest_get(hall.kai, row_kind_progress, team, 0, 0, &progress);
	assert_int_equal(progress.ideas, 1); /* how far it is, everybody may know */
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	GUEST_DO(hall.kai, ++hall.number, seat_take, {team}, {0});
	GUEST_DO(hall.mia, hall.number, idea_add, {team}, {0}, TEXT_OF(""), TEXT_OF("Same batch"),
		 {0});
	desk_run(hall.desk);
	assert_done(hall.kai, hall.number);
	struct guest *both[] = {hall.kai, phone};
	for (size_t i = 0; i < 2; i++) {
		assert_true(both[i]->welcome.resumed);
		assert_true(guest_has(both[i], row_kind_idea, idea, 0, 0));
		assert_true(guest_has(both[i], row_kind_idea, idea + 2, 0, 0));
		assert_true(guest_has(both[i], row_kind_comment, 1, 0, 0));
		assert_true(guest_has(both[i], row_kind_comment_count, idea, 0, 0));
		assert_true(guest_has(both[i], row_kind_seat, KAI, 0, 0));
		hall_as_if_new(&hall, both[i], TOKEN_OF("k"));
	}
	assert_false(guest_has(hall.zoe, row_kind_idea, idea, 0, 0));
	HALL_DO(&hall, hall.mia, seat_leave, {team}, {KAI});
	for (size_t i = 0; i < 2; i++) {
		assert_false(both[i]->welcome.resumed);
		assert_false(guest_has(both[i], row_kind_idea, idea, 0, 0));
		assert_false(guest_has(both[i], row_kind_comment, 1, 0, 0));
		assert_false(guest_has(both[i], row_kind_comment_count, idea, 0, 0));
		hall_as_if_new(&hall, both[i], TOKEN_OF("k"));
	}
	HALL_REFUSED(&hall, hall.kai, err_not_found, comment_add, {idea}, TEXT_OF("I saw"), {0});
	desk_close(hall.desk);
}

/* Teams know their people; who has gone to another is none of them any more. */
static void who_leaves_a_team_is_gone_from_its_list(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t one = hall_team(&hall, "Energy", audience_everyone, 5);
	uint32_t other = hall_team(&hall, "Schools", audience_everyone, 5);
	HALL_DO(&hall, hall.kai, seat_take, {one}, {0});
	HALL_DO(&hall, hall.zoe, seat_take, {one}, {0});
	assert_true(guest_has(hall.kai, row_kind_seat, ZOE, 0, 0));
	HALL_DO(&hall, hall.zoe, seat_take, {other}, {0});
	assert_false(guest_has(hall.kai, row_kind_seat, ZOE, 0, 0));
	assert_true(guest_has(hall.zoe, row_kind_seat, ZOE, 0, 0));
	assert_true(guest_has(hall.mia, row_kind_seat, ZOE, 0, 0));
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

/* The same for who sleeps through it, and through a restart of the server. */
static void who_slept_learns_who_has_left_the_team(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t team = hall_team(&hall, "Energy", audience_everyone, 5);
	HALL_DO(&hall, hall.kai, seat_take, {team}, {0});
	HALL_DO(&hall, hall.zoe, seat_take, {team}, {0});
	struct frame_hello hello = guest_hello_again(hall.kai, hall.session, TOKEN_OF("k"));
	guest_hang_up(hall.kai);
	HALL_DO(&hall, hall.zoe, seat_leave, {team}, {0});
	desk_restart(hall.desk);
	struct guest *kai = guest_connect(hall.desk, 0);
	replica_free(kai->replica);
	kai->replica = hall.kai->replica;
	hall.kai->replica = replica_new();
	guest_say_hello(kai, &hello);
	desk_run(hall.desk);
	assert_true(kai->welcome.resumed);
	assert_false(guest_has(kai, row_kind_seat, ZOE, 0, 0));
	assert_true(guest_has(kai, row_kind_seat, KAI, 0, 0));
	hall_as_if_new(&hall, kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

static void open_tables_start_nobody_over(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_seat seat;
	struct guest *guests[] = {hall.mia, hall.kai, hall.zoe};
	for (size_t i = 0; i < 3; i++)
		guest_forget_heard(guests[i]);
	HALL_DO(&hall, hall.mia, tables_set, {1}, arrangement_mixed, 2, audience_everyone, false);
	HALL_DO(&hall, hall.mia, tables_set, {1}, arrangement_alike, 2, audience_everyone, true);
	for (size_t i = 0; i < 3; i++)
		assert_false(was_welcomed(guests[i]));
	guest_get(hall.kai, row_kind_seat, KAI, 0, 0, &seat);
	assert_true(seat.table.n > 0);
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	hall_as_if_new(&hall, hall.mia, TOKEN_OF("m"));
	desk_close(hall.desk);
}

static void closed_tables_keep_to_themselves(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_seat kai, zoe;
	HALL_DO(&hall, hall.mia, tables_set, {1}, arrangement_alike, 2, audience_members, false);
	guest_get(hall.kai, row_kind_seat, KAI, 0, 0, &kai);
	guest_get(hall.zoe, row_kind_seat, ZOE, 0, 0, &zoe);
	assert_int_not_equal(kai.table.n, zoe.table.n);
	uint32_t idea = hall_idea(&hall, hall.kai, kai.table.n, "At our table");
	assert_true(guest_has(hall.mia, row_kind_idea, idea, 0, 0));
	assert_false(guest_has(hall.zoe, row_kind_idea, idea, 0, 0));
	HALL_REFUSED(&hall, hall.zoe, err_not_found, idea_add, {kai.table.n}, {0}, TEXT_OF(""),
		     TEXT_OF("Over here"), {0});
	HALL_DO(&hall, hall.mia, seat_take, {kai.table.n}, {ZOE}); /* from one table to the other */
	assert_true(guest_has(hall.zoe, row_kind_idea, idea, 0, 0));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void who_only_observes_sits_nowhere(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_seating seating;
	uint32_t team = hall_team(&hall, "Energy", audience_members, 5);
	uint32_t idea = hall_idea(&hall, hall.mia, team, "For the team");
	HALL_DO(&hall, hall.kai, seat_take, {team}, {0});
	HALL_DO(&hall, hall.mia, person_role, {KAI}, role_observer);
	assert_int_equal(hall.kai->welcome.role, role_observer);
	assert_false(guest_has(hall.kai, row_kind_idea, idea, 0, 0));
	guest_get(hall.zoe, row_kind_seating, team, 1, 0, &seating);
	assert_int_equal(seating.persons, 0);
	HALL_REFUSED(&hall, hall.kai, err_observers_read, idea_add, {1}, {0}, TEXT_OF(""),
		     TEXT_OF("Bench"), {0});
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

/* ---- the steering group ---- */

static void the_steering_group_reads_its_boards(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t first = HALL_DO(&hall, hall.mia, board_add, TEXT_OF("Group"), board_sort_steering,
				 audience_members, {0}, 0);
	uint32_t idea = hall_idea(&hall, hall.mia, first, "For the group");
	HALL_DO(&hall, hall.mia, person_role, {ZOE}, role_steering);
	assert_true(hall.zoe->welcome.resumed);
	assert_true(guest_has(hall.zoe, row_kind_idea, idea, 0, 0));
	assert_false(guest_has(hall.kai, row_kind_idea, idea, 0, 0));
	/* One that is added later, and an idea on it in the same batch. */
	GUEST_DO(hall.mia, ++hall.number, board_add, TEXT_OF("Second"), board_sort_steering,
		 audience_members, {0}, 0);
	GUEST_DO(hall.mia, ++hall.number, idea_add, {first + 1}, {0}, TEXT_OF(""), TEXT_OF("Next"),
		 {0});
	desk_run(hall.desk);
	assert_done(hall.mia, hall.number);
	assert_true(hall.zoe->welcome.resumed);
	uint32_t next = (uint32_t)guest_answer(hall.mia, hall.number)->result;
	assert_true(guest_has(hall.zoe, row_kind_idea, next, 0, 0));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	HALL_DO(&hall, hall.zoe, idea_remove, {hall_idea(&hall, hall.zoe, first, "Mine")});
	/* And one that is removed. */
	HALL_DO(&hall, hall.mia, idea_remove, {next});
	HALL_DO(&hall, hall.mia, board_remove, {first + 1});
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	HALL_DO(&hall, hall.mia, person_role, {ZOE}, role_citizen);
	assert_false(guest_has(hall.zoe, row_kind_idea, idea, 0, 0));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void an_open_steering_board_starts_nobody_over(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	HALL_DO(&hall, hall.mia, person_role, {ZOE}, role_steering);
	guest_forget_heard(hall.zoe);
	guest_forget_heard(hall.kai);
	uint32_t board = HALL_DO(&hall, hall.mia, board_add, TEXT_OF("Group"), board_sort_steering,
				 audience_everyone, {0}, 0);
	hall_go(&hall, board, PHASE_SHOW, true);
	assert_false(was_welcomed(hall.zoe));
	assert_false(was_welcomed(hall.kai));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

int core_standing(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[HELLO-5] who becomes moderator may and sees more at once, and goes on",
		      promotion_brings_the_rows),
		CLAIM("[HELLO-5] who no longer is has none of those rows, nor any byte of them",
		      demotion_takes_them_at_once),
		CLAIM("what they had said as moderator is refused",
		      what_a_demoted_one_had_said_is_refused),
		CLAIM("muting holds at once, for ideas and comments only",
		      muting_holds_at_once_and_disturbs_nobody),
		CLAIM("a seat brings the rows of a team's own board, leaving takes them",
		      a_seat_brings_the_teams_rows_and_leaving_takes_them),
		CLAIM("who leaves a team is gone from the seats that its people see",
		      who_leaves_a_team_is_gone_from_its_list),
		CLAIM("[SEE-2] so they learn who slept through it and a restart",
		      who_slept_learns_who_has_left_the_team),
		CLAIM("tables that all may read make nobody start over",
		      open_tables_start_nobody_over),
		CLAIM("tables of their own are read by who sits there",
		      closed_tables_keep_to_themselves),
		CLAIM("who is made observer loses seat and sight of the team",
		      who_only_observes_sits_nowhere),
		CLAIM("the steering group reads its boards, those added later too",
		      the_steering_group_reads_its_boards),
		CLAIM("a steering board that all may read makes nobody start over",
		      an_open_steering_board_starts_nobody_over),
	};
	return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
