// What can be done with one card or with those that are selected, in plain buttons: all that dragging does,
// and the rest of moderating.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { boards } from "../../../model/boards";
import { routeWrite } from "../../../model/route";
import { rowsAll, rowsGet } from "../../../model/rows";
import { useApp, useWords } from "../../context";
import { By } from "../../parts/idea_meta";
import { optionsOf, SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { Panel } from "../../parts/dialog";
import { IdeaActionButtons } from "../contributions/idea_action_buttons";
import { SendUp } from "./send_up";
import { clearSelection, ideaTitle, mayMove, topicTitle, type Sort } from "./state";
import { merge, moveTo, moveToBoard, part } from "./steps";

const shownMost = 6;

interface MenuProps {
	readonly sort: Sort;
	readonly ids: readonly number[];
}

interface PartProps extends MenuProps {
	readonly act: (what: () => void) => void; // closes the menu, too
}

export function SortMenu(props: { readonly sort: Sort }): JSX.Element | null {
	const words = useWords();
	const { sort } = props;
	const ids = sort.opened.value;
	const [first = 0] = ids;
	if (first === 0) return null;
	const close = (): void => {
		sort.opened.value = [];
	};
	const part: PartProps = {
		sort, ids,
		act(what) {
			close();
			clearSelection(sort);
			what();
		},
	};
	const title = ids.length === 1 ? words("sort_menu", { id: first }) : words("sort_selected", { n: ids.length });
	return (
		<Panel key={ids.join()} title={title} onClose={close}>
			{ids.length === 1 && <Idea {...part} />}
			{mayMove(sort) && <Topics {...part} />}
			{ids.length === 1 ? <MergeInto {...part} /> : <MergeAll {...part} />}
			{mayMove(sort) && <Boards {...part} />}
			<SendUp {...part} />
			{ids.length === 1 && <More sort={sort} ids={ids} />}
		</Panel>
	);
}

function Idea(props: PartProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { sort, act } = props;
	const [id = 0] = props.ids;
	const idea = rowsGet(app.rows, "idea", id);
	const merged = sort.layout.value.merged.get(id) ?? [];
	if (idea === undefined) return null;
	return (
		<div class="sort-idea">
			<p class="idea-head">
				<By author={idea.author} town={idea.town} />
				<a href={routeWrite({ screen: "idea", idea: id })}>{words("sort_open")}</a>
			</p>
			{idea.title !== "" && <h3>{idea.title}</h3>}
			<p class="words">{idea.text}</p>
			{merged.length > 0 && (
				<>
					<p class="label">{words("idea_merged", { n: merged.length })}</p>
					<ul class="gathered">
						{merged.map((other) => (
							<li key={other}>
								<span class="one-line">#{other} {ideaTitle(sort, other)}</span>
								<button type="button" onClick={() => act(() => void part(sort, other, id))}>
									{words("mod_unmerge")}
									<span class="hidden"> #{other}</span>
								</button>
							</li>
						))}
					</ul>
				</>
			)}
		</div>
	);
}

function Topics(props: PartProps): JSX.Element {
	const words = useWords();
	const { sort, ids, act } = props;
	const { columns } = sort.layout.value;
	return (
		<div>
			<p class="label" id="sort-menu-topics">{words("sort_move_to")}</p>
			<ul class="sort-targets" aria-labelledby="sort-menu-topics">
				{columns.map(({ topic, ideas }) => {
					const isHere = ids.every((id) => ideas.includes(id));
					return (
						<li key={topic}>
							<button
								type="button"
								disabled={isHere}
								onClick={() =>
									act(() => {
										sort.focusNext = ids[0] ?? 0;
										void moveTo(sort, ids, topic);
									})}
							>
								{topicTitle(sort, topic)}
								{isHere && <span class="hint"> {words("sort_here")}</span>}
							</button>
						</li>
					);
				})}
				<li>
					<button type="button" onClick={() => act(() => (sort.naming.value = ids))}>
						<span aria-hidden="true">+</span> {words("moderation_topic_new")}
					</button>
				</li>
			</ul>
		</div>
	);
}

// One idea into another, sought by its number or words.
function MergeInto(props: PartProps): JSX.Element {
	const words = useWords();
	const { sort, ids, act } = props;
	const [id = 0] = ids;
	const [typed, setTyped] = useState("");
	const sought = typed.trim().replace(/^#/, "").toLowerCase();
	const found = sought === "" ? [] : sort.layout.value.columns
		.flatMap(({ ideas }) => ideas)
		.filter((other) => other !== id && fits(sort, other, sought));
	return (
		<div>
			<TextField
				label={words("sort_merge_with")}
				hint={words("merge_search")}
				value={typed}
				onValue={setTyped}
				limits={{ graphemes_min: 0, graphemes_max: 120, bytes_max: 480 }}
			/>
			<ul class="sort-targets">
				{found.slice(0, shownMost).map((other) => (
					<li key={other}>
						<button type="button" onClick={() => act(() => void merge(sort, [id], other))}>
							<span class="one-line">#{other} {ideaTitle(sort, other)}</span>
						</button>
					</li>
				))}
			</ul>
			<p class="hint" role="status">
				{sought !== "" && found.length === 0 && words("merge_nothing")}
				{found.length > shownMost && words("merge_more", { n: found.length - shownMost })}
			</p>
		</div>
	);
}

function fits(sort: Sort, id: number, sought: string): boolean {
	const idea = rowsGet(sort.app.rows, "idea", id);
	return String(id) === sought || `${idea?.title} ${idea?.text}`.toLowerCase().includes(sought);
}

/** Several into one of them. */
function MergeAll(props: PartProps): JSX.Element {
	const words = useWords();
	const { sort, ids, act } = props;
	return (
		<div>
			<p class="label" id="sort-menu-merge">{words("sort_merge_all")}</p>
			<ul class="sort-targets" aria-labelledby="sort-menu-merge">
				{[...ids].sort((a, b) => a - b).map((id) => (
					<li key={id}>
						<button type="button" onClick={() => act(() => void merge(sort, ids, id))}>
							<span class="one-line">#{id} {ideaTitle(sort, id)}</span>
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}

function Boards(props: PartProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { sort, ids, act } = props;
	const others = boards(app.rows, app.me.value).filter(({ id }) => id !== sort.board);
	const [board, setBoard] = useState(others[0]?.id ?? 0);
	const chosen = others.find(({ id }) => id === board);
	if (others.length === 0) return null;
	return (
		<div class="inline">
			<SelectField
				label={words("sort_board")}
				value={String(board)}
				onValue={(value) => setBoard(Number(value))}
				options={optionsOf(others)}
			/>
			<button
				type="button"
				disabled={chosen === undefined}
				onClick={() => act(() => void moveToBoard(sort, ids, board, chosen?.title ?? ""))}
			>
				{words("mod_move_yes")}
			</button>
		</div>
	);
}

function More(props: MenuProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const idea = rowsGet(app.rows, "idea", props.ids[0] ?? 0);
	const board = rowsAll(app.rows, "board").find(({ id }) => id === props.sort.board);
	if (idea === undefined || board === undefined) return null;
	return (
		<details>
			<summary>{words("sort_more")}</summary>
			<div class="actions">
				<IdeaActionButtons idea={idea} board={board} />
			</div>
		</details>
	);
}
