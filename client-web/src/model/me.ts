// Who looks at the page, and what follows from that: role, town, seats.
import type { BoardRow, Role } from "../protocol/generated";
import { rowsGet, type RowSignals } from "./rows";

export interface Viewer {
	readonly session: number;
	readonly person: number; // 0: reads along
	readonly role: Role;
}

export interface Me {
	readonly person: number;
	readonly role: Role;
	readonly town: number;
	readonly team: number; // board of the action team, 0 for none
	readonly table: number;
	readonly muted: boolean;
	readonly participates: boolean; // has joined, and does not only observe
	readonly moderates: boolean;
}

export function meOf(rows: RowSignals, viewer: Viewer | null): Me {
	const { person = 0, role = "none" } = viewer ?? {};
	const row = rowsGet(rows, "person", person);
	const seat = rowsGet(rows, "seat", person);
	return {
		person,
		role,
		town: row?.town ?? 0,
		team: seat?.team ?? 0,
		table: seat?.table ?? 0,
		muted: row?.muted ?? false,
		participates: person !== 0 && role !== "observer",
		moderates: person !== 0 && role === "moderator",
	};
}

/** The same object again where nothing differs, so that nothing is drawn anew for other people's rows. */
export function meKeep(before: Me | null, now: Me): Me {
	const keys = Object.keys(now) as (keyof Me)[];
	return before !== null && keys.every((key) => before[key] === now[key]) ? before : now;
}

/** Whether a board's members are more than everybody, and the viewer is one. */
export function isOwn(me: Me, board: BoardRow): boolean {
	if (me.person !== 0 && board.leader === me.person) return true;
	switch (board.sort) {
		case "town": return board.town !== 0 && board.town === me.town;
		case "team": return board.id === me.team;
		case "table": return board.id === me.table;
		case "steering": return me.role === "steering";
		default: return false;
	}
}

/** Whether the viewer may work on a board. Workshops of towns are open to all; teams, tables and the
 * steering group are for their members. */
export function belongs(me: Me, board: BoardRow): boolean {
	if (me.moderates || isOwn(me, board)) return true;
	return board.audience !== "members" &&
		board.sort !== "team" && board.sort !== "table" && board.sort !== "steering";
}

/** Whether the viewer steers a board: its leader, or a moderator. */
export function leads(me: Me, board: BoardRow): boolean {
	return me.moderates || (me.participates && board.leader === me.person);
}
