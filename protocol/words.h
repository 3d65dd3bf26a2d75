/* The enumerations of words.def, and their words.
 *
 * `role` gives `enum role { role_none, role_viewer, … }` and `words_role`. Numbers that a newer
 * peer may send and this build does not know are refused in commands and read as none in rows. */
#ifndef BOGEN_PROTOCOL_WORDS_H
#define BOGEN_PROTOCOL_WORDS_H

#include <stdint.h>

#define WORDS(set)              enum set { set##_none = 0,
#define WORD(set, word, number) set##_##word = (number),
#define END_WORDS(set)                                                                             \
	}                                                                                          \
	;
#include "words.def"

struct word {
	const char *name;
	uint8_t number;
};

struct words {
	const char *name;
	const struct word *words;
	uint32_t count;
};

#define WORDS(set) extern const struct words words_##set;
#define WORD(set, word, number)
#define END_WORDS(set)
#include "words.def"

/* All sets, in the order of words.def. */
extern const struct words *const words_sets[];
extern const uint32_t words_sets_count;

/* The word with this number, or NULL. Static storage. */
const char *words_name(const struct words *words, uint64_t number);

/* The number of a word, or 0. */
uint8_t words_number(const struct words *words, const char *name);

#endif
