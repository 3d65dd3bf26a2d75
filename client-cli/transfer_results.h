/* What came of a ballot as a table for spreadsheets. */
#ifndef BOGEN_CLI_TRANSFER_RESULTS_H
#define BOGEN_CLI_TRANSFER_RESULTS_H

#include <stdio.h>

#include "protocol/replica.h"

/* A line for each option: counts, score, rank and decision under each rule, counts by town. Tables
 * are passed on: what is for moderators alone is left out. Returns how many lines. */
size_t transfer_results_write(const struct replica *replica, const struct row_ballot *ballot,
			      FILE *to);

#endif
