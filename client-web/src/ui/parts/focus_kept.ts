// What has the focus may go: a button that has done its work, a card that was hidden. Then the focus goes on
// to what has appeared in its place, to the next one, or to the heading over it: never to nothing.
import { useEffect } from "preact/hooks";

interface Step {
	readonly parent: Element;
	readonly index: number; // of the child that the way goes through
}

const fields = "input:not([type=hidden]), textarea, select";
const headings = "h1, h2, h3, h4";
const places = "section, article, form, li, main, dialog";
const settle_ms = 60; // whoever gives the focus on purpose has done so by then

export function useFocusKept(): void {
	useEffect(() => {
		const root = document.getElementById("root");
		if (root === null) return undefined;
		let last: Element | null = null;
		let way: readonly Step[] = [];
		let timer = 0;
		const take = ({ target }: FocusEvent): void => {
			last = target instanceof Element && root.contains(target) ? target : null;
			way = last === null ? [] : wayTo(last, root);
		};
		// Who has pressed beside everything wants no focus.
		const leave = (): void => void window.setTimeout(() => {
			if (last?.isConnected === true && document.activeElement !== last) last = null;
		});
		const mend = (): void => {
			if (last === null || last.isConnected || document.activeElement !== document.body) return;
			last = null;
			give(targetOf(way) ?? root.querySelector(headings));
		};
		const look = new MutationObserver(() => {
			if (last === null || last.isConnected) return;
			window.clearTimeout(timer);
			timer = window.setTimeout(mend, settle_ms);
		});
		look.observe(root, { childList: true, subtree: true });
		document.addEventListener("focusin", take);
		document.addEventListener("focusout", leave);
		return () => {
			look.disconnect();
			window.clearTimeout(timer);
			document.removeEventListener("focusin", take);
			document.removeEventListener("focusout", leave);
		};
	}, []);
}

// From the element up to the root.
function wayTo(element: Element, root: Element): Step[] {
	const way: Step[] = [];
	for (let at = element; at !== root && at.parentElement !== null; at = at.parentElement)
		way.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) });
	return way;
}

function targetOf(way: readonly Step[]): Element | null {
	const { parent, index } = way.find((step) => step.parent.isConnected) ?? {};
	if (parent === undefined || index === undefined) return null;
	const there = parent.children[index] ?? parent.children[index - 1];
	const found = there?.matches(places) === true || there?.querySelector(headings) != null
		? within(there)
		: null;
	return found ?? parent.closest(places)?.querySelector(headings) ?? parent.closest(places);
}

// In a form what is written in first, else what it is called.
function within(place: Element): Element | null {
	const form = place.closest("form") ?? place.querySelector("form");
	return form?.querySelector(fields) ?? place.querySelector(headings) ?? place.querySelector("a, button");
}

function give(target: Element | null): void {
	if (!(target instanceof HTMLElement)) return;
	if (target.matches(`${headings}, ${places}`)) target.tabIndex = -1;
	target.focus();
}
