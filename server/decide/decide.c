#include "decide.h"

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

enum err decide(const struct view *view, enum command_kind kind, const union any_command *command,
		struct changes *changes)
{
	const struct shape *shape = command_shape(kind);
	if (!shape)
		return err_command_unknown;
	enum err err = gate_check(view, shape, command, changes);
	return err ? err : decisions[kind](view, command, changes);
}
