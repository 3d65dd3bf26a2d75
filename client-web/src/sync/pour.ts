// Gives many commands at once, beside the page's own connection: up to 32 are on their way (CMD-1). What a
// lost connection leaves unanswered is given again under its number, and so done at most once (CMD-3).
// Knows neither what the commands are about nor where it is noted which are done.
import type { AnyCommand } from "../protocol/codec";
import { errorNumbers, frameShapes, limits } from "../protocol/generated";
import { AsideLost, type Aside, type Travelled } from "./aside";
import { backoffMs } from "./backoff";

/** Places count from 0; the command at a place is numbered one higher. */
export interface PourCalls {
	/** The command at this place; null if there is nothing to be given after all. Asked once: what goes out
	 * again is the same. */
	fill(index: number): AnyCommand | null;
	/** Before commands leave: what has to be kept by then. */
	beforeSending(): Promise<void>;
	done(index: number, result: number): void;
	/** False ends all of it, and the place stays open. */
	refused(index: number, code: number, message: string): boolean;
	/** Commands of a later wave need the results of earlier ones, as rows too. Never falls. */
	wave(index: number): number;
	/** Resolves when the rows are whole, at once where they are: they may be coming anew. Asked before anything is
	 * filled. */
	whole(): Promise<void>;
	/** Resolves when the rows show what was done up to seq. */
	shown(seq: number): Promise<void>;
	/** Of all places so many are closed. */
	progress(closed: number): void;
	/** It ends before all are closed, and what is open was not done, in earlier runs neither: it may be given
	 * under another device number. Under this one what was refused is too old by now (CMD-3). */
	settled?(): Promise<void>;
}

export type Poured = "all" | "stopped" | "refused";

/** Resolves with "all" when all places are closed and the rows show it; with "stopped" or "refused" when
 * what was on its way then has been answered too, or will not be. What the last answers say is for the caller
 * to keep. Comes back after a lost connection until it is stopped; rejects with what the server says where it
 * asks not to, and with what `beforeSending`, `whole`, `shown` or `open` reject with. */
export async function pour(
	open: () => Promise<Aside>, count: number, closedBefore: ReadonlySet<number>, calls: PourCalls,
	signal: AbortSignal,
): Promise<Poured> {
	const closed = new Set(closedBefore);
	const filled = new Map<number, AnyCommand>(); // by place, until it is closed
	const onWay = new Set<number>();
	const stopped = new Promise<null>((resolve) =>
		signal.addEventListener("abort", () => resolve(null), { once: true }));
	let aside: Aside | null = null;
	let low = firstOpen(0); // the first place that is not closed
	let wave = low < count ? calls.wave(low) : 0;
	let seen = 0; // seq of what was done last
	let failures = 0;
	let busy_ms = 0; // how long the server asks for nothing
	let isRefused = false;
	let isKnown = false; // whether each place that was ever sent is closed, on its way, or was not done

	function firstOpen(from: number): number {
		let at = from;
		while (closed.has(at)) at++;
		return at;
	}

	function ends(): boolean {
		return isRefused || signal.aborted;
	}

	/** Null: it was stopped before. */
	function unlessStopped<T>(what: Promise<T>): Promise<T | null> {
		return Promise.race([what, stopped]);
	}

	function rest(ms: number): Promise<unknown> {
		return unlessStopped(new Promise((resolve) => window.setTimeout(resolve, ms)));
	}

	function close(index: number): void {
		closed.add(index);
		filled.delete(index);
	}

	/* ---- connecting and coming back ---- */

	async function connect(): Promise<void> {
		const opening = open();
		aside = await unlessStopped(opening);
		if (aside === null) void opening.then((late) => late.close()).catch(() => undefined);
	}

	function hangUp(): void {
		aside?.close();
		aside = null;
		isKnown &&= onWay.size === 0;
		onWay.clear();
	}

	async function comeBack(why: unknown): Promise<void> {
		if (!(why instanceof AsideLost)) throw why;
		hangUp();
		if (ends()) return;
		if (why.retry_ms === 0) throw why;
		await rest(backoffMs(why.retry_ms ?? 0, failures++, Math.random()));
	}

	/* ---- giving ---- */

	// Of the wave that is not done, and less than 32 ahead of the first that is not closed.
	function mayGive(index: number): boolean {
		return index < count && index < low + limits.commandsUnansweredMax && calls.wave(index) === wave;
	}

	function fill(index: number): boolean {
		if (closed.has(index) || onWay.has(index)) return false;
		const command = filled.get(index) ?? calls.fill(index);
		if (command === null) closed.add(index);
		else filled.set(index, command);
		return command !== null;
	}

	async function give(to: Aside): Promise<void> {
		const places: number[] = [];
		for (let i = low; mayGive(i); i++) if (fill(i)) places.push(i);
		if (places.length === 0) return;
		await calls.beforeSending();
		if (ends()) return;
		for (const index of places) {
			const command = filled.get(index);
			if (command !== undefined) to.write({ frame: "command", number: index + 1, command });
			onWay.add(index);
		}
		isKnown = true; // earlier runs sent nothing behind these: before that they would have kept more
	}

	/* ---- answers ---- */

	function take(frame: Travelled): void {
		const [kind, number] = frame as readonly number[];
		const index = (number ?? 0) - 1;
		if (!onWay.has(index)) return;
		if (kind === frameShapes.done.number) takeDone(index, frame);
		if (kind === frameShapes.refused.number) takeRefused(index, frame);
	}

	function takeDone(index: number, frame: Travelled): void {
		const [, , seq = 0, result = 0] = frame as readonly number[];
		answered(index);
		seen = Math.max(seen, seq);
		close(index);
		calls.done(index, result);
	}

	function takeRefused(index: number, frame: Travelled): void {
		const [, , code = 0, message = "", retry_ms = 0] = frame as
			readonly [number, number, number?, string?, number?];
		answered(index);
		if (code === errorNumbers.number_reused) isKnown = false; // something else was done under it
		if (code === errorNumbers.busy) postpone(retry_ms);
		else if (calls.refused(index, code, message)) close(index);
		else isRefused = true;
	}

	// The server has not looked at it: it may have been done when it was first given.
	function postpone(retry_ms: number): void {
		busy_ms = Math.max(busy_ms, retry_ms);
		isKnown = false;
	}

	function answered(index: number): void {
		onWay.delete(index);
		failures = 0; // not before: a welcome is no sign that commands are read
	}

	/* ---- all of it ---- */

	async function go(): Promise<void> {
		if (busy_ms > 0) await rest(busy_ms);
		busy_ms = 0;
		if (aside === null) await connect();
		if (aside !== null && !ends()) await unlessStopped(calls.whole());
		if (aside !== null && !ends()) await give(aside);
		if (aside !== null && onWay.size > 0) (await aside.next()).forEach(take);
	}

	/** The rows show what was done; what comes next builds on it. */
	async function catchUp(next: number): Promise<void> {
		if (seen > 0) await unlessStopped(calls.shown(seen));
		wave = next;
	}

	try {
		for (;;) {
			low = firstOpen(low);
			calls.progress(closed.size);
			if (low >= count) {
				await catchUp(wave);
				return "all";
			}
			if (ends() && onWay.size === 0) {
				if (isKnown) await calls.settled?.();
				return isRefused ? "refused" : "stopped";
			}
			if (calls.wave(low) !== wave) await catchUp(calls.wave(low));
			else await go().catch(comeBack);
		}
	} finally {
		hangUp();
	}
}
