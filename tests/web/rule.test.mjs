// Which rule across towns counts: prepared in the page, said where one votes, on slips and on the wall, first in the
// result.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import {
	eventually, ideas, joinAs, openBallot, openHall, openPhone, resultsOf, showBallot, writeIdea,
} from "./support.mjs";

const options = ["--option", "1", "--option", "2"];
const voters = [["Saalfeld", 6], ["Rudolstadt", 5], ["Bad Blankenburg", 5]].flatMap(([town, n]) =>
	Array.from({ length: n }, (_, i) => ({ profile: `${town.slice(0, 3)}${i}`, town, i })));
let hall;
let moderator;
let anna;
let wall;
before(async () => {
	hall = await openHall();
	for (const { profile, town, i } of voters)
		await hall.bogen("--profile", profile, "join", hall.code, "--name", `Person ${i}`, "--town", town);
	await hall.bogen("--profile", "Saa0", "idea", "add", "Ein Radweg an der Saale", "--title", "Radweg");
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	await moderator.locator(".phase").waitFor();
	anna = await joinAs(hall, "Anna Weber", "Rudolstadt");
	await writeIdea(anna, "Busse");
	await eventually(() => ideas(hall), (all) => all.length === 2, "both ideas are there");
	wall = await openPhone(hall, { viewport: { width: 1920, height: 1080 } });
	await wall.goto(`${hall.url}/hall/${hall.code}`);
	await wall.locator(".hall-stage").waitFor();
});
after(() => hall.close());

/** The cycle path is Saalfeld's alone, but most people's; the buses have some support in every town. */
async function castAll(id, isWanted = () => true) {
	const papers = { Saalfeld: (i) => (i === 0 ? ["1", "2"] : ["1"]), Rudolstadt: (i) => (i < 3 ? ["2"] : []) };
	for (const { profile, town, i } of voters.filter(isWanted)) {
		const paper = papers[town]?.(i) ?? (i === 0 ? ["1"] : i < 3 ? ["2"] : []);
		await hall.bogen("--profile", profile, "cast", id, ...(paper.length === 0 ? ["--blank"] : paper));
	}
}

const shown = async (id) => JSON.parse(await hall.bogen("--json", "ballot", "show", String(id)));
const first = (page) => page.locator(".standing-name").first().innerText();
const chips = (page) => page.locator(".cut .chip").allInnerTexts();
const tab = (page, name) => page.getByRole("tab", { name });
let ballot;

test("the form asks what counts, explains each rule, and keeps what was chosen", async () => {
	await moderator.evaluate(() => (location.hash = "#/prepare"));
	await moderator.getByLabel("Frage").fill("Was zuerst?");
	const rules = moderator.getByRole("group", { name: "Es zählt" });
	assert.equal(await rules.getByRole("radio", { name: "Alle Personen" }).isChecked(), true);
	await rules.getByText("Jede Stadt zählt gleich viel, ob groß oder klein.").waitFor();
	await rules.getByRole("radio", { name: "In jeder Stadt" }).check();
	await moderator.getByLabel("Wie viele werden angenommen?").fill("1");
	await examine(moderator, "preparing what counts");
	await moderator.getByRole("button", { name: "Vorbereiten", exact: true }).click();
	await moderator.getByRole("heading", { level: 1, name: "Was zuerst?" }).waitFor();
	const made = JSON.parse(await hall.bogen("--json", "ballot", "list")).find(({ title }) => title === "Was zuerst?");
	assert.equal(made.rule, "every-town");
	ballot = String(made.id);
	await moderator.getByRole("link", { name: "Vorbereitung ändern" }).click();
	await moderator.getByRole("heading", { level: 1, name: "Vorbereitung ändern" }).waitFor();
	assert.equal(await rules.getByRole("radio", { name: "In jeder Stadt" }).isChecked(), true);
	await moderator.getByLabel("Frage").fill("Was machen wir zuerst?");
	await moderator.getByRole("button", { name: "Speichern" }).click();
	await eventually(() => shown(ballot), ({ title }) => title === "Was machen wir zuerst?", "it is changed");
	assert.equal((await shown(ballot)).rule, "every-town");
});

test("what counts is said before one votes, on the phone and on the wall", async () => {
	await hall.bogen("ballot", "open", ballot);
	await hall.bogen("focus", "ballot", ballot);
	await showBallot(anna, ballot);
	await anna.locator(".voting").getByText("Es zählt der Rückhalt in jeder Stadt.").waitFor();
	await wall.getByText("Es zählt der Rückhalt in jeder Stadt.").waitFor();
	await examine(anna, "voting where every town counts");
	await hall.bogen("paper", "number", "--town", "Saalfeld", "--count", "1");
	await moderator.evaluate(() => (location.hash = "#/slips/0"));
	await moderator.getByLabel("Was soll darauf stehen?").selectOption(ballot);
	await moderator.getByRole("button", { name: "Vorschau" }).click();
	await moderator.locator(".slip-sheet").getByText(/Es zählt der Rückhalt in jeder Stadt\.$/).waitFor();
});

