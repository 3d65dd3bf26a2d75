/* The gates in front of every decision, in order: who, what is named, which phase. */
#include <string.h>

#include "server/decide/audience.h"
#include "server/decide/decide.h"

static struct text text_of(const char *string)
{
	return (struct text){string, (uint32_t)strlen(string)};
}

static enum err check_who(const struct view *view, enum command_who who)
{
	const struct actor *actor = &view->actor;
	bool joined = actor->person.n && !actor->left;
	switch (who) {
	case command_who_visitor:
		return err_none; /* who has joined may be repeating it: decide_join() tells */
	case command_who_server:
		return err_command_unknown;
	case command_who_person: /* a host takes part in no meeting: the directory is none */
	case command_who_participant:
	case command_who_leader:
	case command_who_steering:
		return joined && actor->role != role_host ? err_none : err_not_joined;
	case command_who_moderator:
		return joined && actor->role == role_moderator ? err_none : err_not_moderator;
	case command_who_host:
		return joined && actor->role == role_host ? err_none : err_not_host;
	}
	return err_not_joined;
}

static enum row_kind kind_named(const char *name)
{
	for (uint32_t kind = 1; kind < row_kinds_end; kind++)
		if (row_shapes[kind].name && strcmp(row_shapes[kind].name, name) == 0)
			return (enum row_kind)kind;
	return row_kind_none;
}

/* Finds the row that an argument names; removed and unseen rows count as not there [CMD-7]. */
static bool find_named(const struct view *view, const struct audience_lists *reader,
		       enum row_kind kind, uint32_t id, union any_row *row)
{
	if (!view_get(view, kind, ROW_KEY(id), row))
		return false;
	struct audience_lists lists = audience_of(kind, row);
	return audience_meets(&lists, reader);
}

/* A board that only its members read is written on by them and moderators alone. */
static bool board_admits(const struct audience_lists *reader, enum row_kind kind,
			 const union any_row *row)
{
	struct audience_lists lists = {.at = {LIST_MODERATORS, LIST_OF_BOARD | row->board.id.n},
				       .count = 2};
	return kind != row_kind_board || row->board.audience != audience_members ||
	       audience_meets(&lists, reader);
}

static struct board_id board_of(enum row_kind kind, const union any_row *row)
{
	const struct field *field = shape_field(&row_shapes[kind], "board");
	if (kind == row_kind_board)
		return row->board.id;
	return field ? *(const struct board_id *)((const char *)row + field->offset)
		     : (struct board_id){0};
}

/* Checks each row named and finds the target's board, 0 if no row has one. */
static enum err check_named(const struct view *view, const struct shape *shape,
			    const union any_command *command, struct board_id *target,
			    struct changes *changes)
{
	struct audience_lists reader = audience_of_actor(view, &view->actor);
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		if (field->type != field_type_id)
			continue;
		uint32_t id = *(const uint32_t *)((const char *)command + field->offset);
		enum row_kind kind = kind_named(field->of);
		union any_row row;
		if (id == 0)
			continue;
		if (!find_named(view, &reader, kind, id, &row) ||
		    !board_admits(&reader, kind, &row))
			return refuse_with(changes, err_not_found, text_of(field->of));
		if (target->n == 0)
			*target = board_of(kind, &row);
	}
	return err_none;
}

static enum err check_phase(const struct view *view, enum action action, struct board_id target,
			    struct changes *changes)
{
	struct row_board board;
	struct row_phase phase;
	bool exempt = view->actor.role == role_moderator && action != action_votes;
	if (action == action_none || exempt || !view_get_board(view, ROW_KEY(target.n), &board) ||
	    !view_get_phase(view, ROW_KEY(board.phase.n), &phase))
		return err_none;
	return phase.allows & UINT64_C(1) << action
		       ? err_none
		       : refuse_with(changes, err_phase_forbids, phase.title);
}

enum err gate_check(const struct view *view, const struct shape *shape,
		    const union any_command *command, struct changes *changes)
{
	struct board_id target = {0};
	enum err err = check_who(view, shape->command.who);
	if (!err)
		err = check_named(view, shape, command, &target, changes);
	if (!err)
		err = check_phase(view, shape->command.action, target, changes);
	return err;
}
