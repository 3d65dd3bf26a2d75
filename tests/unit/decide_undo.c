/* [CMD-11]: the last action is undone, by who still may, and what comes back. */
#include <stdlib.h>
#include <string.h>

#include "decide_good.h"

static enum err undo(struct hall *hall)
{
	return hall_decide(hall, command_kind_undo, &good[command_kind_undo]);
}

static enum err undo_as(struct hall *hall, uint32_t person)
{
	hall_as(hall, person);
	return undo(hall);
}

/* ---- every command ---- */

/* Why a command is not undone; every other is. */
static const char *why_not(enum command_kind kind)
{
	switch (kind) {
	case command_kind_join:
	case command_kind_leave:
	case command_kind_person_edit:
	case command_kind_person_add:
	case command_kind_person_role:
	case command_kind_person_relink:
	case command_kind_person_mute:
	case command_kind_person_remove:
	case command_kind_person_admit:
	case command_kind_invitation_add:
	case command_kind_invitation_revoke:
		return "concerns people and invitations";
	case command_kind_idea_redact:
	case command_kind_comment_redact:
		return "must not come back";
	case command_kind_slips_add:
		return "is handed out";
	case command_kind_vote:
	case command_kind_cast:
	case command_kind_hand_raise:
	case command_kind_hand_lower:
	case command_kind_seat_take:
	case command_kind_seat_leave:
	case command_kind_ready_mark:
		return "has its own way back";
	case command_kind_undo:
	case command_kind_timer_end:
	case command_kind_ballot_void:
	case command_kind_session_create:
		return "is another thing";
	default:
		return NULL;
	}
}

/* What a person wrote or decided, without what undoing leaves for good: revisions, a board's step,
 * that a name is public. */
static void normalise(enum row_kind kind, union any_row *row)
{
	if (kind == row_kind_board)
		row->board.step = 0;
	if (kind == row_kind_person)
		row->person.contributed = false;
}

static struct buffer normal_form(const struct row *row)
{
	struct buffer out = {0};
	union any_row fields;
	if (row->removed || row->kind == row_kind_change)
		return out;
	assert_true(row_fields(row, &fields));
	normalise((enum row_kind)row->kind, &fields);
	codec_write_row(&out, (enum row_kind)row->kind, 1, &fields);
	return out;
}

/* All rows as they are, each in its normal form; removed ones are none. */
static struct row_map snapshot_of(const struct hall *hall)
{
	struct row_map map = {0};
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(&hall->rows, &at));) {
		struct buffer form = normal_form(row);
		if (form.size > 0) {
			struct row *copy = malloc(sizeof *copy + form.size);
			*copy = *row;
			memcpy(copy + 1, form.at, form.size);
			copy->bytes = (const uint8_t *)(copy + 1);
			copy->size = (uint32_t)form.size;
			row_map_put(&map, copy);
		}
		buffer_free(&form);
	}
	return map;
}

static void snapshot_free(struct row_map *map)
{
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(map, &at));)
		free(row);
	row_map_free(map);
}

static bool same_snapshots(const struct row_map *a, const struct row_map *b, const char *what)
{
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(a, &at));) {
		struct row *other = row_map_find(b, (enum row_kind)row->kind, row->key);
		if (other && other->size == row->size &&
		    memcmp(other->bytes, row->bytes, row->size) == 0)
			continue;
		if (what)
			print_error("%s: %s %u %u %u differs\n", what, row_shapes[row->kind].name,
				    row->key[0], row->key[1], row->key[2]);
		return false;
	}
	return a->count == b->count;
}

