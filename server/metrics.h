/* Serves GET /metrics as Prometheus text on a listener of its own, one request at a time: for the
 * monitoring on this machine, not for people. */
#ifndef BOGEN_SERVER_METRICS_H
#define BOGEN_SERVER_METRICS_H

#include <stdio.h>

#include "server/address.h"
#include "server/log/log.h"

struct metrics;

/* Writes all figures; called by the thread of the listener. */
typedef void metrics_write_fn(void *context, FILE *out);

/* Listens and starts the thread; port 0 in `address` becomes the real one. Returns owned, or NULL
 * with the reason. */
struct metrics *metrics_start(struct address *address, metrics_write_fn *write, void *context,
			      struct failure *failure);
void metrics_stop(struct metrics *metrics); /* and frees; NULL is allowed */

/* Writes one figure with its description. `type` is "counter" or "gauge". */
void metrics_write_figure(FILE *out, const char *name, const char *type, const char *help,
			  double value);

#endif
