/* What protocol-print prints from the .def files. */
#ifndef BOGEN_PROTOCOL_PRINT_H
#define BOGEN_PROTOCOL_PRINT_H

#include <stdio.h>

#include "records.h"

void print_tables(FILE *out);     /* TABLES.md */
void print_typescript(FILE *out); /* client-web/src/protocol/generated.ts */

/* Words of rows.def and commands.def that never travel. */
extern const char *const row_sort_names[],
	*const row_audience_names[], *const command_who_names[], *const frame_sender_names[];

/* The word set's name of an action in commands.def, "none" for none. */
const char *action_name(enum action action);

struct printed_error {
	const char *name, *english, *german;
	unsigned number;
	int exit;
};
extern const struct printed_error printed_errors[];
extern const size_t printed_errors_count;

#endif
