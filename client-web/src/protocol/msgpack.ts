// The part of MessagePack that the protocol uses (WIRE-2): nil, booleans, unsigned integers, strings,
// binaries and arrays, in their shortest form, arrays at most so deep. Reads what any peer may send:
// nothing is allocated by a size that was only claimed.
import { limits } from "./generated";

export type Value = null | boolean | number | string | Uint8Array | readonly Value[];

/** A message that breaks a rule; its text says which. */
export class Malformed extends Error {}

/* ---- reading ---- */

interface Cursor {
	readonly bytes: Uint8Array;
	readonly view: DataView;
	at: number;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a message, which is arrays back to back; throws Malformed. */
export function unpackMessage(bytes: Uint8Array): (readonly Value[])[] {
	if (bytes.length === 0) throw new Malformed("empty message");
	if (bytes.length > limits.messageBytesMax) throw new Malformed("message too large");
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const cursor: Cursor = { bytes, view, at: 0 };
	const frames: (readonly Value[])[] = [];
	while (cursor.at < bytes.length) {
		const frame = readValue(cursor, 0);
		if (!Array.isArray(frame)) throw new Malformed("frame is not an array");
		frames.push(frame as readonly Value[]);
	}
	return frames;
}

/** The place of the next `size` bytes, which are there. */
function take(cursor: Cursor, size: number): number {
	const { at } = cursor;
	if (cursor.bytes.length - at < size) throw new Malformed("cut off");
	cursor.at += size;
	return at;
}

// A size or an integer behind the type byte; `least` is what a shorter form could not say.
function readSized(cursor: Cursor, size: 1 | 2 | 4 | 8, least: number): number {
	const at = take(cursor, size);
	const { view } = cursor;
	const value =
		size === 1 ? view.getUint8(at)
		: size === 2 ? view.getUint16(at)
		: size === 4 ? view.getUint32(at)
		: view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
	if (value < least) throw new Malformed("not the shortest form");
	return value;
}

function readBinary(cursor: Cursor, size: number): Uint8Array {
	const at = take(cursor, size);
	return cursor.bytes.slice(at, at + size);
}

function readString(cursor: Cursor, size: number): string {
	const at = take(cursor, size);
	try {
		return utf8.decode(cursor.bytes.subarray(at, at + size));
	} catch {
		throw new Malformed("not UTF-8");
	}
}

function readArray(cursor: Cursor, count: number, depth: number): Value[] {
	if (depth >= limits.messageDepthMax) throw new Malformed("nested too deep");
	if (cursor.bytes.length - cursor.at < count) throw new Malformed("cut off");
	const values: Value[] = [];
	for (let i = 0; i < count; i++) values.push(readValue(cursor, depth + 1));
	return values;
}

function readValue(cursor: Cursor, depth: number): Value {
	const type = cursor.view.getUint8(take(cursor, 1));
	if (type <= 0x7f) return type;
	if (type >= 0x90 && type <= 0x9f) return readArray(cursor, type & 0x0f, depth);
	if (type >= 0xa0 && type <= 0xbf) return readString(cursor, type & 0x1f);
	switch (type) {
		case 0xc0: return null;
		case 0xc2: return false;
		case 0xc3: return true;
		case 0xc4: return readBinary(cursor, readSized(cursor, 1, 0));
		case 0xc5: return readBinary(cursor, readSized(cursor, 2, 0x100));
		case 0xc6: return readBinary(cursor, readSized(cursor, 4, 0x10000));
		case 0xcc: return readSized(cursor, 1, 0x80);
		case 0xcd: return readSized(cursor, 2, 0x100);
		case 0xce: return readSized(cursor, 4, 0x10000);
		case 0xcf: return readSized(cursor, 8, 2 ** 32);
		case 0xd9: return readString(cursor, readSized(cursor, 1, 0x20));
		case 0xda: return readString(cursor, readSized(cursor, 2, 0x100));
		case 0xdb: return readString(cursor, readSized(cursor, 4, 0x10000));
		case 0xdc: return readArray(cursor, readSized(cursor, 2, 0x10), depth);
		case 0xdd: return readArray(cursor, readSized(cursor, 4, 0x10000), depth);
		default: throw new Malformed("type not in use");
	}
}

/* ---- writing ---- */

const encoder = new TextEncoder();

/** Writes one value in its shortest form. */
export function pack(value: Value): Uint8Array<ArrayBuffer> {
	const out: number[] = [];
	writeValue(out, value);
	return Uint8Array.from(out);
}

function writeValue(out: number[], value: Value): void {
	if (value === null) out.push(0xc0);
	else if (typeof value === "boolean") out.push(value ? 0xc3 : 0xc2);
	else if (typeof value === "number") writeSized(out, value, 0x80, 0, 0xcc);
	else if (typeof value === "string") {
		const bytes = encoder.encode(value);
		writeSized(out, bytes.length, 0x20, 0xa0, 0xd9);
		writeBytes(out, bytes);
	} else if (value instanceof Uint8Array) {
		writeSized(out, value.length, 0, 0, 0xc4);
		writeBytes(out, value);
	} else {
		// Arrays have no form with a size of one byte.
		writeSized(out, value.length, 0x10, 0x90, 0xdb);
		for (const element of value) writeValue(out, element);
	}
}

// Below `few` the number hides in the type byte; else `first` is the type with one byte behind it.
function writeSized(out: number[], n: number, few: number, fixed: number, first: number): void {
	const isArray = first === 0xdb;
	if (n < few) out.push(fixed | n);
	else if (n < 0x100 && !isArray) out.push(first, n);
	else if (n < 0x10000) out.push(first + 1, n >> 8, n & 255);
	else if (n < 2 ** 32) out.push(first + 2, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
	else {
		out.push(first + 3);
		for (let shift = 56; shift >= 0; shift -= 8) out.push(Math.floor(n / 2 ** shift) % 256);
	}
}

function writeBytes(out: number[], bytes: Uint8Array): void {
	for (const byte of bytes) out.push(byte);
}
