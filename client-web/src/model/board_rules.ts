// What holds on a board is sent as a whole. Of two who change it, each changes what they touched: the rest
// goes as it is at the moment of sending.
import type { BoardRow, BoardRulesCommand } from "../protocol/generated";
import { rowsPeek, type RowSignals } from "./rows";

export type BoardRules = Omit<BoardRulesCommand, "board">;

export function boardRules(rows: RowSignals, board: BoardRow, changes: Partial<BoardRules>): BoardRulesCommand {
	const { id, places, ideas_max, slow_s, approval } = rowsPeek(rows, "board", board.id) ?? board;
	return { board: id, places, ideas_max, slow_s, approval, ...changes };
}
