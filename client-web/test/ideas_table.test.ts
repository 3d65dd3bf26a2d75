// Tables as spreadsheets write them, and what of them a session lacks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tablePlan, tableRead, textOf, type Table } from "../src/model/ideas_table";
import { rowSignalsNew, type RowSignals } from "../src/model/rows";
import type { AnyRow } from "../src/protocol/codec";
import { replicaHold, replicaNew, replicaPut } from "../src/protocol/replica";

const texts = (table: Table): string[] => table.lines.map(({ text }) => text);

test("any of the three separators, in columns of any order, in German and English", () => {
	for (const [separator, names] of [[";", "Thema;Text"], [",", "topic,TEXT"], ["\t", " Thema \tIdee"]] as const) {
		const table = tableRead(`${names}\r\nVerkehr${separator}"Ein ""Bus""; ja,\nund\tmehr"\r\n`);
		assert.deepEqual(table.lines.map(({ topic, text }) => [topic, text]), [["Verkehr", "Ein \"Bus\"; ja,\nund\tmehr"]]);
		assert.deepEqual(table.faults, []);
	}
});

test("in a table of one column nothing stands between cells", () => {
	assert.deepEqual(texts(tableRead("Idee\nEin Bus, der fährt; auch nachts\nMehr Bäume")),
		["Ein Bus, der fährt; auch nachts", "Mehr Bäume"]);
});

test("empty lines are passed over, and rows are counted as spreadsheets do", () => {
	const table = tableRead("\uFEFFtext;town\n\nBus;Saalfeld\n;;\nBaum;Saalfeld;zu viel\nBank;\n");
	assert.deepEqual(table.lines.map(({ row }) => row), [3, 6]);
	assert.deepEqual(table.faults, [{ row: 5, why: "cells" }]);
	assert.deepEqual(tableRead("text;Datum;;Themen\nBus;1;2;3").unknown, ["Datum", "Themen"]);
});

test("what is no table of ideas says why", () => {
	for (const [text, why] of [["", "empty"], ["\n \n", "empty"], ["text\n", "empty"], ["Datum;Ort\n1;2", "no_column"]] as const)
		assert.deepEqual(tableRead(text), { lines: [], unknown: [], faults: [{ row: 0, why }] }, JSON.stringify(text));
});

test("a quotation mark that is never closed is told, and what it swallowed is left out", () => {
	const table = tableRead('text\nBus\n"Baum\nBank\n');
	assert.deepEqual(texts(table), ["Bus"]);
	assert.deepEqual(table.faults, [{ row: 3, why: "quotes" }]);
});

test("what an export wrote with an apostrophe comes back without it", () => {
	assert.deepEqual(texts(tableRead("text\n'-10 % Autos\n'n Garten")), ["-10 % Autos", "'n Garten"]);
});

test("Excel's own first line is followed, and counted as a row", () => {
	const table = tableRead("sep=,\r\ntext,topic\r\nEin Bus; bald,Verkehr\r\n,,zu viel\r\n");
	assert.deepEqual(table.lines.map(({ row, text, topic }) => [row, text, topic]), [[3, "Ein Bus; bald", "Verkehr"]]);
	assert.deepEqual(table.faults, [{ row: 4, why: "cells" }]);
});

test("files of Windows are read as they were meant", () => {
	assert.equal(textOf(new Uint8Array([0xff, 0xfe, 0x42, 0, 0xfc, 0]).buffer), "Bü");
	assert.equal(textOf(new Uint8Array([0x42, 0xfc, 0x72, 0x67, 0x65, 0x72]).buffer), "Bürger");
	assert.equal(textOf(new TextEncoder().encode("Bürger „hier“").buffer as ArrayBuffer), "Bürger „hier“");
});

/* ---- what is to be added ---- */

