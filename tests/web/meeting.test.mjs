// People of several towns in one session.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { card, eventually, fillJoin, ideas, joinAs, openHall, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

function storedKeys(page) {
	return page.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)));
}

test("a code leads to the session, and nothing is stored before joining", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.url);
	await page.getByLabel("Code").fill(hall.code.toLowerCase().replace("-", " "));
	await page.getByRole("button", { name: "Weiter" }).click();
	await page.getByRole("heading", { name: "Städtedreieck" }).waitFor();
	assert.equal(new URL(page.url()).pathname, `/j/${hall.code}`);
	assert.deepEqual(await storedKeys(page), []);
	await fillJoin(page, "Anna Weber", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	const keys = await storedKeys(page);
	assert.ok(keys.length > 0 && keys.every((key) => /^bogen\.(device|seat\.\d+|number\.\d+)$/.test(key)), keys.join(" "));
	assert.deepEqual(await page.context().cookies(), []);
	await page.context().close();
});

test("a code without a session is told so and can be typed again", async () => {
	const page = await openPhone(hall);
	await page.goto(`${hall.url}/j/0000-0000`);
	await page.getByText("Zu diesem Code gibt es keine Sitzung.").waitFor();
	await page.getByLabel("Code").fill(hall.code);
	await page.getByRole("button", { name: "Weiter" }).click();
	await page.getByLabel("Ihr Name").waitFor();
	await page.context().close();
});

test("two people see each other's ideas, comments and votes", async () => {
	const anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	const bernd = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await writeIdea(anna, "Ein Radweg an der Saale");
	await card(bernd, "Ein Radweg an der Saale").waitFor();
	await card(bernd, "Ein Radweg an der Saale").getByText("Anna Weber").waitFor();
	await card(bernd, "Radweg").getByRole("button", { name: /Dafür/ }).click();
	// Of fewer than 5 people only the sum is told, not the town.
	await card(anna, "Radweg").getByText("übrige: 1 dafür, 0 dagegen, 0 enthalten").waitFor({ state: "attached" });
	await card(anna, "Radweg").locator(".vote.agree", { hasText: "1" }).waitFor();
	await card(bernd, "Radweg").getByRole("button", { name: /Dagegen/ }).click();
	await card(anna, "Radweg").getByText("übrige: 0 dafür, 1 dagegen, 0 enthalten").waitFor({ state: "attached" });
	assert.equal(await card(anna, "Radweg").getByText("Rudolstadt: ").count(), 0);
	await card(bernd, "Radweg").locator('[aria-pressed="true"]', { hasText: "Dagegen" }).waitFor();
	await card(bernd, "Radweg").getByRole("link", { name: /Lesen/ }).click();
	await bernd.getByLabel("Ihr Kommentar").fill("Mit Laternen, bitte.");
	await bernd.getByRole("button", { name: "Kommentar hinzufügen" }).click();
	await card(anna, "Radweg").getByText("1 Kommentar").click();
	await anna.getByText("Mit Laternen, bitte.").waitFor();
	const [idea] = await ideas(hall);
	assert.deepEqual([idea.text, idea.disagree, idea.agree, idea.comments], ["Ein Radweg an der Saale", 1, 0, 1]);
	await Promise.all([anna, bernd].map((page) => page.context().close()));
});

test("a vote is cast and changed with the keyboard alone", async () => {
	const page = await joinAs(hall, "Klara Fuchs", "Saalfeld");
	await writeIdea(page, "Bänke am Markt");
	const agree = card(page, "Bänke am Markt").getByRole("button", { name: /Dafür/ });
	await agree.focus();
	await page.keyboard.press("Enter");
	await card(page, "Bänke").locator('[aria-pressed="true"]', { hasText: "Dafür" }).waitFor();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Space");
	await eventually(() => ideas(hall), (all) => all.some((idea) => idea.text === "Bänke am Markt" && idea.pass === 1 && idea.agree === 0), "the vote");
	await page.context().close();
});

test("one's own idea can be edited and taken back", async () => {
	const page = await joinAs(hall, "Elif Yılmaz", "Bad Blankenburg");
	await writeIdea(page, "Ein Freibat");
	await card(page, "Ein Freibat").getByRole("link", { name: /Lesen/ }).click();
	await page.getByRole("button", { name: "Bearbeiten" }).click();
	await page.getByRole("textbox", { name: "Text", exact: true }).fill("Ein Freibad");
	await page.getByRole("button", { name: "Speichern" }).click();
	await page.locator(".idea-full").locator(".words", { hasText: "Ein Freibad" }).waitFor();
	await showScreen(page, "Meine");
	await page.getByRole("heading", { name: "Ihre Beiträge" }).waitFor();
	await page.getByText("Ein Freibad").click();
	await page.getByRole("button", { name: "Zurücknehmen" }).click();
	await page.getByRole("button", { name: "Ja, zurücknehmen" }).click();
	await eventually(() => ideas(hall), (all) => all.every((idea) => !idea.text.startsWith("Ein Freib")), "the idea is gone");
	await card(page, "Ein Freib").waitFor({ state: "detached" });
	await page.context().close();
});

