// Slips of people without a phone: numbered and printed by moderators, entered by helpers with the keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { eventually, openBallot, openHall, openPhone, resultsOf, showBallot } from "./support.mjs";

const titles = ["Radweg", "Busse", "Freibad"];
const allOptions = titles.flatMap((_, i) => ["--option", String(i + 1)]);
let hall;
let moderator;
let helper;
before(async () => {
	hall = await openHall();
	for (const title of titles) await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title);
	moderator = await openPhone(hall);
	await moderator.goto(hall.moderator_link);
	await moderator.locator(".phase").waitFor();
	helper = await openPhone(hall, { viewport: { width: 1024, height: 900 } });
	await helper.goto((await hall.bogen("invite", "--role", "helper", "--town", "Saalfeld")).trim());
	await helper.getByLabel("Ihr Name").fill("Hilde Helfer");
	await helper.getByRole("button", { name: "Mitmachen" }).click();
	await helper.locator(".phase").waitFor();
});
after(() => hall.close());

const goTo = (page, hash) => page.evaluate((to) => (location.hash = to), hash);

async function toEntry(page, ballot) {
	await goTo(page, `#/slips/${ballot}`);
	await page.locator(`.back[href="#/ballot/${ballot}"]`).waitFor();
	await page.waitForFunction(() => document.activeElement.matches("h1"));
	await page.getByLabel("Nummer des Zettels").first().focus();
}

/** Types a slip with nothing but the keyboard; the focus is on the number, and is there again. */
async function type(page, slip, says) {
	await page.keyboard.type(String(slip));
	await page.keyboard.press("Enter");
	await page.keyboard.type(says);
	await page.keyboard.press("Enter");
}

const item = (page, slip) => page.locator(".slip-item", { hasText: `Zettel ${slip}` }).first();
const saved = (page, slip) => item(page, slip).getByText("eingetragen", { exact: true }).waitFor();

test("slips are numbered for a town, and one sees which there are", async () => {
	await goTo(moderator, "#/ballots");
	await moderator.getByRole("link", { name: "Zettel für Menschen ohne Handy" }).click();
	await moderator.getByText("Es gibt noch keine Zettel.").waitFor();
	await moderator.getByLabel("Wie viele?").fill("0");
	await moderator.getByRole("button", { name: "Nummerieren" }).click();
	await moderator.getByText("Bitte eine Zahl von 1 bis 5000.").waitFor();
	for (const [town, count] of [["Saalfeld", "12"], ["Rudolstadt", "3"]]) {
		await moderator.getByLabel("Für welche Stadt?").selectOption({ label: town });
		await moderator.getByLabel("Wie viele?").fill(count);
		await moderator.getByRole("button", { name: "Nummerieren" }).click();
		await moderator.locator(".turnout li", { hasText: town }).getByText(`${count} Zettel`).waitFor();
	}
	await moderator.getByText("Neu: Zettel 13 bis 15").waitFor();
	await moderator.locator(".turnout li", { hasText: "Saalfeld" }).getByText("1 bis 12").waitFor();
	const listed = JSON.parse(await hall.bogen("--json", "paper", "list", "--town", "Rudolstadt"));
	assert.deepEqual(listed.map(({ slip }) => slip), [13, 14, 15]);
});

test("a helper enters slips of every method with the keyboard alone, one after the other", async () => {
	const cases = [
		["approval", [], "1 3", [["Radweg", "approvals", 1], ["Busse", "approvals", 0], ["Freibad", "approvals", 1]]],
		["choose", ["--picks", "2"], "2", [["Busse", "approvals", 1]]],
		["dots", ["--points", "3"], "2 - 1", [["Radweg", "points", 2], ["Freibad", "points", 1]]],
		["yesno", [], "j n e", [["Radweg", "yes", 1], ["Busse", "no", 1], ["Freibad", "abstain", 1]]],
		["resistance", [], "0 10 - 5", [["Radweg", "resistance", 0], ["Busse", "resistance", 10], ["Freibad", "answers", 0]]],
		["ranking", [], "2 1 -", [["Radweg", "borda", 1], ["Busse", "borda", 2]]],
	];
	for (const [method, args, says, expected] of cases) {
		const id = await openBallot(hall, method, "--live", ...args, ...allOptions);
		await toEntry(helper, id);
		await type(helper, 1, says);
		await saved(helper, 1);
		const focused = await helper.evaluate(() => document.activeElement.labels?.[0]?.textContent);
		assert.equal(focused, "Nummer des Zettels", `${method}: ready for the next`);
		const { options, papers } = await resultsOf(hall, id);
		assert.equal(papers, 1, method);
		for (const [title, count, n] of expected) {
			const counts = options.find((option) => option.title === title).counts;
			assert.equal(counts[count], n, `${method}: ${count} of ${title} ${JSON.stringify(counts)}`);
		}
		await hall.bogen("ballot", "close", id);
	}
	const costs = titles.flatMap((_, i) => ["--option", `${i + 1}=1000`]);
	const id = await openBallot(hall, "budget", "--live", "--budget", "2000", ...costs);
	await toEntry(helper, id);
	await type(helper, 2, "#2");
	await saved(helper, 2);
	assert.equal((await resultsOf(hall, id)).options.find(({ title }) => title === "Busse").counts.approvals, 1);
});

