// What the server refuses comes back to its author.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, ideas, joinAs, joinOverSlowLine, openHall, writeIdea } from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

test("[CMD-5] an idea that the phase forbids comes back as a draft with the reason", async () => {
	const { page, line } = await joinOverSlowLine(hall, "Anna Weber", "Saalfeld");
	await page.getByLabel("Ihre Idee").fill("Zu spät gekommen");
	line.hold();
	await hall.bogen("phase", "next");
	await page.getByRole("button", { name: "Idee hinzufügen" }).click();
	line.release();
	const draft = page.locator("form.refused");
	await draft.getByText(/^Die laufende Phase „.+“ lässt das nicht zu\.$/).waitFor();
	assert.equal(await draft.getByLabel("Text").inputValue(), "Zu spät gekommen");
	await page.reload();
	await draft.getByLabel("Text").fill("Doch noch rechtzeitig");
	await hall.bogen("phase", "prev");
	await draft.getByRole("button", { name: "Noch einmal senden" }).click();
	await card(page, "Doch noch rechtzeitig").waitFor();
	assert.equal(await draft.count(), 0);
	assert.deepEqual((await ideas(hall)).map((idea) => idea.text), ["Doch noch rechtzeitig"]);
	await page.context().close();
});

test("a half-written text stays when the phase closes, and nothing is sent until it opens again", async () => {
	const page = await joinAs(hall, "Dora Lang", "Rudolstadt");
	await page.getByLabel("Ihre Idee").fill("Halb fertig");
	await hall.bogen("phase", "next");
	await page.locator(".composer .notice", { hasText: "Ihr Text bleibt hier erhalten." }).waitFor();
	const send = page.getByRole("button", { name: "Idee hinzufügen" });
	await send.focus();
	await page.keyboard.press("Enter");
	await page.getByRole("status").getByText("In dieser Phase sind keine neuen Ideen vorgesehen.").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").inputValue(), "Halb fertig");
	await hall.bogen("phase", "prev");
	await page.locator(".composer .notice").waitFor({ state: "detached" });
	assert.equal((await ideas(hall)).length, 1);
	await send.click();
	await card(page, "Halb fertig").waitFor();
	await page.context().close();
});

test("[CMD-5] a comment that the phase forbids comes back beside its idea, and can be thrown away", async () => {
	const { page, line } = await joinOverSlowLine(hall, "Bernd Kühn", "Rudolstadt");
	await card(page, "Doch noch").getByRole("link", { name: /Lesen/ }).click();
	await page.getByLabel("Ihr Kommentar").fill("Gute Sache");
	line.hold();
	await hall.bogen("phase", "goto", "3");
	await page.getByRole("button", { name: "Kommentar hinzufügen" }).click();
	line.release();
	const draft = page.locator("form.refused");
	await draft.getByText(/lässt das nicht zu/).waitFor();
	assert.equal(await draft.getByLabel("Text").inputValue(), "Gute Sache");
	await draft.getByRole("button", { name: "Verwerfen" }).click();
	await draft.waitFor({ state: "detached" });
	await page.reload();
	await page.getByRole("heading", { name: "Kommentare" }).waitFor();
	assert.equal(await draft.count(), 0);
	await hall.bogen("phase", "goto", "1");
	await page.context().close();
});

test("an edit of a text that was changed meanwhile comes back with the reason", async () => {
	const page = await joinAs(hall, "Carla Otto", "Saalfeld");
	await writeIdea(page, "Erste Fassung");
	await card(page, "Erste Fassung").getByRole("link", { name: /Lesen/ }).click();
	await page.getByRole("button", { name: "Bearbeiten" }).click();
	const field = page.getByRole("textbox", { name: "Text", exact: true });
	await field.fill("Meine Fassung");
	const { id } = (await ideas(hall)).find((idea) => idea.text === "Erste Fassung");
	await hall.bogen("idea", "edit", String(id), "Fassung der Moderation");
	await eventually(() => ideas(hall), (all) => all.some((idea) => idea.text === "Fassung der Moderation"), "the edit");
	assert.equal(await field.inputValue(), "Meine Fassung");
	await page.getByRole("button", { name: "Speichern" }).click();
	const draft = page.locator("form.refused");
	await draft.getByText("Das hat inzwischen jemand anderes geändert.").waitFor();
	assert.equal(await draft.getByLabel("Text").inputValue(), "Meine Fassung");
	await draft.getByRole("button", { name: "Noch einmal senden" }).click();
	await page.locator(".idea-full .words", { hasText: "Meine Fassung" }).waitFor();
	await page.context().close();
});

test("an empty and a too long text are not sent, and the reason stands beside the field", async () => {
	const page = await joinAs(hall, "Dieter Groß", "Saalfeld");
	const before = (await ideas(hall)).length;
	await writeIdea(page, "  \n ");
	await page.getByText("Bitte füllen Sie das Feld „Ihre Idee“ aus.").waitFor();
	assert.equal(await page.getByLabel("Ihre Idee").getAttribute("aria-invalid"), "true");
	await writeIdea(page, "ä".repeat(2001));
	await page.getByRole("alert").getByText("Das ist zu lang: 2001 von höchstens 2000 Zeichen.").waitFor();
	await writeIdea(page, "ä".repeat(2000));
	await eventually(() => ideas(hall), (all) => all.length === before + 1, "just as many are");
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