static void assert_undone(enum command_kind kind)
{
	const char *name = command_shapes[kind].name;
	struct hall *hall = hall_open_for(kind);
	hall_as_one_who_may(hall, kind);
	struct row_map before = snapshot_of(hall);
	assert_int_equal(hall_decide(hall, kind, &good[kind]), err_none);
	struct row_map done = snapshot_of(hall);
	if (same_snapshots(&before, &done, NULL))
		fail_msg("%s: the good arguments change nothing", name);
	enum err err = undo(hall);
	if (err)
		fail_msg("undoing %s: %s", name, err_name(err));
	assert_int_equal(hall->changes.result, kind);
	struct row_map after = snapshot_of(hall);
	assert_true(same_snapshots(&before, &after, name));
	assert_true(same_snapshots(&after, &before, name));
	assert_int_equal(undo(hall), err_nothing_to_undo); /* a second time */
	snapshot_free(&before);
	snapshot_free(&done);
	snapshot_free(&after);
	hall_close(hall);
}

/* Undoing is either refused, or undoes what was done before. */
static void assert_not_undone(enum command_kind kind)
{
	struct hall *hall = hall_open_for(kind);
	hall_as_one_who_may(hall, kind);
	if (hall->view.actor.person.n == hall_mia)
		assert_int_equal(HALL_DO(hall, topic_edit, {1}, TEXT_OF("Paths")), err_none);
	assert_int_equal(hall_decide(hall, kind, &good[kind]), err_none);
	if (undo_as(hall, kind == command_kind_leave ? hall_kai : hall_mia) == err_none &&
	    hall->changes.result != command_kind_topic_edit)
		fail_msg("%s was undone", command_shapes[kind].name);
	hall_close(hall);
}

static void every_command_is_undone_or_has_a_reason(void **state)
{
	(void)state;
	uint32_t undone = 0;
	FOR_EACH_COMMAND(kind)
	{
		if (!why_not(kind)) {
			assert_undone(kind);
			undone++;
		} else if (is_for_people(kind) && kind != command_kind_undo &&
			   kind != command_kind_session_create) {
			assert_not_undone(kind);
		}
	}
	assert_true(undone >= 34);
}

static void people_undo_their_own(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(undo_as(hall, hall_kai), err_nothing_to_undo);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Mine")),
			 err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_edit, {2}, 0, {0}, TEXT_OF(""), TEXT_OF("Hers")),
			 err_none);
	assert_int_equal(undo_as(hall, hall_mia), err_nothing_to_undo);
	assert_int_equal(undo_as(hall, hall_kai), err_none);
	assert_text(hall_idea(hall, 1).text, "Idea");
	assert_text(hall_idea(hall, 2).text, "Hers");
	hall_close(hall);
}

static void only_the_last_action_is_undone(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("B")),
			 err_none);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("C")),
			 err_none);
	assert_int_equal(HALL_DO(hall, ready_mark, {1}, true), err_none); /* no action */
	assert_int_equal(undo(hall), err_none);
	assert_text(hall_idea(hall, 1).text, "B");
	assert_int_equal(undo(hall), err_nothing_to_undo);
	hall_close(hall);
}

static void a_vote_takes_the_chance(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("B")),
			 err_none);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_agree, {0}), err_none);
	assert_int_equal(undo(hall), err_nothing_to_undo);
	assert_text(hall_idea(hall, 1).text, "B");
	hall_close(hall);
}

/* So many long comments that what was before does not fit. */
static void too_large_a_change_takes_the_chance(void **state)
{
	(void)state;
	static char text[1000];
	struct hall *hall = hall_open_furnished();
	memset(text, 'x', sizeof text);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, topic_edit, {1}, TEXT_OF("Paths")), err_none);
	for (uint32_t id = 100; id < 400; id++) {
		struct row_comment comment = hall_comment(hall, 1);
		comment.id.n = id;
		comment.text = (struct text){text, sizeof text};
		hall_put(hall, row_kind_comment, &comment);
	}
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	assert_int_equal(undo(hall), err_nothing_to_undo);
	assert_int_equal(hall_idea(hall, 1).hold, hold_hidden);
	hall_close(hall);
}

/* ---- who may ---- */

static void who_may_no_more_undoes_no_more(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {1}, {hall_lea}), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {5}), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_citizen), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {1}, {0}), err_none);
	assert_int_equal(undo_as(hall, hall_zoe), err_not_moderator);
	assert_int_equal(undo_as(hall, hall_lea), err_not_leader);
	assert_string_equal(hall->changes.detail, "Plenary");
	hall_close(hall);
}

