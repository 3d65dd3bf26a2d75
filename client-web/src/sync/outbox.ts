// Commands on their way (CMD-1 to CMD-3). Each is kept until its answer came and, if it was done,
// until its change has arrived; a refused one until somebody has dealt with it.
//
//            stored          send          done                 cursor ≥ seq
//   (made) ─────────► waiting ─────► sent ─────────► done ─────────────────► (gone)
//                        ▲            │ │
//                        └────────────┘ └──────────► refused ──────────────► (gone: sent anew, or
//                         connection      refused                             thrown away)
//                         lost
//
// All tabs of a session hold the same entries: each is known by the id that the page made for it, and
// gets its number where it is stored. What another tab tells, or the store holds, is put in here.
// Knows neither storage nor sockets nor time.
import type { AnyCommand } from "../protocol/codec";
import { errorNumbers, limits, type CommandKind, type Commands } from "../protocol/generated";

export interface Entry<K extends CommandKind = CommandKind> {
	readonly id: string;
	readonly person: number; // who gave it: nobody else sends it
	readonly kind: K;
	readonly args: Commands[K];
	readonly made_ms: number;
	number: number; // 0 until it is stored, and as long it is not sent
	stored: boolean; // false: this page alone holds it
	state: "waiting" | "sent" | "done" | "refused";
	seq: number; // done: where the change stands
	result: number; // done: number of what was created
	code: number; // refused: why
	message: string;
}

export type AnyEntry = { [K in CommandKind]: Entry<K> }[CommandKind];

export type TextEntry = Extract<AnyEntry, { kind: "idea_add" | "idea_edit" | "comment_add" }>;

export interface Outbox {
	readonly person: number;
	entries: AnyEntry[]; // in the order of their numbers, what has none yet at the end
	last: number; // the highest number known to be taken
	isCareful: boolean; // one at a time
	readonly again: WeakSet<AnyEntry>; // may have been sent before, by another tab too, and so be done
}

/** `least`: a number that is taken for certain. */
export function outboxNew(person: number, least: number): Outbox {
	return { person, entries: [], last: least, isCareful: false, again: new WeakSet() };
}

export function outboxAdd(
	outbox: Outbox, id: string, command: AnyCommand, now_ms: number,
): AnyEntry {
	const entry = {
		id,
		person: outbox.person,
		kind: command.kind,
		args: command.args,
		made_ms: now_ms,
		number: 0, stored: false, state: "waiting", seq: 0, result: 0, code: 0, message: "",
	} as AnyEntry;
	outbox.entries.push(entry);
	return entry;
}

/** An entry has got its number. Returns whether another tab has taken one before it that this page does
 * not know of: that one has to be sent first. */
export function outboxNumber(outbox: Outbox, entry: AnyEntry, number: number): boolean {
	const isBehindOthers = number > outbox.last + 1;
	entry.number = number;
	outbox.last = Math.max(outbox.last, number);
	sort(outbox);
	return isBehindOthers;
}

function sort(outbox: Outbox): void {
	const rank = (entry: AnyEntry): number => entry.number || Infinity;
	outbox.entries.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
}

function find(outbox: Outbox, id: string): AnyEntry | undefined {
	return outbox.entries.find((entry) => entry.id === id);
}

/** The entry that goes by a number on the wire. */
export function outboxFind(outbox: Outbox, number: number): AnyEntry | undefined {
	return outbox.entries.find((entry) => entry.number === number && entry.state !== "done");
}

/** The entries to send now, marked as sent. A number never runs 32 ahead of the oldest one
 * unanswered: its answer would take the other's place on the server. */
export function outboxSend(outbox: Outbox): AnyEntry[] {
	const open = outbox.entries.filter(
		(e) => e.number !== 0 && (e.state === "waiting" || e.state === "sent"),
	);
	const first = open[0]?.number ?? 0;
	const most = outbox.isCareful ? 1 : limits.commandsUnansweredMax;
	const ready = open.filter((e) => e.state === "waiting" && e.number < first + most);
	for (const entry of ready) entry.state = "sent";
	return ready;
}

/** A command as a frame carries it. */
export function entryCommand(entry: AnyEntry): AnyCommand {
	return { kind: entry.kind, args: entry.args } as AnyCommand;
}

/** The connection is gone: what was not answered will be sent again with the same number. */
export function outboxLost(outbox: Outbox): void {
	for (const entry of outbox.entries) if (entry.state === "sent") outboxPostpone(outbox, entry);
}

export function outboxDone(entry: AnyEntry, seq: number, result: number): void {
	entry.state = "done";
	entry.seq = seq;
	entry.result = result;
}

/** A refusal. False: only the number was the trouble and nothing was done, so the command needs another
 * one, and goes out again. */
