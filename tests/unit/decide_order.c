/* Keeping order: hiding, letting through, redacting; and who sees the comments then. */
#include "decide_good.h"

static void ask_for_approval(struct hall *hall)
{
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_rules, {1}, 0, 0, 0, true), err_none);
}

static enum err add_idea(struct hall *hall, uint32_t person)
{
	hall_as(hall, person);
	return HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("New"), {0});
}

/* ---- hidden ---- */

static void hidden_its_author_sees_why(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	struct row_idea idea = hall_idea(hall, 1);
	assert_int_equal(idea.hold, hold_hidden);
	assert_int_equal(idea.audience, audience_withheld);
	assert_text(idea.reason, "Rude");
	assert_text(idea.text, "Idea");
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Ruder")), err_hidden_already);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Better")),
			 err_none);
	assert_int_equal(hall_idea(hall, 1).hold, hold_hidden); /* an edit shows nothing */
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_not_moderator);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {0}), err_not_found);
	hall_close(hall);
}

static void shown_again_it_is_as_before(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_shown_already);
	assert_int_equal(HALL_DO(hall, idea_hide, {4}, TEXT_OF("Rude")), err_none);
	assert_int_equal(HALL_DO(hall, idea_show, {4}), err_none);
	struct row_idea idea = hall_idea(hall, 4);
	assert_int_equal(idea.hold, hold_none);
	assert_int_equal(idea.audience, audience_members); /* as its board */
	assert_text(idea.reason, "");
	hall_close(hall);
}

static void comments_are_seen_with_their_idea(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	for (uint32_t id = 1; id <= 2; id++)
		assert_int_equal(hall_comment(hall, id).audience, audience_withheld);
	assert_int_equal(hall_changed(hall, row_kind_comment), 2); /* the third was withheld */
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_none);
	for (uint32_t id = 1; id <= 2; id++)
		assert_int_equal(hall_comment(hall, id).audience, audience_everyone);
	assert_int_equal(hall_comment(hall, 4).audience, audience_withheld); /* hidden itself */
	assert_int_equal(hall_comment(hall, 3).audience, audience_withheld); /* another idea's */
	hall_close(hall);
}

static void comments_are_hidden_by_themselves(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, comment_show, {1}), err_shown_already);
	assert_int_equal(HALL_DO(hall, comment_hide, {1}, TEXT_OF("Rude")), err_none);
	struct row_comment comment = hall_comment(hall, 1);
	assert_int_equal(comment.hold, hold_hidden);
	assert_int_equal(comment.audience, audience_withheld);
	assert_text(comment.reason, "Rude");
	assert_int_equal(HALL_DO(hall, comment_hide, {1}, TEXT_OF("Rude")), err_hidden_already);
	assert_int_equal(HALL_DO(hall, comment_show, {1}), err_none);
	comment = hall_comment(hall, 1);
	assert_int_equal(comment.hold, hold_none);
	assert_int_equal(comment.audience, audience_everyone);
	assert_text(comment.reason, "");
	hall_close(hall);
}

static void a_comment_shown_on_a_hidden_idea_stays_with_it(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	assert_int_equal(HALL_DO(hall, comment_show, {4}), err_none);
	assert_int_equal(hall_comment(hall, 4).hold, hold_none);
	assert_int_equal(hall_comment(hall, 4).audience, audience_withheld);
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_none);
	assert_int_equal(hall_comment(hall, 4).audience, audience_everyone);
	hall_close(hall);
}

/* ---- waiting for approval ---- */

static void with_approval_ideas_and_comments_wait(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	ask_for_approval(hall);
	assert_int_equal(add_idea(hall, hall_kai), err_none);
	uint32_t id = hall->changes.result;
	assert_int_equal(hall_idea(hall, id).hold, hold_waiting);
	assert_int_equal(hall_idea(hall, id).audience, audience_withheld);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_not_moderator);
	assert_int_equal(HALL_DO(hall, comment_add, {2}, TEXT_OF("x"), {0}), err_none);
	uint32_t comment = hall->changes.result;
	assert_int_equal(hall_comment(hall, comment).hold, hold_waiting);
	assert_int_equal(hall_comment(hall, comment).audience, audience_withheld);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_none);
	assert_int_equal(hall_idea(hall, id).audience, audience_everyone);
	assert_int_equal(HALL_DO(hall, comment_show, {comment}), err_none);
	assert_int_equal(hall_comment(hall, comment).audience, audience_everyone);
	/* What moderators write they have approved. */
	assert_int_equal(add_idea(hall, hall_mia), err_none);
	assert_int_equal(hall_idea(hall, hall->changes.result).hold, hold_none);
	assert_int_equal(HALL_DO(hall, comment_add, {2}, TEXT_OF("x"), {0}), err_none);
	assert_int_equal(hall_comment(hall, hall->changes.result).hold, hold_none);
	hall_close(hall);
}

