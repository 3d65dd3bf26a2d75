import assert from "node:assert/strict";
import { test } from "node:test";
import { belongs, isOwn, leads, meKeep, meOf, type Me } from "../src/model/me";
import { boardRules } from "../src/model/board_rules";
import { boards, boardTabs, phaseOf, timerBoard } from "../src/model/boards";
import { commentsClosed, contributionsAdded, ideasClosed, votesClosed } from "../src/model/closed";
import { focusHere } from "../src/model/focus";
import { phaseReveals } from "../src/model/leading";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import { handsOrder } from "../src/model/speaking";
import { decodeMessage, type AnyRow } from "../src/protocol/codec";
import { pack } from "../src/protocol/msgpack";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";
import type { BoardRow, IdeaRow, PhaseRow, RowKind, Rows } from "../src/protocol/generated";

const me: Me = {
	person: 7, role: "citizen", town: 2, team: 0, table: 0, muted: false, participates: true, moderates: false,
};

function board(id: number, fields: Partial<BoardRow> = {}): BoardRow {
	return {
		id, title: `B${id}`, sort: "plenary", town: 0, audience: "everyone", phase: 1, timer_end_ms: 0,
		parent: 0, leader: 0, speaker: 0, ending: "none", step: 1, rounds: 0, places: 0, hold: "none",
		ideas_max: 0, slow_s: 0, locked: false, approval: false, ...fields,
	};
}

function phase(id: number, fields: Partial<PhaseRow> = {}): PhaseRow {
	return {
		id, title: `P${id}`, prompt: "", allows: ["ideas", "comments", "votes"], minutes: 0, help: "", boards: [],
		ending: "none", hold: "none", reveal: false, ideas_max: 0, slow_s: 0, sort: 0, tables: "none",
		table_size: 0, ...fields,
	};
}

function idea(id: number, fields: Partial<IdeaRow> = {}): IdeaRow {
	return {
		id, board: 1, topic: 0, author: 7, town: 2, audience: "everyone", stage: "idea", title: "", text: "T",
		created_ms: 1000, edited_ms: 0, phase: 1, sort: 0, hold: "none", reason: "", locked: false,
		redacted: false, merged_into: 0, sent_up_to: 0, ...fields,
	};
}

// The rows of a session as the page would hold them.
function rowsOf(all: { readonly [K in RowKind]?: readonly Rows[K][] }): RowSignals {
	const rows = rowSignalsNew();
	rows.replica = replicaNew();
	for (const [kind, list] of Object.entries(all))
		for (const fields of list as unknown as readonly Record<string, number>[]) {
			const key = kind === "focus" ? [fields["board"] ?? 0] : [fields["id"] ?? 0];
			replicaHold(rows.replica, { kind, revision: 1, key, fields } as unknown as AnyRow);
		}
	replicaPut(rows.replica, new Uint8Array(1), 1);
	return rows;
}

test("a board's rules go as they are when they are sent, but for what was changed", () => {
	const earlier = board(1, { ideas_max: 3, slow_s: 5 });
	const rows = rowsOf({ board: [board(1, { ideas_max: 4, slow_s: 5, approval: true })] });
	assert.deepEqual(boardRules(rows, earlier, { slow_s: 0 }),
		{ board: 1, places: 0, ideas_max: 4, slow_s: 0, approval: true });
});

function rowsWith(at: Partial<BoardRow>, ideas: IdeaRow[] = [], locked = false): RowSignals {
	return rowsOf({
		board: [board(1, at)], phase: [phase(1)], idea: ideas,
		session: [{ id: 1, title: "S", language: "de", code: "", method: "open", created_ms: 0, locked }],
	});
}

test("[WIRE-3] roles and other words that came later read as none, and such a person takes part", () => {
	const welcome = decodeMessage(pack([16, 1, 3, 7, 99, false, 0, 0]));
	assert.ok(welcome.ok);
	const [frame] = welcome.frames;
	assert.ok(frame?.frame === "welcome" && frame.role === "none");
	const later = meOf(rowsOf({}), { session: 3, person: 7, role: frame.role });
	assert.deepEqual([later.participates, later.moderates], [true, false]);
	const row = decodeMessage(pack([19, 3, 1, [1], ["B1", 99]]));
	assert.ok(row.ok && row.frames[0]?.frame === "row");
	const fields = row.frames[0].row.fields as BoardRow;
	assert.equal(fields.sort, "none");
	assert.equal(boards(rowsOf({ board: [board(1), { ...board(2), sort: fields.sort }] }), later).length, 2);
});

