// What comes of a ballot: as it stands while it runs, as it was counted when it is closed. What only
// moderators are told, for it would say what few people of a town chose, is left out unless asked for.
import type { BallotRow, Decision, TallyRow } from "../protocol/generated";
import { optionsOf } from "./paper";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import type { AnyRule } from "./rule";
import type { TownMark } from "./towns";

export interface Cell {
	readonly agree: number;
	readonly disagree: number;
	readonly pass: number;
	readonly answers: number;
	readonly sum: number;
}

const noCell: Cell = { agree: 0, disagree: 0, pass: 0, answers: 0, sum: 0 };
const scoreOne = 1e9;

export interface TownCell {
	readonly town: TownMark;
	readonly cell: Cell | null; // null: too few people, or nobody
}

/** Whose eyes it is shown to: everybody's, or a moderator's alone. */
export type Sight = "hall" | "moderator";

/** How an option stands under a rule. */
export interface Standing {
	readonly option: number;
	readonly cell: Cell;
	readonly share: number; // 0 … 1, by which the rule orders
	readonly rank: number;
	readonly isTied: boolean; // shares its rank
	readonly decision: Decision;
	readonly carried: number; // in how many towns
	readonly least: number; // the smallest town's share
	readonly isWithheld: boolean; // what towns say is not told: some have too few answers
	readonly beats: number; // how many others it is preferred to
	readonly moved: number | null; // places upwards since the round before; null: that had other options
	readonly byTown: readonly TownCell[];
}

/** The share of those who are for an option; the server's own shares take its place at closing. */
export function shareOf(ballot: BallotRow, cell: Cell): number {
	const of = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
	switch (ballot.method) {
		case "yesno": return of(cell.agree, cell.agree + cell.disagree);
		case "dots": return of(cell.sum, cell.answers * ballot.points);
		case "resistance": return cell.answers === 0 ? 0 : 1 - cell.sum / (10 * cell.answers);
		case "ranking":
			// `sum` is twice the Borda points: each paper gives an option at most one for each other.
			return of(cell.sum, 2 * cell.answers * Math.max(1, ballot.options.length - 1));
		default: return of(cell.agree, cell.answers);
	}
}

function isFor(sight: Sight, cell: TallyRow): boolean {
	return sight === "moderator" || cell.audience !== "moderators";
}

function townCells(
	rows: RowSignals, ballot: number, option: number, towns: readonly TownMark[], sight: Sight,
): TownCell[] {
	return towns.map((town) => {
		const cell = rowsGet(rows, "tally", ballot, option, town.id);
		return { town, cell: cell === undefined || cell.answers === 0 || !isFor(sight, cell) ? null : cell };
	});
}

/** Whether there are figures of a ballot that not everybody may see. */
export function hasPrivate(rows: RowSignals, ballot: BallotRow): boolean {
	return rowsAll(rows, "score").some((score) => score.ballot === ballot.id) ||
		rowsAll(rows, "tally").some(
			(tally) => tally.ballot === ballot.id && tally.answers > 0 && !isFor("hall", tally));
}

function rankFrom(shares: readonly number[], share: number): number {
	return 1 + shares.filter((other) => other > share).length;
}

type Plain = Omit<Standing, "isTied" | "byTown" | "moved">;

function counted(
	rows: RowSignals, ballot: BallotRow, rule: AnyRule, sight: Sight,
): Plain[] {
	const results = rowsAll(rows, "result").filter((result) => result.ballot === ballot.id);
	// How many papers prefer one option to another.
	const preferring = new Map(results.map((result) => [result.idea, new Map(result.beats)]));
	const beats = (option: number): number =>
		[...(preferring.get(option) ?? [])].filter(
			([other, n]) => n > (preferring.get(other)?.get(option) ?? 0)).length;
	return results.map((result) => {
		// Moderators are told what the result withholds.
		const score = result.withheld && sight === "moderator"
			? rowsGet(rows, "score", ballot.id, result.idea)
			: undefined;
		const { score_towns, score_every_town, carried, least } = score ?? result;
		const scores = { people: result.score_people, towns: score_towns, every_town: score_every_town };
		return {
			option: result.idea,
			cell: result,
			share: scores[rule] / scoreOne,
			rank: result[`rank_${rule}`],
			decision: result[`decision_${rule}`],
			carried,
			least: least / scoreOne,
			isWithheld: result.withheld && score === undefined,
			beats: beats(result.idea),
		};
	});
}

function running(rows: RowSignals, ballot: BallotRow): Plain[] {
	const totals = new Map(
		rowsAll(rows, "total").filter((row) => row.ballot === ballot.id).map((row) => [row.idea, row]));
	const options = ballot.method === "opinion" ? [...totals.keys()] : optionsOf(ballot);
	const shares = options.map((option) => shareOf(ballot, totals.get(option) ?? noCell));
	return options.map((option, i) => ({
		option,
		cell: totals.get(option) ?? noCell,
		share: shares[i] ?? 0,
		rank: rankFrom(shares, shares[i] ?? 0),
		decision: "none",
		carried: 0,
		least: 0,
		isWithheld: false,
		beats: 0,
	}));
}

/** All options, the best first. While the ballot runs, only the rule of people can be told. */
export function standings(
	rows: RowSignals, ballot: BallotRow, rule: AnyRule, towns: readonly TownMark[],
	sight: Sight = "hall",
): Standing[] {
	const all = ballot.state === "closed" ? counted(rows, ballot, rule, sight) : running(rows, ballot);
	const before = ranksBefore(rows, ballot, rule);
	const isSame = before.size === all.length && all.every(({ option }) => before.has(option));
	const perRank = new Map<number, number>();
	for (const { rank } of all) perRank.set(rank, (perRank.get(rank) ?? 0) + 1);
	return all
		.map((standing) => ({
			...standing,
			isTied: (perRank.get(standing.rank) ?? 0) > 1,
			moved: isSame ? movedFrom(before.get(standing.option), standing.rank) : null,
			byTown: townCells(rows, ballot.id, standing.option, towns, sight),
		}))
		.sort((a, b) => a.rank - b.rank || a.option - b.option);
}

/** What was decided alike, the best first: accepted, tied at the cut, the rest. */
export interface Part {
	readonly decision: Decision; // none: nothing is decided here
	readonly standings: readonly Standing[];
}

/** The standings above and below the cut. In a budget what is bought need not stand together. */
export function partsOf(all: readonly Standing[]): Part[] {
	const is = (decision: Decision) => (standing: Standing) => standing.decision === decision;
	const rest = all.filter(({ decision }) => decision === "lost" || decision === "none");
	return [
		{ decision: "carried" as const, standings: all.filter(is("carried")) },
		{ decision: "tied" as const, standings: all.filter(is("tied")) },
		{ decision: rest.some(is("lost")) ? "lost" as const : "none" as const, standings: rest },
	].filter(({ standings }) => standings.length > 0);
}

function ranksBefore(
	rows: RowSignals, ballot: BallotRow, rule: AnyRule,
): Map<number, number> {
	return new Map(
		rowsAll(rows, "result")
			.filter((result) => result.ballot === ballot.previous && ballot.previous !== 0)
			.map((result) => [result.idea, result[`rank_${rule}`]]));
}

// A rank of 0 is none: the rule decided nothing.
function movedFrom(before: number | undefined, now: number): number | null {
	return before === undefined || before === 0 || now === 0 ? null : before - now;
}
