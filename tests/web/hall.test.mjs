// One meeting on the wall: two phones, a moderator's browser and the screen that all look at.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { card, joinAs, openHall, openPhone, prepareBallot, showScreen, writeIdea } from "./support.mjs";

const wide = { viewport: { width: 1920, height: 1080 }, locale: "en-GB" };
let hall;
let wall;
let anna;
let bernd;
let moderator;
before(async () => {
	hall = await openHall({ title: "Zukunft im Saalebogen" });
	wall = await openPhone(hall, wide);
	await wall.goto(`${hall.url}/hall/${hall.code}`);
	await wall.locator(".hall-stage").waitFor();
});
after(() => hall.close());

function hasScanner() {
	try {
		execFileSync("zbarimg", ["--version"], { stdio: "ignore" });
		return true;
	} catch {
		return process.env.CI === "true"; // there it must not be missing
	}
}

test("before anybody has come it shows the way in, in the session's language", async () => {
	await wall.getByRole("heading", { name: "Sammeln und abwägen" }).waitFor();
	await wall.getByText("Noch ist niemand dabei").waitFor();
	await wall.getByText(new URL(hall.url).host, { exact: true }).waitFor();
	await wall.locator(".hall-code", { hasText: new URL(hall.join_url).pathname.slice(3) }).waitFor();
	const { width } = await wall.locator(".qr").boundingBox();
	assert.ok(width > 450, `${width} pixels`);
	assert.equal(await wall.evaluate(() => document.documentElement.lang), "de");
	assert.equal(await wall.title(), "Leinwand – Zukunft im Saalebogen – Bogen");
});

test("a camera reads the join link from its QR code, large and small, light and dark", {
	skip: hasScanner() ? false : "zbarimg is not installed (zbar-tools)",
}, async () => {
	for (const colorScheme of ["light", "dark"])
		for (const viewport of [{ width: 1024, height: 768 }, wide.viewport]) {
			await wall.emulateMedia({ colorScheme });
			await wall.setViewportSize(viewport);
			const image = `${hall.folder}/wall.png`;
			await wall.screenshot({ path: image });
			const said = execFileSync("zbarimg", ["--quiet", "--raw", image], { encoding: "utf8" });
			assert.equal(said.trim(), hall.join_url, `${colorScheme} ${viewport.width}`);
		}
	await wall.emulateMedia({ colorScheme: "light" });
});

test("ideas appear as they are written, with their town and without names; the newest large", async () => {
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	bernd = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	await wall.getByText("2 Personen nehmen teil").waitFor();
	await writeIdea(anna, "Ein Radweg an der Saale");
	await wall.locator(".newest", { hasText: "Ein Radweg an der Saale" }).getByText("Saalfeld").waitFor();
	await writeIdea(bernd, "Ein Freibad für alle");
	await wall.locator(".newest", { hasText: "Ein Freibad für alle" }).getByText("Rudolstadt").waitFor();
	await wall.locator(".hall-idea", { hasText: "Ein Radweg an der Saale" }).waitFor();
	assert.equal(await wall.locator(".newest .words").getAttribute("lang"), "de");
	assert.equal(await wall.getByText(/Anna|Weber|Bernd/).count(), 0);
});

test("what a moderator hides is gone from the wall, and what waits for approval was never there", async () => {
	await writeIdea(bernd, "Etwas Unpassendes");
	await wall.locator(".newest", { hasText: "Etwas Unpassendes" }).waitFor();
	await hide(card(moderator, "Etwas Unpassendes"));
	await wall.getByText("Etwas Unpassendes").waitFor({ state: "detached" });
	await wall.locator(".newest", { hasText: "Ein Freibad für alle" }).waitFor();
	await hall.bogen("board", "rules", "1", "--approval");
	await watchFor(wall, "Noch zu prüfen");
	await writeIdea(anna, "Noch zu prüfen");
	await moderator.getByText("Noch zu prüfen").first().waitFor();
	await hall.bogen("board", "rules", "1", "--no-approval");
	await writeIdea(anna, "Mehr Bänke im Schatten");
	await wall.getByText("Mehr Bänke im Schatten").first().waitFor();
	assert.equal(await wall.evaluate(() => window.seen), false);
});

async function hide(idea) {
	await idea.getByRole("button", { name: /^Moderieren/ }).click();
	await idea.getByRole("button", { name: "Ausblenden …" }).click();
	const dialog = moderator.getByRole("dialog");
	await dialog.getByLabel(/Grund/).fill("Bitte sachlich bleiben");
	await dialog.getByRole("button", { name: "Ausblenden", exact: true }).click();
}

