/* The state of one session: its rows, and the lists in which its readers find what is new.
 *
 * Putting rows is the only way to change it. Derived rows are put along with the rows they come
 * from (derive.h). Knows nothing of commands, connections or logs. */
#ifndef BOGEN_SERVER_CORE_STATE_H
#define BOGEN_SERVER_CORE_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/row_map.h"
#include "server/core/children.h"
#include "server/core/counting.h"
#include "server/core/row_list.h"

/* Everyone, moderators, one board or owner, export. */
#define STATE_HOOKS_MAX 5u

struct state_hook {
	struct row_list *list;
	uint32_t slot;
	bool gone; /* readers of this list are told that the row is no longer for them */
};

struct state_row {
	struct row row; /* first: the map knows only this */
	uint32_t bytes_room;
	uint32_t hook_count;
	struct state_hook hooks[STATE_HOOKS_MAX];
};

/* A list of rows that not everyone sees, by its number (decide/audience.h). */
struct state_list {
	uint32_t number;
	struct row_list *rows;
};

struct state {
	struct row_map rows;
	struct row_list *everyone;
	struct row_list *exported; /* all but the server's own and derived ones */
	struct state_list *lists;  /* the others; sorted by number */
	uint32_t list_count, list_room;
	uint32_t id_max[row_kinds_end]; /* the largest first key part that each kind ever had */
	uint64_t position;              /* of the last put */
	uint32_t *owners_touched; /* owners' lists that rows were put in; whoever sends them clears
				     the count */
	uint32_t owners_touched_count, owners_touched_room;
	uint64_t rows_put;
	struct kinship kinship;
	struct counting counting;
};

struct state *state_new(void); /* returns owned */
void state_free(struct state *state);

/* Positions: the revision, and within it the order of putting. A cursor's position is behind all
 * rows of its sequence number. */
#define STATE_POSITION_BITS 24
uint64_t state_position_behind(uint64_t seq);

/* The row, removed ones too, or NULL. Its bytes are borrowed until it is put again. */
const struct row *state_find(const struct state *state, enum row_kind kind,
			     const uint32_t key[ROW_KEY_PARTS]);
bool state_get(const struct state *state, enum row_kind kind, const uint32_t key[ROW_KEY_PARTS],
	       void *out);

/* Puts an encoded row frame (copies it). Revisions never fall from one put to the next. */
void state_put(struct state *state, const struct row_view *row);

/* Puts a derived row, unless it is there with the same fields; `row` NULL removes it. */
void state_put_derived(struct state *state, enum row_kind kind, uint64_t revision,
		       const uint32_t key[ROW_KEY_PARTS], const void *row);

/* The list with this number; NULL if no row was ever in it. */
const struct row_list *state_list(const struct state *state, uint32_t number);

/* Whether readers of the list see the row; if not, its slot there tells them that it is gone. */
bool state_is_listed(const struct state_row *row, const struct row_list *list);

#endif
