// A table of ideas, as a spreadsheet writes it, becomes a plan of what is to be added: towns, topics, people
// without a device, and their ideas. The columns, and the rules, are those of `bogen import`.
import { dsvFormat } from "d3-dsv";
import { commandShapes, holdWords, type IdeaRow } from "../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../protocol/text";
import { peopleAssisted } from "./people";
import { rowsAll, type RowSignals } from "./rows";

export type Column = "title" | "text" | "topic" | "town" | "author" | "hold" | "reason";

const named: Readonly<Record<Column, readonly string[]>> = {
	title: ["title", "titel"],
	text: ["text", "idea", "idee", "beitrag", "vorschlag"],
	topic: ["topic", "thema"],
	town: ["town", "stadt", "gemeinde"],
	author: ["author", "name", "person", "autor", "autorin"],
	hold: ["hold"],
	reason: ["reason"],
};

export interface TableLine extends Readonly<Record<Column, string>> {
	readonly row: number; // as the spreadsheet counts
}

/** Why a line, or all of the table, cannot be taken. */
export type TableFault = "empty" | "no_column" | "cells" | "quotes" | "missing" | "too_long" | "not_allowed" | "town";

export interface Table {
	readonly lines: readonly TableLine[];
	readonly unknown: readonly string[]; // names of columns that mean nothing here
	readonly faults: readonly LineFault[];
}

export interface LineFault {
	readonly row: number; // 0: all of it
	readonly why: TableFault;
}

/* ---- reading ---- */

// What no text has: a table of one column has nothing between its cells.
const alone = "\u001f";

function columnOf(cell: string): Column | undefined {
	const name = cell.trim().toLowerCase();
	return (Object.keys(named) as Column[]).find((column) => named[column].includes(name));
}

// What stands between cells is what makes most of the first line's cells names that are known.
function delimiterOf(text: string): string {
	const [first = ""] = text.split(/\r?\n|\r/, 1);
	const names = (delimiter: string): number =>
		dsvFormat(delimiter).parseRows(first)[0]?.filter((cell) => columnOf(cell) !== undefined).length ?? 0;
	return [";", ",", "\t"].reduce((best, one) => (names(one) > names(best) ? one : best), alone);
}

// A quotation mark that is never closed swallows the rest of the file, and this with it.
const end = "\u0000";

/** The bytes of a file as text: spreadsheets write UTF-8, UTF-16 as "Unicode text", or what Windows has always
 * written. */
export function textOf(bytes: ArrayBuffer): string {
	const [first, second] = new Uint8Array(bytes);
	if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}

