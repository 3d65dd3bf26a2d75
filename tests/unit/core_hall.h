/* A session with three people in it, by the method "steered": what claims about steering begin
 * with. */
#ifndef BOGEN_TESTS_UNIT_CORE_HALL_H
#define BOGEN_TESTS_UNIT_CORE_HALL_H

#include "core_desk.h"

/* The phases of the method. */
#define PHASE_COLLECT 1u
#define PHASE_ALONE   2u /* hold: alone; a minute, then the next */
#define PHASE_SHOW    3u /* reveals; slow; two minutes, then locked */
#define PHASE_END     4u /* three minutes, then nothing happens */

#define MIA 1u
#define KAI 2u
#define ZOE 3u

struct hall {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia, *kai, *zoe; /* moderator, of Ahausen, of Bedorf */
	uint64_t number;               /* of the last command that hall_do() gave */
};

struct hall hall_open(void); /* desk_close(hall.desk) */

/* Gives the command with a new number, lets everything happen, and returns the answer. */
const struct answer *hall_do(struct hall *hall, struct guest *guest, enum command_kind kind,
			     const void *command);

/* The same, and it must be done; its result. */
#define HALL_DO(hall, guest, kind, ...)                                                            \
	hall_done((hall), (guest), command_kind_##kind, &(struct command_##kind){__VA_ARGS__})
uint32_t hall_done(struct hall *hall, struct guest *guest, enum command_kind kind,
		   const void *command);
/* The same, and it must be refused with this. */
#define HALL_REFUSED(hall, guest, err, kind, ...)                                                  \
	hall_refused((hall), (guest), (err), command_kind_##kind,                                  \
		     &(struct command_##kind){__VA_ARGS__})
void hall_refused(struct hall *hall, struct guest *guest, enum err err, enum command_kind kind,
		  const void *command);

/* Undoes the guest's last action; the kind of command that was undone. */
enum command_kind hall_undo(struct hall *hall, struct guest *guest);
uint32_t hall_idea(struct hall *hall, struct guest *guest, uint32_t board, const char *text);
uint32_t hall_team(struct hall *hall, const char *title, enum audience audience, uint32_t places);
/* Mia leads the board from the phase it is in to this one. */
void hall_go(struct hall *hall, uint32_t board, uint32_t phase, bool timed);

/* Who looks on sees what they would see if they came now with this token. */
void hall_as_if_new(const struct hall *hall, const struct guest *guest, struct bytes token);

#endif