test("observers and visitors take no part; nobody else's row makes one somebody else", () => {
	const rows = rowsOf({});
	assert.equal(meOf(rows, { session: 1, person: 7, role: "observer" }).participates, false);
	assert.equal(meOf(rows, { session: 1, person: 0, role: "viewer" }).participates, false);
	assert.equal(meOf(rows, null).participates, false);
	const first = meOf(rows, { session: 1, person: 7, role: "member" });
	assert.equal(meKeep(first, { ...first }), first);
	assert.notEqual(meKeep(first, { ...first, table: 4 }), first);
});

test("boards that one belongs to come first, and of tables only one's own is a tab", () => {
	const all = [
		board(1), board(2, { sort: "town", town: 1 }), board(3, { sort: "town", town: 2 }),
		board(4, { sort: "team" }), board(5, { sort: "table" }), board(6, { sort: "table" }),
		board(7, { sort: "steering" }),
	];
	const rows = rowsOf({ board: all });
	const ids = (who: Me): number[] => boards(rows, who).map(({ id }) => id);
	assert.deepEqual(ids(me), [1, 3, 2, 4, 7, 5, 6]);
	assert.deepEqual(ids({ ...me, team: 4, table: 6 }), [6, 4, 1, 3, 2, 7, 5]);
	assert.deepEqual(ids({ ...me, role: "steering" }), [7, 1, 3, 2, 4, 5, 6]);
	assert.deepEqual(boardTabs(rows, { ...me, table: 6 }, all[0]!).map(({ id }) => id), [6, 1, 3, 2, 4, 7]);
});

test("teams, tables and steering groups are for their members, leaders and moderators", () => {
	const team = board(4, { sort: "team" });
	assert.equal(belongs(me, team), false);
	assert.equal(belongs({ ...me, team: 4 }, team), true);
	assert.equal(belongs({ ...me, moderates: true }, team), true);
	assert.equal(belongs(me, board(2, { sort: "town", town: 1 })), true);
	assert.equal(isOwn(me, { ...team, leader: 7 }), true);
	assert.equal(leads(me, { ...team, leader: 7 }), true);
	assert.equal(leads({ ...me, participates: false }, { ...team, leader: 7 }), false);
	assert.equal(leads({ ...me, person: 0, participates: false }, team), false);
});

test("phases that are not meant for a board's sort are no steps of it", () => {
	const rows = rowsOf({
		phase: [phase(1), phase(2, { boards: ["town"] }), phase(3, { boards: ["plenary", "table"] })],
	});
	const steps = (at: BoardRow): number[] | undefined => phaseOf(rows, at)?.all.map(({ id }) => id);
	assert.deepEqual(steps(board(1)), [1, 3]);
	assert.deepEqual(steps(board(2, { sort: "town" })), [1, 2]);
	assert.deepEqual(steps(board(1, { phase: 2 })), [1, 2, 3]);
});

test("what was written in silence comes out on entering the phase that reveals, on the boards led there", () => {
	const boards = [board(1), board(2, { parent: 1, sort: "town" }), board(3, { parent: 1, approval: true })];
	const ideas = [[1, 1], [2, 1], [3, 2], [4, 3]].map(([id = 0, at = 0]) => ({ id, board: at, hold: "alone" }));
	const idea = [...ideas, { id: 5, board: 1, hold: "none" }] as unknown as IdeaRow[];
	const rows = rowsOf({ board: boards, idea });
	const at = (fields: Partial<PhaseRow>, below = false) => {
		const { shown, waiting } = phaseReveals(rows, boards[0]!, phase(2, fields), below);
		return [shown, waiting];
	};
	assert.deepEqual(at({}), [0, 0]);
	assert.deepEqual(at({ reveal: true }), [2, 0]);
	assert.deepEqual(at({ reveal: true, hold: "waiting" }), [0, 2]);
	assert.deepEqual(at({ reveal: true, hold: "alone" }), [0, 0]);
	assert.deepEqual(at({ reveal: true }, true), [3, 1]);
	assert.deepEqual(at({ reveal: true, boards: ["plenary"] }, true), [2, 1]);
});

