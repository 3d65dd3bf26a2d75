// Which of the three rules across towns counts in a ballot.
import type { BallotRow, Rule } from "../protocol/generated";

export type AnyRule = Exclude<Rule, "none">;

/** Whether what towns say decides in it; not so where too few people of a town have voted. */
export function townsDecide(ballot: BallotRow): boolean {
	return ballot.towns > 0;
}

/** What was announced; ballots of old say nothing, and mean people. */
export function ruleAnnounced({ rule }: BallotRow): AnyRule {
	return rule === "none" ? "people" : rule;
}

/** The rule that decides: what was announced, but people where towns cannot decide after all. */
export function ruleDeciding(ballot: BallotRow): AnyRule {
	return ballot.state === "closed" && !townsDecide(ballot) ? "people" : ruleAnnounced(ballot);
}
