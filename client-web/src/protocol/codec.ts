// MessagePack to frames and back, by the shapes that protocol-print wrote.
import {
	commandShapes, frameShapes, rowShapes,
	type CommandKind, type Commands, type Field, type Frames, type FrameKind, type Pair,
	type RowKind, type Rows,
} from "./generated";
import { Malformed, pack, unpackMessage, type Value } from "./msgpack";

/** A row as a client keeps it. Revision 0: passing. Without fields: removed. */
export interface Row<K extends RowKind = RowKind> {
	readonly kind: K;
	readonly revision: number;
	readonly key: readonly number[];
	readonly fields: Rows[K] | null;
}

export type AnyRow = { [K in RowKind]: Row<K> }[RowKind];
export type AnyCommand = {
	[K in CommandKind]: { readonly kind: K; readonly args: Commands[K] };
}[CommandKind];

/** A frame, told apart by `frame`. */
export type Frame =
	| { [K in Exclude<FrameKind, "command" | "row">]: { readonly frame: K } & Frames[K] }[Exclude<
			FrameKind, "command" | "row">]
	| { readonly frame: "row"; readonly row: AnyRow }
	| { readonly frame: "command"; readonly number: number; readonly command: AnyCommand };

export type Decoded =
	| { readonly ok: true; readonly frames: readonly Frame[] }
	| { readonly ok: false; readonly reason: string };

function kindsByNumber<K extends string>(
	shapes: { readonly [P in K]: { readonly number: number } },
): ReadonlyMap<number, K> {
	return new Map((Object.keys(shapes) as K[]).map((kind) => [shapes[kind].number, kind]));
}

const rowKinds = kindsByNumber(rowShapes);
const commandKinds = kindsByNumber(commandShapes);
const frameKinds = kindsByNumber(frameShapes);

/* ---- reading ---- */

/** Reads a message; frames and rows of unknown kinds are left out (WIRE-3). */
export function decodeMessage(bytes: Uint8Array): Decoded {
	try {
		const frames: Frame[] = [];
		for (const values of unpackMessage(bytes)) {
			const frame = readFrame(values);
			if (frame !== null) frames.push(frame);
		}
		return { ok: true, frames };
	} catch (error) {
		if (error instanceof Malformed) return { ok: false, reason: error.message };
		throw error;
	}
}

function readFrame(values: readonly unknown[]): Frame | null {
	if (values.length === 0) throw new Malformed("frame without number");
	const kind = frameKinds.get(asNumber(values[0]));
	if (kind === undefined) return null;
	const shape = frameShapes[kind];
	const fields = readFields(shape.fields, values, 1);
	const behind = shape.fields.length + 1;
	if (kind === "row") return readRow(fields as unknown as Frames["row"], values, behind);
	if (kind === "command")
		return readCommand(fields as unknown as Frames["command"], values, behind);
	return { frame: kind, ...fields } as unknown as Frame;
}

function readRow(head: Frames["row"], values: readonly unknown[], behind: number): Frame | null {
	const key = asArray(values[behind]).map(asNumber);
	const fields = values[behind + 1];
	const kind = rowKinds.get(head.kind);
	if (kind === undefined || key.length !== rowShapes[kind].keys.length) return null;
	const shape = rowShapes[kind];
	const row = {
		kind,
		revision: head.revision,
		key,
		fields:
			fields === null || fields === undefined
				? null
				: { ...readFields(shape.keys, key, 0), ...readFields(shape.fields, asArray(fields), 0) },
	};
	return { frame: "row", row: row as unknown as AnyRow };
}

function readCommand(
	head: Frames["command"], values: readonly unknown[], behind: number,
): Frame | null {
	const kind = commandKinds.get(head.kind);
	const args = asArray(values[behind]);
	if (kind === undefined) return null;
	const command = { kind, args: readFields(commandShapes[kind].fields, args, 0) };
	return { frame: "command", number: head.number, command: command as unknown as AnyCommand };
}

function readFields(
	fields: readonly Field[], values: readonly unknown[], first: number,
): Record<string, unknown> {
	const record: Record<string, unknown> = {};
	fields.forEach((field, index) => {
		record[field[0]] = readField(field, values[first + index]);
	});
	return record;
}

