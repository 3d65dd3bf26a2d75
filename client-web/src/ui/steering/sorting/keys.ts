// Sorting by keyboard. The arrows lead from card to card; Space or Enter takes hold of one, then the
// arrows choose where to: left and right a topic, down and up a card of it to merge with.
//
//   ┌ topic ┐ ← → ┌ topic ┐ ← → … ← → ┌ new topic ┐
//     ↑ ↓            ↑ ↓
//    cards          cards
import { neighbour, spotOf, type SortColumn } from "../../../model/sorting";
import {
	aim, cancel, clearSelection, drop, mayMove, pickUp, toggle, type Carry, type Sort, type Target,
} from "./state";
import { takeBackLast } from "./steps";

export function cardElement(id: number): HTMLElement | null {
	return document.getElementById(`sort-${id}`);
}

export function focusCard(sort: Sort, id: number): void {
	const spot = spotOf(sort.layout.peek(), id);
	if (spot === null) return;
	sort.shown.value = sort.layout.peek().columns[spot.column]?.topic ?? 0;
	sort.active.value = id;
	const card = cardElement(id);
	card?.focus({ preventScroll: true });
	card?.closest("li")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Handles a key on the columns; the event's target is the card that it is about. */
export function takeKey(sort: Sort, event: KeyboardEvent): void {
	const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey;
	const at = event.target as HTMLElement;
	if (at.closest("input, dialog") !== null) return;
	if (isUndo) takeBackLast(sort);
	else if (event.ctrlKey || event.metaKey || event.altKey) return;
	else if (sort.carry.value?.by === "pointer") {
		if (event.key !== "Escape") return;
		cancel(sort);
	} else {
		const id = at.classList.contains("sort-words") ? Number(at.closest<HTMLElement>("[data-card]")?.dataset["card"]) : 0;
		const isTaken = sort.carry.value !== null ? carryKey(sort, sort.carry.value, event.key) : cardKey(sort, id, event.key);
		if (!isTaken) return;
	}
	event.preventDefault();
}

function cardKey(sort: Sort, id: number, key: string): boolean {
	if (key === "Escape") {
		const had = sort.selected.value.size > 0;
		clearSelection(sort);
		return had;
	}
	if (id === 0) return false;
	if (key === " " || key === "Enter") {
		pickUp(sort, id, "keys");
		return true;
	}
	if (key === "x" || key === "X") {
		toggle(sort, id);
		return true;
	}
	const next = neighbour(sort.layout.value, id, key);
	if (next !== 0) focusCard(sort, next);
	return next !== 0 || key.startsWith("Arrow");
}

function carryKey(sort: Sort, carry: Carry, key: string): boolean {
	switch (key) {
		case "Tab":
			cancel(sort);
			return false;
		case "Escape":
			cancel(sort);
			return true;
		case " ":
		case "Enter":
			drop(sort);
			return true;
		case "ArrowLeft":
		case "ArrowRight":
		case "Home":
		case "End":
			aimAside(sort, carry, key);
			return true;
		case "ArrowUp":
		case "ArrowDown":
			aimDown(sort, carry, key === "ArrowDown" ? 1 : -1);
			return true;
		default: return key.length === 1;
	}
}

// Where the target is among the columns; one behind the last is the new topic.
function columnIndex(sort: Sort, carry: Carry): number {
	const { columns } = sort.layout.value;
	const { target } = carry;
	if (target.to === "new") return columns.length;
	if (target.to === "topic") return columns.findIndex(({ topic }) => topic === target.topic);
	const id = target.to === "idea" ? target.idea : (carry.ids[0] ?? 0);
	return spotOf(sort.layout.value, id)?.column ?? 0;
}

function aimAside(sort: Sort, carry: Carry, key: string): void {
	const { columns } = sort.layout.value;
	const last = mayMove(sort) ? columns.length : columns.length - 1;
	const at = columnIndex(sort, carry);
	const to = key === "Home" ? 0 : key === "End" ? last
		: Math.max(0, Math.min(last, at + (key === "ArrowRight" ? 1 : -1)));
	const column = columns[to];
	show(sort, column === undefined ? { to: "new" } : columnTarget(sort, carry, column));
}

// Who may not move leads the way to the cards of a column alone.
function columnTarget(sort: Sort, carry: Carry, column: SortColumn): Target {
	if (mayMove(sort)) return { to: "topic", topic: column.topic };
	const idea = column.ideas.find((id) => !carry.ids.includes(id));
	return idea === undefined ? { to: "nowhere" } : { to: "idea", idea };
}

function aimDown(sort: Sort, carry: Carry, by: 1 | -1): void {
	const { target } = carry;
	const column = sort.layout.value.columns[columnIndex(sort, carry)];
	if (column === undefined) return;
	const ideas = column.ideas.filter((id) => !carry.ids.includes(id));
	const at = target.to === "idea" ? ideas.indexOf(target.idea) : -1;
	const idea = ideas[Math.min(ideas.length - 1, at + by)];
	if (idea !== undefined && at + by >= 0) show(sort, { to: "idea", idea });
	else if (at + by < 0) show(sort, columnTarget(sort, carry, column));
}

// Aims, and brings what is aimed at into sight.
function show(sort: Sort, target: Target): void {
	aim(sort, target);
	if (target.to === "topic") sort.shown.value = target.topic;
	const at = target.to === "idea" ? cardElement(target.idea)?.closest("li")
		: target.to === "topic" ? document.getElementById(`sort-topic-${target.topic}`)
		: document.getElementById("sort-new");
	at?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
