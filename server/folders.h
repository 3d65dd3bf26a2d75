/* Where the server's own files are: given, beside its program, or in the current directory. */
#ifndef BOGEN_SERVER_FOLDERS_H
#define BOGEN_SERVER_FOLDERS_H

#include <limits.h>
#include <stdbool.h>

#include "server/config.h"
#include "server/log/log.h"

struct folders {
	char methods[PATH_MAX];
	char web[PATH_MAX]; /* "": there is no browser client to serve */
};

/* Finds them. False with the reason. */
bool folders_find(const struct config *config, struct folders *folders, struct failure *failure);

/* Makes the data directory if it is not there, for its owner alone, and checks that it can be
 * written to. False with the reason. */
bool folders_make_data(const char *directory, struct failure *failure);

/* Whether the file can be read. False with the reason. */
bool folders_check_file(const char *file, const char *what, struct failure *failure);

#endif
