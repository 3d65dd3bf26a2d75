// What moderators do with somebody's words is told to who wrote them, wherever they are on the page, and stands
// at the words, in one's own list too.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { card, ideas, joinAs, openHall, showScreen, writeIdea } from "./support.mjs";

let hall;
let anna; // writes
let bernd; // is told nothing of what is not his
before(async () => {
	hall = await openHall();
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	bernd = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
});
after(() => hall.close());

async function numberOf(text) {
	return String((await ideas(hall)).find((idea) => idea.text.startsWith(text)).id);
}

const said = (page, words) => page.locator(".said [role=status]").getByText(words);

async function writes(text) {
	await showScreen(anna, "Ideen");
	await writeIdea(anna, text);
	await card(anna, text).locator(".idea-more").waitFor();
	return numberOf(text);
}

test("that an idea was hidden, and shown again, is told, and stands at it with the reason", async () => {
	const id = await writes("Freibier für alle");
	await card(bernd, "Freibier").waitFor();
	await showScreen(anna, "Wer ist da");
	await hall.bogen("hide", id, "Werbung");
	await said(anna, "Die Moderation hat Ihren Beitrag ausgeblendet.").waitFor();
	assert.equal(await anna.getByRole("heading", { name: "Wer ist da" }).count(), 1, "nobody is led away");
	await examine(anna, "what is told of one's own");
	await card(bernd, "Freibier").waitFor({ state: "detached" });
	await anna.getByRole("button", { name: "Dorthin" }).click();
	await anna.locator(".idea-full .held").getByText("Von der Moderation ausgeblendet. Grund: Werbung").waitFor();
	await showScreen(anna, "Meine");
	await card(anna, "Freibier").locator(".held").getByText("Grund: Werbung").waitFor();
	await hall.bogen("show-again", id);
	await said(anna, "Ihr Beitrag ist jetzt für alle sichtbar.").waitFor();
	assert.equal(await card(anna, "Freibier").locator(".held").count(), 0);
	assert.equal(await bernd.locator(".said").textContent(), "", "nobody else is told");
});

test("that words were redacted is told, and stands at them and in one's own list", async () => {
	const id = await writes("Herr Meyer soll zahlen");
	await hall.bogen("redact", id, "Wer es bestellt, soll zahlen", "--yes");
	await said(anna, "Die Moderation hat Ihren Beitrag geschwärzt.").waitFor();
	await showScreen(anna, "Meine");
	await card(anna, "Wer es bestellt").getByText("von der Moderation geschwärzt").waitFor();
});

test("comments too: hidden, redacted; several at once are told together and found in one's own list", async () => {
	const id = await writes("Ein Radweg");
	await anna.evaluate((hash) => (location.hash = hash), `#/idea/${id}`);
	for (const text of ["Erster Kommentar", "Zweiter Kommentar"]) {
		await anna.getByLabel("Ihr Kommentar").fill(text);
		await anna.getByRole("button", { name: "Kommentar hinzufügen" }).click();
		await anna.locator(".comment", { hasText: text }).waitFor();
	}
	const all = JSON.parse(await hall.bogen("export", "--format", "json")).comment;
	const [first, second] = ["Erster", "Zweiter"].map((word) => String(all.find(({ text }) => text.startsWith(word)).id));
	await hall.bogen("redact", first, "Kommentar", "--comment", "--yes");
	await said(anna, "geschwärzt").waitFor();
	await anna.locator(".comment", { hasText: "von der Moderation geschwärzt" }).waitFor();
	await anna.context().setOffline(true);
	await hall.bogen("hide", first, "doppelt", "--comment");
	await hall.bogen("hide", second, "doppelt", "--comment");
	await anna.context().setOffline(false);
	await said(anna, "Bei Ihren Beiträgen hat sich etwas geändert.").waitFor();
	await anna.getByRole("button", { name: "Dorthin" }).click();
	await anna.getByRole("heading", { name: "Ihre Beiträge" }).waitFor();
	assert.equal(await card(anna, "Kommentar").locator(".held").count(), 2);
	await examine(anna, "one's own contributions with what became of them");
});

test("what was held for approval is told when it is let through", async () => {
	await hall.bogen("board", "rules", "Plenum", "--approval");
	await showScreen(anna, "Ideen");
	await writeIdea(anna, "Ein Lesecafé");
	await card(anna, "Lesecafé").locator(".held").getByText("Wartet auf Freigabe.").waitFor();
	await showScreen(anna, "Meine");
	await hall.bogen("approve", await numberOf("Ein Lesecafé"));
	await said(anna, "Ihr Beitrag ist jetzt für alle sichtbar.").waitFor();
	await card(bernd, "Lesecafé").waitFor();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
