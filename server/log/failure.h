/* Saying why something failed: one English line for the operator. */
#ifndef BOGEN_SERVER_LOG_FAILURE_H
#define BOGEN_SERVER_LOG_FAILURE_H

#include <stdbool.h>

#include "server/log/log.h"

/* Fills the failure (which may be NULL) and returns false, so that it can be returned at once. */
bool failure_set(struct failure *failure, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
