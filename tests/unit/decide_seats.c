/* Places: taken, given, left; and people put at tables round after round. */
#include "decide_good.h"

/* ---- one by one ---- */

static void a_place_is_taken_and_left(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board table = hall_board(hall, hall_table);
	table.places = 1;
	hall_put(hall, row_kind_board, &table);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_none);
	assert_int_equal(hall_seat(hall, hall_max).table.n, hall_table);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team); /* in a team, at a table */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_table}, {0}), err_none);
	assert_int_equal(hall_seat(hall, hall_max).table.n, 0);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_table}, {0}), err_not_member);
	assert_string_equal(hall->changes.detail, "Table 1");
	hall_close(hall);
}

static void another_team_is_taken_instead(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_add, TEXT_OF("Trees"), board_sort_team,
				 audience_everyone, {0}, 9),
			 err_none);
	uint32_t trees = hall->changes.result;
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, seat_take, {trees}, {0}), err_none);
	assert_int_equal(hall_seat(hall, hall_max).team.n, trees);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_team}, {0}), err_not_member);
	hall_close(hall);
}

static void a_teams_people_are_public(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {hall_zoe}), err_none);
	assert_false(hall_person(hall, hall_zoe).contributed); /* a table is for a while */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {hall_zoe}), err_none);
	assert_true(hall_person(hall, hall_zoe).contributed);
	hall_close(hall);
}

static void who_leaves_a_place_is_not_done_there(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_max);
	for (uint32_t i = 0; i < 2; i++) {
		assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_none);
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, board_add, i ? TEXT_OF("Parks") : TEXT_OF("Trees"),
					 board_sort_team, audience_everyone, {0}, 9),
				 err_none);
		uint32_t trees = hall->changes.result;
		assert_int_equal(i == 0 ? HALL_DO(hall, seat_take, {trees}, {hall_max})
					: HALL_DO(hall, seat_leave, {hall_team}, {hall_max}),
				 err_none);
		assert_false(hall_has(hall, row_kind_ready, ROW_KEY(hall_team, hall_max)));
		assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {hall_max}), err_none);
		hall_as(hall, hall_max);
	}
	hall_close(hall);
}

static void only_so_many_sit_there(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished(); /* two places, two people */
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {0}), err_board_full);
	assert_string_equal(hall->changes.detail, "Team");
	hall_as(hall, hall_max); /* sits there */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_team}, {0}), err_none);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {0}), err_none);
	hall_as(hall, hall_mia); /* gives places beyond */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {hall_max}), err_none);
	hall_close(hall);
}

static void without_choice_places_are_given(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_board table = hall_board(hall, hall_table);
	table.leader.n = hall_lea;
	hall_put(hall, row_kind_board, &table);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_no_choice);
	assert_string_equal(hall->changes.detail, "Table 1");
	hall_as(hall, hall_lea); /* takes her own place first: without it she leads nothing */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {hall_kai}), err_not_leader);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {hall_kai}), err_none);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_table}, {hall_kai}), err_none);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {hall_kai}), err_not_leader);
	assert_string_equal(hall->changes.detail, "Team");
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {hall_kai}), err_not_leader);
	assert_int_equal(HALL_DO(hall, seat_leave, {hall_team}, {hall_kai}), err_not_leader);
	hall_close(hall);
}

static void leaders_take_nobody_from_another(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_add, TEXT_OF("Trees"), board_sort_team,
				 audience_everyone, {0}, 9),
			 err_none);
	uint32_t trees = hall->changes.result;
	struct row_person max = hall_person(hall, hall_max);
	max.contributed = true; /* works in a team: everybody may name him */
	hall_put(hall, row_kind_person, &max);
	hall_put_leader(hall, trees, hall_lea);
	hall_put_leader(hall, hall_table, hall_lea);
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, seat_take, {trees}, {hall_max}), err_not_leader);
	assert_string_equal(hall->changes.detail, "Team"); /* whose leader would have to */
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {hall_max}), err_none);
	assert_int_equal(HALL_DO(hall, seat_take, {trees}, {hall_kai}), err_none);
	hall_as(hall, hall_max); /* may go themselves */
	assert_int_equal(HALL_DO(hall, seat_take, {trees}, {0}), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {hall_max}), err_none);
	hall_close(hall);
}

