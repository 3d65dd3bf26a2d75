// How long an idea that is added in a terminal takes to show in a browser and in `bogen watch`:
//     node bench/visible.mjs [BUILD]        after ./run --build-only and npm ci; BUILD is build/release
// Times run from the start of `bogen idea add` to the line of `bogen watch --json` and to the next
// frame in which Chromium draws the idea. The server and all profiles live in a folder of their own.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "../client-web/node_modules/playwright-core/index.mjs";

const rounds = 50;
const build = resolve(process.argv[2] ?? "build/release");
const folder = mkdtempSync(join(tmpdir(), "bogen-visible-"));
const environment = { ...process.env, XDG_CONFIG_HOME: folder };
const bogen = (...words) =>
	execFileSync(join(build, "bin/bogen"), words, { env: environment, encoding: "utf8" });

const server = spawn(
	join(build, "bin/bogend"),
	["--listen", "127.0.0.1:0", "--data", join(folder, "data"), "--web", join(build, "web")],
	{ stdio: ["ignore", "pipe", "pipe"] },
);
for await (const line of createInterface({ input: server.stderr }))
	if (line.includes("listening on")) break;
bogen("host", readFileSync(join(folder, "data/host-link"), "utf8").trim());
const session = JSON.parse(bogen("new", "--title", "Visible", "--town", "Saalfeld", "--json"));

const watcher = spawn(join(build, "bin/bogen"), ["watch", "--json", "--changes"], { env: environment });
const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const page = await browser.newPage();
await page.goto(session.moderator_link);
await page.getByRole("tab").or(page.getByRole("link", { name: /Plenar|Plenum/ })).first().waitFor();

const waiting = new Map(); // text to a function that takes the time at which it was seen
const seen = (text, where) => waiting.get(`${where} ${text}`)?.(performance.now());
createInterface({ input: watcher.stdout }).on("line", (line) => {
	const change = JSON.parse(line);
	if (change.kind === "idea" && change.row !== null) seen(change.row.text, "watch");
});
await page.exposeFunction("drawn", (text) => seen(text, "browser"));
await page.evaluate(() => {
	const told = new Set();
	new MutationObserver(() =>
		requestAnimationFrame(() => {
			for (const [text] of document.body.innerText.matchAll(/round \d+ of measuring/g))
				if (!told.has(text)) {
					told.add(text);
					window.drawn(text);
				}
		}),
	).observe(document.body, { childList: true, subtree: true, characterData: true });
});

const times = { watch: [], browser: [] };
for (let round = 1; round <= rounds; round++) {
	const text = `round ${round} of measuring`;
	const both = ["watch", "browser"].map(
		(where) => new Promise((done) => waiting.set(`${where} ${text}`, done)),
	);
	const start = performance.now();
	spawn(join(build, "bin/bogen"), ["idea", "add", text, "--quiet"], { env: environment, stdio: "ignore" });
	const [watched, drawn] = await Promise.all(both);
	times.watch.push(watched - start);
	times.browser.push(drawn - start);
}
for (const [where, measured] of Object.entries(times)) {
	measured.sort((a, b) => a - b);
	const at = (share) => measured[Math.min(rounds - 1, Math.floor(share * rounds))].toFixed(0);
	console.log(`${where}: ms p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`);
}
await browser.close();
watcher.kill();
server.kill();
rmSync(folder, { recursive: true, maxRetries: 5 });
