/* Ballots as people see them: what is told while they run, to whom, and what comes of them. */
#include <stdlib.h>

#include "core_hall.h"
#include "tests/support/choices.h"

#define FEW 4u /* one less than a town's count needs to be shown */

/* Prepares and opens a ballot; its number. */
#define OPEN(hall, ...) open_ballot((hall), &(struct command_ballot_add){__VA_ARGS__})

static uint32_t open_ballot(struct hall *hall, const struct command_ballot_add *command)
{
	struct command_ballot_add add = *command;
	add.title = TEXT_OF("What?");
	uint32_t id = hall_done(hall, hall->mia, command_kind_ballot_add, &add);
	HALL_DO(hall, hall->mia, ballot_open, {id});
	return id;
}

static void close_ballot(struct hall *hall, uint32_t ballot)
{
	HALL_DO(hall, hall->mia, ballot_close, {ballot});
}

/* Yes or no to the ballot's own question. */
static uint32_t open_question(struct hall *hall, bool hidden, uint32_t board)
{
	return OPEN(hall, .method = ballot_method_yesno, .hidden = hidden, .board = {board});
}

static void answer(struct hall *hall, struct guest *guest, uint32_t ballot, uint64_t value)
{
	HALL_DO(hall, guest, cast, {ballot}, CHOICES({0, value}));
}

/* So many people of the town without a device, and Mia says yes for them. */
static void crowd_answers(struct hall *hall, uint32_t ballot, uint32_t town, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t person = HALL_DO(hall, hall->mia, person_add, TEXT_OF("Somebody"), {town},
					  TEXT_OF(""));
		HALL_DO(hall, hall->mia, cast, {ballot}, CHOICES({0, 1}), .person = {person});
	}
}

static bool sees_tally(const struct guest *guest, uint32_t ballot, uint32_t town)
{
	return guest_has(guest, row_kind_tally, ballot, 0, town);
}

static uint64_t total_agree(const struct guest *guest, uint32_t ballot, uint32_t option)
{
	struct row_total total;
	guest_get(guest, row_kind_total, ballot, option, 0, &total);
	return total.agree;
}

/* How many rows of the kind are about the ballot. */
static uint32_t count_of(const struct guest *guest, enum row_kind kind, uint32_t ballot)
{
	const struct row **rows;
	uint32_t all = replica_rows(guest->replica, kind, &rows), count = 0;
	for (uint32_t i = 0; i < all; i++)
		count += rows[i]->key[0] == ballot;
	free(rows);
	return count;
}

static void all_as_if_new(const struct hall *hall)
{
	hall_as_if_new(hall, hall->mia, TOKEN_OF("m"));
	hall_as_if_new(hall, hall->kai, TOKEN_OF("k"));
	hall_as_if_new(hall, hall->zoe, TOKEN_OF("z"));
}

/* ---- while it runs ---- */

