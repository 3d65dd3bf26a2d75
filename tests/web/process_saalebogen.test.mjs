// Three towns hold demography workshops on three dates, bring their fields of action together, work in action
// teams across the towns and look back: as tests/e2e/process_saalebogen.sh, in the page alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	answersCall, bar, barWithMore, callWitness, card, casts, closesBallot, comesToTable, comments, desk, dots,
	givesLead, givesReason, goesTo, goesToBallot, hides, hosts, invites, joins, leadsOn, moderates, openProcess,
	opensBallot, opensIdea, opensPerson, renames, seatsAtTables, setsRules, shows, showsDesk, ticks, writes,
} from "./process.mjs";
import { openPhone } from "./support.mjs";

const towns = ["Saalfeld", "Rudolstadt", "Bad Blankenburg"];
const townBallot = "Welche Felder bringt unsere Stadt ein?";
const commonBallot = "An welchen Feldern arbeiten wir gemeinsam?";

let hall;
let maria; // has made the session
let vera; // moderates it with her
let olga; // a guest who reads
let anna, bernd, dieter, erika, gerda, holger, klara;
before(async () => (hall = await openProcess()));
after(() => hall.close());

test("three towns are set up by one moderator, who invites a second one and a guest", async () => {
	maria = await hosts(hall, {
		title: "Zukunft am Saalebogen", towns, method: "Demografie-Werkstätten mit Aktionsteams", name: "Maria", slow: true,
	});
	const moderator = await invites(maria, { role: "Moderation", uses: 1 });
	const guest = await invites(maria, { role: "Beobachtende Person", uses: 1 });
	vera = await joins(hall, "Vera", "", { link: moderator, options: desk });
	olga = await joins(hall, "Olga", "", { link: guest });
	const otto = await openPhone(hall);
	await otto.goto(guest);
	await otto.getByText("Diese Einladung gilt nicht mehr.").waitFor();
	await otto.context().close();
	assert.equal(await olga.getByLabel("Ihre Idee").count(), 0);
	anna = await joins(hall, "Anna", "Saalfeld", { institution: "Stadtverwaltung" });
	bernd = await joins(hall, "Bernd", "Saalfeld", { slow: true });
	dieter = await joins(hall, "Dieter", "Rudolstadt");
	erika = await joins(hall, "Erika", "Rudolstadt");
	gerda = await joins(hall, "Gerda", "Bad Blankenburg");
	holger = await joins(hall, "Holger", "Bad Blankenburg");
	for (const [name, town] of [["Anna", "Saalfeld"], ["Dieter", "Rudolstadt"], ["Gerda", "Bad Blankenburg"]])
		await givesLead(vera, name, town);
	await hall.picture(vera, "people", { fullPage: true });
	await bernd.getByRole("link", { name: "Saalfeld" }).click();
	assert.equal(await bernd.getByRole("region", { name: "Moderation" }).count(), 0);
});

test("a town works on its own date, led by one of its people, while the others have not begun", async () => {
	for (const page of [anna, bernd, vera, olga]) await goesTo(page, "Saalfeld");
	await writes(bernd, "In unserer Straße stehen sechs Häuser leer");
	await comments(anna, "sechs Häuser", "Bei uns in der Altstadt auch");
	await leadsOn(anna, "Werkstatt: Handlungsfelder", { timed: true });
	await olga.getByRole("timer").waitFor();
	await hall.picture(anna, "anna leads");
	await goesTo(erika, "Rudolstadt");
	await erika.locator(".phase h2", { hasText: "Wie sich unsere Stadt verändert" }).waitFor();
});

