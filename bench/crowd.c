/* Many visitors who keep no rows. */
#include "crowd.h"

#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"
#include "protocol/link.h"

#define PATIENCE_S 120.0

static void take_complete(struct client *client)
{
	struct crowd *crowd = client->owner;
	crowd->fresh++;
	crowd->resumed += client->resumed;
	crowd->last_ns = clock_ns();
}

static void take_closed(struct client *client, const char *why)
{
	swarm_lost(((struct crowd *)client->owner)->swarm, why);
}

void crowd_init(struct crowd *crowd, struct swarm *swarm, const char *code, uint32_t count)
{
	static const struct client_handler handler = {.complete = take_complete,
						      .closed = take_closed};
	*crowd = (struct crowd){.swarm = swarm, .count = count};
	crowd->clients = calloc((size_t)count + 1, sizeof *crowd->clients);
	if (!crowd->clients)
		abort();
	for (uint32_t i = 0; i < count; i++) {
		struct client *client = &crowd->clients[i];
		client_init(client, swarm->net, swarm->decoder, &handler, crowd);
		memcpy(client->code, code, CODE_CHARACTERS);
		client->watch = true;
	}
}

static struct client *crowd_client(void *context, uint32_t index)
{
	return &((struct crowd *)context)->clients[index];
}

static bool all_fresh(void *context)
{
	struct crowd *crowd = context;
	return crowd->fresh == crowd->count;
}

bool crowd_open(struct crowd *crowd, bool at_once)
{
	crowd->fresh = crowd->resumed = 0;
	if (at_once) {
		for (uint32_t i = 0; i < crowd->count; i++)
			client_open(&crowd->clients[i]);
	} else if (!swarm_open(crowd->swarm, crowd_client, crowd, crowd->count, PATIENCE_S)) {
		return false;
	}
	return swarm_wait(crowd->swarm, all_fresh, crowd, PATIENCE_S, "rows for everyone");
}

void crowd_close(struct crowd *crowd)
{
	for (uint32_t i = 0; i < crowd->count; i++)
		client_close(&crowd->clients[i]);
}

void crowd_free(struct crowd *crowd)
{
	for (uint32_t i = 0; crowd->clients && i < crowd->count; i++)
		client_free(&crowd->clients[i]);
	free(crowd->clients);
	*crowd = (struct crowd){0};
}

bool crowd_code(struct swarm *swarm, char code[CODE_CHARACTERS + 1])
{
	const char *given = swarm->options.code;
	uint64_t bits;
	if (!given || !code_read(given, strlen(given), &bits)) {
		swarm_fail(swarm, exit_usage, "--code wants the join code of a session");
		return false;
	}
	code_write(bits, code);
	return true;
}
