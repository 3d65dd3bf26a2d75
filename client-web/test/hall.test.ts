// What the screen on the wall shows follows from the rows alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hallBoard, hallIdeas, hallPlan, type Scene } from "../src/model/hall";
import { meOf } from "../src/model/me";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { Action } from "../src/protocol/generated";
import type { AnyRow } from "../src/protocol/codec";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

type Fields = Readonly<Record<string, unknown>>;

const board = { id: 1, title: "Plenum", sort: "plenary", phase: 1, parent: 0, step: 1 };

function idea(id: number, fields: Fields = {}): Fields {
	return { id, board: 1, topic: 0, phase: 1, hold: "none", merged_into: 0, created_ms: id * 1000, ...fields };
}

function ballot(id: number, fields: Fields): Fields {
	return {
		id, method: "dots", state: "open", hidden: false, board: 1, phase: 0, closed_ms: 0, options: [], ...fields,
	};
}

function rowsOf(
	allows: readonly Action[], all: Readonly<Record<string, readonly Fields[]>>, phase: Fields = {},
): RowSignals {
	const rows = rowSignalsNew();
	const replica = replicaNew();
	rows.replica = replica;
	const put = (kind: string, fields: Fields): void => {
		const key = kind === "focus" ? [fields["board"]]
			: kind === "total" ? [fields["ballot"], fields["idea"]]
			: [fields["id"]];
		replicaHold(replica, { kind, revision: 1, key, fields } as unknown as AnyRow);
	};
	put("board", board);
	put("phase", { id: 1, title: "P", allows, boards: [], sort: 0, ...phase });
	for (const [kind, list] of Object.entries(all)) for (const fields of list) put(kind, fields);
	replicaPut(replica, new Uint8Array(1), 1);
	return rows;
}

function scenes(rows: RowSignals, since_ms = 0): readonly Scene[] {
	const at = hallBoard(rows, 0);
	assert.ok(at !== undefined);
	return hallPlan(rows, meOf(rows, null), at, since_ms).scenes;
}

const opinion = ballot(9, { method: "opinion", board: 0 });
const total = { ballot: 9, idea: 1, agree: 1 };

test("with nothing to see the wall shows the way in", () => {
	assert.deepEqual(scenes(rowsOf(["ideas"], {})), [{ show: "welcome" }]);
});

test("hidden, waiting and merged ideas are never on the wall", () => {
	const rows = rowsOf(["ideas"], {
		idea: [idea(1), idea(2, { hold: "hidden" }), idea(3, { hold: "waiting" }), idea(4, { merged_into: 1 })],
	});
	assert.deepEqual(hallIdeas(rows, hallBoard(rows, 1)!).map(({ id }) => id), [1]);
});

test("while ideas are written those of the phase count, afterwards all; the newest first", () => {
	const list = [idea(1, { phase: 7 }), idea(2), idea(3)];
	const writing = rowsOf(["ideas"], { idea: list });
	const reading = rowsOf(["comments"], { idea: list });
	assert.deepEqual(hallIdeas(writing, hallBoard(writing, 1)!).map(({ id }) => id), [3, 2]);
	assert.deepEqual(hallIdeas(reading, hallBoard(reading, 1)!).map(({ id }) => id), [3, 2, 1]);
});

test("what was sent up stands there while the same sort is asked for", () => {
	const list = [idea(1, { phase: 0, sort: 5 }), idea(2, { phase: 0, sort: 6 }), idea(3, { sort: 5 })];
	const asking = (sort: number) => {
		const rows = rowsOf(["ideas"], { idea: list }, { sort });
		return hallIdeas(rows, hallBoard(rows, 1)!).map(({ id }) => id);
	};
	assert.deepEqual(asking(5), [3, 1]);
	assert.deepEqual(asking(0), [3, 2, 1]);
});

test("topics stand side by side, at most three, in even groups; ideas of none come last", () => {
	const topic = [1, 2, 3, 4].map((id) => ({ id, title: `T${id}`, phase: 0 }));
	const of = (...topics: number[]) =>
		scenes(rowsOf(["ideas"], { topic, idea: topics.map((at, i) => idea(i + 1, { topic: at })) }));
	assert.deepEqual(of(0, 0), [{ show: "ideas" }]);
	assert.deepEqual(of(2, 0, 1), [{ show: "topics", topics: [1, 2, 0] }]);
	assert.deepEqual(of(1, 2, 3, 4), [{ show: "topics", topics: [1, 2] }, { show: "topics", topics: [3, 4] }]);
});

test("opinions are ranked where one votes, beside the ideas as long as these are written", () => {
	const all = { idea: [idea(1)], ballot: [opinion], total: [total] };
	const ranking: Scene = { show: "ballot", id: 9 };
	assert.deepEqual(scenes(rowsOf(["ideas", "votes"], all)), [{ show: "ideas" }, ranking]);
	assert.deepEqual(scenes(rowsOf(["votes"], all)), [ranking]);
	assert.deepEqual(scenes(rowsOf([], all)), [ranking]);
	assert.deepEqual(scenes(rowsOf(["ideas"], all)), [{ show: "ideas" }]);
	assert.deepEqual(scenes(rowsOf(["votes"], { ...all, total: [] })), [{ show: "ideas" }]);
	assert.deepEqual(
		scenes(rowsOf(["votes"], { ...all, ballot: [{ ...opinion, hidden: true }] })), [{ show: "ideas" }]);
});

test("open ballots come before ideas, and what came of the last until something newer is there", () => {
	const list = { idea: [idea(1)] };
	const show = (fields: Fields, since_ms = 0) =>
		scenes(rowsOf(["ideas"], { ...list, ballot: [ballot(2, fields), ballot(3, { state: "prepared" })] }), since_ms)[0]?.show;
	assert.equal(show({ state: "open" }), "ballot");
	assert.equal(show({ state: "closed", closed_ms: 5000 }), "ballot");
	assert.equal(show({ state: "closed", closed_ms: 500 }), "ideas", "an idea is newer");
	assert.equal(show({ state: "closed", closed_ms: 5000 }, 6000), "ideas", "the phase is newer");
	assert.equal(show({ state: "closed", closed_ms: 5000, phase: 1 }, 6000), "ballot", "it belongs to the phase");
	assert.equal(show({ state: "closed", closed_ms: 5000, phase: 4 }), "ideas");
});

test("what all are asked to look at comes first, if a visitor may see it", () => {
	const at = (focus: Fields) => scenes(rowsOf(["ideas"], {
		idea: [idea(1)], ballot: [ballot(2, {})],
		focus: [{ board: 1, idea: 0, topic: 0, ballot: 0, since_ms: 1, ...focus }],
	}));
	assert.deepEqual(at({ idea: 1 }), [{ show: "idea", id: 1 }]);
	assert.deepEqual(at({ idea: 77 }), [{ show: "ballot", id: 2 }]);
});
