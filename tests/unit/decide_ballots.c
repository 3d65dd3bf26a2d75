/* Ballots: prepared, opened with their options, removed. */
#include <string.h>

#include "decide_good.h"
#include "decide_poll.h"
#include "decide_urn.h"

/* ---- preparing ---- */

static void a_ballot_says_all_that_was_said(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id =
		PREPARE(hall, .title = TEXT_OF("Money"), .method = ballot_method_budget,
			.secrecy = secrecy_named, .hidden = true, .board = {1}, .phase = {2},
			.topic = {1}, .stages = 1u << stage_idea, .sort = {1},
			.options = CHOICES({1, 500}, {2, 700}), .roles = 1u << role_citizen,
			.voters = IDS_OF(2, 3), .picks = 2, .places = 1, .quorum = 7,
			.budget = 1000, .budget_rule = budget_rule_add1, .utility = utility_cost,
			.weights = CHOICES({1, 2}, {2, 3}), .rule = rule_every_town);
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(id, hall_closed + 1);
	assert_text(ballot.title, "Money");
	assert_int_equal(ballot.method, ballot_method_budget);
	assert_int_equal(ballot.state, ballot_state_prepared);
	assert_int_equal(ballot.secrecy, secrecy_named);
	assert_true(ballot.hidden);
	assert_int_equal(ballot.board.n, 1);
	assert_int_equal(ballot.audience, audience_everyone);
	assert_int_equal(ballot.phase.n, 2);
	assert_int_equal(ballot.topic.n, 1);
	assert_int_equal(ballot.stages, 1u << stage_idea);
	assert_int_equal(ballot.sort.n, 1);
	assert_int_equal(ballot.options.count, 2);
	assert_int_equal(pairs_get(ballot.options, 1).number, 700);
	assert_int_equal(ballot.roles, 1u << role_citizen);
	assert_int_equal(ballot.voters.count, 2);
	assert_int_equal(ids_get(ballot.voters, 1), 3);
	assert_int_equal(ballot.picks, 2);
	assert_int_equal(ballot.places, 1);
	assert_int_equal(ballot.quorum, 7);
	assert_int_equal(ballot.budget, 1000);
	assert_int_equal(ballot.budget_rule, budget_rule_add1);
	assert_int_equal(ballot.utility, utility_cost);
	assert_int_equal(pairs_get(ballot.weights, 1).number, 3);
	assert_int_equal(ballot.rule, rule_every_town);
	assert_int_equal(ballot.round, 1);
	assert_int_equal(ballot.opened_ms, 0);
	hall_close(hall);
}

static void what_is_left_out_is_usual(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_ballot plain = hall_ballot(hall, PREPARE(hall, .method = ballot_method_yesno));
	assert_int_equal(plain.secrecy, secrecy_plain);
	assert_false(plain.hidden);
	assert_int_equal(plain.audience, audience_everyone);
	assert_int_equal(plain.rule, rule_people);
	struct row_ballot secret = hall_ballot(hall, PREPARE(hall, .method = ballot_method_yesno,
							     .secrecy = secrecy_confidential));
	assert_true(secret.hidden);
	struct row_ballot bedorfs = hall_ballot(
		hall, PREPARE(hall, .method = ballot_method_yesno, .board = {hall_bedorf}));
	assert_int_equal(bedorfs.audience, audience_members);
	hall_close(hall);
}

/* What a ballot that is prepared is refused with. */
struct unfit {
	struct command_ballot_add add;
	enum err err;
	const char *detail;
};

