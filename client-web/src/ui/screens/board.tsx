// A board: what it is doing now, and its ideas.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { serverNowMs, stay } from "../../model/app";
import { boardLanding, boardOf, boardTabs, topicsNow } from "../../model/boards";
import { contributionsAdded, ideasClosed } from "../../model/closed";
import { belongs, leads } from "../../model/me";
import { ideasList, mergedCounts, type IdeaOrder, type IdeaSelection } from "../../model/ideas";
import { routeWrite } from "../../model/route";
import { rowsAll } from "../../model/rows";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { Late } from "../late";
import { IdeaComposer } from "../parts/composer";
import { useGrowing } from "../parts/growing";
import { Heading } from "../parts/heading";
import { IdeaCard } from "../parts/idea_card";
import { PhaseCard } from "../parts/phase_card";
import { RefusedDrafts } from "../parts/refused";
import { SeatChoice } from "../parts/seat_choice";
import { optionsOf, SelectField } from "../parts/select_field";
import { Speaking } from "../parts/speaking";
import { useWaitingIdeas, WaitingCard } from "../parts/waiting";

export function BoardScreen(props: { readonly board: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const board = props.board === 0
		? boardLanding(app.rows, me)
		: boardOf(app.rows, me, props.board);
	const id = board?.id ?? 0;
	// The address names the board: one stays there when phases change, and after a reload.
	useEffect(() => {
		if (props.board === 0 && id !== 0) stay(app, { screen: "board", board: id });
	}, [props.board, id]);
	const [isWide] = useState(() => window.matchMedia("(min-width: 64rem)").matches);
	if (board === undefined) return <p class="hint">{words("loading")}</p>;
	const steering = leads(me, board) && (
		<Late key="steering" piece="steering">
			{({ Moderation }) => <Moderation board={board} open={isWide} />}
		</Late>
	);
	return (
		<>
			<Heading hidden>{board.title}</Heading>
			<BoardTabs current={board} />
			<div class="columns">
				<div class={steering ? "side long" : "side"}>
					{isWide && steering}
					<PhaseCard board={board} />
					{me.participates
						? <IdeaComposer key={board.id} board={board} />
						: <p class="hint reading">{words("reading_along")}</p>}
					<RefusedDrafts
						belongs={(entry) => entry.kind === "idea_add" && entry.args.board === board.id}
					/>
					<Speaking board={board} />
					<SeatChoice board={board} />
					{!isWide && steering}
				</div>
				<div>
					{me.moderates && (
						<Late piece="steering">
							{({ ApprovalQueue }) => <ApprovalQueue board={board.id} />}
						</Late>
					)}
					<IdeaList key={board.id} board={board} />
				</div>
			</div>
		</>
	);
}

function BoardTabs(props: { readonly current: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const all = boardTabs(app.rows, app.me.value, props.current);
	if (all.length < 2) return null;
	return (
		<nav class="tabs" aria-label={words("boards_label")}>
			{all.map((board) => (
				<a
					key={board.id}
					href={routeWrite({ screen: "board", board: board.id })}
					{...(board.id === props.current.id ? { "aria-current": "page" as const } : {})}
				>
					{board.title}
				</a>
			))}
		</nav>
	);
}

function IdeaList(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const [order, setOrder] = useState<IdeaOrder>("new");
	const [topic, setTopic] = useState(0);
	const [town, setTown] = useState(0);
	const [, renew] = useState(0);
	const selection: IdeaSelection = { board: board.id, order, topic, town };
	const ideas = ideasList(app.rows, selection, app.me.value.person);
	const waiting = useWaitingIdeas(board.id).filter(
		(entry) => !ideas.some((idea) => idea.id === entry.result),
	);
	const isFiltered = topic !== 0 || town !== 0;
	const merged = mergedCounts(app.rows);
	const seen = ideas.findIndex((idea) => idea.id === app.ideaSeen);
	const [most, more] = useGrowing(ideas.length, seen);
	useReturn(app.ideaSeen, () => (app.ideaSeen = 0));
	return (
		<section class="ideas" aria-labelledby="ideas-title">
			<div class="ideas-head">
				<h2 id="ideas-title">{words("ideas_title")}</h2>
				<p class="count">{words("ideas_count", { n: ideas.length })}</p>
			</div>
			<Selection
				selection={selection}
				onOrder={setOrder}
				onTopic={setTopic}
				onTown={setTown}
			/>
			{order === "support" && (
				<StaleOrder
					shown={ideas.map((idea) => idea.id)}
					selection={selection}
					onRenew={() => renew((n) => n + 1)}
				/>
			)}
			{ideas.length + waiting.length === 0 && (
				<Empty
					isFiltered={isFiltered}
					board={board}
					onClear={() => {
						setTopic(0);
						setTown(0);
					}}
				/>
			)}
			<ul class="idea-list">
				{waiting.map((entry) => (
					<WaitingCard
						key={`waiting-${entry.number}`}
						title={entry.args.title}
						text={entry.args.text}
						saved={entry.state === "done"}
					/>
				))}
				{ideas.slice(0, most).map((idea) => (
					<IdeaCard key={idea.id} id={idea.id} merged={merged.get(idea.id) ?? 0} />
				))}
			</ul>
			{more}
		</section>
	);
}

// Coming back from an idea, the list goes on where it was left.
function useReturn(idea: number, done: () => void): void {
	useEffect(() => {
		const card = idea === 0 ? null : document.getElementById(`idea-${idea}`);
		done();
		card?.scrollIntoView({ block: "center" });
		card?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
	}, []);
}

interface SelectionProps {
	readonly selection: IdeaSelection;
	readonly onOrder: (order: IdeaOrder) => void;
	readonly onTopic: (topic: number) => void;
	readonly onTown: (town: number) => void;
}

function Selection(props: SelectionProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { selection } = props;
	// The topics of the phase, and those of earlier ones that ideas here stand under.
	const used = new Set(
		rowsAll(app.rows, "idea").filter(({ board }) => board === selection.board).map(({ topic }) => topic));
	const now = topicsNow(app.rows, selection.board, selection.topic);
	const topics = rowsAll(app.rows, "topic")
		.filter((topic) => used.has(topic.id) || now.includes(topic))
		.sort((a, b) => a.id - b.id);
	return (
		<div class="selection">
			<SelectField
				label={words("ideas_sort")}
				value={selection.order}
				onValue={(order) => props.onOrder(order as IdeaOrder)}
				options={[
					{ value: "new", label: words("ideas_sort_new") },
					{ value: "support", label: words("ideas_sort_support") },
					{ value: "town", label: words("ideas_sort_town") },
				]}
			/>
			{topics.length > 0 && (
				<SelectField
					label={words("ideas_filter_topic")}
					value={String(selection.topic)}
					onValue={(topic) => props.onTopic(Number(topic))}
					options={[
						{ value: "0", label: words("ideas_all_topics") },
						...optionsOf(topics),
					]}
				/>
			)}
			<SelectField
				label={words("ideas_filter_town")}
				value={String(selection.town)}
				onValue={(town) => props.onTown(Number(town))}
				options={[
					{ value: "0", label: words("ideas_all_towns") },
					...app.towns.value.map(({ id, name }) => ({ value: String(id), label: name })),
				]}
			/>
		</div>
	);
}

interface StaleOrderProps {
	readonly shown: readonly number[];
	readonly selection: IdeaSelection;
	readonly onRenew: () => void;
}

// Votes move the order by support all the time. Nothing jumps under anybody's thumb: the list is
// sorted anew when asked for.
function StaleOrder(props: StaleOrderProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	rowsAll(app.rows, "total");
	const now = ideasList(app.rows, props.selection, app.me.value.person);
	if (now.every((idea, i) => idea.id === props.shown[i])) return null;
	return (
		<div class="stale">
			<p>{words("ideas_order_stale")}</p>
			<button type="button" class="quiet" onClick={props.onRenew}>
				{words("ideas_order_renew")}
			</button>
		</div>
	);
}

interface EmptyProps {
	readonly isFiltered: boolean;
	readonly board: BoardRow;
	readonly onClear: () => void;
}

function Empty(props: EmptyProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const me = app.me.value;
	const added = contributionsAdded(app.rows, me, props.board, []);
	const mayWrite = me.participates &&
		ideasClosed(app.rows, me, props.board, added, serverNowMs(app)) === null;
	const isSecret = props.board.audience === "members" && !belongs(me, props.board);
	if (props.isFiltered)
		return (
			<div class="empty">
				<p>{words("ideas_filtered_empty")}</p>
				<button type="button" onClick={props.onClear}>{words("ideas_filter_clear")}</button>
			</div>
		);
	return (
		<div class="empty">
			<h3>{words("ideas_empty_title")}</h3>
			<p>
				{words(isSecret ? "ideas_members" : mayWrite ? "ideas_empty" : "ideas_empty_read")}
			</p>
		</div>
	);
}
