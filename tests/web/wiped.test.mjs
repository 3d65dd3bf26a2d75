// A device that forgets, or keeps nothing at all: one takes part all the same, and comes back by the link.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, eventually, fillJoin, ideas, joinAs, keptOnShelf, openHall, openPhone, showScreen, writeIdea } from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

async function count(text) {
	return (await ideas(hall)).filter((idea) => idea.text === text).length;
}

async function returnLink(page) {
	await showScreen(page, "Sie");
	return page.getByLabel("Ihr Rückkehr-Link").inputValue();
}

async function wipe(page) {
	const session = await page.context().newCDPSession(page);
	await session.send("Storage.clearDataForOrigin", { origin: hall.url, storageTypes: "all" });
	await session.detach();
}

test("what waits outlives a storage that is wiped under the page, and the link brings the person back", async () => {
	const page = await joinAs(hall, "Anna Weber", "Saalfeld");
	const link = await returnLink(page);
	await showScreen(page, "Ideen");
	await writeIdea(page, "Vorher");
	await card(page, "Vorher").waitFor();
	await page.context().setOffline(true);
	await page.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(page, "Vor dem Löschen");
	await page.locator(".waiting", { hasText: "Vor dem Löschen" }).waitFor();
	await wipe(page);
	await eventually(
		() => keptOnShelf(page, "entries"), (kept) => kept.length === 1, "it is stored again");
	await writeIdea(page, "Nach dem Löschen");
	await page.context().setOffline(false);
	await card(page, "Nach dem Löschen").waitFor();
	for (const text of ["Vorher", "Vor dem Löschen", "Nach dem Löschen"]) assert.equal(await count(text), 1, text);

	await wipe(page);
	await page.goto("about:blank");
	await page.goto(hall.join_url);
	await page.getByLabel("Ihr Name").waitFor();
	await page.goto("about:blank");
	await page.goto(link);
	await card(page, "Vor dem Löschen").waitFor();
	await writeIdea(page, "Wieder da");
	await card(page, "Wieder da").waitFor();
	const [before, now] = (await ideas(hall)).filter(({ text }) => ["Vorher", "Wieder da"].includes(text));
	assert.equal(now.author, before.author);
	await page.context().close();
});

test("what one person wrote is not sent as another one's: it comes back as a draft", async () => {
	const other = await joinAs(hall, "Frank Schulz", "Rudolstadt");
	const link = await returnLink(other);
	await other.context().close();
	const page = await joinAs(hall, "Elif Yılmaz", "Saalfeld");
	await page.evaluate(() => navigator.serviceWorker.ready); // all of the page is here
	await page.context().setOffline(true);
	await writeIdea(page, "Von Elif");
	await page.locator(".waiting", { hasText: "Von Elif" }).waitFor();
	await page.goto("about:blank");
	await page.context().setOffline(false);
	await page.goto(link);
	const draft = page.locator("form.refused");
	await draft.getByText("Das haben Sie hier als andere Person geschrieben.").waitFor();
	assert.equal(await count("Von Elif"), 0);
	await draft.getByRole("button", { name: "Noch einmal senden" }).click();
	await card(page, "Von Elif").waitFor();
	const sent = (await ideas(hall)).filter(({ text }) => text === "Von Elif");
	assert.deepEqual(sent.map(({ author }) => author), ["Frank Schulz"]);
	assert.deepEqual(await keptOnShelf(page, "entries"), []);
	await page.context().close();
});

/** A browser in which asking for a kind of storage throws, as some do in private windows. */
async function joinWithout(names, name, town) {
	const page = await openPhone(hall);
	await page.addInitScript((denied) => {
		for (const kind of denied)
			Object.defineProperty(window, kind, { get() { throw new DOMException("denied", "SecurityError"); } });
	}, names);
	await page.goto(hall.join_url);
	await fillJoin(page, name, town);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	return page;
}

