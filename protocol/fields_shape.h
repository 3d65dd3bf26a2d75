/* Field macros that make `struct field` initializers. The includer defines BOGEN_STRUCT(kind), the
 * struct that the fields stand in. No include guard on purpose: see fields_undef.h. */
#define KEY(kind, part, id_of)                                                                     \
	{.name = #part,                                                                            \
	 .type = field_type_id,                                                                    \
	 .is_key = true,                                                                           \
	 .offset = offsetof(BOGEN_STRUCT(kind), part),                                             \
	 .of = #id_of},
#define KEY_WORD(kind, part, set)                                                                  \
	{.name = #part,                                                                            \
	 .type = field_type_id,                                                                    \
	 .is_key = true,                                                                           \
	 .offset = offsetof(BOGEN_STRUCT(kind), part),                                             \
	 .words = &words_##set},
#define ID(kind, field, id_of)                                                                     \
	{.name = #field,                                                                           \
	 .type = field_type_id,                                                                    \
	 .required = true,                                                                         \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .of = #id_of},
#define ID_OR_NONE(kind, field, id_of)                                                             \
	{.name = #field,                                                                           \
	 .type = field_type_id,                                                                    \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .of = #id_of},
#define NUMBER(kind, field, largest)                                                               \
	{.name = #field,                                                                           \
	 .type = field_type_number,                                                                \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .max = (largest)},
#define WORD(kind, field, set)                                                                     \
	{.name = #field,                                                                           \
	 .type = field_type_word,                                                                  \
	 .required = true,                                                                         \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .words = &words_##set},
#define SET(kind, field, set)                                                                      \
	{.name = #field,                                                                           \
	 .type = field_type_set,                                                                   \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .words = &words_##set},
#define FLAG(kind, field)                                                                          \
	{.name = #field, .type = field_type_flag, .offset = offsetof(BOGEN_STRUCT(kind), field)},
#define LINE(kind, field, least, most, bytes)                                                      \
	{.name = #field,                                                                           \
	 .type = field_type_line,                                                                  \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .graphemes_min = (least),                                                                 \
	 .graphemes_max = (most),                                                                  \
	 .bytes_max = (bytes)},
#define LINES(kind, field, lines, most, bytes)                                                     \
	{.name = #field,                                                                           \
	 .type = field_type_lines,                                                                 \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .graphemes_min = 1,                                                                       \
	 .graphemes_max = (most),                                                                  \
	 .bytes_max = (bytes),                                                                     \
	 .count_max = (lines)},
#define TEXT(kind, field, least, most, bytes)                                                      \
	{.name = #field,                                                                           \
	 .type = field_type_text,                                                                  \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .graphemes_min = (least),                                                                 \
	 .graphemes_max = (most),                                                                  \
	 .bytes_max = (bytes)},
#define BYTES(kind, field, bytes)                                                                  \
	{.name = #field,                                                                           \
	 .type = field_type_bytes,                                                                 \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .bytes_max = (bytes)},
#define WORD_OR_NONE(kind, field, set)                                                             \
	{.name = #field,                                                                           \
	 .type = field_type_word,                                                                  \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .words = &words_##set},
#define IDS(kind, field, id_of, count)                                                             \
	{.name = #field,                                                                           \
	 .type = field_type_ids,                                                                   \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .count_max = (count),                                                                     \
	 .of = #id_of},
#define PAIRS(kind, field, id_of, count, largest)                                                  \
	{.name = #field,                                                                           \
	 .type = field_type_pairs,                                                                 \
	 .offset = offsetof(BOGEN_STRUCT(kind), field),                                            \
	 .count_max = (count),                                                                     \
	 .max = (largest),                                                                         \
	 .of = #id_of},
