/* The options of `bogen ballot add` and `edit`, read into the arguments of a command. Options in
 * the form of new ideas are added to the board on the way. */
#ifndef BOGEN_CLI_PREPARATION_H
#define BOGEN_CLI_PREPARATION_H

#include "client-cli/client.h"

/* What is prepared: the arguments of the command, and where their lists stand. */
struct preparation {
	struct command_ballot_add args;
	char *title; /* owned */
	uint8_t options[BALLOT_OPTIONS_MAX * PAIR_BYTES];
	uint8_t voters[LINES_MAX * ID_BYTES];
	uint8_t weights[LINES_MAX * PAIR_BYTES];
	uint32_t added[BALLOT_OPTIONS_MAX]; /* ideas that --text has added */
	uint32_t added_count;
};

/* The fields that a ballot and the commands that prepare it have in common. */
#define PREPARED(FIELD)                                                                            \
	FIELD(title)                                                                               \
	FIELD(method)                                                                              \
	FIELD(secrecy)                                                                             \
	FIELD(hidden)                                                                              \
	FIELD(board)                                                                               \
	FIELD(phase)                                                                               \
	FIELD(topic)                                                                               \
	FIELD(stages)                                                                              \
	FIELD(sort)                                                                                \
	FIELD(options)                                                                             \
	FIELD(roles)                                                                               \
	FIELD(voters)                                                                              \
	FIELD(points)                                                                              \
	FIELD(heap)                                                                                \
	FIELD(picks)                                                                               \
	FIELD(places)                                                                              \
	FIELD(threshold)                                                                           \
	FIELD(threshold_of)                                                                        \
	FIELD(quorum)                                                                              \
	FIELD(budget)                                                                              \
	FIELD(budget_rule)                                                                         \
	FIELD(utility)                                                                             \
	FIELD(weights)                                                                             \
	FIELD(rule)

/* Starts from what the ballot says (copies it). Returns owned. */
struct preparation *preparation_new(const struct row_ballot *ballot);
void preparation_free(struct preparation *prepared);

/* Reads all options that are given; what is not named stays. 0, or an exit code after saying why;
 * ideas may have been added by then. */
int preparation_read(struct preparation *prepared, struct client *client);

#endif