test("at small tables each writes for the table; what shall stand for the town is sent up", async () => {
	await seatsAtTables(vera, "Saalfeld", "Städte gemischt", 2);
	await hall.picture(vera, "tables", { fullPage: true });
	await Promise.all([anna, bernd].map(comesToTable));
	await hall.picture(bernd, "bernd at his table");
	await writes(bernd, "Leere Häuser an junge Familien geben", { topic: "Für alle Städte gemeinsam" });
	await goesTo(anna, "Saalfeld");
	await writes(anna, "Vereine teilen sich Übungsleiter", { topic: "Für alle Städte gemeinsam" });
	await vera.locator(".seat-group").getByRole("link", { name: "Tisch 1" }).click();
	const tools = await moderates(vera, "Leere Häuser");
	await hall.picture(vera, "what can be done with an idea");
	await tools.getByRole("button", { name: "An „Saalfeld“ weitergeben" }).click();
	await goesTo(bernd, "Saalfeld");
	await card(bernd, "Leere Häuser").getByText("Weitergegeben von").waitFor();
});

test("a step too early is taken back; what comes as the phase ends is handed back, not lost", async () => {
	await goesTo(vera, "Saalfeld");
	await leadsOn(vera, "Werkstatt: gewichten und weitergeben", { below: true });
	await anna.getByText("In dieser Phase sind keine neuen Ideen vorgesehen.").waitFor();
	await (await bar(anna)).getByRole("button", { name: /^Zurück/ }).click();
	await anna.getByLabel("Ihre Idee").waitFor();
	await writes(bernd, "Ein Brunnen");
	await shows(bernd, "Meine");
	await bernd.getByRole("button", { name: "Letzte Aktion rückgängig machen" }).click();
	await bernd.getByText("Rückgängig gemacht.").waitFor();
	await goesTo(bernd, "Saalfeld");
	assert.equal(await card(bernd, "Ein Brunnen").count(), 0);
	bernd.line.hold();
	await leadsOn(anna, "Werkstatt: gewichten und weitergeben", { timed: true });
	await bernd.getByLabel("Ihre Idee").fill("Ein Bus, der auch am Abend fährt");
	await bernd.getByRole("button", { name: "Idee hinzufügen" }).click();
	bernd.line.release();
	await bernd.getByText("Ihre Idee wurde nicht gespeichert").waitFor();
	assert.equal(await bernd.locator(".refused textarea").inputValue(), "Ein Bus, der auch am Abend fährt");
	await hall.picture(bernd, "an idea that came too late");
	await bernd.getByRole("button", { name: "Verwerfen" }).click();
});

test("the town and nobody else weighs with dots, and its leader sends up what it has chosen", async () => {
	await hall.picture(vera, "before the ballot");
	await opensBallot(vera, townBallot);
	await goesToBallot(erika, townBallot);
	await erika.getByText("In dieser Abstimmung sind Sie nicht stimmberechtigt.").waitFor();
	await answersCall(anna, townBallot);
	await hall.picture(anna, "dots");
	await goesTo(anna, "Saalfeld");
	await dots(anna, townBallot, { "Leere Häuser": 2, "Vereine teilen": 1 });
	await dots(bernd, townBallot, { "Leere Häuser": 1, "Vereine teilen": 2 });
	await bernd.getByRole("button", { name: "Ändern" }).click();
	await bernd.getByRole("button", { name: "Ein Punkt weniger: Vereine" }).click();
	await casts(bernd);
	await closesBallot(vera, townBallot);
	await hall.picture(vera, "result of the town", { fullPage: true });
	await goesTo(anna, "Saalfeld");
	await anna.locator(".calls").getByText("Leere Häuser").first().waitFor();
	for (const idea of ["Leere Häuser", "Vereine teilen"]) {
		await (await moderates(anna, idea)).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
		await card(anna, idea).getByText("Weitergegeben als").waitFor();
	}
	await leadsOn(anna, "Werkstatt: Wie es weitergeht");
});

