// The examples that the C tests read too: protocol/vectors/*.json.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../src/protocol/codec";
import {
	commandShapes, frameShapes, rowShapes, type CommandKind, type Field, type FrameKind,
	type RowKind,
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

function plainFields(fields: readonly Field[], record: object): Record<string, unknown> {
	const values = record as Plain;
	return Object.fromEntries(
		fields.map(([name, type]) => {
			const value = values[name];
			return [name, type === "bytes" ? hexOf(value as Uint8Array) : value];
		}),
	);
}

function fieldsOf(fields: readonly Field[], record: Plain): Record<string, unknown> {
	return Object.fromEntries(
		fields.map(([name, type]) => {
			const value = record[name];
			return [name, type === "bytes" ? bytesOf(value as string) : value];
		}),
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
