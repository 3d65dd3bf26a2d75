// Moderators bring in a whole session: what comes is shown first, comes once, and stands as it stood.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { examine } from "./examine.mjs";
import { eventually, openPhone, openServer } from "./support.mjs";

const compare = fileURLToPath(new URL("../e2e/cli_same_session.py", import.meta.url));
const atDesk = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

let hall;
before(async () => {
	hall = await openServer();
	await hall.bogen("host", hall.hostLink);
});
after(() => hall.close());

const quietly = (...args) => hall.bogen("--quiet", ...args);
const asJson = async (...args) => JSON.parse(await hall.bogen("--json", ...args));
const exported = async () => hall.bogen("export", "--format", "json");

/** A session in which the command line speaks from now on. */
async function newSession(method = "saalebogen") {
	return asJson("new", "--title", "Unser Tal", "--language", "de", "--method", method,
		"--town", "Ahausen", "--town", "Bedorf");
}

/** A moderator's page where data is brought in. */
async function openDesk(session, options = atDesk) {
	const desk = await openPhone(hall, options);
	desk.on("dialog", (dialog) => dialog.accept());
	await desk.goto(session.moderator_link);
	await desk.locator(".phase").or(desk.getByLabel("Ihr Name")).first().waitFor();
	if ((await desk.getByLabel("Ihr Name").count()) > 0) {
		await desk.getByLabel("Ihr Name").fill("Vera");
		await desk.locator("form button.main").click();
		await desk.locator(".phase").waitFor();
	}
	await desk.evaluate(() => (location.hash = "#/session"));
	await desk.locator(".taken").waitFor();
	return { desk, region: desk.locator(".taken") };
}

function choose(region, text, name = "sitzung.json") {
	return region.getByLabel("Datei").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text, "utf8") });
}

async function isSame(first, second) {
	const names = ["first", "second"].map((name) => join(hall.folder, name));
	await Promise.all([writeFile(names[0], first), writeFile(names[1], second)]);
	await promisify(execFile)("python3", [compare, ...names]).catch(({ stdout }) => assert.fail(stdout));
}

