/* A table of voting papers: a line for each slip, a column for each option; or two columns, the
 * slip and what it says. Checks all of it before anything is entered. Knows nothing of connections.
 */
#ifndef BOGEN_CLI_PAPER_TABLE_H
#define BOGEN_CLI_PAPER_TABLE_H

#include <jansson.h>

#include "client-cli/paper_options.h"
#include "protocol/records.h"

struct paper_line {
	uint32_t line; /* in the file */
	uint32_t slip;
	struct pairs choices; /* owned bytes; in opinion ballots an idea and a choice each */
};

struct paper_table {
	struct paper_line *lines; /* in the order of the file */
	uint32_t count;
	char *problems; /* owned; what is wrong, a line each, with its place; "" if nothing is */
	uint32_t problem_count;
};

/* `lines` as spreadsheet_lines() gives them; `language` of the sentences on what a ballot does not
 * take. Free also with problems. */
void paper_table_read(struct paper_table *table, const json_t *lines,
		      const struct row_ballot *ballot, const struct paper_options *options,
		      enum language language);
void paper_table_free(struct paper_table *table);

/* A further problem, at the end. */
void paper_table_problem(struct paper_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* What one cell says of an option, as in `bogen cast`, with a cross for what is chosen and the
 * German words too: adds to `choices`, which has room. An empty cell says nothing. False with the
 * reason. */
struct paper;
bool paper_table_read_cell(const struct row_ballot *ballot, uint32_t option, const char *cell,
			   struct paper *paper, char *reason, size_t reason_size);

/* Words such as "12=3" of a whole paper, of opinion ballots too. False with the reason. */
bool paper_table_read_words(const struct row_ballot *ballot, const char *const *words,
			    uint32_t count, const char *order, struct paper *paper, char *reason,
			    size_t reason_size);

/* Whether the ballot takes these choices; else the sentence why not, and the option concerned or
 * `*option` = NO_OPTION. */
#define NO_OPTION UINT32_MAX
bool paper_table_takes(const struct row_ballot *ballot, const struct paper_options *options,
		       struct pairs choices, enum language language, uint32_t *option,
		       char *sentence, size_t sentence_size);

#endif
