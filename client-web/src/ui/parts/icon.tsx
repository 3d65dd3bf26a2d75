// Line icons, drawn in the colour of the text they stand in. Never the only bearer of a meaning.
import type { JSX } from "preact";

const paths = {
	agree: "M7 11v9H4v-9zM7 11l4-7c1.600 0 2.500 1.100 2.200 2.600L12.500 10H18c1.400 0 2.300 1.200 2 2.500l-1.300 5.700A2.300 2.300 0 0 1 16.500 20H7",
	disagree: "M17 13V4h3v9zM17 13l-4 7c-1.600 0-2.500-1.100-2.200-2.600l.7-3.400H6c-1.400 0-2.300-1.200-2-2.500l1.300-5.700A2.300 2.300 0 0 1 7.500 4H17",
	pass: "M5 12h14",
	idea: "M9 18h6M10 21h4M8.500 15.500A6.500 6.500 0 1 1 15.500 15.500V18h-7z",
	mine: "M4 20l1-4L16 5l3 3L8 19zM13.500 7.500l3 3",
	people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M17.500 14.500c2.500.6 4 2.500 4 5.500",
	me: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21c0-4.500 3.500-7 7.500-7s7.500 2.500 7.500 7",
	comment: "M4 5h16v11H10l-5 4v-4H4z",
	back: "M15 5l-7 7 7 7",
	clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
	steer: "M5 6h14M5 12h14M5 18h14M9 4v4M15 10v4M8 16v4",
	check: "M5 12.500l4.500 4.500L19 7.500",
	cloud: "M7 18a4 4 0 0 1-.5-8A6 6 0 0 1 18 9.500a4.300 4.300 0 0 1-.5 8.500zM4 4l16 16",
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
