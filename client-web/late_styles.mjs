// The styles of a late piece are a file of their own, which the piece names and late.tsx loads before
// it draws anything. `style/NAME.css?piece` is NAME.css and, after it, every NAME_….css beside it.
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

async function partsOf(path) {
	const name = basename(path, ".css");
	const files = (await readdir(dirname(path))).filter((file) => file.endsWith(".css"));
	return [`${name}.css`, ...files.filter((file) => file.startsWith(`${name}_`)).sort()];
}

/** For esbuild; `options` are those with which all styles are built. */
export function lateStyles(options) {
	return {
		name: "late styles",
		setup({ onLoad, onResolve, esbuild }) {
			onResolve({ filter: /\.css\?piece$/ }, ({ path, resolveDir }) => ({
				path: join(resolveDir, path.replace("?piece", "")), namespace: "late styles",
			}));
			onLoad({ filter: /./, namespace: "late styles" }, async ({ path }) => {
				const imports = (await partsOf(path)).map((file) => `@import "./${file}";`).join("\n");
				const { outputFiles } = await esbuild.build({
					...options, stdin: { contents: imports, loader: "css", resolveDir: dirname(path) },
				});
				return { contents: outputFiles[0].contents, loader: "file" };
			});
		},
	};
}
