// What came of an idea in the ballots that are closed.
import type { BallotRow, Decision } from "../protocol/generated";
import { rowsAll, rowsMemo, type RowSignals } from "./rows";
import { ruleDeciding } from "./rule";

export interface Outcome {
	readonly ballot: BallotRow;
	readonly rank: number; // by the rule that decides; 0: no order came of it
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
	for (const result of results) {
		const { idea, ballot: id } = result;
		const ballot = closed.get(id);
		if (ballot === undefined) continue;
		const rule = ruleDeciding(ballot);
		const outcome = {
			ballot, rank: result[`rank_${rule}`], of: sizes.get(id) ?? 0, decision: result[`decision_${rule}`],
		};
		ideas.set(idea, [...(ideas.get(idea) ?? []), outcome]);
	}
	return ideas;
});

/** The newest first, each by the rule that decides it. */
export function outcomesOf(rows: RowSignals, idea: number): Outcome[] {
	return [...(outcomesByIdea(rows).get(idea) ?? [])].sort((a, b) => b.ballot.closed_ms - a.ballot.closed_ms);
}
