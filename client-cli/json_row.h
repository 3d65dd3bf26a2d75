/* Rows from JSON as row_json.h writes them, by their shapes. No code for any single kind. */
#ifndef BOGEN_CLI_JSON_ROW_H
#define BOGEN_CLI_JSON_ROW_H

#include <jansson.h>

#include "protocol/records.h"

#define JSON_ROW_ROOM_BYTES 65536u

/* Reads the object into the struct of the kind. Texts are borrowed from the JSON, lists from `room`
 * (JSON_ROW_ROOM_BYTES). Fields that are missing are 0 or empty, as in exports of old; key parts
 * must be there. False with the field that is wrong. */
bool json_row(const json_t *object, enum row_kind kind, uint8_t *room, union any_row *row,
	      const char **wrong);

#endif
