// A future conference, open to all: tables that are mixed and alike in turn, common ground that every quarter
// supports, a steering circle and sub-projects: as tests/e2e/process_hamm.sh, in the page alone. The screen in the
// hall is open from beginning to end, and shows each step.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import {
	answersCall, bar, beamer, boardSettings, callWitness, card, casts, closesBallot, comesToTable, comments, dots,
	givesLead, goesTo, goesToBallot, hides, hosts, invites, joins, leadsOn, moderates, openProcess, opensBallot,
	opensIdea, opensPerson, renames, seatsAtTables, setsRules, shows, showsDesk, tableOf, writes,
} from "./process.mjs";
import { openPhone } from "./support.mjs";

const dotsBallot = "Welche Entwicklungen betreffen uns am stärksten?";
const common = "Tragen Sie das mit?";

let hall;
let berta; // has made the session
let piet; // moderates with her
let wall; // in the hall
let wiebke; // enters slips
let ayla, bernd, emine, frank, ines, karl;
let all;
before(async () => (hall = await openProcess()));
after(() => hall.close());

test("all are invited; the hall shows the way in until somebody has come", async () => {
	berta = await hosts(hall, {
		title: "Zukunftskonferenz Hamm 2045", towns: ["Hamm-Mitte", "Bockum-Hövel", "Herringen"],
		method: "Zukunftskonferenz", name: "Berta",
	});
	await (await bar(berta)).getByText("Mehr", { exact: true }).click();
	const path = await berta.getByRole("link", { name: /^Leinwand öffnen/ }).getAttribute("href");
	wall = await openPhone(hall, beamer); // a computer of its own
	await wall.goto(hall.url + path);
	await wall.getByText("Noch ist niemand dabei").waitFor();
	await wall.locator(".hall-code", { hasText: hall.code }).waitFor();
	await hall.picture(wall, "wall welcome");
	const link = await invites(berta, { role: "Moderation", uses: 1 });
	piet = await joins(hall, "Piet", "", { link, options: { viewport: { width: 768, height: 1024 } } });
	all = await Promise.all([
		["Ayla", "Hamm-Mitte"], ["Bernd", "Hamm-Mitte"], ["Emine", "Bockum-Hövel"], ["Frank", "Bockum-Hövel"],
		["Ines", "Herringen"], ["Karl", "Herringen"],
	].map(([name, town]) => joins(hall, name, town)));
	[ayla, bernd, emine, frank, ines, karl] = all;
	await wall.getByText("6 Personen nehmen teil").waitFor();
});

test("in the quarters: what waits shows to nobody, what is hidden is put right by its author", async () => {
	await setsRules(berta, "Bockum-Hövel", {}, true);
	await Promise.all([emine, frank].map((page) => goesTo(page, "Bockum-Hövel")));
	await writes(emine, "Der Bus fährt abends nicht mehr");
	await card(emine, "Der Bus fährt").getByText("Wartet auf Freigabe.").waitFor();
	await shows(piet, /Prüfen/);
	await hall.picture(piet, "queue on a tablet");
	assert.equal(await card(frank, "Der Bus").count(), 0);
	await piet.getByRole("button", { name: "Freigeben" }).click();
	await card(frank, "Der Bus").getByText("Emine").waitFor();
	await Promise.all([ines, karl, berta].map((page) => goesTo(page, "Herringen")));
	await writes(karl, "Der Dezernent ist ein Lügner");
	await hides(berta, "Dezernent", "Bitte niemanden beleidigen");
	await card(karl, "Dezernent").getByText("Grund: Bitte niemanden beleidigen").waitFor();
	await card(ines, "Dezernent").waitFor({ state: "detached" });
	await opensIdea(karl, "Dezernent");
	await karl.getByRole("button", { name: "Bearbeiten" }).click();
	await karl.getByLabel("Text", { exact: true }).fill("Auf Briefe an das Rathaus kommt keine Antwort");
	await karl.getByRole("button", { name: "Speichern" }).click();
	await (await moderates(berta, "Auf Briefe")).getByRole("button", { name: "Wieder einblenden" }).click();
	await card(ines, "Auf Briefe").waitFor();
});

