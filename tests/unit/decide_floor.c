/* Speaking in a fair order, looking at the same thing, being done; and how much one may write. */
#include "decide_good.h"

/* ---- hands ---- */

static void a_hand_is_raised_once_and_lowered(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {0}), err_no_hand);
	assert_int_equal(HALL_DO(hall, hand_raise, {1}), err_none);
	struct row_hand hand = hall_find_hand(hall, ROW_KEY(1, hall_zoe));
	assert_int_equal(hand.town.n, 2);
	assert_int_equal(hand.raised_ms, 1000000);
	assert_true(hall_person(hall, hall_zoe).contributed);
	assert_int_equal(HALL_DO(hall, hand_raise, {1}), err_hand_raised_already);
	assert_int_equal(HALL_DO(hall, hand_raise, {hall_bedorf}), err_none); /* elsewhere too */
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {0}), err_none);
	assert_false(hall_has(hall, row_kind_hand, ROW_KEY(1, hall_zoe)));
	assert_true(hall_has(hall, row_kind_hand, ROW_KEY(hall_bedorf, hall_zoe)));
	hall_close(hall);
}

static void others_hands_are_lowered_by_who_leads(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, 1);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {hall_kai}), err_not_leader);
	assert_string_equal(hall->changes.detail, "Plenary");
	board.leader.n = hall_zoe;
	hall_put(hall, row_kind_board, &board);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {hall_kai}), err_none);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {hall_kai}), err_no_hand);
	board = hall_board(hall, hall_ahausen);
	board.leader.n = hall_zoe; /* of another town: leads nothing there */
	hall_put(hall, row_kind_board, &board);
	assert_int_equal(HALL_DO(hall, hand_lower, {hall_ahausen}, {hall_kai}), err_not_leader);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, hand_lower, {hall_ahausen}, {hall_kai}), err_none);
	hall_close(hall);
}

/* Who is called first: rows are hands, in any order. */
struct waiting {
	uint32_t person, town;
	uint64_t raised_ms;
};

struct fair_case {
	const char *why;
	uint64_t turns[4]; /* of towns 0 to 3 */
	struct waiting hands[4];
	uint32_t expected[5]; /* in this order, all are called */
};

static const struct fair_case fair_cases[] = {
	{"who has waited longest comes first",
	 {0},
	 {{20, 1, 30}, {21, 2, 10}, {22, 3, 20}},
	 {21, 22, 20}},
	{"at the same moment, the lower number",
	 {0},
	 {{22, 1, 10}, {20, 2, 10}, {21, 3, 10}},
	 {20, 21, 22}},
	{"whose town has spoken less comes first, however late",
	 {0, 2, 1, 0},
	 {{20, 1, 10}, {21, 2, 20}, {22, 3, 30}},
	 {22, 21, 20}},
	{"towns take turns, though one has raised all hands before",
	 {0},
	 {{20, 1, 10}, {21, 1, 11}, {22, 1, 12}, {23, 2, 99}},
	 {20, 23, 21, 22}},
	{"who comes from no town is of one town more",
	 {1, 0, 0, 0},
	 {{20, 0, 10}, {21, 1, 20}},
	 {21, 20}},
};

static void put_waiting(struct hall *hall, const struct fair_case *fair)
{
	for (size_t i = 0; i < 4 && fair->hands[i].person; i++) {
		const struct waiting *waiting = &fair->hands[i];
		struct row_hand hand = {
			{hall_plenary}, {waiting->person}, {waiting->town}, waiting->raised_ms};
		hall_put_person(hall, waiting->person, TEXT_OF("W"), waiting->town,
				waiting->town ? role_citizen : role_steering);
		hall_put(hall, row_kind_hand, &hand);
	}
	for (uint32_t town = 0; town < 4; town++) {
		struct row_turns turns = {{hall_plenary}, {town}, fair->turns[town]};
		if (fair->turns[town])
			hall_put(hall, row_kind_turns, &turns);
	}
}

static void the_order_is_fair_over_towns(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof fair_cases / sizeof fair_cases[0]; i++) {
		const struct fair_case *fair = &fair_cases[i];
		struct hall *hall = hall_open();
		struct row_town town = {{3}, TEXT_OF("Cestadt")};
		hall_put(hall, row_kind_town, &town);
		put_waiting(hall, fair);
		hall_as(hall, hall_mia);
		for (size_t k = 0; fair->expected[k]; k++) {
			assert_int_equal(HALL_DO(hall, hand_call, {1}, {0}), err_none);
			if (hall->changes.result != fair->expected[k])
				fail_msg("%s: %u was called", fair->why, hall->changes.result);
		}
		assert_int_equal(HALL_DO(hall, hand_call, {1}, {0}), err_no_hand);
		hall_close(hall);
	}
}

