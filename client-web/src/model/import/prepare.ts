// From a file's text to a plan that can be carried out: what an earlier, interrupted import has done already is
// behind it.
import type { App } from "../app";
import { fileName, journalOpen, OtherPlan, type Journal } from "../../sync/import_journal";
import { isEntered } from "./ballots";
import { fileOf, textIn, type FileRow, type Problem, type SessionFile } from "./file";
import { ballotsMeet, planMeet } from "./meet";
import { planMake, townless } from "./plan";
import { closeStep, countOf, type Plan, type Step, type StepState } from "./steps";

/** A file to be imported. */
export interface Source {
	readonly text: string; // JSON
	readonly name: string; // tells it from others, whatever is asked for with it
}

export interface Prepared {
	readonly plan: Plan;
	readonly journal: Journal;
	readonly isEnded: boolean; // brought in before
	/** The journal to note in: one that was ended is forgotten, and begun anew. */
	readonly begin: () => Promise<Journal>;
	readonly sealed: readonly FileRow[]; // ballots that are prepared anew, and empty
}

export class ImportFault extends Error {
	declare readonly why: "json" | "empty" | "problems" | "votes" | "other_plan" | "unkept";
	declare readonly problems: readonly Problem[];

	constructor(why: ImportFault["why"], problems: readonly Problem[] = []) {
		super(why);
		this.why = why;
		this.problems = problems;
	}
}

// What a text holds; throws ImportFault.
function fileRead(text: string): SessionFile {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new ImportFault("json");
	}
	const file = fileOf(value);
	if (Array.isArray(file)) throw new ImportFault("problems", file);
	return file;
}

/** What is to be known of an export before it is prepared. */
export interface SessionRead {
	readonly source: Source;
	readonly needsTown: boolean; // people of the file who belong to none have taken part
	readonly code: string; // of the session that it is of
}

/** What is wrong with it is told when it is prepared. */
export function sessionRead(text: string): SessionRead {
	const source = { text, name: text };
	try {
		const file = fileRead(text);
		return { source, needsTown: townless(file).length > 1, code: textIn(file.session[0], "code") };
	} catch {
		return { source, needsTown: false, code: "" };
	}
}

// What was sealed, or lost with its key, cannot be entered again.
function sealedIn(file: SessionFile): FileRow[] {
	return file.ballot.filter((row) => !isEntered(row) && row["state"] !== "prepared" && textIn(row, "title") !== "");
}

/** `town`: of people who belong to none. `again`: once more what was imported before. Rejects with ImportFault. */
export async function importPrepare(app: App, source: Source, town: string, again: boolean): Promise<Prepared> {
	const self = app.me.value.person;
	const plan = planMake(fileRead(source.text), town, self);
	const replica = app.rows.replica;
	if (Array.isArray(plan)) throw new ImportFault("problems", plan);
	if (plan.steps.length === 0) throw new ImportFault("empty");
	const open = (anew: boolean): Promise<Journal> =>
		journalOpen(app.shelf, app.viewer.value?.session ?? 0, fileName(source.name), plan.steps.length, anew);
	const journal = await open(false).catch((error: unknown) => {
		throw new ImportFault(error instanceof OtherPlan ? "other_plan" : "unkept");
	});
	const isAgain = again && journal.ended;
	for (const { step: at, state, result } of isAgain ? [] : journal.noted) {
		const step = plan.steps[at];
		if (step !== undefined) closeStep(plan, step, state, result);
	}
	if (replica === null || !planMeet({ plan, replica })) throw new ImportFault("votes");
	const begin = (): Promise<Journal> => (isAgain ? open(true) : Promise.resolve(journal));
	return { plan, journal, isEnded: journal.ended && !again, begin, sealed: sealedIn(plan.file) };
}

/* ---- what it brings ---- */

const groups = {
	towns: ["town_add"],
	boards: ["board_add"],
	topics: ["topic_add"],
	people: ["person_add"],
	ideas: ["idea_add", "idea_send_up"],
	comments: ["comment_add"],
	ballots: ["ballot_add", "ballot_repeat"],
	slips: ["slips_add"],
	votes: ["vote", "cast"],
} as const;

export type Group = keyof typeof groups | "more";

export interface Count {
	readonly group: Group;
	readonly added: number;
	readonly existing: number;
	readonly failed: number;
}

function groupOf({ kind }: Step): Group {
	const found = Object.entries(groups).find(([, kinds]) => (kinds as readonly string[]).includes(kind));
	return (found?.[0] ?? "more") as Group;
}

/** How many of each group are in one state, and how many were there already. */
export function countsOf(plan: Plan, state: StepState): Count[] {
	const all = [...Object.keys(groups), "more"] as Group[];
	const steps = plan.steps.map((step) => ({ group: groupOf(step), state: step.state, count: countOf(step) }));
	const sum = (group: Group, of: StepState): number => steps.reduce(
		(total, step) => total + (step.group === group && step.state === of ? step.count : 0), 0);
	return all
		.map((group) => ({
			group, added: sum(group, state), existing: group === "more" ? 0 : sum(group, "existing"), failed: sum(group, "failed"),
		}))
		.filter(({ added, existing, failed }) => added + existing + failed > 0);
}

/** The same, before anything is done. */
export function countsAhead({ plan }: Prepared, app: App): Count[] {
	const { replica } = app.rows;
	if (replica === null) return [];
	const known = new Map([...plan.known].map(([kind, numbers]) => [kind, new Map(numbers)]));
	const copy = { ...plan, known, steps: plan.steps.map((step) => ({ ...step })) };
	ballotsMeet({ plan: copy, replica });
	return countsOf(copy, "open");
}
