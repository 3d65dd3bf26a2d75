// What one has voted is known on the page without a network too, when it was opened anew: as given, or as
// waiting to be sent, never as still to be done.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, joinAs, keptOnShelf, openBallot, openHall, resultsOf, showBallot } from "./support.mjs";

let hall;
before(async () => {
	hall = await openHall();
	for (const title of ["Radweg", "Busse"]) await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title);
});
after(() => hall.close());

/** Somebody whose phone holds all that it needs to open the page without a server. */
async function joinReady(name) {
	const page = await joinAs(hall, name, "Saalfeld");
	await page.evaluate(() => navigator.serviceWorker.ready);
	await eventually(() => keptOnShelf(page, "rows"), (rows) => rows.length === 1, "the rows are kept");
	return page;
}

async function cast(page, option) {
	await page.getByRole("checkbox", { name: option }).check();
	await page.getByRole("button", { name: "Stimme abgeben" }).click();
}

async function openWithoutServer(page) {
	await page.goto(hall.join_url);
	await page.getByText(/^Stand von/).waitFor();
	await card(page, "Radweg").waitFor();
}

for (const secrecy of ["plain", "confidential"])
	test(`a ${secrecy} vote that was saved is shown as given after a reload without a network`, async () => {
		const id = await openBallot(hall, "approval", "--secrecy", secrecy, "--option", "1", "--option", "2");
		const page = await joinReady(`Anna ${secrecy}`);
		await showBallot(page, id);
		await cast(page, "Busse");
		await page.locator(".cast-saved").waitFor();
		await hall.kill();
		await openWithoutServer(page);
		await page.getByRole("link", { name: "Sie haben abgestimmt: approval" }).waitFor();
		assert.equal(await page.getByRole("link", { name: "Jetzt abstimmen: approval" }).count(), 0);
		await showBallot(page, id);
		await page.locator(".cast .choices").getByText("Busse").waitFor();
		await hall.start();
		await page.getByText(/^Stand von/).waitFor({ state: "detached" });
		await page.locator(".cast .choices").getByText("Busse").waitFor();
		await hall.bogen("ballot", "close", id);
		await page.context().close();
	});

test("a vote that waits is shown as waiting after a reload without a network, and counted once", async () => {
	const id = await openBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	const page = await joinReady("Bernd Kühn");
	await showBallot(page, id);
	await hall.kill();
	await page.getByText("Gerade keine Verbindung").waitFor();
	await cast(page, "Radweg");
	await page.locator(".cast .waiting-state").waitFor();
	await openWithoutServer(page);
	await page.getByRole("link", { name: "Sie haben abgestimmt: approval" }).waitFor();
	await showBallot(page, id);
	await page.locator(".cast .waiting-state").waitFor();
	await page.locator(".cast .choices").getByText("Radweg").waitFor();
	await hall.start();
	await page.locator(".cast-saved").waitFor();
	assert.equal((await resultsOf(hall, id)).papers, 1);
	await page.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
