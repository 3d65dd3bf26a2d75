// Ideas on the wall: the newest large, those before it in columns, by topic where there are topics.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { topicGroups } from "../../model/hall";
import { rowsGet } from "../../model/rows";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { TownBadge } from "../parts/town_badge";
import { Paged } from "./paged";
import { useSteady } from "./steady";

const newestMs = 5000; // so long it stands, however fast others follow
const ideasMax = 200; // on the wall; 40 pages are more than anybody waits for

/** The idea that came last, for long enough to be read. */
export function useNewest(ideas: readonly IdeaRow[]): IdeaRow | undefined {
	const id = useSteady(
		ideas[0]?.id ?? 0, newestMs, (shown) => !ideas.some((idea) => idea.id === shown));
	return ideas.find((idea) => idea.id === id);
}

export function Newest(props: { readonly idea: IdeaRow }): JSX.Element {
	const words = useWords();
	const { idea } = props;
	return (
		<section class="hall-newest">
			<h2>{words("hall_newest")}</h2>
			{/* Another idea is another element: it comes in as one. */}
			<article key={idea.id} class={idea.title === "" ? "newest" : "newest titled"}>
				{idea.title !== "" && <h3>{idea.title}</h3>}
				<p class="words">{idea.text}</p>
				<From idea={idea} />
			</article>
		</section>
	);
}

/** From which town, and on what: no names, which nobody could read from afar. */
function From(props: { readonly idea: IdeaRow; readonly topic?: boolean }): JSX.Element {
	const app = useApp();
	const { idea } = props;
	const town = app.towns.value.find(({ id }) => id === idea.town);
	const topic = rowsGet(app.rows, "topic", idea.topic);
	return (
		<p class="hall-from">
			{town !== undefined && <TownBadge town={town} named />}
			{props.topic !== false && topic !== undefined && <span class="hall-chip">{topic.title}</span>}
		</p>
	);
}

interface IdeasProps {
	readonly ideas: readonly IdeaRow[];
	readonly isBelow: boolean; // the newest stands above
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

export function IdeasScene(props: IdeasProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { page } = props;
	const ideas = useSettled(props.ideas, page).slice(0, ideasMax);
	const groups = topicGroups(app.rows, ideas);
	const hasTopics = groups.some(({ topic }) => topic !== null);
	const count = (topic: number): number =>
		props.ideas.filter((idea) => !hasTopics || idea.topic === topic).length;
	const title = (topic: number): string =>
		rowsGet(app.rows, "topic", topic)?.title ?? words("hall_topic_none");
	return (
		<>
			<h2 class={hasTopics ? "hidden" : ""}>
				{props.isBelow ? words("hall_earlier") : words("ideas_count", { n: props.ideas.length })}
			</h2>
			<Paged
				columns={hasTopics ? 3 : 2}
				page={page}
				onPages={props.onPages}
				{...(hasTopics && {
					head: (topic: string, isContinued: boolean) => (
						<h3 class="hall-topic">
							{isContinued
								? words("hall_topic_more", { title: title(Number(topic)) })
								: title(Number(topic))}
							<span class="hall-number">{count(Number(topic))}</span>
						</h3>
					),
				})}
			>
				{groups.flatMap((group) =>
					group.ideas.map((idea, i) => (
						<article
							key={idea.id}
							class={i === 0 && hasTopics ? "hall-idea first" : "hall-idea"}
							data-head={group.topic?.id ?? 0}
						>
							{idea.title !== "" && <h4>{idea.title}</h4>}
							<p class="words">{idea.text}</p>
							<From idea={idea} topic={false} />
						</article>
					)))}
			</Paged>
			{props.ideas.length > ideasMax && <p>{words("hall_not_all", { n: ideasMax })}</p>}
		</>
	);
}

// While one reads a later page its ideas stay where they are; what is taken away goes at once. New ones are
// there when the first page comes again.
function useSettled(ideas: readonly IdeaRow[], page: number): IdeaRow[] {
	const order = useRef<readonly number[]>([]);
	const byId = new Map(ideas.map((idea) => [idea.id, idea]));
	if (page === 0 || order.current.length === 0) order.current = ideas.map(({ id }) => id);
	return order.current.map((id) => byId.get(id)).filter((idea) => idea !== undefined);
}
