/* [CMD-11]: what stands on an action, so that it stays. */
#include "decide_good.h"
#include "decide_poll.h"
#include "tests/support/choices.h"

static enum err undo_as(struct hall *hall, uint32_t person)
{
	hall_as(hall, person);
	return hall_decide(hall, command_kind_undo, &good[command_kind_undo]);
}

static void changed_since_it_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("B")),
			 err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_stage, {1}, stage_selected), err_none);
	assert_int_equal(undo_as(hall, hall_kai), err_built_on);
	assert_text(hall_idea(hall, 1).text, "B");
	hall_close(hall);
}

/* Commands of one batch have one revision. */
static void changed_in_the_same_batch_it_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("B")),
			 err_none);
	hall->revision--;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_lock, {1}, true), err_none);
	hall->revision--;
	assert_int_equal(HALL_DO(hall, topic_edit, {1}, TEXT_OF("Paths")), err_none);
	assert_int_equal(undo_as(hall, hall_kai), err_built_on);
	assert_true(hall_idea(hall, 1).locked);
	assert_int_equal(undo_as(hall, hall_mia), err_none); /* nobody else's topic */
	hall_close(hall);
}

/* Nor do revisions tell what has come to it: a comment, a seat, a board, a vote of the same batch.
 */
static void used_in_the_same_batch_it_stays(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_mia);
		enum err err = i == 0   ? HALL_DO(hall, idea_show, {3})
			       : i == 3 ? HALL_DO(hall, ballot_open, {2})
					: HALL_DO(hall, board_add, TEXT_OF("Trees"),
						  board_sort_team, audience_everyone, {0}, 5);
		assert_int_equal(err, err_none);
		uint32_t trees = hall->changes.result;
		struct row_tally tally = {.ballot = {2}, .idea = {1}, .town = {2}, .agree = 1};
		hall->revision--;
		hall_as(hall, hall_lea);
		err = i == 0   ? HALL_DO(hall, comment_add, {3}, TEXT_OF("x"), {0})
		      : i == 1 ? HALL_DO(hall, seat_take, {trees}, {0})
			       : err_none;
		assert_int_equal(err, err_none);
		hall_as(hall, hall_zoe);
		struct row_board below = hall_board(hall, hall_table);
		below.parent.n = trees;
		if (i == 2)
			hall_put(hall, row_kind_board, &below);
		if (i == 3)
			hall_put(hall, row_kind_tally, &tally);
		assert_int_equal(undo_as(hall, hall_mia), err_built_on);
		hall_close(hall);
	}
}

static uint32_t add_idea(struct hall *hall)
{
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("New"), {0}),
			 err_none);
	return hall->changes.result;
}

static void a_new_idea_that_others_use_stays(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		struct hall *hall = hall_open_furnished();
		uint32_t id = add_idea(hall);
		hall_as(hall, hall_mia);
		if (i == 0) {
			struct row_tally tally = {
				.ballot = {1}, .idea = {id}, .town = {2}, .agree = 1};
			hall_put(hall, row_kind_tally, &tally);
		}
		enum err err = i == 1   ? HALL_DO(hall, comment_add, {id}, TEXT_OF("x"), {0})
			       : i == 2 ? HALL_DO(hall, idea_merge, {1}, {id})
			       : i == 3 ? HALL_DO(hall, idea_send_up, {id}, {hall_team})
					: err_none;
		assert_int_equal(err, err_none);
		assert_int_equal(undo_as(hall, hall_zoe), err_built_on);
		assert_true(hall_has(hall, row_kind_idea, ROW_KEY(id)));
		hall_close(hall);
	}
}

/* Something that Mia made, and how others come to use it without changing it. */

static enum err make_topic(struct hall *hall)
{
	return HALL_DO(hall, topic_add, TEXT_OF("Trees"));
}

static enum err make_town(struct hall *hall)
{
	return HALL_DO(hall, town_add, TEXT_OF("Cestadt"));
}

static enum err make_team(struct hall *hall)
{
	return HALL_DO(hall, board_add, TEXT_OF("Trees"), board_sort_team, audience_everyone, {0},
		       9);
}

static enum err make_tables(struct hall *hall)
{
	return HALL_DO(hall, tables_set, {1}, arrangement_mixed, 3, audience_everyone);
}

static void file_under(struct hall *hall, uint32_t topic)
{
	struct row_idea idea = hall_idea(hall, 1);
	idea.topic.n = topic;
	hall_put(hall, row_kind_idea, &idea);
}

