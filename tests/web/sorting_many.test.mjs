// Sorting 500 ideas: the screen opens and a card moves without anybody waiting.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, openHall, openPhone } from "./support.mjs";

const count = 500;
const taskMostMs = 200;
const topics = ["Verkehr", "Energie", "Wohnen", "Kultur"];

let hall;
let page;
before(async () => {
	hall = await openHall();
	for (const topic of topics) await hall.bogen("topic", "add", topic);
	const file = join(hall.folder, "ideas.csv");
	const lines = Array.from({ length: count }, (_, i) =>
		`Idee ${i + 1}: ein Radweg an der Saale, der alle drei Städte verbindet;${i % 5 === 0 ? "" : topics[i % 4]};Saalfeld;Anna Weber`);
	await writeFile(file, ["text;topic;town;author", ...lines].join("\n"));
	await hall.bogen("import", file);
	page = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await page.addInitScript(() => {
		window.tasks = [];
		new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
			.observe({ type: "longtask" });
	});
	await page.goto(hall.moderator_link);
	await page.getByRole("region", { name: "Moderation" }).waitFor();
	// The first time, the piece itself is fetched.
	await goTo("#/sort/1", `#sort-${count}`);
});
after(() => hall.close());

async function goTo(hash, there) {
	await page.evaluate((to) => (location.hash = to), hash);
	await page.locator(there).waitFor({ state: "attached" });
}

/** The longest task while something is done, in milliseconds; the least of three times, for a machine does
 * other things, too. */
async function longest(what, act) {
	let least = Infinity;
	for (let i = 0; i < 3; i++) {
		await page.evaluate(() => (window.tasks = []));
		await act(i);
		// Tasks are reported in idle time.
		await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve))));
		least = Math.min(least, await page.evaluate(() => Math.max(0, ...window.tasks)));
	}
	console.log(`# ${what}: longest task ${Math.round(least)} ms`);
	return least;
}

test(`opening the sorting screen of ${count} ideas makes no task over ${taskMostMs} ms`, async () => {
	const most = await longest("opening", async () => {
		await goTo("#/me", ".me-name");
		await goTo("#/sort/1", `#sort-${count}`);
	});
	assert.ok(most <= taskMostMs, `${most} ms`);
});

test("all cards are there, and a column scrolls by itself", async () => {
	assert.equal(await page.locator(".sort-card").count(), count);
	const [cards, list] = await page.locator(".sort-cards").first().evaluate((at) => [at.scrollHeight, at.clientHeight]);
	assert.ok(cards > 3 * list, `${cards} in ${list}`);
	const page_px = await page.evaluate(() => document.documentElement.scrollHeight);
	assert.ok(page_px < 1500, `the page is ${page_px} high`);
});

test(`moving a card, alone or with others, makes no task over ${taskMostMs} ms`, async () => {
	const first = page.locator(".sort-column").first().locator(".sort-words").first();
	const most = await longest("moving", async (i) => {
		const id = await first.evaluate((at) => Number(at.id.slice(5)));
		await first.focus();
		for (const key of ["x", "ArrowDown", "x", "ArrowDown", "x", "Space", "ArrowRight", "Enter"]) await page.keyboard.press(key);
		await page.locator(`.sort-column:nth-child(2) #sort-${id}`).waitFor();
		await page.getByText("3 Ideen verschoben nach „Verkehr“.").waitFor();
		await eventually(
			() => hall.bogen("--json", "ideas"), (all) => JSON.parse(all).find((idea) => idea.id === id).topic === "Verkehr", `move ${i}`);
	});
	assert.ok(most <= taskMostMs, `${most} ms`);
});

test("what is found by its words is selected at once", async () => {
	await page.getByLabel("Ideen suchen").fill("Idee 49");
	await page.getByRole("button", { name: "Alle 15 gefundenen auswählen" }).click();
	await page.getByText("15 ausgewählt").first().waitFor();
	await page.getByLabel("Ideen suchen").fill("");
	await page.locator(`#sort-${count}`).waitFor({ state: "attached" });
	assert.equal(await page.locator(".sort-card.selected").count(), 15); // 49, 149 … 449, 490 … 499
	assert.deepEqual(hall.faults, []);
});
