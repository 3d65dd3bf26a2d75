// What a moderator asks all to look at fills the screen.
import type { JSX } from "preact";
import { rowsAll, rowsGet } from "../../model/rows";
import { useApp, useWords } from "../context";
import { TownBadge } from "../parts/town_badge";
import { Paged } from "./paged";

interface FocusProps {
	readonly id: number;
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

/** As large as its length lets it be; the longest go on on further pages. */
export function FocusedIdea(props: FocusProps): JSX.Element | null {
	const app = useApp();
	const idea = rowsGet(app.rows, "idea", props.id);
	if (idea === undefined) return null;
	const town = app.towns.value.find(({ id }) => id === idea.town);
	const topic = rowsGet(app.rows, "topic", idea.topic);
	const length = idea.title.length + idea.text.length;
	const size = length <= 120 ? "largest" : length <= 320 ? "larger" : "large";
	return (
		<>
			<p class="hall-from">
				{town !== undefined && <TownBadge town={town} named />}
				{topic !== undefined && <span class="hall-chip">{topic.title}</span>}
				<span>#{idea.id}</span>
			</p>
			<Paged columns={1} page={props.page} onPages={props.onPages}>
				<article class={`hall-focused ${size}`}>
					{idea.title !== "" && <h2>{idea.title}</h2>}
					<p class="words">{idea.text}</p>
				</article>
			</Paged>
		</>
	);
}

export function FocusedTopic(props: { readonly id: number }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const topic = rowsGet(app.rows, "topic", props.id);
	const count = rowsAll(app.rows, "idea").filter(
		(idea) => idea.topic === props.id && idea.hold === "none" && idea.merged_into === 0).length;
	if (topic === undefined) return null;
	return (
		<article class="hall-focused largest">
			<h2>{topic.title}</h2>
			<p>{words("ideas_count", { n: count })}</p>
		</article>
	);
}
