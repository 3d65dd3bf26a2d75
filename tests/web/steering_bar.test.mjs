// The bar from which a board is led: by keyboard alone, on a phone, and with the way back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { eventually, joinAs, openBallot, openHall, openModeration, openPhone } from "./support.mjs";

let hall;
let page;
let guest;
before(async () => {
	hall = await openHall({ method: "world-cafe" });
	page = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await page.goto(hall.moderator_link);
	guest = await joinAs(hall, "Anna Weber", "Saalfeld");
	await bar().waitFor();
});
after(() => hall.close());

function bar(desk = page) {
	return desk.getByRole("region", { name: "Moderation" });
}

function button(name, desk = page) {
	return bar(desk).getByRole("button", { name });
}

async function boardRow(title = "Plenum") {
	return JSON.parse(await hall.bogen("export", "--format", "json")).board.find((row) => row.title === title);
}

async function press(locator, key = "Enter") {
	await locator.focus();
	await page.keyboard.press(key);
}

test("it comes a moment after the page, and moves nothing from under a finger", async () => {
	for (const width of [360, 768, 1280]) {
		const desk = await openPhone(hall, { viewport: { width, height: 800 }, serviceWorkers: "block" });
		let pass;
		const passed = new Promise((resolve) => {
			pass = resolve;
		});
		await desk.route(/\/steering-/, async (route) => {
			await passed;
			await route.continue();
		});
		await desk.goto(hall.moderator_link);
		const topOf = () => desk.locator(".phase").evaluate((at) => Math.round(at.getBoundingClientRect().top));
		const alone = await topOf();
		pass();
		await bar(desk).waitFor();
		assert.equal(await topOf(), alone, `at ${width} pixels`);
		await desk.context().close();
	}
});

test("the next phase is named, says what it brings, and is taken back", async () => {
	const [, next] = JSON.parse(await hall.bogen("export", "--format", "json")).phase;
	await button(`Weiter: ${next.title}`).waitFor();
	await bar().getByText(/^Danach: Offen sind .*Vorgesehen: \d+ Minuten\./).waitFor();
	await press(button(/^Weiter: /));
	await page.getByText(`Neue Phase: ${next.title}. Offen sind`).waitFor();
	await guest.getByText("Schritt 2 von").waitFor();
	await press(page.locator(".said").getByRole("button", { name: "Rückgängig" }));
	await guest.getByText("Schritt 1 von").waitFor();
	await press(button(/^Weiter: /));
	await guest.getByText("Schritt 2 von").waitFor();
	await press(button(/^Zurück/));
	await guest.getByText("Schritt 1 von").waitFor();
});

test("the boards below come along if one says so, with the phase's timer", async () => {
	await press(bar().getByLabel("und alle Gruppen darunter"), "Space");
	await press(bar().getByLabel("Timer der Phase starten"), "Space");
	await press(button(/^Weiter: /));
	await eventually(() => boardRow("Saalfeld"), ({ phase, timer_end_ms }) => phase === 2 && timer_end_ms > 0, "Saalfeld came along");
	await press(bar().getByLabel("und alle Gruppen darunter"), "Space");
	await hall.bogen("timer", "stop", "--below").catch(() => hall.bogen("timer", "stop"));
	await button(/^Starten/).waitFor();
});

test("a box that was ticked starts one timer: not that of the next phase, and none on the way back", async () => {
	const timer = bar().getByLabel("Timer der Phase starten");
	await timer.check();
	await press(button(/^Weiter: /));
	await eventually(boardRow, ({ phase, timer_end_ms }) => phase === 3 && timer_end_ms > 0, "the timer runs");
	await page.locator(".phase").getByText("Schritt 3 von").waitFor();
	assert.equal(await timer.isChecked(), false);
	await press(button(/^Zurück/));
	await eventually(boardRow, ({ phase, timer_end_ms }) => phase === 2 && timer_end_ms === 0, "back, without one");
	await page.locator(".phase").getByText("Schritt 2 von").waitFor();
	await timer.check();
	await press(button(/^Zurück/));
	await eventually(boardRow, ({ phase, timer_end_ms }) => phase === 1 && timer_end_ms === 0, "back, though it is ticked");
	await timer.uncheck();
	await press(button(/^Weiter: /));
	await guest.getByText("Schritt 2 von").waitFor();
});

