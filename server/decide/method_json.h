/* Takes values out of a method's JSON, and says by file, path and reason what is wrong with one.
 *
 * Owns nothing; knows the rules for text, not what a method consists of. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_JSON_H
#define BOGEN_SERVER_DECIDE_METHOD_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "protocol/words.h"
#include "server/decide/method.h"

/* Where the reading is: file, path inside it, and what to fill when something is wrong. */
struct place {
	const char *file;
	char path[128];
	struct failure *failure;
};

/* One step further into the file. */
struct place place_at(const struct place *place, const char *name);
struct place place_of_item(const struct place *place, size_t index);

/* Always false, for `return`. */
__attribute__((format(printf, 2, 3))) bool place_wrong(const struct place *place,
						       const char *format, ...);

/* The memory, for lack of which nothing could start. */
void *must_have(void *memory);

/* An object with these names and no others; those of `optional` may be missing. */
bool json_check_object(const struct place *place, json_t *value, const char *const *names,
		       const char *const *optional);

/* A list of count_min to count_max items. A missing one (NULL) is an empty one. */
bool json_check_list(const struct place *place, json_t *value, uint32_t count_min,
		     uint32_t count_max);

struct text_limits {
	bool multiline;
	uint32_t graphemes_min, graphemes_max, bytes_max;
};

/* { "en": …, "de": … }: one text for every language there is, each owned by the caller, also when
 * false is returned. */
bool json_read_texts(const struct place *place, json_t *value, const struct text_limits *limits,
		     char *out[LANGUAGES_END]);

/* A name by which other places in the file refer to this one: a-z, 0-9 and hyphens. Owned. */
bool json_read_key(const struct place *place, json_t *value, char **out);

/* A whole number. A missing one (NULL) leaves `out` as it is. */
bool json_read_number(const struct place *place, json_t *value, uint32_t min, uint32_t max,
		      uint32_t *out);

/* True or false. A missing one (NULL) leaves `out` as it is. */
bool json_read_flag(const struct place *place, json_t *value, bool *out);

/* One of the words that have a bit in `choices`. A missing one (NULL) leaves `number` as it is. */
bool json_read_word(const struct place *place, json_t *value, const struct words *words,
		    uint64_t choices, unsigned *number);

/* A list of words, each at most once, as bits. `what` is said of a wrong one: "action". A missing
 * list (NULL) leaves `set` as it is. */
bool json_read_set(const struct place *place, json_t *value, const struct words *words,
		   const char *what, uint64_t *set);

/* The same of an object's member with this name. */
bool json_read_texts_at(const struct place *place, json_t *object, const char *name,
			const struct text_limits *limits, char *out[LANGUAGES_END]);
bool json_read_number_at(const struct place *place, json_t *object, const char *name, uint32_t min,
			 uint32_t max, uint32_t *out);
bool json_read_flag_at(const struct place *place, json_t *object, const char *name, bool *out);
bool json_read_word_at(const struct place *place, json_t *object, const char *name,
		       const struct words *words, uint64_t choices, unsigned *number);
bool json_read_set_at(const struct place *place, json_t *object, const char *name,
		      const struct words *words, const char *what, uint64_t *set);

/* A title: one line, as long as titles are in rows. */
extern const struct text_limits title_limits;

#endif
