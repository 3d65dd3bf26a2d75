// The way in: a code as people type it, then name and town.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, openHall, openPhone } from "./support.mjs";

let hall;
let code;
before(async () => {
	hall = await openHall({ title: "Zukunft am Fluss" });
	code = new URL(hall.join_url).pathname.split("/").pop();
});
after(() => hall.close());

function focused(page) {
	return page.evaluate(() => {
		const at = document.activeElement;
		return at.type === "radio" ? at.closest("label").textContent : at.labels?.[0]?.textContent ?? at.tagName;
	});
}

test("a code is read in small letters, with blanks or hyphens, with O for 0, and out of a link", async () => {
	const small = code.toLowerCase().replace("-", "");
	const typed = [
		`  ${small.slice(0, 4)} ${small.slice(4)} `, `${small.slice(0, 2)}-${small.slice(2, 4)}-${small.slice(4)}`,
		code.replace(/0/g, "o").replace(/1/g, "l"), hall.join_url,
	];
	for (const text of typed) {
		const page = await openPhone(hall);
		await page.goto(hall.url);
		await page.getByLabel("Code").fill(text);
		await page.getByLabel("Code").press("Enter");
		await page.getByRole("heading", { name: "Zukunft am Fluss" }).waitFor();
		await page.context().close();
	}
});

test("half a code is told so beside the field, which keeps the focus; one of no session can be put right", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.url);
	await page.getByLabel("Code").fill(code.slice(0, 6));
	await page.getByRole("button", { name: "Weiter" }).click();
	await page.getByRole("alert").getByText("Das ist noch kein vollständiger Code.").waitFor();
	assert.equal(await focused(page), "Code");
	await page.getByLabel("Code").fill("0000-0000");
	await page.getByLabel("Code").press("Enter");
	await page.getByText("Bitte vergleichen Sie ihn noch einmal").waitFor();
	assert.equal(await page.getByLabel("Code").inputValue(), "0000-0000");
	await page.getByLabel("Code").fill(code);
	await page.getByLabel("Code").press("Enter");
	await page.getByLabel("Ihr Name").waitFor();
	await page.context().close();
});

test("what is missing is told beside its field, and the first of it takes the focus", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	const go = page.getByRole("button", { name: "Mitmachen" });
	await go.click();
	await page.getByRole("alert").getByText("Bitte füllen Sie das Feld „Ihr Name“ aus.").waitFor();
	await page.getByRole("alert").getByText("Bitte wählen Sie Ihre Stadt.").waitFor();
	await eventually(() => focused(page), (label) => label === "Ihr Name", "the name has the focus");
	await page.getByLabel("Ihr Name").fill("Anna Weber");
	assert.equal(await page.getByText("Bitte füllen Sie das Feld „Ihr Name“ aus.").count(), 0);
	await page.getByLabel("Ihr Name").press("Enter");
	await eventually(() => focused(page), (label) => /Saalfeld/.test(label), "the town has the focus");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.context().close();
});

test("on a phone all that is to be filled in stands above the fold, and one sentence says what it is for", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	const box = await page.getByRole("button", { name: "Mitmachen" }).boundingBox();
	assert.ok(box.y + box.height <= 740, JSON.stringify(box));
	assert.equal(await page.getByLabel("Ihr Name").getAttribute("autocomplete"), "name");
	const link = page.getByRole("main").getByRole("link", { name: "Mehr zum Datenschutz" });
	assert.equal(await link.getAttribute("href"), "/privacy");
	assert.equal(await page.getByLabel("Verein, Amt oder Betrieb", { exact: true }).isVisible(), false);
	await page.getByText("Verein oder Amt (freiwillig)").click();
	await page.getByLabel("Verein, Amt oder Betrieb", { exact: true }).fill("Ruderverein");
	await page.getByLabel("Ihr Name").fill("Bernd Kühn");
	await page.getByRole("radio", { name: "Rudolstadt" }).check();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	const { person } = JSON.parse(await hall.bogen("export", "--format", "json"));
	assert.equal(person.find(({ name }) => name === "Bernd Kühn").institution, "Ruderverein");
	await page.context().close();
});

test("the start page leads back to where one takes part", async () => {
	const page = await openPhone(hall);
	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").fill("Clara Schmidt");
	await page.getByRole("radio", { name: "Saalfeld" }).check();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.goto(hall.url);
	await page.getByRole("button", { name: /Zukunft am Fluss/ }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	assert.equal(new URL(page.url()).pathname, `/j/${code}`);
	await page.context().close();
});

test("where there is one town only it is chosen already", async () => {
	const { join_url } = JSON.parse(await hall.bogen(
		"--json", "new", "--title", "Eine Stadt", "--language", "de", "--town", "Saalfeld"));
	const page = await openPhone(hall);
	await page.goto(join_url);
	await page.getByLabel("Ihr Name").fill("Dora Ernst");
	assert.equal(await page.getByRole("radio", { name: "Saalfeld" }).isChecked(), true);
	await page.getByLabel("Ihr Name").press("Enter");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
