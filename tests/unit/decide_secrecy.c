/* Who learns what somebody chose: papers named, plain and confidential, and what is published. */
#include <string.h>

#include "decide_good.h"
#include "decide_urn.h"
#include "server/decide/audience.h"
#include "server/voting/voting.h"

#define CHECK_OF(digit) ((struct bytes){(const uint8_t *)(digit "1234567"), CHECK_BYTES})

#define OPEN(hall, ...) open_ballot((hall), &(struct command_ballot_add){__VA_ARGS__})

static uint32_t open_ballot(struct hall *hall, const struct command_ballot_add *command)
{
	struct command_ballot_add add = *command;
	hall_as(hall, hall_mia);
	add.title = TEXT_OF("What?");
	assert_int_equal(hall_decide(hall, command_kind_ballot_add, &add), err_none);
	uint32_t id = hall->changes.result;
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_none);
	return id;
}

static void close_ballot(struct hall *hall, uint32_t ballot)
{
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_close, {ballot}), err_none);
}

static void cast_as(struct hall *hall, uint32_t person, uint32_t ballot, struct pairs choices,
		    struct bytes check)
{
	hall_as(hall, person);
	enum err err = HALL_DO(hall, cast, {ballot}, choices, check);
	if (err)
		fail_msg("casting: %s (%s)", err_name(err), hall->changes.detail);
}

#define NO_CHECK ((struct bytes){0})

static bool is_seen_by(struct hall *hall, enum row_kind kind, const uint32_t *key, uint32_t person)
{
	union any_row row;
	assert_true(hall_get(hall, kind, key, &row));
	hall_as(hall, person);
	struct audience_lists lists = audience_of(kind, &row);
	struct audience_lists reader = audience_of_actor(&hall->view, &hall->view.actor);
	return audience_meets(&lists, &reader);
}

/* ---- named and plain ---- */

static void a_plain_paper_is_its_owners(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	cast_as(hall, hall_zoe, hall_question, CHOICES({0, 1}), NO_CHECK);
	const uint32_t *key = ROW_KEY(hall_question, hall_zoe);
	close_ballot(hall, hall_question);
	assert_true(is_seen_by(hall, row_kind_paper, key, hall_zoe));
	assert_false(is_seen_by(hall, row_kind_paper, key, hall_kai));
	assert_false(is_seen_by(hall, row_kind_paper, key, hall_mia));
	assert_false(hall_person(hall, hall_zoe).contributed);
	hall_close(hall);
}

static void a_named_paper_is_everybodys(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .secrecy = secrecy_named);
	cast_as(hall, hall_zoe, id, CHOICES({0, 1}), NO_CHECK);
	assert_true(is_seen_by(hall, row_kind_paper, ROW_KEY(id, hall_zoe), hall_kai));
	assert_true(hall_person(hall, hall_zoe).contributed);
	uint32_t bedorfs = OPEN(hall, .method = ballot_method_yesno, .secrecy = secrecy_named,
				.board = {hall_bedorf});
	cast_as(hall, hall_zoe, bedorfs, CHOICES({0, 1}), NO_CHECK);
	const uint32_t *key = ROW_KEY(bedorfs, hall_zoe);
	assert_true(is_seen_by(hall, row_kind_paper, key, hall_lea));
	assert_true(is_seen_by(hall, row_kind_paper, key, hall_mia));
	assert_false(is_seen_by(hall, row_kind_paper, key, hall_kai));
	hall_close(hall);
}

static void hidden_names_are_shown_all_at_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id =
		OPEN(hall, .method = ballot_method_yesno, .secrecy = secrecy_named, .hidden = true);
	cast_as(hall, hall_zoe, id, CHOICES({0, 1}), NO_CHECK);
	cast_as(hall, hall_lea, id, CHOICES({0, 2}), NO_CHECK);
	cast_as(hall, hall_max, id, CHOICES({0, 2}), NO_CHECK);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, cast, {id}, NO_CHOICES, .withdraw = true), err_none);
	assert_false(is_seen_by(hall, row_kind_paper, ROW_KEY(id, hall_zoe), hall_kai));
	close_ballot(hall, id);
	assert_true(is_seen_by(hall, row_kind_paper, ROW_KEY(id, hall_zoe), hall_kai));
	assert_true(is_seen_by(hall, row_kind_paper, ROW_KEY(id, hall_lea), hall_kai));
	assert_false(is_seen_by(hall, row_kind_paper, ROW_KEY(id, hall_max), hall_kai));
	hall_close(hall);
}

/* A slip's person is made and named by one and the same paper. */
static void a_slip_votes_by_name(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = OPEN(hall, .method = ballot_method_yesno, .secrecy = secrecy_named);
	assert_int_equal(HALL_DO(hall, slips_add, {1}, 1), err_none);
	assert_int_equal(HALL_DO(hall, cast, {id}, CHOICES({0, 1}), .slip = 1), err_none);
	assert_true(hall_person(hall, hall_slip(hall, 1).person.n).contributed);
	hall_close(hall);
}

