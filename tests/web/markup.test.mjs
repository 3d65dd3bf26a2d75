// Whatever people write is text: on phones, for moderators, and on the wall.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { attempts } from "./attempts.mjs";
import { card, fillJoin, openHall, openPhone, writeIdea } from "./support.mjs";

// As lines are kept: white space is one space.
const line = (text) => text.replace(/\s+/g, " ");

let hall;
let reader;
let moderator;
let wall;
const pages = () => [reader, moderator, wall];

before(async () => {
	hall = await openHall({ title: attempts[0] });
	for (const i of [7, 14, 36, 41, 52]) await hall.bogen("town", "add", attempts[i]);
	for (const i of [8, 42, 50]) await hall.bogen("topic", "add", attempts[i]);
	await importIdeas();
	for (const [i, text] of attempts.entries()) await hall.bogen("comment", "--", String(i + 1), line(text));
	await hall.bogen("hide", "60", attempts[43]);
	await hall.bogen("board", "add", attempts[17], "--sort", "team");
	await hall.bogen("invite", "--role", "member", "--town", attempts[7]);

	reader = await openPhone(hall);
	await reader.goto(hall.join_url);
	await reader.getByText("Verein oder Amt (freiwillig)").click();
	await reader.getByLabel("Verein, Amt oder Betrieb").fill(attempts[44]);
	await fillJoin(reader, attempts[1], attempts[7]);
	await reader.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	moderator = await openPhone(hall, { viewport: { width: 1440, height: 900 } });
	await moderator.goto(hall.moderator_link);
	await moderator.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	wall = await openPhone(hall, { viewport: { width: 1920, height: 1080 } });
	await wall.goto(`${hall.url}/hall/${hall.code}`);
	await wall.getByText(attempts[0]).first().waitFor();
	for (const page of pages()) page.on("dialog", (dialog) => hall.faults.push(`a dialog: ${dialog.message()}`));
});
after(() => hall.close());

// Title, text, topic, town and author of each idea are all its attempt.
async function importIdeas() {
	const cell = (text) => `"${text.replaceAll("\"", "\"\"")}"`;
	const rows = attempts.map((text) => [line(text), line(text), attempts[8], attempts[14], line(text)].map(cell).join(";"));
	const path = join(hall.folder, "ideas.csv");
	await writeFile(path, `title;text;topic;town;author\r\n${rows.join("\r\n")}\r\n`);
	await hall.bogen("import", path);
}

/** Nothing of what was written has become more than text. */
async function assertText(page, where) {
	const found = await page.evaluate(() => {
		const elements = [...document.body.querySelectorAll("*")];
		const foreign = "script, img, image, iframe, object, embed, video, audio, style, link, base, meta, math, template, marquee";
		return {
			hit: window.hit,
			foreign: elements.filter((at) => at.matches(foreign)).map((at) => at.outerHTML),
			handlers: elements.flatMap((at) => at.getAttributeNames()).filter((name) => name.startsWith("on")),
			addresses: elements
				.flatMap((at) => ["href", "src", "action", "formaction", "xlink:href"].map((name) => at.getAttribute(name)))
				.filter((address) => address !== null && !/^(#|\/(?!\/))|^http:\/\/127\.0\.0\.1[:/]/.test(address)),
		};
	});
	assert.deepEqual(found, { hit: undefined, foreign: [], handlers: [], addresses: [] }, where);
}

async function show(page, hash) {
	await page.evaluate((to) => (location.hash = to), hash);
	await page.waitForFunction(() => document.querySelector("main h1") !== null && document.querySelector(".late") === null);
}

test("an idea of each kind with its comment reads as it was written", async () => {
	for (const page of [reader, moderator])
		for (const [i, text] of attempts.slice(0, 59).entries()) {
			await show(page, `#/idea/${i + 1}`);
			const main = page.locator("main");
			const said = main.locator(".words").filter({ hasText: line(text) });
			await said.nth(1).waitFor(); // the idea's, and its comment's
			for (const words of await said.all()) {
				assert.equal(await words.textContent(), line(text));
				assert.equal(await words.locator("*").count(), 0, text);
			}
			await main.getByRole("heading", { level: 1 }).filter({ hasText: line(text) }).waitFor();
			await assertText(page, `idea ${text}`);
		}
});

test("what is written in the page is text on every other one", async () => {
	await show(reader, "#/");
	await writeIdea(reader, `neu ${attempts[2]}`);
	await card(reader, "neu <script").waitFor();
	for (const page of [reader, moderator]) {
		await show(page, "#/idea/61");
		const words = page.locator("main .words").first();
		await words.filter({ hasText: "neu <script" }).waitFor();
		assert.equal(await words.textContent(), `neu ${attempts[2]}`);
	}
	await wall.getByText("neu <script").first().waitFor();
	await assertText(wall, "the wall with ideas");
});

test("no screen makes more of it than text", async () => {
	const made = await hall.bogen(
		"--json", "ballot", "add", "--title", attempts[9], "--method", "dots", "--points", "5");
	const ballot = JSON.parse(made).id;
	await hall.bogen("ballot", "open", String(ballot));
	await wall.getByText(attempts[9]).first().waitFor();
	const screens = ["#/", "#/ballots", `#/ballot/${ballot}`, "#/people", "#/me"];
	for (const hash of [...screens, "#/mine"]) {
		await show(reader, hash);
		await assertText(reader, hash);
	}
	for (const hash of [
		...screens, "#/overview", "#/sort/1", "#/invitations", "#/session", "#/prepare/0", `#/slips/${ballot}`,
	]) {
		await show(moderator, hash);
		await assertText(moderator, `moderators' ${hash}`);
	}
	await assertText(wall, "the wall");
	await hall.bogen("focus", "idea", "8");
	await wall.getByText(attempts[7]).first().waitFor();
	await assertText(wall, "the wall with a focus");
});

test("the titles of pages are text too", async () => {
	assert.match(await reader.title(), / – Bogen$/);
	assert.ok((await reader.title()).includes(attempts[0]));
});

test("no other host was asked, and nothing was said on the console", () => {
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
	assert.deepEqual(hall.faults, []);
});
