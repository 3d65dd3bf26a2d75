// Towns write project profiles in small groups, in steps of minutes and from afar, put them in order with a tight
// budget and look for money: as tests/e2e/process_merseburg.sh, in the page alone. The moderator has a phone only.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import {
	answersCall, bar, barWithMore, callWitness, card, casts, closesBallot, comments, dots, folds, goesTo, goesToBallot, hosts,
	invites, joins, leadsOn, moderates, openProcess, opensBallot, opensIdea, opensPerson, shows, showsDesk, ticks,
	writes,
} from "./process.mjs";

const phone = { viewport: { width: 360, height: 740 }, acceptDownloads: true };
const needs = "Was ist hier am dringendsten?";
const money = "Welche Projekte sind das Geld wert?";

let hall;
let nora; // moderates
let saal; // reads only
let anke, bodo, falk, gesa, kerstin, paul;
before(async () => (hall = await openProcess()));
after(() => hall.close());

test("people of four towns and their offices are set up in minutes, from a phone", async () => {
	nora = await hosts(hall, {
		title: "Projekte für zwanzig Jahre", towns: ["Merseburg", "Leuna", "Bad Dürrenberg", "Schkopau"],
		method: "Projektsteckbriefe und Prioritäten", name: "Nora",
	}, phone);
	const link = await invites(nora, { role: "Beobachtende Person", uses: 1 });
	await hall.picture(nora, "invited", { fullPage: true });
	saal = await joins(hall, "Saal", "", { link });
	anke = await joins(hall, "Anke", "Merseburg", { institution: "Amt 1" });
	bodo = await joins(hall, "Bodo", "Merseburg", { institution: "Amt 2" });
	falk = await joins(hall, "Falk", "Leuna", { institution: "Amt 1" });
	gesa = await joins(hall, "Gesa", "Leuna", { institution: "Amt 2" });
	kerstin = await joins(hall, "Kerstin", "Bad Dürrenberg", { institution: "Amt 1" });
	paul = await joins(hall, "Paul", "Schkopau", { institution: "Amt 1" });
});

test("in silence nobody reads the others; what comes after the time is said, and then all stands there", async () => {
	for (const page of [nora, anke, bodo, saal]) await goesTo(page, "Merseburg");
	await (await barWithMore(nora)).getByRole("button", { name: "Starten (5 Min.)" }).click();
	await hall.picture(nora, "the bar unfolded");
	await anke.getByText("Danach: Was hier am meisten zählt").waitFor();
	await hall.picture(anke, "silence");
	for (const text of ["Im Viertel am Bahnhof fehlt ein Treffpunkt", "Es fehlt Schatten", "Es fehlen Radwege"])
		await writes(anke, text);
	await anke.getByText("In dieser Phase höchstens 3 je Person.").waitFor();
	await writes(bodo, "Ein Spielplatz am Fluss");
	await card(nora, "Spielplatz").waitFor();
	await bodo.getByText("1 Idee", { exact: true }).waitFor();
	await saal.getByText("0 Ideen").waitFor();
	await leadsOn(nora, "Was hier am meisten zählt");
	for (const page of [saal, bodo]) await page.getByText("4 Ideen").waitFor();
});

test("the town and nobody else gives its dots; how many a need has got is seen at the end", async () => {
	await opensBallot(nora, needs);
	await dots(anke, needs, { "Es fehlt Schatten": 2, "Spielplatz": 1 });
	await goesToBallot(falk, needs);
	await falk.getByText("In dieser Abstimmung sind Sie nicht stimmberechtigt.").waitFor();
	await goesToBallot(nora, needs);
	await nora.getByText("1 Person hat noch nicht abgestimmt").click();
	await nora.locator(".missing").getByText("Bodo").waitFor();
	await hall.picture(nora, "who has not voted", { fullPage: true });
	await anke.getByText("Wie abgestimmt wurde, wird erst nach dem Schließen gezeigt.").waitFor();
	await dots(bodo, needs, { "Es fehlt Schatten": 1, "Treffpunkt": 2 });
	await closesBallot(nora, needs);
	await anke.locator(".standing", { hasText: "Schatten" }).locator(".bar-number", { hasText: "3" }).waitFor();
});

