// What leaves the device and what stays on it: nothing goes to another host, there are no cookies, and
// nothing is kept before somebody joins.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	card, fillJoin, openBallot, openHall, openPhone, showBallot, showScreen, writeIdea,
} from "./support.mjs";

let hall, page;
const requested = []; // by every browser of this test, workers included
const cookies = []; // of all answers

before(async () => {
	hall = await openHall();
	page = await openWatched();
});
after(() => hall.close());

async function openWatched() {
	const opened = await openPhone(hall);
	opened.context().on("request", (request) => requested.push(new URL(request.url())));
	opened.context().on("response", async (response) => {
		const headers = await response.allHeaders().catch(() => ({}));
		if (headers["set-cookie"] !== undefined) cookies.push(response.url());
	});
	opened.on("websocket", (socket) => requested.push(new URL(socket.url())));
	return opened;
}

/** All that the browser keeps for this host. */
function kept(on) {
	return on.evaluate(async () => ({
		cookies: document.cookie,
		local: Object.keys(localStorage).sort(),
		session: Object.keys(sessionStorage),
		databases: (await indexedDB.databases()).map(({ name }) => name),
		caches: await caches.keys(),
		workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
	}));
}

const nothing = { cookies: "", local: [], session: [], databases: [], caches: [], workers: [] };

test("who looks at the start page, the way in, the hall and the board leaves nothing on the device", async () => {
	await page.goto(hall.url);
	await page.getByRole("heading", { level: 1 }).waitFor();
	assert.deepEqual(await kept(page), nothing, "start page");
	await page.getByRole("button", { name: "English" }).click();
	await page.locator("html[lang|=en]").waitFor();
	await page.getByRole("button", { name: "Deutsch" }).click();
	assert.deepEqual(await kept(page), nothing, "another language");

	await page.goto(`${hall.url}/hall/${hall.code}`);
	await page.getByText("Städtedreieck").first().waitFor();
	assert.deepEqual(await kept(page), nothing, "hall");

	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").fill("Ines Vogel");
	assert.deepEqual(await kept(page), nothing, "way in");
	await page.getByRole("button", { name: "Nur mitlesen, ohne Namen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await showScreen(page, "Wer ist da");
	assert.deepEqual(await kept(page), nothing, "board");
});

// What storage.ts, shelf.ts and offline.ts name.
const localKeys = /^bogen\.(language|letters|seat\.\d+|draft\.\d+\.[\w.-]+|receipt\.\d+\.\d+)$/;
const cacheNames = /^bogen-(first|rest)-\w+$/;

async function assertAllowed(on) {
	await on.evaluate(() => navigator.serviceWorker.ready);
	const { cookies: own, local, session, databases, caches, workers } = await kept(on);
	assert.equal(own, "");
	assert.deepEqual(local.filter((key) => !localKeys.test(key)), []);
	assert.ok(local.some((key) => key.startsWith("bogen.seat.")), local.join());
	assert.deepEqual(session, []);
	assert.deepEqual(databases, ["bogen"]);
	assert.deepEqual(caches.filter((name) => !cacheNames.test(name)), []);
	assert.deepEqual(workers, ["/"]);
}

test("who takes part keeps only what the service needs", async () => {
	const ballot = await openBallot(hall, "yesno");
	await page.goto(hall.join_url);
	await fillJoin(page, "Ines Vogel", "Saalfeld");
	await writeIdea(page, "Ein Rufbus am Abend");
	await page.getByLabel("Ihre Idee").fill("Noch nicht fertig");
	await card(page, "Rufbus").getByRole("button", { name: "Dafür" }).click();
	for (const name of ["Abstimmen", "Meine", "Wer ist da", "Sie"]) await showScreen(page, name);
	await showBallot(page, ballot);
	await assertAllowed(page);
});

test("who steers keeps no more", async () => {
	const moderator = await openWatched();
	await moderator.goto(hall.moderator_link);
	await moderator.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	for (const hash of ["#/overview", "#/invitations", "#/session", "#/prepare/0"]) {
		await moderator.evaluate((to) => (location.hash = to), hash);
		await moderator.getByRole("heading", { level: 1 }).first().waitFor();
	}
	await assertAllowed(moderator);
	await moderator.context().close();
});

test("nothing was asked of another host, and no answer set a cookie", async () => {
	const own = new URL(hall.url).host;
	assert.ok(requested.length > 20, `only ${requested.length} requests were seen`);
	assert.deepEqual([...new Set(requested.map(({ host }) => host))], [own]);
	assert.deepEqual(cookies, []);
	assert.deepEqual(await page.context().cookies(), []);
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
