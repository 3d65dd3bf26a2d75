// What waits for approval: decided on fast, by keyboard alone; hidden, shown again, redacted; links between ideas.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { card, eventually, joinAs, openHall, openPhone, showScreen } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall();
	for (const [profile, name, town] of [["anna", "Anna Weber", "Saalfeld"], ["bernd", "Bernd Kühn", "Rudolstadt"]])
		await hall.bogen("--profile", profile, "join", hall.code, "--name", name, "--town", town);
	await hall.bogen("--profile", "anna", "idea", "add", "Ein Radweg");
	for (const board of ["Plenum", "Saalfeld"]) await hall.bogen("board", "rules", board, "--approval");
	page = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await page.goto(hall.moderator_link);
	await page.getByRole("region", { name: "Moderation" }).waitFor();
});
after(() => hall.close());

function nav(name) {
	return page.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name });
}

function waiting(text) {
	return page.locator(".approval-list li", { hasText: text });
}

async function rows(kind) {
	return JSON.parse(await hall.bogen("export", "--format", "json"))[kind];
}

function holds(kind, text, hold) {
	return eventually(() => rows(kind), (all) => all.find((row) => row.text === text)?.hold === hold, `${text}: ${hold}`);
}

test("the navigation counts what waits on all boards, and leads there", async () => {
	assert.equal(await nav(/^Prüfen/).count(), 0);
	await hall.bogen("--profile", "anna", "idea", "add", "Erste Idee");
	await hall.bogen("--profile", "bernd", "idea", "add", "Zweite Idee", "--board", "Saalfeld");
	await hall.bogen("--profile", "bernd", "comment", "1", "Ein Kommentar dazu");
	await hall.bogen("--profile", "anna", "idea", "add", "Dritte Idee");
	await nav("Prüfen 4").click();
	await page.getByRole("heading", { name: "4 warten auf Freigabe" }).waitFor();
	await waiting("Zweite Idee").getByText("Saalfeld").first().waitFor();
	await waiting("Zweite Idee").getByText("Bernd Kühn").waitFor();
});

test("by keyboard alone: approve, hide with a reason, and the focus is on the next each time", async () => {
	const focused = (text) => page.locator(".approval-list li:has(button.main:focus)", { hasText: text }).waitFor();
	await waiting("Erste Idee").getByRole("button", { name: "Freigeben" }).focus();
	await page.keyboard.press("ArrowDown");
	await focused("Zweite Idee");
	await page.keyboard.press("ArrowUp");
	await focused("Erste Idee");
	await page.keyboard.press("Enter");
	await focused("Zweite Idee");
	await holds("idea", "Erste Idee", null);
	// Hiding asks why; a reason from the list is one press.
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	const dialog = page.getByRole("dialog", { name: "Beitrag ausblenden" });
	await dialog.waitFor();
	await page.keyboard.press("Escape");
	await dialog.waitFor({ state: "detached" });
	await page.locator(".approval-list button:focus", { hasText: "Ausblenden" }).waitFor();
	// However fast it is opened again.
	for (let i = 0; i < 30; i++) {
		await page.keyboard.press("Enter");
		await dialog.waitFor();
		await page.keyboard.press("Escape");
		await dialog.waitFor({ state: "detached" });
		await page.locator(".approval-list button:focus", { hasText: "Ausblenden" }).waitFor();
	}
	await page.keyboard.press("Enter");
	await dialog.getByRole("button", { name: "Nennt Privates" }).focus();
	await page.keyboard.press("Enter");
	await dialog.getByLabel("Grund", { exact: true }).focus();
	await page.keyboard.press("Enter");
	await focused("Ein Kommentar dazu");
	await holds("idea", "Zweite Idee", "hidden");
	await page.keyboard.press("Enter");
	await focused("Dritte Idee");
	await holds("comment", "Ein Kommentar dazu", null);
	await page.keyboard.press("Enter");
	await page.locator("h2:focus", { hasText: "Nichts wartet" }).waitFor();
	await holds("idea", "Dritte Idee", null);
});

test("what is hidden is shown again from here, with the way back", async () => {
	await page.getByText("1 ausgeblendet").click();
	await page.locator(".held", { hasText: "Nennt Privates" }).waitFor();
	await page.getByRole("button", { name: "Wieder einblenden" }).click();
	await holds("idea", "Zweite Idee", null);
	await page.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await holds("idea", "Zweite Idee", "hidden");
});

