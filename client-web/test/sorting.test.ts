import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour, positionIn, sorted, spotOf } from "../src/model/sorting";
import type { IdeaRow } from "../src/protocol/generated";
import type { AnyEntry } from "../src/sync/outbox";

function idea(id: number, fields: Partial<IdeaRow> = {}): IdeaRow {
	return {
		id, board: 1, topic: 0, author: 7, town: 2, audience: "everyone", stage: "idea", title: "", text: "T",
		created_ms: 1000, edited_ms: 0, phase: 1, sort: 0, hold: "none", reason: "", locked: false,
		redacted: false, merged_into: 0, sent_up_to: 0, ...fields,
	};
}

function entry(kind: string, args: object, state = "sent"): AnyEntry {
	return { kind, args, state } as unknown as AnyEntry;
}

const ideas = [idea(3), idea(1), idea(2, { topic: 5 }), idea(4, { merged_into: 1 }), idea(6, { board: 2 }), idea(7, { hold: "hidden" })];

test("ideas stand under their topics by number; merged, hidden ones and those of other boards do not", () => {
	const all = sorted(1, ideas, [5, 8], []);
	assert.deepEqual(all.columns, [{ topic: 0, ideas: [1, 3] }, { topic: 5, ideas: [2] }, { topic: 8, ideas: [] }]);
	assert.deepEqual([...all.merged], [[1, [4]]]);
	assert.equal(all.held, 1);
});

test("a topic that is none of the phase's has a column as long as ideas stand under it", () => {
	assert.deepEqual(sorted(1, ideas, [], []).columns.map(({ topic }) => topic), [0, 5]);
});

test("what is on its way shows at its new place, marked; what was refused stays where it was", () => {
	const move = { idea: 1, board: 1, topic: 5 };
	const merge = { idea: 3, into: 2 };
	const all = sorted(1, ideas, [5], [entry("idea_move", move), entry("idea_merge", merge, "done")]);
	assert.deepEqual(all.columns, [{ topic: 0, ideas: [] }, { topic: 5, ideas: [1, 2] }]);
	assert.deepEqual(all.merged.get(2), [3]);
	assert.deepEqual([...all.waiting], [1]);
	assert.deepEqual(
		sorted(1, ideas, [5], [entry("idea_move", move, "refused")]).columns[0], { topic: 0, ideas: [1, 3] });
	assert.deepEqual(sorted(1, ideas, [5], [entry("idea_unmerge", { idea: 4 })]).columns[0]?.ideas, [1, 3, 4]);
	assert.equal(spotOf(sorted(1, ideas, [5], [entry("idea_move", { idea: 1, board: 2, topic: 0 })]), 1), null);
});

test("a topic that is being made is named until it is there", () => {
	const made = (state: string) => sorted(1, [], [], [entry("topic_add", { title: "Neu", phase: 0 }, state)]).coming;
	assert.deepEqual(made("waiting"), ["Neu"]);
	assert.deepEqual(made("done"), []);
});

test("a card's position is the one that its number gives it", () => {
	const all = sorted(1, ideas, [5], []);
	assert.deepEqual(positionIn(all, 5, 1), { n: 1, of: 2 });
	assert.deepEqual(positionIn(all, 5, 3), { n: 2, of: 2 });
	assert.deepEqual(positionIn(all, 0, 3), { n: 2, of: 2 });
});

test("the arrows lead from card to card, past empty columns, and stop at the edges", () => {
	const all = sorted(1, [...ideas, idea(9, { topic: 8 })], [5, 6, 8], []);
	assert.equal(neighbour(all, 1, "ArrowDown"), 3);
	assert.equal(neighbour(all, 3, "ArrowDown"), 0);
	assert.equal(neighbour(all, 3, "ArrowRight"), 2); // the last one, where that column is shorter
	assert.equal(neighbour(all, 2, "ArrowRight"), 9);
	assert.equal(neighbour(all, 9, "ArrowRight"), 0);
	assert.equal(neighbour(all, 9, "ArrowLeft"), 2);
	assert.equal(neighbour(all, 3, "Home"), 1);
	assert.equal(neighbour(all, 1, "End"), 3);
	assert.equal(neighbour(all, 99, "ArrowUp"), 0);
});
