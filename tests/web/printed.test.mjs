// A result on paper: all options with what each town said, without anything to press, and nothing that only
// moderators or oneself may see.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { joinAs, openBallot, openHall, openPhone, showBallot } from "./support.mjs";

const count = 45; // more than are drawn at first
let hall, ballot, moderator, anna;
before(async () => {
	hall = await openHall();
	for (let i = 1; i <= count; i++) await hall.bogen("idea", "add", `Vorhaben ${i}`, "--title", `Vorhaben ${i}`);
	ballot = await openBallot(hall, "approval", "--live");
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	await showBallot(anna, ballot);
	await anna.getByRole("checkbox", { name: "Vorhaben 7", exact: true }).check();
	await anna.getByRole("button", { name: "Stimme abgeben" }).click();
	await anna.locator(".cast-saved").waitFor();
	for (let i = 0; i < 13; i++) {
		const town = i < 6 ? "Rudolstadt" : "Bad Blankenburg";
		const person = JSON.parse(await hall.bogen("--json", "person", "add", `Person ${i}`, "--town", town));
		await hall.bogen("cast", ballot, "7", "8", "--person", String(person.id));
	}
	await hall.bogen("ballot", "close", ballot);
	moderator = await openPhone(hall, { viewport: { width: 794, height: 1123 }, acceptDownloads: true }); // A4 at 96 pixels to the inch
	await moderator.goto(hall.moderator_link);
	await moderator.locator(".phase").waitFor();
	await showBallot(moderator, ballot);
	await moderator.locator(".standing").first().waitFor();
});
after(() => hall.close());

const visible = (page, selector) => page.locator(selector).evaluateAll((all) =>
	all.filter((at) => at.checkVisibility()).map((at) => at.textContent.trim()));

async function onPaper(page) {
	await page.emulateMedia({ media: "print" });
	await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
}

async function onScreen(page) {
	await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
	await page.emulateMedia({ media: "screen" });
}

test("on paper stand the question, all options and the figures of each town by name, and nothing to press", async () => {
	assert.ok((await moderator.locator(".standing").count()) < count);
	await onPaper(moderator);
	assert.deepEqual(await visible(moderator, "h1"), ["approval"]);
	assert.equal((await visible(moderator, ".standing")).length, count);
	assert.deepEqual(await visible(moderator, "button:not([aria-selected=true]), nav, footer, .back, .desk, .hall-sight"), []);
	const towns = await visible(moderator, ".standing:first-child .town-bars li");
	assert.equal(towns.length, 3);
	assert.match(towns.find((line) => line.includes("Blankenburg")), /100\s%.*bei 7 Antworten/);
	assert.match(towns.find((line) => line.includes("Saalfeld")), /zu wenige Antworten/);
	const [town] = await moderator.locator(".standing:first-child .town-bars .hidden").evaluateAll((all) =>
		all.map((at) => at.getBoundingClientRect().width));
	assert.ok(town > 20, "the name is seen");
	const width = await moderator.evaluate(() => document.documentElement.scrollWidth);
	assert.ok(width <= 794, `${width} pixels wide`);
	await onScreen(moderator);
	assert.ok((await moderator.locator(".standing details[open]").count()) === 0, "folded again");
});

test("what only moderators see stays off the paper, though it is on their screen", async () => {
	const saalfeld = () => visible(moderator, ".standing:first-child .town-bars li");
	await moderator.getByRole("checkbox", { name: "Ansicht wie im Saal" }).uncheck();
	await moderator.locator(".standing summary").first().click();
	assert.match((await saalfeld()).find((line) => line.includes("Saalfeld")), /bei 1 Antwort/);
	await onPaper(moderator);
	assert.match((await saalfeld()).find((line) => line.includes("Saalfeld")), /zu wenige Antworten/);
	await onScreen(moderator);
});

test("who prints their own page has the result on it, and not their own vote", async () => {
	await anna.locator(".standing").first().waitFor();
	assert.ok((await visible(anna, ".cast")).length > 0);
	await onPaper(anna);
	assert.deepEqual(await visible(anna, ".cast, .sections, .said"), []);
	assert.equal((await visible(anna, ".standing")).length, count);
	await onScreen(anna);
});

test("the button prints when all is drawn", async () => {
	await moderator.evaluate(() => {
		window.print = () => (document.body.dataset.printed = document.querySelectorAll(".standing").length);
	});
	await moderator.getByRole("button", { name: "Ergebnis drucken" }).click();
	await moderator.waitForFunction((n) => document.body.dataset.printed === String(n), count);
	const pdf = await moderator.pdf({ preferCSSPageSize: true });
	const [, width, height] = /MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString("latin1"));
	assert.deepEqual([Math.round(width), Math.round(height)], [595, 842], "A4");
});

async function witness(id) {
	const path = join(hall.folder, "witness.csv");
	await hall.bogen("export", "--format", "csv", "--ballot", id, "-o", path);
	return readFile(path, "utf8");
}

async function tableOf(id) {
	await showBallot(moderator, id);
	const button = moderator.getByRole("button", { name: "Als Tabelle (CSV)" });
	await button.waitFor();
	const [taken] = await Promise.all([moderator.waitForEvent("download"), button.click()]);
	return { name: taken.suggestedFilename(), text: await readFile(await taken.path(), "utf8") };
}

test("as a table a result is what the command line makes of it, by each method", async () => {
	const { name, text } = await tableOf(ballot);
	assert.match(name, /^bogen-[0-9A-Z]{4}-[0-9A-Z]{4}-\d+\.csv$/);
	assert.match(text, /Rudolstadt: approvals/);
	assert.equal(text, await witness(ballot), "approval");
	const few = ["--option", "1", "--option", "2", "--option", "3"];
	const people = JSON.parse(await hall.bogen("export", "--format", "json")).person.filter(({ assisted }) => assisted);
	for (const [method, args, votes] of [
		["yesno", few, ["1=yes", "2=no"]], ["dots", ["--points", "5", ...few], ["1=2", "3=1"]],
		["resistance", ["--rule", "towns", ...few], ["1=2", "2=7", "passive=5"]], ["ranking", few, ["--order", "2,1"]],
		["budget", ["--budget", "3000", "--option", "1=1000.50", "--option", "2=2500"], ["1"]],
	]) {
		const id = await openBallot(hall, method, "--live", ...args);
		for (const { id: person } of people.slice(0, 8)) await hall.bogen("cast", id, ...votes, "--person", String(person));
		await hall.bogen("ballot", "close", id);
		assert.equal((await tableOf(id)).text, await witness(id), method);
	}
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
