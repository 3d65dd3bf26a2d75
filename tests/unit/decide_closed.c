/* [CMD-10]: input closed by a lock, for the muted, and to what has been merged; who is exempt. */
#include <string.h>

#include "decide_good.h"

static void lock_session(struct hall *hall)
{
	struct row_session session = hall_session(hall, 7);
	session.locked = true;
	hall_put(hall, row_kind_session, &session);
}

static void lock_board(struct hall *hall)
{
	struct row_board board = hall_board(hall, 1);
	board.locked = true;
	hall_put(hall, row_kind_board, &board);
}

static void lock_idea(struct hall *hall)
{
	struct row_idea idea = hall_idea(hall, 1);
	idea.locked = true;
	hall_put(hall, row_kind_idea, &idea);
}

static void merge_idea(struct hall *hall)
{
	struct row_idea idea = hall_idea(hall, 1);
	idea.merged_into.n = 2;
	hall_put(hall, row_kind_idea, &idea);
}

static void mute_both(struct hall *hall)
{
	static const uint32_t persons[] = {hall_mia, hall_kai};
	for (size_t i = 0; i < 2; i++) {
		struct row_person person = hall_person(hall, persons[i]);
		person.muted = true;
		hall_put(hall, row_kind_person, &person);
	}
}

static bool names_an_idea(enum command_kind kind)
{
	FOR_EACH_ID(kind, field)
	if (strcmp(field->of, "idea") == 0)
		return true;
	return false;
}

/* A way to be closed to input, what is said then, and for whom. */
struct closing {
	void (*close)(struct hall *hall);
	enum err err;
	const char *detail;
	bool names_idea_only, votes_pass, moderators_pass;
};

static const struct closing closings[] = {
	{lock_session, err_locked, "Towns", false, false, true},
	{lock_board, err_locked, "Plenary", false, false, true},
	{lock_idea, err_idea_locked, "", true, false, true},
	{mute_both, err_muted, "", false, true, true},
	{merge_idea, err_merged, "2", true, false, false},
};

static void assert_closed(const struct closing *closing, enum command_kind kind, uint32_t person)
{
	struct hall *hall = hall_open_furnished();
	union any_command command = good_for_oneself(kind);
	bool exempt =
		(closing->names_idea_only && !names_an_idea(kind)) ||
		(closing->votes_pass && command_shapes[kind].command.action == action_votes) ||
		(closing->moderators_pass && person == hall_mia);
	struct row_board board = hall_board(hall, 1);
	board.leader.n = hall_kai; /* leading exempts nobody */
	hall_put(hall, row_kind_board, &board);
	closing->close(hall);
	hall_as(hall, person);
	enum err err = hall_decide(hall, kind, &command);
	if (err != (exempt ? err_none : closing->err))
		fail_msg("%s by %u: %s", command_shapes[kind].name, person,
			 err ? err_name(err) : "done");
	assert_string_equal(hall->changes.detail, exempt ? "" : closing->detail);
	hall_close(hall);
}

static void input_can_be_closed(void **state)
{
	(void)state;
	uint32_t tried = 0;
	FOR_EACH_COMMAND(kind)
	{
		if (command_shapes[kind].command.action == action_none)
			continue;
		for (size_t i = 0; i < sizeof closings / sizeof closings[0]; i++) {
			assert_closed(&closings[i], kind, hall_kai);
			assert_closed(&closings[i], kind, hall_mia);
		}
		tried++;
	}
	assert_true(tried >= 6);
}

/* Whoever may, may steer while input is closed: how else would it be opened again? */
static void steering_goes_on(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		enum command_who who = command_shapes[kind].command.who;
		if (who == command_who_host || who == command_who_server ||
		    command_shapes[kind].command.action != action_none)
			continue;
		struct hall *hall = hall_open_for(kind);
		lock_session(hall);
		lock_board(hall);
		lock_idea(hall);
		hall_as_one_who_may(hall, kind);
		enum err err = hall_decide(hall, kind, &good[kind]);
		if (err)
			fail_msg("%s: %s", command_shapes[kind].name, err_name(err));
		hall_close(hall);
	}
}

static void what_is_closed_elsewhere_does_not_matter(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	lock_board(hall);
	lock_idea(hall);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_add, {2}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_none);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, comment_add, {6}, TEXT_OF("x"), {0}), err_none);
	hall_close(hall);
}

int decide_closed(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[CMD-10] every command with an action × session, board, idea locked, muted, "
		      "merged, each with who is exempt",
		      input_can_be_closed),
		CLAIM("[CMD-10] commands without an action are done while input is closed",
		      steering_goes_on),
		CLAIM("[CMD-10] what is locked elsewhere locks nothing here",
		      what_is_closed_elsewhere_does_not_matter),
	};
	return cmocka_run_group_tests_name("closed", tests, NULL, NULL);
}
