/* Keeping order: hidden and shown, redacted for good, undone, slowed down. */
#include <string.h>

#include "core_hall.h"

static const union any_command nothing;

/* ---- hiding ---- */

static void what_is_hidden_only_its_author_sees_and_why(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_idea idea;
	struct row_comment_count count;
	struct guest *visitor = guest_visit(hall.desk, hall.code);
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Rude");
	HALL_DO(&hall, hall.zoe, comment_add, {id}, TEXT_OF("Indeed"), {0});
	HALL_DO(&hall, hall.zoe, vote, {id}, {1}, choice_agree, {0});
	HALL_DO(&hall, hall.mia, idea_hide, {id}, TEXT_OF("Be kind"));
	guest_get(hall.kai, row_kind_idea, id, 0, 0, &idea);
	assert_int_equal(idea.hold, hold_hidden);
	assert_int_equal(idea.reason.size, 7);
	assert_memory_equal(idea.reason.at, "Be kind", 7);
	struct guest *others[] = {hall.zoe, visitor};
	for (size_t i = 0; i < 2; i++) {
		assert_false(guest_has(others[i], row_kind_idea, id, 0, 0));
		assert_false(guest_has(others[i], row_kind_comment_count, id, 0, 0));
		assert_false(guest_has(others[i], row_kind_total, 1, id, 0));
	}
	assert_false(guest_has(visitor, row_kind_comment, 1, 0, 0));
	assert_true(guest_has(hall.zoe, row_kind_comment, 1, 0, 0)); /* their own words */
	HALL_REFUSED(&hall, hall.zoe, err_not_found, vote, {id}, {1}, choice_pass, {0});
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	hall_as_if_new(&hall, visitor, (struct bytes){NULL, 0});
	HALL_DO(&hall, hall.mia, idea_show, {id});
	for (size_t i = 0; i < 2; i++) {
		guest_get(others[i], row_kind_idea, id, 0, 0, &idea);
		assert_int_equal(idea.reason.size, 0);
		assert_true(guest_has(others[i], row_kind_comment, 1, 0, 0));
		assert_true(guest_has(others[i], row_kind_total, 1, id, 0));
		guest_get(others[i], row_kind_comment_count, id, 0, 0, &count);
		assert_int_equal(count.comments, 1);
	}
	hall_as_if_new(&hall, visitor, (struct bytes){NULL, 0});
	desk_close(hall.desk);
}