test("mixed groups in two rounds: who leads a table stays, the others meet new people", async () => {
	for (const page of [anke, bodo, falk, gesa, kerstin, paul]) await goesTo(page, "Plenum");
	await showsDesk(nora, "Plätze");
	await nora.getByLabel("Anzeigen").selectOption({ label: "Tische: Plenum" });
	await nora.getByLabel("Personen an einem Tisch").fill("3");
	await nora.getByRole("button", { name: "An Tische setzen" }).click();
	await nora.getByText("Alle sitzen. 0 Paare saßen schon einmal zusammen.").waitFor();
	await hall.picture(nora, "seats", { fullPage: true });
	await anke.locator('.tabs a[aria-current="page"]', { hasText: /^Tisch \d$/ }).waitFor();
	const table = await anke.locator('.tabs a[aria-current="page"]').textContent();
	const line = await opensPerson(nora, "Anke");
	await line.getByLabel("Leitung").selectOption({ label: table });
	await line.getByText(`leitet ${table}`).waitFor();
	for (const [page, title, text, topic] of [
		[anke, "Saaleradweg", "Ein Radweg an der Saale durch alle vier Orte", "Grün"],
		[bodo, "Treffhaus", "Ein Haus, in dem alle sich treffen", "Gerecht"],
		[falk, "Gewerbe am Bahnhof", "Ein gemeinsames Gewerbegebiet", "Produktiv"],
		[gesa, "Dächer", "Grün auf jedem flachen Dach", "Grün"],
		[kerstin, "Bänke", "Bänke an jedem Platz", "Grün"],
		[paul, "Kleinbus", "Ein Bus auf Zuruf für die Dörfer", "Gerecht"],
	])
		await writes(page, text, { title, topic });
	await showsDesk(nora, "Plätze");
	await nora.getByText("Nächste Tischrunde: Plenum").click();
	await nora.getByRole("button", { name: "An Tische setzen" }).click();
	await nora.getByText(/^Alle sitzen\. \d+ Paare? saß/).waitFor();
	await nora.locator(".seat-group", { hasText: table }).getByText("Anke").waitFor();
	assert.equal(await anke.locator('.tabs a[aria-current="page"]').textContent(), table);
});

test("what was written at the tables is sent up all at once", async () => {
	for (const table of ["Tisch 1", "Tisch 2"]) {
		await showsDesk(nora, "Plätze");
		await nora.locator(".seat-group").getByRole("link", { name: table }).click();
		const region = await bar(nora);
		await region.getByText("Mehr", { exact: true }).click();
		await hall.picture(nora, "the rest of the bar");
		await region.getByRole("link", { name: "Ideen ordnen" }).click();
		await nora.locator(".sort-card").first().waitFor({ state: "attached" });
		await sendsUpAll(nora);
	}
	await goesTo(saal, "Plenum");
	await saal.getByText("6 Ideen").waitFor();
});

/** On the sorting screen of a phone, which shows one topic at a time. */
async function sendsUpAll(page) {
	const next = page.getByRole("button", { name: "Nächstes Thema" });
	for (;;) {
		for (const tick of await page.locator(".sort-tick:visible").all()) await tick.click();
		if (await next.isDisabled()) break;
		await next.click();
	}
	await page.getByRole("button", { name: "Verschieben, weitergeben …" }).click();
	await hall.picture(page, "several cards");
	const menu = page.getByRole("dialog");
	await menu.getByLabel("Weitergeben an").selectOption({ label: "Plenum" });
	await menu.getByRole("button", { name: "Weitergeben", exact: true }).click();
	await page.getByText(/an „Plenum“ weitergegeben\./).waitFor();
}

