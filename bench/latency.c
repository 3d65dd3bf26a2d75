/* Latencies in logarithmic buckets. */
#include "latency.h"

#include <math.h>

static uint32_t bucket_of(uint64_t ns)
{
	if (ns < LATENCY_STEPS)
		return (uint32_t)ns;
	uint32_t top = 63u - (uint32_t)__builtin_clzll(ns);
	uint32_t shift = top - 6; /* leaves 64 … 127 */
	uint32_t bucket = (shift + 1) * LATENCY_STEPS + (uint32_t)(ns >> shift) - LATENCY_STEPS;
	return bucket < LATENCY_BUCKETS ? bucket : LATENCY_BUCKETS - 1;
}

static uint64_t bucket_end(uint32_t bucket)
{
	if (bucket < LATENCY_STEPS)
		return bucket;
	uint32_t shift = bucket / LATENCY_STEPS - 1;
	return ((uint64_t)(bucket % LATENCY_STEPS + LATENCY_STEPS + 1) << shift) - 1;
}

void latency_add(struct latency *latency, uint64_t ns)
{
	latency->buckets[bucket_of(ns)]++;
	latency->count++;
	if (ns > latency->max_ns)
		latency->max_ns = ns;
}

double latency_ms(const struct latency *latency, double part)
{
	double wanted = part * (double)latency->count;
	uint64_t seen = 0;
	for (uint32_t i = 0; i < LATENCY_BUCKETS; i++) {
		seen += latency->buckets[i];
		if (seen && (double)seen >= wanted) {
			uint64_t end = bucket_end(i);
			return (double)(end < latency->max_ns ? end : latency->max_ns) / 1e6;
		}
	}
	return (double)latency->max_ns / 1e6;
}

static json_t *rounded(const struct latency *latency, double ms)
{
	return latency->count ? json_real(round(ms * 1000) / 1000) : json_null();
}

json_t *latency_json(const struct latency *latency)
{
	return json_pack("{s:o,s:o,s:o}", "p50", rounded(latency, latency_ms(latency, 0.5)), "p99",
			 rounded(latency, latency_ms(latency, 0.99)), "max",
			 rounded(latency, (double)latency->max_ns / 1e6));
}
