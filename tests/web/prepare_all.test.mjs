// Preparing ballots in the page: every field reaches the ballot as the command line shows it, comes back when it is
// changed, and what is wrong is told beside it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { eventually, openHall, openPhone } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall({ method: "esslingen" });
	await hall.bogen("topic", "add", "Verkehr");
	for (const [title, ...more] of [["Radweg", "--topic", "Verkehr"], ["Busse"], ["Freibad"]])
		await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title, "--board", "Plenum", ...more);
	page = await openPhone(hall, { reducedMotion: "reduce" });
	await page.goto(hall.moderator_link);
	await page.locator(".phase").waitFor();
});
after(() => hall.close());

const rows = async (kind) => JSON.parse(await hall.bogen("export", "--format", "json"))[kind];
const ballots = () => rows("ballot");

async function begin(title, method) {
	await page.evaluate(() => (location.hash = "#/ballots"));
	await page.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await page.getByLabel("Frage", { exact: true }).fill(title);
	await page.getByLabel("Wie wird abgestimmt?").selectOption({ label: method });
	await page.getByLabel("Wo?").selectOption({ label: "Plenum" });
}

const rare = () => page.getByText("Weitere Regeln").click();
const fill = (label, value) => page.getByLabel(label).fill(value);
const choose = (label, option) => page.getByLabel(label).selectOption({ label: option });
const tick = (name) => page.getByRole("checkbox", { name, exact: true }).check();

/** Prepares what was filled in; returns the ballot. */
async function prepared(title) {
	await page.getByRole("button", { name: "Vorbereiten" }).click();
	await page.getByRole("heading", { level: 1, name: title }).waitFor();
	return (await ballots()).find((ballot) => ballot.title === title);
}

/** Opens the preparation again, saves it untouched; returns the ballot. */
async function savedAgain({ id }) {
	await page.getByRole("link", { name: "Vorbereitung ändern" }).click();
	await page.getByRole("button", { name: "Speichern" }).click();
	await page.getByRole("link", { name: "Vorbereitung ändern" }).waitFor();
	return (await ballots()).find((ballot) => ballot.id === id);
}

function pick(ballot, names) {
	return Object.fromEntries(names.map((name) => [name, ballot[name]]));
}

test("approval: filters, places, phase, roles, boards that vote, quorum, secrecy", async () => {
	await begin("Zustimmung", "Zustimmung");
	await choose("Nur zum Thema", "Verkehr");
	await page.getByText(/^Zurzeit 1 Vorschlag/).waitFor();
	await fill("Wie viele werden angenommen?", "1");
	await page.getByLabel("Namentlich").check();
	await page.getByRole("checkbox", { name: "Ergebnis erst nach dem Schließen zeigen" }).uncheck();
	await rare();
	const [phase] = await rows("phase");
	await choose("In welcher Phase?", phase.title);
	await tick("Saalfeld");
	await tick("Steuerungsgruppe");
	await tick("Wahlhilfe");
	await fill("Wie viele müssen mindestens abstimmen?", "7");
	const ballot = await prepared("Zustimmung");
	const towns = (await rows("board")).filter(({ title }) => title === "Saalfeld").map(({ id }) => id);
	const expected = {
		method: "approval", topic: (await rows("topic")).find(({ title }) => title === "Verkehr").id, places: 1,
		secrecy: "named", hidden: false, phase: phase.id, voters: towns, roles: ["steering", "helper"], quorum: 7,
		options: [], state: "prepared",
	};
	const names = Object.keys(expected);
	const roles = (of) => ({ ...of, roles: [...of.roles].sort() });
	assert.deepEqual(roles(pick(ballot, names)), roles(expected));
	assert.deepEqual(roles(pick(await savedAgain(ballot), names)), roles(expected));
});

test("dots, choice, ranking and resistance: each its numbers", async () => {
	await begin("Punkte hier", "Punkte");
	await fill("Punkte je Person", "5");
	await fill("Höchstens auf einen Vorschlag", "3");
	await fill("Wie viele werden angenommen?", "2");
	let ballot = await prepared("Punkte hier");
	assert.deepEqual(pick(ballot, ["points", "heap", "places", "hidden"]), { points: 5, heap: 3, places: 2, hidden: true });
	assert.deepEqual(await savedAgain(ballot), ballot);
	await begin("Auswahl hier", "Auswahl");
	await fill("Wie viele kann jede Person höchstens auswählen?", "2");
	await fill("Wie viele werden angenommen?", "1");
	await choose("Vorschläge", "Einzeln auswählen");
	await page.getByRole("button", { name: "Alle ankreuzen" }).click();
	await page.getByRole("checkbox", { name: /Busse/ }).uncheck();
	ballot = await prepared("Auswahl hier");
	assert.deepEqual(pick(ballot, ["picks", "places"]), { picks: 2, places: 1 });
	assert.equal(ballot.options.length, 2);
	for (const [title, method] of [["Reihenfolge hier", "Reihenfolge"], ["Widerstand hier", "Widerstand (Konsensieren)"]]) {
		await begin(title, method);
		await fill("Wie viele werden angenommen?", "1");
		await page.getByLabel("Vertraulich").check();
		ballot = await prepared(title);
		assert.deepEqual(pick(ballot, ["places", "secrecy", "hidden"]), { places: 1, secrecy: "confidential", hidden: true });
	}
});

