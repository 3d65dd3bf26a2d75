// Reads files of pabulib.org: the three parts, each a table whose first line names its columns, and what a broken
// line says.
import { dsvFormat } from "d3-dsv";
import {
	amountIsMore, amountOf, amountRead, amountScale, amountSum, bytesCut, hasPoints, moneyMost, PbFault, pbTypes,
	pointsMost, type Amount, type PbFile, type PbType, type PbVote, type PbWhy,
} from "./file";

const parts = ["META", "PROJECTS", "VOTES"] as const;
type Part = (typeof parts)[number];

// The columns that mean something; the others are passed by.
const columns = [
	"key", "value", "project_id", "cost", "name", "selected", "votes", "score", "voter_id", "vote", "points",
	"neighborhood",
] as const;
type Column = (typeof columns)[number];

const needed: Readonly<Record<Part, readonly Column[]>> = {
	META: ["key", "value"],
	PROJECTS: ["project_id", "cost"],
	VOTES: ["vote"],
};

/* ---- cells ---- */

interface Cell {
	readonly text: string;
	readonly line: number; // where it begins
}

interface Row {
	readonly cells: readonly Cell[];
	readonly line: number; // of the first cell
	readonly end: number; // of the last one
}

// Follows through the text what d3 made of it: for the lines, and because d3 drops what stands between a closing
// quotation mark and the cell's end, and takes a cell for closed that is not.
function* rowsOf(text: string): Generator<Row> {
	let at = 0;
	let line = 1;
	for (const texts of dsvFormat(";").parseRows(text)) {
		const begin = at;
		const cells = texts.map((cell): Cell => {
			const placed = { text: cell, line };
			const isQuoted = text[at] === '"';
			at += cell.length + (isQuoted ? count(cell, '"') + 2 : 0);
			line += count(cell, "\n");
			if (at > text.length || !";\r\n".includes(text[at] ?? "")) throw new PbFault(placed.line, "quote");
			if (cell.includes("\u0000")) throw new PbFault(placed.line, "not_text");
			at++;
			return placed;
		});
		const [first] = cells;
		const last = cells[cells.length - 1];
		if (first !== undefined && last !== undefined && at > begin + 1)
			yield { cells, line: first.line, end: last.line };
		if (text[at - 1] === "\r" && text[at] === "\n") at++;
		if (text[at - 1] === "\n") line++;
	}
}

function count(text: string, character: string): number {
	return text.split(character).length - 1;
}

const pieceBytesMost = 1023; // longer texts are cut

const isBlank = (character: string | undefined): boolean => character !== undefined && " \t\r\n".includes(character);

// A cell, or an item of one, without the white space around it.
function piece(text: string): string {
	let from = 0;
	let to = text.length;
	while (from < to && isBlank(text[from])) from++;
	while (to > from && isBlank(text[to - 1])) to--;
	return bytesCut(text.slice(from, to), pieceBytesMost);
}

function isEmpty(cells: readonly Cell[]): boolean {
	return cells.every(({ text }) => piece(text) === "");
}

