// Voting with thumbs: what one presses is large enough and apart from others, the bars cover nothing, what is
// left is always in sight; among 64 options one finds one's way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { joinAs, openBallot, openHall, openPhone, resultsOf, showBallot } from "./support.mjs";

const many = 64;
const titleOf = (i) => `Vorhaben ${String(i).padStart(2, "0")} für die drei Städte an der Saale`;
let hall;
let phone;
const open = new Map();
before(async () => {
	hall = await openHall();
	for (let i = 1; i <= many; i++) await hall.bogen("idea", "add", `${titleOf(i)}, und zwar bald.`, "--title", titleOf(i));
	const few = [1, 2, 3, 4].flatMap((i) => ["--option", String(i)]);
	const all = Array.from({ length: many }, (_, i) => ["--option", String(i + 1)]).flat();
	const costs = Array.from({ length: many }, (_, i) => ["--option", `${i + 1}=${(i + 1) * 1000}`]).flat();
	for (const [method, ...args] of [
		["approval", ...all], ["yesno", ...few], ["dots", "--points", "10", "--heap", "3", ...all], ["resistance", ...few],
		["ranking", ...all], ["choose", "--picks", "5", "--places", "5", ...all], ["budget", "--budget", "20000", ...costs],
	])
		open.set(method, await openBallot(hall, method, "--live", ...args));
	phone = await joinAs(hall, "Anna Weber", "Saalfeld", { hasTouch: true, reducedMotion: "reduce" });
});
after(() => hall.close());

// How far the bars reach into the window: the connection and head above, what is left and the sections below.
function bars() {
	return phone.evaluate(() => {
		const box = (name) => document.querySelector(name).getBoundingClientRect();
		return { cast: box(".cast-bar"), sections: box(".sections"), height: window.innerHeight };
	});
}

/** The controls of the paper and of its bar that are seen, each with its size. */
function controls() {
	return phone.evaluate(() => {
		const all = document.querySelectorAll(
			".voting :is(button, input[type=text], summary), .voting label:has(input), .voting a");
		return [...all]
			.map((at) => ({ at, box: at.getBoundingClientRect() }))
			.filter(({ at, box }) => box.width > 1 && getComputedStyle(at).visibility !== "hidden")
			.map(({ at, box }) => ({
				what: (at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 40), tag: at.tagName,
				isMinor: at.matches("a, .only"), isPicked: at.matches("label"),
				x: box.x, y: box.y, width: Math.round(box.width * 10) / 10, height: Math.round(box.height * 10) / 10,
			}));
	});
}

for (const method of ["approval", "yesno", "dots", "resistance", "ranking", "choose", "budget"])
	test(`${method}: each control is 44 by 44 pixels, minor ones 24 with nothing beside them`, async () => {
		await showBallot(phone, open.get(method));
		await phone.locator(".voting .cast-bar").waitFor();
		if (method === "ranking") for (let i = 0; i < 3; i++) await phone.locator(".unordered .move").first().tap();
		if (method === "resistance") await phone.locator(".scale label").nth(4).tap();
		if (method === "dots") await phone.getByRole("button", { name: /^Ein Punkt mehr/ }).first().tap();
		if (method === "choose") await phone.locator(".tick").first().tap();
		const all = await controls();
		assert.ok(all.length > 8, "there are controls");
		for (const control of all) {
			const least = control.isMinor ? 24 : 44;
			assert.ok(control.height >= least && (control.isMinor || control.width >= least), JSON.stringify(control));
		}
		// Nothing that is pressed lies on anything else that is pressed.
		const inside = all.filter(({ y }) => y > 0 && y < 560);
		for (const a of inside)
			for (const b of inside)
				if (a !== b)
					assert.ok(
						a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || a.y + a.height <= b.y + 0.5 || b.y + b.height <= a.y + 0.5,
						`${a.what} on ${b.what}`);
	});

const leftWords = {
	approval: /\d+ ausgewählt/, yesno: /von 4 beantwortet/, dots: /Noch \d+ Punkte?/, resistance: /von 5 beantwortet/,
	ranking: /von 64 geordnet/, choose: /Noch \d von 5 frei/, budget: /\d+ Vorhaben/,
};

test("wherever one has scrolled to, what is left stands between paper and sections, and takes little", async () => {
	for (const [method, id] of open) {
		await showBallot(phone, id);
		const left = phone.locator(".cast-state");
		await left.getByText(leftWords[method]).waitFor();
		const length = await phone.evaluate(() => document.querySelector(".ballot").getBoundingClientRect().height);
		for (const part of [0, 0.3, 0.7, 0.95]) {
			await phone.evaluate(
				(to) => window.scrollTo(0, to), Math.max(0, length * part - 300));
			const { cast, sections, height } = await bars();
			assert.ok(cast.top >= 0 && cast.bottom <= sections.top + 1, `${method} at ${part}: ${JSON.stringify({ cast, sections })}`);
			const share = (cast.height + sections.height) / height;
			assert.ok(share <= 0.17, `${method}: the bars take ${share}`);
			const words = await left.evaluate((at) => {
				const { x, y, width, height: h } = at.getBoundingClientRect();
				const seen = document.elementFromPoint(x + width / 2, y + h / 2);
				return at.contains(seen) || seen.contains(at);
			});
			assert.ok(words, `${method}: nothing covers what is left`);
		}
	}
});

