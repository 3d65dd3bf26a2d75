/* A session in memory for tests of decisions: rows, a view over them, and an actor who changes.
 *
 * Two towns, and in them whatever a decision may meet:
 *   boards   1 plenary · 2 Ahausen's, members only · 3 Bedorf's, members only
 *   phases   1 allows all · 2 comments and votes · 3 nothing
 *   persons  1 Mia, moderator · 2 Kai of Ahausen · 3 Zoe of Bedorf · 4 Frau K. of Ahausen, assisted
 *            5 Left of Ahausen, who has left
 *   ideas    1 Kai's · 2 Zoe's · 3 Zoe's, hidden · 4 Zoe's on Bedorf's board
 *   comments 1 Kai's on idea 1 · 2 Zoe's on idea 1 · 3 Zoe's on idea 3, withheld
 *   ballots  1 open · 2 prepared
 *   topics   1 with idea 1 under it · 2 empty
 * Each kind has a removed row with the number HALL_REMOVED. */
#ifndef BOGEN_TESTS_UNIT_DECIDE_HALL_H
#define BOGEN_TESTS_UNIT_DECIDE_HALL_H

#include "protocol/errors.h"
#include "server/decide/decide.h"
#include "server/decide/method.h"
#include "tests/unit/testing.h"

#define HALL_REMOVED 50u
#define HALL_ABSENT  999u

enum { hall_mia = 1, hall_kai, hall_zoe, hall_frau_k, hall_left };

#define TEXT_OF(literal)  ((struct text){(literal), sizeof(literal) - 1})
#define HALL_TOKEN(digit) ((struct bytes){(const uint8_t *)(digit "0123456789abcde"), TOKEN_BYTES})

struct hall {
	struct row_map rows;
	uint32_t id_max[row_kinds_end];
	uint64_t revision;   /* of the last change */
	uint64_t away;       /* a bit for each person who is not connected */
	uint64_t keys;       /* a bit for each ballot that has a key */
	struct sheet *sheet; /* the last running count, owned */
	struct view view;
	struct changes changes, other; /* of the last decision */
	const struct methods *methods; /* borrowed: all halls share them */
};

struct hall *hall_open(void);           /* returns owned */
struct hall *hall_open_directory(void); /* with a host, who is the actor */
void hall_close(struct hall *hall);

void hall_as(struct hall *hall, uint32_t person);            /* 0: a visitor */
void hall_as_invited(struct hall *hall, struct bytes token); /* a visitor with an invitation */

/* Decides; what changed is put, a refusal must have changed nothing. */
enum err hall_decide(struct hall *hall, enum command_kind kind, const void *command);
#define HALL_DO(hall, kind, ...)                                                                   \
	hall_decide((hall), command_kind_##kind, &(struct command_##kind){__VA_ARGS__})

/* How many rows of the kind the last decision has changed. */
uint32_t hall_changed(const struct hall *hall, enum row_kind kind);

/* Puts the changes of a decision that was called by itself. */
void hall_put_changes(struct hall *hall);
void hall_put(struct hall *hall, enum row_kind kind, const void *row);
void hall_put_person(struct hall *hall, uint32_t id, struct text name, uint32_t town,
		     enum role role); /* and a token */
void hall_put_token(struct hall *hall, struct bytes token,
		    struct row_token row); /* fills the key */
void hall_remove(struct hall *hall, enum row_kind kind, uint32_t id);
bool hall_get(const struct hall *hall, enum row_kind kind, const uint32_t *key, void *row);

/* The same with the types of each kind, for a row that must be there: hall_idea(hall, 5).text, and
 * for a row whose key has more parts hall_find_hand(hall, ROW_KEY(1, 2)). */
#define ROW(kind, number, sort, audience, purpose)                                                 \
	static inline struct row_##kind hall_find_##kind(const struct hall *hall,                  \
							 const uint32_t *key)                      \
	{                                                                                          \
		struct row_##kind row;                                                             \
		assert_true(hall_get(hall, row_kind_##kind, key, &row));                           \
		return row;                                                                        \
	}                                                                                          \
	static inline struct row_##kind hall_##kind(const struct hall *hall, uint32_t id)          \
	{                                                                                          \
		return hall_find_##kind(hall, ROW_KEY(id));                                        \
	}
#include "protocol/fields_none.h"

#include "protocol/rows.def"

/* Whether there is such a row. */
bool hall_has(const struct hall *hall, enum row_kind kind, const uint32_t *key);

/* Moves the board to a phase without deciding. */
void hall_set_phase(struct hall *hall, uint32_t board, uint32_t phase);

void assert_text(struct text text, const char *expected);

/* How many rows decisions have looked up so far, in all halls. */
uint64_t hall_finds(void);

/* Whether any decision so far was refused so. */
bool hall_has_refused(enum err err);

/* The groups of claims. */
int decide_gates(void);
int decide_closed(void);
int decide_people(void);
int decide_ideas(void);
int decide_frame(void);
int decide_votes(void);
int decide_ballots(void);
int decide_rounds(void);
int decide_casting(void);
int decide_secrecy(void);
int decide_invitations(void);
int decide_standing(void);
int decide_boards(void);
int decide_phases(void);
int decide_order(void);
int decide_gather(void);
int decide_seats(void);
int decide_floor(void);
int decide_undoing(void);
int decide_built_on(void);
int decide_undo_cost(void);
int decide_names(void);

#endif
