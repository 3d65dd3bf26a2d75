#include "records.h"

#include <string.h>

/* ---- one array of fields for each kind ----
 * A kind may have no fields; the empty entry at the end keeps its array from being empty. */

#define BOGEN_STRUCT(kind)                         struct row_##kind
#define ROW(kind, number, sort, audience, purpose) static const struct field row_fields_##kind[] = {
#define END_ROW(kind)                                                                              \
	{                                                                                          \
		.name = NULL                                                                       \
	}                                                                                          \
	}                                                                                          \
	;
#include "fields_shape.h"

#include "fields_none.h"

#include "rows.def"
#undef BOGEN_STRUCT

#define BOGEN_STRUCT(kind) struct command_##kind
#define COMMAND(kind, number, who, action, purpose)                                                \
	static const struct field command_fields_##kind[] = {
#define END_COMMAND(kind)                                                                          \
	{                                                                                          \
		.name = NULL                                                                       \
	}                                                                                          \
	}                                                                                          \
	;
#include "fields_shape.h"

#include "fields_none.h"

#include "commands.def"
#undef BOGEN_STRUCT

#define BOGEN_STRUCT(kind)                   struct frame_##kind
#define FRAME(kind, number, sender, purpose) static const struct field frame_fields_##kind[] = {
#define END_FRAME(kind)                                                                            \
	{                                                                                          \
		.name = NULL                                                                       \
	}                                                                                          \
	}                                                                                          \
	;
#include "fields_shape.h"

#include "fields_none.h"

#include "frames.def"
#undef BOGEN_STRUCT

/* ---- how many of them are parts of the key ---- */

enum {
#define ROW(kind, number, sort, audience, purpose) row_keys_##kind = 0
#define KEY(kind, part, of)                        +1
#define KEY_WORD(kind, part, words)                +1
#define END_ROW(kind)                              ,
#include "fields_none.h"

#include "rows.def"
};

#define FIELD_COUNT(fields) (sizeof(fields) / sizeof((fields)[0]) - 1)

/* ---- shapes ---- */

const struct shape row_shapes[row_kinds_end] = {
#define ROW(kind, at, sort_is, audience_is, purpose_is)                                            \
	[at] = {.name = #kind,                                                                     \
		.purpose = purpose_is,                                                             \
		.number = (at),                                                                    \
		.size = sizeof(struct row_##kind),                                                 \
		.key_count = row_keys_##kind,                                                      \
		.field_count = FIELD_COUNT(row_fields_##kind),                                     \
		.fields = row_fields_##kind,                                                       \
		.row = {row_sort_##sort_is, row_audience_##audience_is}},
#include "fields_none.h"

#include "rows.def"
};

const struct shape command_shapes[command_kinds_end] = {
#define COMMAND(kind, at, who_may, action_is, purpose_is)                                          \
	[at] = {.name = #kind,                                                                     \
		.purpose = purpose_is,                                                             \
		.number = (at),                                                                    \
		.size = sizeof(struct command_##kind),                                             \
		.field_count = FIELD_COUNT(command_fields_##kind),                                 \
		.fields = command_fields_##kind,                                                   \
		.command = {command_who_##who_may, action_##action_is}},
#include "fields_none.h"

#include "commands.def"
};

const struct shape frame_shapes[frame_kinds_end] = {
#define FRAME(kind, at, sender_is, purpose_is)                                                     \
	[at] = {.name = #kind,                                                                     \
		.purpose = purpose_is,                                                             \
		.number = (at),                                                                    \
		.size = sizeof(struct frame_##kind),                                               \
		.field_count = FIELD_COUNT(frame_fields_##kind),                                   \
		.fields = frame_fields_##kind,                                                     \
		.frame = {frame_sender_##sender_is}},
#include "fields_none.h"

#include "frames.def"
};

static const struct shape *shape_at(const struct shape *shapes, uint64_t count, uint64_t number)
{
	return number < count && shapes[number].name ? &shapes[number] : NULL;
}

const struct shape *row_shape(uint64_t kind)
{
	return shape_at(row_shapes, row_kinds_end, kind);
}

const struct shape *command_shape(uint64_t kind)
{
	return shape_at(command_shapes, command_kinds_end, kind);
}

const struct shape *frame_shape(uint64_t kind)
{
	return shape_at(frame_shapes, frame_kinds_end, kind);
}

const struct field *shape_field(const struct shape *shape, const char *name)
{
	for (uint32_t i = 0; i < shape->field_count; i++)
		if (strcmp(shape->fields[i].name, name) == 0)
			return &shape->fields[i];
	return NULL;
}
