/* Join codes, tokens and the links that carry them, as people see and type them.
 *
 *   join code    8 Crockford characters, shown as KBWF-3N7Q; I, L and O are read as 1, 1 and 0
 *   join link    BASE/j/KBWF-3N7Q
 *   return link  BASE/#SESSION-TOKEN: the number of the session and 26 Crockford characters (128
 *                bits). In the fragment, so that no server log or proxy ever sees it. */
#ifndef BOGEN_PROTOCOL_LINK_H
#define BOGEN_PROTOCOL_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ids.h"
#include "limits.h"

#define CODE_TEXT_BYTES  (CODE_CHARACTERS + 2) /* with the hyphen and the terminator */
#define TOKEN_TEXT_BYTES (10 + 1 + 26 + 1)     /* number, hyphen, secret, terminator */

/* 40 bits to 8 characters, without hyphen, terminated. */
void code_write(uint64_t bits, char out[CODE_CHARACTERS + 1]);
/* Reads a code as people type it: any case, with or without hyphens and blanks. */
bool code_read(const char *at, size_t size, uint64_t *bits);
/* "KBWF3N7Q" to "KBWF-3N7Q". */
void code_show(const char code[CODE_CHARACTERS], char out[CODE_TEXT_BYTES]);

void token_write(struct session_id session, const uint8_t secret[TOKEN_BYTES],
		 char out[TOKEN_TEXT_BYTES]);
bool token_read(const char *at, size_t size, struct session_id *session,
		uint8_t secret[TOKEN_BYTES]);

/* What a link or code leads to. */
struct link_target {
	char base[256]; /* "https://host:port", no slash at the end; "" if only a code was given */
	char code[CODE_CHARACTERS + 1]; /* "" if it is a return link */
	struct session_id session;      /* of a return link */
	uint8_t token[TOKEN_BYTES];
};

/* Reads a code, a join link or a return link. */
bool link_read(const char *text, struct link_target *target);

#endif
