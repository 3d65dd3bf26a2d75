// The bounded scan that every message passes before it is unpacked (WIRE-2): only nil, booleans,
// unsigned integers, strings, binaries and arrays, in their shortest form, arrays at most so deep,
// complete, and nothing behind. Returns null if all is well, else the reason.
import { limits } from "./generated";

interface Cursor {
	readonly bytes: Uint8Array;
	readonly view: DataView;
	readonly utf8: TextDecoder;
	at: number;
}

export function scanMessage(bytes: Uint8Array): string | null {
	if (bytes.length === 0) return "empty message";
	if (bytes.length > limits.messageBytesMax) return "message too large";
	const cursor: Cursor = {
		bytes,
		view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
		utf8: new TextDecoder("utf-8", { fatal: true }),
		at: 0,
	};
	while (cursor.at < bytes.length) {
		const first = bytes[cursor.at] ?? 0;
		const is_array = (first & 0xf0) === 0x90 || first === 0xdc || first === 0xdd;
		if (!is_array) return "frame is not an array";
		const reason = scanValue(cursor, 0);
		if (reason !== null) return reason;
	}
	return null;
}

function left(cursor: Cursor): number {
	return cursor.bytes.length - cursor.at;
}

// The size of a length or an integer that stands behind the type byte: read it if it is there and
// not shorter than it could be.
function readSized(cursor: Cursor, size: 1 | 2 | 4 | 8, least: number): number | string {
	if (left(cursor) < size) return "cut off";
	const { view, at } = cursor;
	cursor.at += size;
	const value =
		size === 1 ? view.getUint8(at)
		: size === 2 ? view.getUint16(at)
		: size === 4 ? view.getUint32(at)
		: view.getUint32(at) * 0x100000000 + view.getUint32(at + 4);
	return value < least ? "not the shortest form" : value;
}

function scanString(cursor: Cursor, size: number | string): string | null {
	if (typeof size === "string") return size;
	if (left(cursor) < size) return "cut off";
	try {
		cursor.utf8.decode(cursor.bytes.subarray(cursor.at, cursor.at + size));
	} catch {
		return "not UTF-8";
	}
	cursor.at += size;
	return null;
}

function scanBinary(cursor: Cursor, size: number | string): string | null {
	if (typeof size === "string") return size;
	if (left(cursor) < size) return "cut off";
	cursor.at += size;
	return null;
}

function scanArray(cursor: Cursor, count: number | string, depth: number): string | null {
	if (typeof count === "string") return count;
	if (depth >= limits.messageDepthMax) return "nested too deep";
	if (left(cursor) < count) return "cut off";
	for (let i = 0; i < count; i++) {
		const reason = scanValue(cursor, depth + 1);
		if (reason !== null) return reason;
	}
	return null;
}

function scanInteger(value: number | string): string | null {
	return typeof value === "string" ? value : null;
}

function scanValue(cursor: Cursor, depth: number): string | null {
	if (left(cursor) < 1) return "cut off";
	const type = cursor.bytes[cursor.at++] ?? 0;
	if (type <= 0x7f) return null;
	if (type >= 0x90 && type <= 0x9f) return scanArray(cursor, type & 0x0f, depth);
	if (type >= 0xa0 && type <= 0xbf) return scanString(cursor, type & 0x1f);
	switch (type) {
		case 0xc0: case 0xc2: case 0xc3: return null;
		case 0xc4: return scanBinary(cursor, readSized(cursor, 1, 0));
		case 0xc5: return scanBinary(cursor, readSized(cursor, 2, 0x100));
		case 0xc6: return scanBinary(cursor, readSized(cursor, 4, 0x10000));
		case 0xcc: return scanInteger(readSized(cursor, 1, 0x80));
		case 0xcd: return scanInteger(readSized(cursor, 2, 0x100));
		case 0xce: return scanInteger(readSized(cursor, 4, 0x10000));
		case 0xcf: return scanInteger(readSized(cursor, 8, 0x100000000));
		case 0xd9: return scanString(cursor, readSized(cursor, 1, 0x20));
		case 0xda: return scanString(cursor, readSized(cursor, 2, 0x100));
		case 0xdb: return scanString(cursor, readSized(cursor, 4, 0x10000));
		case 0xdc: return scanArray(cursor, readSized(cursor, 2, 0x10), depth);
		case 0xdd: return scanArray(cursor, readSized(cursor, 4, 0x10000), depth);
		default: return "type not in use";
	}
}