/* ---- confidential ---- */

static uint32_t open_confidential(struct hall *hall)
{
	return OPEN(hall, .method = ballot_method_resistance, .secrecy = secrecy_confidential,
		    .options = CHOICES({6, 0}, {1, 0}));
}

static void the_key_is_there_as_long_as_it_is_needed(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	assert_int_equal(hall->changes.key_made, id);
	assert_int_equal(hall->changes.key_dropped, 0);
	assert_true(urn_has_key(hall, id));
	cast_as(hall, hall_kai, id, CHOICES({1, 3}), CHECK_OF("a"));
	assert_int_equal(hall->changes.key_made + hall->changes.key_dropped, 0);
	close_ballot(hall, id);
	assert_int_equal(hall->changes.key_dropped, id);
	assert_int_equal(HALL_DO(hall, ballot_open, {id}), err_ballot_final);
	assert_int_equal(hall->changes.key_made, 0);
	OPEN(hall, .method = ballot_method_yesno, .hidden = true);
	assert_int_equal(hall->changes.key_made, 0);
	hall_close(hall);
}

static void a_sealed_paper_tells_nothing(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	const uint32_t *key = ROW_KEY(id, hall_kai);
	cast_as(hall, hall_kai, id, CHOICES({1, 3}), CHECK_OF("a"));
	struct row_paper paper = hall_find_paper(hall, key);
	uint32_t size = paper.sealed.size;
	assert_int_equal(paper.choices.count, 0);
	assert_int_equal(size, SEAL_NONCE_BYTES + CHECK_BYTES + 2 * 3 + SEAL_TAG_BYTES);
	assert_false(is_seen_by(hall, row_kind_paper, key, hall_mia));
	for (uint32_t i = 0; i + 4 <= size; i++)
		assert_memory_not_equal(paper.sealed.at + i, CHECK_OF("a").at, 4);
	cast_as(hall, hall_zoe, id, CHOICES({0, 10}, {1, 0}, {6, 9}), CHECK_OF("b"));
	assert_int_equal(hall_find_paper(hall, ROW_KEY(id, hall_zoe)).sealed.size, size);
	cast_as(hall, hall_lea, id, NO_CHOICES, CHECK_OF("c"));
	assert_int_equal(hall_find_paper(hall, ROW_KEY(id, hall_lea)).sealed.size, size);
	hall_close(hall);
}

static void a_paper_needs_its_check_number(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, cast, {id}, CHOICES({1, 3})), err_check_missing);
	assert_int_equal(
		HALL_DO(hall, cast, {id}, CHOICES({1, 3}), {CHECK_OF("a").at, CHECK_BYTES - 1}),
		err_check_missing);
	assert_int_equal(HALL_DO(hall, cast, {id}, CHOICES({1, 11}), CHECK_OF("a")),
			 err_value_wrong);
	assert_int_equal(HALL_DO(hall, cast, {id}, NO_CHOICES, .withdraw = true), err_none);
	hall_close(hall);
}

static void without_its_key_a_ballot_takes_nothing(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	hall->keys = 0;
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, cast, {id}, CHOICES({1, 3}), CHECK_OF("a")), err_not_stored);
	hall_close(hall);
}

/* ---- what is published ---- */

/* Person 20 + n votes with the check number n and resistance n % 11 to idea 1. */
static void crowd_votes(struct hall *hall, uint32_t ballot, uint32_t first, uint32_t count,
			uint32_t town)
{
	for (uint32_t i = first; i < first + count; i++) {
		uint8_t check[CHECK_BYTES] = {(uint8_t)i};
		hall_put_person(hall, 20 + i, TEXT_OF("X"), town, role_citizen);
		cast_as(hall, 20 + i, ballot, CHOICES({1, i % 11}),
			(struct bytes){check, CHECK_BYTES});
	}
}

static void choices_come_out_as_they_went_in(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	const struct pair in[] = {{0, 10}, {6, 9}, {1, 0}};
	struct pairs choices = CHOICES({0, 10}, {6, 9}, {1, 0});
	uint32_t id = open_confidential(hall);
	cast_as(hall, hall_kai, id, choices, CHECK_OF("a"));
	close_ballot(hall, id);
	struct row_published paper = hall_find_published(hall, ROW_KEY(id, 1));
	assert_int_equal(paper.choices.count, 3);
	for (size_t i = 0; i < 3; i++) {
		struct pair out;
		assert_true(pairs_find(paper.choices, in[i].id, &out));
		assert_int_equal(out.number, in[i].number);
	}
	hall_close(hall);
}