/* Rows that came into a list and left it in one entry leave nothing to be said [WIRE-1]. */
static void hidden_and_shown_at_once_says_nothing_empty(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Bench");
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	GUEST_DO(hall.mia, ++hall.number, idea_hide, {id}, TEXT_OF("Be kind"));
	GUEST_DO(hall.mia, ++hall.number, idea_show, {id});
	desk_run(hall.desk); /* an empty message would fail here */
	assert_done(hall.mia, hall.number);
	assert_true(guest_has(phone, row_kind_idea, id, 0, 0));
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

static void silence_ends_for_all_at_once(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_progress progress;
	hall_go(&hall, 1, PHASE_ALONE, false);
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Alone");
	assert_true(guest_has(hall.kai, row_kind_idea, id, 0, 0));
	assert_false(guest_has(hall.zoe, row_kind_idea, id, 0, 0));
	guest_get(hall.zoe, row_kind_progress, 1, 0, 0, &progress);
	assert_int_equal(progress.alone, 1); /* how many there are, everybody may know */
	assert_int_equal(progress.ideas, 0);
	hall_go(&hall, 1, PHASE_SHOW, false);
	assert_true(guest_has(hall.zoe, row_kind_idea, id, 0, 0));
	guest_get(hall.zoe, row_kind_progress, 1, 0, 0, &progress);
	assert_int_equal(progress.alone, 0);
	assert_int_equal(progress.ideas, 1);
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

/* ---- redacting ---- */

static bool was_blanked(const struct desk *desk, enum row_kind kind, uint32_t id)
{
	for (uint32_t i = 0; i < desk->blanks && i < DESK_BLANKS_MAX; i++)
		if (desk->blanked[i].kind == kind && desk->blanked[i].key[0] == id)
			return true;
	return false;
}

static bool is_known(const struct hall *hall, const char *words)
{
	return log_memory_contains(hall->desk->memory, words, strlen(words));
}

/* Said, changed, kept for undoing, and sent up: wherever the words stood. */
static uint32_t say_the_unspeakable(struct hall *hall)
{
	uint32_t id = hall_idea(hall, hall->kai, 2, "Unspeakable");
	HALL_DO(hall, hall->mia, idea_send_up, {id}, {1});
	HALL_DO(hall, hall->kai, idea_edit, {id}, 0, {0}, TEXT_OF("Title"), TEXT_OF("Unspeakable"));
	HALL_DO(hall, hall->kai, comment_add, {id}, TEXT_OF("Unutterable"), {0});
	HALL_DO(hall, hall->mia, idea_lock, {id}, true);
	return id;
}

static void redacted_words_leave_the_history(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_idea idea;
	uint32_t id = say_the_unspeakable(&hall);
	assert_true(is_known(&hall, "Unspeakable"));
	HALL_DO(&hall, hall.mia, idea_redact, {id}, TEXT_OF(""), TEXT_OF("Milder"));
	HALL_DO(&hall, hall.mia, comment_redact, {1}, TEXT_OF("Milder too"));
	assert_true(was_blanked(hall.desk, row_kind_idea, id));
	assert_true(was_blanked(hall.desk, row_kind_comment, 1));
	assert_int_equal(hall.desk->blanked[0].session.n, hall.session);
	guest_get(hall.kai, row_kind_idea, id, 0, 0, &idea);
	assert_true(idea.redacted);
	assert_memory_equal(idea.text.at, "Milder", idea.text.size);
	assert_false(is_known(&hall, "Unutterable"));
	HALL_DO(&hall, hall.mia, idea_redact, {id + 1}, TEXT_OF(""), TEXT_OF("Milder"));
	assert_false(is_known(&hall, "Unspeakable"));
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

static void copies_are_redacted_with_it(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_idea sent;
	uint32_t id = hall_idea(&hall, hall.kai, 2, "Unspeakable");
	uint32_t up = HALL_DO(&hall, hall.mia, idea_send_up, {id}, {1});
	HALL_DO(&hall, hall.mia, idea_redact, {id}, TEXT_OF(""), TEXT_OF("Milder"));
	assert_int_equal(hall.desk->blanks, 2);
	assert_true(was_blanked(hall.desk, row_kind_idea, up));
	guest_get(hall.zoe, row_kind_idea, up, 0, 0, &sent);
	assert_memory_equal(sent.text.at, "Milder", sent.text.size);
	assert_false(is_known(&hall, "Unspeakable"));
	desk_close(hall.desk);
}

/* The process ends between the append and the blanking that follows it. */
static void a_redaction_that_was_cut_short_is_made_good(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Unspeakable");
	HALL_DO(&hall, hall.kai, comment_add, {id}, TEXT_OF("Unutterable"), {0});
	hall.desk->hold_outcomes = true;
	GUEST_DO(hall.mia, 1000, idea_redact, {id}, TEXT_OF(""), TEXT_OF("Milder"));
	GUEST_DO(hall.mia, 1001, comment_redact, {1}, TEXT_OF("Milder too"));
	desk_run(hall.desk);
	assert_true(is_known(&hall, "Unspeakable"));
	desk_restart(hall.desk);
	assert_true(is_known(&hall, "Unutterable"));
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	assert_false(is_known(&hall, "Unspeakable"));
	assert_false(is_known(&hall, "Unutterable"));
	desk_close(hall.desk);
}

/* ---- undoing ---- */

static void an_action_is_undone_after_a_restart_too(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_idea idea;
	uint32_t id = hall_idea(&hall, hall.kai, 1, "First");
	HALL_DO(&hall, hall.kai, idea_edit, {id}, 0, {0}, TEXT_OF(""), TEXT_OF("Second"));
	desk_restart(hall.desk);
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	hall.kai = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	assert_int_equal(hall_undo(&hall, hall.kai), command_kind_idea_edit);
	guest_get(hall.mia, row_kind_idea, id, 0, 0, &idea);
	assert_memory_equal(idea.text.at, "First", idea.text.size);
	hall_refused(&hall, hall.kai, err_nothing_to_undo, command_kind_undo, &nothing);
	hall_as_if_new(&hall, hall.kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

/* Rows of one batch have one revision: it does not tell who changed a row last. */
static void what_another_changed_in_the_same_batch_stays(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_idea idea;
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Polite");
	GUEST_DO(hall.kai, ++hall.number, idea_edit, {id}, 0, {0}, TEXT_OF(""), TEXT_OF("Rude"));
	GUEST_DO(hall.mia, hall.number, idea_hide, {id}, TEXT_OF("Be kind"));
	desk_run(hall.desk);
	assert_done(hall.kai, hall.number);
	assert_done(hall.mia, hall.number);
	hall_refused(&hall, hall.kai, err_built_on, command_kind_undo, &nothing);
	assert_false(guest_has(hall.zoe, row_kind_idea, id, 0, 0));
	/* The last one may take theirs back, and has the state between the two. */
	assert_int_equal(hall_undo(&hall, hall.mia), command_kind_idea_hide);
	guest_get(hall.zoe, row_kind_idea, id, 0, 0, &idea);
	assert_memory_equal(idea.text.at, "Rude", idea.text.size);
	desk_close(hall.desk);
}

/* A comment taken back, its idea taken back too: the comment has nowhere to return to. */
static void what_would_hang_in_the_air_does_not_come_back(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Bench");
	HALL_DO(&hall, hall.zoe, comment_add, {id}, TEXT_OF("Yes"), {0});
	HALL_DO(&hall, hall.zoe, comment_remove, {1});
	HALL_DO(&hall, hall.kai, idea_remove, {id});
	hall_refused(&hall, hall.zoe, err_built_on, command_kind_undo, &nothing);
	hall_undo(&hall, hall.kai);
	hall_undo(&hall, hall.zoe);
	assert_true(guest_has(hall.mia, row_kind_comment, 1, 0, 0));

	uint32_t team = hall_team(&hall, "Energy", audience_everyone, 5);
	HALL_DO(&hall, hall.kai, seat_take, {team}, {0});
	hall_refused(&hall, hall.mia, err_built_on, command_kind_undo, &nothing);
	HALL_DO(&hall, hall.kai, seat_leave, {team}, {0});
	hall_undo(&hall, hall.mia);
	assert_false(guest_has(hall.mia, row_kind_board, team, 0, 0));
	hall_as_if_new(&hall, hall.mia, TOKEN_OF("m"));
	desk_close(hall.desk);
}

/* Derived rows have the head's revision after a restart: it tells nothing of when people voted. */
static void a_closed_ballot_is_opened_again_after_a_restart(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_ballot ballot;
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Bench");
	HALL_DO(&hall, hall.zoe, vote, {id}, {1}, choice_agree, {0});
	HALL_DO(&hall, hall.mia, ballot_close, {1});
	HALL_DO(&hall, hall.zoe, hand_raise, {1});
	desk_restart(hall.desk);
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	assert_int_equal(hall_undo(&hall, hall.mia), command_kind_ballot_close);
	guest_get(hall.mia, row_kind_ballot, 1, 0, 0, &ballot);
	assert_int_equal(ballot.state, ballot_state_open);
	desk_close(hall.desk);
}

static void an_idea_that_is_back_has_its_votes_and_comments(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_total total;
	struct row_comment_count count;
	uint32_t id = hall_idea(&hall, hall.kai, 1, "Bench");
	HALL_DO(&hall, hall.zoe, vote, {id}, {1}, choice_agree, {0});
	HALL_DO(&hall, hall.kai, vote, {id}, {1}, choice_disagree, {0});
	HALL_DO(&hall, hall.zoe, comment_add, {id}, TEXT_OF("Yes"), {0});
	HALL_DO(&hall, hall.mia, idea_remove, {id});
	assert_false(guest_has(hall.zoe, row_kind_total, 1, id, 0));
	hall_undo(&hall, hall.mia);
	for (int restarted = 0; restarted < 2; restarted++) {
		guest_get(hall.zoe, row_kind_total, 1, id, 0, &total);
		assert_int_equal(total.agree, 1);
		assert_int_equal(total.disagree, 1);
		guest_get(hall.zoe, row_kind_comment_count, id, 0, 0, &count);
		assert_int_equal(count.comments, 1);
		if (restarted)
			break;
		hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
		desk_restart(hall.desk);
		hall.zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	}
	desk_close(hall.desk);
}

/* ---- counting ---- */

/* How many comments all are told that the idea has; they see what they would if they came now. */
static uint64_t comments_told(struct hall *hall, uint32_t idea)
{
	struct row_comment_count count, other;
	guest_get(hall->zoe, row_kind_comment_count, idea, 0, 0, &count);
	guest_get(hall->mia, row_kind_comment_count, idea, 0, 0, &other);
	assert_int_equal(other.comments, count.comments);
	hall_as_if_new(hall, hall->zoe, TOKEN_OF("z"));
	hall_as_if_new(hall, hall->mia, TOKEN_OF("m"));
	return count.comments;
}

static void what_waits_or_is_hidden_is_not_counted(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = hall_idea(&hall, hall.mia, 1, "Bench");
	HALL_DO(&hall, hall.kai, comment_add, {id}, TEXT_OF("Seen"), {0});
	HALL_DO(&hall, hall.mia, board_rules, {1}, 0, 0, 0, true);
	uint32_t waiting = HALL_DO(&hall, hall.kai, comment_add, {id}, TEXT_OF("Waits"), {0});
	assert_int_equal(comments_told(&hall, id), 1);
	HALL_DO(&hall, hall.mia, comment_show, {waiting});
	assert_int_equal(comments_told(&hall, id), 2);
	HALL_DO(&hall, hall.mia, comment_hide, {1}, TEXT_OF("Rude"));
	assert_int_equal(comments_told(&hall, id), 1);
	desk_restart(hall.desk);
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	hall.kai = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	hall.zoe = guest_return(hall.desk, hall.session, TOKEN_OF("z"));
	assert_int_equal(comments_told(&hall, id), 1);
	HALL_DO(&hall, hall.mia, comment_show, {1});
	assert_int_equal(comments_told(&hall, id), 2);
	HALL_DO(&hall, hall.mia, comment_hide, {1}, TEXT_OF("Rude"));
	HALL_DO(&hall, hall.kai, comment_remove, {1}); /* hidden: was not counted */
	assert_int_equal(comments_told(&hall, id), 1);
	HALL_DO(&hall, hall.mia, idea_hide, {id}, TEXT_OF("Rude"));
	assert_false(guest_has(hall.zoe, row_kind_comment_count, id, 0, 0));
	HALL_DO(&hall, hall.mia, idea_show, {id});
	assert_int_equal(comments_told(&hall, id), 1);
	HALL_DO(&hall, hall.kai, comment_add, {id}, TEXT_OF("Waits"), {0});
	HALL_DO(&hall, hall.mia, idea_remove, {id});
	hall_undo(&hall, hall.mia);
	assert_int_equal(comments_told(&hall, id), 1);
	desk_close(hall.desk);
}

/* ---- slow mode ---- */

static void slow_mode_says_when_to_come_again(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_go(&hall, 1, PHASE_SHOW, false);
	hall_idea(&hall, hall.kai, 1, "First");
	desk_wait(hall.desk, 5500);
	HALL_REFUSED(&hall, hall.kai, err_too_soon, idea_add, {1}, {0}, TEXT_OF(""),
		     TEXT_OF("Second"), {0});
	assert_int_equal(guest_answer(hall.kai, hall.number)->retry_ms, 14500);
	assert_string_equal(guest_answer(hall.kai, hall.number)->message,
			    "Slow mode: please wait another 15 s.");
	desk_wait(hall.desk, 14500);
	hall_idea(&hall, hall.kai, 1, "Second");
	desk_close(hall.desk);
}

int core_order(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[SEE-2] what is hidden is gone for others with all that hangs on it; its "
		      "author sees why; shown again it is back",
		      what_is_hidden_only_its_author_sees_and_why),
		CLAIM("[WIRE-1] hidden and shown in one batch, nobody is sent an empty message",
		      hidden_and_shown_at_once_says_nothing_empty),
		CLAIM("what was written alone is counted for all, and seen by all when the phase "
		      "shows it",
		      silence_ends_for_all_at_once),
		CLAIM("redacted words are nowhere in the log", redacted_words_leave_the_history),
		CLAIM("what was sent up is redacted with it", copies_are_redacted_with_it),
		CLAIM("a redaction that was cut short is made good at the next start",
		      a_redaction_that_was_cut_short_is_made_good),
		CLAIM("an action is undone after a restart too, once",
		      an_action_is_undone_after_a_restart_too),
		CLAIM("the closing of a ballot is undone after a restart too",
		      a_closed_ballot_is_opened_again_after_a_restart),
		CLAIM("what another changed in the same batch is not undone",
		      what_another_changed_in_the_same_batch_stays),
		CLAIM("what would hang in the air does not come back, and what is in use does not "
		      "go",
		      what_would_hang_in_the_air_does_not_come_back),
		CLAIM("an idea whose removal was undone has its votes and comments",
		      an_idea_that_is_back_has_its_votes_and_comments),
		CLAIM("comments that wait or are hidden are not counted, nor after a restart",
		      what_waits_or_is_hidden_is_not_counted),
		CLAIM("slow mode says when to come again", slow_mode_says_when_to_come_again),
	};
	return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
