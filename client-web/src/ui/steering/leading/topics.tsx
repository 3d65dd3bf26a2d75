// The topics of a board's phase: named, put before everybody, taken away.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { send } from "../../../model/app";
import { topicsNow } from "../../../model/boards";
import { commandShapes, type BoardRow, type TopicRow } from "../../../protocol/generated";
import { lineTidy, textFault, textLimits } from "../../../protocol/text";
import { useApp, useWords } from "../../context";
import { Icon } from "../../parts/icon";
import { TextField } from "../../parts/text_field";

const topicLimits = textLimits(commandShapes.topic_add.fields, "title");

export function Topics(props: { readonly board: BoardRow }): JSX.Element {
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
				aria-label={words("mod_focus_on", { title })}
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
