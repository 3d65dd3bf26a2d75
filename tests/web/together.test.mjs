// The common view, hands and ready marks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, joinAs, openHall, openModeration, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
let moderator;
let anna;
let bernd;
before(async () => {
	hall = await openHall();
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	bernd = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await writeIdea(anna, "Ein Radweg an der Saale");
	await card(moderator, "Radweg").waitFor();
});
after(() => hall.close());

function panel(page) {
	return page.getByRole("region", { name: "Gemeinsamer Blick" });
}

async function press(page, locator) {
	await locator.focus();
	await page.keyboard.press("Enter");
}

test("all eyes on an idea: everybody sees it, may look away and come back", async () => {
	await card(moderator, "Radweg").getByRole("button", { name: /^Moderieren/ }).click();
	await press(moderator, card(moderator, "Radweg").getByRole("button", { name: "Alle Blicke hierher" }));
	await panel(anna).getByText("Ein Radweg an der Saale").waitFor();
	await bernd.getByRole("status").getByText("Die Moderation zeigt allen etwas.").waitFor();
	await press(bernd, panel(bernd).getByRole("button", { name: "Wegsehen" }));
	await panel(bernd).getByText("Ein Radweg").waitFor({ state: "detached" });
	await panel(anna).getByText("Ein Radweg").waitFor();
	await press(bernd, panel(bernd).getByRole("button", { name: "Zurückkehren" }));
	await panel(bernd).getByText("Ein Radweg").waitFor();
	assert.equal(await panel(bernd).getByRole("button", { name: "Für alle beenden" }).count(), 0);
	// It goes along from screen to screen, but not before itself.
	await showScreen(bernd, "Wer ist da");
	await panel(bernd).getByText("Ein Radweg").waitFor();
	await panel(bernd).getByRole("link", { name: /Lesen/ }).click();
	await bernd.locator(".idea-full").waitFor();
	assert.equal(await panel(bernd).getByText("Ein Radweg").count(), 0);
	await showScreen(bernd, "Ideen");
});

test("who looked away from one thing sees the next, be it a topic or a result", async () => {
	await panel(bernd).getByRole("button", { name: "Wegsehen" }).click();
	await openModeration(moderator);
	await moderator.getByLabel("Neues Thema").fill("Verkehr");
	await moderator.getByRole("button", { name: "Hinzufügen", exact: true }).click();
	await moderator.getByRole("button", { name: "Alle Blicke auf „Verkehr“" }).click();
	await panel(bernd).getByText("Verkehr").waitFor();
	await card(anna, "Radweg").getByRole("button", { name: /Dafür/ }).click();
	await moderator.locator(".moderation").getByRole("button", { name: "Alle Blicke auf „Was halten" }).click();
	await panel(bernd).locator(".chip.open").waitFor();
	const standing = panel(bernd).locator(".standing", { hasText: "Radweg" });
	await standing.waitFor();
	// A bar for eyes, words for who listens.
	await standing.getByText("1 dafür, 0 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await panel(moderator).getByRole("button", { name: "Für alle beenden" }).click();
	for (const page of [anna, bernd]) await panel(page).waitFor({ state: "detached" });
});

test("hands are called in a fair order: the town that has spoken less comes first", async () => {
	const carla = await joinAs(hall, "Carla Otto", "Saalfeld");
	const queue = moderator.locator(".queue li");
	await anna.getByRole("button", { name: "Hand heben" }).click();
	await anna.getByText("Platz 1 der Redeliste").waitFor();
	await carla.getByRole("button", { name: "Hand heben" }).click();
	await carla.getByText("Platz 2 der Redeliste").waitFor();
	await bernd.getByRole("button", { name: "Hand heben" }).click();
	// Anna's call will count for Saalfeld, so Bernd goes before Carla.
	await bernd.getByText("Platz 2 der Redeliste").waitFor();
	await carla.getByText("Platz 3 der Redeliste").waitFor();
	await queue.nth(2).waitFor();
	assert.deepEqual(await queue.locator(".by-name").allTextContents(), ["Anna Weber", "Bernd Kühn", "Carla Otto"]);
	await press(moderator, moderator.getByRole("button", { name: "Nächste Person aufrufen" }));
	await anna.getByText("Sie sind aufgerufen: bitte sprechen Sie.").waitFor();
	await bernd.locator(".speaking .facts", { hasText: "Anna Weber" }).waitFor();
	await bernd.getByText("Platz 1 der Redeliste").waitFor();
	await moderator.getByRole("button", { name: "Nächste Person aufrufen" }).click();
	await bernd.getByText("Sie sind aufgerufen").waitFor();
	await anna.getByText("Sie sind aufgerufen").waitFor({ state: "detached" });
	await press(carla, carla.getByRole("button", { name: "Hand senken" }));
	await queue.first().waitFor({ state: "detached" });
	await carla.getByRole("button", { name: "Hand heben" }).click();
	await moderator.getByRole("button", { name: "Meldung von Carla Otto zurücknehmen" }).click();
	await carla.getByText("der Redeliste").waitFor({ state: "detached" });
	await carla.context().close();
});

test("who is called is told wherever they are, and is led to the board", async () => {
	await anna.getByRole("button", { name: "Hand heben" }).click();
	await anna.getByText("Platz 1 der Redeliste").waitFor();
	await showScreen(anna, "Wer ist da");
	await hall.bogen("hand", "call");
	await anna.getByRole("status").getByText("Sie sind an der Reihe.").waitFor();
	await press(anna, anna.locator(".said").getByRole("button", { name: "Dorthin" }));
	await anna.locator(".called").waitFor();
});

test("ready marks are counted, and gone with the next phase", async () => {
	const done = anna.getByRole("button", { name: "Ich bin fertig" });
	await anna.getByText("0 von 3 fertig").waitFor();
	await press(anna, done);
	await bernd.getByText("1 von 3 fertig").waitFor();
	await anna.getByText("1 von 3 fertig").waitFor();
	assert.equal(await done.getAttribute("aria-pressed"), "true");
	await bernd.getByRole("button", { name: "Ich bin fertig" }).click();
	await anna.getByText("2 von 3 fertig").waitFor();
	await done.click();
	await bernd.getByText("1 von 3 fertig").waitFor();
	await hall.bogen("phase", "next");
	await bernd.getByText("0 von 3 fertig").waitFor();
	assert.equal(await bernd.getByRole("button", { name: "Ich bin fertig" }).getAttribute("aria-pressed"), "false");
	assert.deepEqual(hall.faults, []);
});
