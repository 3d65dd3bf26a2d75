// A choice from a list that gives a command or leads elsewhere: by arrow keys one looks through it, and
// nothing happens until one says so. Chromium changes a closed list with each arrow.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "./examine.mjs";
import { eventually, joinAs, openHall, openPhone } from "./support.mjs";

let hall;
let page;
before(async () => {
	hall = await openHall({ method: "world-cafe" });
	for (let i = 1; i <= 8; i++) await hall.bogen("board", "add", `Team ${i}`, "--sort", "team");
	page = await openPhone(hall, { viewport: { width: 1280, height: 900 } });
	await page.goto(hall.moderator_link);
	await page.locator(".lead-more").click();
});
after(() => hall.close());

const phase = () => page.getByRole("region", { name: "Moderation" }).getByLabel("Phase dieser Gruppe");
const others = () => page.getByRole("combobox", { name: "Weitere" });
const held = () => page.getByText("Mit der Eingabetaste übernehmen");

async function exported() {
	return JSON.parse(await hall.bogen("export", "--format", "json"));
}

async function phaseNow() {
	return (await exported()).board.find(({ title }) => title === "Plenum").phase;
}

// Commands are kept in their order: what a key had sent would have arrived before this one.
async function phaseAfterAll() {
	await page.getByRole("button", { name: "Alle Eingaben anhalten" }).click();
	await eventually(exported, ({ session }) => session[0].locked, "all input is paused");
	await page.getByRole("button", { name: "Alle Eingaben anhalten" }).click();
	await eventually(exported, ({ session }) => !session[0].locked, "input is open again");
	return phaseNow();
}

async function arrows(list, ...keys) {
	await list.focus();
	for (const key of keys) await page.keyboard.press(key);
}

test("arrows look through the phases, Escape drops what they came to, Enter goes there", async () => {
	await arrows(phase(), "ArrowDown", "ArrowDown");
	assert.equal(await phase().inputValue(), "3");
	await held().waitFor();
	await examine(page, "a choice that waits");
	await page.keyboard.press("Escape");
	assert.equal(await phase().inputValue(), "1");
	await held().waitFor({ state: "detached" });
	assert.equal(await phaseAfterAll(), 1);
	await arrows(phase(), "ArrowDown", "ArrowDown", "Enter");
	await eventually(phaseNow, (now) => now === 3, "the second phase on");
});

test("what waits outlasts what others do meanwhile, and counts when one goes on", async () => {
	await arrows(phase(), "ArrowUp");
	await joinAs(hall, "Anna Weber", "Saalfeld");
	await hall.bogen("timer", "5m");
	await page.getByRole("region", { name: "Moderation" }).getByRole("button", { name: "Timer anhalten" }).waitFor();
	assert.equal(await phase().inputValue(), "2");
	await page.keyboard.press("Tab");
	await eventually(phaseNow, (now) => now === 2, "the phase before");
});

test("a list that shows what is chosen nowhere can be gone through past its first entry", async () => {
	const second = await others().locator("option").nth(2).textContent();
	await arrows(others(), "ArrowDown", "ArrowDown");
	assert.equal(new URL(page.url()).hash, "#/board/1");
	await page.keyboard.press("Enter");
	await page.locator('.tabs [aria-current="page"]', { hasText: second }).waitFor();
});

test("what is chosen with the pointer counts at once, also after arrows", async () => {
	await arrows(others(), "ArrowDown");
	await others().dispatchEvent("pointerdown");
	await others().selectOption({ label: "Team 5" });
	await page.locator('.tabs [aria-current="page"]', { hasText: "Team 5" }).waitFor();
});
