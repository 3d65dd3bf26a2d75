// The examples that the C tests read too: protocol/vectors/*.json.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../src/protocol/codec";
import {
	commandShapes, frameShapes, rowShapes, type CommandKind, type Field, type FrameKind,
	type Pair, type RowKind,
} from "../src/protocol/generated";

declare const VECTORS: string; // the folder, filled in by run.mjs

export function vectors<Entry>(name: string): readonly Entry[] {
	return JSON.parse(readFileSync(join(VECTORS, `${name}.json`), "utf8")) as Entry[];
}

export function bytesOf(hex: string): Uint8Array {
	return new Uint8Array(Buffer.from(hex, "hex"));
}

export function hexOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("hex");
}

export interface FrameVector {
	readonly name: string;
	readonly hex: string;
	readonly frames: readonly PlainFrame[];
}

/** A frame as the vectors write it. */
export interface PlainFrame {
	readonly frame: string;
	readonly [field: string]: unknown;
}

type Plain = Readonly<Record<string, unknown>>;

function plainValue(field: Field, value: unknown): unknown {
	switch (field[1]) {
		case "bytes": return hexOf(value as Uint8Array);
		case "pairs":
			return (value as readonly Pair[]).map(([id, number]) => ({ [field[2]]: id, number }));
		default: return value;
	}
}

function valueOf(field: Field, value: unknown): unknown {
	switch (field[1]) {
		case "bytes": return bytesOf(value as string);
		case "pairs":
			return (value as readonly Readonly<Record<string, number>>[]).map(
				(pair) => [pair[field[2]], pair["number"]]);
		default: return value;
	}
}

function plainFields(fields: readonly Field[], record: object): Record<string, unknown> {
	const values = record as Plain;
	return Object.fromEntries(
		fields.map((field) => [field[0], plainValue(field, values[field[0]])]),
	);
}

function fieldsOf(fields: readonly Field[], record: Plain): Record<string, unknown> {
	return Object.fromEntries(
		fields.map((field) => [field[0], valueOf(field, record[field[0]])]),
	);
}

/** A decoded frame as the vectors would write it. */
export function plainOf(frame: Frame): PlainFrame {
	switch (frame.frame) {
		case "row": {
			const { kind, revision, key, fields } = frame.row;
			return {
				frame: "row", kind, revision, key,
				fields: fields === null ? null : plainFields(rowShapes[kind].fields, fields),
			};
		}
		case "command": {
			const { kind, args } = frame.command;
			const shape = commandShapes[kind];
			return {
				frame: "command", number: frame.number, kind,
				arguments: plainFields(shape.fields, args),
			};
		}
		default:
			return { frame: frame.frame, ...plainFields(frameShapes[frame.frame].fields, frame) };
	}
}

/** The other way round. */
export function frameOf(plain: PlainFrame): Frame {
	switch (plain.frame) {
		case "row": {
			const kind = plain["kind"] as RowKind;
			const fields = plain["fields"] as Plain | null;
			const row = {
				kind, revision: plain["revision"], key: plain["key"],
				fields: fields === null ? null : fieldsOf(rowShapes[kind].fields, fields),
			};
			return { frame: "row", row } as unknown as Frame;
		}
		case "command": {
			const kind = plain["kind"] as CommandKind;
			const args = fieldsOf(commandShapes[kind].fields, plain["arguments"] as Plain);
			const { number } = plain;
			return { frame: "command", number, command: { kind, args } } as unknown as Frame;
		}
		default: {
			const kind = plain.frame as FrameKind;
			return { frame: kind, ...fieldsOf(frameShapes[kind].fields, plain) } as unknown as Frame;
		}
	}
}
