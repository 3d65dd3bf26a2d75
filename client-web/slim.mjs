// Makes the bundle's tables small. Of the generated ones it leaves out what the page never looks at:
// kinds of rows, commands and errors that no source names, who may give a command, limits of fields that
// are only read. A kind that is left out is to the page what a newer server's kinds are: skipped
// (WIRE-3). Of the texts each language is a list of lines in one order, and most keys are counted.
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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

// Words keep their list, by its name; an id is a number; only what is written has its text checked.
function fieldText(field, lists, isWritten) {
	const [name, type, ...more] = field;
	if (type === "word" || type === "set") return `["${name}","${type}",${lists.get(more[0])}]`;
	if (isWritten && (type === "line" || type === "text")) return JSON.stringify(field);
	return JSON.stringify([name, type === "id" ? "number" : type]);
}

function shapesText(shapes, lists, isWritten) {
	const fields = (list) => `[${list.map((field) => fieldText(field, lists, isWritten)).join()}]`;
	return `{${Object.entries(shapes).map(([kind, shape]) =>
		`${kind}:{number:${shape.number},${shape.keys ? `keys:${fields(shape.keys)},` : ""}fields:${fields(shape.fields)}}`,
	).join()}}`;
}

async function slimTables(path, sources) {
	const tables = await evaluate(path);
	const names = namesIn(sources);
	const isNamed = (name) => names.has(name);
	const lists = new Map();
	for (const [name, value] of Object.entries(tables))
		if (Array.isArray(value)) lists.set(value, name);
	let text = `export const limits=${JSON.stringify(pick(tables.limits, isNamed))};`;
	for (const [list, name] of lists) text += `export const ${name}=${JSON.stringify(list)};`;
	text += `export const rowShapes=${shapesText(pick(tables.rowShapes, isNamed), lists, false)};`;
	text += `export const commandShapes=${shapesText(pick(tables.commandShapes, isNamed), lists, true)};`;
	text += `export const frameShapes=${shapesText(tables.frameShapes, lists, false)};`;
	text += `export const errorNumbers=${JSON.stringify(pick(tables.errorNumbers, isNamed))};`;
	return text;
}

async function evaluate(path) {
	const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
	return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/* ---- texts ---- */

// A text's key says what it is to who reads the source; the bundle says it in two or three signs. Only
// keys of several words that stand in quotes wherever they stand, and are nothing of the protocol's.
// Each table is a pair of files, X.ts and its translation: en.ts with de.ts, en_late.ts with de_late.ts.
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
	const [, language, name] = /([a-z]+?)((?:_\w+)?)\.ts$/.exec(path);
	const { full, first, short } = tables.get(name);
	const texts = await tableIn(path);
	const lines = [...full, ...short].map((key) => texts[key]);
	if (lines.some((line) => line.includes("\n"))) throw new Error(`${path}: a text of several lines`);
	const table = `named("${full.join(" ")}",${first},${JSON.stringify(lines.join("\n"))})`;
	const exported = language + name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
	return path.endsWith("/en.ts")
		? "export const named=(full,first,texts)=>{const keys=full.split(\" \").filter(Boolean);" +
			"return Object.fromEntries(texts.split(\"\\n\").map((text,i)=>" +
			"[keys[i]||`$${(i-keys.length+first).toString(36)}`,text]))};" +
			`export const en=${table};`
		: `import{named}from"./en";export const ${exported}=${table};`;
}

/** For esbuild: the page's own, smaller tables. */
export function slim(root) {
	const generated = join(root, "src/protocol/generated.ts");
	return {
		name: "slim",
		async setup({ onLoad }) {
			const sources = await sourcesIn(join(root, "src"));
			const texts = await readTexts(join(root, "texts"), generated, sources);
			onLoad({ filter: /[\\/]texts[\\/]\w+\.ts$/ }, async ({ path }) => ({
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
