// Where ideas are written.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { commandShapes } from "../../protocol/generated";
import { lineTidy, textFault, textLimits, textTidy } from "../../protocol/text";
import { say, send, serverNowMs } from "../../model/app";
import { topicHere } from "../../model/boards";
import { contributionsAdded, ideasClosed, type Closed } from "../../model/closed";
import type { BoardRow } from "../../protocol/generated";
import { useApp, useWords } from "../context";
import { useLeft } from "./countdown";
import { useDraft } from "./draft";
import { Icon } from "./icon";
import { TextField } from "./text_field";
import { TopicField } from "./topic_field";

const ideaFields = commandShapes.idea_add.fields;
const titleLimits = textLimits(ideaFields, "title");
const ideaLimits = textLimits(ideaFields, "text");

/** Says why a text can only be kept for now; the time runs down where that helps. */
export function ClosedNote(props: { readonly closed: Closed; readonly kept: boolean }): JSX.Element {
	const words = useWords();
	const { key, values, until_ms = 0 } = props.closed;
	const left_ms = useLeft(until_ms);
	return (
		<p class="notice">
			<Icon name={until_ms === 0 ? "lock" : "clock"} />
			<span>
				{words(key, until_ms === 0 ? (values ?? {}) : { n: Math.ceil(left_ms / 1000) })}
				{props.kept && ` ${words("closed_kept")}`}
			</span>
		</p>
	);
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
	readonly board: number;
	readonly closed?: Closed | null; // nothing is sent until it is null
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
	const { fields, onFields, closed = null } = props;
	const showAll = props.short !== true || fields.text !== "" || fields.title !== "";
	function submit(event: Event): void {
		event.preventDefault();
		if (closed !== null) return say(app, words(closed.key, closed.values));
		const tidy = { ...fields, title: lineTidy(fields.title), text: textTidy(fields.text) };
		const wrong = textFault(tidy.text, ideaLimits) ?? textFault(tidy.title, titleLimits);
		setTried(wrong !== null);
		if (wrong === null) props.onSend(tidy);
	}
	return (
		<form class="card composer" onSubmit={submit} noValidate>
			<TextField
				label={props.label}
				{...(props.hint === undefined ? {} : { hint: props.hint })}
				value={fields.text}
				onValue={(text) => onFields({ ...fields, text })}
				limits={ideaLimits}
				tried={tried}
				multiline
			/>
			{showAll && (
				<TextField
					label={words("idea_title")}
					value={fields.title}
					onValue={(title) => onFields({ ...fields, title })}
					limits={titleLimits}
					tried={tried}
				/>
			)}
			{showAll && (
				<TopicField
					board={props.board}
					kept={fields.topic}
					value={fields.topic}
					onValue={(topic) => onFields({ ...fields, topic })}
				/>
			)}
			{closed !== null && <ClosedNote closed={closed} kept />}
			<div class="actions">
				<button type="submit" class="main" aria-disabled={closed !== null}>
					{props.action}
				</button>
				{props.onCancel !== undefined && (
					<button type="button" class="quiet" onClick={props.onCancel}>{words("cancel")}</button>
				)}
			</div>
		</form>
	);
}

/** Goes away when the board takes no ideas, and says why, but never with a half-written text. */
export function IdeaComposer(props: { readonly board: BoardRow }): JSX.Element {
	const app = useApp();
	const words = useWords();
	const { id, ideas_max } = props.board;
	const me = app.me.value;
	const [text, setText] = useDraft(`idea-${id}`);
	const [title, setTitle] = useDraft(`idea-title-${id}`);
	const [chosen, setTopic] = useState(0);
	const topic = topicHere(app.rows, id, chosen); // phases have topics of their own
	const added = contributionsAdded(app.rows, me, props.board, app.entries.value);
	const closed = ideasClosed(app.rows, me, props.board, added, serverNowMs(app));
	useLeft(closed?.until_ms ?? 0); // opens again by itself
	if (closed !== null && text === "" && title === "")
		return <div class="card closed"><ClosedNote closed={closed} kept={false} /></div>;
	const limit = ideas_max === 0 || me.moderates
		? ""
		: words("idea_limit", { n: added.ideas, of: ideas_max });
	return (
		<IdeaForm
			label={words("idea_new")}
			hint={`${words("idea_new_hint")} ${limit}`}
			action={words("idea_send")}
			board={id}
			closed={closed}
			fields={{ title, text, topic }}
			onFields={(fields) => {
				if (fields.text !== text) setText(fields.text);
				if (fields.title !== title) setTitle(fields.title);
				setTopic(fields.topic);
			}}
			onSend={(fields) => {
				const args = { ...fields, board: id, person: 0 };
				if (send(app, "idea_add", args) == null) return;
				setText("");
				setTitle("");
			}}
			short
		/>
	);
}
