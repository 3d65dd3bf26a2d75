/* Who is sent a row. Everybody reads one or more lists; a row stands in the lists of its audience.
 */
#ifndef BOGEN_SERVER_DECIDE_AUDIENCE_H
#define BOGEN_SERVER_DECIDE_AUDIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/records.h"
#include "server/decide/view.h"

/* Lists have numbers: these two, and one for each board, owner and invitation. */
#define LIST_EVERYONE      0u
#define LIST_MODERATORS    1u
#define LIST_OF_INVITATION UINT32_C(0x20000000)
#define LIST_OF_BOARD      UINT32_C(0x40000000)
#define LIST_OF_OWNER      UINT32_C(0x80000000)
#define LIST_NUMBER_MASK   UINT32_C(0x3FFFFFFF)

/* Moderators' and boards' lists are sent to many at once; owners are sent theirs one by one. */
static inline bool list_is_shared(uint32_t list)
{
	return list != LIST_EVERYONE && !(list & LIST_OF_OWNER);
}

#define AUDIENCE_LISTS_MAX 10u

struct audience_lists {
	uint32_t at[AUDIENCE_LISTS_MAX];
	uint32_t count;
};

/* The lists that a row with these fields belongs to; none if it never leaves the server. */
struct audience_lists audience_of(enum row_kind kind, const void *row);

/* The lists that somebody reads: everyone's, and by role, person and boards more. */
struct audience_lists audience_of_actor(const struct view *view, const struct actor *actor);

bool audience_meets(const struct audience_lists *row, const struct audience_lists *reader);

#endif
