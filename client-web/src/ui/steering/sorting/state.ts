// What the sorting screen knows beside the rows: which cards are selected, which are being carried and
// where to, which one the keyboard is on. While cards are carried the picture stands still, whatever
// others do meanwhile: nothing moves away under a finger, and nobody loses what they hold.
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { text, type App } from "../../../model/app";
import { topicsNow } from "../../../model/boards";
import { rowsAll, rowsPeek } from "../../../model/rows";
import { positionIn, sorted, spotOf, type Sorted } from "../../../model/sorting";
import type { TextKey, TextValues } from "../../../model/texts";
import type { Step } from "./steps";
import { merge, moveTo } from "./steps";

export type Target =
	| { readonly to: "nowhere" }
	| { readonly to: "topic"; readonly topic: number }
	| { readonly to: "idea"; readonly idea: number }
	| { readonly to: "new" }; // a topic that is still to be named

export interface Carry {
	readonly ids: readonly number[]; // the one that was taken hold of first
	readonly by: "keys" | "pointer";
	readonly target: Target;
	readonly near: number; // the card that the pointer rests on before it counts as the target; 0: none
}

export interface Sort {
	readonly app: App;
	readonly board: number;
	readonly layout: ReadonlySignal<Sorted>;
	readonly selected: Signal<ReadonlySet<number>>;
	readonly carry: Signal<Carry | null>;
	readonly active: Signal<number>; // the card that the keyboard is on, or was last
	readonly shown: Signal<number>; // the topic chosen on a narrow screen
	readonly naming: Signal<readonly number[] | null>; // cards for which a topic is being named
	readonly opened: Signal<readonly number[]>; // cards whose menu is open
	readonly told: Signal<string>; // to screen readers
	readonly steps: Signal<readonly Step[]>;
	readonly seek: Signal<string>;
	focusNext: number; // the card that is to get the focus when it is drawn at its new place
}

export function sortNew(app: App, board: number): Sort {
	const carry = signal<Carry | null>(null);
	let last: Sorted | null = null;
	const seek = signal("");
	const layout = computed(() => {
		if (carry.value === null || last === null)
			last = sought(app, seek.value, sorted(
				board, rowsAll(app.rows, "idea"), topicsHere(app, board), app.entries.value));
		return last;
	});
	return {
		app, board, layout, carry, seek,
		selected: signal<ReadonlySet<number>>(new Set()),
		active: signal(0),
		shown: signal(-1), // none yet
		naming: signal<readonly number[] | null>(null),
		opened: signal<readonly number[]>([]),
		told: signal(""),
		steps: signal<readonly Step[]>([]),
		focusNext: 0,
	};
}

function topicsHere(app: App, board: number): number[] {
	return topicsNow(app.rows, board, 0).map(({ id }) => id);
}

/** Only what holds the words that are looked for. */
function sought(app: App, typed: string, all: Sorted): Sorted {
	const words = typed.trim().toLowerCase().split(/\s+/).filter((word) => word !== "");
	if (words.length === 0) return all;
	const fits = (id: number): boolean => {
		const idea = rowsPeek(app.rows, "idea", id);
		const said = `#${id} ${idea?.title ?? ""} ${idea?.text ?? ""}`.toLowerCase();
		return words.every((word) => said.includes(word));
	};
	return {
		...all,
		columns: all.columns.map(({ topic, ideas }) => ({ topic, ideas: ideas.filter(fits) })),
	};
}

/** The topic that a narrow screen shows: the chosen one, as long as it is there and has what is looked for;
 * else the first under which something stands. */
export function shownTopic(sort: Sort): number {
	const { columns } = sort.layout.value;
	const chosen = columns.find(({ topic }) => topic === sort.shown.value);
	if (chosen !== undefined && (chosen.ideas.length > 0 || sort.seek.value.trim() === "")) return chosen.topic;
	return columns.find(({ ideas }) => ideas.length > 0)?.topic ?? 0;
}

/* ---- words ---- */

export function topicTitle(sort: Sort, topic: number): string {
	return rowsPeek(sort.app.rows, "topic", topic)?.title ?? text(sort.app, "sort_topicless");
}

