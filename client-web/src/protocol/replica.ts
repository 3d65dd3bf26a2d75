// What a client knows of a session: rows by kind and key, and a cursor (ROW-1 to ROW-7). Rows of an
// update are held back until the frame that closes it, then put together. Knows nothing of what the
// rows mean.
import type { AnyRow, Row } from "./codec";
import type { RowKind, Rows } from "./generated";

export interface Replica {
	rows: Map<RowKind, Map<string, AnyRow>>;
	held: AnyRow[];
	cursor: Uint8Array;
	scope: number; // the view of the session that the cursor is good for
	welcomed: number; // the scope of the last welcome
	seq: number;
}

export function replicaNew(): Replica {
	return { rows: new Map(), held: [], cursor: new Uint8Array(0), scope: 0, welcomed: 0, seq: 0 };
}

/** Drops all rows, held ones too, and the cursor: a welcome that does not resume. */
export function replicaReset(replica: Replica): void {
	replica.rows = new Map(); // whoever still shows the old rows keeps them
	replica.held = [];
	replica.cursor = new Uint8Array(0);
	replica.scope = 0;
	replica.seq = 0;
}

/** Drops what is held back: any welcome, a lost connection (ROW-4). */
export function replicaDropHeld(replica: Replica): void {
	replica.held = [];
}

/** A welcome: without `resumed` all that is held and known is dropped (HELLO-4). */
export function replicaWelcome(replica: Replica, resumed: boolean, scope: number): void {
	if (resumed) replicaDropHeld(replica);
	else replicaReset(replica);
	replica.welcomed = scope;
}

/** Holds a row back. A passing row is put at once and returned. */
export function replicaHold(replica: Replica, row: AnyRow): AnyRow | null {
	if (row.revision !== 0) {
		replica.held.push(row);
		return null;
	}
	rowsOf(replica, row.kind).set(keyText(row.key), row);
	return row;
}

/** Puts the held rows up to `seq`, keeps cursor and seq. Returns the rows that changed, in the order
 * in which they came. */
export function replicaPut(replica: Replica, cursor: Uint8Array, seq: number): AnyRow[] {
	const changed: AnyRow[] = [];
	const later: AnyRow[] = [];
	for (const row of replica.held) {
		if (row.revision > seq) later.push(row);
		else if (putRow(replica, row)) changed.push(row);
	}
	replica.held = later;
	replica.cursor = cursor;
	replica.scope = replica.welcomed;
	replica.seq = seq;
	return changed;
}

function putRow(replica: Replica, row: AnyRow): boolean {
	const rows = rowsOf(replica, row.kind);
	const key = keyText(row.key);
	const old = rows.get(key);
	const newer =
		old === undefined ||
		row.revision > old.revision ||
		(row.revision === old.revision && old.fields === null && row.fields !== null);
	if (newer) rows.set(key, row);
	return newer;
}

function rowsOf(replica: Replica, kind: RowKind): Map<string, AnyRow> {
	let rows = replica.rows.get(kind);
	if (rows === undefined) {
		rows = new Map();
		replica.rows.set(kind, rows);
	}
	return rows;
}

function keyText(key: readonly number[]): string {
	return key.join(",");
}

/** The row with its revision, removed ones too. */
export function replicaRow<K extends RowKind>(
	replica: Replica, kind: K, ...key: readonly number[]
): Row<K> | undefined {
	return replica.rows.get(kind)?.get(keyText(key)) as Row<K> | undefined;
}

/** The fields of a row that is there. */
export function replicaGet<K extends RowKind>(
	replica: Replica, kind: K, ...key: readonly number[]
): Rows[K] | undefined {
	return replicaRow(replica, kind, ...key)?.fields ?? undefined;
}

/** The fields of all rows of a kind, removed ones left out, in no particular order. */
export function replicaAll<K extends RowKind>(replica: Replica, kind: K): Rows[K][] {
	const all: Rows[K][] = [];
	for (const row of replica.rows.get(kind)?.values() ?? [])
		if (row.fields !== null) all.push(row.fields as Rows[K]);
	return all;
}
