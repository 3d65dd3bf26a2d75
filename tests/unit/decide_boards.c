/* Boards: added and removed, led, ruled and locked; who writes on them. */
#include "decide_good.h"
#include "decide_poll.h"
#include "tests/support/choices.h"

static enum err add_board(struct hall *hall, enum board_sort sort, enum audience audience,
			  uint32_t parent)
{
	struct text title = sort == board_sort_team ? TEXT_OF("Trees") : TEXT_OF("Others");
	if (sort == board_sort_table)
		title = TEXT_OF("Shrubs");
	return HALL_DO(hall, board_add, title, sort, audience, {parent}, 4);
}

static void titles_are_there_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	assert_int_equal(add_board(hall, board_sort_team, audience_everyone, 0), err_none);
	uint32_t trees = hall->changes.result;
	assert_int_equal(add_board(hall, board_sort_team, audience_everyone, 0), err_name_taken);
	assert_string_equal(hall->changes.detail, "Trees");
	assert_int_equal(HALL_DO(hall, board_edit, {1}, TEXT_OF("Trees")), err_name_taken);
	assert_int_equal(HALL_DO(hall, board_edit, {trees}, TEXT_OF("Trees")), err_none);
	hall_close(hall);
}

static void put_phase_for(struct hall *hall, uint32_t id, uint64_t boards)
{
	struct row_phase phase = {.id = {id},
				  .title = TEXT_OF("In teams"),
				  .allows = 1u << action_ideas,
				  .boards = boards,
				  .minutes = 3,
				  .ending = ending_lock,
				  .hold = hold_alone,
				  .ideas_max = 5,
				  .slow_s = 6};
	hall_put(hall, row_kind_phase, &phase);
}

static void boards_are_added(void **state)
{
	(void)state;
	static const enum board_sort sorts[] = {board_sort_team, board_sort_table,
						board_sort_steering};
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(add_board(hall, sorts[i], audience_members, 2), err_none);
		struct row_board board = hall_board(hall, hall->changes.result);
		assert_int_equal(board.sort, sorts[i]);
		assert_int_equal(board.audience, audience_members);
		assert_int_equal(board.parent.n, 2);
		assert_int_equal(board.places, 4);
		assert_int_equal(board.town.n, 0);
		assert_int_equal(board.phase.n, 1);
	}
	assert_int_equal(HALL_DO(hall, board_add, TEXT_OF("Paths"), board_sort_team,
				 audience_everyone, {0}, 0),
			 err_none);
	assert_int_equal(hall_board(hall, hall->changes.result).parent.n, hall_plenary);
	hall_close(hall);
}

static void only_some_sorts_are_added(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	assert_int_equal(add_board(hall, board_sort_plenary, audience_everyone, 0),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "sort");
	assert_int_equal(add_board(hall, board_sort_town, audience_everyone, 0),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "sort");
	assert_int_equal(add_board(hall, board_sort_team, audience_withheld, 0),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "audience");
	hall_close(hall);
}

static void a_board_begins_where_its_sort_does(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	put_phase_for(hall, 1, 1u << board_sort_plenary);
	put_phase_for(hall, 2, 1u << board_sort_town | 1u << board_sort_team);
	put_phase_for(hall, 3, 0);
	hall_as(hall, hall_mia);
	assert_int_equal(add_board(hall, board_sort_team, audience_everyone, 0), err_none);
	struct row_board board = hall_board(hall, hall->changes.result);
	assert_int_equal(board.phase.n, 2);
	assert_int_equal(board.hold, hold_alone);
	assert_int_equal(board.ending, ending_lock);
	assert_int_equal(board.ideas_max, 5);
	assert_int_equal(board.slow_s, 6);
	assert_int_equal(add_board(hall, board_sort_table, audience_everyone, 0), err_none);
	assert_int_equal(hall_board(hall, hall->changes.result).phase.n, 3);
	hall_close(hall);
}

