/* bogend verify: whether a database is what it says it is. */
#ifndef BOGEN_SERVER_VERIFY_H
#define BOGEN_SERVER_VERIFY_H

#include "server/config.h"

/* Checks a file by itself, or the database of a data directory with the heads beside it, and counts
 * every closed ballot again. Returns the exit code: 0 only if all holds, else 1. */
int verify(const struct config *config);

#endif
