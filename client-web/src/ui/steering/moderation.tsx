// Steering a board: its phase, its timer, the vote, the topics.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send, undo } from "../../model/app";
import { routeWrite } from "../../model/route";
import { boardsBelow, phaseOf, topicsNow } from "../../model/boards";
import { commandShapes, type BoardRow, type TopicRow } from "../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../protocol/text";
import { useApp, useWords } from "../context";
import { Check } from "../parts/check";
import { Icon } from "../parts/icon";
import { BallotsSteering } from "./ballots_steering";
import { PhaseSteering } from "./phase_steering";
import { SelectField } from "../parts/select_field";
import { TextField } from "../parts/text_field";

const topicLimits = textLimits(commandShapes.topic_add.fields, "title");

/** For moderators all of it, for a board's leader what concerns the board. */
export function Moderation(props: { readonly board: BoardRow; readonly open: boolean }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { moderates } = app.me.value;
	return (
		<details class="card moderation" open={props.open}>
			<summary>
				<Icon name="steer" />
				{words("moderation_title")}
			</summary>
			<PhaseSteering board={props.board} />
			<TimerSteering board={props.board} />
			<Order board={props.board} />
			{moderates && <BallotsSteering board={props.board} />}
			<a class="button" href={routeWrite({ screen: "sort", board: props.board.id })}>{words("sort_link")}</a>
			{moderates && <Topics board={props.board} />}
		</details>
	);
}

const timerMinutes: readonly number[] = [1, 3, 5, 10, 15, 20, 30, 45, 60];

function TimerSteering(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const board = props.board.id;
	const foreseen = phaseOf(app.rows, props.board)?.phase.minutes ?? 0;
	const [chosen, setMinutes] = useState(0); // 0: what the phase foresees
	const [wantsBelow, setBelow] = useState(false);
	const below = wantsBelow && boardsBelow(app.rows, board).length > 0;
	const minutes = chosen || foreseen || 10;
	const choices = [...new Set([...timerMinutes, minutes])].sort((a, b) => a - b);
	return (
		<div class="steer">
			<SelectField
				label={`${words("moderation_timer")}: ${words("moderation_timer_minutes")}`}
				value={String(minutes)}
				onValue={(value) => setMinutes(Number(value))}
				options={choices.map((n) => ({ value: String(n), label: String(n) }))}
			/>
			{boardsBelow(app.rows, board).length > 0 && (
				<Check label={words("mod_below")} checked={wantsBelow} onCheck={setBelow} />
			)}
			<div class="actions">
				<button
					type="button"
					onClick={() =>
						send(app, "timer_start", { board, duration_ms: minutes * 60000, below })}
				>
					{words("moderation_timer_start", { n: minutes })}
				</button>
				{props.board.timer_end_ms !== 0 && (
					<button
						type="button"
						onClick={() => send(app, "timer_stop", { board, below })}
					>
						{words("moderation_timer_stop")}
					</button>
				)}
			</div>
		</div>
	);
}

// Locking, approval, and taking back what one has just done.
function Order(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, locked, approval, places, ideas_max, slow_s } = props.board;
	return (
		<div class="steer actions">
			<button
				type="button"
				aria-pressed={locked}
				onClick={() =>
					send(app, "board_lock", { board: id, locked: !locked })}
			>
				<Icon name="lock" />
				{words("mod_lock_board")}
			</button>
			{app.me.value.moderates && (
				<button
					type="button"
					aria-pressed={approval}
					onClick={() =>
						send(app, "board_rules", { board: id, places, ideas_max, slow_s, approval: !approval })}
				>
					{words("mod_approval")}
				</button>
			)}
			<button type="button" onClick={() => undo(app)}>
				<Icon name="undo" />
				{words("undo_last")}
			</button>
		</div>
	);
}

function Topics(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [title, setTitle] = useState("");
	const topics = topicsNow(app.rows, props.board.id, 0);
	function add(event: Event): void {
		event.preventDefault();
		const tidy = lineTidy(title);
		if (textFault(tidy, topicLimits) !== null) return;
		if (send(app, "topic_add", { title: tidy, phase: 0 }) != null) setTitle("");
	}
	return (
		<div class="steer">
			<p class="label">{words("moderation_topics")}</p>
			{topics.length === 0 && <p class="hint">{words("moderation_topics_empty")}</p>}
			<ul class="topics">
				{topics.map((topic) => <Topic key={topic.id} topic={topic} board={props.board.id} />)}
			</ul>
			<form class="inline" onSubmit={add} noValidate>
				<TextField
					label={words("moderation_topic_new")}
					value={title}
					onValue={setTitle}
					limits={topicLimits}
				/>
				<button type="submit">{words("moderation_topic_add")}</button>
			</form>
		</div>
	);
}

interface TopicProps {
	readonly topic: TopicRow;
	readonly board: number;
}

function Topic(props: TopicProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title } = props.topic;
	const [edited, setEdited] = useState<string | null>(null);
	function save(event: Event): void {
		event.preventDefault();
		const tidy = lineTidy(edited ?? "");
		if (textFault(tidy, topicLimits) !== null) return;
		if (tidy !== title) send(app, "topic_edit", { topic: id, title: tidy });
		setEdited(null);
	}
	if (edited !== null)
		return (
			<li>
				<form class="inline" onSubmit={save} noValidate>
					<TextField
						label={words("moderation_topic_rename", { title })}
						value={edited}
						onValue={setEdited}
						limits={topicLimits}
					/>
					<button type="submit">{words("save")}</button>
				</form>
			</li>
		);
	return (
		<li>
			<span class="topic-title">{title}</span>
			<button
				type="button"
				class="quiet"
				aria-label={words("mod_focus_topic", { title })}
				onClick={() =>
					send(app, "focus_set", { board: props.board, idea: 0, topic: id, ballot: 0 })}
			>
				<Icon name="eye" />
			</button>
			<button
				type="button"
				class="quiet"
				aria-label={words("moderation_topic_rename", { title })}
				onClick={() => setEdited(title)}
			>
				{words("idea_edit")}
			</button>
			<button
				type="button"
				class="quiet"
				aria-label={words("moderation_topic_remove", { title })}
				onClick={() => send(app, "topic_remove", { topic: id })}
			>
				✕
			</button>
		</li>
	);
}
