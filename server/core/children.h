/* Which rows refer to an idea: its comments, or the ideas merged into it. Only grows; whether a row
 * still refers to the idea its fields say. */
#ifndef BOGEN_SERVER_CORE_CHILDREN_H
#define BOGEN_SERVER_CORE_CHILDREN_H

#include "protocol/records.h"

struct child_list {
	uint32_t *ids; /* rising */
	uint32_t count, room;
};

struct children {
	struct child_list *of; /* by the idea's number */
	uint32_t room;
};

/* Both kinds, as a state and a draft keep them. */
struct kinship {
	struct children comments, merged;
};

/* Notes what the row refers to; other kinds than ideas and comments to nothing. */
void kinship_note(struct kinship *kinship, enum row_kind kind, const union any_row *row);
/* The next number after `after` of a comment on the idea (kind comment), or of an idea that was
 * merged into it (kind idea); 0: none. */
uint32_t kinship_next(const struct kinship *kinship, enum row_kind kind, uint32_t idea,
		      uint32_t after);
void kinship_free(struct kinship *kinship);

#endif