// People 2 and 3, ideas 1 to 4 in the first phase and 5 to 8 in the next, ballots of several sorts, and what moderators
// make of it all.
async function fill() {
	await quietly("person", "add", "Herta", "--town", "Ahausen", "--institution", "Schule");
	await quietly("person", "add", "Karl", "--town", "Bedorf");
	await quietly("person", "add", "Otto", "--town", "Bedorf");
	await quietly("board", "add", "Die Brücke", "--sort", "team", "--members", "--places", "5");
	await quietly("board", "add", "Halbe Brücke", "--sort", "table", "--under", "Die Brücke");
	await quietly("seat", "Herta", "Die Brücke");
	await quietly("board", "lead", "Ahausen", "Herta");
	await quietly("person", "role", "Karl", "steering");
	await quietly("person", "remove", "Otto");
	await quietly("topic", "add", "Unser eigenes Thema");
	const phases = await asJson("phase", "list");
	for (let phase = 1; phase <= phases.length; phase++) {
		for (const board of ["Plenum", "Ahausen", "Die Brücke"]) {
			if (phase > 1) await quietly("phase", "goto", String(phase), "--board", board);
			await quietly("idea", "add", `${board} in Phase ${phase}`, "--person", "2", "--board", board);
		}
		await quietly("idea", "add", `Von vorn in Phase ${phase}`, "--board", "Bedorf");
	}
	for (const { id, hold, board } of await asJson("ideas", "--all"))
		if (hold !== null && board !== "Bedorf") await quietly("show-again", String(id));
	const voting = phases.findLast(({ allows }) => allows.includes("votes"));
	await quietly("phase", "goto", String(voting.id));
	for (const idea of ["1", "5"]) {
		await quietly("vote", idea, "agree", "--person", "2");
		await quietly("vote", idea, "disagree");
	}
	await quietly("paper", "number", "--town", "Bedorf", "--count", "3");
	const { id: dots } = await asJson("ballot", "add", "--title", "Punkte für alle", "--method", "dots", "--points", "4",
		"--heap", "3", "--option", "5", "--option", "6", "--option", "9");
	await quietly("ballot", "open", String(dots));
	await quietly("cast", String(dots), "5=3", "6=1");
	await quietly("paper", "enter", String(dots), "2", "5=1", "9=1");
	await quietly("ballot", "close", String(dots));
	await quietly("ballot", "again", String(dots));
	await quietly("ballot", "open", String(dots + 1));
	await quietly("paper", "enter", String(dots + 1), "3", "6=3");
	await quietly("ballot", "close", String(dots + 1));
	const { id: secret } = await asJson("ballot", "add", "--title", "Ganz geheim", "--method", "approval",
		"--secrecy", "confidential", "--option", "5");
	await quietly("ballot", "open", String(secret));
	await quietly("ballot", "close", String(secret));
	await quietly("comment", "6", "Frech", "--person", "3");
	await quietly("hide", "--comment", "1", "Gehört nicht hierher");
	await quietly("send-up", "2", "3");
	await quietly("idea", "link", "6", "part-of", "2");
	await quietly("merge", "1", "--into", "5");
	await quietly("hide", "9", "Nennt eine Person");
	await quietly("stage", "6", "selected");
	await quietly("lock", "7");
	await quietly("person", "mute", "Karl");
	await quietly("phase", "edit", "1", "--prompt", "Was brauchen wir?", "--what-to-do", "Kurz.", "--minutes", "4");
	await quietly("phase", "goto", "2");
	await quietly("lock", "--board", "Ahausen");
	await quietly("board", "rules", "Die Brücke", "--approval", "--ideas", "7");
}

let whole;

test("a whole session is shown, taken, and stands as it stood", async () => {
	await newSession();
	await fill();
	whole = await exported();
	const { desk, region } = await openDesk(await newSession());
	await choose(region, whole);
	await region.getByRole("status").getByText(/^Das kommt dazu: .*3 Personen ohne Gerät, /).waitFor();
	await region.getByText(/^Schon da: 2 Städte/).waitFor();
	await region.getByText("Vertraulich und darum leer neu vorbereitet: Ganz geheim").waitFor();
	await examine(desk, "what a session would bring");
	assert.deepEqual(await asJson("ideas", "--all"), []);
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor();
	await region.getByText("2 Ergebnisse sind wie in der Datei.").waitFor();
	await examine(desk, "what a session has brought");
	const brought = JSON.parse(await exported());
	// Nobody can say what was in the sealed one: it is empty, and not opened.
	const { state } = brought.ballot.find(({ title }) => title === "Ganz geheim");
	assert.equal(state, "prepared");
	const open = (text) => {
		const rows = JSON.parse(text);
		const secret = new Set(rows.ballot.filter(({ secrecy }) => secrecy === "confidential").map(({ id }) => id));
		const of = (kind) => rows[kind].filter(({ ballot }) => !secret.has(ballot));
		const ballot = rows.ballot.filter(({ id }) => !secret.has(id));
		return JSON.stringify({ ...rows, ballot, result: of("result"), outcome: of("outcome"), score: of("score") });
	};
	await isSame(open(whole), open(JSON.stringify(brought)));
	await desk.context().close();
});

test("what is in already does not come twice unless one insists", async () => {
	const session = await newSession("open");
	const { desk, region } = await openDesk(session);
	await quietly("idea", "add", "Eine Bank");
	const file = await exported();
	const take = async () => {
		await choose(region, file);
		await region.getByRole("button", { name: "Übernehmen" }).click();
		await region.getByText("Die Datei ist übernommen.").waitFor();
	};
	await take();
	assert.equal((await asJson("ideas")).length, 2);
	await choose(region, file);
	await region.getByText("Diese Datei ist in diese Sitzung schon übernommen.").waitFor();
	await region.getByRole("button", { name: "Trotzdem noch einmal" }).click();
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor();
	assert.equal((await asJson("ideas")).length, 3);
	await desk.context().close();
});