export function outboxRefused(
	outbox: Outbox, entry: AnyEntry, code: number, message: string,
): boolean {
	if (isNumberTrouble(outbox, entry, code)) {
		entry.number = 0;
		entry.state = "waiting";
		return false;
	}
	entry.state = "refused";
	entry.code = code;
	entry.message = message;
	return true;
}

// `number_reused`: a page that could not store it took the number. `number_old`: higher ones were done.
// What goes out for the first time was not, and nothing later was meant: the device has lost its count,
// and what counts on catches up. What goes out again was refused once; had it been done, the server would
// still know its answer as long as no number 32 ahead was given out. What only adds may then come late;
// the rest could undo what was meant later.
function isNumberTrouble(outbox: Outbox, entry: AnyEntry, code: number): boolean {
	if (code === errorNumbers.number_reused) return true;
	if (code !== errorNumbers.number_old) return false;
	if (!outbox.again.has(entry)) {
		outbox.last = Math.max(outbox.last, 2 * entry.number + limits.commandsUnansweredMax);
		return true;
	}
	return (
		(entry.kind === "idea_add" || entry.kind === "comment_add") &&
		outbox.last - entry.number < limits.commandsUnansweredMax
	);
}

/** The server hung up over something that it could not read. Returns what is unanswered: one is it for
 * certain; of several only the next time tells, so from here on they go out one at a time. */
export function outboxSuspects(outbox: Outbox): AnyEntry[] {
	const suspects = outbox.entries.filter(({ state }) => state === "sent");
	outbox.isCareful ||= suspects.length > 1;
	return suspects;
}

/** The server is busy: the same number goes out again later. */
export function outboxPostpone(outbox: Outbox, entry: AnyEntry): void {
	entry.state = "waiting";
	outbox.again.add(entry);
}

/** All up to `seq` has arrived: what was done there is in the rows now. Returns whether anything
 * was dropped. */
export function outboxArrived(outbox: Outbox, seq: number): boolean {
	const before = outbox.entries.length;
	outbox.entries = outbox.entries.filter((e) => e.state !== "done" || e.seq > seq);
	return outbox.entries.length !== before;
}

/** Somebody has dealt with a refused entry. */
export function outboxDrop(outbox: Outbox, id: string): void {
	outbox.entries = outbox.entries.filter((entry) => entry.id !== id);
}

/* ---- what other tabs know ---- */

/** An entry as another tab has it by now. Returns the one that is held here, unless that knew better. */
export function outboxPut(outbox: Outbox, told: AnyEntry): AnyEntry | undefined {
	outbox.last = Math.max(outbox.last, told.number);
	if (told.person !== outbox.person) {
		if (told.state === "done") outboxDrop(outbox, told.id); // it was not left behind after all
		return undefined;
	}
	const known = find(outbox, told.id);
	// What was done stays done, whatever a tab says that did not get that answer.
	if (known?.state === "done") return undefined;
	if (known === undefined) {
		// Its change is here already, or it never was one of these.
		if (told.state === "done") return undefined;
		const entry: AnyEntry = { ...told, state: told.state === "sent" ? "waiting" : told.state };
		outbox.entries.push(entry);
		outbox.again.add(entry);
	} else {
		const { number, stored, seq, result, code, message } = told;
		Object.assign(known, { number, stored, seq, result, code, message });
		if (told.state === "done" || told.state === "refused") known.state = told.state;
	}
	sort(outbox);
	return find(outbox, told.id);
}

/** All that the store holds of a session, and the last number taken there. What is missing there was
 * answered to another tab, unless the store knows nothing of its number either: then it was emptied.
 * `isHere`: whether somebody else has a tab open, which sends what they gave. */
export function outboxRead(
	outbox: Outbox, kept: readonly AnyEntry[], last: number, isHere: (person: number) => boolean = () => false,
): void {
	const ids = new Set(kept.map((entry) => entry.id));
	outbox.entries = outbox.entries.filter(
		(entry) =>
			entry.state === "done" || !entry.stored || entry.number > last || ids.has(entry.id),
	);
	for (const entry of kept) {
		if (entry.person === outbox.person) outboxPut(outbox, entry);
		else if (find(outbox, entry.id) === undefined && isText(entry) && !isHere(entry.person))
			// Written here as somebody else: nobody sends it for them, and no word is lost.
			outbox.entries.push({ ...entry, state: "refused", message: "" });
	}
	outbox.last = Math.max(outbox.last, last);
	sort(outbox);
}

/** Whether it holds words of somebody, of which none is lost. */
export function isText(entry: AnyEntry): entry is TextEntry {
	const { kind } = entry;
	return kind === "idea_add" || kind === "comment_add" || kind === "idea_edit";
}

/** The store was emptied under the page: what it holds is to be stored again. */
export function outboxLoose(outbox: Outbox): AnyEntry[] {
	const open = outbox.entries.filter((entry) => entry.state !== "done" && entry.number !== 0);
	for (const entry of open) entry.stored = false;
	return open;
}
