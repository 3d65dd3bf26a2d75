/* Rows as JSON, by their shapes: every key part and field under its name in rows.def, words as
 * words, sets as lists of words, bytes in hexadecimal. No code for any single kind. */
#ifndef BOGEN_CLI_ROW_JSON_H
#define BOGEN_CLI_ROW_JSON_H

#include <jansson.h>

#include "protocol/row_map.h"

/* The row's object; JSON null for a removed one. Returns owned. */
json_t *row_json(const struct row *row);
/* The parts of its key, key words as words. Returns owned. */
json_t *row_json_key(const struct row *row);
/* One object with a list for each logged kind that leaves the server. Returns owned. */
struct replica;
json_t *row_json_all(const struct replica *replica);

json_t *row_json_text(struct text text);
/* The words of a set. Returns owned. */
json_t *row_json_set(const struct words *words, uint64_t set);
/* "a, b" of a list of strings; takes the list. */
void row_json_join(json_t *list, char *out, size_t out_size);

#endif
