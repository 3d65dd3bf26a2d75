/* Voting papers as one HTML page that loads nothing from elsewhere. Knows how each method is voted
 * in on paper; knows nothing of where slips come from. */
#ifndef BOGEN_CLI_PAPER_SHEET_H
#define BOGEN_CLI_PAPER_SHEET_H

#include <stdio.h>

#include "client-cli/paper_options.h"

/* All borrowed. */
struct paper_sheet {
	FILE *to;
	enum language language;
	const struct row_ballot *ballot;
	const struct paper_options *options;
};

void paper_sheet_begin(const struct paper_sheet *sheet);
void paper_sheet_add(const struct paper_sheet *sheet, uint32_t slip, struct text town);
void paper_sheet_end(const struct paper_sheet *sheet);

#endif
