/* Ballots: closed with their results, opened again, repeated; and ideas that are on one. */
#include <string.h>

#include "decide_good.h"
#include "decide_poll.h"
#include "decide_urn.h"

/* ---- closing, and opening again ---- */

static void a_closed_ballot_has_its_results(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .method = ballot_method_approval, .board = {1}, .places = 1,
			      .options = CHOICES({1, 0}, {2, 0}));
	poll_open(hall, id);
	assert_int_equal(poll_cast(hall, hall_kai, id, CHOICES({1, 1}, {2, 1})), err_none);
	assert_int_equal(poll_cast(hall, hall_zoe, id, CHOICES({1, 1})), err_none);
	assert_int_equal(poll_cast(hall, hall_lea, id, NO_CHOICES), err_none);
	hall->view.now_ms += 5000;
	poll_close(hall, id);
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(ballot.state, ballot_state_closed);
	assert_int_equal(ballot.closed_ms, 1005000);
	assert_int_equal(ballot.papers, 3);
	assert_int_equal(ballot.towns, 2);
	/* Mia, Kai, Zoe, Frau K., Max, Sam, Lea; neither Olga, who observes, nor Left and Out. */
	assert_int_equal(ballot.eligible, 7);
	struct row_result first = hall_find_result(hall, ROW_KEY(id, 1));
	struct row_result second = hall_find_result(hall, ROW_KEY(id, 2));
	assert_int_equal(first.agree, 2);
	assert_int_equal(first.answers, 3);
	assert_int_equal(first.score_people, 666666667);
	assert_int_equal(first.rank_people, 1);
	assert_int_equal(first.decision_people, decision_carried);
	assert_int_equal(first.board.n, 1);
	assert_int_equal(first.author.n, hall_kai);
	assert_int_equal(first.audience, audience_everyone);
	assert_int_equal(second.agree, 1);
	assert_int_equal(second.decision_people, decision_lost);
	assert_int_equal(hall_changed(hall, row_kind_result), 2);
	hall_close(hall);
}

static void opinions_are_counted_where_they_are_seen(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	static const uint32_t voters[] = {hall_kai, hall_zoe, hall_lea};
	for (size_t i = 0; i < 3; i++) {
		hall_as(hall, voters[i]);
		assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree), err_none);
		assert_int_equal(HALL_DO(hall, vote, {2}, {1}, 1 + (enum choice)i), err_none);
	}
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, vote, {3}, {1}, choice_agree), err_none); /* hidden */
	assert_int_equal(HALL_DO(hall, vote, {4}, {1}, choice_agree), err_none); /* Bedorf's */
	poll_close(hall, 1);
	assert_int_equal(hall_ballot(hall, 1).papers, 3);
	assert_int_equal(hall_changed(hall, row_kind_result), 2);
	assert_int_equal(hall_find_result(hall, ROW_KEY(1, 1)).agree, 3);
	struct row_result second = hall_find_result(hall, ROW_KEY(1, 2));
	assert_int_equal(second.agree, 1);
	assert_int_equal(second.disagree, 1);
	assert_int_equal(second.pass, 1);
	hall_close(hall);
}

static void what_was_live_is_opened_again(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .method = ballot_method_budget, .budget = 5,
			      .options = CHOICES({1, 3}, {2, 4}));
	poll_open(hall, id);
	assert_int_equal(poll_cast(hall, hall_kai, id, CHOICES({1, 1})), err_none);
	poll_close(hall, id);
	assert_true(hall_changed(hall, row_kind_outcome) > 1);
	struct row_outcome greedy =
		hall_find_outcome(hall, ROW_KEY(id, rule_people, budget_rule_greedy));
	assert_int_equal(greedy.winners.count, 1);
	assert_int_equal(ids_get(greedy.winners, 0), 1);
	assert_int_equal(greedy.cost, 3);
	poll_open(hall, id);
	assert_false(hall_has(hall, row_kind_result, ROW_KEY(id, 1)));
	assert_false(hall_has(hall, row_kind_result, ROW_KEY(id, 2)));
	for (uint32_t rule = rule_people; rule <= rule_every_town; rule++)
		for (uint32_t of = budget_rule_greedy; of <= budget_rule_add1_votes; of++)
			assert_false(hall_has(hall, row_kind_outcome, ROW_KEY(id, rule, of)));
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(ballot.closed_ms + ballot.papers + ballot.eligible + ballot.towns, 0);
	assert_int_equal(poll_cast(hall, hall_zoe, id, CHOICES({1, 1}, {2, 1})), err_none);
	poll_close(hall, id);
	assert_int_equal(hall_find_result(hall, ROW_KEY(id, 1)).agree, 2);
	hall_close(hall);
}

static void what_was_hidden_is_final(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .method = ballot_method_yesno, .hidden = true);
	poll_open(hall, id);
	poll_close(hall, id);
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_ballot_final);
	assert_int_equal(HALL_DO(hall, ballot_close, {id}), err_ballot_not_open);
	hall_close(hall);
}

