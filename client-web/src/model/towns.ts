// How towns are told apart: a colour, a pattern and an initial, always together.
import type { TownRow } from "../protocol/generated";
import { rowsAll, type RowSignals } from "./rows";

export interface TownMark {
	readonly id: number;
	readonly name: string;
	readonly initial: string; // one letter, or two where towns share the first
	readonly accent: number; // 0 … 7
	readonly pattern: number; // 0 … 3
}

const accents = 8;
const patterns = 4;

function firstLetters(name: string, count: number): string {
	const letters = [...name.replace(/[^\p{L}\p{N}]/gu, "")].slice(0, count);
	return letters.map((letter, i) => (i === 0 ? letter.toUpperCase() : letter.toLowerCase())).join("");
}

export function townMarks(towns: readonly TownRow[]): TownMark[] {
	const sorted = [...towns].sort((a, b) => a.id - b.id);
	const shared = (name: string): boolean =>
		sorted.filter((town) => firstLetters(town.name, 1) === firstLetters(name, 1)).length > 1;
	return sorted.map((town, index) => ({
		id: town.id,
		name: town.name,
		initial: firstLetters(town.name, shared(town.name) ? 2 : 1) || "?",
		accent: index % accents,
		pattern: (index + Math.floor(index / accents)) % patterns,
	}));
}

export function towns(rows: RowSignals): TownMark[] {
	return townMarks(rowsAll(rows, "town"));
}
