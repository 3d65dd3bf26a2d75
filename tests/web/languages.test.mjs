// The page speaks German, English and Leichte Sprache; at its end stand the operator's statements.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, fillJoin, joinAs, openBallot, openHall, openPhone } from "./support.mjs";

let hall;
let ballot;
before(async () => {
	hall = await openHall();
	await hall.bogen("idea", "add", "Ein Radweg an der Saale");
	ballot = await openBallot(hall, "approval", "--option", "1");
});
after(() => hall.close());

const draftMark = "Entwurf: Diese Texte hat noch keine Prüf-Gruppe gelesen.";

function choose(page, language) {
	return page.locator("footer").getByRole("button", { name: language, exact: true }).click();
}

function heading(page, name) {
	return page.getByRole("heading", { name, exact: true }).waitFor();
}

function tagOf(page) {
	return page.evaluate(() => document.documentElement.lang);
}

test("each language can be chosen on the start page, in its own name, and the document says which it is", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.url);
	await heading(page, "Mitmachen");
	assert.equal(await tagOf(page), "de");
	const offered = await page.locator(".languages button").evaluateAll((buttons) =>
		buttons.map((button) => [button.textContent, button.lang, button.getAttribute("aria-pressed")]));
	assert.deepEqual(offered, [
		["Deutsch", "de", "true"], ["English", "en-GB", "false"], ["Leichte Sprache", "de-simple", "false"],
	]);
	await choose(page, "English");
	await heading(page, "Take part");
	assert.equal(await tagOf(page), "en-GB");
	await choose(page, "Leichte Sprache");
	await page.getByText("Code spricht man so: Kohd.").waitFor();
	await page.locator("footer").getByText(draftMark).waitFor();
	assert.equal(await tagOf(page), "de-simple");
	await choose(page, "Deutsch");
	await page.getByText("8 Zeichen, zum Beispiel").waitFor();
	assert.equal(await page.getByText("Entwurf").count(), 0);
	assert.equal(await tagOf(page), "de");
	await page.context().close();
});

test("what was chosen is forgotten before one joins, and kept once one has", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await choose(page, "English");
	await page.getByLabel("Your name").waitFor();
	assert.equal(await page.evaluate(() => localStorage.length), 0);
	await page.reload();
	await page.getByLabel("Ihr Name").waitFor();
	await page.getByLabel("Ihr Name").fill("Clara Schmidt");
	await choose(page, "English");
	assert.equal(await page.getByLabel("Your name").inputValue(), "Clara Schmidt");
	await page.getByRole("radio", { name: "Saalfeld" }).check();
	await page.getByRole("button", { name: "Take part" }).click();
	await heading(page, "Ideas");
	await page.reload();
	await heading(page, "Ideas");
	assert.equal(await tagOf(page), "en-GB");
	await choose(page, "Leichte Sprache");
	await page.getByRole("button", { name: "Idee senden" }).waitFor();
	await page.reload();
	await page.getByRole("button", { name: "Idee senden" }).waitFor();
	await page.locator("footer").getByText(draftMark).waitFor();
	await page.context().close();
});

test("what comes late speaks as the page does, also when that is changed on the way", async () => {
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await choose(page, "Leichte Sprache");
	await page.getByRole("link", { name: "Sie" }).click();
	await page.getByText("So heißen Sie hier").waitFor();
	await page.evaluate((hash) => (location.hash = hash), `#/ballot/${ballot}`);
	await page.getByText("Wählen Sie alles aus, was Sie gut finden.").waitFor();
	await choose(page, "English");
	await page.getByText("Choose everything that you approve of.").waitFor();
	await choose(page, "Deutsch");
	await page.getByText("Wählen Sie alles aus, womit Sie einverstanden sind.").waitFor();
	await page.context().close();
});

