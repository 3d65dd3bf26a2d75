// Why something cannot be done just now. Only what the page shows follows from it: the server decides.
import type { BoardRow, IdeaRow } from "../protocol/generated";
import type { AnyEntry } from "../sync/outbox";
import { boardAllows } from "./boards";
import { belongs, type Me } from "./me";
import { rowsAll, rowsGet, type RowSignals } from "./rows";
import type { TextKey, TextValues } from "./texts";

/** A reason in words; `until_ms`: it passes by itself then, server time. */
export interface Closed {
	readonly key: TextKey;
	readonly values?: TextValues;
	readonly until_ms?: number;
}

function lockedClosed(rows: RowSignals, board: BoardRow): Closed | null {
	if (rowsAll(rows, "session").some((session) => session.locked)) return { key: "closed_session" };
	return board.locked ? { key: "closed_board" } : null;
}

function writingClosed(rows: RowSignals, me: Me, board: BoardRow): Closed | null {
	if (me.moderates) return null;
	if (me.muted) return { key: "closed_muted" };
	if (!belongs(me, board)) return { key: "closed_member" };
	return lockedClosed(rows, board);
}

/** What one has added to a board in its phase; `last_ms` is when, comments too. */
export interface Added {
	readonly ideas: number;
	readonly last_ms: number;
}

export function contributionsAdded(
	rows: RowSignals, me: Me, board: BoardRow, entries: readonly AnyEntry[],
): Added {
	const own = rowsAll(rows, "idea").filter(
		(idea) => idea.author === me.person && idea.board === board.id && idea.phase === board.phase);
	const comments = rowsAll(rows, "comment").filter(
		(comment) => comment.author === me.person && comment.board === board.id);
	const coming = entries.filter(
		(entry) =>
			entry.kind === "idea_add" && entry.args.board === board.id && entry.state !== "refused" &&
			!own.some((idea) => idea.id === entry.result));
	return {
		ideas: own.length + coming.length,
		last_ms: Math.max(0, ...[...own, ...comments].map((row) => row.created_ms)),
	};
}

function slowClosed(board: BoardRow, added: Added, now_ms: number): Closed | null {
	const until_ms = added.last_ms + board.slow_s * 1000;
	if (board.slow_s === 0 || added.last_ms === 0 || until_ms <= now_ms) return null;
	return { key: "closed_slow", values: { n: Math.ceil((until_ms - now_ms) / 1000) }, until_ms };
}

/** Why no idea can be added to a board now; null if one can. */
export function ideasClosed(
	rows: RowSignals, me: Me, board: BoardRow, added: Added, now_ms: number,
): Closed | null {
	const closed = writingClosed(rows, me, board);
	if (closed !== null || me.moderates) return closed;
	if (!boardAllows(rows, board.id, "ideas")) return { key: "idea_closed" };
	if (board.ideas_max !== 0 && added.ideas >= board.ideas_max)
		return { key: "closed_limit", values: { n: board.ideas_max } };
	return slowClosed(board, added, now_ms);
}

function ideaClosed(idea: IdeaRow): Closed | null {
	if (idea.merged_into !== 0) return { key: "closed_merged", values: { id: idea.merged_into } };
	return idea.locked ? { key: "closed_idea" } : null;
}

/** Why an idea cannot be commented on now. */
export function commentsClosed(
	rows: RowSignals, me: Me, idea: IdeaRow, entries: readonly AnyEntry[], now_ms: number,
): Closed | null {
	const board = rowsGet(rows, "board", idea.board);
	if (board === undefined) return { key: "loading" };
	const closed = ideaClosed(idea) ?? writingClosed(rows, me, board);
	if (closed !== null || me.moderates) return closed;
	if (!boardAllows(rows, board.id, "comments")) return { key: "comments_closed" };
	return slowClosed(board, contributionsAdded(rows, me, board, entries), now_ms);
}

/** Why an idea cannot be voted on now. Muted people vote; moderators vote as everybody does. */
export function votesClosed(rows: RowSignals, idea: IdeaRow): Closed | null {
	const board = rowsGet(rows, "board", idea.board);
	if (board === undefined) return { key: "loading" };
	if (idea.hold !== "none") return { key: "closed_held" };
	if (!boardAllows(rows, board.id, "votes")) return { key: "vote_not_now" };
	return ideaClosed(idea) ?? lockedClosed(rows, board);
}

/** Whether one can change an idea: moderators at any time, its author while the board takes ideas. */
export function mayChange(rows: RowSignals, me: Me, idea: IdeaRow): boolean {
	const board = rowsGet(rows, "board", idea.board);
	if (board === undefined || !me.participates) return false;
	if (me.moderates) return true;
	return idea.author === me.person && ideaClosed(idea) === null &&
		writingClosed(rows, me, board) === null && boardAllows(rows, board.id, "ideas");
}
