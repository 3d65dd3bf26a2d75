// Voting with the keyboard alone: Tab, arrows, Space and Enter, from the board to a vote that the command line
// sees as it was meant.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, joinAs, openBallot, openHall, resultsOf } from "./support.mjs";

const titles = ["Radweg", "Busse", "Freibad"];
const allOptions = titles.flatMap((_, i) => ["--option", String(i + 1)]);
let hall;
let page;
before(async () => {
	hall = await openHall();
	for (const title of titles) await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title);
	page = await joinAs(hall, "Anna Weber", "Saalfeld", { viewport: { width: 800, height: 700 } });
	// From here on no pointer; it would be a fault of the page if one came.
	await page.evaluate(() => {
		for (const kind of ["pointerdown", "mousedown", "touchstart"])
			window.addEventListener(kind, () => console.error(`a ${kind} although only keys are pressed`), true);
	});
});
after(() => hall.close());

/** What has the focus: the group it stands in, and its name. */
function focused() {
	return page.evaluate(() => {
		const at = document.activeElement;
		if (at === document.body) return ""; // at the end of the page, before it begins anew
		const group = at.closest("fieldset, [role=group]");
		const of = group?.getAttribute("aria-label") ?? group?.querySelector("legend")?.textContent ?? "";
		const name = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
		return `${of} > ${name}`.replace(/\s+/g, " ").trim();
	});
}

/** Presses Tab until what is wanted has the focus, and looks that the bars do not cover it. */
async function tabTo(wanted, key = "Tab") {
	const passed = [];
	for (let i = 0; i < 80; i++) {
		await page.keyboard.press(key);
		const now = await focused();
		if (wanted.test(now)) {
			assert.equal(await isCovered(), false, `${now} is covered`);
			return;
		}
		passed.push(now);
	}
	assert.fail(`no ${wanted} among ${passed.join(" | ")}`);
}

// WCAG 2.4.11: what has the focus is not wholly behind something else.
function isCovered() {
	return page.evaluate(() => {
		const at = document.activeElement;
		const { left, right, top, bottom } = at.getBoundingClientRect();
		const points = [[left + 3, top + 3], [right - 3, bottom - 3], [(left + right) / 2, (top + bottom) / 2]];
		return !points.some(([x, y]) => {
			const seen = document.elementFromPoint(x, y);
			return seen !== null && (at.contains(seen) || seen.contains(at) || at.closest("label")?.contains(seen));
		});
	});
}

async function press(...keys) {
	for (const key of keys) await page.keyboard.press(key);
}

/** Opens the ballot of a method, goes to it, lets somebody fill it in, casts it. */
async function voteIn(method, args, fill) {
	const id = await openBallot(hall, method, "--live", ...args);
	await page.evaluate(() => (location.hash = "#/board/1"));
	await page.getByRole("link", { name: `Jetzt abstimmen: ${method}` }).waitFor();
	await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
	await tabTo(new RegExp(`Jetzt abstimmen: ${method}`));
	await press("Enter");
	await page.getByRole("heading", { level: 1, name: method }).waitFor();
	await page.waitForFunction((title) => document.activeElement.textContent === title, method);
	await fill();
	await tabTo(/> Stimme abgeben$/);
	await press("Enter");
	await page.locator(".cast-saved").waitFor();
	const { options } = await resultsOf(hall, id);
	await hall.bogen("ballot", "close", id);
	return Object.fromEntries(options.map(({ title, idea, counts }) => [idea ? title : "0", counts]));
}

test("opinions", async () => {
	await tabTo(/> Dafür/);
	await press("Space");
	await page.locator(".vote[aria-pressed=true]").waitFor();
	const first = await page.locator(".idea:has(.vote[aria-pressed=true])").innerText();
	const title = titles.find((name) => first.includes(name));
	// It shows at once, and is said a moment later.
	await eventually(() => resultsOf(hall, "1"),
		({ options }) => options.find((option) => option.title === title).counts.agree === 1, "one agrees");
});

test("approval", async () => {
	const counts = await voteIn("approval", allOptions, async () => {
		await tabTo(/> Radweg/);
		await press("Space");
		await tabTo(/> Freibad/);
		await press("Space");
	});
	assert.deepEqual(titles.map((title) => counts[title].approvals), [1, 0, 1]);
});

