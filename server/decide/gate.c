/* The gates in front of every decision, in order: who, what is named, who leads, which phase, what
 * is closed. */
#include <string.h>

#include "server/decide/audience.h"
#include "server/decide/board.h"
#include "server/decide/decide.h"

static struct text text_of(const char *string)
{
	return (struct text){string, (uint32_t)strlen(string)};
}

/* As far as the role alone tells; who leads the target's board is seen when that is known. */
static enum err check_who(const struct view *view, enum command_who who)
{
	const struct actor *actor = &view->actor;
	/* A host takes part in no meeting: the directory is none. */
	bool joined = actor->person.n && !actor->left && actor->role != role_host;
	bool moderates = joined && actor->role == role_moderator;
	switch (who) {
	case command_who_visitor:
		return err_none; /* who has joined may be repeating it: decide_join() tells */
	case command_who_person:
		return joined ? err_none : err_not_joined;
	case command_who_participant:
	case command_who_leader:
		return !joined                        ? err_not_joined
		       : actor->role == role_observer ? err_observers_read
						      : err_none;
	case command_who_steering:
		return moderates || (joined && actor->role == role_steering) ? err_none
									     : err_not_steering;
	case command_who_moderator:
		return moderates ? err_none : err_not_moderator;
	case command_who_host:
		return actor->person.n && !actor->left && actor->role == role_host ? err_none
										   : err_not_host;
	case command_who_server:
		break;
	}
	return err_command_unknown;
}

/* A person whose name is public may be named by everyone, though their row is not for everyone. */
static bool is_public(enum row_kind kind, const union any_row *row)
{
	return kind == row_kind_person && row->person.contributed;
}

/* Finds the row that an argument names; removed and unseen rows count as not there [CMD-7]. */
static bool find_named(const struct view *view, const struct audience_lists *reader,
		       enum row_kind kind, uint32_t id, union any_row *row)
{
	if (!view_get(view, kind, ROW_KEY(id), row))
		return false;
	struct audience_lists lists = audience_of(kind, row);
	return audience_meets(&lists, reader) || is_public(kind, row);
}

/* A board that only its members read is written on by them and moderators alone. */
static bool board_admits(const struct audience_lists *reader, enum action action,
			 enum row_kind kind, const union any_row *row)
{
	struct audience_lists lists = {.at = {LIST_MODERATORS, LIST_OF_BOARD | row->board.id.n},
				       .count = 2};
	return action == action_none || kind != row_kind_board ||
	       row->board.audience != audience_members || audience_meets(&lists, reader);
}

static struct board_id board_of(enum row_kind kind, const union any_row *row)
{
	const struct field *field = shape_field(&row_shapes[kind], "board");
	if (kind == row_kind_board)
		return row->board.id;
	return field ? *(const struct board_id *)((const char *)row + field->offset)
		     : (struct board_id){0};
}

/* What a command is about: its board, and the idea if it names one. */
struct target {
	struct row_board board; /* id 0: none */
	struct row_idea idea;   /* id 0: none */
};

static void note_target(const struct view *view, enum row_kind kind, const union any_row *row,
			struct target *target)
{
	if (kind == row_kind_idea && target->idea.id.n == 0)
		target->idea = row->idea;
	struct board_id board = board_of(kind, row);
	if (target->board.id.n == 0 && board.n)
		view_get_board(view, ROW_KEY(board.n), &target->board);
}

/* What moderators list must be there; of a paper, the decision says which option is none. */
static enum err check_listed(const struct view *view, const struct audience_lists *reader,
			     const struct field *field, const void *list, struct changes *changes)
{
	enum row_kind kind = row_kind_named(field->of);
	bool is_ids = field->type == field_type_ids;
	uint32_t count =
		is_ids ? ((const struct ids *)list)->count : ((const struct pairs *)list)->count;
	for (uint32_t i = 0; i < count; i++) {
		union any_row row;
		uint32_t id = is_ids ? ids_get(*(const struct ids *)list, i)
				     : pairs_get(*(const struct pairs *)list, i).id;
		if (!find_named(view, reader, kind, id, &row))
			return refuse_with(changes, err_not_found, text_of(field->of));
	}
	return err_none;
}

