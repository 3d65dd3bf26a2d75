/* Gathering ideas: moved, merged, sent up, and how far they have come. */
#include "decide_good.h"

/* ---- moving ---- */

static void moved_it_is_seen_as_its_new_board(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_move, {1}, {hall_ahausen}, {2}), err_none);
	struct row_idea idea = hall_idea(hall, 1);
	assert_int_equal(idea.board.n, hall_ahausen);
	assert_int_equal(idea.topic.n, 2);
	assert_int_equal(idea.audience, audience_members);
	assert_int_equal(idea.author.n, hall_kai);
	assert_int_equal(hall_comment(hall, 1).audience, audience_members);
	assert_int_equal(hall_comment(hall, 1).board.n, hall_ahausen);
	assert_int_equal(hall_comment(hall, 4).audience, audience_withheld); /* is hidden */
	assert_int_equal(hall_comment(hall, 4).board.n, hall_ahausen);
	assert_int_equal(HALL_DO(hall, idea_move, {1}, {hall_ahausen}, {2}), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(HALL_DO(hall, idea_move, {1}, {hall_ahausen}, {0}), err_none);
	assert_int_equal(hall_idea(hall, 1).topic.n, 0);
	hall_close(hall);
}

static void held_back_it_stays_so(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_move, {3}, {hall_team}, {0}), err_none);
	assert_int_equal(hall_idea(hall, 3).audience, audience_withheld);
	assert_int_equal(hall_idea(hall, 3).board.n, hall_team);
	assert_int_equal(hall_comment(hall, 3).board.n, hall_team);
	hall_close(hall);
}

static void what_was_merged_into_it_moves_along(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_move, {5}, {hall_team}, {0}), err_merged);
	assert_string_equal(hall->changes.detail, "2");
	assert_int_equal(HALL_DO(hall, idea_move, {2}, {hall_bedorf}, {0}), err_none);
	struct row_idea merged = hall_idea(hall, 5);
	assert_int_equal(merged.board.n, hall_bedorf);
	assert_int_equal(merged.audience, audience_members);
	assert_int_equal(merged.merged_into.n, 2);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {5}), err_none);
	assert_int_equal(hall_idea(hall, 5).board.n, hall_bedorf);
	hall_close(hall);
}

/* ---- merging ---- */

static void merged_it_stays_with_a_link(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	const uint32_t *key = ROW_KEY(1, 2, relation_merged_into);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_merge, {1}, {2}), err_none);
	assert_int_equal(hall_idea(hall, 1).merged_into.n, 2);
	assert_int_equal(hall_find_link(hall, key).person.n, hall_mia);
	assert_int_equal(hall_find_link(hall, key).created_ms, 1000000);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {1}), err_none);
	assert_int_equal(hall_idea(hall, 1).merged_into.n, 0);
	assert_text(hall_idea(hall, 1).text, "Idea");
	assert_false(hall_has(hall, row_kind_link, key));
	assert_true(hall_has(hall, row_kind_link, ROW_KEY(5, 2, relation_merged_into)));
	assert_int_equal(HALL_DO(hall, idea_unmerge, {1}), err_not_merged);
	assert_int_equal(HALL_DO(hall, idea_merge, {1}, {2}), err_none); /* again */
	hall_close(hall);
}

static void some_ideas_are_not_merged(void **state)
{
	(void)state;
	static const struct {
		uint32_t idea, into;
		enum err err;
		const char *detail;
	} cases[] = {
		{1, 1, err_merge_to_itself, ""}, {5, 1, err_merged, "2"},
		{1, 5, err_merged, "2"},         {1, 6, err_boards_differ, ""},
		{1, 3, err_held_back, ""},       {3, 1, err_held_back, ""},
		{2, 1, err_built_on, ""}, /* holds another */
	};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(HALL_DO(hall, idea_merge, {cases[i].idea}, {cases[i].into}),
				 cases[i].err);
		assert_string_equal(hall->changes.detail, cases[i].detail);
	}
	hall_close(hall);
}

static void what_holds_others_is_not_removed(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_remove, {2}), err_built_on);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {5}), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_remove, {2}), err_none);
	hall_close(hall);
}

static void leaders_merge_on_their_board(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	board.leader.n = hall_lea;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, idea_merge, {1}, {2}), err_none);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {1}), err_none);
	assert_int_equal(HALL_DO(hall, idea_merge, {6}, {1}), err_not_leader);
	assert_string_equal(hall->changes.detail, "Team");
	hall_close(hall);
}

/* ---- sending up ---- */

