// What is done on the sorting screen, each with its way back. A step may be many commands (twelve cards
// moved together), which the server's own undo would take back one by one; and many steps can be taken
// back one after the other, as long as nobody has changed the same since.
import { say, text, type App } from "../../../model/app";
import { rowsPeek } from "../../../model/rows";
import type { TextKey, TextValues } from "../../../model/texts";
import type { AnyCommand } from "../../../protocol/codec";
import type { IdeaRow } from "../../../protocol/generated";
import type { AnyEntry } from "../../../sync/outbox";
import { ask } from "../ask";
import type { Sort } from "./state";

/** One command, what takes it back, and whether it is still as it was left. */
interface Deed {
	readonly about: string; // the row that it changes
	readonly command: AnyCommand;
	readonly back: (result: number) => AnyCommand;
	readonly isAsLeft: () => boolean;
}

interface Done {
	readonly deed: Deed;
	readonly result: number;
}

/** What was done at once, the last of it last. */
export type Step = readonly Done[];

const stepsMost = 50;

function answerTo(app: App, command: AnyCommand): Promise<AnyEntry> {
	return new Promise((resolve) =>
		ask(app, command, (entry) => {
			resolve(entry);
			return true;
		}));
}

interface Outcome {
	readonly done: Step;
	readonly reason: string; // why some of it was refused
}

async function takeAll(app: App, deeds: readonly Deed[]): Promise<Outcome> {
	const entries = await Promise.all(deeds.map(({ command }) => answerTo(app, command)));
	const done = entries.flatMap((entry, i) => {
		const deed = deeds[i];
		return entry.state === "refused" || deed === undefined ? [] : [{ deed, result: entry.result }];
	});
	return { done, reason: entries.find(({ state }) => state === "refused")?.message ?? "" };
}

// Says what came of it, and offers the way back.
function tell(sort: Sort, { done, reason }: Outcome, said: string): void {
	const { app } = sort;
	if (done.length > 0) sort.steps.value = [...sort.steps.value, done].slice(-stepsMost);
	const what = reason === "" ? said : text(app, "refused_other", { reason });
	say(app, what, done.length === 0 ? null : { label: "undo", act: () => void takeBack(sort, done) });
}

async function act(
	sort: Sort, deeds: readonly Deed[], key: TextKey, values: TextValues,
): Promise<void> {
	if (deeds.length > 0) tell(sort, await takeAll(sort.app, deeds), text(sort.app, key, values));
}

// From the last to the first. The last deed about a row tells whether it is as it was left.
function stillThere(step: Step): Step {
	const seen = new Map<string, boolean>();
	return [...step].reverse().filter(({ deed }) => {
		const isThere = seen.get(deed.about) ?? deed.isAsLeft();
		seen.set(deed.about, isThere);
		return isThere;
	});
}

/** Takes a step back: what others have changed since stays as they left it. */
async function takeBack(sort: Sort, step: Step): Promise<void> {
	const { app } = sort;
	sort.steps.value = sort.steps.value.filter((other) => other !== step);
	const backs = stillThere(step).map(({ deed, result }) => deed.back(result));
	const entries = await Promise.all(backs.map((command) => answerTo(app, command)));
	const refused = entries.find(({ state }) => state === "refused");
	if (refused !== undefined) say(app, text(app, "refused_other", { reason: refused.message }));
	else say(app, text(app, backs.length === 0 ? "sort_undo_stale" : "undo_done"));
}

export function takeBackLast(sort: Sort): void {
	const last = sort.steps.value[sort.steps.value.length - 1];
	if (last !== undefined) void takeBack(sort, last);
}

/* ---- the deeds ---- */

function ideaOf(sort: Sort, id: number): IdeaRow | undefined {
	return rowsPeek(sort.app.rows, "idea", id);
}

function titleOf(sort: Sort, topic: number): string {
	return rowsPeek(sort.app.rows, "topic", topic)?.title ?? text(sort.app, "sort_topicless");
}

function moving(sort: Sort, id: number, to: { readonly board: number; readonly topic: number }): Deed[] {
	const idea = ideaOf(sort, id);
	if (idea === undefined || (idea.board === to.board && idea.topic === to.topic)) return [];
	const { board, topic } = idea;
	return [{
		about: `idea ${id}`,
		command: { kind: "idea_move", args: { idea: id, ...to } },
		back: () => ({ kind: "idea_move", args: { idea: id, board, topic } }),
		isAsLeft: () => {
			const now = ideaOf(sort, id);
			return now?.board === to.board && now.topic === to.topic && now.merged_into === 0;
		},
	}];
}

