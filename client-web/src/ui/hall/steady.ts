// Pictures that a whole hall reads must not flicker: what changes often is drawn anew now and then, and
// what moves is seen moving.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** The value, at most once in so many milliseconds. `isGone` says that the one shown must go at once. */
export function useSteady<Value>(
	value: Value, every_ms: number, isGone: (shown: Value) => boolean = () => false,
): Value {
	const shown = useRef({ value, at_ms: Date.now() });
	const latest = useRef(value);
	const [, draw] = useState(0);
	latest.current = value;
	const wait_ms = isGone(shown.current.value) ? 0 : shown.current.at_ms + every_ms - Date.now();
	if (wait_ms <= 0 && shown.current.value !== value) shown.current = { value, at_ms: Date.now() };
	useEffect(() => {
		if (shown.current.value === latest.current) return undefined;
		const timer = window.setTimeout(() => draw((n) => n + 1), Math.max(0, wait_ms));
		return () => window.clearTimeout(timer);
	});
	return shown.current.value;
}

const moveMs = 400;

/** Lets the children of a list glide from their old to their new place. */
export function useMoves(list: { readonly current: HTMLElement | null }): void {
	const places = useRef(new Map<string, { readonly left: number; readonly top: number }>());
	useLayoutEffect(() => {
		const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
		const now = new Map<string, { readonly left: number; readonly top: number }>();
		for (const child of list.current?.children ?? []) {
			if (!(child instanceof HTMLElement)) continue;
			const key = child.dataset["key"] ?? "";
			const { offsetLeft: left, offsetTop: top } = child;
			const before = places.current.get(key);
			now.set(key, { left, top });
			// From one page to another nothing glides.
			if (still || before === undefined || before.left !== left || before.top === top) continue;
			child.animate(
				[{ transform: `translateY(${before.top - top}px)` }, { transform: "none" }],
				{ duration: moveMs, easing: "ease-in-out" });
		}
		places.current = now;
	});
}
