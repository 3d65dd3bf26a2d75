/* What a server refuses or closes with (errors.def): `enum err`, names and sentences. */
#ifndef BOGEN_PROTOCOL_ERRORS_H
#define BOGEN_PROTOCOL_ERRORS_H

#include <stddef.h>
#include <stdint.h>

#include "words.h"

enum err {
	err_none = 0,
#define ERROR(code, number, exit, english, german) err_##code = (number),
#include "errors.def"
};

/* "text_too_long"; NULL for a number that this build does not know. */
const char *err_name(uint64_t err);

/* The exit code of a command-line client; 1 for an unknown number. */
int err_exit(uint64_t err);

/* Writes the sentence into `out`, terminated and cut at a character's end if it must be; `detail`
 * takes the place of "{}" and may be empty. Returns its length in bytes without the terminator. */
size_t err_sentence(enum err err, enum language language, const char *detail, char *out,
		    size_t out_size);

#endif