static void come_from(struct hall *hall, uint32_t town)
{
	hall_put_person(hall, 20, TEXT_OF("C"), town, role_citizen);
}

static void invite_for(struct hall *hall, uint32_t town)
{
	struct row_invitation row = {
		.id = {2}, .role = role_member, .town = {town}, .person = {hall_zoe}};
	hall_put(hall, row_kind_invitation, &row);
}

static void invite_to(struct hall *hall, uint32_t board)
{
	struct row_invitation row = {
		.id = {2}, .role = role_member, .board = {board}, .person = {hall_zoe}};
	hall_put(hall, row_kind_invitation, &row);
}

static void write_on(struct hall *hall, uint32_t board)
{
	struct row_idea idea = hall_idea(hall, 1);
	idea.board.n = board;
	hall_put(hall, row_kind_idea, &idea);
}

static void stand_below(struct hall *hall, uint32_t board)
{
	struct row_board table = hall_board(hall, hall_table);
	table.parent.n = board;
	hall_put(hall, row_kind_board, &table);
}

static void work_in(struct hall *hall, uint32_t board)
{
	struct row_seat seat = {.person = {hall_kai}, .team = {board}};
	hall_put(hall, row_kind_seat, &seat);
}

static void vote_on(struct hall *hall, uint32_t board)
{
	struct row_ballot ballot = hall_ballot(hall, hall_question);
	ballot.board.n = board;
	hall_put(hall, row_kind_ballot, &ballot);
}

static void vote_at_new_town(struct hall *hall, uint32_t town)
{
	(void)town;
	vote_on(hall, hall_group + 1);
}

static void ask_members(struct hall *hall, uint32_t board)
{
	struct row_ballot ballot = hall_ballot(hall, hall_question);
	uint8_t voter[ID_BYTES];
	id_write(voter, board);
	ballot.voters = (struct ids){voter, 1};
	hall_put(hall, row_kind_ballot, &ballot);
}

/* Somebody who was not seated comes to a table that was new. */
static void sit_at_new_table(struct hall *hall, uint32_t repeats)
{
	struct row_seat seat = {.person = {hall_left}, .table = {hall_group + 1}};
	(void)repeats;
	hall_put(hall, row_kind_seat, &seat);
}

static void what_is_in_use_stays(void **state)
{
	(void)state;
	static const struct {
		enum err (*make)(struct hall *hall);
		void (*use)(struct hall *hall, uint32_t made);
	} cases[] = {{make_topic, file_under}, {make_town, come_from},
		     {make_town, invite_for},  {make_team, write_on},
		     {make_team, stand_below}, {make_team, work_in},
		     {make_team, invite_to},   {make_tables, sit_at_new_table},
		     {make_team, vote_on},     {make_town, vote_at_new_town},
		     {make_team, ask_members}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_mia);
		assert_int_equal(cases[i].make(hall), err_none);
		cases[i].use(hall, hall->changes.result);
		if (undo_as(hall, hall_mia) != err_built_on)
			fail_msg("case %zu was undone", i);
		hall_close(hall);
	}
}

static void a_ballot_voted_in_stays_open(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_open, {2}), err_none);
	struct row_tally tally = {.ballot = {2}, .idea = {1}, .town = {1}, .agree = 1};
	hall_put(hall, row_kind_tally, &tally);
	assert_int_equal(undo_as(hall, hall_mia), err_built_on);
	hall_close(hall);
}

static void a_new_idea_on_a_ballot_stays(void **state)
{
	(void)state;
	for (uint32_t closed = 0; closed < 2; closed++) {
		struct hall *hall = hall_open_furnished();
		uint32_t idea = add_idea(hall);
		uint32_t id = PREPARE(hall, .method = ballot_method_approval, .hidden = true,
				      .options = CHOICES({idea, 0}));
		poll_open(hall, id);
		if (closed)
			poll_close(hall, id);
		assert_int_equal(undo_as(hall, hall_zoe), err_built_on);
		hall_close(hall);
	}
}

static void words_that_are_voted_on_stay(void **state)
{
	(void)state;
	static const uint32_t editors[] = {hall_kai, hall_mia};
	for (uint32_t i = 0; i < 2; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
		uint32_t id =
			PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({1, 0}));
		hall_as(hall, editors[i]);
		assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("B")),
				 err_none);
		hall_as(hall, hall_zoe);
		assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_none);
		/* Moderators mend. */
		assert_int_equal(undo_as(hall, editors[i]), i == 0 ? err_built_on : err_none);
		hall_close(hall);
	}
}

