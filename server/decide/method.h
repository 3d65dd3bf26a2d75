/* Facilitation methods: JSON files in a folder, read once at start. Knows files and JSON; the rest
 * of the server knows only these structs. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_H
#define BOGEN_SERVER_DECIDE_METHOD_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/records.h"
#include "server/log/log.h"

#define LANGUAGES_END (language_de + 1)

struct method_phase {
	char *title[LANGUAGES_END]; /* by enum language; all languages are there */
	char *prompt[LANGUAGES_END];
	uint64_t allows;  /* bits 1 << enum action */
	uint32_t minutes; /* 0: no timer foreseen */
};

struct method_topic {
	char *title[LANGUAGES_END];
};

struct method {
	char *name; /* "open": the file's name without .json */
	char *title[LANGUAGES_END];
	enum audience town_boards;   /* everyone or members */
	char *ballot[LANGUAGES_END]; /* title of the opinion ballot */
	struct method_phase *phases; /* at least one */
	uint32_t phase_count;
	struct method_topic *topics;
	uint32_t topic_count;
};

struct methods {
	struct method *at;
	uint32_t count;
};

/* Reads every .json in the folder. A wrong file fails the whole, with file, path and reason.
 * Returns owned or NULL. */
struct methods *methods_load(const char *folder, struct failure *failure);
void methods_free(struct methods *methods);
const struct method *methods_find(const struct methods *methods, struct text name);

#endif
