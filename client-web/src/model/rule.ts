// Which of the three rules across towns counts in a ballot.
import type { BallotRow, Rule } from "../protocol/generated";

export type AnyRule = Exclude<Rule, "none">;

/** What of a ballot says which rule it is. */
type Ruled = Pick<BallotRow, "rule" | "state" | "towns">;

/** Whether what towns say decides in it; not so where too few people of a town have voted. */
export function townsDecide({ towns }: Pick<Ruled, "towns">): boolean {
	return towns > 0;
}

/** What was announced; ballots of old say nothing, and mean people. */
export function ruleAnnounced({ rule }: Ruled): AnyRule {
	return rule === "none" ? "people" : rule;
}

/** The rule that decides: what was announced, but people where towns cannot decide after all. */
export function ruleDeciding(ballot: Ruled): AnyRule {
	return ballot.state === "closed" && !townsDecide(ballot) ? "people" : ruleAnnounced(ballot);
}
