// What the status line tells moderators: what was done, by its name, and only where it was done. And what stands
// beside what was written in silence, for its author and for moderators.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, ideas, joinAs, openHall, openModeration, openPhone, prepareBallot, showBallot, showScreen, writeIdea } from "./support.mjs";

let hall;
let page;
let writer;
before(async () => {
	hall = await openHall({ method: "one-two-four-all" });
	await hall.bogen("idea", "add", "Ein Radweg", "--board", "Plenum");
	page = await openPhone(hall, { viewport: { width: 1366, height: 768 } });
	await page.goto(hall.moderator_link);
	await card(page, "Ein Radweg").waitFor();
});
after(() => hall.close());

const said = (text) => page.locator(".said.on").getByText(text, { exact: true });

async function menu(text) {
	const tools = card(page, text).locator(".idea-tools");
	const fold = tools.getByRole("button", { name: /^Moderieren/ });
	if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
	return tools;
}

test("a notice names what was done, and offers the way back", async () => {
	await (await menu("Ein Radweg")).getByRole("button", { name: "Sperren" }).click();
	await said("Gesperrt: Idee 1").waitFor();
	await page.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await said("Rückgängig gemacht.").waitFor();
	await (await menu("Ein Radweg")).getByRole("button", { name: "Ausblenden …" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Schon gesagt" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Ausblenden", exact: true }).click();
	await said("Ausgeblendet: Idee 1").waitFor();
	await (await menu("Ein Radweg")).getByRole("button", { name: "Wieder einblenden" }).click();
	await said("Für alle sichtbar: Idee 1").waitFor();
	await page.getByRole("region", { name: "Moderation" }).getByRole("button", { name: "Eingaben hier sperren" }).click();
	await said("Eingaben gesperrt: Plenum").waitFor();
	await page.getByRole("region", { name: "Moderation" }).getByRole("button", { name: "Eingaben hier sperren" }).click();
	await said("Eingaben wieder offen: Plenum").waitFor();
});

test("it does not go along to another screen, nor does its way back", async () => {
	await openModeration(page);
	await page.getByLabel("Neues Thema").fill("Verkehr");
	await page.getByRole("button", { name: "Hinzufügen", exact: true }).click();
	await said("Neues Thema: Verkehr").waitFor();
	await showScreen(page, "Abstimmen");
	await page.getByRole("heading", { name: "Abstimmungen" }).waitFor();
	assert.equal(await page.locator(".said.on").count(), 0);
	assert.equal(await page.locator(".said button").count(), 0);
});

test("what was made is told on its own screen", async () => {
	await page.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	await page.getByLabel("Frage", { exact: true }).fill("Zuerst der Radweg?");
	await page.getByLabel("Wie wird abgestimmt?").selectOption({ label: "Ja oder Nein" });
	await page.getByRole("button", { name: "Vorbereiten", exact: true }).click();
	await page.locator(".ballot").waitFor();
	await said("Vorbereitet: Zuerst der Radweg?").waitFor();
});

test("who opens a ballot is not told to wait for it", async () => {
	await showBallot(page, await prepareBallot(hall, "choose", "--picks", "1", "--board", "Plenum", "--option", "1"));
	await page.locator(".desk").getByRole("button", { name: "Abstimmung öffnen" }).waitFor();
	assert.equal(await page.getByText("Die Moderation öffnet diese Abstimmung").count(), 0);
});

test("what is written in silence says who sees it to whoever reads, and that showing it goes ahead of the others", async () => {
	const phases = JSON.parse(await hall.bogen("export", "--format", "json")).phase;
	const alone = phases.findIndex(({ hold, allows }) => hold === "alone" && allows.includes("ideas"));
	await hall.bogen("phase", "goto", String(alone + 1));
	writer = await joinAs(hall, "Carla Otto", "Saalfeld");
	await writeIdea(writer, "Still gedacht");
	const own = card(writer, "Still gedacht");
	await own.getByText("Bisher nur für Sie und die Moderation sichtbar.").waitFor();
	await own.getByRole("button", { name: "Schon jetzt allen zeigen" }).waitFor();
	await showScreen(page, "Ideen");
	const seen = card(page, "Still gedacht");
	await seen.getByText("Das ist noch nicht für alle sichtbar.").waitFor();
	await seen.getByText("Carla Otto").waitFor();
	assert.equal(await seen.getByText(/nur für Sie/).count(), 0);
	await own.getByRole("button", { name: "Schon jetzt allen zeigen" }).click();
	await eventually(() => ideas(hall), (all) => all.some(({ text, hold }) => text === "Still gedacht" && hold !== "alone"), "all see it");
	await seen.getByText("Das ist noch nicht für alle sichtbar.").waitFor({ state: "detached" });
	assert.deepEqual(hall.faults, []);
});
