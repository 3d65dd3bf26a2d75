// What has become of ballots since one looked: opened for one's vote, or closed.
import type { BallotRow } from "../protocol/generated";
import { isVoter } from "./ballots";
import type { Me } from "./me";
import { rowsAll, type RowSignals } from "./rows";

/** The numbers of the ballots that are open; opinions are said at the ideas. */
export function ballotsOpen(rows: RowSignals): number[] {
	return rowsAll(rows, "ballot")
		.filter(({ method, state }) => method !== "opinion" && state === "open")
		.map(({ id }) => id)
		.sort((a, b) => a - b);
}

/** The newest ballot that was opened for one's vote or, if there is none, that was closed. A ballot is shown
 * with its result to whoever has its row. */
export function ballotNews(rows: RowSignals, me: Me, before: readonly number[]): BallotRow | undefined {
	const changed = rowsAll(rows, "ballot")
		.filter(({ id, method, state }) =>
			method !== "opinion" && state === (before.includes(id) ? "closed" : "open"))
		.sort((a, b) => b.id - a.id);
	return changed.find((ballot) => ballot.state === "open" && isVoter(rows, me, ballot)) ??
		changed.find(({ state }) => state === "closed");
}
