import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeMessage, encodeFrame } from "../src/protocol/codec";
import { Malformed, pack, unpackMessage, type Value } from "../src/protocol/msgpack";
import { bytesOf, frameOf, hexOf, plainOf, vectors, type FrameVector } from "./vectors";

for (const file of ["frames", "commands", "rows"]) {
	const all = vectors<FrameVector>(file);
	test(`[WIRE-1] every example of ${file}.json decodes to its frames`, () => {
		assert.ok(all.length > 0);
		for (const { name, hex, frames } of all) {
			const decoded = decodeMessage(bytesOf(hex));
			assert.ok(decoded.ok, name);
			assert.deepEqual(decoded.frames.map(plainOf), frames, name);
		}
	});
	test(`[WIRE-2] every example of ${file}.json is written byte by byte`, () => {
		for (const { name, hex, frames } of all) {
			const bytes = frames.map((frame) => hexOf(encodeFrame(frameOf(frame)))).join("");
			assert.equal(bytes, hex, name);
		}
	});
}

test("[WIRE-3] what older and newer peers send is understood", () => {
	for (const { name, hex, frames } of vectors<FrameVector>("compatibility")) {
		const decoded = decodeMessage(bytesOf(hex));
		assert.ok(decoded.ok, name);
		assert.deepEqual(decoded.frames.map(plainOf), frames, name);
	}
});

test("[WIRE-2] every malformed example is refused", () => {
	const all = vectors<{ name: string; hex: string }>("malformed");
	assert.ok(all.length > 0);
	for (const { name, hex } of all) assert.equal(decodeMessage(bytesOf(hex)).ok, false, name);
});

test("[WIRE-2] no prefix of a good message is read but at a frame's end", () => {
	for (const { name, hex, frames } of vectors<FrameVector>("frames")) {
		if (frames.length !== 1) continue;
		const whole = bytesOf(hex);
		assert.equal(unpackMessage(whole).length, 1, name);
		for (let size = 0; size < whole.length; size++)
			assert.throws(() => unpackMessage(whole.subarray(0, size)), Malformed, `${name}, ${size} bytes`);
	}
});

test("[WIRE-2] what is written at every edge of a size is read back the same, and no byte longer", () => {
	const sizes = [0, 1, 15, 16, 31, 32, 127, 128, 255, 256, 30000];
	const values: Value[] = [
		null, true, false, "\ufeffBOM", "Brücke 🌉", ...sizes,
		65535, 65536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER,
		...sizes.map((size) => "x".repeat(size)), ...sizes.map((size) => new Uint8Array(size).fill(7)),
		...sizes.map((size) => new Array<Value>(size).fill(0)),
	];
	for (const value of values) assert.deepEqual(unpackMessage(pack([value])), [[value]]);
	const bytes = (value: Value): number => pack(value).length;
	assert.deepEqual([127, 128, 255, 256, 65535, 65536, 2 ** 32].map(bytes), [1, 2, 2, 3, 3, 5, 9]);
	assert.deepEqual([31, 32, 255, 256].map((n) => bytes("x".repeat(n)) - n), [1, 2, 2, 3]);
	assert.deepEqual([15, 16].map((n) => bytes(new Array<Value>(n).fill(0)) - n), [1, 3]);
});

test("[WIRE-2] noise is refused or read, and never anything else", () => {
	let state = 1;
	const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
	for (let round = 0; round < 20000; round++) {
		const bytes = Uint8Array.from({ length: 1 + Math.floor(random() * 24) }, () => random() * 256);
		bytes[0] = 0x90 + Math.floor(random() * 6);
		assert.equal(typeof decodeMessage(bytes).ok, "boolean");
	}
});

test("[WIRE-3] a command of an older page is written with what its newer fields are without a value", () => {
	for (const { name, frames } of vectors<FrameVector>("commands"))
		for (const frame of frames.map(frameOf)) {
			if (frame.frame !== "command") continue;
			const older = { ...frame, command: { kind: frame.command.kind, args: {} } } as typeof frame;
			assert.ok(decodeMessage(encodeFrame(older)).ok, name);
		}
});
