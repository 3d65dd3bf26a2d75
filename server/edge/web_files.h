/* The browser client's files, read into memory: what is not in this table is not served, so no path
 * leads out of it.
 *
 * A file NAME may have NAME.gz and NAME.br beside it: the same, packed when it was built. Knows
 * nothing of requests. */
#ifndef BOGEN_SERVER_EDGE_WEB_FILES_H
#define BOGEN_SERVER_EDGE_WEB_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/log/log.h"

#define WEB_TAG_BYTES 43 /* a strong entity tag with its quotes, terminated */

struct web_body {
	uint8_t *at; /* NULL: there is none */
	size_t size;
	char tag[WEB_TAG_BYTES];
};

struct web_file {
	char *path;       /* "/assets/app-3f9c.js" */
	const char *type; /* of its content */
	bool immutable;   /* its name changes with its content */
	struct web_body plain, gzip, brotli;
};

struct web_files {
	uint32_t references; /* of one thread */
	struct web_file *at; /* by path */
	uint32_t count;
};

/* Reads a directory, with all below it but hidden files. Returns owned, with one reference; NULL
 * with what could not be read and why. */
struct web_files *web_files_load(const char *directory, struct failure *failure);

struct web_files *web_files_hold(struct web_files *files); /* one reference more */
void web_files_drop(struct web_files *files);              /* NULL is allowed */

/* NULL if there is none with that path. */
const struct web_file *web_files_find(const struct web_files *files, const char *path);

#endif
