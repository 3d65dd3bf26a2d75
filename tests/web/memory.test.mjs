// 10,000 updates go by an open page: what it keeps in memory afterwards is what it kept before.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { eventually, ideas, joinAs, openHall } from "./support.mjs";

const require = createRequire(new URL("../../client-web/package.json", import.meta.url));
const { build } = require("esbuild");

const updatesCount = 10000;
const warmUpCount = 1000;
const grownMost_bytes = 160 * 1024; // one number kept in an object for each update makes it 290 kB

let hall;
let page;
let voter;
before(async () => {
	hall = await openHall();
	for (let i = 1; i <= 12; i++) await hall.bogen("idea", "add", `Vorschlag ${i}`);
	page = await joinAs(hall, "Anna Weber", "Saalfeld");
	await page.locator(".idea").nth(11).waitFor();
	voter = await openVoter();
});
after(() => hall.close());

/** A client of the protocol and nothing else, in a page of its own: it votes as fast as it is answered. */
async function openVoter() {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(new URL("../../client-web/src/protocol/codec.ts", import.meta.url))],
		bundle: true, write: false, format: "iife", globalName: "codec",
	});
	const blank = await (await hall.browser.newContext()).newPage();
	await blank.goto(`${hall.url}/healthz`);
	await blank.evaluate(`${outputFiles[0].text};window.codec=codec;(${openLine})(${JSON.stringify(hall.code)})`);
	return blank;
}

function openLine(code) {
	const { decodeMessage, encodeFrame } = window.codec;
	const socket = new WebSocket(`ws://${location.host}/live`, "bogen.v1");
	const answers = new Map();
	let number = 0;
	socket.binaryType = "arraybuffer";
	const write = (frame) => socket.send(encodeFrame(frame));
	const give = (command) => new Promise((resolve, reject) => {
		write({ frame: "command", number: ++number, command });
		answers.set(number, { resolve, reject });
	});
	const welcomed = new Promise((resolve) => (socket.onmessage = ({ data }) => {
		for (const frame of decodeMessage(new Uint8Array(data)).frames) {
			if (frame.frame === "welcome") resolve();
			if (frame.frame === "done") answers.get(frame.number).resolve();
			if (frame.frame === "refused") answers.get(frame.number).reject(new Error(frame.message));
			if (frame.frame === "done" || frame.frame === "refused") answers.delete(frame.number);
		}
	}));
	socket.onopen = () => write({
		frame: "hello", version: 1, code, session: 0, token: new Uint8Array(0), cursor: new Uint8Array(0),
		language: "de", device: 4711, watch: false, client: "test", scope: 0,
	});
	let given = 0;
	// Each of them changes something: round by round for and against every idea.
	window.vote = async (ideas, ballot, count) => {
		for (const until = given + count; given < until; given++) {
			const choice = Math.floor(given / ideas.length) % 2 === 0 ? "agree" : "disagree";
			const idea = ideas[given % ideas.length];
			await give({ kind: "vote", args: { idea, ballot, person: 0, slip: 0, choice } });
		}
	};
	return welcomed.then(() => give({ kind: "join", args: {
		token: crypto.getRandomValues(new Uint8Array(16)), name: "Wahlkreuz", town: 1, institution: "",
	} }));
}

async function heapBytes(line) {
	await line.send("HeapProfiler.collectGarbage");
	await line.send("HeapProfiler.collectGarbage");
	return (await line.send("Runtime.getHeapUsage")).usedSize;
}

test("10,000 updates leave the memory of a page where it was", async () => {
	const line = await page.context().newCDPSession(page);
	const numbers = (await ideas(hall)).map(({ id }) => id);
	const [ballot] = JSON.parse(await hall.bogen("export", "--format", "json")).ballot;
	const vote = (count) => voter.evaluate(([all, of, n]) => window.vote(all, of, n), [numbers, ballot.id, count]);
	// The last vote is on the page, so all of them have been there.
	const arrived = async () => {
		const told = (await ideas(hall)).map(({ id, agree }) => `${id} ${agree}`);
		await eventually(() => page.locator(".idea").evaluateAll((cards) => cards.map((card) =>
			`${card.id.slice(5)} ${card.querySelector(".vote.agree .vote-count").textContent}`)),
		(shown) => shown.length === told.length && shown.every((pair) => told.includes(pair)), "the last votes");
	};
	await vote(warmUpCount);
	await arrived(); // what the test's own looking takes is in the page now, too
	const before_bytes = await heapBytes(line);
	await vote(updatesCount);
	await arrived();
	const grown_bytes = (await heapBytes(line)) - before_bytes;
	console.log(`# ${updatesCount} updates: ${before_bytes} bytes before, ${grown_bytes} more after`);
	assert.ok(grown_bytes <= grownMost_bytes, `${grown_bytes} bytes more`);
	assert.deepEqual(hall.faults, []);
});
