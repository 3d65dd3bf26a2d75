// What is kept on the device, and nothing else is: only once somebody joins. In localStorage:
//
//   bogen.language          the language chosen by hand
//   bogen.letters           the size of letters chosen by hand, in percent
//   bogen.seat.SESSION      token, join code and title of a session that was joined
//   bogen.draft.SESSION.F   a half-written text
//   bogen.receipt.SESSION.B what one chose in a confidential ballot, with its check number
//
// In IndexedDB, which all tabs share as they write (shelf.ts): the number of this installation, the last
// command numbers, commands whose answer has not been seen or that were refused, the last known rows, how far
// imports have come.
// Beside these, a service worker keeps the files of the page (offline.ts).
// Where the browser keeps nothing (private windows), memory takes its place.
import type { Pair } from "../protocol/generated";
import { offlineForget } from "./offline";

export interface Store {
	get(key: string): string | null;
	set(key: string, value: string): void;
	remove(key: string): void;
	keys(): string[];
}

export function memoryStore(): Store {
	const values = new Map<string, string>();
	return {
		get: (key) => values.get(key) ?? null,
		set: (key, value) => void values.set(key, value),
		remove: (key) => void values.delete(key),
		keys: () => [...values.keys()],
	};
}

/** localStorage, as far as it works; what it cannot take is kept in memory. */
export function browserStore(): Store {
	const memory = memoryStore();
	let local: Storage | null = null;
	try {
		local = window.localStorage;
	} catch {
		local = null;
	}
	return {
		get: (key) => memory.get(key) ?? local?.getItem(key) ?? null,
		set(key, value) {
			try {
				if (local === null) throw new Error("no storage");
				local.setItem(key, value);
				memory.remove(key);
			} catch {
				memory.set(key, value);
			}
		},
		remove(key) {
			memory.remove(key);
			local?.removeItem(key);
		},
		keys: () => [...new Set([...Object.keys(local ?? {}), ...memory.keys()])],
	};
}

function readJson(store: Store, key: string): unknown {
	try {
		return JSON.parse(store.get(key) ?? "null");
	} catch {
		return null;
	}
}

/* ---- what was chosen by hand ---- */

export type Choice = "language" | "letters";

export function choiceKept(store: Store, choice: Choice): string | null {
	return store.get(`bogen.${choice}`);
}

export function choiceKeep(store: Store, choice: Choice, value: string): void {
	store.set(`bogen.${choice}`, value);
}

/* ---- seats ---- */

/** What a join was sent with; `invitation` is the token that opened the door, until it is confirmed. */
export interface Joining {
	readonly name: string;
	readonly town: number;
	readonly institution: string;
	readonly invitation?: string;
}

/** A place in a session. With `joining` the server has not confirmed it yet. */
export interface Seat {
	readonly session: number;
	readonly token: string;
	readonly code: string;
	readonly title: string;
	readonly used_ms: number;
	readonly joining: Joining | null;
}

function isSeat(value: unknown): value is Seat {
	if (typeof value !== "object" || value === null) return false;
	const seat = value as Partial<Seat>;
	return (
		typeof seat.session === "number" && typeof seat.token === "string" &&
		typeof seat.code === "string" && typeof seat.title === "string" &&
		typeof seat.used_ms === "number" && typeof seat.joining === "object"
	);
}

/** All seats, the one used last first. */
export function seatsRead(store: Store): Seat[] {
	return store
		.keys()
		.filter((key) => key.startsWith("bogen.seat."))
		.map((key) => readJson(store, key))
		.filter(isSeat)
		.sort((a, b) => b.used_ms - a.used_ms);
}

export function seatRead(store: Store, session: number): Seat | null {
	const seat = readJson(store, `bogen.seat.${session}`);
	return isSeat(seat) ? seat : null;
}

export function seatWrite(store: Store, seat: Seat): void {
	store.set(`bogen.seat.${seat.session}`, JSON.stringify(seat));
}

/** Forgets the seat, and keeps what was written there. */
export function seatDrop(store: Store, session: number): void {
	store.remove(`bogen.seat.${session}`);
}

/** Forgets a seat and all that was kept for it; with the last one all there is. */
export function seatForget(store: Store, session: number): void {
	for (const key of store.keys()) {
		const [, sort, of] = key.split(".");
		if (key.startsWith("bogen.") && of === String(session) && sort !== undefined)
			store.remove(key);
	}
	if (seatsRead(store).length === 0) {
		for (const key of store.keys()) if (key.startsWith("bogen.")) store.remove(key);
		void offlineForget();
	}
}

/* ---- drafts ---- */

function draftKey(session: number, field: string): string {
	return `bogen.draft.${session}.${field}`;
}

export function draftRead(store: Store, session: number, field: string): string {
	return store.get(draftKey(session, field)) ?? "";
}

export function draftWrite(store: Store, session: number, field: string, text: string): void {
	const key = draftKey(session, field);
	if (text === "") store.remove(key);
	else store.set(key, text);
}

/** Tells what another tab makes of a draft; returns how to hear no more. */
export function draftHear(session: number, field: string, hear: (text: string) => void): () => void {
	const listen = ({ key, newValue }: StorageEvent): void => {
		if (key === draftKey(session, field)) hear(newValue ?? "");
	};
	window.addEventListener("storage", listen);
	return () => window.removeEventListener("storage", listen);
}

/* ---- receipts ---- */

/** What only this device knows of a confidential paper. */
export interface Receipt {
	readonly check: string;
	readonly choices: readonly Pair[];
}

function receiptKey(session: number, ballot: number): string {
	return `bogen.receipt.${session}.${ballot}`;
}

export function receiptRead(store: Store, session: number, ballot: number): Receipt | null {
	const kept = readJson(store, receiptKey(session, ballot)) as Partial<Receipt> | null;
	return typeof kept?.check === "string" && Array.isArray(kept.choices) ? (kept as Receipt) : null;
}

/** Null: the paper was taken back. */
export function receiptKeep(
	store: Store, session: number, ballot: number, receipt: Receipt | null,
): void {
	if (receipt === null) store.remove(receiptKey(session, ballot));
	else store.set(receiptKey(session, ballot), JSON.stringify(receipt));
}
