import assert from "node:assert/strict";
import { test } from "node:test";
import { isSlipUsed, lineRead, lineWrite, slipRanges, type LineFault } from "../src/model/slips";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { AnyRow } from "../src/protocol/codec";
import type { BallotRow, RowKind } from "../src/protocol/generated";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

const options = [12, 15, 20];

function ballot(method: BallotRow["method"], changes: Partial<BallotRow> = {}): BallotRow {
	return {
		id: 2, title: "?", method, state: "open", opened_ms: 1, closed_ms: 0, secrecy: "plain", hidden: false,
		board: 1, audience: "everyone", phase: 0, topic: 0, stages: [], sort: 0, options: options.map((id) => [id, 0]),
		roles: [], voters: [], points: 3, heap: 2, picks: 2, places: 0, threshold: 0, threshold_of: 0, quorum: 0,
		budget: 0, budget_rule: "none", utility: "none", weights: [], previous: 0, round: 1, papers: 0, eligible: 0,
		towns: 0, gathered: false, rule: "people", ...changes,
	};
}

function read(method: BallotRow["method"], text: string, language: "de" | "en" = "de") {
	const all = method === "resistance" ? [...options, 0] : options;
	const { paper, fault } = lineRead(ballot(method), all, text, language);
	return fault ?? paper;
}

test("ticks are the numbers of what is ticked", () => {
	assert.deepEqual(read("approval", "12 20"), [[12, 1], [20, 1]]);
	assert.deepEqual(read("choose", "#12, 20;"), [[12, 1], [20, 1]]);
	assert.deepEqual(read("budget", ""), []);
});

test("values stand in the order of the sheet or behind a number, and a dash is none", () => {
	assert.deepEqual(read("dots", "2 - 1"), [[12, 2], [20, 1]]);
	assert.deepEqual(read("dots", "20=2 #12:1"), [[20, 2], [12, 1]]);
	assert.deepEqual(read("dots", "0 1"), [[15, 1]]);
	assert.deepEqual(read("resistance", "0 – 10 5"), [[12, 0], [20, 10], [0, 5]]);
	assert.deepEqual(read("ranking", "2 1"), [[12, 2], [15, 1]]);
	assert.deepEqual(read("ranking", "1 1 2"), [[12, 1], [15, 1], [20, 2]]);
	assert.deepEqual(read("yesno", "j Nein e"), [[12, 1], [15, 2], [20, 3]]);
	assert.deepEqual(read("yesno", "y no a"), [[12, 1], [15, 2], [20, 3]]);
	assert.deepEqual(read("opinion", "d g e"), [[12, 1], [15, 2], [20, 3]]);
	assert.deepEqual(read("opinion", "a d p", "en"), [[12, 1], [15, 2], [20, 3]]);
});

test("what does not fit is told before it is sent", () => {
	const cases: readonly (readonly [BallotRow["method"], string, LineFault])[] = [
		["approval", "13", "unknown"], ["approval", "12 12", "twice"], ["choose", "12 15 20", "picks"],
		["approval", "zwölf", "unknown"], ["dots", "3", "heap"], ["dots", "2 2", "points"], ["dots", "1 1 1 0", "too_many"],
		["dots", "x", "value"], ["dots", "13=1", "unknown"], ["resistance", "11", "value"], ["ranking", "0", "value"],
		["yesno", "vielleicht", "value"], ["opinion", "a", "value"], ["resistance", "1 12=3", "twice"],
	];
	for (const [method, text, fault] of cases) assert.equal(read(method, text), fault, `${method}: ${text}`);
});

test("a paper written as a line reads the same", () => {
	for (const method of ["approval", "dots", "ranking", "yesno", "opinion"] as const) {
		const paper = [[15, 1], [12, method === "approval" ? 1 : 2]] as const;
		assert.deepEqual(read(method, lineWrite(ballot(method), paper)), paper, method);
	}
	assert.equal(lineWrite(ballot("approval"), []), "");
});

test("slips that follow each other in a town are one range, and those entered are counted", () => {
	const replica = replicaNew();
	const hold = (kind: RowKind, key: readonly number[], fields: object): void => {
		replicaHold(replica, { kind, key, revision: 1, fields } as unknown as AnyRow);
	};
	[[1, 1, 0], [2, 1, 7], [3, 2, 8], [4, 1, 9]].forEach(([id = 0, town, person]) => hold("slip", [id], { id, town, person }));
	hold("voted", [2, 7], { ballot: 2, person: 7, town: 1, withdrawn: false });
	hold("voted", [2, 8], { ballot: 2, person: 8, town: 2, withdrawn: true });
	replicaPut(replica, new Uint8Array(0), 1);
	const rows: RowSignals = { ...rowSignalsNew(), replica };
	assert.deepEqual(slipRanges(rows, 2), [
		{ town: 1, first: 1, last: 2, used: 1 }, { town: 2, first: 3, last: 3, used: 0 }, { town: 1, first: 4, last: 4, used: 0 },
	]);
	assert.deepEqual([1, 2, 3, 9].map((slip) => isSlipUsed(rows, 2, slip)), [false, true, false, false]);
	assert.deepEqual(slipRanges(rows, 0).map(({ used }) => used), [0, 0, 0]);
});
