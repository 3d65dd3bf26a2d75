/* A voting paper as it is typed: "12=3 14=1" and what the ballot's method makes of it. Knows what
 * words mean in which method, not whether the ballot takes such a paper: the server says so. */
#ifndef BOGEN_CLI_PAPER_READ_H
#define BOGEN_CLI_PAPER_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "protocol/records.h"

struct paper {
	struct pair pairs[BALLOT_OPTIONS_MAX + 1];
	uint32_t count; /* by the option's number */
	uint8_t bytes[(BALLOT_OPTIONS_MAX + 1) * PAIR_BYTES];
};

/* Reads all words, English or German, and `order` ("12,14,9", NULL for none) for a ranking. What is
 * given as nothing (no points, not approved) is left out. An option that is named twice stays so.
 * False with the reason. */
bool paper_read(const struct row_ballot *ballot, const char *const *words, uint32_t count,
		const char *order, struct paper *paper, char *reason, size_t reason_size);

/* As they travel; borrowed from the paper. */
struct pairs paper_pairs(struct paper *paper);
/* The other way round, by the option's number. */
void paper_from(struct paper *paper, struct pairs pairs);
bool paper_same(const struct paper *a, const struct paper *b);

/* How one votes in such a ballot, to be typed behind `bogen cast 3 `: "12=3 14=1". */
const char *paper_pattern(const struct row_ballot *ballot);
/* What a value means: "yes", "3 points", "rank 2", "resistance 7", "approved". */
void paper_value_show(enum ballot_method method, uint64_t value, char *out, size_t out_size);

#endif
