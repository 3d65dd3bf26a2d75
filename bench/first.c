/* `bogen-swarm first`: asks for a session until it is served, and says when all its rows were
 * there. Started together with a server it measures how long people wait after a restart. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench/clock.h"
#include "bench/crowd.h"

#define RETRY_NS   1000000u
#define PATIENCE_S 60.0

struct first {
	struct client client;
	bool lost;
};

static void take_closed(struct client *client, const char *why)
{
	(void)why;
	((struct first *)client->owner)->lost = true;
}

int swarm_first(struct swarm *swarm)
{
	static const struct client_handler handler = {.closed = take_closed};
	struct first first = {0};
	char code[CODE_CHARACTERS + 1];
	if (!crowd_code(swarm, code))
		return swarm->exit;
	swarm->decoder = decoder_new(NULL);
	client_init(&first.client, swarm->net, swarm->decoder, &handler, &first);
	memcpy(first.client.code, code, sizeof code);
	first.client.watch = true;
	client_keep_rows(&first.client);
	uint64_t began_ns = clock_ns(), end_ns = began_ns + (uint64_t)(PATIENCE_S * 1e9);
	uint32_t tries = 0;
	while (!first.client.fresh && clock_ns() < end_ns) {
		if (!first.client.conn) {
			first.lost = false;
			tries++;
			client_open(&first.client);
		}
		net_turn(swarm->net, first.lost ? clock_ns() + RETRY_NS : end_ns);
	}
	if (!first.client.fresh) {
		swarm_fail(swarm, exit_unreached, "not served within %.0f s", PATIENCE_S);
	} else {
		struct timespec now;
		clock_gettime(CLOCK_REALTIME, &now);
		printf("{\"at\": %ld.%03ld, \"seconds\": %.3f, \"tries\": %u}\n", (long)now.tv_sec,
		       now.tv_nsec / 1000000, (double)(clock_ns() - began_ns) / 1e9, tries);
	}
	client_free(&first.client);
	return swarm->exit;
}
