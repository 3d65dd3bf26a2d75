/* The parts that the log is made of: sums, entries as bytes, heads outside the database. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "server/log/directory.h"
#include "server/log/entry.h"
#include "server/log/heads.h"
#include "server/log/rowsum.h"
#include "tests/contract/temporary.h"
#include "tests/contract/testing.h"

/* ---- sums ---- */

static void sum_is_known(void **state)
{
	/* Python: sum(int.from_bytes(sha256(x).digest(), "little") for x in (b"a", b"b", b"a"))
	 * modulo 2**256; it overflows. */
	static const uint8_t known[LOG_HASH_BYTES] = {
#include "known_sum.inc"
	};
	uint8_t sum[LOG_HASH_BYTES] = {0};

	(void)state;
	rowsum_add(sum, "a", 1);
	rowsum_add(sum, "b", 1);
	rowsum_add(sum, "a", 1);
	assert_memory_equal(sum, known, LOG_HASH_BYTES);
}

static void sum_returns(void **state)
{
	static const uint8_t zeros[LOG_HASH_BYTES];
	uint8_t sum[LOG_HASH_BYTES] = {0}, other[LOG_HASH_BYTES] = {0};

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		rowsum_add(sum, &i, sizeof(i));
		uint32_t backwards = 999 - i;
		rowsum_add(other, &backwards, sizeof(backwards));
	}
	assert_memory_equal(sum, other, LOG_HASH_BYTES);
	for (uint32_t i = 0; i < 1000; i++)
		rowsum_subtract(sum, &i, sizeof(i));
	assert_memory_equal(sum, zeros, LOG_HASH_BYTES);
	/* below zero and back */
	rowsum_subtract(sum, "x", 1);
	assert_memory_not_equal(sum, zeros, LOG_HASH_BYTES);
	rowsum_add(sum, "x", 1);
	assert_memory_equal(sum, zeros, LOG_HASH_BYTES);
}

static void *sum_up(void *at)
{
	uint8_t *sum = at;

	for (uint32_t i = 0; i < 20000; i++)
		rowsum_add(sum, &i, sizeof(i));
	return NULL;
}

static void threads_do_not_mix(void **state)
{
	uint8_t sums[4][LOG_HASH_BYTES] = {{0}};
	pthread_t threads[3];

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, sum_up, sums[i]), 0);
	sum_up(sums[3]);
	for (int i = 0; i < 3; i++) {
		pthread_join(threads[i], NULL);
		assert_memory_equal(sums[i], sums[3], LOG_HASH_BYTES);
	}
}

/* ---- entries ---- */

static struct buffer make_parts(void)
{
	static const uint8_t frame[] = {1, 2, 3, 4, 5};
	static const struct log_row rows[] = {{10, {1, 0, 0}, {frame, 5}},
					      {15, {1, 2, UINT32_MAX}, {frame, 3}}};
	const struct log_part parts[] = {
		{.salt = "salt, no sugar!",
		 .person = 1,
		 .device = UINT32_MAX,
		 .number = UINT64_C(1) << 52,
		 .command = 16,
		 .rows = rows,
		 .row_count = 2},
		{.salt = "again", .row_count = 0},
		{.salt = "and again", .rows = rows + 1, .row_count = 1},
	};
	struct buffer made = {0};

	entry_write_parts(&made, parts, 3);
	return made;
}

static struct bytes bytes_of(const struct buffer *buffer)
{
	return (struct bytes){buffer->at, (uint32_t)buffer->size};
}

static void entries_read_back(void **state)
{
	struct buffer made = make_parts();
	struct entry_reader reader = {bytes_of(&made), false};
	struct entry_part part;
	struct log_row row;

	(void)state;
	assert_true(entry_next_part(&reader, &part));
	assert_false(part.blanked);
	assert_memory_equal(part.part.salt, "salt, no sugar!", LOG_SALT_BYTES);
	assert_int_equal(part.part.person, 1);
	assert_int_equal(part.part.device, UINT32_MAX);
	assert_true(part.part.number == UINT64_C(1) << 52);
	assert_int_equal(part.part.command, 16);
	assert_int_equal(part.part.row_count, 2);
	assert_true(entry_next_row(&part, &row));
	assert_int_equal(row.kind, 10);
	assert_int_equal(row.frame.size, 5);
	assert_true(entry_next_row(&part, &row));
	assert_int_equal(row.key[2], UINT32_MAX);
	assert_memory_equal(row.frame.at, "\1\2\3", 3);
	assert_false(entry_next_row(&part, &row));
	assert_true(entry_next_part(&reader, &part));
	assert_false(entry_next_row(&part, &row));
	assert_true(entry_next_part(&reader, &part));
	assert_false(entry_next_part(&reader, &part));
	assert_false(reader.damaged);
	buffer_free(&made);
}