test("the timer is started, made longer and stopped by keyboard", async () => {
	await bar().getByLabel("Timer", { exact: true }).selectOption("5");
	await press(button("Starten (5 Min.)"));
	await guest.getByRole("timer").getByText(/^(5:00|4:5\d)$/).waitFor();
	await press(button("1 Minute mehr"));
	await guest.getByRole("timer").getByText(/^(6:00|5:5\d)$/).waitFor();
	await press(button("5 Minuten mehr"));
	await guest.getByRole("timer").getByText(/^(11:00|10:5\d)$/).waitFor();
	await bar().locator(".lead-where .lead-time", { hasText: /1[01]:\d\d/ }).waitFor();
	await press(button("Timer anhalten"));
	await guest.getByRole("timer").waitFor({ state: "detached" });
});

test("all eyes go to what the page shows, and are free again", async () => {
	await hall.bogen("idea", "add", "Ein Radweg", "--board", "Plenum");
	await page.evaluate(() => (location.hash = "#/idea/1"));
	await press(button("Alle Blicke hierher"));
	await guest.getByRole("region", { name: "Gemeinsamer Blick" }).getByText("Ein Radweg").waitFor();
	await button("Alle Blicke hierher").waitFor({ state: "detached" });
	await press(button("Blicke wieder freigeben"));
	await guest.getByRole("region", { name: "Gemeinsamer Blick" }).waitFor({ state: "detached" });
	await page.evaluate(() => (location.hash = "#/board/1"));
});

test("a lock holds on this board, and shows that it does", async () => {
	await press(button("Eingaben hier sperren"));
	await guest.getByText("Hier werden gerade keine Eingaben angenommen.").first().waitFor();
	await bar().locator('[aria-pressed="true"]', { hasText: "Sperren" }).waitFor();
	await press(button("Eingaben hier sperren"));
	await bar().locator('[aria-pressed="false"]', { hasText: "Sperren" }).waitFor();
});

test("who waits to speak, what waits for approval and what is voted on stand in the bar, and lead there", async () => {
	await guest.getByRole("button", { name: "Hand heben" }).click();
	await press(button(/^1 Wortmeldung/));
	await press(bar().getByRole("button", { name: "Nächste Person aufrufen" }));
	await guest.getByText("Sie sind aufgerufen").first().waitFor();
	await hall.bogen("board", "rules", "Plenum", "--approval");
	await hall.bogen("--profile", "berta", "join", hall.code, "--name", "Berta", "--town", "Saalfeld");
	await hall.bogen("--profile", "berta", "idea", "add", "Zu prüfen", "--board", "Plenum");
	await bar().getByRole("link", { name: /^1 zu prüfen/ }).waitFor();
	const ballot = await openBallot(hall, "approval", "--board", "Plenum");
	await press(bar().getByRole("link", { name: "Läuft: approval" }));
	await page.waitForURL(new RegExp(`#/ballot/${ballot}$`));
	// On its own page it is named once, and so is the way to lead all eyes there.
	await bar().getByRole("link", { name: "Läuft: approval" }).waitFor({ state: "detached" });
	assert.equal(await page.getByRole("button", { name: "Alle Blicke hierher" }).count(), 1);
	assert.equal(await page.locator(".desk .main").textContent(), "Abstimmung schließen");
	await page.evaluate(() => (location.hash = "#/board/1"));
	await hall.bogen("ballot", "close", ballot);
});

async function height(desk) {
	return (await bar(desk).boundingBox()).height;
}

