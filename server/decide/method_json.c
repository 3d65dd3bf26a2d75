/* Single values of a method's JSON: bounded texts, numbers in a range, words that are known. */
#include "server/decide/method_json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/text.h"

/* A message is one line, whatever it quotes. */
static void blank_controls(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == '\x7F')
			*text = ' ';
}

bool place_wrong(const struct place *place, const char *format, ...)
{
	char reason[256];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	blank_controls(reason);
	snprintf(place->failure->message, sizeof place->failure->message, "%.120s: %s%s%s",
		 place->file, place->path, place->path[0] != '\0' ? ": " : "", reason);
	return false;
}

struct place place_at(const struct place *place, const char *name)
{
	struct place inner = {.file = place->file, .failure = place->failure};
	snprintf(inner.path, sizeof inner.path, "%.100s%s%.24s", place->path,
		 place->path[0] != '\0' ? "." : "", name);
	return inner;
}

struct place place_of_item(const struct place *place, size_t index)
{
	struct place inner = {.file = place->file, .failure = place->failure};
	snprintf(inner.path, sizeof inner.path, "%.100s[%zu]", place->path, index);
	return inner;
}

void *must_have(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

/* ---- objects and lists ---- */

static bool is_one_of(const char *key, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(key, *names) == 0)
			return true;
	return false;
}

bool json_check_object(const struct place *place, json_t *value, const char *const *names,
		       const char *const *optional)
{
	if (!json_is_object(value))
		return place_wrong(place, "an object is needed");
	const char *key;
	json_t *item;
	json_object_foreach(value, key, item)
	{
		if (!is_one_of(key, names) && !is_one_of(key, optional))
			return place_wrong(place, "\"%.60s\" is not known here", key);
	}
	for (; *names != NULL; names++)
		if (json_object_get(value, *names) == NULL)
			return place_wrong(place, "\"%s\" is missing", *names);
	return true;
}

bool json_check_list(const struct place *place, json_t *value, uint32_t count_min,
		     uint32_t count_max)
{
	if (value != NULL && !json_is_array(value))
		return place_wrong(place, "a list is needed");
	size_t count = json_array_size(value);
	if (count < count_min)
		return place_wrong(place, "at least %u is needed here", count_min);
	if (count > count_max)
		return place_wrong(place, "%zu are too many; at most %u can stand here", count,
				   count_max);
	return true;
}

/* ---- texts ---- */

static bool read_text(const struct place *place, json_t *value, const struct text_limits *limits,
		      char **out)
{
	if (!json_is_string(value))
		return place_wrong(place, "a text is needed");
	const char *text = json_string_value(value);
	size_t size = json_string_length(value);
	switch (text_check(text, size, limits->multiline, limits->graphemes_min,
			   limits->graphemes_max, limits->bytes_max)) {
	case err_none:
		*out = must_have(strdup(text));
		return true;
	case err_text_missing:
		return place_wrong(place, "the text is empty");
	case err_text_too_long:
		return place_wrong(place, "the text is longer than %u characters or %u bytes",
				   limits->graphemes_max, limits->bytes_max);
	default:
		return place_wrong(place,
				   "the text has characters that are not allowed, or is not in "
				   "normal form C");
	}
}

bool json_read_texts(const struct place *place, json_t *value, const struct text_limits *limits,
		     char *out[LANGUAGES_END])
{
	const char *names[LANGUAGES_END + 1] = {NULL};
	for (uint32_t i = 0; i < words_language.count; i++)
		names[i] = words_language.words[i].name;
	static const char *const none[] = {NULL};
	if (!json_check_object(place, value, names, none))
		return false;
	for (uint32_t i = 0; i < words_language.count; i++) {
		struct place inner = place_at(place, names[i]);
		if (!read_text(&inner, json_object_get(value, names[i]), limits,
			       &out[words_language.words[i].number]))
			return false;
	}
	return true;
}

#define KEY_BYTES_MAX 40

bool json_read_key(const struct place *place, json_t *value, char **out)
{
	const char *key = json_is_string(value) ? json_string_value(value) : "";
	size_t size = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-");
	if (size == 0 || size > KEY_BYTES_MAX || key[size] != '\0')
		return place_wrong(place, "a key is needed: at most %d of a-z, 0-9 and -",
				   KEY_BYTES_MAX);
	*out = must_have(strdup(key));
	return true;
}

