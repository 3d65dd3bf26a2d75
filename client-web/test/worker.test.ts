import assert from "node:assert/strict";
import { test } from "node:test";

/** The service worker over caches of these names: what it has listened for, and what it finds about others. */
async function workerOpen(names: Set<string>) {
	const listeners = new Map<string, (event: object) => void>();
	const registration = { installing: null as object | null, waiting: null as object | null };
	const world = {
		self: {
			registration,
			clients: { matchAll: async () => [], claim: async () => undefined },
			addEventListener: (type: string, listen: (event: object) => void) => listeners.set(type, listen),
		},
		caches: { keys: async () => [...names], delete: async (name: string) => names.delete(name) },
		buildName: "now", firstFiles: [], restFiles: [],
	};
	Object.assign(globalThis, world);
	await import("../src/sw");
	async function send(type: string): Promise<void> {
		let work: Promise<unknown> = Promise.resolve();
		listeners.get(type)?.({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
		await work;
	}
	return { registration, send };
}

test("a worker that begins does away with the files of older builds, but not while a newer one gets its own", async () => {
	const names = new Set(["bogen-first-before", "bogen-first-now", "bogen-rest-now", "bogen-first-next"]);
	const { registration, send } = await workerOpen(names);
	for (const newer of ["installing", "waiting"] as const) {
		registration[newer] = {};
		await send("activate");
		assert.ok(names.has("bogen-first-next"), newer);
		registration[newer] = null;
	}
	names.delete("bogen-first-next");
	await send("activate");
	assert.deepEqual([...names], ["bogen-first-now", "bogen-rest-now"]);
});
