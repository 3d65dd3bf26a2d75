// Every picture on the wall, light and dark, from an old projector to a large screen: axe finds nothing,
// everything fits, and all of it can be read from the last row.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { openHall, openPhone, prepareBallot } from "./support.mjs";

const sizes = [[1024, 768], [1920, 1080], [3840, 2160]];
const towns = ["Saalfeld", "Rudolstadt", "Bad Blankenburg"];
const ideas = [
	["Ein Takt für drei Städte", "Bus und Bahn zwischen Saalfeld, Rudolstadt und Bad Blankenburg im Halbstundentakt, auch abends und am Wochenende."],
	["", "Ein Freibad für alle"],
	["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung", "Verkehrsinfrastrukturfinanzierungsgesellschaftsgesetzentwurf"],
	["", "Die leeren Läden in der Fußgängerzone für ein halbes Jahr mietfrei geben. ".repeat(20)],
	["", "Mehr Bänke im Schatten, vor allem auf dem Weg vom Bahnhof zum Markt."],
];
let hall;
let pages;
before(async () => {
	hall = await openHall({ title: "Zukunft im Saalebogen" });
	pages = await Promise.all(sizes.map(async ([width, height]) => {
		const page = await openPhone(hall, { viewport: { width, height }, reducedMotion: "reduce" });
		await page.goto(`${hall.url}/hall/${hall.code}`);
		await page.locator(".hall-stage").waitFor();
		return page;
	}));
});
after(() => hall.close());

