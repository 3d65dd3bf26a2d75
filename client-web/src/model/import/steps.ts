// What an import has to do: a list of steps, each a command, in waves: a step needs only results of earlier
// waves. The list depends on the file alone, so that it is the same when an interrupted import is gone on with;
// a step's place is its command's number. Whether a step is needed at all, and with which arguments, is seen
// when its wave has come.
import type { CommandKind } from "../../protocol/generated";
import { isOwnBoard, numberIn, type FileKind, type FileRow, type SessionFile } from "./file";

export type StepState =
	| "open"
	| "done"
	| "existing" // as the session had it already: nothing had to be done
	| "failed"; // refused, or something it needs was

export interface Step {
	readonly kind: CommandKind;
	readonly wave: number;
	readonly row: FileRow; // of the file, or what was asked beside it
	readonly makes: FileKind | null; // the kind of row whose new number is its result
	readonly old: number; // that row's number in the file
	state: StepState;
	result: number; // its number in the session
}

export interface Plan {
	readonly file: SessionFile;
	readonly index: ReadonlyMap<FileKind, ReadonlyMap<number, FileRow>>; // the file's rows by their numbers
	readonly known: Map<FileKind, Map<number, number>>; // new numbers by old ones
	readonly slips: Map<FileRow, number>; // people who are known by their slip alone
	readonly put: Set<FileRow>; // ideas that were put to the vote
	readonly merged: Set<FileRow>; // ideas that others were merged into
	readonly sentFrom: Map<FileRow, number>; // ideas that were sent up, and from which
	readonly made: Set<FileRow>; // links that come by themselves
	readonly steps: Step[];
	readonly self: number; // whoever imports
	wave: number;
}

/** The row of the file with this number. */
export function rowOf(plan: Plan, kind: FileKind, old: number): FileRow | undefined {
	return plan.index.get(kind)?.get(old);
}

/** The row that a field names. */
export function rowNamed(plan: Plan, row: FileRow | undefined, field: string, kind: FileKind): FileRow | undefined {
	return rowOf(plan, kind, numberIn(row, field));
}

/** The number in the session; undefined if there is none (yet). 0 is a result too: oneself, no topic. */
export function renumber(plan: Plan, kind: FileKind, old: number): number | undefined {
	return plan.known.get(kind)?.get(old);
}

/** What a field names, in the session; 0 where it names nothing. */
export function referenceOf(plan: Plan, row: FileRow, field: string, kind: FileKind): number | undefined {
	const old = numberIn(row, field);
	return old === 0 ? 0 : renumber(plan, kind, old);
}

export function know(plan: Plan, kind: FileKind, old: number, now: number): void {
	const known = plan.known.get(kind) ?? new Map<number, number>();
	plan.known.set(kind, known.set(old, now));
}

/** What follows needs what was before. */
export function nextWave(plan: Plan): void {
	plan.wave++;
}

export function addStep(plan: Plan, kind: CommandKind, row: FileRow, makes: FileKind | null = null): void {
	const old = makes === null ? 0 : numberIn(row, "id");
	plan.steps.push({ kind, wave: plan.wave, row, makes, old, state: "open", result: 0 });
}

/** Notes how a step ended. */
export function closeStep(plan: Plan, step: Step, state: StepState, result: number): void {
	step.state = state;
	step.result = result;
	if (step.makes === null || state === "failed") return;
	for (let i = 0; i < countOf(step); i++) know(plan, step.makes, step.old + i, result + i);
}

/** How many rows a step makes: slips are numbered many at once. */
export function countOf(step: Step): number {
	return step.kind === "slips_add" ? numberIn(step.row, "count") : 1;
}

/* ---- boards of the file ---- */

const depthMost = 8; // of boards below boards

/** How many added boards it stands below. */
function depthOf(plan: Plan, board: FileRow): number {
	let depth = 0;
	let above = rowNamed(plan, board, "parent", "board");
	while (above !== undefined && !isOwnBoard(above) && depth < depthMost) {
		depth++;
		above = rowNamed(plan, above, "parent", "board");
	}
	return depth;
}

/** Those above before those below. */
export function addBoards(plan: Plan): void {
	const added = plan.file.board.filter((row) => !isOwnBoard(row));
	for (let depth = 0; depth <= depthMost; depth++) {
		nextWave(plan);
		for (const row of added) if (depthOf(plan, row) === depth) addStep(plan, "board_add", row, "board");
	}
}

/** A step that leads a board to a phase; it is seen later whether the board is there already. */
export function addGo(plan: Plan, asked: { board: number; phase: number; sort: number; for_votes: boolean }): void {
	addStep(plan, "phase_go", asked);
}
