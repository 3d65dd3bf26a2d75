// Moderators sort ideas under topics: by mouse, by finger, by keyboard alone, by plain buttons; and two at once.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { examine, examineBig } from "./examine.mjs";
import { eventually, openHall, openPhone } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall();
	await hall.bogen("--profile", "anna", "join", hall.code, "--name", "Anna Weber", "--town", "Saalfeld");
	page = await openDesk();
});
after(() => hall.close());

// Every test sorts ideas of its own, on an empty board.
beforeEach(async () => {
	const all = await ideasAll();
	for (const { id, merged_into } of all) if (merged_into !== 0) await hall.bogen("unmerge", `${id}`);
	for (const { id } of all) await hall.bogen("idea", "remove", `${id}`);
	for (const { title } of await topics()) await hall.bogen("topic", "remove", title);
});

async function openDesk(options = {}) {
	const desk = await openPhone(hall, { viewport: { width: 1280, height: 900 }, ...options });
	await desk.goto(`${hall.moderator_link}`);
	await desk.locator(".ideas, .idea-list").first().waitFor();
	await desk.evaluate(() => (location.hash = "#/sort/1"));
	await desk.locator(".sort-columns").waitFor();
	return desk;
}

async function topics() {
	return JSON.parse(await hall.bogen("--json", "topic", "list"));
}

async function add(...texts) {
	const made = [];
	for (const text of texts)
		made.push(JSON.parse(await hall.bogen("--json", "--profile", "anna", "idea", "add", text)).id);
	await page.locator(`#sort-${made.at(-1)}`).waitFor();
	return made;
}

async function addTopics(...titles) {
	for (const title of titles) await hall.bogen("topic", "add", title);
	await column(page, titles.at(-1)).waitFor();
}

function column(desk, title) {
	return desk.locator(".sort-column").filter({ has: desk.getByRole("heading", { name: new RegExp(`^${title} \\d`) }) });
}

function cardIn(desk, title, id) {
	return column(desk, title).locator(`#sort-${id}`);
}

/** What the moderator's command line sees of an idea. */
async function idea(id) {
	return (await ideasAll()).find((row) => row.id === id);
}

async function ideasAll() {
	const { idea: rows, topic } = JSON.parse(await hall.bogen("export", "--format", "json"));
	return rows.map((row) => ({ ...row, topic: topic.find(({ id }) => id === row.topic)?.title ?? "" }));
}

function stands(id, topic) {
	return eventually(() => idea(id), (row) => row.topic === topic, `#${id} under ${topic}`);
}

async function middle(locator) {
	await locator.scrollIntoViewIfNeeded();
	const box = await locator.boundingBox();
	return [box.x + box.width / 2, box.y + Math.min(20, box.height / 2)];
}

async function dragTo(desk, id, target) {
	await desk.mouse.move(...(await middle(desk.locator(`#sort-${id}`))));
	await desk.mouse.down();
	const [x, y] = await middle(target);
	await desk.mouse.move(x, y - 8, { steps: 4 });
	await desk.mouse.move(x, y);
}

test("a card is dragged to a topic with the mouse, says where it goes, and can be taken back", async () => {
	await addTopics("Verkehr");
	const [id] = await add("Ein Radweg");
	await dragTo(page, id, column(page, "Verkehr").locator("header"));
	await page.locator(".sort-ghost").getByText("Thema Verkehr, Position 1 von 1.").waitFor();
	await page.mouse.up();
	await cardIn(page, "Verkehr", id).waitFor();
	await stands(id, "Verkehr");
	await page.getByText("1 Idee verschoben nach „Verkehr“.").waitFor();
	await page.locator(".said").getByRole("button", { name: "Rückgängig" }).click();
	await cardIn(page, "Ohne Thema", id).waitFor();
	await stands(id, "");
});

test("held over another card it is merged, and parted again from that card's list", async () => {
	const [one, two] = await add("Nachtbus", "Bus in der Nacht");
	await dragTo(page, two, page.locator(`#sort-${one}`));
	await page.locator(".sort-ghost").getByText(`Zusammenführen mit #${one}`).waitFor();
	await page.mouse.up();
	await eventually(() => idea(two), (row) => row.merged_into === one, "merged");
	await page.locator(`#sort-${two}`).waitFor({ state: "detached" });
	await page.getByRole("button", { name: `#${one} verschieben …` }).click();
	await page.getByRole("dialog").getByRole("button", { name: `Wieder trennen #${two}` }).click();
	await page.locator(`#sort-${two}`).waitFor();
	await eventually(() => idea(two), (row) => row.merged_into === 0, "parted");
});

