// The people of a session as moderators look for them: by name, town, role, board, and what holds of them.
import type { BoardRow, PersonRow, Role, SeatRow } from "../protocol/generated";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import { takesPart } from "./takes_part";

/** What holds of a person; "part": takes part, "all": whatever it is. */
export type PersonState = "part" | "muted" | "assisted" | "townless" | "left" | "removed" | "all";

export const personStates: readonly PersonState[] = [
	"part", "muted", "assisted", "townless", "left", "removed", "all",
];

export interface PeopleFilter {
	readonly name: string;
	readonly town: number; // 0: any
	readonly role: Role; // "none": any
	readonly board: number; // 0: any
	readonly state: PersonState;
}

export const peopleAnyone: PeopleFilter = { name: "", town: 0, role: "none", board: 0, state: "part" };

function isInState(person: PersonRow, state: PersonState): boolean {
	switch (state) {
		case "part": return takesPart(person);
		case "muted": return person.muted && takesPart(person);
		case "assisted": return isAssisted(person);
		case "townless": return person.town === 0 && takesPart(person);
		case "left": return person.left && !person.kept_out;
		case "removed": return person.kept_out;
		case "all": return true;
	}
}

/** Whether somebody belongs to a board, as the server sees it [SEE-4]. */
export function isMember(board: BoardRow, person: PersonRow, seat: SeatRow | undefined): boolean {
	switch (board.sort) {
		case "town": return person.town === board.town;
		case "steering": return person.role === "steering";
		case "team": return seat?.team === board.id;
		case "table": return seat?.table === board.id;
		default: return true;
	}
}

/** Whether somebody takes part without a device of their own: moderators may act in their name. */
export function isAssisted(person: PersonRow): boolean {
	return person.assisted && takesPart(person);
}

/** All of them by name, but for those who are there only as the voters of numbered slips. */
export function peopleAssisted(rows: RowSignals): PersonRow[] {
	const slips = new Set(rowsAll(rows, "slip").map(({ person }) => person));
	return rowsAll(rows, "person")
		.filter((person) => isAssisted(person) && !slips.has(person.id))
		.sort((a, b) => collator.compare(a.name, b.name) || a.id - b.id);
}

/** Boards that somebody may be made the leader of; at a team or table they get a place by it. */
export function mayLead(board: BoardRow, person: PersonRow): boolean {
	if (person.role === "observer" || !takesPart(person)) return false;
	return person.role === "moderator" || board.sort === "team" || board.sort === "table" ||
		isMember(board, person, undefined);
}

const collator = new Intl.Collator("de");

/** Whom the filter fits, and `kept` whatever the filter says: town by town in their order, those of no town
 * last, each by name. */
export function peopleFound(rows: RowSignals, filter: PeopleFilter, kept: number): PersonRow[] {
	const sought = filter.name.trim().toLocaleLowerCase();
	const board = rowsGet(rows, "board", filter.board);
	const fits = (person: PersonRow): boolean =>
		isInState(person, filter.state) &&
		(filter.town === 0 || person.town === filter.town) &&
		(filter.role === "none" || person.role === filter.role) &&
		(board === undefined || isMember(board, person, rowsGet(rows, "seat", person.id))) &&
		(sought === "" || `${person.name} ${person.institution}`.toLocaleLowerCase().includes(sought));
	const rank = (person: PersonRow): number => person.town || Infinity;
	return rowsAll(rows, "person")
		.filter((person) => person.id === kept || fits(person))
		.sort((a, b) =>
			a.town === b.town ? collator.compare(a.name, b.name) || a.id - b.id : rank(a) - rank(b));
}

/** Neighbours of one town together, in the order they come in. */
export function peopleByTown(people: readonly PersonRow[]): PersonRow[][] {
	const groups: PersonRow[][] = [];
	for (const person of people) {
		const last = groups[groups.length - 1];
		if (last !== undefined && last[0]?.town === person.town) last.push(person);
		else groups.push([person]);
	}
	return groups;
}
