// The screens of a meeting that is being steered, for everybody: axe, sideways scrolling, big letters.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { card, closeModeration, joinAs, openHall, openModeration, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
before(async () => {
	hall = await openHall({ method: "world-cafe" });
	const join = (profile, name, town) =>
		hall.bogen("--profile", profile, "join", hall.code, "--name", name, "--town", town);
	await join("anna", "Anna Weber", "Saalfeld");
	await join("bernd", "Bernd Kühn", "Rudolstadt");
	await hall.bogen("phase", "next");
	for (const text of ["Ein Radweg an der Saale", "Radweg am Fluss", "Zu laut"])
		await hall.bogen("--profile", "anna", "idea", "add", text);
	await hall.bogen("merge", "2", "--into", "1");
	await hall.bogen("hide", "3", "Nennt Privates");
	await hall.bogen("board", "add", "Mobilität", "--sort", "team", "--places", "4");
	await hall.bogen("board", "rules", "Plenum", "--approval", "--slow", "60");
	for (const profile of ["anna", "bernd"]) await hall.bogen("--profile", profile, "hand");
	await hall.bogen("--profile", "bernd", "comment", "1", "Das wird Zeit.");
	await hall.bogen("hand", "call");
	await hall.bogen("timer", "20m");
	await hall.bogen("focus", "idea", "1");
});
after(() => hall.close());

async function walkAsGuest(options, examineHere) {
	const page = await joinAs(hall, "Carla Otto", "Bad Blankenburg", options);
	await page.getByRole("button", { name: "Hand heben" }).click();
	await page.getByText(/Platz \d der Redeliste/).waitFor();
	await writeIdea(page, "Ein Repair-Café");
	await card(page, "Repair-Café").getByText("Wartet auf Freigabe.").waitFor();
	await page.getByText("Langsamer Modus").first().waitFor();
	await page.locator(".said button").waitFor();
	await examineHere(page, "steered board with common view, badge, toast and slow mode");
	await page.getByRole("button", { name: "Wegsehen" }).click();
	await card(page, "Ein Radweg").getByRole("link", { name: /Kommentar|Lesen/ }).click();
	await page.getByText("1 Idee darin aufgegangen").waitFor();
	await examineHere(page, "idea with others merged into it");
	await showScreen(page, "Meine");
	await page.getByText("Wartet auf Freigabe.").waitFor();
	await examineHere(page, "mine with badges");
	await showScreen(page, "Ideen");
	await page.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Mobilität" }).click();
	await page.getByRole("heading", { name: "Platz wählen" }).waitFor();
	await examineHere(page, "a team that others belong to");
	await hall.bogen("--profile", "anna", "hand", "lower").catch(() => {});
	await page.context().close();
}

async function walkAsModerator(options, examineHere) {
	const page = await openPhone(hall, options);
	await page.goto(hall.moderator_link);
	await page.locator(".approval").waitFor();
	await openModeration(page);
	await examineHere(page, "board of a moderator with queue, the bar unfolded");
	await closeModeration(page);
	await card(page, "Zu laut").getByRole("button", { name: /^Moderieren/ }).click();
	await card(page, "Ein Radweg").getByRole("button", { name: /^Moderieren/ }).click();
	await examineHere(page, "board of a moderator with queue and menus");
	for (const [action, title] of [
		["Ausblenden …", "Beitrag ausblenden"], ["Zusammenführen …", "#1 zusammenführen"],
		["Verschieben …", "#1 verschieben"],
	]) {
		await card(page, "Ein Radweg").getByRole("button", { name: action }).click();
		await page.getByRole("dialog", { name: title }).waitFor();
		await examineHere(page, title);
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "detached" });
	}
	await showScreen(page, "Leiten");
	await page.locator(".board-card").first().waitFor();
	await examineHere(page, "overview");
	await page.context().close();
}

async function walkInvited(options, examineHere) {
	const page = await openPhone(hall, options);
	await page.goto((await hall.bogen("invite", "--role", "observer")).trim());
	await page.getByText("Sie wurden eingeladen.").waitFor();
	await examineHere(page, "join by an invitation");
	await page.getByLabel("Ihr Name").fill("Olga Ohr");
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByText("Sie lesen mit.").waitFor();
	await examineHere(page, "board of an observer");
	await page.context().close();
}

async function walk(options, examineHere) {
	await walkAsGuest(options, examineHere);
	await walkAsModerator(options, examineHere);
	await walkInvited(options, examineHere);
}

// every_screen.test.mjs has all sizes of letters in both schemes.
for (const [colorScheme, width] of [["light", 390], ["dark", 1280]])
	test(`axe finds nothing while a meeting is steered, ${colorScheme}, ${width} wide`, () =>
		walk({ colorScheme, viewport: { width, height: 844 } }, examine));

test("at 320 pixels and with letters twice as big nothing of it scrolls sideways", async () => {
	await walk({ viewport: { width: 320, height: 640 } }, examine);
	await walk({ viewport: { width: 360, height: 740 } }, examineBig);
	assert.deepEqual(hall.faults, []);
});
