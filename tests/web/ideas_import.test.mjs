// Moderators bring in ideas that stand in a table already: what would come is shown first, and comes once.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { eventually, ideas, joinAs, openHall, openPhone } from "./support.mjs";

let hall;
let desk;
let region;
before(async () => {
	hall = await openHall();
	desk = await openPhone(hall, { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
	await desk.goto(hall.moderator_link);
	await desk.locator(".phase").waitFor();
	await desk.evaluate(() => (location.hash = "#/session"));
	region = desk.locator(".taken");
});
after(() => hall.close());

async function choose(text, name = "ideen.csv") {
	const buffer = typeof text === "string" ? Buffer.from(text, "utf8") : text;
	await region.getByLabel("Datei").setInputFiles({ name, mimeType: "text/csv", buffer });
}

const take = () => region.getByRole("button", { name: /übernehmen$/ });
const all = async (kind) => JSON.parse(await hall.bogen("export", "--format", "json"))[kind];

/** Each idea with the names of its topic, author and town, as the command line knows them. */
async function named() {
	const [people, topics, towns] = await Promise.all([all("person"), all("topic"), all("town")]);
	const find = (rows, id) => rows.find((row) => row.id === id);
	return (await all("idea")).map(({ text, title, topic, author, hold }) => {
		const person = find(people, author);
		return {
			text, title, topic: find(topics, topic)?.title ?? "", hold,
			author: person.town === 0 ? "" : person.name, town: find(towns, person.town)?.name ?? "",
		};
	});
}

test("a table of an office is shown, taken, and stands as the command line would have brought it", async () => {
	const anna = await joinAs(hall, "Anna Weber", "Saalfeld");
	const table = [
		"Thema;Titel;Text;Stadt;Name",
		"Verkehr;Rufbus;\"Ein Bus, der auch\nam Abend fährt; täglich\";Saalfeld;Erna Groß",
		"Klima;;Schatten für den Markt;Rudolstadt;",
		"Klima;;Eine Bank;Jena;Özlem Kaya",
		";Nur ein Titel;;;",
	].join("\r\n");
	await choose(Buffer.from(table, "latin1"));
	await region.getByText("4 Ideen kommen dazu").waitFor();
	await region.getByText("3 Personen ohne Gerät kommen dazu").waitFor();
	await region.getByText("Neue Themen: Verkehr, Klima").waitFor();
	await region.getByText("Neue Städte: Jena").waitFor();
	await region.getByText("Rufbus: Ein Bus, der auch").waitFor();
	await examine(desk, "what a table would bring");
	assert.deepEqual(await ideas(hall), []);
	await take().click();
	await region.getByText("4 Ideen sind übernommen.").waitFor();
	await examine(desk, "what a table has brought");
	assert.deepEqual(await named(), [
		{ title: "Rufbus", text: "Ein Bus, der auch\nam Abend fährt; täglich", topic: "Verkehr", author: "Erna Groß", town: "Saalfeld", hold: null },
		{ title: "", text: "Schatten für den Markt", topic: "Klima", author: "Rudolstadt", town: "Rudolstadt", hold: null },
		{ title: "", text: "Eine Bank", topic: "Klima", author: "Özlem Kaya", town: "Jena", hold: null },
		{ title: "", text: "Nur ein Titel", topic: "", author: "", town: "", hold: null },
	]);
	await anna.locator(".idea", { hasText: "Schatten für den Markt" }).waitFor();
	await anna.context().close();
});

test("what is there already does not come twice", async () => {
	await choose("Text;Thema\nSchatten für den Markt;Klima\n");
	await region.getByText("Aus dieser Tabelle gibt es nichts Neues zu übernehmen.").waitFor();
	assert.equal(await take().count(), 0);
	await choose("Text;Thema\nSchatten für den Markt;Klima\nEin Brunnen;klima\n");
	await region.getByText("1 ist schon da oder steht doppelt in der Tabelle").waitFor();
	await take().click();
	await region.getByText("1 Idee ist übernommen.").waitFor();
	assert.deepEqual((await all("topic")).map(({ title }) => title), ["Verkehr", "Klima"]);
	assert.equal((await ideas(hall)).length, 5);
});

test("rows that cannot be taken are named with their reason, the others come", async () => {
	await choose(`Text;Name;Stadt\n${"x".repeat(2001)};;\nEin Weg;Ina;\nEin Tor;;;;noch was\nEin Zaun;Jo;Saalfeld\n"Offen`);
	await region.getByText("Zeile 2: Ein Text ist zu lang.").waitFor();
	await region.getByText("Zeile 3: Zum Namen fehlt die Stadt.").waitFor();
	await region.getByText("Zeile 4: Hier stehen mehr Spalten als in der ersten Zeile.").waitFor();
	await region.getByText("Zeile 6: Ein Anführungszeichen fehlt; von hier an ist nichts gelesen.").waitFor();
	await examine(desk, "a table with faults");
	await region.getByLabel("Stadt der Personen, für die keine dasteht").selectOption({ label: "Rudolstadt" });
	await region.getByText("3 Zeilen bleiben draußen").waitFor();
	await region.getByRole("button", { name: "2 Ideen übernehmen" }).click();
	await region.getByText("2 Ideen sind übernommen.").waitFor();
	const found = (await named()).filter(({ author }) => ["Ina", "Jo"].includes(author));
	assert.deepEqual(found.map(({ text, town }) => [text, town]), [["Ein Weg", "Rudolstadt"], ["Ein Zaun", "Saalfeld"]]);
});

test("a file that was mended and saved under its name is read anew; what others write meanwhile counts", async () => {
	const path = join(hall.folder, "mended.csv");
	const choosing = async () => {
		const [chooser] = await Promise.all([desk.waitForEvent("filechooser"), region.getByLabel("Datei").click()]);
		await chooser.setFiles(path);
	};
	await writeFile(path, "Text;Name\nEin Pfad;Udo\nEin Damm;\n");
	await choosing();
	await region.getByText("Zeile 2: Zum Namen fehlt die Stadt.").waitFor();
	await writeFile(path, "Text;Name;Stadt\nEin Pfad;Udo;Saalfeld\nEin Damm;;\n");
	await choosing();
	await region.getByRole("button", { name: "2 Ideen übernehmen" }).waitFor();
	await hall.bogen("idea", "add", "Ein Damm");
	await region.getByRole("button", { name: "1 Idee übernehmen" }).click();
	await region.getByText("1 Idee ist übernommen.").waitFor();
	assert.deepEqual((await named()).filter(({ text }) => text === "Ein Pfad").map(({ author }) => author), ["Udo"]);
});

test("what is no table of ideas says so", async () => {
	for (const [content, said] of [
		["", "In dieser Datei steht keine Idee."],
		["Datum;Ort\n1.5.;Markt", "Die erste Zeile nennt keine Spalte „Text“ und keine „Titel“."],
		[Buffer.alloc(2_000_001, "a"), "Diese Datei ist zu groß. Bis 2 MB gehen."],
	]) {
		await choose(content);
		await region.getByRole("alert").getByText(said).waitFor();
		assert.equal(await take().count(), 0);
	}
});

test("a server that goes away in the middle takes nothing away and doubles nothing; one may look elsewhere", async () => {
	const before = (await ideas(hall)).length;
	const lines = Array.from({ length: 120 }, (_, i) => `Vorschlag ${i + 1};${["Verkehr", "Klima"][i % 2]}`);
	await choose(["Text;Thema", ...lines].join("\n"));
	await take().click();
	await desk.getByText(/^Wird übernommen: [1-9]\d* von 120$/).waitFor();
	await hall.kill();
	await desk.getByText(/^Wird übernommen/).waitFor();
	await desk.evaluate(() => (location.hash = "#/people"));
	await hall.start();
	await desk.evaluate(() => (location.hash = "#/session"));
	await region.getByText("120 Ideen sind übernommen.").waitFor();
	const texts = (await ideas(hall)).map(({ text }) => text);
	assert.equal(texts.length, before + 120);
	assert.equal(new Set(texts).size, texts.length);
});

test("what the server refuses is named with its words", async () => {
	await hall.bogen("board", "add", "Ablage", "--sort", "team");
	await choose("Text\nEin Steg\n");
	await region.getByLabel("Wohin?").selectOption({ label: "Ablage" });
	await hall.bogen("board", "remove", "Ablage");
	await take().click();
	await region.getByText("0 Ideen sind übernommen.").waitFor();
	await region.getByText(/^Zeile 2: ./).waitFor();
});

test("an export of ideas comes back, with what was hidden", async () => {
	await hall.bogen("hide", "3", "doppelt");
	const csv = await hall.bogen("export", "--format", "csv");
	const before = await named();
	const made = JSON.parse(await hall.bogen("--json", "new", "--title", "Zweite", "--language", "de", "--town", "Saalfeld"));
	await desk.goto(made.moderator_link);
	await desk.locator(".phase").waitFor();
	await desk.evaluate(() => (location.hash = "#/session"));
	await choose(csv);
	await region.getByText("1 Idee wird wieder ausgeblendet").waitFor();
	await take().click();
	await eventually(() => region.innerText(), (text) => text.includes("sind übernommen."), "all are taken");
	const key = (rows) => rows.map((row) => JSON.stringify(row)).sort();
	assert.deepEqual(key(await named()), key(before));
	assert.deepEqual(hall.faults, []);
});

test("on a phone it fits, in light and dark", async () => {
	for (const colorScheme of ["light", "dark"]) {
		const phone = await openPhone(hall, { viewport: { width: 320, height: 740 }, colorScheme, reducedMotion: "reduce" });
		await phone.goto(hall.moderator_link);
		await phone.locator(".phase").waitFor();
		await phone.evaluate(() => (location.hash = "#/session"));
		await phone.getByLabel("Datei").setInputFiles({
			name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(`Text;Name\n${"Donaudampfschifffahrt".repeat(8)};\nBank;Ida\n`),
		});
		await phone.getByText("1 Idee kommt dazu").waitFor();
		await examine(phone, `a table on a phone, ${colorScheme}`);
		await phone.context().close();
	}
	assert.deepEqual(hall.faults, []);
});
