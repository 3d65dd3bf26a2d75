/* Timers that end by themselves: once, whoever is there, whatever the log says. */
#include <string.h>

#include "core_hall.h"

#define MINUTE_MS UINT64_C(60000)

static struct row_board board_now(const struct guest *guest, uint32_t id)
{
	struct row_board board;
	guest_get(guest, row_kind_board, id, 0, 0, &board);
	return board;
}

/* The plenary is in the silent phase, whose minute runs; Kai has written something. */
static struct hall hall_with_timer(void)
{
	struct hall hall = hall_open();
	desk_wait(hall.desk, 5000); /* who is here has been said */
	hall_go(&hall, 1, PHASE_ALONE, true);
	hall_idea(&hall, hall.kai, 1, "Alone");
	assert_int_equal(board_now(hall.zoe, 1).timer_end_ms, hall.desk->now_ms + MINUTE_MS);
	return hall;
}

static void a_phase_ends_by_itself(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	uint64_t step = board_now(hall.zoe, 1).step;
	uint32_t appends = hall.desk->appends;
	assert_int_equal(hall.desk->due_ms, hall.desk->now_ms + MINUTE_MS);
	desk_wait(hall.desk, MINUTE_MS - 1);
	assert_int_equal(hall.desk->appends, appends);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_ALONE);
	desk_wait(hall.desk, 1);
	assert_int_equal(hall.desk->appends, appends + 1);
	struct row_board board = board_now(hall.zoe, 1);
	assert_int_equal(board.phase.n, PHASE_SHOW);
	assert_int_equal(board.step, step + 1);
	assert_int_equal(board.timer_end_ms, hall.desk->now_ms + 2 * MINUTE_MS);
	assert_true(guest_has(hall.zoe, row_kind_idea, 1, 0, 0)); /* shown with the phase */
	/* That phase ends in a lock. */
	desk_wait(hall.desk, 2 * MINUTE_MS);
	board = board_now(hall.zoe, 1);
	assert_int_equal(board.phase.n, PHASE_SHOW);
	assert_true(board.locked);
	assert_int_equal(board.timer_end_ms, 0);
	assert_int_equal(hall.desk->appends, appends + 2);
	desk_wait(hall.desk, 60 * MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 2);
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void a_timer_without_an_end_writes_nothing(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_go(&hall, 1, PHASE_END, true);
	uint64_t end_ms = board_now(hall.zoe, 1).timer_end_ms;
	assert_true(end_ms > hall.desk->now_ms);
	uint32_t appends = hall.desk->appends;
	desk_wait(hall.desk, 10 * MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends);
	assert_int_equal(board_now(hall.zoe, 1).timer_end_ms,
			 end_ms); /* they see that it is over */
	assert_int_equal(hall.desk->due_ms, UINT64_MAX);
	desk_close(hall.desk);
}

static void what_is_said_behind_the_end_meets_the_next_phase(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	hall.desk->now_ms += MINUTE_MS;
	GUEST_DO(hall.kai, ++hall.number, comment_add, {1}, TEXT_OF("Now allowed"), {0});
	GUEST_DO(hall.mia, hall.number, phase_go, {1}, {PHASE_ALONE}, {PHASE_END}, false, false);
	uint32_t appends = hall.desk->appends;
	desk_run(hall.desk);
	assert_done(hall.kai, hall.number);
	assert_refused(hall.mia, hall.number, err_phase_moved);
	assert_int_equal(hall.desk->appends, appends + 1);
	desk_close(hall.desk);
}

static void a_timer_that_was_stopped_or_put_off_does_not_end(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	desk_wait(hall.desk, MINUTE_MS / 2);
	HALL_DO(&hall, hall.mia, timer_start, {1}, MINUTE_MS, false);
	desk_wait(hall.desk, MINUTE_MS / 2);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_ALONE);
	HALL_DO(&hall, hall.mia, timer_stop, {1}, false);
	desk_wait(hall.desk, 10 * MINUTE_MS);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_ALONE);
	assert_int_equal(hall.desk->due_ms, UINT64_MAX);
	desk_close(hall.desk);
}

