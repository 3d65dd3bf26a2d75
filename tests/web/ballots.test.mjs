// Ballots in the moderators' hands: preparing, opening, closing, another round; and pieces of the page that
// come late.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	eventually, joinAs, openBallot, openHall, openModeration, openPhone, prepareBallot, resultsOf, showBallot, showScreen,
} from "./support.mjs";

let hall;
let moderator;
before(async () => {
	hall = await openHall();
	for (const title of ["Radweg", "Busse", "Freibad"]) await hall.bogen("idea", "add", `${title}, bald.`, "--title", title);
	moderator = await openPhone(hall);
	await moderator.goto(hall.moderator_link);
	await moderator.locator(".phase").waitFor();
});
after(() => hall.close());

const ballots = async () => JSON.parse(await hall.bogen("--json", "ballot", "list"));

async function newest() {
	return (await ballots()).pop();
}

async function prepare(title, method, fill = async () => {}) {
	await showScreen(moderator, "Abstimmen");
	await moderator.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await moderator.getByLabel("Frage", { exact: true }).fill(title);
	await moderator.getByLabel("Wie wird abgestimmt?").selectOption({ label: method });
	await fill();
	await moderator.getByRole("button", { name: "Vorbereiten" }).click();
	await moderator.getByRole("heading", { level: 1, name: title }).waitFor();
	await moderator.getByText(`Vorbereitet: ${title}`).waitFor();
}

test("dots are prepared with what is usual, opened, voted on and closed from the page", async () => {
	const guest = await joinAs(hall, "Anna Weber", "Saalfeld");
	await prepare("Was zuerst?", "Punkte");
	const { points, heap, state, hidden, secrecy } = await newest();
	assert.deepEqual({ points, heap, state, hidden, secrecy },
		{ points: 2, heap: 2, state: "prepared", hidden: true, secrecy: "plain" });
	assert.equal(await guest.getByText("Was zuerst?").count(), 0);
	await moderator.getByRole("button", { name: "Abstimmung öffnen" }).click();
	const waiting = guest.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name: "Abstimmen 1 offen" });
	await waiting.waitFor();
	await guest.getByRole("link", { name: "Jetzt abstimmen: Was zuerst?" }).click();
	const missing = moderator.locator(".desk details");
	await missing.getByText("2 Personen haben noch nicht abgestimmt").click();
	await missing.getByText("Anna Weber").waitFor();
	await guest.getByRole("button", { name: "Ein Punkt mehr: Radweg" }).click();
	await guest.getByRole("button", { name: "Stimme abgeben" }).click();
	await missing.getByText("1 Person hat noch nicht abgestimmt").waitFor();
	await waiting.waitFor({ state: "detached" });
	assert.equal(await missing.getByText("Anna Weber").count(), 0);
	await moderator.getByRole("button", { name: "Abstimmung schließen" }).click();
	await moderator.getByText(/sie lässt sich nicht wieder öffnen/).waitFor();
	assert.equal((await newest()).state, "open");
	await moderator.getByRole("button", { name: "Ja, endgültig schließen" }).click();
	const line = guest.locator(".standing", { hasText: "Radweg" });
	await line.locator("summary").click();
	await line.getByText("1 Punkt · Personen: 1").waitFor();
	assert.equal((await newest()).state, "closed");
	assert.equal(await moderator.getByRole("button", { name: "Wieder öffnen" }).count(), 0);
	await guest.context().close();
});

test("another round shows how places have moved since the one before", async () => {
	const guest = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await moderator.getByRole("button", { name: "Weitere Runde vorbereiten" }).click();
	await moderator.getByText("2. Runde").waitFor();
	await moderator.getByRole("button", { name: "Abstimmung öffnen" }).click();
	const { id } = await newest();
	await showBallot(guest, id);
	for (let i = 0; i < 2; i++) await guest.getByRole("button", { name: "Ein Punkt mehr: Freibad" }).click();
	await guest.getByRole("button", { name: "Stimme abgeben" }).click();
	await guest.locator(".cast-saved").waitFor();
	await hall.bogen("ballot", "close", String(id));
	await guest.locator(".standing", { hasText: "Freibad" }).getByText("▲1").waitFor();
	await guest.locator(".standing", { hasText: "Freibad" })
		.getByText("1 Platz nach oben seit der vorigen Runde").waitFor({ state: "attached" });
	await guest.locator(".standing", { hasText: "Radweg" }).getByText("▼1").waitFor();
	await guest.context().close();
});