static void an_edit_waits_again(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	ask_for_approval(hall);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("New")),
			 err_none);
	struct row_idea idea = hall_idea(hall, 1);
	assert_int_equal(idea.hold, hold_waiting);
	assert_int_equal(idea.audience, audience_withheld);
	assert_text(idea.text, "New");
	assert_int_equal(hall_comment(hall, 2).audience, audience_withheld);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_none);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Newer")),
			 err_none);
	assert_int_equal(hall_idea(hall, 1).hold, hold_none); /* a moderator's edit */
	hall_close(hall);
}

/* ---- written alone ---- */

static void be_silent(struct hall *hall)
{
	struct row_board board = hall_board(hall, 1);
	board.hold = hold_alone;
	hall_put(hall, row_kind_board, &board);
}

static void silence_is_for_ideas_and_for_all(void **state)
{
	(void)state;
	static const uint32_t persons[] = {hall_kai, hall_mia};
	struct hall *hall = hall_open_furnished();
	be_silent(hall);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(add_idea(hall, persons[i]), err_none);
		assert_int_equal(hall_idea(hall, hall->changes.result).hold, hold_alone);
		assert_int_equal(hall_idea(hall, hall->changes.result).audience, audience_withheld);
		assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_none);
		assert_int_equal(hall_comment(hall, hall->changes.result).hold, hold_none);
	}
	hall_close(hall);
}

static void authors_show_what_they_wrote_alone(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	be_silent(hall);
	assert_int_equal(add_idea(hall, hall_kai), err_none);
	uint32_t id = hall->changes.result;
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_not_found);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_none);
	assert_int_equal(hall_idea(hall, id).audience, audience_everyone);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_not_moderator);
	hall_close(hall);
}

/* The silence is over, the moderators read what is shown: showing is no way past them. */
static void what_was_written_alone_waits_too(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	be_silent(hall);
	assert_int_equal(add_idea(hall, hall_kai), err_none);
	uint32_t id = hall->changes.result;
	ask_for_approval(hall);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_none);
	assert_int_equal(hall_idea(hall, id).hold, hold_waiting);
	assert_int_equal(hall_idea(hall, id).audience, audience_withheld);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {id}), err_none);
	assert_int_equal(hall_idea(hall, id).hold, hold_none);
	hall_close(hall);
}

/* Whatever closes input closes this too, though the phase may be one for reading. */
static void showing_is_bound_by_mute_and_locks(void **state)
{
	(void)state;
	static const enum err expected[] = {err_muted, err_locked, err_locked, err_none};
	for (uint32_t i = 0; i < 4; i++) {
		struct hall *hall = hall_open_furnished();
		be_silent(hall);
		assert_int_equal(add_idea(hall, hall_kai), err_none);
		uint32_t id = hall->changes.result;
		hall_set_phase(hall, hall_plenary, 3);
		hall_as(hall, hall_mia);
		enum err err = i == 0   ? HALL_DO(hall, person_mute, {hall_kai}, true)
			       : i == 1 ? HALL_DO(hall, session_lock, true)
			       : i == 2 ? HALL_DO(hall, board_lock, {hall_plenary}, true)
					: HALL_DO(hall, board_lock, {hall_team}, true);
		assert_int_equal(err, err_none);
		hall_as(hall, hall_kai);
		assert_int_equal(HALL_DO(hall, idea_show, {id}), expected[i]);
		if (expected[i] == err_locked)
			assert_string_equal(hall->changes.detail, i == 1 ? "Towns" : "Plenary");
		hall_as(hall, hall_mia); /* moderators are exempt */
		if (expected[i])
			assert_int_equal(HALL_DO(hall, idea_show, {id}), err_none);
		assert_int_equal(hall_idea(hall, id).hold, hold_none);
		hall_close(hall);
	}
}

/* ---- redacted ---- */

static bool is_erased(const struct hall *hall, enum row_kind kind, uint32_t id)
{
	for (uint32_t i = 0; i < hall->changes.erased_count; i++)
		if (hall->changes.erased[i].kind == kind && hall->changes.erased[i].key[0] == id)
			return true;
	return false;
}

static enum err redact(struct hall *hall, uint32_t id)
{
	hall_as(hall, hall_mia);
	return HALL_DO(hall, idea_redact, {id}, TEXT_OF(""), TEXT_OF("(removed)"));
}

static void redacted_it_leaves_the_history(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(redact(hall, 1), err_none);
	struct row_idea idea = hall_idea(hall, 1);
	assert_text(idea.text, "(removed)");
	assert_true(idea.redacted);
	assert_int_equal(idea.author.n, hall_kai);
	assert_int_equal(idea.edited_ms, 1000000);
	assert_int_equal(idea.audience, audience_everyone);
	assert_int_equal(hall->changes.erased_count, 1);
	assert_true(is_erased(hall, row_kind_idea, 1));
	hall_close(hall);
}

static void send_up(struct hall *hall, uint32_t id, uint32_t to)
{
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {id}, {to}), err_none);
}

