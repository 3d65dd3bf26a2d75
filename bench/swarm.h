/* What all subcommands of bogen-swarm share: the loop, the decoder, how a failure ends the run. */
#ifndef BOGEN_BENCH_SWARM_H
#define BOGEN_BENCH_SWARM_H

#include <stdbool.h>
#include <stdint.h>

#include "bench/client.h"
#include "bench/decode.h"
#include "bench/net.h"
#include "bench/options.h"

enum { exit_done = 0, exit_failed = 1, exit_usage = 2, exit_unreached = 5, exit_refused = 6 };

struct swarm {
	struct options options;
	struct net_target target;
	struct net *net;
	struct decoder *decoder;
	int server_pid; /* 0: not on this machine */
	int exit;       /* exit_done while all is well */
	uint32_t descriptors;
};

/* Keeps the first failure and says it on standard error. */
void swarm_fail(struct swarm *swarm, int exit, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Fails because a connection was lost. */
void swarm_lost(struct swarm *swarm, const char *why);
/* Fails because a command was refused. */
void swarm_refused(struct swarm *swarm, const char *what, const struct frame_refused *refused);

/* Turns the loop until `ready` says so. False on a failure, or if the condition has not come
 * about after `seconds`: then `what` names it in the failure. */
bool swarm_wait(struct swarm *swarm, bool (*ready)(void *context), void *context, double seconds,
		const char *what);

/* Opens clients in waves, so that neither the server's backlog nor TLS is flooded; each must have
 * been welcomed. `client(context, i)` gives the i-th. */
bool swarm_open(struct swarm *swarm, struct client *(*client)(void *context, uint32_t index),
		void *context, uint32_t count, double seconds);

int swarm_replay(struct swarm *swarm);
int swarm_fanout(struct swarm *swarm);
int swarm_idle(struct swarm *swarm);
int swarm_return(struct swarm *swarm);
int swarm_first(struct swarm *swarm);
int swarm_steer(struct swarm *swarm);
int swarm_cast(struct swarm *swarm);

#endif
