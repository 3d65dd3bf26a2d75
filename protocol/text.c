#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const utf8proc_uint8_t *u8(const char *at)
{
	return (const utf8proc_uint8_t *)at;
}

/* The character at `*at`, which moves behind it; negative if the bytes are no UTF-8. */
static utf8proc_int32_t take_character(const char **at, const char *end)
{
	utf8proc_int32_t character;
	utf8proc_ssize_t size = utf8proc_iterate(u8(*at), end - *at, &character);
	if (size <= 0)
		return -1;
	*at += size;
	return character;
}

bool text_is_utf8(const char *at, size_t size)
{
	const char *end = at + size;
	while (at < end) {
		if (!((unsigned char)*at & 0x80))
			at++;
		else if (take_character(&at, end) < 0)
			return false;
	}
	return true;
}

/* Characters that reorder or hide their neighbours, or end lines where none is seen. */
static bool is_deceptive(utf8proc_int32_t character)
{
	return (character >= 0x202A && character <= 0x202E) ||
	       (character >= 0x2066 && character <= 0x2069) || character == 0x2028 ||
	       character == 0x2029 || character == 0xFEFF;
}

static bool is_allowed(utf8proc_int32_t character, bool multiline)
{
	if (character == '\n')
		return multiline;
	return utf8proc_category(character) != UTF8PROC_CATEGORY_CC && !is_deceptive(character);
}

static bool is_blank(utf8proc_int32_t character)
{
	if (character == ' ' || character == '\n')
		return true;
	utf8proc_category_t category = utf8proc_category(character);
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CF;
}

#define MARKS_MAX 30u /* on one character: the limit of Unicode's stream-safe text (UAX 15) */

struct marks {
	utf8proc_propval_t class;
	uint32_t count;
};

/* In normal form C combining marks stand in the order of their classes. Sorting them takes time
 * that grows with the square of their number, so what is out of order, or too many, never gets as
 * far as is_normal(). */
static bool marks_in_order(struct marks *marks, utf8proc_int32_t character)
{
	utf8proc_propval_t class = utf8proc_get_property(character)->combining_class;
	bool in_order = class == 0 || class >= marks->class;
	marks->count = class == 0 ? 0 : marks->count + 1;
	marks->class = class;
	return in_order && marks->count <= MARKS_MAX;
}

/* ASCII, by far the most common text, is in normal form C already. */
static bool is_normal(const char *at, size_t size)
{
	bool ascii = true;
	for (size_t i = 0; i < size && ascii; i++)
		ascii = !((unsigned char)at[i] & 0x80);
	if (ascii)
		return true;
	utf8proc_uint8_t *normal = NULL;
	utf8proc_ssize_t normal_size = utf8proc_map(u8(at), (utf8proc_ssize_t)size, &normal,
						    UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	bool same = normal_size == (utf8proc_ssize_t)size && memcmp(normal, at, size) == 0;
	free(normal);
	return same;
}

enum err text_check(const char *at, size_t size, bool multiline, uint32_t graphemes_min,
		    uint32_t graphemes_max, uint32_t bytes_max)
{
	if (size > bytes_max)
		return err_text_too_long;
	bool only_blanks = true;
	struct marks marks = {0};
	const char *end = at + size;
	for (const char *next = at; next < end;) {
		utf8proc_int32_t character = take_character(&next, end);
		if (character < 0 || !is_allowed(character, multiline) ||
		    !marks_in_order(&marks, character))
			return err_text_not_allowed;
		only_blanks = only_blanks && is_blank(character);
	}
	if (!is_normal(at, size))
		return err_text_not_allowed;
	/* A text never has more graphemes than bytes, so most need no counting. */
	size_t graphemes =
		size <= graphemes_max && graphemes_min <= 1 ? (size > 0) : text_graphemes(at, size);
	if (graphemes > graphemes_max)
		return err_text_too_long;
	if (graphemes < graphemes_min || (graphemes_min > 0 && only_blanks))
		return err_text_missing;
	return err_none;
}

char *text_tidy(const char *at, size_t size)
{
	if (!text_is_utf8(at, size))
		return NULL;
	size = strnlen(at, size); /* nobody could read on behind a terminator */
	char *plain = malloc(size + 1);
	if (!plain)
		abort();
	size_t used = 0;
	for (size_t i = 0; i < size; i++) {
		if (at[i] == '\r') {
			if (i + 1 < size && at[i + 1] == '\n')
				continue;
			plain[used++] = '\n';
		} else {
			plain[used++] = at[i] == '\t' ? ' ' : at[i];
		}
	}
	size_t start = 0;
	while (start < used && (plain[start] == ' ' || plain[start] == '\n'))
		start++;
	while (used > start && (plain[used - 1] == ' ' || plain[used - 1] == '\n'))
		used--;
	utf8proc_uint8_t *normal = NULL;
	utf8proc_ssize_t normal_size =
		utf8proc_map(u8(plain + start), (utf8proc_ssize_t)(used - start), &normal,
			     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	free(plain);
	if (normal_size < 0)
		abort();
	return (char *)normal; /* utf8proc_map() terminates what it returns */
}

size_t text_graphemes(const char *at, size_t size)
{
	const char *end = at + size;
	utf8proc_int32_t before = 0, state = 0;
	size_t count = 0;
	while (at < end) {
		utf8proc_int32_t character = take_character(&at, end);
		if (character < 0)
			break;
		if (count == 0 || utf8proc_grapheme_break_stateful(before, character, &state))
			count++;
		before = character;
	}
	return count;
}

size_t text_columns(const char *at, size_t size)
{
	const char *end = at + size;
	utf8proc_int32_t before = 0, state = 0;
	size_t columns = 0, grapheme_columns = 0;
	bool first = true;
	while (at < end) {
		utf8proc_int32_t character = take_character(&at, end);
		if (character < 0)
			break;
		if (!first && utf8proc_grapheme_break_stateful(before, character, &state)) {
			columns += grapheme_columns;
			grapheme_columns = 0;
		}
		/* A grapheme is as wide as its widest character: a family of four is one emoji. */
		size_t width = (size_t)utf8proc_charwidth(character);
		if (width > grapheme_columns)
			grapheme_columns = width;
		before = character;
		first = false;
	}
	return columns + grapheme_columns;
}