test("a locked idea takes no more comments; a troublemaker is sent away", async () => {
	await (await moderates(berta, "Auf Briefe")).getByRole("button", { name: "Sperren" }).click();
	await opensIdea(ines, "Auf Briefe");
	await ines.locator(".comments").getByText("Diese Idee ist gesperrt.").waitFor();
	await (await moderates(berta, "Auf Briefe")).getByRole("button", { name: "Entsperren" }).click();
	await ines.getByLabel("Ihr Kommentar").waitFor();
	const rolf = await joins(hall, "Rolf", "Herringen");
	await goesTo(rolf, "Herringen");
	await writes(rolf, "Alles Quatsch hier");
	const line = await opensPerson(berta, "Rolf");
	await line.getByRole("button", { name: "Entfernen" }).click();
	await line.getByRole("button", { name: "Ja, entfernen" }).click();
	await rolf.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await rolf.context().close();
	await goesTo(berta, "Herringen");
	await hides(berta, "Alles Quatsch", "Kein Beitrag zur Sache");
	assert.equal(await wall.getByText(/Quatsch|Dezernent/).count(), 0);
});

test("past: at mixed tables all quarters sit together, and what they bring stands on the wall with the time", async () => {
	await goesTo(berta, "Plenum");
	await (await bar(berta)).getByRole("button", { name: "Starten (60 Min.)" }).click();
	await wall.getByRole("timer").getByText(/^(1:00:00|59:\d\d)$/).waitFor();
	await Promise.all(all.map((page) => goesTo(page, "Plenum")));
	await seatsAtTables(berta, "Plenum", "Städte gemischt", 3);
	for (const table of ["Tisch 1", "Tisch 2"]) {
		const group = berta.locator(".seat-group", { hasText: table });
		await group.getByText("3 Personen").waitFor();
		assert.equal(await group.locator(".facts .town").count(), 3);
	}
	await Promise.all(all.map(comesToTable));
	const hosts = new Map();
	for (const page of all) if (!hosts.has(await tableOf(page))) hosts.set(await tableOf(page), page);
	for (const [table, page] of hosts) {
		await writes(page, `1953: Die Zeche war der größte Arbeitgeber (${table})`, { topic: "In unseren Städten" });
		await berta.locator(".seat-group").getByRole("link", { name: table }).click();
		await (await moderates(berta, "Die Zeche")).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
		await wall.getByText(`(${table})`).first().waitFor();
		await showsDesk(berta, "Plätze");
	}
	await hall.picture(wall, "wall past");
	const first = await tableOf(ayla);
	for (const page of all)
		if ((await tableOf(page)) === first) await page.getByRole("button", { name: "Ich bin fertig" }).click();
	await shows(berta, "Leiten");
	await berta.locator(".board-card", { has: berta.getByRole("link", { name: first }) }).getByText("3 fertig").waitFor();
	await hall.picture(berta, "overview", { fullPage: true });
});

test("present: three trends each, one merged, hands called in turn, all eyes on one of them", async () => {
	await goesTo(berta, "Plenum");
	await leadsOn(berta, "Gegenwart: Was kommt auf uns zu?", { timed: true });
	await wall.getByRole("heading", { name: "Gegenwart: Was kommt auf uns zu?" }).waitFor();
	await Promise.all(all.map((page) => goesTo(page, "Plenum")));
	await writes(ayla, "Der Handel wandert ins Netz");
	await writes(bernd, "Immer mehr kaufen online");
	await writes(emine, "Es fehlen Leute, die einen Bus fahren");
	await writes(ines, "Die Sommer werden heißer");
	for (const trend of ["Der Kanal wird zum Freizeitort", "Mieten steigen", "Vereine finden keinen Nachwuchs"])
		await writes(karl, trend);
	await karl.getByText("In dieser Phase höchstens 3 je Person.").waitFor();
	await wall.locator(".newest", { hasText: "Vereine finden keinen Nachwuchs" }).waitFor();
	await hall.picture(wall, "wall trends");
	await (await moderates(berta, "Immer mehr kaufen")).getByRole("button", { name: "Zusammenführen …" }).click();
	const dialog = berta.getByRole("dialog");
	await dialog.getByLabel(/^Nummer oder Wörter/).fill("Handel");
	await dialog.getByRole("radio", { name: /Der Handel/ }).check();
	await dialog.getByRole("button", { name: "Zusammenführen", exact: true }).click();
	await wall.getByText("Immer mehr kaufen").waitFor({ state: "detached" });
	for (const page of [ayla, bernd, emine]) {
		await page.getByRole("button", { name: "Hand heben" }).click();
		await page.getByText(/^Platz \d der Redeliste/).waitFor();
	}
	await (await bar(berta)).getByRole("button", { name: /^3 Wortmeldungen/ }).click();
	for (const page of [ayla, emine, bernd]) { // the quarter that has spoken less comes first
		await (await bar(berta)).getByRole("button", { name: "Nächste Person aufrufen" }).click();
		await page.getByText("Sie sind aufgerufen: bitte sprechen Sie.").waitFor();
	}
	await (await moderates(berta, "Die Sommer")).getByRole("button", { name: "Alle Blicke hierher" }).click();
	await wall.locator(".hall-focused", { hasText: "Die Sommer werden heißer" }).waitFor();
	await hall.picture(wall, "wall focus");
	await (await bar(berta)).getByRole("button", { name: "Blicke wieder freigeben" }).click();
	await wall.locator(".hall-focused").waitFor({ state: "detached" });
});

