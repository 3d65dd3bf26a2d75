// The page without a network: a service worker (sw.ts) keeps its files, for who has joined.

function whenIdle(act: () => void): void {
	if ("requestIdleCallback" in window) window.requestIdleCallback(act, { timeout: 10_000 });
	else setTimeout(act, 3000);
}

const restAfter_ms = 5000;
let isWanted = false; // one may have left before there was time to keep anything

/** Keeps the page on the device, and offers to install it; `all`: with the pieces for who steers. */
export function offlineKeep(all: boolean): void {
	isWanted = true;
	whenIdle(() => void keep(all).catch(() => undefined)); // private windows keep nothing
}

async function keep(all: boolean): Promise<void> {
	const workers = navigator.serviceWorker;
	if (!isWanted || workers === undefined) return;
	offerInstalling();
	// Each opening of the page has the browser look for a newer one by itself.
	if ((await workers.getRegistration()) === undefined) await workers.register("/sw.js");
	if (!isWanted) return offlineForget();
	if (all) (await workers.ready).active?.postMessage("rest");
	// A newer one takes over if this page is of its build already. Not before the page has come to rest:
	// while the older one is still answering, Chromium may put it off for minutes.
	window.setTimeout(() => void takeNewer(workers).catch(() => undefined), restAfter_ms);
}

async function takeNewer(workers: ServiceWorkerContainer): Promise<void> {
	const registration = await workers.getRegistration();
	registration?.waiting?.postMessage(document.documentElement.dataset["build"]);
}

// Only now, so that the first view takes no request more.
function offerInstalling(): void {
	if (document.querySelector("link[rel=manifest]") !== null) return;
	const link = document.createElement("link");
	link.rel = "manifest";
	link.href = "/manifest.webmanifest";
	document.head.append(link);
}

/** Leaves no file of the page on the device. */
export async function offlineForget(): Promise<void> {
	isWanted = false;
	const workers = globalThis.navigator?.serviceWorker;
	if (workers === undefined) return;
	const all = await workers.getRegistrations();
	await Promise.all(all.map((registration) => registration.unregister()));
	const names = await caches.keys();
	await Promise.all(names.map((name) => caches.delete(name)));
}