static bool is_list(const struct field *field)
{
	return field->type == field_type_ids || field->type == field_type_pairs;
}

/* Checks each row named; the first that has a board gives the target's. */
static enum err check_named(const struct view *view, const struct shape *shape,
			    const union any_command *command, struct target *target,
			    struct changes *changes)
{
	struct audience_lists reader = audience_of_actor(view, &view->actor);
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		if (is_list(field) && shape->command.who == command_who_moderator) {
			enum err err = check_listed(view, &reader, field,
						    (const char *)command + field->offset, changes);
			if (err)
				return err;
		}
		if (field->type != field_type_id)
			continue;
		uint32_t id = *(const uint32_t *)((const char *)command + field->offset);
		enum row_kind kind = row_kind_named(field->of);
		union any_row row;
		if (id == 0)
			continue;
		if (!find_named(view, &reader, kind, id, &row) ||
		    !board_admits(&reader, shape->command.action, kind, &row))
			return refuse_with(changes, err_not_found, text_of(field->of));
		note_target(view, kind, &row, target);
	}
	return err_none;
}

static enum err check_leader(const struct view *view, const struct target *target,
			     struct changes *changes)
{
	if (view->actor.role == role_moderator ||
	    (target->board.id.n && board_is_led(view, &target->board)))
		return err_none;
	struct text title = target->board.id.n ? target->board.title : text_of("");
	return refuse_with(changes, err_not_leader, title);
}

static enum err check_phase(const struct view *view, enum action action,
			    const struct target *target, struct changes *changes)
{
	struct row_phase phase;
	bool exempt = view->actor.role == role_moderator && action != action_votes;
	if (exempt || target->board.id.n == 0 ||
	    !view_get_phase(view, ROW_KEY(target->board.phase.n), &phase))
		return err_none;
	return phase.allows & UINT64_C(1) << action
		       ? err_none
		       : refuse_with(changes, err_phase_forbids, phase.title);
}

/* Moderators write where input is closed for everybody else. */
static enum err check_open(const struct view *view, enum action action, const struct target *target,
			   struct changes *changes)
{
	struct row_session session;
	if (view->actor.role == role_moderator)
		return err_none;
	if (view->actor.muted && action != action_votes)
		return err_muted;
	if (view_session(view, &session) && session.locked)
		return refuse_with(changes, err_locked, session.title);
	if (target->board.locked)
		return refuse_with(changes, err_locked, target->board.title);
	return target->idea.locked ? err_idea_locked : err_none;
}

/* What is said to a merged idea is said to the one that it has become part of. */
static enum err check_merged(const struct target *target, struct changes *changes)
{
	return target->idea.merged_into.n == 0
		       ? err_none
		       : refuse_with_number(changes, err_merged, target->idea.merged_into.n);
}

static enum err check_target(const struct view *view, const struct shape *shape,
			     const struct target *target, struct changes *changes)
{
	enum action action = shape->command.action;
	enum err err = shape->command.who == command_who_leader
			       ? check_leader(view, target, changes)
			       : err_none;
	if (err || action == action_none)
		return err;
	err = check_phase(view, action, target, changes);
	if (!err)
		err = check_open(view, action, target, changes);
	return err ? err : check_merged(target, changes);
}

enum err gate_check(const struct view *view, const struct shape *shape,
		    const union any_command *command, struct changes *changes)
{
	struct target target = {0};
	enum err err = check_who(view, shape->command.who);
	if (!err)
		err = check_named(view, shape, command, &target, changes);
	return err ? err : check_target(view, shape, &target, changes);
}

enum err gate_check_again(const struct view *view, const struct shape *shape, struct board_id board,
			  struct changes *changes)
{
	struct target target = {0};
	enum err err = check_who(view, shape->command.who);
	if (board.n)
		view_get_board(view, ROW_KEY(board.n), &target.board);
	return err ? err : check_target(view, shape, &target, changes);
}
