/* The parts of a running server, for those files that put them together and show their figures. */
#ifndef BOGEN_SERVER_SERVER_H
#define BOGEN_SERVER_SERVER_H

#include <stdint.h>
#include <stdio.h>

#include "server/address.h"
#include "server/config.h"
#include "server/core_thread.h"
#include "server/decide/method.h"
#include "server/disk_thread.h"
#include "server/edge/edge.h"
#include "server/folders.h"
#include "server/metrics.h"

struct server {
	const struct config *config; /* borrowed */
	struct folders folders;
	struct methods *methods;
	struct disk_thread *disk;
	struct core_thread *core;
	struct edge **edges;
	uint32_t edge_count;
	struct metrics *metrics;
	struct address listen; /* with the real port */
	struct address metrics_at;
	char base[ADDRESS_TEXT_BYTES + 208]; /* what links begin with */
	uint64_t started_ms;                 /* monotonic */
};

/* Writes the figures of all threads as Prometheus text; see metrics.h. */
void server_write_figures(void *context, FILE *out);

#endif
