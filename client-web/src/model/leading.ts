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
	const led = below ? [board, ...withBelow(rows, board, to)] : [board];
	const sum = { shown: 0, waiting: 0 };
	for (const at of to.reveal ? led : []) {
		const n = rowsAll(rows, "idea").filter((idea) => idea.hold === "alone" && idea.board === at.id).length;
		if (at.approval || to.hold === "waiting") sum.waiting += n;
		else if (to.hold !== "alone") sum.shown += n;
	}
	return sum;
}
