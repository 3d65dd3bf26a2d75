// The facilitation methods that come along, as the page offers them: name, title and purpose of each of
// ../methods, and of its phases what they are called and how long they take.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

async function methodsIn(folder) {
	const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
	return Promise.all(files.map(async (file) => {
		const { title, purpose, phases } = JSON.parse(await readFile(join(folder, file), "utf8"));
		const steps = phases.map((phase) => ({ title: phase.title, minutes: phase.minutes ?? 0 }));
		return { name: basename(file, ".json"), title, purpose, phases: steps };
	}));
}

/** For esbuild: what `import { methods } from "bogen:methods"` gives. */
export function methodsModule(folder) {
	return {
		name: "methods",
		setup({ onLoad, onResolve }) {
			onResolve({ filter: /^bogen:methods$/ }, ({ path }) => ({ path, namespace: "methods" }));
			onLoad({ filter: /./, namespace: "methods" }, async () => ({
				contents: `export const methods=${JSON.stringify(await methodsIn(folder))};`,
				loader: "js",
			}));
		},
	};
}
