/* Finds what somebody may have meant to type. */
#ifndef BOGEN_SERVER_NEAREST_H
#define BOGEN_SERVER_NEAREST_H

#include <stddef.h>

/* The name that is fewest letters away from `typed`, or NULL if none is near enough to be worth
 * suggesting. Borrows the names. */
const char *nearest_name(const char *typed, const char *const *names, size_t count);

#endif