async function heightsAt(width, viewHeight) {
	const desk = await openPhone(hall, { viewport: { width, height: viewHeight } });
	const ballot = await openBallot(hall, "choose", "--picks", "1", "--board", "Plenum", "--option", "1");
	await desk.goto(hall.moderator_link);
	await bar(desk).waitFor();
	for (const [screen, shows] of [["board/1", ".columns"], [`ballot/${ballot}`, ".ballot"], ["sort/1", ".sort"]]) {
		await desk.evaluate((hash) => (location.hash = hash), `#/${screen}`);
		await desk.locator(shows).waitFor();
		const unfold = bar(desk).locator(".lead-unfold");
		if (await unfold.isVisible()) {
			assert.equal(await button(/^Weiter: /, desk).isVisible(), false);
			assert.ok((await height(desk)) <= 64, `folded on ${screen} at ${width}: ${await height(desk)}`);
			await unfold.click();
		} else assert.ok(width > 1000 && screen === "board/1", `${screen} at ${width} does not fold`);
		await button(/^Weiter: /, desk).waitFor();
		const most = width > 1000 ? 120 : 130;
		assert.ok((await height(desk)) <= most, `unfolded on ${screen} at ${width}: ${await height(desk)}`);
	}
	await hall.bogen("ballot", "close", ballot);
	await desk.context().close();
}

test("the bar leaves room: over a ballot and over sorting one line, unfolded little more", async () => {
	await hall.bogen("--profile", "berta", "hand");
	for (const [width, viewHeight] of [[1366, 768], [360, 740]]) await heightsAt(width, viewHeight);
	await hall.bogen("--profile", "berta", "hand", "lower");
});

test("what is rarely needed folds when it leads elsewhere, and when the phase changes", async () => {
	const more = bar().locator(".lead-more");
	await openModeration(page);
	await bar().getByRole("link", { name: "Ideen ordnen" }).click();
	await page.locator(".sort").waitFor();
	await bar().locator(".lead-unfold[aria-expanded=false]").waitFor();
	await openModeration(page);
	await bar().getByRole("link", { name: "Ideen ordnen" }).click(); // where one is already
	await bar().locator(".lead-unfold[aria-expanded=false]").waitFor();
	await page.evaluate(() => (location.hash = "#/board/1"));
	await openModeration(page);
	await button(/^Weiter: /).click();
	await bar().locator(".lead-more[aria-expanded=false]").waitFor();
	assert.equal(await more.getAttribute("aria-expanded"), "false");
	await guest.getByText("Schritt 3 von").waitFor();
	await button(/^Zurück/).click();
	await guest.getByText("Schritt 2 von").waitFor();
});

test("on a phone the clock and the lock stand under what is rarely needed", async () => {
	const phone = await openPhone(hall);
	await phone.goto(hall.moderator_link);
	await bar(phone).locator(".lead-unfold").click();
	await button(/^Weiter: /, phone).waitFor();
	assert.equal(await button(/^Starten/, phone).isVisible(), false);
	await openModeration(phone);
	await button(/^Starten/, phone).waitFor();
	await button("Eingaben hier sperren", phone).waitFor();
	await bar(phone).locator(".lead-unfold").click();
	await button(/^Weiter: /, phone).waitFor({ state: "hidden" });
	await phone.context().close();
});

test("axe finds nothing in the bar, folded and unfolded, light and dark, wide and narrow", async () => {
	for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 360], ["dark", 320]]) {
		const desk = await openPhone(hall, { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
		await desk.goto(hall.moderator_link);
		await bar(desk).waitFor();
		await examine(desk, `the bar, ${colorScheme}, ${width}`);
		await openModeration(desk);
		await examine(desk, `the bar unfolded, ${colorScheme}, ${width}`);
		if (width === 360) await examineBig(desk, "the bar unfolded");
		await desk.context().close();
	}
	assert.deepEqual(hall.faults, []);
});
