import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnyCommand } from "../src/protocol/codec";
import { errorNumbers } from "../src/protocol/generated";
import { backoffMs } from "../src/sync/backoff";
import { clockNew, clockSample } from "../src/sync/clock";
import {
	outboxAdd, outboxArrived, outboxDone, outboxDrop, outboxFind, outboxLoose, outboxLost, outboxNew,
	outboxNumber, outboxPostpone, outboxPut, outboxRead, outboxRefused, outboxSend, outboxSuspects,
	type AnyEntry, type Outbox,
} from "../src/sync/outbox";
import { memoryStore, seatForget, seatRead, seatsRead, seatWrite, type Seat } from "../src/sync/storage";

const person = 5;

function idea(text: string): AnyCommand {
	return { kind: "idea_add", args: { board: 1, topic: 0, title: "", text, person: 0 } };
}

function vote(idea_id: number): AnyCommand {
	return { kind: "vote", args: { idea: idea_id, ballot: 1, choice: "agree", person: 0, slip: 0 } };
}

/** A command that has been stored under the next number. */
function add(outbox: Outbox, command: AnyCommand): AnyEntry {
	const entry = outboxAdd(outbox, `${outbox.last}`, command, 0);
	entry.stored = true;
	outboxNumber(outbox, entry, outbox.last + 1);
	return entry;
}

/** What the store or another tab holds of an entry: never the same object. */
function copy(entry: AnyEntry, changes: Partial<AnyEntry> = {}): AnyEntry {
	return { ...structuredClone(entry), ...changes } as AnyEntry;
}

function numbers(entries: readonly AnyEntry[]): number[] {
	return entries.map((entry) => entry.number);
}

test("nothing is sent before it is stored, and all is sent in the order in which it was made", () => {
	const outbox = outboxNew(person, 0);
	const [first, second, third] = ["a", "b", "c"].map((text) => outboxAdd(outbox, text, idea(text), 0));
	assert.deepEqual(outbox.entries.map((entry) => entry.state), ["waiting", "waiting", "waiting"]);
	assert.deepEqual(outboxSend(outbox), []);
	outboxNumber(outbox, first!, 1);
	outboxNumber(outbox, second!, 2);
	assert.deepEqual(numbers(outboxSend(outbox)), [1, 2]);
	outboxNumber(outbox, third!, 3);
	assert.deepEqual(numbers(outboxSend(outbox)), [3]);
});

test("[CMD-1] no number is sent 32 ahead of the oldest unanswered one", () => {
	const outbox = outboxNew(person, 0);
	for (let n = 0; n < 40; n++) add(outbox, idea(`${n}`));
	assert.deepEqual(numbers(outboxSend(outbox)), Array.from({ length: 32 }, (_, i) => i + 1));
	assert.equal(outboxSend(outbox).length, 0);
	outboxDone(outboxFind(outbox, 2)!, 10, 1);
	assert.equal(outboxSend(outbox).length, 0);
	outboxDone(outboxFind(outbox, 1)!, 10, 1);
	assert.deepEqual(numbers(outboxSend(outbox)), [33, 34]);
});

test("[CMD-3] what was not answered goes out again with the same number and arguments", () => {
	const outbox = outboxNew(person, 0);
	const first = add(outbox, idea("first"));
	add(outbox, idea("second"));
	outboxSend(outbox);
	outboxDone(first, 10, 1);
	outboxLost(outbox);
	const again = outboxSend(outbox);
	assert.deepEqual(numbers(again), [2]);
	assert.deepEqual(again[0]?.args, idea("second").args);
});

test("a done command is shown until its change has arrived", () => {
	const outbox = outboxNew(person, 0);
	outboxDone(add(outbox, idea("a")), 10, 4);
	assert.equal(outboxArrived(outbox, 9), false);
	assert.equal(outbox.entries.length, 1);
	assert.equal(outboxArrived(outbox, 10), true);
	assert.equal(outbox.entries.length, 0);
});

test("[CMD-5] a refused text is kept until somebody has dealt with it, and never sent", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, idea("refused"));
	outboxSend(outbox);
	assert.equal(outboxRefused(outbox, entry, errorNumbers.phase_forbids, "not now"), true);
	outboxLost(outbox);
	assert.deepEqual([entry.state, entry.message], ["refused", "not now"]);
	assert.equal(outboxSend(outbox).length, 0);
	outboxDrop(outbox, entry.id);
	assert.equal(outbox.entries.length, 0);
});

