// What screen readers are given: each text once, headings and titles that name what is seen, and which language
// it is in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { card, fillJoin, joinAs, openBallot, openHall, openPhone, showBallot } from "./support.mjs";

const title = "Ein Rufbus für den Abend";
const text = "Damit niemand nach der Probe im Regen steht.";
const untitled = "Bänke am Saaleufer, im Schatten, mit Lehnen, und zwar so viele, dass man nicht lange suchen muss.";
const comment = "Auch sonntags, bitte.";
let hall;
let page;
before(async () => {
	hall = await openHall();
	await hall.bogen("idea", "add", text, "--title", title);
	await hall.bogen("idea", "add", untitled);
	await hall.bogen("comment", "1", comment);
	page = await joinAs(hall, "Anna Weber", "Saalfeld");
});
after(() => hall.close());

const timesIn = (tree, words) => tree.split(words).length - 1;

async function show(where, hash) {
	await where.evaluate((to) => (location.hash = to), hash);
}

test("a card's words are read once, and its link says where it leads", async () => {
	for (const words of [title, text, untitled]) {
		const tree = await card(page, words).ariaSnapshot();
		assert.equal(timesIn(tree, words), 1, tree);
	}
	const tree = await card(page, title).ariaSnapshot();
	assert.match(tree, new RegExp(`heading "${title}" \\[level=\\d\\]`));
	assert.match(tree, /link "1 Kommentar #1"/);
	assert.match(await card(page, untitled).ariaSnapshot(), /link "Lesen und kommentieren #2"/);
});

test("pressing a card's words opens the idea, marking them does not", async () => {
	await card(page, title).getByText(text).click();
	await page.locator(".idea-full").waitFor();
	await page.goBack();
	await card(page, title).waitFor();
	const box = await card(page, untitled).locator("p.clamp").boundingBox();
	await page.mouse.move(box.x + 2, box.y + 8);
	await page.mouse.down();
	await page.mouse.move(box.x + 120, box.y + 8, { steps: 4 });
	await page.mouse.up();
	assert.notEqual(await page.evaluate(() => String(getSelection())), "");
	assert.equal(await page.locator(".idea-full").count(), 0);
	await page.evaluate(() => getSelection().removeAllRanges());
});

const beginning = "Bänke am Saaleufer, im Schatten, mit Lehnen, und zwar so …";

test("heading and tab name what is seen", async () => {
	const ballot = await openBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	for (const [hash, name] of [
		["#/idea/1", title], ["#/idea/2", beginning], ["#/ballots", "Abstimmungen"], [`#/ballot/${ballot}`, "approval"],
		["#/mine", "Ihre Beiträge"], ["#/people", "Wer ist da"], ["#/me", "Sie"], ["#/", "Plenum"],
	]) {
		await show(page, hash);
		await page.waitForFunction((now) => document.title === now, `${name} – Städtedreieck – Bogen`);
		assert.equal(await page.locator("h1").textContent(), name);
	}
	const visitor = await openPhone(hall);
	await visitor.goto(hall.url);
	await visitor.waitForFunction(() => document.title === "Mitmachen – Bogen");
	await visitor.goto(hall.join_url);
	await visitor.waitForFunction(() => document.title === "Städtedreieck – Bogen");
	await visitor.context().close();
});

/** The language that each place with these words is said to be in. */
function languagesOf(where, words) {
	return where.evaluate((sought) => {
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walk.nextNode())
			if (walk.currentNode.data.includes(sought))
				found.push(walk.currentNode.parentElement.closest("[lang]").lang);
		return [...new Set(found)];
	}, words);
}

test("where the page is in another language than the session, what people say is marked as theirs", async () => {
	const ballot = await openBallot(hall, "yesno", "--live", "--option", "1", "--option", "2");
	const english = await openPhone(hall, { locale: "en-US" });
	await english.goto(hall.join_url);
	await english.getByLabel("Your name").fill("Ben Webb");
	await english.getByRole("radio", { name: "Saalfeld" }).check();
	await english.getByRole("button", { name: "Take part" }).click();
	await english.getByLabel("Your idea").fill("Mehr Licht");
	await english.getByRole("button", { name: "Add idea" }).click();
	await card(english, "Mehr Licht").locator(".votes, .idea-more").first().waitFor();
	for (const [hash, heard] of [
		["#/", [title, text, untitled, "Plenum", "Städtedreieck", "Mehr Licht"]],
		["#/idea/1", [title, text, comment]], ["#/idea/2", [untitled, beginning]],
		["#/ballots", ["yesno"]], [`#/ballot/${ballot}`, ["yesno", title, beginning.slice(0, 30)]], ["#/mine", ["Mehr Licht"]],
	]) {
		await show(english, hash);
		for (const words of heard) {
			await english.locator("body", { hasText: words }).waitFor();
			assert.deepEqual(await languagesOf(english, words), ["de"], `${words} on ${hash}`);
		}
		await examine(english, `the English page's ${hash}`);
	}
	await showBallot(english, ballot);
	assert.match((await languagesOf(english, "Cast vote")).join(), /^en\b[^,]*$/);
	await english.context().close();
});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
