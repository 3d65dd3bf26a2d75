// Ballots: which of them concern a place, an idea, a person. Only what is shown follows from it; the
// server decides.
import type { AnyEntry, Entry } from "../sync/outbox";
import type { BallotRow, BoardRow, IdeaRow } from "../protocol/generated";
import { boardsAbove } from "./boards";
import { isOwn, type Me } from "./me";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

/** Whether the person may vote in it, as far as role and boards go. */
export function isVoter(rows: RowSignals, me: Me, ballot: BallotRow): boolean {
	if (!me.participates || (ballot.roles.length > 0 && !ballot.roles.includes(me.role))) return false;
	const belongsTo = (id: number): boolean => {
		const board = rowsGet(rows, "board", id);
		return board !== undefined && (board.sort === "plenary" || isOwn(me, board));
	};
	if (ballot.audience === "members" && !me.moderates && !belongsTo(ballot.board)) return false;
	return ballot.voters.length === 0 || ballot.voters.some(belongsTo);
}

/* ---- opinions ---- */

function fitsOpinion(ballot: BallotRow, idea: IdeaRow): boolean {
	if (ballot.options.length > 0) return ballot.options.some(([option]) => option === idea.id);
	return (ballot.board === 0 || ballot.board === idea.board) &&
		(ballot.topic === 0 || ballot.topic === idea.topic) &&
		(ballot.sort === 0 || ballot.sort === idea.sort) &&
		(ballot.stages.length === 0 || ballot.stages.includes(idea.stage));
}

/** The opinion ballot that an idea stands in: an open one before others, that of the board's phase
 * before others, the newest. */
export function opinionOf(rows: RowSignals, idea: IdeaRow): BallotRow | undefined {
	const phase = rowsGet(rows, "board", idea.board)?.phase;
	const rank = (ballot: BallotRow): number =>
		(ballot.state === "open" ? 2 : 0) + (ballot.phase !== 0 && ballot.phase === phase ? 1 : 0);
	return rowsAll(rows, "ballot")
		.filter(
			(ballot) => ballot.method === "opinion" && isPublic(ballot) && fitsOpinion(ballot, idea))
		.sort((a, b) => rank(b) - rank(a) || b.id - a.id)[0];
}

/** The ideas of an opinion ballot, the oldest first. */
export function opinionIdeas(rows: RowSignals, ballot: BallotRow): number[] {
	return rowsAll(rows, "idea")
		.filter((idea) => idea.hold === "none" && idea.merged_into === 0 && fitsOpinion(ballot, idea))
		.map(({ id }) => id)
		.sort((a, b) => a - b);
}

/* ---- where ballots show ---- */

function isPublic({ state }: BallotRow): boolean {
	return state === "open" || state === "closed";
}

/** Whether nobody is shown yet how it stands. */
export function isSecretYet(ballot: BallotRow): boolean {
	return ballot.hidden && ballot.state !== "closed";
}

/** The ballots of a board in its phase, the newest first; opinions are said at the ideas. */
export function ballotsHere(rows: RowSignals, board: BoardRow): BallotRow[] {
	return rowsAll(rows, "ballot")
		.filter(
			(ballot) =>
				(ballot.board === 0 || ballot.board === board.id) &&
				(ballot.phase === 0 || ballot.phase === board.phase))
		.sort((a, b) => b.id - a.id);
}

/** The open ballots to call to from a board: its own, and of those above it what one may vote in. */
export function ballotsCalling(rows: RowSignals, me: Me, board: BoardRow): BallotRow[] {
	const all = boardsAbove(rows, board).flatMap((at) =>
		ballotsHere(rows, at).filter(
			(ballot) =>
				ballot.state === "open" && ballot.method !== "opinion" &&
				(at === board || isVoter(rows, me, ballot))));
	return [...new Set(all)];
}

/** The newest results that belong to what a board is doing: of ballots of its phase or, where the phase only
 * looks at what came out, of the last ones. None while something is being voted on. */
export function resultsHere(rows: RowSignals, board: BoardRow, most: number): BallotRow[] {
	const here = ballotsHere(rows, board).filter(({ method }) => method !== "opinion");
	if (here.some(({ state }) => state === "open")) return [];
	const phase = rowsGet(rows, "phase", board.phase);
	const looksBack = phase !== undefined &&
		!phase.allows.includes("ideas") && !phase.allows.includes("votes") &&
		!here.some((ballot) => ballot.phase === board.phase);
	const all = !looksBack ? here : rowsAll(rows, "ballot").filter(
		(ballot) => ballot.method !== "opinion" && (ballot.board === 0 || ballot.board === board.id));
	const closed = all.filter(({ state }) => state === "closed");
	return closed
		.filter(({ id }) => !closed.some(({ previous }) => previous === id))
		.sort((a, b) => b.closed_ms - a.closed_ms)
		.slice(0, looksBack ? most : 1);
}

/** Whether there is anything to vote on besides opinions. */
export function hasBallots(rows: RowSignals): boolean {
	return rowsAll(rows, "ballot").some(
		(ballot) => ballot.method !== "opinion" && ballot.state !== "prepared");
}

/** The open ballots in which one may vote and has not. */
export function ballotsWaiting(
	rows: RowSignals, me: Me, entries: readonly AnyEntry[],
): BallotRow[] {
	return rowsAll(rows, "ballot").filter(
		(ballot) =>
			ballot.state === "open" && ballot.method !== "opinion" &&
			isVoter(rows, me, ballot) && !hasVoted(rows, me, ballot.id, entries));
}

/* ---- one's own paper ---- */

export type CastEntry = Entry<"cast">;

// Not those that one enters for others, from their slips.
function isCastIn(ballot: number): (entry: AnyEntry) => entry is CastEntry {
	return (entry): entry is CastEntry =>
		entry.kind === "cast" && entry.args.ballot === ballot && entry.args.slip === 0;
}

/** The last paper for a ballot that is on its way or saved and not yet among the rows. */
export function castOnItsWay(entries: readonly AnyEntry[], ballot: number): CastEntry | undefined {
	return entries.filter(isCastIn(ballot)).filter(({ state }) => state !== "refused").pop();
}

/** Papers for a ballot that were refused, the newest last. */
export function castsRefused(entries: readonly AnyEntry[], ballot: number): CastEntry[] {
	return entries.filter(isCastIn(ballot)).filter(({ state }) => state === "refused");
}

/** Whether somebody's paper is among those that count; who took it back has not voted. */
export function isVotedBy(rows: RowSignals, ballot: number, person: number): boolean {
	return rowsGet(rows, "voted", ballot, person)?.withdrawn === false;
}

/** Whether one has voted, as far as this device can tell. */
export function hasVoted(
	rows: RowSignals, me: Me, ballot: number, entries: readonly AnyEntry[],
): boolean {
	const coming = castOnItsWay(entries, ballot);
	if (coming !== undefined) return !coming.args.withdraw;
	return isVotedBy(rows, ballot, me.person);
}
