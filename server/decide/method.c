/* The folder of methods: which files are methods, and what they are called. */
#include "server/decide/method.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/method_json.h"
#include "server/decide/method_read.h"

static const char suffix[] = ".json";

static bool is_method_file(const char *name)
{
	size_t size = strlen(name);
	return size >= sizeof suffix && name[0] != '.' &&
	       strcmp(name + size - (sizeof suffix - 1), suffix) == 0;
}

#define NAME_BYTES_MAX 60 /* of a session's method in rows.def */

/* The name of a method is that of its file without the folder and .json. */
static bool read_file(const char *file, struct method *method, struct failure *failure)
{
	const char *slash = strrchr(file, '/');
	const char *name = slash != NULL ? slash + 1 : file;
	struct place place = {.file = file, .failure = failure};
	size_t letters = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");
	if (letters == 0 || letters > NAME_BYTES_MAX || strcmp(name + letters, suffix) != 0)
		return place_wrong(&place,
				   "a method's file is named with at most %d of a-z, 0-9, - and _, "
				   "and .json at the end",
				   NAME_BYTES_MAX);
	method->name = must_have(strndup(name, letters));
	return method_read(file, method, failure);
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

static struct methods *make_methods(size_t room)
{
	struct methods *methods = must_have(calloc(1, sizeof *methods));
	methods->at = must_have(calloc(room + 1, sizeof *methods->at));
	return methods;
}

/* Takes the methods; returns them if all is well. */
static struct methods *unless_failed(struct methods *methods, bool ok)
{
	if (ok)
		return methods;
	methods_free(methods);
	return NULL;
}

struct methods *methods_load(const char *folder, struct failure *failure)
{
	char **names;
	size_t count;
	if (!list_files(folder, &names, &count, failure))
		return NULL;

	struct methods *methods = make_methods(count);
	bool ok = count > 0;
	if (!ok)
		snprintf(failure->message, sizeof failure->message,
			 "there is no method in %.200s (no file ending in .json)", folder);
	for (size_t i = 0; ok && i < count; i++) {
		char *file = NULL;
		if (asprintf(&file, "%s/%s", folder, names[i]) < 0)
			abort();
		ok = read_file(file, &methods->at[methods->count++], failure);
		free(file);
	}
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
	return unless_failed(methods, ok);
}

struct methods *methods_load_file(const char *file, struct failure *failure)
{
	struct methods *methods = make_methods(1);
	methods->count = 1;
	return unless_failed(methods, read_file(file, &methods->at[0], failure));
}

static void free_texts(char *texts[LANGUAGES_END])
{
	for (uint32_t i = 0; i < LANGUAGES_END; i++)
		free(texts[i]);
}

static void free_lists(struct method *method)
{
	for (uint32_t i = 0; i < method->phase_count; i++) {
		free(method->phases[i].key);
		free_texts(method->phases[i].title);
		free_texts(method->phases[i].prompt);
		free_texts(method->phases[i].help);
	}
	for (uint32_t i = 0; i < method->topic_count; i++) {
		free(method->topics[i].key);
		free_texts(method->topics[i].title);
	}
	for (uint32_t i = 0; i < method->sort_count; i++) {
		free(method->sorts[i].key);
		free_texts(method->sorts[i].title);
	}
	for (uint32_t i = 0; i < method->board_count; i++) {
		free(method->boards[i].key);
		free_texts(method->boards[i].title);
	}
	for (uint32_t i = 0; i < method->ballot_count; i++) {
		free(method->ballots[i].key);
		free_texts(method->ballots[i].title);
	}
	free(method->phases);
	free(method->topics);
	free(method->sorts);
	free(method->boards);
	free(method->ballots);
}

void methods_free(struct methods *methods)
{
	if (methods == NULL)
		return;
	for (uint32_t i = 0; i < methods->count; i++) {
		struct method *method = &methods->at[i];
		free(method->name);
		free_texts(method->title);
		free_texts(method->purpose);
		free_texts(method->ballot);
		free_lists(method);
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

bool method_phase_fits(const struct method_phase *phase, enum board_sort sort)
{
	return phase->boards == 0 || (phase->boards & UINT64_C(1) << sort) != 0;
}
