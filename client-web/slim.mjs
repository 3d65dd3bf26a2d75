// Makes the bundle's tables small. Of the generated ones it leaves out what the page never looks at:
// kinds of rows, commands and errors that no source names, who may give a command, limits of fields that
// are only read. A kind that is left out is to the page what a newer server's kinds are: skipped
// (WIRE-3). German is in the bundle, as a list of lines; what else the page says is in files of their own,
// and most keys are counted.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";

// All sources but the generated one.
async function sourcesIn(folder) {
	const files = await readdir(folder, { recursive: true });
	const own = files.filter((name) => /\.tsx?$/.test(name) && !name.endsWith("generated.ts"));
	return (await Promise.all(own.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
}

function namesIn(sources) {
	const names = sources.matchAll(/(?:"|Shapes\.|errorNumbers\.|limits\.)(\w+)\b/g);
	return new Set([...names].map(([, name]) => name));
}

function pick(table, isKept, change = (entry) => entry) {
	return Object.fromEntries(
		Object.entries(table).filter(([name]) => isKept(name)).map(([name, entry]) => [name, change(entry)]));
}

// A field in few signs: its name, behind a colon the first letter of its type unless it is a number; a
// word's list by its place, and of what is written the limits of its text; bytes only if they are not four
// for each sign.
const letters = {
	word: "w", set: "s", flag: "f", line: "l", text: "t", lines: "m", bytes: "b", ids: "i", pairs: "p",
};

function fieldText(field, lists, isWritten) {
	const [name, type, ...more] = field;
	const letter = letters[type];
	if (letter === undefined) return name;
	if (type === "word" || type === "set") return `${name}:${letter}${lists.indexOf(more[0])}`;
	if (!isWritten || (type !== "line" && type !== "text")) return `${name}:${letter}`;
	const [least, most, bytes] = more;
	return `${name}:${letter}${least}.${most}${bytes === 4 * most ? "" : `.${bytes}`}`;
}

// A number stands where it is not the one after the last.
function shapesText(shapes, lists, isWritten) {
	const fields = (list = []) => list.map((field) => fieldText(field, lists, isWritten)).join();
	let last = 0;
	return JSON.stringify(Object.entries(shapes).map(([kind, shape]) => {
		const number = shape.number === last + 1 ? "" : shape.number;
		last = shape.number;
		return [kind, number, fields(shape.keys), fields(shape.fields)].join(" ");
	}).join(";"));
}

// Reads them again when the page begins.
const reader = `
	const types={${Object.entries(letters).map(([type, letter]) => `${letter}:"${type}"`).join()}};
	const fieldOf=(text)=>{
		const [name,type=""]=text.split(":"),rest=type.slice(1),[least,most,bytes]=rest.split(".");
		return type===""?[name,"number"]
			:type[0]==="w"||type[0]==="s"?[name,types[type[0]],lists[rest]]
			:most?[name,types[type[0]],+least,+most,+(bytes||4*most)]:[name,types[type[0]]];
	};
	const fieldsOf=(text)=>text.split(",").filter(Boolean).map(fieldOf);
	const shapesOf=(text,number=0)=>Object.fromEntries(text.split(";").map((shape)=>{
		const [kind,own,keys,fields]=shape.split(" ");
		number=+own||number+1;
		return [kind,{number,keys:fieldsOf(keys),fields:fieldsOf(fields)}];
	}));`;

async function slimTables(path, sources) {
	const tables = await evaluate(path);
	const names = namesIn(sources);
	const isNamed = (name) => names.has(name);
	const isUsed = (name) => new RegExp(`\\b${name}\\b`).test(sources);
	const isSent = (name) => isNamed(name) && tables.rowShapes[name].audience !== "server";
	const lists = Object.entries(tables).filter(([, value]) => Array.isArray(value));
	const values = lists.map(([, words]) => words);
	return `export const limits=${JSON.stringify(pick(tables.limits, isNamed))};` +
		`const lists="${values.map((words) => words.join(" ")).join()}".split(",").map((words)=>words.split(" "));` +
		lists.map(([name], i) => (isUsed(name) ? `export const ${name}=lists[${i}];` : "")).join("") + reader +
		`export const rowShapes=shapesOf(${shapesText(pick(tables.rowShapes, isSent), values, false)});` +
		`export const commandShapes=shapesOf(${shapesText(pick(tables.commandShapes, isNamed), values, true)});` +
		`export const frameShapes=shapesOf(${shapesText(tables.frameShapes, values, false)});` +
		`export const errorNumbers=${JSON.stringify(pick(tables.errorNumbers, isNamed))};`;
}

async function evaluate(path) {
	const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
	return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/* ---- texts ---- */

// A text's key says what it is to who reads the source; the bundle says it in two or three signs. Only
// keys of several words that stand in quotes wherever they stand, and are nothing of the protocol's.
// Each table is a file in every language: en.ts with de.ts, en_more.ts with de_more.ts.
async function readTexts(folder, generated, sources) {
	const protocol = await readFile(generated, "utf8");
	const short = new Map();
	const tables = new Map(); // the name behind the language, "" for the first table
	for (const file of (await readdir(folder)).sort()) {
		const [, name] = /^en(\w*)\.ts$/.exec(file) ?? [];
		if (name === undefined) continue;
		const keys = Object.keys(await tableIn(join(folder, file)));
		const isShort = (key) =>
			key.includes("_") && !protocol.includes(key) &&
			!new RegExp(`[^"\\w]${key}\\b|\\b${key}[^"\\w]`).test(sources);
		const table = { full: keys.filter((key) => !isShort(key)), first: short.size, short: keys.filter(isShort) };
		for (const key of table.short) short.set(key, `$${short.size.toString(36)}`);
		tables.set(name, table);
	}
	return { short, tables };
}

async function tableIn(path) {
	const [table] = Object.values(await evaluate(path));
	return table;
}

// First the texts whose keys stand in full, then those of the short keys in their order.
async function slimTexts(path, { tables }) {
	const { full, first, short } = tables.get("");
	const texts = await tableIn(path);
	const lines = [...full, ...short].map((key) => texts[key]);
	if (lines.some((line) => line.includes("\n"))) throw new Error(`${path}: a text of several lines`);
	return `const keys="${full.join(" ")}".split(" ");` +
		`export const de=Object.fromEntries(${JSON.stringify(lines.join("\n"))}.split("\\n").map((text,i)=>` +
		`[keys[i]||\`$\${(i-keys.length+${first}).toString(36)}\`,text]));`;
}

// The words of a piece are a file of their own for each language, so nobody loads all of them.
async function textsFile(path, { short }) {
	const texts = Object.entries(await tableIn(path.replace(/json$/, "ts")));
	return JSON.stringify(Object.fromEntries(texts.map(([key, text]) => [short.get(key) ?? key, text])));
}

/** For esbuild: the page's own, smaller tables. */
export function slim(root) {
	const generated = join(root, "src/protocol/generated.ts");
	return {
		name: "slim",
		async setup({ onLoad, onResolve }) {
			const sources = await sourcesIn(join(root, "src"));
			const texts = await readTexts(join(root, "texts"), generated, sources);
			onResolve({ filter: /\.json\?texts$/ }, ({ path, resolveDir }) => ({
				path: join(resolveDir, path.replace("?texts", "")), namespace: "texts",
			}));
			onLoad({ filter: /./, namespace: "texts" }, async ({ path }) => ({
				contents: await textsFile(path, texts), loader: "file",
			}));
			onLoad({ filter: /[\\/]texts[\\/]de\.ts$/ }, async ({ path }) => ({
				contents: await slimTexts(path, texts), loader: "js",
			}));
			onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, async ({ path }) => {
				if (path === generated) return { contents: await slimTables(path, sources), loader: "js" };
				const text = await readFile(path, "utf8");
				const contents = text.replace(/"(\w+)"/g, (whole, key) =>
					texts.short.has(key) ? `"${texts.short.get(key)}"` : whole);
				return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
			});
		},
	};
}
