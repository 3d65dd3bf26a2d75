// Who an idea or comment is from.
import type { JSX } from "preact";
import { rowsGet } from "../../model/rows";
import { pageLanguages } from "../../model/texts";
import { useApp, useWords } from "../context";
import { TownBadge } from "./town_badge";

interface ByProps {
	readonly author: number;
	readonly town: number; // for which they wrote
}

export function By(props: ByProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const isOwn = app.me.value.person === props.author;
	const town = app.towns.value.find(({ id }) => id === props.town);
	// Who has no public name yet is known to moderators.
	const { name } = rowsGet(app.rows, "author", props.author) ?? rowsGet(app.rows, "person", props.author) ?? {};
	return (
		<span class="by">
			{town !== undefined && <TownBadge town={town} />}
			<span class="by-name">{isOwn ? words("idea_by_you") : name}</span>
			{town !== undefined && <span class="by-town" aria-hidden="true">{town.name}</span>}
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
			{at.toLocaleString(pageLanguages[app.language.value].tag, {
				...(isToday ? {} : { day: "numeric", month: "short" }),
				hour: "2-digit",
				minute: "2-digit",
			})}
		</time>
	);
}