/* Bytes in memory of exactly their size, so that a sanitizer sees a read beyond them. */
static void read_all(const uint8_t *at, uint32_t size)
{
	uint8_t *exact = malloc(size > 0 ? size : 1);
	const struct entry_place place = {{1}, 2, 3, 4};
	const uint32_t key[ROW_KEY_PARTS] = {1, 2, UINT32_MAX};
	struct buffer out = {0};
	uint8_t chain[LOG_HASH_BYTES] = {0};

	memcpy(exact, at, size);
	struct entry_reader reader = {{exact, size}, false};
	struct entry_part part;
	struct log_row row;
	while (entry_next_part(&reader, &part)) {
		while (!part.blanked && entry_next_row(&part, &row))
			;
	}
	assert_int_equal(entry_chain(chain, &place, (struct bytes){exact, size}), !reader.damaged);
	entry_blank(&out, (struct bytes){exact, size}, 15, key, false);
	buffer_free(&out);
	free(exact);
}

static void damaged_entries_are_survived(void **state)
{
	struct buffer made = make_parts();

	(void)state;
	for (uint32_t size = 0; size <= made.size; size++)
		read_all(made.at, size);
	for (uint32_t at = 0; at < made.size; at++) {
		for (uint32_t value = 0; value < 256; value++) {
			uint8_t before = made.at[at];

			made.at[at] = (uint8_t)value;
			read_all(made.at, (uint32_t)made.size);
			made.at[at] = before;
		}
	}
	buffer_free(&made);
}

static void chain_covers_all(void **state)
{
	struct buffer made = make_parts();
	const struct entry_place place = {{1}, 2, 3, 4};
	const struct entry_place others[] = {
		{{2}, 2, 3, 4}, {{1}, 3, 3, 4}, {{1}, 2, 4, 4}, {{1}, 2, 3, 5}};
	uint8_t chain[LOG_HASH_BYTES] = {0}, other[LOG_HASH_BYTES];

	(void)state;
	assert_true(entry_chain(chain, &place, bytes_of(&made)));
	for (int i = 0; i < 4; i++) {
		memset(other, 0, sizeof(other));
		assert_true(entry_chain(other, &others[i], bytes_of(&made)));
		assert_memory_not_equal(chain, other, LOG_HASH_BYTES);
	}
	memset(other, 1, sizeof(other));
	assert_true(entry_chain(other, &place, bytes_of(&made)));
	assert_memory_not_equal(chain, other, LOG_HASH_BYTES);
	for (uint32_t at = 0; at < made.size; at++) {
		memset(other, 0, sizeof(other));
		made.at[at] ^= 1;
		if (entry_chain(other, &place, bytes_of(&made)))
			assert_memory_not_equal(chain, other, LOG_HASH_BYTES);
		made.at[at] ^= 1;
	}
	buffer_free(&made);
}

static void blanking_keeps_chain(void **state)
{
	struct buffer made = make_parts(), blanked = {0}, twice = {0};
	const struct entry_place place = {{1}, 2, 3, 4};
	const uint32_t key[ROW_KEY_PARTS] = {1, 2, UINT32_MAX};
	uint8_t chain[LOG_HASH_BYTES] = {0}, other[LOG_HASH_BYTES] = {0};

	(void)state;
	assert_int_equal(entry_blank(&blanked, bytes_of(&made), 15, key, false), 2);
	assert_int_equal(entry_blank(&twice, bytes_of(&blanked), 15, key, false), 0);
	assert_int_equal(blanked.size, twice.size);
	assert_null(memmem(blanked.at, blanked.size, "\1\2\3", 3));
	assert_true(entry_chain(chain, &place, bytes_of(&made)));
	assert_true(entry_chain(other, &place, bytes_of(&blanked)));
	assert_memory_equal(chain, other, LOG_HASH_BYTES);
	buffer_clear(&blanked);
	assert_int_equal(entry_blank(&blanked, bytes_of(&made), 15, key, true), 1);
	assert_non_null(memmem(blanked.at, blanked.size, "\1\2\3", 3)); /* the last one stays */
	buffer_free(&made);
	buffer_free(&blanked);
	buffer_free(&twice);
}

