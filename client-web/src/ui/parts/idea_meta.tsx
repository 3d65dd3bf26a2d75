// Who an idea or comment is from.
import type { JSX } from "preact";
import type { TownMark } from "../../model/towns";
import { useApp, useWords } from "../context";
import { TownBadge } from "./town_badge";

interface ByProps {
	readonly author: number;
	readonly name: string;
	readonly town: TownMark | undefined;
}

export function By(props: ByProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const isOwn = app.viewer.value?.person === props.author;
	return (
		<span class="by">
			{props.town !== undefined && <TownBadge town={props.town} />}
			<span class="by-name">{isOwn ? words("idea_by_you") : props.name}</span>
			{props.town !== undefined && <span class="by-town" aria-hidden="true">{props.town.name}</span>}
		</span>
	);
}

/** A time of day, with the date unless it is today. */
export function When(props: { readonly at_ms: number }): JSX.Element {
	const app = useApp();
	const at = new Date(props.at_ms);
	const isToday = at.toDateString() === new Date().toDateString();
	return (
		<time dateTime={at.toISOString()}>
			{at.toLocaleString(app.language.value, {
				...(isToday ? {} : { day: "numeric", month: "short" }),
				hour: "2-digit",
				minute: "2-digit",
			})}
		</time>
	);
}
