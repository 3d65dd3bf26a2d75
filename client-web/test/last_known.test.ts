import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnyRow } from "../src/protocol/codec";
import { limits, type IdeaRow } from "../src/protocol/generated";
import { replicaAll, replicaHold, replicaNew, replicaPut, replicaRow } from "../src/protocol/replica";
import { keepOpen, rowsEncode } from "../src/sync/keep";
import { lastKnownRead } from "../src/sync/last_known";
import type { LastKnown, Shelf } from "../src/sync/shelf";

const token = Uint8Array.from({ length: 16 }, (_, i) => i);

function idea(id: number, text: string): AnyRow {
	const fields = {
		id, board: 1, topic: 0, author: 2, title: "", text, created_ms: 5, stage: "idea", hold: "none", reason: "",
	} as Partial<IdeaRow>;
	return { kind: "idea", revision: id, key: [id], fields } as unknown as AnyRow;
}

function shelfWith(messages: readonly Uint8Array[], build = "a"): Shelf {
	const kept: LastKnown = {
		session: 7, person: 2, role: "citizen", token, build, cursor: new Uint8Array(20), scope: 9, seq: 500,
		kept_ms: 1, messages,
	};
	return { rows: (session: number) => Promise.resolve(session === 7 ? kept : undefined) } as unknown as Shelf;
}

test("what was kept is read again: rows, cursor and scope, without what passed or was removed", async () => {
	const rows: AnyRow[] = [
		...Array.from({ length: 300 }, (_, i) => idea(i + 1, `Gedanke ${i} äöü`)),
		{ ...idea(400, ""), fields: null } as AnyRow,
		{ ...idea(401, "passing"), revision: 0 } as AnyRow,
	];
	const replica = replicaNew();
	const kept = await lastKnownRead(shelfWith(rowsEncode(rows)), 7, token, "a", replica);
	assert.equal(kept?.person, 2);
	assert.equal(replicaAll(replica, "idea").length, 300);
	assert.equal(replicaRow(replica, "idea", 300)?.fields?.text, "Gedanke 299 äöü");
	assert.equal(replicaRow(replica, "idea", 300)?.revision, 300);
	assert.deepEqual([replica.seq, replica.scope, replica.cursor.length, replica.held.length], [500, 9, 20, 0]);
	// What comes next goes on from there.
	replicaHold(replica, { ...idea(300, "neu"), revision: 501 } as AnyRow);
	replicaPut(replica, new Uint8Array(20), 501);
	assert.equal(replicaRow(replica, "idea", 300)?.fields?.text, "neu");
});

test("[HELLO-4] what another build has kept is shown, and all rows come anew", async () => {
	const replica = replicaNew();
	assert.notEqual(await lastKnownRead(shelfWith(rowsEncode([idea(1, "a")]), "older"), 7, token, "a", replica), null);
	assert.deepEqual([replicaAll(replica, "idea").length, replica.cursor.length], [1, 0]);
});

test("[WIRE-2] no message is longer than one may be, however long the texts are", () => {
	const messages = rowsEncode(Array.from({ length: 60 }, (_, i) => idea(i + 1, "ö".repeat(2000))));
	assert.ok(messages.length > 3);
	assert.ok(messages.every(({ length }) => length <= limits.messageBytesMax));
});

test("nobody is shown what was kept for somebody else, for another session, or broken", async () => {
	const messages = rowsEncode([idea(1, "a")]);
	const other = Uint8Array.from(token, (byte) => byte + 1);
	for (const [shelf, session, by] of [
		[shelfWith(messages), 7, other],
		[shelfWith(messages), 8, token],
		[shelfWith([...messages, Uint8Array.of(0x99)]), 7, token],
		[{ rows: () => Promise.reject(new Error("denied")) } as unknown as Shelf, 7, token],
	] as const) {
		const replica = replicaNew();
		assert.equal(await lastKnownRead(shelf, session, by, "a", replica), null);
		assert.deepEqual([replicaAll(replica, "idea"), replica.cursor.length, replica.seq], [[], 0, 0]);
	}
});

test("[HELLO-4] what is kept is all that the cursor stands for, rows older than it that came late too", async () => {
	const listeners = new Map<string, () => void>();
	const heard = { addEventListener: (name: string, act: () => void) => void listeners.set(name, act) };
	Object.assign(globalThis, { window: { ...heard, setTimeout, clearTimeout }, document: heard });
	const kept: LastKnown[] = [];
	const shelf = { rowsKeep: async (rows: LastKnown) => void kept.push(rows) } as unknown as Shelf;
	const replica = replicaNew();
	const put = (ids: readonly number[], seq: number): void => {
		for (const id of ids) replicaHold(replica, idea(id, "a"));
		replicaPut(replica, Uint8Array.of(seq % 256), seq);
	};
	put(Array.from({ length: 60 }, (_, i) => 200 + i), 500);
	keepOpen(shelf, replica, () => ({ session: 7, person: 2, role: "citizen", token, build: "a" }));
	listeners.get("pagehide")?.();
	// A place at a table brings what was written there, with revisions of its own.
	put(Array.from({ length: 40 }, (_, i) => 1 + i), 501);
	listeners.get("pagehide")?.();
	const read = replicaNew();
	const last = { rows: async () => kept[kept.length - 1] } as unknown as Shelf;
	await lastKnownRead(last, 7, token, "a", read);
	assert.deepEqual([read.seq, replicaAll(read, "idea").length], [501, 100]);
});
