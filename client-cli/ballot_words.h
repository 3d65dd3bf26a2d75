/* A ballot's rules in words: how one votes, what decides, what its level of secrecy means. Knows
 * the ballot's row alone. */
#ifndef BOGEN_CLI_BALLOT_WORDS_H
#define BOGEN_CLI_BALLOT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "protocol/records.h"

/* The command that votes in it, "bogen cast 3 12=3 14=1", with its own options as examples. */
void ballot_words_next(const struct row_ballot *ballot, char *out, size_t out_size);
/* Whether the ballot's own question is the only option. */
bool ballot_words_asks_itself(const struct row_ballot *ballot);
/* How one votes, in a sentence or two. */
void ballot_words_how(const struct row_ballot *ballot, char *out, size_t out_size);
/* What decides: threshold, places, budget and quorum; "" where nothing does. */
void ballot_words_decides(const struct row_ballot *ballot, char *out, size_t out_size);
/* What the money is spent by: what is announced, else add1. */
enum budget_rule ballot_words_budget_rule(const struct row_ballot *ballot);
/* "more than half", "at least 2/3". */
void ballot_words_threshold(const struct row_ballot *ballot, char *out, size_t out_size);

/* "plain" where the row says nothing. */
enum secrecy ballot_words_secrecy(const struct row_ballot *ballot);
/* What the level promises, and what it does not protect from. */
const char *ballot_words_promise(enum secrecy secrecy);
const char *ballot_words_danger(enum secrecy secrecy);

/* Whether nobody sees results before the closing. */
bool ballot_words_hidden(const struct row_ballot *ballot);

#endif