test("yes or no: any share, on ideas with places, and an option that nobody had written", async () => {
	await begin("Verein?", "Ja oder Nein");
	await choose("Angenommen ist, was", "einen anderen Anteil Ja bekommt");
	await fill("Anteil Ja", "viel");
	await page.getByRole("button", { name: "Vorbereiten" }).click();
	await page.getByText("Bitte einen Anteil, zum Beispiel 3/5 oder 60 %.").waitFor();
	assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent), "Anteil Ja");
	await fill("Anteil Ja", "60 %");
	await choose("Vorschläge", "Einzeln auswählen");
	await tick(/#\d+ Radweg/);
	await fill("Neuer Vorschlag", "Ein Bürgerbus für die Dörfer");
	await page.getByRole("button", { name: "Hinzufügen" }).click();
	const added = page.getByRole("checkbox", { name: /Ein Bürgerbus für die Dörfer/ });
	await added.waitFor();
	await eventually(() => added.isChecked(), Boolean, "the new one is picked");
	await rare();
	await fill("Wie viele werden angenommen?", "1");
	const ballot = await prepared("Verein?");
	assert.deepEqual(pick(ballot, ["threshold", "threshold_of", "places"]), { threshold: 3, threshold_of: 5, places: 1 });
	const idea = (await rows("idea")).find(({ text }) => text === "Ein Bürgerbus für die Dörfer");
	assert.ok(JSON.stringify(ballot.options).includes(String(idea.id)));
	assert.equal(ballot.options.length, 2);
	await page.getByRole("link", { name: "Vorbereitung ändern" }).click();
	assert.equal(await page.getByLabel("Anteil Ja").inputValue(), "3/5");
	// What the server would refuse is told before the form is gone.
	await fill("Frage", "V".repeat(121));
	await page.getByRole("button", { name: "Speichern" }).click();
	await page.getByRole("alert").getByText("Das ist zu lang: 121 von höchstens 120 Zeichen.").waitFor();
	await page.waitForFunction(() => document.activeElement?.labels?.[0]?.textContent === "Frage");
	await fill("Frage", "V".repeat(120));
	await page.getByRole("button", { name: "Speichern" }).click();
	await page.getByRole("heading", { level: 1, name: "V".repeat(120) }).waitFor();
});

test("a budget: costs, rule, worth, ticks, weights of towns; a weight that is missing is told", async () => {
	await begin("Wofür?", "Budget");
	await page.getByLabel(/^Kosten in Euro: Radweg/).fill("4000");
	await page.getByLabel(/^Kosten in Euro: Freibad/).fill("2500,50");
	await fill("Budget in Euro", "6000");
	await choose("Wie wird das Geld verteilt?", "Gleiche Anteile, Rest nach Stimmen");
	await rare();
	await fill("Wie viele kann jede Person höchstens auswählen?", "2");
	await choose("Was ist ein Vorhaben denen wert, die es wollen?", "Jedes gleich viel");
	const towns = await rows("town");
	for (const [i, { name }] of towns.slice(1).entries()) await page.getByLabel(name, { exact: true }).last().fill(String(i + 1));
	await page.getByText("Weitere Regeln").click();
	await page.getByRole("button", { name: "Vorbereiten" }).click();
	// Folded away it would not be found.
	await page.getByText("Bitte für jede Stadt eine ganze Zahl").waitFor();
	await examine(page, "a weight is missing");
	await page.getByLabel(towns[0].name, { exact: true }).last().fill("5");
	const ballot = await prepared("Wofür?");
	const expected = { budget: 600000, budget_rule: "add1_votes", utility: "count", picks: 2 };
	assert.deepEqual(pick(ballot, Object.keys(expected)), expected);
	const numbers = JSON.stringify([ballot.options, ballot.weights]).match(/\d+/g).map(Number);
	for (const cents of [400000, 250050]) assert.ok(numbers.includes(cents), `${cents} in ${numbers}`);
	assert.equal(ballot.weights.length, towns.length);
	assert.deepEqual(await savedAgain(ballot), ballot);
});

test("what is missing is told at once, and the first of it has the focus", async () => {
	await begin("", "Budget");
	await page.getByRole("button", { name: "Vorbereiten" }).click();
	await page.getByText("Bitte sehen Sie die rot markierten Felder an.").waitFor();
	assert.equal(await page.evaluate(() => document.activeElement.labels[0].textContent), "Frage");
	assert.equal(await page.locator("[aria-invalid=true]").count(), 2);
	const n = (await ballots()).length;
	await fill("Frage", "Meinungen");
	await choose("Wie wird abgestimmt?", "Meinungsbild");
	const ballot = await prepared("Meinungen");
	assert.equal((await ballots()).length, n + 1);
	assert.equal(ballot.method, "opinion");
	assert.deepEqual(hall.faults, []);
});
