// What the first view does not need of the protocol's tables. `import { exportedShapes } from "bogen:exported"`
// gives the shapes of all rows that an export holds, those too that the page itself never looks at;
// `import { not_joined } from "bogen:errors"` gives an error's number.
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

async function tables(generated) {
	const { code } = await transform(await readFile(generated, "utf8"), { loader: "ts", format: "esm" });
	return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

async function exportedShapes(generated) {
	const { rowShapes } = await tables(generated);
	const kept = Object.entries(rowShapes)
		.filter(([, { sort, audience }]) => sort === "logged" && audience !== "server")
		.map(([kind, { number, keys, fields }]) => [kind, { number, keys, fields }]);
	return Object.fromEntries(kept);
}

async function errors(generated) {
	const { errorNumbers } = await tables(generated);
	return Object.entries(errorNumbers).map(([name, number]) => `export const ${name}=${number};`).join("");
}

/** For esbuild. */
export function exportedModule(generated) {
	return {
		name: "exported",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^bogen:(exported|errors)$/ }, ({ path }) => ({ path, namespace: "exported" }));
			onLoad({ filter: /exported/, namespace: "exported" }, async () => ({
				contents: `export const exportedShapes=${JSON.stringify(await exportedShapes(generated))};`,
				loader: "js",
			}));
			onLoad({ filter: /errors/, namespace: "exported" }, async () => ({
				contents: await errors(generated), loader: "js",
			}));
		},
	};
}
