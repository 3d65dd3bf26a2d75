// What is not for everybody: it waits for a moderator, or one has hidden it.
import type { CommentRow, Hold, IdeaRow } from "../protocol/generated";
import { rowsAll, type RowSignals } from "./rows";

export type Contribution = IdeaRow | CommentRow;

export function isComment(row: Contribution): row is CommentRow {
	return "idea" in row;
}

function heldAs(rows: RowSignals, hold: Hold, board: number): Contribution[] {
	const fits = (row: Contribution): boolean => row.hold === hold && (board === 0 || row.board === board);
	return [...rowsAll(rows, "idea").filter(fits), ...rowsAll(rows, "comment").filter(fits)];
}

/** What waits for approval on a board, or on any (0); the oldest first. */
export function heldWaiting(rows: RowSignals, board = 0): Contribution[] {
	return heldAs(rows, "waiting", board).sort((a, b) => a.created_ms - b.created_ms);
}

/** What moderators have hidden; the newest first. */
export function heldHidden(rows: RowSignals): Contribution[] {
	return heldAs(rows, "hidden", 0).sort((a, b) => b.created_ms - a.created_ms);
}