/** A missing field is 0, false or empty (WIRE-3). */
export function readField(field: Field, value: unknown): unknown {
	const missing = value === undefined;
	switch (field[1]) {
		case "id":
		case "number": return missing ? 0 : asNumber(value);
		case "word": return missing ? "none" : (field[2][asNumber(value)] ?? "none");
		case "set": return readSet(field[2], missing ? 0 : asNumber(value));
		case "flag":
			if (missing) return false;
			if (typeof value !== "boolean") throw new Malformed(`${field[0]} is no boolean`);
			return value;
		case "line":
		case "text": return missing ? "" : asString(value);
		case "lines": return missing ? [] : asArray(value).map(asString);
		case "bytes": return missing ? new Uint8Array(0) : asBytes(value);
		case "ids": return readList(value, idBytes, (view, at) => view.getUint32(at));
		case "pairs":
			return readList(value, pairBytes, (view, at) => [
				view.getUint32(at), view.getUint32(at + 4) * 2 ** 32 + view.getUint32(at + 8),
			]);
	}
}

// Lists of rows are one binary each: an id in 4 bytes, a pair's number in 8, the highest byte first.
const idBytes = 4;
const pairBytes = 12;

function readList<T>(value: unknown, size: number, read: (view: DataView, at: number) => T): T[] {
	if (value === undefined) return [];
	const bytes = asBytes(value);
	if (bytes.length % size !== 0) throw new Malformed("cut off");
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	return Array.from({ length: bytes.length / size }, (_, i) => read(view, i * size));
}

function readSet(words: readonly string[], bits: number): readonly string[] {
	return words.filter((_, number) => number > 0 && Math.floor(bits / 2 ** number) % 2 === 1);
}

function asArray(value: unknown): readonly unknown[] {
	if (!Array.isArray(value)) throw new Malformed("array expected");
	return value;
}

function asBytes(value: unknown): Uint8Array {
	if (!(value instanceof Uint8Array)) throw new Malformed("binary expected");
	return value;
}

function asNumber(value: unknown): number {
	if (typeof value !== "number") throw new Malformed("number expected");
	return value;
}

function asString(value: unknown): string {
	if (typeof value !== "string") throw new Malformed("string expected");
	return value;
}

/* ---- writing ---- */

/** Encodes one frame. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
	switch (frame.frame) {
		case "command": {
			const shape = commandShapes[frame.command.kind];
			return pack([
				frameShapes.command.number, frame.number, shape.number,
				writeFields(shape.fields, frame.command.args),
			]);
		}
		case "row": {
			const { kind, revision, key, fields } = frame.row;
			const shape = rowShapes[kind];
			return pack([
				frameShapes.row.number, shape.number, revision, key,
				fields === null ? null : writeFields(shape.fields, fields),
			]);
		}
		default: {
			const shape = frameShapes[frame.frame];
			return pack([shape.number, ...writeFields(shape.fields, frame)]);
		}
	}
}

function writeFields(fields: readonly Field[], record: object): Value[] {
	const values = record as Record<string, unknown>;
	return fields.map((field) => writeField(field, values[field[0]]));
}

function writeField(field: Field, given: unknown): Value {
	// What an older page has left in its outbox knows no newer fields.
	const value = given === undefined ? readField(field, undefined) : given;
	switch (field[1]) {
		case "word": return Math.max(0, field[2].indexOf(value as string));
		case "set":
			return (value as readonly string[]).reduce(
				(bits, word) => bits + 2 ** field[2].indexOf(word), 0);
		case "ids":
			return writeList(value as readonly number[], idBytes, (view, at, id) => view.setUint32(at, id));
		case "pairs":
			return writeList(value as readonly Pair[], pairBytes, (view, at, [id, number]) => {
				view.setUint32(at, id);
				view.setUint32(at + 4, Math.floor(number / 2 ** 32));
				view.setUint32(at + 8, number % 2 ** 32);
			});
		case "flag": return value === true;
		default: return value as Value;
	}
}

function writeList<T>(
	list: readonly T[], size: number, write: (view: DataView, at: number, element: T) => void,
): Uint8Array {
	const bytes = new Uint8Array(list.length * size);
	const view = new DataView(bytes.buffer);
	list.forEach((element, i) => write(view, i * size, element));
	return bytes;
}