test("in a town that wants it, ideas wait for approval; there is a limit and a pause", async () => {
	await goesTo(dieter, "Rudolstadt");
	await leadsOn(dieter, "Werkstatt: Handlungsfelder");
	assert.equal(await (await bar(dieter)).getByRole("button", { name: "Freigabe verlangen" }).count(), 0);
	await setsRules(vera, "Rudolstadt", { "Ideen je Person": "2" }, true);
	await goesTo(erika, "Rudolstadt");
	await writes(erika, "Wohnungen für Ältere im Zentrum");
	await writes(erika, "Leerstand erfassen und vermitteln");
	await erika.getByText("In dieser Phase höchstens 2 je Person.").waitFor();
	await writes(dieter, "Der Bürgermeister ist an allem schuld");
	await writes(dieter, "Ärzte für alle drei Städte gewinnen");
	await card(dieter, "Bürgermeister").getByText("Wartet auf Freigabe.").waitFor();
	await shows(vera, "Prüfen");
	await hall.picture(vera, "queue");
	for (const idea of ["Wohnungen", "Leerstand", "Ärzte"])
		await vera.locator(".approval-list li", { hasText: idea }).getByRole("button", { name: "Freigeben" }).click();
	await card(dieter, "Wohnungen").waitFor();
	await vera.locator(".approval-list li", { hasText: "Bürgermeister" }).getByRole("button", { name: "Ausblenden …" }).click();
	await givesReason(vera, "Bitte keine Schuldigen nennen");
	await card(dieter, "Bürgermeister").getByText("Grund: Bitte keine Schuldigen nennen").waitFor();
	assert.equal(await card(erika, "Bürgermeister").count(), 0);
	await setsRules(vera, "Rudolstadt", { "Ideen je Person": "", "Sekunden zwischen zwei Beiträgen": "3600" }, false);
	await dieter.getByText(/^Langsamer Modus: Sie können in \d+ Sekunden wieder senden\./).waitFor();
	await leadsOn(dieter, "Werkstatt: gewichten und weitergeben");
});

test("what was hidden is shown again; what names a person is taken out for good; a slip is undone", async () => {
	await shows(vera, "Leiten");
	await goesTo(vera, "Rudolstadt");
	await (await moderates(vera, "Bürgermeister")).getByRole("button", { name: "Wieder einblenden" }).click();
	await card(erika, "Bürgermeister").waitFor();
	await (await moderates(vera, "Bürgermeister")).getByRole("button", { name: "Schwärzen …" }).click();
	const dialog = vera.getByRole("dialog", { name: "Diesen Beitrag neu schreiben" });
	await hall.picture(vera, "redact");
	await dialog.locator("textarea").fill("Die Verwaltung soll früher sagen, was sie plant");
	await dialog.getByRole("button", { name: "Endgültig ersetzen" }).click();
	await card(dieter, "früher sagen").waitFor();
	await hides(vera, "Ärzte", "Verwechselt");
	await vera.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await card(erika, "Ärzte").waitFor();
	for (const idea of ["Leerstand", "Ärzte"]) {
		await (await moderates(dieter, idea)).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
		await card(dieter, idea).getByText("Weitergegeben als").waitFor();
	}
});

