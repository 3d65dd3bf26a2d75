// Every screen, light and dark, with letters of a size that LETTERS names (100, 150 or 200): axe finds
// nothing, and nothing scrolls sideways.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { openHall, openPhone, fillJoin } from "./support.mjs";

const letters = process.env.LETTERS ?? "100";
const methods = {
	approval: [], yesno: ["--threshold", "2/3"], dots: ["--points", "5", "--heap", "2"], resistance: [],
	ranking: [], choose: ["--picks", "2"], budget: ["--budget", "100", "--option", "1=40", "--option", "2=70"],
};

let hall;
let invitation;
const ballots = {};
const phone = { viewport: { width: 360, height: 740 } };
const desk = { viewport: { width: 1440, height: 900 } };

before(async () => {
	hall = await openHall();
	const { bogen } = hall;
	for (const topic of ["Unterwegs sein", "Zusammen leben"]) await bogen("topic", "add", topic);
	await importIdeas();
	await bogen("comment", "1", "Das wird Zeit.");
	await bogen("hide", "6", "steht schon bei #1");
	await bogen("merge", "5", "--into", "1");
	await bogen("board", "add", "Mobilität", "--sort", "team", "--places", "6");
	await bogen("timer", "20m");
	for (const [method, rules] of Object.entries(methods)) ballots[method] = await prepare(method, rules);
	for (const ballot of Object.values(ballots)) await bogen("ballot", "open", ballot);
	ballots.closed = await prepare("dots", ["--points", "3"]);
	await bogen("ballot", "open", ballots.closed);
	await bogen("cast", ballots.closed, "1=2", "2=1");
	await bogen("ballot", "close", ballots.closed);
	ballots.prepared = await prepare("dots", ["--points", "3"]);
	await bogen("paper", "number", "--town", "Saalfeld", "--count", "3");
	invitation = JSON.parse(await bogen("--json", "invite", "--role", "observer")).link;
});
after(() => hall.close());

async function importIdeas() {
	const rows = [
		"Radweg;Ein Radweg an der Saale;Unterwegs sein;Saalfeld;Anna Weber",
		";Busse bis in die Nacht;Unterwegs sein;Rudolstadt;Bernd Kühn",
		";Ein Markt für alle;Zusammen leben;Bad Blankenburg;Carla Otto",
		";Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung;;Saalfeld;Anna Weber",
		";Noch ein Radweg an der Saale;;Rudolstadt;Bernd Kühn",
		";Was hier nicht hingehört;;Rudolstadt;Bernd Kühn",
	];
	const path = join(hall.folder, "ideas.csv");
	await writeFile(path, `title;text;topic;town;author\r\n${rows.join("\r\n")}\r\n`);
	await hall.bogen("import", path);
}

async function prepare(method, rules) {
	const made = await hall.bogen(
		"--json", "ballot", "add", "--title", `Womit fangen wir an? (${method})`, "--method", method, ...rules);
	return String(JSON.parse(made).id);
}

async function show(page, hash) {
	await page.evaluate((to) => (location.hash = to), hash);
	await page.waitForFunction(() =>
		document.querySelector("main h1") !== null && document.querySelector(".late") === null);
	await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

async function enlarge(page) {
	const larger = page.getByRole("button", { name: "Schrift größer" });
	const size = () => page.evaluate(() => document.documentElement.style.fontSize);
	for (let clicks = 0; letters !== "100" && (await size()) !== `${letters}%`; clicks++) {
		assert.ok(clicks < 5, `no letters of ${letters} %`);
		await larger.click();
	}
}

async function walk(page, hashes, who) {
	for (const hash of hashes) {
		await show(page, hash);
		await examine(page, `${who} ${hash}`);
	}
}

for (const colorScheme of ["light", "dark"]) {
	test(`the ways in, ${colorScheme}`, async () => {
		const page = await openPhone(hall, { ...phone, colorScheme });
		await page.goto(hall.url);
		await page.getByLabel("Code").waitFor();
		await enlarge(page);
		await examine(page, "home");
		for (const [address, what] of [[`${hall.url}/j/0000-0000`, "stopped"], [hall.join_url, "join"]]) {
			await page.goto(address);
			await page.locator("main h1").waitFor();
			await enlarge(page);
			await examine(page, what);
		}
		await page.getByRole("button", { name: "Mitmachen" }).click();
		await page.getByRole("alert").first().waitFor();
		await examine(page, "join with faults");
		await page.context().close();
	});

	test(`what a citizen sees, ${colorScheme}`, async () => {
		const page = await openPhone(hall, { ...phone, colorScheme });
		await page.goto(hall.join_url);
		await fillJoin(page, "Gerda Lang", "Saalfeld");
		await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
		await enlarge(page);
		const voting = Object.values(ballots).filter((ballot) => ballot !== ballots.prepared);
		await walk(page, [
			"#/board/1", "#/board/2", "#/idea/1", "#/idea/4", "#/mine", "#/people", "#/me", "#/ballots",
			...voting.map((ballot) => `#/ballot/${ballot}`),
		], "citizen");
		await page.context().close();
	});

	test(`what a listener sees, ${colorScheme}`, async () => {
		const page = await openPhone(hall, { ...phone, colorScheme });
		await page.goto(invitation);
		await page.getByLabel("Ihr Name").fill("Otto Kranz");
		await page.getByRole("button", { name: "Mitmachen" }).click();
		await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
		await enlarge(page);
		await walk(page, ["#/board/1", "#/idea/1", "#/ballots", `#/ballot/${ballots.dots}`], "listener");
		await page.context().close();
	});

	for (const [device, options] of [["a phone", phone], ["a desk", desk]])
		test(`what a moderator sees on ${device}, ${colorScheme}`, async () => {
			const page = await openPhone(hall, { ...options, colorScheme });
			await page.goto(hall.moderator_link);
			await page.getByRole("heading", { name: "Ideen", exact: true }).waitFor();
			await enlarge(page);
			await walk(page, [
				"#/board/1", "#/idea/1", "#/overview", "#/queue", "#/people", "#/seats/0", "#/seats/1",
				"#/invitations", "#/session", "#/sort/1", "#/ballots", `#/ballot/${ballots.dots}`,
				`#/ballot/${ballots.closed}`, `#/ballot/${ballots.prepared}`, "#/prepare/0",
				`#/prepare/${ballots.prepared}`, "#/slips/0", `#/slips/${ballots.budget}`,
			], "moderator");
			await page.context().close();
		});

	test(`what a host and the hall see, ${colorScheme}`, async () => {
		const page = await openPhone(hall, { ...desk, colorScheme });
		await page.goto((await readFile(join(hall.folder, "data/host-link"), "utf8")).trim());
		await page.getByRole("heading", { name: "Ihre Sitzungen" }).waitFor();
		await enlarge(page);
		await page.getByRole("button", { name: "Neue Sitzung" }).click();
		await examine(page, "host");
		await page.goto(`${hall.url}/hall/${hall.code}`);
		await page.getByText("Womit fangen wir an?").first().waitFor();
		await examine(page, "hall");
		await page.context().close();
	});
}

test("nothing was said on the console", () => assert.deepEqual(hall.faults, []));