test("gaps are closed; what was done too fast is undone, but not what others have built on", async () => {
	await goesTo(nora, "Plenum");
	await leadsOn(nora, "Lücken suchen");
	for (const page of [anke, bodo, falk, gesa]) await goesTo(page, "Plenum");
	await writes(gesa, "Bänke und Bäume am Markt", { title: "Bänke am Markt", topic: "Grün" });
	await (await moderates(nora, "Bänke am Markt")).getByRole("button", { name: "Zusammenführen …" }).click();
	const merging = nora.getByRole("dialog");
	await merging.getByRole("radio", { name: /Bänke$/ }).check();
	await merging.getByRole("button", { name: "Zusammenführen", exact: true }).click();
	await card(gesa, "Bänke am Markt").waitFor({ state: "detached" });
	await nora.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await card(gesa, "Bänke am Markt").waitFor();
	await writes(bodo, "Ein Versehen");
	await comments(anke, "Ein Versehen", "Das ist doch gut!");
	await shows(bodo, "Meine");
	await bodo.getByRole("button", { name: "Letzte Aktion rückgängig machen" }).click();
	await bodo.getByText(/^Das hat nicht geklappt/).waitFor();
	await hall.picture(bodo, "built on");
	await (await moderates(nora, "Ein Versehen")).getByRole("button", { name: "Ausblenden …" }).click();
	const hiding = nora.getByRole("dialog");
	await hiding.getByRole("button", { name: "Passt nicht zur Frage" }).click();
	await hiding.getByRole("button", { name: "Ausblenden", exact: true }).click();
	await card(anke, "Ein Versehen").waitFor({ state: "detached" });
});

test("profiles are completed by whoever knows more, and changed by their author alone", async () => {
	await leadsOn(nora, "Steckbriefe ergänzen");
	await comments(falk, "Saaleradweg", "Tiefbauamt, etwa zwei Millionen, Unterhalt 20.000 im Jahr");
	await opensIdea(anke, "Saaleradweg");
	await anke.getByRole("button", { name: "Bearbeiten" }).click();
	await anke.getByLabel("Text", { exact: true }).fill("Ein Radweg an der Saale, 11 km, zwei Millionen");
	await anke.getByRole("button", { name: "Speichern" }).click();
	await opensIdea(falk, "11 km");
	assert.equal(await falk.getByRole("button", { name: "Bearbeiten" }).count(), 0);
});

test("what has no cost is not put to the vote; the costs stand beside the projects", async () => {
	await goesTo(nora, "Plenum");
	await leadsOn(nora, "Prioritäten setzen", { timed: true });
	await anke.getByText("In dieser Phase sind keine Kommentare vorgesehen.").waitFor();
	await goesToBallot(nora, money);
	await nora.getByRole("button", { name: "Abstimmung öffnen" }).click();
	await nora.getByText(/^Das hat nicht geklappt/).waitFor();
	await hall.picture(nora, "no budget yet");
	await nora.getByRole("link", { name: "Vorbereitung ändern" }).click();
	await nora.getByLabel("Budget in Euro").fill("4000000");
	for (const [title, cost] of [["Gewerbe am Bahnhof", "3600000"], ["Saaleradweg", "1800000"], ["Treffhaus", "1000000"], ["Bänke", "800000"]])
		await nora.getByLabel(`Kosten in Euro: ${title}`, { exact: true }).fill(cost);
	await hall.picture(nora, "costs", { fullPage: true });
	await nora.getByRole("button", { name: "Speichern" }).click();
	await nora.locator(".winners li", { hasText: "Saaleradweg" }).getByText("1.800.000 €").waitFor();
	await nora.getByRole("button", { name: "Abstimmung öffnen" }).click();
	await nora.getByRole("button", { name: "Abstimmung schließen" }).waitFor();
});

