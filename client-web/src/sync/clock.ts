// The server's time as seen from here, from pings: the sample with the shortest way there and back
// is nearest to the truth.

export interface Clock {
	offset_ms: number; // server minus device
	way_ms: number; // of the best sample
}

export function clockNew(): Clock {
	return { offset_ms: 0, way_ms: Infinity };
}

/** The welcome's time: only as good as it gets before the first pong. */
export function clockGuess(clock: Clock, server_ms: number, now_ms: number): void {
	if (clock.way_ms === Infinity) clock.offset_ms = server_ms - now_ms;
}

/** Returns whether the clock was set. Older samples lose their weight slowly: clocks drift. */
export function clockSample(
	clock: Clock, client_ms: number, server_ms: number, now_ms: number,
): boolean {
	const way_ms = Math.max(0, now_ms - client_ms);
	if (way_ms > clock.way_ms) {
		clock.way_ms *= 1.1;
		return false;
	}
	clock.way_ms = Math.max(1, way_ms);
	clock.offset_ms = server_ms + way_ms / 2 - now_ms;
	return true;
}
