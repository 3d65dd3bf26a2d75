// What is sent to a phone: how much, in how many pieces, and nothing inline.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

const pages = process.env.WEB_PAGES;
const assets = readdirSync(join(pages, "assets"));
const languages = new Set(assets.map((name) => /^([a-z]+)_\w+-\w+\.json$/.exec(name)?.[1]).filter(Boolean));

const KiB = 1024;
const firstBytesMax = 45 * KiB; // the one script of the first view, gzipped
const participantBytesMax = 69 * KiB; // with all that a participant loads sooner or later
const firstStyleBytesMax = 10 * KiB;

// The late pieces: what each may add to the first view in scripts, styles and the words of one language.
const pieces = {
	more: { words: 5 * KiB }, // with those of voting
	late_keep: { words: 0 },
	late_export: { scripts: 7_500, styles: 0, words: 0 },
	late_import: { scripts: 20_000, styles: 0, words: 0 },
	steering: { scripts: 36_000, styles: 5 * KiB, words: 14 * KiB },
	ballot_desk: { scripts: 15 * KiB, styles: 2 * KiB, words: 7 * KiB },
	sorting: { scripts: 16_500, styles: 5 * KiB, words: 6 * KiB },
	hall: { scripts: 15_000, styles: 3 * KiB, words: 5 * KiB }, // with the words of voting
	host: { scripts: 10_000, styles: 1 * KiB, words: 3 * KiB },
	transfer: { scripts: 14_000, styles: 1 * KiB, words: 5 * KiB },
};

const page = readFileSync(join(pages, "index.html"), "utf8");
const linked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
const first = scriptsAtOnce(linked.filter((path) => path.endsWith(".js")).map(nameOf));
const built = Object.keys(pieces).filter((piece) => scriptOf(piece) !== undefined);

function nameOf(path) {
	return path.replace(/^\/assets\//, "");
}

function textOf(name) {
	return readFileSync(join(pages, "assets", name), "utf8");
}

/** What is fetched at once with these scripts: they and what they import, not what they may ask for. */
function scriptsAtOnce(names) {
	const found = new Set();
	const look = (name) => {
		if (found.has(name)) return;
		found.add(name);
		for (const [, imported] of textOf(name).matchAll(/(?:from|import)\s*"\/assets\/([^"]+)"/g))
			look(imported);
	};
	names.forEach(look);
	return found;
}

function scriptOf(piece) {
	return assets.find((name) => name.startsWith(`${piece}-`) && name.endsWith(".js"));
}

/** The scripts of late pieces beyond those of the first view. */
function scriptsOf(...names) {
	return [...scriptsAtOnce(names.map(scriptOf))].filter((name) => !first.has(name));
}

/** The files that these scripts ask for by their address: styles, words. */
function namedIn(scripts, pattern) {
	const named = scripts.flatMap((name) => [...textOf(name).matchAll(/"\/assets\/([\w-]+\.\w+)"/g)]);
	return [...new Set(named.map(([, name]) => name).filter((name) => pattern.test(name)))];
}

function packedBytes(names) {
	return [...names].reduce((sum, name) => sum + statSync(join(pages, "assets", `${name}.gz`)).size, 0);
}

function within(names, most, what) {
	const bytes = packedBytes(names);
	assert.ok(bytes <= most, `${what}: ${bytes} of ${most} bytes`);
}

test("the first view takes one script of at most 45 KiB gzipped, and styles of at most 10 KiB", () => {
	assert.equal(first.size, 1);
	within(first, firstBytesMax, "script");
	const styles = linked.filter((path) => path.endsWith(".css")).map(nameOf);
	assert.equal(styles.length, 1);
	within(styles, firstStyleBytesMax, "styles");
});

test("all the scripts that a participant loads are at most 69 KiB gzipped", () => {
	const late = scriptsOf(...built.filter((piece) => pieces[piece].scripts === undefined));
	assert.ok(late.length > 0);
	within([...first, ...late], participantBytesMax, "scripts");
});

test("each other late piece keeps to its limit", () => {
	const others = built.filter((piece) => pieces[piece].scripts !== undefined);
	assert.ok(others.length > 0);
	for (const piece of others) {
		within(scriptsOf(piece), pieces[piece].scripts, `scripts of ${piece}`);
		within(namedIn(scriptsOf(piece), /\.css$/), pieces[piece].styles, `styles of ${piece}`);
	}
});

test("no script is without a limit: each belongs to the first view or to a piece", () => {
	const counted = new Set([...first, ...scriptsOf(...built)]);
	assert.deepEqual(assets.filter((name) => name.endsWith(".js") && !counted.has(name)), []);
});

test("a late piece's words keep to its limit in each language, and nobody loads two", () => {
	assert.ok(languages.has("de") && languages.has("en"));
	for (const piece of built) {
		const words = namedIn(scriptsOf(piece), /\.json$/);
		for (const language of languages)
			within(
				words.filter((name) => name.startsWith(`${language}_`)),
				pieces[piece].words, `${piece} in ${language}`);
	}
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
