/* The smaller parts of the protocol: errors, words, the map of rows, texts that are no JSON. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/errors.h"
#include "protocol/row_map.h"
#include "protocol/text.h"

/* ---- errors ---- */

static const struct {
	const char *name, *english, *german;
	unsigned number;
	int exit;
} errors[] = {
#define ERROR(code, number, exit, english, german) {#code, english, german, number, exit},
#include "protocol/errors.def"
};
#define ERRORS (sizeof errors / sizeof errors[0])

static uint32_t gaps(const char *text)
{
	uint32_t count = 0;
	for (const char *at = text; (at = strstr(at, "{}")); at += 2)
		count++;
	return count;
}

static void errors_have_both_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < ERRORS; i++) {
		print_message("%s\n", errors[i].name);
		assert_true(strlen(errors[i].english) > 10 && strlen(errors[i].german) > 10);
		assert_string_not_equal(errors[i].english, errors[i].german);
		assert_true(gaps(errors[i].english) <= 1);
		assert_int_equal(gaps(errors[i].english), gaps(errors[i].german));
		assert_int_equal(
			text_check(errors[i].german, strlen(errors[i].german), false, 1, 400, 1600),
			err_none);
	}
}

static void error_numbers_are_unique(void **state)
{
	(void)state;
	for (size_t i = 0; i < ERRORS; i++) {
		assert_true(errors[i].number > 0);
		assert_true(errors[i].exit >= 1 && errors[i].exit <= 6);
		assert_string_equal(err_name(errors[i].number), errors[i].name);
		assert_int_equal(err_exit(errors[i].number), errors[i].exit);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(errors[k].number, errors[i].number);
	}
	assert_null(err_name(0));
	assert_null(err_name(UINT64_MAX));
	assert_int_equal(err_exit(9999), 1);
}

static void detail_takes_its_place(void **state)
{
	(void)state;
	char out[256];
	err_sentence(err_not_found, language_en, "idea", out, sizeof out);
	assert_string_equal(out, "There is no such idea.");
	size_t size = err_sentence(err_phase_forbids, language_de, "Überblick", out, sizeof out);
	assert_string_equal(out, "Die laufende Phase „Überblick“ lässt das nicht zu.");
	assert_int_equal(size, strlen(out));
	err_sentence(err_not_found, (enum language)99, "", out, sizeof out);
	assert_string_equal(out, "There is no such .");
}

static void sentence_is_cut_at_a_character(void **state)
{
	(void)state;
	char whole[256], out[256];
	size_t size =
		err_sentence(err_phase_forbids, language_de, "Übung ü 👍", whole, sizeof whole);
	for (size_t room = 1; room <= size + 1; room++) {
		memset(out, 'x', sizeof out);
		size_t used = err_sentence(err_phase_forbids, language_de, "Übung ü 👍", out, room);
		assert_true(used < room);
		assert_int_equal(out[used], '\0');
		assert_int_equal(out[room], 'x');
		assert_true(text_is_utf8(out, used));
	}
	assert_string_equal(out, whole);
}

/* ---- words ---- */

static void words_go_both_ways(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < words_sets_count; i++) {
		const struct words *words = words_sets[i];
		assert_true(words->count > 0);
		for (uint32_t k = 0; k < words->count; k++) {
			const struct word *word = &words->words[k];
			assert_true(word->number > 0 && word->number < 64);
			assert_string_equal(words_name(words, word->number), word->name);
			assert_int_equal(words_number(words, word->name), word->number);
		}
		assert_null(words_name(words, 0));
		assert_null(words_name(words, UINT64_MAX));
		assert_int_equal(words_number(words, "none"), 0);
		assert_int_equal(words_number(words, ""), 0);
	}
}

/* ---- the map of rows ---- */

/* A row whose kind and key follow from its number, so that all parts of the key vary. */
static struct row row_numbered(uint32_t number)
{
	return (struct row){.kind = (uint8_t)(1 + number % 7),
			    .key = {number % 11, number / 77 % 13, number / 1001}};
}

