// Keeping order in the browser: approving, hiding, merging, moving, sending up, undoing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, ideas, joinAs, openHall, openModeration, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
let moderator;
let author;
let reader;
before(async () => {
	hall = await openHall();
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	await moderator.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	author = await joinAs(hall, "Anna Weber", "Saalfeld");
	reader = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
});
after(() => hall.close());

async function home(page) {
	await showScreen(page, "Ideen");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
}

async function write(text) {
	await writeIdea(author, text);
	await card(author, text).waitFor();
}

function menu(text, action) {
	const at = card(moderator, text);
	return at.getByRole("button", { name: /^Moderieren/ }).click()
		.then(() => at.getByRole("button", { name: action }).click());
}

// Presses a control with the keyboard alone, once it has the focus.
async function press(page, locator) {
	await locator.focus();
	await page.keyboard.press("Enter");
}

test("what needs approval waits in a queue, with its author's badge, until a moderator lets it through", async () => {
	await openModeration(moderator);
	await moderator.getByRole("button", { name: "Freigabe verlangen" }).click();
	await moderator.locator('[aria-pressed="true"]', { hasText: "Freigabe verlangen" }).waitFor();
	await write("Wartende Idee");
	await card(author, "Wartende Idee").getByText("Wartet auf Freigabe.").waitFor();
	const queue = moderator.getByRole("region", { name: "1 wartet auf Freigabe" });
	await queue.getByText("Wartende Idee").waitFor();
	assert.equal(await card(reader, "Wartende Idee").count(), 0);
	assert.equal(await card(moderator, "Wartende Idee").count(), 0);
	await press(moderator, queue.getByRole("button", { name: "Freigeben" }));
	await card(reader, "Wartende Idee").waitFor();
	await card(author, "Wartende Idee").getByText("Wartet auf Freigabe.").waitFor({ state: "detached" });
	await queue.waitFor({ state: "detached" });
	await moderator.getByRole("button", { name: "Freigabe verlangen" }).click();
	await moderator.locator('[aria-pressed="false"]', { hasText: "Freigabe verlangen" }).waitFor();
});

test("hiding asks for a reason, by keyboard too; the author reads it, and showing again takes it away", async () => {
	await write("Nachbar Müller ist schuld");
	await card(reader, "Nachbar").waitFor();
	const at = card(moderator, "Nachbar");
	await press(moderator, at.getByRole("button", { name: /^Moderieren/ }));
	await press(moderator, at.getByRole("button", { name: "Ausblenden …" }));
	const dialog = moderator.getByRole("dialog", { name: "Beitrag ausblenden" });
	await dialog.waitFor();
	await press(moderator, dialog.getByRole("button", { name: "Ausblenden", exact: true }));
	await dialog.getByRole("alert").getByText("Bitte füllen Sie das Feld „Grund“ aus.").waitFor();
	await moderator.keyboard.press("Escape");
	await dialog.waitFor({ state: "detached" });
	assert.equal(await at.getByRole("button", { name: "Ausblenden …" }).evaluate((b) => b === document.activeElement), true);
	await moderator.keyboard.press("Enter");
	await press(moderator, dialog.getByRole("button", { name: "Nennt Privates" }));
	await press(moderator, dialog.getByLabel("Grund"));
	await dialog.waitFor({ state: "detached" });
	await card(reader, "Nachbar").waitFor({ state: "detached" });
	await card(author, "Nachbar").getByText("Grund: Nennt Privates").waitFor();
	await showScreen(author, "Meine");
	await author.getByText("Grund: Nennt Privates").waitFor();
	await home(author);
	await press(moderator, at.getByRole("button", { name: "Wieder einblenden" }));
	await card(reader, "Nachbar").waitFor();
	await card(author, "Nachbar").getByText("Ausgeblendet").waitFor({ state: "detached" });
});

test("a comment can be hidden and shown again", async () => {
	await write("Idee mit Kommentar");
	await card(reader, "Idee mit Kommentar").getByRole("link", { name: /Lesen/ }).click();
	await reader.getByLabel("Ihr Kommentar").fill("Ein scharfes Wort");
	await reader.getByRole("button", { name: "Kommentar hinzufügen" }).click();
	await card(author, "Idee mit Kommentar").getByText("1 Kommentar").click();
	await author.getByText("Ein scharfes Wort").waitFor();
	await card(moderator, "Idee mit Kommentar").getByText("1 Kommentar").click();
	const comment = moderator.locator(".comment", { hasText: "Ein scharfes Wort" });
	await comment.getByRole("button", { name: "Ausblenden …" }).click();
	await moderator.getByRole("dialog").getByLabel("Grund").fill("Bitte freundlich");
	await moderator.getByRole("dialog").getByRole("button", { name: "Ausblenden", exact: true }).click();
	await author.getByText("Ein scharfes Wort").waitFor({ state: "detached" });
	await reader.getByText("Grund: Bitte freundlich").waitFor();
	await comment.getByRole("button", { name: "Wieder einblenden" }).click();
	await author.getByText("Ein scharfes Wort").waitFor();
	for (const page of [author, reader, moderator]) await home(page);
});

