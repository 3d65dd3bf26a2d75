/* A session in memory for tests of decisions: rows, a view over them, and an actor who changes.
 *
 * Two towns, and in them whatever a decision may meet:
 *   boards   1 plenary · 2 Ahausen's, members only · 3 Bedorf's, members only
 *   phases   1 allows all · 2 comments and votes · 3 nothing
 *   persons  1 Mia, moderator · 2 Kai of Ahausen · 3 Zoe of Bedorf · 4 Frau K. of Ahausen, assisted
 *            5 Left of Ahausen, who has left
 *   ideas    1 Kai's · 2 Zoe's · 3 Zoe's, withheld · 4 Zoe's on Bedorf's board
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
	uint64_t revision; /* of the last change */
	struct view view;
	struct changes changes, other; /* of the last decision */
	struct methods *methods;
};

struct hall *hall_open(void);           /* returns owned */
struct hall *hall_open_directory(void); /* with a host, who is the actor */
void hall_close(struct hall *hall);

void hall_as(struct hall *hall, uint32_t person); /* 0: a visitor */

/* Decides; what changed is put, a refusal must have changed nothing. */
enum err hall_decide(struct hall *hall, enum command_kind kind, const void *command);
#define HALL_DO(hall, kind, ...)                                                                   \
	hall_decide((hall), command_kind_##kind, &(struct command_##kind){__VA_ARGS__})

/* Puts the changes of a decision that was called by itself. */
void hall_put_changes(struct hall *hall);
void hall_put(struct hall *hall, enum row_kind kind, const void *row);
void hall_remove(struct hall *hall, enum row_kind kind, uint32_t id);
bool hall_get(const struct hall *hall, enum row_kind kind, const uint32_t *key, void *row);

/* Moves the board to a phase without deciding. */
void hall_set_phase(struct hall *hall, uint32_t board, uint32_t phase);

void assert_text(struct text text, const char *expected);

/* Whether any decision so far was refused so. */
bool hall_has_refused(enum err err);

/* The groups of claims. */
int decide_gates(void);
int decide_people(void);
int decide_ideas(void);
int decide_frame(void);
int decide_votes(void);

#endif