static void a_town_begins_where_the_first_towns_is(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase_for(hall, 2, 0);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {hall_ahausen}, {1}, {2}), err_none);
	assert_int_equal(HALL_DO(hall, town_add, TEXT_OF("Cestadt")), err_none);
	struct row_board board = hall_board(hall, hall_group + 1);
	assert_int_equal(board.phase.n, 2);
	assert_int_equal(board.hold, hold_alone);
	assert_int_equal(board.ideas_max, 5);
	assert_int_equal(board.parent.n, hall_plenary);
	assert_int_equal(board.audience, audience_members);
	hall_close(hall);
}

/* ---- removing ---- */

static void only_added_boards_are_removed(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_plenary}), err_board_sort_wrong);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_bedorf}), err_board_sort_wrong);
	assert_string_equal(hall->changes.detail, "Bedorf");
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_none);
	assert_false(hall_has(hall, row_kind_board, ROW_KEY(hall_table)));
	assert_int_equal(HALL_DO(hall, board_remove, {hall_group}), err_none);
	hall_close(hall);
}

static void a_board_in_use_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_team}), err_board_in_use); /* idea 6 */
	assert_string_equal(hall->changes.detail, "Team");
	assert_int_equal(add_board(hall, board_sort_table, audience_everyone, hall_team), err_none);
	uint32_t table = hall->changes.result;
	assert_int_equal(HALL_DO(hall, idea_remove, {6}), err_none);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_team}), err_board_in_use);
	assert_int_equal(HALL_DO(hall, board_remove, {table}), err_none);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_team}), err_none);
	hall_close(hall);
}

static void a_board_with_a_ballot_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t held = PREPARE(hall, .method = ballot_method_yesno, .board = {hall_table});
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_on_ballot);
	assert_string_equal(hall->changes.detail, "What?");
	assert_int_equal(HALL_DO(hall, ballot_remove, {held}), err_none);
	uint32_t asks = PREPARE(hall, .method = ballot_method_yesno, .voters = IDS_OF(hall_table));
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_on_ballot);
	poll_open(hall, asks);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_on_ballot);
	poll_close(hall, asks);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_none);
	hall_close(hall);
}

static void seats_and_focus_go_with_their_board(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_seat seat = {{hall_max}, {hall_team}, {hall_table}};
	hall_put(hall, row_kind_seat, &seat);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, focus_set, {hall_table}, {0}, {1}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_none);
	assert_int_equal(hall_seat(hall, hall_max).table.n, 0);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team); /* another board */
	assert_false(hall_has(hall, row_kind_focus, ROW_KEY(hall_table)));
	assert_int_equal(HALL_DO(hall, idea_remove, {6}), err_none);
	assert_int_equal(HALL_DO(hall, board_remove, {hall_team}), err_none);
	assert_int_equal(hall_seat(hall, hall_max).team.n, 0);
	assert_int_equal(hall_seat(hall, hall_mia).team.n, 0);
	hall_close(hall);
}

/* ---- leading ---- */

static void leaders_are_public_and_have_a_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_team}, {hall_lea}), err_none);
	assert_int_equal(hall_board(hall, hall_team).leader.n, hall_lea);
	assert_true(hall_person(hall, hall_lea).contributed);
	assert_int_equal(hall_seat(hall, hall_lea).team.n, hall_team);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_table}, {hall_lea}), err_none);
	assert_int_equal(hall_seat(hall, hall_lea).team.n, hall_team);
	assert_int_equal(hall_seat(hall, hall_lea).table.n, hall_table);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_team}, {0}), err_none);
	assert_int_equal(hall_board(hall, hall_team).leader.n, 0);
	hall_close(hall);
}