static void assert_unfit(const struct unfit *unfit)
{
	struct hall *hall = hall_open_furnished();
	struct command_ballot_add add = unfit->add;
	struct command_ballot_edit edit = {.ballot = {2}, .title = TEXT_OF("What?")};
	hall_as(hall, hall_mia);
	add.title = edit.title;
	assert_string_equal(err_name(hall_decide(hall, command_kind_ballot_add, &add)),
			    err_name(unfit->err));
	assert_string_equal(hall->changes.detail, unfit->detail);
	edit.method = add.method;
	edit.secrecy = add.secrecy;
	edit.options = add.options;
	edit.points = add.points;
	edit.picks = add.picks;
	edit.threshold = add.threshold;
	edit.threshold_of = add.threshold_of;
	edit.voters = add.voters;
	edit.weights = add.weights;
	edit.budget = add.budget;
	assert_string_equal(err_name(hall_decide(hall, command_kind_ballot_edit, &edit)),
			    err_name(unfit->err));
	hall_close(hall);
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	const struct unfit unfits[] = {
		{{.method = ballot_method_opinion, .secrecy = secrecy_named},
		 err_secrecy_unfit,
		 ""},
		{{.method = ballot_method_opinion, .secrecy = secrecy_confidential},
		 err_secrecy_unfit,
		 ""},
		{{.method = ballot_method_approval, .options = CHOICES({1, 0}, {2, 0}, {1, 0})},
		 err_option_twice,
		 "1"},
		{{.method = ballot_method_approval, .options = CHOICES({1, 0}, {HALL_ABSENT, 0})},
		 err_not_found,
		 "idea"},
		{{.method = ballot_method_approval, .options = CHOICES({HALL_REMOVED, 0})},
		 err_not_found,
		 "idea"},
		{{.method = ballot_method_approval, .options = CHOICES({0, 0})},
		 err_not_found,
		 "idea"},
		{{.method = ballot_method_approval, .voters = IDS_OF(2, HALL_ABSENT)},
		 err_not_found,
		 "board"},
		{{.method = ballot_method_approval, .weights = CHOICES({HALL_ABSENT, 1})},
		 err_not_found,
		 "town"},
		{{.method = ballot_method_yesno, .weights = CHOICES({1, 1}, {2, 1}, {1, 5})},
		 err_argument_wrong,
		 "weights"},
		{{.method = ballot_method_yesno, .voters = IDS_OF(3, 2, 3)},
		 err_argument_wrong,
		 "voters"},
		{{.method = ballot_method_dots, .options = CHOICES({1, 0})},
		 err_points_missing,
		 ""},
		{{.method = ballot_method_choose, .options = CHOICES({1, 0})},
		 err_picks_missing,
		 ""},
		{{.method = ballot_method_budget, .options = CHOICES({1, 5})},
		 err_budget_missing,
		 ""},
		{{.method = ballot_method_yesno, .threshold = 3, .threshold_of = 2},
		 err_threshold_wrong,
		 ""},
		{{.method = ballot_method_yesno, .threshold = 1}, err_threshold_wrong, ""},
		{{.method = ballot_method_yesno, .threshold_of = 3}, err_threshold_wrong, ""},
	};
	for (size_t i = 0; i < sizeof unfits / sizeof unfits[0]; i++)
		assert_unfit(&unfits[i]);
}

static void only_a_prepared_one_is_changed(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_ballot ballot = hall_ballot(hall, hall_closed);
	hall_as(hall, hall_mia);
	ballot.id.n = 5;
	ballot.state = ballot_state_void;
	hall_put(hall, row_kind_ballot, &ballot);
	static const uint32_t begun[] = {hall_question, hall_closed, 5};
	for (size_t i = 0; i < sizeof begun / sizeof begun[0]; i++) {
		assert_int_equal(
			HALL_DO(hall, ballot_edit, {begun[i]}, TEXT_OF("x"), ballot_method_yesno),
			err_ballot_begun);
		assert_int_equal(HALL_DO(hall, ballot_remove, {begun[i]}), err_ballot_begun);
	}
	assert_int_equal(HALL_DO(hall, ballot_edit, {2}, TEXT_OF("Shall we?"), ballot_method_yesno,
				 .hidden = true, .board = {hall_bedorf}, .rule = rule_towns),
			 err_none);
	ballot = hall_ballot(hall, 2);
	assert_text(ballot.title, "Shall we?");
	assert_true(ballot.hidden);
	assert_int_equal(ballot.audience, audience_members);
	assert_int_equal(ballot.state, ballot_state_prepared);
	assert_int_equal(ballot.rule, rule_towns);
	hall_close(hall);
}

