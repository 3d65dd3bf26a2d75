// Voting on a phone, by every method: what is filled in is what is counted.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, joinAs, joinOverSlowLine, openBallot, openHall, resultsOf, showBallot } from "./support.mjs";

const titles = ["Radweg", "Busse", "Freibad", "Repair-Café"];
let hall;
before(async () => {
	hall = await openHall();
	for (const title of titles) await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title);
});
after(() => hall.close());

const allOptions = titles.flatMap((_, i) => ["--option", String(i + 1)]);

function castButton(page) {
	return page.getByRole("button", { name: "Stimme abgeben" });
}

async function cast(page) {
	await castButton(page).click();
	await page.locator(".cast-saved").waitFor();
}

function counts(results, title) {
	return results.options.find((option) => option.title === title)?.counts;
}

test("an approval: what was ticked is counted, changed and taken back", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	await page.getByRole("link", { name: "Jetzt abstimmen: approval" }).click();
	await page.getByRole("checkbox", { name: "Radweg" }).check();
	await page.getByRole("checkbox", { name: "Busse" }).check();
	await cast(page);
	await page.getByRole("status").getByText("Ihre Stimme ist gespeichert.").waitFor();
	assert.deepEqual(counts(await resultsOf(hall, id), "Radweg"), { approvals: 1 });
	await page.getByRole("button", { name: "Ändern" }).click();
	assert.equal(await page.getByRole("checkbox", { name: "Radweg" }).isChecked(), true);
	await page.getByRole("checkbox", { name: "Radweg" }).uncheck();
	// What is half changed outlives a reload, and nothing of it is sent.
	await page.reload();
	await page.getByRole("checkbox", { name: "Busse" }).waitFor();
	assert.equal(await page.getByRole("checkbox", { name: "Radweg" }).isChecked(), false);
	assert.equal(counts(await resultsOf(hall, id), "Radweg").approvals, 1);
	await cast(page);
	assert.equal(counts(await resultsOf(hall, id), "Radweg").approvals, 0);
	await page.getByRole("button", { name: "Zurücknehmen" }).click();
	await page.getByRole("button", { name: "Ja, zurücknehmen" }).click();
	await castButton(page).waitFor();
	await eventually(
		async () => (await resultsOf(hall, id)).papers, (papers) => papers === 0, "the paper is taken back");
	await page.context().close();
});

test("a vote with nothing chosen is cast only when one is sure; that it is saved is not told over another ballot", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	const next = await openBallot(hall, "approval", "--live", ...allOptions);
	const page = await joinAs(hall, "Anna Wolf", "Saalfeld");
	await showBallot(page, id);
	await castButton(page).click();
	const question = page.getByRole("group", { name: "Sie haben nichts ausgewählt. Trotzdem abstimmen?" });
	await question.getByRole("button", { name: "Abbrechen" }).click();
	await question.waitFor({ state: "detached" });
	assert.equal((await resultsOf(hall, id)).papers, 0);
	await castButton(page).click();
	await question.getByRole("button", { name: "Ja, leer abgeben" }).click();
	await page.locator(".cast-saved").waitFor();
	const told = page.getByRole("status").getByText("Ihre Stimme ist gespeichert.");
	await told.waitFor();
	assert.equal((await resultsOf(hall, id)).papers, 1);
	await showBallot(page, next);
	await castButton(page).waitFor();
	await eventually(() => told.count(), (n) => n === 0, "nothing is told of the ballot before");
	await page.context().close();
});

test("a plain vote is not called secret: who can look it up is said, without a padlock", async () => {
	const plain = await openBallot(hall, "approval", "--live", ...allOptions);
	const sealed = await openBallot(hall, "approval", "--secrecy", "confidential", ...allOptions);
	const page = await joinAs(hall, "Ada Lang", "Saalfeld");
	const note = page.locator(".secrecy summary");
	const sign = () => note.locator("path").getAttribute("d");
	await showBallot(page, sealed);
	await note.getByText("Vertraulich.").waitFor();
	const padlock = await sign();
	await showBallot(page, plain);
	await note.getByText("Nicht öffentlich. Die Moderation kann nachsehen, wie Sie abstimmen.").waitFor();
	assert.notEqual(await sign(), padlock);
	await hall.bogen("ballot", "close", sealed);
	await page.context().close();
});

