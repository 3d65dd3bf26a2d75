// Two tabs of one person: they share what is on its way, and what came back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
	card, eventually, fillJoin, ideas, joinAs, joinOverSlowLine, keptOnShelf, openHall, openPhone, showScreen,
	writeIdea,
} from "./support.mjs";

let hall;
before(async () => (hall = await openHall()));
after(() => hall.close());

async function secondTab(page) {
	const tab = await page.context().newPage();
	tab.on("pageerror", (error) => hall.faults.push(error.message));
	await tab.goto(hall.join_url);
	await tab.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	return tab;
}

async function textsNow() {
	return (await ideas(hall)).sort((a, b) => a.id - b.id).map(({ text }) => text);
}

function waiting(page, text) {
	return page.locator(".waiting", { hasText: text });
}

test("[CMD-3] what one tab wrote without a network is shown by the other, which sends it when the first is closed", async () => {
	const first = await joinAs(hall, "Anna Weber", "Saalfeld");
	const second = await secondTab(first);
	await first.context().setOffline(true);
	await first.getByText("Gerade keine Verbindung").waitFor();
	await second.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(first, "Vom ersten Fenster");
	await waiting(first, "Vom ersten Fenster").waitFor();
	await waiting(second, "Vom ersten Fenster").waitFor();
	await second.getByText("1 Beitrag wartet noch.").waitFor();
	await first.close({ runBeforeUnload: false });
	await second.context().setOffline(false);
	await card(second, "Vom ersten Fenster").waitFor();
	await waiting(second, "Vom ersten Fenster").waitFor({ state: "detached" });
	assert.deepEqual(await textsNow(), ["Vom ersten Fenster"]);
	assert.deepEqual(await keptOnShelf(second, "entries"), []);
	await second.context().close();
});

/** Both tabs write at once: each idea is sent once, in its tab's order. */
async function writeInBoth(first, [left, right]) {
	const second = await secondTab(first);
	const write = async (tab, name) => {
		for (let n = 0; n < 4; n++) await writeIdea(tab, `${name} ${n}`);
	};
	await Promise.all([write(first, left), write(second, right)]);
	const own = (name) => async () => (await textsNow()).filter((text) => text.startsWith(name));
	for (const name of [left, right]) {
		const all = Array.from({ length: 4 }, (_, n) => `${name} ${n}`);
		await eventually(own(name), (texts) => texts.length >= 4, `all of ${name}`);
		assert.deepEqual(await own(name)(), all);
	}
	for (const tab of [first, second]) {
		await card(tab, `${left} 3`).waitFor();
		await card(tab, `${right} 3`).waitFor();
		await eventually(() => tab.locator(".waiting").count(), (n) => n === 0, "nothing waits");
	}
	assert.deepEqual(await keptOnShelf(first, "entries"), []);
	await first.context().close();
}

test("[CMD-3] what two tabs write at the same time is sent once, in the order of each", async () => {
	await writeInBoth(await joinAs(hall, "Bernd Kühn", "Rudolstadt"), ["Links", "Rechts"]);
});