test("opinions are entered by slip, and stay", async () => {
	await toEntry(helper, "1");
	await type(helper, 3, "d - g");
	await saved(helper, 3);
	const { options } = await resultsOf(hall, "1");
	const said = Object.fromEntries(options.map(({ title, counts }) => [title, [counts.agree, counts.disagree]]));
	assert.deepEqual([said["Radweg"], said["Freibad"]], [[1, 0], [0, 1]]);
	assert.equal(await helper.getByRole("button", { name: /zurücknehmen/ }).count(), 0);
});

test("a used number is told: at once to who can know it, else when the server says so; then it is put right", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	await toEntry(helper, id);
	await type(helper, 4, "1");
	await saved(helper, 4);
	await helper.keyboard.type("4");
	await helper.keyboard.press("Enter");
	await helper.getByText("Zettel 4 ist in dieser Abstimmung schon eingetragen.").waitFor();
	// The moderator's rows tell it too, and that a slip was never made.
	await toEntry(moderator, id);
	await moderator.keyboard.type("4");
	await moderator.keyboard.press("Enter");
	await moderator.getByText("Zettel 4 ist in dieser Abstimmung schon eingetragen.").waitFor();
	await moderator.getByLabel("Nummer des Zettels").first().fill("99");
	await moderator.getByText("Zettel 99 gibt es nicht.").waitFor();
	// The helper sees no slips, and hears it from the server.
	await helper.getByLabel("Nummer des Zettels").first().fill("");
	await type(helper, 77, "1");
	await item(helper, 77).getByText("Zettel 77 gibt es nicht.").waitFor();
	await item(helper, 77).getByRole("button", { name: "Verwerfen" }).click();
	await helper.getByLabel("Nummer des Zettels").first().focus();
	// The helper cannot know what was entered elsewhere.
	await hall.bogen("paper", "enter", id, "5", "2");
	await helper.getByLabel("Nummer des Zettels").first().fill("5");
	await helper.keyboard.press("Enter");
	await helper.keyboard.type("3");
	await helper.keyboard.press("Enter");
	await item(helper, 5).getByText(/Der Zettel 5 ist in dieser Abstimmung schon eingetragen/).waitFor();
	await item(helper, 5).getByRole("button", { name: "Noch einmal bearbeiten" }).click();
	assert.equal(await helper.getByLabel("Was steht darauf?").inputValue(), "3");
	await helper.getByLabel("Nummer des Zettels").first().fill("6");
	await helper.keyboard.press("Enter");
	await helper.keyboard.press("Enter");
	await saved(helper, 6);
	assert.equal((await resultsOf(hall, id)).papers, 3);
	await hall.bogen("ballot", "close", id);
	await helper.getByText("Eintragen kann man nur, solange die Abstimmung offen ist.").waitFor();
});

test("what does not fit is told beside the field, an empty slip is asked about, and one is taken back", async () => {
	const id = await openBallot(hall, "dots", "--live", "--points", "3", "--heap", "2", ...allOptions);
	await toEntry(helper, id);
	for (const [says, told] of [
		["3", "Auf #1 sind zu viele Punkte; erlaubt sind 2."], ["2 2", "Das sind 4 Punkte; erlaubt sind 3."],
		["7=1", "„7=1“ steht nicht auf dem Zettel."], ["1 1 1 1", "„1“ ist mehr, als der Zettel Zeilen hat."],
	]) {
		await helper.getByLabel("Nummer des Zettels").first().fill("7");
		await helper.getByLabel("Was steht darauf?").fill(says);
		await helper.keyboard.press("Enter");
		await helper.getByText(told).waitFor();
	}
	assert.equal((await resultsOf(hall, id)).papers, 0);
	await helper.getByLabel("Was steht darauf?").fill("");
	await helper.keyboard.press("Enter");
	await helper.getByRole("button", { name: "Ja, leer eintragen" }).click();
	await saved(helper, 7);
	// By pressing instead of typing.
	await helper.getByText("Zum Antippen").click();
	await helper.getByRole("button", { name: "Ein Punkt mehr: Busse" }).click();
	assert.equal(await helper.getByLabel("Was steht darauf?").inputValue(), "2=1");
	await helper.getByLabel("Nummer des Zettels").first().fill("8");
	await helper.getByRole("button", { name: "Eintragen", exact: true }).click();
	await saved(helper, 8);
	assert.equal((await resultsOf(hall, id)).papers, 2);
	await examine(helper, "entering slips");
	await helper.getByRole("button", { name: "Zettel 7 zurücknehmen" }).click();
	await helper.getByRole("button", { name: "Ja, zurücknehmen" }).click();
	await helper.locator(".slip-item", { hasText: "Zettel 7" }).getByText("zurückgenommen").waitFor();
	await eventually(async () => (await resultsOf(hall, id)).papers, (papers) => papers === 1, "one is taken back");
	await helper.getByText("Einen anderen Zettel zurücknehmen").click();
	await helper.getByLabel("Nummer des Zettels").last().fill("8");
	await helper.getByRole("button", { name: "Zurücknehmen", exact: true }).click();
	await eventually(async () => (await resultsOf(hall, id)).papers, (papers) => papers === 0, "the other too");
	await hall.bogen("ballot", "close", id);
});

