/* Every command before every gate: role, rows named, leader, phase, what is closed. The table of
 * commands.def is walked, so that what holds for a command follows from its row alone. */
#include <string.h>

#include "decide_good.h"

static enum err try(enum command_kind kind, const union any_command *command, uint32_t person,
		    char detail[DETAIL_BYTES])
{
	struct hall *hall = hall_open_for(kind);
	hall_as_one_who_may(hall, kind);
	if (person)
		hall_as(hall, person);
	enum err err = hall_decide(hall, kind, command);
	memcpy(detail, hall->changes.detail, DETAIL_BYTES);
	hall_close(hall);
	return err;
}

/* ---- who ---- */

enum role_tried {
	as_visitor, /* with an invitation's link */
	as_viewer,  /* with the join code */
	as_citizen,
	as_member,
	as_steering,
	as_helper,
	as_observer,
	as_moderator,
	as_host,
	as_one_who_left,
	as_one_kept_out,
	as_leader,
	as_leader_of_another,
	roles_end
};

static const char *const role_names[roles_end] = {"visitor",
						  "viewer",
						  "citizen",
						  "member",
						  "steering",
						  "helper",
						  "observer",
						  "moderator",
						  "host",
						  "one who left",
						  "one kept out",
						  "leader of the board",
						  "leader of other boards"};

/* Lea leads the board that the command is about, or all others. */
static void give_lead(struct hall *hall, enum command_kind kind, bool of_others)
{
	uint32_t end = hall->view.next_id(hall, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		if (hall_has(hall, row_kind_board, ROW_KEY(id)) &&
		    (id == good_board(kind)) != of_others)
			hall_put_leader(hall, id, hall_lea);
	}
}

static void hall_as_role(struct hall *hall, enum command_kind kind, enum role_tried role)
{
	static const uint32_t persons[roles_end] = {
		[as_citizen] = hall_kai,       [as_member] = hall_max,
		[as_steering] = hall_sam,      [as_helper] = hall_hella,
		[as_observer] = hall_olga,     [as_moderator] = hall_mia,
		[as_one_who_left] = hall_left, [as_one_kept_out] = hall_out,
		[as_leader] = hall_lea,        [as_leader_of_another] = hall_lea};
	if (role == as_helper && command_shapes[kind].command.who != command_who_host)
		hall_put_helper(hall);
	if (role == as_host)
		hall->view.actor = (struct actor){.person = {1}, .role = role_host};
	else if (command_shapes[kind].command.who == command_who_host) /* has no such people */
		hall->view.actor =
			(struct actor){.person = {persons[role]},
				       .role = role == as_moderator ? role_moderator : role_citizen,
				       .left = role == as_one_who_left};
	else if (role == as_visitor)
		hall_as_invited(hall, HALL_TOKEN("i"));
	else
		hall_as(hall, persons[role]);
	if (role == as_leader || role == as_leader_of_another)
		give_lead(hall, kind, role == as_leader_of_another);
}

static bool takes_part(enum role_tried role)
{
	return role != as_visitor && role != as_viewer && role != as_host &&
	       role != as_one_who_left && role != as_one_kept_out;
}

/* What the word in commands.def says, for each role. */
static enum err refusal_expected(enum command_who who, enum role_tried role)
{
	switch (who) {
	case command_who_visitor:
		return err_none;
	case command_who_person:
		return takes_part(role) ? err_none : err_not_joined;
	case command_who_participant:
		return !takes_part(role)     ? err_not_joined
		       : role == as_observer ? err_observers_read
					     : err_none;
	case command_who_leader:
		return !takes_part(role)                           ? err_not_joined
		       : role == as_observer                       ? err_observers_read
		       : role == as_moderator || role == as_leader ? err_none
								   : err_not_leader;
	case command_who_steering:
		return role == as_steering || role == as_moderator ? err_none : err_not_steering;
	case command_who_moderator:
		return role == as_moderator ? err_none : err_not_moderator;
	case command_who_host:
		return role == as_host ? err_none : err_not_host;
	case command_who_server:
		break;
	}
	return err_command_unknown;
}

