// A session as JSON that `bogen import` reads again: a list for each kind of row under the kind's name,
// key parts and fields named as in rows.def, words by their names, bytes in hexadecimal.
import { exportedShapes } from "bogen:exported";
import { readField } from "../protocol/codec";
import type { Field, Pair } from "../protocol/generated";
import type { PagedRow } from "../sync/pages";

export type ExportedSession = { readonly [kind: string]: readonly object[] };

export function exportJson(rows: readonly PagedRow[]): ExportedSession {
	const kinds = Object.entries(exportedShapes).map(([kind, shape]) => {
		const own = rows.filter((row) => row.kind === shape.number).sort(byKey);
		return [kind, own.map((row) => rowObject(row, [...shape.keys, ...shape.fields]))];
	});
	return Object.fromEntries(kinds) as ExportedSession;
}

function byKey(a: PagedRow, b: PagedRow): number {
	const at = a.key.findIndex((part, i) => part !== b.key[i]);
	return (a.key[at] ?? 0) - (b.key[at] ?? 0);
}

function rowObject(row: PagedRow, fields: readonly Field[]): object {
	const values = [...row.key, ...(row.fields ?? [])];
	return Object.fromEntries(
		fields.map((field, i) => [field[0], valueJson(field, readField(field, values[i]))]));
}

function valueJson(field: Field, value: unknown): unknown {
	switch (field[1]) {
		case "bytes":
			return [...(value as Uint8Array)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
		case "pairs":
			return (value as readonly Pair[]).map(([id, number]) => ({ [field[2]]: id, number }));
		case "word": return value === "none" ? null : value;
		default: return value;
	}
}