static void map_finds_what_was_put(void **state)
{
	(void)state;
	const uint32_t count = 20000;
	struct row *rows = calloc(count, sizeof *rows);
	struct row_map map = {0};
	for (uint32_t i = 0; i < count; i++) {
		rows[i] = row_numbered(i);
		assert_null(row_map_find(&map, (enum row_kind)rows[i].kind, rows[i].key));
		assert_null(row_map_put(&map, &rows[i]));
	}
	assert_int_equal(map.count, count);
	for (uint32_t i = 0; i < count; i++)
		assert_ptr_equal(row_map_find(&map, (enum row_kind)rows[i].kind, rows[i].key),
				 &rows[i]);
	struct row unknown = row_numbered(count);
	assert_null(row_map_find(&map, (enum row_kind)unknown.kind, unknown.key));
	row_map_free(&map);
	free(rows);
}

static void map_replaces_by_key(void **state)
{
	(void)state;
	struct row_map map = {0};
	struct row old = row_numbered(5), new = row_numbered(5), other = row_numbered(6);
	assert_null(row_map_find(&map, row_kind_town, old.key));
	row_map_put(&map, &old);
	row_map_put(&map, &other);
	assert_ptr_equal(row_map_put(&map, &new), &old);
	assert_int_equal(map.count, 2);
	assert_ptr_equal(row_map_find(&map, (enum row_kind) new.kind, new.key), &new);
	row_map_free(&map);
}

static void map_is_walked_once(void **state)
{
	(void)state;
	struct row rows[500];
	struct row_map map = {0};
	for (uint32_t i = 0; i < 500; i++) {
		rows[i] = row_numbered(i);
		row_map_put(&map, &rows[i]);
	}
	uint32_t at = 0, seen = 0;
	for (struct row *row; (row = row_map_next(&map, &at)); seen++) {
		assert_int_equal(row->revision, 0);
		row->revision = 1;
	}
	assert_int_equal(seen, 500);
	row_map_free(&map);
}

static void rows_are_ordered_by_kind_and_key(void **state)
{
	(void)state;
	const uint32_t low[] = {1, 2, 3}, high[] = {1, 3, 0};
	assert_true(row_compare(row_kind_vote, low, row_kind_vote, high) < 0);
	assert_true(row_compare(row_kind_vote, high, row_kind_vote, low) > 0);
	assert_true(row_compare(row_kind_vote, low, row_kind_vote, low) == 0);
	assert_true(row_compare(row_kind_town, high, row_kind_vote, low) < 0);
}

/* ---- texts ---- */

static void bytes_that_are_no_utf8_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"\x80",
					  "a\xc3",
					  "\xc0\xaf",
					  "\xed\xa0\x80",
					  "\xf4\x90\x80\x80",
					  "\xe0\x80\x80",
					  "\xf8\x88\x80\x80\x80",
					  "\xff"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_false(text_is_utf8(bad[i], strlen(bad[i])));
		assert_int_equal(text_check(bad[i], strlen(bad[i]), true, 0, 9, 9),
				 err_text_not_allowed);
		assert_null(text_tidy(bad[i], strlen(bad[i])));
	}
}

static void a_grapheme_is_as_wide_as_its_widest_character(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns;
	} widths[] = {{"", 0},       {"Radweg", 6},       {"für", 3},
		      {"한국어", 6}, {"未来", 4},         {"👨‍👩‍👧‍👦", 2},
		      {"a👍b", 4},    {"q\u0323\u0307", 1}};
	for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
		assert_int_equal(text_columns(widths[i].text, strlen(widths[i].text)),
				 widths[i].columns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[CMD-5] every error has an English and a German sentence with the same gap",
		      errors_have_both_languages),
		CLAIM("errors have one number and one name", error_numbers_are_unique),
		CLAIM("[CMD-5] the detail takes the place of {}", detail_takes_its_place),
		CLAIM("a sentence that does not fit is cut at a character's end",
		      sentence_is_cut_at_a_character),
		CLAIM("[WIRE-4] words and numbers go both ways", words_go_both_ways),
		CLAIM("the map finds each of 20,000 rows and no other", map_finds_what_was_put),
		CLAIM("the map replaces the row with the same kind and key", map_replaces_by_key),
		CLAIM("a walk through the map meets each row once", map_is_walked_once),
		CLAIM("rows are ordered by kind, then key", rows_are_ordered_by_kind_and_key),
		CLAIM("[CMD-6] bytes that are no UTF-8 are refused",
		      bytes_that_are_no_utf8_are_refused),
		CLAIM("a grapheme is as wide as its widest character",
		      a_grapheme_is_as_wide_as_its_widest_character),
	};
	return cmocka_run_group_tests_name("protocol", tests, NULL, NULL);
}
