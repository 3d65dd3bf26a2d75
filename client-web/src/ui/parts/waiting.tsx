// Contributions on their way: shown as one's own at once, and as saved as soon as they are.
import type { JSX } from "preact";
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

/** New ideas for a board that are not in the rows yet. */
export function useWaitingIdeas(board: number): readonly Entry<"idea_add">[] {
	const waiting: Entry<"idea_add">[] = [];
	for (const entry of useApp().entries.value)
		if (entry.kind === "idea_add" && entry.state !== "refused" && entry.args.board === board)
			waiting.push(entry);
	return waiting.reverse();
}

/** New comments on an idea that are not in the rows yet. */
export function useWaitingComments(idea: number): readonly Entry<"comment_add">[] {
	const waiting: Entry<"comment_add">[] = [];
	for (const entry of useApp().entries.value)
		if (entry.kind === "comment_add" && entry.state !== "refused" && entry.args.idea === idea)
			waiting.push(entry);
	return waiting;
}
