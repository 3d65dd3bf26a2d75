// Boards, their phases and timers.
import type { Action, BoardRow, PhaseRow, TopicRow } from "../protocol/generated";
import { isOwn, type Me } from "./me";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

const sortRanks: { readonly [sort: string]: number } = {
	plenary: 3, town: 5, team: 6, steering: 7, table: 8,
};

// One's own table first, then one's team; the own town's workshop before those of others.
function rank(me: Me, board: BoardRow): number {
	if (!isOwn(me, board)) return sortRanks[board.sort] ?? 9;
	return board.sort === "table" ? 0 : board.sort === "town" ? 4 : 1;
}

/** All boards; those that one belongs to come first. */
export function boards(rows: RowSignals, me: Me): BoardRow[] {
	return rowsAll(rows, "board").sort((a, b) => rank(me, a) - rank(me, b) || a.id - b.id);
}

/** The board with this number, or the first one for 0. */
export function boardOf(rows: RowSignals, me: Me, id: number): BoardRow | undefined {
	const all = boards(rows, me);
	return all.find((board) => board.id === id) ?? all[0];
}

/** Where one begins: the first of one's own boards and the plenary on which one can do something now. */
export function boardLanding(rows: RowSignals, me: Me): BoardRow | undefined {
	const all = boards(rows, me);
	const works = (board: BoardRow): boolean =>
		me.moderates || (rowsGet(rows, "phase", board.phase)?.allows.length ?? 0) > 0;
	return all.find(
		(board) => (isOwn(me, board) || board.sort === "plenary") && works(board)) ?? all[0];
}

/** The boards to choose from: tables only one's own, for there may be a hundred. */
export function boardTabs(rows: RowSignals, me: Me, current: BoardRow): BoardRow[] {
	return boards(rows, me).filter(
		(board) => board.sort !== "table" || isOwn(me, board) || board.id === current.id);
}

export function boardsBelow(rows: RowSignals, board_id: number): BoardRow[] {
	return rowsAll(rows, "board")
		.filter((board) => board.parent === board_id)
		.sort((a, b) => a.id - b.id);
}

/** A board and those above it, itself first. */
export function boardsAbove(rows: RowSignals, board: BoardRow): BoardRow[] {
	const line = [board];
	for (let at = board; at.parent !== 0 && line.length < 9; ) {
		const parent = rowsGet(rows, "board", at.parent);
		if (parent === undefined) break;
		line.push(parent);
		at = parent;
	}
	return line;
}

/* ---- phases ---- */

export interface PhasePlace {
	readonly phase: PhaseRow;
	readonly index: number;
	readonly all: readonly PhaseRow[]; // those meant for boards of this sort
}

export function phaseOf(rows: RowSignals, board: BoardRow): PhasePlace | undefined {
	const all = rowsAll(rows, "phase")
		.filter(
			({ id, boards }) => id === board.phase || boards.length === 0 || boards.includes(board.sort))
		.sort((a, b) => a.id - b.id);
	const index = all.findIndex((phase) => phase.id === board.phase);
	const phase = all[index];
	return phase === undefined ? undefined : { phase, index, all };
}

/** Whether a board's current phase allows an action. Only what is shown follows from it; the server
 * decides. */
export function boardAllows(rows: RowSignals, board_id: number, action: Action): boolean {
	const board = rowsGet(rows, "board", board_id);
	const phase = board === undefined ? undefined : rowsGet(rows, "phase", board.phase);
	return phase !== undefined && phase.allows.includes(action);
}

/** The topics that ideas can be put under now; `kept` stays one of them. */
export function topicsNow(rows: RowSignals, board_id: number, kept: number): TopicRow[] {
	const phase = rowsGet(rows, "board", board_id)?.phase;
	return rowsAll(rows, "topic")
		.filter((topic) => topic.phase === 0 || topic.phase === phase || topic.id === kept)
		.sort((a, b) => a.id - b.id);
}

/** The topic that was chosen, if ideas can be put under it in the board's phase; else none. */
export function topicHere(rows: RowSignals, board_id: number, chosen: number): number {
	return topicsNow(rows, board_id, 0).some(({ id }) => id === chosen) ? chosen : 0;
}

/* ---- the timer ---- */

/** The board whose timer counts here: its own, else the nearest above that has one. */
export function timerBoard(rows: RowSignals, board: BoardRow): BoardRow | undefined {
	return boardsAbove(rows, board).find((at) => at.timer_end_ms !== 0);
}

/** Milliseconds left; null without a timer. */
export function timerLeftMs(timer_end_ms: number, server_now_ms: number): number | null {
	return timer_end_ms === 0 ? null : Math.max(0, timer_end_ms - server_now_ms);
}

/** "4:05", or "1:04:05" from an hour on. */
export function timerText(left_ms: number): string {
	const seconds = Math.ceil(left_ms / 1000);
	const two = (n: number): string => String(n).padStart(2, "0");
	const hours = Math.floor(seconds / 3600);
	const minutes = Math.floor(seconds / 60) % 60;
	return hours > 0
		? `${hours}:${two(minutes)}:${two(seconds % 60)}`
		: `${minutes}:${two(seconds % 60)}`;
}
