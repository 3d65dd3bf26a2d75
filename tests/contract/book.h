/* What the log tests append, and what must come of it: a book keeps its own account of each session
 * (number, sum, rows), independent of any log, and holds a log against it. */
#ifndef BOGEN_TESTS_CONTRACT_BOOK_H
#define BOGEN_TESTS_CONTRACT_BOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "server/log/log.h"

#define BOOK_SESSIONS 8u /* sessions 0 to 7 */

struct book;

struct book *book_new(void); /* returns owned */
void book_free(struct book *book);

/* ---- one call of append ---- */

/* Begins an entry upon what the book and the entries begun before say of the session. */
void book_entry(struct book *book, uint32_t session);
/* Begins an entry upon a given number, in a group (0: none). */
void book_entry_at(struct book *book, uint32_t session, uint64_t expected_seq, uint32_t group);
/* Begins a further part in the entry; the first one needs no call. */
void book_part(struct book *book);
/* Puts an idea, or removes it, in the part. */
void book_idea(struct book *book, uint32_t id, const char *text);
void book_remove_idea(struct book *book, uint32_t id);

/* Appends what was begun, enters what was appended into the account, and begins anew. Without a log
 * all counts as appended. Returns the first entry's outcome; `failure` may be NULL. */
enum log_outcome book_append(struct book *book, struct log *log, struct failure *failure);
/* Of an entry of the last call. */
enum log_outcome book_outcome(const struct book *book, uint32_t entry);

/* An entry with one idea: begins and appends it. */
enum log_outcome book_append_idea(struct book *book, struct log *log, uint32_t session, uint32_t id,
				  const char *text);

/* Begins the entry that a session's number determines: any process can tell the same history. */
void book_known_entry(struct book *book, uint32_t session);
/* Enters what the log holds into the empty account, if that is a known history for all sessions.
 * False and said aloud if it is not. */
bool book_recall(struct book *book, struct log *log);

/* ---- the account ---- */

uint64_t book_seq(const struct book *book, uint32_t session);

/* Whether the log reads back exactly what the account says, for all sessions. Says aloud what
 * differs. */
bool book_matches(const struct book *book, struct log *log);

#endif
