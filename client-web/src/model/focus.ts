// What everybody is asked to look at together.
import type { FocusRow } from "../protocol/generated";
import { boardOf, boardsAbove } from "./boards";
import { isOwn, type Me } from "./me";
import type { Route } from "./route";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

/** The focus that concerns who looks at this place: that of the board shown, of one above it, or of a
 * board that one belongs to; the newest. */
export function focusHere(rows: RowSignals, me: Me, route: Route): FocusRow | undefined {
	const all = rowsAll(rows, "focus");
	if (all.length === 0) return undefined;
	const shown =
		route.screen === "board" ? route.board
		: route.screen === "idea" ? (rowsGet(rows, "idea", route.idea)?.board ?? 0)
		: route.screen === "ballot" ? (rowsGet(rows, "ballot", route.ballot)?.board ?? 0)
		: 0;
	const current = boardOf(rows, me, shown);
	const line = current === undefined ? [] : boardsAbove(rows, current).map(({ id }) => id);
	return all
		.filter(({ board }) => {
			const at = rowsGet(rows, "board", board);
			return at !== undefined && (line.includes(board) || isOwn(me, at));
		})
		.sort((a, b) => b.since_ms - a.since_ms)[0];
}