test("what has others merged into it takes them along into a third, and one step takes all of it back", async () => {
	const [one, two, three] = await add("Markt", "Wochenmarkt", "Bauernmarkt");
	await hall.bogen("merge", `${two}`, "--into", `${one}`);
	await page.locator(`[data-card="${one}"]`).getByText("+1 darin").waitFor();
	await dragTo(page, one, page.locator(`#sort-${three}`));
	await page.locator(".sort-ghost").getByText(`Zusammenführen mit #${three}`).waitFor();
	await page.mouse.up();
	const into = async () => [(await idea(one)).merged_into, (await idea(two)).merged_into];
	await eventually(into, (now) => now.every((id) => id === three), "both are part of the third");
	await page.locator(".sort-bar").getByRole("button", { name: "Rückgängig" }).click();
	await eventually(into, ([a, b]) => a === 0 && b === one, "as it was before");
});

test("with the keyboard alone five ideas are put under two topics, one of them made on the way", async () => {
	await addTopics("Verkehr");
	const all = await add("Radweg", "Nachtbus", "Bänke", "Mitfahrbank", "Spielplatz");
	const press = async (...keys) => {
		for (const key of keys) await page.keyboard.press(key);
	};
	const told = (text) => page.getByRole("status").getByText(text).first().waitFor();
	await page.locator(`#sort-${all[0]}`).focus();
	await press("Space");
	await told(`Idee ${all[0]} aufgenommen. Thema Ohne Thema, Position 1 von 5.`);
	await press("ArrowRight");
	await told("Thema Verkehr, Position 1 von 1.");
	await press("Enter");
	await cardIn(page, "Verkehr", all[0]).waitFor();
	await page.locator(`#sort-${all[0]}:focus`).waitFor(); // the focus stays with the card
	await press("ArrowLeft", "ArrowDown", "ArrowUp");
	await page.locator(`#sort-${all[1]}:focus`).waitFor();
	// Two selected go together.
	await press("x", "ArrowDown", "ArrowDown", "x", "Space");
	await told("2 Ideen aufgenommen.");
	await press("ArrowRight", "Enter");
	await cardIn(page, "Verkehr", all[1]).waitFor();
	await cardIn(page, "Verkehr", all[3]).waitFor();
	await page.locator(`#sort-${all[3]}:focus`).waitFor();
	await press("ArrowLeft");
	await page.locator(":focus").waitFor();
	// A topic is made for what is dropped at the end.
	await press("Home", "x", "End", "x", "Enter", "End");
	await told("Neues Thema");
	await press("Enter");
	await page.locator(".sort-new input:focus").waitFor();
	await page.keyboard.type("Treffpunkte");
	await press("Enter");
	await cardIn(page, "Treffpunkte", all[2]).waitFor();
	await cardIn(page, "Treffpunkte", all[4]).waitFor();
	await page.locator(".sort-words:focus").waitFor();
	for (const [i, topic] of ["Verkehr", "Verkehr", "Treffpunkte", "Verkehr", "Treffpunkte"].entries()) await stands(all[i], topic);
	// Ctrl+Z takes the steps back, one after the other.
	await press("Control+z");
	await stands(all[4], "");
	await eventually(topics, (rows) => rows.length === 1, "the topic is gone");
	await press("Control+z");
	await stands(all[3], "");
});

test("Escape leaves everything as it was, for keys and for the mouse", async () => {
	await addTopics("Verkehr");
	const [id] = await add("Radweg");
	await page.locator(`#sort-${id}`).focus();
	for (const key of ["Space", "ArrowRight", "Escape"]) await page.keyboard.press(key);
	await page.getByRole("status").getByText("Abgebrochen. Alles bleibt, wie es war.").waitFor();
	await dragTo(page, id, column(page, "Verkehr").locator("header"));
	await page.locator(".sort-column.target").waitFor();
	await page.keyboard.press("Escape");
	await page.locator(".sort-ghost").waitFor({ state: "hidden" });
	await page.mouse.up();
	await cardIn(page, "Ohne Thema", id).waitFor();
	assert.equal((await idea(id)).topic, "");
	assert.equal(await page.locator(".sort-card.selected").count(), 0);
});

