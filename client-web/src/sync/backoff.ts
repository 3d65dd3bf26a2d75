// When to come back after a lost connection (TIME-2).

const firstMs = 500;
const mostMs = 30000;

/** `retry_ms` is what the server asked for (0: it said nothing), `failures` how often in a row it
 * failed, `random` from 0 to 1. Spread over as long again; at most 30 seconds before the spread. */
export function backoffMs(retry_ms: number, failures: number, random: number): number {
	const base = Math.min(mostMs, Math.max(retry_ms, firstMs) * 2 ** Math.min(failures, 10));
	return Math.round(base * (1 + random));
}
