/* Entering a phase, and timers that end by themselves. */
#include "decide_good.h"

#define MINUTE_MS 60000u

static void put_phase(struct hall *hall, uint32_t id, uint64_t boards, uint64_t minutes,
		      enum ending ending)
{
	struct row_phase phase = {.id = {id},
				  .title = TEXT_OF("Later"),
				  .boards = boards,
				  .minutes = minutes,
				  .ending = ending,
				  .hold = hold_alone,
				  .ideas_max = id,
				  .slow_s = 6};
	hall_put(hall, row_kind_phase, &phase);
}

static void entering_takes_over_the_phases_rules(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	put_phase(hall, 4, 0, 3, ending_lock);
	board.locked = true;
	board.step = 8;
	board.timer_end_ms = 5;
	board.leader.n = hall_lea;
	board.speaker.n = hall_kai;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {4}), err_none);
	board = hall_board(hall, 1);
	assert_int_equal(board.phase.n, 4);
	assert_int_equal(board.ending, ending_lock);
	assert_int_equal(board.hold, hold_alone);
	assert_int_equal(board.ideas_max, 4);
	assert_int_equal(board.slow_s, 6);
	assert_int_equal(board.step, 9);
	assert_false(board.locked);
	assert_int_equal(board.timer_end_ms, 0);
	assert_int_equal(board.leader.n, hall_lea);
	assert_int_equal(board.speaker.n, 0);
	assert_text(board.title, "Plenary");
	hall_close(hall);
}

static void timed_starts_the_phases_timer(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase(hall, 4, 0, 3, ending_none);
	put_phase(hall, 5, 0, 0, ending_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {4}, false, true), err_none);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 1000000 + 3 * MINUTE_MS);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {4}, {5}, false, true), err_none);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 0); /* foresees none */
	hall_close(hall);
}

static void below_takes_the_boards_below_along(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, hall_table);
	board.parent.n = hall_team; /* not the plenary's */
	hall_put(hall, row_kind_board, &board);
	hall_set_phase(hall, hall_bedorf, 3); /* from wherever it is */
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}, true, false), err_none);
	static const uint32_t expected[] = {0, 2, 2, 2, 2, 1, 2};
	for (uint32_t id = 1; id <= hall_group; id++)
		assert_int_equal(hall_board(hall, id).phase.n, expected[id]);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {2}, {1}), err_none);
	assert_int_equal(hall_board(hall, 1).phase.n, 1);
	assert_int_equal(hall_board(hall, hall_team).phase.n, 2);
	hall_close(hall);
}

static void below_goes_where_it_is_meant_to(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase(hall, 4, 1u << board_sort_plenary | 1u << board_sort_team, 0, ending_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {4}, true, false), err_none);
	static const uint32_t expected[] = {0, 4, 1, 1, 4, 1, 1};
	for (uint32_t id = 1; id <= hall_group; id++)
		assert_int_equal(hall_board(hall, id).phase.n, expected[id]);
	assert_int_equal(HALL_DO(hall, phase_go, {hall_table}, {1}, {4}), err_none); /* by itself */
	hall_close(hall);
}

static void put_alone(struct hall *hall, uint32_t id, uint32_t board)
{
	struct row_idea idea = {.id = {id},
				.board = {board},
				.author = {hall_kai},
				.audience = audience_withheld,
				.stage = stage_idea,
				.text = TEXT_OF("Alone"),
				.hold = hold_alone};
	hall_put(hall, row_kind_idea, &idea);
}

static void reveal_shows_what_was_written_alone(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 2);
	struct row_comment comment = {.id = {9},
				      .idea = {10},
				      .board = {1},
				      .author = {hall_kai},
				      .audience = audience_withheld,
				      .text = TEXT_OF("Note")};
	phase.reveal = true;
	hall_put(hall, row_kind_phase, &phase);
	put_alone(hall, 10, hall_plenary);
	put_alone(hall, 11, hall_team);
	put_alone(hall, 12, hall_ahausen);
	hall_put(hall, row_kind_comment, &comment);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_none);
	assert_int_equal(hall_idea(hall, 10).hold, hold_none);
	assert_int_equal(hall_idea(hall, 10).audience, audience_everyone);
	assert_int_equal(hall_comment(hall, 9).audience, audience_everyone);
	assert_int_equal(hall_idea(hall, 3).hold, hold_hidden); /* a moderator's matter */
	assert_int_equal(hall_idea(hall, 11).hold, hold_alone); /* on another board */
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {2}, {2}, true, false), err_none);
	assert_int_equal(hall_idea(hall, 11).audience, audience_everyone);
	assert_int_equal(hall_idea(hall, 12).hold, hold_none);
	assert_int_equal(hall_idea(hall, 12).audience, audience_members); /* as its board's */
	hall_close(hall);
}