static void what_is_voted_on_is_not_merged_again(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
	uint32_t id = PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({5, 0}));
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_unmerge, {5}), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_none);
	assert_int_equal(undo_as(hall, hall_mia), err_built_on);
	hall_close(hall);
}

/* What was written for those who saw the idea is not shown to others, nor to nobody. */
static void commented_since_it_stays_where_it_is(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 3; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_mia);
		enum err err =
			i == 0   ? HALL_DO(hall, idea_show, {3})
			: i == 1 ? HALL_DO(hall, idea_move, {1}, {hall_ahausen}, {0})
				 : HALL_DO(hall, idea_edit, {1}, 0, {0}, TEXT_OF(""), TEXT_OF("x"));
		assert_int_equal(err, err_none);
		hall_as(hall, hall_kai);
		assert_int_equal(
			HALL_DO(hall, comment_add, {i == 0 ? 3 : 1}, TEXT_OF("I see"), {0}),
			err_none);
		/* An edit changes nobody's sight. */
		assert_int_equal(undo_as(hall, hall_mia), i < 2 ? err_built_on : err_none);
		hall_close(hall);
	}
}

static void merged_into_since_it_is_not_moved_back(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
	assert_int_equal(HALL_DO(hall, idea_move, {1}, {hall_team}, {0}), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, idea_merge, {6}, {1}), err_none);
	assert_int_equal(undo_as(hall, hall_mia), err_built_on);
	hall_close(hall);
}

static void what_it_was_part_of_must_be_there(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
		assert_int_equal(HALL_DO(hall, idea_unmerge, {5}), err_none);
		hall_as(hall, hall_zoe);
		enum err err = i == 0   ? HALL_DO(hall, idea_remove, {2})
			       : i == 1 ? HALL_DO(hall, idea_merge, {2}, {1})
			       : i == 2 ? HALL_DO(hall, idea_move, {2}, {hall_team}, {0})
					: HALL_DO(hall, idea_merge, {1}, {5});
		assert_int_equal(err, err_none);
		if (undo_as(hall, hall_mia) != err_built_on)
			fail_msg("case %u was undone", i);
		hall_close(hall);
	}
}

static void what_is_gone_is_not_named_again(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 3; i++) {
		struct hall *hall = hall_open_furnished();
		hall_as(hall, hall_kai);
		enum err err =
			i == 0   ? HALL_DO(hall, idea_remove, {1})
			: i == 1 ? HALL_DO(hall, idea_edit, {1}, 0, {0}, TEXT_OF(""), TEXT_OF("x"))
				 : HALL_DO(hall, comment_remove, {1});
		assert_int_equal(err, err_none);
		hall_as(hall, hall_mia);
		assert_int_equal(i < 2 ? HALL_DO(hall, topic_remove, {1})
				       : HALL_DO(hall, idea_remove, {1}),
				 err_none);
		assert_int_equal(undo_as(hall, hall_kai), err_built_on);
		hall_close(hall);
	}
}

int decide_built_on(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("what somebody has changed since stays", changed_since_it_stays),
		CLAIM("what somebody has changed in the same batch stays",
		      changed_in_the_same_batch_it_stays),
		CLAIM("what somebody has used in the same batch stays",
		      used_in_the_same_batch_it_stays),
		CLAIM("a new idea stays that is voted on, commented, merged into or sent up",
		      a_new_idea_that_others_use_stays),
		CLAIM("topics, towns, boards and tables stay once they are used",
		      what_is_in_use_stays),
		CLAIM("a ballot in which somebody has voted stays open",
		      a_ballot_voted_in_stays_open),
		CLAIM("[VOTE-22] a new idea stays that is or was an option",
		      a_new_idea_on_a_ballot_stays),
		CLAIM("[VOTE-22] who is no moderator takes back no words that are voted on",
		      words_that_are_voted_on_stay),
		CLAIM("[VOTE-22] what is voted on is not merged again",
		      what_is_voted_on_is_not_merged_again),
		CLAIM("an idea commented on since is seen by whom it is",
		      commented_since_it_stays_where_it_is),
		CLAIM("an idea that holds others since is not moved back",
		      merged_into_since_it_is_not_moved_back),
		CLAIM("an idea is merged again only into one that could take it",
		      what_it_was_part_of_must_be_there),
		CLAIM("nothing comes back that names what is gone",
		      what_is_gone_is_not_named_again),
	};
	return cmocka_run_group_tests_name("built on", tests, NULL, NULL);
}
