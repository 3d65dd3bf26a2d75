// Compiles the unit tests with esbuild and runs them with node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { exportedModule } from "../exported.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const texts = join(here, "../texts");

// All tables of words in one object, by the names of their files.
async function allTables() {
	const names = (await readdir(texts)).map((file) => file.replace(/\.ts$/, ""));
	return names.map((name) => `import * as ${name} from "${join(texts, name)}";`).join("") +
		`export const tables={${names.map((name) => `${name}:Object.values(${name})[0]`).join()}};`;
}

const tables = {
	name: "tables",
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^tables:texts$/ }, ({ path }) => ({ path, namespace: "tables" }));
		onLoad({ filter: /./, namespace: "tables" }, async () => ({ contents: await allTables(), resolveDir: here }));
	},
};

const out = await mkdtemp(join(tmpdir(), "bogen-web-test-"));
try {
	const tests = (await readdir(here)).filter((name) => name.endsWith(".test.ts"));
	await build({
		entryPoints: tests.map((name) => join(here, name)),
		outdir: out,
		outExtension: { ".js": ".mjs" },
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		define: {
			VECTORS: JSON.stringify(join(here, "../../protocol/vectors")),
			SOURCES: JSON.stringify(join(here, "../src")),
		},
		plugins: [tables, exportedModule(join(here, "../src/protocol/generated.ts"))],
		logLevel: "warning",
	});
	const files = (await readdir(out)).map((name) => join(out, name));
	const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
	process.exitCode = status ?? 1;
} finally {
	await rm(out, { recursive: true, force: true });
}
