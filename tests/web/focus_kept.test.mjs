// The focus does not fall to nothing when what had it goes: it is where one reads or writes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	card, eventually, joinAs, openHall, openPhone, prepareBallot, showBallot, slowLine, writeIdea,
} from "./support.mjs";

let hall;
let moderator;
let anna;
before(async () => {
	hall = await openHall();
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	for (const text of ["Ein Radweg an der Saale", "Ein Brunnen am Markt", "Bänke am Ufer"]) {
		await writeIdea(anna, text);
		await card(moderator, text).waitFor();
	}
});
after(() => hall.close());

async function press(page, locator) {
	await locator.focus();
	await page.keyboard.press("Enter");
}

/** Waits until the focus is in what the selector names. */
async function focusIn(page, selector) {
	await page.waitForFunction((at) => document.activeElement?.closest(at) != null, selector);
}

/** What has the focus, once it stays where it is: nothing is the body. */
async function staysOffBody(page, what) {
	await eventually(
		() => page.evaluate(() => document.activeElement?.tagName), (name) => name !== "BODY", what);
}

test("editing an idea begins in its text", async () => {
	await card(anna, "Brunnen").getByRole("link", { name: /Lesen/ }).click();
	await press(anna, anna.getByRole("button", { name: "Bearbeiten" }));
	await focusIn(anna, "form.composer input, form.composer textarea");
	await press(anna, anna.getByRole("button", { name: "Abbrechen" }));
	await focusIn(anna, ".idea-full h1");
});

test("with an idea taken back the focus goes on to another, or to the list", async () => {
	await press(anna, anna.getByRole("button", { name: "Zurücknehmen" }));
	await press(anna, anna.getByRole("button", { name: /^Ja/ }));
	await card(anna, "Brunnen").waitFor({ state: "detached" });
	await staysOffBody(anna, "after taking an idea back");
});

test("hiding and opening leave the focus beside what was done", async () => {
	await press(moderator, card(moderator, "Bänke").getByRole("button", { name: /^Moderieren/ }));
	await press(moderator, card(moderator, "Bänke").getByRole("button", { name: "Ausblenden" }));
	await press(moderator, moderator.getByRole("dialog").getByRole("button", { name: "Passt nicht zur Frage" }));
	await press(moderator, moderator.getByRole("dialog").getByRole("button", { name: "Ausblenden" }));
	await card(moderator, "Bänke").getByText("Ausgeblendet").first().waitFor();
	await staysOffBody(moderator, "after hiding");
	const ballot = await prepareBallot(hall, "yesno");
	await showBallot(moderator, ballot);
	await press(moderator, moderator.getByRole("button", { name: "Abstimmung öffnen" }));
	await moderator.locator("form.voting").waitFor();
	await staysOffBody(moderator, "after opening a ballot");
	await press(moderator, moderator.getByRole("button", { name: "Abstimmung schließen" }));
	await moderator.locator(".chip.closed").waitFor();
	await staysOffBody(moderator, "after closing a ballot");
});

test("what has the focus while the session loads has it when it is there", async () => {
	const page = await openPhone(hall);
	const line = await slowLine(page);
	line.hold();
	await page.goto(hall.join_url);
	const button = page.getByRole("button", { name: "Schrift größer" });
	await button.focus();
	line.release();
	await page.getByLabel("Ihr Name").waitFor();
	assert.ok(await button.evaluate((at) => at === document.activeElement));
	await page.context().close();
});

test("nothing was said on the console", () => assert.deepEqual(hall.faults, []));
