// The shapes of all rows that an export holds, those too that the page itself never looks at: what
// `import { exportedShapes } from "bogen:exported"` gives.
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

async function exportedShapes(generated) {
	const { code } = await transform(await readFile(generated, "utf8"), { loader: "ts", format: "esm" });
	const { rowShapes } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
	const kept = Object.entries(rowShapes)
		.filter(([, { sort, audience }]) => sort === "logged" && audience !== "server")
		.map(([kind, { number, keys, fields }]) => [kind, { number, keys, fields }]);
	return Object.fromEntries(kept);
}

/** For esbuild. */
export function exportedModule(generated) {
	return {
		name: "exported",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^bogen:exported$/ }, ({ path }) => ({ path, namespace: "exported" }));
			onLoad({ filter: /./, namespace: "exported" }, async () => ({
				contents: `export const exportedShapes=${JSON.stringify(await exportedShapes(generated))};`,
				loader: "js",
			}));
		},
	};
}
