/* How far an import has come, on disk: the number of the device that its commands are given with,
 * and the result of each step. With it an interrupted import goes on, and a step that was sent but
 * not noted is sent again under its number, which does it at most once [CMD-3].
 *
 * A line each: "bogen-import 1 DEVICE STEPS", then "d|x|f STEP RESULT" (done, existing, failed) or
 * "n DEVICE" (what is open goes under this one), at last "end". A last line without line feed was
 * not written whole and does not count. */
#ifndef BOGEN_CLI_JOURNAL_H
#define BOGEN_CLI_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "client-cli/import_plan.h"
#include "protocol/codec.h"

struct journal {
	int to; /* descriptor; -1 if closed */
	uint32_t device;
	bool ended;
	uint32_t noted;
	struct buffer out; /* not yet written */
};

/* Opens or makes the journal and closes the plan's steps that it has noted. False with errno;
 * EBADMSG if it belongs to another plan. */
bool journal_open(struct journal *journal, const char *path, struct import_plan *plan);
void journal_close(struct journal *journal);

/* Writes all of `out` to the file, waits until it is on disk, and empties it. */
bool journal_write(int to, struct buffer *out);

void journal_note(struct journal *journal, uint32_t step, enum import_state state, uint32_t result);
void journal_note_end(struct journal *journal);
/* What is not noted was not done: it is given with a new device number, from the next opening on.
 * False with errno. */
bool journal_renew(struct journal *journal);
/* Everything noted is on disk when this returns true. */
bool journal_flush(struct journal *journal);

/* Tells files apart (FNV-1a, 64 bits: an identity, not a protection). */
uint64_t journal_hash(const char *at, size_t size);

#endif
