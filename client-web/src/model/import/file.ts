// A session in a file: a list for each kind of row under its name, as exports write it.
import { limits, rowShapes, type Rows } from "../../protocol/generated";

/** Fields by name: numbers, texts, words by their names (null: none), lists. Its texts are tidied. */
export interface FileRow {
	[field: string]: unknown;
}

const kinds = [
	"session", "town", "board", "phase", "idea_sort", "topic", "person", "slip", "seat", "idea", "comment", "link",
	"ballot", "vote", "paper", "result", "score", "outcome",
] as const;

export type FileKind = (typeof kinds)[number];
export type SessionFile = { readonly [K in FileKind]: FileRow[] };

/** Where a file does not hold together, and how. */
export interface Problem {
	readonly where: string; // "ballot[2]: options"
	readonly why: "field" | "missing" | "too_long" | "not_allowed";
}

function isObject(value: unknown): value is FileRow {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What of a value an import reads, or what is wrong with it. Kinds that it does not name are empty. */
export function fileOf(value: unknown): SessionFile | Problem[] {
	if (!isObject(value)) return [{ where: "{}", why: "field" }];
	const problems: Problem[] = [];
	const file = Object.fromEntries(kinds.map((kind): [FileKind, unknown] => {
		const list = value[kind] ?? [];
		if (!Array.isArray(list)) problems.push({ where: kind, why: "field" });
		else if (!list.every(isObject)) problems.push({ where: `${kind}[${list.findIndex((row) => !isObject(row))}]`, why: "field" });
		return [kind, list];
	}));
	return problems.length > 0 ? problems : file as SessionFile;
}

/** The number of a row, from 1; 0 for anything else. */
export function numberIn(row: FileRow | undefined, field: string): number {
	const value = row?.[field];
	return Number.isInteger(value) && (value as number) > 0 && (value as number) <= limits.idMax ? (value as number) : 0;
}

/** A count or an amount; 0 for anything else. */
export function countIn(row: FileRow, field: string): number {
	const value = row[field];
	return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : 0;
}

export function textIn(row: FileRow | undefined, field: string): string {
	const value = row?.[field];
	return typeof value === "string" ? value : "";
}

/** The words that a field of such a row can be. */
export function wordsOf(kind: FileKind, field: string): readonly string[] {
	const { keys, fields } = rowShapes[kind];
	const shape = [...keys, ...fields].find(([name]) => name === field);
	return shape?.[1] === "word" || shape?.[1] === "set" ? shape[2].slice(1) : [];
}

/** One of its words, else "none". */
export function wordIn<K extends FileKind, Name extends keyof Rows[K] & string>(
	row: FileRow, kind: K, field: Name,
): Rows[K][Name] {
	const found = wordsOf(kind, field).find((word) => word === row[field]) ?? "none";
	return found as Rows[K][Name];
}

/** Those of its words that stand in a list. */
export function wordsIn<K extends FileKind, Name extends keyof Rows[K] & string>(
	row: FileRow, kind: K, field: Name,
): Rows[K][Name] {
	const list = listIn(row, field);
	return wordsOf(kind, field).filter((word) => list.includes(word)) as Rows[K][Name];
}

export function listIn(row: FileRow, field: string): readonly unknown[] {
	const value = row[field];
	return Array.isArray(value) ? value : [];
}

/** The entries of a list such as [{ "idea": 12, "number": 3 }]. */
export function entriesIn(row: FileRow, field: string): readonly FileRow[] {
	return listIn(row, field).filter(isObject);
}

/** Whether the session has such a board by itself: its plenary, and one for each of its towns. */
export function isOwnBoard(row: FileRow): boolean {
	return row["sort"] === "plenary" || row["sort"] === "town";
}