export function ideaTitle(sort: Sort, id: number): string {
	const idea = rowsPeek(sort.app.rows, "idea", id);
	return idea === undefined ? `#${id}` : idea.title || idea.text;
}

function tell(sort: Sort, key: TextKey, values: TextValues = {}): void {
	sort.told.value = text(sort.app, key, values);
}

/** "Topic Traffic, position 3 of 8." */
function placeWords(sort: Sort, topic: number, id: number): string {
	const { n, of } = positionIn(sort.layout.peek(), topic, id);
	return text(sort.app, "sort_place", { title: topicTitle(sort, topic), n, of });
}

/** What happens if the carried cards are let go now. */
export function targetWords(sort: Sort, carry: Carry): string {
	const { target, ids } = carry;
	const first = ids[0] ?? 0;
	switch (target.to) {
		case "nowhere": return text(sort.app, "sort_to_nowhere");
		case "new": return text(sort.app, "sort_to_new");
		case "idea":
			return text(sort.app, "sort_to_idea", { id: target.idea, title: ideaTitle(sort, target.idea) });
		case "topic": return placeWords(sort, target.topic, first);
	}
}

/* ---- selecting ---- */

export function toggle(sort: Sort, id: number): void {
	const selected = new Set(sort.selected.value);
	const isOn = !selected.delete(id);
	if (isOn) selected.add(id);
	sort.selected.value = selected;
	tell(sort, isOn ? "sort_selected_one" : "sort_unselected_one", { id, n: selected.size });
}

export function clearSelection(sort: Sort): void {
	if (sort.selected.value.size > 0) sort.selected.value = new Set();
}

/** What an action on this card is about: all that is selected, if it is one of them. */
export function withSelected(sort: Sort, id: number): number[] {
	const { value } = sort.selected;
	return value.has(id) ? [id, ...[...value].filter((other) => other !== id)] : [id];
}

/* ---- carrying ---- */

export function mayMove(sort: Sort): boolean {
	return sort.app.me.peek().moderates;
}

export function pickUp(sort: Sort, id: number, by: Carry["by"]): void {
	const spot = spotOf(sort.layout.peek(), id);
	const topic = sort.layout.peek().columns[spot?.column ?? -1]?.topic;
	if (topic === undefined) return;
	const ids = withSelected(sort, id);
	sort.active.value = id;
	sort.carry.value = { ids, by, near: 0, target: { to: "nowhere" } };
	const key = ids.length === 1 ? "sort_picked" : "sort_picked_more";
	sort.told.value = `${text(sort.app, key, { id, n: ids.length })} ${placeWords(sort, topic, id)}`;
}

export function aim(sort: Sort, target: Target, near = 0): void {
	const carry = sort.carry.value;
	if (carry === null) return;
	const same = JSON.stringify(target) === JSON.stringify(carry.target);
	if (same && near === carry.near) return;
	const next = { ...carry, target: same ? carry.target : target, near };
	sort.carry.value = next;
	if (!same) sort.told.value = targetWords(sort, next);
}

export function cancel(sort: Sort): void {
	if (sort.carry.value === null) return;
	sort.carry.value = null;
	tell(sort, "sort_cancelled");
}

/** Lets go of what is carried: it goes where it was aimed at. */
export function drop(sort: Sort): void {
	const carry = sort.carry.value;
	if (carry === null) return;
	const { target, ids, by } = carry;
	const first = ids[0] ?? 0;
	sort.told.value = target.to === "nowhere"
		? text(sort.app, "sort_cancelled")
		: `${text(sort.app, "sort_dropped")} ${targetWords(sort, carry)}`;
	sort.carry.value = null;
	if (target.to !== "nowhere") clearSelection(sort);
	switch (target.to) {
		case "nowhere": break;
		case "new":
			sort.naming.value = ids;
			break;
		case "idea":
			if (by === "keys") sort.focusNext = target.idea;
			void merge(sort, ids, target.idea);
			break;
		case "topic":
			sort.focusNext = first;
			void moveTo(sort, ids, target.topic);
	}
}
