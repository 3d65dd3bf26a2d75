/* What an import has to do: a list of steps, each a command, in an order in which each step needs
 * only results of steps of earlier kinds. The list depends on the file alone, so that it is the
 * same when an interrupted import is run again; a step's place is its command's number.
 *
 * Knows nothing of connections. */
#ifndef BOGEN_CLI_IMPORT_PLAN_H
#define BOGEN_CLI_IMPORT_PLAN_H

#include <jansson.h>

#include "protocol/records.h"
#include "protocol/replica.h"

enum import_state {
	import_open,
	import_sent, /* on the present connection, not answered yet */
	import_done,
	import_existing, /* found in the session by its name: nothing had to be done */
	import_failed    /* refused, or something it needs was */
};

struct import_step {
	enum command_kind kind;
	enum import_state state;
	uint32_t old;    /* its number in the file; 0 for votes and links */
	uint32_t result; /* its number in the session */
	json_t *row;     /* borrowed from the file */
};

struct import_plan {
	json_t *file;  /* owned; a list for each kind of row, as `export` writes it */
	json_t *known; /* owned; {kind: {number: new number or null}} */
	struct import_step *steps;
	uint32_t step_count;
	char *problems; /* owned; why the file cannot be imported, a line each; "" if it can */
	uint32_t problem_count;
};

/* Takes `file`. Texts are tidied; texts out of limits, wrong words and numbers that lead nowhere
 * are problems. */
void import_plan_make(struct import_plan *plan, json_t *file);
void import_plan_free(struct import_plan *plan);

/* Ideas from a table (spreadsheet_read) in the form of a file; `town` is the town of rows that name
 * none, or "". Returns owned, or NULL with the reason. */
json_t *import_plan_of_table(const json_t *rows, const char *town, char *reason,
			     size_t reason_size);

/* What stands in the session already: ballots and the plenary, and towns and topics of the same
 * name, whose steps become `import_existing`. False with the reason if the session lacks what the
 * file needs. */
bool import_plan_meet(struct import_plan *plan, const struct replica *replica, char *reason,
		      size_t reason_size);

/* Notes how a step ended. */
void import_plan_close(struct import_plan *plan, uint32_t index, enum import_state state,
		       uint32_t result);

/* ---- the arguments of its steps: import_fill.c ---- */

/* A number in a row of the file; 0 for anything else. */
uint32_t import_plan_number(const json_t *row, const char *field);
/* The number in the session; false if there is none (yet). 0 is a result too: oneself, no topic. */
bool import_plan_renumber(const struct import_plan *plan, const char *kind, uint32_t old,
			  uint32_t *new);
/* Whether the session has such a board by itself: its plenary, and one for each of its towns. */
bool import_plan_is_own_board(const json_t *row);

/* Fills the arguments of a step; texts are borrowed from the plan. False if something it needs has
 * failed. */
bool import_plan_fill(const struct import_plan *plan, const struct replica *replica, uint32_t index,
		      union any_command *args);

#endif