test("yes or no: each answer is counted, and pressing it again takes it out", async () => {
	const id = await openBallot(hall, "yesno", "--live", "--option", "1", "--option", "2");
	const page = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await showBallot(page, id);
	const answer = (title, name) => page.getByRole("group", { name: title }).getByRole("button", { name });
	await answer("Radweg", "Nein").click();
	await answer("Busse", "Ja").click();
	await answer("Busse", "Ja").click();
	await page.getByText("1 von 2 beantwortet").waitFor();
	await cast(page);
	const results = await resultsOf(hall, id);
	assert.deepEqual([counts(results, "Radweg").no, counts(results, "Busse").yes], [1, 0]);
	await page.context().close();
});

test("dots by keyboard alone: points left are always told, neither heap nor sum is exceeded", async () => {
	const id = await openBallot(hall, "dots", "--live", "--points", "3", "--heap", "2", ...allOptions);
	const page = await joinAs(hall, "Carla Otto", "Bad Blankenburg");
	await showBallot(page, id);
	const more = (title) => page.getByRole("button", { name: `Ein Punkt mehr: ${title}` });
	await page.getByRole("status").getByText("Noch 3 Punkte").waitFor();
	await more("Radweg").focus();
	for (let i = 0; i < 3; i++) await page.keyboard.press("Enter"); // one too many for an option
	await page.getByText("Noch 1 Punkt").waitFor();
	await more("Freibad").focus();
	for (let i = 0; i < 2; i++) await page.keyboard.press("Space"); // one too many in all
	await page.getByText("Noch 0 Punkte").waitFor();
	await page.getByRole("button", { name: "Ein Punkt weniger: Radweg" }).focus();
	await page.keyboard.press("Enter");
	await more("Busse").focus();
	await page.keyboard.press("Enter");
	await castButton(page).focus();
	await page.keyboard.press("Enter");
	await page.locator(".cast-saved").waitFor();
	const results = await resultsOf(hall, id);
	assert.deepEqual(titles.map((title) => counts(results, title).points), [1, 1, 1, 0]);
	await page.context().close();
});

test("resistance: from 0 to 10, the passive option too; what is left out or reset is no answer", async () => {
	const id = await openBallot(hall, "resistance", "--live", ...allOptions);
	const page = await joinAs(hall, "Dora Lang", "Saalfeld");
	await showBallot(page, id);
	const scale = (title) => page.getByRole("group", { name: title });
	await scale("Radweg").getByRole("radio", { name: "0, kein Einwand" }).check({ force: true });
	await scale("Busse").getByRole("radio", { name: "7" }).focus();
	await page.keyboard.press("Space");
	await page.keyboard.press("ArrowRight"); // 8
	await scale("Freibad").getByRole("radio", { name: "10, untragbar" }).check({ force: true });
	await scale("Wir entscheiden nichts").getByRole("radio", { name: "5" }).check({ force: true });
	await page.getByRole("button", { name: "Angabe löschen: Freibad" }).click();
	assert.equal(await page.getByText("keine Angabe").count(), 2);
	await cast(page);
	const { options } = await resultsOf(hall, id);
	const said = options.map(({ idea, counts: { resistance, answers } }) => [idea ?? 0, resistance, answers]);
	assert.deepEqual(said.sort((a, b) => a[0] - b[0]), [[0, 5, 1], [1, 0, 1], [2, 8, 1], [3, 0, 0], [4, 0, 0]]);
	await page.context().close();
});

test("a ranking by keyboard alone: the order is told, and the focus stays with what was moved", async () => {
	const id = await openBallot(hall, "ranking", "--live", ...allOptions);
	const page = await joinAs(hall, "Elif Yılmaz", "Rudolstadt");
	await showBallot(page, id);
	for (const title of ["Busse", "Freibad", "Radweg"]) {
		await page.getByRole("button", { name: `Einreihen: ${title}` }).focus();
		await page.keyboard.press("Enter");
	}
	const focused = page.locator('[aria-label="Nach oben: Radweg"]:focus');
	const place = (n) => page.getByRole("status").getByText(`Radweg: Platz ${n} von 3`).waitFor({ state: "attached" });
	await focused.waitFor();
	await page.keyboard.press("Enter");
	await place(2);
	await focused.waitFor();
	await page.keyboard.press("Enter");
	await page.getByRole("status").getByText("Radweg: Platz 1 von 3").waitFor({ state: "attached" });
	await page.getByRole("button", { name: "Aus der Reihenfolge nehmen: Freibad" }).focus();
	await page.keyboard.press("Enter");
	await castButton(page).focus();
	await page.keyboard.press("Enter");
	await page.locator(".cast-saved").waitFor();
	assert.deepEqual(await page.locator(".choices li").allInnerTexts(), ["Radweg", "Busse"]);
	const { options } = await resultsOf(hall, id);
	assert.deepEqual(options.slice(0, 2).map(({ title }) => title), ["Radweg", "Busse"]);
	await page.context().close();
});

