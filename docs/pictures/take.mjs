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

async function picture(name, width, height, url, prepare) {
	const context = await browser.newContext({
		viewport: { width, height },
		locale: "de-DE",
		deviceScaleFactor: 2,
	});
	const page = await context.newPage();
	await page.goto(url);
	await prepare(page);
	await page.screenshot({ path: here(name) });
	await context.close();
}

await picture("phone.png", 360, 740, joinUrl, async (page) => {
	await page.getByLabel("Ihr Name").fill("Petra Klein");
	await page.getByText("Rudolstadt").click();
	await page.getByRole("button", { name: "Mitmachen" }).click();
	const idea = page.getByRole("article").first();
	await idea.getByRole("button", { name: /Dafür/ }).click();
	await idea.scrollIntoViewIfNeeded();
	await page.getByRole("article").nth(1).waitFor();
});
await picture("desk.png", 1280, 860, moderatorLink, async (page) => {
	await page.getByRole("article").first().waitFor();
});
await browser.close();