static void counts_move_with_every_paper(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct guest *visitor = guest_visit(hall.desk, hall.code);
	uint32_t id = open_question(&hall, false, 0);
	struct row_total total;
	struct row_turnout turnout;
	answer(&hall, hall.kai, id, 1);
	assert_int_equal(total_agree(visitor, id, 0), 1);
	answer(&hall, hall.zoe, id, 2);
	answer(&hall, hall.mia, id, 3);
	guest_get(visitor, row_kind_total, id, 0, 0, &total);
	assert_int_equal(total.agree, 1);
	assert_int_equal(total.disagree, 1);
	assert_int_equal(total.pass, 1);
	assert_int_equal(total.answers, 3);
	guest_get(visitor, row_kind_turnout, id, 1, 0, &turnout);
	assert_int_equal(turnout.papers, 1);
	assert_int_equal(count_of(visitor, row_kind_turnout, id), 3);
	answer(&hall, hall.kai, id, 2);
	assert_int_equal(total_agree(visitor, id, 0), 0);
	HALL_DO(&hall, hall.kai, cast, {id}, NO_CHOICES, .withdraw = true);
	guest_get(visitor, row_kind_total, id, 0, 0, &total);
	assert_int_equal(total.answers, 2);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void who_has_voted_is_told_without_the_choice(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, true, 0);
	answer(&hall, hall.kai, id, 1);
	answer(&hall, hall.zoe, id, 2);
	assert_true(guest_has(hall.mia, row_kind_voted, id, KAI, 0));
	assert_true(guest_has(hall.mia, row_kind_voted, id, ZOE, 0));
	assert_false(guest_has(hall.mia, row_kind_voted, id, MIA, 0));
	assert_true(guest_has(hall.kai, row_kind_voted, id, KAI, 0));
	assert_false(guest_has(hall.kai, row_kind_voted, id, ZOE, 0));
	assert_true(guest_has(hall.kai, row_kind_paper, id, KAI, 0));
	assert_false(guest_has(hall.kai, row_kind_paper, id, ZOE, 0));
	assert_false(guest_has(hall.mia, row_kind_paper, id, KAI, 0));
	HALL_DO(&hall, hall.kai, cast, {id}, NO_CHOICES, .withdraw = true);
	struct row_voted voted;
	guest_get(hall.mia, row_kind_voted, id, KAI, 0, &voted);
	assert_true(voted.withdrawn);
	guest_get(hall.kai, row_kind_voted, id, KAI, 0, &voted);
	assert_true(voted.withdrawn);
	/* Others are not told by a removal either. */
	assert_null(replica_row(hall.zoe->replica, row_kind_voted,
				(const uint32_t[ROW_KEY_PARTS]){id, KAI}));
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void few_people_are_for_moderators_alone(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, false, 0);
	struct row_tally tally;
	crowd_answers(&hall, id, 1, FEW);
	assert_false(sees_tally(hall.kai, id, 1));
	guest_get(hall.mia, row_kind_tally, id, 0, 1, &tally);
	assert_int_equal(tally.audience, audience_moderators);
	assert_int_equal(tally.agree, FEW);
	answer(&hall, hall.kai, id, 2);
	guest_get(hall.kai, row_kind_tally, id, 0, 1, &tally);
	assert_int_equal(tally.agree, FEW);
	assert_int_equal(tally.disagree, 1);
	assert_int_equal(tally.answers, FEW + 1);
	HALL_DO(&hall, hall.kai, cast, {id}, NO_CHOICES, .withdraw = true);
	assert_false(sees_tally(hall.kai, id, 1));
	assert_true(sees_tally(hall.mia, id, 1));
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void nobody_can_subtract(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, false, 0);
	crowd_answers(&hall, id, 1, FEW + 2);
	assert_true(sees_tally(hall.kai, id, 1));
	for (uint32_t of_2 = 1; of_2 <= FEW; of_2++) {
		crowd_answers(&hall, id, 2, 1);
		assert_false(sees_tally(hall.kai, id, 1));
		assert_false(sees_tally(hall.kai, id, 2));
		assert_true(sees_tally(hall.mia, id, 1));
		assert_true(sees_tally(hall.mia, id, 2));
	}
	crowd_answers(&hall, id, 2, 1);
	assert_true(sees_tally(hall.kai, id, 1));
	assert_true(sees_tally(hall.kai, id, 2));
	/* Mia belongs to no town: she alone would be what is left. */
	answer(&hall, hall.mia, id, 1);
	assert_true(sees_tally(hall.kai, id, 1));
	assert_false(sees_tally(hall.kai, id, 2));
	assert_false(sees_tally(hall.kai, id, 0));
	assert_int_equal(total_agree(hall.kai, id, 0), 2 * FEW + 4);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void a_hidden_ballot_tells_nothing_before_its_end(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct guest *everyone[] = {hall.mia, hall.kai, hall.zoe};
	uint32_t id = open_question(&hall, true, 0);
	crowd_answers(&hall, id, 1, FEW + 1);
	answer(&hall, hall.zoe, id, 2);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(count_of(everyone[i], row_kind_total, id), 0);
		assert_int_equal(count_of(everyone[i], row_kind_tally, id), 0);
		assert_int_equal(count_of(everyone[i], row_kind_result, id), 0);
		assert_int_equal(count_of(everyone[i], row_kind_turnout, id), 2);
	}
	all_as_if_new(&hall);
	close_ballot(&hall, id);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(total_agree(everyone[i], id, 0), FEW + 1);
		assert_int_equal(count_of(everyone[i], row_kind_result, id), 1);
	}
	assert_true(sees_tally(hall.mia, id, 2));
	assert_false(sees_tally(hall.kai, id, 1));
	assert_false(sees_tally(hall.kai, id, 2));
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

