// A participatory budget comes in by the page as it does by the command line: projects, a ballot, and votes by slips.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { openPhone, openServer } from "./support.mjs";

const small = [
	"META", "key;value", "description;Kleines Geld", "vote_type;approval", "budget;1000,50", "rule;greedy", "max_length;2",
	"PROJECTS", "cost;project_id;name", "300.25;a;Bänke", "500;b;\"Bäume; \"\"viele\"\"\"", `700;c;${"Sehr lang ".repeat(15)}`,
	"VOTES", "voter_id;vote;neighborhood", "v1;a,b;saalfeld", "v2;b;Rudolstadt", "v3;;Saalfeld", "v4;c,a;Saalfeld", "v5;b;Jena",
].join("\n");

let hall;
before(async () => {
	hall = await openServer();
	await hall.bogen("host", hall.hostLink);
});
after(() => hall.close());

const asJson = async (...args) => JSON.parse(await hall.bogen("--json", ...args));

async function newSession() {
	return asJson("new", "--title", "Haushalt", "--language", "de", "--method", "open", "--town", "Saalfeld", "--town", "Rudolstadt");
}

async function openDesk(session, options = { viewport: { width: 1280, height: 900 } }) {
	const desk = await openPhone(hall, { reducedMotion: "reduce", ...options });
	await desk.goto(session.moderator_link);
	await desk.locator(".phase").waitFor();
	await desk.evaluate(() => (location.hash = "#/session"));
	return { desk, region: desk.locator(".taken") };
}

function choose(region, text) {
	return region.getByLabel("Datei").setInputFiles({ name: "klein.pb", mimeType: "", buffer: Buffer.from(text, "utf8") });
}

/** What a budget has brought, without the times. */
async function brought() {
	const { town, board, idea, ballot, slip, person, paper } = JSON.parse(await hall.bogen("export", "--format", "json"));
	const rows = { town, board, idea, ballot, slip, person, paper };
	return JSON.parse(JSON.stringify(rows, (name, value) => (name.endsWith("_ms") ? 0 : value)));
}

/** What the command line brings in, in a session of its own. */
async function witness(...options) {
	await newSession();
	const path = join(hall.folder, "klein.pb");
	await writeFile(path, small);
	await hall.bogen("--quiet", "import", path, ...options);
	return brought();
}

const take = async (region) => {
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor();
};

test("projects become ideas of a prepared ballot, on the board that is chosen", async () => {
	const there = await witness("--board", "Saalfeld");
	const { desk, region } = await openDesk(await newSession());
	await choose(region, small);
	await region.getByLabel("Wohin?").selectOption("Saalfeld");
	await region.getByText("Das kommt dazu: 3 Ideen, 1 Abstimmung").waitFor();
	await take(region);
	assert.deepEqual(await brought(), there);
	await desk.context().close();
});

test("with its votes, by slips of the towns that they name, or of one that is chosen", async () => {
	const there = await witness("--with-votes", "--town", "Rudolstadt");
	const { desk, region } = await openDesk(await newSession());
	await choose(region, small);
	await region.getByLabel("Auch die 5 Stimmen eintragen").check();
	await region.getByText(/Jena/).waitFor(); // no town of this session
	await examine(desk, "a budget whose voters need a town");
	await region.getByLabel("Stadt für Stimmen aus keiner Stadt dieser Sitzung").selectOption("Rudolstadt");
	await region.getByText(/^Das kommt dazu: .*5 Stimmzettel/).waitFor();
	await examine(desk, "what a budget would bring");
	await take(region);
	assert.deepEqual(await brought(), there);
	// Without the votes it is the same file.
	await choose(region, small);
	await region.getByText("Diese Datei ist in diese Sitzung schon übernommen.").waitFor();
	await desk.context().close();
});

test("what is wrong is told with its line; nothing is taken", async () => {
	const { desk, region } = await openDesk(await newSession(), { viewport: { width: 360, height: 740 }, colorScheme: "dark" });
	await choose(region, small.replace("v2;b;", "v2;z;"));
	await region.getByRole("alert").getByText(/Zeile 16/).waitFor();
	assert.equal(await region.getByRole("button", { name: "Übernehmen" }).count(), 0);
	await examine(desk, "a budget that cannot be read");
	await choose(region, small);
	await region.getByText(/^Das kommt dazu: 3 Ideen/).waitFor();
	assert.ok(await desk.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
	const box = await region.getByLabel("Auch die 5 Stimmen eintragen").boundingBox();
	assert.ok(box.width < 40 && box.x < 60, "the box stands before its words");
	await examine(desk, "a budget on a phone");
	await desk.context().close();
});

test("nothing went wrong on the way", () => assert.deepEqual(hall.faults, []));
