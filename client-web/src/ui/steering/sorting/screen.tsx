// Sorting a board's ideas: a column for each topic, a card for each idea.
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { boardOf } from "../../../model/boards";
import { leads } from "../../../model/me";
import { routeWrite } from "../../../model/route";
import { spotOf, type Spot } from "../../../model/sorting";
import type { BoardRow } from "../../../protocol/generated";
import { useApp, useWords } from "../../context";
import { Heading } from "../../parts/heading";
import { Icon } from "../../parts/icon";
import { SelectField } from "../../parts/select_field";
import { TextField } from "../../parts/text_field";
import { Column, NewColumn } from "./column";
import { cardElement, focusCard, takeKey } from "./keys";
import { SortMenu } from "./menu";
import { dragOn } from "./pointer";
import { cancel, clearSelection, ideaTitle, mayMove, shownTopic, sortNew, targetWords, topicTitle, type Sort } from "./state";
import { takeBackLast } from "./steps";

export function SortScreen(props: { readonly board: number }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const board = boardOf(app.rows, app.me.value, props.board);
	if (board === undefined) return <p class="hint">{words("loading")}</p>;
	if (!leads(app.me.value, board))
		return (
			<div class="narrow empty">
				<Heading>{words("sort_title", { title: board.title })}</Heading>
				<p>{words("sort_not_yours")}</p>
				<a class="button" href={routeWrite({ screen: "board", board: board.id })}>{words("mine_to_ideas")}</a>
			</div>
		);
	return <Sorting key={board.id} board={board} />;
}

function Sorting(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const sort = useMemo(() => sortNew(app, board.id), [board.id]);
	return (
		<div class="sort">
			<Head sort={sort} board={board} />
			<None sort={sort} />
			<Shown sort={sort} />
			<Columns sort={sort} />
			<SelectionBar sort={sort} />
			<SortMenu sort={sort} />
			<p class="hidden" role="status">{sort.told.value}</p>
			<p class="hidden" id="sort-keys">{words("sort_keys_short")}</p>
		</div>
	);
}

function Head(props: { readonly sort: Sort; readonly board: BoardRow }): JSX.Element {
	const words = useWords();
	const { sort, board } = props;
	const { columns, held } = sort.layout.value;
	const count = (topics: typeof columns): number => topics.reduce((n, { ideas }) => n + ideas.length, 0);
	const left = count(columns.filter(({ topic }) => topic === 0));
	return (
		<header class="sort-top">
			<div class="sort-name">
				<a class="back" href={routeWrite({ screen: "board", board: board.id })}>
					<Icon name="back" />
					{board.title}
				</a>
				<Heading>{words("sort_title", { title: board.title })}</Heading>
				<p class="hint">
					{words("ideas_count", { n: count(columns) })}
					{left > 0 && ` · ${words("sort_left", { n: left })}`}
					{held > 0 && ` · ${words("sort_held", { n: held })}`}
				</p>
			</div>
			<div class="sort-bar">
				<TextField
					label={words("sort_seek")}
					value={sort.seek.value}
					onValue={(typed) => (sort.seek.value = typed)}
					limits={{ graphemes_min: 0, graphemes_max: 120, bytes_max: 480 }}
				/>
				<Found sort={sort} />
				<button type="button" disabled={sort.steps.value.length === 0} onClick={() => takeBackLast(sort)}>
					<Icon name="undo" />
					{words("undo")}
				</button>
			</div>
			<details class="sort-help">
				<summary>{words("sort_help")}</summary>
				{!mayMove(sort) && <p>{words("sort_leader")}</p>}
				<ul>
					<li>{words("sort_help_mouse")}</li>
					<li>{words("sort_help_touch")}</li>
					<li>{words("sort_help_keys")}</li>
					<li>{words("sort_help_merge")}</li>
				</ul>
			</details>
		</header>
	);
}

/** Says what comes here, as long as nothing has. */
function None(props: { readonly sort: Sort }): JSX.Element | null {
	const words = useWords();
	const { sort } = props;
	const { columns } = sort.layout.value;
	if (sort.seek.value !== "" || columns.some(({ ideas }) => ideas.length > 0)) return null;
	return <p class="notice">{words("sort_none")}</p>;
}

/** What was found can be selected at once. */
function Found(props: { readonly sort: Sort }): JSX.Element | null {
	const words = useWords();
	const { sort } = props;
	if (sort.seek.value.trim() === "") return null;
	const ids = sort.layout.value.columns.flatMap(({ ideas }) => ideas);
	return (
		<button type="button" disabled={ids.length === 0} onClick={() => (sort.selected.value = new Set(ids))}>
			{words("sort_select_found", { n: ids.length })}
		</button>
	);
}

