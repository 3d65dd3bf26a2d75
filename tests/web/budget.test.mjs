// What is sent to a phone: how much, in how many pieces, and nothing inline.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const pages = process.env.WEB_PAGES;
const assets = readdirSync(join(pages, "assets"));

const firstBytesMax = 45 * 1024; // the scripts of the first view, gzipped
const allBytesMax = 62 * 1024; // with those that come when somebody votes or steers
const wordsBytesMax = 5 * 1024; // what these say, in one language

const page = readFileSync(join(pages, "index.html"), "utf8");
const linked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);

/** What is fetched at once with these scripts: they and what they import, not what they may ask for. */
function scriptsAtOnce(paths) {
	const found = new Set();
	const look = (name) => {
		if (found.has(name)) return;
		found.add(name);
		const text = readFileSync(join(pages, "assets", name), "utf8");
		for (const [, imported] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) look(imported);
	};
	paths.filter((path) => path.endsWith(".js")).forEach((path) => look(path.replace("/assets/", "")));
	return [...found];
}

function packedBytes(names) {
	return names.reduce((sum, name) => sum + statSync(join(pages, "assets", `${name}.gz`)).size, 0);
}

test("the scripts of the first view are at most 45 kB gzipped, all together 62 kB, the styles 10 kB", () => {
	const first = packedBytes(scriptsAtOnce(linked));
	const all = packedBytes(assets.filter((name) => name.endsWith(".js")));
	const styles = packedBytes(assets.filter((name) => name.endsWith(".css")));
	assert.ok(first > 0 && first <= firstBytesMax, `first view: ${first} bytes`);
	assert.ok(all > first && all <= allBytesMax, `all: ${all} bytes`);
	assert.ok(styles > 0 && styles <= 10 * 1024, `styles: ${styles} bytes`);
});

test("the words of what comes later are at most 5 kB in each language, and nobody loads two", () => {
	for (const language of ["de", "en"]) {
		const names = assets.filter((name) => name.startsWith(`${language}_`) && name.endsWith(".json"));
		const bytes = packedBytes(names);
		assert.ok(names.length === 2 && bytes <= wordsBytesMax, `${language}: ${bytes} bytes`);
	}
});

test("the first view takes at most 6 requests", () => {
	const fetched = new Set([...linked, ...scriptsAtOnce(linked).map((name) => `/assets/${name}`)]);
	assert.ok(fetched.size + 2 <= 6, [...fetched].join(" ")); // with the page itself and the WebSocket
	for (const path of fetched) assert.ok(statSync(join(pages, path)).size > 0, path);
});

test("the page holds no inline script or style, and names no other host", () => {
	assert.doesNotMatch(page, /<style|<script(?![^>]*\bsrc=)|\bon\w+=|style=|javascript:|https?:/i);
});

test("every file has a packed one beside it that unpacks to the same", () => {
	for (const name of assets.filter((candidate) => !candidate.endsWith(".gz"))) {
		const path = join(pages, "assets", name);
		assert.deepEqual(gunzipSync(readFileSync(`${path}.gz`)), readFileSync(path), name);
		assert.match(name, /-[0-9A-Za-z]{8,10}\.\w+$/);
	}
});