test("without dragging: several are selected and moved from the list of topics", async () => {
	await addTopics("Verkehr", "Energie");
	const [one, two] = await add("Solar", "Windrad");
	for (const id of [one, two]) await page.getByRole("button", { name: `#${id} auswählen` }).click();
	await page.getByRole("button", { name: "Verschieben, weitergeben …" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Energie" }).click();
	await stands(one, "Energie");
	await stands(two, "Energie");
	await page.getByText("2 Ideen verschoben nach „Energie“.").waitFor();
	assert.equal(await page.locator(".sort-card.selected").count(), 0);
});

test("a topic is made, renamed and removed, each with a way back", async () => {
	const write = async (title) => {
		await page.locator(".sort-title-form input:focus").waitFor();
		await page.keyboard.type(title);
		await page.keyboard.press("Enter");
	};
	await page.locator(".sort-new").getByRole("button").click();
	await write("Verkehr");
	await page.getByRole("button", { name: "„Verkehr“ umbenennen" }).click();
	await write("Unterwegs");
	await column(page, "Unterwegs").waitFor();
	await page.getByRole("button", { name: "„Unterwegs“ entfernen" }).click();
	await column(page, "Unterwegs").waitFor({ state: "detached" });
	for (const title of ["Unterwegs", "Verkehr"]) {
		await page.locator(".sort-bar").getByRole("button", { name: "Rückgängig" }).click();
		if (title === "Unterwegs") await column(page, title).waitFor();
	}
});

test("two moderators at once: what one carries stays in their hand, and neither loses the focus", async () => {
	await addTopics("Verkehr", "Energie");
	const [one, two] = await add("Radweg", "Solar");
	const other = await openDesk();
	// One has a card in the air while the other moves it, and the one beside it.
	await dragTo(page, one, column(page, "Verkehr").locator("header"));
	await page.locator(".sort-column.target").waitFor();
	await hall.bogen("move", `${one}`, `${two}`, "--topic", "Energie");
	await cardIn(other, "Energie", one).waitFor();
	assert.ok(await cardIn(page, "Ohne Thema", two).isVisible(), "nothing moves while a card is carried");
	await page.mouse.up();
	await cardIn(page, "Verkehr", one).waitFor();
	await cardIn(page, "Energie", two).waitFor();
	await stands(one, "Verkehr");
	// The keyboard stays with its card wherever others put it.
	await cardIn(other, "Energie", two).focus();
	await cardIn(page, "Energie", two).focus();
	await dragTo(other, two, column(other, "Verkehr").locator("header"));
	await other.locator(".sort-ghost").getByText("Thema Verkehr, Position 2 von 2.").waitFor();
	await other.mouse.up();
	await cardIn(page, "Verkehr", two).waitFor();
	await page.locator(`#sort-${two}:focus`).waitFor();
	// A step goes back to where the other had put it; what the other has changed since stays.
	await page.locator(".sort-bar").getByRole("button", { name: "Rückgängig" }).click();
	await stands(one, "Energie");
	await hall.bogen("move", `${two}`, "--topic", "Energie");
	await cardIn(other, "Energie", two).waitFor();
	await other.locator(".sort-bar").getByRole("button", { name: "Rückgängig" }).click();
	await other.getByText("Das hat inzwischen jemand anderes geändert. Es bleibt so.").waitFor();
	assert.equal((await idea(two)).topic, "Energie");
	await other.context().close();
});

test("a finger that rests takes hold, one that moves at once scrolls", async () => {
	await addTopics("Verkehr");
	const [id] = await add("Radweg");
	const tablet = await openDesk({ viewport: { width: 820, height: 1180 }, hasTouch: true });
	const cdp = await tablet.context().newCDPSession(tablet);
	const touch = (type, point) =>
		cdp.send("Input.dispatchTouchEvent", {
			type, touchPoints: point === undefined ? [] : [{ x: point[0], y: point[1] }],
		});
	const from = await middle(tablet.locator(`#sort-${id}`));
	const to = await middle(column(tablet, "Verkehr").locator("header"));
	await touch("touchStart", from);
	await touch("touchMove", [from[0], from[1] + 60]);
	await touch("touchEnd");
	assert.equal(await tablet.locator(".sort-columns.carrying").count(), 0);
	await touch("touchStart", from);
	await tablet.locator(".sort-columns.carrying").waitFor();
	await touch("touchMove", [from[0] + 40, from[1]]);
	await touch("touchMove", to);
	await tablet.locator(".sort-ghost").getByText("Thema Verkehr").waitFor();
	await touch("touchEnd");
	await cardIn(tablet, "Verkehr", id).waitFor();
	await stands(id, "Verkehr");
	await tablet.context().close();
});

test("on a phone one topic is shown at a time, and the list moves a card", async () => {
	await addTopics("Verkehr");
	const [one, two] = await add("Radweg", "Solar");
	const phone = await openDesk({ viewport: { width: 360, height: 740 } });
	assert.equal(await phone.locator(".sort-column:visible").count(), 2); // the one, and a new one
	await phone.getByRole("button", { name: `#${one} verschieben …` }).click();
	await phone.getByRole("dialog").getByRole("button", { name: "Verkehr" }).click();
	await cardIn(phone, "Verkehr", one).waitFor();
	await stands(one, "Verkehr");
	await phone.getByRole("button", { name: "Voriges Thema" }).click();
	await cardIn(phone, "Ohne Thema", two).waitFor();
	await phone.context().close();
});

test("a leader merges and sends up, and has no topics to make", async () => {
	const [one, two] = await add("Nachtbus", "Bus nachts");
	await hall.bogen("board", "lead", "Plenum", "Anna");
	const link = (await hall.bogen("--profile", "anna", "whoami", "--link")).trim();
	const leader = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await leader.goto(link);
	await leader.locator(".ideas, .idea-list").first().waitFor();
	await leader.evaluate(() => (location.hash = "#/sort/1"));
	await leader.locator(`#sort-${two}`).waitFor();
	assert.equal(await leader.locator(".sort-new").count(), 0);
	await leader.locator(`#sort-${two}`).focus();
	for (const key of ["Space", "ArrowDown", "Enter"]) await leader.keyboard.press(key);
	await eventually(() => idea(two), (row) => row.merged_into === one, "merged by the leader");
	await leader.locator(`#sort-${one}:focus`).waitFor();
	await leader.context().close();
	await hall.bogen("board", "lead", "Plenum", "--none").catch(() => {});
});

test("axe finds nothing while ideas are sorted, light and dark, wide and narrow", async () => {
	await addTopics("Verkehr", "Leer");
	const [one, two, three] = await add("Radweg", "Fahrradweg", "Solar");
	await hall.bogen("merge", `${two}`, "--into", `${one}`);
	await hall.bogen("move", `${three}`, "--topic", "Verkehr");
	for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 360], ["dark", 320]]) {
		await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
		await page.setViewportSize({ width, height: 800 });
		await page.locator(`[data-card="${one}"] .sort-words`).focus();
		await page.keyboard.press("x");
		await page.keyboard.press("Space");
		await examine(page, `sorting with a card taken up, ${colorScheme}, ${width}`);
		await page.keyboard.press("Escape");
		await page.getByRole("button", { name: `#${one} verschieben …` }).click();
		await page.getByText("Mehr zu dieser Idee").click();
		await examine(page, `the list of a card, ${colorScheme}, ${width}`);
		await page.keyboard.press("Escape");
		await page.locator(`[data-card="${one}"] .sort-words`).focus();
		await page.keyboard.press("x");
	}
	await examineBig(page, "sorting");
	await page.setViewportSize({ width: 1280, height: 900 });
});

test("what is refused falls back, and the page says why", async () => {
	const [one, two] = await add("Radweg", "Fahrradweg");
	await hall.bogen("ballot", "add", "--title", "Wege", "--method", "approval");
	const { id: ballot } = JSON.parse(await hall.bogen("--json", "ballot", "list")).at(-1);
	await hall.bogen("ballot", "open", `${ballot}`);
	await dragTo(page, one, page.locator(`#sort-${two}`));
	await page.locator(".sort-ghost").getByText(`Zusammenführen mit #${two}`).waitFor();
	await page.mouse.up();
	await page.getByText("Das hat nicht geklappt: Darüber wird in „Wege“ abgestimmt.").waitFor();
	await cardIn(page, "Ohne Thema", one).waitFor();
	assert.equal((await idea(one)).merged_into, 0);
	assert.deepEqual(hall.faults, []);
});