test("a budget is prepared with costs as people write them, changed, and removed", async () => {
	await prepare("Was bezahlen wir?", "Budget", async () => {
		await moderator.getByRole("button", { name: "Vorbereiten" }).click();
		await moderator.getByText("Bitte sehen Sie die rot markierten Felder an.").waitFor();
		await moderator.getByLabel("Kosten in Euro: Radweg").fill("12.500");
		await moderator.getByLabel("Kosten in Euro: Busse").fill("abc");
		await moderator.getByText("Weitere Regeln").click();
		await moderator.getByLabel("Wie viele müssen mindestens abstimmen?").fill("zehn");
		await moderator.getByLabel("Budget in Euro").fill("20000");
		await moderator.getByRole("button", { name: "Vorbereiten" }).click();
		await eventually(() => moderator.getByText(/Bitte einen Betrag/).count(), (n) => n === 2, "both costs are refused");
		await moderator.getByText("Bitte eine ganze Zahl in Ziffern").waitFor();
		assert.ok(!(await ballots()).some(({ title }) => title === "Was bezahlen wir?"), "nothing is prepared");
		await moderator.getByLabel("Wie viele müssen mindestens abstimmen?").fill("");
		await moderator.getByLabel("Kosten in Euro: Radweg").fill("12.500,00");
		await moderator.getByLabel("Kosten in Euro: Busse").fill("1 234,50 €");
	});
	const made = await newest();
	assert.deepEqual(made.options.map(({ idea, cost }) => [idea, cost]), [[1, 1250000], [2, 123450]]);
	assert.equal(made.budget, 2000000);
	const prepared = moderator.locator(".desk .winners li");
	await prepared.filter({ hasText: "Busse" }).getByText("1.234,50 €").waitFor();
	assert.equal(await prepared.count(), 2);
	await moderator.getByText(/^Budget 20\.000\s€, verteilt nach „Gleiche Anteile, aufgefüllt“/).waitFor();
	await moderator.getByRole("link", { name: "Vorbereitung ändern" }).click();
	assert.equal(await moderator.getByLabel("Kosten in Euro: Busse").inputValue(), "1234.50");
	await moderator.getByLabel("Kosten in Euro: Busse").fill("");
	await moderator.getByLabel("Vertraulich").check();
	await moderator.getByRole("button", { name: "Speichern" }).click();
	await eventually(newest, ({ options, secrecy }) => options.length === 1 && secrecy === "confidential", "the change");
	await moderator.getByRole("button", { name: "Entfernen" }).click();
	await moderator.getByRole("button", { name: "Ja, entfernen" }).click();
	await eventually(newest, ({ id }) => id !== made.id, "it is gone");
});

test("a question of its own, for one town's people: others are told that they have no vote", async () => {
	await prepare("Soll Saalfeld beitreten?", "Ja oder Nein", async () => {
		await moderator.getByLabel("Angenommen ist, was").selectOption({ label: "mindestens zwei Drittel Ja bekommt" });
		await moderator.getByText("Weitere Regeln").click();
		await moderator.getByRole("checkbox", { name: "Saalfeld" }).check();
		await moderator.getByLabel("Wie viele müssen mindestens abstimmen?").fill("1");
	});
	const { id, voters, threshold, threshold_of } = await newest();
	assert.deepEqual([voters.length, threshold, threshold_of], [1, 2, 3]);
	await moderator.getByText("Angenommen ist, was mindestens zwei Drittel Ja bekommt. Mindestens 1 müssen").waitFor();
	await moderator.getByRole("button", { name: "Abstimmung öffnen" }).click();
	const guest = await joinAs(hall, "Carla Otto", "Saalfeld");
	const other = await joinAs(hall, "Dora Lang", "Rudolstadt");
	await showBallot(other, id);
	await other.getByText("In dieser Abstimmung sind Sie nicht stimmberechtigt.").waitFor();
	assert.equal(await other.locator(".voting").count(), 0);
	await showBallot(guest, id);
	await guest.getByRole("button", { name: "Ja", exact: true }).click();
	await guest.getByRole("button", { name: "Stimme abgeben" }).click();
	await guest.locator(".cast-saved").waitFor();
	await hall.bogen("ballot", "close", String(id));
	await guest.locator(".chip.carried").getByText("angenommen").waitFor();
	assert.equal((await resultsOf(hall, String(id))).options[0].counts.yes, 1);
	await Promise.all([guest, other].map((page) => page.context().close()));
});

