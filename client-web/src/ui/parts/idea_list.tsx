// The ideas of a board: one's own, then those of all in the order and the groups that were chosen.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { topicsNow } from "../../model/boards";
import {
	ideasGroups, ideasList, mergedCounts, selectionKey, type IdeaGroup, type IdeaSelection,
} from "../../model/idea_list";
import { rowsGet } from "../../model/rows";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useSpoken, useWords } from "../context";
import { IdeaCard } from "./idea_card";
import { NoIdeas } from "./no_ideas";
import { Selection } from "./selection";
import { Fresh, StaleOrder, useSettled } from "./settled";
import { useStill } from "./still";
import { useWaiting, WaitingCard } from "./waiting";
import { Windowed } from "./windowed";

// What was chosen on each board, until the page is left.
const chosen = new Map<string, IdeaSelection>();

function useSelection(board: number): readonly [IdeaSelection, (selection: IdeaSelection) => void] {
	const app = useApp();
	const [, draw] = useState(0);
	const key = `${app.viewer.value?.session ?? 0} ${board}`;
	const hasTopics = topicsNow(app.rows, board, 0).length > 0;
	const selection = chosen.get(key) ?? { board, order: hasTopics ? "topic" : "new", topic: 0, town: 0 };
	return [selection, (next) => {
		chosen.set(key, next);
		draw((n) => n + 1);
	}];
}

export function IdeaList(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const { moderates, person } = app.me.value;
	const [selection, select] = useSelection(board.id);
	const section = useRef<HTMLElement>(null);
	const ideas = ideasList(app.rows, selection, person);
	const { shown, fresh, renew } = useSettled(ideas, selection, section);
	const waiting = useWaiting("idea_add", ideas, (args) => args.board === board.id).reverse();
	const count = words("ideas_count", { n: ideas.length });
	const reach = useReturn();
	useStill(section, ".idea");
	function showFresh(): void {
		renew();
		section.current?.scrollIntoView();
		document.getElementById("ideas-title")?.focus({ preventScroll: true });
	}
	return (
		<section class="ideas" aria-labelledby="ideas-title" ref={section}>
			<div class="ideas-head">
				<h2 id="ideas-title" tabIndex={-1}>{words("ideas_title")}</h2>
				<p class="count">{count}</p>
				<Selection selection={selection} onChange={select} />
			</div>
			<Told what={count} when={selectionKey(selection)} />
			<Fresh count={fresh} onShow={showFresh} />
			{selection.order === "support" && (
				<StaleOrder shown={shown} selection={selection} onRenew={renew} />
			)}
			{shown.length + waiting.length === 0 && (
				<NoIdeas
					isFiltered={selection.topic !== 0 || selection.town !== 0}
					board={board}
					onClear={() => select({ ...selection, topic: 0, town: 0 })}
				/>
			)}
			<Groups
				key={selectionKey(selection)}
				groups={ideasGroups(shown, selection.order, moderates ? 0 : person)}
				reach={reach}
			>
				{waiting.map((entry) => (
					<WaitingCard
						key={`waiting-${entry.id}`}
						title={entry.args.title}
						text={entry.args.text}
						saved={entry.state === "done"}
					/>
				))}
			</Groups>
		</section>
	);
}

interface ToldProps {
	readonly what: string;
	readonly when: string;
}

// Read aloud after a choice, not whenever somebody writes.
function Told(props: ToldProps): JSX.Element {
	const [said, say] = useState("");
	const before = useRef(props.when);
	useEffect(() => {
		if (before.current === props.when) return;
		before.current = props.when;
		say(props.what);
	}, [props.when]);
	return <p class="hidden" role="status">{said}</p>;
}

// Coming back from an idea, the list goes on where it was left.
function useReturn(): number {
	const app = useApp();
	const [reach] = useState(app.ideaSeen);
	useEffect(() => {
		const card = reach === 0 ? null : document.getElementById(`idea-${reach}`);
		app.ideaSeen = 0;
		card?.scrollIntoView({ block: "center" });
		card?.querySelector<HTMLElement>(".idea-more")?.focus({ preventScroll: true });
	}, []);
	return reach;
}

/* ---- groups ---- */

const shortMost = 30; // a short list is drawn whole

interface GroupsProps {
	readonly groups: readonly IdeaGroup[];
	readonly reach: number;
	readonly children: readonly ComponentChildren[]; // one's own that are on their way
}

function Groups(props: GroupsProps): JSX.Element {
	const { groups, reach, children } = props;
	const hasOwn = groups[0]?.by === "own";
	const all = hasOwn || children.length === 0
		? groups
		: [{ by: "own", id: 0, ids: [] } as const, ...groups];
	const isOne = all.length === 1 && all[0]?.by === "all";
	const isShort = all.reduce((sum, { ids }) => sum + ids.length, 0) <= shortMost;
	return (
		<>
			{all.map((group, i) => (
				<Group
					key={`${group.by} ${group.id}`}
					group={group}
					reach={reach}
					plain={isOne}
					steady={isShort ? "all" : i === 0 ? "first" : "none"}
				>
					{group.by === "own" && children.length > 0 && <ul class="idea-list">{children}</ul>}
				</Group>
			))}
		</>
	);
}

interface GroupProps {
	readonly group: IdeaGroup;
	readonly reach: number;
	readonly steady: "all" | "first" | "none";
	readonly plain: boolean; // stands under the list's own heading
	readonly children: ComponentChildren;
}

function Group(props: GroupProps): JSX.Element {
	const app = useApp();
	const { group, plain } = props;
	const id = useId();
	const merged = mergedCounts(app.rows);
	return (
		<div class="idea-group">
			{!plain && <h3 id={id}><GroupTitle group={group} /></h3>}
			{props.children}
			{group.ids.length > 0 && (
				<Windowed
					ids={group.ids}
					title={plain ? "ideas-title" : id}
					reach={props.reach}
					steady={props.steady}
					entry={(idea) => (
						<IdeaCard id={idea} merged={merged.get(idea) ?? 0} head={plain ? "h3" : "h4"} />
					)}
				/>
			)}
		</div>
	);
}

function GroupTitle(props: { readonly group: IdeaGroup }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const lang = useSpoken();
	const { by, id, ids } = props.group;
	switch (by) {
		case "own": return <>{words("ideas_own")}</>;
		case "all": return <>{words("ideas_others")}</>;
		case "topic": {
			const topic = rowsGet(app.rows, "topic", id);
			return (
				<>
					{topic === undefined ? words("idea_topic_none") : <span lang={lang}>{topic.title}</span>}{" "}
					<span class="count">{ids.length}</span>
				</>
			);
		}
		case "town": {
			const name = app.towns.value.find((town) => town.id === id)?.name ?? words("ideas_townless");
			return <>{name} <span class="count">{ids.length}</span></>;
		}
	}
}
