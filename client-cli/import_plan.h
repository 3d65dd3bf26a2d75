/* What an import has to do: a list of steps, each a command, in waves: a step needs only results of
 * earlier waves. The list depends on the file alone, so that it is the same when an interrupted
 * import is run again; a step's place is its command's number. Whether a step is needed at all, and
 * with which arguments, is seen when its wave has come.
 *
 * Knows nothing of connections. */
#ifndef BOGEN_CLI_IMPORT_PLAN_H
#define BOGEN_CLI_IMPORT_PLAN_H

#include <jansson.h>

#include "protocol/records.h"
#include "protocol/replica.h"

enum import_state {
	import_open,
	import_done,
	import_existing, /* as the session had it already: nothing had to be done */
	import_failed    /* refused, or something it needs was */
};

struct import_step {
	enum command_kind kind;
	enum import_state state;
	uint32_t wave;
	const char *makes; /* the kind of row whose new number is its result; NULL: none */
	uint32_t old;      /* that row's number in the file */
	uint32_t result;   /* its number in the session */
	json_t *row;       /* borrowed from the file, or from `asked` */
};

/* Options (or choices), voters and weights of one ballot. */
#define IMPORT_LISTS_BYTES                                                                         \
	((BALLOT_OPTIONS_MAX + 1u) * PAIR_BYTES + LINES_MAX * (ID_BYTES + PAIR_BYTES))

struct import_plan {
	json_t *file;  /* owned; a list for each kind of row, as `export` writes it */
	json_t *known; /* owned; {kind: {number: new number or null}} */
	json_t *index; /* owned; {kind: {number: row}} */
	json_t *asked; /* owned; what steps are made of that have no row of the file */
	struct import_step *steps;
	uint32_t step_count, step_room, wave;
	struct person_id self; /* who imports; set before steps are filled */
	uint8_t *lists;        /* owned; room for the lists of the arguments filled last */
	char *problems; /* owned; why the file cannot be imported, a line each; "" if it can */
	uint32_t problem_count;
};

/* Takes `file`. Texts are tidied; texts out of limits, wrong words and numbers that lead nowhere
 * are problems. `town`: of people who belong to none, but for whoever imports; "": leave them. */
void import_plan_make(struct import_plan *plan, json_t *file, const char *town);
void import_plan_free(struct import_plan *plan);

/* Ideas from a table (spreadsheet_read) in the form of a file; `town` is the town of rows that name
 * none, or "". Returns owned, or NULL with the reason. */
json_t *import_plan_of_table(const json_t *rows, const char *town, char *reason,
			     size_t reason_size);

/* Notes how a step ended. */
void import_plan_close(struct import_plan *plan, uint32_t index, enum import_state state,
		       uint32_t result);

/* ---- its parts: numbers and words of the file ---- */

/* A number in a row of the file; 0 for anything else. */
uint32_t import_plan_number(const json_t *row, const char *field);
bool import_plan_is(const json_t *row, const char *field, const char *word);
/* The row of the file, borrowed; NULL if there is none. */
json_t *import_plan_row(const struct import_plan *plan, const char *kind, uint32_t old);
/* The number in the session; false if there is none (yet). 0 is a result too: oneself, no topic. */
bool import_plan_renumber(const struct import_plan *plan, const char *kind, uint32_t old,
			  uint32_t *new);
void import_plan_know(struct import_plan *plan, const char *kind, uint32_t old, json_t *new);
/* Whether the session has such a board by itself: its plenary, and one for each of its towns. */
bool import_plan_is_own_board(const json_t *row);
/* Where to look up which person, board, … a field of the row names. */
bool import_plan_reference(const struct import_plan *plan, const json_t *row, const char *field,
			   const char *kind, uint32_t *new);

/* ---- its parts: steps ---- */

/* What follows needs what was before. */
void import_plan_wave(struct import_plan *plan);
/* `makes`: see the step. */
void import_plan_add(struct import_plan *plan, enum command_kind kind, json_t *row,
		     const char *makes);

/* ---- the file's ideas, in the phases in which they were written: import_history.c ---- */

void import_history_boards(struct import_plan *plan);
void import_history_ideas(struct import_plan *plan);
void import_history_votes(struct import_plan *plan);
void import_history_ends(struct import_plan *plan);

/* ---- ballots with what was said in them: import_ballots.c ---- */

/* Notes which people are those of numbered slips: they come to be when their slip is used. Before
 * anything else is asked of the file's people. */
