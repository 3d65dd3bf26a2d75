/* Many visitors with the join code who keep no rows: what idle and return need. */
#ifndef BOGEN_BENCH_CROWD_H
#define BOGEN_BENCH_CROWD_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/swarm.h"

struct crowd {
	struct swarm *swarm;
	struct client *clients;
	uint32_t count;
	uint32_t fresh;   /* have seen everything since they were opened */
	uint32_t resumed; /* of these: those who were sent only what was new to them */
	uint64_t last_ns; /* when the last one became fresh */
};

/* Makes `count` visitors with that code (without hyphen); none is connected yet. */
void crowd_init(struct crowd *crowd, struct swarm *swarm, const char *code, uint32_t count);
/* Connects all, in waves or all at once, and waits until each has seen everything. */
bool crowd_open(struct crowd *crowd, bool at_once);
void crowd_close(struct crowd *crowd); /* hangs up; cursors stay */
void crowd_free(struct crowd *crowd);

/* Reads --code into eight characters; false after saying that it is none. */
bool crowd_code(struct swarm *swarm, char code[CODE_CHARACTERS + 1]);

#endif
