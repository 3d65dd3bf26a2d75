/* One subcommand on several ideas or comments: reads their numbers, gives a command for each and
 * stops at the first that is refused. */
#ifndef BOGEN_CLI_SEVERAL_H
#define BOGEN_CLI_SEVERAL_H

#include <jansson.h>
#include <stdint.h>

#include "client-cli/client.h"

struct several {
	const char *what; /* "idea" or "comment" */
	uint32_t *numbers;
	uint32_t count;
	uint32_t done; /* the first ones, for which the command was given */
};

/* All arguments as numbers; with the flag --comment they are comments. Free also if it fails. */
int several_read(const struct cli *cli, struct several *several);
void several_free(struct several *several);

/* Gives the command for one of them. */
typedef int several_each(struct client *client, uint32_t number, void *context);
int several_do(struct client *client, struct several *several, several_each *each, void *context);

/* "Idea #3 is", "Comments #3, #4 are". Returns owned. */
char *several_subject(const struct several *several);
/* {"ideas": [3, 4]} or {"comments": …}. Returns owned. */
json_t *several_json(const struct several *several);

#endif
