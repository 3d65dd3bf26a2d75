// Builds the browser client: npm run build -- --out DIR. The assets carry a hash in their names and a
// .gz beside them, which the server sends where it is understood.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { slim } from "./slim.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string" } } });
const out = resolve(values.out ?? join(here, "../build/release/web"));

async function bundle(entry) {
	const result = await build({
		entryPoints: [join(here, "src", entry)],
		bundle: true,
		minify: true,
		write: false,
		format: "iife",
		target: "es2019",
		jsx: "automatic",
		jsxImportSource: "preact",
		legalComments: "none",
		charset: "utf8",
		plugins: [slim(here)],
		logLevel: "warning",
	});
	return Buffer.from(result.outputFiles[0].contents);
}

async function put(path, bytes) {
	const packed = gzipSync(bytes, { level: 9, memLevel: 9 });
	await mkdir(dirname(join(out, path)), { recursive: true });
	await writeFile(join(out, path), bytes);
	await writeFile(join(out, `${path}.gz`), packed);
	return packed.length;
}

async function putAsset(name, extension, bytes) {
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
	const path = `assets/${name}-${hash}.${extension}`;
	const size = await put(path, bytes);
	console.log(`${path}  ${bytes.length} bytes, ${size} gzipped`);
	return `/${path}`;
}

await rm(join(out, "assets"), { recursive: true, force: true });
const script = await putAsset("app", "js", await bundle("main.tsx"));
const style = await putAsset("app", "css", await bundle("ui/style/all.css"));
const icon = await putAsset("icon", "svg", await readFile(join(here, "src/icon.svg")));
const page = (await readFile(join(here, "src/index.html"), "utf8"))
	.replace("{{script}}", script)
	.replace("{{style}}", style)
	.replace("{{icon}}", icon);
await put("index.html", Buffer.from(page));
