/* Lists of rows' numbers: what they are on the wire and in memory [WIRE-7]. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/codec.h"

static void numbers_stand_with_the_highest_byte_first(void **state)
{
	(void)state;
	uint8_t bytes[PAIR_BYTES];
	const uint8_t expected[PAIR_BYTES] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab,
					      0xcd, 0xef, 0x10, 0x32, 0x54, 0x76};
	id_write(bytes, 0x01234567);
	assert_memory_equal(bytes, expected, ID_BYTES);
	pair_write(bytes, (struct pair){0x01234567, UINT64_C(0x89abcdef10325476)});
	assert_memory_equal(bytes, expected, PAIR_BYTES);
	struct pair pair = pairs_get((struct pairs){expected, 1}, 0);
	assert_int_equal(pair.id, 0x01234567);
	assert_true(pair.number == UINT64_C(0x89abcdef10325476));
	assert_int_equal(ids_get((struct ids){expected, 3}, 1), 0x89abcdef);
	assert_int_equal(ids_get((struct ids){expected, 3}, 2), 0x10325476);
}

static void ends_of_the_range_survive(void **state)
{
	(void)state;
	const struct pair ends[] = {{0, 0}, {1, UINT64_MAX}, {ID_MAX, 0}, {ID_MAX, NUMBER_MAX}};
	uint8_t bytes[4 * PAIR_BYTES];
	for (uint32_t i = 0; i < 4; i++)
		pair_write(bytes + (size_t)i * PAIR_BYTES, ends[i]);
	for (uint32_t i = 0; i < 4; i++) {
		struct pair read = pairs_get((struct pairs){bytes, 4}, i);
		assert_int_equal(read.id, ends[i].id);
		assert_true(read.number == ends[i].number);
	}
}

static void a_pair_is_found_by_its_id(void **state)
{
	(void)state;
	const struct pair written[] = {{7, 3}, {0, 10}, {9, 1}, {7, 4}};
	uint8_t bytes[4 * PAIR_BYTES];
	struct pairs pairs = {bytes, 4};
	struct pair found;
	for (uint32_t i = 0; i < 4; i++)
		pair_write(bytes + (size_t)i * PAIR_BYTES, written[i]);
	assert_true(pairs_find(pairs, 7, &found));
	assert_int_equal(found.number, 3);
	assert_true(pairs_find(pairs, 0, &found));
	assert_int_equal(found.number, 10);
	assert_false(pairs_find(pairs, 8, &found));
	assert_false(pairs_find((struct pairs){NULL, 0}, 7, &found));
}

static void an_id_is_held_or_not(void **state)
{
	(void)state;
	uint8_t bytes[2 * ID_BYTES];
	id_write(bytes, 70000);
	id_write(bytes + ID_BYTES, ID_MAX);
	assert_true(ids_hold((struct ids){bytes, 2}, 70000));
	assert_true(ids_hold((struct ids){bytes, 2}, ID_MAX));
	assert_false(ids_hold((struct ids){bytes, 1}, ID_MAX));
	assert_false(ids_hold((struct ids){bytes, 2}, 0));
	assert_false(ids_hold((struct ids){NULL, 0}, 0));
}

/* Builders leave out what is nothing: no address may be needed for it. */
static void every_empty_record_is_written_and_read(void **state)
{
	(void)state;
	for (uint32_t kind = 1; kind < row_kinds_end; kind++) {
		union any_row row, read;
		struct buffer once = {0}, again = {0};
		if (!row_shape(kind))
			continue;
		memset(&row, 0, sizeof row);
		codec_write_row(&once, (enum row_kind)kind, 1, &row);
		assert_null(codec_scan(once.at, once.size));
		assert_true(codec_row_fields(once.at, once.size, (enum row_kind)kind, &read));
		codec_write_row(&again, (enum row_kind)kind, 1, &read);
		assert_int_equal(again.size, once.size);
		assert_memory_equal(again.at, once.at, once.size);
		buffer_free(&once);
		buffer_free(&again);
	}
	for (uint32_t kind = 1; kind < command_kinds_end; kind++) {
		union any_command command;
		struct buffer once = {0};
		if (!command_shape(kind))
			continue;
		memset(&command, 0, sizeof command);
		codec_write_command(&once, 1, (enum command_kind)kind, &command);
		assert_null(codec_scan(once.at, once.size));
		buffer_free(&once);
	}
}

