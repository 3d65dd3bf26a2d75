/* The rows that a batch has changed so far, laid over the state: what decisions read through.
 * Dropped when the batch is under way; nothing of it ever reaches the state but through the log. */
#ifndef BOGEN_SERVER_CORE_DRAFT_H
#define BOGEN_SERVER_CORE_DRAFT_H

#include "server/core/arena.h"
#include "server/core/state.h"

struct draft {
	const struct state *state; /* borrowed */
	struct row_map rows;       /* rows in the batch's arena */
	uint32_t id_max[row_kinds_end];
	struct kinship kinship;
};

void draft_begin(struct draft *draft, const struct state *state);
void draft_end(struct draft *draft);

/* The draft's row, else the state's, else NULL. The shape of struct view's `find`. */
const struct row *draft_find(const void *draft, enum row_kind kind,
			     const uint32_t key[ROW_KEY_PARTS]);
uint32_t draft_next_id(const void *draft, enum row_kind kind);
uint32_t draft_next_child(const void *draft, enum row_kind kind, uint32_t idea, uint32_t after);

/* The sheet of a ballot that is or was open, as the state has it; NULL if there is none. */
const struct sheet *draft_sheet(const void *draft, uint32_t ballot);

/* Lays an encoded row frame over the state. `frame` stays where it is as long as the draft. */
void draft_put(struct draft *draft, struct arena *arena, struct bytes frame);

#endif
