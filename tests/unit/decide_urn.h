/* What voting needs of a hall: the running count of its opinions, and keys with which papers are
 * sealed. The cipher is a toy that notices a wrong key, person or paper; what it hides is not
 * secret. */
#ifndef BOGEN_TESTS_UNIT_DECIDE_URN_H
#define BOGEN_TESTS_UNIT_DECIDE_URN_H

#include "decide_hall.h"
#include "tests/support/choices.h"

/* Gives the hall's view its running count, seal and unseal. */
void urn_furnish(struct hall *hall);
/* Makes and destroys the keys that the last decision asks for. */
void urn_take_keys(struct hall *hall);
bool urn_has_key(const struct hall *hall, uint32_t ballot);
void urn_free(struct hall *hall);

#endif