test("[CMD-3] a number that was taken twice is changed, nothing is lost", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, vote(3));
	outboxSend(outbox);
	assert.equal(outboxRefused(outbox, entry, errorNumbers.number_reused, ""), false);
	assert.deepEqual(outboxSend(outbox), []);
	outboxNumber(outbox, entry, 2);
	assert.deepEqual(numbers(outboxSend(outbox)), [2]);
});

test("[CMD-3] of commands that go out again too late only those that add get another number", () => {
	const outbox = outboxNew(person, 0);
	const late = add(outbox, idea("late"));
	const later = add(outbox, vote(3));
	outboxSend(outbox);
	outboxPostpone(outbox, late);
	outboxLost(outbox);
	outboxSend(outbox);
	assert.equal(outboxRefused(outbox, late, errorNumbers.number_old, ""), false);
	assert.equal(outboxRefused(outbox, later, errorNumbers.number_old, "late"), true);
	assert.deepEqual([late.state, late.number, later.state], ["waiting", 0, "refused"]);
	const reloaded = outboxNew(person, 0);
	outboxRead(reloaded, [copy(add(outbox, vote(4)), { number: 9 })], 9);
	outboxSend(reloaded);
	assert.equal(outboxRefused(reloaded, outboxFind(reloaded, 9)!, errorNumbers.number_old, "late"), true);
});

test("[CMD-3] where the count was lost, what is given for the first time catches up in a few steps", () => {
	const outbox = outboxNew(person, 0);
	const votes = [3, 4, 5].map((id) => add(outbox, vote(id)));
	const done = 1000; // the highest number that the server knows of this device
	let steps = 0;
	for (let sent = outboxSend(outbox); sent.length > 0; sent = outboxSend(outbox), steps++) {
		for (const entry of sent.filter(({ number }) => number <= done)) {
			assert.equal(outboxRefused(outbox, entry, errorNumbers.number_old, ""), false);
			outboxNumber(outbox, entry, outbox.last + 1);
		}
	}
	const all = numbers(outbox.entries);
	assert.ok(all.every((number) => number > done) && steps < 10, `${all} after ${steps} steps`);
	assert.deepEqual(outbox.entries, votes, "in the order in which they were given");
});

test("[CMD-5] a busy server gets the same number again", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, idea("a"));
	outboxSend(outbox);
	outboxPostpone(outbox, entry);
	assert.deepEqual(numbers(outboxSend(outbox)), [1]);
});

test("a command over which the server hangs up is found, and takes no other along", () => {
	const outbox = outboxNew(person, 0);
	const [first, second] = ["a", "b", "c"].map((text) => add(outbox, idea(text)));
	assert.deepEqual(outboxSuspects(outbox), [], "what was not sent it cannot be");
	outboxSend(outbox);
	assert.equal(outboxSuspects(outbox).length, 3);
	outboxLost(outbox);
	assert.deepEqual(outboxSend(outbox), [first]);
	outboxDone(first!, 10, 1);
	assert.deepEqual(outboxSend(outbox), [second]);
	assert.deepEqual(outboxSuspects(outbox), [second]);
});

/* ---- several tabs ---- */

test("[CMD-3] what the store holds after a reload is sent again, and nothing else", () => {
	const before = outboxNew(person, 0);
	add(before, idea("on its way"));
	const check = Uint8Array.from([0, 255, 1, 2, 128, 4, 5, 6]);
	const args = { ballot: 2, choices: [[4, 1], [0, 10]] as const, check, withdraw: false, person: 0, slip: 0 };
	add(before, { kind: "cast", args });
	const after = outboxNew(person, 0);
	outboxRead(after, before.entries.map((entry) => copy(entry)).reverse(), 2);
	assert.deepEqual(outboxSend(after).map((entry) => [entry.number, entry.args]), [[1, idea("on its way").args], [2, args]]);
	assert.equal(after.last, 2);
});

test("another tab's entry is shown and sent in its place", () => {
	const outbox = outboxNew(person, 0);
	const theirs = copy(add(outboxNew(person, 0), idea("theirs")), { id: "x", number: 1 });
	const own = outboxAdd(outbox, "own", idea("own"), 0);
	assert.equal(outboxNumber(outbox, own, 2), true, "number 1 is somebody else's");
	outboxPut(outbox, theirs);
	assert.deepEqual(outboxSend(outbox).map((entry) => entry.id), ["x", "own"]);
	const next = outboxAdd(outbox, "next", idea("next"), 0);
	assert.equal(outboxNumber(outbox, next, 3), false);
});