test("each has five dots, at most two on one, and nobody sees any before the end", async () => {
	await leadsOn(berta, "Gegenwart: Entwicklungen gewichten", { timed: true });
	await opensBallot(berta, dotsBallot);
	await wall.getByText("Das Ergebnis wird nach dem Ende der Abstimmung gezeigt.").waitFor();
	await Promise.all([
		[ayla, { Handel: 2, Sommer: 1 }], [bernd, { Handel: 2, Sommer: 1 }], [emine, { "Bus fahren": 2, Sommer: 1 }],
		[frank, { "Bus fahren": 1, Sommer: 2 }], [ines, { Sommer: 2 }],
	].map(([page, given]) => dots(page, dotsBallot, given)));
	await wall.locator(".hall-turnout li", { hasText: "Hamm-Mitte" }).getByText("2 von 2").waitFor();
	assert.equal(await wall.locator(".hall-standing").count(), 0);
	await hall.picture(wall, "wall turnout");
	await answersCall(karl, dotsBallot);
	for (let i = 0; i < 2; i++) await karl.getByRole("button", { name: /^Ein Punkt mehr: .*Sommer/ }).click();
	assert.equal(await karl.getByRole("button", { name: /^Ein Punkt mehr: .*Sommer/ }).getAttribute("aria-disabled"), "true");
	await casts(karl);
	await closesBallot(berta, dotsBallot);
	await wall.locator(".hall-standing").first().getByText("Die Sommer werden heißer").waitFor();
	await hall.picture(wall, "wall dots");
});

/** Leads all on once they were given seats: what was done earlier is known to whoever sees what was done later. */
async function leadsAllOn(phase) {
	await goesTo(berta, "Plenum");
	await leadsOn(berta, phase, { below: true });
	await Promise.all(all.map((page) => page.locator(".phase h2", { hasText: phase }).waitFor()));
}

test("proud and sorry: tables go along with the plenary, each quarter by itself; then mixed again", async () => {
	await Promise.all(all.map((page) => goesTo(page, "Plenum")));
	await seatsAtTables(berta, "Plenum", "Jede Stadt für sich", 2);
	await berta.locator(".seat-group", { hasText: "Tisch 3" }).getByText("2 Personen").waitFor();
	await leadsAllOn("Gegenwart: Stolz und Bedauern");
	await Promise.all(all.map((page) => shows(page, "Ideen"))); // from the plenary to where one sits
	await Promise.all(all.map(comesToTable));
	assert.equal(await tableOf(ayla), await tableOf(bernd));
	await writes(ayla, "Wir helfen einander", { topic: "Stolz" });
	await writes(karl, "Wir reden zu selten miteinander", { topic: "Bedauern" });
	await goesTo(berta, "Plenum");
	const region = await bar(berta);
	await region.getByText("Mehr", { exact: true }).click();
	await region.getByRole("button", { name: "Alle Blicke auf „Stolz“" }).click();
	await wall.locator(".hall-focused", { hasText: "Stolz" }).waitFor();
	await (await bar(berta)).getByRole("button", { name: "Blicke wieder freigeben" }).click();
	await seatsAtTables(berta, "Plenum", "Städte gemischt", 3);
	await leadsAllOn("Zukunft: Bilder");
	await Promise.all(all.map(comesToTable));
	await writes(emine, "Der Kanal ist ein Badestrand");
	await card(emine, "Badestrand").getByText("Zukunftsbild").waitFor();
});

