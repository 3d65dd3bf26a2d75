// An idea with all that its card shows.
import type { BallotRow, Choice, IdeaRow } from "../protocol/generated";
import { isSecretYet, opinionOf } from "./ballots";
import { rowsPeek, rowsWatchIdea, type RowSignals } from "./rows";
import type { TownMark } from "./towns";

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