/* ---- numbers and words ---- */

bool json_read_number(const struct place *place, json_t *value, uint32_t min, uint32_t max,
		      uint32_t *out)
{
	if (value == NULL)
		return true;
	json_int_t number = json_integer_value(value);
	if (!json_is_integer(value) || number < (json_int_t)min || number > (json_int_t)max)
		return place_wrong(place, "a whole number from %u to %u is needed", min, max);
	*out = (uint32_t)number;
	return true;
}

bool json_read_flag(const struct place *place, json_t *value, bool *out)
{
	if (value == NULL)
		return true;
	if (!json_is_boolean(value))
		return place_wrong(place, "true or false is needed");
	*out = json_is_true(value);
	return true;
}

/* Says which words could stand here: "next" or "lock". */
static bool wrong_word(const struct place *place, const struct words *words, uint64_t choices)
{
	char listed[160] = "";
	size_t size = 0;
	for (uint32_t i = 0; i < words->count; i++) {
		uint64_t bit = UINT64_C(1) << words->words[i].number;
		if ((choices & bit) == 0)
			continue;
		choices &= ~bit;
		const char *before = size == 0 ? "" : choices == 0 ? " or " : ", ";
		size += (size_t)snprintf(listed + size, sizeof listed - size, "%s\"%s\"", before,
					 words->words[i].name);
		if (size >= sizeof listed)
			break;
	}
	return place_wrong(place, "%s is needed", listed);
}

bool json_read_word(const struct place *place, json_t *value, const struct words *words,
		    uint64_t choices, unsigned *number)
{
	if (value == NULL)
		return true;
	uint8_t found = json_is_string(value) ? words_number(words, json_string_value(value)) : 0;
	if (found == 0 || (choices & UINT64_C(1) << found) == 0)
		return wrong_word(place, words, choices);
	*number = found;
	return true;
}

bool json_read_set(const struct place *place, json_t *value, const struct words *words,
		   const char *what, uint64_t *set)
{
	if (value == NULL)
		return true;
	if (!json_is_array(value))
		return place_wrong(place, "a list is needed");
	size_t index;
	json_t *item;
	json_array_foreach(value, index, item)
	{
		struct place inner = place_of_item(place, index);
		const char *word = json_is_string(item) ? json_string_value(item) : "";
		uint8_t number = words_number(words, word);
		if (number == 0)
			return place_wrong(&inner, "\"%.40s\" is no %s", word, what);
		if ((*set & UINT64_C(1) << number) != 0)
			return place_wrong(&inner, "\"%s\" stands here twice", word);
		*set |= UINT64_C(1) << number;
	}
	return true;
}

/* ---- members of objects ---- */

const struct text_limits title_limits = {false, 1, 120, 480};

bool json_read_texts_at(const struct place *place, json_t *object, const char *name,
			const struct text_limits *limits, char *out[LANGUAGES_END])
{
	struct place inner = place_at(place, name);
	return json_read_texts(&inner, json_object_get(object, name), limits, out);
}

bool json_read_number_at(const struct place *place, json_t *object, const char *name, uint32_t min,
			 uint32_t max, uint32_t *out)
{
	struct place inner = place_at(place, name);
	return json_read_number(&inner, json_object_get(object, name), min, max, out);
}

bool json_read_flag_at(const struct place *place, json_t *object, const char *name, bool *out)
{
	struct place inner = place_at(place, name);
	return json_read_flag(&inner, json_object_get(object, name), out);
}

bool json_read_word_at(const struct place *place, json_t *object, const char *name,
		       const struct words *words, uint64_t choices, unsigned *number)
{
	struct place inner = place_at(place, name);
	return json_read_word(&inner, json_object_get(object, name), words, choices, number);
}

bool json_read_set_at(const struct place *place, json_t *object, const char *name,
		      const struct words *words, const char *what, uint64_t *set)
{
	struct place inner = place_at(place, name);
	return json_read_set(&inner, json_object_get(object, name), words, what, set);
}