/* ---- the end, and another beginning ---- */

static void results_come_and_go_with_the_closing(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, false, 0);
	struct row_result result;
	answer(&hall, hall.kai, id, 1);
	close_ballot(&hall, id);
	guest_get(hall.zoe, row_kind_result, id, 0, 0, &result);
	assert_int_equal(result.agree, 1);
	assert_int_equal(result.decision_people, decision_carried);
	assert_int_equal(total_agree(hall.zoe, id, 0), 1);
	HALL_DO(&hall, hall.mia, ballot_open, {id});
	assert_false(guest_has(hall.zoe, row_kind_result, id, 0, 0));
	assert_int_equal(total_agree(hall.zoe, id, 0), 1);
	answer(&hall, hall.zoe, id, 2);
	close_ballot(&hall, id);
	guest_get(hall.zoe, row_kind_result, id, 0, 0, &result);
	assert_int_equal(result.disagree, 1);
	assert_int_equal(result.decision_people, decision_lost);
	assert_int_equal(hall_undo(&hall, hall.mia), command_kind_ballot_close);
	assert_false(guest_has(hall.zoe, row_kind_result, id, 0, 0));
	answer(&hall, hall.kai, id, 2);
	assert_int_equal(total_agree(hall.mia, id, 0), 0);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

/* Two commands that wait for the disk are decided together. */
static void a_paper_right_before_the_closing_counts(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, true, 0);
	uint32_t idea = hall_idea(&hall, hall.kai, 1, "Trees");
	struct row_result result;
	hall.desk->hold_disk = true;
	GUEST_DO(hall.mia, 301, topic_add, TEXT_OF("First"));
	desk_run(hall.desk);
	GUEST_DO(hall.kai, 302, cast, {id}, CHOICES({0, 1}));
	GUEST_DO(hall.kai, 303, vote, {idea}, {1}, choice_agree);
	GUEST_DO(hall.mia, 304, ballot_close, {id});
	GUEST_DO(hall.mia, 305, ballot_close, {1});
	GUEST_DO(hall.zoe, 306, cast, {id}, CHOICES({0, 1}));
	GUEST_DO(hall.zoe, 307, vote, {idea}, {1}, choice_agree);
	desk_run(hall.desk);
	hall.desk->hold_disk = false;
	desk_run(hall.desk);
	assert_done(hall.mia, 305);
	assert_refused(hall.zoe, 306, err_ballot_not_open);
	assert_refused(hall.zoe, 307, err_ballot_not_open);
	guest_get(hall.mia, row_kind_result, id, 0, 0, &result);
	assert_int_equal(result.agree, 1);
	guest_get(hall.mia, row_kind_result, 1, idea, 0, &result);
	assert_int_equal(result.agree, 1);
	desk_close(hall.desk);
}