static void some_take_no_place(void **state)
{
	(void)state;
	static const uint32_t absent[] = {hall_left, hall_out, hall_olga};
	static const uint32_t without[] = {hall_plenary, hall_ahausen, hall_group};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(HALL_DO(hall, seat_take, {hall_team}, {absent[i]}), err_not_found);
		assert_string_equal(hall->changes.detail, "person");
		assert_int_equal(HALL_DO(hall, seat_take, {without[i]}, {hall_kai}),
				 err_board_sort_wrong);
		assert_int_equal(HALL_DO(hall, seat_leave, {without[i]}, {hall_kai}),
				 err_board_sort_wrong);
	}
	hall_close(hall);
}

/* ---- tables ---- */

#define CROWD_FIRST 20u

/* So many of each town, beside Kai, Frau K. and Max of Ahausen, Zoe and Lea of Bedorf and Sam. */
static void put_crowd(struct hall *hall, uint32_t of_ahausen, uint32_t of_bedorf)
{
	uint32_t id = CROWD_FIRST;
	for (uint32_t i = 0; i < of_ahausen; i++)
		hall_put_person(hall, id++, TEXT_OF("A"), 1, role_citizen);
	for (uint32_t i = 0; i < of_bedorf; i++)
		hall_put_person(hall, id++, TEXT_OF("B"), 2, role_citizen);
}

static enum err set_tables(struct hall *hall, enum arrangement arrangement, uint64_t size)
{
	hall_as(hall, hall_mia);
	return HALL_DO(hall, tables_set, {hall_plenary}, arrangement, size, audience_everyone,
		       false);
}

static uint32_t table_of(const struct hall *hall, uint32_t person)
{
	struct row_seat seat;
	return hall_get(hall, row_kind_seat, ROW_KEY(person), &seat) ? seat.table.n : 0;
}

/* How many of the town sit at the table; town 0: how many of all. */
static uint32_t count_at(const struct hall *hall, uint32_t table, uint32_t town)
{
	uint32_t count = 0;
	for (uint32_t id = 1; id <= hall->id_max[row_kind_person]; id++) {
		struct row_person person;
		count += table_of(hall, id) == table &&
			 hall_get(hall, row_kind_person, ROW_KEY(id), &person) &&
			 (town == 0 || person.town.n == town);
	}
	return count;
}

static bool is_table(const struct hall *hall, uint32_t id)
{
	struct row_board board;
	return hall_get(hall, row_kind_board, ROW_KEY(id), &board) &&
	       board.sort == board_sort_table;
}

#define FOR_EACH_TABLE(hall, id)                                                                   \
	for (uint32_t id = 1; id <= (hall)->id_max[row_kind_board]; id++)                          \
		if (is_table(hall, id))

static void mixed_tables_balance_the_towns(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_crowd(hall, 5, 6); /* 8 of each town, and Sam */
	assert_int_equal(set_tables(hall, arrangement_mixed, 5), err_none);
	assert_int_equal(hall->changes.result, 0); /* nobody has met */
	uint32_t tables = 0, seated = 0;
	FOR_EACH_TABLE(hall, id)
	{
		struct row_board table = hall_board(hall, id);
		assert_int_equal(count_at(hall, id, 1), 2);
		assert_int_equal(count_at(hall, id, 2), 2);
		assert_int_equal(table.parent.n, hall_plenary);
		assert_int_equal(table.phase.n, 1);
		seated += count_at(hall, id, 0);
		tables++;
	}
	assert_int_equal(tables, 4); /* 17 people, 5 each; one table was there */
	assert_int_equal(seated, 17);
	assert_text(hall_board(hall, hall_group + 1).title, "Table 2");
	hall_close(hall);
}

