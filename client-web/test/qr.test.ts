// QR codes as they are drawn. That cameras read them is shown in the browser tests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { qrShape } from "../src/ui/parts/qr";

function modulesOf(text: string): string[] {
	const { side, path } = qrShape(text);
	const rows = Array.from({ length: side }, () => Array<string>(side).fill("."));
	for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
		rows[Number(y)]?.fill("#", Number(x), Number(x) + Number(width));
	return rows.map((row) => row.join(""));
}

test("a join link takes 29 modules with correction M, and 4 light ones around them", () => {
	const rows = modulesOf("https://bogen.example/j/KBWF-3N7Q");
	assert.equal(rows.length, 29 + 8);
	for (const row of [...rows.slice(0, 4), ...rows.slice(-4)]) assert.match(row, /^\.+$/);
	for (const row of rows) assert.match(row, /^\.{4}.*\.{4}$/);
	// The eye at the upper left.
	assert.deepEqual(rows.slice(4, 11).map((row) => row.slice(4, 11)), [
		"#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
	]);
	assert.equal(rows[4 + 29 - 8]?.[4 + 8], "#", "the module that is always dark");
});

test("a longer link takes a larger code", () => {
	assert.ok(qrShape("x".repeat(200)).side > qrShape("x".repeat(20)).side);
});
