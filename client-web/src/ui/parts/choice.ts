// A list to choose from that gives a command or leads elsewhere. Where a closed list changes with every
// arrow key, that is not yet a choice: it waits until one presses Enter or goes on, and Escape drops it.
import type { TargetedEvent } from "preact";
import { useRef, useState } from "preact/hooks";

type On<E extends Event> = (event: TargetedEvent<HTMLSelectElement, E>) => void;

interface Choice {
	readonly waits: boolean;
	readonly attributes: {
		readonly value: string;
		readonly onChange: On<Event>;
		readonly onKeyDown: On<KeyboardEvent>;
		readonly onKeyUp: () => void;
		readonly onPointerDown: () => void;
		readonly onBlur: On<FocusEvent>;
	};
}

// Letters search, arrows and their like step; the blank opens the list, in which a choice is one.
function moves({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
	return !altKey && !ctrlKey && !metaKey && /^(Arrow.*|Page.*|Home|End|\S)$/u.test(key);
}

/** For a select that shows `value` until something else is so; without `acts` each change counts at once. */
export function useChoice(value: string, acts: boolean, onValue: (value: string) => void): Choice {
	const [held, hold] = useState<string | null>(null);
	const isByKeys = useRef(false);
	function settle(list: HTMLSelectElement, chosen: string | null): void {
		isByKeys.current = false;
		hold(null);
		list.value = value;
		if (chosen !== null && chosen !== value) onValue(chosen);
	}
	return {
		waits: held !== null,
		attributes: {
			value: held ?? value,
			onChange: ({ currentTarget: list }) => {
				if (acts && isByKeys.current) hold(list.value === value ? null : list.value);
				else settle(list, list.value);
			},
			onKeyDown: (event) => {
				if (moves(event)) isByKeys.current = true;
				if (held === null || (event.key !== "Enter" && event.key !== "Escape")) return;
				event.preventDefault(); // neither sends the form nor closes what is around
				event.stopPropagation();
				settle(event.currentTarget, event.key === "Enter" ? held : null);
			},
			onKeyUp: () => {
				if (held === null) isByKeys.current = false;
			},
			onPointerDown: () => {
				isByKeys.current = false;
			},
			onBlur: ({ currentTarget: list }) => {
				if (held !== null && document.hasFocus()) settle(list, held); // not when the window is left
			},
		},
	};
}
