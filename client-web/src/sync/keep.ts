// Keeps the last known rows, so that the page has something to show without a network: now and then
// while they change, and when the page goes out of sight. Comes late: nobody waits for it.
import { encodeFrame, type AnyRow } from "../protocol/codec";
import { limits } from "../protocol/generated";
import type { Replica } from "../protocol/replica";
import type { LastKnown, Shelf } from "./shelf";

export type Whose = Pick<LastKnown, "session" | "person" | "role" | "token" | "build">;

export interface Keeper {
	/** Rows have changed. */
	changed(): void;
	stop(): void;
}

const everyMs = 60000;
const partRows = 100;

/** Rows that are encoded together. */
interface Part {
	readonly rows: readonly AnyRow[];
	readonly messages: readonly Uint8Array[];
}

export function keepOpen(shelf: Shelf, replica: Replica, whose: () => Whose | null): Keeper {
	let parts = new Map<string, Part>();
	let rows = replica.rows; // of which the parts are
	let keptSeq = 0;
	let timer = 0;
	let run = 0; // the newest; earlier ones give up

	// Rests between the parts, unless the page is about to be put to sleep.
	async function keep(rest: boolean): Promise<void> {
		window.clearTimeout(timer);
		timer = 0;
		const whom = whose();
		const { cursor, scope, seq } = replica;
		if (whom === null || seq === 0 || seq === keptSeq) return;
		const own = ++run;
		if (rows !== replica.rows) parts = new Map();
		rows = replica.rows;
		const messages: Uint8Array[] = [];
		const now = [...rows].map(([kind, ofKind]) => [kind, [...ofKind.values()]] as const);
		for (const [kind, all] of now) {
			for (let at = 0; at < all.length; at += partRows) {
				messages.push(...partOf(`${kind} ${at}`, all.slice(at, at + partRows)));
				if (!rest) continue;
				await new Promise((resolve) => window.setTimeout(resolve));
				if (own !== run) return;
			}
		}
		keptSeq = seq;
		const kept = { ...whom, cursor, scope, seq, kept_ms: Date.now(), messages };
		await shelf.rowsKeep(kept).catch(() => undefined); // a full disk
	}

	// What has not changed since it was encoded is not encoded again: rows keep their place. Their
	// revisions do not tell: who comes to read a board gets rows of it that are older than the cursor.
	function partOf(name: string, of: readonly AnyRow[]): readonly Uint8Array[] {
		const known = parts.get(name);
		if (known?.rows.length === of.length && of.every((row, i) => row === known.rows[i]))
			return known.messages;
		const part = { rows: of, messages: rowsEncode(of) };
		parts.set(name, part);
		return part.messages;
	}

	function hide(): void {
		if (document.visibilityState === "hidden") void keep(false);
	}

	function leave(): void {
		void keep(false);
	}

	document.addEventListener("visibilitychange", hide);
	window.addEventListener("pagehide", leave);
	void keep(true);

	return {
		changed() {
			if (timer === 0) timer = window.setTimeout(() => void keep(true), everyMs);
		},
		stop() {
			run++;
			window.clearTimeout(timer);
			document.removeEventListener("visibilitychange", hide);
			window.removeEventListener("pagehide", leave);
		},
	};
}

/** Rows as messages of the wire, none longer than one may be; without those that passed or are removed. */
export function rowsEncode(rows: readonly AnyRow[]): Uint8Array[] {
	const messages: Uint8Array[] = [];
	let frames: Uint8Array[] = [];
	let size = 0;
	const close = (): void => {
		if (size > 0) messages.push(join(frames, size));
		frames = [];
		size = 0;
	};
	for (const row of rows) {
		if (row.revision === 0 || row.fields === null) continue;
		const frame = encodeFrame({ frame: "row", row });
		if (size + frame.length > limits.messageBytesMax) close();
		frames.push(frame);
		size += frame.length;
	}
	close();
	return messages;
}

function join(frames: readonly Uint8Array[], size: number): Uint8Array {
	const message = new Uint8Array(size);
	let at = 0;
	for (const frame of frames) {
		message.set(frame, at);
		at += frame.length;
	}
	return message;
}
