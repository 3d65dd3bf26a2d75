/* Keeps the moderator's rights in a profile of `bogen`, for later calls of it. */
#ifndef BOGEN_BENCH_KEEP_H
#define BOGEN_BENCH_KEEP_H

#include <stdbool.h>

#include "bench/session.h"
#include "bench/swarm.h"

/* Does nothing without --profile. False after saying what went wrong. */
bool keep_profile(struct swarm *swarm, const struct session *session, struct seed seed);

#endif
