// Line icons, drawn in the colour of the text they stand in. Never the only bearer of a meaning.
import type { JSX } from "preact";

const paths = {
	agree: "M7 11v9H4v-9zM7 11l4-7c1.6 0 2.5 1.1 2.2 2.600L12.5 10H18c1.4 0 2.3 1.2 2 2.500l-1.3 5.700A2.3 2.3 0 0 1 16.5 20H7",
	disagree: "M17 13V4h3v9zM17 13l-4 7c-1.6 0-2.5-1.1-2.2-2.600l.7-3.400H6c-1.4 0-2.3-1.2-2-2.500l1.3-5.700A2.3 2.3 0 0 1 7.5 4H17",
	pass: "M5 12h14",
	idea: "M9 18h6M10 21h4M8.5 15.500A6.5 6.5 0 1 1 15.5 15.500V18h-7z",
	mine: "M4 20l1-4L16 5l3 3L8 19zM13.5 7.500l3 3",
	people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.500a3.5 3.5 0 0 1 0 6.500M17.5 14.500c2.5.6 4 2.5 4 5.5",
	me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3.5-7 7.5-7s7.5 2.5 7.5 7",
	comment: "M4 5h16v11H10l-5 4v-4H4z",
	back: "M15 5l-7 7 7 7",
	clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
	steer: "M5 6h14M5 12h14M5 18h14M9 4v4M15 10v4M8 16v4",
	hand: "M8 21l-4-7 2-2 3 3V5h2v6h1V3h2v8h1V5h2v9l-2 7z",
	lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
	eye: "M2.5 12c4-7 15-7 19 0-4 7-15 7-19 0zM12 14.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
	undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
	boards: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
	ballot: "M5 12H3v9h18v-9h-2M7 16h10M8 12V3h8v9M10.5 7.500l1.2 1.200 2-2.400",
	check: "M5 12.500l4.5 4.500L19 7.5",
	cloud: "M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.500a4.3 4.3 0 0 1-.5 8.500zM4 4l16 16",
} as const;

export type IconName = keyof typeof paths;

export function Icon(props: { readonly name: IconName }): JSX.Element {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
			<path d={paths[props.name]} />
		</svg>
	);
}

/** An arc over three piers, one for each town. */
export function Logo(): JSX.Element {
	return (
		<svg class="logo" viewBox="0 0 40 28" aria-hidden="true" focusable="false">
			<path class="logo-arc" d="M3 22C8 3 32 3 37 22" />
			<path class="logo-deck" d="M1 22h38" />
			<path class="logo-piers" d="M10 12.500V22M20 8V22M30 12.500V22" />
		</svg>
	);
}