test("merged ideas stand under their target, and unmerging restores them", async () => {
	await write("Radweg am Fluss");
	await write("Fahrradweg an der Saale");
	await menu("Fahrradweg an der Saale", "Zusammenführen …");
	const dialog = moderator.getByRole("dialog", { name: /zusammenführen/ });
	await dialog.getByLabel("Nummer oder Wörter").fill("am fluss");
	await dialog.getByRole("radio", { name: /Radweg am Fluss/ }).check();
	await dialog.getByRole("button", { name: "Zusammenführen" }).click();
	await card(reader, "Fahrradweg").waitFor({ state: "detached" });
	await card(reader, "Radweg am Fluss").getByText("1 Idee darin aufgegangen").waitFor();
	await card(moderator, "Radweg am Fluss").getByRole("link", { name: /Lesen/ }).click();
	await moderator.locator(".merged", { hasText: "Fahrradweg" }).getByRole("button", { name: /Wieder trennen/ }).click();
	await card(reader, "Fahrradweg").waitFor();
	assert.equal(await card(reader, "Radweg am Fluss").getByText("darin aufgegangen").count(), 0);
	await home(moderator);
});

test("an idea is moved to another board, and sent up from there with its provenance", async () => {
	await write("Marktplatz begrünen");
	await menu("Marktplatz", "Verschieben …");
	const dialog = moderator.getByRole("dialog");
	await dialog.getByLabel("Gruppe").selectOption({ label: "Saalfeld" });
	await dialog.getByRole("button", { name: "Verschieben" }).click();
	await card(reader, "Marktplatz").waitFor({ state: "detached" });
	await moderator.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Saalfeld" }).click();
	await menu("Marktplatz", /An „Plenum“ weitergeben/);
	await card(reader, "Marktplatz").getByText("Weitergegeben von").waitFor();
	await card(reader, "Marktplatz").getByRole("link", { name: /^#\d+ \(Saalfeld\)$/ }).click();
	await reader.getByText("Weitergegeben als").waitFor();
	await reader.getByText("Anna Weber").waitFor();
	for (const page of [reader, moderator]) await home(page);
	// Who moderates comes back to the board they were at.
	await moderator.getByRole("link", { name: "Saalfeld", exact: true, current: "page" }).waitFor();
	await moderator.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Plenum" }).click();
});

test("what was just done can be undone at once, and from the menu", async () => {
	await write("Voreilig");
	await menu("Voreilig", "Sperren");
	await card(reader, "Voreilig").getByText("Diese Idee ist gesperrt.").waitFor();
	await press(moderator, moderator.locator(".said").getByRole("button", { name: "Rückgängig" }));
	await card(reader, "Voreilig").getByText("Diese Idee ist gesperrt.").waitFor({ state: "detached" });
	await moderator.getByRole("status").getByText("Rückgängig gemacht.").waitFor();
	assert.equal(await moderator.locator(".said").getByRole("button").count(), 0);
	// Others have acted on it since: what its author did there stays. What nobody has touched goes.
	await showScreen(author, "Meine");
	await author.getByRole("button", { name: "Letzte Aktion rückgängig machen" }).click();
	await author.getByRole("status").getByText(/Darauf steht inzwischen etwas/).waitFor();
	await home(author);
	await write("Vorschnell");
	await showScreen(author, "Meine");
	await author.getByRole("button", { name: "Letzte Aktion rückgängig machen" }).click();
	await eventually(() => ideas(hall), (all) => all.every(({ text }) => text !== "Vorschnell"), "the idea is gone");
	await author.getByRole("button", { name: "Letzte Aktion rückgängig machen" }).click();
	await author.getByRole("status").getByText("Es gibt nichts rückgängig zu machen.").waitFor();
	await home(author);
});

test("what was written alone is its author's to show", async () => {
	const quiet = await openHall({ method: "one-two-four-all" });
	try {
		const writer = await joinAs(quiet, "Carla Otto", "Saalfeld");
		const other = await joinAs(quiet, "Dora Lang", "Rudolstadt");
		const phases = JSON.parse(await quiet.bogen("export", "--format", "json")).phase;
		const alone = phases.findIndex(({ hold, allows }) => hold === "alone" && allows.includes("ideas"));
		await quiet.bogen("phase", "goto", String(alone + 1));
		await writeIdea(writer, "Still gedacht");
		const own = card(writer, "Still gedacht");
		await own.getByText("Bisher nur für Sie und die Moderation sichtbar.").waitFor();
		assert.equal(await card(other, "Still gedacht").count(), 0);
		await own.getByRole("button", { name: "Allen zeigen" }).click();
		await card(other, "Still gedacht").waitFor();
		await own.getByText("Bisher nur").waitFor({ state: "detached" });
		assert.deepEqual(quiet.faults, []);
	} finally {
		await quiet.close();
	}
	assert.deepEqual(hall.faults, []);
});