test("what one tab was answered all know, and an older word does not undo it", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, idea("a"));
	outboxSend(outbox);
	const before = copy(entry);
	const done = outboxPut(outbox, copy(entry, { state: "done", seq: 10, result: 4 }));
	assert.deepEqual([done?.state, done?.seq, done?.result], ["done", 10, 4]);
	assert.equal(outboxPut(outbox, copy(before, { state: "refused" })), undefined);
	assert.equal(outbox.entries[0]?.state, "done");
	outboxArrived(outbox, 10);
	assert.equal(outboxPut(outbox, copy(before, { state: "done", seq: 10 })), undefined);
	assert.equal(outbox.entries.length, 0);
});

test("a refusal told by another tab is a draft here too", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, idea("a"));
	outboxPut(outbox, copy(entry, { state: "refused", code: 5, message: "not now" }));
	assert.deepEqual([entry.state, entry.message], ["refused", "not now"]);
});

test("what the store has no more was answered to another tab; what was never stored stays", () => {
	const outbox = outboxNew(person, 0);
	const answered = add(outbox, idea("answered"));
	const done = add(outbox, idea("done"));
	outboxDone(done, 10, 1);
	const loose = add(outbox, idea("nowhere else"));
	loose.stored = false;
	const fresh = outboxAdd(outbox, "fresh", idea("not stored yet"), 0);
	outboxRead(outbox, [], 3);
	assert.deepEqual(outbox.entries, [done, loose, fresh]);
	assert.ok(!outbox.entries.includes(answered));
});

test("a store that was emptied under the page takes nothing along", () => {
	const outbox = outboxNew(person, 0);
	const entry = add(outbox, idea("a"));
	outboxRead(outbox, [], 0);
	assert.deepEqual(outbox.entries, [entry], "the store knows nothing of its number");
	assert.deepEqual(outboxLoose(outbox), [entry]);
	outboxRead(outbox, [], 9);
	assert.deepEqual(outbox.entries, [entry]);
});

test("nobody sends what another person gave; their texts are drafts", () => {
	const others = outboxNew(person + 1, 0);
	const theirs = [add(others, idea("theirs")), add(others, vote(3))].map((entry) => copy(entry));
	const outbox = outboxNew(person, 0);
	outboxRead(outbox, theirs, 2);
	assert.deepEqual(outboxSend(outbox), []);
	assert.deepEqual(outbox.entries.map(({ kind, state }) => [kind, state]), [["idea_add", "refused"]]);
	assert.equal(outboxPut(outbox, theirs[0]!), undefined);
	outboxPut(outbox, copy(theirs[0]!, { state: "done", seq: 9 }));
	assert.deepEqual(outbox.entries, [], "their own tab sent it");
	outboxRead(outbox, theirs, 2, (who) => who === person + 1);
	assert.deepEqual(outbox.entries, [], "their own tab is open");
});

/* ---- coming back ---- */

test("[TIME-2] the return is spread over as long again, grows, and stays bounded", () => {
	assert.equal(backoffMs(2000, 0, 0), 2000);
	assert.equal(backoffMs(2000, 0, 1), 4000);
	assert.ok(backoffMs(0, 3, 0) > backoffMs(0, 2, 0));
	for (let failures = 0; failures < 2000; failures += 7)
		assert.ok(backoffMs(500, failures, 1) <= 60000);
	assert.equal(backoffMs(0, 50, 0), 30000);
});

test("[TIME-1] the clock believes the ping that took the shortest way", () => {
	const clock = clockNew();
	clockSample(clock, 1000, 5500, 1100);
	assert.equal(clock.offset_ms, 4450);
	assert.equal(clockSample(clock, 2000, 9000, 4000), false);
	assert.equal(clock.offset_ms, 4450);
	clockSample(clock, 5000, 9510, 5020);
	assert.equal(clock.offset_ms, 4500);
});

test("leaving the last session leaves nothing on the device", () => {
	const store = memoryStore();
	const seat = (session: number): Seat => ({
		session, token: "T", code: "KBWF3N7Q", title: "S", used_ms: session, joining: null,
	});
	store.set("bogen.language", "en");
	seatWrite(store, seat(7));
	seatWrite(store, seat(8));
	store.set("bogen.draft.7.idea-1", "half");
	seatForget(store, 7);
	assert.deepEqual(seatsRead(store).map((kept) => kept.session), [8]);
	assert.equal(seatRead(store, 7), null);
	assert.equal(store.get("bogen.draft.7.idea-1"), null);
	seatForget(store, 8);
	assert.deepEqual(store.keys(), []);
});