test("a browser that asks for English is never shown German, and takes no more than 6 requests", async () => {
	const page = await openPhone(hall, { locale: "en-GB" });
	const asked = [];
	page.on("request", (request) => asked.push(new URL(request.url()).pathname));
	page.on("websocket", (socket) => asked.push(new URL(socket.url()).pathname));
	await page.addInitScript(() => {
		window.drawn = [];
		new MutationObserver(() => window.drawn.push(document.body?.textContent ?? ""))
			.observe(document, { childList: true, subtree: true, characterData: true });
	});
	await page.goto(hall.join_url);
	await page.getByLabel("Your name").waitFor();
	assert.ok(asked.length <= 6, asked.join(" "));
	const drawn = await page.evaluate(() => window.drawn);
	assert.ok(drawn.some((text) => text.includes("Your name")));
	assert.deepEqual(drawn.filter((text) => /Verbindung|geladen|Ihr Name/.test(text)), []);
	await page.context().close();
});

test("German stands in for words that do not come, and gives way when they do", async () => {
	const page = await openPhone(hall, { locale: "en-GB" });
	let refused = 0;
	await page.route(/\/assets\/en-\w+\.json$/, (route) => (refused++ < 2 ? route.abort() : route.continue()));
	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").fill("Dora Ernst");
	await page.getByLabel("Your name").waitFor();
	assert.equal(await page.getByLabel("Your name").inputValue(), "Dora Ernst");
	assert.equal(refused, 3);
	await page.context().close();
	hall.faults.splice(0, hall.faults.length, ...hall.faults.filter((fault) => !/ERR_FAILED/.test(fault)));
});

test("the server speaks the page's language, to Leichte Sprache German", async () => {
	const said = { English: "There is no session with this code.", "Leichte Sprache": "Zu diesem Code gibt es keine Sitzung." };
	for (const [language, sentence] of Object.entries(said)) {
		const page = await openPhone(hall);
		await page.goto(hall.url);
		await choose(page, language);
		await page.locator(`.languages [aria-pressed="true"]`, { hasText: language }).waitFor();
		await page.getByLabel("Code").fill("0000 0000");
		await page.getByLabel("Code").press("Enter");
		await page.getByText(sentence).waitFor();
		await page.context().close();
	}
});

/* ---- the footer ---- */

async function examineFooter(page, screen) {
	const footer = page.getByRole("contentinfo");
	await footer.waitFor();
	const links = await footer.getByRole("link").evaluateAll((all) =>
		all.map((link) => [link.textContent, link.getAttribute("href")]));
	assert.deepEqual(links, [
		["Impressum", "/imprint"], ["Datenschutz", "/privacy"], ["Barrierefreiheit", "/accessibility"],
	], screen);
	assert.equal(await footer.getByRole("button").count(), 5, screen);
	// Scrolled to the end, nothing lies over it; what still comes above would push it out of view meanwhile.
	const covered = await footer.locator("a, button").evaluateAll((all) => {
		window.scrollTo(0, document.documentElement.scrollHeight);
		return all.filter((part) => {
			const { left, top, width, height } = part.getBoundingClientRect();
			return !part.contains(document.elementFromPoint(left + width / 2, top + height / 2));
		}).map((part) => part.textContent);
	});
	assert.deepEqual(covered, [], `covered on ${screen}`);
}

for (const viewport of [{ width: 360, height: 740 }, { width: 1440, height: 900 }])
	test(`the same footer stands free at the end of every screen, ${viewport.width} wide`, async () => {
		const visitor = await openPhone(hall, { viewport });
		await visitor.goto(hall.url);
		await examineFooter(visitor, "home");
		await visitor.goto(`${hall.url}/j/0000-0000`);
		await visitor.getByText("Zu diesem Code gibt es keine Sitzung.").waitFor();
		await examineFooter(visitor, "stopped");
		await visitor.goto(hall.join_url);
		await visitor.getByLabel("Ihr Name").waitFor();
		await examineFooter(visitor, "join");
		await fillJoin(visitor, "Emil Fuchs", "Saalfeld");
		await card(visitor, "Radweg").waitFor();
		const screens = ["#/", "#/idea/1", "#/ballots", `#/ballot/${ballot}`, "#/mine", "#/people", "#/me"];
		for (const screen of screens) {
			await visitor.evaluate((hash) => (location.hash = hash), screen);
			await visitor.locator("main h1").waitFor();
			await examineFooter(visitor, screen);
		}
		await visitor.context().close();
	});

test("nothing went wrong on the way", () => assert.deepEqual(hall.faults, []));
