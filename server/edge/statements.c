/* See statements.h. */
#include "server/edge/statements.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ASK_DE " Bitte wenden Sie sich an die Stadt, die Sie eingeladen hat.\n"
#define ASK_EN " Please ask the town that invited you.\n"

static const struct {
	const char *path, *missing;
} kinds[statements_end] = {
	[statement_imprint] = {"/imprint",
			       "Für diese Seite ist noch kein Impressum angegeben." ASK_DE
			       "No imprint has been named for this page yet." ASK_EN},
	[statement_privacy] =
		{"/privacy", "Für diese Seite ist noch keine Datenschutzerklärung angegeben." ASK_DE
			     "No privacy statement has been named for this page yet." ASK_EN},
	[statement_accessibility] =
		{"/accessibility",
		 "Für diese Seite ist noch keine Erklärung zur Barrierefreiheit angegeben." ASK_DE
		 "No accessibility statement has been named for this page yet." ASK_EN},
};

enum statement statement_of_path(const char *path)
{
	enum statement statement = 0;
	while (statement < statements_end && strcmp(kinds[statement].path, path) != 0)
		statement++;
	return statement;
}

const char *statement_missing(enum statement statement)
{
	return kinds[statement].missing;
}

struct statements statements_copy(const struct statements *statements)
{
	struct statements copy = {{NULL}};
	for (int i = 0; i < statements_end; i++) {
		if (statements->at[i] == NULL)
			continue;
		copy.at[i] = strdup(statements->at[i]);
		if (copy.at[i] == NULL)
			abort();
	}
	return copy;
}

void statements_clear(struct statements *owned)
{
	for (int i = 0; i < statements_end; i++) {
		free((void *)(uintptr_t)owned->at[i]);
		owned->at[i] = NULL;
	}
}
