// Who has no device speaks through a moderator: an opinion of an idea, a comment on it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { card, eventually, joinAs, openBallot, openHall, openPhone, writeIdea } from "./support.mjs";

let hall;
let anna;
let moderator;
const dialog = () => moderator.getByRole("dialog");
const press = (name) => dialog().getByRole("button", { name, exact: true }).click();
const counts = async () => {
	const { agree, disagree, pass, comments } = JSON.parse(await hall.bogen("--json", "idea", "show", "1"));
	return [agree, disagree, pass, comments];
};

before(async () => {
	hall = await openHall();
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	await writeIdea(anna, "Bänke am Fluss");
	await card(anna, "Bänke").waitFor();
	moderator = await openPhone(hall, { reducedMotion: "reduce" });
	await moderator.goto(hall.moderator_link);
	await card(moderator, "Bänke").getByRole("button", { name: /^Moderieren/ }).click();
	await card(moderator, "Bänke").getByRole("button", { name: "Ausblenden …" }).waitFor();
});
after(() => hall.close());

const open = () => card(moderator, "Bänke").getByRole("button", { name: "Für jemanden ohne Gerät …" }).click();

test("while everybody has a device nothing is offered", async () => {
	assert.equal(await card(moderator, "Bänke").getByRole("button", { name: /ohne Gerät/ }).count(), 0);
	await hall.bogen("person", "add", "Herta Lang", "--town", "Rudolstadt");
	await hall.bogen("person", "add", "Otto Klein", "--town", "Saalfeld");
	await hall.bogen("paper", "number", "--town", "Saalfeld", "--count", "2");
	const ballot = await openBallot(hall, "yesno", "--live");
	await hall.bogen("paper", "enter", ballot, "1", "yes");
	await hall.bogen("ballot", "close", ballot);
});

test("who says it, and what, has to be said", async () => {
	await open();
	await press("Eintragen");
	await dialog().getByText("Bitte wählen Sie, wer das sagt.").waitFor();
	assert.deepEqual(await dialog().getByLabel("Wer?").locator("option").allInnerTexts(),
		["Bitte wählen", "Herta Lang, Rudolstadt", "Otto Klein, Saalfeld"], "voters by slip are nobody to speak for");
	await dialog().getByLabel("Wer?").selectOption({ label: "Herta Lang, Rudolstadt" });
	await dialog().getByText("Bitte eine Meinung oder einen Kommentar.").waitFor();
	await examine(moderator, "speaking for somebody, with a fault");
});

test("an opinion counts in the person's town, a comment bears their name", async () => {
	await dialog().getByLabel("Dafür").check();
	await dialog().getByLabel("Kommentar").fill("Mit Lehne, bitte.");
	await examine(moderator, "speaking for somebody");
	await press("Eintragen");
	await dialog().waitFor({ state: "detached" });
	await moderator.getByText("Für Herta Lang eingetragen.").waitFor();
	assert.deepEqual(await eventually(counts, ([, , , comments]) => comments === 1, "both are there"), [1, 0, 0, 1]);
	await card(anna, "Bänke").getByText("1 Kommentar").click();
	const comment = anna.locator(".comment", { hasText: "Mit Lehne, bitte." });
	await comment.getByText("Herta Lang").waitFor();
	const { vote, person } = JSON.parse(await hall.bogen("export", "--format", "json"));
	assert.deepEqual(vote.map((one) => person.find(({ id }) => id === one.person).name), ["Herta Lang"]);
});

test("it is not the moderator's own, and can be said anew", async () => {
	const votes = card(moderator, "Bänke").getByRole("group", { name: "Ihre Meinung" });
	await votes.waitFor();
	await moderator.context().setOffline(true);
	await moderator.getByText("Gerade keine Verbindung.").waitFor();
	await open();
	await dialog().getByLabel("Wer?").selectOption({ label: "Herta Lang, Rudolstadt" });
	await dialog().getByLabel("Dagegen").check();
	await press("Eintragen");
	await dialog().waitFor({ state: "detached" });
	assert.equal(await votes.locator('[aria-pressed="true"]').count(), 0, "while it is on its way");
	await moderator.context().setOffline(false);
	await eventually(counts, ([agree, disagree]) => agree === 0 && disagree === 1, "the opinion has changed");
});

test("an opinion that is not taken any more is not lost without a word", async () => {
	await open();
	await dialog().getByLabel("Wer?").selectOption({ label: "Otto Klein, Saalfeld" });
	await dialog().getByLabel("Dafür").check();
	await hall.bogen("ballot", "close", "1");
	await dialog().getByText("Meinungen werden gerade nicht mehr angenommen.").waitFor();
	await press("Eintragen");
	await press("Eintragen");
	await dialog().getByText("Bitte eine Meinung oder einen Kommentar.").waitFor();
	await moderator.keyboard.press("Escape");
	await hall.bogen("ballot", "open", "1");
});

test("what the server refuses is told, and the comment comes back to be sent again", async () => {
	await open();
	await dialog().getByLabel("Wer?").selectOption({ label: "Otto Klein, Saalfeld" });
	await dialog().getByLabel("Kommentar").fill("Die Bank ist kaputt.");
	await hall.bogen("person", "remove", "Otto Klein");
	await press("Eintragen");
	await moderator.getByRole("status").getByText("Nicht gespeichert").waitFor();
	await hall.bogen("person", "admit", "Otto Klein");
	await moderator.evaluate(() => (location.hash = "#/idea/1"));
	const draft = moderator.locator("form.refused");
	await draft.getByRole("button", { name: "Noch einmal senden" }).click();
	await moderator.locator(".comment", { hasText: "Die Bank ist kaputt." }).getByText("Otto Klein").waitFor();
	assert.deepEqual(hall.faults, []);
});
