/* Which slips this profile has entered in a ballot, and a mark of what they said: so that a batch
 * that was interrupted can be entered again, and what differs is seen. It lies beside the profile.
 *
 * A line each: "bogen-papers 1 SALT", then "s SLIP MARK CHECK" before a paper is sent, "d SLIP
 * MARK" when it is entered, "x SLIP" when it was refused or taken back; of opinions "S SLIP IDEA
 * MARK", "D SLIP IDEA MARK" and "X SLIP IDEA". A last line without line
 * feed was not written whole and does not count. Marks are no protection: who holds the slips knows
 * more. */
#ifndef BOGEN_CLI_PAPER_JOURNAL_H
#define BOGEN_CLI_PAPER_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/codec.h"
#include "protocol/records.h"

enum paper_state { paper_unknown, paper_sent, paper_entered, paper_refused };

struct paper_entry {
	uint32_t slip;
	enum paper_state state;
	uint64_t mark;
	uint8_t check[CHECK_BYTES]; /* of what was sent in a confidential ballot */
	uint32_t idea;              /* opinion ballots: which, for each is sent alone; else 0 */
};

struct paper_journal {
	int to;     /* descriptor; -1 if closed */
	char *path; /* owned */
	uint64_t salt;
	struct paper_entry *entries;
	uint32_t count;
	struct buffer out; /* not yet written */
};

/* Opens or makes it; takes `path`. False with errno; EBADMSG if it is none. Close also then. */
bool paper_journal_open(struct paper_journal *journal, char *path);
/* With `settled` the check numbers go, which nobody needs any more. */
void paper_journal_close(struct paper_journal *journal, bool settled);

uint64_t paper_journal_mark(const struct paper_journal *journal, struct pairs choices);
/* What was last noted of the slip; NULL if nothing was. `idea` as in the entry. */
const struct paper_entry *paper_journal_find(const struct paper_journal *journal, uint32_t slip,
					     uint32_t idea);
void paper_journal_note(struct paper_journal *journal, const struct paper_entry *entry);
/* Everything noted is on disk when this returns true. */
bool paper_journal_flush(struct paper_journal *journal);

#endif