test("a confidential slip's check number is told, and found in the list; one's own receipt stays what it was", async () => {
	const id = await openBallot(hall, "approval", "--secrecy", "confidential", ...allOptions);
	await showBallot(helper, id);
	await helper.getByRole("checkbox", { name: "Freibad" }).check();
	await helper.getByRole("button", { name: "Stimme abgeben" }).click();
	await helper.locator(".cast-saved").waitFor();
	const own = await helper.locator(".receipt .code-shown").innerText();
	await helper.getByRole("link", { name: "Zettel eintragen" }).click();
	await toEntry(helper, id);
	await type(helper, 9, "1 2");
	await saved(helper, 9);
	const [check] = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/.exec(await item(helper, 9).innerText());
	await hall.bogen("ballot", "close", id);
	await showBallot(helper, id);
	assert.equal(await helper.locator(".receipt .code-shown").first().innerText(), own);
	await helper.getByText("Alle Stimmen mit ihren Prüfnummern").click();
	await helper.getByLabel("Prüfnummer suchen").fill(check.toLowerCase().replaceAll("-", " "));
	const found = helper.locator(".papers > li");
	await eventually(() => found.count(), (n) => n === 1, "the one paper");
	assert.deepEqual(await found.locator(".choices li").allInnerTexts(), ["Radweg", "Busse"]);
	await helper.getByLabel("Prüfnummer suchen").fill("00000-0000-0000");
	await helper.getByText("Diese Nummer steht nicht in der Liste.").waitFor();
});

test("[CMD-3] a slip entered without a network is kept, and entered once when it is back", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	await toEntry(helper, id);
	await hall.kill();
	await helper.getByText("Gerade keine Verbindung").waitFor();
	await type(helper, 10, "2");
	await item(helper, 10).getByText("wird gesendet").waitFor();
	await hall.start();
	await saved(helper, 10);
	const { papers, options } = await resultsOf(hall, id);
	assert.deepEqual([papers, options.find(({ title }) => title === "Busse").counts.approvals], [1, 1]);
	await hall.bogen("ballot", "close", id);
});

test("numbers and voting papers are printed, and nothing of the page around them", async () => {
	const id = await openBallot(hall, "yesno", "--live", ...allOptions);
	await goTo(moderator, "#/slips/0");
	await moderator.getByLabel("Welche Stadt?", { exact: true }).selectOption({ label: "Rudolstadt" });
	await moderator.getByRole("button", { name: "Vorschau" }).click();
	const sheets = moderator.locator(".slip-sheet");
	assert.deepEqual(await sheets.locator("strong").allInnerTexts(), ["Zettel 13", "Zettel 14", "Zettel 15"]);
	await moderator.getByLabel("Was soll darauf stehen?").selectOption(id);
	await moderator.getByLabel("Von Nummer").fill("14");
	await moderator.getByRole("checkbox", { name: "Jeder Zettel auf einer eigenen Seite" }).check();
	await moderator.getByRole("button", { name: "Vorschau" }).click();
	await sheets.first().getByRole("row", { name: /#2 Busse/ }).waitFor();
	assert.deepEqual(await sheets.first().locator("thead th").allInnerTexts(), ["Ja", "Nein", "Enthaltung"]);
	await moderator.evaluate(() => {
		window.print = () => (document.title = "printed");
	});
	await moderator.getByRole("button", { name: "Drucken" }).click();
	assert.equal(await moderator.title(), "printed");
	await examine(moderator, "voting papers");
	await moderator.emulateMedia({ media: "print" });
	const seen = await moderator.evaluate(() => document.body.innerText);
	assert.match(seen, /^\s*Zettel 14/);
	assert.doesNotMatch(seen, /Drucken|Abstimmungen|Impressum|Nummerieren/);
	const pdf = (await moderator.pdf()).toString("latin1");
	assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 2, "a page for each");
	await moderator.emulateMedia({ media: "screen" });
	await hall.bogen("ballot", "close", id);
});

test("who neither helps nor moderates enters nothing", async () => {
	const guest = await openPhone(hall);
	await guest.goto(hall.join_url);
	await guest.getByLabel("Ihr Name").fill("Anna Weber");
	await guest.getByRole("radio", { name: "Saalfeld" }).check();
	await guest.getByRole("button", { name: "Mitmachen" }).click();
	await guest.locator(".phase").waitFor();
	await goTo(guest, "#/slips/1");
	await guest.getByText("Zettel eintragen dürfen nur die Wahlhilfe und die Moderation.").waitFor();
	assert.equal(await guest.getByLabel("Nummer des Zettels").count(), 0);
	await guest.context().close();
	assert.deepEqual(hall.faults, []);
});