static void boards_end_each_at_their_time(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	desk_wait(hall.desk, MINUTE_MS / 2);
	hall_go(&hall, 2, PHASE_ALONE, true);
	hall_go(&hall, 3, PHASE_ALONE, true);
	desk_wait(hall.desk, MINUTE_MS / 2);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(hall.zoe, 2).phase.n, PHASE_ALONE);
	uint32_t appends = hall.desk->appends;
	desk_wait(hall.desk, MINUTE_MS / 2);
	assert_int_equal(board_now(hall.zoe, 2).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(hall.zoe, 3).phase.n, PHASE_SHOW);
	assert_int_equal(hall.desk->appends, appends + 1); /* together */
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

/* ---- nobody there, nobody running ---- */

static void hang_all_up(struct hall *hall)
{
	guest_hang_up(hall->mia);
	guest_hang_up(hall->kai);
	guest_hang_up(hall->zoe);
	desk_run(hall->desk);
}

static void it_ends_with_nobody_there(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	hang_all_up(&hall);
	uint32_t appends = hall.desk->appends, loads = hall.desk->loads;
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 1);
	assert_int_equal(hall.desk->loads, loads);
	struct guest *zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	assert_int_equal(board_now(zoe, 1).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(zoe, 1).timer_end_ms, hall.desk->now_ms + 2 * MINUTE_MS);
	desk_close(hall.desk);
}

static void a_session_stays_until_its_timers_have_ended(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_go(&hall, 1, PHASE_ALONE, true);
	HALL_DO(&hall, hall.mia, timer_start, {1}, 30 * MINUTE_MS, false);
	hang_all_up(&hall);
	uint32_t loads = hall.desk->loads, appends = hall.desk->appends;
	desk_wait(hall.desk, 28 * MINUTE_MS); /* idle for far longer than others are kept */
	guest_send_off(guest_return(hall.desk, hall.session, TOKEN_OF("z")));
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(hall.desk->loads, loads);
	assert_int_equal(hall.desk->due_ms, hall.desk->now_ms + MINUTE_MS);
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 1);
	desk_wait(hall.desk, 2 * MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 2);
	desk_wait(hall.desk, 2 * MINUTE_MS);
	assert_int_equal(hall.desk->due_ms, UINT64_MAX);
	struct guest *zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	assert_int_equal(hall.desk->loads, loads + 1); /* it had gone */
	assert_true(board_now(zoe, 1).locked);
	desk_close(hall.desk);
}

static void what_was_due_meanwhile_ends_when_it_is_loaded(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	uint64_t step = board_now(hall.zoe, 1).step;
	hall.desk->now_ms += MINUTE_MS; /* nobody runs */
	desk_restart(hall.desk);
	desk_wait(hall.desk, MINUTE_MS);
	uint32_t appends = hall.desk->appends;
	struct guest *zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	assert_int_equal(hall.desk->appends, appends + 1);
	assert_int_equal(board_now(zoe, 1).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(zoe, 1).step, step + 1);
	desk_wait(hall.desk, 1);
	assert_int_equal(hall.desk->appends, appends + 1);
	hall_as_if_new(&hall, zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void it_ends_once_over_a_restart(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	uint64_t step = board_now(hall.zoe, 1).step;
	hall.desk->hold_outcomes = true; /* written, but the core does not know */
	desk_wait(hall.desk, MINUTE_MS);
	desk_restart(hall.desk);
	struct guest *zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	assert_int_equal(board_now(zoe, 1).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(zoe, 1).step, step + 1);
	assert_int_equal(board_now(zoe, 1).timer_end_ms, hall.desk->now_ms + 2 * MINUTE_MS);
	desk_close(hall.desk);
}

/* ---- the log ---- */

static void what_could_not_be_stored_is_tried_again(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	uint32_t appends = hall.desk->appends;
	log_memory_plan(hall.desk->memory, 1, log_memory_failed);
	desk_wait(hall.desk, MINUTE_MS); /* would never come back if it tried at once */
	assert_int_equal(hall.desk->appends, appends + 1);
	assert_int_equal(hall.desk->reports, 1);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_ALONE);
	assert_true(hall.desk->due_ms > hall.desk->now_ms);
	assert_true(hall.desk->due_ms <= hall.desk->now_ms + 5000);
	log_memory_plan(hall.desk->memory, 1, log_memory_failed);
	desk_wait(hall.desk, hall.desk->due_ms - hall.desk->now_ms);
	assert_int_equal(hall.desk->appends, appends + 2);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_ALONE);
	desk_wait(hall.desk, hall.desk->due_ms - hall.desk->now_ms);
	assert_int_equal(hall.desk->appends, appends + 3);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_SHOW);
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 3);
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