test("taken into the session that it is of, it says so; what somebody else adds meanwhile is not added again", async () => {
	const { desk, region } = await openDesk(await newSession("open"));
	await quietly("idea", "add", "Eine Bank");
	await choose(region, await exported());
	await region.getByText("Diese Datei ist aus dieser Sitzung selbst").waitFor();
	await choose(region, JSON.stringify({
		town: [{ id: 1, name: "Cedorf" }], board: [{ id: 1, sort: "plenary" }], topic: [{ id: 1, title: "Wasser" }],
		person: [{ id: 1, town: 1, name: "Herta" }], idea: [{ id: 1, board: 1, topic: 1, author: 1, text: "Ein Steg" }],
	}));
	await region.getByText("1 Stadt", { exact: true }).waitFor();
	await quietly("topic", "add", "Wasser");
	await quietly("town", "add", "Cedorf");
	await desk.getByText("Cedorf").first().waitFor();
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor();
	const { topic, town, idea } = JSON.parse(await exported());
	assert.equal(topic.filter(({ title }) => title === "Wasser").length, 1);
	assert.equal(town.filter(({ name }) => name === "Cedorf").length, 1);
	assert.deepEqual(idea.map(({ text }) => text), ["Eine Bank", "Ein Steg"]);
	await desk.context().close();
});

// So many that it takes its time.
function manyIdeas(count) {
	return JSON.stringify({
		town: [{ id: 1, name: "Ahausen" }], board: [{ id: 1, sort: "plenary" }],
		person: [{ id: 1, town: 0, role: "moderator" }, { id: 2, town: 1, name: "Herta" }],
		idea: Array.from({ length: count }, (_, i) => ({ id: i + 1, board: 1, author: 1 + (i % 2), text: `Idee ${i + 1}` })),
	});
}

const isUnderWay = (region) => eventually(
	() => region.locator("progress").evaluate((bar) => bar.value), (done) => done > 60, "it does not get on");

async function eachOnce(count) {
	const texts = (await asJson("ideas", "--all")).map(({ text }) => text).sort();
	assert.deepEqual(texts, Array.from({ length: count }, (_, i) => `Idee ${i + 1}`).sort());
}

test("stopped, reloaded, and the server killed on the way: it goes on, and each comes once", async () => {
	const count = 1500;
	const { desk, region } = await openDesk(await newSession("open"));
	const file = manyIdeas(count);
	await choose(region, file);
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await isUnderWay(region);
	await region.getByRole("button", { name: "Anhalten" }).click();
	await region.getByText("Angehalten. Wählen Sie dieselbe Datei noch einmal, geht es dort weiter.").first().waitFor();
	await choose(region, file);
	await region.getByText(/^\d+ von \d+ Schritten sind getan\.$/).waitFor();
	await region.getByRole("button", { name: "Weiter übernehmen" }).click();
	await isUnderWay(region);
	await desk.reload();
	await choose(region, file);
	await region.getByText(/^\d+ von \d+ Schritten sind getan\.$/).waitFor();
	await region.getByRole("button", { name: "Weiter übernehmen" }).click();
	await isUnderWay(region);
	await hall.kill();
	await hall.start();
	await region.getByText("Die Datei ist übernommen.").waitFor({ timeout: 60_000 });
	await eachOnce(count);
	await desk.context().close();
});

