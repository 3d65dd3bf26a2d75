// How many people there are to count on.
import { takesPart } from "../../model/takes_part";
import { rowsAll, rowsGet } from "../../model/rows";
import type { BoardRow } from "../../protocol/generated";
import { useApp } from "../context";

/** How many people a board is for; 0 where nobody can tell. */
export function usePeople(board: BoardRow): number {
	const app = useApp();
	// Who belongs to no town, mostly who moderates, is not waited for.
	const attendance = rowsAll(app.rows, "attendance").filter(({ id }) => id !== 0);
	const seating = rowsAll(app.rows, "seating");
	switch (board.sort) {
		case "plenary": return attendance.reduce((sum, row) => sum + row.persons, 0);
		case "town": return rowsGet(app.rows, "attendance", board.town)?.persons ?? 0;
		case "team":
		case "table":
			return seating
				.filter((row) => row.board === board.id)
				.reduce((sum, row) => sum + row.persons, 0);
		// Only moderators see who has the role.
		case "steering":
			return app.me.value.moderates
				? rowsAll(app.rows, "person").filter((one) => one.role === "steering" && takesPart(one)).length
				: 0;
		default: return 0;
	}
}