test("yes or no", async () => {
	const counts = await voteIn("yesno", allOptions, async () => {
		await tabTo(/^Radweg > Nein/);
		await press("Enter");
		await tabTo(/^Busse > Enthaltung/);
		await press("Space");
		await tabTo(/^Freibad > Ja/);
		await press("Space");
	});
	assert.deepEqual([counts.Radweg.no, counts.Busse.abstain, counts.Freibad.yes], [1, 1, 1]);
});

test("dots", async () => {
	const counts = await voteIn("dots", ["--points", "4", "--heap", "3", ...allOptions], async () => {
		await tabTo(/> Ein Punkt mehr: Radweg/);
		await press("Enter", "Enter", "Space");
		await tabTo(/> Ein Punkt weniger: Radweg/, "Shift+Tab");
		await press("Space");
		await tabTo(/> Ein Punkt mehr: Freibad/);
		await press("Space", "Space", "Space");
		await page.getByRole("status").getByText("Noch 0 Punkte").waitFor();
	});
	assert.deepEqual(titles.map((title) => counts[title].points), [2, 0, 2]);
});

test("resistance: a 0 is said, a missing answer stays missing", async () => {
	const counts = await voteIn("resistance", allOptions, async () => {
		await tabTo(/^Radweg > 0, kein Einwand/);
		await press("Space");
		await tabTo(/^Busse > 0, kein Einwand/);
		await press("Space", "ArrowRight", "ArrowRight", "ArrowRight");
		await tabTo(/^Freibad > 0/);
		await press("Space", "ArrowLeft");
		await page.getByText("10 · untragbar").waitFor();
		await tabTo(/> Angabe löschen: Freibad/);
		await press("Enter");
		await tabTo(/^Wir entscheiden nichts > 0/);
		await press("Space", "ArrowDown", "ArrowUp");
	});
	const said = [...titles, "0"].map((name) => [counts[name].resistance, counts[name].answers]);
	assert.deepEqual(said, [[0, 1], [3, 1], [0, 0], [0, 1]]);
});

test("ranking: in, up, to the top; the focus stays with what is moved, its place is told", async () => {
	const told = (text) => page.getByRole("status").getByText(text).waitFor({ state: "attached" });
	const counts = await voteIn("ranking", allOptions, async () => {
		for (const title of titles) {
			await tabTo(new RegExp(`> Einreihen: ${title}`));
			await press("Enter");
			await told(`${title}: Platz ${titles.indexOf(title) + 1}`);
		}
		assert.match(await focused(), /> Nach oben: Freibad/);
		await press("Enter");
		await told("Freibad: Platz 2 von 3");
		assert.match(await focused(), /> Nach oben: Freibad/);
		await tabTo(/> Ganz nach oben: Busse/);
		await press("Space");
		await told("Busse: Platz 1 von 3");
		assert.match(await focused(), /: Busse/);
	});
	assert.deepEqual(titles.map((title) => counts[title].borda), [1, 2, 0]);
});

test("choosing", async () => {
	const counts = await voteIn("choose", ["--picks", "2", "--places", "2", ...allOptions], async () => {
		await tabTo(/> Busse/);
		await press("Space");
		await tabTo(/> Freibad/);
		await press("Space");
		await page.getByRole("status").getByText("Noch 0 von 2 frei").waitFor();
	});
	assert.deepEqual(titles.map((title) => counts[title].approvals), [0, 1, 1]);
});

test("a budget", async () => {
	const costs = titles.flatMap((_, i) => ["--option", `${i + 1}=1000`]);
	const counts = await voteIn("budget", ["--budget", "1500", ...costs], async () => {
		await tabTo(/> Radweg/);
		await press("Space");
		await page.getByRole("status").getByText("übrig 500 €").waitFor();
		await tabTo(/> Busse/);
		await press("Space");
		await page.getByRole("status").getByText("500 € über dem Budget").waitFor();
	});
	assert.deepEqual(titles.map((title) => counts[title].approvals), [1, 1, 0]);
});

test("the rules of a result are changed with arrows, and its lines opened", async () => {
	await page.locator(".standing").first().waitFor();
	await tabTo(/> Alle Personen entscheidet$/);
	await press("ArrowRight");
	assert.match(await focused(), /> Städte gleich$/);
	assert.equal(await page.getByRole("tab", { name: "Städte gleich" }).getAttribute("aria-selected"), "true");
	await press("End", "ArrowRight");
	assert.match(await focused(), /> Alle Personen entscheidet$/);
	await tabTo(/Platz 1:/);
	await press("Enter");
	await page.getByText("1 von 1 Personen").first().waitFor();
	assert.deepEqual(hall.faults, []);
});