test("without the moderator's rights it stops, and goes on when they are back", async () => {
	const count = 1500;
	await newSession("open");
	const { link } = await asJson("invite", "--role", "moderator", "--uses", "1");
	const { desk, region } = await openDesk({ moderator_link: link });
	const file = manyIdeas(count);
	await choose(region, file);
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await isUnderWay(region);
	const vera = JSON.parse(await exported()).person.find(({ name }) => name === "Vera").id;
	await quietly("person", "role", String(vera), "observer");
	await desk.getByText("Das ist für die Moderation.").waitFor();
	await quietly("person", "role", String(vera), "moderator");
	await region.getByText("Sie moderieren hier nicht mehr.").waitFor();
	assert.ok((await asJson("ideas", "--all")).length < count);
	await choose(region, file);
	await region.getByRole("button", { name: "Weiter übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor({ timeout: 60_000 });
	await eachOnce(count);
	await desk.context().close();
});

test("a file that does not hold together is refused whole, and says where", async () => {
	const { desk, region } = await openDesk(await newSession("open"));
	await choose(region, "{\"idea\": [");
	await region.getByText("Diese Datei ist nicht ganz").waitFor();
	await choose(region, JSON.stringify({
		town: [{ id: 1, name: "Ahausen" }], board: [{ id: 1, sort: "plenary" }], person: [{ id: 1, town: 1, name: "Herta" }],
		idea: [
			{ id: 1, board: 1, author: 1, text: "Gut" }, { id: 2, board: 9, author: 1, text: "Wo?" },
			{ id: 3, board: 1, author: 1, text: "x".repeat(3000) }, { id: 3, board: 1, author: 1, text: "" },
		],
		vote: [{ ballot: 1, idea: 1, person: 1, choice: "perhaps" }],
	}));
	await region.getByText("Diese Datei passt in sich nicht zusammen").waitFor();
	for (const line of ["idea[1]: board fehlt oder passt nicht", "idea[2]: text ist zu lang", "idea[3]: id fehlt oder passt nicht"])
		await region.getByText(line).waitFor();
	await examine(desk, "a session that does not hold together");
	await choose(region, "{\"name\": \"bogen\"}");
	await region.getByText("In dieser Datei steht nichts, was sich hereinholen ließe.").waitFor();
	await choose(region, "PK\u0003\u0004");
	await region.getByText("Speichern Sie die Tabelle als CSV.").waitFor();
	for (const odd of ["[]", "{\"ballot\": [{\"id\": 1, \"voters\": [{\"toString\": 0}]}]}", "{\"idea\": 7}", "{\"idea\": [null]}", "{\"person\": [{\"id\": -1}]}"]) {
		await choose(region, odd);
		await region.getByText("Diese Datei passt in sich nicht zusammen").waitFor();
	}
	assert.deepEqual(await asJson("ideas", "--all"), []);
	await desk.context().close();
});

test("people of no town get one that is chosen", async () => {
	await newSession("open");
	const { link } = await asJson("invite", "--role", "steering");
	await hall.bogen("--quiet", "idea", "add", "Von vorn");
	const sue = await openPhone(hall);
	await sue.goto(link);
	await sue.getByLabel("Ihr Name").fill("Sue");
	await sue.getByRole("button", { name: /mitmachen|Los geht/i }).click();
	await sue.getByLabel("Ihre Idee").fill("Aus dem Lenkungskreis");
	await sue.getByRole("button", { name: "Idee hinzufügen" }).click();
	await sue.locator(".idea", { hasText: "Aus dem Lenkungskreis" }).waitFor();
	await sue.context().close();
	const file = await exported();
	const { desk, region } = await openDesk(await newSession("open"));
	await choose(region, file);
	await region.getByLabel("Stadt der Personen, die zu keiner gehören").selectOption("Bedorf");
	await region.getByRole("button", { name: "Übernehmen" }).click();
	await region.getByText("Die Datei ist übernommen.").waitFor();
	const found = (await asJson("ideas")).map(({ author, town }) => [author, town]).sort();
	assert.deepEqual(found, [["Moderation", null], ["Sue", "Bedorf"]]);
	await desk.context().close();
});

test("nothing went wrong on the way", () => assert.deepEqual(hall.faults, []));
