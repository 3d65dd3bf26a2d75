// The list of ideas for people: one's own first, by topic, by keyboard, back to the same place; many
// boards; who only reads; what became of one's own ideas.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { card, eventually, joinAs, openHall, openPhone, prepareBallot, showScreen, writeIdea } from "./support.mjs";

let hall;
let anna;
before(async () => {
	hall = await openHall();
	const lines = Array.from({ length: 100 }, (_, i) =>
		`Vorschlag ${i + 1};${["Verkehr", "Bildung", ""][i % 3]};Saalfeld;Person ${i % 7}`);
	const file = join(hall.folder, "ideas.csv");
	await writeFile(file, ["text;topic;town;author", ...lines].join("\n"));
	await hall.bogen("import", file);
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

const groups = () => anna.locator(".idea-group > h3").allTextContents();

test("ideas stand by topic where there are topics, one's own above them", async () => {
	assert.deepEqual(await groups(), ["Verkehr 34", "Bildung 33", "Kein Thema 33"]);
	await writeIdea(anna, "Ein Radweg an der Saale");
	await card(anna, "Radweg").locator(".number").waitFor();
	assert.deepEqual(await groups(), ["Von Ihnen", "Verkehr 34", "Bildung 33", "Kein Thema 33"]);
	assert.equal(await anna.locator(".idea").first().getAttribute("class"), "card idea own");
	const list = anna.getByRole("list", { name: "Verkehr 34" });
	assert.deepEqual(await list.locator('[role="listitem"]').first().evaluate((at) => [at.ariaPosInSet, at.ariaSetSize]), ["1", "34"]);
	await examine(anna, "ideas by topic");
});

test("a choice folds into one line of words, and its count is told", async () => {
	await anna.locator(".selection summary").click();
	await anna.getByLabel("Thema", { exact: true }).last().selectOption({ label: "Bildung" });
	await anna.getByRole("status").filter({ hasText: "33 Ideen" }).waitFor({ state: "attached" });
	assert.equal(await anna.locator(".selection summary").textContent(), "Auswahl: Nach Themen · Bildung");
	// It is still so after a look at an idea.
	await anna.locator(".idea-link").first().click();
	await anna.locator(".idea-full").waitFor();
	await anna.goBack();
	await anna.getByText("33 Ideen").first().waitFor();
	await anna.locator(".selection summary").click();
	await anna.getByLabel("Thema", { exact: true }).last().selectOption("0");
	await anna.getByLabel("Reihenfolge").selectOption({ label: "Neueste zuerst" });
	assert.deepEqual(await groups(), ["Von Ihnen", "Weitere Ideen"]);
});

test("the keyboard goes through the whole list, each idea once and in order", async () => {
	const all = [];
	await anna.locator("#idea-100").locator(".idea-more").focus();
	for (let last = ""; ; await anna.keyboard.press("Tab")) {
		const at = await anna.evaluate(() => document.activeElement.closest(".idea")?.id ?? "");
		if (at === "" || all.length > 100) break;
		if (at !== last) all.push(Number(at.slice(5)));
		last = at;
	}
	assert.deepEqual(all, Array.from({ length: 100 }, (_, i) => 100 - i));
	assert.ok((await anna.locator(".idea").count()) < 100);
});

test("what has the focus stays drawn wherever one scrolls to, and the keyboard goes on from there", async () => {
	await anna.evaluate(() => window.scrollTo(0, 0));
	const link = anna.locator("#idea-70 .idea-more");
	await anna.mouse.wheel(0, 1000);
	await eventually(async () => {
		await anna.mouse.wheel(0, 1000);
		return link.count();
	}, (n) => n === 1, "idea 70");
	await link.focus();
	await anna.evaluate(() => window.scrollTo(0, 0));
	await anna.locator("#idea-100").waitFor();
	await anna.keyboard.press("Tab");
	assert.equal(await anna.evaluate(() => document.activeElement.closest(".idea")?.id), "idea-69");
});

test("back from an idea one is where one was, with the focus on it", async () => {
	await anna.locator("#idea-69 .idea-link").click();
	await anna.locator(".idea-full").waitFor();
	await anna.getByRole("link", { name: "Plenum" }).click();
	await anna.waitForFunction(() => document.activeElement?.closest("#idea-69") != null);
	const { y } = await anna.locator("#idea-69").boundingBox();
	assert.ok(y > 0 && y < 740, `at ${y}`);
});

test("of many boards one's own stand in a row, the others in a list beside it", async () => {
	for (let i = 1; i <= 12; i++) await hall.bogen("board", "add", `Team ${i}`, "--sort", "team");
	await showScreen(anna, "Ideen");
	const others = anna.getByRole("combobox", { name: "Weitere" });
	await others.waitFor();
	assert.deepEqual(await anna.locator(".tabs a").allTextContents(), ["Plenum", "Saalfeld"]);
	await examine(anna, "many boards");
	await others.selectOption({ label: "Team 7" });
	await anna.locator('.tabs [aria-current="page"]', { hasText: "Team 7" }).waitFor();
	const box = await anna.locator('.tabs [aria-current="page"]').boundingBox();
	assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Plenum" }).click();
});

test("who only reads along has no composer, and a way in", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await page.getByRole("button", { name: /Nur mitlesen/ }).click();
	await page.getByText("Sie lesen nur mit.").waitFor();
	assert.equal(await page.getByRole("textbox").count(), 0);
	assert.equal(await page.locator(".vote").count(), 0);
	await examine(page, "board of a reader");
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByLabel("Ihr Name").waitFor();
	await page.context().close();
});

test("one reads what became of one's ideas: stage, place and decision", async () => {
	const ballot = await prepareBallot(hall, "yesno", "--option", "101", "--option", "1");
	await hall.bogen("ballot", "open", ballot);
	await hall.bogen("--profile", "b", "join", hall.code, "--name", "Bernd", "--town", "Saalfeld");
	await hall.bogen("--profile", "b", "cast", ballot, "101=yes", "1=no");
	await hall.bogen("ballot", "close", ballot);
	await hall.bogen("stage", "101", "selected");
	await showScreen(anna, "Meine");
	const own = anna.locator(".idea", { hasText: "Radweg" });
	await own.getByText("Ausgewählt").waitFor();
	await own.locator(".outcomes", { hasText: "yesno" }).getByText("Platz 1 von 2").waitFor();
	await own.getByText("angenommen", { exact: true }).waitFor();
	await examine(anna, "what became of one's ideas");
	assert.deepEqual(hall.faults, []);
});