static void assert_role(enum command_kind kind, enum role_tried role)
{
	const struct shape *shape = command_shape(kind);
	struct hall *hall = hall_open_for(kind);
	struct changes changes = {.revision = 99};
	hall_as_role(hall, kind, role);
	enum err err = gate_check(&hall->view, shape, &good[kind], &changes);
	enum err expected = refusal_expected(shape->command.who, role);
	/* What they cannot see, though they might, is another gate's. */
	if (expected == err_none && role != as_moderator && err == err_not_found)
		err = err_none;
	if (err != expected)
		fail_msg("%s as %s: %s", shape->name, role_names[role],
			 err ? err_name(err) : "done");
	if (expected) {
		assert_int_equal(hall_decide(hall, kind, &good[kind]), expected);
		assert_string_equal(hall->changes.detail, expected != err_not_leader ? ""
							  : good_board(kind) == hall_plenary
								  ? "Plenary"
								  : "Team");
	}
	changes_free(&changes);
	hall_close(hall);
}

static void roles_are_checked(void **state)
{
	(void)state;
	uint32_t tried[command_who_server + 1] = {0};
	FOR_EACH_COMMAND(kind)
	{
		tried[command_shapes[kind].command.who]++;
		for (enum role_tried role = 0; role < roles_end; role++)
			assert_role(kind, role);
	}
	for (enum command_who who = 0; who <= command_who_server; who++)
		assert_true(tried[who] > 0);
}

static void observers_lead_nothing(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	board.leader.n = hall_olga;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_olga);
	assert_int_equal(HALL_DO(hall, board_lock, {1}, true), err_observers_read);
	hall_close(hall);
}

static void good_arguments_are_done(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		char detail[DETAIL_BYTES];
		enum err err = try(kind, &good[kind], 0, detail);
		if (err != (is_for_people(kind) ? err_none : err_command_unknown))
			fail_msg("%s: %s (%s)", command_shapes[kind].name, err_name(err), detail);
	}
}

static void unknown_commands_are_refused(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	union any_command none = {0};
	assert_int_equal(decide(&hall->view, (enum command_kind)0, &none, &hall->changes),
			 err_command_unknown);
	assert_int_equal(decide(&hall->view, command_kinds_end, &none, &hall->changes),
			 err_command_unknown);
	assert_int_equal(decide(&hall->view, (enum command_kind)200, &none, &hall->changes),
			 err_command_unknown);
	hall_close(hall);
}

/* ---- [CMD-7] ---- */

static uint32_t *id_of(union any_command *command, const struct field *field)
{
	return (uint32_t *)((char *)command + field->offset);
}

static void assert_not_found(enum command_kind kind, const struct field *field, uint32_t id,
			     uint32_t person)
{
	union any_command command = good[kind];
	char detail[DETAIL_BYTES];
	*id_of(&command, field) = id;
	enum err err = try(kind, &command, person, detail);
	if (err != err_not_found || strcmp(detail, field->of) != 0)
		fail_msg("%s with %s %u: %s (%s)", command_shapes[kind].name, field->name, id,
			 err ? err_name(err) : "done", detail);
}

static void absent_rows_are_not_found(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		FOR_EACH_ID(kind, field)
		if (is_for_people(kind)) {
			assert_not_found(kind, field, HALL_ABSENT, 0);
			assert_not_found(kind, field, UINT32_MAX, 0);
		}
	}
}

static void removed_rows_are_not_found(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		FOR_EACH_ID(kind, field)
		if (is_for_people(kind))
			assert_not_found(kind, field, HALL_REMOVED, 0);
	}
}

/* Kai of Ahausen sees neither what Zoe keeps to herself, nor Bedorf's board, nor other people. */
static void unseen_rows_are_not_found(void **state)
{
	(void)state;
	static const struct {
		const char *of;
		uint32_t id;
	} unseen[] = {{"idea", 3},
		      {"idea", 4},
		      {"comment", 3},
		      {"person", hall_zoe},
		      {"person", hall_frau_k},
		      {"board", hall_bedorf},
		      {"board", hall_group}};
	uint32_t tried = 0;
	FOR_EACH_COMMAND(kind)
	{
		enum command_who who = command_shapes[kind].command.who;
		if (who != command_who_participant && who != command_who_leader)
			continue;
		FOR_EACH_ID(kind, field)
		for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
			if (strcmp(field->of, unseen[i].of) == 0 &&
			    (strcmp(field->of, "board") != 0 ||
			     command_shapes[kind].command.action != action_none)) {
				assert_not_found(kind, field, unseen[i].id, hall_kai);
				tried++;
			}
	}
	assert_true(tried > 30);
}