// What a spreadsheet might have taken for a formula was written with an apostrophe.
function cellRead(cell: string): string {
	return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

export function tableRead(file: string): Table {
	// Excel may say before anything else what stands between cells.
	const [said = "", separator] = /^\uFEFF?(?:sep=(.)\r?\n)?/.exec(file) ?? [];
	const text = file.slice(said.length);
	const top = separator === undefined ? 1 : 2; // the row of the names
	const data = dsvFormat(separator ?? delimiterOf(text)).parseRows(`${text}\n${end}`);
	const isOpen = data.pop()?.[0] !== end;
	const columns = (data[0] ?? []).map(columnOf);
	const unknown = (data[0] ?? []).filter((cell, i) => columns[i] === undefined && cell.trim() !== "");
	const all = (why: TableFault): Table => ({ lines: [], unknown: [], faults: [{ row: 0, why }] });
	if (!columns.includes("text") && !columns.includes("title")) return all(text.trim() === "" ? "empty" : "no_column");
	const lines: TableLine[] = [];
	const faults: LineFault[] = [];
	data.slice(1).forEach((cells, i) => {
		const row = top + 1 + i;
		if (cells.every((cell) => cell.trim() === "")) return;
		if (cells.slice(columns.length).some((cell) => cell.trim() !== "")) faults.push({ row, why: "cells" });
		else {
			const cell = (column: Column): string => cellRead(cells[columns.indexOf(column)] ?? "");
			lines.push({
				row, title: cell("title"), text: cell("text"), topic: cell("topic"), town: cell("town"),
				author: cell("author"), hold: cell("hold"), reason: cell("reason"),
			});
		}
	});
	if (isOpen) faults.push({ row: top + data.length, why: "quotes" });
	return lines.length + faults.length === 0 ? all("empty") : { lines, unknown, faults };
}

/* ---- what is to be added ---- */

export interface NewIdea {
	readonly row: number;
	readonly id: number; // 0: new; else the board has it, but it is not hidden yet
	readonly title: string;
	readonly text: string;
	readonly topic: string; // "": none
	readonly town: string; // of the author; "": whoever takes the table over
	readonly author: string;
	readonly hidden: string; // why it is hidden; "": it is not
}

export interface Person {
	readonly name: string;
	readonly town: string;
}

export interface TablePlan {
	readonly towns: readonly string[];
	readonly topics: readonly string[];
	readonly people: readonly Person[];
	readonly ideas: readonly NewIdea[];
	readonly there: number; // ideas that the board has already, or that stand in the table twice
	readonly townless: number; // lines with people of whom the table names no town
	readonly faults: readonly LineFault[];
}

const limits = {
	title: textLimits(commandShapes.idea_add.fields, "title"),
	text: textLimits(commandShapes.idea_add.fields, "text"),
	topic: textLimits(commandShapes.topic_add.fields, "title"),
	town: textLimits(commandShapes.town_add.fields, "name"),
	author: textLimits(commandShapes.person_add.fields, "name"),
	hidden: textLimits(commandShapes.idea_hide.fields, "reason"),
};

export function sameName(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

function isTownless(line: TableLine, usual: Usual): boolean {
	const author = lineTidy(line.author);
	return lineTidy(line.town) === "" && author !== "" && author !== usual.self;
}

/** Who is meant where a table leaves out town or name. */
export interface Usual {
	readonly town: string; // of people of whom none is named; "": not chosen yet
	readonly self: string; // the name of whoever takes the table over, who is of no town
}

// Ideas of a town without a name belong to one person who is called like the town.
function ideaOf(line: TableLine, usual: Usual): NewIdea {
	const title = lineTidy(line.title);
	const text = textTidy(line.text);
	const author = isTownless(line, usual) || lineTidy(line.town) !== "" ? lineTidy(line.author) : "";
	const town = lineTidy(line.town) || (author === "" ? "" : usual.town);
	const hold = line.hold.trim();
	const isHidden = hold !== "none" && holdWords.some((word) => word === hold);
	return {
		row: line.row,
		id: 0,
		title: text === "" ? "" : title,
		text: text || title,
		topic: lineTidy(line.topic),
		town,
		author: author || town,
		hidden: isHidden ? lineTidy(line.reason) || hold : "",
	};
}

function faultOf(idea: NewIdea): TableFault | null {
	if (idea.author !== "" && idea.town === "") return "town";
	return textFault(idea.text, limits.text) ?? textFault(idea.title, limits.title) ??
		(idea.topic === "" ? null : textFault(idea.topic, limits.topic)) ??
		(idea.town === "" ? null : textFault(idea.town, limits.town) ?? textFault(idea.author, limits.author)) ??
		(idea.hidden === "" ? null : textFault(idea.hidden, limits.hidden));
}

function once<Item>(items: readonly Item[], isSame: (a: Item, b: Item) => boolean): Item[] {
	return items.filter((item, i) => items.findIndex((other) => isSame(item, other)) === i);
}

export function keyOf({ title, text }: { readonly title: string; readonly text: string }): string {
	return JSON.stringify([title, text]);
}

/** The ideas of a board by what they say. */
export function ideasThere(rows: RowSignals, board: number): Map<string, Pick<IdeaRow, "id" | "hold">> {
	return new Map(
		rowsAll(rows, "idea").filter((idea) => idea.board === board).map((idea) => [keyOf(idea), idea]));
}

/** What the board lacks of a table. */
export function tablePlan(rows: RowSignals, table: Table, board: number, usual: Usual): TablePlan {
	const all = table.lines.map((line) => ideaOf(line, usual));
	const faults = all.map((idea) => ({ row: idea.row, why: faultOf(idea) }))
		.filter((fault): fault is LineFault => fault.why !== null);
	const seen = ideasThere(rows, board);
	const right = all.filter((idea) => !faults.some(({ row }) => row === idea.row));
	const ideas: NewIdea[] = [];
	for (const idea of right) {
		const before = seen.get(keyOf(idea));
		if (before === undefined) ideas.push(idea);
		else if (idea.hidden !== "" && before.hold === "none") ideas.push({ ...idea, id: before.id });
		// Twice in the table is once.
		seen.set(keyOf(idea), { id: 0, hold: "hidden" });
	}
	const added = ideas.filter(({ id }) => id === 0);
	const towns = rowsAll(rows, "town");
	const topics = rowsAll(rows, "topic");
	const people = peopleAssisted(rows);
	const townOf = (name: string): number => towns.find((town) => sameName(town.name, name))?.id ?? 0;
	return {
		towns: once(added.map(({ town }) => town), sameName).filter((name) => name !== "" && townOf(name) === 0),
		topics: once(added.map(({ topic }) => topic), sameName)
			.filter((title) => title !== "" && !topics.some((topic) => sameName(topic.title, title))),
		people: once(
			added.map(({ author, town }) => ({ name: author, town })),
			(a, b) => a.name === b.name && sameName(a.town, b.town),
		).filter(({ name, town }) =>
			name !== "" && !people.some((person) => person.name === name && person.town === townOf(town))),
		ideas,
		there: right.length - ideas.length,
		townless: table.lines.filter((line) => isTownless(line, usual)).length,
		faults: [...table.faults, ...faults].sort((a, b) => a.row - b.row),
	};
}
