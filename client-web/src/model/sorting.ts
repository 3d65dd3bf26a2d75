// How the ideas of a board stand under topics, with what is still on its way to the server laid over it:
// a card shows its new place at once, and falls back if that is refused.
import type { IdeaRow } from "../protocol/generated";
import type { AnyEntry } from "../sync/outbox";

export interface SortColumn {
	readonly topic: number; // 0: none
	readonly ideas: readonly number[]; // in the order of their numbers, so that nothing jumps
}

export interface Sorted {
	readonly columns: readonly SortColumn[];
	readonly merged: ReadonlyMap<number, readonly number[]>; // what has been merged into each
	readonly waiting: ReadonlySet<number>; // whose new place is not saved yet
	readonly held: number; // not seen by everybody, and so not to be sorted
	readonly coming: readonly string[]; // topics that are not there yet
}

interface Place {
	board: number;
	topic: number;
	into: number;
	isWaiting: boolean;
}

function placesOf(ideas: readonly IdeaRow[], entries: readonly AnyEntry[]): Map<number, Place> {
	const places = new Map<number, Place>();
	for (const { id, board, topic, merged_into } of ideas)
		places.set(id, { board, topic, into: merged_into, isWaiting: false });
	for (const entry of entries) {
		if (entry.state === "refused") continue;
		const change = changeOf(entry);
		const place = places.get(change?.idea ?? 0);
		if (change === null || place === undefined) continue;
		Object.assign(place, change.to);
		if (entry.state !== "done") place.isWaiting = true;
	}
	return places;
}

function changeOf(entry: AnyEntry): { readonly idea: number; readonly to: Partial<Place> } | null {
	switch (entry.kind) {
		case "idea_move": {
			const { idea, board, topic } = entry.args;
			return { idea, to: { board, topic } };
		}
		case "idea_merge": return { idea: entry.args.idea, to: { into: entry.args.into } };
		case "idea_unmerge": return { idea: entry.args.idea, to: { into: 0 } };
		default: return null;
	}
}

/** `topics` are the columns that there are, empty ones too; what stands under another gets one as well. */
export function sorted(
	board: number, ideas: readonly IdeaRow[], topics: readonly number[], entries: readonly AnyEntry[],
): Sorted {
	const columns = new Map<number, number[]>([0, ...topics].map((topic) => [topic, []]));
	const merged = new Map<number, number[]>();
	const waiting = new Set<number>();
	const places = placesOf(ideas, entries);
	let held = 0;
	const inOrder = [...ideas].sort((a, b) => a.id - b.id);
	for (const { id, hold } of inOrder) {
		const place = places.get(id);
		if (place === undefined || place.board !== board) continue;
		if (place.isWaiting) waiting.add(id);
		if (hold !== "none") held++;
		else if (place.into !== 0) addTo(merged, place.into, id);
		else addTo(columns, place.topic, id);
	}
	return {
		columns: [...columns].map(([topic, list]) => ({ topic, ideas: list })),
		merged, waiting, held,
		coming: entries.flatMap((entry) =>
			entry.kind === "topic_add" && (entry.state === "waiting" || entry.state === "sent") ? [entry.args.title] : []),
	};
}

function addTo(lists: Map<number, number[]>, key: number, id: number): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [id]);
	else list.push(id);
}

/* ---- finding one's way ---- */

export interface Spot {
	readonly column: number; // its index
	readonly index: number;
}

export function spotOf(all: Sorted, id: number): Spot | null {
	for (const [column, { ideas }] of all.columns.entries()) {
		const index = ideas.indexOf(id);
		if (index >= 0) return { column, index };
	}
	return null;
}

/** Where an idea would stand in a column: those with lower numbers come first. */
export function positionIn(all: Sorted, topic: number, id: number): { readonly n: number; readonly of: number } {
	const others = (all.columns.find((column) => column.topic === topic)?.ideas ?? []).filter((other) => other !== id);
	return { n: others.filter((other) => other < id).length + 1, of: others.length + 1 };
}

/** The card that an arrow key leads to; 0 for none. Columns without cards are passed over. */
export function neighbour(all: Sorted, id: number, key: string): number {
	const spot = spotOf(all, id);
	const ideas = all.columns[spot?.column ?? 0]?.ideas ?? [];
	if (spot === null) return 0;
	switch (key) {
		case "ArrowUp": return ideas[spot.index - 1] ?? 0;
		case "ArrowDown": return ideas[spot.index + 1] ?? 0;
		case "Home": return ideas[0] ?? 0;
		case "End": return ideas[ideas.length - 1] ?? 0;
		case "ArrowLeft": return beside(all.columns.slice(0, spot.column).reverse(), spot.index);
		case "ArrowRight": return beside(all.columns.slice(spot.column + 1), spot.index);
		default: return 0;
	}
}

function beside(columns: readonly SortColumn[], index: number): number {
	const ideas = columns.find((column) => column.ideas.length > 0)?.ideas ?? [];
	return ideas[Math.min(index, ideas.length - 1)] ?? 0;
}
