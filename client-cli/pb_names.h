/* Names in a file, and where they stand: to find the index of one, and those that come twice. */
#ifndef BOGEN_CLI_PB_NAMES_H
#define BOGEN_CLI_PB_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "client-cli/spreadsheet_scan.h"

struct pb_named {
	char *name;
	uint32_t index;
	struct spreadsheet_place at;
};

/* Begins as {0}. */
struct pb_names {
	struct pb_named *at;
	uint32_t count;
};

void pb_names_free(struct pb_names *names);
/* Copies. */
void pb_names_add(struct pb_names *names, const char *name, uint32_t index,
		  struct spreadsheet_place at);
/* Puts them in order, for pb_names_find(). Returns the first that repeats an earlier one, borrowed,
 * or NULL. */
const struct pb_named *pb_names_sort(struct pb_names *names);
bool pb_names_find(const struct pb_names *names, const char *name, uint32_t *index);

#endif