static void who_is_called_speaks(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, hand_call, {1}, {0}), err_none);
	assert_int_equal(hall->changes.result, hall_kai);
	assert_int_equal(hall_board(hall, 1).speaker.n, hall_kai);
	assert_int_equal(hall_find_turns(hall, ROW_KEY(1, 1)).called, 1);
	assert_false(hall_has(hall, row_kind_hand, ROW_KEY(1, hall_kai)));
	assert_true(hall_has(hall, row_kind_hand, ROW_KEY(hall_ahausen, hall_kai)));
	assert_int_equal(HALL_DO(hall, hand_call, {1}, {hall_zoe}), err_none); /* without hand */
	assert_int_equal(hall_board(hall, 1).speaker.n, hall_zoe);
	assert_int_equal(hall_find_turns(hall, ROW_KEY(1, 2)).called, 1);
	assert_true(hall_person(hall, hall_zoe).contributed);
	assert_int_equal(HALL_DO(hall, hand_call, {1}, {hall_kai}), err_none);
	assert_int_equal(hall_find_turns(hall, ROW_KEY(1, 1)).called, 2);
	assert_false(hall_has(hall, row_kind_turns, ROW_KEY(hall_ahausen, 1)));
	hall_close(hall);
}

static void the_floor_is_given_back(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, hand_call, {1}, {hall_kai}), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, hand_raise, {1}), err_none);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {0}), err_none);
	assert_int_equal(hall_board(hall, 1).speaker.n, hall_kai); /* hers is another's */
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {0}), err_none);
	assert_int_equal(hall_board(hall, 1).speaker.n, 0);
	assert_int_equal(HALL_DO(hall, hand_lower, {1}, {0}), err_no_hand);
	hall_close(hall);
}

static void who_is_away_is_not_called(void **state)
{
	(void)state;
	static const uint32_t absent[] = {hall_left, hall_out};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(HALL_DO(hall, hand_call, {1}, {absent[i]}), err_not_found);
		assert_string_equal(hall->changes.detail, "person");
	}
	hall_close(hall);
}

/* ---- ready ---- */

static void ready_is_good_for_a_step(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	const uint32_t *key = ROW_KEY(hall_team, hall_max);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, false), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_none);
	assert_int_equal(hall_find_ready(hall, key).step, 0);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {hall_team}, {1}, {2}), err_none);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, false), err_none);
	assert_int_equal(hall->changes.count, 0); /* is not, since the step */
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_none);
	assert_int_equal(hall_find_ready(hall, key).step, 1);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, false), err_none);
	assert_false(hall_has(hall, row_kind_ready, key));
	hall_close(hall);
}

static void a_boards_people_are_done_with_it(void **state)
{
	(void)state;
	static const struct {
		uint32_t board, person;
		enum err err;
	} cases[] = {{hall_plenary, hall_kai, err_none},      {hall_ahausen, hall_kai, err_none},
		     {hall_bedorf, hall_kai, err_not_member}, {hall_team, hall_kai, err_not_member},
		     {hall_team, hall_max, err_none},         {hall_group, hall_sam, err_none},
		     {hall_group, hall_max, err_not_member}};
	struct hall *hall = hall_open_furnished();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		hall_as(hall, cases[i].person);
		assert_int_equal(HALL_DO(hall, ready_mark, {cases[i].board}, true), cases[i].err);
		enum err raised = HALL_DO(hall, hand_raise, {cases[i].board});
		assert_int_equal(raised == err_not_member, cases[i].err == err_not_member);
	}
	hall_close(hall);
}

/* ---- focus ---- */

static void focus_is_one_thing(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {1}, {0}, {0}), err_none);
	struct row_focus focus = hall_focus(hall, 1);
	assert_int_equal(focus.idea.n, 1);
	assert_int_equal(focus.person.n, hall_mia);
	assert_int_equal(focus.since_ms, 1000000);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {0}, {2}, {0}), err_none);
	assert_int_equal(hall_focus(hall, 1).idea.n, 0);
	assert_int_equal(hall_focus(hall, 1).topic.n, 2);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {0}, {0}, {2}), err_none);
	assert_int_equal(hall_focus(hall, 1).ballot.n, 2);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {1}, {1}, {0}), err_argument_wrong);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {0}, {1}, {1}), err_argument_wrong);
	assert_int_equal(HALL_DO(hall, focus_set, {1}), err_none);
	assert_false(hall_has(hall, row_kind_focus, ROW_KEY(1)));
	assert_int_equal(HALL_DO(hall, focus_set, {1}), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_close(hall);
}

