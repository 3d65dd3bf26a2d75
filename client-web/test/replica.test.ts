import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnyRow } from "../src/protocol/codec";
import { replicaAll, replicaGet, replicaHold, replicaNew, replicaPut, replicaWelcome } from "../src/protocol/replica";

function town(id: number, revision: number, name: string | null): AnyRow {
	return { kind: "town", revision, key: [id], fields: name === null ? null : { id, name } };
}

const cursor = new Uint8Array([1, 2, 3]);

test("[ROW-4] rows are held back until the update that closes them", () => {
	const replica = replicaNew();
	assert.equal(replicaHold(replica, town(1, 5, "A")), null);
	assert.equal(replicaGet(replica, "town", 1), undefined);
	assert.deepEqual(replicaPut(replica, cursor, 5).map((row) => row.key), [[1]]);
	assert.equal(replicaGet(replica, "town", 1)?.name, "A");
	assert.equal(replica.seq, 5);
});

test("[ROW-4] rows newer than the update stay held for the next", () => {
	const replica = replicaNew();
	replicaHold(replica, town(1, 5, "A"));
	replicaHold(replica, town(1, 7, "B"));
	replicaPut(replica, cursor, 5);
	assert.equal(replicaGet(replica, "town", 1)?.name, "A");
	replicaPut(replica, cursor, 7);
	assert.equal(replicaGet(replica, "town", 1)?.name, "B");
});

test("[ROW-4] a welcome drops what is held, resumed or not", () => {
	for (const resumed of [true, false]) {
		const replica = replicaNew();
		replicaHold(replica, town(1, 5, "A"));
		replicaWelcome(replica, resumed, 1);
		assert.equal(replicaPut(replica, cursor, 9).length, 0);
	}
});

test("[ROW-2] order and repetition make no difference", () => {
	const rows = [town(1, 1, "A"), town(1, 3, "B"), town(2, 2, "C"), town(2, 4, null), town(1, 3, null)];
	const expected = [{ id: 1, name: "B" }];
	for (let seed = 1; seed <= 200; seed++) {
		let state = seed;
		const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
		const replica = replicaNew();
		const shuffled = [...rows, ...rows].sort(() => random() - 0.5);
		for (const row of shuffled) {
			replicaHold(replica, row);
			if (random() < 0.3) replicaPut(replica, cursor, 4);
		}
		replicaPut(replica, cursor, 4);
		assert.deepEqual(replicaAll(replica, "town"), expected, `seed ${seed}`);
	}
});

test("[ROW-2] at the same revision a row with fields replaces a removed one, not the reverse", () => {
	const replica = replicaNew();
	replicaHold(replica, town(1, 3, null));
	replicaHold(replica, town(1, 3, "A"));
	replicaHold(replica, town(1, 3, null));
	replicaPut(replica, cursor, 3);
	assert.equal(replicaGet(replica, "town", 1)?.name, "A");
});

test("[ROW-3] passing rows are put at once and go with a welcome that does not resume", () => {
	const replica = replicaNew();
	const here: AnyRow = { kind: "presence", revision: 0, key: [1], fields: { id: 1, here: 4 } };
	assert.equal(replicaHold(replica, here), here);
	assert.equal(replicaGet(replica, "presence", 1)?.here, 4);
	replicaWelcome(replica, true, 1);
	assert.equal(replicaGet(replica, "presence", 1)?.here, 4);
	replicaWelcome(replica, false, 1);
	assert.equal(replicaGet(replica, "presence", 1), undefined);
});

test("[HELLO-4] a cursor goes with the scope of the last welcome before its update", () => {
	const replica = replicaNew();
	replicaWelcome(replica, false, 77);
	assert.equal(replica.scope, 0);
	replicaPut(replica, cursor, 1);
	assert.equal(replica.scope, 77);
	replicaWelcome(replica, true, 78);
	assert.equal(replica.scope, 77);
	replicaPut(replica, cursor, 2);
	assert.equal(replica.scope, 78);
});

test("[HELLO-4] a welcome that does not resume drops rows, cursor and scope", () => {
	const replica = replicaNew();
	replicaWelcome(replica, false, 1);
	replicaHold(replica, town(1, 3, "A"));
	replicaPut(replica, cursor, 3);
	replicaWelcome(replica, false, 2);
	assert.deepEqual([replica.cursor.length, replica.scope, replica.seq], [0, 0, 0]);
	assert.equal(replicaAll(replica, "town").length, 0);
});