static void a_void_one_is_done_with(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_ballot ballot = hall_ballot(hall, hall_closed);
	ballot.state = ballot_state_void;
	hall_put(hall, row_kind_ballot, &ballot);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_open, {hall_closed}), err_ballot_is_void);
	assert_int_equal(HALL_DO(hall, ballot_close, {hall_closed}), err_ballot_is_void);
	assert_int_equal(poll_cast(hall, hall_kai, hall_closed, NO_CHOICES), err_ballot_is_void);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {hall_closed}), err_none);
	hall_close(hall);
}

/* ---- another round ---- */

static void another_round_asks_the_same(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .title = TEXT_OF("Round"), .method = ballot_method_resistance,
			      .hidden = true, .phase = {1}, .options = CHOICES({1, 0}, {2, 0}),
			      .roles = 1u << role_citizen, .places = 1, .rule = rule_every_town);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {id}), err_ballot_prepared);
	poll_open(hall, id);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {id}), err_ballot_open_already);
	poll_close(hall, id);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {id}), err_none);
	struct row_ballot second = hall_ballot(hall, hall->changes.result);
	assert_int_equal(second.id.n, id + 1);
	assert_int_equal(second.previous.n, id);
	assert_int_equal(second.round, 2);
	assert_int_equal(second.phase.n, 0);
	assert_int_equal(second.state, ballot_state_prepared);
	assert_int_equal(second.opened_ms + second.closed_ms + second.papers + second.eligible, 0);
	assert_text(second.title, "Round");
	assert_int_equal(second.options.count, 2);
	assert_int_equal(second.roles, 1u << role_citizen);
	assert_int_equal(second.rule, rule_every_town);
	assert_true(second.hidden);
	poll_open(hall, second.id.n);
	poll_close(hall, second.id.n);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {second.id.n}), err_none);
	assert_int_equal(hall_ballot(hall, hall->changes.result).round, 3);
	hall_close(hall);
}

/* What was written or amended since is asked about; what a moderator chose by hand is kept. */
static void another_round_gathers_what_was_gathered(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t named = PREPARE(hall, .title = TEXT_OF("Named"), .method = ballot_method_approval,
				 .board = {hall_plenary}, .options = CHOICES({1, 0}));
	uint32_t gathered = PREPARE(hall, .title = TEXT_OF("Gathered"),
				    .method = ballot_method_approval, .board = {hall_plenary});
	poll_open(hall, named);
	poll_open(hall, gathered);
	poll_close(hall, named);
	poll_close(hall, gathered);
	uint32_t count = hall_ballot(hall, gathered).options.count;
	assert_true(count > 1);
	hall_as(hall, hall_mia);
	assert_int_equal(
		HALL_DO(hall, idea_add, {hall_plenary}, {0}, TEXT_OF(""), TEXT_OF("Amended"), {0}),
		err_none);
	assert_int_equal(HALL_DO(hall, ballot_repeat, {named}), err_none);
	uint32_t again = hall->changes.result;
	assert_int_equal(HALL_DO(hall, ballot_repeat, {gathered}), err_none);
	uint32_t anew = hall->changes.result;
	poll_open(hall, again);
	poll_open(hall, anew);
	assert_int_equal(hall_ballot(hall, again).options.count, 1);
	assert_int_equal(hall_ballot(hall, anew).options.count, count + 1);
	hall_close(hall);
}

/* ---- ideas that are put to the vote ---- */

static void what_is_put_to_the_vote_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = PREPARE(hall, .title = TEXT_OF("Roads?"), .method = ballot_method_approval,
			      .options = CHOICES({1, 0}, {2, 0}));
	poll_open(hall, id);
	assert_int_equal(HALL_DO(hall, idea_merge, {1}, {2}), err_on_ballot);
	assert_string_equal(hall->changes.detail, "Roads?");
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_on_ballot);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Mended")),
			 err_none);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Other")),
			 err_on_ballot);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_on_ballot);
	poll_close(hall, id);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_on_ballot);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {1}, TEXT_OF(""), TEXT_OF("Other")),
			 err_on_ballot);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_merge, {1}, {2}), err_none);
	hall_close(hall);
}

int decide_rounds(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[VOTE-11] a closed ballot has its results", a_closed_ballot_has_its_results),
		CLAIM("[VOTE-11] opinions of what everybody sees have results",
		      opinions_are_counted_where_they_are_seen),
		CLAIM("[VOTE-16] what was seen all along is opened again, without its results",
		      what_was_live_is_opened_again),
		CLAIM("[VOTE-16] what was hidden is closed for good", what_was_hidden_is_final),
		CLAIM("[VOTE-21] a void ballot is neither opened, closed nor voted in; it is "
		      "repeated",
		      a_void_one_is_done_with),
		CLAIM("[VOTE-16] another round asks the same", another_round_asks_the_same),
		CLAIM("[VOTE-16] another round gathers anew what was gathered, and keeps what was "
		      "named",
		      another_round_gathers_what_was_gathered),
		CLAIM("[VOTE-22] what is put to the vote is not merged, removed or rewritten",
		      what_is_put_to_the_vote_stays),
	};
	return cmocka_run_group_tests_name("ballots", tests, NULL, NULL);
}
