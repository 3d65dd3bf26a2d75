// What moderators see of people, places and invitations, worked out from rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { invitationState, planLike, planNew, planRead, planRole } from "../src/model/invitations";
import { mayLead, peopleAnyone, peopleByTown, peopleFound } from "../src/model/people";
import { seatingOf, titleFree, townCounts } from "../src/model/seats";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { AnyRow } from "../src/protocol/codec";
import type { BoardRow, InvitationRow, PersonRow, RowKind, Rows, SeatRow } from "../src/protocol/generated";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

function person(id: number, fields: Partial<PersonRow> = {}): PersonRow {
	return {
		id, name: `P${id}`, institution: "", town: 1, role: "citizen", joined_ms: 0, contributed: false,
		assisted: false, left: false, muted: false, kept_out: false, links: 0, invitation: 0, settled: false,
		...fields,
	};
}

function board(id: number, fields: Partial<BoardRow> = {}): BoardRow {
	return {
		id, title: `B${id}`, sort: "plenary", town: 0, audience: "everyone", phase: 1, timer_end_ms: 0,
		parent: 0, leader: 0, speaker: 0, ending: "none", step: 1, rounds: 0, places: 0, hold: "none",
		ideas_max: 0, slow_s: 0, locked: false, approval: false, ...fields,
	};
}

function invitation(fields: Partial<InvitationRow> = {}): InvitationRow {
	return {
		id: 1, role: "citizen", town: 0, board: 0, until_ms: 0, uses_max: 0, uses: 0, revoked: false, person: 1,
		created_ms: 0, ...fields,
	};
}

function rowsOf(all: { readonly [K in RowKind]?: readonly Rows[K][] }): RowSignals {
	const rows = rowSignalsNew();
	rows.replica = replicaNew();
	for (const [kind, list] of Object.entries(all))
		for (const fields of list as unknown as readonly Record<string, number>[]) {
			const key = [fields[kind === "seat" ? "person" : "id"] ?? 0];
			replicaHold(rows.replica, { kind, revision: 1, key, fields } as unknown as AnyRow);
		}
	replicaPut(rows.replica, new Uint8Array(1), 1);
	return rows;
}

const seat = (id: number, team: number, table: number): SeatRow => ({ person: id, team, table });
const ids = (people: readonly PersonRow[]): number[] => people.map(({ id }) => id);

test("people are found by name, institution, town, role, board and what holds of them", () => {
	const rows = rowsOf({
		person: [
			person(1, { name: "Özlem", town: 2 }), person(2, { name: "Anna", institution: "Heimatverein" }),
			person(3, { name: "Otto", town: 2, role: "observer" }), person(4, { name: "Zoe", town: 0 }),
			person(5, { left: true }), person(6, { kept_out: true, left: true }), person(7, { muted: true }),
		],
		board: [board(1), board(2, { sort: "team" })],
		seat: [seat(2, 2, 0)],
	});
	const found = (filter: Partial<typeof peopleAnyone>, kept = 0): number[] =>
		ids(peopleFound(rows, { ...peopleAnyone, ...filter }, kept));
	// Town by town, those of no town last; within one as a dictionary has them.
	assert.deepEqual(found({}), [2, 7, 3, 1, 4]);
	assert.deepEqual(found({ name: " HEIMAT" }), [2]);
	assert.deepEqual(found({ town: 2, role: "observer" }), [3]);
	assert.deepEqual(found({ board: 2 }), [2]);
	assert.deepEqual(found({ state: "left" }), [5]);
	assert.deepEqual(found({ state: "removed" }), [6]);
	assert.deepEqual(found({ state: "muted" }), [7]);
	assert.deepEqual(found({ state: "townless" }), [4]);
	// Who is being dealt with stays in sight.
	assert.deepEqual(found({ state: "muted" }, 6), [6, 7]);
	assert.deepEqual(peopleByTown(peopleFound(rows, peopleAnyone, 0)).map(ids), [[2, 7], [3, 1], [4]]);
});

