import assert from "node:assert/strict";
import { test } from "node:test";
import { planRunoff } from "../src/model/prepare";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { AnyRow } from "../src/protocol/codec";
import type { BallotRow, Decision, RowKind } from "../src/protocol/generated";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

function closed(before: Partial<BallotRow>, decisions: Readonly<Record<number, readonly [Decision, Decision]>>): RowSignals {
	const replica = replicaNew();
	const hold = (kind: RowKind, key: readonly number[], fields: object): unknown =>
		replicaHold(replica, { kind, key, revision: 1, fields } as unknown as AnyRow);
	hold("ballot", [2], { id: 2, state: "closed", rule: "people", towns: 2, picks: 0, places: 3, ...before });
	for (const [idea, [people, every_town]] of Object.entries(decisions))
		hold("result", [2, Number(idea)], {
			ballot: 2, idea: Number(idea), decision_people: people, decision_every_town: every_town,
		});
	replicaPut(replica, new Uint8Array(0), 1);
	return { ...rowSignalsNew(), replica };
}

const next = { id: 3, previous: 2 } as BallotRow;

test("a run-off is among those who were level, for the places that were left", () => {
	const some = { 4: ["carried", "lost"], 5: ["tied", "tied"], 6: ["tied", "lost"], 7: ["lost", "tied"] } as const;
	const of = (before: Partial<BallotRow>, ballot = next) => planRunoff(closed(before, some), ballot);
	assert.deepEqual(of({}), { source: "picked", picked: [5, 6], picks: "", places: "2" });
	assert.deepEqual(of({ picks: 3, places: 0 }), { source: "picked", picked: [5, 6], picks: "2", places: "2" });
	assert.deepEqual(of({ rule: "every_town" }), { source: "picked", picked: [5, 7], picks: "", places: "3" });
	// Where too few of a town have voted, people decide.
	assert.deepEqual(of({ rule: "every_town", towns: 0 })?.picked, [5, 6]);
	assert.equal(of({}, { ...next, previous: 0 }), null);
	assert.equal(planRunoff(closed({}, { 4: ["carried", "carried"], 5: ["lost", "lost"] }), next), null);
});