/* Counts the published papers of each town, and that each check number is there once, with what its
 * owner chose. */
static uint32_t read_published(struct hall *hall, uint32_t ballot, uint32_t towns[4],
			       bool *in_order)
{
	uint64_t seen = 0;
	uint32_t number = 0, last = 0;
	struct row_published row;
	memset(towns, 0, 4 * sizeof towns[0]);
	*in_order = true;
	while (hall_get(hall, row_kind_published, ROW_KEY(ballot, number + 1), &row)) {
		uint8_t check = row.check.at[0];
		number++;
		assert_int_equal(row.check.size, CHECK_BYTES);
		assert_false(seen >> check & 1);
		seen |= UINT64_C(1) << check;
		assert_int_equal(row.choices.count, 1);
		assert_int_equal(pairs_get(row.choices, 0).id, 1);
		assert_int_equal(pairs_get(row.choices, 0).number, check % 11);
		assert_int_equal(row.audience, audience_everyone);
		towns[row.town.n]++;
		*in_order = *in_order && check >= last;
		last = check;
	}
	return number;
}

static void papers_are_published_shuffled(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall), towns[4];
	bool in_order;
	crowd_votes(hall, id, 1, 6, 1);
	crowd_votes(hall, id, 7, 7, 2);
	hall_as(hall, 21);
	assert_int_equal(HALL_DO(hall, cast, {id}, NO_CHOICES, .withdraw = true), err_none);
	close_ballot(hall, id);
	assert_int_equal(read_published(hall, id, towns, &in_order), 12);
	assert_int_equal(towns[1], 5);
	assert_int_equal(towns[2], 7);
	assert_false(in_order);
	struct row_ballot ballot = hall_ballot(hall, id);
	assert_int_equal(ballot.papers, 12);
	assert_int_equal(ballot.towns, 2);
	assert_int_equal(hall_find_result(hall, ROW_KEY(id, 1)).answers, 12);
	assert_int_equal(hall_find_result(hall, ROW_KEY(id, 0)).answers, 0);
	hall_close(hall);
}

static void other_randomness_is_another_order(void **state)
{
	(void)state;
	uint8_t orders[2][12];
	for (uint8_t round = 0; round < 2; round++) {
		struct hall *hall = hall_open_furnished();
		uint32_t id = open_confidential(hall);
		crowd_votes(hall, id, 1, 12, 1);
		hall->view.random[3] ^= round;
		close_ballot(hall, id);
		for (uint32_t i = 0; i < 12; i++)
			orders[round][i] =
				hall_find_published(hall, ROW_KEY(id, i + 1)).check.at[0];
		hall_close(hall);
	}
	assert_memory_not_equal(orders[0], orders[1], 12);
}

static void small_towns_are_not_told(void **state)
{
	(void)state;
	static const struct {
		uint32_t of_1, of_2, of_none, shown_1, shown_2;
	} cases[] = {
		{5, 5, 0, 5, 5}, {5, 4, 0, 0, 0}, {4, 4, 0, 0, 0},
		{9, 3, 3, 9, 0}, {1, 0, 0, 0, 0}, {6, 9, 1, 0, 9},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		uint32_t id = open_confidential(hall), towns[4];
		bool in_order;
		crowd_votes(hall, id, 1, cases[i].of_1, 1);
		crowd_votes(hall, id, 1 + cases[i].of_1, cases[i].of_2, 2);
		crowd_votes(hall, id, 1 + cases[i].of_1 + cases[i].of_2, cases[i].of_none, 0);
		close_ballot(hall, id);
		uint32_t all = cases[i].of_1 + cases[i].of_2 + cases[i].of_none;
		assert_int_equal(read_published(hall, id, towns, &in_order), all);
		assert_int_equal(towns[1], cases[i].shown_1);
		assert_int_equal(towns[2], cases[i].shown_2);
		assert_int_equal(towns[0], all - cases[i].shown_1 - cases[i].shown_2);
		/* Without one of them, towns decide nothing. */
		bool all_shown = (cases[i].of_1 == 0 || cases[i].shown_1) &&
				 (cases[i].of_2 == 0 || cases[i].shown_2);
		assert_int_equal(hall_ballot(hall, id).towns, all_shown ? 2 : 0);
		assert_int_equal(hall_find_result(hall, ROW_KEY(id, 1)).answers, all);
		hall_close(hall);
	}
}

