// Whatever people write is text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { card, joinAs, openHall, showScreen, writeIdea } from "./support.mjs";

const attempts = [
	"<script>window.hit = 1</script>",
	"<img src=x onerror=window.hit=1>",
	"<svg onload=window.hit=1>",
	"<svg><script>window.hit=1</script></svg>",
	"<iframe src=javascript:parent.hit=1></iframe>",
	"<a href=javascript:window.hit=1>hier</a>",
	"javascript:window.hit=1",
	"\"><script>window.hit=1</script>",
	"' onmouseover='window.hit=1",
	"</textarea><script>window.hit=1</script>",
	"</title><script>window.hit=1</script>",
	"<style>*{display:none}</style>",
	"<base href=//example.invalid>",
	"<form action=//example.invalid><input name=q>",
	"<math><mtext></p><img src=x onerror=window.hit=1>",
	"<details open ontoggle=window.hit=1>",
	"<!--<img src=--><img src=x onerror=window.hit=1>//-->",
	"&lt;b&gt;fett&lt;/b&gt; &amp; &#60;i&#62;",
	"${window.hit=1} {{window.hit=1}} <%= window.hit=1 %>",
	"__proto__ constructor toString hasOwnProperty",
	"{n}|{name} {town}",
];

let hall;
before(async () => (hall = await openHall({ title: "<b>Titel</b> & mehr" })));
after(() => hall.close());

test("names, titles, ideas and comments with markup show as they were written", async () => {
	const name = "<img src=x onerror=window.hit=1>";
	const writer = await joinAs(hall, name, "Saalfeld");
	const reader = await joinAs(hall, "Bernd Kühn", "Rudolstadt");
	await reader.locator(".session-title", { hasText: "<b>Titel</b> & mehr" }).waitFor();
	for (const [i, text] of attempts.entries()) {
		await writeIdea(writer, `${i}: ${text}`);
		const shown = card(reader, `${i}: ${text}`).locator(".clamp");
		await shown.waitFor();
		assert.equal(await shown.textContent(), `${i}: ${text}`);
		assert.equal(await shown.locator("*").count(), 0, text);
	}
	assert.equal(await card(reader, "0: ").first().locator(".by-name").textContent(), name);
	await card(reader, "1: <img").getByRole("link", { name: /Lesen/ }).click();
	await reader.getByLabel("Ihr Kommentar").fill(attempts[1]);
	await reader.getByRole("button", { name: "Kommentar hinzufügen" }).click();
	const comment = reader.locator(".comment .words");
	await comment.waitFor();
	assert.equal(await comment.textContent(), attempts[1]);
	await showScreen(writer, "Meine");
	await writer.locator(".clamp", { hasText: "<script>" }).first().waitFor();
	for (const page of [writer, reader]) {
		assert.equal(await page.evaluate(() => window.hit), undefined);
		assert.equal(await page.locator("main script, main img, main iframe, main style, main base").count(), 0);
	}
	assert.deepEqual([...hall.hosts], [new URL(hall.url).host]);
	assert.deepEqual(hall.faults, []);
});
