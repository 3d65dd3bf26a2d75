// The button to ask to speak: on a phone it is under the thumb, and never over what sends an idea, with any letters.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, joinAs, openHall } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall();
	for (let i = 1; i <= 6; i++) await hall.bogen("idea", "add", `Idee ${i}`);
	page = await joinAs(hall, "Anna Weber", "Saalfeld");
	await page.getByRole("button", { name: "Hand heben" }).waitFor();
});
after(() => hall.close());

/** By the buttons at the foot of the page, as people do. */
async function letters(percent) {
	for (;;) {
		const now = await page.evaluate(() => parseFloat(document.documentElement.style.fontSize || "100"));
		if (now === percent) return;
		await page.getByRole("button", { name: now < percent ? "Schrift größer" : "Schrift kleiner" }).click();
	}
}

/** Two frames later what follows from scrolling has been drawn. */
const drawn = () => page.evaluate(() => new Promise((resolve) =>
	requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))));

function boxes() {
	return page.evaluate(() => {
		const hand = document.querySelector(".hand");
		const box = hand.getBoundingClientRect();
		const others = [...document.querySelectorAll(".side form :is(button, select)")];
		const over = others.filter((other) => {
			const at = other.getBoundingClientRect();
			return at.left < box.right && box.left < at.right && at.top < box.bottom && box.top < at.bottom;
		});
		return {
			over: over.map((other) => other.textContent),
			floats: getComputedStyle(hand).position === "fixed",
			// Nothing is left to lie over, or there is nowhere further to go.
			past: others.every((other) => other.getBoundingClientRect().bottom < 0) ||
				window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1,
		};
	});
}

const listTop = () => page.evaluate(() => document.querySelector(".ideas").getBoundingClientRect().top + window.scrollY);

async function scrollThrough(what, floatsAtEnd) {
	for (let y = 0; ; y += 37) {
		await page.evaluate((to) => window.scrollTo(0, to), y);
		await drawn();
		const { over, past } = await boxes();
		assert.deepEqual(over, [], `${what}, scrolled ${y}`);
		if (past) break;
	}
	await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
	await eventually(boxes, ({ floats }) => floats === floatsAtEnd, `${what}: it is under the thumb where there is room`);
}

for (const width of [320, 360])
	for (const percent of [100, 125, 150, 200])
		test(`at ${width} pixels and ${percent} % it lies over nothing that sends, wherever one has scrolled to`, async () => {
			await page.setViewportSize({ width, height: 740 });
			await letters(percent);
			await page.getByLabel("Ihre Idee").fill("");
			await page.locator(".hand").scrollIntoViewIfNeeded();
			await eventually(boxes, ({ floats }) => !floats, "it stands in its card");
			const list_px = await listTop();
			await scrollThrough("empty", percent <= 125);
			assert.equal(await listTop(), list_px, "nothing has moved");
			await page.getByLabel("Ihre Idee").fill("Ein Rufbus am Abend,\nauch sonntags.");
			await page.getByRole("heading", { name: "Ideen", exact: true }).click(); // the writing has ended
			await scrollThrough("written", percent <= 125);
		});

test("its room follows letters that change while it floats", async () => {
	await page.setViewportSize({ width: 360, height: 740 });
	await letters(100);
	await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
	await eventually(boxes, ({ floats }) => floats, "it floats");
	await letters(125);
	const list_px = async () => {
		await page.locator(".hand-slot").scrollIntoViewIfNeeded();
		await eventually(boxes, ({ floats }) => !floats, "it stands in its card");
		return listTop();
	};
	await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
	await eventually(boxes, ({ floats }) => floats, "it floats again");
	const away_px = await listTop();
	assert.equal(await list_px(), away_px);
	await letters(100);
});

test("it can be pressed where it stands, and is told as pressed", async () => {
	await page.setViewportSize({ width: 320, height: 740 });
	await letters(200);
	await page.getByRole("button", { name: "Hand heben" }).click();
	await page.getByRole("button", { name: "Hand senken" }).waitFor();
	await page.getByRole("button", { name: "Hand senken" }).click();
	await page.getByRole("button", { name: "Hand heben" }).waitFor();
	await letters(100);
	await page.getByRole("button", { name: "Idee hinzufügen" }).click();
	await card(page, "Ein Rufbus").waitFor();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
