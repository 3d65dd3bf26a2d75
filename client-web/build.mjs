// Builds the browser client: npm run build -- --out DIR. The assets carry a hash in their names and a
// .gz beside them, which the server sends where it is understood.
//
// The scripts come in pieces: what everybody needs at once (src/main.tsx), and what src/ui/late.tsx asks
// for when it is wanted. Each late piece begins with the first one, so all that they share with it is in
// it, and the first view takes one script. The styles of a late piece are a file of their own too.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build as bundle } from "esbuild";
import { lateStyles } from "./late_styles.mjs";
import { exportedModule } from "./exported.mjs";
import { methodsModule } from "./methods.mjs";
import { manifest, sortFiles } from "./offline.mjs";
import { slim } from "./slim.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string" } } });
const out = resolve(values.out ?? join(here, "../build/release/web"));

const options = {
	bundle: true,
	minify: true,
	write: false,
	legalComments: "none",
	charset: "utf8",
	logLevel: "warning",
	target: "es2019",
};

// Its memory decides where deflate begins a new table of codes: which is best differs from file to file.
function pack(bytes) {
	const packed = [5, 6, 7, 8, 9].map((memLevel) => gzipSync(bytes, { level: 9, memLevel }));
	return packed.reduce((least, one) => (one.length < least.length ? one : least));
}

async function put(path, bytes) {
	const packed = pack(bytes);
	await mkdir(dirname(join(out, path)), { recursive: true });
	await writeFile(join(out, path), bytes);
	await writeFile(join(out, `${path}.gz`), packed);
	if (path.startsWith("assets/")) console.log(`${path}  ${bytes.length} bytes, ${packed.length} gzipped`);
	return `/${path}`;
}

function hashOf(bytes) {
	return createHash("sha256").update(bytes).digest("hex").slice(0, 10);
}

function putAsset(name, extension, bytes) {
	return put(`assets/${name}-${hashOf(bytes)}.${extension}`, bytes);
}

async function putIcon(name) {
	return putAsset(name, "png", await readFile(join(here, "src/icons", `${name}.png`)));
}

/** Puts the scripts; returns the address of the one that the page begins with, and what there is for the
 * service worker to keep. */
async function putScripts() {
	const { outputFiles, metafile } = await bundle({
		...options,
		entryPoints: [join(here, "src/main.tsx")],
		outdir: "assets",
		format: "esm",
		splitting: true,
		metafile: true,
		entryNames: "[name]-[hash]",
		chunkNames: "[name]-[hash]",
		assetNames: "[name]-[hash]",
		publicPath: "/assets",
		supported: { "dynamic-import": true },
		tsconfigRaw: {
			compilerOptions: {
				jsx: "react", jsxFactory: "h", jsxFragmentFactory: "Fragment", verbatimModuleSyntax: true,
			},
		},
		inject: [join(here, "src/jsx.ts")],
		plugins: [slim(here), methodsModule(join(here, "../methods")),
			exportedModule(join(here, "src/protocol/generated.ts")), lateStyles(options)],
	});
	const pieces = new Map(Object.entries(metafile.outputs).map(([path, piece]) => [basename(path), piece]));
	// The entry itself is nothing but the import of the first piece.
	const [, entry] = [...pieces].find(([, { entryPoint }]) => entryPoint?.endsWith("main.tsx"));
	const [first, ...more] = entry.imports.filter(({ kind }) => kind === "import-statement");
	if (entry.bytes > 200 || first === undefined || more.length > 0)
		throw new Error("the first view takes more than one script");
	for (const { path, contents } of outputFiles)
		if (pieces.get(basename(path)) !== entry) await put(`assets/${basename(path)}`, Buffer.from(contents));
	const kept = sortFiles(metafile.outputs);
	const addressesOf = (paths) => paths.filter((path) => metafile.outputs[path] !== entry).map(addressOf);
	return { script: addressOf(first.path), first: addressesOf(kept.first), rest: addressesOf(kept.rest) };
}

function addressOf(path) {
	return `/assets/${basename(path)}`;
}

async function putStyle() {
	const { outputFiles } = await bundle({ ...options, entryPoints: [join(here, "src/ui/style/all.css")] });
	return putAsset("app", "css", Buffer.from(outputFiles[0].contents));
}

async function putWorker(firstFiles, restFiles, buildName) {
	const names = Object.entries({ buildName, firstFiles, restFiles });
	const { outputFiles } = await bundle({
		...options,
		entryPoints: [join(here, "src/sw.ts")],
		format: "iife",
		define: Object.fromEntries(names.map(([name, value]) => [name, JSON.stringify(value)])),
	});
	await put("sw.js", Buffer.from(outputFiles[0].contents));
}

await rm(join(out, "assets"), { recursive: true, force: true });
const { script, first, rest } = await putScripts();
const style = await putStyle();
const icon = await putAsset("icon", "svg", await readFile(join(here, "src/icon.svg")));
const touch = await putIcon("touch-180");
const build = hashOf(JSON.stringify([style, icon, first, rest]));
const addresses = { script, style, icon, touch, build };
for (const name of ["index.html", "demo.html"]) {
	const page = await readFile(join(here, "src", name), "utf8");
	await put(name, Buffer.from(page.replace(/{{(\w+)}}/g, (_, asset) => addresses[asset])));
}
await put("manifest.webmanifest", Buffer.from(await manifest(icon, putIcon)));
await putWorker([style, icon, ...first], rest, build);