test("a ranking by pointer: a line goes where it is dragged", async () => {
	const id = await openBallot(hall, "ranking", "--live", ...allOptions);
	const page = await joinAs(hall, "Frank Schulz", "Rudolstadt", { viewport: { width: 800, height: 900 } });
	await showBallot(page, id);
	for (const title of ["Busse", "Freibad", "Radweg"])
		await page.getByRole("button", { name: `Einreihen: ${title}` }).click();
	const line = (i) => page.locator(".order > li").nth(i);
	const from = await line(2).locator(".handle").boundingBox();
	const to = await line(0).boundingBox();
	await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await page.mouse.down();
	await page.mouse.move(from.x + from.width / 2, to.y + 40, { steps: 5 });
	await page.mouse.move(from.x + from.width / 2, to.y + 4, { steps: 5 });
	await page.mouse.up();
	await line(0).getByText("Radweg", { exact: true }).waitFor();
	await cast(page);
	assert.deepEqual(await page.locator(".choices li").allInnerTexts(), ["Radweg", "Busse", "Freibad"]);
	await page.context().close();
});

test("choosing: no more can be ticked than may be chosen", async () => {
	const id = await openBallot(hall, "choose", "--live", "--picks", "2", "--places", "2", ...allOptions);
	const page = await joinAs(hall, "Greta Otto", "Saalfeld");
	await showBallot(page, id);
	await page.getByText("Noch 2 von 2 frei").waitFor();
	for (const title of ["Busse", "Freibad"]) await page.getByRole("checkbox", { name: title }).check();
	assert.equal(await page.getByRole("checkbox", { name: "Radweg" }).isDisabled(), true);
	await cast(page);
	const results = await resultsOf(hall, id);
	assert.deepEqual(titles.map((title) => counts(results, title).approvals), [0, 1, 1, 0]);
	await page.context().close();
});

test("a budget: costs are seen, their sum is no limit, and the result says what is bought and what is left", async () => {
	const options = titles.flatMap((_, i) => ["--option", `${i + 1}=${(i + 1) * 1000}`]);
	const id = await openBallot(hall, "budget", "--live", "--budget", "5000", ...options);
	const page = await joinAs(hall, "Hans Groß", "Bad Blankenburg");
	await showBallot(page, id);
	for (const title of ["Radweg", "Repair-Café", "Freibad"]) await page.getByRole("checkbox", { name: title }).check();
	await page.getByRole("status").getByText("3 Vorhaben: 8.000 €").waitFor();
	await cast(page);
	assert.equal(counts(await resultsOf(hall, id), "Repair-Café").approvals, 1);
	await hall.bogen("ballot", "close", id);
	await page.locator(".bought section").nth(1).waitFor();
	assert.match(await page.locator(".bought section").first().innerText(), /Zusammen 4\.000\s€ von 5\.000\s€, übrig 1\.000\s€/);
	await page.getByText("Zum Vergleich: Meiste Stimmen zuerst").waitFor();
	await page.context().close();
});