static void owners_and_moderators_see_what_is_withheld(void **state)
{
	(void)state;
	static const uint32_t persons[] = {hall_mia, hall_zoe};
	for (size_t i = 0; i < 2; i++) {
		char detail[DETAIL_BYTES];
		union any_command command = {.comment_add = {{3}, TEXT_OF("Text"), {0}}};
		assert_int_equal(try(command_kind_comment_add, &command, persons[i], detail),
				 err_none);
		command.comment_add.idea.n = 4;
		assert_int_equal(try(command_kind_comment_add, &command, persons[i], detail),
				 err_none);
	}
}

static void none_may_be_left_out(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		FOR_EACH_ID(kind, field)
		{
			union any_command command = good[kind];
			char detail[DETAIL_BYTES];
			*id_of(&command, field) = 0;
			if (!field->required && is_for_people(kind))
				assert_int_equal(try(kind, &command, 0, detail), err_none);
		}
	}
}

/* ---- [CMD-8] ---- */

static enum err try_in_phase(enum command_kind kind, uint32_t phase, uint32_t person,
			     char detail[DETAIL_BYTES])
{
	struct hall *hall = hall_open_furnished();
	union any_command command = good_for_oneself(kind);
	hall_set_phase(hall, 1, phase);
	hall_as(hall, person);
	enum err err = hall_decide(hall, kind, &command);
	memcpy(detail, hall->changes.detail, DETAIL_BYTES);
	hall_close(hall);
	return err;
}

static void phases_forbid(void **state)
{
	(void)state;
	uint32_t tried = 0;
	FOR_EACH_COMMAND(kind)
	{
		char detail[DETAIL_BYTES];
		enum action action = command_shapes[kind].command.action;
		if (action == action_none)
			continue;
		assert_int_equal(try_in_phase(kind, 1, hall_kai, detail), err_none);
		assert_int_equal(try_in_phase(kind, 2, hall_kai, detail),
				 action == action_ideas ? err_phase_forbids : err_none);
		assert_int_equal(try_in_phase(kind, 3, hall_kai, detail), err_phase_forbids);
		assert_string_equal(detail, "Result");
		assert_int_equal(try_in_phase(kind, 3, hall_mia, detail),
				 action == action_votes ? err_phase_forbids : err_none);
		tried++;
	}
	assert_true(tried >= 6);
}

static void other_commands_know_no_phase(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		enum command_who who = command_shapes[kind].command.who;
		if (who == command_who_host || who == command_who_server ||
		    command_shapes[kind].command.action != action_none)
			continue;
		struct hall *hall = hall_open_for(kind);
		union any_command command = good[kind];
		for (uint32_t board = 1; board <= hall_group; board++)
			hall_set_phase(hall, board, 3);
		if (kind == command_kind_phase_go)
			command.phase_go.from.n = 3;
		hall_as_one_who_may(hall, kind);
		assert_int_equal(hall_decide(hall, kind, &command), err_none);
		hall_close(hall);
	}
}

/* Each board is in its own phase: that of the target's board counts. */
static void the_targets_board_counts(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_set_phase(hall, 1, 3);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, comment_add, {2}, TEXT_OF("Text"), {0}), err_phase_forbids);
	assert_int_equal(HALL_DO(hall, comment_add, {4}, TEXT_OF("Text"), {0}), err_none);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_pass, {0}), err_phase_forbids);
	assert_int_equal(HALL_DO(hall, vote, {4}, {1}, choice_pass, {0}), err_none);
	assert_int_equal(HALL_DO(hall, idea_add, {3}, {0}, TEXT_OF(""), TEXT_OF("Text"), {0}),
			 err_none);
	hall_set_phase(hall, 1, 1);
	hall_set_phase(hall, 3, 3);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_pass, {0}), err_none);
	assert_int_equal(HALL_DO(hall, vote, {4}, {1}, choice_agree, {0}), err_phase_forbids);
	assert_int_equal(HALL_DO(hall, idea_remove, {4}), err_phase_forbids);
	hall_close(hall);
}

