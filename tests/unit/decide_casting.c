/* Papers: who casts them, what they may say, how they are replaced and taken back; slips. */
#include <string.h>

#include "decide_good.h"
#include "decide_urn.h"

/* Opens a ballot made as Mia; its number. */
#define OPEN(hall, ...) open_ballot((hall), &(struct command_ballot_add){__VA_ARGS__})

static uint32_t open_ballot(struct hall *hall, const struct command_ballot_add *command)
{
	struct command_ballot_add add = *command;
	hall_as(hall, hall_mia);
	add.title = TEXT_OF("What?");
	enum err err = hall_decide(hall, command_kind_ballot_add, &add);
	if (err)
		fail_msg("preparing: %s (%s)", err_name(err), hall->changes.detail);
	uint32_t id = hall->changes.result;
	err = HALL_DO(hall, ballot_open, {id});
	if (err)
		fail_msg("opening: %s (%s)", err_name(err), hall->changes.detail);
	return id;
}

static enum err cast_as(struct hall *hall, uint32_t person, uint32_t ballot, struct pairs choices)
{
	hall_as(hall, person);
	return HALL_DO(hall, cast, {ballot}, choices);
}

static enum err withdraw_as(struct hall *hall, uint32_t person, uint32_t ballot)
{
	hall_as(hall, person);
	return HALL_DO(hall, cast, {ballot}, NO_CHOICES, .withdraw = true);
}

static void assert_err(enum err is, enum err expected)
{
	assert_string_equal(is ? err_name(is) : "done", expected ? err_name(expected) : "done");
}

/* ---- one paper ---- */

static void a_later_paper_replaces_the_earlier(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_ranking,
			   .options = CHOICES({1, 0}, {2, 0}, {6, 0}));
	assert_err(cast_as(hall, hall_kai, id, CHOICES({1, 1}, {2, 2})), err_none);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({6, 1})), err_none);
	struct row_paper paper = hall_find_paper(hall, ROW_KEY(id, hall_kai));
	assert_int_equal(paper.choices.count, 1);
	assert_int_equal(pairs_get(paper.choices, 0).id, 6);
	assert_int_equal(paper.town.n, 1);
	assert_int_equal(paper.audience, audience_owner);
	assert_false(paper.withdrawn);
	assert_int_equal(hall->changes.count, 1);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({6, 1})), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_close(hall);
}

static void a_paper_is_taken_back_and_given_again(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id =
		OPEN(hall, .method = ballot_method_approval, .options = CHOICES({1, 0}, {2, 0}));
	assert_err(withdraw_as(hall, hall_kai, id), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({1, 1})), err_none);
	assert_err(cast_as(hall, hall_zoe, id, CHOICES({2, 1})), err_none);
	assert_err(withdraw_as(hall, hall_kai, id), err_none);
	struct row_paper paper = hall_find_paper(hall, ROW_KEY(id, hall_kai));
	assert_true(paper.withdrawn);
	assert_int_equal(paper.choices.count, 0);
	assert_err(withdraw_as(hall, hall_kai, id), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, ballot_close, {id}), err_none);
	assert_int_equal(hall_ballot(hall, id).papers, 1);
	assert_int_equal(hall_find_result(hall, ROW_KEY(id, 1)).agree, 0);
	assert_err(withdraw_as(hall, hall_zoe, id), err_ballot_not_open);
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, ballot_open, {id}), err_none);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({2, 1})), err_none);
	assert_false(hall_find_paper(hall, ROW_KEY(id, hall_kai)).withdrawn);
	hall_close(hall);
}

static void a_paper_stays_with_its_first_town(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_approval, .options = CHOICES({1, 0}));
	assert_err(cast_as(hall, hall_kai, id, CHOICES({1, 1})), err_none);
	struct row_person kai = hall_person(hall, hall_kai);
	kai.town.n = 2;
	hall_put(hall, row_kind_person, &kai);
	assert_err(cast_as(hall, hall_kai, id, NO_CHOICES), err_none);
	assert_int_equal(hall_find_paper(hall, ROW_KEY(id, hall_kai)).town.n, 1);
	assert_err(withdraw_as(hall, hall_kai, id), err_none);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({1, 1})), err_none);
	assert_int_equal(hall_find_paper(hall, ROW_KEY(id, hall_kai)).town.n, 1);
	hall_close(hall);
}

/* ---- what a paper may say ---- */

struct said {
	enum ballot_method method;
	struct pairs choices;
	enum err err;
	const char *detail;
};

