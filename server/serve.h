/* Runs the server: puts the threads together, waits for signals, takes them apart. */
#ifndef BOGEN_SERVER_SERVE_H
#define BOGEN_SERVER_SERVE_H

#include <stdbool.h>

#include "server/config.h"
#include "server/log/log.h"

/* Serves until told to stop. Returns the exit code: 0, or 2 if it could not start. */
int serve(const struct config *config);

/* Whether a server could start with these settings, as far as can be seen without starting one.
 * False with the first thing wrong. */
bool serve_check(const struct config *config, struct failure *failure);

#endif
