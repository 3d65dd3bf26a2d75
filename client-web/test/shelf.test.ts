import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { AnyEntry } from "../src/sync/outbox";
import { shelfOpen } from "../src/sync/shelf";
import { memoryInstall, type Memory } from "./indexed_db";

let databases: Memory["databases"];

beforeEach(() => void ({ databases } = memoryInstall()));

function idea(id: string, number = 0): AnyEntry {
	return {
		id, person: 1, kind: "idea_add", args: {}, made_ms: 0, number, stored: false,
		state: "waiting", seq: 0, result: 0, code: 0, message: "",
	} as unknown as AnyEntry;
}

test("[CMD-3] an entry that the store has lost gets the next number, when its own was reused", async () => {
	const shelf = shelfOpen();
	assert.equal(await shelf.take(9, 1, 6, idea("a"), 5), 7);
	assert.deepEqual((await shelf.read(1)).entries.map(({ number }) => number), [7]);
	assert.equal(await shelf.take(9, 1, 0, idea("a"), 7), 8, "the store has the one that was reused");
	assert.equal(await shelf.take(9, 1, 0, idea("a"), 7), 8, "another tab has given the next one");
});

test("what was written in another session outlives leaving the last one", async () => {
	const shelf = shelfOpen();
	await shelf.take(9, 1, 0, idea("a"));
	await shelf.take(9, 2, 0, idea("b"));
	await shelf.forget(2);
	await shelf.forgetAll();
	assert.equal(databases.size, 1);
	assert.deepEqual((await shelf.read(1)).entries.map(({ id }) => id), ["a"]);
	await shelf.forget(1);
	await shelf.forgetAll();
	assert.equal(databases.size, 0);
});

test("a page that has left opens the shelf again only for a session", async () => {
	const shelf = shelfOpen();
	await shelf.device();
	await shelf.forgetAll();
	await assert.rejects(shelf.take(9, 1, 0, idea("a")));
	assert.equal(databases.size, 0);
	assert.equal(await shelf.take(9, 1, 0, null), 1, "it joins");
	await shelf.forgetAll();
	shelf.onGone(() => undefined);
	assert.equal(await shelf.device(), 0, "it goes where it has a place");
});
