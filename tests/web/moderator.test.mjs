// A moderator leads a board from the browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { joinAs, openHall, openModeration, openPhone } from "./support.mjs";

let hall;
let moderator;
let guest;
before(async () => {
	hall = await openHall();
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await moderator.goto(hall.moderator_link);
	guest = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

test("what leads a board stands first on a wide screen, in sight without scrolling", async () => {
	for (const name of ["Zurück", "Weiter", /^Starten/]) {
		const box = await moderator.getByRole("button", { name }).boundingBox();
		assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 900, `${name}: ${JSON.stringify(box)}`);
	}
	const bar = await moderator.getByRole("region", { name: "Moderation" }).boundingBox();
	const ideas = await moderator.getByRole("heading", { name: "Ideen", exact: true }).boundingBox();
	assert.ok(bar.y + bar.height <= ideas.y, "the bar stands above the board");
	assert.ok(bar.height <= 160, `the bar is ${bar.height} high`);
});

test("the next phase shows on every phone, and takes what it does not allow off the page", async () => {
	await guest.getByLabel("Ihre Idee").waitFor();
	await moderator.getByRole("button", { name: "Weiter" }).click();
	await guest.getByText("Schritt 2 von 3").waitFor();
	await guest.getByLabel("Ihre Idee").waitFor({ state: "detached" });
	await moderator.getByRole("button", { name: "Zurück" }).click();
	await guest.getByText("Schritt 1 von 3").waitFor();
	await guest.getByLabel("Ihre Idee").waitFor();
});

test("a timer runs on every phone until it is stopped", async () => {
	await moderator.getByLabel(/^Timer/).selectOption("5");
	await moderator.getByRole("button", { name: "Starten (5 Min.)" }).click();
	await guest.getByRole("timer").getByText(/^(5:00|4:5\d)$/).waitFor();
	await moderator.getByRole("button", { name: "Timer anhalten" }).click();
	await guest.getByRole("timer").waitFor({ state: "detached" });
});

test("a topic can be chosen by everybody as soon as it is there", async () => {
	await openModeration(moderator);
	await moderator.getByLabel("Neues Thema").fill("Verkehr");
	await moderator.getByRole("button", { name: "Hinzufügen", exact: true }).click();
	await guest.getByLabel("Ihre Idee").fill("Mehr Busse");
	await guest.getByLabel("Thema").first().selectOption({ label: "Verkehr" });
	await guest.getByRole("button", { name: "Idee hinzufügen" }).click();
	await moderator.locator(".selection summary").click();
	await moderator.getByLabel("Thema", { exact: true }).last().selectOption({ label: "Verkehr" });
	await moderator.locator(".idea", { hasText: "Mehr Busse" }).waitFor();
	await moderator.getByRole("button", { name: "„Verkehr“ entfernen" }).click();
	await moderator.getByRole("status").getByText(/Unter diesem Thema stehen Ideen/).waitFor();
});

test("the votes of who speaks for no town count too, and moderators see their share", async () => {
	await moderator.locator(".vote.agree").first().click();
	await moderator.getByText("ohne Stadt: 1 dafür, 0 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await guest.getByText("übrige: 1 dafür, 0 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await guest.locator(".tally-sum").getByText("1 Stimme", { exact: true }).waitFor();
	const [idea] = JSON.parse(await hall.bogen("--json", "ideas"));
	assert.equal(idea.agree, 1);
});

test("a town's share shows to everybody once 5 of its people have answered and nobody else can be worked out", async () => {
	for (let i = 0; i < 11; i++) {
		const profile = ["--profile", `p${i}`];
		await hall.bogen(...profile, "join", hall.code, "--name", `Person ${i}`, "--town", i < 5 ? "Saalfeld" : "Rudolstadt");
		await hall.bogen(...profile, "vote", "1", i === 0 ? "disagree" : "agree");
	}
	await guest.getByText("Rudolstadt: 6 dafür, 0 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await guest.getByText("übrige: 5 dafür, 1 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await guest.locator(".tally-sum").getByText("12 Stimmen · In 1 von 1 Städten mehr dafür als dagegen").waitFor();
	await moderator.getByText("Saalfeld: 4 dafür, 1 dagegen, 0 enthalten").waitFor({ state: "attached" });
});

test("a closed vote can be read and no longer changed", async () => {
	await guest.locator(".vote.agree").first().click();
	await guest.locator('.vote[aria-pressed="true"]').waitFor();
	await moderator.getByRole("button", { name: "Abstimmung schließen" }).click();
	await guest.getByText("Ihre Meinung: Dafür").waitFor();
	assert.equal(await guest.locator(".vote").count(), 0);
	await moderator.getByRole("button", { name: "Wieder öffnen" }).click();
	await moderator.getByRole("button", { name: "Ja, wieder öffnen" }).click();
	await guest.locator('.vote.agree[aria-pressed="true"]').waitFor();
});

test("each board is at its own phase", async () => {
	await moderator.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Rudolstadt" }).click();
	await moderator.getByRole("button", { name: "Weiter" }).click();
	await moderator.locator(".phase-step", { hasText: "Schritt 2 von 3" }).waitFor();
	await guest.getByText("Schritt 1 von 3").waitFor();
	await guest.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Rudolstadt" }).click();
	await guest.getByText("Schritt 2 von 3").waitFor();
	assert.deepEqual(hall.faults, []);
});
