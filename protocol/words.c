#include "words.h"

#include <stddef.h>
#include <string.h>

#define WORDS(set)              static const struct word words_of_##set[] = {
#define WORD(set, word, number) {#word, (number)},
#define END_WORDS(set)                                                                             \
	}                                                                                          \
	;
#include "words.def"

#define WORDS(set)                                                                                 \
	const struct words words_##set = {#set, words_of_##set,                                    \
					  sizeof words_of_##set / sizeof words_of_##set[0]};
#define WORD(set, word, number)
#define END_WORDS(set)
#include "words.def"

#define WORDS(set) &words_##set,
#define WORD(set, word, number)
#define END_WORDS(set)
const struct words *const words_sets[] = {
#include "words.def"
};
const uint32_t words_sets_count = sizeof words_sets / sizeof words_sets[0];

const char *words_name(const struct words *words, uint64_t number)
{
	for (uint32_t i = 0; i < words->count; i++)
		if (words->words[i].number == number)
			return words->words[i].name;
	return NULL;
}

uint8_t words_number(const struct words *words, const char *name)
{
	for (uint32_t i = 0; i < words->count; i++)
		if (strcmp(words->words[i].name, name) == 0)
			return words->words[i].number;
	return 0;
}
