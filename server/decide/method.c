/* Reads the JSON files of methods. Every name must be known and every text must be there in every
 * language: a method that was mistyped fails at start, not in the middle of a workshop. */
#include "server/decide/method.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/text.h"
#include "protocol/words.h"

/* Where the reading is: file, path inside it, and what to fill when something is wrong. */
struct place {
	const char *file;
	char path[128];
	struct failure *failure;
};

__attribute__((format(printf, 2, 3))) static bool wrong(const struct place *place,
							const char *format, ...)
{
	char reason[256];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	snprintf(place->failure->message, sizeof place->failure->message, "%.120s: %s%s%s",
		 place->file, place->path, place->path[0] != '\0' ? ": " : "", reason);
	return false;
}

/* One step further into the file. */
static struct place place_at(const struct place *place, const char *name)
{
	struct place inner = {.file = place->file, .failure = place->failure};
	snprintf(inner.path, sizeof inner.path, "%.100s%s%.24s", place->path,
		 place->path[0] != '\0' ? "." : "", name);
	return inner;
}

static struct place place_of_item(const struct place *place, size_t index)
{
	struct place inner = {.file = place->file, .failure = place->failure};
	snprintf(inner.path, sizeof inner.path, "%.100s[%zu]", place->path, index);
	return inner;
}

static void *must_have(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

/* An object with these names and no others; those of `optional` may be missing. */
static bool check_object(const struct place *place, json_t *value, const char *const *names,
			 const char *const *optional)
{
	if (!json_is_object(value))
		return wrong(place, "an object is needed");
	size_t known = 0;
	for (const char *const *name = names; *name != NULL; name++) {
		if (json_object_get(value, *name) == NULL)
			return wrong(place, "\"%s\" is missing", *name);
		known++;
	}
	for (const char *const *name = optional; *name != NULL; name++)
		known += json_object_get(value, *name) != NULL;
	if (known == json_object_size(value))
		return true;

	const char *key;
	json_t *item;
	json_object_foreach(value, key, item)
	{
		bool found = false;
		for (const char *const *name = names; *name != NULL; name++)
			found = found || strcmp(key, *name) == 0;
		for (const char *const *name = optional; *name != NULL; name++)
			found = found || strcmp(key, *name) == 0;
		if (!found)
			return wrong(place, "\"%.60s\" is not known here", key);
	}
	return true;
}

struct text_limits {
	bool multiline;
	uint32_t graphemes_min, graphemes_max, bytes_max;
};

/* What the texts become in rows.def. */
static const struct text_limits title_limits = {false, 1, 120, 480};
static const struct text_limits prompt_limits = {true, 1, 1000, 4000};

static bool read_text(const struct place *place, json_t *value, const struct text_limits *limits,
		      char **out)
{
	if (!json_is_string(value))
		return wrong(place, "a text is needed");
	const char *text = json_string_value(value);
	size_t size = json_string_length(value);
	switch (text_check(text, size, limits->multiline, limits->graphemes_min,
			   limits->graphemes_max, limits->bytes_max)) {
	case err_none:
		*out = must_have(strdup(text));
		return true;
	case err_text_missing:
		return wrong(place, "the text is empty");
	case err_text_too_long:
		return wrong(place, "the text is longer than %u characters or %u bytes",
			     limits->graphemes_max, limits->bytes_max);
	default:
		return wrong(place, "the text has characters that are not allowed, or is not in "
				    "normal form C");
	}
}

/* { "en": …, "de": … }: one text for every language there is. */
static bool read_texts(const struct place *place, json_t *value, const struct text_limits *limits,
		       char *out[LANGUAGES_END])
{
	const char *names[LANGUAGES_END + 1] = {NULL};
	for (uint32_t i = 0; i < words_language.count; i++)
		names[i] = words_language.words[i].name;
	static const char *const none[] = {NULL};
	if (!check_object(place, value, names, none))
		return false;
	for (uint32_t i = 0; i < words_language.count; i++) {
		struct place inner = place_at(place, names[i]);
		if (!read_text(&inner, json_object_get(value, names[i]), limits,
			       &out[words_language.words[i].number]))
			return false;
	}
	return true;
}

static bool read_allows(const struct place *place, json_t *value, uint64_t *allows)
{
	if (!json_is_array(value))
		return wrong(place, "a list of actions is needed");
	size_t index;
	json_t *item;
	json_array_foreach(value, index, item)
	{
		struct place inner = place_of_item(place, index);
		const char *word = json_is_string(item) ? json_string_value(item) : "";
		uint8_t number = words_number(&words_action, word);
		if (number == 0)
			return wrong(&inner, "\"%.40s\" is no action", word);
		if ((*allows & UINT64_C(1) << number) != 0)
			return wrong(&inner, "\"%s\" stands here twice", word);
		*allows |= UINT64_C(1) << number;
	}
	return true;
}

#define MINUTES_MAX 525600 /* as in rows.def */

static bool read_phase(const struct place *place, json_t *value, struct method_phase *phase)
{
	static const char *const names[] = {"title", "prompt", "allows", NULL};
	static const char *const optional[] = {"minutes", NULL};
	if (!check_object(place, value, names, optional))
		return false;
	struct place inner = place_at(place, "title");
	if (!read_texts(&inner, json_object_get(value, "title"), &title_limits, phase->title))
		return false;
	inner = place_at(place, "prompt");
	if (!read_texts(&inner, json_object_get(value, "prompt"), &prompt_limits, phase->prompt))
		return false;
	inner = place_at(place, "allows");
	if (!read_allows(&inner, json_object_get(value, "allows"), &phase->allows))
		return false;
	json_t *minutes = json_object_get(value, "minutes");
	if (minutes == NULL)
		return true;
	inner = place_at(place, "minutes");
	json_int_t number = json_is_integer(minutes) ? json_integer_value(minutes) : -1;
	if (number < 1 || number > MINUTES_MAX)
		return wrong(&inner, "a whole number from 1 to %d is needed", MINUTES_MAX);
	phase->minutes = (uint32_t)number;
	return true;
}

static bool read_phases(const struct place *place, json_t *value, struct method *method)
{
	size_t count = json_array_size(value);
	if (count == 0)
		return wrong(place, "a list of at least one phase is needed");
	method->phases = must_have(calloc(count, sizeof *method->phases));
	method->phase_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		struct place inner = place_of_item(place, i);
		if (!read_phase(&inner, json_array_get(value, i), &method->phases[i]))
			return false;
	}
	return true;
}