test("without IndexedDB one writes, waits and is saved, and comes back after a reload", async () => {
	const page = await joinWithout(["indexedDB"], "Bernd Kühn", "Rudolstadt");
	for (const text of ["Ohne Regal 1", "Ohne Regal 2"]) {
		await writeIdea(page, text);
		await card(page, text).waitFor();
	}
	await page.context().setOffline(true);
	await writeIdea(page, "Ohne Regal und Netz");
	await page.locator(".waiting", { hasText: "Ohne Regal und Netz" }).waitFor();
	await page.context().setOffline(false);
	await card(page, "Ohne Regal und Netz").waitFor();
	assert.equal(await count("Ohne Regal und Netz"), 1);
	await page.reload();
	await card(page, "Ohne Regal 2").waitFor();
	await writeIdea(page, "Nach dem Neuladen");
	await card(page, "Nach dem Neuladen").waitFor();
	assert.equal(await count("Nach dem Neuladen"), 1);
	await page.context().close();
});

test("where nothing is kept at all one takes part, for as long as the page is open", async () => {
	const page = await joinWithout(["indexedDB", "localStorage"], "Carla Otto", "Bad Blankenburg");
	await writeIdea(page, "Ohne jeden Speicher");
	await card(page, "Ohne jeden Speicher").waitFor();
	assert.equal(await page.getByRole("alert").count(), 0);
	await page.context().close();
});

test("a full disk is nobody's fault: what is written is sent all the same", async () => {
	const page = await openPhone(hall);
	await page.addInitScript(() => {
		IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
	});
	await page.goto(hall.join_url);
	await fillJoin(page, "Dora Lang", "Saalfeld");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	for (const text of ["Volle Platte 1", "Volle Platte 2"]) await writeIdea(page, text);
	await card(page, "Volle Platte 2").waitFor();
	for (const text of ["Volle Platte 1", "Volle Platte 2"]) assert.equal(await count(text), 1, text);
	await page.context().close();
});

test("[CMD-3] who leaves one of two sessions and comes back by the link goes on where the count was", async () => {
	const page = await joinAs(hall, "Gerda Wolf", "Saalfeld");
	const link = await returnLink(page);
	await showScreen(page, "Ideen");
	for (const text of ["Gerdas erste", "Gerdas zweite", "Gerdas dritte"]) {
		await writeIdea(page, text);
		await card(page, text).waitFor();
	}
	await page.evaluate(() => {
		const { token, ...seat } = JSON.parse(localStorage.getItem("bogen.seat.1"));
		localStorage.setItem("bogen.seat.9", JSON.stringify({ ...seat, token, session: 9, code: "" }));
	});
	await showScreen(page, "Sie");
	await page.getByRole("button", { name: "Sitzung verlassen" }).click();
	await page.getByRole("button", { name: "Ja, verlassen" }).click();
	await page.getByRole("heading", { name: "Auf Wiedersehen" }).waitFor();
	await page.goto("about:blank");
	await page.goto(link);
	await page.getByText("Sie haben diese Sitzung verlassen").waitFor();
	await page.getByLabel("Ihr Name").fill("Gerda Wolf");
	await page.getByRole("button", { name: "Mitmachen" }).click();
	// The same as before, which a count that began again would have taken for the old one.
	for (const text of ["Gerdas erste", "Gerdas zweite"]) await writeIdea(page, text);
	await eventually(() => count("Gerdas zweite"), (n) => n === 2, "given a second time");
	assert.equal(await count("Gerdas erste"), 2);
	await page.context().close();
});

test("[CMD-3] who has lost the count votes all the same", async () => {
	const page = await joinAs(hall, "Hans Kern", "Saalfeld");
	for (let n = 0; n < 34; n++) await writeIdea(page, `Gezählt ${n}`);
	await eventually(() => count("Gezählt 33"), (n) => n === 1, "more than the server remembers");
	await page.evaluate(() => new Promise((resolve) => {
		indexedDB.open("bogen").onsuccess = ({ target: { result } }) => {
			const at = result.transaction("numbers", "readwrite");
			at.objectStore("numbers").delete(1);
			at.oncomplete = () => resolve(result.close());
		};
	}));
	await page.reload();
	await card(page, "Gezählt 33").getByRole("button", { name: /Dafür/ }).click();
	const agreed = async () => (await ideas(hall)).find(({ text }) => text === "Gezählt 33").agree;
	await eventually(agreed, (n) => n === 1, "the vote counts");
	await page.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
