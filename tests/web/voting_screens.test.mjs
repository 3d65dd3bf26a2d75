// The screens of voting and of results, for everybody: axe, sideways scrolling, big letters.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { joinAs, openBallot, openHall, openPhone, showBallot, showScreen } from "./support.mjs";

const methods = [
	["approval"], ["yesno"], ["dots", "--points", "3", "--heap", "2"], ["resistance"], ["ranking"],
	["choose", "--picks", "2", "--places", "1"],
];
const titles = ["Donaudampfschifffahrtsgesellschaftskapitän", "Busse bis in die Nacht", "Ein Freibad für alle drei Städte"];
const open = new Map();
const closed = new Map();
let hall;
before(async () => {
	hall = await openHall();
	for (const title of titles) await hall.bogen("idea", "add", `${title}, und zwar bald.`, "--title", title);
	const options = titles.flatMap((_, i) => ["--option", String(i + 1)]);
	const costs = titles.flatMap((_, i) => ["--option", `${i + 1}=${(i + 1) * 123456}`]);
	for (const [method, ...args] of methods) {
		const all = method === "yesno" ? args : [...args, ...options];
		open.set(method, await openBallot(hall, method, "--live", ...all));
		closed.set(method, await openBallot(hall, method, "--secrecy", "confidential", ...all));
	}
	for (const at of [open, closed])
		at.set("budget", await openBallot(hall, "budget", "--live", "--budget", "250000", ...costs));
	const papers = {
		approval: ["1", "2"], yesno: ["yes"], dots: ["1=2", "2=1"], resistance: ["1=0", "2=7", "passive=4"],
		ranking: ["--order", "2,1"], choose: ["1"], budget: ["1", "3"],
	};
	for (const town of ["Saalfeld", "Rudolstadt"])
		for (let i = 0; i < 5; i++) {
			const profile = ["--profile", `${town}${i}`];
			await hall.bogen(...profile, "join", hall.code, "--name", `Person ${i}`, "--town", town);
			for (const [method, id] of closed) await hall.bogen(...profile, "cast", id, ...papers[method]);
		}
	for (const id of closed.values()) await hall.bogen("ballot", "close", id);
	await hall.bogen("paper", "number", "--town", "Saalfeld", "--count", "3");
});
after(() => hall.close());

async function walkAsGuest(options, examineHere) {
	const page = await joinAs(hall, "Anna Weber", "Saalfeld", options);
	await page.locator(".calls a").first().waitFor();
	await examineHere(page, "board with calls to vote");
	for (const [method, id] of open) {
		await showBallot(page, id);
		await page.locator(".voting").waitFor();
		if (method === "ranking") await page.getByRole("button", { name: "Einreihen: Busse" }).click();
		if (method === "dots") await page.getByRole("button", { name: "Ein Punkt mehr: Busse" }).click();
		if (method === "resistance")
			await page.getByRole("group", { name: "Busse" }).getByRole("radio", { name: "3" }).check({ force: true });
		// At the end of the page the bar that casts stands in its place and covers nothing.
		await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
		await examineHere(page, `voting: ${method}`);
	}
	await page.getByRole("button", { name: "Stimme abgeben" }).click();
	const yes = page.getByRole("button", { name: "Ja, leer abgeben" });
	await yes.waitFor();
	await examineHere(page, "asking about a vote with nothing chosen");
	await yes.click();
	await page.locator(".cast-saved").waitFor();
	await examineHere(page, "a vote that was cast");
	for (const [method, id] of closed) {
		await showBallot(page, id);
		await page.locator(".standing").first().waitFor();
		await page.locator(".standing summary").first().click();
		await examineHere(page, `result: ${method}`);
	}
	await showScreen(page, "Abstimmen");
	await page.getByRole("heading", { name: "Abstimmungen" }).waitFor();
	await examineHere(page, "all ballots");
	await page.context().close();
}

async function walkAsModerator(options, examineHere) {
	const page = await openPhone(hall, options);
	await page.goto(hall.moderator_link);
	await page.locator(".phase").waitFor();
	await showBallot(page, open.get("dots"));
	await page.locator(".desk details summary").click();
	await examineHere(page, "a ballot's desk");
	await showScreen(page, "Abstimmen");
	await page.getByRole("link", { name: "Abstimmung vorbereiten" }).click();
	for (const method of ["Punkte", "Budget", "Ja oder Nein"]) {
		await page.getByLabel("Wie wird abgestimmt?").selectOption({ label: method });
		await page.getByRole("button", { name: "Vorbereiten" }).click();
		await page.getByRole("alert").first().waitFor();
		await examineHere(page, `preparing: ${method}`);
	}
	await page.getByText("Weitere Regeln").click();
	await examineHere(page, "preparing: what is rarely needed");
	await page.evaluate(() => (location.hash = "#/slips/0"));
	await page.getByRole("button", { name: "Vorschau" }).click();
	await page.locator(".slip-sheet").first().waitFor();
	await examineHere(page, "slips and their preview");
	await page.evaluate((hash) => (location.hash = hash), `#/slips/${open.get("dots")}`);
	await page.getByLabel("Was steht darauf?").fill("9");
	await page.getByRole("button", { name: "Eintragen", exact: true }).click();
	await page.getByText("Bitte die Nummer, die auf dem Zettel steht.").waitFor();
	await page.getByText("Zum Antippen").click();
	await page.locator(".stepper").first().waitFor();
	await examineHere(page, "entering a slip");
	await page.context().close();
}

// Without motion: what fades in has no contrast half-way.
async function walk(options, examineHere) {
	const still = { reducedMotion: "reduce", ...options };
	await walkAsGuest(still, examineHere);
	await walkAsModerator(still, examineHere);
}

// every_screen.test.mjs has all sizes of letters in both schemes.
for (const [colorScheme, width] of [["light", 360], ["dark", 1440]])
	test(`axe finds nothing where one votes, ${colorScheme}, ${width} wide`, () =>
		walk({ colorScheme, viewport: { width, height: 800 } }, examine));

test("at 320 pixels and with letters twice as big nothing of it scrolls sideways", async () => {
	await walk({ viewport: { width: 320, height: 640 } }, examine);
	await walk({ viewport: { width: 360, height: 740 } }, examineBig);
});

test("what one presses to vote is at least 44 pixels high and wide on the narrowest page too", async () => {
	const page = await joinAs(hall, "Greta Otto", "Rudolstadt", { viewport: { width: 320, height: 740 } });
	for (const [method, targets] of [
		["dots", [".stepper button"]], ["resistance", [".scale label"]], ["ranking", [".move"]], ["approval", [".tick"]],
	]) {
		await showBallot(page, open.get(method));
		for (const target of [...targets, "button.main"]) {
			const box = await page.locator(target).first().boundingBox();
			assert.ok(box !== null && box.height >= 44 && box.width >= 44, `${target} ${JSON.stringify(box)}`);
		}
	}
	await page.context().close();
	assert.deepEqual(hall.faults, []);
});