/* What stands in the database under another name, or was changed there, is no paper. */
static void a_paper_that_was_moved_does_not_count(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall), towns[4];
	bool in_order;
	crowd_votes(hall, id, 1, 3, 1);
	struct row_paper paper = hall_find_paper(hall, ROW_KEY(id, 21));
	paper.person.n = 22;
	hall_put(hall, row_kind_paper, &paper);
	uint8_t spoiled[SEALED_BYTES_MAX];
	paper = hall_find_paper(hall, ROW_KEY(id, 23));
	memcpy(spoiled, paper.sealed.at, paper.sealed.size);
	spoiled[SEAL_NONCE_BYTES + 1] ^= 1;
	paper.sealed.at = spoiled;
	hall_put(hall, row_kind_paper, &paper);
	close_ballot(hall, id);
	assert_int_equal(read_published(hall, id, towns, &in_order), 0);
	assert_int_equal(hall_ballot(hall, id).state, ballot_state_void);
	assert_int_equal(hall->changes.key_dropped, id);
	hall_close(hall);
}

/* The server alone gives it, when it finds the key gone. */
static enum err give_void(struct hall *hall, uint32_t ballot)
{
	struct command_ballot_void lost = {{ballot}};
	changes_clear(&hall->changes);
	hall->changes.revision = hall->revision + 1;
	enum err err = decide_ballot_void(&hall->view, &lost, &hall->changes);
	if (!err)
		hall_put_changes(hall);
	return err;
}

static void a_lost_key_voids_the_ballot(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	cast_as(hall, hall_kai, id, CHOICES({1, 3}), CHECK_OF("a"));
	hall->keys = 0;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, ballot_void, {id}), err_command_unknown);
	assert_int_equal(give_void(hall, id), err_none);
	assert_int_equal(hall->changes.key_dropped, id);
	assert_int_equal(hall_ballot(hall, id).state, ballot_state_void);
	assert_false(hall_has(hall, row_kind_result, ROW_KEY(id, 1)));
	assert_int_equal(give_void(hall, id), err_ballot_not_open);
	assert_int_equal(give_void(hall, hall_question), err_ballot_not_open);
	hall_close(hall);
}

/* ---- undoing ---- */

static enum err undo(struct hall *hall)
{
	static const union any_command nothing;
	return hall_decide(hall, command_kind_undo, &nothing);
}

static void what_was_seen_cannot_be_unseen(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = open_confidential(hall);
	assert_int_equal(undo(hall), err_nothing_to_undo);
	assert_int_equal(hall_ballot(hall, id).state, ballot_state_open);
	close_ballot(hall, id);
	assert_int_equal(undo(hall), err_nothing_to_undo);
	uint32_t hidden = OPEN(hall, .method = ballot_method_yesno, .hidden = true);
	close_ballot(hall, hidden);
	assert_int_equal(undo(hall), err_nothing_to_undo);
	assert_int_equal(hall_ballot(hall, hidden).state, ballot_state_closed);
	uint32_t live = OPEN(hall, .method = ballot_method_yesno);
	close_ballot(hall, live);
	assert_int_equal(undo(hall), err_none);
	assert_int_equal(hall_ballot(hall, live).state, ballot_state_open);
	assert_false(hall_has(hall, row_kind_result, ROW_KEY(live, 0)));
	hall_close(hall);
}

int decide_secrecy(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[VOTE-17] a plain paper is its owner's", a_plain_paper_is_its_owners),
		CLAIM("[VOTE-17] a named paper is seen by whoever sees the ballot",
		      a_named_paper_is_everybodys),
		CLAIM("[VOTE-17] a hidden ballot's names are shown all at once, at its closing",
		      hidden_names_are_shown_all_at_once),
		CLAIM("[VOTE-17] a slip votes by name with its first paper", a_slip_votes_by_name),
		CLAIM("[VOTE-19] the key is made at the opening and dropped at the closing",
		      the_key_is_there_as_long_as_it_is_needed),
		CLAIM("[VOTE-18] sealed papers are of one length and tell nothing",
		      a_sealed_paper_tells_nothing),
		CLAIM("[VOTE-18] a paper needs its check number, and is looked at before",
		      a_paper_needs_its_check_number),
		CLAIM("[VOTE-19] without its key a ballot takes no papers",
		      without_its_key_a_ballot_takes_nothing),
		CLAIM("[VOTE-18] choices come out as they went in, whatever their order",
		      choices_come_out_as_they_went_in),
		CLAIM("[VOTE-20] each paper is published once, as it was cast, in another order",
		      papers_are_published_shuffled),
		CLAIM("[VOTE-20] the order comes from randomness",
		      other_randomness_is_another_order),
		CLAIM("[VOTE-20] towns of fewer than five, and what they could be found by, are "
		      "not told",
		      small_towns_are_not_told),
		CLAIM("[VOTE-18] a paper that was moved or changed does not count",
		      a_paper_that_was_moved_does_not_count),
		CLAIM("[VOTE-21] a lost key voids the ballot; nobody else can",
		      a_lost_key_voids_the_ballot),
		CLAIM("[CMD-11] what was hidden and seen is not undone",
		      what_was_seen_cannot_be_unseen),
	};
	return cmocka_run_group_tests_name("secrecy", tests, NULL, NULL);
}
