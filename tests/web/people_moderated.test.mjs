// What moderators do with people in the page, and how the page of whom it concerns reacts at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { eventually, joinAs, openHall, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
let moderator;
let anna;
before(async () => {
	hall = await openHall();
	await hall.bogen("board", "add", "Mobilität", "--sort", "team");
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
	await moderator.goto(hall.moderator_link);
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	for (const [profile, name, town] of [
		["bernd", "Bernd Kühn", "Rudolstadt"], ["carla", "Carla Otto", "Rudolstadt"], ["dora", "Dora Lang", "Bad Blankenburg"],
	])
		await hall.bogen("--profile", profile, "join", hall.code, "--name", name, "--town", town, "--institution", `Verein ${profile}`);
	await showScreen(moderator, "Leiten");
	await moderator.getByRole("link", { name: "Personen" }).click();
	await moderator.getByRole("heading", { name: "Personen", exact: true }).waitFor();
});
after(() => hall.close());

async function witness(name) {
	return JSON.parse(await hall.bogen("--json", "person", "list")).find((person) => person.name === name);
}

function row(name) {
	return moderator.locator(".person").filter({ has: moderator.locator(".person-name", { hasText: name }) });
}

async function open(name) {
	const button = row(name).locator(".person-open");
	if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
	return row(name).locator(".person-panel");
}

function filter(label, option) {
	return moderator.getByRole("search").getByLabel(label).selectOption({ label: option });
}

// The line of the name has the focus again, so that one goes on from there.
function focusOn(name) {
	return row(name).locator(".person-open:focus").waitFor();
}

test("people stand by town, and are found by name, town, role and board", async () => {
	await moderator.getByText("5 Personen").waitFor();
	assert.deepEqual(await moderator.locator(".person-name").allTextContents(), [
		"Anna Weber", "Bernd Kühn", "Carla Otto", "Dora Lang", "Moderation (Sie)",
	]);
	await moderator.getByLabel("Name oder Institution").fill("verein c");
	await moderator.getByText("1 Person", { exact: true }).waitFor();
	await row("Carla Otto").waitFor();
	await moderator.getByLabel("Name oder Institution").fill("");
	await filter("Stadt", "Rudolstadt");
	await moderator.getByText("2 Personen").waitFor();
	await filter("Rolle", "Moderation");
	await moderator.getByText("Zu dieser Auswahl passt niemand.").waitFor();
	await moderator.getByRole("button", { name: "Alle zeigen" }).click();
	await moderator.getByText("5 Personen").waitFor();
});

test("the list is gone through with the arrows, opened and closed without a mouse", async () => {
	await row("Anna Weber").locator(".person-open").focus();
	await moderator.keyboard.press("ArrowDown");
	await focusOn("Bernd Kühn");
	await moderator.keyboard.press("ArrowDown");
	await moderator.keyboard.press("ArrowUp");
	await moderator.keyboard.press("Enter");
	await row("Bernd Kühn").locator(".person-panel").waitFor();
	await moderator.keyboard.press("Tab");
	await row("Bernd Kühn").locator("select:focus").waitFor();
	await moderator.keyboard.press("Escape");
	await focusOn("Bernd Kühn");
	assert.equal(await row("Bernd Kühn").locator(".person-panel").count(), 0);
});

test("a role is given, and holds on the open page at once", async () => {
	const panel = await open("Anna Weber");
	await panel.getByLabel("Rolle").selectOption({ label: "Beobachtende Person" });
	await anna.getByLabel("Ihre Idee").waitFor({ state: "detached" });
	assert.equal((await witness("Anna Weber")).role, "observer");
	await panel.getByLabel("Rolle").selectOption({ label: "Steuerungsgruppe" });
	await anna.getByLabel("Ihre Idee").waitFor();
	await row("Anna Weber").getByText("Steuerungsgruppe").first().waitFor();
});

test("nobody is made a moderator by a slip, and the last one stays", async () => {
	const panel = await open("Anna Weber");
	await panel.getByLabel("Rolle").selectOption({ label: "Moderation" });
	await panel.getByRole("button", { name: "Abbrechen" }).click();
	await focusOn("Anna Weber");
	assert.equal((await witness("Anna Weber")).role, "steering");
	const own = await open("Moderation (Sie)");
	await own.getByLabel("Rolle").selectOption({ label: "Beobachtende Person" });
	await own.getByRole("button", { name: "Ja, meine Rolle abgeben" }).click();
	// The server's own sentence, beside what was done.
	await own.getByRole("alert").getByText("Eine Sitzung braucht eine Moderation; bitte erst jemand anderen dazu machen.").waitFor();
	const citizen = await open("Anna Weber");
	await citizen.getByLabel("Rolle").selectOption({ label: "Moderation" });
	await citizen.getByRole("button", { name: "Ja, in die Moderation aufnehmen" }).click();
	await anna.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name: "Leiten" }).waitFor();
	await citizen.getByLabel("Rolle").selectOption({ label: "Teilnehmende Person" });
	await anna.getByRole("link", { name: "Wer ist da" }).waitFor();
});

test("who is muted reads on and writes no more, until they may again", async () => {
	const panel = await open("Anna Weber");
	const mute = panel.getByRole("button", { name: "Stummschalten" });
	await mute.click();
	await anna.getByText("Die Moderation hat Sie stummgeschaltet. Lesen und abstimmen können Sie.").first().waitFor();
	await row("Anna Weber").locator(".person-state", { hasText: "stumm" }).waitFor();
	assert.equal((await witness("Anna Weber")).muted, true);
	await mute.click();
	await writeIdea(anna, "Ein Radweg an der Saale");
	await anna.locator(".idea", { hasText: "Ein Radweg" }).waitFor();
});

