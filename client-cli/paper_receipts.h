/* The check numbers of slips entered in a confidential ballot, for the people they belong to: a
 * table of slip and check number, each line on disk before its slip counts as entered here. */
#ifndef BOGEN_CLI_PAPER_RECEIPTS_H
#define BOGEN_CLI_PAPER_RECEIPTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "protocol/limits.h"

struct receipts {
	FILE *to;         /* NULL: none are kept */
	const char *path; /* borrowed */
	bool dirty;
};

/* Goes on at the end of a file that is there. False with errno; EBADMSG if it is something else. */
bool receipts_open(struct receipts *receipts, const char *path);
void receipts_add(struct receipts *receipts, uint32_t slip, const uint8_t check[CHECK_BYTES]);
/* Everything added is on disk when this returns true. */
bool receipts_flush(struct receipts *receipts);
bool receipts_close(struct receipts *receipts);

#endif
