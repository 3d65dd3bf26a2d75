// A moderator keeps an eye on all boards; a leader leads one; people find their table.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, joinAs, openHall, openModeration, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
let moderator;
let people;
before(async () => {
	hall = await openHall({ method: "world-cafe" });
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	people = await Promise.all([
		joinAs(hall, "Anna Weber", "Saalfeld"),
		joinAs(hall, "Bernd Kühn", "Rudolstadt"),
		joinAs(hall, "Carla Otto", "Bad Blankenburg"),
		joinAs(hall, "Dora Lang", "Saalfeld"),
	]);
	await hall.bogen("phase", "next");
	await hall.bogen("board", "tables", "--mixed", "--size", "2");
});
after(() => hall.close());

function board(title) {
	return moderator.locator(".board-card").filter({ has: moderator.getByRole("link", { name: title, exact: true }) });
}

test("the phase says what is to do now, in plain language", async () => {
	const [anna] = people;
	await anna.getByText("Was jetzt zu tun ist").click();
	const [, phase] = JSON.parse(await hall.bogen("export", "--format", "json")).phase;
	await anna.getByText(phase.help).waitFor();
});

test("people are at their table as soon as it is theirs, and see the plenary's time", async () => {
	for (const page of people) await page.locator('.tabs a[aria-current="page"]', { hasText: /^Tisch \d$/ }).waitFor();
	await hall.bogen("timer", "10m");
	const [anna] = people;
	await anna.getByRole("timer").getByText(/^(10:00|9:5\d)$/).waitFor();
	await anna.locator(".timer-line", { hasText: "Plenum." }).waitFor();
	await hall.bogen("timer", "stop");
	await anna.getByRole("timer").waitFor({ state: "detached" });
});

test("each board shows its phase, people by town, ideas and who is done", async () => {
	await showScreen(moderator, "Leiten");
	await board("Tisch 1").getByText("Runde 1").waitFor();
	await board("Tisch 1").getByText("2 Personen").waitFor();
	assert.equal(await board("Tisch 1").locator(".town").count(), 2);
	const [anna] = people;
	const table = await anna.locator('.tabs a[aria-current="page"]').textContent();
	await writeIdea(anna, "Vom Tisch");
	await board(table).getByText("1 Idee").waitFor();
	await anna.getByRole("button", { name: "Ich bin fertig" }).click();
	await board(table).getByText("1 fertig").waitFor();
	await hall.bogen("timer", "5m", "--board", table);
	await board(table).getByText(/^(5:00|4:5\d)$/).waitFor();
});

test("what waits for a moderator on a board shows, and which rules it has", async () => {
	const [anna] = people;
	const table = await anna.locator('.tabs a[aria-current="page"]').textContent();
	await anna.getByRole("button", { name: "Hand heben" }).click();
	await board(table).getByText("1 Wortmeldung").waitFor();
	await anna.getByRole("button", { name: "Hand senken" }).click();
	await board(table).getByText("1 Wortmeldung").waitFor({ state: "detached" });
	await hall.bogen("board", "rules", table, "--approval", "--ideas", "3");
	await board(table).getByText("mit Freigabe").waitFor();
	await board(table).getByText("höchstens 3 je Person").waitFor();
	await writeIdea(anna, "Noch zu prüfen");
	await board(table).getByText("1 wartet auf Freigabe").waitFor();
	await hall.bogen("board", "rules", table, "--no-approval", "--ideas", "0");
	await board(table).getByText("mit Freigabe").waitFor({ state: "detached" });
});

test("one table goes on alone; with those below, all go on together", async () => {
	await board("Tisch 1").getByRole("button", { name: "Weiter" }).click();
	await board("Tisch 1").getByText("Schritt 3 von").waitFor();
	await board("Tisch 2").getByText("Schritt 2 von").waitFor();
	await board("Saalfeld").getByText("Schritt 1 von").waitFor();
	const plenary = board("Plenum");
	await plenary.getByLabel("und alle Gruppen darunter").focus();
	await moderator.keyboard.press("Space");
	await plenary.getByRole("button", { name: "Weiter" }).focus();
	await moderator.keyboard.press("Enter");
	for (const title of ["Plenum", "Tisch 1", "Tisch 2", "Saalfeld"]) await board(title).getByText("Schritt 3 von").waitFor();
	for (const page of people) await page.getByText("Schritt 3 von").waitFor();
});

test("input is paused everywhere, and goes on", async () => {
	const [anna] = people;
	await moderator.getByRole("button", { name: "Alle Eingaben anhalten" }).click();
	await anna.getByText("Die Moderation hat alle Eingaben angehalten.").first().waitFor();
	await moderator.getByRole("button", { name: "Alle Eingaben anhalten" }).click();
	await anna.getByLabel("Ihre Idee").waitFor();
});

test("a table's leader leads it, and has no more than that", async () => {
	const [anna] = people;
	const table = await anna.locator('.tabs a[aria-current="page"]').textContent();
	const bar = anna.getByRole("region", { name: "Moderation" });
	assert.equal(await bar.count(), 0);
	await hall.bogen("board", "lead", table, "Anna");
	await openModeration(anna);
	assert.equal(await anna.getByLabel("Neues Thema").count(), 0);
	assert.equal(await anna.getByRole("button", { name: "Freigabe verlangen" }).count(), 0);
	await anna.getByRole("button", { name: /^Weiter: / }).click();
	await anna.locator(".phase-step", { hasText: "Schritt 4 von" }).waitFor();
	await board(table).getByText("Schritt 4 von").waitFor();
	await board(table).getByText("Leitung: Anna Weber").waitFor();
});

test("the phase's own arrangement seats people anew from the page", async () => {
	await board("Plenum").getByRole("link", { name: "Plenum" }).click();
	const rounds = async () =>
		JSON.parse(await hall.bogen("export", "--format", "json")).board.find(({ sort }) => sort === "plenary").rounds;
	const roundsBefore = await rounds();
	await openModeration(moderator);
	await moderator.getByRole("button", { name: /^An Tische setzen: je 5, Städte gemischt/ }).click();
	await eventually(rounds, (now) => now === roundsBefore + 1, "a further round");
});

test("where places are free to choose, people take one and leave it", async () => {
	const [, bernd] = people;
	await hall.bogen("board", "add", "Mobilität", "--sort", "team", "--places", "1");
	await bernd.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Mobilität" }).click();
	await bernd.getByText("0 von 1 besetzt").waitFor();
	await bernd.getByRole("button", { name: "Platz nehmen bei „Mobilität“" }).click();
	await bernd.getByText("1 von 1 besetzt").waitFor();
	await bernd.getByRole("button", { name: "„Mobilität“ verlassen" }).click();
	await bernd.getByText("0 von 1 besetzt").waitFor();
	assert.deepEqual(hall.faults, []);
});
