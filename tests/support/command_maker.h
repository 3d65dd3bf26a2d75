/* Commands made by chance from the command table: arguments that a client might give who sees these
 * rows, most of them good. Knows nothing of what commands mean. */
#ifndef BOGEN_TESTS_SUPPORT_COMMAND_MAKER_H
#define BOGEN_TESTS_SUPPORT_COMMAND_MAKER_H

#include "protocol/replica.h"

struct command_maker {
	uint32_t (*below)(void *context, uint32_t end); /* a number from 0 to end - 1 */
	void *context;
	const struct replica *known;
	uint8_t token[TOKEN_BYTES]; /* made for the last command that has one */
};

/* Fills the arguments; texts are static, the token is the maker's. */
void command_make(struct command_maker *maker, enum command_kind kind, union any_command *out);

#endif