static void some_do_not_lead(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	static const uint32_t absent[] = {hall_left, hall_out, hall_olga};
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(HALL_DO(hall, board_lead, {hall_team}, {absent[i]}),
				 err_not_found);
		assert_string_equal(hall->changes.detail, "person");
	}
	assert_int_equal(HALL_DO(hall, board_lead, {hall_ahausen}, {hall_lea}), err_not_member);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_group}, {hall_lea}), err_not_member);
	assert_string_equal(hall->changes.detail, "Group");
	assert_int_equal(HALL_DO(hall, board_lead, {hall_bedorf}, {hall_lea}), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_group}, {hall_sam}), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_ahausen}, {hall_mia}), err_none);
	hall_close(hall);
}

/* ---- rules ---- */

static void rules_are_set(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_rules, {hall_team}, 7, 3, 60, true), err_none);
	struct row_board board = hall_board(hall, hall_team);
	assert_int_equal(board.places, 7);
	assert_int_equal(board.ideas_max, 3);
	assert_int_equal(board.slow_s, 60);
	assert_int_equal(board.hold, hold_waiting);
	assert_int_equal(HALL_DO(hall, board_rules, {hall_team}, 0, 0, 0, false), err_none);
	board = hall_board(hall, hall_team);
	assert_int_equal(board.places + board.ideas_max + board.slow_s, 0);
	assert_int_equal(board.hold, hold_none);
	hall_close(hall);
}

static void silence_is_the_phases(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_phase_for(hall, 2, 0);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, phase_go, {hall_team}, {1}, {2}), err_none);
	assert_int_equal(HALL_DO(hall, board_rules, {hall_team}, 0, 0, 0, true), err_none);
	assert_int_equal(hall_board(hall, hall_team).hold, hold_waiting);
	assert_int_equal(HALL_DO(hall, board_rules, {hall_team}, 0, 0, 0, false), err_none);
	assert_int_equal(hall_board(hall, hall_team).hold, hold_alone);
	hall_close(hall);
}

static void locks_are_set_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (int locked = 1; locked >= 0; locked--) {
		assert_int_equal(HALL_DO(hall, board_lock, {1}, locked == 1), err_none);
		assert_int_equal(hall_board(hall, 1).locked, locked == 1);
		assert_int_equal(HALL_DO(hall, board_lock, {1}, locked == 1), err_none);
		assert_int_equal(hall->changes.count, 0);
		assert_int_equal(HALL_DO(hall, session_lock, locked == 1), err_none);
		assert_int_equal(hall_session(hall, 7).locked, locked == 1);
		assert_int_equal(HALL_DO(hall, session_lock, locked == 1), err_none);
		assert_int_equal(hall->changes.count, 0);
		assert_int_equal(HALL_DO(hall, idea_lock, {2}, locked == 1), err_none);
		assert_int_equal(hall_idea(hall, 2).locked, locked == 1);
		assert_int_equal(HALL_DO(hall, idea_lock, {2}, locked == 1), err_none);
		assert_int_equal(hall->changes.count, 0);
	}
	hall_close(hall);
}

/* ---- who writes where ---- */

static void teams_tables_and_the_group_write_themselves(void **state)
{
	(void)state;
	static const struct {
		uint32_t board, person;
		enum err err;
		bool seated;
	} cases[] = {
		{hall_plenary, hall_kai, err_none},
		{hall_plenary, hall_sam, err_none},
		{hall_team, hall_max, err_none},
		{hall_team, hall_kai, err_not_member},
		{hall_team, hall_mia, err_none},
		{hall_table, hall_max, err_not_member},
		{hall_table, hall_lea, err_not_member}, /* leads it, but sits elsewhere */
		{hall_table, hall_lea, err_none, .seated = true},
		{hall_group, hall_sam, err_none},
		{hall_group, hall_kai, err_not_found},
		{hall_ahausen, hall_kai, err_none},
		{hall_ahausen, hall_lea, err_not_found},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		struct row_board table = hall_board(hall, hall_table);
		table.leader.n = hall_lea;
		hall_put(hall, row_kind_board, &table);
		if (cases[i].seated)
			hall_put_leader(hall, cases[i].board, cases[i].person);
		hall_as(hall, cases[i].person);
		assert_int_equal(HALL_DO(hall, idea_add, {cases[i].board}, {0}, TEXT_OF(""),
					 TEXT_OF("x"), {0}),
				 cases[i].err);
		hall_close(hall);
	}
}