/* From the table to the workshop to the plenary: whichever is redacted, it is said nowhere. */
static void copies_are_redacted_with_it(void **state)
{
	(void)state;
	for (uint32_t redacted = 6; redacted <= 8; redacted++) {
		struct hall *hall = hall_open_furnished();
		send_up(hall, 6, hall_bedorf);
		send_up(hall, 7, hall_plenary);
		assert_int_equal(redact(hall, redacted), err_none);
		assert_int_equal(hall->changes.erased_count, 3);
		for (uint32_t id = 6; id <= 8; id++) {
			assert_text(hall_idea(hall, id).text, "(removed)");
			assert_true(hall_idea(hall, id).redacted);
			assert_true(is_erased(hall, row_kind_idea, id));
		}
		assert_text(hall_idea(hall, 1).text, "Idea"); /* says the same, but is no copy */
		hall_close(hall);
	}
}

static void what_has_been_rewritten_since_is_no_copy(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	send_up(hall, 6, hall_bedorf);
	send_up(hall, 7, hall_plenary);
	assert_int_equal(HALL_DO(hall, idea_edit, {7}, 0, {0}, TEXT_OF(""), TEXT_OF("Polite")),
			 err_none);
	assert_int_equal(redact(hall, 6), err_none);
	assert_text(hall_idea(hall, 7).text, "Polite");
	assert_text(hall_idea(hall, 8).text, "(removed)"); /* still said the same */
	hall_close(hall);
}

static void undoing_brings_nothing_redacted_back(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Milder")),
			 err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_edit, {2}, 0, {0}, TEXT_OF(""), TEXT_OF("Mine")),
			 err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	assert_int_equal(redact(hall, 1), err_none);
	assert_false(hall_has(hall, row_kind_change, ROW_KEY(hall_kai)));
	assert_false(hall_has(hall, row_kind_change, ROW_KEY(hall_mia)));
	assert_true(hall_has(hall, row_kind_change, ROW_KEY(hall_zoe)));
	hall_close(hall);
}

/* A change may hold an idea and its copy: it is forgotten once. */
static void sending_up_is_forgotten_with_both(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	send_up(hall, 6, hall_plenary);
	assert_int_equal(redact(hall, 6), err_none);
	assert_false(hall_has(hall, row_kind_change, ROW_KEY(hall_mia)));
	hall_close(hall);
}

static void comments_are_redacted(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, comment_remove, {1}), err_none);
	assert_int_equal(HALL_DO(hall, comment_add, {2}, TEXT_OF("Rude"), {0}), err_none);
	uint32_t id = hall->changes.result;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, comment_redact, {id}, TEXT_OF("(removed)")), err_none);
	struct row_comment comment = hall_comment(hall, id);
	assert_text(comment.text, "(removed)");
	assert_true(comment.redacted);
	assert_int_equal(comment.author.n, hall_kai);
	assert_int_equal(hall->changes.erased_count, 1);
	assert_true(is_erased(hall, row_kind_comment, id));
	assert_false(hall_has(hall, row_kind_change, ROW_KEY(hall_kai)));
	hall_close(hall);
}

int decide_order(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[SEE-5] what is hidden its author sees, with the reason; an edit does not "
		      "show it",
		      hidden_its_author_sees_why),
		CLAIM("shown again, an idea is seen as its board is", shown_again_it_is_as_before),
		CLAIM("[SEE-5] comments are hidden and shown with their idea",
		      comments_are_seen_with_their_idea),
		CLAIM("comments are hidden and shown by themselves",
		      comments_are_hidden_by_themselves),
		CLAIM("[SEE-5] a comment shown on a hidden idea stays with it",
		      a_comment_shown_on_a_hidden_idea_stays_with_it),
		CLAIM("with approval, ideas and comments wait; moderators' own do not",
		      with_approval_ideas_and_comments_wait),
		CLAIM("with approval, an edited idea waits again, and its comments",
		      an_edit_waits_again),
		CLAIM("silence is for everybody's ideas, and not for comments",
		      silence_is_for_ideas_and_for_all),
		CLAIM("authors show what they wrote alone, and nobody else's",
		      authors_show_what_they_wrote_alone),
		CLAIM("[CMD-10] authors show nothing while they are muted or input is closed",
		      showing_is_bound_by_mute_and_locks),
		CLAIM("with approval, what was written alone waits when it is shown",
		      what_was_written_alone_waits_too),
		CLAIM("a redacted idea says something else, and its history is erased",
		      redacted_it_leaves_the_history),
		CLAIM("all copies that were sent up are redacted, from wherever one begins",
		      copies_are_redacted_with_it),
		CLAIM("what says something else by now is left as it is",
		      what_has_been_rewritten_since_is_no_copy),
		CLAIM("[CMD-11] no undoing brings back what was redacted",
		      undoing_brings_nothing_redacted_back),
		CLAIM("a change that holds an idea and its copy is forgotten once",
		      sending_up_is_forgotten_with_both),
		CLAIM("comments are redacted, out of history and undoing too",
		      comments_are_redacted),
	};
	return cmocka_run_group_tests_name("order", tests, NULL, NULL);
}
