// A host makes a session in the page, moderates it there, and finds it again.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { openHall, openPhone } from "./support.mjs";

let hall;
let hostLink;
before(async () => {
	hall = await openHall();
	hostLink = (await readFile(join(hall.folder, "data/host-link"), "utf8")).trim();
});
after(() => hall.close());

/** Opens the host link; whatever a session list has grown to, the form for a new one is shown. */
async function openForm(page) {
	await page.goto(hostLink);
	await page.getByRole("heading", { name: "Ihre Sitzungen" }).waitFor();
	const more = page.getByRole("button", { name: "Neue Sitzung" });
	if (await more.isVisible()) await more.click();
}

test("a session is made with towns and a method, and one moderates it at once", async () => {
	const page = await openPhone(hall);
	await openForm(page);
	await page.getByLabel("Titel der Sitzung").fill("Zukunft im Tal");
	for (const [i, town] of ["Trier", "Schweich", "Konz"].entries())
		await page.getByLabel(`Stadt ${i + 1}`, { exact: true }).fill(town);
	await page.getByLabel("Ihr Name").fill("Leonie");
	await page.getByRole("radio", { name: /Zukunftsmanagement/ }).check();
	await page.getByRole("button", { name: "Sitzung anlegen" }).click();
	const card = page.getByRole("region", { name: "Ihre Sitzung ist angelegt" });
	await card.getByRole("heading", { name: "Ihre Sitzung ist angelegt" }).and(page.locator(":focus")).waitFor();
	const link = await card.getByLabel("Moderationslink", { exact: true }).inputValue();
	assert.match(link, /#\d+-/);
	assert.match(await card.getByRole("link", { name: "Leinwand" }).getAttribute("href"), /^\/hall\//);
	await examine(page, "a session just made");
	await card.getByRole("link", { name: "Weitere zur Moderation einladen" }).click();
	await page.getByRole("heading", { name: "Einladungen" }).first().waitFor();
	await page.goto(hostLink);
	assert.equal(await card.count(), 0, "told once");
	await page.goto(link);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.match(await page.title(), /^.+ – Zukunft im Tal – Bogen$/);
	assert.match(page.url(), /\/j\/[0-9A-Z]{4}-[0-9A-Z]{4}/);
	await page.locator("nav.sections").getByRole("link", { name: "Leiten" }).waitFor();

	const code = /\/j\/(\S{9})/.exec(page.url())[1];
	const guest = await openPhone(hall);
	await guest.goto(`${hall.url}/j/${code}`);
	for (const town of ["Trier", "Schweich", "Konz"]) await guest.getByRole("radio", { name: town }).waitFor();

	await page.goto(hostLink);
	const made = page.locator(".listings li", { hasText: "Zukunft im Tal" });
	await made.getByRole("link", { name: "Leiten" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.context().close();
	await guest.context().close();
});

test("a chosen method shows its phases before anything is made, and one may think better of it", async () => {
	const page = await openPhone(hall);
	await openForm(page);
	await page.getByRole("radio", { name: /^World Café/ }).check();
	const phases = page.getByRole("list", { name: "Ihre Phasen" });
	assert.equal(await phases.getByRole("listitem").count(), 7);
	await phases.getByText("Runde 1: Wo stehen wir? 25 Min.").waitFor();
	await page.getByRole("radio", { name: /^Kartenabfrage/ }).check();
	await phases.getByText("Ergebnis").waitFor();
	await examine(page, "a method's phases");
	await page.getByRole("button", { name: "Abbrechen" }).click();
	await page.getByRole("button", { name: "Neue Sitzung" }).waitFor();
	assert.equal(await page.getByLabel("Titel der Sitzung").count(), 0);
	await page.context().close();
});

test("on another device the host finds the session, and takes part as anybody", async () => {
	const page = await openPhone(hall);
	await page.goto(hostLink);
	const made = page.locator(".listings li", { hasText: "Städtedreieck" });
	await made.getByText("auf dem Gerät, auf dem die Sitzung angelegt wurde").waitFor();
	await made.getByRole("link", { name: "Teilnehmen" }).click();
	await page.getByLabel("Ihr Name").waitFor();
	await page.context().close();
});

test("what is missing is said beside its field, and the first of them has the focus", async () => {
	const page = await openPhone(hall);
	await openForm(page);
	await page.getByRole("button", { name: "Sitzung anlegen" }).click();
	await page.getByText("Nennen Sie mindestens eine Stadt.").waitFor();
	await page.waitForFunction(() => document.activeElement?.matches("[aria-invalid=true]"));
	assert.equal(await page.getByRole("alert").count(), 3);
	await page.getByLabel("Stadt 1", { exact: true }).fill("Konz");
	await page.getByLabel("Stadt 2", { exact: true }).fill("konz ");
	await page.getByText("Zwei Städte heißen gleich.").waitFor();
	await page.context().close();
});

test("a method that the server does not know is refused with its name, and the form keeps what it says", async () => {
	const page = await openPhone(hall);
	await openForm(page);
	await page.getByLabel("Titel der Sitzung").fill("Versuch");
	await page.getByLabel("Stadt 1", { exact: true }).fill("Hamm");
	await page.getByLabel("Ihr Name").fill("Jan");
	await page.getByRole("radio", { name: /andere Methode/ }).check();
	await page.getByRole("textbox", { name: "Eine andere Methode dieses Servers" }).fill("eigene");
	await page.getByRole("button", { name: "Sitzung anlegen" }).click();
	await page.getByText("keine Methode „eigene“").waitFor();
	assert.equal(await page.getByLabel("Titel der Sitzung").inputValue(), "Versuch");
	await page.context().close();
});

test("the form and the list are sound, light and dark", async () => {
	for (const colorScheme of ["light", "dark"]) {
		const page = await openPhone(hall, { colorScheme });
		await openForm(page);
		await examine(page, `host ${colorScheme}`);
		await page.context().close();
	}
});

test("nothing was said on the console, and no other host was asked", () => {
	assert.deepEqual(hall.faults, []);
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
});
