// Boards, towns, tables and the session's own settings, made in the page; the command line is the witness.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { eventually, joinAs, openHall, openPhone, showScreen, writeIdea } from "./support.mjs";

const people = [
	["Bernd Kühn", "Rudolstadt"], ["Carla Otto", "Bad Blankenburg"], ["Dora Lang", "Saalfeld"],
	["Emil Fischer", "Rudolstadt"], ["Frieda Hahn", "Bad Blankenburg"],
];

let hall;
let moderator;
let anna;
before(async () => {
	hall = await openHall();
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
	await moderator.goto(hall.moderator_link);
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	for (const [name, town] of people)
		await hall.bogen("--profile", name.slice(0, 3), "join", hall.code, "--name", name, "--town", town);
	await showScreen(moderator, "Leiten");
	await showDesk("Einrichtung");
});
after(() => hall.close());

async function showDesk(name) {
	await moderator.getByRole("navigation", { name: "Sitzung leiten" }).getByRole("link", { name }).click();
	await moderator.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
}

async function boards() {
	return JSON.parse(await hall.bogen("--json", "board", "list"));
}

async function rows(kind) {
	return JSON.parse(await hall.bogen("export", "--format", "json"))[kind];
}

async function boardRow(title) {
	return (await rows("board")).find((row) => row.title === title);
}

async function openBoard(title) {
	const board = moderator.locator(".set-boards li").filter({
		has: moderator.locator(".set-title", { hasText: new RegExp(`^${title}$`) }),
	});
	if ((await board.locator("details").getAttribute("open")) === null) await board.locator("summary").click();
	return board.locator(".set-panel");
}

function undo() {
	return moderator.getByRole("button", { name: "Rückgängig" });
}

test("the session gets another title, and its old one back", async () => {
	const form = moderator.getByRole("region", { name: "Diese Sitzung" });
	await form.getByLabel("Titel").fill("  Zukunft im Dreieck ");
	await form.getByRole("button", { name: "Speichern" }).click();
	await anna.locator(".session-title", { hasText: "Zukunft im Dreieck" }).waitFor();
	await undo().click();
	await anna.locator(".session-title", { hasText: "Städtedreieck" }).waitFor();
	await form.getByLabel("Titel").fill(" ");
	await form.getByRole("button", { name: "Speichern" }).click();
	await form.getByRole("alert").getByText("Bitte füllen Sie das Feld „Titel“ aus.").waitFor();
	assert.equal((await rows("session"))[0].title, "Städtedreieck");
});

test("all input is paused and goes on", async () => {
	const pause = moderator.getByRole("button", { name: "Alle Eingaben anhalten" });
	await pause.click();
	await anna.getByText("Die Moderation hat alle Eingaben angehalten.").first().waitFor();
	await moderator.locator('button[aria-pressed="true"]', { hasText: "Alle Eingaben anhalten" }).waitFor();
	await pause.click();
	await anna.getByLabel("Ihre Idee").waitFor();
});

test("a town is added with its workshop, and renamed; a name twice is refused in the server's words", async () => {
	const towns = moderator.getByRole("region", { name: "Städte" });
	await towns.getByLabel("Weitere Stadt").fill("Saalfeld");
	await towns.getByRole("button", { name: "Hinzufügen" }).click();
	await towns.getByRole("alert").getByText("Diesen Namen gibt es schon: „Saalfeld“.").waitFor();
	await towns.getByLabel("Weitere Stadt").fill("Könitz");
	await towns.getByRole("button", { name: "Hinzufügen" }).click();
	await towns.getByText("Könitz").waitFor();
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Könitz" }).waitFor();
	await towns.getByRole("button", { name: "„Könitz“ umbenennen" }).click();
	await towns.getByLabel("„Könitz“ umbenennen").fill("Unterwellenborn");
	await towns.getByRole("button", { name: "Speichern" }).click();
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Unterwellenborn" }).waitFor();
	await towns.locator("button:focus", { hasText: "Umbenennen" }).waitFor();
	assert.equal((await boardRow("Unterwellenborn")).sort, "town");
});