function session(): RowSignals {
	const replica = replicaNew();
	const put = (kind: string, fields: Readonly<Record<string, unknown>>): void =>
		void replicaHold(replica, { kind, key: [fields["id"]], revision: 1, fields } as unknown as AnyRow);
	put("town", { id: 1, name: "Saalfeld" });
	put("topic", { id: 1, title: "Verkehr", phase: 0 });
	put("person", { id: 7, name: "Ada", town: 1, assisted: true, left: false, kept_out: false });
	put("person", { id: 8, name: "Bea", town: 1, assisted: false, left: false, kept_out: false });
	put("idea", { id: 1, board: 1, title: "", text: "Ein Bus", hold: "none" });
	put("idea", { id: 2, board: 2, title: "", text: "Ein Zug" });
	replicaPut(replica, new Uint8Array(1), 1);
	return { ...rowSignalsNew(), replica };
}

const plan = (text: string, town = "") => tablePlan(session(), tableRead(text), 1, { town, self: "Mona" });

test("only what is lacking is added: by name, without regard to capitals, once", () => {
	const { towns, topics, people, ideas, there, faults } = plan([
		"text;topic;town;author",
		"Ein Bus;Verkehr;Saalfeld;Ada", "Ein Zug;verkehr;saalfeld;Ada", "Ein Zug;;;",
		"Ein Rad;Klima;Jena;Bea", "Ein Weg;klima;JENA;Bea", "Ein Platz;;Saalfeld;Bea", "Ein Tor;;Jena;", "Meins;;;",
	].join("\n"));
	assert.deepEqual(towns, ["Jena"]);
	assert.deepEqual(topics, ["Klima"]);
	assert.deepEqual(people.map(({ name, town }) => `${name} ${town}`), ["Bea Jena", "Bea Saalfeld", "Jena Jena"]);
	assert.deepEqual(ideas.map(({ text }) => text), ["Ein Zug", "Ein Rad", "Ein Weg", "Ein Platz", "Ein Tor", "Meins"]);
	assert.equal(there, 2);
	assert.deepEqual(faults, []);
});

test("a title alone is the idea; what was held back is hidden again, with the reason", () => {
	const { ideas } = plan("title;text;hold;reason\nNur ein Titel;;;\nTitel;Text;hidden;doppelt\nT;U; waiting;\nV;W; none;\nX;Y;nein;");
	assert.deepEqual(ideas.map(({ title, text, hidden }) => [title, text, hidden]),
		[["", "Nur ein Titel", ""], ["Titel", "Text", "doppelt"], ["T", "U", "waiting"], ["V", "W", ""], ["X", "Y", ""]]);
});

test("what the board has already, but shows, is to be hidden; once is enough", () => {
	const { ideas, there, people, towns } = plan(
		"text;hold;reason;town\nEin Bus;hidden;doppelt;Jena\nEin Bus;hidden;doppelt;Jena\n");
	assert.deepEqual([people, towns], [[], []]);
	assert.deepEqual(ideas.map(({ id, hidden }) => [id, hidden]), [[1, "doppelt"]]);
	assert.equal(there, 1);
});

test("a reason that is too long leaves its idea out: it would stand there for all to see", () => {
	const { ideas, faults } = plan(`text;hold;reason\nGeheim;hidden;${"x".repeat(201)}`);
	assert.deepEqual([ideas, faults], [[], [{ row: 2, why: "too_long" }]]);
});

test("people of no town get the one that is chosen; without one they are left out and told", () => {
	const table = "text;author\nEin Rad;Cem\nEin Weg;\nMein Weg;Mona";
	assert.deepEqual(plan(table).faults, [{ row: 2, why: "town" }]);
	assert.equal(plan(table).townless, 1);
	assert.deepEqual(plan(table, "Saalfeld").people, [{ name: "Cem", town: "Saalfeld" }]);
	assert.deepEqual(plan(table).ideas.map(({ text, author }) => [text, author]), [["Ein Weg", ""], ["Mein Weg", ""]]);
});

test("what the server would refuse is left out and told, row by row", () => {
	const { ideas, faults } = plan(`text;town\n${"x".repeat(2001)};\n;Jena\nGut;Jena\nSchlecht;${"J".repeat(61)}`);
	assert.deepEqual(ideas.map(({ text }) => text), ["Gut"]);
	assert.deepEqual(faults.map(({ row, why }) => [row, why]),
		[[2, "too_long"], [3, "missing"], [5, "too_long"]]);
});
