// Moderators make invitations in the page: what a camera reads opens the door, until it is revoked.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { eventually, openHall, openPhone, slowLine } from "./support.mjs";

const require = createRequire(new URL("../../client-web/package.json", import.meta.url));

let hall;
let moderator;
before(async () => {
	hall = await openHall();
	await hall.bogen("board", "add", "Mobilität", "--sort", "team");
	moderator = await openPhone(hall, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
	await moderator.goto(hall.moderator_link);
	await showInvitations(moderator);
});
after(() => hall.close());

async function showInvitations(page) {
	await page.getByRole("navigation", { name: "Bereiche" }).getByRole("link", { name: "Leiten" }).click();
	await page.getByRole("navigation", { name: "Sitzung leiten" }).getByRole("link", { name: "Einladungen" }).click();
	await page.getByRole("heading", { name: "Einladungen", exact: true }).waitFor();
}

async function listed() {
	return JSON.parse(await hall.bogen("--json", "invite", "list"));
}

function made() {
	return moderator.getByRole("region", { name: "Ihre Einladung" });
}

function item(number) {
	return moderator.getByRole("listitem", { name: `Einladung ${number}` });
}

// The dark modules that the page has drawn, each "x y".
async function modulesDrawn(code) {
	const path = await code.locator("path").getAttribute("d");
	return [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].flatMap(([, x, y, width]) =>
		Array.from({ length: Number(width) }, (_, i) => `${Number(x) + i} ${y}`));
}

// Those that the same text has by the library itself, with the quiet zone around them.
function modulesOf(text) {
	const { correction, generate } = require("lean-qr/nano");
	const code = generate(text, { minCorrectionLevel: correction.M });
	const dark = [];
	for (let y = 0; y < code.size; y++)
		for (let x = 0; x < code.size; x++) if (code.get(x, y)) dark.push(`${x + 4} ${y + 4}`);
	return dark;
}

test("without an invitation the screen says so, and shows the way in for everybody", async () => {
	await moderator.getByText("Noch keine.").waitFor();
	const join = moderator.getByRole("region", { name: "Zum Mitmachen" });
	assert.equal(await join.getByLabel("Adresse zum Mitmachen", { exact: true }).inputValue(), hall.join_url);
	assert.deepEqual(
		await modulesDrawn(join.getByRole("img", { name: "QR-Code: Adresse zum Mitmachen" })), modulesOf(hall.join_url));
	await examine(moderator, "invitations, empty");
});

test("an invitation brings in whoever scans it, with its role, town and place at once", async () => {
	await moderator.getByLabel("Rolle").selectOption({ label: "Mitglied eines Aktionsteams" });
	await moderator.getByLabel("Stadt").selectOption({ label: "Saalfeld" });
	await moderator.getByLabel("Platz in einem Team oder an einem Tisch").selectOption({ label: "Mobilität" });
	await moderator.getByLabel("Wie lange gilt sie?").selectOption({ label: "7 Tage" });
	await moderator.getByLabel("Für wie viele Personen?").fill("2");
	await moderator.getByRole("button", { name: "Einladung erstellen" }).click();
	await made().locator("h2:focus", { hasText: "Ihre Einladung" }).waitFor();
	const link = await made().getByLabel("Link der Einladung", { exact: true }).inputValue();
	assert.deepEqual(await modulesDrawn(made().getByRole("img")), modulesOf(link));
	const [row] = await listed();
	assert.equal(row.uses_max, 2);
	assert.ok(Math.abs(row.until_ms - Date.now() - 7 * 86400000) < 3600000, String(row.until_ms));

	const guest = await openPhone(hall);
	await guest.goto(link);
	await guest.locator(".hero .facts", { hasText: "Mitglied eines Aktionsteams" }).getByText("Mobilität").waitFor();
	await guest.getByLabel("Ihr Name").fill("Anna Weber");
	await guest.getByRole("button", { name: "Mitmachen" }).click();
	await guest.locator('.tabs a[aria-current="page"]', { hasText: "Mobilität" }).waitFor();
	await item(1).getByText("1 von 2 benutzt").waitFor();
	const people = JSON.parse(await hall.bogen("--json", "person", "list"));
	const anna = people.find(({ name }) => name === "Anna Weber");
	assert.deepEqual([anna.role, anna.town], ["member", "Saalfeld"]);
	await guest.context().close();
});

test("revoking closes the door before whoever stands in it, and asks first", async () => {
	const link = await made().getByLabel("Link der Einladung", { exact: true }).inputValue();
	const late = await openPhone(hall);
	await late.goto(link);
	await late.getByText("Sie wurden eingeladen.").waitFor();
	const revoke = item(1).getByRole("button", { name: "Widerrufen", exact: true });
	await revoke.click();
	// The focus is on what changes nothing.
	await item(1).locator("button:focus", { hasText: "Abbrechen" }).waitFor();
	await moderator.keyboard.press("Enter");
	await revoke.click();
	assert.equal((await listed())[0].revoked, false);
	await item(1).getByRole("button", { name: "Ja, widerrufen" }).click();
	await late.getByText("Diese Einladung gilt nicht mehr.").waitFor();
	await made().waitFor({ state: "detached" });
	await eventually(listed, ([row]) => row.revoked, "revoked");
	await moderator.getByText("1 gilt nicht mehr").click();
	await item(1).getByText("widerrufen", { exact: true }).waitFor();
	await late.context().close();
});

test("a new one is made on the terms of an old one", async () => {
	await item(1).getByRole("button", { name: "Neue wie diese" }).click();
	await moderator.locator("h2:focus", { hasText: "Neue Einladung" }).waitFor();
	await moderator.getByRole("button", { name: "Einladung erstellen" }).click();
	await made().getByText("für 2 Personen").waitFor();
	const [first, second] = await eventually(listed, (rows) => rows.length === 2, "two invitations");
	const terms = ({ role, town, board, uses_max }) => ({ role, town, board, uses_max });
	assert.deepEqual(terms(second), terms(first));
	assert.ok(second.until_ms > first.until_ms);
	await item(2).getByText("0 von 2 benutzt").waitFor();
});

test("what cannot be is said at its field, and nothing is made", async () => {
	await moderator.getByLabel("Für wie viele Personen?").fill("viele");
	await moderator.getByLabel("Wie lange gilt sie?").selectOption({ label: "bis zu einem Zeitpunkt …" });
	await moderator.getByLabel("Bis wann?").fill("2020-01-01T12:00");
	await moderator.getByRole("button", { name: "Einladung erstellen" }).click();
	await moderator.getByRole("alert").getByText("Bitte eine ganze Zahl ab 1, oder nichts.").waitFor();
	await moderator.getByRole("alert").getByText("Bitte wählen Sie einen Zeitpunkt, der noch kommt.").waitFor();
	assert.equal((await listed()).length, 2);
	await moderator.getByLabel("Für wie viele Personen?").fill("");
	await moderator.getByLabel("Bis wann?").fill("2099-12-31T18:00");
	await moderator.getByRole("button", { name: "Einladung erstellen" }).click();
	await item(3).getByText(/gilt bis 31\.12\.2099, 18:00/).waitFor();
});

test("a link can be shown as long as the page is open, and never again", async () => {
	await item(2).getByRole("button", { name: "Link zeigen" }).click();
	await made().getByText("für 2 Personen").waitFor();
	const link = await made().getByLabel("Link der Einladung", { exact: true }).inputValue();
	const secret = link.split("-").pop();
	await moderator.reload();
	await moderator.getByText("Die Links älterer Einladungen lassen sich nicht noch einmal zeigen").waitFor();
	assert.equal(await moderator.getByRole("button", { name: "Link zeigen" }).count(), 0);
	const kept = await moderator.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
	assert.ok(!kept.includes(secret));
});

test("an invitation is made with the keyboard alone", async () => {
	const page = moderator;
	await page.getByRole("heading", { name: "Einladungen", exact: true }).waitFor();
	await page.locator("body").press("Tab");
	const reach = async (locator) => {
		for (let i = 0; i < 80; i++) {
			if (await locator.evaluate((at) => at === document.activeElement)) return;
			await page.keyboard.press("Tab");
		}
		assert.fail("not reached by Tab");
	};
	await reach(page.getByLabel("Rolle"));
	await page.keyboard.type("Mod");
	await reach(page.getByLabel("Für wie viele Personen?"));
	assert.equal(await page.getByLabel("Für wie viele Personen?").inputValue(), "1");
	await reach(page.getByRole("button", { name: "Einladung erstellen" }));
	await page.keyboard.press("Enter");
	await made().getByText("für eine Person").waitFor();
	const rows = await listed();
	assert.deepEqual([rows.at(-1).role, rows.at(-1).uses_max], ["moderator", 1]);
	// On from the heading, which has the focus, to copying the link.
	await reach(made().getByRole("button", { name: "Link kopieren" }));
});

test("the way in fills the screen, is printed alone, and gives the focus back", async () => {
	const large = moderator.getByRole("region", { name: "Zum Mitmachen" }).getByRole("button", { name: "Groß zeigen" });
	await large.click();
	const sheet = moderator.getByRole("dialog", { name: "Zum Mitmachen" });
	await sheet.getByText(hall.join_url).waitFor();
	const { width, height } = await sheet.getByRole("img").boundingBox();
	assert.ok(width > 400 && height > 400, `${width} × ${height}`);
	await examine(moderator, "the way in, in large");
	await moderator.emulateMedia({ media: "print" });
	assert.equal(await moderator.getByRole("heading", { name: "Neue Einladung" }).isVisible(), false);
	assert.equal(await sheet.getByRole("img").isVisible(), true);
	await moderator.emulateMedia({ media: null });
	await moderator.evaluate(() => (window.print = () => (document.title = "printed")));
	await sheet.getByRole("button", { name: "Drucken" }).click();
	assert.equal(await moderator.title(), "printed");
	await moderator.keyboard.press("Escape");
	await sheet.waitFor({ state: "detached" });
	await moderator.locator("button:focus", { hasText: "Groß zeigen" }).waitFor();
});

test("the screen is for everybody: light, dark, small, with big letters", async () => {
	for (const colorScheme of ["light", "dark"]) {
		await moderator.emulateMedia({ colorScheme });
		await examine(moderator, `invitations, ${colorScheme}`);
	}
	await moderator.setViewportSize({ width: 320, height: 640 });
	await examineBig(moderator, "invitations, 320 pixels wide");
	assert.deepEqual(hall.faults, []);
});

test("who reloads before the answer to a new invitation has come still gets its link", async () => {
	const page = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	const line = await slowLine(page);
	await page.goto(hall.moderator_link);
	await showInvitations(page);
	const before = (await listed()).length;
	line.hold();
	await page.getByRole("button", { name: "Einladung erstellen" }).click();
	const rows = await eventually(listed, (all) => all.length > before, "the server has it");
	line.drop();
	await page.reload();
	const id = rows.length;
	await page.getByRole("listitem", { name: `Einladung ${id}` }).getByRole("button", { name: "Link zeigen" }).click();
	const link = await page.getByLabel("Link der Einladung", { exact: true }).inputValue();
	const guest = await openPhone(hall);
	await guest.goto(link);
	await guest.getByText("Sie wurden eingeladen.").waitFor();
	await guest.context().close();
	await page.context().close();
});