test("the return link leads back as the same person, and its secret leaves the address bar", async () => {
	const page = await joinAs(hall, "Frank Schulz", "Rudolstadt");
	await writeIdea(page, "Ein Lesecafé");
	await card(page, "Ein Lesecafé").waitFor();
	await showScreen(page, "Sie");
	const link = await page.getByLabel("Ihr Rückkehr-Link").inputValue();
	assert.match(link, /\/#\d+-[0-9A-Z]{26}$/);
	const asked = [];
	const other = await openPhone(hall);
	other.on("request", (request) => asked.push(request.url()));
	await other.goto(link);
	await card(other, "Ein Lesecafé").locator(".by-name", { hasText: "Sie" }).waitFor();
	const secret = link.split("-").pop();
	assert.ok(!other.url().includes(secret), other.url());
	assert.ok(asked.every((url) => !url.split("#")[0].includes(secret)), asked.join(" "));
	assert.equal(new URL(other.url()).pathname, `/j/${hall.code}`);
	await other.reload();
	await card(other, "Ein Lesecafé").locator(".by-name", { hasText: "Sie" }).waitFor();
	await Promise.all([page, other].map((one) => one.context().close()));
});

test("who has left on one device is told so on the other, and comes back there as the same person", async () => {
	const page = await joinAs(hall, "Fine Schulz", "Rudolstadt");
	await writeIdea(page, "Ein Spielplatz");
	await card(page, "Ein Spielplatz").waitFor();
	await showScreen(page, "Sie");
	const link = await page.getByLabel("Ihr Rückkehr-Link").inputValue();
	const other = await openPhone(hall);
	await other.goto(link);
	await card(other, "Ein Spielplatz").locator(".by-name", { hasText: "Sie" }).waitFor();
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	await page.getByRole("button", { name: "Ja, verlassen" }).click();
	await page.getByText("Danke fürs Mitmachen.").waitFor();
	const isTold = async () => {
		await other.getByText("Sie haben diese Sitzung verlassen.").waitFor();
		assert.equal(await other.getByText(/eingeladen|Einladung|nehmen Sie .* schon teil/).count(), 0);
		assert.equal(await other.getByRole("radio").count(), 0, "the town is theirs still");
	};
	await isTold();
	await other.reload();
	await isTold();
	await other.getByLabel("Ihr Name").fill("Fine Schulz");
	await other.getByRole("button", { name: "Mitmachen" }).click();
	await card(other, "Ein Spielplatz").locator(".by-name", { hasText: "Sie" }).waitFor();
	await Promise.all([page, other].map((one) => one.context().close()));
});

test("who is here shows each town, and changes when somebody comes", async () => {
	const page = await joinAs(hall, "Greta Otto", "Saalfeld");
	await showScreen(page, "Wer ist da");
	const blankenburg = page.locator(".people li", { hasText: "Bad Blankenburg" });
	await blankenburg.getByText("0 gerade da").waitFor();
	const other = await joinAs(hall, "Hans Groß", "Bad Blankenburg");
	await blankenburg.getByText("1 gerade da").waitFor();
	await other.context().close();
	await blankenburg.getByText("0 gerade da").waitFor();
	await page.context().close();
});

test("the language is the browser's, and can be switched", async () => {
	const page = await openPhone(hall, { locale: "en-GB" });
	await page.goto(hall.join_url);
	await page.getByLabel("Your name").waitFor();
	assert.equal(await page.locator("html").getAttribute("lang"), "en-GB");
	await page.getByRole("button", { name: "Deutsch" }).click();
	await page.getByLabel("Ihr Name").waitFor();
	assert.equal(await page.locator("html").getAttribute("lang"), "de");
	await page.context().close();
});

test("who only reads along sees ideas and has no buttons to vote", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await page.getByRole("button", { name: "Nur mitlesen" }).click();
	await page.locator(".idea").first().waitFor();
	assert.equal(await page.locator(".vote").count(), 0);
	assert.equal(await page.getByLabel("Ihre Idee").count(), 0);
	await page.context().close();
});

test("who leaves is seen off, and the device forgets", async () => {
	const page = await joinAs(hall, "Ida Klein", "Saalfeld");
	await showScreen(page, "Sie");
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	await page.getByRole("button", { name: "Ja, verlassen" }).click();
	await page.getByText("Sie haben die Sitzung verlassen.").waitFor();
	assert.deepEqual(await storedKeys(page), []);
	await page.context().close();
});

test("of a long list only a part is drawn, and scrolling reaches the last", async () => {
	const file = join(hall.folder, "many.csv");
	const lines = Array.from({ length: 150 }, (_, i) => `Vorschlag ${i},Saalfeld,Karl Amt`);
	await writeFile(file, ["text,town,author", ...lines].join("\n"));
	await hall.bogen("import", file);
	const page = await joinAs(hall, "Lena Lang", "Rudolstadt");
	await page.locator(".idea").first().waitFor();
	assert.ok((await page.locator(".idea").count()) < 50);
	const all = await ideas(hall);
	await eventually(async () => {
		await page.mouse.wheel(0, 20000);
		return page.locator('[role="listitem"]').last().evaluate((at) => [at.ariaPosInSet, at.ariaSetSize]);
	}, ([place, of]) => place === of && Number(of) >= 150, "the end of the list");
	assert.ok((await page.locator(".idea").count()) < 100);
	await page.getByText(`${all.length} Ideen`).waitFor();
	await page.context().close();
});

test("only the own host was asked for anything, and no page had a fault", () => {
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
	assert.deepEqual(hall.faults, []);
});
