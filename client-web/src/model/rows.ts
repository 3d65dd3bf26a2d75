// The replica's rows as signals: what reads rows of a kind, or what hangs on one idea, is drawn again
// when they change. Changes are told once a frame, however many updates came.
import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { AnyRow } from "../protocol/codec";
import type { RowKind, Rows } from "../protocol/generated";
import { replicaAll, replicaGet, type Replica } from "../protocol/replica";

export interface RowSignals {
	replica: Replica | null;
	readonly kinds: Map<RowKind, Signal<number>>;
	readonly ideas: Map<number, Signal<number>>; // idea, counts, comments, votes, author
	readonly lists: Map<RowKind, ReadonlySignal<readonly object[]>>;
	readonly dirtyKinds: Set<RowKind>;
	readonly dirtyIdeas: Set<number>;
	readonly dirtyAuthors: Set<number>; // whose name stands under all their ideas
	readonly later: (() => void)[]; // what is told together with the changes that are due
	allDirty: boolean;
	due: boolean;
}

export function rowSignalsNew(): RowSignals {
	return {
		replica: null,
		kinds: new Map(),
		ideas: new Map(),
		lists: new Map(),
		dirtyKinds: new Set(),
		dirtyIdeas: new Set(),
		dirtyAuthors: new Set(),
		later: [],
		allDirty: false,
		due: false,
	};
}

function signalOf<Key>(signals: Map<Key, Signal<number>>, key: Key): Signal<number> {
	let found = signals.get(key);
	if (found === undefined) {
		found = signal(0);
		signals.set(key, found);
	}
	return found;
}

/** All rows of a kind, in a list of one's own; drawn again when any of them changes. */
export function rowsAll<K extends RowKind>(rows: RowSignals, kind: K): Rows[K][] {
	let list = rows.lists.get(kind);
	if (list === undefined) {
		list = computed(() => {
			void signalOf(rows.kinds, kind).value;
			return rows.replica === null ? [] : replicaAll(rows.replica, kind);
		});
		rows.lists.set(kind, list);
	}
	return list.value.slice() as Rows[K][];
}

/** What follows from rows: worked out once for all who show it, and again when the rows it read have
 * changed. */
export function rowsMemo<Result>(
	work: (rows: RowSignals) => Result,
): (rows: RowSignals) => Result {
	const kept = new WeakMap<RowSignals, ReadonlySignal<Result>>();
	return (rows) => {
		let memo = kept.get(rows);
		if (memo === undefined) {
			memo = computed(() => work(rows));
			kept.set(rows, memo);
		}
		return memo.value;
	};
}

/** One row of a kind that has few; drawn again when any of the kind changes. */
export function rowsGet<K extends RowKind>(
	rows: RowSignals, kind: K, ...key: readonly number[]
): Rows[K] | undefined {
	void signalOf(rows.kinds, kind).value;
	return rows.replica === null ? undefined : replicaGet(rows.replica, kind, ...key);
}

/** Says that what is being drawn shows this idea and the rows that hang on it. */
export function rowsWatchIdea(rows: RowSignals, idea: number): void {
	void signalOf(rows.ideas, idea).value;
}

/** A row without being drawn again for it: use with rowsWatchIdea. */
export function rowsPeek<K extends RowKind>(
	rows: RowSignals, kind: K, ...key: readonly number[]
): Rows[K] | undefined {
	return rows.replica === null ? undefined : replicaGet(rows.replica, kind, ...key);
}

// Notes which ideas look different because of a row.
function touch(rows: RowSignals, row: AnyRow): void {
	const [first = 0, second = 0] = row.key;
	rows.dirtyKinds.add(row.kind);
	switch (row.kind) {
		case "idea":
		case "comment_count":
			rows.dirtyIdeas.add(first);
			break;
		case "vote":
		case "total":
		case "tally":
			rows.dirtyIdeas.add(second);
			break;
		case "link":
			rows.dirtyIdeas.add(first).add(second);
			break;
		case "author": rows.dirtyAuthors.add(first);
	}
}

/** Rows changed; null: all of them. */
export function rowsTouch(rows: RowSignals, changed: readonly AnyRow[] | null): void {
	if (changed === null) rows.allDirty = true;
	for (const row of changed ?? []) touch(rows, row);
	if (rows.due) return;
	rows.due = true;
	// A hidden page gets no frames, yet its title and the next look at it should be right.
	if (document.visibilityState === "hidden") window.setTimeout(() => tell(rows), 250);
	else window.requestAnimationFrame(() => tell(rows));
}

/** Tells something else with the rows that have changed, so that nobody sees the one without the other: an
 * idea of one's own that is neither on its way any more nor there yet. */
export function rowsWith(rows: RowSignals, act: () => void): void {
	if (rows.due) rows.later.push(act);
	else act();
}

// Only of ideas that somebody has looked at.
function ideasOfAuthors(rows: RowSignals): number[] {
	const { replica, dirtyAuthors } = rows;
	if (replica === null || dirtyAuthors.size === 0) return [];
	return [...rows.ideas.keys()].filter(
		(idea) => dirtyAuthors.has(replicaGet(replica, "idea", idea)?.author ?? 0));
}

function tell(rows: RowSignals): void {
	rows.due = false;
	const { allDirty } = rows;
	const kinds = allDirty ? [...rows.kinds.keys()] : [...rows.dirtyKinds];
	const ideas = allDirty ? [...rows.ideas.keys()] : [...rows.dirtyIdeas, ...ideasOfAuthors(rows)];
	rows.allDirty = false;
	rows.dirtyKinds.clear();
	rows.dirtyIdeas.clear();
	rows.dirtyAuthors.clear();
	batch(() => {
		for (const kind of kinds) signalOf(rows.kinds, kind).value++;
		for (const idea of ideas) {
			const found = rows.ideas.get(idea);
			if (found !== undefined) found.value++;
		}
		for (const act of rows.later.splice(0)) act();
	});
}