test("who disturbs is muted; a workshop is locked for a talk; a lost phone is replaced", async () => {
	await goesTo(gerda, "Bad Blankenburg");
	await goesTo(holger, "Bad Blankenburg");
	await leadsOn(gerda, "Werkstatt: Handlungsfelder");
	const line = await opensPerson(vera, "Holger");
	await line.getByRole("button", { name: "Stummschalten" }).click();
	await holger.getByText("Die Moderation hat Sie stummgeschaltet.").first().waitFor();
	await line.getByRole("button", { name: "Stummschalten" }).click();
	await writes(holger, "Ein Rufbus zwischen den drei Städten");
	await (await barWithMore(gerda)).getByRole("button", { name: "Eingaben hier sperren" }).click();
	await holger.getByText("Hier werden gerade keine Eingaben angenommen.").first().waitFor();
	await (await barWithMore(gerda)).getByRole("button", { name: "Eingaben hier sperren" }).click();
	await holger.getByLabel("Ihre Idee").waitFor();
	await line.getByRole("button", { name: "Neuer Rückkehr-Link" }).click();
	await line.getByRole("button", { name: "Ja, neuer Link" }).click();
	await holger.getByText("Sie haben einen neuen Link bekommen").waitFor();
	await hall.picture(holger, "the old phone");
	const link = await line.locator("input[readonly]").inputValue();
	holger = await openPhone(hall);
	await holger.goto(link);
	await goesTo(holger, "Bad Blankenburg");
	await card(holger, "Ein Rufbus").locator(".by-name", { hasText: "Sie" }).waitFor();
	await writes(holger, "Leere Läden für Vereine öffnen");
	for (const idea of ["Rufbus", "Leere Läden"]) {
		await (await moderates(gerda, idea)).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
		await card(gerda, idea).getByText("Weitergegeben als").waitFor();
	}
});

test("the plenary has what three towns brought on three dates; what is alike is merged, and parted again", async () => {
	await goesTo(olga, "Plenum");
	await goesTo(vera, "Plenum");
	for (const [idea, town] of [["Leere Häuser", "Saalfeld"], ["Ärzte", "Rudolstadt"], ["Rufbus", "Bad Blankenburg"]])
		await card(olga, idea).getByText(town).first().waitFor();
	const region = await bar(vera);
	await region.getByText("Mehr", { exact: true }).click();
	await hall.picture(vera, "more to lead with");
	await region.getByRole("link", { name: "Ideen ordnen" }).click();
	for (const idea of ["Leerstand", "Leere Läden"]) await mergesInto(vera, idea, "Häuser");
	await card(olga, "Leerstand").waitFor({ state: "detached" });
	await card(olga, "Leere Häuser").getByText("2 Ideen darin aufgegangen").waitFor();
	await sorted(vera, "Leere Häuser").getByRole("button", { name: /verschieben …$/ }).click();
	const menu = vera.getByRole("dialog");
	await hall.picture(vera, "the menu of a card");
	await menu.getByRole("listitem").filter({ hasText: "Leere Läden" }).getByRole("button", { name: /^Wieder trennen/ }).click();
	await card(olga, "Leere Läden").waitFor();
});

function sorted(page, idea) {
	return page.locator(".sort-card", { hasText: idea });
}

async function mergesInto(page, idea, other) {
	await sorted(page, idea).getByRole("button", { name: /verschieben …$/ }).click();
	const menu = page.getByRole("dialog");
	await menu.getByLabel("Zusammenführen mit").fill(other);
	await menu.locator(".sort-targets").getByRole("button", { name: new RegExp(other) }).last().click();
	await sorted(page, idea).waitFor({ state: "detached" });
}