/* Each board by its own rules: where moderators read first, it waits for them. */
static void under_approval_what_is_revealed_waits(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 2);
	phase.reveal = true;
	hall_put(hall, row_kind_phase, &phase);
	put_alone(hall, 10, hall_plenary);
	put_alone(hall, 11, hall_team);
	put_alone(hall, 12, hall_ahausen);
	put_alone(hall, 13, hall_table);
	struct row_board table = hall_board(hall, hall_table);
	table.parent.n = hall_team; /* does not go along */
	hall_put(hall, row_kind_board, &table);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_rules, {hall_team}, 2, 0, 0, true), err_none);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}, true, false), err_none);
	static const enum hold expected[] = {hold_none, hold_waiting, hold_none, hold_alone};
	assert_int_equal(hall_changed(hall, row_kind_idea), 3);
	for (uint32_t i = 0; i < 4; i++) {
		struct row_idea idea = hall_idea(hall, 10 + i);
		assert_int_equal(idea.hold, expected[i]);
		assert_int_equal(idea.audience, expected[i]                    ? audience_withheld
						: idea.board.n == hall_ahausen ? audience_members
									       : audience_everyone);
	}
	assert_int_equal(HALL_DO(hall, idea_show, {11}), err_none);
	assert_int_equal(hall_idea(hall, 11).audience, audience_everyone);
	hall_close(hall);
}

/* Turned on in distress, approval is turned off by who has turned it on. */
static void approval_outlasts_phases(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase(hall, 4, 0, 3, ending_none); /* hold: alone */
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_rules, {1}, 0, 0, 0, true), err_none);
	assert_int_equal(hall_board(hall, 1).hold, hold_waiting);
	for (uint32_t from = 1; from < 5; from++) {
		uint32_t to = from == 4 ? 1 : from + 1;
		assert_int_equal(HALL_DO(hall, phase_go, {1}, {from}, {to}), err_none);
		assert_true(hall_board(hall, 1).approval);
		assert_int_equal(hall_board(hall, 1).hold, hold_waiting);
	}
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {4}), err_none);
	assert_int_equal(HALL_DO(hall, board_rules, {1}, 0, 0, 0, false), err_none);
	assert_false(hall_board(hall, 1).approval);
	assert_int_equal(hall_board(hall, 1).hold, hold_alone); /* as the phase says */
	hall_close(hall);
}

/* ---- timers ---- */

static void zero_is_the_time_that_the_phase_foresees(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, timer_start, {1}, 0), err_timer_missing);
	assert_string_equal(hall->changes.detail, "Collect");
	put_phase(hall, 1, 0, 3, ending_none);
	assert_int_equal(HALL_DO(hall, timer_start, {1}, 0), err_none);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 1000000 + 3 * MINUTE_MS);
	assert_int_equal(hall_board(hall, hall_team).timer_end_ms, 0);
	assert_int_equal(HALL_DO(hall, timer_start, {1}, 5000, true), err_none);
	for (uint32_t id = 1; id <= hall_group; id++)
		assert_int_equal(hall_board(hall, id).timer_end_ms, 1005000);
	assert_int_equal(HALL_DO(hall, timer_stop, {hall_team}, true), err_none);
	assert_int_equal(hall_board(hall, hall_team).timer_end_ms, 0);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 1005000);
	assert_int_equal(HALL_DO(hall, timer_stop, {1}, true), err_none);
	for (uint32_t id = 1; id <= hall_group; id++)
		assert_int_equal(hall_board(hall, id).timer_end_ms, 0);
	hall_close(hall);
}

/* The server says that the timer which ends then has ended. Returns how many rows changed. */
static uint32_t end_timer(struct hall *hall, uint32_t board, uint64_t end_ms)
{
	struct command_timer_end command = {{board}, end_ms};
	hall->view.actor = (struct actor){.role = role_none};
	changes_clear(&hall->changes);
	changes_clear(&hall->other);
	hall->changes.revision = hall->revision + 1;
	assert_int_equal(decide_timer_end(&hall->view, &command, &hall->changes), err_none);
	hall_put_changes(hall);
	return hall->changes.count;
}

static void set_timer(struct hall *hall, uint32_t board, enum ending ending, uint64_t end_ms)
{
	struct row_board row = hall_board(hall, board);
	row.ending = ending;
	row.timer_end_ms = end_ms;
	hall_put(hall, row_kind_board, &row);
}

static void next_goes_to_the_next_phase_for_its_sort(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase(hall, 2, 1u << board_sort_plenary, 7, ending_none);
	put_phase(hall, 3, 1u << board_sort_team, 4, ending_next);
	set_timer(hall, hall_team, ending_next, 900000);
	assert_true(end_timer(hall, hall_team, 900000) > 0);
	struct row_board board = hall_board(hall, hall_team);
	assert_int_equal(board.phase.n, 3);
	assert_int_equal(board.timer_end_ms, 1000000 + 4 * MINUTE_MS);
	assert_int_equal(board.ending, ending_next);
	assert_false(board.locked);
	hall_close(hall);
}

static void after_the_last_phase_it_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_set_phase(hall, 1, 3);
	set_timer(hall, 1, ending_next, 900000);
	assert_true(end_timer(hall, 1, 900000) > 0);
	assert_int_equal(hall_board(hall, 1).phase.n, 3);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 0);
	assert_false(hall_board(hall, 1).locked);
	hall_close(hall);
}