static void a_ballot_that_goes_is_looked_at_no_more(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, focus_set, {1}, {0}, {0}, {2}), err_none);
	assert_int_equal(HALL_DO(hall, focus_set, {2}, {1}, {0}, {0}), err_none);
	assert_int_equal(HALL_DO(hall, ballot_remove, {2}), err_none);
	assert_false(hall_has(hall, row_kind_ballot, ROW_KEY(2)));
	assert_false(hall_has(hall, row_kind_focus, ROW_KEY(1)));
	assert_true(hall_has(hall, row_kind_focus, ROW_KEY(2)));
	hall_close(hall);
}

static void a_session_has_so_many_ballots(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall->id_max[row_kind_ballot] = 1000;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_add, TEXT_OF("x"), ballot_method_yesno),
			 err_session_full);
	assert_string_equal(hall->changes.detail, "1000");
	assert_int_equal(HALL_DO(hall, ballot_repeat, {hall_closed}), err_session_full);
	hall_close(hall);
}

/* ---- opening ---- */

/* Ideas with this stage and sort; 7 and 8 stand on the plenary, 9 in Bedorf. */
static void put_goals(struct hall *hall)
{
	for (uint32_t id = 7; id <= 9; id++) {
		struct row_idea idea = hall_idea(hall, id < 9 ? 2 : 4);
		idea.id.n = id;
		idea.stage = stage_profile;
		idea.sort.n = 1;
		idea.topic.n = id == 8 ? 2 : 0;
		hall_put(hall, row_kind_idea, &idea);
	}
}

static void assert_options(struct hall *hall, const struct command_ballot_add *add,
			   struct ids expected)
{
	uint32_t id = poll_prepare(hall, add);
	poll_open(hall, id);
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(ballot.options.count, expected.count);
	for (uint32_t i = 0; i < expected.count; i++) {
		assert_int_equal(pairs_get(ballot.options, i).id, ids_get(expected, i));
		assert_int_equal(pairs_get(ballot.options, i).number, 0);
	}
	assert_int_equal(ballot.state, ballot_state_open);
	assert_int_equal(ballot.opened_ms, 1000000);
}

static void ideas_that_fit_become_options(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	enum ballot_method approval = ballot_method_approval;
	put_goals(hall);
	/* 3 is hidden, 4 and 9 are Bedorf's own, 5 is merged. */
	assert_options(hall, &(struct command_ballot_add){.method = approval},
		       IDS_OF(1, 2, 6, 7, 8));
	assert_options(hall, &(struct command_ballot_add){.method = approval, .board = {1}},
		       IDS_OF(1, 2, 7, 8));
	assert_options(hall, &(struct command_ballot_add){.method = approval, .topic = {1}},
		       IDS_OF(1));
	assert_options(
		hall,
		&(struct command_ballot_add){.method = approval,
					     .stages = 1u << stage_profile | 1u << stage_selected},
		IDS_OF(7, 8));
	assert_options(hall,
		       &(struct command_ballot_add){.method = approval, .sort = {1}, .topic = {2}},
		       IDS_OF(8));
	assert_options(hall,
		       &(struct command_ballot_add){.method = approval, .board = {hall_bedorf}},
		       IDS_OF(4, 9));
	assert_options(hall,
		       &(struct command_ballot_add){.method = ballot_method_yesno, .sort = {1}},
		       IDS_OF(7, 8));
	hall_close(hall);
}

static void named_options_stay_as_they_are(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .method = ballot_method_budget, .budget = 10, .board = {1},
			      .topic = {1}, .options = CHOICES({6, 4}, {1, 7}));
	poll_open(hall, id);
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(ballot.options.count, 2);
	assert_int_equal(pairs_get(ballot.options, 0).id, 6);
	assert_int_equal(pairs_get(ballot.options, 0).number, 4);
	assert_int_equal(pairs_get(ballot.options, 1).id, 1);
	hall_close(hall);
}