/* A way to close input, and what is said then to who takes an idea back by undoing. */
static void undoing_input_is_input(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		static const enum err expected[] = {err_locked, err_locked, err_muted,
						    err_phase_forbids};
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_kai);
		assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
				 err_none);
		hall_as(hall, hall_mia);
		enum err err = i == 0   ? HALL_DO(hall, session_lock, true)
			       : i == 1 ? HALL_DO(hall, board_lock, {1}, true)
			       : i == 2 ? HALL_DO(hall, person_mute, {hall_kai}, true)
					: HALL_DO(hall, phase_go, {1}, {1}, {2});
		assert_int_equal(err, err_none);
		assert_int_equal(undo_as(hall, hall_kai), expected[i]);
		hall_close(hall);
	}
}

/* ---- what comes back ---- */

static uint32_t add_idea(struct hall *hall)
{
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("New"), {0}),
			 err_none);
	return hall->changes.result;
}

static void a_comment_comes_back_as_its_idea_is_seen(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, comment_remove, {1}), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	assert_int_equal(undo_as(hall, hall_kai), err_none);
	assert_int_equal(hall_comment(hall, 1).audience, audience_withheld);
	hall_close(hall);
}

static void a_step_never_goes_back(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_none);
	assert_int_equal(hall_board(hall, 1).step, 1);
	assert_int_equal(undo(hall), err_none);
	assert_int_equal(hall_board(hall, 1).phase.n, 1);
	assert_int_equal(hall_board(hall, 1).step, 2);
	/* What moves no step makes nobody begin again. */
	assert_int_equal(HALL_DO(hall, board_edit, {1}, TEXT_OF("x")), err_none);
	assert_int_equal(undo(hall), err_none);
	assert_int_equal(hall_board(hall, 1).step, 2);
	hall_close(hall);
}

static void a_timer_that_would_be_over_is_off(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	for (uint32_t i = 0; i < 2; i++) {
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, timer_start, {1}, 5000), err_none);
		uint64_t end_ms = hall_board(hall, 1).timer_end_ms;
		assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_none);
		hall->view.now_ms += i == 0 ? 4999 : 5000;
		assert_int_equal(undo(hall), err_none);
		assert_int_equal(hall_board(hall, 1).timer_end_ms, i == 0 ? end_ms : 0);
	}
	hall_close(hall);
}

static void undone_an_idea_counts_no_more(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	board.ideas_max = 1;
	hall_put(hall, row_kind_board, &board);
	add_idea(hall);
	assert_int_equal(undo(hall), err_none);
	add_idea(hall);
	assert_true(hall_person(hall, hall_zoe).contributed); /* a name stays public */
	hall_close(hall);
}

int decide_undoing(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every command is undone, and all is as before, or has a reason why not",
		      every_command_is_undone_or_has_a_reason),
		CLAIM("people undo their own action, whatever others did since",
		      people_undo_their_own),
		CLAIM("the last action is undone, once", only_the_last_action_is_undone),
		CLAIM("a vote takes the chance", a_vote_takes_the_chance),
		CLAIM("a change too large to keep takes the chance",
		      too_large_a_change_takes_the_chance),
		CLAIM("who may not do it any more may not undo it", who_may_no_more_undoes_no_more),
		CLAIM("[CMD-10] undoing input is input", undoing_input_is_input),
		CLAIM("[SEE-5] a comment comes back as its idea is seen by now",
		      a_comment_comes_back_as_its_idea_is_seen),
		CLAIM("a board's step never goes back", a_step_never_goes_back),
		CLAIM("a timer that would be over by now is off",
		      a_timer_that_would_be_over_is_off),
		CLAIM("an undone idea counts no more, but its author's name is public",
		      undone_an_idea_counts_no_more),
	};
	return cmocka_run_group_tests_name("undo", tests, NULL, NULL);
}
