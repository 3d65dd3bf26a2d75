/* What holds for every log, whichever it is: `log-contract sqlite` or `log-contract memory`. The
 * rules stand in server/log/README.md. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/codec.h"
#include "tests/contract/faulty_vfs.h"
#include "tests/contract/place.h"
#include "tests/contract/random.h"
#include "tests/contract/testing.h"

/* ---- appending and reading ---- */

static void numbers_rise(void **state)
{
	struct place *place = *state;

	for (uint64_t seq = 1; seq <= 5; seq++) {
		assert_int_equal(book_append_idea(place->book, place->log, 3, 1, "an idea"),
				 log_appended);
		assert_int_equal(place_head(place, 3).seq, seq);
	}
}

static void reads_back(void **state)
{
	struct place *place = *state;
	char text[9000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	book_append_idea(place->book, place->log, 0, 1, "in the directory");
	book_append_idea(place->book, place->log, 7, UINT32_MAX, text);
	book_append_idea(place->book, place->log, 7, 2, "Brücke");
	assert_true(book_matches(place->book, place->log));
	place_open_again(place);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

static void reads_nothing(void **state)
{
	struct place *place = *state;
	struct log_head head = {.seq = 99};
	static const struct log_head zeros;
	struct failure failure;
	uint32_t rows = 0;

	assert_true(place->log->ops->read(place->log, (struct session_id){5}, &head,
					  place_count_row, &rows, &failure));
	assert_int_equal(rows, 0);
	assert_memory_equal(&head, &zeros, sizeof(head));
}

static bool stop_at_once(void *context, const struct log_row *row)
{
	place_count_row(context, row);
	return false;
}

static void reading_stops(void **state)
{
	struct place *place = *state;
	struct log_head head;
	struct failure failure;
	uint32_t rows = 0;

	for (uint32_t id = 1; id <= 3; id++)
		book_append_idea(place->book, place->log, 1, id, "an idea");
	assert_true(place->log->ops->read(place->log, (struct session_id){1}, &head, stop_at_once,
					  &rows, &failure));
	assert_int_equal(rows, 1);
	assert_true(book_matches(place->book, place->log));
}

static void replaces(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "first");
	book_append_idea(place->book, place->log, 1, 1, "second");
	book_append_idea(place->book, place->log, 1, 2, "another");
	book_entry(place->book, 1);
	book_remove_idea(place->book, 2);
	assert_int_equal(book_append(place->book, place->log, NULL), log_appended);
	assert_true(book_matches(place->book, place->log));
	/* twice in one entry: the later part wins */
	book_entry(place->book, 1);
	book_idea(place->book, 1, "third");
	book_part(place->book);
	book_idea(place->book, 1, "fourth");
	assert_int_equal(book_append(place->book, place->log, NULL), log_appended);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

static void empty_entries(void **state)
{
	struct place *place = *state;

	book_entry(place->book, 2);
	assert_int_equal(book_append(place->book, place->log, NULL), log_appended);
	assert_int_equal(place_head(place, 2).seq, 1);
	place_verify(place);
}

static void large_entries(void **state)
{
	struct place *place = *state;
	char text[64];

	book_entry(place->book, 4);
	for (uint32_t id = 1; id <= 1900; id++) {
		if (id % 40 == 0)
			book_part(place->book);
		snprintf(text, sizeof(text), "idea number %" PRIu32, id);
		book_idea(place->book, id, text);
	}
	assert_int_equal(book_append(place->book, place->log, NULL), log_appended);
	place_open_again(place);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

/* ---- the chain ---- */

static const uint8_t known_chain[LOG_HASH_BYTES] = {
#include "known_chain.inc"
};

static void chain_is_known(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "first");
	book_entry(place->book, 1);
	book_idea(place->book, 2, "second");
	book_part(place->book);
	book_remove_idea(place->book, 1);
	book_append(place->book, place->log, NULL);
	struct log_head head = place_head(place, 1);
	assert_memory_equal(head.chain, known_chain, LOG_HASH_BYTES);
}

/* ---- lost ---- */

static void lost_leaves_state(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "first");
	struct log_head before = place_head(place, 1);
	book_entry_at(place->book, 1, 0, 0);
	book_idea(place->book, 1, "too late");
	assert_int_equal(book_append(place->book, place->log, NULL), log_lost);
	book_entry_at(place->book, 1, 2, 0);
	book_idea(place->book, 1, "too early");
	assert_int_equal(book_append(place->book, place->log, NULL), log_lost);
	struct log_head after = place_head(place, 1);
	assert_memory_equal(&before, &after, sizeof(before));
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

static void lost_spares_others(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "first");
	book_entry(place->book, 2);
	book_idea(place->book, 1, "before");
	book_entry_at(place->book, 1, 0, 0);
	book_idea(place->book, 1, "lost");
	book_entry(place->book, 3);
	book_idea(place->book, 1, "behind");
	book_append(place->book, place->log, NULL);
	assert_int_equal(book_outcome(place->book, 0), log_appended);
	assert_int_equal(book_outcome(place->book, 1), log_lost);
	assert_int_equal(book_outcome(place->book, 2), log_appended);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

static void same_session_twice(void **state)
{
	struct place *place = *state;

	book_entry(place->book, 1);
	book_idea(place->book, 1, "first");
	book_entry(place->book, 1);
	book_idea(place->book, 1, "upon it");
	book_entry_at(place->book, 1, 1, 0);
	book_idea(place->book, 1, "beside it");
	book_append(place->book, place->log, NULL);
	assert_int_equal(book_outcome(place->book, 0), log_appended);
	assert_int_equal(book_outcome(place->book, 1), log_appended);
	assert_int_equal(book_outcome(place->book, 2), log_lost);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

/* ---- groups ---- */

static void group_together(void **state)
{
	struct place *place = *state;

	book_entry_at(place->book, 0, 0, 9);
	book_idea(place->book, 1, "the listing");
	book_entry_at(place->book, 4, 0, 9);
	book_idea(place->book, 1, "the session");
	book_append(place->book, place->log, NULL);
	assert_int_equal(book_outcome(place->book, 0), log_appended);
	assert_int_equal(book_outcome(place->book, 1), log_appended);
	assert_true(book_matches(place->book, place->log));
}

static void group_not_at_all(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 0, 1, "first");
	book_entry_at(place->book, 4, 0, 9); /* would fit */
	book_idea(place->book, 1, "the session");
	book_entry_at(place->book, 5, 0, 8); /* another group, between them */
	book_idea(place->book, 1, "another session");
	book_entry_at(place->book, 0, 0, 9); /* does not */
	book_idea(place->book, 1, "the listing");
	book_entry_at(place->book, 6, 0, 0);
	book_append(place->book, place->log, NULL);
	assert_int_equal(book_outcome(place->book, 0), log_lost);
	assert_int_equal(book_outcome(place->book, 1), log_appended);
	assert_int_equal(book_outcome(place->book, 2), log_lost);
	assert_int_equal(book_outcome(place->book, 3), log_appended);
	assert_int_equal(place_head(place, 4).seq, 0);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

/* ---- failed and unknown ---- */

static void failed_stands(void **state)
{
	struct place *place = *state;
	struct failure failure = {""};

	book_append_idea(place->book, place->log, 1, 1, "first");
	implementation->plan(place->storage, fault_failed);
	book_entry(place->book, 1);
	book_idea(place->book, 1, "not written");
	book_entry(place->book, 2);
	assert_int_equal(book_append(place->book, place->log, &failure), log_failed);
	assert_int_equal(book_outcome(place->book, 1), log_failed);
	assert_true(strlen(failure.message) > 0);
	faulty_vfs_plan((struct faulty_plan){0});
	assert_true(book_matches(place->book, place->log));
	assert_int_equal(book_append_idea(place->book, place->log, 1, 1, "written"), log_appended);
	place_open_again(place);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

static void unknown_stops(void **state)
{
	struct place *place = *state;
	struct failure failure = {""};
	struct log_head head;
	uint32_t rows, blanked;
	static const uint32_t key[ROW_KEY_PARTS] = {1, 0, 0};

	book_append_idea(place->book, place->log, 1, 1, "first");
	implementation->plan(place->storage, fault_unknown);
	book_entry(place->book, 1);
	book_idea(place->book, 1, "perhaps written");
	assert_int_equal(book_append(place->book, place->log, &failure), log_unknown);
	assert_true(strlen(failure.message) > 0);

	assert_int_equal(book_append_idea(place->book, place->log, 2, 1, "later"), log_unknown);
	assert_false(place->log->ops->read(place->log, (struct session_id){1}, &head,
					   place_count_row, &rows, &failure));
	assert_false(place->log->ops->blank(place->log, (struct session_id){1}, row_kind_idea, key,
					    9, &blanked, &failure));
	assert_false(place->log->ops->tend(place->log, 1, &failure));
}

static void unknown_is_whole(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "first");
	implementation->plan(place->storage, fault_unknown);
	assert_int_equal(book_append_idea(place->book, place->log, 1, 1, "perhaps"), log_unknown);
	place_open_again(place);
	if (place_head(place, 1).seq == 2)
		book_append_idea(place->book, NULL, 1, 1, "perhaps");
	assert_true(book_matches(place->book, place->log));
	assert_int_equal(book_append_idea(place->book, place->log, 1, 1, "after"), log_appended);
	place_verify(place);
}

/* ---- blanking ---- */

static uint32_t blank(struct place *place, uint32_t session, uint32_t id, uint64_t before)
{
	const uint32_t key[ROW_KEY_PARTS] = {id, 0, 0};
	struct failure failure = {"no reason given"};
	uint32_t blanked = 99;

	if (!place->log->ops->blank(place->log, (struct session_id){session}, row_kind_idea, key,
				    before, &blanked, &failure))
		fail_msg("cannot blank: %s", failure.message);
	return blanked;
}

static void blanks_older(void **state)
{
	struct place *place = *state;

	book_append_idea(place->book, place->log, 1, 1, "a name");
	book_append_idea(place->book, place->log, 1, 2, "something else");
	book_append_idea(place->book, place->log, 1, 1, "a corrected name");
	book_append_idea(place->book, place->log, 2, 1, "of another session");
	book_append_idea(place->book, place->log, 1, 1, "");
	struct log_head head = place_head(place, 1);
	assert_int_equal(blank(place, 1, 1, 4), 2);
	assert_int_equal(blank(place, 1, 1, 4), 0);
	assert_int_equal(blank(place, 1, 3, 4), 0);
	assert_int_equal(blank(place, 6, 1, 4), 0);
	struct log_head after = place_head(place, 1);
	assert_memory_equal(&head, &after, sizeof(head));
	assert_true(book_matches(place->book, place->log));
	assert_int_equal(book_append_idea(place->book, place->log, 1, 2, "goes on"), log_appended);
	place_verify(place);
}

static void blanks_within_entry(void **state)
{
	struct place *place = *state;

	book_entry(place->book, 1);
	book_idea(place->book, 1, "a name");
	book_part(place->book);
	book_idea(place->book, 2, "something else");
	book_part(place->book);
	book_idea(place->book, 1, "");
	book_append(place->book, place->log, NULL);
	assert_int_equal(blank(place, 1, 1, 1), 1);
	assert_int_equal(blank(place, 1, 1, 1), 0);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

/* A part goes as a whole: its other rows are in the current state, and stay. */
static void blanks_parts_whole(void **state)
{
	struct place *place = *state;

	book_entry(place->book, 1);
	book_idea(place->book, 1, "a name");
	book_idea(place->book, 2, "its token");
	book_append(place->book, place->log, NULL);
	book_append_idea(place->book, place->log, 1, 1, "");
	assert_int_equal(blank(place, 1, 1, 2), 1);
	place_open_again(place);
	assert_true(book_matches(place->book, place->log));
	place_verify(place);
}

/* ---- one writer ---- */

static void one_writer(void **state)
{
	struct place *place = *state;
	struct failure failure = {""};

	assert_null(implementation->open(place->storage, &failure));
	assert_non_null(strstr(failure.message, "used by another"));
	assert_int_equal(book_append_idea(place->book, place->log, 1, 1, "goes on"), log_appended);
}

/* ---- much of everything, at random ---- */

static void begin_entries(struct book *book, uint64_t *seed)
{
	char text[400];

	for (uint32_t entries = 1 + random_below(seed, 5); entries > 0; entries--) {
		uint32_t session = random_below(seed, BOOK_SESSIONS);

		if (random_below(seed, 4) == 0)
			book_entry_at(book, session,
				      book_seq(book, session) + random_below(seed, 3) - 1,
				      random_below(seed, 3));
		else
			book_entry(book, session);
		for (uint32_t rows = random_below(seed, 6); rows > 0; rows--) {
			uint32_t id = 1 + random_below(seed, 20);

			if (random_below(seed, 4) == 0)
				book_part(book);
			snprintf(text, sizeof(text), "%0*u", 1 + (int)random_below(seed, 300), id);
			if (random_below(seed, 5) == 0)
				book_remove_idea(book, id);
			else
				book_idea(book, id, text);
		}
	}
}

static void random_history(void **state)
{
	struct place *place = *state;
	uint64_t seed = 1;
	struct failure failure;

	for (uint32_t round = 1; round <= 300; round++) {
		begin_entries(place->book, &seed);
		book_append(place->book, place->log, NULL);
		assert_true(place->log->ops->tend(place->log, round * 100, &failure));
		if (round % 7 == 0)
			blank(place, random_below(&seed, BOOK_SESSIONS),
			      1 + random_below(&seed, 20), random_below(&seed, round));
		if (round % 60 == 0) {
			place_verify(place);
			place_open(place);
			assert_true(book_matches(place->book, place->log));
		}
	}
}

#define CLAIM(claim, function)                                                                     \
	{                                                                                          \
		claim, function, place_set_up, place_tear_down, NULL                               \
	}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		CLAIM("[LOG-1] entries of a session are numbered from 1", numbers_rise),
		CLAIM("[LOG-2] what was appended is read back, also after opening again",
		      reads_back),
		CLAIM("[LOG-2] an entry of 1,900 rows is read back", large_entries),
		CLAIM("[LOG-2] an entry without rows counts", empty_entries),
		CLAIM("[LOG-2] a session without entries reads as zeros", reads_nothing),
		CLAIM("[LOG-2] reading stops when told to", reading_stops),
		CLAIM("[LOG-2] a row put again replaces the one before, a removed one stays",
		      replaces),
		CLAIM("[LOG-2] 300 rounds at random leave what the account says", random_history),
		CLAIM("[LOG-3] a lost append leaves the state untouched", lost_leaves_state),
		CLAIM("[LOG-3] a lost append spares those beside it", lost_spares_others),
		CLAIM("[LOG-3] of two entries upon the same number one is lost",
		      same_session_twice),
		CLAIM("[LOG-4] a group is appended together", group_together),
		CLAIM("[LOG-4] a group of which one is lost is lost as a whole", group_not_at_all),
		CLAIM("[LOG-5] after a failed append the session stands where it stood",
		      failed_stands),
		CLAIM("[LOG-6] after an unknown append nothing more is answered", unknown_stops),
		CLAIM("[LOG-6] an unknown entry is wholly there afterwards, or not at all",
		      unknown_is_whole),
		CLAIM("[LOG-7] the chain is the same for every log", chain_is_known),
		CLAIM("[LOG-8] blanking takes the older puts of a row out of the history",
		      blanks_older),
		CLAIM("[LOG-8] blanking takes the earlier puts of the same entry too",
		      blanks_within_entry),
		CLAIM("[LOG-8] what else a blanked part put stays", blanks_parts_whole),
		CLAIM("[LOG-9] a log has one writer", one_writer),
	};

	implementation = argc == 2 ? implementation_named(argv[1]) : NULL;
	if (implementation == NULL) {
		fprintf(stderr, "usage: log-contract sqlite|memory\n");
		return 2;
	}
	return cmocka_run_group_tests_name(implementation->name, tests, NULL, NULL);
}