static void some_ballots_name_no_option(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	assert_options(hall,
		       &(struct command_ballot_add){.method = ballot_method_yesno, .board = {1}},
		       (struct ids){0});
	assert_options(hall,
		       &(struct command_ballot_add){.method = ballot_method_opinion, .sort = {1}},
		       (struct ids){0});
	hall_close(hall);
}

static void what_cannot_be_voted_on_is_not_opened(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t nothing = PREPARE(hall, .method = ballot_method_approval, .sort = {1});
	uint32_t held =
		PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({1, 0}, {3, 0}));
	uint32_t merged =
		PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({5, 0}));
	uint32_t theirs =
		PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({4, 0}));
	uint32_t dear = PREPARE(hall, .method = ballot_method_budget, .budget = 5,
				.options = CHOICES({1, 5}, {2, 0}));
	uint32_t gone =
		PREPARE(hall, .method = ballot_method_approval, .options = CHOICES({1, 0}, {6, 0}));
	hall_remove(hall, row_kind_idea, 6);
	assert_int_equal(HALL_DO(hall, ballot_open, {nothing}), err_options_missing);
	assert_int_equal(HALL_DO(hall, ballot_open, {held}), err_held_back);
	assert_int_equal(HALL_DO(hall, ballot_open, {merged}), err_held_back);
	assert_int_equal(HALL_DO(hall, ballot_open, {theirs}), err_held_back);
	assert_int_equal(HALL_DO(hall, ballot_open, {dear}), err_cost_missing);
	assert_string_equal(hall->changes.detail, "2");
	assert_int_equal(HALL_DO(hall, ballot_open, {gone}), err_not_found);
	assert_string_equal(hall->changes.detail, "idea");
	hall_close(hall);
}

static void a_ballot_has_so_many_options(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .method = ballot_method_approval, .board = {1});
	for (uint32_t idea = 100; idea < 100 + BALLOT_OPTIONS_MAX - 2; idea++) {
		struct row_idea row = hall_idea(hall, 2);
		row.id.n = idea;
		hall_put(hall, row_kind_idea, &row);
	}
	struct row_idea more = hall_idea(hall, 2);
	more.id.n = 900;
	hall_put(hall, row_kind_idea, &more);
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_options_too_many);
	assert_string_equal(hall->changes.detail, "500");
	hall_remove(hall, row_kind_idea, 900);
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_none);
	assert_int_equal(hall_ballot(hall, id).options.count, BALLOT_OPTIONS_MAX);
	hall_close(hall);
}

int decide_ballots(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[VOTE-1] a ballot says all that was said of it",
		      a_ballot_says_all_that_was_said),
		CLAIM("[VOTE-1] a ballot is plain and seen as its board is; a confidential one is "
		      "hidden",
		      what_is_left_out_is_usual),
		CLAIM("a ballot that does not fit together is not prepared",
		      what_does_not_fit_is_refused),
		CLAIM("[VOTE-1] only a prepared ballot is changed or removed",
		      only_a_prepared_one_is_changed),
		CLAIM("a ballot that is removed is put before nobody",
		      a_ballot_that_goes_is_looked_at_no_more),
		CLAIM("a session has 1,000 ballots at most", a_session_has_so_many_ballots),
		CLAIM("[VOTE-2] the ideas that fit become the options",
		      ideas_that_fit_become_options),
		CLAIM("[VOTE-2] options that were named stay, with their costs",
		      named_options_stay_as_they_are),
		CLAIM("[VOTE-2] [VOTE-3] opinions and a question of its own name no option",
		      some_ballots_name_no_option),
		CLAIM("what cannot be voted on is not opened",
		      what_cannot_be_voted_on_is_not_opened),
		CLAIM("[VOTE-2] a ballot has 500 options at most", a_ballot_has_so_many_options),
	};
	return cmocka_run_group_tests_name("ballots", tests, NULL, NULL);
}
