/* Claims about tables for and from spreadsheets. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/spreadsheet.h"

static char reason[200];

static void assert_cell(const char *text, const char *expected)
{
	char *written = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&written, &size);
	assert_non_null(to);
	spreadsheet_cell(to, (struct text){text, (uint32_t)strlen(text)});
	fclose(to);
	assert_string_equal(written, expected);
	free(written);
}

static json_t *read_table(const char *table)
{
	return spreadsheet_read(table, strlen(table), reason, sizeof reason);
}

static const char *cell(const json_t *rows, size_t row, const char *column)
{
	return json_string_value(json_object_get(json_array_get(rows, row), column));
}

static void formulas_are_defused(void **state)
{
	(void)state;
	assert_cell("=1+1", "\"'=1+1\"");
	assert_cell("+49", "\"'+49\"");
	assert_cell("-1", "\"'-1\"");
	assert_cell("@SUM", "\"'@SUM\"");
	assert_cell("\tx", "\"'\tx\"");
	assert_cell("a=b", "\"a=b\"");
}

static void quotes_and_separators_survive(void **state)
{
	(void)state;
	assert_cell("", "");
	assert_cell("say \"hi\"; all", "\"say \"\"hi\"\"; all\"");
	assert_cell("two\nlines", "\"two\nlines\"");
}

static void both_separators_and_a_byte_order_mark_are_read(void **state)
{
	(void)state;
	json_t *rows = read_table(SPREADSHEET_BOM "Title;TEXT\r\nA;\"b;c, \"\"d\"\"\"\r\n");
	assert_non_null(rows);
	assert_string_equal(cell(rows, 0, "title"), "A");
	assert_string_equal(cell(rows, 0, "text"), "b;c, \"d\"");
	json_decref(rows);
	rows = read_table("text,topic\n one ,\"x\ny\"\ntwo\n\n");
	assert_non_null(rows);
	assert_int_equal(json_array_size(rows), 2);
	assert_string_equal(cell(rows, 0, "text"), " one ");
	assert_string_equal(cell(rows, 0, "topic"), "x\ny");
	assert_string_equal(cell(rows, 1, "text"), "two");
	assert_null(cell(rows, 1, "topic"));
	json_decref(rows);
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	static const char *const cells[] = {"=1+1", "say \"hi\";", "'quoted'", "two\nlines", "ä"};
	char *written = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&written, &size);
	fputs("text;n\r\n", to);
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		spreadsheet_cell(to, (struct text){cells[i], (uint32_t)strlen(cells[i])});
		fputs(";1\r\n", to);
	}
	fclose(to);
	json_t *rows = read_table(written);
	assert_non_null(rows);
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		assert_string_equal(cell(rows, i, "text"), cells[i]);
	json_decref(rows);
	free(written);
}

static void damaged_tables_are_refused(void **state)
{
	(void)state;
	static const char *const damaged[] = {"", "text\n\"a", "text\na\"b\"c\n",
					      "text\n\xFF\xFE\n", "\xFF\n"};
	for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
		json_t *rows = read_table(damaged[i]);
		if (rows)
			print_message("accepted: %zu\n", i);
		assert_null(rows);
		assert_true(strlen(reason) > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("cells that look like formulas are defused", formulas_are_defused),
		CLAIM("quotes and separators survive", quotes_and_separators_survive),
		CLAIM("both separators and a byte order mark are read",
		      both_separators_and_a_byte_order_mark_are_read),
		CLAIM("what is written is read again", what_is_written_is_read_again),
		CLAIM("damaged tables are refused with a reason", damaged_tables_are_refused),
	};
	return cmocka_run_group_tests_name("cli spreadsheet", tests, NULL, NULL);
}
