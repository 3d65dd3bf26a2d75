// What one person gives in one session, from this tab and the others: an outbox that is stored before
// anything is sent, sent by one tab at a time, and shown by all. The tab that is looked at takes its
// turn; another gets it when the one before has lost its connection or is gone, and goes on with what
// the store holds. Two that send for a moment do no harm (CMD-3).
import type { AnyCommand } from "../protocol/codec";
import { errorNumbers, type Frames } from "../protocol/generated";
import {
	entryCommand, outboxAdd, outboxArrived, outboxDone, outboxDrop, outboxFind, outboxLoose, outboxLost,
	outboxNew, outboxNumber, outboxPostpone, outboxPut, outboxRead, outboxRefused, outboxSend,
	outboxSuspects, type AnyEntry,
} from "./outbox";
import type { Shelf } from "./shelf";

/** An entry in its newest state, or that somebody has dealt with it. */
type Told = { readonly entry: AnyEntry } | { readonly gone: string };

export interface OutgoingEvents {
	write(number: number, command: AnyCommand): void;
	changed(): void;
	done(entry: AnyEntry): void;
	refused(entry: AnyEntry): void;
}

export interface Outgoing {
	readonly person: number;
	entries(): readonly AnyEntry[];
	add(command: AnyCommand): AnyEntry;
	dismiss(id: string): void;
	/** Commands can be sent from now on; the rows show the session as it stood at `seq`. */
	online(): void;
	lost(): void;
	/** The page is looked at. */
	wake(): void;
	done(frame: Frames["done"]): void;
	refused(frame: Frames["refused"]): void;
	/** The server hung up over something that it could not read. Returns whether a command may be it: the
	 * next connection finds out, or goes on without it. */
	malformed(message: string): boolean;
	arrived(seq: number): void;
	/** The store was emptied under the page. */
	restore(): void;
	close(): void;
}

const postponeMostMs = 60000;