static void lost_to_another_writer_it_is_decided_again(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	uint64_t step = board_now(hall.zoe, 1).step;
	log_memory_plan(hall.desk->memory, 1, log_memory_lost);
	uint32_t appends = hall.desk->appends;
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(hall.desk->appends, appends + 2);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_SHOW);
	assert_int_equal(board_now(hall.zoe, 1).step, step + 1);
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

/* Two processes notice the end; the other one wrote first. */
static void what_another_process_ended_is_not_ended_again(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	struct row_board board = board_now(hall.mia, 1);
	char title[64];
	memcpy(title, board.title.at, board.title.size);
	board.title.at = title;
	hall.desk->now_ms += MINUTE_MS;
	board.phase.n = PHASE_SHOW;
	board.step++;
	board.ending = ending_lock;
	board.hold = hold_none;
	board.timer_end_ms = hall.desk->now_ms + 2 * MINUTE_MS;
	desk_write_foreign(hall.desk, hall.session, row_kind_board, &board);
	uint32_t appends = hall.desk->appends;
	desk_run(hall.desk);
	assert_int_equal(hall.desk->appends, appends + 1); /* the one that was lost */
	struct row_board now = board_now(hall.zoe, 1);
	assert_int_equal(now.phase.n, PHASE_SHOW);
	assert_int_equal(now.step, board.step);
	assert_int_equal(now.timer_end_ms, board.timer_end_ms);
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

/* Commands that cannot be stored do not keep a timer that is due from being tried again later. */
static void a_failed_command_leaves_timers_to_come(void **state)
{
	(void)state;
	struct hall hall = hall_with_timer();
	log_memory_plan(hall.desk->memory, 1, log_memory_failed);
	HALL_REFUSED(&hall, hall.mia, err_not_stored, topic_add, TEXT_OF("Pond"), {0});
	desk_wait(hall.desk, MINUTE_MS);
	assert_int_equal(board_now(hall.zoe, 1).phase.n, PHASE_SHOW);
	desk_close(hall.desk);
}

int core_timers(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a phase ends by itself, on the millisecond and once; the next one's timer "
		      "runs, and a lock ends it",
		      a_phase_ends_by_itself),
		CLAIM("a timer whose end does nothing writes nothing",
		      a_timer_without_an_end_writes_nothing),
		CLAIM("what is said behind a timer's end meets the next phase, in one entry",
		      what_is_said_behind_the_end_meets_the_next_phase),
		CLAIM("a timer that was stopped or put off does not end",
		      a_timer_that_was_stopped_or_put_off_does_not_end),
		CLAIM("boards end each at their time, and together if it is the same",
		      boards_end_each_at_their_time),
		CLAIM("a phase ends with nobody there", it_ends_with_nobody_there),
		CLAIM("a session stays loaded until its timers have ended, and goes then",
		      a_session_stays_until_its_timers_have_ended),
		CLAIM("what was due while nobody ran ends when the session is loaded",
		      what_was_due_meanwhile_ends_when_it_is_loaded),
		CLAIM("an end that was written as the process ended happens once",
		      it_ends_once_over_a_restart),
		CLAIM("an end that could not be stored is tried again after a while",
		      what_could_not_be_stored_is_tried_again),
		CLAIM("an end that was lost to another writer is decided again",
		      lost_to_another_writer_it_is_decided_again),
		CLAIM("what another process ended is not ended again",
		      what_another_process_ended_is_not_ended_again),
		CLAIM("a command that could not be stored leaves timers to come",
		      a_failed_command_leaves_timers_to_come),
	};
	return cmocka_run_group_tests_name("timers", tests, NULL, NULL);
}