test("a team is added for its members only, renamed, and removed; undo brings it back", async () => {
	await moderator.getByText("Neue Gruppe").click();
	const form = moderator.locator("form", { has: moderator.getByRole("button", { name: "Gruppe anlegen" }) });
	await form.getByLabel("Titel der Gruppe").fill("Mobilität");
	await form.getByLabel("Plätze, die man selbst nehmen kann").fill("4");
	await form.getByLabel("Nur Mitglieder lesen hier mit").check();
	await form.getByRole("button", { name: "Gruppe anlegen" }).click();
	const panel = await openBoard("Mobilität");
	const { sort, audience, places } = await boardRow("Mobilität");
	assert.deepEqual([sort, audience, places], ["team", "members", 4]);
	await form.getByLabel("Titel der Gruppe").fill("Mobilität");
	await form.getByRole("button", { name: "Gruppe anlegen" }).click();
	await form.getByRole("alert").getByText("Diesen Namen gibt es schon: „Mobilität“.").waitFor();
	await panel.getByLabel("Titel der Gruppe").fill("Unterwegs");
	await panel.getByRole("button", { name: "Speichern", exact: true }).click();
	const renamed = await openBoard("Unterwegs");
	await renamed.getByRole("button", { name: "Gruppe entfernen" }).click();
	await eventually(boards, (all) => all.every(({ title }) => title !== "Unterwegs"), "the team is removed");
	await undo().click();
	await openBoard("Unterwegs");
	const plenary = await openBoard("Plenum");
	assert.equal(await plenary.getByRole("button", { name: "Gruppe entfernen" }).count(), 0);
});

test("of two who change a board's rules, neither undoes what the other changed", async () => {
	const panel = await openBoard("Plenum");
	await panel.getByLabel("Ideen je Person").fill("3");
	await hall.bogen("board", "rules", "Plenum", "--slow", "7");
	const slow = () => panel.getByLabel("Sekunden zwischen zwei Beiträgen").inputValue();
	await eventually(slow, (value) => value === "7", "what the other changed is shown");
	assert.equal(await panel.getByLabel("Ideen je Person").inputValue(), "3");
	await panel.getByRole("button", { name: "Regeln speichern" }).click();
	const row = await eventually(() => boardRow("Plenum"), ({ ideas_max }) => ideas_max === 3, "three ideas each");
	assert.equal(row.slow_s, 7);
	await hall.bogen("board", "rules", "Plenum", "--ideas", "0", "--slow", "0");
	await eventually(slow, (value) => value === "", "the rules are off again");
});

test("rules hold as soon as they are saved", async () => {
	const panel = await openBoard("Plenum");
	await panel.getByLabel("Ideen je Person").fill("drei");
	await panel.getByRole("button", { name: "Regeln speichern" }).click();
	await panel.getByRole("alert").getByText("Bitte eine ganze Zahl, oder nichts.").waitFor();
	await panel.getByLabel("Ideen je Person").fill("2");
	await panel.getByLabel("Sekunden zwischen zwei Beiträgen").fill("1");
	await panel.getByLabel("Neue Beiträge warten auf die Moderation").check();
	await panel.getByRole("button", { name: "Regeln speichern" }).click();
	const row = await eventually(() => boardRow("Plenum"), ({ approval }) => approval, "approval");
	assert.deepEqual([row.ideas_max, row.slow_s], [2, 1]);
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Plenum" }).click();
	await writeIdea(anna, "Ein Radweg an der Saale");
	await anna.getByText("Wartet auf Freigabe.").waitFor();
	await undo().click();
	await eventually(() => boardRow("Plenum"), ({ approval, ideas_max }) => !approval && ideas_max === 0, "undone");
});

