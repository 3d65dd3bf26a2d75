/* `bogen-swarm return`: clients that have seen a session lose their connections and come back all
 * at once, with their cursors; and for comparison the same crowd without. */
#include <stdio.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/crowd.h"
#include "bench/process.h"

struct passage {
	double seconds, server_cpu_s;
	uint64_t bytes;
	uint32_t resumed;
};

static bool pass(struct swarm *swarm, struct crowd *crowd, struct passage *passage)
{
	uint64_t bytes = net_bytes_read(swarm->net);
	uint64_t cpu_ns = process_cpu_ns(swarm->server_pid);
	uint64_t began_ns = clock_ns();
	if (!crowd_open(crowd, true))
		return false;
	passage->seconds = (double)(crowd->last_ns - began_ns) / 1e9;
	passage->server_cpu_s = (double)(process_cpu_ns(swarm->server_pid) - cpu_ns) / 1e9;
	passage->bytes = net_bytes_read(swarm->net) - bytes;
	passage->resumed = crowd->resumed;
	return true;
}

/* The server must have noticed that all are gone, or their goodbye would be measured too. */
static void leave(struct swarm *swarm, struct crowd *crowd)
{
	crowd_close(crowd);
	uint64_t end_ns = clock_ns() + 2000000000u;
	while (clock_ns() < end_ns)
		net_turn(swarm->net, end_ns);
}

static void print(const char *name, const struct passage *passage, uint32_t count, const char *end)
{
	printf("\"%s\": {\"seconds\": %.3f, \"resumed\": %u, \"bytes_per_client\": %lu, "
	       "\"server_cpu_seconds\": %.3f}%s",
	       name, passage->seconds, passage->resumed, (unsigned long)(passage->bytes / count),
	       passage->server_cpu_s, end);
}

int swarm_return(struct swarm *swarm)
{
	struct crowd crowd = {0};
	struct passage first, with, without;
	char code[CODE_CHARACTERS + 1];
	uint32_t count = (uint32_t)swarm->options.clients;
	if (!count || count + 64 > swarm->descriptors) {
		swarm_fail(swarm, exit_usage, "--clients wants 1 to %u", swarm->descriptors - 64);
		return swarm->exit;
	}
	if (!crowd_code(swarm, code))
		return swarm->exit;
	swarm->decoder = decoder_new(NULL);
	crowd_init(&crowd, swarm, code, count);
	bool ok = pass(swarm, &crowd, &first);
	if (ok) {
		leave(swarm, &crowd);
		ok = pass(swarm, &crowd, &with);
	}
	if (ok) {
		leave(swarm, &crowd);
		for (uint32_t i = 0; i < count; i++)
			crowd.clients[i].cursor_size = 0;
		ok = pass(swarm, &crowd, &without);
	}
	if (ok) {
		printf("{\"clients\": %u, ", count);
		print("with_cursor", &with, count, ", ");
		print("without_cursor", &without, count, "}\n");
	}
	crowd_free(&crowd);
	return swarm->exit;
}
