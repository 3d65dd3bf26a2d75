/* [CMD-11]: what undoing may cost: in rows kept, in time between, in work for each row. */
#include <string.h>

#include "decide_good.h"

#define KEPT_BYTES_MAX     16384u /* of participants */
#define UNDO_EVERY_MS      2000u
#define FINDS_PER_ROW_MAX  60u
#define COMMENTS_MANY      3000u
#define COMMENT_BYTES_LONG 1000u

static enum err undo(struct hall *hall)
{
	return hall_decide(hall, command_kind_undo, &good[command_kind_undo]);
}

static enum err edit_idea(struct hall *hall, const char *text)
{
	return HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), {text, (uint32_t)strlen(text)});
}

/* Comments of Zoe's on Kai's idea. */
static void put_comments(struct hall *hall, uint32_t count, struct text text)
{
	struct row_comment comment = hall_comment(hall, 2);
	comment.text = text;
	for (uint32_t i = 0; i < count; i++) {
		comment.id.n = 100 + i;
		hall_put(hall, row_kind_comment, &comment);
	}
}

/* ---- how much is kept ---- */

static void participants_keep_less_than_moderators(void **state)
{
	(void)state;
	static const struct {
		uint32_t person, comments;
		bool kept;
	} cases[] = {{hall_kai, KEPT_BYTES_MAX / COMMENT_BYTES_LONG - 2, true},
		     {hall_kai, KEPT_BYTES_MAX / COMMENT_BYTES_LONG, false},
		     {hall_mia, KEPT_BYTES_MAX / COMMENT_BYTES_LONG, true},
		     {hall_mia, CHANGE_BYTES_MAX / COMMENT_BYTES_LONG, false}};
	char text[COMMENT_BYTES_LONG];
	memset(text, 'x', sizeof text);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		put_comments(hall, cases[i].comments, (struct text){text, sizeof text});
		hall_as(hall, cases[i].person);
		assert_int_equal(edit_idea(hall, "B"), err_none);
		assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_none);
		assert_int_equal(undo(hall), cases[i].kept ? err_none : err_nothing_to_undo);
		assert_int_equal(hall_has(hall, row_kind_idea, ROW_KEY(1)), cases[i].kept);
		assert_int_equal(hall_has(hall, row_kind_comment, ROW_KEY(100)), cases[i].kept);
		hall_close(hall);
	}
}

/* ---- how often ---- */

static void participants_undo_once_in_a_while(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(edit_idea(hall, "B"), err_none);
	assert_int_equal(undo(hall), err_none);
	hall->view.now_ms += 500;
	assert_int_equal(edit_idea(hall, "C"), err_none); /* goes on as fast as they like */
	assert_int_equal(undo(hall), err_too_soon);
	assert_int_equal(hall->changes.retry_ms, UNDO_EVERY_MS - 500);
	assert_text(hall_idea(hall, 1).text, "C");
	hall->view.now_ms += UNDO_EVERY_MS - 501;
	assert_int_equal(undo(hall), err_too_soon);
	assert_int_equal(hall->changes.retry_ms, 1);
	hall->view.now_ms += 1;
	assert_int_equal(undo(hall), err_none);
	assert_text(hall_idea(hall, 1).text, "Idea");
	hall_close(hall);
}

static void moderators_undo_at_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(edit_idea(hall, "B"), err_none);
		assert_int_equal(undo(hall), err_none);
		assert_text(hall_idea(hall, 1).text, "Idea");
	}
	hall_close(hall);
}

static void what_was_said_stays_said_for_slow_mode(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	board.slow_s = 10;
	board.ideas_max = 1;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_kai);
	const union any_command idea = good_for_oneself(command_kind_idea_add);
	assert_int_equal(hall_decide(hall, command_kind_idea_add, &idea), err_none);
	assert_int_equal(undo(hall), err_none);
	assert_int_equal(hall_find_quota(hall, ROW_KEY(hall_kai, 1, 1)).ideas, 0);
	hall->view.now_ms += 4000;
	assert_int_equal(hall_decide(hall, command_kind_idea_add, &idea), err_too_soon);
	assert_int_equal(hall->changes.retry_ms, 6000);
	hall->view.now_ms += 6000;
	assert_int_equal(hall_decide(hall, command_kind_idea_add, &idea), err_none);
	assert_int_equal(undo(hall), err_none); /* the row was there before */
	assert_int_equal(hall_decide(hall, command_kind_idea_add, &idea), err_too_soon);
	hall_close(hall);
}

/* ---- how long it takes ---- */

static void work_grows_with_the_rows_alone(void **state)
{
	(void)state;
	static const enum command_kind kinds[] = {command_kind_idea_hide, command_kind_idea_remove,
						  command_kind_idea_move};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct hall *hall = hall_open_furnished();
		put_comments(hall, COMMENTS_MANY, TEXT_OF("x"));
		hall_as(hall, hall_mia);
		uint64_t finds = hall_finds();
		assert_int_equal(hall_decide(hall, kinds[i], &good[kinds[i]]), err_none);
		assert_true(hall_changed(hall, row_kind_comment) >= COMMENTS_MANY);
		assert_true(hall_finds() - finds < FINDS_PER_ROW_MAX * COMMENTS_MANY);
		finds = hall_finds();
		assert_int_equal(undo(hall), err_none);
		assert_int_equal(hall->changes.result, kinds[i]);
		assert_true(hall_changed(hall, row_kind_comment) >= COMMENTS_MANY);
		assert_true(hall_finds() - finds < FINDS_PER_ROW_MAX * COMMENTS_MANY);
		assert_int_equal(hall_comment(hall, 100).audience, audience_everyone);
		hall_close(hall);
	}
}

int decide_undo_cost(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("participants keep 16 KiB to undo, moderators more",
		      participants_keep_less_than_moderators),
		CLAIM("participants undo once in two seconds, and are told how long to wait",
		      participants_undo_once_in_a_while),
		CLAIM("moderators undo at once, again and again", moderators_undo_at_once),
		CLAIM("what was taken back by undoing was said, for slow mode",
		      what_was_said_stays_said_for_slow_mode),
		CLAIM("an idea of thousands of comments is undone with few looks at each",
		      work_grows_with_the_rows_alone),
	};
	return cmocka_run_group_tests_name("cost of undoing", tests, NULL, NULL);
}
