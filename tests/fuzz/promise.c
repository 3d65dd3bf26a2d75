/* How a fuzz target ends when a promise is broken. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

void fuzz_promise(int kept, const char *promise)
{
	if (kept)
		return;
	fprintf(stderr, "broken: %s\n", promise);
	abort();
}
