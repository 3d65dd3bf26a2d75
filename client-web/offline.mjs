// What a browser is told of the page as an app: the manifest, and which files its service worker keeps.
const pictures = [
	{ name: "icon-192", sizes: "192x192" },
	{ name: "icon-512", sizes: "512x512" },
	{ name: "maskable-512", sizes: "512x512", purpose: "maskable" },
];

/** The manifest; `putIcon` puts a picture and returns its address. */
export async function manifest(svg, putIcon) {
	const icons = [{ src: svg, sizes: "any", type: "image/svg+xml" }];
	for (const { name, ...more } of pictures)
		icons.push({ src: await putIcon(name), type: "image/png", ...more });
	return JSON.stringify({
		id: "/",
		name: "Bogen",
		short_name: "Bogen",
		description: "Städte arbeiten gemeinsam an ihrer Zukunft",
		lang: "de",
		dir: "ltr",
		start_url: "/",
		scope: "/",
		display: "standalone",
		background_color: "#f5f2ea",
		theme_color: "#f5f2ea",
		icons,
	});
}

/** The files that a piece loads: what it imports, and what it asks for by address. */
function loadedBy(outputs, path, found = new Set()) {
	if (found.has(path)) return found;
	found.add(path);
	for (const { path: imported, kind } of outputs[path]?.imports ?? [])
		if (kind !== "dynamic-import") loadedBy(outputs, imported, found);
	return found;
}

// What not every participant loads are folders of the page with an index of their own.
function isForEverybody({ entryPoint }) {
	if (entryPoint === undefined) return false;
	const piece = /src\/ui\/(.*)\/index\.tsx$/.exec(entryPoint)?.[1];
	return piece === undefined || piece === "more";
}

/** Of all scripts, words and late styles: what every participant loads, and the rest. */
export function sortFiles(outputs) {
	const entries = Object.keys(outputs).filter((path) => isForEverybody(outputs[path]));
	const first = new Set(entries.flatMap((path) => [...loadedBy(outputs, path)]));
	return { first: [...first], rest: Object.keys(outputs).filter((path) => !first.has(path)) };
}
