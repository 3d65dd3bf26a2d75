// Links that let people in with a role, and what becomes of those who lose theirs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, fillJoin, joinAs, openHall, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
before(async () => {
	hall = await openHall();
	await hall.bogen("board", "add", "Mobilität", "--sort", "team");
	await hall.bogen("idea", "add", "Ein Radweg an der Saale");
});
after(() => hall.close());

async function invite(...options) {
	return (await hall.bogen("invite", ...options)).trim();
}

async function people() {
	return JSON.parse(await hall.bogen("export", "--format", "json")).person;
}

async function openInvitation(link) {
	const page = await openPhone(hall);
	await page.goto(link);
	await page.getByText("Sie wurden eingeladen.").waitFor();
	return page;
}

function stored(page) {
	return page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
}

async function returnLink(page) {
	await showScreen(page, "Sie");
	return page.getByLabel("Ihr Rückkehr-Link").inputValue();
}

async function fillName(page, name) {
	await page.getByLabel("Ihr Name").fill(name);
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
}

test("an invitation brings in with its role, town and team, and its secret is not kept", async () => {
	const link = await invite("--role", "member", "--board", "Mobilität", "--town", "Saalfeld");
	const secret = link.split("-").pop();
	const page = await openInvitation(link);
	assert.equal(await stored(page), "{}");
	assert.ok(!page.url().includes(secret), page.url());
	// It says what it brings, and asks for no more than is missing.
	await page.locator(".hero .facts", { hasText: "Mitglied eines Aktionsteams" }).getByText("Mobilität").waitFor();
	assert.equal(await page.getByRole("radio").count(), 0);
	await fillName(page, "Anna Weber");
	assert.ok(!(await stored(page)).includes(secret));
	// The team's board comes first, and is where one begins.
	await page.locator('.tabs a[aria-current="page"]', { hasText: "Mobilität" }).waitFor();
	assert.match(await page.locator(".tabs a").first().textContent(), /Mobilität/);
	const own = await returnLink(page);
	assert.ok(!own.includes(secret));
	await page.getByText("Mitglied eines Aktionsteams").waitFor();
	await page.getByText("Saalfeld").first().waitFor();
	await page.reload();
	await page.getByText("Mitglied eines Aktionsteams").waitFor();
	await page.context().close();
});

test("an observer needs no town, reads along, and finds nothing to enter", async () => {
	const page = await openInvitation(await invite("--role", "observer"));
	assert.equal(await page.getByRole("radio").count(), 0);
	await fillName(page, "Olga Ohr");
	await page.getByText("Sie lesen mit.").waitFor();
	await card(page, "Radweg").waitFor();
	const inputs = page.locator("main :is(textarea, input, .vote, .composer)");
	assert.equal(await inputs.count(), 0);
	assert.equal(await page.getByRole("button", { name: /Hand heben|fertig/ }).count(), 0);
	await card(page, "Radweg").getByRole("link", { name: /Lesen/ }).click();
	await page.getByRole("heading", { name: "Kommentare" }).waitFor();
	assert.equal(await inputs.count(), 0);
	await page.context().close();
});

test("who needs a town and named none is told so beside the towns", async () => {
	const page = await openInvitation(await invite("--role", "citizen"));
	await page.getByLabel("Ihr Name").fill("Bernd Kühn");
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("alert").getByText("Bitte wählen Sie Ihre Stadt.").waitFor();
	assert.equal(await page.getByLabel("Ihr Name").inputValue(), "Bernd Kühn");
	await fillJoin(page, "Bernd Kühn", "Rudolstadt");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.context().close();
});

test("a used up or revoked invitation says so and offers the code", async () => {
	const link = await invite("--role", "citizen", "--town", "Saalfeld", "--uses", "1");
	const first = await openInvitation(link);
	await fillName(first, "Carla Otto");
	const second = await openPhone(hall);
	await second.goto(link);
	await second.getByText("Diese Einladung gilt nicht mehr.").waitFor();
	await second.getByLabel("Code").waitFor();
	assert.equal(await stored(second), "{}");
	await Promise.all([first, second].map((page) => page.context().close()));
});

test("[CMD-4] a page that goes away while joining by the last use of an invitation finds its person", async () => {
	const page = await openPhone(hall);
	let deaf = false;
	await page.routeWebSocket(/\/live$/, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => server.send(message));
		server.onMessage((message) => {
			if (!deaf) socket.send(message);
		});
	});
	await page.goto(await invite("--role", "steering", "--uses", "1"));
	await page.getByText("Sie wurden eingeladen.").waitFor();
	await page.getByLabel("Ihr Name").fill("Dieter Doppelt");
	const joined = async () => (await people()).filter(({ name }) => name === "Dieter Doppelt");
	deaf = true;
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await eventually(joined, (found) => found.length === 1, "the server knows the person");
	deaf = false;
	await page.reload();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await showScreen(page, "Sie");
	await page.getByText("Steuerungsgruppe").waitFor();
	assert.equal((await joined()).length, 1);
	assert.ok(!(await stored(page)).includes("invitation"));
	await page.context().close();
});

test("who takes part already accepts an invitation as the same person", async () => {
	const page = await joinAs(hall, "Elif Yılmaz", "Rudolstadt");
	await writeIdea(page, "Ein Lesecafé");
	await card(page, "Ein Lesecafé").waitFor();
	const before = await returnLink(page);
	await page.goto("about:blank");
	await page.goto(await invite("--role", "steering"));
	await page.getByRole("button", { name: "Einladung als dieselbe Person annehmen" }).click();
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await card(page, "Ein Lesecafé").locator(".by-name", { hasText: "Sie" }).waitFor();
	assert.equal(await returnLink(page), before);
	await page.getByText("Steuerungsgruppe").waitFor();
	await page.getByText("Elif Yılmaz").waitFor();
	await page.context().close();
});

test("a new role, a new link and a removal reach the open page at once", async () => {
	const page = await joinAs(hall, "Frank Schulz", "Saalfeld");
	const { id } = (await people()).find(({ name }) => name === "Frank Schulz");
	await hall.bogen("person", "role", String(id), "observer");
	await page.getByText("Sie lesen mit.").waitFor();
	await page.getByLabel("Ihre Idee").waitFor({ state: "detached" });
	await hall.bogen("person", "role", String(id), "citizen");
	await page.getByLabel("Ihre Idee").waitFor();
	const renewed = (await hall.bogen("relink", String(id))).trim();
	await page.getByText("Sie haben einen neuen Link bekommen; dieser gilt nicht mehr.").waitFor();
	await page.goto("about:blank");
	await page.goto(renewed);
	await page.getByLabel("Ihre Idee").waitFor();
	await hall.bogen("person", "remove", String(id));
	await page.getByText("Die Moderation hat Sie aus dieser Sitzung entfernt.").waitFor();
	await hall.bogen("person", "admit", String(id));
	await page.getByRole("button", { name: "Noch einmal versuchen" }).click();
	await page.getByLabel("Ihre Idee").waitFor();
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