// Capitals are told apart from none but those of ASCII.
function lower(text: string): string {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const isNone = (text: string): boolean => text === "" || lower(text) === "none";

function items({ text }: Cell): string[] {
	return text.split(",").map(piece);
}

/* ---- names ---- */

interface Names {
	readonly at: Map<string, number>;
	twice: Cell | null; // the first that repeats another
}

const namesNew = (): Names => ({ at: new Map(), twice: null });

function nameAdd(names: Names, cell: Cell): void {
	if (names.at.has(cell.text)) names.twice = names.twice ?? cell;
	else names.at.set(cell.text, names.at.size);
}

function namesCheck({ twice }: Names, why: PbWhy): void {
	if (twice !== null) throw new PbFault(twice.line, why, twice.text);
}

/* ---- the file while it is read ---- */

interface Project {
	readonly id: string;
	readonly name: string;
	readonly cost: Amount;
	readonly selected: number | null;
}

interface Vote {
	readonly voter: string;
	readonly town: string;
	readonly choices: readonly number[];
	readonly points: readonly Amount[]; // by choice
}

interface Reading {
	part: Part | null;
	places: ReadonlyMap<Column, number> | null; // of the part; null: its columns are not named yet
	width: number;
	line: number; // of what was read last
	type: PbType | null;
	budget: Amount | null;
	maxLength: number;
	pointsAll: Amount | null; // no paper may have more
	readonly seen: Set<Part>;
	readonly facts: Map<string, string>;
	readonly keys: Names;
	readonly ids: Names;
	readonly voters: Names;
	readonly projects: Project[];
	readonly votes: Vote[];
}

// The cell of a column, bare; empty, at the line's end, where the line is too short or the file has no such column.
function cellAt(reading: Reading, row: Row, column: Column): Cell {
	const cell = rawAt(reading, row, column);
	return cell === undefined ? { text: "", line: row.end } : { text: piece(cell.text), line: cell.line };
}

function rawAt({ places }: Reading, { cells }: Row, column: Column): Cell | undefined {
	return cells[places?.get(column) ?? -1];
}

// An amount that is not negative.
function amountAt(text: string, line: number, comma: boolean): Amount {
	if (text === "") throw new PbFault(line, "amount_missing");
	const amount = amountRead(text, comma);
	if (typeof amount === "string") throw new PbFault(line, amount, text);
	return amount;
}

const wholeEnd = 0xffffffff;

// A whole number, if there is one that is not too large.
function wholeOf(text: string): number | null {
	const amount = amountRead(text, true);
	return typeof amount !== "string" && amount.decimals === 0 && amount.digits < wholeEnd ? Number(amount.digits) : null;
}

/* ---- META ---- */

function typeOf({ text, line }: Cell): PbType {
	const type = pbTypes.find((one) => one === lower(text));
	if (type === undefined) throw new PbFault(line, "type_unknown", text);
	return type;
}

function takeFact(reading: Reading, row: Row): void {
	const name = cellAt(reading, row, "key");
	const value = cellAt(reading, row, "value");
	const key = lower(name.text);
	nameAdd(reading.keys, name);
	reading.facts.set(key, value.text);
	switch (key) {
		case "vote_type": reading.type = typeOf(value); break;
		case "budget": reading.budget = amountAt(value.text, value.line, true); break;
		case "max_length": reading.maxLength = wholeOf(value.text) ?? 0; break;
		case "max_sum_points": {
			const amount = amountRead(value.text, true);
			reading.pointsAll = typeof amount === "string" ? null : amount;
		}
	}
}

/* ---- PROJECTS ---- */

function takeProject(reading: Reading, row: Row): void {
	const id = cellAt(reading, row, "project_id");
	if (id.text === "") throw new PbFault(id.line, "project_missing");
	if (id.text.includes(",")) throw new PbFault(id.line, "project_comma", id.text);
	const cost = cellAt(reading, row, "cost");
	reading.projects.push({
		id: id.text,
		name: cellAt(reading, row, "name").text,
		cost: amountAt(cost.text, cost.line, true),
		selected: wholeOf(cellAt(reading, row, "selected").text),
	});
	nameAdd(reading.ids, id);
}

/* ---- VOTES ---- */

function choicesOf(reading: Reading, cell: Cell): number[] {
	const { type, maxLength } = reading;
	const fault = (why: PbWhy, what = ""): PbFault => new PbFault(cell.line, why, what);
	const chosen = new Set<number>();
	for (const item of items(cell)) {
		if (item === "") throw fault("choice_missing");
		const project = reading.ids.at.get(item);
		if (project === undefined) throw fault("choice_unknown", item);
		if (chosen.has(project)) throw fault("choice_twice", item);
		if (type === "choose-1" && chosen.size === 1) throw fault("choice_one");
		if (maxLength > 0 && chosen.size === maxLength) throw fault("choice_many", String(maxLength));
		chosen.add(project);
	}
	return [...chosen];
}

function pointsOf(reading: Reading, row: Row, count: number): Amount[] {
	const cell = rawAt(reading, row, "points");
	if (cell === undefined) throw new PbFault(row.end, "no_points");
	const { line } = cell;
	const given = items(cell);
	let sum = amountOf(0);
	const points = given.slice(0, count).map((item) => {
		const amount = amountAt(item, line, false);
		sum = amountSum(sum, amount);
		if (reading.pointsAll !== null && amountIsMore(sum, reading.pointsAll)) throw new PbFault(line, "points_together");
		return amount;
	});
	if (given.length !== count) throw new PbFault(line, given.length < count ? "points_few" : "points_many");
	return points;
}

function takeVote(reading: Reading, row: Row): void {
	const voter = cellAt(reading, row, "voter_id");
	const town = cellAt(reading, row, "neighborhood").text;
	const cell = rawAt(reading, row, "vote");
	if (voter.text !== "") nameAdd(reading.voters, voter);
	const choices = cell === undefined || isNone(piece(cell.text)) ? [] : choicesOf(reading, cell);
	const isPointed = reading.type !== null && hasPoints(reading.type) && choices.length > 0;
	const points = isPointed
		? pointsOf(reading, row, choices.length)
		: choices.map((_, i) => amountOf(reading.type === "ordinal" ? choices.length - 1 - i : 1));
	reading.votes.push({ voter: voter.text, town: isNone(town) ? "" : town, choices, points });
}

/* ---- parts ---- */

function takeColumns(reading: Reading, part: Part, { cells, line }: Row): void {
	const places = new Map<Column, number>();
	cells.forEach((cell, i) => {
		const column = columns.find((name) => name === lower(piece(cell.text)));
		if (column === undefined) return;
		if (places.has(column)) throw new PbFault(cell.line, "column_twice", column);
		places.set(column, i);
	});
	const isPointed = part === "VOTES" && reading.type !== null && hasPoints(reading.type);
	const lacking = [...needed[part], ...(isPointed ? ["points" as const] : [])].find((column) => !places.has(column));
	if (lacking !== undefined) throw new PbFault(line, "column_missing", lacking);
	reading.places = places;
	reading.width = cells.length;
}

function endPart(reading: Reading, line: number): void {
	const { part } = reading;
	if (part !== null && reading.places === null) throw new PbFault(line, "no_columns", part);
	switch (part) {
		case "META":
			namesCheck(reading.keys, "key_twice");
			if (reading.budget === null) throw new PbFault(line, "no_budget");
			if (reading.type === null) throw new PbFault(line, "no_type");
			break;
		case "PROJECTS": return namesCheck(reading.ids, "project_twice");
		case "VOTES": return namesCheck(reading.voters, "voter_twice");
	}
}

function beginPart(reading: Reading, part: Part, line: number): void {
	endPart(reading, line);
	if (reading.seen.has(part)) throw new PbFault(line, "part_twice", part);
	const before = parts[parts.indexOf(part) - 1];
	if (before !== undefined && !reading.seen.has(before)) throw new PbFault(line, "part_order", part);
	reading.seen.add(part);
	reading.part = part;
	reading.places = null;
}

function takeRow(reading: Reading, row: Row): void {
	const { cells, line } = row;
	const { part } = reading;
	reading.line = row.end;
	if (isEmpty(cells)) return;
	const first = lower(piece(cells[0]?.text ?? ""));
	const begun = parts.find((name) => lower(name) === first);
	if (begun !== undefined && isEmpty(cells.slice(1))) return beginPart(reading, begun, line);
	if (part === null) throw new PbFault(line, "no_meta");
	if (reading.places === null) return takeColumns(reading, part, row);
	const more = cells.slice(reading.width).find(({ text }) => piece(text) !== "");
	if (more !== undefined) throw new PbFault(more.line, "cells", String(reading.width));
	switch (part) {
		case "META": return takeFact(reading, row);
		case "PROJECTS": return takeProject(reading, row);
		case "VOTES": return takeVote(reading, row);
	}
}

/* ---- the whole ---- */

function mostDecimals(amounts: readonly Amount[]): number {
	return amounts.reduce((most, { decimals }) => Math.max(most, decimals), 0);
}

// Brings all amounts to the decimals of the one that has most.
function fileOf(reading: Reading, type: PbType, budget: Amount): PbFile {
	const { facts, line } = reading;
	const fact = (key: string): string => facts.get(key) ?? "";
	const decimals = mostDecimals([budget, ...reading.projects.map(({ cost }) => cost)]);
	const pointDecimals = reading.votes.reduce((most, { points }) => Math.max(most, mostDecimals(points)), 0);
	const fitting = (amount: Amount, to: number, most: number, why: PbWhy): number => {
		const number = amountScale(amount, to, most);
		if (number === null) throw new PbFault(line, why);
		return number;
	};
	const all = fitting(budget, decimals, moneyMost, "budget_large");
	let costs = 0;
	const projects = reading.projects.map((project) => {
		const cost = fitting(project.cost, decimals, moneyMost - costs, "costs_large");
		costs += cost;
		return { ...project, cost };
	});
	const votes = reading.votes.map(({ voter, town, choices, points }): PbVote => ({
		voter, town, choices: choices.map((project, i) => ({
			project, points: fitting(points[i] ?? amountOf(0), pointDecimals, pointsMost, "points_large"),
		})),
	}));
	return {
		description: fact("description"), country: fact("country"), unit: fact("unit"), instance: fact("instance"),
		rule: fact("rule"), dateBegin: fact("date_begin"), dateEnd: fact("date_end"),
		type, budget: all, maxLength: reading.maxLength, decimals, pointDecimals, projects, votes,
	};
}

function finish(reading: Reading): PbFile {
	const { line, type, budget } = reading;
	const lacking = parts.find((part) => !reading.seen.has(part));
	if (lacking !== undefined) throw new PbFault(line, "part_missing", lacking);
	endPart(reading, line);
	if (reading.projects.length === 0) throw new PbFault(line, "no_projects");
	if (type === null || budget === null) throw new Error("META has ended without them");
	return fileOf(reading, type, budget);
}

/** Reads a whole file, or throws what is wrong with it. */
export function pbRead(file: string): PbFile {
	const reading: Reading = {
		part: null, places: null, width: 0, line: 1, type: null, budget: null, maxLength: 0, pointsAll: null,
		seen: new Set(), facts: new Map(), keys: namesNew(), ids: namesNew(), voters: namesNew(), projects: [], votes: [],
	};
	for (const row of rowsOf(file.replace(/^\uFEFF/, ""))) takeRow(reading, row);
	return finish(reading);
}
