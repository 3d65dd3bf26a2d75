/* Commands made by chance from the command table: arguments that a client might give who sees these
 * rows, most of them good. Knows nothing of what commands mean. */
#ifndef BOGEN_TESTS_SUPPORT_COMMAND_MAKER_H
#define BOGEN_TESTS_SUPPORT_COMMAND_MAKER_H

#include "protocol/replica.h"

#define MADE_LISTS_MAX   4u
#define MADE_ENTRIES_MAX 8u

struct command_maker {
	uint32_t (*below)(void *context, uint32_t end); /* a number from 0 to end - 1 */
	void *context;
	const struct replica *known;
	uint8_t token[TOKEN_BYTES]; /* made for the last command that has one */
	uint8_t lists[MADE_LISTS_MAX][MADE_ENTRIES_MAX * PAIR_BYTES]; /* of the last command */
	uint32_t list_count;
};

/* Fills the arguments; texts are static, the token and lists are the maker's. */
void command_make(struct command_maker *maker, enum command_kind kind, union any_command *out);

#endif