test("a board is led by its members, a team or table by anybody, nothing by who only reads", () => {
	const town = board(2, { sort: "town", town: 2 });
	assert.equal(mayLead(town, person(1)), false);
	assert.equal(mayLead(town, person(1, { town: 2 })), true);
	assert.equal(mayLead(town, person(1, { role: "moderator" })), true);
	assert.equal(mayLead(board(3, { sort: "team" }), person(1)), true);
	assert.equal(mayLead(board(3, { sort: "team" }), person(1, { role: "observer" })), false);
	assert.equal(mayLead(board(3, { sort: "team" }), person(1, { kept_out: true })), false);
	assert.equal(mayLead(board(4, { sort: "steering" }), person(1, { role: "steering" })), true);
});

test("the tables of a board hold who sits there; of the rest those are without a place whom it is for", () => {
	const plenary = board(1);
	const workshop = board(2, { sort: "town", town: 2, parent: 1 });
	const rows = rowsOf({
		person: [
			person(1), person(2, { town: 2 }), person(3), person(4, { role: "moderator" }), person(5, { left: true }),
			person(6, { town: 2 }),
		],
		board: [
			plenary, workshop, board(3, { sort: "table", parent: 1 }), board(4, { sort: "table", parent: 2 }),
			board(5, { sort: "team", parent: 1 }),
		],
		seat: [seat(1, 5, 3), seat(2, 0, 4), seat(5, 5, 3)],
	});
	const at = (above: BoardRow | undefined): unknown => {
		const { groups, unseated } = seatingOf(rows, above);
		return [groups.map((group) => [group.board.id, ids(group.people)]), ids(unseated)];
	};
	assert.deepEqual(at(plenary), [[[3, [1]]], [3, 2, 6]]);
	assert.deepEqual(at(workshop), [[[4, [2]]], [6]]);
	assert.deepEqual(at(undefined), [[[5, [1]]], [3, 2, 6]]);
	assert.deepEqual(
		townCounts([person(1), person(2, { town: 2 }), person(3)], [{ id: 2 }, { id: 1 }, { id: 3 }]),
		[{ town: 2, n: 1 }, { town: 1, n: 2 }]);
	assert.equal(titleFree(rows, (n) => `B${n}`), "B6");
});

test("an invitation holds until it is revoked, over or used up", () => {
	assert.equal(invitationState(invitation(), 10), "holds");
	assert.equal(invitationState(invitation({ until_ms: 10 }), 10), "over");
	assert.equal(invitationState(invitation({ uses_max: 2, uses: 1 }), 10), "holds");
	assert.equal(invitationState(invitation({ uses_max: 2, uses: 2 }), 10), "used_up");
	assert.equal(invitationState(invitation({ revoked: true, until_ms: 10 }), 10), "revoked");
});

test("what was typed becomes an invitation's end and number of uses", () => {
	const now_ms = Date.UTC(2026, 0, 1);
	const read = (changes: Partial<typeof planNew>) => planRead({ ...planNew, ...changes }, now_ms);
	assert.deepEqual(read({}), { until_ms: 0, uses_max: 0, faults: [] });
	assert.deepEqual(read({ until: "7", uses: " 12 " }), { until_ms: now_ms + 7 * 86400000, uses_max: 12, faults: [] });
	for (const uses of ["0", "-1", "1.5", "zwei", "99999999"]) assert.deepEqual(read({ uses }).faults, ["uses"]);
	for (const at of ["", "2025-12-31T10:00"]) assert.deepEqual(read({ until: "at", at }).faults, ["at"]);
	assert.equal(read({ until: "at", at: "2026-06-01T10:00" }).until_ms, new Date("2026-06-01T10:00").getTime());
});

test("a role brings its usual number of uses; who observes sits nowhere", () => {
	assert.equal(planRole(planNew, "moderator").uses, "1");
	assert.equal(planRole({ ...planNew, uses: "1" }, "observer").uses, "");
	assert.equal(planRole({ ...planNew, board: 3 }, "observer").board, 0);
	assert.equal(planRole({ ...planNew, board: 3 }, "member").board, 3);
});

test("a new invitation has the terms of an old one, and its span from now on", () => {
	const day_ms = 86400000;
	const old = invitation({ role: "member", town: 2, board: 5, uses_max: 3, created_ms: day_ms, until_ms: 31 * day_ms + 500 });
	assert.deepEqual(planLike(old), { role: "member", town: 2, board: 5, uses: "3", until: "30", at: "" });
	assert.equal(planLike(invitation()).until, "");
	assert.equal(planLike(invitation({ until_ms: 5 * day_ms })).until, "at");
});