static void alike_tables_have_one_town_each(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_crowd(hall, 2, 0); /* 5 of Ahausen, 2 of Bedorf, and Sam */
	assert_int_equal(set_tables(hall, arrangement_alike, 3), err_none);
	uint32_t of[3] = {0};
	FOR_EACH_TABLE(hall, id)
	{
		uint32_t all = count_at(hall, id, 0);
		assert_true(all > 0 && all <= 3);
		for (uint32_t town = 1; town <= 2; town++)
			if (count_at(hall, id, town) > 0) {
				assert_int_equal(count_at(hall, id, town), all);
				of[town]++;
			}
		of[0]++;
	}
	assert_int_equal(of[1], 2);
	assert_int_equal(of[2], 1);
	assert_int_equal(of[0], 4); /* Sam sits alone */
	hall_close(hall);
}

static void some_are_not_seated(void **state)
{
	(void)state;
	static const uint32_t not_seated[] = {hall_mia, hall_left, hall_olga, hall_out, hall_hella};
	struct hall *hall = hall_open_furnished();
	hall_put_helper(hall);
	assert_int_equal(set_tables(hall, arrangement_mixed, 9), err_none);
	for (size_t i = 0; i < sizeof not_seated / sizeof *not_seated; i++) {
		assert_int_equal(table_of(hall, not_seated[i]), 0);
		assert_false(
			hall_has(hall, row_kind_sitting, ROW_KEY(not_seated[i], hall_plenary, 1)));
	}
	assert_int_equal(count_at(hall, hall_table, 0), 6);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team); /* as before */
	hall_close(hall);
}

static void a_boards_own_people_are_seated(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, tables_set, {hall_ahausen}, arrangement_mixed, 9,
				 audience_members, false),
			 err_none);
	uint32_t table = hall_group + 1;
	assert_int_equal(count_at(hall, table, 0), 3);
	assert_int_equal(count_at(hall, table, 1), 3);
	assert_int_equal(hall_board(hall, table).parent.n, hall_ahausen);
	assert_int_equal(hall_board(hall, table).audience, audience_members);
	assert_int_equal(HALL_DO(hall, tables_set, {hall_group}, arrangement_mixed, 9,
				 audience_members, false),
			 err_none);
	assert_int_equal(table_of(hall, hall_sam), table + 1);
	assert_int_equal(HALL_DO(hall, tables_set, {hall_team}, arrangement_alike, 9,
				 audience_members, false),
			 err_none);
	assert_int_equal(table_of(hall, hall_max), table + 2);
	hall_close(hall);
}

static void rounds_are_counted_and_repeats_said(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	for (uint32_t round = 1; round <= 12; round++) {
		assert_int_equal(set_tables(hall, arrangement_mixed, 9), err_none);
		assert_int_equal(hall_board(hall, hall_plenary).rounds, round);
		struct row_sitting sitting =
			hall_find_sitting(hall, ROW_KEY(hall_kai, hall_plenary, round));
		assert_int_equal(sitting.table.n, hall_table);
		/* All six at one table: each pair has met, once there was a round. */
		assert_int_equal(hall->changes.result, round == 1 ? 0 : 15);
		assert_int_equal(hall_changed(hall, row_kind_seat), round == 1 ? 6 : 0);
	}
	hall_close(hall);
}

static void tables_are_used_again(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_crowd(hall, 3, 3); /* 12 with Sam */
	assert_int_equal(set_tables(hall, arrangement_mixed, 4), err_none);
	assert_int_equal(hall_changed(hall, row_kind_board), 3); /* the plenary, two new */
	uint32_t boards = hall->id_max[row_kind_board];
	assert_int_equal(set_tables(hall, arrangement_mixed, 4), err_none);
	assert_int_equal(hall->id_max[row_kind_board], boards);
	/* Fewer tables are needed: nobody stays at those that are not. */
	assert_int_equal(set_tables(hall, arrangement_mixed, 6), err_none);
	assert_int_equal(hall->id_max[row_kind_board], boards);
	assert_int_equal(count_at(hall, hall_table, 0), 6);
	assert_int_equal(count_at(hall, boards, 0), 0);
	hall_close(hall);
}

