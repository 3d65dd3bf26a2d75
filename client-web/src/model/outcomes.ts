// What came of an idea in the ballots that are closed.
import type { BallotRow, Decision } from "../protocol/generated";
import { rowsAll, rowsMemo, type RowSignals } from "./rows";

export interface Outcome {
	readonly ballot: BallotRow;
	readonly rank: number; // of all people; 0: no order came of it
	readonly of: number; // how many stood for choice
	readonly decision: Decision;
}

const outcomesByIdea = rowsMemo((rows) => {
	const closed = new Map(
		rowsAll(rows, "ballot").filter(({ state }) => state === "closed").map((ballot) => [ballot.id, ballot]));
	const results = rowsAll(rows, "result");
	const sizes = new Map<number, number>();
	for (const { ballot } of results) sizes.set(ballot, (sizes.get(ballot) ?? 0) + 1);
	const ideas = new Map<number, Outcome[]>();
	for (const { idea, ballot: id, rank_people: rank, decision_people: decision } of results) {
		const ballot = closed.get(id);
		if (ballot === undefined) continue;
		const outcome = { ballot, rank, of: sizes.get(id) ?? 0, decision };
		ideas.set(idea, [...(ideas.get(idea) ?? []), outcome]);
	}
	return ideas;
});

/** The newest first, by the rule that counts all people alike. */
export function outcomesOf(rows: RowSignals, idea: number): Outcome[] {
	return [...(outcomesByIdea(rows).get(idea) ?? [])].sort((a, b) => b.ballot.closed_ms - a.ballot.closed_ms);
}
