// A voting paper while it is being filled in: pairs of an option and what is said to it, as they travel.
// What the numbers mean stands in server/voting/voting.h; the server checks them again.
import type { BallotRow, Pair } from "../protocol/generated";

export type Paper = readonly Pair[];

/** The options that a paper may speak about; 0 is the ballot's own question, or deciding nothing. */
export function optionsOf(ballot: BallotRow): number[] {
	const options = ballot.options.map(([option]) => option);
	const hasOwn = ballot.method === "resistance" || (ballot.method === "yesno" && options.length === 0);
	return hasOwn ? [...options, 0] : options;
}

export function costOf(ballot: BallotRow, option: number): number {
	return ballot.options.find(([id]) => id === option)?.[1] ?? 0;
}

export function paperGet(paper: Paper, option: number): number | null {
	return paper.find(([id]) => id === option)?.[1] ?? null;
}

/** Null takes the option out. */
export function paperSet(paper: Paper, option: number, number: number | null): Paper {
	const others = paper.filter(([id]) => id !== option);
	return number === null ? others : [...others, [option, number]];
}

export function paperSum(paper: Paper): number {
	return paper.reduce((sum, [, number]) => sum + number, 0);
}

/** How many may still be ticked; null without a limit. */
export function picksLeft(ballot: BallotRow, paper: Paper): number | null {
	const most = ballot.method === "approval" ? 0 : ballot.picks;
	return most === 0 ? null : most - paper.length;
}

/** What the options on a paper cost together, in cents. */
export function paperCost(ballot: BallotRow, paper: Paper): number {
	return paper.reduce((sum, [option]) => sum + costOf(ballot, option), 0);
}

/** How much of what there is to give has been given, 0 … 1, more where a budget is passed; null where
 * there is no such measure. */
export function paperGiven(ballot: BallotRow, paper: Paper): number | null {
	switch (ballot.method) {
		case "dots": return paperSum(paper) / ballot.points;
		case "choose": return paper.length / ballot.picks;
		case "budget": return paperCost(ballot, paper) / ballot.budget;
		case "yesno":
		case "resistance":
		case "ranking": return paper.length / optionsOf(ballot).length;
		default: return null;
	}
}

/** One point more or less on an option, as far as points and heap limit allow; the same paper if not. */
export function pointMove(ballot: BallotRow, paper: Paper, option: number, by: 1 | -1): Paper {
	const points = (paperGet(paper, option) ?? 0) + by;
	const heap = ballot.heap || ballot.points;
	if (points < 0 || points > heap || paperSum(paper) + by > ballot.points) return paper;
	return paperSet(paper, option, points || null);
}

/* ---- an order ---- */

/** The options in the order of their ranks. */
export function orderOf(paper: Paper): number[] {
	return [...paper].sort((a, b) => a[1] - b[1]).map(([option]) => option);
}

export function paperOf(order: readonly number[]): Paper {
	return order.map((option, i) => [option, i + 1]);
}

/** Puts an option at a place in the order (from 0), from wherever it was; null: out of it. */
export function orderPut(order: readonly number[], option: number, place: number | null): number[] {
	const others = order.filter((other) => other !== option);
	if (place === null) return others;
	const at = Math.max(0, Math.min(place, others.length));
	return [...others.slice(0, at), option, ...others.slice(at)];
}

/* ---- kept as text ---- */

/** Null if the text is no paper. Options that are gone from the ballot are left out. */
export function paperRead(text: string, ballot: BallotRow): Paper | null {
	try {
		const read: unknown = JSON.parse(text);
		if (!Array.isArray(read)) return null;
		const options = optionsOf(ballot);
		return (read as Pair[]).filter(([option]) => options.includes(option));
	} catch {
		return null;
	}
}

export function paperWrite(paper: Paper): string {
	return JSON.stringify(paper);
}

/** Whether two papers say the same, in whatever order. */
export function paperSame(a: Paper, b: Paper): boolean {
	return a.length === b.length && a.every(([option, number]) => paperGet(b, option) === number);
}
