// Carries out the plan of an import, over a connection of its own.
import { effect } from "@preact/signals";
import * as errors from "bogen:errors";
import { asideOpen, AsideLost, type AsideWho } from "../../sync/aside";
import type { Live } from "../../sync/live";
import { OtherTab } from "../../sync/import_journal";
import { pour, type PourCalls } from "../../sync/pour";
import type { App } from "../app";
import { rowsAll } from "../rows";
import { textIn, type FileKind, type FileRow } from "./file";
import { planFill } from "./fill";
import { planMeet } from "./meet";
import { countsOf, type Count, type Prepared } from "./prepare";
import { resultsCompare, type Compared } from "./results";
import { closeStep, rowNamed, type Plan, type StepState } from "./steps";

interface StepRefused {
	readonly what: string; // the row of the file that it is about; "" if it has no name
	readonly why: string; // in the server's words
}

export interface Imported {
	readonly how: "all" | "stopped" | "lost" | "elsewhere" | "left" | "unkept"; // elsewhere: in another tab
	readonly why: string; // in the server's words; "" where it said nothing
	readonly refused: readonly StepRefused[];
	readonly counts: readonly Count[];
	readonly compared: readonly Compared[];
	readonly sealed: readonly FileRow[];
}

// Whoever imports has lost the rights.
const rightsLost: readonly number[] = [
	errors.not_moderator, errors.not_leader, errors.not_helper, errors.not_member, errors.not_steering,
	errors.observers_read, errors.not_joined,
];

// What concerns not one step but all that follow: it is better to stop, and to go on later.
const stopsAll: readonly number[] = [
	...rightsLost, errors.phase_forbids, errors.ballot_not_open, errors.not_stored, errors.number_old,
	errors.number_reused, errors.command_unknown,
];

// Whoever imports moderates no more, or is not there any more.
class Left extends Error {}

// The rows of the page show the session as it stood then, whole.
function shown(app: App, live: Live, seq: number): Promise<void> {
	let dispose = (): void => undefined;
	return new Promise<void>((resolve, reject) => {
		dispose = effect(() => {
			void app.viewer.value;
			void app.seq.value;
			void rowsAll(app.rows, "session"); // after a welcome that does not resume, seq may be as it was
			const isLeft = app.live !== live || app.status.value.at === "stopped" || !app.me.value.moderates;
			if (isLeft) reject(new Left());
			else if (app.rows.replica === live.replica && live.replica.seq >= seq) resolve();
		});
	}).finally(() => dispose());
}

// As people know it; of a seat, a link or a vote who or what it is about.
function nameOf(plan: Plan, row: FileRow | undefined): string {
	if (row === undefined) return "";
	const own = textIn(row, "title") || textIn(row, "name") || textIn(row, "text");
	if (own !== "") return own.slice(0, 60);
	const about: readonly (readonly [string, FileKind])[] = [
		["person", "person"], ["from", "idea"], ["idea", "idea"], ["board", "board"],
	];
	const found = about.map(([field, kind]) => rowNamed(plan, row, field, kind)).find((named) => named !== undefined);
	return nameOf(plan, found);
}

/** `tell`: of all steps so many are behind it. */
export async function importRun(
	app: App, live: Live, who: AsideWho, { plan, begin, sealed }: Prepared, signal: AbortSignal,
	tell: (done: number, of: number) => void,
): Promise<Imported> {
	const { replica } = live;
	const { steps } = plan;
	const refused: StepRefused[] = [];
	let why = "";
	let isLost = false; // the rights
	function ended(how: Imported["how"]): Imported {
		const compared = how === "all" ? resultsCompare(plan, replica) : [];
		return { how, why, refused, counts: countsOf(plan, "done"), compared, sealed };
	}
	const journal = await begin().catch(() => null);
	if (journal === null) return ended("unkept");
	const { note } = journal;
	function close(index: number, state: Exclude<StepState, "open">, result: number): void {
		const step = steps[index];
		if (step === undefined) return;
		closeStep(plan, step, state, result);
		note({ step: index, state, result });
	}
	const calls: PourCalls = {
		fill(index) {
			const step = steps[index];
			const filled = step === undefined ? null : planFill({ plan, replica }, step);
			if (filled !== null && typeof filled === "object") return filled;
			close(index, filled === null ? "failed" : "existing", filled ?? 0);
			return null;
		},
		beforeSending: () => journal.flush(),
		done: (index, result) => close(index, "done", result),
		refused(index, code, message) {
			const step = steps[index];
			why = message;
			isLost ||= rightsLost.includes(code);
			if (step === undefined || stopsAll.includes(code)) return false;
			refused.push({ what: nameOf(plan, step.row), why: message });
			close(index, "failed", 0);
			return true;
		},
		wave: (index) => steps[index]?.wave ?? 0,
		whole: () => shown(app, live, 0),
		shown: (seq) => shown(app, live, seq),
		progress: (done) => tell(done, steps.length),
		settled: () => journal.settle(),
	};
	let how: Imported["how"] = "lost";
	try {
		await shown(app, live, 0);
		planMeet({ plan, replica }); // what has come since it was shown
		const behind = new Set(steps.flatMap(({ state }, index) => (state === "open" ? [] : [index])));
		const poured = await pour(() => asideOpen({ ...who, device: journal.device }), steps.length, behind, calls, signal);
		how = poured !== "refused" ? poured : isLost ? "left" : "lost";
		await (how === "all" ? journal.end() : journal.flush());
	} catch (error) {
		how = error instanceof OtherTab ? "elsewhere" : error instanceof Left ? "left" : "lost";
		why = error instanceof AsideLost ? error.message : "";
		if (app.live === live) await journal.flush().catch(() => undefined);
	}
	return ended(how);
}
