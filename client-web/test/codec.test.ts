import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeMessage, encodeFrame } from "../src/protocol/codec";
import { scanMessage } from "../src/protocol/scan";
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

test("[WIRE-2] no prefix of a good message gets past the scan but at a frame's end", () => {
	for (const { name, hex, frames } of vectors<FrameVector>("frames")) {
		if (frames.length !== 1) continue;
		const whole = bytesOf(hex);
		assert.equal(scanMessage(whole), null, name);
		for (let size = 0; size < whole.length; size++)
			assert.notEqual(scanMessage(whole.subarray(0, size)), null, `${name}, ${size} bytes`);
	}
});
