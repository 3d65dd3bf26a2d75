/* The examples in protocol/vectors, and frames as those examples write them: decoded by the codec
 * under test into JSON, and encoded by it again. */
#ifndef BOGEN_TESTS_SUPPORT_VECTORS_H
#define BOGEN_TESTS_SUPPORT_VECTORS_H

#include <jansson.h>

#include "protocol/codec.h"

/* The array in a file of protocol/vectors. Returns owned; ends the program if it cannot be read. */
json_t *vectors_load(const char *file);

/* The bytes of a hexadecimal string, appended. */
void vectors_hex(const char *hex, struct buffer *out);

/* "idea_add", 5, …: a member of an object that must be there. */
const char *vectors_string(const json_t *vector, const char *name);
uint64_t vectors_number(const json_t *vector, const char *name);

/* Decodes a message as every reader does: frames and rows of unknown kinds are left out. Returns
 * the owned array of frames, or NULL and the reason. A refused command is
 * {"frame": "command", "number", "error", "field"}. With `encoded` all frames are encoded again. */
json_t *vectors_decode(const uint8_t *at, size_t size, const char **reason, struct buffer *encoded);

#endif
