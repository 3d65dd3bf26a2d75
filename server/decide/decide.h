/* From a command to changed rows: the gates in front, and one decision for each command.
 *
 * Decisions get valid objects: the gates have checked role, phase and that every row named exists
 * and may be seen by the sender. */
#ifndef BOGEN_SERVER_DECIDE_DECIDE_H
#define BOGEN_SERVER_DECIDE_DECIDE_H

#include "server/decide/view.h"

/* Gates, then the decision. Returns err_none and changes, or a refusal (and its detail) and no
 * changes. */
enum err decide(const struct view *view, enum command_kind kind, const union any_command *command,
		struct changes *changes);

/* The gates alone: role, rows named, phase. */
enum err gate_check(const struct view *view, const struct shape *shape,
		    const union any_command *command, struct changes *changes);

/* The same for a command that was done about the board (0: none) and is to be undone: whoever may
 * not give it any more, may not undo it either. */
enum err gate_check_again(const struct view *view, const struct shape *shape, struct board_id board,
			  struct changes *changes);

/* decide_join(), decide_idea_add(), …: one for each row of commands.def. */
#define COMMAND(kind, number, who, action, purpose)                                                \
	enum err decide_##kind(const struct view *view, const struct command_##kind *command,      \
			       struct changes *changes);
#include "protocol/fields_none.h"

#include "protocol/commands.def"

/* The directory's host, whom nobody's command makes: a person and a token. */
enum err decide_host(const struct view *view, const uint8_t token[TOKEN_BYTES],
		     struct changes *changes);

/* What a process's first entry in a session begins with: its epoch, and the session's secret if it
 * has none yet. `random` is 32 bytes. */
void decide_opening(uint32_t epoch_id, uint64_t seq, uint64_t mark, const uint8_t *random,
		    struct changes *changes);

/* ---- shared by decisions ---- */

/* Key of the row that a token is found by. */
void token_key(const uint8_t hash[32], uint32_t key[ROW_KEY_PARTS]);
bool token_find(const struct view *view, const uint8_t hash[32], struct row_token *token);
/* Puts the row with key and hash filled in. */
void token_put(const uint8_t hash[32], struct row_token token, struct changes *changes);

/* Whom the command is given for: the sender, or an assisted person whom a moderator names. */
enum err person_acting(const struct view *view, struct person_id named, struct row_person *person);

/* Somebody leaves a board: their ready mark goes with them. */
void ready_clear(const struct view *view, struct board_id board, struct person_id person,
		 struct changes *changes);

/* Takes somebody who goes from team and table, and their hands down; they have the floor and are
 * done nowhere. */
void person_withdraw(const struct view *view, struct person_id person, struct changes *changes);

/* Whether somebody else than this person moderates the session, with a device. */
bool person_is_replaced(const struct view *view, struct person_id but);

/* Marks that the person's name is public from now on. */
void person_contributes(struct row_person *person, struct changes *changes);

#endif
