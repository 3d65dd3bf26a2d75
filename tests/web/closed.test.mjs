// What cannot be done just now says why, keeps the text, and opens again by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, ideas, joinAs, openHall, writeIdea } from "./support.mjs";

let hall;
before(async () => {
	hall = await openHall();
	await hall.bogen("board", "add", "Mobilität", "--sort", "team");
	await hall.bogen("idea", "add", "Ein Radweg an der Saale");
});
after(() => hall.close());

// Closes and opens again, and looks at the composer with and without a half-written text.
async function closes(page, reason, close, open) {
	const composer = page.getByLabel("Ihre Idee");
	await composer.waitFor();
	await close();
	await page.locator(".closed .notice", { hasText: reason }).waitFor();
	assert.equal(await composer.count(), 0);
	await open();
	await composer.fill("Halb geschrieben");
	await close();
	await page.locator(".composer .notice", { hasText: reason }).waitFor();
	await page.getByRole("button", { name: "Idee hinzufügen" }).focus();
	await page.keyboard.press("Enter");
	await page.locator(".said", { hasText: reason }).waitFor();
	assert.equal(await composer.inputValue(), "Halb geschrieben");
	await open();
	await page.locator(".composer .notice").waitFor({ state: "detached" });
	await composer.fill("");
	assert.equal(await page.locator(".refused").count(), 0);
}

test("a locked board, a paused session and a muted person are told", async () => {
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	const bogen = (...args) => () => hall.bogen(...args);
	await closes(page, "Hier werden gerade keine Eingaben angenommen.",
		bogen("lock", "--board", "Plenum"), bogen("unlock", "--board", "Plenum"));
	await closes(page, "Die Moderation hat alle Eingaben angehalten.",
		bogen("lock", "--all"), bogen("unlock", "--all"));
	await closes(page, "Die Moderation hat Sie stummgeschaltet.",
		bogen("person", "mute", "Anna"), bogen("person", "unmute", "Anna"));
	await page.context().close();
});

test("who is muted still votes, and asks for no word", async () => {
	const page = await joinAs(hall, "Berta Still", "Saalfeld");
	await page.getByRole("button", { name: "Hand heben" }).waitFor();
	await hall.bogen("person", "mute", "Berta");
	await page.getByRole("button", { name: "Hand heben" }).waitFor({ state: "detached" });
	await card(page, "Radweg").getByRole("button", { name: /Dafür/ }).click();
	await card(page, "Radweg").locator('[aria-pressed="true"]', { hasText: "Dafür" }).waitFor();
	await page.context().close();
});

test("a locked idea takes neither votes nor comments, and says so", async () => {
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await card(page, "Radweg").getByRole("link", { name: /Lesen|Kommentar/ }).click();
	await page.getByLabel("Ihr Kommentar").waitFor();
	await hall.bogen("lock", "1");
	await page.locator(".comments .notice", { hasText: "Diese Idee ist gesperrt." }).waitFor();
	assert.equal(await page.locator(".vote").count(), 0);
	await hall.bogen("unlock", "1");
	await page.getByLabel("Ihr Kommentar").waitFor();
	await page.locator(".vote").first().waitFor();
	await page.context().close();
});

test("teams write on their boards themselves; others read why not", async () => {
	const page = await joinAs(hall, "Carla Otto", "Bad Blankenburg");
	await page.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Mobilität" }).click();
	await page.getByText("Hier schreiben nur die Mitglieder dieser Gruppe.").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").count(), 0);
	await hall.bogen("seat", "Carla", "Mobilität");
	await page.getByLabel("Ihre Idee").waitFor();
	assert.match(await page.locator(".tabs a").first().textContent(), /Mobilität/);
	await page.context().close();
});

test("the limit of ideas is counted down, and one taken back makes room", async () => {
	const page = await joinAs(hall, "Dora Lang", "Saalfeld");
	await hall.bogen("board", "rules", "Plenum", "--ideas", "2");
	await page.getByText("0 von 2 geschrieben.").waitFor();
	await writeIdea(page, "Erster Gedanke");
	await page.getByText("1 von 2 geschrieben.").waitFor();
	await writeIdea(page, "Zweiter Gedanke");
	await page.getByText("In dieser Phase höchstens 2 je Person.").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").count(), 0);
	await page.getByRole("button", { name: "Rückgängig" }).click();
	await page.getByText("1 von 2 geschrieben.").waitFor();
	await hall.bogen("board", "rules", "Plenum", "--ideas", "0");
	await page.getByText("geschrieben.").waitFor({ state: "detached" });
	await page.context().close();
});

test("slow mode counts down and opens by itself", async () => {
	const page = await joinAs(hall, "Elif Yılmaz", "Rudolstadt");
	await hall.bogen("board", "rules", "Plenum", "--slow", "4");
	await writeIdea(page, "Langsam");
	await card(page, "Langsam").waitFor();
	await page.getByText(/Langsamer Modus: Sie können in \d Sekunden? wieder senden\./).first().waitFor();
	await page.getByLabel("Ihre Idee").waitFor();
	await writeIdea(page, "Und noch einmal");
	await card(page, "Und noch einmal").waitFor();
	await hall.bogen("board", "rules", "Plenum", "--slow", "0");
	assert.ok((await ideas(hall)).some((idea) => idea.text === "Und noch einmal"));
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
