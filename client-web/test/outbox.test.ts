import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnyCommand } from "../src/protocol/codec";
import { errorNumbers } from "../src/protocol/generated";
import { backoffMs } from "../src/sync/backoff";
import { clockNew, clockSample } from "../src/sync/clock";
import {
	outboxAdd, outboxArrived, outboxDismiss, outboxDone, outboxLost, outboxOpen, outboxPostpone,
	outboxRefused, outboxSend,
} from "../src/sync/outbox";
import { deviceKeep, deviceNumber, memoryStore, seatForget, seatRead, seatsRead, seatWrite, type Seat } from "../src/sync/storage";

function idea(text: string): AnyCommand {
	return { kind: "idea_add", args: { board: 1, topic: 0, title: "", text, person: 0 } };
}

function vote(idea_id: number): AnyCommand {
	return { kind: "vote", args: { idea: idea_id, ballot: 1, choice: "agree", person: 0, slip: 0 } };
}

test("[CMD-1] numbers begin at 1 and rise", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	assert.deepEqual([1, 2, 3].map(() => outboxAdd(outbox, idea("a"), 0).number), [1, 2, 3]);
});

test("[CMD-1] no number is sent 32 ahead of the oldest unanswered one", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	for (let n = 0; n < 40; n++) outboxAdd(outbox, idea(`${n}`), 0);
	assert.deepEqual(outboxSend(outbox).map((entry) => entry.number), Array.from({ length: 32 }, (_, i) => i + 1));
	assert.equal(outboxSend(outbox).length, 0);
	outboxDone(outbox, 2, 10, 1);
	assert.equal(outboxSend(outbox).length, 0);
	outboxDone(outbox, 1, 10, 1);
	assert.deepEqual(outboxSend(outbox).map((entry) => entry.number), [33, 34]);
});

test("[CMD-3] what was not answered goes out again with the same number and arguments", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	outboxAdd(outbox, idea("first"), 0);
	outboxAdd(outbox, idea("second"), 0);
	outboxSend(outbox);
	outboxDone(outbox, 1, 10, 1);
	outboxLost(outbox);
	const again = outboxSend(outbox);
	assert.deepEqual(again.map((entry) => entry.number), [2]);
	assert.deepEqual(again[0]?.args, idea("second").args);
});

test("[CMD-3] a check number outlives a reload byte by byte", () => {
	const store = memoryStore();
	const check = Uint8Array.from([0, 255, 1, 2, 128, 4, 5, 6]);
	const args = { ballot: 2, choices: [[4, 1], [0, 10]] as const, check, withdraw: false, person: 0, slip: 0 };
	outboxAdd(outboxOpen(store, 7), { kind: "cast", args }, 0);
	assert.deepEqual(outboxSend(outboxOpen(store, 7))[0]?.args, args);
});

test("[CMD-3] a reload neither loses nor doubles a command", () => {
	const store = memoryStore();
	const before = outboxOpen(store, 7);
	outboxAdd(before, idea("answered"), 0);
	outboxAdd(before, idea("on its way"), 0);
	outboxSend(before);
	outboxDone(before, 1, 10, 1);
	const after = outboxOpen(store, 7);
	assert.deepEqual(outboxSend(after).map((entry) => [entry.number, entry.args]), [[2, idea("on its way").args]]);
	assert.equal(outboxAdd(after, idea("new"), 0).number, 3);
	assert.equal(outboxOpen(store, 8).entries.length, 0);
});

test("a done command is shown until its change has arrived", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	outboxAdd(outbox, idea("a"), 0);
	outboxSend(outbox);
	outboxDone(outbox, 1, 10, 4);
	assert.equal(outboxArrived(outbox, 9), false);
	assert.equal(outbox.entries.length, 1);
	assert.equal(outboxArrived(outbox, 10), true);
	assert.equal(outbox.entries.length, 0);
});

test("[CMD-5] a refused text is kept, over a reload too, until somebody has dealt with it", () => {
	const store = memoryStore();
	const outbox = outboxOpen(store, 7);
	outboxAdd(outbox, idea("refused"), 0);
	outboxSend(outbox);
	outboxRefused(outbox, 1, errorNumbers.phase_forbids, "not now");
	const [kept] = outboxOpen(store, 7).entries;
	assert.deepEqual([kept?.state, kept?.message], ["refused", "not now"]);
	assert.equal(outboxSend(outbox).length, 0);
	outboxDismiss(outbox, 1);
	assert.equal(outboxOpen(store, 7).entries.length, 0);
});

test("[CMD-3] a number that another tab took is changed, nothing is lost", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	outboxAdd(outbox, vote(3), 0);
	outboxSend(outbox);
	assert.equal(outboxRefused(outbox, 1, errorNumbers.number_reused, ""), undefined);
	assert.deepEqual(outboxSend(outbox).map((entry) => [entry.number, entry.args]), [[2, vote(3).args]]);
});

test("[CMD-3] of commands that come too late only those that add go out again", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	outboxAdd(outbox, idea("late"), 0);
	outboxAdd(outbox, vote(3), 0);
	outboxSend(outbox);
	assert.equal(outboxRefused(outbox, 1, errorNumbers.number_old, ""), undefined);
	assert.equal(outboxRefused(outbox, 2, errorNumbers.number_old, "late")?.state, "refused");
	assert.deepEqual(outboxSend(outbox).map((entry) => [entry.number, entry.kind]), [[3, "idea_add"]]);
});

test("[CMD-5] a busy server gets the same number again", () => {
	const outbox = outboxOpen(memoryStore(), 7);
	outboxAdd(outbox, idea("a"), 0);
	outboxSend(outbox);
	outboxPostpone(outbox, 1);
	assert.deepEqual(outboxSend(outbox).map((entry) => entry.number), [1]);
});

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

test("[HELLO-6] the device number is made once and kept only when told to", () => {
	const store = memoryStore();
	const made = deviceNumber(store);
	assert.ok(made >= 1 && made <= 0xffffffff);
	assert.equal(store.keys().length, 0);
	deviceKeep(store, made);
	assert.equal(deviceNumber(store), made);
});

test("leaving the last session leaves nothing on the device", () => {
	const store = memoryStore();
	const seat = (session: number): Seat => ({
		session, token: "T", code: "KBWF3N7Q", title: "S", used_ms: session, joining: null,
	});
	deviceKeep(store, 5);
	seatWrite(store, seat(7));
	seatWrite(store, seat(8));
	outboxAdd(outboxOpen(store, 7), idea("a"), 0);
	seatForget(store, 7);
	assert.deepEqual(seatsRead(store).map((kept) => kept.session), [8]);
	assert.equal(seatRead(store, 7), null);
	assert.equal(outboxOpen(store, 7).entries.length, 0);
	seatForget(store, 8);
	assert.deepEqual(store.keys(), []);
});
