// Ideas as lists and cards.
import type { BallotRow, Choice, IdeaRow } from "../protocol/generated";
import { isSecretYet, opinionOf } from "./ballots";
import { rowsAll, rowsPeek, rowsWatchIdea, type RowSignals } from "./rows";
import type { TownMark } from "./towns";

export type IdeaOrder = "new" | "support" | "town";

export interface IdeaSelection {
	readonly board: number;
	readonly order: IdeaOrder;
	readonly topic: number; // 0: all
	readonly town: number; // 0: all
}

export interface Counts {
	readonly agree: number;
	readonly disagree: number;
	readonly pass: number;
}

export const noCounts: Counts = { agree: 0, disagree: 0, pass: 0 };

function minus(a: Counts, b: Counts): Counts {
	return { agree: a.agree - b.agree, disagree: a.disagree - b.disagree, pass: a.pass - b.pass };
}

export function votesOf(counts: Counts): number {
	return counts.agree + counts.disagree + counts.pass;
}

/** Orders ideas that were chosen. `counts` gives an idea's votes of all towns. */
export function ideasOrder(
	ideas: readonly IdeaRow[], order: IdeaOrder, counts: (idea: number) => Counts,
): IdeaRow[] {
	const newest = (a: IdeaRow, b: IdeaRow): number => b.created_ms - a.created_ms || b.id - a.id;
	switch (order) {
		case "new": return [...ideas].sort(newest);
		case "town": return [...ideas].sort((a, b) => a.town - b.town || newest(a, b));
		case "support": {
			const all = new Map(ideas.map((idea) => [idea.id, counts(idea.id)]));
			const of = (idea: IdeaRow): Counts => all.get(idea.id) ?? noCounts;
			return [...ideas].sort(
				(a, b) =>
					of(b).agree - of(a).agree || of(a).disagree - of(b).disagree || newest(a, b),
			);
		}
	}
}

/** The chosen ideas in order; drawn again when ideas come, go or change, not for every vote. */
export function ideasList(rows: RowSignals, selection: IdeaSelection, person: number): IdeaRow[] {
	const chosen = rowsAll(rows, "idea").filter(
		(idea) =>
			idea.board === selection.board &&
			idea.merged_into === 0 && // stands under the one it was merged into
			(idea.hold !== "waiting" || idea.author === person) && // moderators have the queue
			(selection.topic === 0 || idea.topic === selection.topic) &&
			(selection.town === 0 || idea.town === selection.town),
	);
	return ideasOrder(chosen, selection.order, (id) => {
		const idea = rowsPeek(rows, "idea", id);
		const ballot = idea === undefined ? undefined : opinionOf(rows, idea);
		return ideaCounts(rows, ballot?.id ?? 0, id);
	});
}

/** How many ideas have been merged into each. */
export function mergedCounts(rows: RowSignals): Map<number, number> {
	const counts_of = new Map<number, number>();
	for (const { merged_into } of rowsAll(rows, "idea"))
		if (merged_into !== 0) counts_of.set(merged_into, (counts_of.get(merged_into) ?? 0) + 1);
	return counts_of;
}

/** What everybody together says to an idea. */
export function ideaCounts(rows: RowSignals, ballot: number, idea: number): Counts {
	return rowsPeek(rows, "total", ballot, idea) ?? noCounts;
}

/** One idea with all that its card shows. */
export interface IdeaView {
	readonly idea: IdeaRow;
	readonly ballot: BallotRow | undefined; // in which opinions of it are said
	readonly isSecret: boolean; // nobody is shown yet what others say
	readonly comments: number;
	readonly choice: Choice; // the viewer's own, "none" without
	readonly counts: Counts; // of all
	readonly rest: Counts; // of those whom no town's counts show
	readonly byTown: readonly { readonly town: TownMark; readonly counts: Counts }[];
}

export function ideaView(
	rows: RowSignals, id: number, person: number, towns: readonly TownMark[],
): IdeaView | undefined {
	rowsWatchIdea(rows, id);
	const idea = rowsPeek(rows, "idea", id);
	if (idea === undefined) return undefined;
	const row = opinionOf(rows, idea);
	const ballot = row?.id ?? 0;
	const counts = ideaCounts(rows, ballot, id);
	const byTown = towns.flatMap((town) => {
		const tally = rowsPeek(rows, "tally", ballot, id, town.id);
		return tally === undefined ? [] : [{ town, counts: tally as Counts }];
	});
	return {
		idea,
		ballot: row,
		isSecret: row !== undefined && isSecretYet(row),
		comments: rowsPeek(rows, "comment_count", id)?.comments ?? 0,
		choice: person === 0 ? "none" : (rowsPeek(rows, "vote", ballot, id, person)?.choice ?? "none"),
		counts,
		rest: byTown.reduce<Counts>((rest, town) => minus(rest, town.counts), counts),
		byTown,
	};
}

/** In how many of the towns that are shown more agree than disagree. */
export function townsCarrying(view: IdeaView): number {
	return view.byTown.filter(({ counts }) => counts.agree > counts.disagree).length;
}
