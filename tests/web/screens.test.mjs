// Every screen for everybody: axe finds nothing, nothing scrolls sideways, big letters fit.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { card, joinAs, openHall, openModeration, openPhone, showScreen } from "./support.mjs";

let hall;
before(async () => {
	hall = await openHall();
	for (const text of ["Ein Radweg an der Saale", "Busse bis in die Nacht", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung"])
		await hall.bogen("idea", "add", text);
	await hall.bogen("comment", "1", "Das wird Zeit.");
	await hall.bogen("timer", "10m");
});
after(() => hall.close());

// Walks through all screens; `examineHere` looks at each.
async function walk(options, examineHere) {
	const home = await openPhone(hall, options);
	await home.goto(hall.url);
	await home.getByLabel("Code").waitFor();
	await examineHere(home, "home");
	await home.getByLabel("Code").fill("xx");
	await home.getByRole("button", { name: "Weiter" }).click();
	await home.getByRole("alert").waitFor();
	await examineHere(home, "home with a wrong code");
	await home.goto(`${hall.url}/j/0000-0000`);
	await home.getByText("Zu diesem Code gibt es keine Sitzung.").waitFor();
	await examineHere(home, "stopped");
	await home.goto(hall.join_url);
	await home.getByLabel("Ihr Name").waitFor();
	await examineHere(home, "join");
	await home.getByRole("button", { name: "Mitmachen" }).click();
	await home.getByRole("alert").first().waitFor();
	await examineHere(home, "join with faults");
	await home.context().close();

	const page = await joinAs(hall, "Anna Weber", "Saalfeld", options);
	await card(page, "Radweg").getByRole("button", { name: /Dafür/ }).click();
	await card(page, "Radweg").locator('[aria-pressed="true"]').waitFor();
	await page.getByLabel("Ihre Idee").fill("angefangen");
	await examineHere(page, "board");
	await page.locator(".selection summary").click();
	await examineHere(page, "board with its choices open");
	await page.getByLabel("Stadt").selectOption({ label: "Bad Blankenburg" });
	await page.getByText("Zu dieser Auswahl passt keine Idee.").waitFor();
	await examineHere(page, "board without ideas");
	await page.getByLabel("Stadt").selectOption("0");
	await card(page, "Radweg").getByRole("link", { name: /Kommentar/ }).click();
	await page.getByText("Das wird Zeit.").waitFor();
	await examineHere(page, "idea");
	await showScreen(page, "Meine");
	await page.getByRole("heading", { name: "Ihre Beiträge" }).waitFor();
	await examineHere(page, "mine");
	await showScreen(page, "Wer ist da");
	await page.getByRole("heading", { name: "Wer ist da" }).waitFor();
	await examineHere(page, "people");
	await showScreen(page, "Sie");
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	await examineHere(page, "me");
	await page.context().close();

	const moderator = await openPhone(hall, options);
	await moderator.goto(hall.moderator_link);
	await openModeration(moderator);
	await moderator.getByLabel("Neues Thema").waitFor();
	await examineHere(moderator, "moderation");
	await moderator.context().close();
}

// every_screen.test.mjs has all sizes of letters in both schemes.
for (const [colorScheme, width] of [["light", 360], ["dark", 1440]])
	test(`axe finds nothing on any screen, ${colorScheme}, ${width} wide`, () =>
		walk({ colorScheme, viewport: { width, height: 800 } }, examine));

test("at 320 pixels and with letters twice as big nothing scrolls sideways", async () => {
	await walk({ viewport: { width: 320, height: 640 } }, examine);
	await walk({ viewport: { width: 360, height: 740 } }, examineBig);
});

test("what one presses most is at least 44 pixels high", async () => {
	const page = await joinAs(hall, "Greta Otto", "Rudolstadt");
	for (const target of ["button.main", ".vote", ".sections a", ".tabs a", "select"]) {
		const box = await page.locator(target).first().boundingBox();
		assert.ok(box !== null && box.height >= 44 && box.width >= 44, `${target} ${JSON.stringify(box)}`);
	}
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