/** Which topic a narrow screen shows. */
function Shown(props: { readonly sort: Sort }): JSX.Element {
	const words = useWords();
	const { sort } = props;
	const { columns } = sort.layout.value;
	const at = columns.findIndex(({ topic }) => topic === shownTopic(sort));
	const show = (topic: number | undefined): void => {
		if (topic !== undefined) sort.shown.value = topic;
	};
	return (
		<div class="sort-shown">
			<button
				type="button"
				aria-label={words("sort_previous")}
				disabled={at === 0}
				onClick={() => show(columns[at - 1]?.topic)}
			>
				‹
			</button>
			<SelectField
				label={words("idea_topic")}
				value={String(columns[at]?.topic ?? 0)}
				onValue={(topic) => show(Number(topic))}
				options={columns.map(({ topic, ideas }) => ({
					value: String(topic), label: `${topicTitle(sort, topic)} (${ideas.length})`,
				}))}
			/>
			<button
				type="button"
				aria-label={words("sort_next")}
				disabled={at === columns.length - 1}
				onClick={() => show(columns[at + 1]?.topic)}
			>
				›
			</button>
		</div>
	);
}

function Columns(props: { readonly sort: Sort }): JSX.Element {
	const words = useWords();
	const { sort } = props;
	const columns = useRef<HTMLDivElement>(null);
	const ghost = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (columns.current === null) return undefined;
		return dragOn(columns.current, sort, (x, y) => {
			if (ghost.current !== null) ghost.current.style.transform = `translate(${x}px, ${y}px)`;
		});
	}, [sort]);
	useKeepFocus(sort);
	return (
		<>
			<div
				class={sort.carry.value === null ? "sort-columns" : "sort-columns carrying"}
				role="group"
				aria-label={words("sort_columns")}
				ref={columns}
				onKeyDown={(event) => takeKey(sort, event)}
				onFocusOut={(event) => {
					const isOut = !event.currentTarget.contains(event.relatedTarget as Node | null);
					if (isOut && event.relatedTarget !== null && sort.carry.value?.by === "keys") cancel(sort);
				}}
			>
				{sort.layout.value.columns.map((column) => (
					<Column key={column.topic} sort={sort} column={column} />
				))}
				{mayMove(sort) && <NewColumn sort={sort} />}
			</div>
			<div class="sort-ghost" ref={ghost} hidden={sort.carry.value?.by !== "pointer"}>
				<Ghost sort={sort} />
			</div>
		</>
	);
}

// What is carried, and what happens if it is let go here: nobody has to guess.
function Ghost(props: { readonly sort: Sort }): JSX.Element | null {
	const words = useWords();
	const { sort } = props;
	const carry = sort.carry.value;
	if (carry === null) return null;
	const { ids, near } = carry;
	const [first = 0] = ids;
	return (
		<>
			<strong class="one-line">
				{ids.length === 1 ? `#${first} ${ideaTitle(sort, first)}` : words("sort_cards", { n: ids.length })}
			</strong>
			<span>{near !== 0 ? words("sort_hold", { id: near }) : targetWords(sort, carry)}</span>
		</>
	);
}

// The focus stays with the card that it was on, wherever that is drawn now; if the card is gone, with the one
// in its place. Who has put it elsewhere meanwhile keeps it there.
function useKeepFocus(sort: Sort): void {
	const isOn = useRef(false);
	const spot = useRef<Spot | null>(null);
	useEffect(() => {
		const see = (event: Event): void => {
			isOn.current = (event.target as Element).closest?.("[data-card]") != null;
		};
		document.addEventListener("focusin", see);
		document.addEventListener("pointerdown", see);
		return () => {
			document.removeEventListener("focusin", see);
			document.removeEventListener("pointerdown", see);
		};
	}, []);
	useLayoutEffect(() => {
		const { layout, active, focusNext } = sort;
		const next = focusNext !== 0 && cardElement(focusNext) !== null ? focusNext : 0;
		const wasLost = isOn.current && (document.activeElement === null || document.activeElement === document.body);
		if (next !== 0) sort.focusNext = 0;
		if (next !== 0 || wasLost) {
			const { column = 0, index = 0 } = spot.current ?? {};
			const ideas = layout.value.columns[column]?.ideas ?? [];
			const inPlace = ideas[Math.min(index, ideas.length - 1)] ?? 0;
			focusCard(sort, next || (spotOf(layout.value, active.value) === null ? inPlace : active.value));
		}
		spot.current = spotOf(layout.value, active.value) ?? spot.current;
	});
}

function SelectionBar(props: { readonly sort: Sort }): JSX.Element | null {
	const words = useWords();
	const { sort } = props;
	const ids = [...sort.selected.value];
	if (ids.length === 0) return null;
	return (
		<div class="sort-selection" role="group" aria-label={words("sort_selected", { n: ids.length })}>
			<p>{words("sort_selected", { n: ids.length })}</p>
			<button type="button" class="main" onClick={() => (sort.opened.value = ids)}>
				{words(mayMove(sort) ? "sort_selected_move" : "sort_selected_gather")}
			</button>
			<button
				type="button"
				class="quiet"
				aria-label={words("sort_selected_clear")}
				onClick={() => clearSelection(sort)}
			>
				✕
			</button>
		</div>
	);
}
