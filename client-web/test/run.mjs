// Compiles the unit tests with esbuild and runs them with node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
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
		logLevel: "warning",
	});
	const files = (await readdir(out)).map((name) => join(out, name));
	const { status } = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
	process.exitCode = status ?? 1;
} finally {
	await rm(out, { recursive: true, force: true });
}
