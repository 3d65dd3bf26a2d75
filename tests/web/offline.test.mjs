// Without a network: what is written, voted and cast goes out once when it is back, in the order in which
// it was made; and a page that is opened shows what it knew last.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	card, eventually, ideas, joinAs, keptOnShelf, openBallot, openHall, resultsOf, showBallot, showScreen, writeIdea,
} from "./support.mjs";
import { examine } from "./examine.mjs";

let hall;
before(async () => {
	hall = await openHall();
	await hall.bogen("idea", "add", "Ein Radweg zwischen den Städten", "--title", "Radweg");
});
after(() => hall.close());

async function tellsWaiting(page, text) {
	await page.getByText("Gerade keine Verbindung").waitFor();
	await page.getByText(text).waitFor();
}

async function exported(kind) {
	return JSON.parse(await hall.bogen("export", "--format", "json"))[kind];
}

async function opinion(page, name) {
	await card(page, "Radweg").getByRole("button", { name }).click();
	await card(page, "Radweg").locator('[aria-pressed="true"]', { hasText: name }).waitFor();
}

test("[CMD-3] three ideas, a vote changed twice, a comment and a paper go out once, in order", async () => {
	const ballot = await openBallot(hall, "approval", "--live", "--option", "1");
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	// The pieces of the page that these need are there before the network goes.
	await showBallot(page, ballot);
	await page.goto(`${hall.join_url}#/idea/1`);
	await page.getByLabel("Ihr Kommentar").waitFor();
	await page.context().setOffline(true);

	await page.getByLabel("Ihr Kommentar").fill("Im Tunnel geschrieben");
	await page.getByRole("button", { name: "Kommentar hinzufügen" }).click();
	await page.locator(".waiting", { hasText: "Im Tunnel geschrieben" }).waitFor();
	await showScreen(page, "Ideen");
	for (const text of ["Erstens", "Zweitens", "Drittens"]) {
		await writeIdea(page, text);
		await page.locator(".waiting", { hasText: text }).getByText("Wird gesendet").waitFor();
	}
	for (const name of ["Dafür", "Dagegen", "Enthaltung"]) await opinion(page, name);
	await card(page, "Radweg").getByText("Wird gesendet").waitFor();
	await showBallot(page, ballot);
	await page.getByRole("checkbox", { name: "Radweg" }).check();
	await page.getByRole("button", { name: "Stimme abgeben" }).click();
	await page.getByText("Wird gesendet, sobald eine Verbindung da ist").waitFor();
	await tellsWaiting(page, "8 Beiträge warten noch.");
	assert.equal((await ideas(hall)).length, 1, "nothing has been sent");

	await page.context().setOffline(false);
	await page.locator(".cast-saved").waitFor();
	await page.getByText("Gerade keine Verbindung").waitFor({ state: "detached" });
	const all = await ideas(hall);
	assert.deepEqual(
		all.sort((a, b) => a.id - b.id).map(({ text }) => text).slice(1), ["Erstens", "Zweitens", "Drittens"]);
	const [radweg] = all;
	assert.deepEqual([radweg.agree, radweg.disagree, radweg.pass], [0, 0, 1]);
	assert.deepEqual((await exported("comment")).map(({ text }) => text), ["Im Tunnel geschrieben"]);
	const results = await resultsOf(hall, ballot);
	assert.deepEqual([results.papers, results.options[0].counts], [1, { approvals: 1 }]);
	await showScreen(page, "Ideen");
	await card(page, "Drittens").waitFor();
	assert.equal(await page.locator(".waiting").count(), 0);
	assert.deepEqual(await keptOnShelf(page, "entries"), []);
	await page.context().close();
});

