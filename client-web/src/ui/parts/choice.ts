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

/** For a select that shows `value` until something else is so; without `acts` each change counts at once. */
export function useChoice(value: string, acts: boolean, onValue: (value: string) => void): Choice {
	const [held, hold] = useState<string | null>(null);
	const isByKeys = useRef(false);
	function settle(list: HTMLSelectElement, chosen: string): void {
		hold(null);
		list.value = value;
		if (chosen !== value) onValue(chosen);
	}
	const free = (): void => void (isByKeys.current = false);
	return {
		waits: held !== null,
		attributes: {
			value: held ?? value,
			onChange: ({ currentTarget: list }) => {
				if (acts && isByKeys.current) hold(list.value);
				else settle(list, list.value);
			},
			onKeyDown: (event) => {
				const { key, altKey } = event;
				isByKeys.current = key !== " " && key !== "Enter" && !altKey; // these open the list and take from it
				if (held === null || (key !== "Enter" && key !== "Escape")) return;
				event.preventDefault(); // neither sends the form nor closes what is around
				event.stopPropagation();
				settle(event.currentTarget, key === "Enter" ? held : value);
			},
			onKeyUp: free,
			onPointerDown: free, // where a key opens the list its end is not told
			onBlur: ({ currentTarget: list }) => {
				if (held !== null && document.hasFocus()) settle(list, held); // not when the window is left
			},
		},
	};
}
