// A topic with its cards, or the place where a new topic is made.
import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../../../model/app";
import { commandShapes } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../../protocol/text";
import { rowsGet } from "../../../model/rows";
import type { SortColumn } from "../../../model/sorting";
import { useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { TextField } from "../../parts/text_field";
import { SortCard } from "./card";
import { focusCard } from "./keys";
import { mayMove, shownTopic, type Sort } from "./state";
import { makeTopic, removeTopic, renameTopic } from "./steps";

const titleLimits = textLimits(commandShapes.topic_add.fields, "title");

interface ColumnProps {
	readonly sort: Sort;
	readonly column: SortColumn;
}

export function Column(props: ColumnProps): JSX.Element {
	const words = useWords();
	const { sort } = props;
	const { topic, ideas } = props.column;
	const title = rowsGet(sort.app.rows, "topic", topic)?.title ?? words("sort_topicless");
	const isTarget = useComputed(() => {
		const target = sort.carry.value?.target;
		return target?.to === "topic" && target.topic === topic;
	}).value;
	const isShown = useComputed(() => shownTopic(sort) === topic).value;
	// The Tab key comes to the card that it left, or to the first.
	const active = useComputed(() => (ideas.includes(sort.active.value) ? sort.active.value : 0)).value;
	const first = active || ideas[0];
	const cards = useCards(sort, ideas, first);
	const looks = ["sort-column", isTarget && "target", isShown && "shown"].filter(Boolean).join(" ");
	return (
		<section class={looks} data-topic={topic} id={`sort-topic-${topic}`} aria-labelledby={`sort-title-${topic}`}>
			<header>
				<h2 id={`sort-title-${topic}`}>
					{title} <span class="count">{ideas.length}</span>
				</h2>
				{topic !== 0 && <TopicTools sort={sort} topic={topic} title={title} isEmpty={ideas.length === 0} />}
			</header>
			{ideas.length === 0
				? <p class="hint sort-empty">{words(mayMove(sort) ? "sort_empty" : "sort_empty_read")}</p>
				: <ul class="sort-cards" aria-labelledby={`sort-title-${topic}`}>{cards}</ul>}
		</section>
	);
}

const few = 12; // cards to begin with
const more = 24; // and at a time from there on

/** The cards of a column. A long one begins short and grows as soon as there is time, so that the screen is
 * there at once; a card that stays is not looked at again when others come and go. */
function useCards(sort: Sort, ideas: readonly number[], first: number | undefined): JSX.Element[] {
	const kept = useRef(new Map<string, JSX.Element>());
	const [shown, setShown] = useState(few);
	useEffect(() => {
		if (shown >= ideas.length) return undefined;
		const timer = window.setTimeout(() => setShown((n) => n + more), 20);
		return () => window.clearTimeout(timer);
	}, [shown, ideas.length]);
	const cards = new Map<string, JSX.Element>();
	for (const id of ideas.slice(0, shown)) {
		const key = `${id}${id === first ? " first" : ""}`;
		cards.set(key, kept.current.get(key) ?? <SortCard key={id} sort={sort} id={id} isFirst={id === first} />);
	}
	kept.current = cards;
	return [...cards.values()];
}

interface ToolsProps {
	readonly sort: Sort;
	readonly topic: number;
	readonly title: string;
	readonly isEmpty: boolean;
}

function TopicTools(props: ToolsProps): JSX.Element {
	const words = useWords();
	const { sort, topic, title } = props;
	const [isNaming, setNaming] = useState(false);
	const opener = useRef<HTMLButtonElement>(null);
	const wasNaming = useRef(false);
	useEffect(() => {
		if (wasNaming.current && !isNaming) opener.current?.focus();
		wasNaming.current = isNaming;
	}, [isNaming]);
	if (isNaming)
		return (
			<TitleForm
				label={words("moderation_topic_rename", { title })}
				action={words("save")}
				first={title}
				onTitle={(next) => {
					void renameTopic(sort, topic, next);
					setNaming(false);
				}}
				onCancel={() => setNaming(false)}
			/>
		);
	return (
		<span class="sort-topic-tools">
			<button
				type="button"
				class="quiet"
				aria-label={words("mod_focus_on", { title })}
				onClick={() => send(sort.app, "focus_set", { board: sort.board, idea: 0, topic, ballot: 0 })}
			>
				<Icon name="eye" />
			</button>
			{mayMove(sort) && (
				<button
					type="button"
					class="quiet"
					ref={opener}
					aria-label={words("moderation_topic_rename", { title })}
					onClick={() => setNaming(true)}
				>
					<Icon name="mine" />
				</button>
			)}
			{mayMove(sort) && props.isEmpty && (
				<button
					type="button"
					class="quiet"
					aria-label={words("moderation_topic_remove", { title })}
					onClick={() => void removeTopic(sort, topic)}
				>
					✕
				</button>
			)}
		</span>
	);
}

interface TitleFormProps {
	readonly label: string;
	readonly action: string;
	readonly first: string;
	readonly onTitle: (title: string) => void;
	readonly onCancel: () => void;
}

/** A field for a topic's title, with the focus in it. */
function TitleForm(props: TitleFormProps): JSX.Element {
	const words = useWords();
	const [title, setTitle] = useState(props.first);
	const [tried, setTried] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		const input = form.current?.querySelector("input");
		input?.focus();
		input?.select();
	}, []);
	function submit(event: Event): void {
		event.preventDefault();
		const tidy = lineTidy(title);
		if (textFault(tidy, titleLimits) !== null) setTried(true);
		else props.onTitle(tidy);
	}
	return (
		<form
			class="sort-title-form"
			ref={form}
			onSubmit={submit}
			onKeyDown={(event) => {
				if (event.key === "Escape") props.onCancel();
			}}
			noValidate
		>
			<TextField
				label={props.label}
				value={title}
				onValue={setTitle}
				limits={titleLimits}
				tried={tried}
			/>
			<div class="actions">
				<button type="submit" class="main">{props.action}</button>
				<button type="button" class="quiet" onClick={props.onCancel}>{words("cancel")}</button>
			</div>
		</form>
	);
}

/** Where topics are made: empty ones, or for what was dropped here. */
export function NewColumn(props: { readonly sort: Sort }): JSX.Element {
	const words = useWords();
	const { sort } = props;
	const ids = sort.naming.value;
	const isTarget = useComputed(() => sort.carry.value?.target.to === "new").value;
	const opener = useRef<HTMLButtonElement>(null);
	function end(): void {
		sort.naming.value = null;
		const [first] = ids ?? [];
		if (first === undefined) window.setTimeout(() => opener.current?.focus());
		else focusCard(sort, first);
	}
	function make(title: string): void {
		void makeTopic(sort, title, ids ?? []);
		sort.focusNext = ids?.[0] ?? 0;
		end();
	}
	return (
		<section
			class={isTarget ? "sort-column sort-new target" : "sort-column sort-new"}
			id="sort-new"
			aria-label={words("moderation_topic_new")}
		>
			{ids === null ? (
				<button type="button" ref={opener} onClick={() => (sort.naming.value = [])}>
					<span aria-hidden="true">+</span> {words("moderation_topic_new")}
				</button>
			) : (
				<>
					{ids.length > 0 && <p class="hint">{words("sort_new_for", { n: ids.length })}</p>}
					<TitleForm
						label={words("moderation_topic_new")}
						action={words("moderation_topic_add")}
						first=""
						onTitle={make}
						onCancel={end}
					/>
				</>
			)}
			{sort.layout.value.coming.map((title) => (
				<p key={title} class="hint">{words("sort_topic_coming", { title })}</p>
			))}
		</section>
	);
}
