#include "client-cli/several.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int several_read(const struct cli *cli, struct several *several)
{
	bool comments = cli_flag(cli, "comment");
	uint32_t count = cli->options.argument_count;
	*several = (struct several){.what = comments ? "comment" : "idea"};
	several->numbers = calloc(count + 1, sizeof *several->numbers);
	if (!several->numbers)
		abort();
	for (; several->count < count; several->count++) {
		int status =
			cli_argument_number(cli, several->count, comments ? "a comment" : "an idea",
					    &several->numbers[several->count]);
		if (status)
			return status;
	}
	return exit_done;
}

void several_free(struct several *several)
{
	free(several->numbers);
	*several = (struct several){0};
}

/* "#3, #4" of the first so many. Returns owned. */
static char *list(const struct several *several, uint32_t count)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	if (!to)
		abort();
	for (uint32_t i = 0; i < count; i++)
		fprintf(to, "%s#%u", i ? ", " : "", several->numbers[i]);
	fclose(to);
	return text;
}

int several_do(struct client *client, struct several *several, several_each *each, void *context)
{
	for (several->done = 0; several->done < several->count; several->done++) {
		char about[16];
		uint32_t number = several->numbers[several->done];
		snprintf(about, sizeof about, "#%u: ", number);
		client->about = several->count > 1 ? about : NULL;
		int status = each(client, number, context);
		client->about = NULL;
		if (status && several->done > 0) {
			char *before = list(several, several->done);
			cli_say(client->cli, "Done for %s.", before);
			free(before);
		}
		if (status)
			return status;
	}
	return exit_done;
}

char *several_subject(const struct several *several)
{
	char *subject = NULL, *numbers = list(several, several->count);
	bool one = several->count == 1;
	const char *what = strcmp(several->what, "comment") == 0 ? "Comment" : "Idea";
	if (asprintf(&subject, "%s%s %s %s", what, one ? "" : "s", numbers, one ? "is" : "are") < 0)
		abort();
	free(numbers);
	return subject;
}

json_t *several_json(const struct several *several)
{
	char plural[16];
	json_t *numbers = json_array(), *object = json_object();
	for (uint32_t i = 0; i < several->count; i++)
		json_array_append_new(numbers, json_integer(several->numbers[i]));
	snprintf(plural, sizeof plural, "%ss", several->what);
	json_object_set_new(object, plural, numbers);
	return object;
}
