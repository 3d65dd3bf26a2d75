import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { browserLanguage, isPageLanguage, pageLanguages, textFill } from "../src/model/texts";
import { commandShapes } from "../src/protocol/generated";
import { tables } from "tables:texts";

declare const SOURCES: string; // the folder, filled in by run.mjs

type Table = Readonly<Record<string, string>>;

// By piece, the first view's being "", and language.
const pieces = new Map<string, Map<string, Table>>();
for (const [name, table] of Object.entries(tables)) {
	const [language = "", ...piece] = name.split("_");
	const under = pieces.get(piece.join("_")) ?? new Map<string, Table>();
	pieces.set(piece.join("_"), under.set(language, table));
}
const spokenPieces = ["", "more", "ballots", "hall"]; // that are there in Leichter Sprache too

const files = new Map(readdirSync(SOURCES, { recursive: true })
	.map((file) => String(file))
	.filter((file) => /\.tsx?$/.test(file) && !file.endsWith("generated.ts"))
	.map((file) => [file, readFileSync(join(SOURCES, file), "utf8")] as const));

test("every table is there in each of its languages, and no key stands in two", () => {
	const all = [...pieces.values()].flatMap((under) => Object.keys(under.get("en") ?? {}));
	assert.deepEqual(all.filter((key, i) => all.indexOf(key) !== i), []);
	for (const [piece, under] of pieces) {
		const expected = spokenPieces.includes(piece) ? Object.keys(pageLanguages) : ["de", "en"];
		assert.deepEqual([...under.keys()].filter((at) => at !== "leicht" || expected.includes(at)).sort(),
			expected, `the languages of ${piece || "the first view"}`);
		const keys = Object.keys(under.get("en") ?? {}).sort();
		for (const [language, table] of under)
			assert.deepEqual(Object.keys(table).sort(), keys, `${language} ${piece}`);
	}
});

test("no text is empty; all fill in the same values and have one form or two in every language", () => {
	const values = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
	for (const under of pieces.values())
		for (const [language, table] of under)
			for (const [key, text] of Object.entries(table)) {
				const english = under.get("en")?.[key] ?? "";
				assert.ok(text.split("|").every((form) => form.trim() !== ""), `${language} ${key}`);
				assert.deepEqual(values(text), values(english), `${language} ${key}`);
				assert.equal(text.split("|").length, english.split("|").length, `${language} ${key}`);
			}
});

test("every key is named by a source", () => {
	const named = new Set([...files.values()].flatMap((source) => source.match(/"\w+"/g) ?? []));
	const all = [...pieces.values()].flatMap((under) => Object.keys(under.get("en") ?? {}));
	assert.deepEqual(all.filter((key) => !named.has(`"${key}"`)), []);
});

// A file and what it imports at once.
function reachedFrom(file: string, seen = new Set<string>()): Set<string> {
	const at = [file, `${file}.ts`, `${file}.tsx`].find((path) => files.has(path));
	if (at === undefined || seen.has(at)) return seen;
	seen.add(at);
	for (const [, path = ""] of (files.get(at) ?? "").matchAll(/^(?:import|export)(?! type)[^;]*?"(\.[^"]+)"/gm))
		reachedFrom(join(dirname(at), path), seen);
	return seen;
}

// What screens of all pieces ask stands in model/, which does not draw.
test("what the first view draws names nothing of a late piece, and a late piece only what it brings", () => {
	const first = reachedFrom("boot.tsx");
	// Some texts are called like the command that they are about.
	const isText = (under: Map<string, Table>, word: string): boolean =>
		word in (under.get("en") ?? {}) && !(word in commandShapes);
	const check = (reached: Iterable<string>, brought: readonly string[]): void => {
		for (const file of [...reached].filter((path) => path.startsWith("ui/")))
			for (const [piece, under] of pieces) {
				if (brought.includes(piece)) continue;
				for (const word of files.get(file)?.match(/"\w+"/g) ?? [])
					assert.ok(!isText(under, word.slice(1, -1)), `${file}: ${word} of ${piece}`);
			}
	};
	check(first, [""]);
	const late = [...files.get("ui/late.tsx")?.matchAll(/=> import\("\.\/(\w+\/index)"\)/g) ?? []];
	assert.ok(late.length >= 3);
	for (const [, index = ""] of late) {
		const reached = [...reachedFrom(`ui/${index}`)].filter((file) => !first.has(file));
		const brought = reached.flatMap((file) =>
			[...files.get(file)?.matchAll(/texts\/de_(\w+)\.json/g) ?? []].map(([, piece = ""]) => piece));
		check(reached, ["", ...brought]);
	}
});

