// What moderators take away in the page is what the command line takes away.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { card, joinAs, openBallot, openHall, openPhone, writeIdea } from "./support.mjs";

let hall;
let moderator;
before(async () => {
	hall = await openHall();
	const anna = await joinAs(hall, "Anna; \"Weber\"", "Saalfeld");
	for (const text of ["=SUMME(A1:A9)", "Ein \"Haus\"; am Fluss\nmit Garten", "Busse bis in die Nacht"])
		await writeIdea(anna, text);
	await card(anna, "Busse").waitFor();
	await hall.bogen("comment", "1", "Das wird Zeit.");
	await hall.bogen("hide", "2", "doppelt");
	const ballot = await openBallot(hall, "resistance");
	await hall.bogen("cast", ballot, "1=3", "3=0", "passive=7");
	await hall.bogen("ballot", "close", ballot);
	moderator = await openPhone(hall, { viewport: { width: 1440, height: 900 }, acceptDownloads: true });
	await moderator.goto(hall.moderator_link);
	await moderator.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await moderator.evaluate(() => (location.hash = "#/session"));
});
after(() => hall.close());

async function downloaded(button) {
	const [download] = await Promise.all([
		moderator.waitForEvent("download"),
		moderator.getByRole("button", { name: button }).click(),
	]);
	return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function exported(format) {
	const path = join(hall.folder, `witness.${format}`);
	await hall.bogen("export", "--format", format, "-o", path);
	return readFile(path, "utf8");
}

const byNumbers = (list) => [...list].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

test("the whole session as JSON", async () => {
	const { name, text } = await downloaded(/\(JSON\)/);
	assert.equal(name, `bogen-${hall.code}.json`);
	const here = JSON.parse(text);
	const there = JSON.parse(await exported("json"));
	assert.deepEqual(Object.keys(here).sort(), Object.keys(there).sort());
	for (const kind of Object.keys(there))
		assert.deepEqual(byNumbers(here[kind]), byNumbers(there[kind]), kind);
	await moderator.getByText(`${name} ist bei Ihren Downloads.`).waitFor();
});

test("the ideas as a table", async () => {
	const { name, text } = await downloaded(/\(CSV\)/);
	assert.equal(name, `bogen-${hall.code}.csv`);
	assert.equal(text, await exported("csv"));
});

test("without a server the reason is told, and the button can be pressed again", async () => {
	await hall.kill();
	await moderator.getByRole("button", { name: /\(JSON\)/ }).click();
	await moderator.getByText("Das hat nicht geklappt").waitFor();
	await hall.start();
	await moderator.locator(".connection").waitFor({ state: "hidden" });
	const { text } = await downloaded(/\(JSON\)/);
	assert.ok(JSON.parse(text).idea.length === 3);
	assert.deepEqual(hall.faults, []);
});
