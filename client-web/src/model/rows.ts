// The replica's rows as signals: what reads rows of a kind, or what hangs on one idea, is drawn again
// when they change. Changes are told once a frame, however many updates came.
import { batch, signal, type Signal } from "@preact/signals";
import type { AnyRow } from "../protocol/codec";
import type { RowKind, Rows } from "../protocol/generated";
import { replicaAll, replicaGet, type Replica } from "../protocol/replica";

export interface RowSignals {
	replica: Replica | null;
	readonly kinds: Map<RowKind, Signal<number>>;
	readonly ideas: Map<number, Signal<number>>; // idea, counts, comments, votes, author
	readonly dirtyKinds: Set<RowKind>;
	readonly dirtyIdeas: Set<number>;
	allDirty: boolean;
	due: boolean;
}

export function rowSignalsNew(): RowSignals {
	return {
		replica: null,
		kinds: new Map(),
		ideas: new Map(),
		dirtyKinds: new Set(),
		dirtyIdeas: new Set(),
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

/** All rows of a kind; drawn again when any of them changes. */
export function rowsAll<K extends RowKind>(rows: RowSignals, kind: K): Rows[K][] {
	void signalOf(rows.kinds, kind).value;
	return rows.replica === null ? [] : replicaAll(rows.replica, kind);
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

// Which ideas look different because of a row. An author's name stands under all their ideas.
function ideasTouched(rows: RowSignals, row: AnyRow): readonly number[] {
	const [first = 0, second = 0] = row.key;
	switch (row.kind) {
		case "idea":
		case "comment_count": return [first];
		case "vote":
		case "total":
		case "tally": return [second];
		case "link": return [first, second];
		case "author":
			return rows.replica === null ? [] : replicaAll(rows.replica, "idea")
				.filter((idea) => idea.author === first)
				.map((idea) => idea.id);
		default: return [];
	}
}

/** Rows changed; null: all of them. */
export function rowsTouch(rows: RowSignals, changed: readonly AnyRow[] | null): void {
	if (changed === null) rows.allDirty = true;
	for (const row of changed ?? []) {
		rows.dirtyKinds.add(row.kind);
		for (const idea of ideasTouched(rows, row)) rows.dirtyIdeas.add(idea);
	}
	if (rows.due) return;
	rows.due = true;
	// A hidden page gets no frames, yet its title and the next look at it should be right.
	if (document.visibilityState === "hidden") window.setTimeout(() => tell(rows), 250);
	else window.requestAnimationFrame(() => tell(rows));
}

function tell(rows: RowSignals): void {
	rows.due = false;
	const { allDirty } = rows;
	const kinds = allDirty ? [...rows.kinds.keys()] : [...rows.dirtyKinds];
	const ideas = allDirty ? [...rows.ideas.keys()] : [...rows.dirtyIdeas];
	rows.allDirty = false;
	rows.dirtyKinds.clear();
	rows.dirtyIdeas.clear();
	batch(() => {
		for (const kind of kinds) signalOf(rows.kinds, kind).value++;
		for (const idea of ideas) {
			const found = rows.ideas.get(idea);
			if (found !== undefined) found.value++;
		}
	});
}
