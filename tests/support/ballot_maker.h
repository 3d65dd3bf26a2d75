/* Commands about ballots made by chance that make sense together: a ballot with what its method
 * needs, papers that say something about its options. One in eight is left as chance made it. */
#ifndef BOGEN_TESTS_SUPPORT_BALLOT_MAKER_H
#define BOGEN_TESTS_SUPPORT_BALLOT_MAKER_H

#include "command_maker.h"

/* Makes the arguments of a command about ballots fit; leaves others alone. */
void ballot_command_fit(struct command_maker *maker, enum command_kind kind,
			union any_command *command);

/* What a moderator does about ballots, as often as makes them lively: more are opened than closed.
 */
enum command_kind ballot_kind_make(uint32_t (*below)(void *context, uint32_t end), void *context);

#endif