test("what is refused comes back to the queue with the reason", async () => {
	await hall.bogen("--profile", "anna", "idea", "add", "Vierte Idee");
	await waiting("Vierte Idee").waitFor();
	// Somebody else has decided, and this page does not know it yet.
	await page.context().setOffline(true);
	await waiting("Vierte Idee").getByRole("button", { name: "Freigeben" }).click();
	await waiting("Vierte Idee").waitFor({ state: "detached" });
	const { id } = (await rows("idea")).find(({ text }) => text === "Vierte Idee");
	await hall.bogen("approve", `${id}`);
	await page.context().setOffline(false);
	await page.getByText("Das hat nicht geklappt: Das ist schon sichtbar.").waitFor();
});

test("a redacted idea and comment are written anew; the page asks once, and nothing of it comes back", async () => {
	const reader = await joinAs(hall, "Carla Otto", "Bad Blankenburg");
	await showScreen(page, "Ideen");
	await card(page, "Ein Radweg").getByRole("link", { name: /Kommentar|Lesen/ }).first().click();
	const idea = page.locator(".idea-full");
	await idea.getByRole("button", { name: /^Moderieren/ }).click();
	await idea.getByRole("button", { name: "Schwärzen …" }).click();
	const dialog = page.getByRole("dialog", { name: "Diesen Beitrag neu schreiben" });
	await dialog.getByText("Das lässt sich nicht rückgängig machen.").waitFor();
	await dialog.getByRole("button", { name: "Endgültig ersetzen" }).click();
	await dialog.getByText("Bitte ändern Sie zuerst den Text.").waitFor();
	await dialog.getByLabel("Text").fill("Ein Weg für alle");
	await examine(page, "redacting");
	await dialog.getByRole("button", { name: "Endgültig ersetzen" }).click();
	await idea.locator(".words", { hasText: "Ein Weg für alle" }).waitFor();
	await card(reader, "Ein Weg für alle").waitFor();
	await page.locator(".comment", { hasText: "Ein Kommentar dazu" }).getByRole("button", { name: "Schwärzen …" }).click();
	await dialog.getByLabel("Text").fill("Ein anderer Kommentar");
	await dialog.getByRole("button", { name: "Endgültig ersetzen" }).click();
	await page.locator(".comment", { hasText: "Ein anderer Kommentar" }).waitFor();
	assert.doesNotMatch(await hall.bogen("export", "--format", "json"), /Ein Radweg|Ein Kommentar dazu/);
	await reader.context().close();
});

test("ideas are linked, and the link is taken away", async () => {
	const idea = page.locator(".idea-full");
	await idea.getByRole("button", { name: "Verknüpfen …" }).click();
	const dialog = page.getByRole("dialog", { name: "#1 verknüpfen" });
	await dialog.getByLabel("Diese Idee").selectOption({ label: "führt weiter" });
	await dialog.getByLabel("Nummer oder Wörter der anderen Idee").fill("Dritte");
	await dialog.getByRole("radio", { name: /Dritte Idee/ }).check();
	await examine(page, "linking");
	await dialog.getByRole("button", { name: "Verknüpfen", exact: true }).click();
	await eventually(() => rows("link"), (all) => all.some(({ from, relation }) => from === 1 && relation === "continued_from"), "linked");
	await idea.getByRole("button", { name: "Verknüpfen …" }).click();
	await dialog.getByRole("button", { name: /^Lösen/ }).click();
	await eventually(() => rows("link"), (all) => all.length === 0, "no link");
	await page.keyboard.press("Escape");
});

test("axe finds nothing in the queue, full and empty, light and dark, wide and narrow", async () => {
	await hall.bogen("--profile", "anna", "idea", "add", "Fünfte Idee");
	for (const [colorScheme, width] of [["light", 1280], ["dark", 360], ["light", 320]]) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await page.setViewportSize({ width, height: 800 });
		await nav(/^Prüfen/).click();
		await waiting("Fünfte Idee").waitFor();
		await examine(page, `the queue, ${colorScheme}, ${width}`);
	}
	await page.setViewportSize({ width: 360, height: 740 });
	await examineBig(page, "the queue");
	await waiting("Fünfte Idee").getByRole("button", { name: "Freigeben" }).click();
	await page.getByRole("heading", { name: "Nichts wartet" }).waitFor();
	await examine(page, "the empty queue");
	assert.deepEqual(hall.faults, []);
});
