// Ideas on the wall: the newest large, those before it in columns, by topic where there are topics.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { rowsGet } from "../../model/rows";
import type { IdeaRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { TownBadge } from "../parts/town_badge";
import { namedTownsMax } from "./bars";
import { Paged } from "./paged";
import { useSteady } from "./steady";

const newestMs = 5000; // so long it stands, however fast others follow
const ideasMax = 100; // the newest; more pages than they take nobody waits for

/** The idea that came last, for long enough to be read. */
export function useNewest(ideas: readonly IdeaRow[]): IdeaRow | undefined {
	const id = useSteady(
		ideas[0]?.id ?? 0, newestMs, (shown) => !ideas.some((idea) => idea.id === shown));
	return ideas.find((idea) => idea.id === id);
}

export function Newest(props: { readonly idea: IdeaRow }): JSX.Element {
	const words = useWords();
	const lang = useSpoken();
	const { idea } = props;
	return (
		<section class="hall-newest">
			<h2 class="hidden">{words("hall_newest")}</h2>
			{/* Another idea is another element: it comes in as one. */}
			<article key={idea.id} class={idea.title === "" ? "newest" : "newest titled"}>
				{idea.title !== "" && <h3 lang={lang}>{idea.title}</h3>}
				<p class="words" lang={lang}>{idea.text}</p>
				<From idea={idea}><strong class="hall-chip open">{words("hall_new")}</strong></From>
			</article>
		</section>
	);
}

interface FromProps {
	readonly idea: IdeaRow;
	readonly children?: ComponentChildren;
}

/** From which town, and on what: no names, which nobody could read from afar. */
function From(props: FromProps): JSX.Element {
	const app = useApp();
	const lang = useSpoken();
	const { idea } = props;
	const town = app.towns.value.find(({ id }) => id === idea.town);
	const topic = rowsGet(app.rows, "topic", idea.topic);
	return (
		<p class="hall-from">
			{props.children}
			{town !== undefined && <TownBadge town={town} named />}
			{topic !== undefined && <span class="hall-chip" lang={lang}>{topic.title}</span>}
		</p>
	);
}

interface IdeasProps {
	readonly ideas: readonly IdeaRow[]; // all
	readonly above: number; // the newest, which stands above
	readonly page: number;
	readonly onPages: (pages: number) => void;
}

export function IdeasScene(props: IdeasProps): JSX.Element {
	const words = useWords();
	const { page } = props;
	const ideas = useSettled(props).slice(0, ideasMax);
	return (
		<>
			<h2 class="hall-topic">
				{words("ideas_title")}
				<span class="hall-number">{props.ideas.length}</span>
			</h2>
			<Paged columns={2} page={page} onPages={props.onPages}>
				{ideas.map((idea) => <Idea key={idea.id} idea={idea} />)}
			</Paged>
		</>
	);
}

interface TopicsProps extends IdeasProps {
	readonly topics: readonly number[];
}

/** Topics side by side; the page turns in all of them. */
export function TopicsScene(props: TopicsProps): JSX.Element {
	const { topics, ideas, page } = props;
	const [pages, setPages] = useState<readonly number[]>([]);
	const most = Math.max(1, ...pages.slice(0, topics.length));
	useEffect(() => props.onPages(most), [most]);
	return (
		<div class="hall-topics">
			{topics.map((topic, i) => (
				<Topic
					key={topic}
					topic={topic}
					above={props.above}
					ideas={ideas.filter((idea) => idea.topic === topic || (topic === 0 && !topics.includes(idea.topic)))}
					page={Math.min(page, (pages[i] ?? 1) - 1)}
					onPages={(n) =>
						setPages((kept) => (kept[i] === n ? kept : topics.map((_, at) => (at === i ? n : kept[at] ?? 1))))}
				/>
			))}
		</div>
	);
}

function Topic(props: IdeasProps & { readonly topic: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { page } = props;
	const ideas = useSettled(props).slice(0, ideasMax);
	const topic = rowsGet(app.rows, "topic", props.topic);
	return (
		<section>
			<h2 class="hall-topic">
				{topic === undefined ? words("hall_topic_none") : <span lang={lang}>{topic.title}</span>}
				<span class="hall-number">{props.ideas.length}</span>
			</h2>
			<Paged columns={1} page={page} onPages={props.onPages}>
				{ideas.map((idea) => <Idea key={idea.id} idea={idea} />)}
			</Paged>
		</section>
	);
}

export function Idea(props: { readonly idea: IdeaRow }): JSX.Element {
	const app = useApp();
	const lang = useSpoken();
	const { idea } = props;
	const towns = app.towns.value;
	const town = towns.find(({ id }) => id === idea.town);
	// A few towns are named beside their marks at the side.
	const isNamed = towns.length > namedTownsMax;
	return (
		<article class="hall-idea">
			{town !== undefined && !isNamed && <TownBadge town={town} />}
			<div>
				{idea.title !== "" && <h3 lang={lang}>{idea.title}</h3>}
				<p class="words" lang={lang}>{idea.text}</p>
				{town !== undefined && isNamed && <TownBadge town={town} named />}
			</div>
		</article>
	);
}

// While one reads a later page its ideas stay where they are; what is taken away goes at once. New ones are
// there when the first page comes again.
function useSettled({ ideas, above, page }: IdeasProps): IdeaRow[] {
	const order = useRef<readonly number[]>([]);
	const byId = new Map(ideas.map((idea) => [idea.id, idea]));
	if (page === 0 || order.current.length === 0) order.current = ideas.map(({ id }) => id);
	return order.current.flatMap((id) => (id === above ? [] : byId.get(id) ?? []));
}
