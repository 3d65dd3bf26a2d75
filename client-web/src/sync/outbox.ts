// Commands on their way (CMD-1 to CMD-3). Each is kept until its answer came and, if it was done,
// until its change has arrived; a refused one until somebody has dealt with it.
//
//            send          done                 cursor ≥ seq
//   waiting ─────► sent ─────────► done ─────────────────► (gone)
//      ▲            │ │
//      └────────────┘ └──────────► refused ──────────────► (gone: sent anew, or thrown away)
//       connection      refused
//       lost
//
// Knows storage through a Store, and neither sockets nor time.
import type { AnyCommand } from "../protocol/codec";
import { errorNumbers, limits, type CommandKind, type Commands } from "../protocol/generated";
import type { Store } from "./storage";

export interface Entry<K extends CommandKind = CommandKind> {
	readonly number: number;
	readonly kind: K;
	readonly args: Commands[K];
	readonly made_ms: number;
	state: "waiting" | "sent" | "done" | "refused";
	seq: number; // done: where the change stands
	result: number; // done: number of what was created
	code: number; // refused: why
	message: string;
}

export type AnyEntry = { [K in CommandKind]: Entry<K> }[CommandKind];

export interface Outbox {
	readonly store: Store;
	readonly session: number;
	entries: AnyEntry[]; // in the order of their numbers
}

function entryKey(outbox: Outbox, number: number): string {
	return `bogen.out.${outbox.session}.${number}`;
}

function keep(outbox: Outbox, entry: AnyEntry): void {
	outbox.store.set(entryKey(outbox, entry.number), JSON.stringify(entry, bytesOut));
}

// JSON knows no bytes, and a check number sent again must be the same one.
function bytesOut(_: string, value: unknown): unknown {
	return value instanceof Uint8Array ? { bytes: [...value] } : value;
}

function bytesIn(_: string, value: unknown): unknown {
	const { bytes } = (value ?? {}) as { readonly bytes?: readonly number[] };
	return bytes === undefined ? value : Uint8Array.from(bytes);
}

function drop(outbox: Outbox, entry: AnyEntry): void {
	outbox.entries = outbox.entries.filter((other) => other !== entry);
	outbox.store.remove(entryKey(outbox, entry.number));
}

/** What the device still holds for a session; all of it waits to be sent (again). */
export function outboxOpen(store: Store, session: number): Outbox {
	const outbox: Outbox = { store, session, entries: [] };
	const prefix = `bogen.out.${session}.`;
	for (const key of store.keys()) {
		if (!key.startsWith(prefix)) continue;
		try {
			const entry = JSON.parse(store.get(key) ?? "", bytesIn) as AnyEntry;
			if (typeof entry.number !== "number" || typeof entry.args !== "object") continue;
			if (entry.state !== "refused") entry.state = "waiting";
			outbox.entries.push(entry);
		} catch {
			store.remove(key);
		}
	}
	outbox.entries.sort((a, b) => a.number - b.number);
	return outbox;
}

function nextNumber(outbox: Outbox): number {
	const key = `bogen.number.${outbox.session}`;
	const number = (Number(outbox.store.get(key)) || 0) + 1;
	outbox.store.set(key, String(number));
	return number;
}

/** Takes a number for a command that is not kept here (a join carries its own memory, CMD-4). */
export function outboxNumber(outbox: Outbox): number {
	return nextNumber(outbox);
}

export function outboxAdd(outbox: Outbox, command: AnyCommand, now_ms: number): AnyEntry {
	const entry = {
		number: nextNumber(outbox),
		kind: command.kind,
		args: command.args,
		made_ms: now_ms,
		state: "waiting", seq: 0, result: 0, code: 0, message: "",
	} as AnyEntry;
	keep(outbox, entry);
	outbox.entries.push(entry);
	return entry;
}

/** The entries to send now, marked as sent. A number never runs 32 ahead of the oldest one
 * unanswered: its answer would take the other's place on the server. */
export function outboxSend(outbox: Outbox): AnyEntry[] {
	const open = outbox.entries.filter((e) => e.state === "waiting" || e.state === "sent");
	const first = open[0]?.number ?? 0;
	const ready = open.filter(
		(e) => e.state === "waiting" && e.number < first + limits.commandsUnansweredMax,
	);
	for (const entry of ready) entry.state = "sent";
	return ready;
}

/** A command as a frame carries it. */
export function entryCommand(entry: AnyEntry): AnyCommand {
	return { kind: entry.kind, args: entry.args } as AnyCommand;
}

/** The connection is gone: what was not answered will be sent again with the same number. */
export function outboxLost(outbox: Outbox): void {
	for (const entry of outbox.entries) if (entry.state === "sent") entry.state = "waiting";
}

function find(outbox: Outbox, number: number): AnyEntry | undefined {
	return outbox.entries.find((entry) => entry.number === number);
}

export function outboxDone(
	outbox: Outbox, number: number, seq: number, result: number,
): AnyEntry | undefined {
	const entry = find(outbox, number);
	if (entry === undefined) return undefined;
	entry.state = "done";
	entry.seq = seq;
	entry.result = result;
	// The answer is durable on the server; only the picture on the screen still needs the entry.
	outbox.store.remove(entryKey(outbox, number));
	return entry;
}

/** A refusal. Where the number was the trouble and nothing was done, the command goes out under a new
 * one; undefined then. */
export function outboxRefused(
	outbox: Outbox, number: number, code: number, message: string,
): AnyEntry | undefined {
	const entry = find(outbox, number);
	if (entry === undefined) return undefined;
	if (isNumberTrouble(outbox, entry, code)) {
		drop(outbox, entry);
		outboxAdd(outbox, entryCommand(entry), entry.made_ms);
		return undefined;
	}
	entry.state = "refused";
	entry.code = code;
	entry.message = message;
	keep(outbox, entry);
	return entry;
}

// `number_reused`: another tab took the number. `number_old`: it was refused once and higher ones
// were done since; had it been done, the server would still know its answer as long as no number 32
// ahead was given out. What only adds may come late; the rest could undo what was meant later.
function isNumberTrouble(outbox: Outbox, entry: AnyEntry, code: number): boolean {
	if (code === errorNumbers.number_reused) return true;
	const last = Number(outbox.store.get(`bogen.number.${outbox.session}`));
	return (
		code === errorNumbers.number_old &&
		(entry.kind === "idea_add" || entry.kind === "comment_add") &&
		last - entry.number < limits.commandsUnansweredMax
	);
}

/** The server is busy: the same number goes out again later. */
export function outboxPostpone(outbox: Outbox, number: number): boolean {
	const entry = find(outbox, number);
	if (entry === undefined) return false;
	entry.state = "waiting";
	return true;
}

/** All up to `seq` has arrived: what was done there is in the rows now. Returns whether anything
 * was dropped. */
export function outboxArrived(outbox: Outbox, seq: number): boolean {
	const before = outbox.entries.length;
	outbox.entries = outbox.entries.filter((e) => e.state !== "done" || e.seq > seq);
	return outbox.entries.length !== before;
}

/** Somebody has dealt with a refused entry. */
export function outboxDismiss(outbox: Outbox, number: number): void {
	const entry = find(outbox, number);
	if (entry !== undefined) drop(outbox, entry);
}
