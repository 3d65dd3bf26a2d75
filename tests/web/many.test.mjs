// A session of 2,000 ideas: the page opens, scrolls and follows what happens without ever keeping the
// finger waiting, and draws no more than what is near the view.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, ideas, joinAs, openHall } from "./support.mjs";

const ideasCount = 2000;
const longestTask_ms = 100;
const elementsMost = 6000;
const towns = ["Saalfeld", "Rudolstadt", "Bad Blankenburg"];
const topics = ["Verkehr", "Bildung", "Wirtschaft", "Klima", ""];
const sentence = "Ein Vorschlag, über den sich reden lässt: gemeinsam planen, bauen und bezahlen. ";

let hall;
let page;
before(async () => {
	hall = await openHall();
	const lines = Array.from({ length: ideasCount }, (_, i) =>
		[`Vorschlag ${i + 1}. ${sentence.repeat(i % 4)}`, topics[i % 5], towns[i % 3], `Person ${i % 200}`].join(";"));
	const file = join(hall.folder, "ideas.csv");
	await writeFile(file, ["text;topic;town;author", ...lines].join("\n"));
	await hall.bogen("import", file);
	page = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

/** What the page's main thread was busy with while something happens: the milliseconds of processor time
 * that each task took. The time on the wall would be that of whatever else the machine does, too. */
async function tasksDuring(act) {
	let trace = "";
	await hall.browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
	await act().finally(async () => (trace = await hall.browser.stopTracing()));
	const { traceEvents } = JSON.parse(trace);
	const main = new Set(traceEvents
		.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
		.map(({ pid, tid }) => `${pid} ${tid}`));
	return traceEvents
		.filter(({ name, pid, tid }) => name.endsWith("RunTask") && main.has(`${pid} ${tid}`))
		.map(({ tdur = 0 }) => Math.round(tdur / 1000));
}

async function staysQuick(what, act) {
	const tasks = await tasksDuring(act);
	assert.ok(tasks.length > 10, `${what}: nothing was recorded`);
	const longest = Math.max(...tasks);
	const elements = await page.evaluate(() => document.querySelectorAll("*").length);
	console.log(`# ${what}: ${tasks.length} tasks, the longest ${longest} ms; ${elements} elements`);
	assert.ok(longest <= longestTask_ms, `${what}: ${longest} ms`);
	assert.ok(elements <= elementsMost, `${what}: ${elements} elements`);
}

const last = () => page.locator('[role="listitem"]').last();

test("a page opens with 2,000 ideas", async () => {
	await staysQuick("opening", async () => {
		await page.reload();
		await page.getByText(`${ideasCount} Ideen`).waitFor();
		await page.locator(".idea").first().waitFor();
	});
});

test("the list scrolls to its end and back", async () => {
	await staysQuick("scrolling", async () => {
		for (const way of [1, -1]) await page.evaluate(fling, way);
	});
	assert.equal(await page.evaluate(() => window.scrollY), 0);
});

// Some screens in each frame, until it goes no further.
function fling(way) {
	return new Promise((resolve) => {
		const step = () => {
			const before = window.scrollY;
			window.scrollBy(0, way * 2000);
			if (window.scrollY === before) resolve();
			else requestAnimationFrame(step);
		};
		step();
	});
}

test("the last of them is drawn at the end, and what is in between is empty room of its height", async () => {
	await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
	await eventually(() => last().evaluate((at) => [at.ariaPosInSet, at.ariaSetSize]),
		([place, of]) => place === of && place === String(ideasCount / 5), "the last of its topic");
	assert.ok((await page.locator(".idea").count()) < 100);
	await page.evaluate(() => window.scrollTo(0, 0));
});

test("200 votes and ideas arrive while one reads", async () => {
	for (let i = 0; i < 10; i++)
		await hall.bogen("--profile", `p${i}`, "join", hall.code, "--name", `Gast ${i}`, "--town", towns[i % 3]);
	await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
	const name = await page.waitForFunction(() => [...document.querySelectorAll(".idea")]
		.find((card) => card.getBoundingClientRect().top >= 0)?.id).then((handle) => handle.jsonValue());
	// A card that gets its first vote grows; those that one looks at get none here.
	const near = await page.locator(".idea").evaluateAll((cards) => cards.map(({ id }) => Number(id.slice(5))));
	const others = Array.from({ length: ideasCount }, (_, i) => i + 1).filter((id) => !near.includes(id));
	let added = 0;
	const arrive = (as) => Promise.all(Array.from({ length: 20 }, (_, i) => i % 4 === 0
		? hall.bogen("--profile", `p${as}`, "idea", "add", `Neu ${++added}`)
		: hall.bogen("--profile", `p${as}`, "vote", String(others[(as * 20 + i) * 7]), i % 3 === 0 ? "disagree" : "agree")));
	const top_px = (await page.locator(`#${name}`).boundingBox()).y;
	await staysQuick("200 updates", async () => {
		for (let as = 0; as < 10; as++) await arrive(as);
		await eventually(() => page.locator(".fresh button").textContent(),
			(text) => text === `${added} neue Ideen`, "what is new is told");
	});
	// Nothing has moved under the thumb.
	assert.equal((await page.locator(`#${name}`).boundingBox()).y, top_px);
	await page.locator(".fresh button").click();
	await page.getByText(`${ideasCount + added} Ideen`).waitFor();
	assert.equal(await page.locator(".fresh button").count(), 0);
});

test("the order by support is right in the end, and stays so while votes arrive until it is asked for", async () => {
	await page.locator(".selection summary").click();
	await staysQuick("sorting", async () => {
		await page.getByLabel("Reihenfolge").selectOption({ label: "Neueste zuerst" });
		await page.getByLabel("Reihenfolge").selectOption({ label: "Meiste Zustimmung zuerst" });
	});
	const all = (await ideas(hall)).sort((a, b) => b.agree - a.agree || a.disagree - b.disagree || b.id - a.id);
	const shown = () => page.locator(".idea").evaluateAll((cards) => cards.slice(0, 10).map(({ id }) => Number(id.slice(5))));
	assert.deepEqual(await shown(), all.slice(0, 10).map(({ id }) => id));
	const before = await shown();
	const lifted = String(all[5].id);
	for (let i = 0; i < 10; i++) await hall.bogen("--profile", `p${i}`, "vote", lifted, "agree");
	await page.getByText("Durch neue Stimmen hat sich die Reihenfolge geändert").waitFor();
	assert.deepEqual(await shown(), before);
	await page.getByRole("button", { name: "Neu sortieren" }).click();
	await eventually(shown, ([first]) => String(first) === lifted, "the idea that was lifted");
	assert.deepEqual(hall.faults, []);
});
