/* The structs of rows.def, commands.def and frames.def: `struct row_idea`, `struct command_join`,
 * `struct frame_hello`, their kinds, and the shapes by which generic code walks their fields.
 *
 * Texts and bytes inside a struct are borrowed: from the message or row it was decoded from, or
 * from wherever its builder got them. */
#ifndef BOGEN_PROTOCOL_RECORDS_H
#define BOGEN_PROTOCOL_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ids.h"
#include "limits.h"
#include "lists.h"
#include "words.h"

/* UTF-8, not terminated. */
struct text {
	const char *at;
	uint32_t size;
};

struct bytes {
	const uint8_t *at;
	uint32_t size;
};

struct lines {
	uint32_t count;
	struct text at[LINES_MAX];
};

/* ---- structs ---- */

#define ROW(kind, number, sort, audience, purpose) struct row_##kind {
#define END_ROW(kind)                                                                              \
	}                                                                                          \
	;
#include "fields_struct.h"

#include "fields_none.h"

#include "rows.def"

#define COMMAND(kind, number, who, action, purpose) struct command_##kind {
#define END_COMMAND(kind)                                                                          \
	}                                                                                          \
	;
#include "fields_struct.h"

#include "fields_none.h"

#include "commands.def"

#define FRAME(kind, number, sender, purpose) struct frame_##kind {
#define END_FRAME(kind)                                                                            \
	}                                                                                          \
	;
#include "fields_struct.h"

#include "fields_none.h"

#include "frames.def"

/* ---- kinds ---- */

enum row_kind {
	row_kind_none = 0,
#define ROW(kind, number, sort, audience, purpose) row_kind_##kind = (number),
#include "fields_none.h"

#include "rows.def"
	row_kinds_end
};

enum command_kind {
	command_kind_none = 0,
#define COMMAND(kind, number, who, action, purpose) command_kind_##kind = (number),
#include "fields_none.h"

#include "commands.def"
	command_kinds_end
};

enum frame_kind {
	frame_kind_none = 0,
#define FRAME(kind, number, sender, purpose) frame_kind_##kind = (number),
#include "fields_none.h"

#include "frames.def"
	frame_kinds_end
};

enum row_sort { row_sort_logged, row_sort_derived, row_sort_passing };
enum row_audience {
	row_audience_everyone,
	row_audience_held,
	row_audience_invited,
	row_audience_seated,
	row_audience_personal,
	row_audience_owner,
	row_audience_server
};
enum command_who {
	command_who_visitor,
	command_who_person,
	command_who_participant,
	command_who_leader,
	command_who_steering,
	command_who_moderator,
	command_who_host,
	command_who_server
};
enum frame_sender { frame_sender_client, frame_sender_server };

/* ---- shapes ---- */

enum field_type {
	field_type_number,
	field_type_id,
	field_type_word,
	field_type_set,
	field_type_flag,
	field_type_line,
	field_type_text,
	field_type_lines,
	field_type_bytes,
	field_type_ids,
	field_type_pairs
};

struct field {
	const char *name;
	enum field_type type;
	bool is_key;
	bool required;             /* id, word: not 0 */
	uint16_t offset;           /* in the struct */
	uint32_t graphemes_min;    /* line, text */
	uint32_t graphemes_max;    /* line, text, each of lines */
	uint32_t bytes_max;        /* line, text, each of lines, bytes */
	uint32_t count_max;        /* lines, ids, pairs */
	uint64_t max;              /* number, each number of pairs */
	const struct words *words; /* word, set; NULL otherwise */
	const char *of; /* id, ids, pairs: the kind named, such as "idea"; NULL otherwise */
};

struct shape {
	const char *name; /* "idea"; NULL where a number is not in use */
	const char *purpose;
	uint16_t number;
	uint16_t size;        /* of the struct */
	uint16_t key_count;   /* the first fields are the key's parts */
	uint16_t field_count; /* with the key's parts */
	const struct field *fields;
	union {
		struct {
			enum row_sort sort;
			enum row_audience audience;
		} row;
		struct {
			enum command_who who;
			enum action action; /* action_none: any phase */
		} command;
		struct {
			enum frame_sender sender;
		} frame;
	};
};

#define ROW_KEY_PARTS 3u

/* By number: entry [row_kind_idea] and so on; unused numbers have a NULL name. */
extern const struct shape row_shapes[row_kinds_end];
extern const struct shape command_shapes[command_kinds_end];
extern const struct shape frame_shapes[frame_kinds_end];

/* The shape with this number, or NULL if there is none. */
const struct shape *row_shape(uint64_t kind);
const struct shape *command_shape(uint64_t kind);
const struct shape *frame_shape(uint64_t kind);

/* The field of that name, or NULL. */
const struct field *shape_field(const struct shape *shape, const char *name);

/* A union with room for any row, or any command. */
union any_row {
#define ROW(kind, number, sort, audience, purpose) struct row_##kind kind;
#include "fields_none.h"

#include "rows.def"
};

union any_command {
#define COMMAND(kind, number, who, action, purpose) struct command_##kind kind;
#include "fields_none.h"

#include "commands.def"
};

#endif
