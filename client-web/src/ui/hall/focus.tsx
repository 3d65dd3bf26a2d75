// What a moderator asks all to look at fills the screen.
import type { JSX } from "preact";
import { rowsGet } from "../../model/rows";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { TownBadge } from "../parts/town_badge";
import { Idea } from "./ideas";
import { Paged } from "./paged";

interface FocusProps {
	readonly id: number;
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

/** As large as its length lets it be; the longest go on on further pages. */
export function FocusedIdea(props: FocusProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
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
				{topic !== undefined && <span class="hall-chip" lang={lang}>{topic.title}</span>}
				<span aria-hidden="true">#{idea.id}</span>
			</p>
			{idea.title === "" && <h1 class="hidden">{words("hall_idea", { n: idea.id })}</h1>}
			<Paged columns={1} page={props.page} onPages={props.onPages}>
				<article class={`hall-focused ${size}`}>
					{idea.title !== "" && <h1 lang={lang}>{idea.title}</h1>}
					<p class="words" lang={lang}>{idea.text}</p>
				</article>
			</Paged>
		</>
	);
}

interface TopicProps extends FocusProps {
	readonly ideas: readonly IdeaRow[]; // of all topics
}

/** With its ideas, which one may want to read while it is talked about. */
export function FocusedTopic(props: TopicProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const topic = rowsGet(app.rows, "topic", props.id);
	const ideas = props.ideas.filter((idea) => idea.topic === props.id);
	if (topic === undefined) return null;
	return (
		<>
			<article class="hall-focused largest">
				<h1 lang={lang}>{topic.title}</h1>
				<p>{words("ideas_count", { n: ideas.length })}</p>
			</article>
			<Paged columns={2} page={props.page} onPages={props.onPages}>
				{ideas.map((idea) => <Idea key={idea.id} idea={idea} />)}
			</Paged>
		</>
	);
}
