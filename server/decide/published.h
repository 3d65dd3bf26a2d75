/* The papers of a confidential ballot as they are made public: opened, shuffled, and without the
 * towns of few people. Owns them until they are put. */
#ifndef BOGEN_SERVER_DECIDE_PUBLISHED_H
#define BOGEN_SERVER_DECIDE_PUBLISHED_H

#include "server/decide/seal.h"

struct published_paper {
	uint32_t town; /* 0: not told */
	uint8_t check[CHECK_BYTES];
	uint8_t *choices; /* owned */
	uint32_t count;   /* of choices */
};

struct published {
	struct published_paper *at;
	uint32_t count;
	uint32_t damaged; /* papers that did not open */
	bool all_towns;   /* are told */
};

/* Opens and shuffles; a paper that does not open is `damaged`. Returns owned. */
struct published *published_new(const struct view *view, const struct row_ballot *ballot);
void published_put(const struct published *published, const struct row_ballot *ballot,
		   struct changes *changes);
/* What was opened leaves the memory. */
void published_free(struct published *published);

#endif
