/* The rules for text: UTF-8 in normal form C, without control characters and without characters
 * that reorder or hide what stands around them, counted in graphemes (Unicode TR 29).
 * utf8proc is known here only. */
#ifndef BOGEN_PROTOCOL_TEXT_H
#define BOGEN_PROTOCOL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "errors.h"

/* Checks one text against the rules and its limits. Returns err_none, err_text_missing (fewer
 * graphemes than the least, or only white space where one is asked for), err_text_too_long or
 * err_text_not_allowed. `multiline` allows line feeds. */
enum err text_check(const char *at, size_t size, bool multiline, uint32_t graphemes_min,
		    uint32_t graphemes_max, uint32_t bytes_max);

/* Whether the bytes are valid UTF-8 (no surrogates, no overlong forms). */
bool text_is_utf8(const char *at, size_t size);

/* What people type, made acceptable: normal form C, CR LF to LF, tabs to blanks, and no white
 * space at either end; a zero byte ends it. Returns owned, terminated; NULL if the input is not
 * UTF-8. */
char *text_tidy(const char *at, size_t size);

/* Graphemes in valid UTF-8. */
size_t text_graphemes(const char *at, size_t size);

/* Terminal columns of valid UTF-8, a whole grapheme at a time. */
size_t text_columns(const char *at, size_t size);

#endif