test("most votes first buys one large project; by Equal Shares others get something for their part as well", async () => {
	for (const [page, ...titles] of [
		[anke, "Gewerbe", "Treffhaus"], [bodo, "Gewerbe", "Bänke"], [falk, "Gewerbe", "Saaleradweg"],
		[gesa, "Gewerbe", "Treffhaus"], [kerstin, "Saaleradweg"], [paul, "Saaleradweg"],
	]) {
		await goesTo(page, "Plenum");
		await ticks(page, money, titles);
	}
	await closesBallot(nora, money);
	await goesToBallot(saal, money);
	const bought = saal.locator(".bought section");
	for (const [i, titles] of [["Saaleradweg", "Treffhaus"], ["Gewerbe am Bahnhof"]].entries())
		for (const title of titles) await bought.nth(i).getByText(title).waitFor();
	await bought.nth(1).getByText("Zum Vergleich: Meiste Stimmen zuerst").waitFor();
	await hall.picture(saal, "what is bought", { fullPage: true });
});

test("one disputed profile has all eyes, towns speak in turn, and the order depends on the rule", async () => {
	await goesTo(nora, "Plenum");
	await leadsOn(nora, "Über Strittiges sprechen");
	await (await moderates(nora, "Gewerbe am Bahnhof")).getByRole("button", { name: "Alle Blicke hierher" }).click();
	await saal.getByRole("region", { name: "Gemeinsamer Blick" }).getByText("Gewerbe am Bahnhof").waitFor();
	for (const page of [anke, bodo, falk, gesa, kerstin, paul]) await goesTo(page, "Plenum");
	for (const page of [anke, bodo, kerstin]) {
		await page.getByRole("button", { name: "Hand heben" }).click();
		await page.getByText(/^Platz \d der Redeliste/).waitFor();
	}
	await hall.picture(anke, "with the hand raised");
	await (await bar(nora)).getByRole("button", { name: /^3 / }).click();
	for (const page of [anke, kerstin, bodo]) {
		await (await bar(nora)).getByRole("button", { name: "Nächste Person aufrufen" }).click();
		await page.getByText("Sie sind aufgerufen: bitte sprechen Sie.").waitFor();
	}
	await hall.picture(nora, "who speaks");
	for (const page of [anke, bodo, falk, gesa])
		await card(page, "Gewerbe am Bahnhof").getByRole("button", { name: /^Dafür/ }).click();
	for (const page of [anke, falk, kerstin, paul])
		await card(page, "Saaleradweg").getByRole("button", { name: /^Dafür/ }).click();
	await card(bodo, "Saaleradweg").getByRole("button", { name: /^Dagegen/ }).click();
	await goesTo(saal, "Plenum");
	await card(saal, "Saaleradweg").getByText("5 Stimmen").waitFor();
	await (await bar(nora)).getByRole("button", { name: "Blicke wieder freigeben" }).click();
});

test("how the towns count changes the order, and the rule stands beside it; opinions may change after all", async () => {
	await goesToBallot(nora, "Soll dieses Projekt vorrangig sein?");
	await nora.getByRole("button", { name: "Abstimmung schließen" }).click();
	const order = async (page, rule, said) => {
		await page.getByRole("tab", { name: rule }).click();
		await page.getByRole("status").getByText(said).waitFor();
		return (await page.locator(".standing-name").allTextContents()).slice(0, 2).map((name) => name.trim());
	};
	// Four of four before four of five; but in two towns nobody has spoken for the trade.
	assert.match((await order(nora, "Alle Personen", /^Diese Regel entscheidet\./))[0], /Gewerbe/);
	assert.match((await order(nora, "In jeder Stadt", /^Nur zum Vergleich, es entscheidet „Alle Personen“\./))[0], /Saaleradweg/);
	await hall.picture(nora, "by the rule", { fullPage: true });
	await nora.getByRole("button", { name: "Wieder öffnen" }).click();
	await nora.getByRole("button", { name: "Ja, wieder öffnen" }).click();
	await card(kerstin, "Gewerbe am Bahnhof").getByRole("button", { name: /^Dafür/ }).click();
	await opensIdea(saal, "Gewerbe am Bahnhof");
	await saal.getByText("5 Stimmen").waitFor();
	for (const page of [anke, falk, paul]) await page.getByRole("button", { name: "Ich bin fertig" }).click();
	await goesTo(nora, "Plenum");
	await nora.getByText("3 von 6 fertig").waitFor();
});

