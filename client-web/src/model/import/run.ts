// Carries out the plan of an import, over a connection of its own.
import { effect } from "@preact/signals";
import * as errors from "bogen:errors";
import { asideOpen, AsideLost, type AsideWho } from "../../sync/aside";
import type { Live } from "../../sync/live";
import { OtherTab } from "../../sync/import_journal";
import { pour, type PourCalls } from "../../sync/pour";
import type { App } from "../app";
import { rowsAll } from "../rows";
import { numberIn, textIn, type FileRow } from "./file";
import { planFill } from "./fill";
import { countsOf, type Count, type Prepared } from "./prepare";
import { resultsCompare, type Compared } from "./results";
import { closeStep, type StepState } from "./steps";

export interface StepRefused {
	readonly what: string; // of the file
	readonly why: string; // in the server's words
}

export interface Imported {
	readonly how: "all" | "stopped" | "lost" | "elsewhere"; // in another tab
	readonly why: string; // in the server's words; "" where it said nothing
	readonly refused: readonly StepRefused[];
	readonly counts: readonly Count[];
	readonly compared: readonly Compared[];
	readonly sealed: readonly FileRow[];
}

// What concerns not one step but all that follow: it is better to stop, and to go on later.
const stopsAll: readonly number[] = [
	errors.phase_forbids, errors.ballot_not_open, errors.not_moderator, errors.not_joined,
	errors.not_stored, errors.number_old, errors.number_reused, errors.command_unknown,
];

// The rows of the page show the session as it stood then, whole. Rejects once the page has left it.
function shown(app: App, live: Live, seq: number): Promise<void> {
	let dispose = (): void => undefined;
	return new Promise<void>((resolve, reject) => {
		dispose = effect(() => {
			void app.viewer.value;
			void app.seq.value;
			void rowsAll(app.rows, "session"); // after a welcome that does not resume, seq may be as it was
			if (app.live !== live) reject(new AsideLost());
			else if (app.rows.replica === live.replica && live.replica.seq >= seq) resolve();
		});
	}).finally(() => dispose());
}

// As people know it.
function nameOf(kind: string, row: FileRow): string {
	const name = textIn(row, "title") || textIn(row, "name") || textIn(row, "text");
	return name === "" ? `${kind} ${numberIn(row, "id") || ""}`.trim() : name.slice(0, 60);
}

/** `tell`: of all steps so many are behind it. */
export async function importRun(
	app: App, live: Live, who: AsideWho, { plan, journal, sealed }: Prepared, signal: AbortSignal,
	tell: (done: number, of: number) => void,
): Promise<Imported> {
	const { replica } = live;
	const { steps } = plan;
	const refused: StepRefused[] = [];
	let why = "";
	function close(index: number, state: Exclude<StepState, "open">, result: number): void {
		const step = steps[index];
		if (step === undefined) return;
		closeStep(plan, step, state, result);
		journal.note({ step: index, state, result });
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
			if (step === undefined || stopsAll.includes(code)) return false;
			refused.push({ what: nameOf(step.kind, step.row), why: message });
			close(index, "failed", 0);
			return true;
		},
		wave: (index) => steps[index]?.wave ?? 0,
		whole: () => shown(app, live, 0),
		shown: (seq) => shown(app, live, seq),
		progress: (done) => tell(done, steps.length),
		settled: () => journal.settle(),
	};
	const behind = new Set(steps.flatMap(({ state }, index) => (state === "open" ? [] : [index])));
	let how: Imported["how"] = "lost";
	try {
		const poured = await pour(() => asideOpen({ ...who, device: journal.device }), steps.length, behind, calls, signal);
		how = poured === "refused" ? "lost" : poured;
		await (how === "all" ? journal.end() : journal.flush());
	} catch (error) {
		how = error instanceof OtherTab ? "elsewhere" : "lost";
		why = error instanceof AsideLost ? error.message : "";
		if (app.live === live) await journal.flush().catch(() => undefined);
	}
	const compared = how === "all" ? resultsCompare(plan, replica) : [];
	return { how, why, refused, counts: countsOf(plan, "done"), compared, sealed };
}