/** What is wrong with the picture, in words. */
function faultsOf(page) {
	return page.evaluate(() => {
		const faults = [];
		const unit = Math.min(innerWidth / 100, innerHeight / 56.25);
		const isShown = (at) => at.checkVisibility({ visibilityProperty: true }) && at.closest(".hidden") === null;
		const all = [...document.querySelectorAll(".hall *")].filter(isShown);
		const name = (at) => `<${at.localName} class="${at.className}"> ${at.textContent.slice(0, 30)}`;
		const root = document.querySelector(".hall");
		if (root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth) faults.push("scrolls");
		// Other pages stand beside the one that is shown: they count with that one.
		const isHere = (at) => {
			const window = at.closest(".paged")?.getBoundingClientRect();
			const box = at.getBoundingClientRect();
			return window === undefined || (box.left < window.right - 1 && box.right > window.left + 1);
		};
		const here = all.filter(isHere);
		const texts = here.filter((at) => [...at.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
		for (const at of texts) {
			const style = getComputedStyle(at);
			if (parseFloat(style.fontSize) < 1.45 * unit) faults.push(`small: ${style.fontSize} ${name(at)}`);
			// Line by line, for a long text goes on on another page.
			const frame = (at.closest(".paged") ?? root).getBoundingClientRect();
			const lines = [...at.getClientRects()].filter(({ left, right }) => left < frame.right - 1 && right > frame.left + 1);
			if (lines.some(({ left, top, right, bottom }) =>
				left < frame.left - 1 || top < frame.top - 1 || right > frame.right + 1 || bottom > frame.bottom + 1))
				faults.push(`outside: ${name(at)}`);
			const part = (at.closest("section, aside, main") ?? root).getBoundingClientRect();
			if (at.closest(".paged") === null && lines.some(({ right }) => right > part.right + 1))
				faults.push(`beyond its part: ${name(at)}`);
			// What does not fit ends in "…", which only a clamp draws.
			const isCut = at.scrollHeight > at.clientHeight + 2 && style.overflowY === "hidden";
			if (isCut && style.webkitLineClamp === "none") faults.push(`cut: ${name(at)}`);
			if (at.scrollWidth > at.clientWidth + 1 && style.display !== "inline" && at.clientWidth > 0)
				faults.push(`too wide: ${name(at)}`);
		}
		// What stands side by side does not overlap.
		for (const parent of document.querySelectorAll(".hall-frame, .hall-stage, .hall-side, .hall-head, .hall-join, .hall-option, .hall-bar, .hall-facts, .hall-question, .hall-verdict, .hall-answers, .hall-answers div, .hall-silent")) {
			const children = [...parent.children].filter((at) => isShown(at) && getComputedStyle(at).position !== "fixed");
			for (const [i, a] of children.entries())
				for (const b of children.slice(i + 1)) {
					const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
					if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 &&
						Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1) faults.push(`overlap: ${name(a)} / ${name(b)}`);
				}
		}
		for (const at of here.filter((at) => at.matches(".newest h3, .newest:not(.titled) .words, .hall-option .hall-name, .hall-title, .hall-focused *")))
			if (parseFloat(getComputedStyle(at).fontSize) < 2.5 * unit) faults.push(`not large: ${name(at)}`);
		for (const at of here.filter((at) => at.matches(".hall-verdict strong, .hall-question > .hall-bar .hall-number, .hall-answers dd, .hall-silent .hall-number")))
			if (parseFloat(getComputedStyle(at).fontSize) < 4.5 * unit) faults.push(`not very large: ${name(at)}`);
		const headings = [...document.querySelectorAll("h1")].filter((at) => at.checkVisibility({ visibilityProperty: true }));
		if (headings.length !== 1) faults.push(`${headings.length} main headings`);
		return faults;
	});
}

async function look(what, selector) {
	for (const page of pages) {
		await page.locator(selector).first().waitFor();
		const { width, height } = page.viewportSize();
		for (const colorScheme of width === 1920 ? ["light", "dark"] : []) {
			await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
			await examine(page, `${what}, ${colorScheme}, ${width}`);
		}
		assert.deepEqual(await faultsOf(page), [], `${what}, ${width} × ${height}`);
	}
}

async function turnThrough(what) {
	for (const page of pages) {
		if ((await page.locator(".hall-pages").count()) === 0) continue;
		await page.keyboard.press(" ");
		try {
			await lookAtNext(page, what);
		} finally {
			await page.keyboard.press(" ");
		}
	}
}

async function lookAtNext(page, what) {
	await page.getByRole("button", { name: "Weiterblättern" }).waitFor();
	const said = page.locator(".hall-pages span[aria-hidden]");
	const [at, of] = (await said.textContent()).split(" / ").map(Number);
	for (let n = at + 1; n <= Math.min(of, at + 3); n++) {
		await page.keyboard.press("PageDown");
		await said.getByText(new RegExp(`^${n} /`)).waitFor();
		assert.deepEqual(await faultsOf(page), [], `${what}, page ${n}, ${page.viewportSize().width}`);
	}
}

function person(i) {
	return ["--profile", `p${i}`];
}

test("the way in", () => look("the way in", ".welcome"));

test("ideas without topics, and the last minute", async () => {
	for (let i = 0; i < 15; i++)
		await hall.bogen(...person(i), "join", hall.code, "--name", `Person ${i}`, "--town", towns[i % 3]);
	for (let i = 0; i < 10; i++) {
		const [title, text] = ideas[i % ideas.length];
		await hall.bogen(...person(i), "idea", "add", text, ...(title === "" ? [] : ["--title", title]));
	}
	await hall.bogen("timer", "1m");
	await look("ideas", ".newest:has-text(\"Mehr Bänke\"):has-text(\"Saalfeld\")"); // the last one
	await turnThrough("ideas");
});

test("ideas by topic, and an hour left", async () => {
	for (const topic of ["Unterwegs", "Zusammenleben", "Ortsmitte und Handel", "Energie und Natur"]) {
		await hall.bogen("topic", "add", topic);
		for (const [title, text] of ideas)
			await hall.bogen("idea", "add", text, "--topic", topic, ...(title === "" ? [] : ["--title", title]));
	}
	await hall.bogen("timer", "1h");
	await look("topics", ".hall-stage:has(.hall-topics) .newest:has-text(\"Energie und Natur\"):has-text(\"Mehr Bänke\")");
	await turnThrough("topics");
});

test("an idea in focus that is longer than the screen goes on on the next page", async () => {
	await hall.bogen("focus", "idea", "4");
	await look("focus", ".hall-focused");
	await hall.bogen("focus", "idea", "3");
	await look("focus on a long word", ".hall-focused.larger, .hall-focused.largest");
	await hall.bogen("focus", "off");
});

test("opinions", async () => {
	await Promise.all(Array.from({ length: 15 }, async (_, i) => {
		for (let idea = 1; idea <= 5; idea++)
			await hall.bogen(...person(i), "vote", String(idea), (i + idea) % 4 === 0 ? "disagree" : "agree");
	}));
	await hall.bogen("phase", "next");
	await look("opinions", ".hall-towns");
	await turnThrough("opinions");
});

test("a ballot: open, secret, closed with a tie", async () => {
	const options = [1, 2, 3, 4, 5].flatMap((id) => ["--option", String(id)]);
	const open = await prepareBallot(hall, "dots", "--live", "--points", "3", "--places", "2", ...options);
	await hall.bogen("ballot", "open", open);
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", open, `${1 + (i % 4)}=3`);
	await look("an open ballot", ".hall-standing .hall-towns");
	await hall.bogen("ballot", "close", open);
	await look("a closed ballot", ".hall-chip.tied");
	await turnThrough("a closed ballot");
	const secret = await prepareBallot(hall, "resistance", "--secrecy", "confidential", ...options);
	await hall.bogen("ballot", "open", secret);
	await look("a secret ballot", ".hall-turnout");
	await hall.bogen("ballot", "close", secret);
});

test("one question: its answers are large while it runs, and what came of it", async () => {
	const id = JSON.parse(await hall.bogen(
		"--json", "ballot", "add", "--method", "yesno", "--live", "--title",
		"Soll das Freibad in Rudolstadt von den drei Städten gemeinsam saniert und betrieben werden?")).id;
	await hall.bogen("ballot", "open", String(id));
	await Promise.all(Array.from({ length: 14 }, (_, i) =>
		hall.bogen(...person(i), "cast", String(id), i === 0 ? "abstain" : i % 3 === 1 ? "no" : "yes")));
	await look("an open question", ".hall-question:has-text(\"62 % Ja\")");
	await hall.bogen("ballot", "close", String(id));
	await look("a closed question", ".hall-verdict:has-text(\"angenommen\")");
	const [page] = pages;
	assert.deepEqual(await page.locator(".hall-answers dd").allTextContents(), ["8", "5", "1"]);
	assert.equal(await page.locator(".rank").count(), 0); // there is no order of one
});

test("24 towns: how they vote, and who of them has voted", async () => {
	for (let i = 4; i <= 24; i++) await hall.bogen("town", "add", `Neustadt an der Orla ${i}`);
	const id = await prepareBallot(hall, "approval", "--live", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", id);
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", id, "1");
	await look("24 towns", ".hall-people li:nth-child(24)");
	await look("an open ballot of 24 towns", ".hall-standing .hall-towns.many");
	await hall.bogen("ballot", "close", id);
	const question = JSON.parse(await hall.bogen(
		"--json", "ballot", "add", "--method", "yesno", "--live", "--title", "Gehen wir das gemeinsam an?")).id;
	await hall.bogen("ballot", "open", String(question));
	for (let i = 0; i < 15; i++) await hall.bogen(...person(i), "cast", String(question), "yes");
	await look("a question to 24 towns", ".hall-question .hall-towns.many");
	await hall.bogen("ballot", "close", String(question));
	const hidden = await prepareBallot(hall, "approval", "--hidden", "--option", "1", "--option", "2");
	await hall.bogen("ballot", "open", hidden);
	await look("a hidden ballot of 24 towns", ".hall-turnout li:nth-child(24)");
	await hall.bogen("ballot", "close", hidden);
});

test("without a connection, and with a wrong code", async () => {
	await hall.kill();
	await look("no connection", ".hall-connection p");
	await hall.start();
	const [page] = pages;
	await page.goto(`${hall.url}/hall/abc`);
	await page.getByRole("heading", { name: "Zu diesem Code gibt es keine Sitzung" }).waitFor();
	await examine(page, "wrong code");
	assert.deepEqual(hall.faults, []);
});

test("more than fits turns by itself, waits for the space bar or the button, and then goes on", async () => {
	const [, page] = pages;
	await hall.bogen("phase", "prev");
	const at = (n) => page.getByText(new RegExp(`^${n} / \\d+$`));
	await at(1).waitFor();
	await at(2).waitFor();
	await page.keyboard.press(" ");
	const button = page.getByRole("button", { name: "Weiterblättern" });
	await button.waitFor();
	await button.press(" ");
	await page.getByRole("button", { name: "Anhalten" }).waitFor();
	await at(3).waitFor();
});

test("however fast a presenter presses, each press turns a page", async () => {
	const [, page] = pages;
	await page.keyboard.press(" ");
	await page.getByRole("button", { name: "Weiterblättern" }).waitFor();
	const said = page.locator(".hall-pages span[aria-hidden]");
	const [at, of] = (await said.textContent()).split(" / ").map(Number);
	assert.ok(of > 3, `${of} pages`);
	await page.evaluate(() => {
		for (let n = 0; n < 3; n++)
			document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
	});
	await said.getByText(new RegExp(`^${(at + 2) % of + 1} /`)).waitFor();
});

test("what is written in silence is a number that grows", async () => {
	const { code } = JSON.parse(await hall.bogen(
		"--json", "new", "--title", "Karten", "--language", "de", "--method", "dots", "--town", "Saalfeld"));
	for (const page of pages) {
		await page.goto(`${hall.url}/hall/${code}`);
		await page.locator(".welcome").waitFor();
	}
	const write = (name, ...args) => hall.bogen("--profile", name, ...args);
	await write("Eva", "join", code, "--name", "Eva", "--town", "Saalfeld");
	await write("Eva", "idea", "add", "Ein Radweg an der Saale");
	await look("in silence", ".hall-silent:has-text(\"1 Idee ist geschrieben\")");
	await write("Eva", "idea", "add", "Noch einer");
	for (const page of pages) {
		await page.locator(".hall-silent", { hasText: "2 Ideen sind geschrieben" }).waitFor();
		assert.equal(await page.getByText(/Radweg|Noch einer/).count(), 0);
	}
});
