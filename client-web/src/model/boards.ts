// Boards, their phases, and what may be done there now.
import type { Action, BallotRow, BoardRow, PhaseRow } from "../protocol/generated";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

/** The plenary first, then the towns' boards. */
export function boards(rows: RowSignals): BoardRow[] {
	const rank = (board: BoardRow): number => (board.sort === "plenary" ? 0 : 1);
	return rowsAll(rows, "board").sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/** The board with this number, or the first one for 0. */
export function boardOf(rows: RowSignals, id: number): BoardRow | undefined {
	const all = boards(rows);
	return all.find((board) => board.id === id) ?? all[0];
}

export interface PhasePlace {
	readonly phase: PhaseRow;
	readonly index: number;
	readonly all: readonly PhaseRow[];
}

export function phaseOf(rows: RowSignals, board: BoardRow): PhasePlace | undefined {
	const all = rowsAll(rows, "phase").sort((a, b) => a.id - b.id);
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

/** The opinion ballot to show: the newest open one, else the newest. */
export function opinionBallot(rows: RowSignals): BallotRow | undefined {
	const rank = (ballot: BallotRow): number => (ballot.state === "open" ? 0 : 1);
	return rowsAll(rows, "ballot")
		.filter((ballot) => ballot.method === "opinion")
		.sort((a, b) => rank(a) - rank(b) || b.id - a.id)[0];
}

/* ---- the timer ---- */

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
