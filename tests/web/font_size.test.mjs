// Smaller and larger letters: in steps, kept once one has joined, and never too large for the screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fillJoin, openBallot, openHall, openPhone } from "./support.mjs";
import { examine } from "./examine.mjs";

let hall;
let ballot;
before(async () => {
	hall = await openHall();
	for (const text of ["Ein Radweg an der Saale", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"])
		await hall.bogen("idea", "add", text);
	await hall.bogen("timer", "30m");
	ballot = await openBallot(hall, "resistance", "--option", "1", "--option", "2");
});
after(() => hall.close());

function larger(page) {
	return page.getByRole("button", { name: "Schrift größer" });
}

function smaller(page) {
	return page.getByRole("button", { name: "Schrift kleiner" });
}

async function stepTo(page, button, percent, options) {
	await button.click(options);
	await page.getByRole("status").filter({ hasText: `Schrift: ${percent}` }).waitFor();
}

function rootPixels(page) {
	return page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}

test("five steps are told as they are taken, and at either end the button says that there is none", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.url);
	for (const [percent, pixels] of [["125 %", 20], ["150 %", 24], ["200 %", 32]]) {
		assert.equal(await larger(page).getAttribute("aria-disabled"), "false");
		await stepTo(page, larger(page), percent);
		assert.equal(await rootPixels(page), pixels);
	}
	assert.equal(await larger(page).getAttribute("aria-disabled"), "true");
	// At either end the button is there, and says that it does nothing.
	await stepTo(page, larger(page), "200 %", { force: true });
	assert.equal(await rootPixels(page), 32);
	for (const percent of ["150 %", "125 %", "100 %", "87,5 %"]) await stepTo(page, smaller(page), percent);
	assert.equal(await rootPixels(page), 14);
	assert.equal(await smaller(page).getAttribute("aria-disabled"), "true");
	await page.context().close();
});

test("the size is for the visit until one joins; then it is kept, and stands before anything is drawn", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await stepTo(page, larger(page), "125 %");
	assert.equal(await page.evaluate(() => localStorage.length), 0);
	await page.reload();
	await page.getByLabel("Ihr Name").waitFor();
	assert.equal(await rootPixels(page), 16);
	await stepTo(page, larger(page), "125 %");
	await fillJoin(page, "Anna Weber", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.addInitScript(() => {
		window.sizes = new Set();
		new MutationObserver(() => {
			if (document.querySelector(".shell") !== null)
				window.sizes.add(getComputedStyle(document.documentElement).fontSize);
		}).observe(document, { childList: true, subtree: true });
	});
	await page.reload();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.deepEqual(await page.evaluate(() => [...window.sizes]), ["20px"]);
	await page.context().close();
});

async function openLarge(viewport) {
	const page = await openPhone(hall, { viewport });
	await page.goto(hall.url);
	for (const percent of ["125 %", "150 %", "200 %"]) await stepTo(page, larger(page), percent);
	return page;
}

test("at 320 pixels and 200 % no screen scrolls sideways", async () => {
	const page = await openLarge({ width: 320, height: 640 });
	await examine(page, "home");
	await page.getByLabel("Code").fill(hall.code ?? hall.join_url);
	await page.getByRole("button", { name: "Weiter" }).click();
	await page.getByLabel("Ihr Name").waitFor();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByText("Bitte füllen Sie das Feld „Ihr Name“ aus.").waitFor();
	await examine(page, "join");
	await fillJoin(page, "Bernd Kühn", "Bad Blankenburg");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	for (const screen of ["#/", "#/idea/2", "#/ballots", `#/ballot/${ballot}`, "#/mine", "#/people", "#/me"]) {
		await page.evaluate((hash) => (location.hash = hash), screen);
		await page.locator("main h1").waitFor();
		assert.equal(await rootPixels(page), 32);
		await examine(page, screen);
		const nav = await page.getByRole("navigation", { name: "Bereiche" }).getByRole("link").evaluateAll((links) =>
			links.map((link) => link.getBoundingClientRect()).filter(({ left, right, width, height }) =>
				left < 0 || right > window.innerWidth || width < 44 || height < 44).length);
		assert.equal(nav, 0, `the sections on ${screen}`);
	}
	await page.context().close();
});

test("a wide screen is laid out for the room that is left: as one of half its width at 200 %, and back", async () => {
	const page = await openPhone(hall, { viewport: { width: 1280, height: 800 } });
	await page.goto(hall.join_url);
	await fillJoin(page, "Dora Ernst", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	const columns = () => page.locator(".columns").evaluate((at) =>
		getComputedStyle(at).gridTemplateColumns.split(" ").length);
	const isBelow = () => page.locator(".sections").evaluate((at) => getComputedStyle(at).position === "fixed");
	assert.deepEqual([await columns(), await isBelow()], [2, false]);
	for (const percent of ["125 %", "150 %", "200 %"]) await stepTo(page, larger(page), percent);
	assert.deepEqual([await columns(), await isBelow()], [1, true]);
	await examine(page, "board on a wide screen");
	await page.reload();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.deepEqual([await columns(), await isBelow()], [1, true]);
	for (const percent of ["150 %", "125 %", "100 %"]) await stepTo(page, smaller(page), percent);
	assert.deepEqual([await columns(), await isBelow()], [2, false]);
	await page.context().close();
});

test("[2.4.11] at 200 % the bars cover nothing that has the focus", async () => {
	const page = await openLarge({ width: 360, height: 740 });
	await page.goto(hall.join_url);
	for (const percent of ["125 %", "150 %", "200 %"]) await stepTo(page, larger(page), percent);
	await fillJoin(page, "Clara Schmidt", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	for (const screen of ["#/", `#/ballot/${ballot}`]) {
		await page.evaluate((hash) => (location.hash = hash), screen);
		await page.locator("main h1").waitFor();
		await page.evaluate(() => document.querySelector(".skip").focus());
		const seen = new Set();
		for (;;) {
			await page.keyboard.press("Tab");
			const at = await page.evaluate(focusedPlace);
			if (at === null || seen.has(at.name)) break;
			seen.add(at.name);
			assert.deepEqual([at.hidden, at.isSeen], [0, true], `${at.name} on ${screen}`);
		}
		assert.ok(seen.size > 15, [...seen].join(" | "));
	}
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});

// How many pixels of what has the focus lie under the sections, as far as there is room elsewhere; and whether
// anything of it is seen, whatever floats on the page.
function focusedPlace() {
	const at = document.activeElement;
	if (at === null || at === document.body) return null;
	const shown = at.matches("input[type=radio], input[type=checkbox]") ? at.closest("label") ?? at : at;
	const { left, top, bottom, width, height } = shown.getBoundingClientRect();
	const bar = document.querySelector(".sections");
	const floor = bar.contains(at) ? window.innerHeight : bar.getBoundingClientRect().top;
	const parts = [0.1, 0.5, 0.9];
	const isSeen = parts.some((x) => parts.some((y) => {
		const hit = document.elementFromPoint(left + width * x, top + height * y);
		return hit !== null && (shown.contains(hit) || hit.contains(shown));
	}));
	const all = [...document.querySelectorAll("a, button, input, textarea, select, summary, [tabindex]")];
	return {
		name: `${all.indexOf(at)} ${at.tagName} ${(at.textContent || at.getAttribute("aria-label") || at.id).slice(0, 40)}`,
		hidden: height > floor ? 0 : Math.max(0, Math.round(bottom - floor)),
		isSeen,
	};
}
