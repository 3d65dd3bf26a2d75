// The ideas of a board as a list: which of them, in which order, in which groups. What all lists begin
// with is worked out once for each change of ideas, however many rows came with it.
import type { IdeaRow } from "../protocol/generated";
import { opinionOf } from "./ballots";
import { ideaCounts, noCounts, type Counts } from "./ideas";
import { rowsAll, rowsMemo, type RowSignals } from "./rows";

export type IdeaOrder = "topic" | "new" | "support" | "town";

export interface IdeaSelection {
	readonly board: number;
	readonly order: IdeaOrder;
	readonly topic: number; // 0: all
	readonly town: number; // 0: all
}

/** What was chosen, as one word. */
export function selectionKey({ order, topic, town }: IdeaSelection): string {
	return `${order} ${topic} ${town}`;
}

function newest(a: IdeaRow, b: IdeaRow): number {
	return b.created_ms - a.created_ms || b.id - a.id;
}

// What was merged stands under the idea it was merged into.
const standingByBoard = rowsMemo((rows) => {
	const boards = new Map<number, IdeaRow[]>();
	for (const idea of rowsAll(rows, "idea").sort(newest)) {
		if (idea.merged_into !== 0) continue;
		const board = boards.get(idea.board);
		if (board === undefined) boards.set(idea.board, [idea]);
		else board.push(idea);
	}
	return boards;
});

/** How many ideas have been merged into each. */
export const mergedCounts = rowsMemo((rows) => {
	const counts_of = new Map<number, number>();
	for (const { merged_into } of rowsAll(rows, "idea"))
		if (merged_into !== 0) counts_of.set(merged_into, (counts_of.get(merged_into) ?? 0) + 1);
	return counts_of;
});

/** The topics that ideas of a board stand under. */
export function topicsUsed(rows: RowSignals, board: number): Set<number> {
	return new Set((standingByBoard(rows).get(board) ?? []).map(({ topic }) => topic));
}

/** Orders ideas, the newest of them first already. `counts` gives an idea's votes of all towns. */
export function ideasOrder(
	ideas: readonly IdeaRow[], order: IdeaOrder, counts: (idea: IdeaRow) => Counts,
): readonly IdeaRow[] {
	switch (order) {
		case "new": return ideas;
		case "town": return [...ideas].sort((a, b) => a.town - b.town);
		case "topic": return [...ideas].sort((a, b) => topicRank(a) - topicRank(b));
		case "support": {
			const all = new Map(ideas.map((idea) => [idea, counts(idea)]));
			const of = (idea: IdeaRow): Counts => all.get(idea) ?? noCounts;
			return [...ideas].sort(
				(a, b) => of(b).agree - of(a).agree || of(a).disagree - of(b).disagree);
		}
	}
}

// What stands under no topic comes last.
function topicRank(idea: IdeaRow): number {
	return idea.topic === 0 ? Number.MAX_SAFE_INTEGER : idea.topic;
}

/** The chosen ideas in order. Votes do not make it anew. */
export function ideasList(
	rows: RowSignals, selection: IdeaSelection, person: number,
): readonly IdeaRow[] {
	const { board, order, topic, town } = selection;
	const chosen = (standingByBoard(rows).get(board) ?? []).filter(
		(idea) =>
			(idea.hold !== "waiting" || idea.author === person) && // moderators have the queue
			(topic === 0 || idea.topic === topic) &&
			(town === 0 || idea.town === town),
	);
	return ideasOrder(chosen, order, (idea) => ideaCounts(rows, opinionOf(rows, idea)?.id ?? 0, idea.id));
}

/** Keeps the order in which ideas were shown; what is new comes after them. */
export function ideasKeepOrder(
	ideas: readonly IdeaRow[], shown: readonly number[],
): readonly IdeaRow[] {
	const places = new Map(shown.map((id, place) => [id, place]));
	const of = (idea: IdeaRow): number => places.get(idea.id) ?? shown.length;
	return [...ideas].sort((a, b) => of(a) - of(b));
}

/* ---- groups ---- */

export interface IdeaGroup {
	readonly by: "own" | "topic" | "town" | "all";
	readonly id: number; // of the topic or town; 0 for none
	readonly ids: readonly number[];
}

const ownMost = 3; // more stand in their places, and among one's own contributions

/** One's own newest ideas first, then the others under headings where the order has some. */
export function ideasGroups(
	ideas: readonly IdeaRow[], order: IdeaOrder, person: number,
): IdeaGroup[] {
	const own = ideas.filter(({ author }) => author === person && person !== 0).sort(newest).slice(0, ownMost);
	const groups: { by: IdeaGroup["by"]; id: number; ids: number[] }[] = [];
	for (const idea of ideas) {
		if (own.includes(idea)) continue;
		const by = order === "topic" || order === "town" ? order : "all";
		const id = by === "all" ? 0 : idea[by];
		const last = groups[groups.length - 1];
		if (last !== undefined && last.id === id) last.ids.push(idea.id);
		else groups.push({ by, id, ids: [idea.id] });
	}
	return own.length === 0 ? groups : [{ by: "own", id: 0, ids: own.map(({ id }) => id) }, ...groups];
}
