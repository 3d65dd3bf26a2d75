import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fileName, journalOpen, OtherPlan, OtherTab, type Journal, type Noted } from "../src/sync/import_journal";
import { shelfOpen } from "../src/sync/shelf";
import { memoryInstall, type Memory } from "./indexed_db";

const name = fileName("{}");
let memory: Memory;

beforeEach(() => void (memory = memoryInstall()));

/** As after a reload: what is not on the shelf is gone. */
function open(again = false, steps = 100): Promise<Journal> {
	return journalOpen(shelfOpen(), 1, name, steps, again);
}

function done(step: number): Noted {
	return { step, state: "done", result: 10 * step };
}

async function noteAll(journal: Journal, steps: readonly number[]): Promise<void> {
	for (const step of steps) journal.note(done(step));
	await journal.flush();
}

function stepsOf(journal: Journal): number[] {
	return journal.noted.map(({ step }) => step).sort((a, b) => a - b);
}

function keptKeys(): string[] {
	return [...(memory.databases.get("bogen")?.get("numbers")?.keys() ?? [])];
}

test("[CMD-3] an interrupted import goes on with the same device number and knows what was done", async () => {
	const first = await open();
	assert.ok(first.device > 0 && first.device < 2 ** 32);
	assert.deepEqual([first.noted, first.ended], [[], false]);
	await noteAll(first, [0, 1]);
	first.note({ step: 2, state: "existing", result: 7 });
	first.note({ step: 3, state: "failed", result: 0 });
	await first.flush();
	first.note(done(4)); // the tab is closed before it is flushed
	const second = await open();
	assert.equal(second.device, first.device);
	assert.deepEqual([...second.noted].sort((a, b) => a.step - b.step), [
		done(0), done(1), { step: 2, state: "existing", result: 7 }, { step: 3, state: "failed", result: 0 },
	]);
	await noteAll(second, [4, 5]);
	assert.deepEqual(stepsOf(await open()), [0, 1, 2, 3, 4, 5], "each run adds to those before");
});

test("what is noted while a flush is on its way is kept by the next", async () => {
	const journal = await open();
	journal.note(done(0));
	const flushes = [journal.flush(), journal.flush()];
	journal.note(done(1));
	await Promise.all(flushes);
	await journal.flush();
	assert.deepEqual(new Set(stepsOf(await open())), new Set([0, 1]));
});

test("a flush keeps what is new alone", async () => {
	const journal = await open();
	for (let step = 0; step < 50; step++) await noteAll(journal, [step]);
	await journal.flush();
	assert.equal(keptKeys().length, 51, "the head and a record for each");
	assert.equal((await open()).noted.length, 50);
});

test("another number of steps is another plan", async () => {
	const { device, flush } = await open();
	await flush(); // before anything is sent
	await assert.rejects(open(false, 99), OtherPlan);
	assert.equal((await open()).device, device, "nothing was forgotten over it");
	assert.notEqual((await open(true, 99)).device, device);
});

test("as long as nothing was sent, or once all is behind it, another number of steps is no other plan", async () => {
	await open();
	const { end } = await open(false, 99);
	await end();
	assert.equal((await open()).ended, true);
});

test("again: what was noted is forgotten, and the commands are given with another device number", async () => {
	const first = await open();
	await noteAll(first, [0, 1]);
	await first.end();
	const second = await open(true);
	assert.notEqual(second.device, first.device);
	assert.deepEqual([second.noted, second.ended], [[], false]);
	assert.deepEqual([(await open()).device, keptKeys().length], [second.device, 1]);
});

test("an end keeps what was noted last, and is known afterwards", async () => {
	const journal = await open();
	journal.note(done(0));
	await journal.end();
	const after = await open();
	assert.deepEqual([after.ended, stepsOf(after)], [true, [0]]);
	await noteAll(after, [1]);
	assert.equal((await open()).ended, true);
});

test("[CMD-3] where it is certain what was done the rest goes on with another device number", async () => {
	const journal = await open();
	const { device } = journal;
	await noteAll(journal, [0]);
	journal.note(done(1));
	await journal.settle();
	assert.notEqual(journal.device, device);
	await noteAll(journal, [2]);
	const after = await open();
	assert.deepEqual([after.device, after.ended, stepsOf(after)], [journal.device, false, [0, 1, 2]]);
});

test("of two tabs the one that writes first goes on, and the other is told before it sends more", async () => {
	const before = await open();
	await noteAll(before, [0]);
	const [first, second] = [await open(), await open()];
	await noteAll(second, [1]);
	first.note(done(1));
	await assert.rejects(first.flush(), OtherTab);
	await assert.rejects(first.settle(), OtherTab);
	await noteAll(second, [2]);
	assert.deepEqual(stepsOf(await open()), [0, 1, 2]);
	const third = await open(true);
	const again = await open(true);
	await assert.rejects(third.end(), OtherTab);
	assert.equal((await open()).device, again.device);
});

test("other files and sessions have journals of their own, and leaving a session drops its own", async () => {
	const shelf = shelfOpen();
	const others = [[1, fileName("{ }")], [2, name], [10, name]] as const;
	const own = await open();
	await noteAll(own, [0]);
	await shelf.take(9, 1, 6, null);
	for (const [session, file] of others) {
		const journal = await journalOpen(shelf, session, file, 100, false);
		assert.deepEqual([journal.noted, journal.device === own.device], [[], false]);
		await noteAll(journal, [1, 2]);
	}
	await shelf.forget(1);
	assert.deepEqual((await open()).noted, []);
	for (const session of [2, 10])
		assert.deepEqual(stepsOf(await journalOpen(shelf, session, name, 100, false)), [1, 2]);
	assert.equal((await shelf.read(1)).last, 7, "the last number is kept");
	await shelf.forgetAll();
	assert.equal(memory.databases.size, 0);
});

test("a store that was emptied under the page takes nothing along", async () => {
	const first = await open();
	await noteAll(first, [0]);
	const second = await open();
	await noteAll(second, [1]);
	memory.databases.get("bogen")?.get("numbers")?.clear();
	await noteAll(second, [2]);
	const after = await open();
	assert.deepEqual([after.device, stepsOf(after)], [first.device, [0, 1, 2]]);
});

test("where nothing can be kept it says so, and a full disk loses nothing of what comes later", async () => {
	const journal = await open();
	memory.isFull = true;
	journal.note(done(0));
	await assert.rejects(journal.flush());
	memory.isFull = false;
	await noteAll(journal, [1]);
	assert.deepEqual(stepsOf(await open()), [0, 1]);
	memory.isFull = true;
	await assert.rejects(journal.end());
	await assert.rejects(open(true));
});

test("the name of a file is its text's, and hardly another's", () => {
	assert.match(fileName(""), /^[0-9a-f]{16}$/);
	assert.equal(fileName("äöü\n"), fileName("äöü\n"));
	const texts = Array.from({ length: 20000 }, (_, i) => `{"title":"Bürgerforum","n":${i}}`);
	assert.equal(new Set(texts.map(fileName)).size, texts.length);
	for (const half of [0, 8])
		assert.ok(new Set(texts.map((text) => fileName(text).slice(half, half + 8))).size > texts.length - 10);
	assert.notEqual(fileName("ab"), fileName("ba"));
});