test("common ground is what every quarter supports: all see on the wall how it stands, and where it fails", async () => {
	await goesTo(berta, "Plenum");
	await leadsOn(berta, "Gemeinsamer Boden: finden", { below: true });
	await Promise.all(all.map((page) => goesTo(page, "Plenum")));
	for (const [page, text] of [
		[ayla, "Ein Bus alle 15 Minuten, auch abends"], [emine, "Der Markt wird frei von Autos"],
		[ines, "Schatten und Bänke auf jedem Platz"],
	])
		await writes(page, text, { topic: "Das wollen wir alle" });
	await leadsOn(berta, "Gemeinsamer Boden: prüfen");
	await opensBallot(berta, common);
	const answers = async (page, bus, cars, shade) => {
		await answersCall(page, common);
		for (const [idea, said] of [["Ein Bus alle", bus], ["Der Markt", cars], ["Schatten", shade]])
			await page.getByRole("group", { name: idea }).getByRole("button", { name: said }).click();
		await casts(page);
	};
	await Promise.all([
		answers(ayla, "Ja", "Ja", "Ja"), answers(bernd, "Enthaltung", "Ja", "Ja"), answers(emine, "Ja", "Ja", "Ja"),
		answers(frank, "Ja", "Ja", "Ja"), answers(ines, "Ja", "Nein", "Ja"), answers(karl, "Ja", "Ja", "Ja"),
	]);
	const onWall = (idea) => wall.locator(".hall-standing", { hasText: idea });
	await onWall("Der Markt").getByText("5 dafür, 1 dagegen, 0 enthalten").waitFor();
	await hall.picture(wall, "wall common ground");
	await karl.getByRole("button", { name: "Ändern" }).click();
	await karl.getByRole("group", { name: "Der Markt" }).getByRole("button", { name: "Enthaltung" }).click();
	await casts(karl);
	await onWall("Der Markt").getByText("4 dafür, 1 dagegen, 1 enthalten").waitFor();
	await closesBallot(berta, common);
	// By heads the market would be accepted; but the method says that every quarter has to support it.
	await onWall("Der Markt").getByText("nicht angenommen").waitFor();
	await hall.picture(wall, "wall what is common");
	await berta.locator(".part.lost").getByText("Der Markt").waitFor();
	assert.equal(await berta.locator(".part.carried .standing").count(), 2);
	await hall.picture(berta, "in every quarter", { fullPage: true });
	await berta.getByRole("tab", { name: "Alle Personen" }).click();
	await berta.locator(".part", { hasText: "wäre angenommen" }).getByText("Der Markt").waitFor();
	await goesTo(berta, "Plenum");
	await (await moderates(berta, "Der Markt")).getByRole("button", { name: "Verschieben …" }).click();
	const dialog = berta.getByRole("dialog");
	await dialog.getByLabel("Thema").selectOption({ label: "Geparkt: Hier sind wir uneins" });
	await dialog.getByRole("button", { name: "Verschieben", exact: true }).click();
	await goesTo(ayla, "Plenum");
	await ayla.locator(".selection summary").click();
	await ayla.getByLabel("Reihenfolge").selectOption({ label: "Nach Themen" });
	await ayla.getByRole("heading", { name: /^Geparkt: Hier sind wir uneins/ }).waitFor();
});