/* Options 1, 2 and 6; 5 points, at most 3 on one; 2 picks. */
static void assert_said(const struct said *said)
{
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = said->method, .points = 5, .heap = 3, .picks = 2,
			   .budget = 10, .options = CHOICES({1, 3}, {2, 3}, {6, 3}));
	enum err err = cast_as(hall, hall_kai, id, said->choices);
	if (err != said->err)
		fail_msg("method %u, first option %u: %s", said->method,
			 said->choices.count ? pairs_get(said->choices, 0).id : 0,
			 err ? err_name(err) : "done");
	assert_string_equal(hall->changes.detail, said->detail);
	hall_close(hall);
}

static void papers_say_what_the_method_allows(void **state)
{
	(void)state;
	static const uint8_t many[3 * PAIR_BYTES] = {
		[3] = 1, [11] = 1, [15] = 2, [23] = 1, [27] = 6, [35] = 1};
	const struct pairs all = {many, 3}, none = {many, 0}, two = {many, 2};
	for (enum ballot_method method = ballot_method_approval; method <= ballot_method_budget;
	     method++) {
		bool picks = method == ballot_method_choose || method == ballot_method_budget;
		assert_said(&(struct said){method, none, err_none, ""});
		assert_said(&(struct said){method, two, err_none, ""});
		assert_said(&(struct said){method, all, picks ? err_picks_too_many : err_none,
					   picks ? "2" : ""});
		assert_said(&(struct said){method, CHOICES({4, 1}), err_option_foreign, "4"});
		assert_said(&(struct said){method, CHOICES({1, 1}, {HALL_ABSENT, 1}),
					   err_option_foreign, "999"});
		assert_said(&(struct said){method, CHOICES({1, 1}, {1, 1}), err_option_twice, "1"});
	}
}

static void values_are_the_methods_own(void **state)
{
	(void)state;
	const struct {
		enum ballot_method method;
		uint64_t number;
		enum err err;
		const char *detail;
	} values[] = {
		{ballot_method_approval, 0, err_value_wrong, "2"},
		{ballot_method_approval, 2, err_value_wrong, "2"},
		{ballot_method_choose, 2, err_value_wrong, "2"},
		{ballot_method_budget, 3, err_value_wrong, "2"},
		{ballot_method_yesno, 0, err_value_wrong, "2"},
		{ballot_method_yesno, 3, err_none, ""},
		{ballot_method_yesno, 4, err_value_wrong, "2"},
		{ballot_method_dots, 0, err_value_wrong, "2"},
		{ballot_method_dots, 3, err_none, ""},
		{ballot_method_dots, 4, err_points_heaped, "3"},
		{ballot_method_dots, NUMBER_MAX, err_points_heaped, "3"},
		{ballot_method_resistance, 0, err_none, ""},
		{ballot_method_resistance, 10, err_none, ""},
		{ballot_method_resistance, 11, err_value_wrong, "2"},
		{ballot_method_ranking, 0, err_value_wrong, "2"},
		{ballot_method_ranking, 3, err_none, ""},
		{ballot_method_ranking, 4, err_value_wrong, "2"},
	};
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		assert_said(&(struct said){values[i].method, CHOICES({2, values[i].number}),
					   values[i].err, values[i].detail});
	assert_said(&(struct said){ballot_method_dots, CHOICES({1, 3}, {2, 2}), err_none, ""});
	assert_said(&(struct said){ballot_method_dots, CHOICES({1, 3}, {2, 3}), err_points_too_many,
				   "5"});
	assert_said(&(struct said){ballot_method_ranking, CHOICES({1, 1}, {2, 1}), err_none, ""});
}

static void option_0_is_there_where_it_belongs(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	for (enum ballot_method method = ballot_method_approval; method <= ballot_method_budget;
	     method++) {
		enum err expected =
			method == ballot_method_resistance ? err_none : err_option_foreign;
		assert_said(&(struct said){method, CHOICES({0, 1}), expected, expected ? "0" : ""});
	}
	assert_err(cast_as(hall, hall_kai, hall_question, CHOICES({0, 2})), err_none);
	assert_err(cast_as(hall, hall_kai, hall_question, CHOICES({1, 2})), err_option_foreign);
	hall_close(hall);
}

static void one_votes_as_the_ballot_does(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_err(HALL_DO(hall, vote, {1}, {hall_question}, choice_agree), err_method_differs);
	assert_err(HALL_DO(hall, cast, {1}, CHOICES({1, 1})), err_method_differs);
	assert_err(HALL_DO(hall, cast, {1}, NO_CHOICES, .withdraw = true), err_method_differs);
	hall_close(hall);
}

