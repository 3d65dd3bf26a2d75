// What is sent to a phone: how much, in how many pieces, and nothing inline.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const pages = process.env.WEB_PAGES;
const assets = readdirSync(join(pages, "assets"));

function packedBytes(extension) {
	return assets
		.filter((name) => name.endsWith(`.${extension}.gz`))
		.reduce((sum, name) => sum + statSync(join(pages, "assets", name)).size, 0);
}

test("the scripts are at most 45 kB, the styles at most 10 kB, gzipped", () => {
	assert.ok(packedBytes("js") > 0 && packedBytes("js") <= 45 * 1024, `${packedBytes("js")} bytes`);
	assert.ok(packedBytes("css") > 0 && packedBytes("css") <= 10 * 1024, `${packedBytes("css")} bytes`);
});

test("the first view takes at most 6 requests", () => {
	const page = readFileSync(join(pages, "index.html"), "utf8");
	const linked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
	assert.ok(linked.length + 2 <= 6, linked.join(" ")); // with the page itself and the WebSocket
	for (const path of linked) assert.ok(statSync(join(pages, path)).size > 0, path);
});

test("the page holds no inline script or style, and names no other host", () => {
	const page = readFileSync(join(pages, "index.html"), "utf8");
	assert.doesNotMatch(page, /<style|<script(?![^>]*\bsrc=)|\bon\w+=|style=|javascript:|https?:/i);
});

test("every file has a packed one beside it that unpacks to the same", () => {
	for (const name of assets.filter((candidate) => !candidate.endsWith(".gz"))) {
		const path = join(pages, "assets", name);
		assert.deepEqual(gunzipSync(readFileSync(`${path}.gz`)), readFileSync(path), name);
		assert.match(name, /-[0-9a-f]{10}\.\w+$/);
	}
});
