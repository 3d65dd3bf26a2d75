/* Steering in the simulation: clients who moderate lead, seat, hide, send away and let back in; all
 * others raise hands, take seats and undo. The first client moderates from beginning to end; it
 * alone decides about people, so that nobody is locked out for good. */
#ifndef BOGEN_TESTS_SIM_STEER_H
#define BOGEN_TESTS_SIM_STEER_H

#include "tests/sim/client.h"

/* What all clients of a meeting share: people hand each other links on paper. */
struct steering {
	struct client *clients;
	uint32_t count;
	bool invited;
	uint8_t invitation[TOKEN_BYTES]; /* the last one made, if it is not known to be over */
};

/* Says something at random; perhaps nothing. */
void steer_say(struct client *client, struct pending_command *pending);
/* A command of the client was done: keeps the account of ideas, hands out links. */
void steer_done(struct client *client, const struct pending_command *pending, uint32_t result);
void steer_closed(struct client *client, uint64_t code);
/* Now and then, who has not joined comes with an invitation. */
bool steer_invitation(const struct client *client, struct bytes *token);
/* At the end: the first client lets everybody in and stops the timers. True while there was
 * something to do. */
bool steer_tidy(struct client *first);

#endif
