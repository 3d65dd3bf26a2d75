// The page without a server: who has joined can open it, and who has left leaves nothing behind.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { card, eventually, joinAs, keptOnShelf, openHall, openPhone, showScreen } from "./support.mjs";

let hall, site;
before(async () => {
	site = await mkdtemp(join(tmpdir(), "bogen-site-"));
	await cp(process.env.WEB_PAGES, site, { recursive: true });
	hall = await openHall({ pages: site });
	await hall.bogen("idea", "add", "Ein Rufbus am Abend");
});
after(async () => {
	await hall.close();
	await rm(site, { recursive: true, force: true });
});

/** The assets that the worker keeps, once it is at work. */
async function keptAssets(page) {
	await page.evaluate(() => navigator.serviceWorker.ready);
	return page.evaluate(async () => {
		const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
		const kept = await Promise.all(caches_.map((cache) => cache.keys()));
		return kept.flat().map(({ url }) => new URL(url).pathname).filter((path) => path !== "/").sort();
	});
}

const cacheNames = (page) => page.evaluate(async () => (await caches.keys()).sort());
const buildOf = (page) => page.evaluate(() => document.documentElement.dataset.build);

/** What is answered for each address now: its status, or null if nothing is. */
function ask(page, addresses) {
	return page.evaluate((all) => Promise.all(all.map((address) =>
		fetch(address).then(({ status }) => status, () => null))), addresses);
}

test("who only looks in gets no worker", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await page.getByRole("button", { name: "Nur mitlesen, ohne Namen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	const registrations = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
	assert.equal(registrations, 0);
	assert.equal(await page.locator("link[rel=manifest]").count(), 0);
	await page.context().close();
});

test("who has joined opens the page without a server, with all its pieces", async () => {
	const page = await joinAs(hall, "Ines Vogel", "Saalfeld");
	const kept = await keptAssets(page);
	const built = (await readdir(join(site, "assets"))).map((name) => `/assets/${name}`);
	assert.ok(kept.some((path) => path.startsWith("/assets/more-") && path.endsWith(".js")), "what is opened from the board");
	assert.deepEqual(kept.filter((path) => !built.includes(path)), []);
	assert.ok(!kept.some((path) => path.startsWith("/assets/steering-")), "what moderators need is not kept");
	const manifest = await page.evaluate(async () =>
		(await fetch(document.querySelector("link[rel=manifest]").href)).json());
	assert.deepEqual(await ask(page, manifest.icons.map(({ src }) => src)), manifest.icons.map(() => 200));
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 1, "the rows are kept");

	await hall.kill();
	for (const address of [hall.join_url, hall.url]) {
		await page.goto(address);
		await page.getByRole("banner").waitFor();
		assert.deepEqual(await ask(page, kept), kept.map(() => 200));
	}
	await page.getByRole("heading", { name: "Mitmachen" }).waitFor();
	await page.getByRole("button", { name: "Städtedreieck" }).click();
	await card(page, "Rufbus").waitFor();
	await showScreen(page, "Sie");
	await page.getByRole("heading", { name: "Sie", exact: true }).waitFor();
	const [live] = await ask(page, ["/healthz"]);
	assert.equal(live, null, "nothing but the page is answered");
	await hall.start();
	await page.goto(hall.join_url);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.context().close();
});

test("a moderator's pieces are kept too", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.moderator_link);
	const steers = (paths) => paths.some((path) => /^\/assets\/steering-\w+\.js$/.test(path));
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await eventually(() => keptAssets(page), steers, "the steering is kept");
	await page.context().close();
});

/** Puts another version in place, with other names for all scripts and styles, as an operator would. */
async function deploy(build, before) {
	const assets = (await readdir(join(site, "assets"))).filter((name) => /\.(js|css)$/.test(name));
	const renamed = new Map(assets.map((name) => [name, name.replace(/(\w+)\.(\w+)$/, `n$1.$2`)]));
	for (const folder of [site, join(site, "assets")]) {
		for (const name of await readdir(folder)) {
			const path = join(folder, name);
			if (name.endsWith(".gz")) await rm(path);
			if (!/\.(js|html)$/.test(name)) continue;
			let text = await readFile(path, "utf8");
			for (const [old, fresh] of renamed) text = text.replaceAll(old, fresh);
			await writeFile(path, text.replaceAll(before, build));
		}
	}
	for (const [old, fresh] of renamed) await rename(join(site, "assets", old), join(site, "assets", fresh));
	hall.process.kill("SIGHUP");
}

test("a page that is open keeps its own pieces after an update, and the next opening is the new one", async () => {
	const page = await joinAs(hall, "Jan Wolf", "Rudolstadt");
	const kept = await keptAssets(page);
	const before = await buildOf(page);
	const fresh = "0123456789";
	await deploy(fresh, before);
	const fetchesNew = async () => (await (await fetch(hall.url)).text()).includes(fresh);
	await eventually(fetchesNew, Boolean, "the new version is served");

	await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
	const isWaiting = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
	await eventually(isWaiting, Boolean, "the new version waits");
	assert.deepEqual(await ask(page, kept), kept.map(() => 200), "the old one has all of its own");
	assert.equal(await buildOf(page), before);

	await page.reload();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.equal(await buildOf(page), fresh);
	await eventually(
		() => cacheNames(page), (names) => names.join() === `bogen-first-${fresh}`, "the old version is gone");
	await hall.kill();
	await page.reload();
	await page.getByRole("banner").waitFor();
	assert.equal(await buildOf(page), fresh);
	await hall.start();
	await page.context().close();
});

test("who leaves the last session leaves nothing on the device", async () => {
	const page = await joinAs(hall, "Karl Busch", "Bad Blankenburg");
	await keptAssets(page);
	await showScreen(page, "Sie");
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	await page.getByRole("button", { name: "Ja, verlassen" }).click();
	await page.getByRole("heading", { name: "Auf Wiedersehen" }).waitFor();
	const left = () => page.evaluate(async () => ({
		caches: await caches.keys(),
		workers: (await navigator.serviceWorker.getRegistrations()).length,
		local: Object.keys(localStorage),
		session: Object.keys(sessionStorage),
		databases: (await indexedDB.databases()).map(({ name }) => name),
	}));
	const nothing = { caches: [], workers: 0, local: [], session: [], databases: [] };
	await eventually(left, (now) => JSON.stringify(now) === JSON.stringify(nothing), "something is left");
	await page.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