/* ---- heads ---- */

static void heads_read_back(void **state)
{
	char *directory = temporary_make();
	struct heads heads = {0}, again = {0};
	struct failure failure = {""};

	(void)state;
	for (uint32_t i = 0; i < 100; i++) {
		struct heads_line line = {{i * 1000003}, UINT64_MAX - i, {0}};

		memset(line.chain, (int)i, sizeof(line.chain));
		heads_add(&heads, &line);
	}
	assert_true(heads_write(directory, &heads, &failure));
	const char *file = temporary_path(directory, "head");
	assert_int_equal(heads_read(file, &again, &failure), heads_read_ok);
	assert_int_equal(again.count, heads.count);
	for (uint32_t i = 0; i < 100; i++) {
		assert_int_equal(again.at[i].session.n, heads.at[i].session.n);
		assert_true(again.at[i].seq == heads.at[i].seq);
		assert_memory_equal(again.at[i].chain, heads.at[i].chain, LOG_HASH_BYTES);
	}
	heads_free(&again);
	heads.count = 0;
	assert_true(heads_write(directory, &heads, &failure));
	assert_int_equal(heads_read(file, &again, &failure), heads_read_ok);
	assert_int_equal(again.count, 0);
	unlink(file);
	assert_int_equal(heads_read(file, &again, &failure), heads_read_none);
	heads_free(&heads);
	temporary_remove(directory);
}

static void odd_heads_are_damaged(void **state)
{
	static const char *const texts[] = {"",
					    "\n",
					    "bogen heads 1\n",
					    "bogen heads 1\nend \n",
					    "bogen heads 2\nend 0\n",
					    "end 00\n"};
	char *directory = temporary_make();
	const char *file = temporary_path(directory, "head");
	struct failure failure;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct heads heads = {0};

		temporary_write(file, texts[i], strlen(texts[i]));
		assert_int_equal(heads_read(file, &heads, &failure), heads_read_damaged);
		assert_non_null(strstr(failure.message, "is damaged"));
		heads_free(&heads);
	}
	temporary_remove(directory);
}

/* ---- the directory ---- */

static void reserve_comes_and_goes(void **state)
{
	char *directory = temporary_make();

	(void)state;
	assert_false(directory_give_reserve(directory));
	assert_true(directory_keep_reserve(directory, 1 << 20));
	assert_true(temporary_exists(directory, "reserve"));
	assert_true(directory_keep_reserve(directory, 1 << 20));
	assert_true(directory_give_reserve(directory));
	assert_false(temporary_exists(directory, "reserve"));
	assert_false(directory_keep_reserve(directory, UINT64_C(1) << 62));
	temporary_remove(directory);
}

#define CLAIM(claim, function)                                                                     \
	{                                                                                          \
		claim, function, NULL, NULL, NULL                                                  \
	}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		CLAIM("the sum is that of the hashes modulo 2^256, little-endian", sum_is_known),
		CLAIM("the sum does not depend on the order, and can be taken back", sum_returns),
		CLAIM("threads sum up without disturbing each other", threads_do_not_mix),
		CLAIM("[LOG-2] the bytes of an entry read back", entries_read_back),
		CLAIM("[LOG-12] whatever the bytes of an entry are, reading them ends",
		      damaged_entries_are_survived),
		CLAIM("[LOG-7] the chain covers place, parts and what came before",
		      chain_covers_all),
		CLAIM("[LOG-8] blanking keeps the chain", blanking_keeps_chain),
		CLAIM("[LOG-11] DIR/head reads back", heads_read_back),
		CLAIM("[LOG-11] a DIR/head that is no such file is damaged", odd_heads_are_damaged),
		CLAIM("[LOG-14] the reserve is made where there is room, and given away",
		      reserve_comes_and_goes),
	};

	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