test("a place and the lead of a board are given and taken", async () => {
	const panel = await open("Anna Weber");
	await panel.getByLabel("Aktionsteam", { exact: true }).selectOption({ label: "Mobilität" });
	await anna.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Mobilität" }).waitFor();
	await row("Anna Weber").getByText("Mobilität", { exact: true }).first().waitFor();
	const choices = await panel.getByLabel("Leitung").locator("option").allTextContents();
	assert.ok(!choices.includes("Rudolstadt"), choices.join());
	await panel.getByLabel("Leitung").selectOption({ label: "Saalfeld" });
	await row("Anna Weber").getByText("leitet Saalfeld").waitFor();
	await focusOn("Anna Weber");
	const boards = async () => JSON.parse(await hall.bogen("--json", "board", "list"));
	const leader = async () => (await boards()).find(({ title }) => title === "Saalfeld").leader;
	assert.equal(await leader(), (await witness("Anna Weber")).id);
	await panel.getByRole("button", { name: "Leitung von „Saalfeld“ abnehmen" }).click();
	await row("Anna Weber").getByText("leitet Saalfeld").waitFor({ state: "detached" });
	await moderator.getByRole("button", { name: "Rückgängig" }).click();
	await row("Anna Weber").getByText("leitet Saalfeld").waitFor();
	await panel.getByLabel("Aktionsteam", { exact: true }).selectOption({ label: "kein Platz" });
	const seats = async () => JSON.parse(await hall.bogen("export", "--format", "json")).seat;
	await eventually(seats, (all) => all.every(({ team }) => team === 0), "no seat in a team");
});

test("a new return link closes the old page and opens as the same person", async () => {
	const panel = await open("Anna Weber");
	await panel.getByRole("button", { name: "Neuer Rückkehr-Link" }).click();
	await panel.getByRole("button", { name: "Ja, neuer Link" }).click();
	await anna.getByText("Sie haben einen neuen Link bekommen; dieser gilt nicht mehr.").waitFor();
	await panel.getByRole("img", { name: "QR-Code: Rückkehr-Link von Anna Weber" }).waitFor();
	const link = await panel.locator("input[readonly]").inputValue();
	await anna.goto("about:blank");
	await anna.goto(link);
	await anna.locator(".idea", { hasText: "Ein Radweg" }).locator(".by-name", { hasText: "Sie" }).waitFor();
	await examine(moderator, "people with a new link");
});

test("who is removed is out at once, and comes in again when let in", async () => {
	const panel = await open("Anna Weber");
	await panel.getByRole("button", { name: "Entfernen" }).click();
	await panel.getByRole("button", { name: "Ja, entfernen" }).click();
	await anna.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await focusOn("Anna Weber");
	assert.equal((await witness("Anna Weber")).removed, true);
	await filter("Anzeigen", "Wer entfernt wurde");
	await moderator.getByText("1 Person", { exact: true }).waitFor();
	await (await open("Anna Weber")).getByRole("button", { name: "Wieder hereinlassen" }).click();
	await focusOn("Anna Weber");
	await anna.getByRole("button", { name: "Noch einmal versuchen" }).click();
	await anna.getByLabel("Ihre Idee").waitFor();
	await filter("Anzeigen", "Wer teilnimmt");
});

test("a person without a device is entered, and can get one later", async () => {
	await moderator.getByText("Person ohne Gerät eintragen").click();
	const form = moderator.locator("form", { has: moderator.getByRole("button", { name: "Eintragen" }) });
	await form.getByRole("button", { name: "Eintragen" }).click();
	await form.getByRole("alert").getByText("Bitte wählen Sie eine Stadt.").waitFor();
	await form.getByLabel("Name", { exact: true }).fill("Herta Lang");
	await form.getByLabel("Stadt").selectOption({ label: "Bad Blankenburg" });
	await form.getByRole("button", { name: "Eintragen" }).click();
	await moderator.getByRole("status").getByText("Herta Lang nimmt jetzt teil.").waitFor();
	const herta = await witness("Herta Lang");
	assert.deepEqual([herta.assisted, herta.town], [true, "Bad Blankenburg"]);
	const panel = await open("Herta Lang");
	await panel.getByRole("button", { name: "Link für ein eigenes Gerät" }).click();
	await panel.getByRole("button", { name: "Ja, neuer Link" }).click();
	const phone = await openPhone(hall);
	await phone.goto(await panel.locator("input[readonly]").inputValue());
	await phone.getByLabel("Ihre Idee").waitFor();
	assert.equal((await witness("Herta Lang")).assisted, false);
	await phone.context().close();
});

test("everybody corrects their own name", async () => {
	await showScreen(anna, "Sie");
	await anna.getByRole("button", { name: "Namen ändern" }).click();
	await anna.getByLabel("Ihr Name").fill("Anna Weber-Lang");
	await anna.getByRole("button", { name: "Speichern" }).click();
	await anna.locator(".me-name", { hasText: "Anna Weber-Lang" }).waitFor();
	await anna.locator("button:focus", { hasText: "Namen ändern" }).waitFor();
	await row("Anna Weber-Lang").waitFor();
	assert.equal((await witness("Anna Weber-Lang")).town, "Saalfeld");
});

test("the screen is for everybody: light, dark, small, with big letters", async () => {
	await open("Bernd Kühn");
	for (const colorScheme of ["light", "dark"]) {
		await moderator.emulateMedia({ colorScheme });
		await examine(moderator, `people, ${colorScheme}`);
	}
	await moderator.setViewportSize({ width: 320, height: 640 });
	await examineBig(moderator, "people, 320 pixels wide");
	assert.deepEqual(hall.faults, []);
});