test("what is disputed is made smaller, and all vote once more", async () => {
	await goesToBallot(nora, money);
	await nora.getByRole("button", { name: "Weitere Runde vorbereiten" }).click();
	await nora.getByText("2. Runde").waitFor();
	await nora.getByRole("link", { name: "Vorbereitung ändern" }).click();
	await nora.getByLabel("Kosten in Euro: Gewerbe am Bahnhof", { exact: true }).fill("1200000");
	await nora.getByRole("button", { name: "Speichern" }).click();
	await nora.getByRole("button", { name: "Abstimmung öffnen" }).click();
	await nora.getByRole("button", { name: "Abstimmung schließen" }).waitFor();
	for (const page of [anke, bodo, falk, gesa, kerstin, paul]) {
		await shows(page, "Abstimmen");
		await page.getByRole("link", { name: money }).first().click();
		await page.getByText("2. Runde").waitFor();
		await page.getByRole("checkbox", { name: page === kerstin || page === paul ? "Treffhaus" : "Gewerbe" }).check();
		await casts(page);
	}
	await nora.getByRole("button", { name: "Abstimmung schließen" }).click();
	await nora.getByRole("button", { name: "Ja, endgültig schließen" }).click();
	await nora.locator(".bought section").first().getByText("Gewerbe am Bahnhof").waitFor();
	await nora.locator(".bought section").first().getByText("Treffhaus").waitFor();
});

test("a steering group of the moment marks what comes first; who leaves it can mark no more", async () => {
	const line = await opensPerson(nora, "Paul");
	await line.getByLabel("Rolle").selectOption({ label: "Steuerungsgruppe" });
	await goesTo(paul, "Plenum");
	await opensIdea(paul, "Saaleradweg");
	await paul.getByLabel("Stand", { exact: true }).selectOption({ label: "Ausgewählt" });
	await goesTo(saal, "Plenum");
	await opensIdea(saal, "Saaleradweg");
	await saal.locator(".topic-chip", { hasText: "Ausgewählt" }).waitFor();
	await line.getByLabel("Rolle").selectOption({ label: "Teilnehmende Person" });
	await paul.locator(".topic-chip", { hasText: "Ausgewählt" }).waitFor();
	assert.equal(await paul.getByLabel("Stand", { exact: true }).count(), 0);
});

test("money is looked for, first steps are named, and what is done goes on", async () => {
	await goesTo(nora, "Plenum");
	await leadsOn(nora, "Finanzierung suchen", { below: true });
	for (const page of [falk, gesa]) await goesTo(page, "Plenum");
	await comments(gesa, "Saaleradweg", "Förderprogramm Radwege des Landes, Frist im März, 80 Prozent");
	await leadsOn(nora, "Erste Schritte");
	await writes(falk, "Saaleradweg: Antrag an das Land, Falk, bis 31. Januar");
	await card(falk, "Antrag an das Land").getByText("Erster Schritt").waitFor();
	await leadsOn(nora, "Auf Kurs bleiben");
	await comments(gesa, "11 km", "Der Antrag ist gestellt");
	await (await bar(nora)).getByRole("button", { name: "Letzte Phase" }).waitFor();
});

test("the table is taken away to the desk, and the command line has seen the same", async () => {
	await showsDesk(nora, "Einrichtung");
	const [download] = await Promise.all([
		nora.waitForEvent("download"),
		nora.getByRole("button", { name: /\(CSV\)/ }).click(),
	]);
	assert.match(await readFile(await download.path(), "utf8"), /Saaleradweg/);
	await callWitness(hall, nora);
	const all = JSON.parse(await hall.bogen("export"));
	assert.deepEqual([all.town.length, all.person.length], [4, 8]);
	assert.equal(all.link.filter(({ relation }) => relation === "sent_up_from").length, 6);
	const title = (id) => all.idea.find((idea) => idea.id === id).title;
	const results = JSON.parse(await hall.bogen("--json", "ballot", "results", "6"));
	assert.deepEqual(results.winners.map(title).sort(), ["Bänke", "Saaleradweg", "Treffhaus"]);
	assert.deepEqual(hall.faults, []);
});
