// Who sits where: in teams, or at the tables of a board.
import type { BoardRow, PersonRow, TownRow } from "../protocol/generated";
import { isMember } from "./people";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import { takesPart } from "./takes_part";

export interface SeatGroup {
	readonly board: BoardRow;
	readonly people: readonly PersonRow[];
}

export interface Seating {
	readonly groups: readonly SeatGroup[];
	readonly unseated: readonly PersonRow[]; // moderators and observers sit nowhere unless they are put there
}

/** Teams, or the tables of the board `above`. */
export function seatBoards(rows: RowSignals, above: BoardRow | undefined): BoardRow[] {
	return rowsAll(rows, "board")
		.filter(({ sort, parent }) =>
			above === undefined ? sort === "team" : sort === "table" && parent === above.id)
		.sort((a, b) => a.id - b.id);
}

const collator = new Intl.Collator("de");

/** By town and name: who comes from one town stands together. */
function byTownAndName(a: PersonRow, b: PersonRow): number {
	return a.town - b.town || collator.compare(a.name, b.name) || a.id - b.id;
}

export function seatingOf(rows: RowSignals, above: BoardRow | undefined): Seating {
	const boards = seatBoards(rows, above);
	const people = new Map<number, PersonRow[]>(boards.map(({ id }) => [id, []]));
	const unseated: PersonRow[] = [];
	for (const person of rowsAll(rows, "person").filter(takesPart)) {
		const seat = rowsGet(rows, "seat", person.id);
		const at = people.get((above === undefined ? seat?.team : seat?.table) ?? 0);
		const sits = person.role !== "moderator" && person.role !== "observer";
		if (at !== undefined) at.push(person);
		else if (sits && (above === undefined || isMember(above, person, seat))) unseated.push(person);
	}
	return {
		groups: boards.map((board) => ({
			board, people: (people.get(board.id) ?? []).sort(byTownAndName),
		})),
		unseated: unseated.sort(byTownAndName),
	};
}

/** How many come from each town, in the towns' order; those of no town are left out. */
export function townCounts(
	people: readonly PersonRow[], towns: readonly Pick<TownRow, "id">[],
): { readonly town: number; readonly n: number }[] {
	return towns
		.map(({ id }) => ({ town: id, n: people.filter(({ town }) => town === id).length }))
		.filter(({ n }) => n > 0);
}

/** Boards that can have tables: all but tables. */
export function boardsAboveTables(rows: RowSignals): BoardRow[] {
	return rowsAll(rows, "board").filter(({ sort }) => sort !== "table").sort((a, b) => a.id - b.id);
}

/** The first title of the kind "Tisch 3" that is still free. */
export function titleFree(rows: RowSignals, title: (n: number) => string): string {
	const taken = new Set(rowsAll(rows, "board").map((board) => board.title));
	let n = 1;
	while (taken.has(title(n))) n++;
	return title(n);
}
