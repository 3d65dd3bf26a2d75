// As much of IndexedDB as the shelf uses, in memory.

type Key = number | string | readonly Key[];
type Rows = Map<string, unknown>; // by key, as JSON

interface Range {
	readonly from: Key;
	readonly to: Key;
}

export interface Memory {
	readonly databases: Map<string, Map<string, Rows>>;
	isFull: boolean; // what is put is not kept, and its transaction fails
}

// Numbers come before strings, and these before arrays.
function rank(key: Key): number {
	return typeof key === "number" ? 0 : typeof key === "string" ? 1 : 2;
}

function compare(a: Key, b: Key): number {
	if (typeof a === "object" && typeof b === "object") {
		const at = a.findIndex((part, i) => b[i] === undefined || compare(part, b[i]) !== 0);
		if (at < 0) return a.length - b.length;
		return b[at] === undefined ? 1 : compare(a[at]!, b[at]);
	}
	if (rank(a) !== rank(b)) return rank(a) - rank(b);
	return a < b ? -1 : a > b ? 1 : 0;
}

function isRange(of: Key | Range): of is Range {
	return typeof of === "object" && "from" in of;
}

function keysOf(rows: Rows, of: Key | Range | undefined): string[] {
	const keys = [...rows.keys()].map((text) => JSON.parse(text) as Key);
	const isIn = (key: Key): boolean =>
		of === undefined ? true
		: isRange(of) ? compare(key, of.from) >= 0 && compare(key, of.to) <= 0
		: compare(key, of) === 0;
	return keys.filter(isIn).sort(compare).map((key) => JSON.stringify(key));
}

class Request {
	result: unknown;
	onsuccess: (() => void) | null = null;
	onupgradeneeded: (() => void) | null = null;
}

function answered(work: () => unknown, when: Promise<void> = Promise.resolve()): Request {
	const request = new Request();
	void when.then(() => {
		request.result = work();
		request.onsuccess?.();
	});
	return request;
}

let last = Promise.resolve(); // of all transactions

// One after the other, each until nothing more is asked of it.
class Transaction {
	oncomplete: (() => void) | null = null;
	onabort: (() => void) | null = null;
	readonly error = new Error("full");
	private failed = false;
	private readonly turn = last;
	constructor(private readonly stores: Map<string, Rows>, private readonly memory: Memory) {
		last = this.turn
			.then(() => new Promise<void>((resolve) => setImmediate(resolve))) // behind all microtasks
			.then(() => (this.failed ? this.onabort : this.oncomplete)?.());
	}
	objectStore(name: string): object {
		const rows: Rows = this.stores.get(name) ?? new Map();
		const put = (value: unknown, key: Key): void => {
			if (this.memory.isFull) this.failed = true;
			else rows.set(JSON.stringify(key), structuredClone(value));
		};
		return {
			get: (key: Key) => answered(() => rows.get(JSON.stringify(key)), this.turn),
			put: (value: unknown, key: Key) => answered(() => put(value, key), this.turn),
			count: (of?: Key | Range) => answered(() => keysOf(rows, of).length, this.turn),
			getAll: (of: Range) => answered(() => keysOf(rows, of).map((key) => rows.get(key)), this.turn),
			delete: (of: Key | Range) => answered(() => keysOf(rows, of).forEach((key) => rows.delete(key)), this.turn),
		};
	}
}

/** Takes the place of the browser's, empty. */
export function memoryInstall(): Memory {
	const memory: Memory = { databases: new Map(), isFull: false };
	const { databases } = memory;
	const indexedDB = {
		open(name: string) {
			const isNew = !databases.has(name);
			const stores: Map<string, Rows> = databases.get(name) ?? new Map();
			databases.set(name, stores);
			if (isNew) for (const store of ["numbers", "entries", "rows"]) stores.set(store, new Map());
			return answered(() => ({ transaction: () => new Transaction(stores, memory), close: () => undefined }));
		},
		deleteDatabase: (name: string) => answered(() => databases.delete(name)),
	};
	const IDBKeyRange = { bound: (from: Key, to: Key): Range => ({ from, to }) };
	const window = { setTimeout: (act: () => void, ms: number) => setTimeout(act, ms).unref() };
	Object.assign(globalThis, { indexedDB, IDBKeyRange, window });
	return memory;
}
