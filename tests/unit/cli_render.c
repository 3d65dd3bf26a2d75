/* Claims about what is drawn for people. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/qr.h"
#include "client-cli/render.h"

static char *drawn;
static size_t drawn_size;

static FILE *paper(void)
{
	FILE *to = open_memstream(&drawn, &drawn_size);
	assert_non_null(to);
	return to;
}

static void assert_drawn(FILE *to, const char *expected)
{
	fclose(to);
	assert_string_equal(drawn, expected);
	free(drawn);
}

static struct text text_of(const char *text)
{
	return (struct text){text, (uint32_t)strlen(text)};
}

static void columns_stand_under_each_other(void **state)
{
	(void)state;
	struct render_table *table = render_table_new(">#|Town|Idea");
	render_cell(table, "%u", 7u);
	render_cell_text(table, text_of("Köln"));
	render_cell_text(table, text_of("one"));
	render_cell(table, "%u", 12u);
	render_cell_text(table, text_of("東京都"));
	render_cell_text(table, text_of("two\nlines"));
	FILE *to = paper();
	render_table_print(table, to, false, 0);
	assert_drawn(to, " #  Town    Idea\n"
			 " 7  Köln    one\n"
			 "12  東京都  two lines\n");
	render_table_free(table);
}

static void the_last_column_is_cut_to_the_terminal(void **state)
{
	(void)state;
	struct render_table *table = render_table_new(">#|Idea");
	render_cell(table, "%u", 1u);
	render_cell_text(table, text_of("a long text that does not fit in here"));
	FILE *to = paper();
	render_table_print(table, to, false, 24);
	assert_drawn(to, "#  Idea\n"
			 "1  a long text that doe…\n");
	render_table_free(table);
}

static void the_widest_columns_give_way_too(void **state)
{
	(void)state;
	struct render_table *table = render_table_new("Board|Phase|>Ideas|Rules");
	render_cell_text(table, text_of("Getting around in the valley"));
	render_cell_text(table, text_of("Collect"));
	render_cell(table, "%u", 12345678u);
	render_cell_text(table, text_of("at most three ideas each"));
	FILE *to = paper();
	render_table_print(table, to, false, 54);
	assert_drawn(to, "Board              Phase       Ideas  Rules\n"
			 "Getting around i…  Collect  12345678  at most three i…\n");
	/* Numbers are never cut, and texts not below what can be read. */
	to = paper();
	render_table_print(table, to, false, 20);
	assert_drawn(to, "Board         Phase       Ideas  Rules\n"
			 "Getting aro…  Collect  12345678  at most three i…\n");
	render_table_free(table);
}

static void empty_columns_give_way_first(void **state)
{
	(void)state;
	struct render_table *table = render_table_new("Board|Leader|>Ideas|Rules");
	for (uint32_t i = 0; i < 2; i++) {
		render_cell_text(table, text_of("Plenary"));
		render_cell_text(table, text_of(""));
		render_cell(table, "%u", i);
		render_cell_text(table, text_of(""));
	}
	FILE *to = paper();
	render_table_print(table, to, false, 16);
	assert_drawn(to, "Board    Ideas\n"
			 "Plenary      0\n"
			 "Plenary      1\n");
	to = paper();
	render_table_print(table, to, false, 80);
	assert_drawn(to, "Board    Leader  Ideas  Rules\n"
			 "Plenary              0  \n"
			 "Plenary              1  \n");
	render_table_free(table);
}

static void prose_is_broken_between_words(void **state)
{
	(void)state;
	FILE *to = paper();
	render_paragraph(
		to, "  ",
		text_of("Write one thought on each card.\nÜberschaubarkeitsanforderung ja"), 22);
	assert_drawn(to, "  Write one thought on\n"
			 "  each card.\n"
			 "  Überschaubarkeitsanforderung\n"
			 "  ja\n");
	to = paper();
	render_paragraph(to, "", text_of("Write one thought on each card."), 0);
	assert_drawn(to, "Write one thought on each card.\n");
}

static void only_styled_tables_have_escape_sequences(void **state)
{
	(void)state;
	struct render_table *table = render_table_new("A");
	render_cell_text(table, text_of("\033[31mred\302\233x"));
	FILE *to = paper();
	render_table_print(table, to, false, 0);
	assert_drawn(to, "A\n [31mred x\n");
	to = paper();
	render_table_print(table, to, true, 0);
	assert_drawn(to, "\033[1mA\n\033[0m [31mred x\n");
	render_table_free(table);
}

static void a_grapheme_is_not_cut(void **state)
{
	(void)state;
	const char family[] = "👨‍👩‍👧‍👦";
	assert_int_equal(render_prefix(family, strlen(family), 1), 0);
	assert_int_equal(render_prefix("ae\u0301b", 5, 2), 4);
	assert_int_equal(render_prefix("abc", 3, 9), 3);
}

static void durations_read_like_clocks(void **state)
{
	(void)state;
	char out[32];
	render_duration(65000, out, sizeof out);
	assert_string_equal(out, "1:05");
	render_duration(64001, out, sizeof out);
	assert_string_equal(out, "1:05");
	render_duration(3600000, out, sizeof out);
	assert_string_equal(out, "1:00:00");
}

static void names_are_the_same_in_either_case(void **state)
{
	(void)state;
	assert_true(find_same(text_of("Rudolstadt"), "rudol", true));
	assert_false(find_same(text_of("Rudolstadt"), "rudol", false));
	assert_true(find_same(text_of("MÜHLHAUSEN"), "mühlhausen", false));
	assert_true(find_same(text_of("Ĺa"), "ĺA", false));
	assert_false(find_same(text_of("Rudol"), "rudolstadt", true));
	assert_true(find_same(text_of(""), "", false));
}

static void a_qr_code_has_light_all_around(void **state)
{
	(void)state;
	FILE *to = paper();
	assert_true(qr_print(to, "https://bogen.example/j/KBWF-3N7Q"));
	fclose(to);
	/* Version 3: 29 modules and 4 of quiet zone on each side. */
	const char *line_end = strchr(drawn, '\n');
	assert_int_equal((line_end - drawn) / 3, 29 + 8);
	for (int i = 0; i < 29 + 8; i++)
		assert_memory_equal(drawn + 3 * i, "█", 3);
	free(drawn);
	char *long_text = calloc(1, 5000);
	memset(long_text, 'a', 4999);
	to = paper();
	assert_false(qr_print(to, long_text));
	fclose(to);
	free(drawn);
	free(long_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("columns stand under each other, wide characters too",
		      columns_stand_under_each_other),
		CLAIM("the last column is cut to the terminal",
		      the_last_column_is_cut_to_the_terminal),
		CLAIM("the widest columns give way too", the_widest_columns_give_way_too),
		CLAIM("columns in which nothing stands give way first",
		      empty_columns_give_way_first),
		CLAIM("prose is broken between words", prose_is_broken_between_words),
		CLAIM("text from elsewhere brings no escape sequence",
		      only_styled_tables_have_escape_sequences),
		CLAIM("a grapheme is not cut", a_grapheme_is_not_cut),
		CLAIM("durations read like clocks", durations_read_like_clocks),
		CLAIM("names are the same in either case", names_are_the_same_in_either_case),
		CLAIM("a QR code has its quiet zone", a_qr_code_has_light_all_around),
	};
	return cmocka_run_group_tests_name("cli render", tests, NULL, NULL);
}