test("texts choose their form by number and fill their values", () => {
	assert.equal(textFill("{n} idea|{n} ideas", { n: 1 }), "1 idea");
	assert.equal(textFill("{n} idea|{n} ideas", { n: 0 }), "0 ideas");
	assert.equal(textFill("{a} and {b}", { a: "{b}", b: "x" }), "{b} and x");
});

test("the language is the browser's first that there is, else German; nobody's browser asks for Leichte Sprache", () => {
	assert.equal(browserLanguage(["fr-FR", "en-GB", "de"]), "en");
	assert.equal(browserLanguage(["fr"]), "de");
	assert.equal(browserLanguage([]), "de");
	assert.deepEqual(["de", "leicht", "constructor", "", null].map(isPageLanguage), [true, true, false, false, false]);
});

/* ---- Leichte Sprache ---- */

const plain = [...pieces.values()].flatMap((under) => Object.entries(under.get("leicht") ?? {}));

function sentencesOf(text: string): string[] {
	return text.split("|").flatMap((form) => form.split(/(?<=[.!?:])\s/)).filter((sentence) => sentence.trim() !== "");
}

function wordCount(sentence: string): number {
	return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

test("Leichte Sprache: no sentence has more than 15 words; those above 12 are told", (t) => {
	assert.ok(plain.length > 0);
	for (const [key, text] of plain)
		for (const sentence of sentencesOf(text)) {
			const count = wordCount(sentence);
			assert.ok(count <= 15, `${key}: ${count} words: ${sentence}`);
			if (count > 12) t.diagnostic(`${key}: ${count} words: ${sentence}`);
		}
});

// Abbreviations, subjunctives, a genitive's article before a noun, signs that are read aloud or puzzle.
const hard: readonly (readonly [string, RegExp])[] = [
	["an abbreviation", /\b(bzw|z\. ?B|usw|etc|ggf|u\. ?a|d\. ?h|inkl|ca)\b\.?/i],
	["a subjunctive", /\b(würden?|könnten?|müssten?|sollten?|hätten?|wären?|dürften?|möchten?)\b/i],
	["a genitive", /\b(des|eines|Ihres|dieses (?=\p{Lu}\p{L}*s\b)|dieser Gruppe|jeder Person)(?=\s\p{Lu})/u],
	["a hard word", /\b(Moderation|Sitzung|Phase|Institution|Plenum|moderieren|redigiert|optional|Enthaltung|Kriterien|erforderlich|gegebenenfalls|sobald|sowie|jedoch|hinsichtlich|aufgrund|mittels|je|etwa)\b/i],
	["a sign", /[;&()–—/·]/],
	["the passive", /\b(wird|werden|wurden?)\b[^.:!?]*\b(ge\p{L}+(t|en)|\p{L}+iert)\b(?=[.,!?]|$)/u],
];

test("Leichte Sprache: no abbreviation, subjunctive, genitive, passive, hard word or puzzling sign", () => {
	for (const [key, text] of plain)
		for (const [what, found] of hard) assert.doesNotMatch(text.replace(/\{\w+\}/g, ""), found, `${what} in ${key}`);
});

test("Leichte Sprache: a word of more than 14 letters has its parts set apart by a hyphen", () => {
	for (const [key, text] of plain)
		for (const [word] of text.replace(/\{\w+\}/g, "").matchAll(/\p{L}+/gu))
			assert.ok(word.length <= 14, `${key}: ${word}`);
});
