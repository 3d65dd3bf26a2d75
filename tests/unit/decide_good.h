/* Arguments with which each command is done, and a hall with everything that they name. Claims that
 * hold for every command walk commands.def with them, so a new command is tested as soon as it has
 * good arguments here. */
#ifndef BOGEN_TESTS_UNIT_DECIDE_GOOD_H
#define BOGEN_TESTS_UNIT_DECIDE_GOOD_H

#include "decide_hall.h"

/* What hall_open_furnished() adds to hall_open():
 *   boards      4 a team, two places · 5 a table · 6 the steering group's, members only; all below
 *               the plenary
 *   persons     6 Max of Ahausen, member of the team · 7 Sam, steering group · 8 Olga of Bedorf,
 *               observer · 9 Lea of Bedorf · 10 Out of Ahausen, kept out
 *   ideas       5 Lea's, merged into 2 · 6 Max's on the team's board
 *   comments    4 Lea's on idea 1, hidden
 *   links       1 → 2 turned from · 5 → 2 merged into
 *   invitations 1 member of Ahausen, to the team; token "i"
 *   hands       Kai's in the plenary · Kai's and Mia's in Ahausen
 *   seats       Max and Mia in the team
 *   ballots     3 yes or no to its own question, open · 4 the same, closed; both of the plenary */
enum { hall_max = 6, hall_sam, hall_olga, hall_lea, hall_out, hall_ute, hall_hella };
enum { hall_question = 3, hall_closed };
enum { hall_plenary = 1, hall_ahausen, hall_bedorf, hall_team, hall_table, hall_group };

extern const union any_command good[command_kinds_end];

/* The board that the good arguments of the command are about; 0: none. */
uint32_t good_board(enum command_kind kind);

/* The same, but `person` is 0 where a moderator would name somebody assisted. */
union any_command good_for_oneself(enum command_kind kind);

struct hall *hall_open_furnished(void); /* returns owned */

/* The directory for its commands, else the furnished hall; in it what the good arguments need: for
 * `leave` Ute, a second moderator. */
struct hall *hall_open_for(enum command_kind kind);

/* Gives the board a leader; in a team or at a table with a place there, without which they would
 * lead nothing. */
void hall_put_leader(struct hall *hall, uint32_t board, uint32_t person);

/* Hella of Bedorf, who enters slips. */
void hall_put_helper(struct hall *hall);

/* Somebody who may give the command as far as their role goes. */
void hall_as_one_who_may(struct hall *hall, enum command_kind kind);

#define FOR_EACH_COMMAND(kind)                                                                     \
	for (enum command_kind kind = 1; kind < command_kinds_end; kind++)                         \
		if (command_shape(kind))

/* Whether people give it; the server's own are for none of them. */
static inline bool is_for_people(enum command_kind kind)
{
	return command_shapes[kind].command.who != command_who_server;
}

#define FOR_EACH_ID(kind, field)                                                                   \
	for (const struct field *field = command_shapes[kind].fields,                              \
				*end_ = field + command_shapes[kind].field_count;                  \
	     field < end_; field++)                                                                \
		if (field->type == field_type_id)

#endif
