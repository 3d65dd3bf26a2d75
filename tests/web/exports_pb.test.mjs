// A budget ballot that moderators take away in the page as a file of pabulib.org is, byte for byte, what the
// command line writes.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { openHall, openPhone } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall({ title: "Haushalt; \"Städtedreieck\"" });
	const long = "Ein sehr langer Name. ".repeat(8);
	for (const text of ["Bänke; grün", `${long.trim()}`, "Bäume\nund \"mehr\""]) await hall.bogen("idea", "add", text);
	for (const [town, count] of [["Saalfeld", 6], ["Rudolstadt", 5], ["Bad Blankenburg", 2]])
		await hall.bogen("paper", "number", "--town", town, "--count", String(count));
	page = await openPhone(hall, { viewport: { width: 1440, height: 900 }, acceptDownloads: true });
	await page.goto(hall.moderator_link);
	await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
	await page.evaluate(() => (location.hash = "#/session"));
	await page.getByRole("button", { name: /\(CSV\)/ }).waitFor();
});
after(() => hall.close());

const button = () => page.getByRole("button", { name: /\(\.pb\)/ });

async function budget(title, ...more) {
	const made = await hall.bogen(
		"--json", "ballot", "add", "--title", title, "--method", "budget", "--option", "1=300.25", "--option", "3=500",
		"--option", "2=700", ...more);
	return String(JSON.parse(made).id);
}

async function vote(ballot, ...more) {
	const path = join(hall.folder, "slips.csv");
	const lines = Array.from({ length: 13 }, (_, i) => `${i + 1};${i % 2};${i % 3 === 0 ? 1 : 0};${i % 5 === 2 ? 1 : 0}`);
	await writeFile(path, ["slip;1;2;3", ...lines, ""].join("\n"));
	await hall.bogen("paper", "batch", ballot, path, ...more);
}

async function same(ballot) {
	const [download] = await Promise.all([page.waitForEvent("download"), button().click()]);
	const name = `bogen-${hall.code}.pb`;
	assert.equal(download.suggestedFilename(), name);
	await page.getByText(`${name} ist bei Ihren Downloads.`).waitFor();
	const path = join(hall.folder, "witness.pb");
	await hall.bogen("export", "--format", "pb", "--ballot", ballot, "-o", path);
	const text = await readFile(await download.path(), "utf8");
	assert.equal(text, await readFile(path, "utf8"));
	return text;
}

test("without a budget ballot there is nothing to take", async () => {
	assert.equal(await button().count(), 0);
});

let plain;
test("one budget: prepared, open and closed, the file is the command line's", async () => {
	plain = await budget("Kleines Geld", "--budget", "1000.50", "--budget-rule", "greedy", "--picks", "2");
	assert.match(await same(plain), /num_votes;0\nbudget;1000\.50\n[^]*rule;greedy\nmax_length;2\n/);
	await hall.bogen("ballot", "open", plain);
	await vote(plain);
	const open = await same(plain);
	assert.match(open, /num_votes;13\n/);
	assert.match(open, /date_begin;\d\d\.\d\d\.\d{4}\n(?!date_end)/);
	assert.doesNotMatch(open, /selected/);
	// Those of Bad Blankenburg are too few; with them go those of Rudolstadt, or one could subtract.
	assert.match(open, /;Saalfeld\n/);
	assert.doesNotMatch(open, /Rudolstadt|Blankenburg/);
	await hall.bogen("ballot", "close", plain);
	assert.match(await same(plain), /;name;selected\n[^]*;1\n/);
});

test("of several one is chosen; towns that decide make the rule unknown", async () => {
	const towns = await budget("Gleiche Städte", "--budget", "800", "--rule", "towns");
	const which = page.getByLabel("Welches Budget?");
	await which.selectOption({ label: "Gleiche Städte" });
	await hall.bogen("ballot", "open", towns);
	await vote(towns);
	assert.match(await same(towns), /rule;unknown\n/);
	await hall.bogen("ballot", "close", towns);
	await same(towns);
	await which.selectOption({ label: "Kleines Geld" });
	await same(plain);
});

test("a confidential ballot has its file once it is closed, and the page says so", async () => {
	const sealed = await budget("Versiegelt", "--budget", "800", "--secrecy", "confidential");
	await page.getByLabel("Welches Budget?").selectOption({ label: "Versiegelt" });
	await hall.bogen("ballot", "open", sealed);
	await vote(sealed, "--receipts", join(hall.folder, "receipts.csv"));
	await page.getByText("Diese Abstimmung ist vertraulich und noch offen.").waitFor();
	assert.equal(await button().getAttribute("aria-disabled"), "true");
	let taken = false;
	page.once("download", () => (taken = true));
	await button().click({ force: true });
	await examine(page, "a budget that is sealed");
	assert.ok(!taken);
	await hall.bogen("ballot", "close", sealed);
	await page.getByText("Kosten und Stimmen ohne Namen").waitFor();
	assert.match(await same(sealed), /num_votes;13\n/);
	assert.deepEqual(hall.faults, []);
});