test("the fields are put under topics, one of them before everybody; towns speak in turn", async () => {
	for (const topic of ["Wohnen und Leerstand", "Miteinander und Versorgung"]) {
		await vera.locator(".sort-new").getByRole("button").click();
		await vera.locator(".sort-title-form input").fill(topic);
		await vera.keyboard.press("Enter");
		await vera.getByRole("heading", { name: new RegExp(`^${topic}`) }).waitFor();
	}
	for (const [topic, ...ideas] of [
		["Wohnen und Leerstand", "Leere Häuser", "Leere Läden"],
		["Miteinander und Versorgung", "Vereine teilen", "Ärzte", "Rufbus"],
	]) {
		for (const idea of ideas) await sorted(vera, idea).locator(".sort-tick").click();
		await vera.getByRole("button", { name: "Verschieben, weitergeben …" }).click();
		await vera.getByRole("dialog").getByRole("button", { name: topic }).click();
		await vera.locator(".sort-column", { hasText: topic }).locator(".sort-card", { hasText: ideas.at(-1) }).waitFor();
	}
	await hall.picture(vera, "sorted");
	await goesTo(vera, "Plenum");
	await (await moderates(vera, "Rufbus")).getByRole("button", { name: "Alle Blicke hierher" }).click();
	await olga.getByRole("region", { name: "Gemeinsamer Blick" }).getByText("Ein Rufbus").waitFor();
	await hall.picture(olga, "all eyes");
	for (const page of [anna, bernd, dieter, gerda]) {
		await goesTo(page, "Plenum");
		await page.getByRole("button", { name: "Hand heben" }).click();
		await page.getByRole("button", { name: "Hand senken" }).waitFor();
	}
	await (await bar(vera)).getByRole("button", { name: /^4 Wortmeldungen/ }).click();
	await hall.picture(vera, "hands");
	for (const page of [anna, dieter, gerda, bernd]) { // who has spoken less often comes first
		await (await bar(vera)).getByRole("button", { name: "Nächste Person aufrufen" }).click();
		await page.getByText("Sie sind aufgerufen: bitte sprechen Sie.").waitFor();
	}
	await (await bar(vera)).getByRole("button", { name: "Blicke wieder freigeben" }).click();
	await olga.getByRole("region", { name: "Gemeinsamer Blick" }).waitFor({ state: "detached" });
	for (const page of [anna, dieter, gerda]) await page.getByRole("button", { name: "Ich bin fertig" }).click();
	await vera.getByText("3 von 6 fertig").waitFor();
});

test("of two moderators who go on at once the second is told that it has happened", async () => {
	await goesTo(maria, "Plenum");
	maria.line.hold();
	await leadsOn(vera, "Handlungsfelder auswählen");
	await (await bar(maria)).getByRole("button", { name: "Weiter: Handlungsfelder auswählen" }).click();
	maria.line.release();
	await maria.getByText(/Neue Phase: Handlungsfelder auswählen|Die Gruppe ist inzwischen in einer anderen Phase/).waitFor();
	await hall.picture(maria, "the second is told");
	await maria.locator(".phase h2", { hasText: "Handlungsfelder auswählen" }).waitFor();
	await vera.getByText("0 von 6 fertig").waitFor();
});

test("what one town alone wants does not win where every town has to carry it", async () => {
	await opensBallot(vera, commonBallot);
	for (const page of [erika, holger]) await goesTo(page, "Plenum");
	for (const page of [anna, bernd]) await ticks(page, commonBallot, ["Rufbus", "Leere Häuser"]);
	await ticks(dieter, commonBallot, ["Rufbus", "Leere Häuser", "Ärzte"]);
	await ticks(erika, commonBallot, ["Leere Häuser"]);
	await ticks(gerda, commonBallot, ["Rufbus"]);
	await answersCall(holger, commonBallot);
	await holger.getByRole("button", { name: "Stimme abgeben" }).click();
	await holger.getByRole("button", { name: "Ja, leer abgeben" }).click();
	await holger.locator(".cast-saved").waitFor();
	await closesBallot(vera, commonBallot);
	const order = (page) => page.locator(".standing-name").allTextContents();
	assert.match((await order(vera))[0], /Rufbus|Leere Häuser/);
	// Of two people in a town nobody learns what they chose; the moderators may.
	await goesToBallot(olga, commonBallot);
	await olga.getByText("Was Städte einzeln sagen, steht bei manchen Vorschlägen nicht da").waitFor();
	await hall.picture(olga, "result for all", { fullPage: true });
	await vera.getByLabel("Ansicht wie im Saal").uncheck();
	await vera.getByRole("tab", { name: "In jeder Stadt" }).click();
	await vera.locator(".standing", { hasText: "Rufbus" }).getByText("getragen in 3 von 3").waitFor();
	await vera.locator(".standing", { hasText: "Leere Häuser" }).getByText("getragen in 2 von 3").waitFor();
	assert.match((await order(vera))[0], /Rufbus/);
	await hall.picture(vera, "result in every town", { fullPage: true });
});

