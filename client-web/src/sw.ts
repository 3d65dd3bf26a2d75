// The service worker: opens the page without a network. Who has joined has one (sync/offline.ts); it
// keeps the page and its pieces, and nothing that anybody wrote.
//
// A page belongs to one build, and so does everything it asks for later. So a worker keeps the files of
// its own build only, never mixes a newer page in, and a newer worker waits until no page of this build
// is open: by itself, or because a page of its own build says that it is the only one (`take`).
//
// build.mjs puts in the build's name and the addresses: for everybody, and for who steers.
export {}; // a module of its own
declare const buildName: string;
declare const firstFiles: readonly string[];
declare const restFiles: readonly string[];

interface Lasting extends Event {
	waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
	readonly request: Request;
	respondWith(answer: Promise<Response>): void;
}

interface Worker {
	readonly registration: ServiceWorkerRegistration;
	readonly clients: { matchAll(which: object): Promise<readonly unknown[]>; claim(): Promise<void> };
	skipWaiting(): Promise<void>;
	addEventListener(type: "install" | "activate", listen: (event: Lasting) => void): void;
	addEventListener(type: "fetch", listen: (event: Fetching) => void): void;
	addEventListener(type: "message", listen: (event: Lasting & MessageEvent) => void): void;
}

const worker = self as unknown as Worker;
const firstCache = `bogen-first-${buildName}`;
const restCache = `bogen-rest-${buildName}`;
const patience_ms = 3000; // how long a page is waited for

async function keepFirst(): Promise<void> {
	const cache = await caches.open(firstCache);
	const answer = await fetch("/", { cache: "no-cache" });
	// While a new version is being put in place, one may get the page of the other one.
	if (!(await answer.clone().text()).includes(`data-build="${buildName}"`)) throw new Error("another build");
	await Promise.all([cache.put("/", answer), cache.addAll([...firstFiles])]);
	if ((await caches.keys()).some((name) => name.startsWith("bogen-rest-"))) await keepRest();
}

async function keepRest(): Promise<void> {
	const cache = await caches.open(restCache);
	if ((await cache.keys()).length < restFiles.length) await cache.addAll([...restFiles]);
}

async function begin(): Promise<void> {
	const old = (await caches.keys()).filter((name) => name !== firstCache && name !== restCache);
	// A newer one is getting its files already: it will do away with all the others.
	const { installing, waiting } = worker.registration;
	if (installing === null && waiting === null) await Promise.all(old.map((name) => caches.delete(name)));
	await worker.clients.claim();
}

async function takeOver(): Promise<void> {
	const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
	if (open.length <= 1) await worker.skipWaiting();
}

worker.addEventListener("install", (event) => event.waitUntil(keepFirst()));
worker.addEventListener("activate", (event) => event.waitUntil(begin()));
worker.addEventListener("message", (event) => {
	if (event.data === "rest") event.waitUntil(keepRest());
	if (event.data === buildName) event.waitUntil(takeOver());
});

/* ---- answering ---- */

async function fromNetwork(request: Request): Promise<Response> {
	const answer = await fetch(request);
	// What stands in front of a server that is down says so with an error of its own.
	if (answer.status >= 500) throw new Error(String(answer.status));
	return answer;
}

async function answerPage(request: Request): Promise<Response> {
	const network = fromNetwork(request);
	const kept = await caches.match("/", { cacheName: firstCache });
	if (kept === undefined) return network;
	const silence = new Promise<Response>((resolve) => setTimeout(resolve, patience_ms, kept));
	return Promise.race([network.catch(() => kept), silence]);
}

async function answerAsset(request: Request): Promise<Response> {
	const kept = await caches.match(request);
	if (kept !== undefined) return kept;
	const answer = await fetch(request);
	if (answer.ok) await putBack(request, answer.clone()).catch(() => undefined); // a full disk
	return answer;
}

// A file of this build that its cache has lost. Who does not steer has no cache of the rest.
async function putBack(request: Request, answer: Response): Promise<void> {
	const { pathname } = new URL(request.url);
	for (const [name, files] of [[firstCache, firstFiles], [restCache, restFiles]] as const)
		if (files.includes(pathname) && (await caches.has(name))) await (await caches.open(name)).put(request, answer);
}

worker.addEventListener("fetch", (event) => {
	const { pathname, origin } = new URL(event.request.url);
	if (origin !== location.origin || event.request.method !== "GET") return;
	if (event.request.mode === "navigate" && /^\/($|j\/|hall\/)/.test(pathname))
		event.respondWith(answerPage(event.request));
	else if (pathname.startsWith("/assets/")) event.respondWith(answerAsset(event.request));
});
