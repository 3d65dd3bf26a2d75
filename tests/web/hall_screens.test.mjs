// Every picture on the wall but those of ballots, light and dark, in all sizes; and how its pages turn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { fifteenCome, ideas, look, openWalls, person, turnThrough } from "./hall_look.mjs";
import { openHall } from "./support.mjs";

let hall;
let pages;
before(async () => {
	hall = await openHall({ title: "Zukunft im Saalebogen" });
	pages = await openWalls(hall);
});
after(() => hall.close());

test("the way in", () => look(pages, "the way in", ".welcome"));

test("ideas without topics, and the last minute", async () => {
	await fifteenCome(hall);
	for (let i = 0; i < 10; i++) {
		const [title, text] = ideas[i % ideas.length];
		await hall.bogen(...person(i), "idea", "add", text, ...(title === "" ? [] : ["--title", title]));
	}
	await hall.bogen("timer", "1m");
	await look(pages, "ideas", ".newest:has-text(\"Mehr Bänke\"):has-text(\"Saalfeld\")"); // the last one
	await turnThrough(pages, "ideas");
});

test("ideas by topic, and an hour left", async () => {
	for (const topic of ["Unterwegs", "Zusammenleben", "Ortsmitte und Handel", "Energie und Natur"]) {
		await hall.bogen("topic", "add", topic);
		for (const [title, text] of ideas)
			await hall.bogen("idea", "add", text, "--topic", topic, ...(title === "" ? [] : ["--title", title]));
	}
	await hall.bogen("timer", "1h");
	await look(pages, "topics", ".hall-stage:has(.hall-topics) .newest:has-text(\"Energie und Natur\"):has-text(\"Mehr Bänke\")");
	await turnThrough(pages, "topics");
});

test("an idea in focus that is longer than the screen goes on on the next page", async () => {
	await hall.bogen("focus", "idea", "4");
	await look(pages, "focus", ".hall-focused");
	await hall.bogen("focus", "idea", "3");
	await look(pages, "focus on a long word", ".hall-focused.larger, .hall-focused.largest");
	await hall.bogen("focus", "off");
});

test("without a connection, and with a wrong code", async () => {
	await hall.kill();
	await look(pages, "no connection", ".hall-connection p");
	await hall.start();
	const [page] = pages;
	await page.goto(`${hall.url}/hall/abc`);
	await page.getByRole("heading", { name: "Zu diesem Code gibt es keine Sitzung" }).waitFor();
	await examine(page, "wrong code");
	assert.deepEqual(hall.faults, []);
});

test("more than fits turns by itself, waits for the space bar or the button, and then goes on", async () => {
	const [, page] = pages;
	const said = page.locator(".hall-pages span[aria-hidden]");
	const [now, of] = (await said.textContent()).split(" / ").map(Number);
	const at = (on) => said.getByText(new RegExp(`^${(now - 1 + on) % of + 1} /`));
	await at(1).waitFor();
	await page.keyboard.press(" ");
	const button = page.getByRole("button", { name: "Weiterblättern" });
	await button.waitFor();
	await button.press(" ");
	await page.getByRole("button", { name: "Anhalten" }).waitFor();
	await at(2).waitFor();
});

test("however fast a presenter presses, each press turns a page", async () => {
	const [, page] = pages;
	await page.keyboard.press(" ");
	await page.getByRole("button", { name: "Weiterblättern" }).waitFor();
	const said = page.locator(".hall-pages span[aria-hidden]");
	const [at, of] = (await said.textContent()).split(" / ").map(Number);
	assert.ok(of > 3, `${of} pages`);
	await page.evaluate(() => {
		for (let n = 0; n < 3; n++)
			document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
	});
	await said.getByText(new RegExp(`^${(at + 2) % of + 1} /`)).waitFor();
});

test("what is written in silence is a number that grows", async () => {
	const { code } = JSON.parse(await hall.bogen(
		"--json", "new", "--title", "Karten", "--language", "de", "--method", "dots", "--town", "Saalfeld"));
	for (const page of pages) {
		await page.goto(`${hall.url}/hall/${code}`);
		await page.locator(".welcome").waitFor();
	}
	const write = (name, ...args) => hall.bogen("--profile", name, ...args);
	await write("Eva", "join", code, "--name", "Eva", "--town", "Saalfeld");
	await write("Eva", "idea", "add", "Ein Radweg an der Saale");
	await look(pages, "in silence", ".hall-silent:has-text(\"1 Idee ist geschrieben\")");
	await write("Eva", "idea", "add", "Noch einer");
	for (const page of pages) {
		await page.locator(".hall-silent", { hasText: "2 Ideen sind geschrieben" }).waitFor();
		assert.equal(await page.getByText(/Radweg|Noch einer/).count(), 0);
	}
});