/* Counts show a vote only when it is durable: an undo of the same batch must not pass it. */
static void a_paper_right_before_the_undo_keeps_it_open(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t idea = hall_idea(&hall, hall.kai, 1, "Trees");
	uint32_t id = open_question(&hall, false, 0);
	hall.desk->hold_disk = true;
	GUEST_DO(hall.zoe, 301, vote, {idea}, {1}, choice_agree);
	desk_run(hall.desk);
	GUEST_DO(hall.kai, 302, cast, {id}, CHOICES({0, 1}));
	GUEST_DO(hall.mia, 303, undo, );
	GUEST_DO(hall.zoe, 304, cast, {id}, CHOICES({0, 1}));
	desk_run(hall.desk);
	hall.desk->hold_disk = false;
	desk_run(hall.desk);
	assert_done(hall.kai, 302);
	assert_refused(hall.mia, 303, err_built_on);
	assert_done(hall.zoe, 304);
	assert_int_equal(total_agree(hall.mia, id, 0), 2);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void all_is_the_same_after_a_restart(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t ballots[] = {open_question(&hall, false, 0), open_question(&hall, true, 0),
			      open_question(&hall, false, 2)};
	uint64_t digests[2];
	for (size_t i = 0; i < 3; i++) {
		crowd_answers(&hall, ballots[i], 1, FEW + 2);
		if (ballots[i] != ballots[2])
			crowd_answers(&hall, ballots[i], 2, 1 + (uint32_t)i);
	}
	answer(&hall, hall.kai, ballots[0], 2);
	HALL_DO(&hall, hall.kai, cast, {ballots[0]}, NO_CHOICES, .withdraw = true);
	close_ballot(&hall, ballots[2]);
	digests[0] = replica_digest(hall.mia->replica, false);
	digests[1] = replica_digest(hall.kai->replica, false);
	desk_restart(hall.desk);
	struct guest *mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	struct guest *kai = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	assert_true(replica_digest(mia->replica, false) == digests[0]);
	assert_true(replica_digest(kai->replica, false) == digests[1]);
	desk_close(hall.desk);
}

/* ---- who sees it ---- */

static void a_members_ballot_is_seen_by_members(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, false, 3); /* Bedorf's */
	static const enum row_kind kinds[] = {row_kind_total, row_kind_turnout, row_kind_tally,
					      row_kind_result};
	crowd_answers(&hall, id, 2, FEW + 1);
	answer(&hall, hall.zoe, id, 1);
	HALL_REFUSED(&hall, hall.kai, err_not_found, cast, {id}, CHOICES({0, 1}));
	close_ballot(&hall, id);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		assert_int_equal(count_of(hall.zoe, kinds[i], id), 1);
		assert_int_equal(count_of(hall.mia, kinds[i], id), 1);
		assert_int_equal(count_of(hall.kai, kinds[i], id), 0);
	}
	assert_true(guest_has(hall.zoe, row_kind_ballot, id, 0, 0));
	assert_false(guest_has(hall.kai, row_kind_ballot, id, 0, 0));
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

