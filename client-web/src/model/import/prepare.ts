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
	readonly name: string; // tells it, and what is asked for with it, from others
}

export interface Prepared {
	readonly plan: Plan;
	readonly journal: Journal;
	readonly sealed: readonly FileRow[]; // ballots that are prepared anew, and empty
}

export class ImportFault extends Error {
	declare readonly why: "json" | "problems" | "votes" | "other_plan" | "unkept";
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

/** An export to be imported; what is wrong with it is told when it is prepared. */
export function sessionRead(text: string): { readonly source: Source; readonly needsTown: boolean } {
	const source = { text, name: text };
	try {
		return { source, needsTown: townless(fileRead(text)).length > 1 };
	} catch {
		return { source, needsTown: false };
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
	const name = fileName(`${source.name}\n${town}`);
	const journal = await journalOpen(app.shelf, app.viewer.value?.session ?? 0, name, plan.steps.length, again)
		.catch((error: unknown) => {
			throw new ImportFault(error instanceof OtherPlan ? "other_plan" : "unkept");
		});
	for (const { step: at, state, result } of journal.noted) {
		const step = plan.steps[at];
		if (step !== undefined) closeStep(plan, step, state, result);
	}
	if (replica === null || !planMeet({ plan, replica })) throw new ImportFault("votes");
	return { plan, journal, sealed: sealedIn(plan.file) };
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
		.map((group) => ({ group, added: sum(group, state), existing: group === "more" ? 0 : sum(group, "existing") }))
		.filter(({ added, existing }) => added + existing > 0);
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
