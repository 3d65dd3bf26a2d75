/* Defines as nothing each macro of rows.def, commands.def and frames.def that the includer has not
 * defined itself. Included right before one of them; no include guard on purpose. */
#ifndef ROW
#define ROW(kind, number, sort, audience, purpose)
#endif
#ifndef END_ROW
#define END_ROW(kind)
#endif
#ifndef COMMAND
#define COMMAND(kind, number, who, action, purpose)
#endif
#ifndef END_COMMAND
#define END_COMMAND(kind)
#endif
#ifndef FRAME
#define FRAME(kind, number, sender, purpose)
#endif
#ifndef END_FRAME
#define END_FRAME(kind)
#endif
#ifndef KEY
#define KEY(kind, part, of)
#endif
#ifndef KEY_WORD
#define KEY_WORD(kind, part, words)
#endif
#ifndef ID
#define ID(kind, field, of)
#endif
#ifndef ID_OR_NONE
#define ID_OR_NONE(kind, field, of)
#endif
#ifndef NUMBER
#define NUMBER(kind, field, max)
#endif
#ifndef WORD
#define WORD(kind, field, words)
#endif
#ifndef SET
#define SET(kind, field, words)
#endif
#ifndef FLAG
#define FLAG(kind, field)
#endif
#ifndef LINE
#define LINE(kind, field, graphemes_min, graphemes_max, bytes_max)
#endif
#ifndef LINES
#define LINES(kind, field, count_max, graphemes_max, bytes_max)
#endif
#ifndef TEXT
#define TEXT(kind, field, graphemes_min, graphemes_max, bytes_max)
#endif
#ifndef BYTES
#define BYTES(kind, field, size_max)
#endif
#ifndef WORD_OR_NONE
#define WORD_OR_NONE(kind, field, words)
#endif
#ifndef IDS
#define IDS(kind, field, of, count_max)
#endif
#ifndef PAIRS
#define PAIRS(kind, field, of, count_max, max)
#endif