static void further_tables_are_read_like_the_first(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, tables_set, {1}, arrangement_mixed, 3, audience_members),
			 err_none);
	assert_int_equal(hall_board(hall, hall_group + 1).audience, audience_everyone);
	hall_close(hall);
}

static void hosts_stay_at_their_tables(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	put_crowd(hall, 3, 3);
	assert_int_equal(set_tables(hall, arrangement_mixed, 4), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_table}, {hall_lea}), err_none);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_group + 2}, {hall_kai}), err_none);
	for (uint32_t round = 0; round < 5; round++) {
		assert_int_equal(set_tables(hall, arrangement_mixed, 4), err_none);
		assert_int_equal(table_of(hall, hall_lea), hall_table);
		assert_int_equal(table_of(hall, hall_kai), hall_group + 2);
	}
	hall_close(hall);
}

static void here_seats_those_who_are_connected(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(set_tables(hall, arrangement_mixed, 9), err_none);
	assert_int_equal(table_of(hall, hall_zoe), hall_table);
	hall->away = UINT64_C(1) << hall_zoe | UINT64_C(1) << hall_frau_k;
	assert_int_equal(HALL_DO(hall, tables_set, {hall_plenary}, arrangement_mixed, 9,
				 audience_everyone, true),
			 err_none);
	assert_int_equal(table_of(hall, hall_zoe), 0);             /* keeps nobody's place */
	assert_int_equal(table_of(hall, hall_frau_k), hall_table); /* has no device to be here */
	assert_int_equal(count_at(hall, hall_table, 0), 5);
	hall_close(hall);
}

static void seats_elsewhere_are_left_alone(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_seat seat = {{hall_zoe}, {0}, {hall_table}};
	hall_put(hall, row_kind_seat, &seat);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, tables_set, {hall_ahausen}, arrangement_mixed, 9,
				 audience_members, false),
			 err_none);
	assert_int_equal(table_of(hall, hall_zoe), hall_table); /* a table of the plenary's */
	hall_close(hall);
}

static void by_choice_tables_have_places(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(set_tables(hall, arrangement_choice, 2), err_none);
	uint32_t tables = 0;
	FOR_EACH_TABLE(hall, id)
	{
		assert_int_equal(hall_board(hall, id).places, 2);
		tables++;
	}
	assert_int_equal(tables, 3);
	assert_int_equal(hall_changed(hall, row_kind_seat), 0);
	assert_int_equal(hall_board(hall, hall_plenary).rounds, 0);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_none);
	hall_close(hall);
}

static void by_choice_all_places_are_free(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(set_tables(hall, arrangement_mixed, 9), err_none);
	assert_int_equal(count_at(hall, hall_table, 0), 6);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_table}, true), err_none);
	assert_int_equal(set_tables(hall, arrangement_choice, 2), err_none);
	FOR_EACH_TABLE(hall, id)
	assert_int_equal(count_at(hall, id, 0), 0);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team); /* teams are no tables */
	assert_false(hall_has(hall, row_kind_ready, ROW_KEY(hall_table, hall_max)));
	hall_as(hall, hall_lea);
	assert_int_equal(HALL_DO(hall, seat_take, {hall_table}, {0}), err_none);
	hall_close(hall);
}

static void by_choice_leaders_have_their_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_table}, {hall_max}), err_none);
	assert_int_equal(set_tables(hall, arrangement_choice, 2), err_none);
	assert_int_equal(table_of(hall, hall_max), hall_table);
	assert_int_equal(count_at(hall, hall_table, 0), 1);
	hall_close(hall);
}

static void titles_are_in_the_sessions_language(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_session session = hall_session(hall, 7);
	session.language = language_de;
	hall_put(hall, row_kind_session, &session);
	assert_int_equal(set_tables(hall, arrangement_mixed, 3), err_none);
	assert_text(hall_board(hall, hall_group + 1).title, "Tisch 2");
	hall_close(hall);
}

