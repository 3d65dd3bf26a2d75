// What the browser tests share: a server of their own, people with browsers, and their first steps.
import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const require = createRequire(new URL("../../client-web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const { BOGEND, BOGEN, WEB_PAGES, CHROMIUM } = process.env;

const chromiumFlags = [
	"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** A server on a free port, without a session, and a browser. `kill` ends it as a power cut would, `start`
 * brings it back on the same port. */
export async function openServer(options = {}) {
	const folder = await mkdtemp(join(tmpdir(), "bogen-hall-"));
	const pages = options.pages ?? WEB_PAGES;
	const hall = { folder, pages, url: "", process: null, browser: null, hosts: new Set(), faults: [] };
	hall.start = () => start(hall);
	hall.kill = () => end(hall, "SIGKILL");
	hall.bogen = (...args) => bogen(hall, args);
	await hall.start();
	hall.hostLink = await hostLink(folder);
	hall.browser = await chromium.launch({ executablePath: CHROMIUM, args: chromiumFlags });
	hall.close = async () => {
		await hall.browser.close();
		await end(hall, "SIGTERM");
		await rm(folder, { recursive: true, force: true });
	};
	return hall;
}

/** The same with one session of three towns. */
export async function openHall(options = {}) {
	const hall = await openServer(options);
	await hall.bogen("host", hall.hostLink);
	const towns = ["Saalfeld", "Rudolstadt", "Bad Blankenburg"].flatMap((town) => ["--town", town]);
	const method = options.method === undefined ? [] : ["--method", options.method];
	const made = await hall.bogen(
		"--json", "new", "--title", options.title ?? "Städtedreieck", "--language", "de", ...method, ...towns);
	return Object.assign(hall, JSON.parse(made));
}

async function hostLink(folder) {
	const { readFile } = await import("node:fs/promises");
	return (await readFile(join(folder, "data/host-link"), "utf8")).trim();
}

function start(hall) {
	const listen = hall.url === "" ? "127.0.0.1:0" : new URL(hall.url).host;
	const child = spawn(BOGEND, [
		"--listen", listen, "--data", join(hall.folder, "data"), "--web", hall.pages,
	], { stdio: ["ignore", "ignore", "pipe"] });
	hall.process = child;
	return new Promise((resolve, reject) => {
		let said = "";
		child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
		const listenFor = (bytes) => {
			said += bytes;
			const url = /listening on (http:\S+)/.exec(said)?.[1];
			if (url === undefined) return;
			hall.url = url;
			child.removeAllListeners("exit");
			child.stderr.off("data", listenFor).resume();
			resolve();
		};
		child.stderr.on("data", listenFor);
	});
}

function end(hall, signal) {
	const child = hall.process;
	if (child === null || child.exitCode !== null || child.signalCode !== null) return undefined;
	return new Promise((resolve) => {
		child.once("exit", resolve);
		child.kill(signal);
	});
}

async function bogen(hall, args) {
	const env = {
		...process.env, BOGEN_SERVER: hall.url, XDG_CONFIG_HOME: join(hall.folder, "config"),
	};
	const { stdout } = await promisify(execFile)(BOGEN, args, { env, maxBuffer: 64 << 20 });
	return stdout;
}

/** What the moderator's command line sees: the independent witness of what the pages did. */
export async function ideas(hall) {
	return JSON.parse(await hall.bogen("--json", "ideas"));
}

/** Prepares a ballot of a method, named after it, and opens it; returns its number. */
export async function openBallot(hall, method, ...args) {
	const id = await prepareBallot(hall, method, ...args);
	await hall.bogen("ballot", "open", id);
	return id;
}

export async function prepareBallot(hall, method, ...args) {
	const made = await hall.bogen("--json", "ballot", "add", "--title", method, "--method", method, ...args);
	return String(JSON.parse(made).id);
}

export async function resultsOf(hall, ballot) {
	return JSON.parse(await hall.bogen("--json", "ballot", "results", ballot));
}

/** Goes to a ballot's own screen. */
export async function showBallot(page, ballot) {
	await page.evaluate((hash) => (location.hash = hash), `#/ballot/${ballot}`);
	await page.locator(".ballot").waitFor();
}

/** Waits until what `look` returns pleases `judge`; returns it. The witness is a program of its own,
 * so it has to be asked again. */
export async function eventually(look, judge, what) {
	const until = Date.now() + 20000;
	for (;;) {
		const seen = await look();
		if (judge(seen)) return seen;
		if (Date.now() > until) throw new Error(`${what}: ${JSON.stringify(seen)}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

// What the browser itself says when the network goes while something is fetched: the service worker too. Not
// what it says of a page that asked for what it may not have.
const networkGone = /WebSocket connection|error occurred when fetching the script|net::ERR_(?!BLOCKED|FAILED|ABORTED)/;

/** A browser of its own, as one person's phone. */
export async function openPhone(hall, options = {}) {
	const context = await hall.browser.newContext({
		viewport: { width: 360, height: 740 }, locale: "de-DE", ...options,
	});
	context.on("request", (request) => hall.hosts.add(new URL(request.url()).host));
	const page = await context.newPage();
	page.setDefaultTimeout(20000);
	page.on("websocket", (socket) => hall.hosts.add(new URL(socket.url()).host));
	page.on("pageerror", (error) => hall.faults.push(error.message));
	page.on("console", (message) => {
		if (message.type() === "error" && !networkGone.test(message.text()))
			hall.faults.push(message.text());
	});
	return page;
}

export async function fillJoin(page, name, town) {
	await page.getByLabel("Ihr Name").fill(name);
	await page.getByRole("radio", { name: town }).check();
	await page.getByRole("button", { name: "Mitmachen" }).click();
}

/** Joins through the join link and waits for the board. */
export async function joinAs(hall, name, town, options) {
	const page = await openPhone(hall, options);
	await page.goto(hall.join_url);
	await fillJoin(page, name, town);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	return page;
}

/** A connection on which what the server says can be kept from the page for a while, as a slow network does:
 * `line.hold()`, then `line.release()`, or `line.drop()` where it breaks. For a page that has not connected yet. */
export async function slowLine(page) {
	let held = null;
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => server.send(message));
		server.onMessage((message) => {
			if (held === null) socket.send(message);
			else held.push(() => socket.send(message));
		});
	});
	return {
		hold: () => (held = []),
		release() {
			const late = held ?? [];
			held = null;
			for (const pass of late) pass();
		},
		/** What was held back never comes. */
		drop: () => (held = null),
	};
}

/** Joins over such a connection. */
export async function joinOverSlowLine(hall, name, town) {
	const page = await openPhone(hall);
	const line = await slowLine(page);
	await page.goto(hall.join_url);
	await fillJoin(page, name, town);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	return { page, line };
}

export async function writeIdea(page, text) {
	await page.getByLabel("Ihre Idee").fill(text);
	await page.getByRole("button", { name: "Idee hinzufügen" }).click();
}

/** Unfolds the bar from which a board is led, with what is rarely needed. */
export async function openModeration(page) {
	const bar = page.getByRole("region", { name: "Moderation" });
	await bar.waitFor();
	const unfold = bar.locator(".lead-unfold[aria-expanded=false]");
	if (await unfold.isVisible()) await unfold.click();
	const more = bar.locator(".lead-more[aria-expanded=false]");
	if (await more.isVisible()) await more.click();
}

export async function closeModeration(page) {
	const bar = page.getByRole("region", { name: "Moderation" });
	await bar.locator(".lead-more[aria-expanded=true]").click();
	const unfold = bar.locator(".lead-unfold[aria-expanded=true]");
	if (await unfold.isVisible()) await unfold.click();
}

/** What the browser keeps in one of the stores that all tabs share; only for who has joined. */
export function keptOnShelf(page, store) {
	return page.evaluate((name) => new Promise((resolve, reject) => {
		const opening = indexedDB.open("bogen");
		// Looking must not make what is not there.
		opening.onupgradeneeded = () => opening.transaction.abort();
		opening.onerror = () => (opening.error.name === "AbortError" ? resolve([]) : reject(opening.error));
		opening.onsuccess = () => {
			const asking = opening.result.transaction(name).objectStore(name).getAll();
			asking.onsuccess = () => {
				opening.result.close();
				resolve(asking.result.map(({ messages, ...rest }) => rest));
			};
		};
	}), store);
}

/** The card of an idea in the list. */
export function card(page, text) {
	return page.locator(".idea", { hasText: text });
}

export async function showScreen(page, name) {
	await page.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name }).click();
}
