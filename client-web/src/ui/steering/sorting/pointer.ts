// Dragging cards with a mouse, a pen or a finger. A mouse drags once it has moved; a finger has to rest
// first, for otherwise it scrolls. The card under the pointer becomes the target only after a moment:
// passing over cards on the way to a topic merges nothing.
import { aim, cancel, drop, mayMove, pickUp, type Sort, type Target } from "./state";

const moved_px = 6; // from here on a mouse drags
const wobble_px = 10; // a resting finger may move so far
const rest_ms = 350; // how long a finger rests to take hold
const dwell_ms = 450; // how long a card is pointed at to be merged with
const edge_px = 56; // near an edge, the columns scroll by themselves
const speed_px = 14; // a frame, at the very edge

interface Press {
	readonly id: number;
	readonly pointer: number;
	readonly x: number;
	readonly y: number;
	readonly timer: number; // of a resting finger
	readonly isTouch: boolean;
}

/** Listens on the columns; returns how to stop. `follow` is told where what is carried is drawn. */
export function dragOn(
	columns: HTMLElement, sort: Sort, follow: (x: number, y: number) => void,
): () => void {
	let press: Press | null = null;
	let at = { x: 0, y: 0 };
	let frame = 0;
	let dwell = 0;
	let hasDragged = false; // since the button went down

	const isDragging = (): boolean => sort.carry.peek()?.by === "pointer";

	function down(event: PointerEvent): void {
		hasDragged = false;
		const card = (event.target as HTMLElement).closest<HTMLElement>(".sort-words");
		const id = Number(card?.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? 0);
		if (id === 0 || event.button !== 0 || press !== null || sort.carry.peek() !== null) return;
		at = { x: event.clientX, y: event.clientY };
		const isTouch = event.pointerType === "touch";
		press = {
			id, pointer: event.pointerId, ...at, isTouch,
			timer: isTouch ? window.setTimeout(take, rest_ms) : 0,
		};
		window.addEventListener("pointermove", move);
		window.addEventListener("pointerup", up);
		window.addEventListener("pointercancel", stop);
	}

	function take(): void {
		if (press === null) return;
		hasDragged = true;
		pickUp(sort, press.id, "pointer");
		columns.setPointerCapture(press.pointer);
		if (press.isTouch) navigator.vibrate?.(15);
		follow(at.x, at.y);
		frame = requestAnimationFrame(roll);
	}

	function move(event: PointerEvent): void {
		if (press === null || event.pointerId !== press.pointer) return;
		at = { x: event.clientX, y: event.clientY };
		const way_px = Math.hypot(at.x - press.x, at.y - press.y);
		if (isDragging()) point();
		else if (press.isTouch && way_px > wobble_px) stop();
		else if (!press.isTouch && way_px > moved_px) {
			take();
			point();
		}
	}

	// What is under the pointer.
	function point(): void {
		follow(at.x, at.y);
		const carry = sort.carry.peek();
		if (carry === null) return;
		const under = document.elementFromPoint(at.x, at.y);
		const card = Number(under?.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? 0);
		const id = carry.ids.includes(card) ? 0 : card;
		if (id !== 0 && carry.target.to === "idea" && carry.target.idea === id) return;
		if (id !== carry.near) {
			window.clearTimeout(dwell);
			if (id !== 0) dwell = window.setTimeout(() => aim(sort, { to: "idea", idea: id }), dwell_ms);
		}
		aim(sort, columnUnder(under), id);
	}

	function columnUnder(under: Element | null): Target {
		const column = under?.closest<HTMLElement>("[data-topic]");
		if (!mayMove(sort)) return { to: "nowhere" };
		if (under?.closest("#sort-new") != null) return { to: "new" };
		if (column == null) return { to: "nowhere" };
		const topic = Number(column.dataset["topic"]);
		const here = sort.layout.peek().columns.find((other) => other.topic === topic)?.ideas ?? [];
		const stays = sort.carry.peek()?.ids.every((id) => here.includes(id)) ?? true;
		return stays ? { to: "nowhere" } : { to: "topic", topic };
	}

	// Near an edge the columns, or the column's cards, go on by themselves.
	function roll(): void {
		if (!isDragging()) return;
		const list = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>(".sort-cards");
		const box = columns.getBoundingClientRect();
		columns.scrollLeft += pull(at.x, box.left, box.right);
		if (list != null) {
			const { top, bottom } = list.getBoundingClientRect();
			list.scrollTop += pull(at.y, top, Math.min(bottom, window.innerHeight));
		}
		window.scrollBy(0, pull(at.y, 0, window.innerHeight) / 2);
		point();
		frame = requestAnimationFrame(roll);
	}

	function up(event: PointerEvent): void {
		if (press === null || event.pointerId !== press.pointer) return;
		if (isDragging()) drop(sort);
		window.setTimeout(() => (hasDragged = false)); // behind the click, if one comes of it
		end();
	}

	function stop(): void {
		if (isDragging()) cancel(sort);
		end();
	}

	function end(): void {
		window.clearTimeout(press?.timer);
		window.clearTimeout(dwell);
		cancelAnimationFrame(frame);
		press = null;
		window.removeEventListener("pointermove", move);
		window.removeEventListener("pointerup", up);
		window.removeEventListener("pointercancel", stop);
	}

	// While a card is held, a finger does not scroll; and the release is no click.
	const hold = (event: TouchEvent): void => {
		if (isDragging() && event.cancelable) event.preventDefault();
	};
	const click = (event: MouseEvent): void => {
		if (!hasDragged) return;
		hasDragged = false;
		event.stopPropagation();
		event.preventDefault();
	};
	const menu = (event: Event): void => {
		if (isDragging() || press?.isTouch === true) event.preventDefault();
	};
	columns.addEventListener("pointerdown", down);
	columns.addEventListener("touchmove", hold, { passive: false });
	columns.addEventListener("click", click, true);
	columns.addEventListener("contextmenu", menu);
	return () => {
		stop();
		columns.removeEventListener("pointerdown", down);
		columns.removeEventListener("touchmove", hold);
		columns.removeEventListener("click", click, true);
		columns.removeEventListener("contextmenu", menu);
	};
}

/** How far to scroll for a place between two edges: more the nearer it is to one. */
function pull(at: number, from: number, to: number): number {
	const least = Math.min(edge_px, (to - from) / 4);
	if (at < from + least) return -speed_px * Math.min(1, (from + least - at) / least);
	if (at > to - least) return speed_px * Math.min(1, (at - to + least) / least);
	return 0;
}