static void an_opinion_is_of_an_idea_that_fits(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t roads = OPEN(hall, .method = ballot_method_opinion, .topic = {1});
	uint32_t two = OPEN(hall, .method = ballot_method_opinion, .options = CHOICES({2, 0}));
	hall_as(hall, hall_zoe);
	assert_err(HALL_DO(hall, vote, {1}, {roads}, choice_agree), err_none);
	assert_err(HALL_DO(hall, vote, {2}, {roads}, choice_agree), err_option_foreign);
	assert_string_equal(hall->changes.detail, "2");
	assert_err(HALL_DO(hall, vote, {2}, {two}, choice_agree), err_none);
	assert_err(HALL_DO(hall, vote, {1}, {two}, choice_agree), err_option_foreign);
	/* What does not fit any more may be said otherwise by who has said something. */
	struct row_idea idea = hall_idea(hall, 1);
	idea.topic.n = 2;
	hall_put(hall, row_kind_idea, &idea);
	assert_err(HALL_DO(hall, vote, {1}, {roads}, choice_pass), err_none);
	hall_as(hall, hall_kai);
	assert_err(HALL_DO(hall, vote, {1}, {roads}, choice_pass), err_option_foreign);
	hall_close(hall);
}

/* ---- who, and when ---- */

static void who_may_vote_is_asked(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t citizens = OPEN(hall, .method = ballot_method_yesno, .roles = 1u << role_citizen);
	uint32_t both = OPEN(hall, .method = ballot_method_yesno,
			     .roles = 1u << role_steering | 1u << role_member);
	uint32_t ahausen = OPEN(hall, .method = ballot_method_yesno,
				.voters = IDS_OF(hall_ahausen, hall_group));
	uint32_t opinions =
		OPEN(hall, .method = ballot_method_opinion, .roles = 1u << role_steering);
	static const struct {
		uint32_t person;
		bool citizens, both, ahausen;
	} voters[] = {{hall_mia, false, false, false}, {hall_kai, true, false, true},
		      {hall_zoe, true, false, false},  {hall_max, false, true, true},
		      {hall_sam, false, true, true},   {hall_lea, true, false, false}};
	struct pairs yes = CHOICES({0, 1});
	for (size_t i = 0; i < sizeof voters / sizeof voters[0]; i++) {
		uint32_t person = voters[i].person;
		assert_err(cast_as(hall, person, citizens, yes),
			   voters[i].citizens ? err_none : err_not_voter);
		assert_err(cast_as(hall, person, both, yes),
			   voters[i].both ? err_none : err_not_voter);
		assert_err(cast_as(hall, person, ahausen, yes),
			   voters[i].ahausen ? err_none : err_not_voter);
		assert_err(HALL_DO(hall, vote, {1}, {opinions}, choice_agree),
			   person == hall_sam ? err_none : err_not_voter);
	}
	assert_err(cast_as(hall, hall_olga, hall_question, yes), err_observers_read);
	hall_close(hall);
}

static void whose_role_goes_leaves_the_paper(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .roles = 1u << role_member);
	assert_err(cast_as(hall, hall_max, id, CHOICES({0, 1})), err_none);
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, person_role, {hall_max}, role_citizen), err_none);
	assert_err(cast_as(hall, hall_max, id, CHOICES({0, 2})), err_not_voter);
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, ballot_close, {id}), err_none);
	assert_int_equal(hall_ballot(hall, id).papers, 1);
	assert_int_equal(hall_find_result(hall, ROW_KEY(id, 0)).agree, 1);
	hall_close(hall);
}

static void a_boards_ballot_is_its_members(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .board = {hall_bedorf});
	struct pairs yes = CHOICES({0, 1});
	assert_err(cast_as(hall, hall_zoe, id, yes), err_none);
	assert_err(cast_as(hall, hall_kai, id, yes), err_not_found);
	assert_string_equal(hall->changes.detail, "ballot");
	assert_err(cast_as(hall, hall_mia, id, yes), err_none);
	hall_close(hall);
}

static void a_locked_board_takes_no_papers(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .board = {hall_plenary});
	uint32_t opinions = OPEN(hall, .method = ballot_method_opinion, .board = {hall_plenary});
	struct row_board board = hall_board(hall, hall_plenary);
	board.locked = true;
	hall_put(hall, row_kind_board, &board);
	assert_err(cast_as(hall, hall_kai, id, CHOICES({0, 1})), err_locked);
	assert_err(HALL_DO(hall, vote, {1}, {opinions}, choice_agree), err_locked);
	assert_err(cast_as(hall, hall_mia, id, CHOICES({0, 1})), err_none);
	hall_close(hall);
}

