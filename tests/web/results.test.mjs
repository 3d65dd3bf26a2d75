// What comes of ballots: lines that one takes in at a glance, the cut, ties, what moderators alone may see, and
// where one meets results.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { joinAs, openBallot, openHall, openPhone, prepareBallot, showBallot, showScreen } from "./support.mjs";

const many = 64;
const titleOf = (i) => `Vorhaben ${String(i).padStart(2, "0")} für alle`;
const all = Array.from({ length: many }, (_, i) => ["--option", String(i + 1)]).flat();
let hall;
let guest;
let moderator;
const voters = [];
before(async () => {
	hall = await openHall();
	for (let i = 1; i <= many; i++) await hall.bogen("idea", "add", `${titleOf(i)}, und zwar bald.`, "--title", titleOf(i));
	for (const [town, n] of [["Saalfeld", 6], ["Rudolstadt", 5], ["Bad Blankenburg", 2]])
		for (let i = 0; i < n; i++) {
			const profile = `${town.slice(0, 3)}${i}`;
			await hall.bogen("--profile", profile, "join", hall.code, "--name", `Person ${i}`, "--town", town);
			voters.push({ profile, town });
		}
	guest = await joinAs(hall, "Anna Weber", "Saalfeld", { reducedMotion: "reduce" });
	moderator = await openPhone(hall, { reducedMotion: "reduce" });
	await moderator.goto(hall.moderator_link);
	await moderator.locator(".phase").waitFor();
});
after(() => hall.close());

async function castAll(id, papers) {
	for (const [i, { profile }] of voters.entries()) await hall.bogen("--profile", profile, "cast", id, ...papers(i));
}

const line = (page, title) => page.locator(".standing", { hasText: title });
const heights = (page) => page.locator(".standing").evaluateAll((found) => found.map((at) => at.offsetHeight));

test("64 options are lines of a thumb's height; above the cut stands what is accepted, ties at it are named", async () => {
	const id = await openBallot(hall, "choose", "--live", "--picks", "3", "--places", "3", ...all);
	// 1 and 2 win; 3 and 4 are level at the third place.
	await castAll(id, (i) => (i < 6 ? ["1", "2", "3"] : i < 12 ? ["1", "2", "4"] : ["1"]));
	await showBallot(guest, id);
	await guest.getByText("Zwischenstand", { exact: true }).click();
	await guest.getByText(/^Zwischenstand, geordnet nach dem Anteil derer, die dafür sind/).waitFor();
	assert.equal(await guest.getByRole("tab").count(), 0, "while it runs only people are counted");
	await hall.bogen("ballot", "close", id);
	await guest.locator(".part.lost .standing").first().waitFor();
	assert.ok(Math.max(...(await heights(guest))) <= 90, "no line is higher than two thumbs");
	const sum = (await heights(guest)).reduce((a, b) => a + b);
	const shown = await guest.locator(".standing").count();
	assert.ok(sum / shown <= 75, `${sum / shown} pixels a line`);
	const part = (decision) => guest.locator(`.part.${decision} .standing-name`).allInnerTexts();
	assert.deepEqual(await part("carried"), [titleOf(1), titleOf(2)]);
	assert.deepEqual(await part("tied"), [titleOf(3), titleOf(4)]);
	assert.deepEqual(await guest.locator(".cut .chip").allInnerTexts(), ["angenommen", "unentschieden", "nicht angenommen"]);
	await line(guest, titleOf(3)).getByText("Platz geteilt").waitFor();
	await examine(guest, "64 results");
});

