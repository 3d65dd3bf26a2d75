// How many people take part, and how many of them have voted. The numbers belong together: those of the towns and
// those of no town, mostly who moderates or helps, make up all who are entitled where everybody is.
import type { BallotRow, BoardSort } from "../protocol/generated";
import { rowsGet, type RowSignals } from "./rows";
import type { TownMark } from "./towns";

/** How many of a town may write and vote, with a phone or with the help of others; 0: of no town. */
export function takingPart(rows: RowSignals, town: number): number {
	return rowsGet(rows, "attendance", town)?.persons ?? 0;
}

/** How many papers came from each town; people of no town come last. */
export interface Turnout {
	readonly town: TownMark | null;
	readonly papers: number;
	readonly persons: number; // who may vote; 0 where that is not known
}

export function turnoutOf(rows: RowSignals, ballot: BallotRow, towns: readonly TownMark[]): Turnout[] {
	const boards = ballot.voters.map((id) => rowsGet(rows, "board", id));
	const has = (sort: BoardSort): boolean => boards.some((board) => board?.sort === sort);
	const isForAll = boards.length === 0 || has("plenary");
	const isForTowns = !isForAll && boards.every((board) => board?.sort === "town");
	// How many of a town have a role or a seat nobody is told.
	const isKnown = (isForAll || isForTowns) && ballot.roles.length === 0 && ballot.audience !== "members";
	function at(town: TownMark | null): Turnout {
		const id = town?.id ?? 0;
		const papers = rowsGet(rows, "turnout", ballot.id, id)?.papers ?? 0;
		return { town, papers, persons: isKnown ? takingPart(rows, id) : 0 };
	}
	// Where only some towns' boards vote, the others are not waited for.
	const here = isForTowns ? towns.filter(({ id }) => boards.some((board) => board?.town === id)) : towns;
	const townless = isForTowns ? { ...at(null), persons: 0 } : at(null);
	return [...here.map(at), ...(townless.papers + townless.persons > 0 ? [townless] : [])];
}

/** The same of all together; 0 persons where they are not known. */
export function turnoutSum(all: readonly Turnout[]): Omit<Turnout, "town"> {
	const papers = all.reduce((sum, at) => sum + at.papers, 0);
	// Who has voted and left has voted.
	const persons = all.reduce((sum, at) => sum + (at.persons && Math.max(at.persons, at.papers)), 0);
	return { papers, persons: Math.max(persons, persons && papers) };
}
