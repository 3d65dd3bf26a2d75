// The first view as an old phone in a full hall gets it: 400 kbit/s, 400 ms, a processor six times slower.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSlowLine } from "./slow_line.mjs";
import { card, openHall, openPhone } from "./support.mjs";

const usableWithinMs = 5000;
const requestsMax = 6;

let hall, line;
before(async () => {
	hall = await openHall();
	await hall.bogen("idea", "add", "Ein Rufbus am Abend");
	line = await openSlowLine(new URL(hall.url).host, { roundTripMs: 400, bytesPerSecond: 50_000 });
});
after(async () => {
	line.close();
	await hall.close();
});

/** Has the page note when something is first to be seen, by its own clock: since it was asked for. */
async function note(page, name, selector) {
	await page.addInitScript(([as, what]) => {
		window.seen ??= {};
		const look = () => {
			if (document.querySelector(what) !== null) window.seen[as] = performance.now();
			else requestAnimationFrame(look);
		};
		look();
	}, [name, selector]);
}

const seen = (page) => page.evaluate(() => window.seen);

test("on a slow phone the way in can be used within 5 seconds of scanning the code", async () => {
	const page = await openPhone(hall);
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
	await note(page, "form", "form button[type=submit]:not(:disabled)");
	await note(page, "idea", ".idea");
	await page.goto(hall.join_url.replace(new URL(hall.url).host, line.host));
	await page.getByRole("radio", { name: "Rudolstadt" }).check();
	assert.ok(await page.getByRole("button", { name: "Mitmachen" }).isEnabled());
	await page.getByLabel("Ihr Name").fill("Ines Vogel");
	const { form } = await seen(page);
	const tapped = await page.evaluate(() => performance.now());
	await page.getByRole("button", { name: "Mitmachen" }).click();
	await card(page, "Rufbus").waitFor();
	const { idea } = await seen(page);
	console.log(`usable after ${Math.round(form)} ms; first idea ${Math.round(idea - tapped)} ms after joining`);
	assert.ok(form <= usableWithinMs, `${Math.round(form)} ms`);
	await page.context().close();
});

for (const locale of ["de-DE", "en-GB"])
	test(`the first view takes at most ${requestsMax} requests with a browser that asks for ${locale}`, async () => {
		const page = await openPhone(hall, { locale });
		const asked = new Set();
		page.context().on("request", (request) => asked.add(request.url()));
		page.on("websocket", (socket) => asked.add(socket.url()));
		await page.goto(hall.join_url);
		await page.getByRole("radio", { name: "Rudolstadt" }).check();
		// Some browsers ask for the icon later.
		asked.add(await page.evaluate(() => document.querySelector("link[rel=icon]").href));
		assert.ok(asked.size <= requestsMax, [...asked].join("\n"));
		await page.context().close();
	});

test("nothing of it was a fault", () => assert.deepEqual(hall.faults, []));
