// What came of a ballot that an import has held again, beside what the file says of it.
import { replicaGet, type Replica } from "../../protocol/replica";
import { isClosed, isEntered } from "./ballots";
import { numberIn, textIn, wordsOf, type FileRow } from "./file";
import { renumber, type Plan } from "./steps";

export interface Difference {
	readonly idea: number; // in the session; 0: the question itself
	readonly field: string;
	readonly here: string;
	readonly there: string;
}

export interface Compared {
	readonly title: string;
	readonly differences: readonly Difference[];
}

// Numbers of other rows say nothing of whether a result is the same; nor who may see it.
const passedBy = ["ballot", "idea", "rule", "budget_rule", "board", "author", "audience", "beats"];

// What stands here of a list is in new numbers: the file's list is brought to them.
function shownOf(plan: Plan, value: unknown, isHere: boolean): string {
	if (Array.isArray(value))
		return value.map((old) => (isHere ? Number(old) : renumber(plan, "idea", Number(old)) ?? 0)).sort((a, b) => a - b).join(", ");
	return value === null ? "none" : String(value);
}

function compareRow(plan: Plan, here: object | undefined, there: FileRow, idea: number): Difference[] {
	if (here === undefined) return [{ idea, field: "", here: "", there: "" }];
	const fields = Object.entries(here).filter(([field]) => !passedBy.includes(field) && there[field] !== undefined);
	return fields
		.map(([field, value]) => ({ idea, field, here: shownOf(plan, value, true), there: shownOf(plan, there[field], false) }))
		.filter((difference) => difference.here !== difference.there);
}

function compare(plan: Plan, replica: Replica, old: number, ballot: number): Difference[] | null {
	const isOfIt = (row: FileRow): boolean => numberIn(row, "ballot") === old;
	const options = (kind: "result" | "score"): Difference[] => plan.file[kind].filter(isOfIt).flatMap((row) => {
		const number = numberIn(row, "idea");
		const idea = number === 0 ? 0 : renumber(plan, "idea", number);
		// If it was refused, that was said.
		return idea === undefined ? [] : compareRow(plan, replicaGet(replica, kind, ballot, idea), row, idea);
	});
	const outcomes = plan.file.outcome.filter(isOfIt).flatMap((row) => {
		const key = ["rule", "budget_rule"].map((field) => wordsOf("outcome", field).indexOf(textIn(row, field)) + 1);
		return compareRow(plan, replicaGet(replica, "outcome", ballot, ...key), row, 0);
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