static bool read_topics(const struct place *place, json_t *value, struct method *method)
{
	static const char *const names[] = {"title", NULL};
	static const char *const none[] = {NULL};
	if (!json_is_array(value))
		return wrong(place, "a list of topics is needed");
	size_t count = json_array_size(value);
	method->topics = must_have(calloc(count + 1, sizeof *method->topics));
	method->topic_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		struct place inner = place_of_item(place, i);
		json_t *topic = json_array_get(value, i);
		if (!check_object(&inner, topic, names, none))
			return false;
		inner = place_at(&inner, "title");
		if (!read_texts(&inner, json_object_get(topic, "title"), &title_limits,
				method->topics[i].title))
			return false;
	}
	return true;
}

static bool read_method(const struct place *place, json_t *value, struct method *method)
{
	static const char *const names[] = {"title",  "town_boards", "ballot",
					    "phases", "topics",      NULL};
	static const char *const none[] = {NULL};
	if (!check_object(place, value, names, none))
		return false;
	struct place inner = place_at(place, "title");
	if (!read_texts(&inner, json_object_get(value, "title"), &title_limits, method->title))
		return false;
	inner = place_at(place, "ballot");
	if (!read_texts(&inner, json_object_get(value, "ballot"), &title_limits, method->ballot))
		return false;

	inner = place_at(place, "town_boards");
	const char *audience = json_string_value(json_object_get(value, "town_boards"));
	uint8_t number = audience != NULL ? words_number(&words_audience, audience) : 0;
	if (number != audience_everyone && number != audience_members)
		return wrong(&inner, "either \"everyone\" or \"members\" is needed");
	method->town_boards = (enum audience)number;

	inner = place_at(place, "phases");
	if (!read_phases(&inner, json_object_get(value, "phases"), method))
		return false;
	inner = place_at(place, "topics");
	return read_topics(&inner, json_object_get(value, "topics"), method);
}