test("what is left is in sight for moderators too, whose page begins with what they steer", async () => {
	const desk = await openPhone(hall, { viewport: { width: 360, height: 600 } });
	await desk.goto(hall.moderator_link);
	await desk.locator(".phase").waitFor();
	await showBallot(desk, open.get("dots"));
	await desk.locator(".desk summary").waitFor();
	await desk.evaluate(() => window.scrollTo(0, 0));
	const [cast, sections] = await desk.evaluate(() =>
		[".cast-bar", ".sections"].map((name) => document.querySelector(name).getBoundingClientRect()));
	assert.ok(cast.bottom <= sections.top + 1, JSON.stringify({ cast, sections }));
	await desk.context().close();
});

test("what has the focus is never behind a bar, from the first option to the last and back", async () => {
	for (const method of ["dots", "resistance", "ranking"]) {
		await showBallot(phone, open.get(method));
		const targets = phone.locator(".voting :is(.stepper button:last-child, .scale input, .move):enabled");
		const n = await targets.count();
		for (const i of [...Array(Math.min(n, 12)).keys(), n - 1, Math.floor(n / 2), 0]) {
			await targets.nth(i).focus();
			await phone.keyboard.press("Shift+Tab");
			await phone.keyboard.press("Tab");
			const { top, bottom } = await phone.evaluate(() => document.activeElement.getBoundingClientRect());
			const { cast } = await bars();
			assert.ok(top >= 0 && bottom <= cast.top + 1, `${method} ${i}: ${top} … ${bottom}, bar at ${cast.top}`);
		}
	}
});

test("among 64 options one finds by words and number, and sees only what was chosen", async () => {
	const id = open.get("choose");
	await showBallot(phone, id);
	const options = phone.locator(".options > .option");
	await phone.getByLabel("Vorschlag suchen").fill("vorhaben 6");
	await phone.getByText("5 von 64").waitFor();
	await phone.keyboard.press("Enter");
	await phone.getByRole("checkbox", { name: titleOf(63) }).check();
	await phone.keyboard.press("Enter");
	assert.equal((await resultsOf(hall, id)).papers, 0, "Enter casts nothing but on the button");
	await phone.getByLabel("Vorschlag suchen").fill("#17");
	await phone.getByRole("checkbox", { name: titleOf(17) }).check();
	assert.equal(await options.count(), 1);
	await phone.getByLabel("Vorschlag suchen").fill("");
	const chosen = phone.getByRole("button", { name: /^Nur Gewählte/ });
	const n = Number(/\d+/.exec(await chosen.innerText())[0]);
	await chosen.tap();
	assert.equal(await options.count(), n);
	// What is taken out there stays in sight, to be put back.
	await phone.getByRole("checkbox", { name: titleOf(17) }).uncheck();
	assert.equal(await options.count(), n);
	await phone.getByRole("checkbox", { name: titleOf(17) }).check();
	await phone.getByRole("button", { name: "Alle zeigen" }).tap();
	assert.equal(await options.count(), many);
	await phone.getByRole("button", { name: "Stimme abgeben" }).tap();
	await phone.locator(".cast-saved").waitFor();
	const { options: counted } = await resultsOf(hall, id);
	const got = counted.filter(({ counts }) => counts.approvals > 0).map(({ title }) => title);
	assert.ok(got.includes(titleOf(63)) && got.includes(titleOf(17)) && got.length === n, got.join());
});

test("a line of a ranking is dragged by touch, beyond the window's edge too", async () => {
	await showBallot(phone, open.get("ranking"));
	while ((await phone.locator(".order > li").count()) < 8) await phone.locator(".unordered .move").first().tap();
	const line = (i) => phone.locator(".order > li").nth(i);
	const name = await line(0).locator("h2").innerText();
	await line(0).scrollIntoViewIfNeeded();
	const touch = await phone.context().newCDPSession(phone);
	const box = await line(0).locator(".handle").boundingBox();
	const at = (y) => [{ x: box.x + box.width / 2, y }];
	await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(box.y + box.height / 2) });
	await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(400) });
	// Near the lower edge the page moves along until the last line has been passed.
	await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(650) });
	await phone.waitForFunction(() => {
		const lines = [...document.querySelectorAll(".order > li:not(.dragged)")];
		const { bottom } = lines[lines.length - 1].getBoundingClientRect();
		return bottom < 560;
	});
	await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
	await phone.getByRole("status").getByText(/: Platz 8 von 8/).waitFor({ state: "attached" });
	assert.equal(await line(7).locator("h2").innerText(), name);
	assert.deepEqual(hall.faults, []);
});