test("plans: people take places themselves as long as there are any", async () => {
	await leadsOn(berta, "Maßnahmen planen", { below: true });
	await seatsAtTables(berta, "Plenum", "Alle wählen selbst", 3);
	await setsRules(berta, "Tisch 2", { "Plätze, die man selbst nehmen kann": "2" }, false);
	for (const page of [emine, frank, ines]) await goesTo(page, "Plenum");
	for (const page of [emine, ines]) {
		await page.getByRole("button", { name: "Platz nehmen bei „Tisch 2“" }).click();
		await page.getByRole("button", { name: "„Tisch 2“ verlassen" }).waitFor();
		await goesTo(page, "Tisch 2");
	}
	await hall.picture(frank, "choosing a table", { fullPage: true });
	await frank.getByText("2 von 2 besetzt").waitFor();
	assert.ok(await frank.getByRole("button", { name: "Platz nehmen bei „Tisch 2“" }).isDisabled());
	await givesLead(berta, "Emine", "Tisch 2");
	await renames(berta, "Tisch 2", "Tisch Bus");
	await writes(emine, "Fahrplan mit drei Linien entwerfen: Emine und Frank, bis März", { title: "Fahrplan" });
	await (await moderates(emine, "Fahrplan")).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
	await wall.getByText("Fahrplan").first().waitFor();
});

test("a plan is presented to all, who promise their part; the bars on the wall grow", async () => {
	await goesTo(berta, "Plenum");
	await leadsOn(berta, "Vorstellen und zusagen");
	await (await moderates(berta, "Fahrplan")).getByRole("button", { name: "Alle Blicke hierher" }).click();
	await wall.locator(".hall-focused", { hasText: "Fahrplan" }).waitFor();
	await Promise.all(all.map(async (page) => {
		await goesTo(page, "Plenum");
		await card(page, "Fahrplan").getByRole("button", { name: /^Dafür/ }).click();
	}));
	await comments(frank, "Fahrplan", "Ich frage bei den Stadtwerken nach");
	await (await bar(berta)).getByRole("button", { name: "Blicke wieder freigeben" }).click();
	await wall.locator(".hall-standing", { hasText: "Fahrplan" }).getByText("6 dafür, 0 dagegen, 0 enthalten").waitFor();
	await hall.picture(wall, "wall pledge");
});

test("each quarter is in the steering circle, and only its members read there", async () => {
	for (const name of ["Bernd", "Frank", "Karl"]) {
		const line = await opensPerson(berta, name);
		await line.getByLabel("Rolle").selectOption({ label: "Steuerungsgruppe" });
		await line.locator(".person-open", { hasText: "Steuerungsgruppe" }).waitFor();
	}
	for (const page of [frank, karl]) await goesTo(page, "Steuerkreis");
	await writes(frank, "Jedes Teilprojekt berichtet zum Monatsende mit zwei Sätzen");
	await card(karl, "Monatsende").getByRole("button", { name: /^Dafür/ }).click();
	await goesTo(ayla, "Steuerkreis");
	await hall.picture(ayla, "not of the steering circle", { fullPage: true });
	await ayla.locator(".empty").getByText("Was hier steht, lesen nur die Mitglieder").waitFor();
	await goesTo(frank, "Plenum");
	await opensIdea(frank, "Fahrplan");
	await frank.getByLabel("Stand", { exact: true }).selectOption({ label: "Ausgewählt" });
	await goesTo(ayla, "Plenum");
	await opensIdea(ayla, "Fahrplan");
	await ayla.locator(".topic-chip", { hasText: "Ausgewählt" }).waitFor();
});

test("a sub-project is made and led by its leader; whoever comes later is invited into it", async () => {
	await showsDesk(berta, "Einrichtung");
	await berta.getByText("Neue Gruppe").click();
	const form = berta.locator("form", { has: berta.getByRole("button", { name: "Gruppe anlegen" }) });
	await form.getByLabel("Titel der Gruppe").fill("Teilprojekt Bus");
	await form.getByLabel("Plätze, die man selbst nehmen kann").fill("5");
	await form.getByRole("button", { name: "Gruppe anlegen" }).click();
	await boardSettings(berta, "Teilprojekt Bus");
	await givesLead(berta, "Emine", "Teilprojekt Bus");
	const link = await invites(berta, {
		role: "Mitglied eines Aktionsteams", town: "Herringen", board: "Teilprojekt Bus", uses: 1,
	});
	const mia = await joins(hall, "Mia", "", { link });
	await mia.locator('.tabs a[aria-current="page"]', { hasText: "Teilprojekt Bus" }).waitFor();
	await writes(mia, "Haltestellen abfahren: Mia, in vier Wochen");
	await goesTo(emine, "Teilprojekt Bus");
	await leadsOn(emine, "Teilprojekt: arbeiten");
	await comments(mia, "Haltestellen", "Erledigt: 14 von 20");
	const line = await opensPerson(berta, "Mia");
	await line.getByLabel("Rolle").selectOption({ label: "Beobachtende Person" });
	await mia.getByText("Sie lesen mit. Schreiben und abstimmen können hier nur Teilnehmende.").waitFor();
	await mia.context().close();
});