static void moderators_cast_for_the_assisted(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, cast, {hall_question}, CHOICES({0, 2}), .person = {hall_frau_k}),
		   err_none);
	assert_int_equal(hall_find_paper(hall, ROW_KEY(hall_question, hall_frau_k)).town.n, 1);
	assert_err(HALL_DO(hall, cast, {hall_question}, CHOICES({0, 2}), .person = {hall_kai}),
		   err_not_assisted);
	hall_close(hall);
}

/* ---- slips ---- */

static void furnish_slips(struct hall *hall)
{
	hall_put_helper(hall);
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, slips_add, {1}, 3), err_none);
	assert_int_equal(hall->changes.result, 1);
	assert_err(HALL_DO(hall, slips_add, {2}, 2), err_none);
	assert_int_equal(hall->changes.result, 4);
}

static enum err enter(struct hall *hall, uint32_t slip, struct pairs choices, bool withdraw)
{
	hall_as(hall, hall_hella);
	return HALL_DO(hall, cast, {hall_question}, choices, .withdraw = withdraw, .slip = slip);
}

static void slips_are_numbered_by_town(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	for (uint32_t slip = 1; slip <= 5; slip++) {
		assert_int_equal(hall_slip(hall, slip).town.n, slip <= 3 ? 1 : 2);
		assert_int_equal(hall_slip(hall, slip).person.n, 0);
	}
	assert_err(HALL_DO(hall, slips_add, {1}, 0), err_argument_wrong);
	assert_string_equal(hall->changes.detail, "count");
	hall->id_max[row_kind_slip] = 19999;
	assert_err(HALL_DO(hall, slips_add, {1}, 2), err_session_full);
	assert_err(HALL_DO(hall, slips_add, {1}, 1), err_none);
	hall_close(hall);
}

static void a_slip_is_somebody_from_its_first_vote_on(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	assert_err(enter(hall, 5, CHOICES({0, 1}), false), err_none);
	uint32_t id = hall_slip(hall, 5).person.n;
	struct row_person person = hall_person(hall, id);
	assert_text(person.name, "Slip 5");
	assert_int_equal(person.town.n, 2);
	assert_int_equal(person.role, role_citizen);
	assert_true(person.assisted);
	assert_false(person.contributed);
	assert_int_equal(hall_find_paper(hall, ROW_KEY(hall_question, id)).town.n, 2);
	hall_as(hall, hall_hella);
	assert_err(HALL_DO(hall, vote, {1}, {1}, choice_agree, .slip = 5), err_none);
	assert_int_equal(hall_find_vote(hall, ROW_KEY(1, 1, id)).choice, choice_agree);
	assert_int_equal(hall_changed(hall, row_kind_person), 0);
	hall_close(hall);
}

static void a_slip_speaks_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	assert_err(enter(hall, 1, CHOICES({0, 1}), false), err_none);
	assert_err(enter(hall, 1, CHOICES({0, 2}), false), err_slip_used);
	assert_string_equal(hall->changes.detail, "1");
	assert_err(enter(hall, 1, CHOICES({0, 1}), false), err_slip_used);
	assert_err(enter(hall, 1, NO_CHOICES, true), err_none);
	assert_err(enter(hall, 1, CHOICES({0, 2}), false), err_none);
	hall_as(hall, hall_hella);
	assert_err(HALL_DO(hall, vote, {1}, {1}, choice_agree, .slip = 2), err_none);
	assert_err(HALL_DO(hall, vote, {1}, {1}, choice_pass, .slip = 2), err_slip_used);
	assert_err(HALL_DO(hall, vote, {1}, {1}, choice_agree, .slip = 2), err_slip_used);
	assert_err(HALL_DO(hall, vote, {2}, {1}, choice_pass, .slip = 2), err_none);
	hall_close(hall);
}

