// What leading a board to another phase brings about, said before one does. The server decides.
import type { BoardRow, PhaseRow } from "../protocol/generated";
import { boardsBelow } from "./boards";
import { rowsAll, type RowSignals } from "./rows";

function withBelow(rows: RowSignals, board: BoardRow, to: PhaseRow): BoardRow[] {
	return boardsBelow(rows, board.id).flatMap((at) => [
		...(to.boards.length === 0 || to.boards.includes(at.sort) ? [at] : []),
		...withBelow(rows, at, to),
	]);
}

/** What was written in silence and comes out on entering a phase: how many ideas are shown to all, and how
 * many wait for approval from then on. */
export function phaseReveals(
	rows: RowSignals, board: BoardRow, to: PhaseRow, below: boolean,
): { readonly shown: number; readonly waiting: number } {
	if (!to.reveal) return { shown: 0, waiting: 0 };
	const led = below ? [board, ...withBelow(rows, board, to)] : [board];
	const count = (waits: boolean): number => {
		const from = led.filter(({ approval }) => (approval || to.hold === "waiting") === waits && (approval || to.hold !== "alone"));
		return rowsAll(rows, "idea")
			.filter(({ board, hold }) => hold === "alone" && from.some(({ id }) => id === board)).length;
	};
	return { shown: count(false), waiting: count(true) };
}