static void sent_up_it_keeps_author_and_town(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_idea before = hall_idea(hall, 6);
	before.stage = stage_profile;
	before.locked = true;
	before.sort.n = 1;
	before.topic.n = 1;
	before.edited_ms = 5;
	hall_put(hall, row_kind_idea, &before);
	hall_set_phase(hall, hall_plenary, 3);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
	assert_int_equal(hall->changes.result, 7);
	struct row_idea sent = hall_idea(hall, 7);
	assert_int_equal(sent.board.n, hall_plenary); /* the parent */
	assert_int_equal(sent.author.n, hall_max);
	assert_int_equal(sent.town.n, 1);
	assert_int_equal(sent.phase.n, 0); /* it was added in none of the plenary's */
	assert_int_equal(sent.sort.n, 1);
	assert_int_equal(sent.topic.n, 1);
	assert_int_equal(sent.stage, stage_profile);
	assert_int_equal(sent.audience, audience_everyone);
	assert_int_equal(sent.created_ms, 1000000);
	assert_int_equal(sent.edited_ms, 0);
	assert_false(sent.locked);
	assert_int_equal(sent.sent_up_to.n, 0);
	assert_text(sent.text, "Idea");
	assert_int_equal(hall_idea(hall, 6).sent_up_to.n, 7);
	assert_int_equal(hall_idea(hall, 6).board.n, hall_team); /* stays */
	assert_int_equal(hall_find_link(hall, ROW_KEY(7, 6, relation_sent_up_from)).person.n,
			 hall_mia);
	hall_close(hall);
}

static void some_ideas_are_not_sent_up(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {5}, {hall_team}), err_merged);
	assert_string_equal(hall->changes.detail, "2");
	assert_int_equal(HALL_DO(hall, idea_send_up, {3}, {hall_team}), err_held_back);
	assert_int_equal(HALL_DO(hall, idea_send_up, {1}, {0}), err_no_parent);
	assert_string_equal(hall->changes.detail, "Plenary");
	assert_int_equal(HALL_DO(hall, idea_send_up, {1}, {hall_plenary}), err_no_parent);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_sent_up_already);
	assert_string_equal(hall->changes.detail, "7");
	assert_int_equal(HALL_DO(hall, idea_remove, {7}), err_none);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none); /* what came is gone */
	assert_int_equal(hall_idea(hall, 6).sent_up_to.n, 8);
	hall_close(hall);
}

static void leaders_send_up_and_where_they_belong(void **state)
{
	(void)state;
	static const struct {
		uint32_t to;
		enum err err;
	} cases[] = {{0, err_none},
		     {hall_plenary, err_none},
		     {hall_bedorf, err_none}, /* her town */
		     {hall_ahausen, err_not_member},
		     {hall_group, err_not_member},
		     {hall_table, err_not_member}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		hall_put_leader(hall, hall_team, hall_lea);
		hall_as(hall, hall_lea);
		assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {cases[i].to}), cases[i].err);
		hall_close(hall);
	}
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, hall_team);
	board.parent.n = hall_ahausen; /* hers to report to, whoever belongs there */
	hall_put(hall, row_kind_board, &board);
	hall_put_leader(hall, hall_team, hall_lea);
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
	assert_int_equal(hall_idea(hall, hall->changes.result).audience, audience_members);
	hall_close(hall);
}

/* What the upper board asks of everybody it asks of leaders who send up, too. */
static void sending_up_is_input_above(void **state)
{
	(void)state;
	static const enum err expected[] = {err_muted, err_locked, err_locked, err_none};
	for (uint32_t i = 0; i < 4; i++) {
		struct hall *hall = hall_open_furnished();
		hall_put_leader(hall, hall_team, hall_lea);
		hall_as(hall, hall_mia);
		enum err err = i == 0   ? HALL_DO(hall, person_mute, {hall_lea}, true)
			       : i == 1 ? HALL_DO(hall, session_lock, true)
			       : i == 2 ? HALL_DO(hall, board_lock, {hall_plenary}, true)
					: HALL_DO(hall, board_lock, {hall_team}, true);
		assert_int_equal(err, err_none);
		hall_as(hall, hall_lea);
		assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), expected[i]);
		if (expected[i] == err_locked)
			assert_string_equal(hall->changes.detail, i == 1 ? "Towns" : "Plenary");
		hall_as(hall, hall_mia); /* moderators are exempt */
		if (expected[i])
			assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
		hall_close(hall);
	}
}

