// Contributions on their way: shown as one's own at once, and as saved as soon as they are.
import type { JSX } from "preact";
import type { Commands } from "../../protocol/generated";
import type { Entry } from "../../sync/outbox";
import { useApp, useSpoken, useWords } from "../context";

interface WaitingProps {
	readonly title: string;
	readonly text: string;
	readonly saved: boolean;
}

export function WaitingCard(props: WaitingProps): JSX.Element {
	const words = useWords();
	const lang = useSpoken();
	return (
		<li class="card waiting">
			{props.title !== "" && <h3 lang={lang}>{props.title}</h3>}
			<p class="clamp" lang={lang}>{props.text}</p>
			<p class="waiting-state">{words(props.saved ? "idea_saved" : "idea_waiting")}</p>
		</li>
	);
}

/** New contributions of a kind to a place that are not among its rows yet, in the order in which they were given. */
export function useWaiting<K extends "idea_add" | "comment_add">(
	kind: K, rows: readonly { readonly id: number }[], isHere: (args: Commands[K]) => boolean,
): Entry<K>[] {
	const entries: readonly Entry[] = useApp().entries.value;
	return entries
		.filter((entry): entry is Entry<K> => entry.kind === kind)
		.filter(({ state, args, result }) =>
			state !== "refused" && isHere(args) && !rows.some(({ id }) => id === result));
}
