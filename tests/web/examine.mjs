// What every screen must pass: axe finds nothing, nothing scrolls sideways.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../client-web/package.json", import.meta.url));
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function findings(page) {
	// The page's policy allows no inline script; evaluate() is not bound by it.
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: values }), tags);
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

// What a fixed bar happens to cover is no target too small: it is scrolled free, and looked at again. What the bar
// covers then was free before.
async function lastingFindings(page) {
	const found = await findings(page);
	const isSize = (finding) => finding.startsWith("target-size");
	if (!found.some(isSize)) return found;
	await page.evaluate(() => {
		const left = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
		window.scrollBy(0, left < 150 ? -150 : 150);
	});
	const again = await findings(page);
	await page.evaluate(() => window.scrollTo(0, 0));
	return again.filter((finding) => !isSize(finding) || found.includes(finding));
}

export async function examine(page, screen) {
	assert.deepEqual(await lastingFindings(page), [], `axe on ${screen}`);
	const over = await page.evaluate(() => {
		const by = document.documentElement.scrollWidth - window.innerWidth;
		const far = [...document.querySelectorAll("body *")].filter(
			(at) => at.getBoundingClientRect().right > window.innerWidth && at.closest(".tabs") === null);
		return by <= 0 ? "" : `${by} pixels: ${far.map((at) => at.outerHTML.slice(0, 80)).join(" | ")}`;
	});
	assert.equal(over, "", `${screen} scrolls sideways`);
}

/** The same with letters twice as big. */
export async function examineBig(page, screen) {
	await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
	await examine(page, `${screen} with big letters`);
	await page.evaluate(() => (document.documentElement.style.fontSize = ""));
}
