// Killed while somebody writes, as by a power cut: the server, or the page. Nothing is lost, nothing is
// doubled, and all stands in the order in which it was written.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	card, eventually, ideas, joinAs, joinOverSlowLine, keptOnShelf, openHall, showScreen, writeIdea,
} from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

async function textsOf(name) {
	return (await ideas(hall)).sort((a, b) => a.id - b.id).map(({ text }) => text).filter((text) => text.startsWith(name));
}

test("[CMD-3] a server that is killed three times while somebody writes gets each idea once, in order", async () => {
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	const texts = Array.from({ length: 24 }, (_, n) => `Gedanke ${n}.`);
	for (const [n, text] of texts.entries()) {
		await writeIdea(page, text);
		// In the middle of things: what was just sent may be answered, done without an answer, or not done.
		if (n % 8 === 3) await hall.kill();
		if (n % 8 === 6) await hall.start();
	}
	await card(page, texts.at(-1)).waitFor();
	await eventually(() => page.locator(".waiting").count(), (n) => n === 0, "nothing waits");
	assert.deepEqual(await textsOf("Gedanke"), texts);
	assert.deepEqual(await keptOnShelf(page, "entries"), []);
	await page.context().close();
});

test("[CMD-3] a page that crashes with what it wrote on its way loses nothing and doubles nothing", async () => {
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	const texts = Array.from({ length: 6 }, (_, n) => `Einfall ${n}.`);
	for (const text of texts.slice(0, 3)) await writeIdea(page, text);
	await hall.kill();
	for (const text of texts.slice(3)) await writeIdea(page, text);
	const kept = async () => (await keptOnShelf(page, "entries")).map(({ args }) => args.text);
	await eventually(kept, (all) => texts.slice(3).every((text) => all.includes(text)), "what waits is stored");
	const session = await page.context().newCDPSession(page);
	void session.send("Page.crash").catch(() => undefined);
	await page.waitForEvent("crash");
	await hall.start();
	const again = await page.context().newPage();
	await again.goto(hall.join_url);
	await card(again, texts.at(-1)).waitFor();
	await eventually(() => again.locator(".waiting").count(), (n) => n === 0, "nothing waits");
	assert.deepEqual(await textsOf("Einfall"), texts);
	await again.context().close();
});

test("what is given is a draft on the device until it is stored, so that no crash comes between", async () => {
	const page = await joinAs(hall, "Dora Lang", "Saalfeld");
	const draft = () => page.evaluate(() => localStorage.getItem("bogen.draft.1.idea-1"));
	await page.getByLabel("Ihre Idee").fill("Im letzten Augenblick");
	const atOnce = await page.getByRole("button", { name: "Idee hinzufügen" }).evaluate((button) => {
		button.click();
		return localStorage.getItem("bogen.draft.1.idea-1");
	});
	assert.equal(atOnce, "Im letzten Augenblick");
	await card(page, "Im letzten Augenblick").waitFor();
	await eventually(draft, (text) => text === null, "the draft goes");
	assert.equal(await page.getByLabel("Ihre Idee").inputValue(), "");
	await page.context().close();
});

test("[CMD-3] who has left, and was not told because the server died, is told and leaves nothing behind", async () => {
	const { page, line } = await joinOverSlowLine(hall, "Carla Otto", "Bad Blankenburg");
	await showScreen(page, "Sie");
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	line.hold();
	await page.getByRole("button", { name: "Ja, verlassen" }).click();
	const here = async () => JSON.parse(await hall.bogen("export", "--format", "json"))
		.person.some(({ name, left }) => name === "Carla Otto" && !left);
	await eventually(here, (is) => !is, "the server knows");
	await hall.kill();
	line.drop();
	await hall.start();
	await page.getByRole("heading", { name: "Auf Wiedersehen" }).waitFor();
	const databases = () => page.evaluate(async () => (await indexedDB.databases()).length);
	await eventually(databases, (n) => n === 0, "nothing is kept");
	assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
	await page.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
