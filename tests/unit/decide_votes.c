/* The opinion vote and its ballot. */
#include "decide_hall.h"

static void vote_of(const struct hall *hall, uint32_t idea, uint32_t person, struct row_vote *vote)
{
	assert_true(hall_get(hall, row_kind_vote, ROW_KEY(1, idea, person), vote));
}

static void a_later_vote_replaces_the_earlier(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_vote vote;
	static const enum choice choices[] = {choice_agree, choice_disagree, choice_pass};
	hall_as(hall, hall_kai);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choices[i], {0}), err_none);
		assert_int_equal(hall->changes.count, 1);
		vote_of(hall, 2, hall_kai, &vote);
		assert_int_equal(vote.choice, choices[i]);
		assert_int_equal(vote.town.n, 1);
	}
	hall_close(hall);
}

static void the_same_vote_again_changes_nothing(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_kai);
	HALL_DO(hall, vote, {2}, {1}, choice_agree, {0});
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_agree, {0}), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_close(hall);
}

static void a_vote_stays_with_its_first_town(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_vote vote;
	struct row_person kai;
	hall_as(hall, hall_kai);
	HALL_DO(hall, vote, {2}, {1}, choice_agree, {0});
	kai = (struct row_person){
		.id = {hall_kai}, .name = TEXT_OF("Kai"), .town = {2}, .role = role_citizen};
	hall_put(hall, row_kind_person, &kai);
	hall_as(hall, hall_kai);
	HALL_DO(hall, vote, {2}, {1}, choice_disagree, {0});
	vote_of(hall, 2, hall_kai, &vote);
	assert_int_equal(vote.choice, choice_disagree);
	assert_int_equal(vote.town.n, 1);
	HALL_DO(hall, vote, {1}, {1}, choice_agree, {0});
	vote_of(hall, 1, hall_kai, &vote);
	assert_int_equal(vote.town.n, 2);
	hall_close(hall);
}

static void votes_need_an_open_ballot(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_ballot ballot;
	struct row_vote vote;
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, vote, {2}, {2}, choice_agree, {0}), err_ballot_not_open);
	HALL_DO(hall, vote, {2}, {1}, choice_agree, {0});
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_close, {1}), err_none);
	assert_true(hall_get(hall, row_kind_ballot, ROW_KEY(1), &ballot));
	assert_int_equal(ballot.state, ballot_state_closed);
	assert_int_equal(ballot.closed_ms, 1000000);
	assert_int_equal(ballot.opened_ms, 5);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_pass, {0}), err_ballot_not_open);
	vote_of(hall, 2, hall_kai, &vote);
	assert_int_equal(vote.choice, choice_agree);
	hall_close(hall);
}

static void ballots_open_and_close(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_ballot ballot;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_open, {1}), err_ballot_open_already);
	assert_int_equal(HALL_DO(hall, ballot_close, {2}), err_ballot_not_open);
	assert_int_equal(HALL_DO(hall, ballot_open, {2}), err_none);
	assert_true(hall_get(hall, row_kind_ballot, ROW_KEY(2), &ballot));
	assert_int_equal(ballot.state, ballot_state_open);
	assert_int_equal(ballot.opened_ms, 1000000);
	assert_int_equal(HALL_DO(hall, ballot_close, {2}), err_none);
	assert_int_equal(HALL_DO(hall, ballot_close, {2}), err_ballot_not_open);
	assert_int_equal(HALL_DO(hall, ballot_open, {2}), err_none);
	assert_true(hall_get(hall, row_kind_ballot, ROW_KEY(2), &ballot));
	assert_int_equal(ballot.closed_ms, 0);
	assert_text(ballot.title, "Then?");
	hall_close(hall);
}

int decide_votes(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a later vote replaces the earlier", a_later_vote_replaces_the_earlier),
		CLAIM("the same vote again changes nothing", the_same_vote_again_changes_nothing),
		CLAIM("a vote stays with the town it was first given for",
		      a_vote_stays_with_its_first_town),
		CLAIM("votes need an open ballot, and stay when it closes",
		      votes_need_an_open_ballot),
		CLAIM("ballots are opened and closed, again and again", ballots_open_and_close),
	};
	return cmocka_run_group_tests_name("votes", tests, NULL, NULL);
}
