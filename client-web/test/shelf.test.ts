import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { AnyEntry } from "../src/sync/outbox";
import { shelfOpen } from "../src/sync/shelf";

/* ---- as much of IndexedDB as the shelf uses, in memory ---- */

type Rows = Map<string, unknown>;
let databases: Map<string, Map<string, Rows>>;

class Request {
	result: unknown;
	onsuccess: (() => void) | null = null;
	onupgradeneeded: (() => void) | null = null;
}

function answered(result: unknown, then: () => void = () => undefined): Request {
	const request = new Request();
	request.result = result;
	queueMicrotask(() => {
		request.onsuccess?.();
		then();
	});
	return request;
}

class Transaction {
	oncomplete: (() => void) | null = null;
	constructor(private readonly stores: Map<string, Rows>) {
		setImmediate(() => this.oncomplete?.()); // behind all microtasks
	}
	objectStore(name: string): object {
		const rows = this.stores.get(name) ?? new Map<string, unknown>();
		const isIn = (key: unknown, of: { session?: number }): boolean =>
			of.session === undefined ? key === JSON.stringify(of) : (JSON.parse(String(key)) as number[])[0] === of.session;
		const all = (of?: object): string[] => [...rows.keys()].filter((key) => of === undefined || isIn(key, of));
		return {
			get: (key: unknown) => answered(rows.get(JSON.stringify(key))),
			put: (value: unknown, key: unknown) => answered(rows.set(JSON.stringify(key), value)),
			count: (of?: object) => answered(all(of).length),
			getAll: (of: object) => answered(all(of).map((key) => rows.get(key))),
			delete: (of: object) => answered(all(of).forEach((key) => rows.delete(key))),
		};
	}
}

beforeEach(() => {
	databases = new Map();
	const indexedDB = {
		open(name: string) {
			const stores = databases.get(name) ?? new Map<string, Rows>();
			const request = answered({
				createObjectStore: (store: string) => stores.set(store, new Map()),
				transaction: () => new Transaction(stores),
				close: () => undefined,
			});
			const isNew = !databases.has(name);
			databases.set(name, stores);
			if (isNew) for (const store of ["numbers", "entries", "rows"]) stores.set(store, new Map());
			return request;
		},
		deleteDatabase: (name: string) => answered(databases.delete(name)),
	};
	const IDBKeyRange = { bound: ([session]: readonly number[]) => ({ session }) };
	const window = { setTimeout: (act: () => void, ms: number) => setTimeout(act, ms).unref() };
	Object.assign(globalThis, { indexedDB, IDBKeyRange, window });
});

/* ---- tests ---- */

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