/* ---- how much, how soon ---- */

static void set_rules(struct hall *hall, uint32_t board, uint64_t ideas_max, uint64_t slow_s)
{
	struct row_board row = hall_board(hall, board);
	row.ideas_max = ideas_max;
	row.slow_s = slow_s;
	hall_put(hall, row_kind_board, &row);
}

static enum err add_idea(struct hall *hall, uint32_t board)
{
	return HALL_DO(hall, idea_add, {board}, {0}, TEXT_OF(""), TEXT_OF("x"), {0});
}

static void ideas_are_limited_per_person_board_and_phase(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 2);
	phase.allows = hall_phase(hall, 1).allows;
	hall_put(hall, row_kind_phase, &phase);
	set_rules(hall, 1, 2, 0);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_none);
	assert_int_equal(add_idea(hall, 1), err_none);
	assert_int_equal(add_idea(hall, 1), err_none);
	assert_int_equal(add_idea(hall, 1), err_ideas_limit);
	assert_string_equal(hall->changes.detail, "2");
	assert_int_equal(hall->changes.retry_ms, 0); /* waiting does not help */
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_none);
	assert_int_equal(add_idea(hall, hall_ahausen), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(add_idea(hall, 1), err_none);
	hall_set_phase(hall, 1, 2);
	hall_as(hall, hall_kai);
	assert_int_equal(add_idea(hall, 1), err_none);
	hall_close(hall);
}

static void taken_back_an_idea_makes_room(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_rules(hall, 1, 1, 0);
	hall_as(hall, hall_kai);
	assert_int_equal(add_idea(hall, 1), err_none);
	uint32_t first = hall->changes.result;
	assert_int_equal(add_idea(hall, 1), err_ideas_limit);
	assert_int_equal(HALL_DO(hall, idea_remove, {first}), err_none);
	assert_int_equal(add_idea(hall, 1), err_none);
	assert_int_equal(add_idea(hall, 1), err_ideas_limit);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_none); /* of another phase */
	assert_int_equal(add_idea(hall, 1), err_ideas_limit);
	hall_close(hall);
}

static void slow_mode_says_how_long_to_wait(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_rules(hall, 1, 0, 10);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_none);
	hall->view.now_ms += 2500;
	assert_int_equal(add_idea(hall, 1), err_too_soon);
	assert_int_equal(hall->changes.retry_ms, 7500);
	assert_string_equal(hall->changes.detail, "8");
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_too_soon);
	assert_int_equal(add_idea(hall, hall_ahausen), err_none);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {0}, TEXT_OF(""), TEXT_OF("y")),
			 err_none); /* what is there may be mended */
	hall->view.now_ms += 7500;
	assert_int_equal(add_idea(hall, 1), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(add_idea(hall, 1), err_none);
	hall_close(hall);
}

static void moderators_are_not_counted(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_rules(hall, 1, 1, 10);
	hall_as(hall, hall_mia);
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(add_idea(hall, 1), err_none);
		assert_int_equal(
			HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {hall_frau_k}),
			err_none);
	}
	assert_int_equal(hall_changed(hall, row_kind_quota), 0);
	hall_close(hall);
}

int decide_floor(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a hand is raised once on a board, and lowered",
		      a_hand_is_raised_once_and_lowered),
		CLAIM("others' hands are lowered by moderators and the leader",
		      others_hands_are_lowered_by_who_leads),
		CLAIM("towns that have spoken less come first, then who has waited longest",
		      the_order_is_fair_over_towns),
		CLAIM("who is called speaks, and the town's turn is counted", who_is_called_speaks),
		CLAIM("who has the floor gives it back by lowering the hand",
		      the_floor_is_given_back),
		CLAIM("who has left or is kept out is not called", who_is_away_is_not_called),
		CLAIM("a ready mark is good for the board's step", ready_is_good_for_a_step),
		CLAIM("a board's people say that they are done with it, and ask to speak there",
		      a_boards_people_are_done_with_it),
		CLAIM("the focus is on one thing, or on none", focus_is_one_thing),
		CLAIM("ideas are limited per person, board and phase",
		      ideas_are_limited_per_person_board_and_phase),
		CLAIM("an idea taken back makes room for another", taken_back_an_idea_makes_room),
		CLAIM("slow mode says how long to wait", slow_mode_says_how_long_to_wait),
		CLAIM("moderators are not counted, nor what they write for others",
		      moderators_are_not_counted),
	};
	return cmocka_run_group_tests_name("floor", tests, NULL, NULL);
}
