// What is taken away: JSON as the command line writes it, cells that no spreadsheet takes for formulas.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellText } from "../src/model/export_csv";
import { exportJson } from "../src/model/export_json";
import { rowShapes } from "../src/protocol/generated";
import type { PagedRow } from "../src/sync/pages";

test("every kind that is logged and meant for clients has its list, even an empty one", () => {
	const kinds = Object.entries(rowShapes)
		.filter(([, { sort, audience }]) => sort === "logged" && audience !== "server")
		.map(([kind]) => kind);
	assert.deepEqual(Object.keys(exportJson([])).sort(), kinds.sort());
});

test("fields have their names, words are words, nothing said is 0, false or empty", () => {
	const vote: PagedRow = { kind: rowShapes.vote.number, key: [1, 12, 7], fields: [0, 0, 0, 2] };
	const [row] = exportJson([vote])["vote"] as readonly Record<string, unknown>[];
	assert.equal(row?.["idea"], 12);
	const town: PagedRow = { kind: rowShapes.town.number, key: [3], fields: [] };
	assert.deepEqual(exportJson([town])["town"], [{ id: 3, name: "" }]);
});

test("rows stand in the order of their numbers", () => {
	const towns = [10, 9, 2].map((id): PagedRow =>
		({ kind: rowShapes.town.number, key: [id], fields: [`T${id}`] }));
	assert.deepEqual(
		(exportJson(towns)["town"] as readonly { id: number }[]).map(({ id }) => id), [2, 9, 10]);
});

test("cells are quoted, and none is a formula", () => {
	assert.equal(cellText(""), "");
	assert.equal(cellText('Ein "Haus"; am Fluss'), '"Ein ""Haus""; am Fluss"');
	for (const first of ["=", "+", "-", "@", "\t", "\r"])
		assert.equal(cellText(`${first}SUM(A1)`), `"'${first}SUM(A1)"`);
});
