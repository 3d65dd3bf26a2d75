/* Every command before every gate: role, rows named, phase. The tables of commands.def are walked,
 * so a new command is tested here as soon as it has good arguments below. */
#include <string.h>

#include "decide_hall.h"

/* Arguments with which the command is done for a moderator (a visitor, a host) in hall_open(). */
static const union any_command good[command_kinds_end] = {
	[command_kind_session_create].session_create = {.title = TEXT_OF("T"),
							.language = language_de,
							.method = TEXT_OF("open"),
							.towns = {1, {TEXT_OF("A")}},
							.name = TEXT_OF("Mia"),
							.token = HALL_TOKEN("x")},
	[command_kind_session_edit].session_edit = {TEXT_OF("Other")},
	[command_kind_join].join = {HALL_TOKEN("y"), TEXT_OF("New"), {1}, TEXT_OF("")},
	[command_kind_leave].leave = {false},
	[command_kind_person_edit].person_edit = {TEXT_OF("Name"), TEXT_OF("")},
	[command_kind_person_add].person_add = {TEXT_OF("Name"), {1}, TEXT_OF("")},
	[command_kind_town_add].town_add = {TEXT_OF("Cestadt")},
	[command_kind_town_edit].town_edit = {{1}, TEXT_OF("Cestadt")},
	[command_kind_board_edit].board_edit = {{1}, TEXT_OF("Title")},
	[command_kind_topic_add].topic_add = {TEXT_OF("Topic")},
	[command_kind_topic_edit].topic_edit = {{1}, TEXT_OF("Topic")},
	[command_kind_topic_remove].topic_remove = {{2}},
	[command_kind_phase_go].phase_go = {{1}, {1}, {2}},
	[command_kind_timer_start].timer_start = {{1}, 1000},
	[command_kind_timer_stop].timer_stop = {{1}},
	[command_kind_idea_add].idea_add = {{1}, {1}, TEXT_OF(""), TEXT_OF("Text"), {hall_frau_k}},
	[command_kind_idea_edit].idea_edit = {{1}, 0, {1}, TEXT_OF(""), TEXT_OF("Text")},
	[command_kind_idea_remove].idea_remove = {{1}},
	[command_kind_comment_add].comment_add = {{1}, TEXT_OF("Text"), {hall_frau_k}},
	[command_kind_comment_remove].comment_remove = {{1}},
	[command_kind_idea_link].idea_link = {{1}, {2}, relation_part_of},
	[command_kind_idea_unlink].idea_unlink = {{1}, {2}, relation_turned_from},
	[command_kind_vote].vote = {{1}, {1}, choice_agree, {hall_frau_k}},
	[command_kind_ballot_open].ballot_open = {{2}},
	[command_kind_ballot_close].ballot_close = {{1}},
};

#define FOR_EACH_COMMAND(kind)                                                                     \
	for (enum command_kind kind = 1; kind < command_kinds_end; kind++)                         \
		if (command_shape(kind))

static struct hall *open_for(enum command_kind kind)
{
	struct hall *hall =
		kind == command_kind_session_create ? hall_open_directory() : hall_open();
	struct row_link link = {{1}, {2}, relation_turned_from, {1}, 1};
	if (kind != command_kind_session_create)
		hall_put(hall, row_kind_link, &link);
	return hall;
}

/* Somebody who may give the command as far as their role goes. */
static void as_one_who_may(struct hall *hall, enum command_kind kind)
{
	enum command_who who = command_shapes[kind].command.who;
	if (who != command_who_host)
		hall_as(hall, who == command_who_visitor ? 0 : hall_mia);
}

static enum err try(enum command_kind kind, const union any_command *command, uint32_t person,
		    char detail[DETAIL_BYTES])
{
	struct hall *hall = open_for(kind);
	as_one_who_may(hall, kind);
	if (person)
		hall_as(hall, person);
	enum err err = hall_decide(hall, kind, command);
	memcpy(detail, hall->changes.detail, DETAIL_BYTES);
	hall_close(hall);
	return err;
}

/* ---- who ---- */

enum role_tried { as_visitor, as_citizen, as_moderator, as_host, as_one_who_left, roles_end };

static struct actor actor_tried(enum role_tried role)
{
	switch (role) {
	case as_citizen:
		return (struct actor){{hall_kai}, role_citizen, {1}, false, {0}};
	case as_moderator:
		return (struct actor){{hall_mia}, role_moderator, {0}, false, {0}};
	case as_host:
		return (struct actor){{1}, role_host, {0}, false, {0}};
	case as_one_who_left:
		return (struct actor){{hall_left}, role_moderator, {1}, true, {0}};
	default:
		return (struct actor){.role = role_viewer};
	}
}