static void lock_takes_no_more_input(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_timer(hall, 1, ending_lock, 900000);
	assert_true(end_timer(hall, 1, 900000) > 0);
	assert_true(hall_board(hall, 1).locked);
	assert_int_equal(hall_board(hall, 1).phase.n, 1);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 0);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_locked);
	hall_close(hall);
}

static void a_timer_ends_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_timer(hall, 1, ending_lock, 900000);
	assert_int_equal(end_timer(hall, 1, 800000), 0);  /* started anew since */
	assert_int_equal(end_timer(hall, 1, 1000001), 0); /* another one */
	set_timer(hall, 1, ending_lock, 1000001);
	assert_int_equal(end_timer(hall, 1, 1000001), 0); /* is not over yet */
	set_timer(hall, 1, ending_lock, 900000);
	assert_true(end_timer(hall, 1, 900000) > 0);
	assert_int_equal(end_timer(hall, 1, 900000), 0);
	set_timer(hall, 1, ending_next, 0);
	assert_int_equal(end_timer(hall, 1, 0), 0); /* there is no timer */
	assert_int_equal(end_timer(hall, HALL_REMOVED, 900000), 0);
	assert_int_equal(end_timer(hall, HALL_ABSENT, 900000), 0);
	hall_close(hall);
}

static void its_end_may_reveal(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 2);
	phase.reveal = true;
	hall_put(hall, row_kind_phase, &phase);
	put_alone(hall, 10, hall_plenary);
	set_timer(hall, 1, ending_next, 900000);
	assert_true(end_timer(hall, 1, 900000) > 0);
	assert_int_equal(hall_idea(hall, 10).audience, audience_everyone);
	hall_close(hall);
}

static void a_phase_says_it_in_other_words(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	struct row_phase before = hall_phase(hall, 1), phase;
	board.timer_end_ms = 2000000;
	board.locked = true;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_edit, {1}, TEXT_OF("Think"), TEXT_OF("Why?\nHow?"),
				 TEXT_OF("Be brief."), 7),
			 err_none);
	phase = hall_phase(hall, 1);
	assert_text(phase.title, "Think");
	assert_text(phase.prompt, "Why?\nHow?");
	assert_text(phase.help, "Be brief.");
	assert_int_equal(phase.minutes, 7);
	assert_int_equal(phase.allows, before.allows);
	assert_int_equal(phase.boards, before.boards);
	assert_int_equal(phase.hold, before.hold);
	/* Whoever is in it stays there, with what is left of the time. */
	assert_int_equal(hall_board(hall, 1).step, board.step);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 2000000);
	assert_true(hall_board(hall, 1).locked);
	assert_int_equal(HALL_DO(hall, timer_start, {1}, 0, false), err_none);
	assert_int_equal(hall_board(hall, 1).timer_end_ms, 1000000 + 7 * MINUTE_MS);
	hall_close(hall);
}

/* All boards share the phases: who leads one of them asks nothing of the others. */
static void leaders_do_not_reword_phases(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	board.leader.n = hall_kai;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, phase_edit, {1}, TEXT_OF("T"), TEXT_OF("?"), TEXT_OF(""), 0),
			 err_not_moderator);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_edit, {HALL_REMOVED}, TEXT_OF("T"), TEXT_OF("?"),
				 TEXT_OF(""), 0),
			 err_not_found);
	hall_close(hall);
}

int decide_phases(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("entering a phase takes over its rules, unlocks, counts the step and stops "
		      "the timer",
		      entering_takes_over_the_phases_rules),
		CLAIM("entered timed, the phase's timer runs", timed_starts_the_phases_timer),
		CLAIM("the boards below go along, from wherever they are; theirs do not",
		      below_takes_the_boards_below_along),
		CLAIM("boards below go along only to phases that are meant for them",
		      below_goes_where_it_is_meant_to),
		CLAIM("a phase that reveals shows what was written alone on the board, with its "
		      "comments",
		      reveal_shows_what_was_written_alone),
		CLAIM("under approval what was written alone waits; each board has its own rules",
		      under_approval_what_is_revealed_waits),
		CLAIM("approval outlasts phases", approval_outlasts_phases),
		CLAIM("a timer of 0 is as long as the phase foresees",
		      zero_is_the_time_that_the_phase_foresees),
		CLAIM("[TIME-3] next: to the next phase for boards of its sort, timed",
		      next_goes_to_the_next_phase_for_its_sort),
		CLAIM("[TIME-3] next: after the last phase the board stays where it is",
		      after_the_last_phase_it_stays),
		CLAIM("[TIME-3] lock: no more input", lock_takes_no_more_input),
		CLAIM("[TIME-3] a timer ends once, and only if it is the one that was seen",
		      a_timer_ends_once),
		CLAIM("a timer's end may reveal", its_end_may_reveal),
		CLAIM("a phase says it in other words, and boards stay where they are",
		      a_phase_says_it_in_other_words),
		CLAIM("leaders of boards do not reword what all boards are asked",
		      leaders_do_not_reword_phases),
	};
	return cmocka_run_group_tests_name("phases", tests, NULL, NULL);
}
