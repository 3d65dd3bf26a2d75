// The walls of a session, from an old projector to a large screen, and what is looked for in each picture: axe finds
// nothing, everything fits, and all of it can be read from the last row.
import assert from "node:assert/strict";
import { examine } from "./examine.mjs";
import { openPhone } from "./support.mjs";

const sizes = [[1024, 768], [1920, 1080], [3840, 2160]];
const towns = ["Saalfeld", "Rudolstadt", "Bad Blankenburg"];

/** Titles and texts of all lengths. */
export const ideas = [
	["Ein Takt für drei Städte", "Bus und Bahn zwischen Saalfeld, Rudolstadt und Bad Blankenburg im Halbstundentakt, auch abends und am Wochenende."],
	["", "Ein Freibad für alle"],
	["Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung", "Verkehrsinfrastrukturfinanzierungsgesellschaftsgesetzentwurf"],
	["", "Die leeren Läden in der Fußgängerzone für ein halbes Jahr mietfrei geben. ".repeat(20)],
	["", "Mehr Bänke im Schatten, vor allem auf dem Weg vom Bahnhof zum Markt."],
];

/** A page for each size. */
export function openWalls(hall) {
	return Promise.all(sizes.map(async ([width, height]) => {
		const page = await openPhone(hall, { viewport: { width, height }, reducedMotion: "reduce" });
		await page.goto(`${hall.url}/hall/${hall.code}`);
		await page.locator(".hall-stage").waitFor();
		return page;
	}));
}

/** The command line's profile of one of those who have come. */
export function person(i) {
	return ["--profile", `p${i}`];
}

export async function fifteenCome(hall) {
	for (let i = 0; i < 15; i++)
		await hall.bogen(...person(i), "join", hall.code, "--name", `Person ${i}`, "--town", towns[i % 3]);
}

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

/** Looks at each of the pages as soon as it shows what is sought. */
export async function look(pages, what, selector) {
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

/** At what comes next too, where it goes on. */
export async function turnThrough(pages, what) {
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
