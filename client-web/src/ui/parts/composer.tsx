// Where ideas and comments are written.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { commandShapes } from "../../protocol/generated";
import { graphemes, lineTidy, textFault, textLimits, textTidy } from "../../protocol/text";
import { rowsAll } from "../../model/rows";
import { useApp, useWords, type Words } from "../context";
import { useDraft } from "./draft";
import { SelectField } from "./select_field";
import { TextField } from "./text_field";

const ideaFields = commandShapes.idea_add.fields;
const titleLimits = textLimits(ideaFields, "title");
const ideaLimits = textLimits(ideaFields, "text");
const commentLimits = textLimits(commandShapes.comment_add.fields, "text");

/** What is wrong with a text, in words; "" if nothing is. */
export function faultWords(words: Words, text: string, limits: typeof ideaLimits): string {
	const fault = textFault(text, limits);
	switch (fault) {
		case null: return "";
		case "missing": return words("text_missing");
		case "not_allowed": return words("text_not_allowed");
		case "too_long":
			return words("text_too_long", { n: graphemes(text), of: limits.graphemes_max });
	}
}

interface IdeaFields {
	readonly title: string;
	readonly text: string;
	readonly topic: number;
}

interface IdeaFormProps {
	readonly label: string;
	readonly hint?: string;
	readonly action: string;
	readonly fields: IdeaFields;
	readonly onFields: (fields: IdeaFields) => void;
	readonly onSend: (fields: IdeaFields) => void;
	readonly onCancel?: () => void;
	readonly short?: boolean; // heading and topic appear once something is written
}

export function IdeaForm(props: IdeaFormProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [tried, setTried] = useState(false);
	const { fields, onFields } = props;
	const topics = rowsAll(app.rows, "topic").sort((a, b) => a.id - b.id);
	const showAll = props.short !== true || fields.text !== "" || fields.title !== "";
	const textWrong = tried ? faultWords(words, textTidy(fields.text), ideaLimits) : "";
	const titleWrong = tried ? faultWords(words, lineTidy(fields.title), titleLimits) : "";
	function send(event: Event): void {
		event.preventDefault();
		const tidy = { ...fields, title: lineTidy(fields.title), text: textTidy(fields.text) };
		const wrong = textFault(tidy.text, ideaLimits) ?? textFault(tidy.title, titleLimits);
		setTried(wrong !== null);
		if (wrong === null) props.onSend(tidy);
	}
	return (
		<form class="card composer" onSubmit={send} noValidate>
			<TextField
				label={props.label}
				{...(props.hint === undefined ? {} : { hint: props.hint })}
				value={fields.text}
				onValue={(text) => onFields({ ...fields, text })}
				limits={ideaLimits}
				fault={textWrong}
				multiline
			/>
			{showAll && (
				<TextField
					label={words("idea_title")}
					value={fields.title}
					onValue={(title) => onFields({ ...fields, title })}
					limits={titleLimits}
					fault={titleWrong}
				/>
			)}
			{showAll && topics.length > 0 && (
				<SelectField
					label={words("idea_topic")}
					value={String(fields.topic)}
					onValue={(topic) => onFields({ ...fields, topic: Number(topic) })}
					options={[
						{ value: "0", label: words("idea_topic_none") },
						...topics.map((topic) => ({ value: String(topic.id), label: topic.title })),
					]}
				/>
			)}
			<div class="actions">
				<button type="submit" class="main">{props.action}</button>
				{props.onCancel !== undefined && (
					<button type="button" class="quiet" onClick={props.onCancel}>{words("cancel")}</button>
				)}
			</div>
		</form>
	);
}

interface IdeaComposerProps {
	readonly board: number;
	readonly open: boolean; // the phase takes ideas
}

/** Goes away when the phase takes no ideas, but never with a half-written text. */
export function IdeaComposer(props: IdeaComposerProps): JSX.Element | null {
	const app = useApp();
	const words = useWords();
	const [text, setText] = useDraft(`idea-${props.board}`);
	const [title, setTitle] = useDraft(`idea-title-${props.board}`);
	const [topic, setTopic] = useState(0);
	if (!props.open && text === "" && title === "") return null;
	return (
		<IdeaForm
			label={words("idea_new")}
			hint={words(props.open ? "idea_new_hint" : "idea_closed")}
			action={words("idea_send")}
			fields={{ title, text, topic }}
			onFields={(fields) => {
				if (fields.text !== text) setText(fields.text);
				if (fields.title !== title) setTitle(fields.title);
				setTopic(fields.topic);
			}}
			onSend={(fields) => {
				const args = { ...fields, board: props.board, person: 0 };
				if (app.live?.send({ kind: "idea_add", args }) == null) return;
				setText("");
				setTitle("");
			}}
			short
		/>
	);
}

interface CommentComposerProps {
	readonly idea: number;
	readonly open: boolean; // the phase takes comments
}

export function CommentComposer(props: CommentComposerProps): JSX.Element {
	const app = useApp();
	const words = useWords();
	const [text, setText] = useDraft(`comment-${props.idea}`);
	const [tried, setTried] = useState(false);
	function send(event: Event): void {
		event.preventDefault();
		const tidy = textTidy(text);
		const wrong = textFault(tidy, commentLimits) !== null;
		setTried(wrong);
		if (wrong) return;
		const args = { idea: props.idea, text: tidy, person: 0 };
		if (app.live?.send({ kind: "comment_add", args }) != null) setText("");
	}
	if (!props.open && text === "") return <p class="hint">{words("comments_closed")}</p>;
	return (
		<form class="composer" onSubmit={send} noValidate>
			<TextField
				label={words("comment_new")}
				hint={props.open ? "" : words("comments_closed")}
				value={text}
				onValue={setText}
				limits={commentLimits}
				fault={tried ? faultWords(words, textTidy(text), commentLimits) : ""}
				multiline
			/>
			<button type="submit" class="main">{words("comment_send")}</button>
		</form>
	);
}
