#include "decide.h"

#include "server/decide/undo.h"

/* One function for each number, with the argument's own type behind a common one. */
#define COMMAND(kind, number, who, action, purpose)                                                \
	static enum err call_##kind(const struct view *view, const union any_command *command,     \
				    struct changes *changes)                                       \
	{                                                                                          \
		return decide_##kind(view, &command->kind, changes);                               \
	}
#include "protocol/fields_none.h"

#include "protocol/commands.def"

typedef enum err decide_fn(const struct view *view, const union any_command *command,
			   struct changes *changes);

static decide_fn *const decisions[command_kinds_end] = {
#define COMMAND(kind, number, who, action, purpose) [number] = call_##kind,
#include "protocol/fields_none.h"

#include "protocol/commands.def"
};

/* How many rows of a kind a session can hold. */
static const uint32_t id_max[row_kinds_end] = {
	[row_kind_board] = 4000,       [row_kind_topic] = 2000,     [row_kind_person] = 100000,
	[row_kind_idea] = 200000,      [row_kind_comment] = 500000, [row_kind_idea_sort] = 1000,
	[row_kind_invitation] = 10000, [row_kind_ballot] = 1000,    [row_kind_slip] = 20000,
};

static enum err check_room(struct changes *changes)
{
	for (uint32_t i = 0; i < changes->count; i++) {
		uint32_t most = id_max[changes->at[i].kind];
		if (most == 0 || changes->at[i].key[0] <= most)
			continue;
		changes_clear(changes);
		return refuse_with_number(changes, err_session_full, most);
	}
	return err_none;
}

enum err decide(const struct view *view, enum command_kind kind, const union any_command *command,
		struct changes *changes)
{
	const struct shape *shape = command_shape(kind);
	if (!shape)
		return err_command_unknown;
	enum err err = gate_check(view, shape, command, changes);
	if (!err)
		err = decisions[kind](view, command, changes);
	if (!err)
		err = check_room(changes);
	if (!err)
		undo_remember(view, kind, changes);
	return err;
}