/* ---- files ---- */

static const char suffix[] = ".json";

static bool is_method_file(const char *name)
{
	size_t size = strlen(name);
	return size >= sizeof suffix && name[0] != '.' &&
	       strcmp(name + size - (sizeof suffix - 1), suffix) == 0;
}

#define NAME_BYTES_MAX 60 /* of a session's method in rows.def */

static bool read_method_file(const char *folder, const char *name, struct method *method,
			     struct failure *failure)
{
	char file[512];
	struct place place = {.file = file, .failure = failure};
	int size = snprintf(file, sizeof file, "%s/%s", folder, name);
	size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
	if (size < 0 || (size_t)size >= sizeof file || strcmp(name + letters, suffix) != 0 ||
	    letters > NAME_BYTES_MAX)
		return wrong(&place,
			     "a method's file is named with at most %d of a-z, 0-9, - and _",
			     NAME_BYTES_MAX);
	method->name = must_have(strndup(name, letters));

	json_error_t error;
	json_t *value = json_load_file(file, JSON_REJECT_DUPLICATES, &error);
	if (value == NULL)
		return wrong(&place, "line %d: %.140s", error.line, error.text);
	bool ok = read_method(&place, value, method);
	json_decref(value);
	return ok;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the method files, ordered so that the first thing wrong is always the same one. */
static bool list_files(const char *folder, char ***names, size_t *count, struct failure *failure)
{
	*names = NULL;
	*count = 0;
	DIR *directory = opendir(folder);
	if (directory == NULL) {
		snprintf(failure->message, sizeof failure->message,
			 "the methods cannot be read from %.200s: %s", folder, strerror(errno));
		return false;
	}
	for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
		if (!is_method_file(entry->d_name))
			continue;
		*names = must_have(realloc(*names, (*count + 1) * sizeof **names));
		(*names)[(*count)++] = must_have(strdup(entry->d_name));
	}
	closedir(directory);
	if (*count > 0)
		qsort(*names, *count, sizeof **names, compare_names);
	return true;
}

struct methods *methods_load(const char *folder, struct failure *failure)
{
	char **names;
	size_t count;
	if (!list_files(folder, &names, &count, failure))
		return NULL;

	struct methods *methods = must_have(calloc(1, sizeof *methods));
	methods->at = must_have(calloc(count + 1, sizeof *methods->at));
	bool ok = count > 0;
	if (!ok)
		snprintf(failure->message, sizeof failure->message,
			 "there is no method in %.200s (no file ending in .json)", folder);
	for (size_t i = 0; ok && i < count; i++) {
		methods->count++;
		ok = read_method_file(folder, names[i], &methods->at[i], failure);
	}
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	if (ok)
		return methods;
	methods_free(methods);
	return NULL;
}

static void free_texts(char *texts[LANGUAGES_END])
{
	for (uint32_t i = 0; i < LANGUAGES_END; i++)
		free(texts[i]);
}

void methods_free(struct methods *methods)
{
	if (methods == NULL)
		return;
	for (uint32_t i = 0; i < methods->count; i++) {
		struct method *method = &methods->at[i];
		free(method->name);
		free_texts(method->title);
		free_texts(method->ballot);
		for (uint32_t j = 0; j < method->phase_count; j++) {
			free_texts(method->phases[j].title);
			free_texts(method->phases[j].prompt);
		}
		for (uint32_t j = 0; j < method->topic_count; j++)
			free_texts(method->topics[j].title);
		free(method->phases);
		free(method->topics);
	}
	free(methods->at);
	free(methods);
}

const struct method *methods_find(const struct methods *methods, struct text name)
{
	for (uint32_t i = 0; i < methods->count; i++) {
		const struct method *method = &methods->at[i];
		if (strlen(method->name) == name.size &&
		    memcmp(method->name, name.at, name.size) == 0)
			return method;
	}
	return NULL;
}
