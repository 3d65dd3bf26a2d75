import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { AnyCommand } from "../src/protocol/codec";
import { errorNumbers } from "../src/protocol/generated";
import { asideOpen, type Aside, type AsideWho } from "../src/sync/aside";
import { journalOpen, type Noted } from "../src/sync/import_journal";
import { pour, type PourCalls, type Poured } from "../src/sync/pour";
import { shelfOpen } from "../src/sync/shelf";
import { memoryInstall } from "./indexed_db";
import { serverInstall, settle, timersInstall, type Server, type Timers } from "./pour_server";

const who: AsideWho = {
	url: "ws://hall.example/live", session: 7, token: new Uint8Array(16), device: 5, language: "de",
};
let server: Server;
let timers: Timers;

beforeEach(() => {
	server = serverInstall();
	timers = timersInstall();
});

function idea(text: string): AnyCommand {
	return { kind: "idea_add", args: { board: 1, topic: 0, title: "", text, person: 0 } };
}

function upTo(last: number, first = 1): number[] {
	return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

interface Run {
	readonly told: string[]; // calls in their order
	readonly progress: number[];
	readonly stop: AbortController;
	/** Null: it goes on. */
	ended(): Poured | null;
	fault(): Error | null;
}

/** A pour whose calls are noted; `calls` does some of them otherwise. */
async function begin(
	count: number, calls: Partial<PourCalls> = {}, closed: readonly number[] = [],
	open: () => Promise<Aside> = () => asideOpen(who),
): Promise<Run> {
	const told: string[] = [];
	const progress: number[] = [];
	const stop = new AbortController();
	let ended: Poured | null = null;
	let fault: Error | null = null;
	pour(open, count, new Set(closed), {
		fill: (index) => idea(`${index}`),
		beforeSending: async () => undefined,
		done: (index, result) => void told.push(`done ${index} ${result}`),
		refused(index, code, message) {
			told.push(`refused ${index} ${code} ${message}`);
			return true;
		},
		wave: () => 0,
		whole: async () => undefined,
		shown: async () => undefined,
		progress: (now) => void progress.push(now),
		...calls,
	}, stop.signal).then((how) => (ended = how), (why: Error) => (fault = why));
	await settle();
	return { told, progress, stop, ended: () => ended, fault: () => fault };
}

function waiting(): number[] {
	return server.waiting.map(({ number }) => number);
}

function textsDone(): string[] {
	return server.done.map(({ args }) => (args as { readonly text: string }).text);
}

test("[CMD-1] at most 32 are unanswered, and none is 32 ahead of the oldest of them", async () => {
	const run = await begin(40);
	assert.deepEqual(waiting(), upTo(32));
	server.refuse(2, errorNumbers.phase_forbids);
	await settle();
	assert.deepEqual(waiting(), [1, ...upTo(32, 3)]);
	server.answer([1]);
	await settle();
	assert.deepEqual(waiting(), upTo(34, 3));
	while (run.ended() === null) {
		server.answer();
		await settle();
	}
	assert.deepEqual([run.ended(), server.isConnected()], ["all", false]);
	assert.deepEqual(run.told.slice(1, 4), ["done 0 101", "done 2 102", "done 3 103"]);
	assert.equal(run.told.length, 40);
});

test("[HELLO-3] it has a connection of its own that does not watch, with its own device number", async () => {
	await begin(1);
	const [hello] = server.hellos;
	assert.deepEqual(
		[hello?.watch, hello?.device, hello?.session, hello?.language, hello?.cursor.length],
		[false, 5, 7, "de", 0]);
});

test("what was closed before is not given, and what there is nothing to give for is passed", async () => {
	const run = await begin(5, { fill: (index) => (index === 3 ? null : idea(`${index}`)) }, [0, 2]);
	assert.deepEqual(waiting(), [2, 5]);
	server.answer();
	await settle();
	assert.deepEqual(textsDone(), ["1", "4"]);
	assert.equal(run.ended(), "all");
});

test("where all is closed no connection is made", async () => {
	const run = await begin(2, {}, [0, 1]);
	assert.deepEqual([run.ended(), run.progress, server.hellos.length], ["all", [2], 0]);
	const empty = await begin(0);
	assert.deepEqual([empty.ended(), server.hellos.length], ["all", 0]);
});

test("the progress tells how many places are closed in whatever way", async () => {
	const run = await begin(5, { fill: (index) => (index === 4 ? null : idea(`${index}`)) }, [0]);
	server.refuse(2, errorNumbers.phase_forbids);
	await settle();
	server.answer();
	await settle();
	assert.deepEqual([...new Set(run.progress)], [1, 3, 5]);
});

test("a later wave begins when the rows show what earlier ones did", async () => {
	const asked: number[] = [];
	const shows: (() => void)[] = [];
	const shown = (seq: number): Promise<void> => {
		asked.push(seq);
		return new Promise((resolve) => shows.push(resolve));
	};
	const run = await begin(4, { shown, wave: (index) => (index < 2 ? 3 : 4) });
	assert.deepEqual([waiting(), asked], [[1, 2], []]);
	server.answer([1]);
	await settle();
	assert.deepEqual([waiting(), asked], [[2], []]);
	server.answer([2]);
	await settle();
	assert.deepEqual([waiting(), asked], [[], [102]]);
	shows[0]?.();
	await settle();
	assert.deepEqual(waiting(), [3, 4]);
	server.answer([4, 3]);
	await settle();
	assert.deepEqual([asked, run.ended()], [[102, 104], null], "the end too is seen in the rows");
	shows[1]?.();
	await settle();
	assert.equal(run.ended(), "all");
});

test("a wave in which nothing was given is not waited for", async () => {
	const shown = (): Promise<void> => assert.fail();
	await begin(3, { shown, wave: (index) => index, fill: (index) => (index < 2 ? null : idea("")) });
	assert.deepEqual(waiting(), [3]);
});

test("nothing leaves before what has to be kept is kept, and nothing at all if it cannot be", async () => {
	const keeps: { resolve(): void; reject(why: Error): void }[] = [];
	const beforeSending = (): Promise<void> =>
		new Promise((resolve, reject) => keeps.push({ resolve, reject }));
	const run = await begin(33, { beforeSending });
	assert.deepEqual([waiting(), keeps.length], [[], 1]);
	keeps[0]?.resolve();
	await settle();
	assert.deepEqual([waiting(), keeps.length], [upTo(32), 1]);
	server.answer([1]);
	await settle();
	assert.equal(run.told.length, 1, "noted, and then kept");
	assert.deepEqual([waiting(), keeps.length], [upTo(32, 2), 2]);
	keeps[1]?.reject(new Error("full"));
	await settle();
	assert.deepEqual([run.fault()?.message, server.isConnected()], ["full", false]);
	assert.equal(server.read.length, 32);
});

test("[CMD-3] what a lost connection leaves unanswered is given again as it was, and done once", async () => {
	const fills: number[] = [];
	const fill = (index: number): AnyCommand => idea(`${index} ${fills.push(index)}`);
	const run = await begin(6, { fill });
	server.answer([1, 2]);
	server.answer([3, 4], false);
	server.hangUp();
	await settle();
	assert.deepEqual([run.told.length, run.ended(), server.isConnected()], [2, null, false]);
	const [wait_ms = 0] = timers.waits();
	assert.ok(wait_ms >= 500 && wait_ms <= 1000, `${wait_ms}`);
	timers.pass(wait_ms);
	await settle();
	assert.deepEqual(waiting(), [3, 4, 5, 6]);
	assert.deepEqual(server.read.slice(6).map(({ command }) => command), server.read.slice(2, 6).map(({ command }) => command));
	server.answer();
	await settle();
	assert.deepEqual([run.ended(), server.done.length, fills], ["all", 6, upTo(5, 0)]);
	assert.deepEqual(run.told.slice(2, 4), ["done 2 103", "done 3 104"], "answered as the first time");
});

test("[TIME-2] it comes back until it gets through, after ever longer times that begin anew then", async () => {
	server.isAway = true;
	const run = await begin(2);
	const waits: number[] = [];
	for (let i = 0; i < 8; i++) {
		const [wait_ms = 0] = timers.waits();
		waits.push(wait_ms);
		timers.pass(wait_ms);
		await settle();
	}
	assert.ok(waits[7]! >= 30000 && waits[7]! <= 60000 && waits[3]! >= 4000, `${waits}`);
	server.isAway = false;
	timers.pass(60000);
	await settle();
	server.answer([1]);
	await settle();
	server.hangUp();
	await settle();
	assert.ok(timers.waits()[0]! <= 1000);
	timers.pass(1000);
	await settle();
	server.answer();
	await settle();
	assert.equal(run.ended(), "all");
});

test("[TIME-2] a server that says so is left alone so long, and one that says never, for good", async () => {
	const run = await begin(2);
	server.answer([1]);
	server.hangUp({ code: errorNumbers.busy, message: "gleich wieder", retry_ms: 5000 });
	await settle();
	assert.deepEqual(run.told, ["done 0 101"], "what came before it counts");
	assert.ok(timers.waits().every((ms) => ms >= 5000 && ms <= 10000));
	timers.pass(10000);
	await settle();
	server.hangUp({ code: errorNumbers.signed_out, message: "Sie sind abgemeldet.", retry_ms: 0 });
	await settle();
	assert.deepEqual([run.fault()?.message, run.ended(), timers.waits()], ["Sie sind abgemeldet.", null, []]);
});

test("[HELLO-2] who is not let in is told why", async () => {
	server.closing = { code: errorNumbers.removed, message: "Sie wurden entfernt.", retry_ms: 0 };
	const run = await begin(1);
	assert.deepEqual([run.fault()?.message, server.isConnected()], ["Sie wurden entfernt.", false]);
});

test("nothing is filled while the rows come anew", async () => {
	let isWhole = false;
	let come = (): void => undefined;
	const whole = (): Promise<void> => isWhole ? Promise.resolve() : new Promise((resolve) => (come = resolve));
	const asked: number[] = [];
	await begin(2, { whole, fill: (index) => (asked.push(index), idea("")) });
	assert.deepEqual([asked, waiting()], [[], []]);
	isWhole = true;
	come();
	await settle();
	assert.deepEqual([asked, waiting()], [[0, 1], [1, 2]]);
});

test("a server that is silent for 20 seconds is gone, but not one from which nothing is awaited", async () => {
	let show = (): void => undefined;
	const shown = (): Promise<void> => new Promise((resolve) => (show = resolve));
	const run = await begin(2, { shown, wave: (index) => index });
	server.answer();
	await settle();
	timers.pass(60000);
	await settle();
	assert.equal(server.isConnected(), true);
	show();
	await settle();
	assert.deepEqual(timers.waits(), [20000]);
	timers.pass(20000);
	await settle();
	assert.equal(server.isConnected(), false);
	timers.pass(1000);
	await settle();
	assert.deepEqual([waiting(), run.ended(), server.hellos.length], [[2], null, 2]);
});

test("[CMD-5] a busy server gets the same number again when it asked to, and no other before", async () => {
	const run = await begin(34);
	server.postpone(30, 2000);
	server.answer(upTo(29));
	await settle();
	assert.deepEqual([waiting(), timers.waits()], [[], [2000]]);
	timers.pass(1999);
	await settle();
	assert.deepEqual(waiting(), []);
	timers.pass(1);
	await settle();
	assert.deepEqual(waiting(), upTo(34, 30));
	server.answer();
	await settle();
	assert.deepEqual([run.ended(), run.told.length, server.done.length], ["all", 34, 34]);
});

test("[CMD-5] a refusal closes its place, or ends all once what is on its way was answered", async () => {
	let fills = 0;
	const fill = (index: number): AnyCommand => idea(`${index} ${++fills}`);
	const run = await begin(40, { fill, refused: (index) => index !== 1 });
	server.refuse(1, errorNumbers.phase_forbids);
	await settle();
	assert.deepEqual(waiting(), upTo(33, 2));
	server.refuse(2, errorNumbers.phase_forbids);
	server.answer([3]);
	await settle();
	assert.deepEqual([waiting(), run.ended()], [upTo(33, 4), null], "nothing more goes out");
	server.answer();
	await settle();
	assert.deepEqual([run.ended(), run.told.length, fills, server.isConnected()], ["refused", 31, 33, false]);
	assert.equal(run.progress[run.progress.length - 1], 32, "its own place stays open");
});

test("a refusal is told with its code and sentence", async () => {
	const run = await begin(1);
	server.refuse(1, errorNumbers.phase_forbids);
	await settle();
	assert.deepEqual([run.told, run.ended()], [[`refused 0 ${errorNumbers.phase_forbids} so nicht`], "all"]);
});

test("who stops it waits for what is on its way, and not for a connection that is lost over it", async () => {
	let fills = 0;
	const answered = await begin(40, { fill: (index) => idea(`${index} ${++fills}`) });
	answered.stop.abort();
	server.answer([1]);
	await settle();
	assert.deepEqual([answered.ended(), fills], [null, 32], "nothing more is even asked for");
	server.answer();
	await settle();
	assert.deepEqual([answered.ended(), answered.told.length, server.read.length], ["stopped", 32, 32]);
	const lost = await begin(40);
	lost.stop.abort();
	server.hangUp();
	await settle();
	assert.deepEqual([lost.ended(), lost.told.length, timers.waits()], ["stopped", 0, []]);
});

test("a stop is heard whatever it waits for", async () => {
	const never = (): Promise<never> => new Promise(() => undefined);
	let kept = (): void => undefined;
	const before = await begin(1, { beforeSending: () => new Promise((resolve) => (kept = resolve)) });
	before.stop.abort();
	kept();
	await settle();
	assert.deepEqual([before.ended(), server.read], ["stopped", []], "while something is kept");
	const rows = await begin(2, { shown: never, wave: (index) => index });
	server.answer();
	await settle();
	assert.equal(rows.ended(), null);
	rows.stop.abort();
	await settle();
	assert.deepEqual([rows.ended(), server.isConnected()], ["stopped", false], "for rows");
	const busy = await begin(1);
	server.postpone(1, 60000);
	await settle();
	busy.stop.abort();
	await settle();
	assert.equal(busy.ended(), "stopped", "for a busy server");
	server.isAway = true;
	const away = await begin(1);
	assert.equal(away.ended(), null);
	away.stop.abort();
	await settle();
	assert.equal(away.ended(), "stopped", "to come back");
	let connect = (_: Aside): void => undefined;
	const opening = await begin(1, {}, [], () => new Promise((resolve) => (connect = resolve)));
	opening.stop.abort();
	await settle();
	assert.equal(opening.ended(), "stopped", "for the welcome");
	let isClosed = false;
	connect({ write: () => assert.fail(), next: never, close: () => (isClosed = true) });
	await settle();
	assert.ok(isClosed, "one that comes late is closed");
	const early = new AbortController();
	early.abort();
	const calls = { wave: () => 0, progress: () => undefined } as unknown as PourCalls;
	assert.equal(await pour(() => assert.fail(), 1, new Set(), calls, early.signal), "stopped", "before it begins");
});

test("[CMD-3] an early end tells when all that was ever sent was answered, and only then", async () => {
	const settles = async (act: (run: Run) => Promise<void>, isAway = false): Promise<number> => {
		server = serverInstall();
		server.isAway = isAway;
		let settled = 0;
		const refused = (): boolean => false;
		const run = await begin(40, { refused, settled: async () => void settled++ });
		await act(run);
		await settle();
		assert.notEqual(run.ended() ?? "all", "all");
		return settled;
	};
	assert.equal(await settles(async (run) => {
		run.stop.abort();
		server.answer();
	}), 1, "all was answered");
	assert.equal(await settles(async () => {
		server.refuse(4, errorNumbers.phase_forbids);
		server.answer();
	}), 1, "and one refused");
	assert.equal(await settles(async (run) => {
		run.stop.abort();
		server.answer([1]);
		server.hangUp();
	}), 0, "some may have been done");
	assert.equal(await settles(async (run) => {
		server.hangUp();
		await settle();
		run.stop.abort();
	}), 0, "the same, as it stays away");
	assert.equal(await settles(async (run) => {
		server.answer([1], false);
		server.hangUp();
		await settle();
		timers.pass(1000);
		await settle();
		server.postpone(1, 2000);
		await settle();
		run.stop.abort();
	}), 0, "what was postponed may have been done before");
	assert.equal(await settles(async (run) => run.stop.abort(), true), 0, "an earlier run may have sent some");
	assert.equal(await settles(async (run) => {
		server.hangUp();
		await settle();
		timers.pass(1000);
		await settle();
		run.stop.abort();
		server.answer();
	}), 1, "what was lost was answered later");
});

/* ---- with the journal ---- */

// Numbers from 0 that are the same for the same seed (mulberry32).
function dice(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const steps = 150;
const perWave = 50;

/** One life of a page: from the journal as far as there is one. */
async function live(): Promise<{ readonly run: Run; leave(): void }> {
	const journal = await journalOpen(shelfOpen(), 7, "file", steps, false);
	const results = new Map(journal.noted.map(({ step, result }) => [step, result]));
	let isLeft = false;
	const note = (noted: Noted): void => {
		results.set(noted.step, noted.result);
		if (!isLeft) journal.note(noted);
	};
	const run = await begin(steps, {
		fill: (index) => idea(`${index} on ${index < perWave ? "" : results.get(index - perWave)}`),
		beforeSending: () => (isLeft ? new Promise(() => undefined) : journal.flush()),
		done: (step, result) => note({ step, state: "done", result }),
		refused: () => false,
		settled: () => (isLeft ? new Promise(() => undefined) : journal.settle()),
		wave: (index) => Math.floor(index / perWave),
	}, [...results.keys()], () => asideOpen({ ...who, device: journal.device }));
	const leave = (): void => {
		isLeft = true;
		run.stop.abort();
	};
	return { run, leave };
}

for (const seed of upTo(20))
	test(`[CMD-3] whatever is lost or refused, and however often it ends early, each is done once (seed ${seed})`, async () => {
		memoryInstall();
		timers = timersInstall();
		const roll = dice(seed);
		let page = await live();
		for (let turn = 0; page.run.ended() !== "all" && turn < 2000; turn++) {
			const some = waiting().slice(0, roll(33));
			if (page.run.ended() !== null) page = await live();
			switch (roll(10)) {
				case 0: server.answer(some, false); server.hangUp(); break;
				case 1: server.answer(some); server.hangUp(); break;
				case 2: server.postpone(waiting()[some.length] ?? Infinity, 50); break;
				case 3:
					if (roll(3) > 0) break;
					page.leave();
					server.hangUp();
					page = await live();
					break;
				case 4: if (some.length > 0) server.refuse(some[roll(some.length)]!, errorNumbers.phase_forbids); break;
				case 5: if (roll(2) > 0) page.run.stop.abort(); break;
				default: server.answer(some);
			}
			if (roll(2) > 0) await settle();
			timers.pass(roll(2000));
		}
		assert.deepEqual([page.run.fault(), page.run.ended()], [null, "all"]);
		const texts = textsDone();
		assert.deepEqual(texts.map((text) => parseInt(text, 10)).sort((a, b) => a - b), upTo(steps - 1, 0));
		const result = (index: number): number => 101 + texts.findIndex((text) => parseInt(text, 10) === index);
		for (const index of upTo(steps - 1, perWave))
			assert.ok(texts.includes(`${index} on ${result(index - perWave)}`), "with the results of earlier ones");
	});