test("teams over the towns: by choice, by a moderator, by invitation; each has a leader and its places", async () => {
	await goesTo(vera, "Plenum");
	await leadsOn(vera, "Aktionsteams bilden");
	await renames(vera, "Aktionsteam 1", "Team Rufbus");
	await renames(vera, "Aktionsteam 2", "Team Leerstand");
	await renames(vera, "Aktionsteam 3", "Team Miteinander");
	await setsRules(vera, "Team Rufbus", { "Plätze, die man selbst nehmen kann": "3" }, false);
	await setsRules(vera, "Team Leerstand", { "Plätze, die man selbst nehmen kann": "" }, false);
	for (const page of [anna, dieter, gerda]) {
		await goesTo(page, "Team Rufbus");
		await page.getByRole("button", { name: "Platz nehmen bei „Team Rufbus“" }).click();
		await page.getByRole("button", { name: "„Team Rufbus“ verlassen" }).waitFor();
	}
	await goesTo(bernd, "Team Rufbus");
	await bernd.getByText("3 von 3 besetzt").waitFor();
	assert.ok(await bernd.getByRole("button", { name: "Platz nehmen bei „Team Rufbus“" }).isDisabled());
	await bernd.getByText("Hier schreiben nur die Mitglieder dieser Gruppe.").waitFor();
	await hall.picture(bernd, "a full team");
	await showsDesk(vera, "Plätze");
	await vera.getByLabel("Anzeigen").selectOption({ label: "Aktionsteams" });
	for (const name of ["Bernd", "Erika"]) {
		await vera.locator(".seat-group.none .seat-chip", { hasText: name }).click();
		const dialog = vera.getByRole("dialog", { name: `Wohin mit ${name}?` });
		await dialog.getByLabel("Neuer Platz").selectOption({ label: "Team Leerstand" });
		await dialog.getByRole("button", { name: "Umsetzen" }).click();
		await vera.locator(".seat-group", { hasText: "Team Leerstand" }).getByText(name).waitFor();
	}
	await hall.picture(vera, "teams", { fullPage: true });
	await givesLead(vera, "Gerda", "Team Rufbus");
	const link = await invites(vera, {
		role: "Mitglied eines Aktionsteams", town: "Rudolstadt", board: "Team Miteinander", uses: 2,
	});
	klara = await joins(hall, "Klara", "", { link, institution: "Diakonie" });
	await klara.locator('.tabs a[aria-current="page"]', { hasText: "Team Miteinander" }).waitFor();
});

test("teams go on by themselves and bring projects before all, who ask and give their opinion", async () => {
	await goesTo(gerda, "Team Rufbus");
	await goesTo(anna, "Team Rufbus");
	await writes(anna, "In jeder Stadt fährt bis 22 Uhr ein Bus");
	await leadsOn(gerda, "Aktionsteam: Projekte");
	await writes(anna, "Eine Nummer für alle drei Städte", { title: "Rufbus" });
	await leadsOn(gerda, "Aktionsteam: auswählen und planen");
	for (const page of [anna, dieter]) {
		await goesTo(page, "Team Rufbus");
		await card(page, "Eine Nummer").getByRole("button", { name: /^Dafür/ }).click();
	}
	await (await moderates(gerda, "Eine Nummer")).getByRole("button", { name: "An „Plenum“ weitergeben" }).click();
	await goesTo(vera, "Plenum");
	await leadsOn(vera, "Zwischenbericht");
	await comments(vera, "Eine Nummer", "Wann fährt der erste?");
	await goesTo(klara, "Plenum");
	await card(klara, "Eine Nummer").getByRole("button", { name: /^Dafür/ }).click();
	await opensIdea(vera, "Eine Nummer");
	await vera.getByLabel("Stand", { exact: true }).selectOption({ label: "Läuft" });
	await hall.picture(vera, "a project", { fullPage: true });
	await opensIdea(klara, "Eine Nummer");
	await klara.locator(".topic-chip", { hasText: "Läuft" }).waitFor();
	assert.equal(await klara.getByLabel("Stand", { exact: true }).count(), 0);
});