test("what is prepared for a phase is opened on its card, and everybody's eyes are led to it", async () => {
	const phases = JSON.parse(await hall.bogen("export", "--format", "json")).phase;
	const id = await prepareBallot(hall, "choose", "--picks", "1", "--live", "--board", "Plenum", "--phase", phases[0].title);
	const guest = await joinAs(hall, "Elif Yılmaz", "Bad Blankenburg");
	assert.equal(await guest.getByText("Abstimmung öffnen: choose").count(), 0);
	await showScreen(moderator, "Ideen");
	await moderator.getByRole("button", { name: "Abstimmung öffnen: choose" }).click();
	await guest.getByRole("link", { name: "Jetzt abstimmen: choose" }).waitFor();
	await showBallot(moderator, id);
	await moderator.getByRole("button", { name: "Alle Blicke hierher" }).click();
	const focus = guest.locator(".focus");
	await focus.getByRole("checkbox", { name: "Busse" }).check();
	await focus.getByRole("button", { name: "Stimme abgeben" }).click();
	await focus.locator(".cast-saved").waitFor();
	assert.equal((await resultsOf(hall, id)).papers, 1);
	await hall.bogen("focus", "off").catch(() => hall.bogen("focus", "none"));
	await guest.context().close();
});

test("a live ballot is closed at once; opened again, which takes its result away, only when one is sure", async () => {
	const id = await openBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	await showScreen(moderator, "Ideen");
	await openModeration(moderator);
	const line = moderator.locator(".desk-list li", { hasText: "approval" });
	await line.getByRole("button", { name: "Abstimmung schließen" }).click();
	await line.getByRole("button", { name: "Wieder öffnen" }).click();
	await line.getByText(/Das Ergebnis verschwindet/).waitFor();
	assert.equal((await newest()).state, "closed");
	await line.getByRole("button", { name: "Ja, wieder öffnen" }).click();
	await eventually(newest, ({ state }) => state === "open", "it is open");
	await hall.bogen("ballot", "close", id);
});

test("a piece that cannot be fetched says so, and comes when the network is back", async () => {
	const id = await openBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	const page = await openPhone(hall, { serviceWorkers: "block" });
	await page.route(/\/more-/, (route) => route.abort());
	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").fill("Frank Schulz");
	await page.getByRole("radio", { name: "Saalfeld" }).check();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("link", { name: "Jetzt abstimmen: approval" }).first().click();
	await page.getByRole("status").getByText("Dieser Teil der Seite konnte nicht geladen werden.").waitFor();
	await page.unroute(/\/more-/);
	await page.getByRole("checkbox", { name: "Busse" }).check();
	await page.getByRole("button", { name: "Stimme abgeben" }).click();
	await page.locator(".cast-saved").waitFor();
	assert.equal((await resultsOf(hall, id)).papers, 1);
	hall.faults = hall.faults.filter((fault) => !/ERR_FAILED/.test(fault));
	await page.context().close();
});

test("who went elsewhere while the server was away stays there when the answer comes", async () => {
	const title = "Was danach?";
	await showScreen(moderator, "Abstimmen");
	await moderator.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await moderator.getByLabel("Frage", { exact: true }).fill(title);
	await hall.kill();
	const button = moderator.getByRole("button", { name: "Vorbereiten" });
	await button.click();
	await button.and(moderator.locator(`[aria-disabled="true"]`)).click({ force: true });
	await showScreen(moderator, "Abstimmen");
	await moderator.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await moderator.locator(".card", { hasText: title }).getByText("Wird gesendet, sobald eine Verbindung da ist").waitFor();
	await showScreen(moderator, "Ideen");
	await hall.start();
	await moderator.getByText(`Vorbereitet: ${title}`).waitFor();
	await moderator.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.equal((await ballots()).filter((ballot) => ballot.title === title).length, 1);
});

test("what is not there cannot be changed, and is not taken for a new one", async () => {
	await moderator.evaluate(() => (location.hash = "#/prepare/99"));
	await moderator.getByRole("heading", { level: 1, name: "Diese Abstimmung gibt es hier nicht." }).waitFor();
	assert.equal(await moderator.getByLabel("Frage", { exact: true }).count(), 0);
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