/** Remembers whether a text was ever on the page, if only for a moment. */
function watchFor(page, text) {
	return page.evaluate((words) => {
		window.seen = document.body.textContent.includes(words);
		new MutationObserver(() => (window.seen ||= document.body.textContent.includes(words)))
			.observe(document.body, { childList: true, subtree: true, characterData: true });
	}, text);
}

test("topics stand side by side, each with its ideas", async () => {
	for (const topic of ["Unterwegs", "Zusammenleben"]) await hall.bogen("topic", "add", topic);
	await hall.bogen("idea", "add", "Busse bis in die Nacht", "--topic", "Unterwegs");
	await hall.bogen("idea", "add", "Ein Sprachcafé", "--topic", "Zusammenleben");
	const column = (title) => wall.locator(".hall-topics > section", { hasText: title });
	await column("Unterwegs").getByText("Busse bis in die Nacht").waitFor();
	await column("Zusammenleben").waitFor();
	await column("Ohne Thema").getByText("Ein Radweg an der Saale").waitFor();
});

test("time is told large; that it ends soon, and that it is over, in words", async () => {
	await hall.bogen("timer", "5m");
	await wall.getByRole("timer").getByText(/^(5:00|4:5\d)$/).waitFor();
	const size = await wall.getByRole("timer").evaluate((at) => parseFloat(getComputedStyle(at).fontSize));
	assert.ok(size >= 120, `${size} pixels`);
	assert.equal(await wall.getByText("Letzte Minute").count(), 0);
	await hall.bogen("timer", "45s");
	await wall.getByText("Letzte Minute").waitFor();
	await hall.bogen("timer", "1s");
	await wall.getByText("Die Zeit ist um").waitFor();
	await hall.bogen("timer", "stop");
	await wall.getByText("Die Zeit ist um").waitFor({ state: "detached" });
});

test("what all are asked to look at fills the screen, and goes again", async () => {
	await hall.bogen("focus", "idea", "1");
	await wall.locator(".hall-focused", { hasText: "Ein Radweg an der Saale" }).waitFor();
	assert.equal(await wall.locator(".newest, .hall-idea").count(), 0);
	await hall.bogen("focus", "topic", "Unterwegs");
	await wall.locator(".hall-focused", { hasText: "Unterwegs" }).getByText("1 Idee").waitFor();
	await hall.bogen("focus", "off");
	await wall.locator(".hall-focused").waitFor({ state: "detached" });
});

test("with the next phase its name comes, and opinions make the bars grow", async () => {
	await moderator.getByRole("button", { name: "Weiter" }).click();
	await wall.getByText("Schritt 2 von 3").waitFor();
	await card(anna, "Ein Freibad für alle").getByRole("button", { name: /Dafür/ }).click();
	const line = wall.locator(".hall-standing", { hasText: "Ein Freibad für alle" });
	await line.getByText("1 dafür, 0 dagegen, 0 enthalten").waitFor();
	const part = line.locator(".hall-bar .bar-part.agree");
	const widthOf = () => part.evaluate((at) => at.style.width);
	assert.equal(await widthOf(), "100%");
	await card(bernd, "Ein Freibad für alle").getByRole("button", { name: /Dagegen/ }).click();
	await line.getByText("1 dafür, 1 dagegen, 0 enthalten").waitFor();
	assert.equal(await widthOf(), "50%");
});

test("nothing glides for who wants no motion, and nothing longer than 400 ms", async () => {
	const longest = () => wall.evaluate(() => Math.max(0, ...[...document.querySelectorAll(".hall *")].flatMap(
		(at) => getComputedStyle(at).transitionDuration.split(",").map(parseFloat))));
	assert.ok((await longest()) <= 0.4);
	await wall.emulateMedia({ reducedMotion: "reduce" });
	assert.equal(await longest(), 0);
	await wall.emulateMedia({ reducedMotion: "no-preference" });
});

