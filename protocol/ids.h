/* Numbers of rows, one struct for each kind so that they cannot be swapped. 0 is "none".
 * The struct is laid out as its uint32_t, which the generic codec relies on. */
#ifndef BOGEN_PROTOCOL_IDS_H
#define BOGEN_PROTOCOL_IDS_H

#include <stdint.h>

/* clang-format off */
#define BOGEN_IDS(ID) \
	ID(session) ID(town) ID(board) ID(phase) ID(topic) ID(person) ID(idea) ID(comment) \
	ID(ballot) ID(device) ID(part) ID(invitation) ID(idea_sort) ID(slip)
/* clang-format on */

#define BOGEN_DECLARE_ID(of)                                                                       \
	struct of##_id {                                                                           \
		uint32_t n;                                                                        \
	};
BOGEN_IDS(BOGEN_DECLARE_ID)
#undef BOGEN_DECLARE_ID

#endif