void import_ballots_note_slips(struct import_plan *plan);
/* Slips that follow one another are numbered together. */
void import_ballots_slips(struct import_plan *plan);
/* Ballots that were closed, and all opinion ballots: prepared, opened, voted in, closed. */
void import_ballots_early(struct import_plan *plan);
/* The others, whose options nobody may change any more. */
void import_ballots_late(struct import_plan *plan);
/* Closes opinion ballots that were closed after ideas had been hidden and merged. */
void import_ballots_last(struct import_plan *plan);
/* Whether what was said in the ballot can be entered again: not what was sealed. */
bool import_ballots_enters(const json_t *ballot);
/* Whether the ballot is prepared by repeating the one before it. */
bool import_ballots_repeats(const struct import_plan *plan, const json_t *ballot);

/* ---- checking the file: import_check.c ---- */

void import_check_problem(struct import_plan *plan, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
typedef void import_check_fn(struct import_plan *plan, json_t *row, uint32_t at);
import_check_fn import_check_town, import_check_board, import_check_phase, import_check_topic,
	import_check_person, import_check_seat, import_check_idea, import_check_idea_reason,
	import_check_merged, import_check_stage, import_check_comment, import_check_comment_reason,
	import_check_link, import_check_vote, import_check_ballot, import_check_paper,
	import_check_slip;

/* Whether a field names a row of the file; else that is a problem. */
void import_check_reference(struct import_plan *plan, const json_t *row, const char *what,
			    uint32_t at, const char *field, const char *kind, bool may_be_none);
void import_check_word(struct import_plan *plan, const json_t *row, const char *what, uint32_t at,
		       const char *field, const struct words *words);
/* Tidies a text in the file and checks it as the server will. */
void import_check_text(struct import_plan *plan, json_t *row, const char *what, uint32_t at,
		       const char *name, enum command_kind kind);

/* ---- the session: import_meet.c ---- */

/* What stands in the session already: the plenary, and towns, boards and topics of the same name,
 * whose steps become `import_existing`. False with the reason if the session lacks what the file
 * needs. */
bool import_plan_meet(struct import_plan *plan, const struct replica *replica, char *reason,
		      size_t reason_size);

/* A team's or table's board under its new number; else the board of the town that the old one's
 * town has become, or the plenary. */
bool import_meet_board(const struct import_plan *plan, const struct replica *replica,
		       uint32_t number, struct row_board *board);
/* The session's phase of that number in the file, by its title or, in the same method, its number;
 * 0 if it has none. */
struct phase_id import_meet_phase(const struct import_plan *plan, const struct replica *replica,
				  uint32_t number);
/* The same, but only if all of its words can be taken over: in the same method and language. */
struct phase_id import_meet_phase_words(const struct import_plan *plan,
					const struct replica *replica, uint32_t number);
/* The phase in which ideas become what `row` (phase, sort) was; 0 if there is none. */
struct phase_id import_meet_phase_of_idea(const struct import_plan *plan,
					  const struct replica *replica, const json_t *row);
/* The board's phase if it allows votes, else one that does and shows nothing; 0 if none does. */
struct phase_id import_meet_phase_for_votes(const struct replica *replica,
					    const struct row_board *board);
/* The session's sort of ideas of that number in the file; 0 if it has none. */
struct idea_sort_id import_meet_sort(const struct import_plan *plan, const struct replica *replica,
				     uint32_t number);
/* The session's ballot that the file's is: one of the same name that votes can still be given in,
 * or that came with the same method; 0 if there is none. */
uint32_t import_meet_ballot(const struct import_plan *plan, const struct replica *replica,
			    const json_t *row);
/* Ballots that would be found if it were done now. */
void import_meet_ballots(struct import_plan *plan, const struct replica *replica);
/* Whether the file is of a session in the same language. */
bool import_meet_language(const struct import_plan *plan, const struct replica *replica);

/* ---- the arguments of its steps: import_fill.c ---- */

enum import_filled {
	import_filled_ready,
	import_filled_idle, /* it is so already */
	import_filled_never /* something it needs has failed */
};

/* Fills the arguments of a step; texts and lists are borrowed from the plan. `*met`: the number of
 * what is there already, with `import_filled_idle`; else 0. */
enum import_filled import_plan_fill(const struct import_plan *plan, const struct replica *replica,
				    uint32_t index, union any_command *args, uint32_t *met);
/* Those about ballots: import_fill_ballot.c. */
enum import_filled import_fill_ballot(const struct import_plan *plan, const struct replica *replica,
				      const struct import_step *step, union any_command *args,
				      uint32_t *met);

/* ---- what came of it: import_results.c ---- */

/* Compares the results of ballots that are closed again with those in the file: an owned list of
 * {"ballot", "title", "same", "differences": [sentence, …]}. */
json_t *import_results_compare(const struct import_plan *plan, const struct replica *replica);

#endif