test("[CMD-3] where tabs cannot take turns each sends all, and still it is done once", async () => {
	const page = await openPhone(hall);
	await page.context().addInitScript(() =>
		Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
	await page.goto(hall.join_url);
	await fillJoin(page, "Birte Kühn", "Rudolstadt");
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await writeInBoth(page, ["Oben", "Unten"]);
});

test("[CMD-5] a refused idea is a draft in both tabs, also after a reload, and is thrown away in both", async () => {
	const { page: first, line } = await joinOverSlowLine(hall, "Carla Otto", "Bad Blankenburg");
	const second = await secondTab(first);
	await first.getByLabel("Ihre Idee").fill("Zu spät gekommen");
	await first.context().setOffline(true);
	await second.getByText("Gerade keine Verbindung").waitFor();
	line.hold();
	await hall.bogen("phase", "next");
	await first.getByRole("button", { name: "Idee hinzufügen" }).click();
	await waiting(second, "Zu spät gekommen").waitFor();
	await first.context().setOffline(false);
	line.release();
	for (const tab of [first, second]) {
		const draft = tab.locator("form.refused");
		await draft.getByText(/lässt das nicht zu/).waitFor();
		assert.equal(await draft.getByLabel("Text").inputValue(), "Zu spät gekommen");
	}
	await second.reload();
	const draft = second.locator("form.refused");
	await draft.getByText(/lässt das nicht zu/).waitFor();
	await draft.getByLabel("Text").fill("Zu spät gekommen, aber gut");
	await eventually(
		() => first.locator("form.refused").getByLabel("Text").inputValue(),
		(text) => text === "Zu spät gekommen, aber gut", "the draft goes on in the other tab");
	await draft.getByRole("button", { name: "Verwerfen" }).click();
	await draft.waitFor({ state: "detached" });
	await first.locator("form.refused").waitFor({ state: "detached" });
	assert.deepEqual(await keptOnShelf(first, "entries"), []);
	await hall.bogen("phase", "prev");
	await first.context().close();
});

test("a half-written text is the same in both tabs, and gone from both when it is sent", async () => {
	const first = await joinAs(hall, "Dora Lang", "Saalfeld");
	const second = await secondTab(first);
	const field = (tab) => tab.getByLabel("Ihre Idee");
	await field(first).fill("Bänke am");
	await eventually(() => field(second).inputValue(), (text) => text === "Bänke am", "it is there too");
	await field(second).fill("Bänke am Markt");
	assert.equal(await field(first).inputValue(), "Bänke am", "nothing changes under somebody's fingers");
	await field(first).blur();
	await field(second).fill("Bänke am Marktplatz");
	await eventually(() => field(first).inputValue(), (text) => text === "Bänke am Marktplatz", "it goes on");
	await second.getByRole("button", { name: "Idee hinzufügen" }).click();
	await card(first, "Bänke am Marktplatz").waitFor();
	assert.equal(await field(first).inputValue(), "");
	assert.equal(await field(second).inputValue(), "");
	await first.context().close();
});

test("what one tab sends takes away nothing that was written in the other", async () => {
	const first = await joinAs(hall, "Doris Lang", "Saalfeld");
	const second = await secondTab(first);
	const field = (tab) => tab.getByLabel("Ihre Idee");
	await field(first).fill("Ein Steg");
	await eventually(() => field(second).inputValue(), (text) => text === "Ein Steg", "it is there too");
	await field(second).fill("Ein Kanal");
	await second.getByRole("button", { name: "Idee hinzufügen" }).focus();
	assert.equal(await field(first).inputValue(), "Ein Steg");
	await first.getByRole("button", { name: "Idee hinzufügen" }).focus();
	await field(first).fill("Ein Stege"); // written later, and on the shelf
	await field(first).fill("Ein Steg");
	await first.getByRole("button", { name: "Idee hinzufügen" }).click();
	await card(second, "Ein Steg").waitFor();
	assert.equal(await field(second).inputValue(), "Ein Kanal");
	await second.getByRole("button", { name: "Idee hinzufügen" }).click();
	await card(first, "Ein Kanal").waitFor();
	await first.context().close();
});

test("a text of another tab that is on the shelf stays there when one's own is sent", async () => {
	const first = await joinAs(hall, "Dana Lang", "Saalfeld");
	const second = await secondTab(first);
	const field = (tab) => tab.getByLabel("Ihre Idee");
	await field(first).fill("Ein Boot");
	await field(second).fill("Ein Floß");
	await field(second).blur();
	await first.getByRole("button", { name: "Idee hinzufügen" }).press("Enter");
	await card(second, "Ein Boot").waitFor();
	assert.equal(await field(second).inputValue(), "Ein Floß");
	await second.reload();
	await eventually(() => field(second).inputValue(), (text) => text === "Ein Floß", "it is kept");
	await first.context().close();
});

test("[CMD-3] two people in two windows of one browser each send what they wrote, and never see the other's drafts", async () => {
	const other = await joinAs(hall, "Emil Roth", "Rudolstadt");
	await showScreen(other, "Sie");
	const link = await other.getByLabel("Ihr Rückkehr-Link").inputValue();
	await other.context().close();
	const left = await joinAs(hall, "Frieda Auer", "Saalfeld");
	const right = await left.context().newPage();
	await right.goto(link);
	await right.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await writeIdea(left, "Frieda, daneben");
	await writeIdea(right, "Emil, daneben");
	await left.context().setOffline(true);
	await left.getByText("Gerade keine Verbindung").waitFor();
	await right.getByText("Gerade keine Verbindung").waitFor();
	await writeIdea(right, "Emil, ohne Netz");
	await writeIdea(left, "Frieda, ohne Netz");
	await left.context().setOffline(false);
	const texts = ["Emil, daneben", "Emil, ohne Netz", "Frieda, daneben", "Frieda, ohne Netz"];
	const now = async () => (await textsNow()).filter((text) => texts.includes(text)).sort();
	assert.deepEqual(await eventually(now, (all) => all.length >= 4, "all are there"), texts);
	for (const tab of [left, right]) {
		await eventually(() => tab.locator(".waiting").count(), (n) => n === 0, "nothing waits");
		assert.equal(await tab.locator("form.refused").count(), 0);
	}
	await left.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
