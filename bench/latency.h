/* Latencies, gathered in buckets that are 1/64 apart, so a million of them cost a few kB. */
#ifndef BOGEN_BENCH_LATENCY_H
#define BOGEN_BENCH_LATENCY_H

#include <jansson.h>
#include <stdint.h>

#define LATENCY_STEPS   64u
#define LATENCY_BUCKETS (48u * LATENCY_STEPS)

struct latency {
	uint64_t count, max_ns;
	uint64_t buckets[LATENCY_BUCKETS];
};

void latency_add(struct latency *latency, uint64_t ns);

/* The smallest latency that this part (0 … 1) of all are not above, in milliseconds. */
double latency_ms(const struct latency *latency, double part);

/* {"p50":…,"p99":…,"max":…} in milliseconds, returned owned; null values if there are none. */
json_t *latency_json(const struct latency *latency);

#endif