test("[HELLO-4] a page opened without a server shows what it knew, marked, and takes what is written", async () => {
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await page.evaluate(() => navigator.serviceWorker.ready);
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 1, "the rows are kept");
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(page, "Vor dem Neuladen");
	await page.locator(".waiting", { hasText: "Vor dem Neuladen" }).waitFor();
	await page.reload();
	await card(page, "Radweg").waitFor();
	await page.getByText(/^Stand von \d\d:\d\d – noch nicht verbunden\./).waitFor();
	await page.getByText("1 Beitrag wartet noch.").waitFor();
	await page.locator(".waiting", { hasText: "Vor dem Neuladen" }).waitFor();
	await writeIdea(page, "Nach dem Neuladen");
	await page.locator(".waiting", { hasText: "Nach dem Neuladen" }).waitFor();
	await hall.start();
	await card(page, "Nach dem Neuladen").waitFor();
	await page.getByText(/^Stand von/).waitFor({ state: "detached" });
	const texts = (await ideas(hall)).sort((a, b) => a.id - b.id).map(({ text }) => text);
	assert.deepEqual(texts.slice(-2), ["Vor dem Neuladen", "Nach dem Neuladen"]);
	await page.context().close();
});

test("[HELLO-4] a page that is opened again goes on from what it kept, and is sent little", async () => {
	const page = await joinAs(hall, "Carla Otto", "Bad Blankenburg");
	for (let n = 0; n < 30; n++) await hall.bogen("idea", "add", `Vorschlag ${n}: ${"sehr ausführlich ".repeat(20)}`);
	await card(page, "Vorschlag 29").waitFor();
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 1, "the rows are kept");
	await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
	const { seq } = (await keptOnShelf(page, "rows"))[0];
	assert.ok(seq > 30, "as they are by now");
	const again = await page.context().newPage();
	let bytes = 0;
	again.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => (bytes += payload.length)));
	await again.goto(hall.join_url);
	await card(again, "Vorschlag 29").waitFor();
	await hall.bogen("idea", "add", "Danach gekommen");
	await card(again, "Danach gekommen").waitFor();
	assert.ok(bytes > 0 && bytes < 2000, `${bytes} bytes`);
	await page.context().close();
});

test("[HELLO-8] who is not known any more is shown nothing of what the others said", async () => {
	const page = await joinAs(hall, "Dora Lang", "Saalfeld");
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 1, "the rows are kept");
	const { id } = (await exported("person")).find(({ name }) => name === "Dora Lang");
	await hall.bogen("person", "remove", String(id));
	await page.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 0, "the rows are forgotten");
	await page.context().close();
});

test("who is removed while words wait can still read and copy them, after a reload too", async () => {
	const page = await joinAs(hall, "Emil Roth", "Saalfeld");
	const { id } = (await exported("person")).find(({ name }) => name === "Emil Roth");
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.context().setOffline(true);
	await page.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(page, "Noch nicht gesendet");
	await page.locator(".waiting", { hasText: "Noch nicht gesendet" }).waitFor();
	await hall.bogen("person", "remove", String(id));
	await page.context().setOffline(false);
	const unsent = page.getByRole("region", { name: "Das haben Sie noch geschrieben. Es wurde nicht gesendet." });
	await unsent.getByText("Noch nicht gesendet").waitFor();
	await page.reload();
	await page.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await unsent.getByText("Noch nicht gesendet").waitFor();
	await examine(page, "stopped, with words that were not sent");
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: hall.url });
	await unsent.getByRole("button", { name: "Text kopieren" }).click();
	await page.getByRole("status").getByText("Kopiert.").waitFor();
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "Noch nicht gesendet");
	await page.context().close();
});

test("[SEE-6] what a moderator was shown does not stay on the device of who is none any more", async () => {
	const page = await joinAs(hall, "Gerda Ernst", "Saalfeld");
	const { id } = JSON.parse(await hall.bogen("--json", "person", "list")).find(({ name }) => name === "Gerda Ernst");
	const roles = async () => (await keptOnShelf(page, "rows")).map(({ role }) => role);
	await hall.bogen("person", "role", String(id), "moderator");
	await page.getByRole("region", { name: "Moderation" }).waitFor();
	const keep = async () => {
		await page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
		return roles();
	};
	await eventually(keep, (kept) => kept.includes("moderator"), "it is kept");
	await hall.bogen("person", "role", String(id), "citizen");
	await eventually(roles, (kept) => !kept.includes("moderator"), "it is gone");
	await page.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