static void a_list_of_none_is_an_empty_binary(void **state)
{
	(void)state;
	struct row_outcome outcome = {.ballot = {1}, .rule = rule_people, .budget_rule = 1};
	struct buffer frame = {0};
	codec_write_row(&frame, row_kind_outcome, 1, &outcome);
	/* key, then board, audience, winners, cost, per_voter */
	const uint8_t expected[] = {
		0x95, 19, row_kind_outcome, 1, 0x93, 1, 1, 1, 0x95, 0, 0, 0xc4, 0, 0, 0};
	assert_int_equal(frame.size, sizeof expected);
	assert_memory_equal(frame.at, expected, sizeof expected);
	buffer_free(&frame);
}

/* The field of a ballot row that holds pairs, cut or lengthened by every number of bytes. */
static void a_row_with_a_broken_list_is_not_read(void **state)
{
	(void)state;
	for (uint32_t size = 0; size <= 3 * PAIR_BYTES; size++) {
		uint8_t frame[64] = {0x95, 19, row_kind_paper, 1, 0x92, 2, 3, 0x95, 1, 1, 1, 0xc4};
		size_t at = 12;
		frame[at++] = (uint8_t)size;
		at += size;
		frame[at++] = 0xc4;
		frame[at++] = 0;
		uint8_t *exact = malloc(at);
		struct row_paper paper;
		memcpy(exact, frame, at);
		assert_int_equal(codec_row_fields(exact, at, row_kind_paper, &paper),
				 size % PAIR_BYTES == 0);
		if (size % PAIR_BYTES == 0)
			assert_int_equal(paper.choices.count, size / PAIR_BYTES);
		free(exact);
	}
}

static void shapes_name_what_lists_are_of(void **state)
{
	(void)state;
	const struct shape *ballot = row_shape(row_kind_ballot);
	const struct field *options = shape_field(ballot, "options");
	assert_int_equal(options->type, field_type_pairs);
	assert_string_equal(options->of, "idea");
	assert_int_equal(options->count_max, BALLOT_OPTIONS_MAX);
	assert_true(options->max == MONEY_MAX);
	const struct field *voters = shape_field(ballot, "voters");
	assert_int_equal(voters->type, field_type_ids);
	assert_string_equal(voters->of, "board");
	/* What all options of a ballot cost together is a number that a page can hold. */
	assert_true(MONEY_MAX * BALLOT_OPTIONS_MAX <= NUMBER_MAX);
	assert_false(shape_field(command_shape(command_kind_ballot_add), "secrecy")->required);
	assert_true(shape_field(command_shape(command_kind_ballot_add), "method")->required);
}

/* The largest paper, ballot and result are far from what a message can hold. */
static void largest_records_fit_into_a_message(void **state)
{
	(void)state;
	static uint8_t lists[(BALLOT_OPTIONS_MAX + 1u) * PAIR_BYTES];
	struct pairs most = {lists, BALLOT_OPTIONS_MAX};
	struct buffer frame = {0};
	struct row_ballot ballot = {.options = most, .voters = {lists, LINES_MAX}};
	codec_write_row(&frame, row_kind_ballot, NUMBER_MAX, &ballot);
	struct row_result result = {.beats = most};
	codec_write_row(&frame, row_kind_result, NUMBER_MAX, &result);
	struct row_paper paper = {.choices = {lists, BALLOT_OPTIONS_MAX + 1u}};
	codec_write_row(&frame, row_kind_paper, NUMBER_MAX, &paper);
	struct row_paper sealed = {.sealed = {lists, SEALED_BYTES_MAX}};
	codec_write_row(&frame, row_kind_paper, NUMBER_MAX, &sealed);
	assert_true(frame.size < MESSAGE_BYTES_MAX);
	buffer_free(&frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[WIRE-7] numbers in lists stand with the highest byte first",
		      numbers_stand_with_the_highest_byte_first),
		CLAIM("[WIRE-7] the ends of both ranges survive", ends_of_the_range_survive),
		CLAIM("a pair is found by its id, the first of several", a_pair_is_found_by_its_id),
		CLAIM("an id is held or not", an_id_is_held_or_not),
		CLAIM("every record with nothing in it is written, and read as written",
		      every_empty_record_is_written_and_read),
		CLAIM("[WIRE-7] a list of none is an empty binary",
		      a_list_of_none_is_an_empty_binary),
		CLAIM("[WIRE-7] a row whose list breaks off within an entry is not read",
		      a_row_with_a_broken_list_is_not_read),
		CLAIM("shapes say what lists are of, and how long", shapes_name_what_lists_are_of),
		CLAIM("[WIRE-2] the largest ballot, result and papers fit into one message",
		      largest_records_fit_into_a_message),
	};
	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