static void named_papers_are_shown(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct guest *visitor = guest_visit(hall.desk, hall.code);
	uint32_t live = OPEN(&hall, .method = ballot_method_yesno, .secrecy = secrecy_named);
	uint32_t hidden = OPEN(&hall, .method = ballot_method_yesno, .secrecy = secrecy_named,
			       .hidden = true);
	struct row_paper paper;
	struct row_author author;
	answer(&hall, hall.kai, live, 2);
	guest_get(visitor, row_kind_paper, live, KAI, 0, &paper);
	assert_int_equal(pairs_get(paper.choices, 0).number, 2);
	guest_get(visitor, row_kind_author, KAI, 0, 0, &author);
	assert_int_equal(author.town.n, 1);
	answer(&hall, hall.kai, hidden, 1);
	answer(&hall, hall.zoe, hidden, 1);
	assert_int_equal(count_of(visitor, row_kind_paper, hidden), 0);
	assert_int_equal(count_of(hall.mia, row_kind_paper, hidden), 0);
	assert_int_equal(count_of(hall.zoe, row_kind_paper, hidden), 1);
	close_ballot(&hall, hidden);
	assert_int_equal(count_of(visitor, row_kind_paper, hidden), 2);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

/* Plain means: moderators' exports can tell. */
static void an_export_tells_plain_choices(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = open_question(&hall, false, 0);
	answer(&hall, hall.kai, id, 1);
	struct guest *export = guest_connect(hall.desk, 0);
	struct frame_hello hello = guest_hello_again(export, hall.session, TOKEN_OF("m"));
	hello.watch = false;
	guest_say_hello(export, &hello);
	desk_run(hall.desk);
	guest_read(export, 1, 0);
	desk_run(hall.desk);
	assert_int_equal(export->page_rows[row_kind_paper], 1);
	assert_int_equal(export->page_rows[row_kind_total], 0);
	desk_close(hall.desk);
}

/* ---- opinions follow their ideas ---- */

static void opinions_follow_their_idea(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t idea = hall_idea(&hall, hall.zoe, 1, "Trees");
	HALL_DO(&hall, hall.kai, vote, {idea}, {1}, choice_agree);
	HALL_DO(&hall, hall.zoe, vote, {idea}, {1}, choice_agree);
	assert_int_equal(total_agree(hall.kai, 1, idea), 2);
	HALL_DO(&hall, hall.mia, idea_hide, {idea}, TEXT_OF("Rude"));
	assert_false(guest_has(hall.kai, row_kind_total, 1, idea, 0));
	assert_int_equal(total_agree(hall.zoe, 1, idea), 2);
	assert_int_equal(total_agree(hall.mia, 1, idea), 2);
	HALL_DO(&hall, hall.mia, idea_show, {idea});
	assert_int_equal(total_agree(hall.kai, 1, idea), 2);
	HALL_DO(&hall, hall.mia, idea_move, {idea}, {3}, {0});
	assert_false(guest_has(hall.kai, row_kind_total, 1, idea, 0));
	assert_int_equal(total_agree(hall.zoe, 1, idea), 2);
	HALL_DO(&hall, hall.mia, idea_remove, {idea});
	assert_false(guest_has(hall.mia, row_kind_total, 1, idea, 0));
	assert_false(guest_has(hall.mia, row_kind_tally, 1, idea, 1));
	assert_int_equal(hall_undo(&hall, hall.mia), command_kind_idea_remove);
	assert_int_equal(total_agree(hall.mia, 1, idea), 2);
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

/* Papers name their options: what becomes of the idea does not change the count. */
static void an_option_stays_whatever_becomes_of_its_idea(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t idea = hall_idea(&hall, hall.zoe, 1, "Trees");
	uint32_t id = OPEN(&hall, .method = ballot_method_approval, .options = CHOICES({idea, 0}));
	HALL_DO(&hall, hall.kai, cast, {id}, CHOICES({idea, 1}));
	HALL_DO(&hall, hall.mia, idea_hide, {idea}, TEXT_OF("Rude"));
	assert_int_equal(total_agree(hall.kai, id, idea), 1);
	HALL_DO(&hall, hall.mia, idea_move, {idea}, {3}, {0});
	assert_int_equal(total_agree(hall.kai, id, idea), 1);
	close_ballot(&hall, id);
	assert_true(guest_has(hall.kai, row_kind_result, id, idea, 0));
	all_as_if_new(&hall);
	desk_close(hall.desk);
}

int core_ballots(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[VOTE-8] totals and turnout move with every paper",
		      counts_move_with_every_paper),
		CLAIM("[VOTE-8] who has voted is told to moderators, without the choice",
		      who_has_voted_is_told_without_the_choice),
		CLAIM("[VOTE-9] a tally of few people is for moderators alone",
		      few_people_are_for_moderators_alone),
		CLAIM("[VOTE-9] where few are left, another town is held back with them",
		      nobody_can_subtract),
		CLAIM("[VOTE-8] a hidden ballot tells nobody anything before its closing",
		      a_hidden_ballot_tells_nothing_before_its_end),
		CLAIM("[VOTE-11] [VOTE-16] results come with the closing and go with the opening",
		      results_come_and_go_with_the_closing),
		CLAIM("[VOTE-11] a vote of the same batch as the closing counts",
		      a_paper_right_before_the_closing_counts),
		CLAIM("[CMD-11] an opening stays if a vote of the same batch stands on it",
		      a_paper_right_before_the_undo_keeps_it_open),
		CLAIM("what is counted is the same after a restart",
		      all_is_the_same_after_a_restart),
		CLAIM("[VOTE-1] a members' board's ballot is seen by members and moderators",
		      a_members_ballot_is_seen_by_members),
		CLAIM("[VOTE-17] named papers are for everybody, hidden ones from the closing on",
		      named_papers_are_shown),
		CLAIM("[VOTE-17] moderators' exports tell plain choices",
		      an_export_tells_plain_choices),
		CLAIM("opinions are seen by who sees the idea, and go with it",
		      opinions_follow_their_idea),
		CLAIM("[VOTE-2] an option stays, whatever becomes of its idea",
		      an_option_stays_whatever_becomes_of_its_idea),
	};
	return cmocka_run_group_tests_name("ballots", tests, NULL, NULL);
}