test("whoever has no phone votes by a slip, which a helper enters once; the wall shows what came of it", async () => {
	const question = "Treffen wir uns in zwei Jahren wieder?";
	await goesTo(berta, "Plenum");
	const region = await bar(berta);
	await region.getByText("Mehr", { exact: true }).click();
	await region.getByLabel("und alle Gruppen darunter").check();
	await region.getByLabel("Phase dieser Gruppe").selectOption({ label: "10. Bilanz" });
	await goesTo(ines, "Herringen");
	await ines.locator(".phase h2", { hasText: "Bilanz" }).waitFor();
	const link = await invites(berta, { role: "Wahlhilfe", town: "Herringen", uses: 1 });
	wiebke = await joins(hall, "Wiebke", "", { link });
	await shows(berta, "Abstimmen");
	await berta.getByRole("link", { name: "Zettel für Menschen ohne Handy" }).click();
	await berta.getByLabel("Für welche Stadt?").selectOption({ label: "Herringen" });
	await berta.getByLabel("Wie viele?").fill("5");
	await berta.getByRole("button", { name: "Nummerieren" }).click();
	await berta.getByText("Neu: Zettel 1 bis 5").waitFor();
	await shows(berta, "Abstimmen");
	await berta.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await berta.getByLabel("Frage", { exact: true }).fill(question);
	await berta.getByLabel("Wie wird abgestimmt?").selectOption({ label: "Ja oder Nein" });
	await hall.picture(berta, "preparing a question", { fullPage: true });
	await berta.getByRole("button", { name: "Vorbereiten" }).click();
	await berta.getByRole("button", { name: "Abstimmung öffnen" }).click();
	await berta.getByRole("button", { name: "Abstimmung schließen" }).waitFor();
	await wall.getByText(question).waitFor();
	await goesToBallot(wiebke, question);
	await wiebke.getByRole("link", { name: "Zettel eintragen" }).click();
	const number = wiebke.getByRole("textbox", { name: "Nummer des Zettels" });
	for (const [slip, says] of [["1", "j"], ["2", "j"], ["3", "j"], ["4", "n"]]) {
		await number.fill(slip);
		await wiebke.getByLabel("Was steht darauf?").fill(says);
		await wiebke.getByRole("button", { name: "Eintragen", exact: true }).click();
		await wiebke.locator(".slip-item", { hasText: `Zettel ${slip}` }).getByText("eingetragen", { exact: true }).waitFor();
	}
	await hall.picture(wiebke, "entering slips", { fullPage: true });
	await number.fill("4");
	await wiebke.getByLabel("Was steht darauf?").fill("j");
	await wiebke.getByRole("button", { name: "Eintragen", exact: true }).click();
	await wiebke.getByText("Zettel 4 ist in dieser Abstimmung schon eingetragen.").waitFor();
	await goesToBallot(ayla, question);
	await ayla.getByRole("button", { name: "Ja", exact: true }).click();
	await casts(ayla);
	await closesBallot(berta, question);
	await wall.getByText(question).waitFor();
	await wall.getByText("angenommen", { exact: true }).waitFor();
	await hall.picture(wall, "wall slips");
	await examine(wall, "the wall at the end");
});

test("the command line has seen all of it", async () => {
	await callWitness(hall, berta);
	const rows = JSON.parse(await hall.bogen("export"));
	assert.equal(rows.board.find(({ title }) => title === "Teilprojekt Bus").sort, "team");
	assert.deepEqual(rows.idea.filter(({ title }) => title === "Fahrplan").map(({ stage }) => stage), ["selected", "selected"]);
	const result = JSON.parse(await hall.bogen("--json", "ballot", "results", "4"));
	assert.deepEqual([result.papers, result.options[0].counts.yes, result.options[0].counts.no], [5, 4, 1]);
	assert.deepEqual(hall.faults, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});