test("a result opens on the announced rule; the others are for comparison, and say what would be", async () => {
	await castAll(ballot);
	await hall.bogen("ballot", "close", ballot);
	await anna.getByRole("heading", { name: "Ergebnis" }).waitFor();
	assert.equal(await tab(anna, "In jeder Stadt").getAttribute("aria-selected"), "true");
	assert.equal(await tab(anna, "In jeder Stadt").innerText().then((text) => text.includes("entscheidet")), true);
	assert.equal(await first(anna), "Busse");
	assert.deepEqual(await chips(anna), ["angenommen", "nicht angenommen"]);
	await anna.getByText(/^Diese Regel entscheidet\./).waitFor();
	await examine(anna, "a result by every town");
	await examineBig(anna, "a result by every town");
	for (const [name, best] of [["Alle Personen", "Radweg"], ["Städte gleich", "Radweg"]]) {
		await tab(anna, name).click();
		await anna.getByText(/^Nur zum Vergleich, es entscheidet „In jeder Stadt“\./).waitFor();
		assert.equal(await first(anna), best, name);
		assert.deepEqual(await chips(anna), ["wäre angenommen", "wäre nicht angenommen"]);
		assert.equal(await anna.locator(".standing.won").count(), 0, "nothing is won by comparison");
	}
	await examine(anna, "a result for comparison");
	assert.deepEqual((await resultsOf(hall, ballot)).winners, [2]);
});

test("the wall and one's own contributions show what the announced rule came to", async () => {
	await wall.getByText("Ergebnis", { exact: true }).first().waitFor();
	await wall.getByText("Es zählt der Rückhalt in jeder Stadt.").waitFor();
	const best = wall.locator(".hall-standing").first();
	await best.getByText("Busse").waitFor();
	await best.getByText("angenommen", { exact: true }).waitFor();
	await examine(wall, "a result by every town on the wall");
	await hall.bogen("focus", "off");
	await anna.evaluate(() => (location.hash = "#/mine"));
	const own = anna.locator(".outcomes li", { hasText: "Was machen wir zuerst?" });
	await own.getByText("angenommen", { exact: true }).waitFor();
});

test("the figure of one question is called a share of yes only where people decide", async () => {
	for (const [rule, said] of [["people", /^\d+ % Ja$/], ["every-town", /^\d+ %$/]]) {
		const id = await openBallot(hall, "yesno", "--live", "--rule", rule);
		for (const { profile, i } of voters) await hall.bogen("--profile", profile, "cast", id, i === 0 ? "no" : "yes");
		await hall.bogen("focus", "ballot", id);
		await hall.bogen("ballot", "close", id);
		const verdict = wall.locator(".hall-verdict", { hasText: "getragen von 3 von 3 Städten" });
		await verdict.getByText("angenommen", { exact: true }).waitFor();
		await wall.locator(".hall-facts", { hasText: rule === "people" ? "Es zählt jede Person gleich." : "Es zählt der Rückhalt" }).waitFor();
		assert.match((await wall.locator(".hall-question .hall-number").first().innerText()).replace(/\s+/g, " "), said);
	}
	await hall.bogen("focus", "off");
});

test("where few people of a town voted in confidence, people decide, and the page says why", async () => {
	const id = await openBallot(hall, "approval", "--places", "1", "--secrecy", "confidential", "--rule", "every-town", ...options);
	await showBallot(anna, id);
	await anna.locator(".voting").getByText(/so zählt bei vertraulichen Abstimmungen jede Person gleich\.$/).waitFor();
	await castAll(id, ({ town, i }) => town !== "Bad Blankenburg" || i < 2);
	await hall.bogen("ballot", "close", id);
	await anna.getByRole("heading", { name: "Ergebnis" }).waitFor();
	assert.equal(await tab(anna, "Alle Personen").getAttribute("aria-selected"), "true");
	await anna.getByText(/^Angekündigt war „In jeder Stadt“\. In manchen Städten gibt es zu wenige Stimmen/).waitFor();
	assert.equal(await first(anna), "Radweg");
	assert.deepEqual(await chips(anna), ["angenommen", "nicht angenommen"]);
});

test("with one town nothing is asked, said or compared", async () => {
	const { code, join_url, moderator_link } = JSON.parse(
		await hall.bogen("--json", "new", "--title", "Ein Ort", "--language", "de", "--town", "Saalfeld"));
	assert.notEqual(code, hall.code);
	await hall.bogen("idea", "add", "Eine Bank");
	const id = await openBallot(hall, "approval", "--live", "--places", "1", "--option", "1");
	const page = await openPhone(hall);
	await page.goto(join_url);
	await page.getByLabel("Ihr Name").fill("Jana Koch");
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await showBallot(page, id);
	await page.getByRole("checkbox", { name: "Eine Bank" }).check();
	assert.equal(await page.getByText(/Es zählt/).count(), 0);
	await page.getByRole("button", { name: "Stimme abgeben" }).click();
	await page.locator(".cast-saved").waitFor();
	await hall.bogen("ballot", "close", id);
	await page.getByText("angenommen", { exact: true }).waitFor();
	assert.equal(await page.getByRole("tab").count(), 0);
	const host = await openPhone(hall);
	await host.goto(moderator_link);
	await host.locator(".phase").waitFor();
	await host.evaluate(() => (location.hash = "#/prepare"));
	await host.getByLabel("Frage").waitFor();
	assert.equal(await host.getByRole("group", { name: "Es zählt" }).count(), 0);
	assert.deepEqual(hall.faults, []);
});