test("who was sent away is out at once and stays out", async () => {
	const line = await opensPerson(vera, "Holger");
	await line.getByRole("button", { name: "Entfernen" }).click();
	await line.getByRole("button", { name: "Ja, entfernen" }).click();
	await holger.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await holger.reload();
	await holger.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await hall.picture(holger, "sent away");
});

test("all look back alone, up to five each, and nobody reads it until all is shown together", async () => {
	await goesTo(vera, "Plenum");
	const region = await bar(vera);
	await region.getByText("Mehr", { exact: true }).click();
	await region.getByLabel("und alle Gruppen darunter").check();
	await region.getByLabel("Phase dieser Gruppe").selectOption({ label: "5. Rückblick: jede und jeder für sich" });
	await goesTo(erika, "Plenum");
	await goesTo(anna, "Plenum");
	await writes(anna, "Die Treffen wechselten zwischen den Städten", { topic: "Erfolgsfaktoren" });
	await writes(erika, "Jede Stadt rechnet anders ab", { topic: "Hindernisse" });
	await card(erika, "Jede Stadt").getByText("Bisher nur für Sie und die Moderation sichtbar.").waitFor();
	await hall.picture(erika, "alone");
	assert.equal(await card(erika, "Die Treffen").count(), 0);
	await card(anna, "Die Treffen").getByRole("button", { name: "Allen zeigen" }).click();
	await card(erika, "Die Treffen").waitFor();
	await leadsOn(vera, "Rückblick: gemeinsam", { below: true });
	await card(anna, "Jede Stadt").waitFor();
	await card(anna, "Jede Stadt").getByRole("button", { name: /^Dafür/ }).click();
});

test("in the last phase guests read along; nothing comes after it, and all input ends", async () => {
	await leadsOn(vera, "Austausch mit anderen Regionen");
	await (await bar(vera)).getByRole("button", { name: "Letzte Phase" }).waitFor();
	const link = await invites(vera, { role: "Beobachtende Person", uses: 5 });
	const region = await joins(hall, "Region", "", { link, institution: "Regionalforum Mittelland" });
	await writes(erika, "Wie teilen andere die Kosten eines Rufbusses?");
	await card(region, "Kosten eines Rufbusses").waitFor();
	await shows(vera, "Leiten");
	await hall.picture(vera, "overview", { fullPage: true });
	await vera.getByRole("button", { name: "Alle Eingaben anhalten" }).click();
	await erika.getByText("Die Moderation hat alle Eingaben angehalten.").first().waitFor();
});

test("the command line has seen all of it", async () => {
	await callWitness(hall, maria);
	const all = JSON.parse(await hall.bogen("export"));
	assert.deepEqual([all.town.length, all.person.length], [3, 11]);
	assert.equal(all.person.filter(({ kept_out }) => kept_out).length, 1);
	assert.deepEqual(all.board.filter(({ sort }) => sort === "team").map(({ title }) => title),
		["Team Rufbus", "Team Leerstand", "Team Miteinander"]);
	const titled = all.idea.filter(({ title }) => title === "Rufbus");
	assert.deepEqual(titled.map(({ stage }) => stage), ["running", "running"]);
	assert.equal(all.link.filter(({ relation }) => relation === "sent_up_from").length, 8);
	assert.deepEqual(all.paper.map(({ ballot }) => ballot), [2, 2, 5, 5, 5, 5, 5, 5]);
	assert.ok(!JSON.stringify(all).includes("Bürgermeister ist an allem schuld"));
	assert.deepEqual(hall.faults, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});
