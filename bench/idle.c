/* `bogen-swarm idle`: what a connection costs that does nothing. */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/clock.h"
#include "bench/crowd.h"
#include "bench/process.h"
#include "bench/session.h"

#define SETTLE_NS 1000000000u

static bool find_session(struct swarm *swarm, char code[CODE_CHARACTERS + 1])
{
	if (swarm->options.code)
		return crowd_code(swarm, code);
	struct session session = {0};
	struct session_plan plan = {.title = "Idle", .town_count = 1, .seed = seed_random()};
	bool ok = session_make(swarm, &session, &plan) && session_enter(swarm, &session, &plan);
	memcpy(code, session.code, sizeof session.code);
	session_close(&session);
	return ok;
}

static void turn_for(struct swarm *swarm, uint64_t ns)
{
	uint64_t end_ns = clock_ns() + ns;
	while (!swarm->exit && clock_ns() < end_ns)
		net_turn(swarm->net, end_ns);
}

static void hold(struct swarm *swarm)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	char thrown_away[256];
	while (!swarm->exit) {
		if (poll(&input, 1, 0) > 0 &&
		    read(STDIN_FILENO, thrown_away, sizeof thrown_away) <= 0)
			return;
		net_turn(swarm->net, clock_ns() + 50000000u);
	}
}

static void run(struct swarm *swarm, struct crowd *crowd)
{
	uint32_t count = (uint32_t)swarm->options.connections;
	char code[CODE_CHARACTERS + 1] = "";
	if (!count || count + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_usage, "--connections wants 1 to %u",
			   swarm->descriptors - 64);
		return;
	}
	if (!find_session(swarm, code))
		return;
	/* A few first, so that what the server sets up once is not counted. */
	struct crowd first;
	crowd_init(&first, swarm, code, 16);
	if (crowd_open(&first, false)) {
		turn_for(swarm, SETTLE_NS);
		uint64_t before = process_rss_bytes(swarm->server_pid);
		uint64_t began_ns = clock_ns();
		crowd_init(crowd, swarm, code, count);
		if (crowd_open(crowd, false)) {
			double seconds = (double)(crowd->last_ns - began_ns) / 1e9;
			turn_for(swarm, SETTLE_NS);
			uint64_t after = process_rss_bytes(swarm->server_pid);
			printf("{\"connections\": %u, \"rss_bytes_per_connection\": %lu, "
			       "\"server_rss_bytes\": %lu, \"connect_seconds\": %.3f}\n",
			       count,
			       (unsigned long)(after > before ? (after - before) / count : 0),
			       (unsigned long)after, seconds);
			fflush(stdout);
			if (swarm->options.hold)
				hold(swarm);
		}
	}
	crowd_free(&first);
}

int swarm_idle(struct swarm *swarm)
{
	struct crowd crowd = {0};
	swarm->decoder = decoder_new(NULL);
	run(swarm, &crowd);
	crowd_free(&crowd);
	return swarm->exit;
}