static void a_new_table_begins_where_its_board_is(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_phase phase = hall_phase(hall, 2);
	phase.ideas_max = 7;
	hall_put(hall, row_kind_phase, &phase);
	hall_set_phase(hall, hall_plenary, 2);
	assert_int_equal(set_tables(hall, arrangement_mixed, 3), err_none);
	assert_int_equal(hall_board(hall, hall_group + 1).phase.n, 2);
	assert_int_equal(hall_board(hall, hall_group + 1).ideas_max, 7);
	hall_close(hall);
}

static void tables_need_people_and_a_size(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_int_equal(set_tables(hall, arrangement_mixed, 0), err_argument_wrong);
	assert_string_equal(hall->changes.detail, "size");
	assert_int_equal(HALL_DO(hall, tables_set, {1}, arrangement_mixed, 3, audience_withheld),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "audience");
	assert_int_equal(
		HALL_DO(hall, tables_set, {hall_table}, arrangement_mixed, 3, audience_everyone),
		err_board_sort_wrong);
	hall->away = UINT64_MAX;
	static const enum arrangement arrangements[] = {arrangement_mixed, arrangement_alike,
							arrangement_choice};
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(HALL_DO(hall, tables_set, {hall_bedorf}, arrangements[i], 3,
					 audience_everyone, true),
				 err_nobody_to_seat);
	hall_close(hall);
}

int decide_seats(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a place at a table is taken and left, beside one in a team",
		      a_place_is_taken_and_left),
		CLAIM("who takes a place in another team leaves the first",
		      another_team_is_taken_instead),
		CLAIM("a team's people are public, a table's are not", a_teams_people_are_public),
		CLAIM("who leaves a place, or takes another, is not done there",
		      who_leaves_a_place_is_not_done_there),
		CLAIM("a board has so many places to take; moderators give more",
		      only_so_many_sit_there),
		CLAIM("without choice, places are given by moderators and the board's leader",
		      without_choice_places_are_given),
		CLAIM("leaders give places to who has none of that sort",
		      leaders_take_nobody_from_another),
		CLAIM("who is away or observes takes no place; some boards have none",
		      some_take_no_place),
		CLAIM("mixed tables balance the towns", mixed_tables_balance_the_towns),
		CLAIM("alike tables have one town each", alike_tables_have_one_town_each),
		CLAIM("moderators, helpers, observers and who is away are not seated",
		      some_are_not_seated),
		CLAIM("a board's own people are seated at tables below it",
		      a_boards_own_people_are_seated),
		CLAIM("rounds are counted, where each sat is kept, and repeats are said",
		      rounds_are_counted_and_repeats_said),
		CLAIM("tables are used again; nobody stays at one too many", tables_are_used_again),
		CLAIM("further tables are read like the first",
		      further_tables_are_read_like_the_first),
		CLAIM("who leads a table stays there round after round",
		      hosts_stay_at_their_tables),
		CLAIM("here: who is connected or assisted is seated, others keep no place",
		      here_seats_those_who_are_connected),
		CLAIM("seats at other boards' tables are left alone",
		      seats_elsewhere_are_left_alone),
		CLAIM("by choice, who leads a table has a place there from the beginning",
		      by_choice_leaders_have_their_place),
		CLAIM("by choice, tables have places and nobody is seated",
		      by_choice_tables_have_places),
		CLAIM("by choice, all places at the tables are free",
		      by_choice_all_places_are_free),
		CLAIM("new tables are called so in the session's language",
		      titles_are_in_the_sessions_language),
		CLAIM("a new table begins where its board is, with the phase's rules",
		      a_new_table_begins_where_its_board_is),
		CLAIM("tables need a size, an audience, a board above and somebody to seat",
		      tables_need_people_and_a_size),
	};
	return cmocka_run_group_tests_name("seats", tests, NULL, NULL);
}
