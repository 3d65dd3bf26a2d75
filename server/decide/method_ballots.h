/* The ballots that a method's file prepares. Knows what each way of voting needs and what it has no
 * use for; not how it counts. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_BALLOTS_H
#define BOGEN_SERVER_DECIDE_METHOD_BALLOTS_H

#include "server/decide/method_json.h"

/* Reads the ballot with this number, from 1. Phases, sorts, topics and boards are there already. */
bool method_read_ballot(const struct place *place, json_t *value, const struct method *method,
			uint32_t number);

#endif
