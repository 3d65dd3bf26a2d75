// Steering a board: its phase, its timer, the vote, the topics.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { phaseOf } from "../../model/boards";
import { rowsAll } from "../../model/rows";
import { commandShapes, type BoardRow, type TopicRow } from "../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../protocol/text";
import { useApp, useWords } from "../context";
import { Icon } from "./icon";
import { SelectField } from "./select_field";
import { TextField } from "./text_field";

const topicLimits = textLimits(commandShapes.topic_add.fields, "title");

export function Moderation(props: { readonly board: BoardRow }): JSX.Element {
	const words = useWords();
	return (
		<details class="card moderation">
			<summary>
				<Icon name="steer" />
				{words("moderation_title")}
			</summary>
			<PhaseSteering board={props.board} />
			<TimerSteering board={props.board} />
			<BallotSteering />
			<Topics />
		</details>
	);
}

function PhaseSteering(props: { readonly board: BoardRow }): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const { board } = props;
	const place = phaseOf(app.rows, board);
	if (place === undefined) return null;
	const { all, index } = place;
	function goTo(to: number | undefined): void {
		if (to === undefined || to === board.phase) return;
		app.live?.send({ kind: "phase_go", args: { board: board.id, from: board.phase, to, below: false, timed: false } });
	}
	return (
		<div class="steer">
			<SelectField
				label={words("moderation_phase")}
				value={String(board.phase)}
				onValue={(phase) => goTo(Number(phase))}
				options={all.map((phase, i) => ({
					value: String(phase.id),
					label: `${i + 1}. ${phase.title}`,
				}))}
			/>
			<div class="actions">
				<button type="button" disabled={index <= 0} onClick={() => goTo(all[index - 1]?.id)}>
					{words("moderation_prev")}
				</button>
				<button
					type="button"
					class="main"
					disabled={index >= all.length - 1}
					onClick={() => goTo(all[index + 1]?.id)}
				>
					{words("moderation_next")}
				</button>
			</div>
		</div>
	);
}

const timerMinutes: readonly number[] = [1, 3, 5, 10, 15, 20, 30, 45, 60];

function TimerSteering(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [minutes, setMinutes] = useState(10);
	const board = props.board.id;
	return (
		<div class="steer">
			<SelectField
				label={`${words("moderation_timer")}: ${words("moderation_timer_minutes")}`}
				value={String(minutes)}
				onValue={(value) => setMinutes(Number(value))}
				options={timerMinutes.map((n) => ({ value: String(n), label: String(n) }))}
			/>
			<div class="actions">
				<button
					type="button"
					onClick={() =>
						app.live?.send({
							kind: "timer_start",
							args: { board, duration_ms: minutes * 60000, below: false },
						})}
				>
					{words("moderation_timer_start", { n: minutes })}
				</button>
				{props.board.timer_end_ms !== 0 && (
					<button
						type="button"
						onClick={() => app.live?.send({ kind: "timer_stop", args: { board, below: false } })}
					>
						{words("moderation_timer_stop")}
					</button>
				)}
			</div>
		</div>
	);
}

function BallotSteering(): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const ballot = app.ballot.value;
	if (ballot === undefined) return null;
	const isOpen = ballot.state === "open";
	return (
		<div class="steer">
			<p class="label">{words("moderation_ballot")}: {ballot.title}</p>
			<button
				type="button"
				onClick={() =>
					app.live?.send({
						kind: isOpen ? "ballot_close" : "ballot_open",
						args: { ballot: ballot.id },
					})}
			>
				{words(isOpen ? "moderation_ballot_close" : "moderation_ballot_open")}
			</button>
		</div>
	);
}

function Topics(): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [title, setTitle] = useState("");
	const topics = rowsAll(app.rows, "topic").sort((a, b) => a.id - b.id);
	function add(event: Event): void {
		event.preventDefault();
		const tidy = lineTidy(title);
		if (textFault(tidy, topicLimits) !== null) return;
		if (app.live?.send({ kind: "topic_add", args: { title: tidy, phase: 0 } }) != null) setTitle("");
	}
	return (
		<div class="steer">
			<h3>{words("moderation_topics")}</h3>
			{topics.length === 0 && <p class="hint">{words("moderation_topics_empty")}</p>}
			<ul class="topics">
				{topics.map((topic) => <Topic key={topic.id} topic={topic} />)}
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

function Topic(props: { readonly topic: TopicRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, title } = props.topic;
	const [edited, setEdited] = useState<string | null>(null);
	function save(event: Event): void {
		event.preventDefault();
		const tidy = lineTidy(edited ?? "");
		if (textFault(tidy, topicLimits) !== null) return;
		if (tidy !== title) app.live?.send({ kind: "topic_edit", args: { topic: id, title: tidy } });
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
				aria-label={words("moderation_topic_rename", { title })}
				onClick={() => setEdited(title)}
			>
				{words("idea_edit")}
			</button>
			<button
				type="button"
				class="quiet"
				aria-label={words("moderation_topic_remove", { title })}
				onClick={() => app.live?.send({ kind: "topic_remove", args: { topic: id } })}
			>
				✕
			</button>
		</li>
	);
}
