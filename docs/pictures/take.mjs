// Takes the README's pictures from the demo session of ./run:
//     node docs/pictures/take.mjs JOIN_URL MODERATOR_LINK
import { fileURLToPath } from "node:url";
import { chromium } from "../../client-web/node_modules/playwright-core/index.mjs";

const [joinUrl, moderatorLink] = process.argv.slice(2);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

async function open(width, height, url, more = {}) {
	const context = await browser.newContext({
		viewport: { width, height },
		locale: "de-DE",
		deviceScaleFactor: 2,
		reducedMotion: "reduce",
		...more,
	});
	const page = await context.newPage();
	await page.goto(url);
	return page;
}

async function join(page, name, town) {
	await page.getByLabel("Ihr Name").fill(name);
	await page.getByText(town).click();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await page.getByRole("article").first().waitFor();
}

async function take(page, name) {
	await page.screenshot({ path: here(name) });
	await page.context().close();
}

const scrollTo = (locator, above) =>
	locator.evaluate((at, px) => window.scrollTo(0, at.getBoundingClientRect().top + window.scrollY - px), above);

const phone = await open(360, 740, joinUrl);
await join(phone, "Petra Klein", "Rudolstadt");
await phone.getByRole("article").first().getByRole("button", { name: /Dafür/ }).click();
await scrollTo(phone.locator("#ideas-title"), 16);
await phone.getByRole("article").nth(1).waitFor();
await take(phone, "phone.png");

const desk = await open(1280, 860, moderatorLink);
await desk.getByRole("article").first().waitFor();
await desk.locator(".lead-tools").waitFor();
await desk.screenshot({ path: here("desk.png") });

// The demo's dots: voted on by phone, seen on the wall, then closed at the desk.
const wall = await open(1280, 720, joinUrl.replace("/j/", "/hall/"), { deviceScaleFactor: 1.5 });
const voter = await open(360, 740, joinUrl);
await join(voter, "Anna Weber", "Saalfeld");
await voter.getByRole("link", { name: /^Jetzt abstimmen/ }).click();
const more = voter.getByRole("button", { name: /^Ein Punkt mehr/ });
for (const option of [0, 0, 2]) await more.nth(option).click();
await scrollTo(voter.locator(".options"), 150);
await voter.screenshot({ path: here("vote.png") });
await voter.getByRole("button", { name: "Stimme abgeben" }).click();
await voter.locator(".cast-saved").waitFor();
await wall.getByText("Womit").first().waitFor();
await take(wall, "hall.png");
await desk.getByRole("link", { name: /Abstimmungen laufen/ }).click();
await desk.locator("main").getByRole("link", { name: /Womit/ }).first().click();
await desk.getByRole("button", { name: "Abstimmung schließen" }).click();
await voter.locator(".results").waitFor();
await voter.locator(".said.on").waitFor({ state: "detached" });
await scrollTo(voter.locator(".results"), 16);
await take(voter, "result.png");
await browser.close();
