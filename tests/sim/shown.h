/* What clients show, compared: every state that anybody shows is one that all show who see the
 * same, at that sequence number. */
#ifndef BOGEN_TESTS_SIM_SHOWN_H
#define BOGEN_TESTS_SIM_SHOWN_H

#include "tests/sim/client.h"

void shown_forget(void);
/* Compares what the client shows now, and sets client->wrong if others showed something else. */
void shown_check(struct client *client);

#endif