static enum err refusal_expected(enum command_who who, enum role_tried role)
{
	static const enum err expected[4][roles_end] = {
		[command_who_visitor] = {err_none, err_none, err_none, err_none, err_none},
		[command_who_person] = {err_not_joined, err_none, err_none, err_not_joined,
					err_not_joined},
		[command_who_moderator] = {err_not_moderator, err_not_moderator, err_none,
					   err_not_moderator, err_not_moderator},
		[command_who_host] = {err_not_host, err_not_host, err_not_host, err_none,
				      err_not_host},
	};
	return expected[who][role];
}

static void roles_are_checked(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		const struct shape *shape = command_shape(kind);
		for (enum role_tried role = 0; role < roles_end; role++) {
			struct hall *hall = open_for(kind);
			struct changes changes = {.revision = 99};
			hall->view.actor = actor_tried(role);
			enum err err = gate_check(&hall->view, shape, &good[kind], &changes);
			enum err expected = refusal_expected(shape->command.who, role);
			/* What a citizen cannot see is another gate's. */
			if (expected == err_none && err == err_not_found)
				err = err_none;
			if (err != expected)
				fail_msg("%s as role %u: %s", shape->name, role,
					 err ? err_name(err) : "done");
			if (expected) {
				assert_int_equal(hall_decide(hall, kind, &good[kind]), expected);
				assert_string_equal(hall->changes.detail, "");
			}
			changes_free(&changes);
			hall_close(hall);
		}
	}
}

static void good_arguments_are_done(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		char detail[DETAIL_BYTES];
		enum err err = try(kind, &good[kind], 0, detail);
		if (err)
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

#define FOR_EACH_ID(kind, field)                                                                   \
	for (const struct field *field = command_shapes[kind].fields,                              \
				*end_ = field + command_shapes[kind].field_count;                  \
	     field < end_; field++)                                                                \
		if (field->type == field_type_id)

static void absent_rows_are_not_found(void **state)
{
	(void)state;
	FOR_EACH_COMMAND(kind)
	{
		FOR_EACH_ID(kind, field)
		{
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
		      {"person", hall_frau_k}};
	uint32_t tried = 0;
	FOR_EACH_COMMAND(kind)
	{
		if (command_shapes[kind].command.who != command_who_person)
			continue;
		FOR_EACH_ID(kind, field)
		for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
			if (strcmp(field->of, unseen[i].of) == 0) {
				assert_not_found(kind, field, unseen[i].id, hall_kai);
				tried++;
			}
	}
	assert_true(tried > 10);
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
			if (!field->required)
				assert_int_equal(try(kind, &command, 0, detail), err_none);
		}
	}
}

/* ---- [CMD-8] ---- */

static enum err try_in_phase(enum command_kind kind, uint32_t phase, uint32_t person,
			     char detail[DETAIL_BYTES])
{
	struct hall *hall = hall_open();
	union any_command command = good[kind];
	if (kind == command_kind_idea_add)
		command.idea_add.person.n = 0;
	if (kind == command_kind_comment_add)
		command.comment_add.person.n = 0;
	if (kind == command_kind_vote)
		command.vote.person.n = 0;
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
		struct hall *hall = open_for(kind);
		if (command_shapes[kind].command.who != command_who_host &&
		    command_shapes[kind].command.action == action_none) {
			hall_set_phase(hall, 1, 3);
			union any_command command = good[kind];
			if (kind == command_kind_phase_go)
				command.phase_go.from.n = 3;
			as_one_who_may(hall, kind);
			assert_int_equal(hall_decide(hall, kind, &command), err_none);
		}
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

int decide_gates(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every command has good arguments here, and they are done",
		      good_arguments_are_done),
		CLAIM("every command × visitor, citizen, moderator, host, one who left",
		      roles_are_checked),
		CLAIM("a command that nobody knows is refused", unknown_commands_are_refused),
		CLAIM("[CMD-7] every id that names no row is not found", absent_rows_are_not_found),
		CLAIM("[CMD-7] every id that names a removed row is not found",
		      removed_rows_are_not_found),
		CLAIM("[CMD-7] withheld, members-only and personal rows are not found by others",
		      unseen_rows_are_not_found),
		CLAIM("[CMD-7] their owner and moderators find them",
		      owners_and_moderators_see_what_is_withheld),
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
