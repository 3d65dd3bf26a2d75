// A phase's question in other words: where it stands, from the settings, and before those who are writing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { joinAs, openHall, openPhone } from "./support.mjs";

let hall;
let phone; // who leads from a phone
let guest;
before(async () => {
	hall = await openHall({ method: "dots" });
	phone = await openPhone(hall);
	await phone.goto(hall.moderator_link);
	guest = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

function asked(page) {
	return page.locator(".phase .prompt");
}

async function phases() {
	return JSON.parse(await hall.bogen("phase", "list", "--json"));
}

async function openQuestion() {
	const dialog = phone.getByRole("dialog");
	await phone.locator(".phase").getByRole("button", { name: "Frage ändern …" }).click();
	await dialog.waitFor();
	return dialog;
}

test("the question is changed from a phone, before somebody who writes and goes on writing", async () => {
	const [first] = await phases();
	await asked(guest).getByText(first.prompt).waitFor();
	assert.equal(await guest.getByRole("button", { name: "Frage ändern …" }).count(), 0);
	await guest.getByLabel("Ihre Idee").fill("Ein halber Gedanke");
	const dialog = await openQuestion();
	assert.equal(await dialog.getByLabel("Die Frage").inputValue(), first.prompt);
	await dialog.getByLabel("Die Frage").fill("Was fehlt uns am Fluss?");
	await dialog.getByRole("button", { name: "Speichern" }).click();
	await asked(guest).getByText("Was fehlt uns am Fluss?").waitFor();
	await guest.getByRole("status").getByText("Neue Frage: Was fehlt uns am Fluss?").waitFor();
	assert.equal(await guest.getByLabel("Ihre Idee").inputValue(), "Ein halber Gedanke");
	await guest.getByRole("button", { name: "Idee hinzufügen" }).click();
	await guest.locator(".idea", { hasText: "Ein halber Gedanke" }).waitFor();
	const [now] = await phases();
	assert.deepEqual([now.title, now.help, now.minutes], [first.title, first.help, first.minutes]);
});

test("undo brings the old question back, for everybody", async () => {
	await phone.getByText("Die Phase ist geändert.").waitFor();
	await phone.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await asked(guest).getByText("unserem Thema").waitFor();
	await asked(phone).getByText("unserem Thema").waitFor();
});

test("what another moderator has changed meanwhile stays, unless it was changed here too", async () => {
	const dialog = await openQuestion();
	await dialog.getByLabel("Die Frage").fill("Wo drückt der Schuh?");
	await hall.bogen("phase", "edit", "1", "--title", "Sammeln", "--minutes", "25");
	await phone.locator(".phase > h2", { hasText: "Sammeln" }).waitFor();
	await dialog.getByRole("button", { name: "Speichern" }).click();
	await asked(guest).getByText("Wo drückt der Schuh?").waitFor();
	const [now] = await phases();
	assert.deepEqual([now.title, now.prompt, now.minutes], ["Sammeln", "Wo drückt der Schuh?", 25]);
});

test("a phase keeps a title, and its minutes are a number", async () => {
	const dialog = await openQuestion();
	await dialog.getByText("Hinweis, Titel und Zeit").click();
	await dialog.getByLabel("Titel der Phase").fill(" ");
	await dialog.getByLabel("Vorgesehene Minuten").fill("bald");
	await dialog.getByText("Hinweis, Titel und Zeit").click(); // what is wrong unfolds
	await dialog.getByRole("button", { name: "Speichern" }).click();
	await dialog.getByText("Bitte eine ganze Zahl, oder nichts.").waitFor();
	assert.equal(await dialog.getByLabel("Titel der Phase").getAttribute("aria-invalid"), "true");
	await examine(phone, "the question with faults");
	await phone.keyboard.press("Escape");
	await dialog.waitFor({ state: "detached" });
	assert.equal((await phases())[0].title, "Sammeln");
});

test("the questions of all phases stand in the settings, and are changed there by keyboard", async () => {
	await phone.evaluate(() => (location.hash = "#/session"));
	const list = phone.getByRole("region", { name: "Phasen und Fragen" });
	await list.getByText("Wo drückt der Schuh?").waitFor();
	const all = await phases();
	assert.equal(await list.getByRole("listitem").count(), all.length);
	const button = list.getByRole("button", { name: `„${all[1].title}“ ändern` });
	await button.focus();
	await phone.keyboard.press("Enter");
	await phone.getByRole("dialog").getByLabel("Die Frage").fill("Was gehört zusammen?");
	await phone.getByRole("dialog").getByText("Hinweis, Titel und Zeit").click();
	await phone.getByRole("dialog").getByLabel("Vorgesehene Minuten").fill("");
	await phone.keyboard.press("Enter");
	await list.getByText("Was gehört zusammen?").waitFor();
	assert.ok(await button.evaluate((at) => at === document.activeElement), "the focus is back at the button");
	assert.equal((await phases())[1].minutes, 0);
	await hall.bogen("phase", "goto", "2");
	await asked(guest).getByText("Was gehört zusammen?").waitFor();
});

test("axe finds nothing at the questions, light and dark, wide and narrow", async () => {
	for (const [colorScheme, width] of [["light", 1440], ["dark", 360]]) {
		const desk = await openPhone(hall, { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
		await desk.goto(hall.moderator_link);
		await desk.getByRole("region", { name: "Moderation" }).waitFor();
		await desk.evaluate(() => (location.hash = "#/session"));
		const button = desk.getByRole("button", { name: /^„.*“ ändern$/ }).first();
		await button.waitFor();
		await examine(desk, `the settings, ${colorScheme}, ${width}`);
		if (width === 360) await examineBig(desk, "the settings");
		await button.click();
		await desk.getByRole("dialog").getByText("Hinweis, Titel und Zeit").click();
		await examine(desk, `the question, ${colorScheme}, ${width}`);
		await desk.context().close();
	}
	assert.deepEqual(hall.faults, []);
});