test("hidden results show to nobody before the closing", async () => {
	const id = await openBallot(hall, "approval", "--hidden", ...allOptions);
	const page = await joinAs(hall, "Ida Klein", "Saalfeld");
	await showBallot(page, id);
	await page.getByRole("checkbox", { name: "Radweg" }).check();
	await cast(page);
	await page.getByText("Wie abgestimmt wurde, wird erst nach dem Schließen gezeigt.").waitFor();
	await page.locator(".turnout li", { hasText: "Saalfeld" }).getByText(/^1 von \d+$/).waitFor();
	assert.equal(await page.locator(".standing, .bar").count(), 0);
	await hall.bogen("ballot", "close", id);
	const line = page.locator(".standing", { hasText: "Radweg" });
	await line.locator("summary").click();
	await line.getByText("1 von 1 Personen").waitFor();
	assert.ok(await line.locator(".bar").count() > 0);
	await page.getByRole("tab", { name: "Städte gleich" }).click();
	await page.getByRole("status").getByText(/Jede Stadt zählt gleich viel/).waitFor();
	// One person of Saalfeld has answered: places are told, what that one says is not.
	await page.getByText(/In einer Stadt haben weniger als fünf Personen geantwortet/).waitFor();
	assert.equal(await page.locator(".rank").count(), titles.length);
	assert.equal(await page.locator(".standing .bar").count(), 0);
	assert.equal(await page.getByText(/^getragen/).count(), 0);
	await page.getByRole("tab", { name: "In jeder Stadt" }).click();
	await page.getByRole("status").getByText(/wiegt schwer/).waitFor();
	assert.equal(await page.locator(".standing .bar").count(), 0);
	assert.equal(await page.getByText("mit der geringsten Zustimmung").count(), 0);
	await page.context().close();
});

test("a confidential vote: its receipt is found in the published list, as it was cast", async () => {
	const id = await openBallot(hall, "approval", "--secrecy", "confidential", ...allOptions);
	const page = await joinAs(hall, "Jana Roth", "Rudolstadt");
	await showBallot(page, id);
	await page.locator(".secrecy summary").click();
	await page.locator(".secrecy").getByText(/Nicht geschützt sind Sie/).waitFor();
	await page.getByRole("checkbox", { name: "Freibad" }).check();
	await cast(page);
	const first = await page.locator(".receipt .code-shown").innerText();
	assert.match(first, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
	// A changed vote has another number.
	await page.getByRole("button", { name: "Ändern" }).click();
	await page.getByRole("checkbox", { name: "Busse" }).check();
	await cast(page);
	const check = page.locator(".receipt .code-shown");
	await eventually(() => check.innerText(), (text) => text !== first, "another check number");
	const last = await check.innerText();
	await page.reload();
	await page.getByText(last).waitFor();
	assert.deepEqual(await page.locator(".choices li").allInnerTexts(), ["Freibad", "Busse"]);
	await hall.bogen("ballot", "close", id);
	await page.getByText("Ihre Stimme steht so in der Liste, wie Sie sie abgegeben haben.").waitFor();
	assert.match(await hall.bogen("ballot", "published", id), new RegExp(last));
	assert.equal(await page.getByText(/^getragen/).count(), 0);
	await page.getByRole("tab", { name: "In jeder Stadt" }).click();
	await page.getByText("Hier wird nur nach Personen gezählt: In manchen Städten gibt es zu wenige Stimmen.").waitFor();
	assert.equal(await page.locator(".standing").count(), 0);
	await page.getByRole("tab", { name: "Alle Personen" }).click();
	// On another device of the same person nothing tells what was chosen.
	const seat = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => !key.startsWith("bogen.receipt.")));
	const other = await (await hall.browser.newContext({ locale: "de-DE" })).newPage();
	await other.goto(hall.url);
	await other.evaluate((all) => all.forEach(([key, value]) => localStorage.setItem(key, value)), seat);
	await other.goto(`${hall.join_url}#/ballot/${id}`);
	await other.locator(".standing").first().waitFor();
	assert.equal(await other.locator(".receipt, .choices").count(), 0);
	await other.context().close();
	await page.context().close();
});

test("[CMD-3] a vote cast without a network goes out once when it is back", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	const page = await joinAs(hall, "Karl Amt", "Saalfeld");
	await showBallot(page, id);
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await page.getByRole("checkbox", { name: "Busse" }).check();
	await castButton(page).click();
	await page.getByText("Wird gesendet, sobald eine Verbindung da ist").waitFor();
	await hall.start();
	await page.locator(".cast-saved").waitFor();
	const results = await resultsOf(hall, id);
	assert.deepEqual([results.papers, counts(results, "Busse").approvals], [1, 1]);
	await page.context().close();
});

