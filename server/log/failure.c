/* Saying why something failed: one English line for the operator. */
#include "server/log/failure.h"

#include <stdarg.h>
#include <stdio.h>

bool failure_set(struct failure *failure, const char *format, ...)
{
	if (failure != NULL) {
		va_list arguments;

		va_start(arguments, format);
		vsnprintf(failure->message, sizeof(failure->message), format, arguments);
		va_end(arguments);
	}
	return false;
}
