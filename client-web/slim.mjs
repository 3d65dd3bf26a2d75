// Takes out of the generated tables what the page never looks at: kinds of rows, commands and errors
// that no source names, who may give a command, limits of fields that are only read. A kind that is
// left out is to the page what a newer server's kinds are: skipped (WIRE-3).
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";

async function namesIn(folder) {
	const names = new Set();
	const files = await readdir(folder, { recursive: true });
	for (const file of files.filter((name) => /\.tsx?$/.test(name) && !name.endsWith("generated.ts"))) {
		const text = await readFile(join(folder, file), "utf8");
		for (const [, name] of text.matchAll(/["'.]([a-z][a-z_]*)\b/g)) names.add(name);
		for (const [, name] of text.matchAll(/\b([a-z][a-z_]*):/g)) names.add(name);
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
	const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
	const tables = await import(`data:text/javascript,${encodeURIComponent(code)}`);
	const names = await namesIn(sources);
	const isNamed = (name) => names.has(name);
	const lists = new Map();
	let text = `export const limits=${JSON.stringify(tables.limits)};`;
	for (const [name, value] of Object.entries(tables)) {
		if (!Array.isArray(value)) continue;
		lists.set(value, name);
		text += `export const ${name}=${JSON.stringify(value)};`;
	}
	text += `export const rowShapes=${shapesText(pick(tables.rowShapes, isNamed), lists, false)};`;
	text += `export const commandShapes=${shapesText(pick(tables.commandShapes, isNamed), lists, true)};`;
	text += `export const frameShapes=${shapesText(tables.frameShapes, lists, false)};`;
	text += `export const errorNumbers=${JSON.stringify(pick(tables.errorNumbers, isNamed))};`;
	return text;
}

/** For esbuild: the page's own, smaller generated.ts. */
export function slim(sources) {
	return {
		name: "slim",
		setup({ onLoad }) {
			onLoad({ filter: /[\\/]protocol[\\/]generated\.ts$/ }, async ({ path }) => ({
				contents: await slimTables(path, sources), loader: "js",
			}));
		},
	};
}
