// What the screen on the wall shows. Nobody operates it: it follows from what the board is doing.
import type { BallotRow, BoardRow, IdeaRow } from "../protocol/generated";
import { ballotsHere } from "./ballots";
import { boardAllows } from "./boards";
import { focusHere } from "./focus";
import type { Me } from "./me";
import { rowsAll, rowsGet, type RowSignals } from "./rows";

export type Scene =
	| { readonly show: "idea"; readonly id: number }
	| { readonly show: "topic"; readonly id: number }
	| { readonly show: "ballot"; readonly id: number }
	| { readonly show: "ideas" }
	| { readonly show: "silent" } // how many are being written in silence
	| { readonly show: "topics"; readonly topics: readonly number[] } // ideas, by these; 0: by none
	| { readonly show: "welcome" };

export interface HallPlan {
	readonly isFocus: boolean; // what a moderator asks all to look at
	readonly takesIdeas: boolean; // new ones are to be seen at once
	readonly scenes: readonly Scene[]; // in turn
}

/** The board with this number, or the plenary. */
export function hallBoard(rows: RowSignals, id: number): BoardRow | undefined {
	const all = rowsAll(rows, "board").sort((a, b) => a.id - b.id);
	return all.find((board) => board.id === id) ??
		all.find(({ sort }) => sort === "plenary") ?? all[0];
}

/** The ideas that all may see, the newest first; while new ones are written, those of the phase. What tables and
 * towns have brought belongs to no phase: there those of the sort that is asked for. */
export function hallIdeas(rows: RowSignals, board: BoardRow): IdeaRow[] {
	const isWriting = boardAllows(rows, board.id, "ideas");
	const wanted = rowsGet(rows, "phase", board.phase)?.sort ?? 0;
	const isOfNow = ({ phase, sort }: IdeaRow): boolean =>
		phase === board.phase || (phase === 0 && (wanted === 0 || sort === wanted));
	return rowsAll(rows, "idea")
		.filter(
			(idea) =>
				idea.board === board.id && idea.hold === "none" && idea.merged_into === 0 &&
				(!isWriting || isOfNow(idea)))
		.sort((a, b) => b.created_ms - a.created_ms || b.id - a.id);
}

/** How many ideas are written that nobody sees yet but who wrote them. */
export function silentIdeas(rows: RowSignals, board: BoardRow): number {
	return board.hold === "alone" ? rowsGet(rows, "progress", board.id)?.alone ?? 0 : 0;
}

const columnsMax = 3; // at once, for text that is read from afar

/** The topics of ideas in groups that stand side by side, as even as can be; none where no idea has one. */
function topicScenes(rows: RowSignals, ideas: readonly IdeaRow[]): Scene[] {
	const used = new Set(ideas.map(({ topic }) => topic));
	const known = rowsAll(rows, "topic").map(({ id }) => id).filter((id) => used.has(id)).sort((a, b) => a - b);
	if (known.length === 0) return [];
	const topics = ideas.every(({ topic }) => known.includes(topic)) ? known : [...known, 0];
	const groups = Math.ceil(topics.length / columnsMax);
	return Array.from({ length: groups }, (_, i) => ({
		show: "topics",
		topics: topics.slice(Math.ceil((i * topics.length) / groups), Math.ceil(((i + 1) * topics.length) / groups)),
	}));
}

/** What to show; `since_ms` is when the board's phase began as far as this screen knows, server time. */
export function hallPlan(rows: RowSignals, me: Me, board: BoardRow, since_ms: number): HallPlan {
	const focused = focusScene(rows, me, board);
	if (focused !== null) return { isFocus: true, takesIdeas: false, scenes: [focused] };
	const ideas = hallIdeas(rows, board);
	const ballots = ballotsNow(rows, board, since_ms, ideas[0]?.created_ms ?? 0);
	if (ballots.length > 0)
		return { isFocus: false, takesIdeas: false, scenes: ballots.map(({ id }) => ({ show: "ballot", id })) };
	const takesIdeas = boardAllows(rows, board.id, "ideas") && ideas.length > 0;
	const opinion = opinionNow(rows, board);
	const scenes: Scene[] = [];
	if (silentIdeas(rows, board) > 0) scenes.push({ show: "silent" });
	if (ideas.length > 0 && (takesIdeas || opinion === undefined)) {
		const topics = topicScenes(rows, ideas);
		scenes.push(...(topics.length > 0 ? topics : [{ show: "ideas" as const }]));
	}
	if (opinion !== undefined) scenes.push({ show: "ballot", id: opinion.id });
	if (scenes.length === 0) scenes.push({ show: "welcome" });
	return { isFocus: false, takesIdeas, scenes };
}

function focusScene(rows: RowSignals, me: Me, board: BoardRow): Scene | null {
	const focus = focusHere(rows, me, { screen: "board", board: board.id });
	if (focus === undefined) return null;
	const { idea, topic, ballot } = focus;
	// Not all that moderators may point at is for a visitor's eyes.
	if (idea !== 0) return rowsGet(rows, "idea", idea) ? { show: "idea", id: idea } : null;
	if (topic !== 0) return rowsGet(rows, "topic", topic) ? { show: "topic", id: topic } : null;
	return rowsGet(rows, "ballot", ballot) ? { show: "ballot", id: ballot } : null;
}

// All that are open; else the one that ended last, until the phase is over or somebody writes on.
function ballotsNow(
	rows: RowSignals, board: BoardRow, since_ms: number, newest_ms: number,
): BallotRow[] {
	const all = ballotsHere(rows, board).filter(({ method }) => method !== "opinion");
	const open = all.filter(({ state }) => state === "open");
	if (open.length > 0) return open;
	return all
		.filter(
			({ state, phase, closed_ms }) =>
				(state === "closed" || state === "void") && closed_ms > newest_ms &&
				(phase !== 0 || closed_ms >= since_ms))
		.sort((a, b) => b.closed_ms - a.closed_ms)
		.slice(0, 1);
}

/** The ideas of this board that anybody has said an opinion of. */
function hasOpinions(rows: RowSignals, board: BoardRow, ballot: BallotRow): boolean {
	return rowsAll(rows, ballot.state === "closed" ? "result" : "total").some(
		(row) => row.ballot === ballot.id && rowsGet(rows, "idea", row.idea)?.board === board.id);
}

// Where one votes on ideas, and where nothing new is written after it.
function opinionNow(rows: RowSignals, board: BoardRow): BallotRow | undefined {
	if (boardAllows(rows, board.id, "ideas") && !boardAllows(rows, board.id, "votes")) return undefined;
	const rank = (ballot: BallotRow): number =>
		(ballot.state === "open" ? 2 : 0) + (ballot.phase === board.phase ? 1 : 0);
	return rowsAll(rows, "ballot")
		.filter(
			(ballot) =>
				ballot.method === "opinion" && (ballot.board === 0 || ballot.board === board.id) &&
				(ballot.state === "closed" || (ballot.state === "open" && !ballot.hidden)) &&
				hasOpinions(rows, board, ballot))
		.sort((a, b) => rank(b) - rank(a) || b.id - a.id)[0];
}
