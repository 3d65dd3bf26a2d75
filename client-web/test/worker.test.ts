import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/* ---- the service worker, over caches in memory and a network that answers with what was asked for ---- */

const registration = { installing: null as object | null, waiting: null as object | null };
const listeners = new Map<string, (event: object) => void>();
const held = new Map<string, Map<string, string>>(); // addresses and their files, by the name of the cache
const origin = "http://hall.example";
let status = 200;

async function find(request: Request): Promise<Response | undefined> {
	const { pathname } = new URL(request.url);
	const file = [...held.values()].map((files) => files.get(pathname)).find((kept) => kept !== undefined);
	return file === undefined ? undefined : new Response(file);
}

function openCache(name: string): object {
	const files = held.get(name) ?? new Map<string, string>();
	held.set(name, files);
	return {
		keys: async () => [...files.keys()],
		addAll: async (paths: readonly string[]) => paths.forEach((path) => files.set(path, "all")),
		put: async ({ url }: Request, answer: Response) => files.set(new URL(url).pathname, await answer.text()),
	};
}

Object.assign(globalThis, {
	self: {
		registration,
		clients: { matchAll: async () => [], claim: async () => undefined },
		addEventListener: (type: string, listen: (event: object) => void) => listeners.set(type, listen),
	},
	caches: {
		keys: async () => [...held.keys()],
		delete: async (name: string) => held.delete(name),
		has: async (name: string) => held.has(name),
		open: async (name: string) => openCache(name),
		match: find,
	},
	location: { origin },
	fetch: async () => new Response("fetched", { status }),
	buildName: "now", firstFiles: ["/assets/app.js"], restFiles: ["/assets/steering.js", "/assets/hall.js"],
});

beforeEach(async () => {
	held.clear();
	status = 200;
	await import("../src/sw");
});

async function send(type: string, data: unknown = null): Promise<void> {
	let work: Promise<unknown> = Promise.resolve();
	listeners.get(type)?.({ data, waitUntil: (promise: Promise<unknown>) => (work = promise) });
	await work;
}

async function ask(path: string): Promise<string> {
	let answer = Promise.resolve(new Response("nothing"));
	listeners.get("fetch")?.({
		request: new Request(origin + path),
		respondWith: (promise: Promise<Response>) => (answer = promise),
	});
	return (await answer).text();
}

/* ---- tests ---- */

test("a worker that begins does away with the files of older builds, but not while a newer one gets its own", async () => {
	for (const name of ["bogen-first-before", "bogen-first-now", "bogen-rest-now", "bogen-first-next"]) openCache(name);
	for (const newer of ["installing", "waiting"] as const) {
		registration[newer] = {};
		await send("activate");
		assert.ok(held.has("bogen-first-next"), newer);
		registration[newer] = null;
	}
	held.delete("bogen-first-next");
	await send("activate");
	assert.deepEqual([...held.keys()], ["bogen-first-now", "bogen-rest-now"]);
});

test("a file of this build that its cache has lost goes back there", async () => {
	openCache("bogen-first-now");
	assert.equal(await ask("/assets/app.js"), "fetched");
	assert.equal(held.get("bogen-first-now")?.get("/assets/app.js"), "fetched");
	assert.equal(await ask("/assets/of-another-build.js"), "fetched");
	assert.equal(await ask("/assets/steering.js"), "fetched");
	assert.deepEqual([...held.keys()], ["bogen-first-now"], "who does not steer keeps nothing of the rest");
	openCache("bogen-rest-now");
	status = 404;
	await ask("/assets/steering.js");
	assert.equal(held.get("bogen-rest-now")?.size, 0, "what is not there is not kept");
	status = 200;
	await ask("/assets/steering.js");
	await send("message", "rest");
	assert.deepEqual([...(held.get("bogen-rest-now")?.keys() ?? [])], ["/assets/steering.js", "/assets/hall.js"]);
});