test("a board without a timer shows that of the one above, and parents in a ring end", () => {
	const rows = rowsOf({ board: [board(1, { timer_end_ms: 5 }), board(2, { parent: 1 }), board(3, { parent: 2 })] });
	assert.equal(timerBoard(rows, board(3, { parent: 2 }))?.id, 1);
	assert.equal(timerBoard(rows, board(3, { parent: 2, timer_end_ms: 9 }))?.id, 3);
	const ring = rowsOf({ board: [board(1, { parent: 2 }), board(2, { parent: 1 })] });
	assert.equal(timerBoard(ring, board(1, { parent: 2 })), undefined);
});

test("hands are called town by town, each call counted, then by how long they wait", () => {
	const hand = (person: number, town: number, raised_ms: number) => ({ board: 1, person, town, raised_ms });
	const order = (hands: ReturnType<typeof hand>[], called: Record<number, number> = {}): number[] =>
		handsOrder(hands, (town) => called[town] ?? 0).map(({ person }) => person);
	const hands = [hand(1, 1, 10), hand(2, 1, 20), hand(3, 1, 30), hand(4, 2, 40)];
	assert.deepEqual(order(hands), [1, 4, 2, 3]);
	assert.deepEqual(order(hands, { 1: 2 }), [4, 1, 2, 3]);
	assert.deepEqual(order(hands, { 2: 2 }), [1, 2, 3, 4]);
	assert.deepEqual(order([hand(9, 1, 10), hand(8, 1, 10)]), [8, 9]);
	assert.deepEqual(order([]), []);
});

test("why no idea can be added is told in the order in which the server looks", () => {
	const reason = (who: Me, rows: RowSignals, now_ms = 2000): string | undefined => {
		const at = rows.replica === null ? undefined : boards(rows, who)[0];
		assert.ok(at !== undefined);
		return ideasClosed(rows, who, at, contributionsAdded(rows, who, at, []), now_ms)?.key;
	};
	assert.equal(reason(me, rowsWith({})), undefined);
	assert.equal(reason({ ...me, muted: true }, rowsWith({ locked: true })), "closed_muted");
	assert.equal(reason(me, rowsWith({ sort: "team" })), "closed_member");
	assert.equal(reason(me, rowsWith({ locked: true }, [], true)), "closed_session");
	assert.equal(reason(me, rowsWith({ locked: true })), "closed_board");
	assert.equal(reason(me, rowsWith({ ideas_max: 1 }, [idea(1)])), "closed_limit");
	assert.equal(reason(me, rowsWith({ ideas_max: 1 }, [idea(1, { author: 8 }), idea(2, { phase: 2 })])), undefined);
	assert.equal(reason(me, rowsWith({ slow_s: 5 }, [idea(1)])), "closed_slow");
	assert.equal(reason(me, rowsWith({ slow_s: 5 }, [idea(1)]), 6000), undefined);
	const moderator = { ...me, moderates: true };
	assert.equal(reason(moderator, rowsWith({ locked: true, ideas_max: 1, slow_s: 9 }, [idea(1)], true)), undefined);
});

test("held, merged and locked ideas take no votes; merged and locked ones no comments", () => {
	const rows = rowsWith({});
	assert.equal(votesClosed(rows, idea(1)), null);
	assert.equal(votesClosed(rows, idea(1, { hold: "alone" }))?.key, "closed_held");
	assert.equal(votesClosed(rows, idea(1, { merged_into: 2 }))?.key, "closed_merged");
	assert.equal(votesClosed(rows, idea(1, { locked: true }))?.key, "closed_idea");
	assert.equal(commentsClosed(rows, me, idea(1), [], 0), null);
	assert.equal(commentsClosed(rows, me, idea(1, { merged_into: 2 }), [], 0)?.key, "closed_merged");
	assert.equal(commentsClosed(rows, me, idea(1, { locked: true }), [], 0)?.key, "closed_idea");
});

test("the newest focus counts of the board shown, those above it and those one belongs to", () => {
	const focus = (at: number, since_ms: number) => ({ board: at, idea: 1, topic: 0, ballot: 0, person: 1, since_ms });
	const rows = rowsOf({
		board: [board(1), board(2, { sort: "town", town: 1, parent: 1 }), board(3, { sort: "table", parent: 2 })],
		focus: [focus(1, 5), focus(2, 9), focus(3, 11)],
	});
	const at = (id: number, who = me): number | undefined =>
		focusHere(rows, who, { screen: "board", board: id })?.board;
	assert.equal(at(1), 1);
	assert.equal(at(2), 2);
	assert.equal(at(1, { ...me, table: 3 }), 3);
});