static void a_topic_has_its_phase(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_topic topic = {{2}, TEXT_OF("Schools"), {2}};
	hall_put(hall, row_kind_topic, &topic);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {2}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_topic_not_now);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {2}, TEXT_OF(""), TEXT_OF("x")),
			 err_topic_not_now);
	hall_as(hall, hall_mia); /* moderators may file under any */
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {2}, TEXT_OF(""), TEXT_OF("x")),
			 err_none);
	hall_as(hall, hall_kai); /* where it stands it may stay */
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {2}, TEXT_OF(""), TEXT_OF("y")),
			 err_none);
	topic.phase.n = 1;
	hall_put(hall, row_kind_topic, &topic);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {2}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_none);
	hall_close(hall);
}

static void an_idea_has_its_phase_and_sort(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 1);
	phase.sort.n = 1;
	hall_put(hall, row_kind_phase, &phase);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0}),
			 err_none);
	struct row_idea idea = hall_idea(hall, hall->changes.result);
	assert_int_equal(idea.phase.n, 1);
	assert_int_equal(idea.sort.n, 1);
	hall_close(hall);
}

static void a_session_is_full_some_day(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board board = hall_board(hall, hall_table);
	board.id.n = 4000;
	hall_put(hall, row_kind_board, &board);
	hall_as(hall, hall_mia);
	assert_int_equal(add_board(hall, board_sort_team, audience_everyone, 0), err_session_full);
	assert_string_equal(hall->changes.detail, "4000");
	assert_int_equal(HALL_DO(hall, board_edit, {4000}, TEXT_OF("x")), err_none);
	assert_int_equal(HALL_DO(hall, topic_add, TEXT_OF("x")), err_none);
	hall_close(hall);
}

int decide_boards(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("no two boards have one title", titles_are_there_once),
		CLAIM("teams, tables and steering boards are added, below the plenary if not said",
		      boards_are_added),
		CLAIM("no second plenary, no town without a town, no board withheld",
		      only_some_sorts_are_added),
		CLAIM("a board begins in the first phase for its sort, with its rules",
		      a_board_begins_where_its_sort_does),
		CLAIM("a town begins where the first town's is, with the phase's rules",
		      a_town_begins_where_the_first_towns_is),
		CLAIM("plenary and towns are not removed", only_added_boards_are_removed),
		CLAIM("a board that holds ideas or boards stays", a_board_in_use_stays),
		CLAIM("a board stays where a ballot is held, or whose members one asks",
		      a_board_with_a_ballot_stays),
		CLAIM("seats and focus go with their board", seats_and_focus_go_with_their_board),
		CLAIM("a leader's name is public, and a team's leader has a place there",
		      leaders_are_public_and_have_a_place),
		CLAIM("who is away, observes or does not belong does not lead", some_do_not_lead),
		CLAIM("a board's rules are set, 0 takes them away", rules_are_set),
		CLAIM("without approval a board is as silent as its phase", silence_is_the_phases),
		CLAIM("a lock that is as asked changes nothing", locks_are_set_once),
		CLAIM("teams, tables and the steering group write on their boards themselves",
		      teams_tables_and_the_group_write_themselves),
		CLAIM("a topic of another phase takes no ideas but moderators'",
		      a_topic_has_its_phase),
		CLAIM("a new idea says in which phase it was written and of what sort it is",
		      an_idea_has_its_phase_and_sort),
		CLAIM("a session that is full says how many it holds, and goes on otherwise",
		      a_session_is_full_some_day),
	};
	return cmocka_run_group_tests_name("boards", tests, NULL, NULL);
}