test("what few people of a town said moderators see only when they ask for it, and the next page hides it again", async () => {
	const id = await openBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	await castAll(id, (i) => (i === 11 ? ["1"] : ["2"])); // one of Bad Blankenburg's two wants the first
	await hall.bogen("ballot", "close", id);
	await showBallot(moderator, id);
	const first = line(moderator, titleOf(1));
	await first.locator("summary").click();
	const figures = () => first.locator(".town-bars li").evaluateAll((found) => found.map((at) => at.innerText.replace(/\s+/g, " ")));
	const sight = moderator.getByRole("checkbox", { name: "Ansicht wie im Saal" });
	assert.equal(await sight.isChecked(), true);
	assert.doesNotMatch((await figures()).join(), /50 %/);
	assert.equal(await first.getByText(/^getragen/).count(), 0);
	await examine(moderator, "as the hall sees it");
	await sight.uncheck();
	await moderator.getByText("Zeigen Sie den Bildschirm niemandem.").waitFor();
	assert.match((await figures()).join(), /50 %/);
	await first.getByText("getragen von 0 von 3 Städten").waitFor();
	await moderator.reload();
	await line(moderator, titleOf(1)).locator("summary").click();
	assert.equal(await sight.isChecked(), true);
	assert.doesNotMatch((await figures()).join(), /50 %/);
	// Others have no such switch.
	await showBallot(guest, id);
	await line(guest, titleOf(1)).waitFor();
	assert.equal(await guest.getByRole("checkbox").count(), 0);
});

test("a phase that looks back shows on its card what came out last, with the way to all of it", async () => {
	const phases = JSON.parse(await hall.bogen("export", "--format", "json")).phase;
	const id = await prepareBallot(
		hall, "dots", "--points", "3", "--places", "1", "--live", "--board", "Plenum", "--phase", phases[1].title, "--option", "5", "--option", "6");
	await hall.bogen("ballot", "open", id);
	await castAll(id, () => ["6=2", "5=1"]);
	await hall.bogen("ballot", "close", id);
	await showScreen(guest, "Ideen");
	const cards = guest.locator(".result-card");
	await cards.first().waitFor();
	assert.equal(await cards.filter({ hasText: "dots" }).count(), 0, "it belongs to another phase");
	await hall.bogen("phase", "goto", String(phases.length));
	const result = cards.filter({ hasText: "Ergebnis: dots" });
	await result.getByText(titleOf(6)).waitFor();
	assert.equal(await result.locator(".result-line strong").first().innerText(), "26");
	await examine(guest, "a board that looks back");
	await result.click();
	await guest.getByRole("heading", { level: 1, name: "dots" }).waitFor();
});

test("what was accepted is marked as selected at once; what has come further stays as it is", async () => {
	const id = await openBallot(hall, "approval", "--live", "--places", "4", ...all.slice(0, 8));
	await castAll(id, () => ["1", "2", "3", "4"]);
	await hall.bogen("stage", "1", "running");
	await hall.bogen("ballot", "close", id);
	await hall.bogen("merge", "4", "--into", "7");
	await hall.bogen("hide", "8", "doppelt");
	await showBallot(moderator, id);
	await moderator.getByRole("button", { name: "Die 3 angenommenen Ideen als „Ausgewählt“ markieren" }).click();
	await moderator.getByText("3 Ideen sind ausgewählt.").waitFor();
	await moderator.getByRole("button", { name: /markieren$/ }).waitFor({ state: "detached" });
	const ideas = JSON.parse(await hall.bogen("export", "--format", "json")).idea;
	const stages = [1, 2, 3, 4, 7].map((number) => ideas.find((idea) => idea.id === number).stage);
	assert.deepEqual(stages, ["running", "selected", "selected", "idea", "selected"]);
	const budget = await openBallot(hall, "budget", "--live", "--budget", "100", "--option", "5=60", "--option", "6=60");
	await castAll(budget, () => ["5"]);
	await hall.bogen("ballot", "close", budget);
	await showBallot(moderator, budget);
	await moderator.getByRole("button", { name: "Die angenommene Idee als „Ausgewählt“ markieren" }).click();
	await moderator.getByText("Die Idee ist ausgewählt.").waitFor();
});

test("of the closed ballots the last ones are listed, older ones folded", async () => {
	const ids = [];
	for (let i = 0; i < 6; i++) {
		const id = await openBallot(hall, "yesno", "--live");
		await hall.bogen("ballot", "close", id);
		ids.push(id);
	}
	await showScreen(guest, "Abstimmen");
	const link = (id) => guest.locator(`.card a[href="#/ballot/${id}"]`);
	await link(ids[5]).waitFor();
	assert.equal(await link(ids[1]).isVisible(), true);
	assert.equal(await link(ids[0]).isVisible(), false);
	await guest.getByText(/^\d ältere$/).click();
	await link(ids[0]).waitFor();
	assert.deepEqual(hall.faults, []);
});