export function outgoingOpen(
	shelf: Shelf, device: () => number, session: number, person: number, least: number,
	events: OutgoingEvents,
): Outgoing {
	const outbox = outboxNew(person, least);
	let channel = channelOpen(`bogen.${session}`);
	let isOnline = false;
	let hasTurn = false;
	let endTurn = (): void => undefined;
	let turns = 0; // asked for
	let waits: AbortController | null = null; // in the queue for one
	let seq = 0; // up to where the rows have arrived
	let busyUntil = 0; // the server is too busy for commands until then

	// Says to tabs of other people on this device that what this person gave is still shown and sent.
	let isClosed = false;
	let goAway = (): void => undefined;
	const hereAs = (who: number): string => `bogen.here.${session}.${who}`;
	const stay = (): Promise<void> | void => {
		if (!isClosed) return new Promise((resolve) => (goAway = resolve));
	};
	void navigator.locks?.request(hereAs(person), { mode: "shared" }, stay).catch(() => undefined);

	/* ---- taking turns ---- */

	// Who is looked at does not wait for the tab that has the turn.
	function askTurn(steal: boolean): void {
		waits?.abort();
		waits = null;
		if (navigator.locks === undefined) return void takeTurn();
		const turn = ++turns;
		const asked = new AbortController();
		if (!steal) waits = asked;
		navigator.locks
			.request(`bogen.send.${session}.${person}`, steal ? { steal } : { signal: asked.signal }, holdTurn)
			.catch((error: unknown) => {
				if (turn !== turns || !isOnline) return;
				// Where site data is blocked there are no locks either.
				if (!(error instanceof DOMException && error.name === "AbortError")) return void takeTurn();
				// Another tab took the turn: this one waits for that one's end.
				hasTurn = false;
				outboxLost(outbox);
				askTurn(false);
			});
	}

	function holdTurn(): Promise<void> | void {
		if (!isOnline) return;
		waits = null;
		void takeTurn();
		return new Promise((resolve) => (endTurn = resolve));
	}

	async function takeTurn(): Promise<void> {
		hasTurn = true;
		await read();
		flush();
	}

	async function read(): Promise<void> {
		const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
		const isHere = (who: number): boolean => held.some(({ name }) => name === hereAs(who));
		const kept = await shelf.read(session).catch(() => null);
		if (kept !== null) outboxRead(outbox, kept.entries, kept.last, isHere);
		events.changed();
	}

	function flush(): void {
		if (isOnline && hasTurn && performance.now() >= busyUntil)
			for (const entry of outboxSend(outbox)) events.write(entry.number, entryCommand(entry));
		events.changed();
	}

	/* ---- storing and telling ---- */

	function tell(told: Told): void {
		channel?.postMessage(told);
	}

	// Where nothing can be stored the page counts on by itself; `number_reused` puts right what two tabs
	// count alike.
	async function store(entry: AnyEntry, was = 0): Promise<void> {
		const taken = await shelf.take(device(), session, outbox.last, entry, was).catch(() => 0);
		entry.stored = taken !== 0;
		if (outboxNumber(outbox, entry, taken || entry.number || outbox.last + 1)) await read();
		tell({ entry });
		flush();
	}

	function takeRefusal(entry: AnyEntry): void {
		settle(entry);
		tell({ entry });
		events.refused(entry);
		flush();
	}

	function settle(entry: AnyEntry): void {
		if (entry.state === "refused") void shelf.update(session, entry).catch(() => undefined);
		else void shelf.remove(session, entry.id).catch(() => undefined);
	}

	// Done, by this tab or another: shown until its change is here.
	function takeDone(entry: AnyEntry): void {
		if (entry.seq <= seq) outboxArrived(outbox, seq);
		events.done(entry);
	}

	function hear({ data }: MessageEvent<Told>): void {
		if ("gone" in data) {
			outboxDrop(outbox, data.gone);
			return events.changed();
		}
		const misses = data.entry.number > outbox.last + 1; // what a third tab has yet to tell
		const entry = outboxPut(outbox, data.entry);
		if (entry?.state === "done") takeDone(entry);
		if (entry?.state === "refused") events.refused(entry);
		void (misses ? read() : Promise.resolve()).then(flush);
	}

	channel?.addEventListener("message", hear);
	void read();

	return {
		person,
		entries: () => outbox.entries,
		add(command) {
			const entry = outboxAdd(outbox, newId(), command, Date.now());
			events.changed();
			void store(entry);
			return entry;
		},
		dismiss(id) {
			outboxDrop(outbox, id);
			void shelf.remove(session, id).catch(() => undefined);
			tell({ gone: id });
			events.changed();
		},
		online() {
			isOnline = true;
			if (hasTurn) flush();
			else askTurn(document.visibilityState === "visible");
		},
		lost() {
			isOnline = hasTurn = false;
			waits?.abort();
			endTurn();
			outboxLost(outbox);
			events.changed();
		},
		wake() {
			if (!isOnline) void read(); // the others may have told something while it slept
			else if (!hasTurn) askTurn(true);
		},
		done(frame) {
			const entry = outboxFind(outbox, frame.number);
			if (entry === undefined) return;
			outboxDone(entry, frame.seq, frame.result);
			settle(entry);
			tell({ entry });
			takeDone(entry);
			flush();
		},
		refused(frame) {
			const entry = outboxFind(outbox, frame.number);
			if (entry === undefined) return;
			// Slow mode lets others' commands pass: it does not hold up this device's.
			if (frame.retry_ms > 0 && frame.retry_ms <= postponeMostMs && frame.code !== errorNumbers.too_soon) {
				const wait_ms = frame.retry_ms * (1 + Math.random());
				outboxPostpone(outbox, entry);
				busyUntil = Math.max(busyUntil, performance.now() + wait_ms);
				window.setTimeout(flush, wait_ms + 10);
				return;
			}
			if (!outboxRefused(outbox, entry, frame.code, frame.message)) {
				void store(entry, frame.number);
				return;
			}
			takeRefusal(entry);
		},
		malformed(message) {
			const [entry, ...more] = outboxSuspects(outbox);
			if (entry !== undefined && more.length === 0) {
				outboxRefused(outbox, entry, errorNumbers.malformed, message);
				takeRefusal(entry);
			}
			return entry !== undefined;
		},
		arrived(now) {
			seq = now;
			if (outboxArrived(outbox, seq)) events.changed();
		},
		restore() {
			if (!isClosed) for (const entry of outboxLoose(outbox)) void store(entry);
		},
		close() {
			isOnline = hasTurn = false;
			isClosed = true;
			waits?.abort();
			endTurn();
			goAway();
			channel?.close();
			channel = null;
		},
	};
}

// Older browsers have none, and others refuse it where site data is blocked.
function channelOpen(name: string): BroadcastChannel | null {
	try {
		return new BroadcastChannel(name);
	} catch {
		return null;
	}
}

function newId(): string {
	return [...crypto.getRandomValues(new Uint32Array(3))].map((n) => n.toString(36)).join("");
}