static void a_slip_that_said_nothing_is_nobody(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	assert_err(enter(hall, 1, NO_CHOICES, true), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_err(enter(hall, 1, CHOICES({1, 1}), false), err_option_foreign);
	assert_int_equal(hall_slip(hall, 1).person.n, 0);
	hall_close(hall);
}

static void helpers_and_moderators_enter_slips(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	static const uint32_t others[] = {hall_kai, hall_max, hall_sam};
	furnish_slips(hall);
	for (size_t i = 0; i < 3; i++) {
		hall_as(hall, others[i]);
		assert_err(HALL_DO(hall, cast, {hall_question}, CHOICES({0, 1}), .slip = 1),
			   err_not_helper);
		assert_err(HALL_DO(hall, vote, {1}, {1}, choice_agree, .slip = 1), err_not_helper);
	}
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, cast, {hall_question}, CHOICES({0, 1}), .slip = 1), err_none);
	assert_err(HALL_DO(hall, cast, {hall_question}, CHOICES({0, 1}), .slip = 99),
		   err_not_found);
	assert_string_equal(hall->changes.detail, "slip");
	assert_err(enter(hall, 2, CHOICES({0, 1}), false), err_none);
	assert_err(cast_as(hall, hall_hella, hall_question, CHOICES({0, 1})), err_none);
	hall_close(hall);
}

static void a_slip_votes_where_its_town_may(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .voters = IDS_OF(hall_ahausen));
	hall_as(hall, hall_hella);
	assert_err(HALL_DO(hall, cast, {id}, CHOICES({0, 1}), .slip = 4), err_not_voter);
	assert_int_equal(hall_slip(hall, 4).person.n, 0);
	assert_err(HALL_DO(hall, cast, {id}, CHOICES({0, 1}), .slip = 1), err_none);
	hall_close(hall);
}

/* They vote by their link then, and no helper takes their paper back. */
static void who_has_a_link_votes_by_no_slip(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	furnish_slips(hall);
	assert_err(enter(hall, 1, CHOICES({0, 1}), false), err_none);
	struct person_id person = hall_slip(hall, 1).person;
	hall_as(hall, hall_mia);
	assert_err(HALL_DO(hall, person_relink, person, HALL_TOKEN("r")), err_none);
	assert_err(enter(hall, 1, NO_CHOICES, true), err_not_assisted);
	assert_err(cast_as(hall, person.n, hall_question, CHOICES({0, 2})), err_none);
	hall_close(hall);
}

int decide_casting(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[VOTE-5] a later paper replaces the earlier",
		      a_later_paper_replaces_the_earlier),
		CLAIM("[VOTE-5] a paper is taken back, counts no more, and is given again",
		      a_paper_is_taken_back_and_given_again),
		CLAIM("[VOTE-4] a paper stays with the town of its first time",
		      a_paper_stays_with_its_first_town),
		CLAIM("[VOTE-6] papers in each method: empty, several, too many, foreign, twice",
		      papers_say_what_the_method_allows),
		CLAIM("[VOTE-6] each method has its values", values_are_the_methods_own),
		CLAIM("[VOTE-3] option 0 is there where it belongs",
		      option_0_is_there_where_it_belongs),
		CLAIM("[VOTE-5] one votes in the way of the ballot", one_votes_as_the_ballot_does),
		CLAIM("[VOTE-2] an opinion is of an idea that fits",
		      an_opinion_is_of_an_idea_that_fits),
		CLAIM("[VOTE-4] roles and boards say who may vote", who_may_vote_is_asked),
		CLAIM("[VOTE-4] a paper that was taken stays when its person may not any more",
		      whose_role_goes_leaves_the_paper),
		CLAIM("[VOTE-4] a board's ballot is its members', and moderators'",
		      a_boards_ballot_is_its_members),
		CLAIM("[CMD-10] a ballot's locked board takes no votes",
		      a_locked_board_takes_no_papers),
		CLAIM("moderators cast for the assisted, and only for them",
		      moderators_cast_for_the_assisted),
		CLAIM("[VOTE-7] slips are numbered through, each of a town",
		      slips_are_numbered_by_town),
		CLAIM("[VOTE-7] a slip is an assisted person from its first vote on",
		      a_slip_is_somebody_from_its_first_vote_on),
		CLAIM("[VOTE-7] what a slip says is taken back before it says something else",
		      a_slip_speaks_once),
		CLAIM("[VOTE-7] a slip that has said nothing is nobody",
		      a_slip_that_said_nothing_is_nobody),
		CLAIM("[VOTE-7] helpers and moderators enter slips, others do not",
		      helpers_and_moderators_enter_slips),
		CLAIM("[VOTE-7] who has been given a link votes by no slip any more",
		      who_has_a_link_votes_by_no_slip),
		CLAIM("[VOTE-7] [VOTE-4] a slip votes where its town may",
		      a_slip_votes_where_its_town_may),
	};
	return cmocka_run_group_tests_name("casting", tests, NULL, NULL);
}