test("an open ballot shows how it stands, and what came of it as soon as it is closed", async () => {
	const id = await prepareBallot(hall, "approval", "--live", "--places", "1", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", id);
	await wall.getByText("Jetzt abstimmen").waitFor();
	await castAs("Karl", "Saalfeld", id, "2");
	const first = wall.locator(".hall-standing").first();
	await first.getByText("Ein Freibad für alle").waitFor();
	await first.getByText("100 %").waitFor();
	await hall.bogen("ballot", "close", id);
	await wall.getByText("Ergebnis", { exact: true }).waitFor();
	await first.getByText("angenommen", { exact: true }).waitFor();
	await wall.getByText(/^1 von \d+ Stimmberechtigten haben abgestimmt/).waitFor();
});

test("of a secret ballot only who has voted shows, by town, until it is closed", async () => {
	const id = await prepareBallot(hall, "approval", "--hidden", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", id);
	await wall.getByText("Das Ergebnis wird nach dem Ende der Abstimmung gezeigt.").waitFor();
	await castAs("Karl", "Saalfeld", id, "1");
	await wall.locator(".hall-turnout li", { hasText: "Saalfeld" }).getByText("1 von 2").waitFor();
	assert.equal(await wall.locator(".hall-standing").count(), 0);
	// Those of the towns and those of none: together as many as are entitled.
	const [inTowns, besides] = await takingPart();
	assert.deepEqual([inTowns, besides], [3, 1]);
	const turnout = (await wall.locator(".hall-turnout .hall-number").allTextContents()).map((said) => said.split(" von "));
	assert.deepEqual(turnout, [["1", "2"], ["0", "1"], ["0"], ["0", "1"]]);
	await wall.locator(".hall-options").getByText("Ein Radweg an der Saale").waitFor();
	await hall.bogen("ballot", "close", id);
	await wall.locator(".hall-standing").first().getByText("Ein Radweg an der Saale").waitFor();
	assert.equal(await wall.locator(".hall-turnout").count(), 0);
	await wall.getByText(`1 von ${inTowns + besides} Stimmberechtigten haben abgestimmt.`).waitFor();
	// Of one person nobody learns which town they are from.
	assert.equal(await wall.locator(".hall-towns").count(), 0);
});

async function takingPart() {
	const number = async (at) => Number(/\d+/.exec(await at.textContent())[0]);
	const each = await Promise.all((await wall.locator(".hall-people .hall-count").all()).map(number));
	const all = await number(wall.locator(".hall-people h2"));
	assert.equal(each.reduce((sum, n) => sum + n, 0), all);
	return [all, await number(wall.locator(".hall-besides"))];
}

const known = new Set();
async function castAs(name, town, ballot, ...choices) {
	const profile = ["--profile", name];
	if (!known.has(name)) await hall.bogen(...profile, "join", hall.code, "--name", name, "--town", town);
	known.add(name);
	await hall.bogen(...profile, "cast", ballot, ...choices);
}

test("a result goes with its phase", async () => {
	await hall.bogen("phase", "next");
	await wall.getByText("Schritt 3 von 3").waitFor();
	await wall.getByText("Meinungen zu den Ideen").waitFor();
});

test("without a connection the last picture stays, marked; it goes on when the server is back", async () => {
	await hall.kill();
	await wall.getByText(/^Keine Verbindung\. Stand von \d\d:\d\d Uhr\.$/).waitFor();
	await wall.getByText("Meinungen zu den Ideen").waitFor();
	await hall.start();
	await wall.getByText("Keine Verbindung").waitFor({ state: "detached" });
	await castOpinion();
	await wall.getByText("1 dafür, 2 dagegen, 0 enthalten").waitFor();
});

// With the phase before, in which one votes.
async function castOpinion() {
	await hall.bogen("phase", "prev");
	await hall.bogen("--profile", "Karl", "vote", "2", "disagree");
}

test("it leaves nothing on the device, joins nowhere, and asks no other host", async () => {
	const kept = await wall.evaluate(async () => [
		...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie,
		...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys()),
		...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
	].filter(Boolean));
	assert.deepEqual(kept, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});

test("on a device that has a seat it is nobody all the same", async () => {
	const page = await anna.context().newPage();
	await page.goto(`${hall.url}/hall/${hall.code}`);
	await page.locator(".hall-stage").waitFor();
	assert.equal(await page.getByRole("textbox").count(), 0);
	assert.equal(await page.getByText("Anna Weber").count(), 0);
	await page.close();
});

test("moderators open it from the overview, in a window of its own", async () => {
	await showScreen(moderator, "Leiten");
	const opened = moderator.waitForEvent("popup");
	await moderator.getByRole("link", { name: "Leinwand öffnen (neues Fenster)" }).first().click();
	const page = await opened;
	await page.locator(".hall-stage").waitFor();
	assert.equal(new URL(page.url()).pathname, new URL(hall.join_url).pathname.replace("/j/", "/hall/"));
	await page.close();
});

test("a wrong code is told in a sentence", async () => {
	const page = await openPhone(hall, wide);
	await page.goto(`${hall.url}/hall/0000-0000`);
	await page.getByRole("heading", { name: "There is no session with this code" }).waitFor();
	await page.goto(`${hall.url}/hall/abc`);
	await page.getByText("Please compare the address with the invitation").waitFor();
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
