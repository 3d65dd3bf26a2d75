// Every picture of a ballot on the wall, light and dark, in all sizes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fifteenCome, ideas, look, openWalls, person, turnThrough } from "./hall_look.mjs";
import { openHall, prepareBallot } from "./support.mjs";

let hall;
let pages;
before(async () => {
	hall = await openHall({ title: "Zukunft im Saalebogen" });
	pages = await openWalls(hall);
	await fifteenCome(hall);
	for (const [title, text] of ideas)
		await hall.bogen("idea", "add", text, ...(title === "" ? [] : ["--title", title]));
});
after(() => hall.close());

test("opinions", async () => {
	await Promise.all(Array.from({ length: 15 }, async (_, i) => {
		for (let idea = 1; idea <= 5; idea++)
			await hall.bogen(...person(i), "vote", String(idea), (i + idea) % 4 === 0 ? "disagree" : "agree");
	}));
	await hall.bogen("phase", "next");
	await look(pages, "opinions", ".hall-towns");
	await turnThrough(pages, "opinions");
});

test("a ballot: open, secret, closed with a tie", async () => {
	const options = [1, 2, 3, 4, 5].flatMap((id) => ["--option", String(id)]);
	const open = await prepareBallot(hall, "dots", "--live", "--points", "3", "--places", "2", ...options);
	await hall.bogen("ballot", "open", open);
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", open, `${1 + (i % 4)}=3`);
	await look(pages, "an open ballot", ".hall-standing .hall-towns");
	await hall.bogen("ballot", "close", open);
	await look(pages, "a closed ballot", ".hall-chip.tied");
	await turnThrough(pages, "a closed ballot");
	const secret = await prepareBallot(hall, "resistance", "--secrecy", "confidential", ...options);
	await hall.bogen("ballot", "open", secret);
	await look(pages, "a secret ballot", ".hall-turnout");
	await hall.bogen("ballot", "close", secret);
});

test("one question: its answers are large while it runs, and what came of it", async () => {
	const id = JSON.parse(await hall.bogen(
		"--json", "ballot", "add", "--method", "yesno", "--live", "--title",
		"Soll das Freibad in Rudolstadt von den drei Städten gemeinsam saniert und betrieben werden?")).id;
	await hall.bogen("ballot", "open", String(id));
	await Promise.all(Array.from({ length: 14 }, (_, i) =>
		hall.bogen(...person(i), "cast", String(id), i === 0 ? "abstain" : i % 3 === 1 ? "no" : "yes")));
	await look(pages, "an open question", ".hall-question:has-text(\"62 % Ja\")");
	await hall.bogen("ballot", "close", String(id));
	await look(pages, "a closed question", ".hall-verdict:has-text(\"angenommen\")");
	const [page] = pages;
	assert.deepEqual(await page.locator(".hall-answers dd").allTextContents(), ["8", "5", "1"]);
	assert.equal(await page.locator(".rank").count(), 0); // there is no order of one
});

test("24 towns: how they vote, and who of them has voted", async () => {
	for (let i = 4; i <= 24; i++) await hall.bogen("town", "add", `Neustadt an der Orla ${i}`);
	const id = await prepareBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", id);
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", id, "1");
	await look(pages, "24 towns", ".hall-people li:nth-child(24)");
	await look(pages, "an open ballot of 24 towns", ".hall-standing .hall-towns.many");
	await hall.bogen("ballot", "close", id);
	const question = JSON.parse(await hall.bogen(
		"--json", "ballot", "add", "--method", "yesno", "--live", "--title", "Gehen wir das gemeinsam an?")).id;
	await hall.bogen("ballot", "open", String(question));
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", String(question), "yes");
	await look(pages, "a question to 24 towns", ".hall-question .hall-towns.many");
	await hall.bogen("ballot", "close", String(question));
	const hidden = await prepareBallot(hall, "approval", "--hidden", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", hidden);
	await look(pages, "a hidden ballot of 24 towns", ".hall-turnout li:nth-child(24)");
	await hall.bogen("ballot", "close", hidden);
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
