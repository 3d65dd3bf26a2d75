/* The statements that every page links to: /imprint, /privacy and /accessibility lead to what the
 * operator has written elsewhere. */
#ifndef BOGEN_SERVER_EDGE_STATEMENTS_H
#define BOGEN_SERVER_EDGE_STATEMENTS_H

enum statement { statement_imprint, statement_privacy, statement_accessibility, statements_end };

/* Where each one is, as it goes into a Location header; NULL: none has been named. */
struct statements {
	const char *at[statements_end];
};

/* Which one a path asks for; statements_end if it asks for none. */
enum statement statement_of_path(const char *path);

/* What is said in place of one that is missing. */
const char *statement_missing(enum statement statement);

/* Returns copies that are owned. */
struct statements statements_copy(const struct statements *statements);
void statements_clear(struct statements *owned);

#endif
