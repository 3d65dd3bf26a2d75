// Makes the bundle's tables small. Of the generated ones it leaves out what the page never looks at:
// kinds of rows, commands and errors that no source names, who may give a command, limits of fields that
// are only read. A kind that is left out is to the page what a newer server's kinds are: skipped
// (WIRE-3). Of the texts each further language is a list in the order of the first one's keys.
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

async function namesIn(folder) {
	const names = new Set();
	const files = await readdir(folder, { recursive: true });
	for (const file of files.filter((name) => /\.tsx?$/.test(name) && !name.endsWith("generated.ts"))) {
		const text = await readFile(join(folder, file), "utf8");
		for (const [, name] of text.matchAll(/(?:"|Shapes\.|errorNumbers\.|limits\.)(\w+)\b/g)) names.add(name);
	}
	return names;
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
	const names = await namesIn(sources);
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

async function slimTexts(path) {
	const { en } = await evaluate(join(dirname(path), "en.ts"));
	const { de } = await evaluate(path);
	const list = Object.keys(en).map((key) => de[key]);
	return `import{en}from"./en";const list=${JSON.stringify(list)};` +
		"export const de=Object.fromEntries(Object.keys(en).map((key,i)=>[key,list[i]]));";
}

/** For esbuild: the page's own, smaller tables. */
export function slim(sources) {
	return {
		name: "slim",
		setup({ onLoad }) {
			onLoad({ filter: /[\\/]texts[\\/]de\.ts$/ }, async ({ path }) => ({
				contents: await slimTexts(path), loader: "js",
			}));
			onLoad({ filter: /[\\/]protocol[\\/]generated\.ts$/ }, async ({ path }) => ({
				contents: await slimTables(path, sources), loader: "js",
			}));
		},
	};
}