test("who leads a board is found by name; only who belongs to it is offered", async () => {
	const panel = await openBoard("Rudolstadt");
	await panel.getByRole("button", { name: "Leitung bestimmen" }).click();
	const dialog = moderator.getByRole("dialog", { name: "Wer leitet „Rudolstadt“?" });
	assert.deepEqual(await dialog.locator("fieldset label").allTextContents().then((all) => all.map((text) => text.replace(/^.*Rudolstadt/, ""))),
		["Bernd Kühn", "Emil Fischer", "Moderation"]);
	await dialog.getByLabel("Name oder Institution").fill("emil");
	await dialog.getByRole("radio", { name: "Emil Fischer" }).check();
	await dialog.getByRole("button", { name: "Leitung geben" }).click();
	await moderator.locator(".set-boards").getByText("Leitung: Emil Fischer").waitFor();
	await panel.getByRole("button", { name: "Emil Fischer die Leitung abnehmen" }).click();
	await moderator.locator(".set-boards").getByText("Leitung: Emil Fischer").waitFor({ state: "detached" });
});

test("a board is locked from here", async () => {
	const panel = await openBoard("Plenum");
	await panel.getByRole("button", { name: "Eingaben hier sperren" }).click();
	await anna.getByText("Hier werden gerade keine Eingaben angenommen.").first().waitFor();
	await panel.getByRole("button", { name: "Eingaben hier sperren" }).click();
	await anna.getByText("Hier werden gerade keine Eingaben angenommen.").first().waitFor({ state: "detached" });
	await examine(moderator, "settings");
});

test("people are seated at tables, and it is said how many meet again", async () => {
	await showDesk("Plätze");
	await moderator.getByLabel("Anzeigen").selectOption({ label: "Tische: Plenum" });
	await moderator.getByText("Es gibt noch keinen Tisch.").waitFor();
	await moderator.getByLabel("Personen an einem Tisch").fill("null");
	await moderator.getByRole("button", { name: "An Tische setzen" }).click();
	await moderator.getByRole("alert").getByText("Bitte eine Zahl von 1 bis 1000.").waitFor();
	await moderator.getByLabel("Personen an einem Tisch").fill("3");
	await moderator.getByRole("button", { name: "An Tische setzen" }).click();
	await moderator.getByText("Alle sitzen. 0 Paare saßen schon einmal zusammen.").waitFor();
	const table = (n) => moderator.locator(".seat-group").filter({ has: moderator.getByRole("link", { name: `Tisch ${n}` }) });
	for (const n of [1, 2]) {
		await table(n).getByText("3 Personen").waitFor();
		assert.equal(await table(n).locator(".facts .town").count(), 3); // one of each town
	}
	await anna.locator('.tabs a[aria-current="page"]', { hasText: /^Tisch \d$/ }).waitFor();
	// Three tables of two would part all; at two of three some have to meet again.
	await moderator.getByRole("button", { name: "An Tische setzen" }).click();
	await moderator.getByText(/^Alle sitzen\. [1-9] Paare? saß/).waitFor();
	assert.equal((await boardRow("Plenum")).rounds, 2);
});

test("only who is connected is seated, if that is wanted", async () => {
	await moderator.getByLabel("Nur wer gerade verbunden ist").check();
	await moderator.getByRole("button", { name: "An Tische setzen" }).click();
	const none = moderator.locator(".seat-group.none");
	await none.getByText("5 Personen").waitFor();
	assert.equal(await none.getByText("Anna Weber").count(), 0);
	await undo().click();
	await none.waitFor({ state: "detached" });
});

test("one person is put elsewhere, and keeps the focus; dragging does the same", async () => {
	const chip = moderator.locator(".seat-chip", { hasText: "Anna Weber" });
	const at = async () => {
		const { id } = JSON.parse(await hall.bogen("--json", "person", "list")).find(({ name }) => name === "Anna Weber");
		const { table = 0 } = (await rows("seat")).find(({ person }) => person === id) ?? {};
		return (await rows("board")).find((row) => row.id === table)?.title ?? "";
	};
	const from = await at();
	const to = from === "Tisch 1" ? "Tisch 2" : "Tisch 1";
	await chip.focus();
	await moderator.keyboard.press("Enter");
	const dialog = moderator.getByRole("dialog", { name: "Wohin mit Anna Weber?" });
	await dialog.getByLabel("Neuer Platz").selectOption({ label: to });
	await dialog.getByRole("button", { name: "Umsetzen" }).click();
	await moderator.locator(".seat-group", { hasText: to }).locator(".seat-chip:focus", { hasText: "Anna Weber" }).waitFor();
	await eventually(at, (title) => title === to, "moved");
	await anna.locator('.tabs a[aria-current="page"]', { hasText: to }).waitFor();
	await chip.dragTo(moderator.locator(".seat-group", { has: moderator.getByRole("link", { name: from }) }).locator(".seat-chips"));
	await eventually(at, (title) => title === from, "dragged back");
	await chip.click();
	await dialog.getByLabel("Neuer Platz").selectOption({ label: "kein Platz" });
	await dialog.getByRole("button", { name: "Umsetzen" }).click();
	await moderator.locator(".seat-group.none .seat-chip", { hasText: "Anna Weber" }).waitFor();
});

