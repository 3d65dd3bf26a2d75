#include "client-cli/pb_names.h"

#include <stdlib.h>
#include <string.h>

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

void pb_names_free(struct pb_names *names)
{
	for (uint32_t i = 0; i < names->count; i++)
		free(names->at[i].name);
	free(names->at);
	*names = (struct pb_names){0};
}

void pb_names_add(struct pb_names *names, const char *name, uint32_t index,
		  struct spreadsheet_place at)
{
	/* Room for twice as many whenever the count is a power of two. */
	if ((names->count & (names->count - 1)) == 0)
		names->at = must_have(
			realloc(names->at, ((size_t)names->count * 2 + 1) * sizeof *names->at));
	names->at[names->count++] = (struct pb_named){must_have(strdup(name)), index, at};
}

static int compare_both(const void *left, const void *right)
{
	const struct pb_named *a = left, *b = right;
	int order = strcmp(a->name, b->name);
	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int compare_name(const void *left, const void *right)
{
	const struct pb_named *a = left, *b = right;
	return strcmp(a->name, b->name);
}

const struct pb_named *pb_names_sort(struct pb_names *names)
{
	const struct pb_named *twice = NULL;
	if (names->count > 0)
		qsort(names->at, names->count, sizeof *names->at, compare_both);
	for (uint32_t i = 1; i < names->count; i++)
		if (strcmp(names->at[i - 1].name, names->at[i].name) == 0 &&
		    (!twice || names->at[i].index < twice->index))
			twice = &names->at[i];
	return twice;
}

bool pb_names_find(const struct pb_names *names, const char *name, uint32_t *index)
{
	const struct pb_named wanted = {.name = (char *)(uintptr_t)name};
	if (names->count == 0)
		return false;
	const struct pb_named *found =
		bsearch(&wanted, names->at, names->count, sizeof *names->at, compare_name);
	if (found)
		*index = found->index;
	return found != NULL;
}
