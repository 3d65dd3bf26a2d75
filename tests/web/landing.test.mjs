// Where people are when they come, and what takes them elsewhere.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, ideas, joinAs, joinOverSlowLine, openHall, openPhone, writeIdea } from "./support.mjs";

let hall;
let anna;
before(async () => {
	hall = await openHall({ method: "world-cafe" });
	const { phase } = JSON.parse(await hall.bogen("export", "--format", "json"));
	const nothing = phase.findIndex(({ allows }) => allows.length === 0) + 1;
	const writing = phase.findIndex(({ allows }) => allows.includes("ideas")) + 1;
	assert.ok(nothing > 0 && writing > 0);
	// The plenary has made more steps than the town's board, so that they cannot be confused.
	await hall.bogen("phase", "goto", String(writing));
	await hall.bogen("phase", "goto", String(nothing));
	await hall.bogen("phase", "goto", String(writing), "--board", "Saalfeld");
	anna = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

function at(page, title) {
	return page.locator('.tabs a[aria-current="page"]', { hasText: title }).waitFor();
}

function visit(page, title) {
	return page.getByRole("navigation", { name: "Gruppen" }).getByRole("link", { name: title }).click();
}

// All that the status line has told.
async function listen(page) {
	await page.evaluate(() => {
		window.told = [];
		const line = document.querySelector(".said p");
		new MutationObserver(() => window.told.push(line.textContent)).observe(
			line, { childList: true, characterData: true, subtree: true });
	});
	// What is drawn has its effects within two frames.
	const drawn = () => new Promise((done) =>
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
	return async (words) => {
		await page.evaluate(drawn);
		return (await page.evaluate(() => window.told)).some((text) => text.includes(words));
	};
}

test("who can do nothing in the plenary begins at their own town's board where they can", async () => {
	await at(anna, "Saalfeld");
	await anna.getByLabel("Ihre Idee").waitFor();
});

test("who can do nothing in either begins in the plenary, and a reload leaves all where they were", async () => {
	const bernd = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await at(bernd, "Plenum");
	await visit(bernd, "Saalfeld");
	await at(bernd, "Saalfeld");
	await bernd.reload();
	await at(bernd, "Saalfeld");
	await bernd.context().close();
});

test("looking at another board announces no phase; the next phase of the board before one does", async () => {
	const told = await listen(anna);
	await visit(anna, "Plenum");
	await at(anna, "Plenum");
	await anna.getByText(/^Schritt 1 von/).waitFor();
	await visit(anna, "Saalfeld");
	await at(anna, "Saalfeld");
	await anna.getByLabel("Ihre Idee").waitFor();
	assert.equal(await told("Neue Phase"), false);
	await hall.bogen("phase", "next", "--board", "Saalfeld");
	await anna.getByRole("status").getByText(/^Neue Phase/).waitFor();
});

test("a new table is told; it opens where the old one was open, and takes along what is being written", async () => {
	await hall.bogen("phase", "goto", "2");
	// The page learns of the phase and of the seat in one go.
	await anna.context().setOffline(true);
	await anna.getByText("Gerade keine Verbindung.").waitFor();
	await hall.bogen("phase", "prev", "--board", "Saalfeld");
	await hall.bogen("board", "tables", "--mixed", "--size", "1");
	await anna.context().setOffline(false);
	await anna.getByRole("status").getByText(/^Sie sitzen jetzt an „Tisch \d“$/).waitFor();
	await at(anna, "Saalfeld");
	await visit(anna, /^Tisch/);
	await at(anna, "Tisch");
	await anna.getByLabel("Ihre Idee").fill("Halb gedacht");
	await hall.bogen("board", "add", "Tisch am Fenster", "--sort", "table");
	await hall.bogen("phase", "goto", "2", "--board", "Tisch am Fenster");
	await hall.bogen("seat", "Anna", "Tisch am Fenster");
	await anna.getByRole("status").getByText("Sie sitzen jetzt an „Tisch am Fenster“").waitFor();
	await at(anna, "Tisch am Fenster");
	assert.equal(await anna.getByLabel("Ihre Idee").inputValue(), "Halb gedacht");
	await writeIdea(anna, "Zu Ende gedacht");
	await card(anna, "Zu Ende gedacht").waitFor();
	assert.deepEqual(hall.faults, []);
});

test("what one gives at a table that one was just moved from comes along, and can be given at the new one", async () => {
	const { page, line } = await joinOverSlowLine(hall, "Carla Otto", "Saalfeld");
	await hall.bogen("seat", "Carla", "Tisch 1");
	await visit(page, "Tisch 1");
	await page.getByLabel("Ihre Idee").fill("Am Ufer wird gebadet");
	line.hold();
	await hall.bogen("seat", "Carla", "Tisch am Fenster");
	const store = await keepStoreBusy(page); // it is sent once it is stored
	await page.getByRole("button", { name: "Idee hinzufügen" }).click();
	await page.locator(".waiting", { hasText: "Am Ufer" }).waitFor();
	line.release();
	await at(page, "Tisch am Fenster");
	assert.equal(await page.getByLabel("Ihre Idee").inputValue(), ""); // it was given
	await store.release();
	const draft = page.locator("form.refused");
	await draft.getByText("„Tisch 1“").waitFor();
	assert.equal(await draft.getByLabel("Text").inputValue(), "Am Ufer wird gebadet");
	await page.reload();
	await at(page, "Tisch am Fenster");
	await draft.getByRole("button", { name: "Noch einmal senden" }).click();
	await card(page, "Am Ufer").waitFor();
	assert.equal(await draft.count(), 0);
	const boards = (await ideas(hall)).filter(({ text }) => /^(Am Ufer|Zu Ende)/.test(text)).map(({ board }) => board);
	assert.equal(boards.length, 2);
	assert.equal(boards[0], boards[1]);
	assert.deepEqual(hall.faults, []);
});

// Nothing else is read or stored there as long.
async function keepStoreBusy(page) {
	const busy = await page.evaluateHandle(() => new Promise((resolve) => {
		indexedDB.open("bogen").onsuccess = ({ target: { result } }) => {
			const at = result.transaction(result.objectStoreNames, "readwrite");
			const state = { busy: true };
			const look = () => {
				if (state.busy) at.objectStore("numbers").count().onsuccess = look;
				else result.close();
			};
			look();
			resolve(state);
		};
	}));
	return { release: () => busy.evaluate((state) => (state.busy = false)) };
}
