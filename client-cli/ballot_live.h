/* What would come of an open ballot if it closed now, reckoned from the counts that one is shown.
 */
#ifndef BOGEN_CLI_BALLOT_LIVE_H
#define BOGEN_CLI_BALLOT_LIVE_H

struct ballot_count;

/* Fills the options' results. */
void ballot_live_reckon(struct ballot_count *count);

#endif
