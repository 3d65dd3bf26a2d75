// What came of a ballot that an import has held again, beside what the file says of it.
import { replicaGet, type Replica } from "../../protocol/replica";
import { isClosed, isEntered } from "./ballots";
import { numberIn, textIn, wordsOf, type FileRow } from "./file";
import { renumber, type Plan } from "./steps";

/** What differs at an option: it has no result here, it was decided otherwise, or the figures alone. */
export type Differs = "missing" | "decided" | "figures";

interface Difference {
	readonly idea: number; // in the session; 0: the question itself
	readonly how: Differs;
}

export interface Compared {
	readonly title: string;
	readonly differences: readonly Difference[];
}

// Numbers of other rows say nothing of whether a result is the same; nor who may see it.
const passedBy = ["ballot", "idea", "rule", "budget_rule", "board", "author", "audience", "beats"];
const decides = /^(decision|rank|winners)/;

// What stands here of a list is in new numbers: the file's list is brought to them.
function textOf(value: unknown, renumbered: (old: number) => number): string {
	if (!Array.isArray(value)) return value === null ? "none" : typeof value === "object" ? "" : String(value);
	return value.map((old) => (typeof old === "number" ? renumbered(old) : 0)).sort((a, b) => a - b).join();
}

function differs(plan: Plan, here: object | undefined, there: FileRow): Differs | null {
	if (here === undefined) return "missing";
	const fields = Object.entries(here).filter(([field, value]) =>
		!passedBy.includes(field) && there[field] !== undefined
		&& textOf(value, (now) => now) !== textOf(there[field], (old) => renumber(plan, "idea", old) ?? 0));
	if (fields.length === 0) return null;
	return fields.some(([field]) => decides.test(field)) ? "decided" : "figures";
}

function compare(plan: Plan, replica: Replica, old: number, ballot: number): Difference[] | null {
	const isOfIt = (row: FileRow): boolean => numberIn(row, "ballot") === old;
	const found = (idea: number, here: object | undefined, there: FileRow): Difference[] => {
		const how = differs(plan, here, there);
		return how === null ? [] : [{ idea, how }];
	};
	const options = (kind: "result" | "score"): Difference[] => plan.file[kind].filter(isOfIt).flatMap((row) => {
		const number = numberIn(row, "idea");
		const idea = number === 0 ? 0 : renumber(plan, "idea", number);
		// If it was refused, that was said.
		return idea === undefined ? [] : found(idea, replicaGet(replica, kind, ballot, idea), row);
	});
	const outcomes = plan.file.outcome.filter(isOfIt).flatMap((row) => {
		const key = ["rule", "budget_rule"].map((field) => wordsOf("outcome", field).indexOf(textIn(row, field)) + 1);
		return found(0, replicaGet(replica, "outcome", ballot, ...key), row);
	});
	return plan.file.result.some(isOfIt) ? [...options("result"), ...options("score"), ...outcomes] : null;
}

/** The ballots that are closed again, with how their results differ from those in the file. */
export function resultsCompare(plan: Plan, replica: Replica): Compared[] {
	return plan.file.ballot.filter((row) => isClosed(row) && isEntered(row)).flatMap((row) => {
		const old = numberIn(row, "id");
		const ballot = renumber(plan, "ballot", old);
		const differences = ballot === undefined ? null : compare(plan, replica, old, ballot);
		return differences === null ? [] : [{ title: textIn(row, "title"), differences }];
	});
}