test("one more table is like the others; the seating is shown in large and printed alone", async () => {
	await moderator.getByRole("button", { name: "Ein Tisch mehr" }).click();
	await moderator.locator(".seat-group").getByRole("link", { name: "Tisch 3" }).waitFor();
	assert.equal((await boardRow("Tisch 3")).parent, (await boardRow("Plenum")).id);
	await moderator.getByRole("button", { name: "Wer sitzt wo: zeigen oder drucken" }).click();
	const sheet = moderator.getByRole("dialog", { name: "Wer sitzt wo?" });
	await sheet.getByText("Frieda Hahn").waitFor();
	await examine(moderator, "who sits where");
	// Printed, it is as long as it is: nothing behind the first page is cut off.
	await moderator.emulateMedia({ media: "print" });
	await moderator.setViewportSize({ width: 800, height: 200 });
	assert.equal(await moderator.locator(".seat-group").first().isVisible(), false);
	const [whole, list] = await moderator.evaluate(() =>
		[document.documentElement.scrollHeight, document.querySelector(".seating").getBoundingClientRect().bottom]);
	assert.ok(whole >= list && list > 200, `${whole} of ${list}`);
	await moderator.setViewportSize({ width: 1280, height: 900 });
	await moderator.emulateMedia({ media: null });
	await moderator.keyboard.press("Escape");
	await sheet.waitFor({ state: "detached" });
});

test("teams have their places here too, and tables for everybody's choice", async () => {
	await moderator.getByLabel("Anzeigen").selectOption({ label: "Aktionsteams" });
	await moderator.locator(".seat-group.none .seat-chip", { hasText: "Bernd Kühn" }).click();
	const dialog = moderator.getByRole("dialog", { name: "Wohin mit Bernd Kühn?" });
	await dialog.getByLabel("Neuer Platz").selectOption({ label: "Unterwegs" });
	await dialog.getByRole("button", { name: "Umsetzen" }).click();
	await moderator.locator(".seat-group", { hasText: "Unterwegs" }).getByText("1 von 4 besetzt").waitFor();
	await moderator.getByLabel("Anzeigen").selectOption({ label: "Tische: Saalfeld" });
	await moderator.getByLabel("Alle wählen selbst").check();
	await moderator.getByLabel("Personen an einem Tisch").fill("2");
	await moderator.getByRole("button", { name: "Tische anlegen" }).click();
	await moderator.getByText("Die Tische sind da. Jede Person nimmt jetzt selbst Platz.").waitFor();
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Saalfeld" }).click();
	await anna.getByRole("button", { name: /^Platz nehmen bei/ }).first().click();
	await moderator.locator(".seat-group").getByText("1 von 2 besetzt").waitFor();
});

test("the screens are for everybody: light, dark, small, with big letters", async () => {
	for (const colorScheme of ["light", "dark"]) {
		await moderator.emulateMedia({ colorScheme });
		await examine(moderator, `places, ${colorScheme}`);
	}
	await moderator.setViewportSize({ width: 320, height: 640 });
	await examineBig(moderator, "places, 320 pixels wide");
	await showDesk("Einrichtung");
	await openBoard("Plenum");
	await moderator.getByText("Neue Gruppe").click();
	await examine(moderator, "settings, dark");
	await examineBig(moderator, "settings, 320 pixels wide");
	assert.deepEqual(hall.faults, []);
});