test("one can vote without a network although the ballot was never looked at before", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	const page = await joinAs(hall, "Lena Lang", "Saalfeld");
	// The words are fetched last, when the scripts are there.
	await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /\/de_ballots-/.test(name)));
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await page.getByRole("link", { name: "Jetzt abstimmen: approval" }).first().click();
	await page.getByRole("checkbox", { name: "Busse" }).check();
	await castButton(page).click();
	await hall.start();
	await page.locator(".cast-saved").waitFor();
	assert.equal((await resultsOf(hall, id)).papers, 1);
	await page.context().close();
});

test("[CMD-5] a vote that comes too late is a draft again, with the reason, and is found where one looks", async () => {
	const id = await openBallot(hall, "approval", "--live", ...allOptions);
	const { page, line } = await joinOverSlowLine(hall, "Moritz Ott", "Rudolstadt");
	await showBallot(page, id);
	await page.getByRole("checkbox", { name: "Busse" }).check();
	line.hold();
	await hall.bogen("ballot", "close", id);
	await castButton(page).click();
	line.release();
	await page.getByRole("status").getByText("Ihre Stimme wurde nicht gezählt: Diese Abstimmung ist nicht offen.").waitFor();
	await hall.bogen("ballot", "open", id);
	await page.locator(".refused").getByText("Diese Abstimmung ist nicht offen.").waitFor();
	assert.equal(await page.getByRole("checkbox", { name: "Busse" }).isChecked(), true);
	await page.reload();
	await page.locator(".refused").waitFor();
	await cast(page);
	assert.equal(await page.locator(".refused").count(), 0);
	assert.equal((await resultsOf(hall, id)).papers, 1);
	await page.context().close();
});

test("each idea's opinion is said in the ballot that it fits", async () => {
	const quiet = await openHall();
	try {
		await quiet.bogen("idea", "add", "Im Plenum");
		await quiet.bogen("idea", "add", "In der Werkstatt", "--board", "Saalfeld");
		await quiet.bogen("ballot", "close", "1");
		const id = await openBallot(quiet, "opinion", "--live", "--board", "Saalfeld");
		const page = await joinAs(quiet, "Anna Weber", "Saalfeld");
		await card(page, "Im Plenum").waitFor();
		assert.equal(await card(page, "Im Plenum").locator(".vote").count(), 0);
		await page.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: "Saalfeld" }).click();
		await card(page, "In der Werkstatt").getByRole("button", { name: /Dafür/ }).click();
		await card(page, "In der Werkstatt").locator(".vote.agree .vote-count", { hasText: "1" }).waitFor();
		const { options } = await resultsOf(quiet, id);
		assert.deepEqual(options.map(({ title, counts: { agree } }) => [title, agree]), [["In der Werkstatt", 1]]);
		assert.deepEqual(quiet.faults, []);
	} finally {
		await quiet.close();
	}
});

test("a ballot that opens or closes is told to who is elsewhere on the page, not to who comes later", async () => {
	const page = await joinAs(hall, "Nora Blick", "Saalfeld");
	const said = page.locator(".said");
	await page.evaluate(() => (location.hash = "#/me"));
	await page.getByRole("heading", { name: "Ihr Rückkehr-Link" }).waitFor();
	const id = await openBallot(hall, "approval", ...allOptions);
	await said.getByText("Eine Abstimmung ist offen: approval").waitFor();
	await said.getByRole("button", { name: "Jetzt abstimmen" }).click();
	await page.getByRole("heading", { name: "approval", exact: true }).waitFor();
	await page.getByText("So wird gezählt").waitFor();
	const late = await joinAs(hall, "Paul Spät", "Saalfeld");
	await late.evaluate(() => (location.hash = "#/me"));
	await late.getByRole("heading", { name: "Ihr Rückkehr-Link" }).waitFor();
	assert.doesNotMatch(await late.locator(".said").innerText(), /approval/);
	await hall.bogen("ballot", "close", id);
	await late.locator(".said").getByText("Abstimmung geschlossen: approval").waitFor();
	await page.getByText("Ergebnis", { exact: true }).waitFor();
	assert.doesNotMatch(await said.innerText(), /geschlossen/);
	await late.locator(".said").getByRole("button", { name: "Ergebnis ansehen" }).click();
	await late.getByRole("heading", { name: "approval", exact: true }).waitFor();
	for (const at of [page, late]) await at.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