function merging(sort: Sort, idea: number, into: number): Deed {
	return {
		about: `idea ${idea}`,
		command: { kind: "idea_merge", args: { idea, into } },
		back: () => ({ kind: "idea_unmerge", args: { idea } }),
		isAsLeft: () => ideaOf(sort, idea)?.merged_into === into,
	};
}

function parting(sort: Sort, idea: number, from: number): Deed {
	return {
		about: `idea ${idea}`,
		command: { kind: "idea_unmerge", args: { idea } },
		back: () => ({ kind: "idea_merge", args: { idea, into: from } }),
		isAsLeft: () => ideaOf(sort, idea)?.merged_into === 0,
	};
}

/** Puts ideas under a topic. */
export function moveTo(sort: Sort, ids: readonly number[], topic: number): Promise<void> {
	const to = { board: sort.board, topic };
	const deeds = ids.flatMap((id) => moving(sort, id, to));
	return act(sort, deeds, "sort_moved", { n: deeds.length, title: titleOf(sort, topic) });
}

export function moveToBoard(sort: Sort, ids: readonly number[], board: number, title: string): Promise<void> {
	const deeds = ids.flatMap((id) => moving(sort, id, { board, topic: ideaOf(sort, id)?.topic ?? 0 }));
	return act(sort, deeds, "sort_moved", { n: deeds.length, title });
}

/** Brings ideas before another board; they stay where they are. That can be taken back one by one only. */
export async function sendUp(sort: Sort, ids: readonly number[], to: number, title: string): Promise<void> {
	const { app } = sort;
	const entries = await Promise.all(
		ids.map((idea) => answerTo(app, { kind: "idea_send_up", args: { idea, to } })));
	const refused = entries.filter(({ state }) => state === "refused");
	const n = entries.length - refused.length;
	say(app, [
		n > 0 && text(app, "sort_sent_up", { n, title }),
		refused[0] !== undefined && text(app, "refused_other", { reason: refused[0].message }),
	].filter((line) => line !== false).join(" "));
}

/** Merges ideas into one. What is part of them comes along, for an idea with parts is merged into none. */
export function merge(sort: Sort, ids: readonly number[], into: number): Promise<void> {
	const { merged } = sort.layout.peek();
	const others = ids.filter((id) => id !== into);
	const parts = others.flatMap((id) => (merged.get(id) ?? []).map((part) => parting(sort, part, id)));
	const all = others.flatMap((id) => [...(merged.get(id) ?? []), id]);
	const deeds = [...parts, ...all.map((id) => merging(sort, id, into))];
	return act(sort, deeds, "sort_merged", { n: all.length, id: into });
}

export function part(sort: Sort, id: number, from: number): Promise<void> {
	return act(sort, [parting(sort, id, from)], "sort_parted", { id });
}

/** Makes a topic, and puts ideas under it once it has its number. */
export async function makeTopic(sort: Sort, title: string, ids: readonly number[]): Promise<number> {
	const made = await takeAll(sort.app, [{
		about: "topic",
		command: { kind: "topic_add", args: { title, phase: 0 } },
		back: (topic) => ({ kind: "topic_remove", args: { topic } }),
		isAsLeft: () => true,
	}]);
	const topic = made.done[0]?.result ?? 0;
	if (topic === 0) {
		tell(sort, made, "");
		return 0;
	}
	const moved = await takeAll(
		sort.app, ids.flatMap((id) => moving(sort, id, { board: sort.board, topic })));
	const outcome = { done: [...made.done, ...moved.done], reason: moved.reason };
	const key = ids.length === 0 ? "sort_topic_made" : "sort_moved";
	tell(sort, outcome, text(sort.app, key, { n: ids.length, title }));
	return topic;
}

export function renameTopic(sort: Sort, topic: number, title: string): Promise<void> {
	const before = titleOf(sort, topic);
	if (title === before) return Promise.resolve();
	return act(sort, [{
		about: "topic",
		command: { kind: "topic_edit", args: { topic, title } },
		back: () => ({ kind: "topic_edit", args: { topic, title: before } }),
		isAsLeft: () => titleOf(sort, topic) === title,
	}], "sort_topic_renamed", { title });
}

export function removeTopic(sort: Sort, topic: number): Promise<void> {
	const row = rowsPeek(sort.app.rows, "topic", topic);
	if (row === undefined) return Promise.resolve();
	const { title, phase } = row;
	return act(sort, [{
		about: "topic",
		command: { kind: "topic_remove", args: { topic } },
		back: () => ({ kind: "topic_add", args: { title, phase } }),
		isAsLeft: () => rowsPeek(sort.app.rows, "topic", topic) === undefined,
	}], "sort_topic_removed", { title });
}