static void sent_up_it_waits_for_approval_there(void **state)
{
	(void)state;
	static const uint32_t senders[] = {hall_lea, hall_mia};
	for (size_t i = 0; i < 2; i++) {
		struct hall *hall = hall_open_furnished();
		hall_put_leader(hall, hall_team, hall_lea);
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, board_rules, {1}, 0, 0, 0, true), err_none);
		hall_as(hall, senders[i]);
		assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
		struct row_idea sent = hall_idea(hall, hall->changes.result);
		assert_int_equal(sent.hold, i == 0 ? hold_waiting : hold_none);
		assert_int_equal(sent.audience, i == 0 ? audience_withheld : audience_everyone);
		assert_int_equal(hall_idea(hall, 6).hold, hold_none);
		hall_close(hall);
	}
	struct hall *hall = hall_open_furnished(); /* silence above is for what is written there */
	struct row_board board = hall_board(hall, hall_plenary);
	board.hold = hold_alone;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
	assert_int_equal(hall_idea(hall, hall->changes.result).hold, hold_none);
	hall_close(hall);
}

static void sent_up_it_takes_nobodys_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, hall_plenary);
	board.ideas_max = 1;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {6}, {0}), err_none);
	uint32_t sent = hall->changes.result;
	hall_as(hall, hall_max); /* its author */
	for (uint32_t i = 0; i < 2; i++) {
		assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
				 i == 0 ? err_none : err_ideas_limit);
		if (i == 0)
			assert_int_equal(HALL_DO(hall, idea_remove, {sent}), err_none);
	}
	hall_close(hall);
}

/* Three workshops come together in one plenary and keep their towns. */
static void workshops_join_in_one_plenary(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_add, {2}, {0}, TEXT_OF(""), TEXT_OF("Bus"), {0}),
			 err_none);
	uint32_t bus = hall->changes.result;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_send_up, {bus}, {0}), err_none);
	uint32_t from_a = hall->changes.result;
	assert_int_equal(HALL_DO(hall, idea_send_up, {4}, {0}), err_none);
	uint32_t from_b = hall->changes.result;
	assert_int_equal(hall_idea(hall, from_a).town.n, 1);
	assert_int_equal(hall_idea(hall, from_b).town.n, 2);
	assert_int_equal(HALL_DO(hall, idea_merge, {from_b}, {from_a}), err_none);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {from_b}), err_none);
	assert_int_equal(hall_idea(hall, from_b).town.n, 2);
	hall_close(hall);
}

/* ---- how far ---- */

static void the_group_says_how_far_an_idea_is(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_sam);
	assert_int_equal(HALL_DO(hall, idea_stage, {1}, stage_selected), err_none);
	assert_int_equal(hall_idea(hall, 1).stage, stage_selected);
	assert_int_equal(HALL_DO(hall, idea_stage, {1}, stage_selected), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(HALL_DO(hall, idea_stage, {1}, stage_idea), err_none);
	hall_close(hall);
}

int decide_gather(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a moved idea is seen as its new board is, and so are its comments",
		      moved_it_is_seen_as_its_new_board),
		CLAIM("what is held back stays so on another board", held_back_it_stays_so),
		CLAIM("what has been merged into an idea moves along, and not alone",
		      what_was_merged_into_it_moves_along),
		CLAIM("a merged idea stays, with a link; unmerged it is as before",
		      merged_it_stays_with_a_link),
		CLAIM("no merging with itself, across boards, of what is held back, merged or "
		      "holds others",
		      some_ideas_are_not_merged),
		CLAIM("an idea that holds others is not removed", what_holds_others_is_not_removed),
		CLAIM("leaders merge on their own board", leaders_merge_on_their_board),
		CLAIM("sent up, an idea is a second one that keeps author, town, topic and stage",
		      sent_up_it_keeps_author_and_town),
		CLAIM("no sending up twice, of what is merged or held back, or to nowhere",
		      some_ideas_are_not_sent_up),
		CLAIM("leaders send to the board above, and to boards that they may write on",
		      leaders_send_up_and_where_they_belong),
		CLAIM("[CMD-10] leaders who are muted, or where it is locked above, send nothing "
		      "up",
		      sending_up_is_input_above),
		CLAIM("sent up, an idea waits where moderators read first",
		      sent_up_it_waits_for_approval_there),
		CLAIM("sent up, an idea takes nobody's place, and gives none when it goes",
		      sent_up_it_takes_nobodys_place),
		CLAIM("workshops join in one plenary and keep their towns",
		      workshops_join_in_one_plenary),
		CLAIM("the steering group says how far an idea has come",
		      the_group_says_how_far_an_idea_is),
	};
	return cmocka_run_group_tests_name("gather", tests, NULL, NULL);
}