/* ---- [CMD-7] boards for their members ---- */

static void make_team_private(struct hall *hall, uint64_t places, uint32_t leader)
{
	struct row_board board = hall_board(hall, hall_team);
	board.audience = audience_members;
	board.places = places;
	board.leader.n = leader;
	hall_put(hall, row_kind_board, &board);
}

static void members_boards_are_written_on_by_members(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	make_team_private(hall, 0, 0);
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {0}), err_no_choice);
	assert_int_equal(HALL_DO(hall, hand_raise, {hall_team}), err_not_member);
	assert_string_equal(hall->changes.detail, "Team");
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_not_member);
	make_team_private(hall, 5, 0);
	assert_int_equal(HALL_DO(hall, idea_add, {hall_team}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_not_found);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, idea_add, {hall_team}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_none);
	hall_close(hall);
}

/* Who leads a board does it from their place there: without it they lead nothing. */
static void leaders_lead_where_they_belong(void **state)
{
	(void)state;
	for (uint32_t board = hall_bedorf; board <= hall_group; board++) {
		struct hall *hall = hall_open_furnished();
		struct row_person lea = hall_person(hall, hall_lea);
		make_team_private(hall, 0, 0);
		struct row_board row = hall_board(hall, board);
		row.leader.n = hall_lea;
		hall_put(hall, row_kind_board, &row);
		lea.town.n = 1;
		hall_put(hall, row_kind_person, &lea);
		hall_as(hall, hall_lea);
		assert_int_equal(HALL_DO(hall, board_lock, {board}, true), err_not_leader);
		assert_text(hall_board(hall, board).title, hall->changes.detail);
		if (board == hall_team || board == hall_table)
			hall_put_leader(hall, board, hall_lea);
		lea = hall_person(hall, hall_lea);
		lea.town.n = 2;
		lea.role = board == hall_group ? role_steering : role_citizen;
		hall_put(hall, row_kind_person, &lea);
		hall_as(hall, hall_lea);
		assert_int_equal(HALL_DO(hall, board_lock, {board}, true), err_none);
		hall_close(hall);
	}
}

int decide_gates(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every command has good arguments, and they are done",
		      good_arguments_are_done),
		CLAIM("every command × visitor, viewer, citizen, member, steering, helper, "
		      "observer, "
		      "moderator, host, one who left, one kept out, leaders of this and of other "
		      "boards",
		      roles_are_checked),
		CLAIM("an observer leads nothing, whoever made them a leader before",
		      observers_lead_nothing),
		CLAIM("a command that nobody knows is refused", unknown_commands_are_refused),
		CLAIM("[CMD-7] every id that names no row is not found", absent_rows_are_not_found),
		CLAIM("[CMD-7] every id that names a removed row is not found",
		      removed_rows_are_not_found),
		CLAIM("[CMD-7] withheld, members-only and personal rows are not found by others",
		      unseen_rows_are_not_found),
		CLAIM("[CMD-7] their owner and moderators find them",
		      owners_and_moderators_see_what_is_withheld),
		CLAIM("[CMD-7] a members' board is written on by members; places there are taken",
		      members_boards_are_written_on_by_members),
		CLAIM("[CMD-9] a town, a team, a table, the steering group are led by one of "
		      "theirs, and by nobody who has left them",
		      leaders_lead_where_they_belong),
		CLAIM("an id that may be none is 0", none_may_be_left_out),
		CLAIM("[CMD-8] every command with an action is forbidden by a phase without it, "
		      "except that moderators write in any phase",
		      phases_forbid),
		CLAIM("[CMD-8] commands without an action are done in any phase",
		      other_commands_know_no_phase),
		CLAIM("[CMD-8] the phase of the target's board counts", the_targets_board_counts),
	};
	return cmocka_run_group_tests_name("gates", tests, NULL, NULL);
}
